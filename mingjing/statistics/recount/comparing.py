"""The recount beside the roll-ups: every figure, every organ, by year, month and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mingjing.law import annual
from mingjing.law.annual import FIGURES, ROSTER, TABLE_OF
from mingjing.statistics import roster
from mingjing.statistics.recount import acts, penalties, systems
from mingjing.statistics.recount.raw import Fact, Raw
from mingjing.tally.models import Count, Span

Values = dict[str, dict[str, tuple[int, int]]]  # organ → figure → (number, amount)
WAYS: tuple[Callable[[Raw], Iterator[Fact]], ...] = (
    penalties.facts, acts.licences, acts.coercion, acts.levies, acts.inspections, systems.clocks, systems.publications,
    systems.recordings, systems.reviews,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two do not agree. ``span``, ``start``: of the count that is wrong."""

    organ: str
    figure: str
    span: str
    start: date
    counted: tuple[int, int]
    recounted: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of all organs together: as the roll-ups have it, as the raw rows give it. None: no such value."""

    code: str
    counted: int | None
    recounted: int | None

    @property
    def label(self) -> str:
        """Table and name."""
        return f"{TABLE_OF[self.code].code} {FIGURES[self.code].label}"


@dataclass(frozen=True, slots=True)
class Recount:
    """A year recounted."""

    year: int
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Whether every figure is what the raw rows give, down to the day."""
        return not self.differences and all(row.counted == row.recounted for row in self.rows)


def recount(years: Iterable[int], more: Iterable[Fact] = ()) -> list[Recount]:
    """Count years again from the raw rows, read once, and compare. ``more``: what apps above find in theirs."""
    raw = Raw()
    facts = [*(fact for way in WAYS for fact in way(raw)), *more]
    return [_of_year(facts, year) for year in years]


def _of_year(facts: Iterable[Fact], year: int) -> Recount:
    first, last = date(year, 1, 1), date(year, 12, 31)
    within = [fact for fact in facts if first <= fact.day <= last]
    differences = tuple(_differences(within, year))
    people = systems.roster(last)
    again = annual.derived(_total(within), {code: sum(p[code] for p in people.values()) for code in ROSTER})
    stored = annual.derived(_rolled(first), roster.total(list(people), last))
    rows = tuple(Row(code, stored.get(code), again.get(code)) for code in FIGURES)
    return Recount(year, rows, differences)


def _total(facts: Iterable[Fact]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for fact in facts:
        n, amount = found.get(fact.figure, (0, 0))
        found[fact.figure] = (n + fact.n, amount + fact.amount)
    return found


def _rolled(first: date) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for figure, n, amount in Count.objects.filter(span=Span.YEAR, start=first).values_list("figure", "n", "amount"):
        before = found.get(figure, (0, 0))
        found[figure] = (before[0] + n, before[1] + amount)
    return found


def _differences(facts: Iterable[Fact], year: int) -> Iterator[Difference]:
    starts: dict[str, Callable[[date], date]] = {
        "D": lambda d: d,
        "M": lambda d: date(d.year, d.month, 1),
        "Y": lambda d: date(d.year, 1, 1),
    }
    wanted: dict[tuple[str, str, str, date], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for fact in facts:
        for span, start in starts.items():
            key = (fact.organ, fact.figure, span, start(fact.day))
            wanted[key] = (wanted[key][0] + fact.n, wanted[key][1] + fact.amount)
    counts = Count.objects.filter(start__gte=date(year, 1, 1), start__lte=date(year, 12, 31))
    stored = {
        (organ, figure, span, start): (n, amount)
        for organ, figure, span, start, n, amount in counts.values_list(
            "organ", "figure", "span", "start", "n", "amount"
        )
    }
    for key in sorted(wanted.keys() | stored.keys()):
        if wanted.get(key, (0, 0)) != stored.get(key, (0, 0)):
            yield Difference(*key, stored.get(key, (0, 0)), wanted.get(key, (0, 0)))
