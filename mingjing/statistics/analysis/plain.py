"""Plain records: all that the rules may know of a case. No Django, no clock, no names of the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Footage:
    """One recording that was due: who made it, at which hour (0–23), whether it is missing or came in late."""

    officer: str
    hour: int
    missing: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One round of 法制审核: minutes from submission to opinion, whether it passed, the heads it was returned for."""

    reviewer: str
    minutes: float
    passed: bool
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rec:
    """One case as the rules see it. Ids and keys are opaque; amounts are integer 分; days are Beijing dates.

    ``party`` is one key per party; ``low`` and ``high`` bound the benchmark's tier (0, 0 without one); ``lag`` is the
    longest time in days between a day that was stated and the moment it was entered; ``moved_on`` the last entry.
    """

    id: str
    kind: str
    organ: str
    unit: str
    region: str
    cause: str
    opened_at: datetime
    moved_on: date
    summary: bool = False
    decided_on: date | None = None
    decide_due: date | None = None
    ended: bool = False
    annulled: bool = False
    publish_due: date | None = None
    published_on: date | None = None
    no_penalty: bool = False
    fine: int = 0
    confiscated: int = 0
    gain: bool = False
    tier: str = ""
    low: int = 0
    high: int = 0
    citizen: bool = False
    party: str = ""
    representative: str = ""
    address: str = ""
    place: str = ""
    officers: tuple[str, ...] = ()
    lag: int = 0
    visited: bool = True
    resulted: bool = True
    problem: bool = False
    reviews: tuple[Review, ...] = ()
    footage: tuple[Footage, ...] = ()

    @property
    def lead(self) -> str:
        """The officer in charge (主办), or ""."""
        return self.officers[0] if self.officers else ""

    @property
    def penalty(self) -> bool:
        """Whether it is a case of 行政处罚 with a decision."""
        return self.kind == "penalty" and self.decided_on is not None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a rule found: about whom, in which cases, n, how likely by chance alone, and the figures behind it.

    ``subject`` is (kind, key) with kind one of organ, unit, officer, party, place, pair, link, hour, cause. ``p`` is
    the one-test probability, ``q`` the same after the correction for all groups compared.
    ``figures`` are shown in order.
    """

    rule: str
    subject: tuple[str, str]
    organ: str
    n: int
    cases: tuple[str, ...]
    p: float
    q: float
    figures: tuple[tuple[str, str], ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as dated data: what it looks at, on which basis, by which test, and what else may explain it.

    ``minimum``: fewest cases of a group that are compared; ``effect``: the smallest departure worth a word, as a ratio.
    """

    code: str
    name: str
    looks_at: str
    basis: str
    test: str
    formula: str
    innocent: str
    todo: str
    find: Callable[[Rule, Sequence[Rec], date], list[Suspicion]]
    minimum: int = 10
    effect: float = 1.5
    version: int = 1
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None
