"""Annual reports of the demonstration: last year's from most organs in every state, a trial of the present year.

Last year's cases of these invented organs lived in other systems: their figures are added with that source and marked
示例. The present year's are counted from the demonstration's own cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.stories.telling import ago
from mingjing.law.annual import TABLE_OF
from mingjing.law.reporting import TO_WRITE
from mingjing.organs.models import Grant, Organ, Person
from mingjing.procedure.limits import BEIJING
from mingjing.statistics import approving, drafting, sending
from mingjing.statistics.drafting import Edits
from mingjing.statistics.models import AnnualReport

Turns = Iterator[None]
SOURCE = "上年度办案台账（示例）"
# Organ → how far last year's report has come; organs that are not named have none.
ENDS = {
    "scjg": "correcting", "sthj": "reported", "cg": "submitted", "wj": "approved", "yj": "back", "sl": "corrected",
    "wg": "received", "jt": "draft", "hbsc": "received", "szhj": "received", "mcyj": "published", "lbsc": "received",
    "kfq": "reported", "ny": "returned",
}  # fmt: skip
REMINDED = ("hbcg", "lscg", "ymwj")
TRIAL = "scjg"
STEPS = ("draft", "submitted", "approved", "published", "reported", "received")
REACHED = {"returned": 1, "back": 4, "corrected": 5, "correcting": 5}
WRITTEN = (
    "少数案卷归档不及时，部分基层单位音像记录不完整（示例）。",
    "加强对基层单位的业务指导，每季度通报一次（示例）。",
)
PENALTY = (("penalty.warning", 3), ("penalty.fine", 11), ("penalty.confiscate", 4), ("penalty.suspend_business", 1))
OTHERS = (
    ("penalty.money", 24_600_00), ("penalty.filed", 21), ("penalty.closed", 18), ("penalty.none", 2),
    ("penalty.reconsidered", 1), ("inspection.routine", 9), ("inspection.special", 4), ("inspection.random", 6),
    ("inspection.enterprise", 14), ("inspection.problems", 5), ("inspection.to_penalty", 2), ("measure.seize", 1),
    ("public.due", 19), ("public.on_time", 18), ("public.done", 19), ("review.submitted", 21), ("review.agreed", 19),
    ("review.returned", 2), ("review.needed", 19), ("review.done", 19), ("archive.due", 18), ("archive.on_time", 16),
    ("complaint.received", 4), ("complaint.answered", 4), ("complaint.due", 4), ("complaint.on_time", 3),
)  # fmt: skip
LICENCES = (("licence.applied", 22), ("licence.accepted", 20), ("licence.granted", 18), ("licence.refused", 1))


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Last year's reports in January, the bureau's answers and reminders after that, a trial of this year."""
    january = datetime(now.astimezone(BEIJING).year, 1, 6, 9, tzinfo=BEIJING)
    for n, (key, end) in enumerate(ENDS.items()):
        if key in world.organs:
            deed = Deed(world, key, None, 200 + n, january + timedelta(days=n, minutes=17 * n))
            yield deed, _story(deed, end, n)
    yield Deed(world, "sj", None, 250, january + timedelta(days=40)), _chased(world, january + timedelta(days=40))
    if TRIAL in world.organs:
        trial = Deed(world, TRIAL, None, 260, ago(now, 2))
        yield trial, _tried(trial)


def perform_alone(now: datetime) -> int:
    """The same on a home that is loaded already, all of it now. Returns how many reports there are."""
    world = _world()
    for deed, story in volume(world, now, False):
        deed.at = now
        while next(story, False) is None:
            deed.at = now
    return AnnualReport.objects.count()


def _world() -> World:
    """The organs and people of a loaded home, as founding knew them."""
    world = World()
    by_prefix = {o.doc_prefix: o for o in Organ.objects.select_related("region")}
    world.organs = {s.key: by_prefix[s.prefix] for s in seeds.ORGANS if s.prefix in by_prefix}
    for key, organ in world.organs.items():
        for grant in Grant.objects.filter(person__organ=organ).order_by("ledger_id"):
            person: Person = grant.person
            world.people.setdefault((key, grant.role), []).append(person)
    return world


def _actor(deed: Deed, role: str, n: int = 0) -> Any:
    return deed.world.actor(deed.organ, role, deed.on, n)


def _story(deed: Deed, end: str, n: int) -> Turns:
    yield
    year = deed.on.year - 1
    row = drafting.make(actor=_actor(deed, "U"), organ_id=deed.world.organs[deed.organ].pk, year=year, now=deed.at)
    reached = REACHED.get(end, STEPS.index(end) if end in STEPS else 0)
    added = {code: given for code, given in _added(n, deed.organ).items() if TABLE_OF[code].code not in row.notes}
    drafting.edit(actor=_actor(deed, "U"), report_id=row.pk, edits=Edits(added=added), now=deed.at)
    _write(deed, row.pk, end)
    for step in STEPS[1 : reached + 1]:
        deed.wait(1, hour=1)
        yield
        _take(deed, row.pk, step)
    yield from _after(deed, row.pk, end)


def _added(n: int, organ: str) -> dict[str, tuple[int | None, str]]:
    """Figures of an organ's own size: the larger organs more. No part is made larger than its whole."""
    scale = 100 if organ in {"scjg", "sthj", "cg", "sl"} else 40 + 3 * n
    rows = [*PENALTY, *OTHERS, *(LICENCES if organ in {"scjg", "wj", "sl", "sthj", "wg"} else ())]
    return {code: (max(1, value * scale // 100), SOURCE) for code, value in rows}


def _write(deed: Deed, report_id: str, end: str) -> None:
    """Words from the figures, and what only people know; a draft still waits for it."""
    clerk = _actor(deed, "U")
    row = drafting.rewrite(actor=clerk, report_id=report_id, now=deed.at)
    if end == "draft":
        return
    drafting.edit(
        actor=clerk, report_id=report_id, edits=Edits(texts={"ahead": _finished(row.texts["ahead"])}), now=deed.at
    )


def _finished(text: str) -> str:
    lines = []
    for line, words in zip(text.split("\n"), WRITTEN, strict=True):
        lines.append(line.partition(TO_WRITE)[0] + words)
    return "\n".join(lines)


def _take(deed: Deed, report_id: str, step: str) -> None:
    given: dict[str, Any] = {"report_id": report_id, "now": deed.at}
    match step:
        case "submitted":
            approving.submit(actor=_actor(deed, "U"), **given)
        case "approved":
            approving.approve(actor=_actor(deed, "B"), **given)
        case "published":
            approving.publish(actor=_actor(deed, "PB"), **given)
        case "reported":
            sending.report(actor=_actor(deed, "U"), **given)
        case "received":
            sending.receive(actor=deed.world.actor("sj", "J", deed.on), **given)


def _after(deed: Deed, report_id: str, end: str) -> Turns:
    """Returned by the head or the bureau; corrected, to the end or as far as the head."""
    if end not in REACHED:
        return
    deed.wait(2, hour=3)
    yield
    if end == "returned":
        reason = "行政检查数比台账少，核对后再报。（示例）"
        approving.send_back(actor=_actor(deed, "B"), report_id=report_id, reason=reason, now=deed.at)
    elif end == "back":
        reason = "罚没金额与财政专户入账数相差较大，请核对。（示例）"
        bureau = deed.world.actor("sj", "J", deed.on)
        sending.give_back(actor=bureau, report_id=report_id, reason=reason, now=deed.at)
    else:
        yield from _corrected(deed, report_id, "approved" if end == "correcting" else "received")


def _corrected(deed: Deed, report_id: str, until: str) -> Turns:
    """A correction: one figure more; finished, or waiting for the head."""
    clerk, reason = _actor(deed, "U"), "漏计一件由派出机构办理的罚款案件。（示例）"
    row = drafting.correct(actor=clerk, report_id=report_id, reason=reason, now=deed.at)
    more: dict[str, tuple[int | None, str]] = {"penalty.fine": (row.added["penalty.fine"] + 1, SOURCE)}
    drafting.edit(actor=clerk, report_id=row.pk, edits=Edits(added=more), now=deed.at)
    _write(deed, row.pk, "corrected")
    for step in STEPS[1:]:
        if step == until and until == "approved":
            return
        deed.wait(1, hour=2)
        yield
        _take(deed, row.pk, step)


def _chased(world: World, at: datetime) -> Turns:
    yield
    wanted = [world.organs[key].pk for key in REMINDED if key in world.organs]
    if wanted:
        sending.remind(
            actor=world.actor("sj", "J", at.date()), organ_ids=wanted, year=at.year - 1,
            words="请于三个工作日内编报。（示例）", now=at,
        )  # fmt: skip


def _tried(deed: Deed) -> Turns:
    yield
    organ = deed.world.organs[deed.organ].pk
    drafting.make(actor=_actor(deed, "U"), organ_id=organ, year=deed.on.year, now=deed.at)
