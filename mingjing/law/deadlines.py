"""Time limits: how a due date is counted, and the explanation anyone can follow.

The start day is not counted (民事诉讼法85). Months and years end on the corresponding day, or the month's last. A last
day that is a holiday rolls to the next working day: ``nominal`` warns organs, ``rolled`` judges them and ends rights.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mingjing.law.calendars import Calendar
from mingjing.law.limits import LIMITS, Limit, Unit

__all__ = ["LIMITS", "Due", "Limit", "Suspension", "Unit", "before", "due", "due_hours", "resolve"]


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count, under a cited rule. ``until`` None: still suspended."""

    since: date
    until: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. ``provisional``: the day depends on a year not yet officially arranged (暂定)."""

    nominal: date
    rolled: date
    provisional: bool
    explanation: tuple[str, ...]


class Direction(StrEnum):
    """Forwards from an event, or clear days before one."""

    AFTER = "after"
    BEFORE = "before"


def resolve(rule_id: str, on: date) -> Limit:
    """The limit in force on a day. Where several apply to one duty the shortest governs.

    Raises LookupError for an unknown rule or one not in force on ``on``.
    """
    found = [
        x for x in LIMITS if x.rule_id == rule_id and x.valid_from <= on and (x.valid_to is None or on <= x.valid_to)
    ]
    if not found:
        raise LookupError(f"没有 {on} 有效的期限规则：{rule_id}")
    return min(found, key=lambda x: (ORDER[x.unit] * x.amount, x.rule_id))


ORDER = {Unit.HOUR: 1, Unit.CALENDAR_DAY: 24, Unit.WORKING_DAY: 34, Unit.MONTH: 24 * 30, Unit.YEAR: 24 * 365}


def due(
    start: date,
    amount: int,
    unit: Unit,
    calendar: Calendar,
    *,
    suspensions: Sequence[Suspension] = (),
    extra_days: int = 0,
) -> Due:
    """The last day of a limit of ``amount`` ``unit`` that starts on ``start``.

    ``extra_days``: calendar days of an approved extension. Raises ValueError for a negative amount or unit hour.
    """
    if amount < 0:
        raise ValueError("期限不能为负数")
    if unit is Unit.HOUR:
        raise ValueError("小时期限用 due_hours")
    lines = [f"{_cn(start)}起算，当日不计入（民事诉讼法第八十五条）"]
    if unit is Unit.WORKING_DAY:
        nominal = calendar.add(start, amount) if amount else start
        lines += _skipped(start, nominal, calendar)
    elif unit is Unit.CALENDAR_DAY:
        nominal = start + timedelta(days=amount)
    else:
        nominal = _months_on(start, amount * (12 if unit is Unit.YEAR else 1))
    lines.append(f"{amount} {unit.label}，到{_cn(nominal)}")
    for pause in suspensions:
        stop = pause.until or nominal
        days = max(0, (min(stop, LATEST) - max(pause.since, start)).days)
        nominal = _shift(nominal, days, unit, calendar, pause)
        lines.append(f"{_cn(pause.since)}至{_cn(stop)}不计入（{pause.basis}），到{_cn(nominal)}")
    if extra_days:
        nominal += timedelta(days=extra_days)
        lines.append(f"经批准延长 {extra_days} 日，到{_cn(nominal)}")
    rolled = calendar.roll(nominal)
    if rolled != nominal:
        lines.append(f"{_cn(nominal)}是{calendar.name(nominal)}，顺延至{_cn(rolled)}")
    provisional = any(calendar.provisional(date(y, 1, 1)) for y in range(start.year, rolled.year + 1))
    if provisional:
        lines.append(f"{rolled.year} 年放假安排尚未公布，暂按周末和法定节日推算，公布后重新计算")
    return Due(nominal, rolled, provisional, tuple(lines))


LATEST = date(2045, 12, 31)


def _shift(nominal: date, days: int, unit: Unit, calendar: Calendar, pause: Suspension) -> date:
    if unit is Unit.WORKING_DAY:
        lost = calendar.between(pause.since, pause.until) if pause.until else 0
        return calendar.add(nominal, lost) if lost > 0 else nominal
    return nominal + timedelta(days=days)


def before(event: date, working_days: int, calendar: Calendar) -> date:
    """Latest day to act "n 日前" of an event: clear working days, ``event ≥ day + n working days``."""
    day = event
    while calendar.add(day, working_days) > event:
        day -= timedelta(days=1)
    return day


def due_hours(start: datetime, hours: int) -> datetime:
    """A limit in hours runs through days off."""
    return start + timedelta(hours=hours)


def _months_on(start: date, count: int) -> date:
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


def _skipped(start: date, end: date, calendar: Calendar) -> list[str]:
    lines, day = [], start
    while day < end:
        day += timedelta(days=1)
        if not calendar.is_working(day):
            lines.append(f"跳过{_cn(day)}（{calendar.name(day)}）")
        elif day.weekday() >= 5:
            lines.append(f"计入{_cn(day)}（{calendar.name(day)}）")
    return lines


def _cn(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
