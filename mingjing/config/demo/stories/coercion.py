"""行政强制 in the demonstration: a seizure with its test, a demolition, and the others in their proportion."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from mingjing.config.demo.coercing import Enforcing, Seizing
from mingjing.config.demo.coercion_matters import SEIZURES, UNPERFORMED
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns
from mingjing.config.demo.stories.telling import Report, Story, Volume, ago
from mingjing.procedure.limits import beijing_date

Act = tuple[str, int, int, Callable[[], None] | None]  # name, working days and minutes to wait, what is done
SERVED_BEFORE = timedelta(days=260)  # the decision that is executed: long past its six months


def _turns(deed: CaseDeed, acts: Iterable[Act], stop: str) -> Turns:
    for name, days, minutes, act in acts:
        if name == stop:
            return
        if act is None:
            continue
        deed.wait(days, minutes=minutes)
        yield
        act()


def _published(deed: CaseDeed) -> tuple[Act, ...]:
    return (("prepare", 1, 0, deed.prepare), ("publish", 1, 0, deed.publish))


def seizure(s: Seizing, *, stop: str = "", urgent: bool = False, extended: bool = False, kept: bool = False) -> Turns:
    """From the proposal to the archive. ``kept``: the things are confiscated in the end, else given back."""
    tested = bool(s.matter.tested) and not kept
    acts: tuple[Act, ...] = (
        ("open", 0, 0, s.open),
        ("approve", 0, 40, None if urgent else s.approve),
        ("tell", 0, 60, s.tell),
        ("list", 0, 35, s.list_goods),
        ("take", 0, 5, s.take_urgently if urgent else s.take),
        ("film", 0, 150, s.film),
        ("afterwards", 0, 30, s.approve_afterwards if urgent else None),
        ("test", 1, 0, s.test if tested else None),
        ("seal", 1, 0, s.seal),
        *_published(s),
        ("end_test", 4, 0, s.end_test if tested else None),
        ("extend", 12, 0, s.extend if extended else None),
        ("release", 3, 0, s.confiscate if kept else s.release),
        ("return", 0, 50, None if kept else s.give_back),
        ("close", 1, 0, s.close),
        ("archive", 5, 0, s.archive),
    )
    return _turns(s, acts, stop)


def execution(e: Enforcing, *, stop: str = "", stated: bool = True) -> Turns:
    """From the demand to the archive: a demolition, or what another performs in the party's place."""
    demolished = e.matter.kind == "demolish"
    acts: tuple[Act, ...] = (
        ("open", 0, 0, e.open),
        ("demand", 1, 0, e.demand),
        ("state", 3, 0, e.state if stated else None),
        ("answer", 2, 0, e.answer if stated else None),
        ("draft", 12 if not stated else 7, 0, e.draft_decision),
        ("submit", 0, 60, e.submit),
        ("review", 2, 0, e.agree),
        ("discuss", 1, 0, e.discuss),
        ("decide", 1, 0, e.decide),
        ("seal", 0, 50, e.seal),
        ("serve", 1, 0, e.serve_decision),
        *_published(e),
        ("warn", 1, 0, e.announce if demolished else e.demand_again),
        ("execute", 8, 0, e.execute),
        ("finish", 0, 150, e.finish),
        ("film", 0, 60, e.film),
        ("close", 2, 0, e.close),
        ("archive", 6, 0, e.archive),
    )
    return _turns(e, acts, stop)


def paid(e: Enforcing, *, stop: str = "") -> Turns:
    """Money: what grows by the day, the demand, and then it is paid."""
    acts: tuple[Act, ...] = (
        ("open", 0, 0, e.open),
        ("charge", 1, 0, e.charge),
        ("demand", 20, 0, e.demand),
        ("pay", 6, 0, e.pay_all),
        ("close", 1, 0, e.close),
        ("archive", 6, 0, e.archive),
    )
    return _turns(e, acts, stop)


# What waits today, by working days ago: the act that is still to come.
STOPS = {1: "approve", 3: "seal", 6: "end_test", 10: "release", 14: "release", 30: "close"}
COURSES = {4: "demand", 12: "draft", 18: "review", 24: "decide", 33: "execute", 40: "film"}
AGES = (1, 3, 6, 10, 14, 22, 30, 38, 47, 55, 64, 72, 81, 90)
LATER = (4, 12, 18, 24, 33, 40, 58, 66, 75, 84)


def _seizure(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    made = Seizing(world, "scjg", SEIZURES[0], 1, start, report)
    return made, seizure(made, extended=True)


def _demolition(world: World, start: datetime, report: Report) -> tuple[CaseDeed, Turns]:
    made = Enforcing(world, "cg", UNPERFORMED[0], 1, start, report, served=beijing_date(start) - SERVED_BEFORE)
    return made, execution(made)


def _measures(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    """Some fourteen measures of the last half year: food and dangerous goods."""
    organs = {"市场监管": ("scjg", "hbsc", "szsc"), "应急管理": ("yj", "mcyj")}
    for n, age in enumerate(AGES[::3] if small else AGES, 2):
        matter = SEIZURES[n % len(SEIZURES)]
        keys = organs[matter.field]
        made = Seizing(world, keys[n % len(keys)], matter, n, ago(now, age))
        yield made, seizure(made, stop=STOPS.get(age, ""), urgent=n % 5 == 0, kept=n % 4 == 1, extended=n % 7 == 0)


def _executions(world: World, now: datetime, small: bool) -> Iterable[tuple[CaseDeed, Turns]]:
    """Some ten executions: buildings, rubble on roads, unpaid fees."""
    for n, age in enumerate(LATER[::3] if small else LATER, 2):
        matter = UNPERFORMED[n % len(UNPERFORMED)]
        start = ago(now, age)
        made = Enforcing(
            world, "sl" if matter.principal else "cg", matter, n, start, served=beijing_date(start) - SERVED_BEFORE
        )
        stop = COURSES.get(age, "")
        yield made, paid(made, stop=stop) if matter.principal else execution(made, stop=stop, stated=n % 2 == 0)


STORIES: dict[str, Story] = {
    "seizure": Story(frozenset({"scjg"}), timedelta(days=75), _seizure),
    "forced-demolition": Story(frozenset({"cg"}), timedelta(days=95), _demolition),
}
VOLUMES: tuple[Volume, ...] = (_measures, _executions)
