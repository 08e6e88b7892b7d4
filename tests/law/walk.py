"""The slow way to a due date: an independent calendar, walked one day after another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar

from mingjing.law.limits import Unit

DAY = timedelta(days=1)
FIRST, END = date(2019, 1, 1), date(2026, 12, 31)  # the years compared, all known to the independent calendar


@cache
def worked(day: date) -> bool:
    """Whether the independent calendar has that day worked."""
    return chinese_calendar.is_workday(day)


def walked(
    start: date, amount: int, unit: Unit = Unit.WORKING_DAY, pauses: tuple[tuple[date, date], ...] = ()
) -> date | None:
    """The ``amount``-th day that counts after ``start``. None when it lies after ``END``."""
    day = start
    while amount:
        day += DAY
        if day > END:
            return None
        if (unit is Unit.CALENDAR_DAY or worked(day)) and not any(since <= day < until for since, until in pauses):
            amount -= 1
    return day


def rolled(day: date) -> date | None:
    """``day``, or the first day worked after it. None when that lies after ``END``."""
    while day <= END and not worked(day):
        day += DAY
    return day if day <= END else None


def every_day() -> list[date]:
    """Each day compared."""
    return [FIRST + n * DAY for n in range((END - FIRST).days + 1)]
