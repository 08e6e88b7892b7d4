"""What counting asks about an act, and what it gives: frozen values, no lookups."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.law.kinds import ActKind, DecisionKind, Penalty, Step


@dataclass(frozen=True, slots=True)
class Line:
    """What one subject adds to one figure on one day: a number, and an amount in the figure's own unit (分, 秒)."""

    figure: str
    day: date
    n: int = 1
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A step as it was taken, with its values as they are kept (days in ISO form)."""

    step: Step
    on: date
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def day(self, name: str) -> date:
        """A day among the values, the day of the step where it was not given."""
        value = self.values.get(name)
        return value if isinstance(value, date) else date.fromisoformat(value) if value else self.on


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was issued, whatever became of it. Amounts in 分.

    ``confiscated``: only what has a price. ``tier``, ``weighed``: of the reckoning it rests on.
    """

    kind: DecisionKind
    on: date
    penalties: frozenset[Penalty] = frozenset()
    fine: int = 0
    confiscated: int = 0
    tier: str = ""
    weighed: int = 0
    review_required: bool = False
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A clock of the case that was not cancelled: its rule, its first day, its last, and when it was met."""

    rule: str
    since: date
    due: date
    met_on: date | None = None

    @property
    def in_time(self) -> bool:
        """Whether it was met by its last day."""
        return self.met_on is not None and self.met_on <= self.due


@dataclass(frozen=True, slots=True)
class Act:
    """One case with what counting asks of it. ``region``: of its organ; ``objects``: how many are visited.

    ``recordings``: (asked for, made) of the list of what must be recorded, once the case is closed.
    """

    kind: ActKind
    procedure: str
    region: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    history: tuple[Done, ...] = ()
    decisions: tuple[Decided, ...] = ()
    duties: tuple[Duty, ...] = ()
    applied_on: date | None = None
    objects: int = 1
    enterprise: bool = False
    joint: bool = False
    recordings: tuple[int, int] | None = None

    def each(self, *steps: Step) -> Iterator[Done]:
        """Every time one of these steps was taken, oldest first."""
        return (d for d in self.history if d.step in steps)

    def last(self, *steps: Step) -> Done | None:
        """The last time one of these steps was taken."""
        return next((d for d in reversed(self.history) if d.step in steps), None)

    def of(self, *kinds: DecisionKind) -> tuple[Decided, ...]:
        """Decisions of these kinds, oldest first."""
        return tuple(d for d in self.decisions if d.kind in kinds)
