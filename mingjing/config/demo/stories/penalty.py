"""行政处罚: the ordinary line from clue to archive; on the spot; annulled and done again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Plot, Turns
from mingjing.config.demo.matters import MATTERS
from mingjing.config.demo.on_the_spot import STALLS, Spot
from mingjing.config.demo.stories.telling import Report, Story, Volume, ago

STREETS = ("cg", "hbcg", "kfq")  # organs of 城市管理 whose officers are in the street


def _ordinary(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    line = Line(world, "sthj", MATTERS["dust_yard"], 1, start, report)
    return line, lines.act_out(line, Plot(statement="given"))


def _summary(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    spot = Spot(world, "cg", STALLS[0], 1, start, report)
    return spot, _on_the_spot(spot)


def _on_the_spot(spot: Spot, stop: str = "") -> Turns:
    """From the street to the archive; ``stop`` names the act that is still to come."""
    yield
    spot.open()
    for minutes, act in ((2, spot.prove), (1, spot.tell), (2, spot.hear), (2, spot.decide)):
        spot.wait(minutes=minutes)
        yield
        act()
    if spot.matter.collected:
        spot.wait(minutes=3)
        yield
        spot.collect()
    spot.wait(minutes=200)
    yield
    spot.film()
    if stop == "report":
        return
    spot.wait(1)
    yield
    spot.report_back()
    if spot.matter.collected:
        spot.hand_in()
        spot.wait(1)
        yield
        spot.bank_in()
    if stop == "publish":
        return
    spot.wait(1)
    yield
    spot.prepare()
    spot.wait(1)
    yield
    spot.publish()
    if stop == "pay":
        return
    if spot.decision.fine and not spot.matter.collected:
        spot.wait(2)
        yield
        spot.pay()
    spot.wait(1)
    yield
    spot.execute()
    spot.wait(1)
    yield
    spot.close()
    spot.wait(3)
    yield
    spot.archive()


STOPS = {2: "report", 5: "publish", 8: "pay", 11: "publish"}  # working days ago → what is still to be done


def _streets(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    """Some sixty cases of the last half year."""
    for number, age in enumerate(range(1, 121, 8 if small else 2), 1):
        organ = STREETS[number % len(STREETS)]
        spot = Spot(world, organ, STALLS[number % len(STALLS)], number, ago(now, age))
        yield spot, _on_the_spot(spot, STOPS.get(age, ""))


def _annulled(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    line = Line(world, "sthj", MATTERS["dust_yard"], 1, start, report)
    return line, _redone(line)


def _redone(line: Line) -> Turns:
    """Served and published; annulled on reconsideration, withdrawn; investigated, told, reviewed and decided anew."""
    yield from lines.act_out(line, Plot(stop="pay"))
    line.wait(20)
    yield
    line.annul()
    line.wait(1)
    yield
    line.withdraw()
    line.wait(2)
    yield
    line.lessen()
    line.conclude()
    for days, act in (
        (2, line.notify),
        (1, line.serve_notice),
        (1, line.waive),
        (1, line.draft),
        (1, line.submit),
        (2, line.agree),
        (1, line.decide),
        (0, line.seal),
        (1, line.serve_decision),
        (1, line.prepare),
        (1, line.publish),
    ):
        line.wait(days, minutes=10)
        yield
        act()


STORIES = {
    "ordinary-penalty": Story(frozenset({"sthj"}), timedelta(days=90), _ordinary),
    "annulled-and-redone": Story(frozenset({"sthj"}), timedelta(days=150), _annulled),
    "summary-penalty": Story(frozenset({"cg"}), timedelta(days=40), _summary),
}
VOLUMES: tuple[Volume, ...] = (_streets,)
