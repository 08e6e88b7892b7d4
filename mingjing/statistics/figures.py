"""The figures of the annual report for any organs and any days, from the roll-ups: no case is read.

Every function takes explicit organs and days (both included); who may see them is the caller's question. The number of
queries does not depend on the number of cases, organs or days.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from mingjing.law import annual
from mingjing.law.annual import FIGURES, Source
from mingjing.statistics import roster
from mingjing.tally import queries as tally
from mingjing.tally.models import LateChange

#: The ratios that the grid and the assessment read: name → (numerator, denominator).
SHARES: dict[str, tuple[str, str]] = {
    "公示及时率": ("public.on_time", "public.due"),
    "音像24h入库率": ("record.in_day", "record.items"),
    "审核率": ("review.done", "review.needed"),
    "备案率": ("filing.done", "filing.due"),
    "归档及时率": ("archive.on_time", "archive.due"),
    "人员达标": ("staff.certified", "staff.officers"),
}


def figures(organs: Collection[str], first: date, last: date) -> dict[str, int]:
    """Figure code → value over these organs. Counts are numbers, money is 分, ratios hundredths of a per cent.

    A ratio or mean of nothing is not in the answer. The roster (T7) is that of the last day.
    """
    return annual.derived(tally.sums(organs, first, last), roster.total(organs, last))


def by_organ(organs: Collection[str], first: date, last: date) -> dict[str, dict[str, int]]:
    """Organ id → its figures, as ``figures`` gives them, in two queries."""
    staff = roster.by_organ(organs, last)
    found = tally.sums_by_organ(organs, first, last)
    return {organ: annual.derived(counted, staff.get(organ, {})) for organ, counted in found.items()}


def by_month(organs: Collection[str], first: date, last: date) -> dict[date, dict[str, int]]:
    """First day of each month of the period → its figures; T7 is left out, a roster has no months."""
    found = {}
    for month, counted in tally.sums_by_month(organs, first, last).items():
        values = annual.derived(counted, {})
        found[month] = {code: value for code, value in values.items() if not code.startswith("staff.")}
    return found


def shares(organs: Collection[str], first: date, last: date) -> dict[str, tuple[int, int]]:
    """The ratios of ``SHARES``, each as (numerator, denominator); nothing to divide by stands as 0."""
    values = figures(organs, first, last)
    return {name: (values[part], values[whole]) for name, (part, whole) in SHARES.items()}


def shares_by_organ(organs: Collection[str], first: date, last: date) -> dict[str, dict[str, tuple[int, int]]]:
    """Organ id → the ratios of ``SHARES``."""
    return {
        organ: {name: (values[part], values[whole]) for name, (part, whole) in SHARES.items()}
        for organ, values in by_organ(organs, first, last).items()
    }


def parts(code: str) -> tuple[str, ...]:
    """The counted figures behind a figure: itself, or what it is summed from. Raises KeyError for no such figure."""
    figure = FIGURES[code]
    if figure.source is Source.COUNTED or figure.source is Source.ROSTER:
        return (code,)
    of = figure.of[:1] if figure.source is Source.RATIO else figure.of
    return tuple(part for one in of for part in parts(one))


def cases_of(code: str, organs: Collection[str], first: date, last: date) -> list[str]:
    """Ids of what stands behind a figure, each once, newest first: cases, or what ``law.annual`` names as its subject.

    Of a ratio, what stands behind its numerator. Of the roster: persons.
    """
    if FIGURES[code].source is Source.ROSTER:
        return roster.persons(code, organs, last)
    rows = tally.contributions(parts(code), organs, first, last).values_list("subject", flat=True)
    return list(dict.fromkeys(subject.partition(":")[2] for subject in rows))


def late_changes(organs: Collection[str], first: date, last: date, since: date) -> QuerySet[LateChange]:
    """What changed in figures of these days from ``since`` on, after their year was over: the day, by how much, whose.

    ``subject`` is ``kind:id``, as for ``cases_of``; what a published report says beside it is now out of date.
    """
    return tally.late_changes(organs, first, last, since)
