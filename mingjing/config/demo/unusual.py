"""What the analysis has something to ask about: a firm visited all the time, clues left lying, a penalty cut in three.

Acted by the same people through the same steps as everything else; whether a lead comes of it is the rules' affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.on_the_spot import STALLS, Spot
from mingjing.config.demo.stories.telling import ago
from mingjing.config.demo.visiting import OF_FIELD, VISITS, Visiting

VISITED, LEFT, CUT = 9, 12, 4
WHY = {
    "exception": "complaint", "exception_reason": "群众投诉举报，需要到现场核查。（示例）",
    "repeat_reason": "投诉举报的事项不同，不能合并。（示例）",
}  # fmt: skip


def volume(world: World, now: datetime, small: bool) -> Iterable[tuple[Deed, Turns]]:
    """All of it, where the organs concerned were founded."""
    for organ, tell in (("lbsc", _visited), ("cg", _left), ("hbcg", _cut)):
        if organ in world.organs:
            yield from tell(world, organ, now)


def _visited(world: World, organ: str, now: datetime) -> Iterator[tuple[Deed, Turns]]:
    """The same firm, every second week, each time on a complaint."""
    matter = VISITS[OF_FIELD[world.organs[organ].field]]
    for n in range(VISITED):
        visit = Visiting(world, organ, matter, 7_300 + n, ago(now, 8 + 8 * n), firm_no=7_300)
        yield visit, _one_visit(visit)


def _one_visit(v: Visiting) -> Turns:
    yield
    v.open("case", notice="unannounced", **WHY)
    for deed in (v.approve, v.enter, v.record_findings):
        v.wait(0 if deed == v.record_findings else 1, minutes=55 if deed == v.record_findings else 0)
        yield
        deed()


def _left(world: World, organ: str, now: datetime) -> Iterator[tuple[Deed, Turns]]:
    """Clues of one unit, registered and then not looked at."""
    matter = next(m for m in MATTERS.values() if m.field == world.organs[organ].field)
    for n in range(LEFT):
        line = Line(world, organ, matter, 800 + n, ago(now, 48 + 2 * n))
        yield line, _only_open(line)


def _only_open(line: Line) -> Turns:
    yield
    line.open()


class SameFirm(Spot):
    """A penalty on the spot on one and the same firm."""

    @property
    def place(self) -> str:
        return "三门峡市湖滨区示例市场门前"

    @property
    def party(self) -> dict[str, Any]:
        return Spot(self.world, self.organ, self.matter, 1_400, self.at).party


def _cut(world: World, organ: str, now: datetime) -> Iterator[tuple[Deed, Turns]]:
    """One heap of goods, dealt with as several penalties of one morning."""
    for n in range(CUT):
        spot = SameFirm(world, organ, STALLS[3], 7_400 + n, ago(now, 22))
        spot.wait(minutes=12 * n)
        yield spot, _decided(spot)


def _decided(spot: Spot) -> Turns:
    yield
    spot.open()
    for deed in (spot.prove, spot.tell, spot.hear, spot.decide, spot.film):
        spot.wait(minutes=2)
        yield
        deed()
