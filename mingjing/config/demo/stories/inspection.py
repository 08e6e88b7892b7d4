"""行政检查 in the demonstration: a random visit, a visit that leads to a penalty, and the many others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.catalog.models import PowerItem
from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import CaseDeed, Deed
from mingjing.config.demo.drawing import Drawing
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Plot, Turns
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.stories.telling import Report, Story, Volume, ago
from mingjing.config.demo.visiting import OF_FIELD, VISITS, Visiting, VisitMatter, lists
from mingjing.procedure import actions as procedure

Act = tuple[int, Callable[[], None]]  # working days to wait, and what is done then
BUSY = ("scjg", "sthj")
LISTED = 131  # working days ago: before any visit
# Where visits of these ages (working days) stand today; every other one is in the archive.
STOPS = {
    0: "approve", 1: "approve", 2: "notify", 3: "enter", 4: "record", 5: "draft", 6: "draft", 7: "result", 8: "serve",
    9: "prepare", 11: "publish", 13: "publish", 15: "recheck", 18: "close", 22: "close", 27: "archive",
}  # fmt: skip
MANY, FEW = 15, 12  # visits of a busy organ and of another, besides those that were drawn
SMALL = 5


def act_out(v: Visiting, *, stop: str = "", wrong: bool = False, notice: str = "given") -> Turns:
    """A visit from its proposal to the archive. ``stop`` names the act it waits for."""
    steps = (
        ("open", 0, lambda: v.open(notice=notice)),
        ("approve", 1, v.approve),
        ("notify", 1, v.notify if notice == "given" else None),
        ("enter", 2, v.enter),
        ("record", 0, lambda: v.record_findings(wrong=wrong)),
        ("order", 1, v.order if wrong else None),
        ("draft", 0, v.draft_result),
        ("result", 1, v.give_result),
        ("seal", 0, v.seal),
        ("serve", 1, v.serve_decision),
        ("prepare", 2, v.prepare),
        ("publish", 1, v.publish),
        ("recheck", 4, v.recheck if wrong else None),
        ("close", 2, v.close),
        ("archive", 6, v.archive),
    )
    for name, days, deed in steps:
        if name == stop:
            return
        if deed is None:
            continue
        v.wait(days, minutes=0 if days else 55)
        yield
        deed()


# --- the two stories ------------------------------------------------------------------------------------------------


def _random(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    lists(world, "scjg", VISITS["food"], start - timedelta(hours=1), (start.year, start.year + 1))
    drawing = Drawing(world, "scjg", VISITS["food"], 1, start, report, size=120)
    visit = Visiting(world, "scjg", VISITS["food"], 1, start, report)
    return visit, _draw_then_visit(drawing, visit)


def _draw_then_visit(d: Drawing, v: Visiting) -> Turns:
    """Pools, draw, one officer redrawn, visits; the first of them goes on to its public page and the archive."""
    acts: tuple[Act, ...] = (
        (0, d.list_item), (1, lambda: d.commit(6)), (0, d.run), (1, d.redraw), (1, d.open_visits),
    )  # fmt: skip
    for days, deed in acts:
        d.wait(days, minutes=0 if days else 5)
        v.at = d.at
        yield
        deed()
    first = d.visits[0]
    v.case, v.firm_no, v.leader = first.case, first.firm_no, first.leader
    yield from _from_open(v)
    v.wait(minutes=1)
    yield
    d.at = v.at
    d.show_results()


def _from_open(v: Visiting) -> Turns:
    """The acts of a visit that was opened already."""
    steps = (
        (1, v.approve), (1, v.notify), (2, v.enter), (0, v.record_findings), (1, v.draft_result), (1, v.give_result),
        (0, v.seal), (1, v.serve_decision), (2, v.prepare), (1, v.publish), (2, v.close), (6, v.archive),
    )  # fmt: skip
    for days, deed in steps:
        v.wait(days, minutes=0 if days else 55)
        yield
        deed()


@dataclass
class FromVisit(Line):
    """A penalty that a visit went on to: it begins with what the visit found, and is completed, not typed again."""

    visit: Visiting | None = None

    def open(self) -> None:
        assert self.visit is not None
        power = PowerItem.objects.get(pk=self.power)
        self.visit.open_penalty(power.name, self.matter.cause)
        self.case = Case.objects.get(origin_id=self.visit.case).pk
        m = self.matter
        edited = procedure.edit_case(
            actor=self.lead, case_id=self.case, now=self.at,
            values={
                "nature": m.nature, "penalties": list(m.penalties), "fine": m.fine * 100, "correction": m.correction,
                "statutory_range": m.range, "tier": m.tier, "discretion": m.discretion,
                "citations": [c for c in self.citations() if c["role"] == "penalty"],
            },
        )  # fmt: skip
        self.report("补充处罚建议", edited.ledger_id)

    @property
    def party(self) -> dict[str, Any]:
        assert self.visit is not None
        return self.visit.party

    @property
    def place(self) -> str:
        assert self.visit is not None
        return self.visit.place


def _to_penalty(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    lists(world, "sthj", VISITS["pollution"], start - timedelta(hours=1), (start.year, start.year + 1))
    visit = Visiting(world, "sthj", VISITS["pollution"], 1, start, report)
    line = FromVisit(world, "sthj", MATTERS["dust_yard"], 1, start, report, visit=visit)
    return line, _visit_then_penalty(visit, line)


def _visit_then_penalty(v: Visiting, line: Line) -> Turns:
    """The visit to its public page, then the penalty to its archive; the visit itself is then closed."""
    acts: tuple[Act, ...] = (
        (0, lambda: v.open(notice="unannounced")), (1, v.approve), (1, v.enter),
        (0, lambda: v.record_findings(wrong=True, proposal="penalty")), (1, v.draft_result), (1, v.give_result),
        (0, v.seal), (1, v.serve_decision), (1, v.prepare), (1, v.publish),
    )  # fmt: skip
    for days, deed in acts:
        v.wait(days, minutes=0 if days else 55)
        line.at = v.at
        yield
        deed()
    yield from lines.act_out(line, Plot(statement="given"))
    v.at = line.at
    for days, deed in ((1, v.close), (3, v.archive)):
        v.wait(days)
        line.at = v.at
        yield
        deed()


# --- the many -------------------------------------------------------------------------------------------------------


def _many(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """Visits of every organ that inspects: two organs also draw, the others have only what their plans say."""
    keys = [key for key, organ in world.organs.items() if organ.field in OF_FIELD]
    for place, key in enumerate(keys):
        matter = VISITS[OF_FIELD[world.organs[key].field]]
        listing = Visiting(world, key, matter, 1, ago(now, LISTED))
        yield listing, _listed(listing)
        if key in BUSY:
            drawing = Drawing(
                world, key, matter, 900 + 20 * place, ago(now, 64 - 9 * place), first_firm=1 + 200 * place
            )
            yield drawing, _drawn(drawing, small)
        yield from _visits(world, now, key, matter, 1 + 200 * place, small)


def _listed(v: Visiting) -> Turns:
    yield
    lists(v.world, v.organ, v.matter, v.at, (v.at.year, v.at.year + 1))


def _visits(
    world: World, now: datetime, key: str, matter: VisitMatter, first: int, small: bool
) -> Iterator[tuple[Visiting, Turns]]:
    count = SMALL if small else MANY if key in BUSY else FEW
    for n in range(count):
        age = (n * 29 + first) % 110 if n % 2 else (n * 3 + first) % 30
        visit = Visiting(world, key, matter, first + 100 + n, ago(now, age))
        near = [a for a in STOPS if a >= age]
        stop = STOPS[near[0]] if near and age <= max(STOPS) else ""
        notice = "unannounced" if n % 3 == 1 else "given"
        yield visit, act_out(visit, stop=stop, wrong=n % 4 == 2, notice=notice)
    for n in range(2 if key in BUSY else 0):  # approved and told: these wait for their officers in the field
        waiting = Visiting(world, key, matter, first + 90 + n, ago(now, 3 + n))
        yield waiting, act_out(waiting, stop="enter")


def _drawn(d: Drawing, small: bool) -> Turns:
    """A draw whose visits go on in step: some are in the archive by now, where time has sufficed."""
    yield
    d.list_item()
    acts: tuple[Act, ...] = ((1, lambda: d.commit(2 if small else 4)), (0, d.run), (2, d.open_visits))
    for days, deed in acts:
        d.wait(days, minutes=0 if days else 5)
        yield
        deed()
    for name, days in (
        ("approve", 1), ("notify", 1), ("enter", 3), ("record_findings", 0), ("draft_result", 1), ("give_result", 1),
        ("seal", 0), ("serve_decision", 1), ("prepare", 2), ("publish", 1), ("close", 3), ("archive", 6),
    ):  # fmt: skip
        yield from d.each(name, working_days=days, minutes=0 if days else 50)
    d.wait(minutes=1)
    yield
    d.show_results()


STORIES: dict[str, Story] = {
    "inspection-random": Story(frozenset({"scjg"}), timedelta(days=60), _random),
    "inspection-to-penalty": Story(frozenset({"sthj"}), timedelta(days=120), _to_penalty),
}
VOLUMES: tuple[Volume, ...] = (_many,)
