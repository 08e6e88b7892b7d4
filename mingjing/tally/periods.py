"""Any run of days as whole years, whole months and the days that are left. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mingjing.tally.models import Span

DAY = timedelta(days=1)


def next_start(span: str, start: date) -> date:
    """First day of the period after the one that begins on ``start``."""
    if span == Span.YEAR:
        return date(start.year + 1, 1, 1)
    if span == Span.MONTH:
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start + DAY


def start_of(span: str, day: date) -> date:
    """First day of the period in which ``day`` lies."""
    if span == Span.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if span == Span.MONTH else day


def cover(first: date, last: date) -> dict[str, list[tuple[date, date]]]:
    """Span → runs of periods of that span, as (start of the first, start of the last); both days belong to the run.

    Nothing is counted twice and nothing left out. Empty when ``last`` is before ``first``.
    """
    runs: dict[str, list[tuple[date, date]]] = {}
    for span, start in _pieces(first, last):
        of_span = runs.setdefault(span, [])
        if of_span and next_start(span, of_span[-1][1]) == start:
            of_span[-1] = (of_span[-1][0], start)
        else:
            of_span.append((start, start))
    return runs


def _pieces(first: date, last: date) -> Iterator[tuple[str, date]]:
    day = first
    while day <= last:
        for span in (Span.YEAR, Span.MONTH, Span.DAY):
            after = next_start(span, day)
            if start_of(span, day) == day and after - DAY <= last:
                yield span.value, day
                day = after
                break


def months(first: date, last: date) -> list[tuple[date, date]]:
    """The months that ``first``–``last`` touches, each as its first and last day within the period."""
    found, day = [], first
    while day <= last:
        end = min(next_start(Span.MONTH, start_of(Span.MONTH, day)) - DAY, last)
        found.append((day, end))
        day = end + DAY
    return found
