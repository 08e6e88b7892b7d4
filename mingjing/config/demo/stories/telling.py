"""What a story is: the organs it needs, how long it takes, and its acts in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingjing.config.demo.deed import Deed
from mingjing.config.demo.founding import World
from mingjing.config.demo.lines import Turns

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
    tell: Callable[[World, datetime, Report], tuple[Deed, Turns]]
