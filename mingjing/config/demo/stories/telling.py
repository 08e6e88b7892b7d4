"""What a story is: the organs it needs, how long it takes, and its acts in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingjing.clocks import queries as clocks
from mingjing.config.demo.deed import CaseDeed, Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns
from mingjing.procedure.limits import BEIJING

Report = Callable[[str, int], None]
# Cases of one act that fill the demonstration: (world, now, small) → each case with its acts.
Volume = Callable[[World, datetime, bool], Iterable[tuple[Deed, Turns]]]


@dataclass(frozen=True, slots=True)
class Story:
    """``tell(world, start, report)`` gives the case whose decision is proved at the end, and its acts.

    ``organs``: keys of ``world.ORGANS`` that take part; ``length``: longer than it takes, so that it ends in the past.
    """

    organs: frozenset[str]
    length: timedelta
    tell: Callable[[World, datetime, Report], tuple[CaseDeed, Turns]]


def ago(now: datetime, working_days: int) -> datetime:
    """Nine in the morning, so many working days before ``now``: when a case of a volume begins."""
    day, calendar = now.astimezone(BEIJING).date(), clocks.calendar()
    while working_days:
        day -= timedelta(days=1)
        working_days -= calendar.is_working(day)
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=BEIJING)
