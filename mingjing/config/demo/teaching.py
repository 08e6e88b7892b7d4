"""Training, examinations and publicity of the demonstration, in the very files that organs bring in. All invented."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, timedelta

import xlsxwriter

from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns, perform
from mingjing.config.demo.planning import loaded
from mingjing.config.demo.stories.telling import ago
from mingjing.law.training import TRAINING
from mingjing.workplan import teaching

ACTIVITIES = (
    ("field", "三项制度宣传进企业（示例）", 160), ("new_media", "以案释法短视频（示例）", 5_200), ("lecture", "执法人员宣讲（示例）", 45),
    ("site", "门户网站专栏（示例）", 0), ("case", "旁听听证，以案释法（示例）", 32),
)  # fmt: skip


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Each organ brings in its training of the year once and enters an activity."""
    for n, key in enumerate(key for key in world.organs if key != "sj"):
        deed = Deed(world, key, None, n + 1, ago(now, 35 - n))
        yield deed, _taught(deed, n)


def _taught(deed: Deed, n: int) -> Turns:
    yield
    organ, day = deed.world.organs[deed.organ], deed.on - timedelta(days=2)
    people = {p.pk: p for role in "HUL" for p in deed.world.people.get((deed.organ, role), ())}
    rows = []
    for k, person in enumerate(people.values()):
        hours = (40, 24) if (n + k) % 5 else (24,)
        rows += [(person.name, "培训", f"2026 年第 {i} 期培训（示例）", str(h), "") for i, h in enumerate(hours, 1)]
        rows.append((person.name, "考试", "2026 年度考试（示例）", "", "合格"))
    data = _book([(name, "", kind, day.isoformat(), title, hours, result) for name, kind, title, hours, result in rows])
    teaching.bring_in(actor=deed.actor("B"), organ=organ, data=data, filename="培训.xlsx", now=deed.at)
    way, title, reached = ACTIVITIES[n % len(ACTIVITIES)]
    deed.wait(1)
    yield
    teaching.record_publicity(
        actor=deed.actor("U"), held_on=deed.on, way=way, title=title, reached=reached, words="发放资料，解答咨询。（示例）",
        files=[], now=deed.at,
    )  # fmt: skip


def _book(rows: list[tuple[str, ...]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(TRAINING.label)
    for r, row in enumerate((tuple(c.heading for c in TRAINING.columns), *rows)):
        for c, text in enumerate(row):
            sheet.write_string(r, c, text)
    book.close()
    return file.getvalue()


def alone(now: datetime) -> None:
    """Add these to a demonstration that is already loaded."""
    perform(volume(loaded(), now, False), now)
