"""Reading the counts: sums over organs and periods, and what stands behind one. Permission is the caller's question.

Every function is one query, whatever the number of subjects. Values are (number, amount); amounts are what was given.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from mingjing.tally import periods
from mingjing.tally.models import Contribution, LateChange, Span

Counted = dict[str, tuple[int, int]]


def sums(organs: Collection[str], first: date, last: date) -> Counted:
    """Figure → (number, amount) over these organs from ``first`` to ``last``, both included."""
    rows = _rows(organs, first, last, "figure")
    return {figure: (int(n), int(amount)) for figure, n, amount in rows}


def sums_by_organ(organs: Collection[str], first: date, last: date) -> dict[str, Counted]:
    """Organ → figure → (number, amount); an organ without any count stands there with none."""
    found: dict[str, Counted] = {organ: {} for organ in organs}
    for organ, figure, n, amount in _rows(organs, first, last, "organ, figure"):
        found[organ][figure] = (int(n), int(amount))
    return found


def sums_by_month(organs: Collection[str], first: date, last: date) -> dict[date, Counted]:
    """First day of the month → figure → (number, amount), for every month the period touches, oldest first."""
    found: dict[date, Counted] = {day.replace(day=1): {} for day, _ in periods.months(first, last)}
    for month, figure, n, amount in _monthly(organs, first, last):
        counted = found[month]
        before = counted.get(figure, (0, 0))
        counted[figure] = (before[0] + int(n), before[1] + int(amount))
    return found


def sums_by_day(
    organs: Collection[str], figures: Collection[str], first: date, last: date
) -> dict[str, dict[date, int]]:
    """Figure → day → number, days without any left out."""
    found: dict[str, dict[date, int]] = {figure: {} for figure in figures}
    runs = {Span.DAY.value: [(first, last)]} if first <= last else {}
    for figure, start, n, _ in _select(organs, runs, "figure, start"):
        if figure in found:
            found[figure][_date(start)] = int(n)
    return found


def contributions(figures: Collection[str], organs: Collection[str], first: date, last: date) -> QuerySet[Contribution]:
    """What stands behind a count: the contributions themselves, newest day first."""
    rows = Contribution.objects.filter(figure__in=figures, organ__in=organs, day__gte=first, day__lte=last)
    return rows.exclude(n=0, amount=0).order_by("-day", "subject")


def late_changes(organs: Collection[str], first: date, last: date, since: date) -> QuerySet[LateChange]:
    """What changed in counts of these days from ``since`` on, when their year was already over; oldest first."""
    return LateChange.objects.filter(organ__in=organs, day__gte=first, day__lte=last, noted_on__gte=since)


def _rows(organs: Collection[str], first: date, last: date, by: str) -> list[Any]:
    return _select(organs, periods.cover(first, last), by)


def _monthly(organs: Collection[str], first: date, last: date) -> list[tuple[date, str, int, int]]:
    """Whole months from the month counts, broken ones from the day counts."""
    runs: dict[str, list[tuple[date, date]]] = {}
    for day, end in periods.months(first, last):
        whole = day.day == 1 and periods.next_start(Span.MONTH, day) - periods.DAY == end
        runs.setdefault(Span.MONTH.value if whole else Span.DAY.value, []).append((day, day) if whole else (day, end))
    return [
        (periods.start_of(Span.MONTH, _date(start)), figure, n, amount)
        for start, figure, n, amount in _select(organs, runs, "start, figure")
    ]


def _select(organs: Collection[str], runs: dict[str, list[tuple[date, date]]], by: str) -> list[Any]:
    """One grouped read; the organs go in as one value, so that ten thousand of them are one parameter."""
    if not organs or not runs:
        return []
    postgres = connection.vendor == "postgresql"
    among = "= ANY(%s)" if postgres else "IN (SELECT value FROM json_each(%s))"
    when: list[str] = []
    values: list[Any] = []
    for span, found in runs.items():
        for start, end in found:
            when.append("(span = %s AND start BETWEEN %s AND %s)")
            values += [span, start, end] if postgres else [span, start.isoformat(), end.isoformat()]
    sql = f"""SELECT {by}, SUM(n), SUM(amount) FROM tally_count
              WHERE ({" OR ".join(when)}) AND organ {among} GROUP BY {by} ORDER BY {by}"""
    given = list(organs) if postgres else json.dumps(list(organs))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, given])
        return list(cursor.fetchall())


def _date(value: Any) -> date:
    """A day as either engine gives it to raw SQL."""
    return value if isinstance(value, date) else date.fromisoformat(value)
