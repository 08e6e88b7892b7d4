"""Equipment of the demonstration: standards of the city, recorders and stations of every organ, some lives. Invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns, perform
from mingjing.config.demo.planning import loaded
from mingjing.config.demo.stories.telling import ago
from mingjing.law.equipment import Move
from mingjing.workplan import equipping
from mingjing.workplan.equipping import Piece

BASIS = "三门峡市行政执法装备配备标准（示例）"
STANDARDS = (
    ("recorder", "pair", 1, ""), ("recorder", "officer", 1, "城市管理"), ("dock", "organ", 1, ""),
    ("vehicle", "organ", 1, "市场监管"), ("instrument", "organ", 1, "生态环境"), ("hearing_room", "organ", 0, ""),
)  # fmt: skip
KEPT = ("recorder", "recorder", "dock", "camera", "ask_room")
MARKS = {"recorder": "JLY", "dock": "CJZ", "camera": "ZXJ", "ask_room": "XWS", "vehicle": "ZFC", "instrument": "JCY"}
LIVES: tuple[tuple[tuple[Move, str], ...], ...] = (
    ((Move.ISSUE, ""),),
    ((Move.ISSUE, ""), (Move.GIVE_BACK, "")),
    ((Move.SEND_OUT, "镜头破裂，送厂家维修（示例）"),),
    ((Move.LOSE, "执法途中遗失，已书面报告（示例）"),),
)


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Standards first, then each organ's inventory."""
    start = Deed(world, "sj", None, 1, ago(now, 66))
    yield start, _standards(start)
    for n, key in enumerate(key for key in world.organs if key != "sj"):
        deed = Deed(world, key, None, n + 2, ago(now, 60 - n))
        yield deed, _inventory(deed, n)


def _standards(deed: Deed) -> Turns:
    yield
    for item, per, number, field in STANDARDS:
        equipping.set_standard(
            actor=deed.actor("J"), item=item, per=per, number=number, field=field, valid_from=date(2026, 1, 1),
            basis=BASIS, now=deed.at,
        )  # fmt: skip


def _inventory(deed: Deed, n: int) -> Turns:
    yield
    field = deed.world.organs[deed.organ].field
    items = [*KEPT[: 5 - n % 3], *(["vehicle"] if field == "市场监管" else []), *(["instrument"] if n == 1 else [])]
    rows = []
    for place, item in enumerate(items, 1):
        piece = Piece(
            item=item, number=f"{MARKS[item]}-{n + 1:02d}{place:02d}", place="执法装备室（示例）", model="示例型号"
        )
        rows.append(equipping.register(actor=deed.actor("U"), piece=piece, now=deed.at))
    for move, words in LIVES[n % len(LIVES)]:
        deed.wait(2)
        yield
        holder = deed.ids("H")[0] if move is Move.ISSUE else ""
        equipping.move(
            actor=deed.actor("U"),
            equipment_id=rows[0].pk,
            step=move,
            holder_id=holder,
            words=words,
            stored=True,
            now=deed.at,
        )


def alone(now: datetime) -> None:
    """Add these to a demonstration that is already loaded."""
    perform(volume(loaded(), now, False), now)
