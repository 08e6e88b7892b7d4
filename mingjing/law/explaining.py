"""How a due date came about, line by line in Chinese: anyone with a wall calendar can check it (怎样计算)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mingjing.law.limits import Unit

if TYPE_CHECKING:
    from mingjing.law.calendars import Calendar
    from mingjing.law.deadlines import Count, Due


def explain(due: Due) -> tuple[str, ...]:
    """Start day, days skipped and made up, extensions, suspensions, nominal end, rolled end, basis."""
    count = due.count
    lines = [f"{chinese(count.start)}起算，当日不计入（民事诉讼法85）"]
    if count.unit is Unit.WORKING_DAY:
        lines += _walked(count.start, count.ends[0], count.calendar)
    lines.append(f"{_length(count.amount, count.unit)}，到{chinese(count.ends[0])}")
    lines += _changes(count)
    lines.append(f"名义届满日：{chinese(due.nominal)}")
    day = due.nominal
    while day < due.rolled:
        lines.append(f"跳过{_named(day, count.calendar)}，不能作为最后一日")
        day += timedelta(days=1)
    lines.append(f"届满日：{chinese(due.rolled)}" + ("（顺延）" if due.rolled != due.nominal else ""))
    if due.rolled == due.nominal and not count.calendar.is_working(due.nominal):
        lines.append("规定写明日期，遇休息日不顺延")
    if count.basis:
        lines.append(f"依据：{count.basis}")
    if due.provisional:
        lines.append(f"暂定：{_years(due)}放假安排没有录入或者尚未公布，按周末和法定节日推算，录入后重新计算")
    return tuple(lines)


def chinese(day: date) -> str:
    """2026年2月13日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _length(amount: int, unit: Unit) -> str:
    return f"{amount} {unit.label}" + ("（自然日）" if unit is Unit.CALENDAR_DAY else "")


def _named(day: date, calendar: Calendar) -> str:
    return f"{chinese(day)}（{calendar.name(day)}）"


def _walked(start: date, end: date, calendar: Calendar) -> list[str]:
    """Each day off passed over, each weekend day that counts because it is worked."""
    lines, day = [], start
    while day < end:
        day += timedelta(days=1)
        if not calendar.is_working(day):
            lines.append(f"跳过{_named(day, calendar)}")
        elif day.weekday() >= 5:
            lines.append(f"计入{_named(day, calendar)}")
    return lines


def _changes(count: Count) -> list[str]:
    lines, ends = [], iter(count.ends[1:])
    for more in count.extensions:
        length = _length(more.amount, more.unit)
        lines.append(f"经{more.approver}批准延长 {length}（{more.basis}），到{chinese(next(ends))}")
    for pause in count.pauses:
        assert pause.until is not None
        last = pause.until - timedelta(days=1)
        lines.append(f"{chinese(pause.since)}至{chinese(last)}不计入（{pause.basis}），到{chinese(next(ends))}")
    for pause in count.suspensions:
        if pause.until is None:
            lines.append(f"{chinese(pause.since)}起中止计算（{pause.basis}），恢复后重新推算")
    return lines


def _years(due: Due) -> str:
    official = due.count.calendar.official_years
    first = (due.count.start + timedelta(days=1) if due.count.unit is Unit.WORKING_DAY else due.nominal).year
    unknown = [year for year in range(first, due.rolled.year + 1) if year not in official]
    return "、".join(f"{year} 年" for year in unknown)
