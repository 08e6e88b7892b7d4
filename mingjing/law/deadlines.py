"""Time limits: how a due date is counted, and the explanation anyone can follow.

The start day is not counted; a last day that is a day off rolls to the next working day (民事诉讼法85, 行政复议法88).
Months and years end on the corresponding day, or the month's last. ``nominal`` warns organs, ``rolled`` judges them and
ends the rights of parties. A suspension stops the count without moving its start, and only under a cited rule.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from mingjing.law.calendars import LAST, Calendar, OutOfRange
from mingjing.law.explaining import explain
from mingjing.law.limit_table import LIMITS, rate, resolve, versions
from mingjing.law.limits import Holder, Limit, Mark, Rate, Unit

__all__ = [
    "LIMITS", "Due", "Extension", "Holder", "Limit", "Mark", "Rate", "Suspension", "Unit",
    "before", "due", "due_hours", "due_of", "rate", "resolve", "versions",
]  # fmt: skip


DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count: from ``since`` on, until ``until`` which counts again (None: still suspended)."""

    since: date
    until: date | None
    basis: str

    def __post_init__(self) -> None:
        if not self.basis.strip():
            raise ValueError("中止计算须引用有日期、有条文的规定")
        if self.until is not None and self.until < self.since:
            raise ValueError("恢复日不能早于中止日")


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, counted on from the nominal end: how much, under which rule, approved by whom."""

    amount: int
    unit: Unit
    basis: str
    approver: str

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.unit is Unit.HOUR:
            raise ValueError("延长的期限应是大于零的日、工作日、月或者年")
        if not self.basis.strip() or not self.approver.strip():
            raise ValueError("延长须写明依据和批准人")


class Count(NamedTuple):
    """What was counted, kept so that the explanation is written only when someone asks."""

    start: date
    amount: int
    unit: Unit
    calendar: Calendar
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    basis: str = ""
    ends: tuple[date, ...] = ()  # base end, after each extension, after each suspension that bit
    pauses: tuple[Suspension, ...] = ()  # the suspensions that bit, merged


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. ``provisional``: the day depends on a year not yet officially arranged (暂定)."""

    nominal: date
    rolled: date
    provisional: bool
    count: Count = field(repr=False, compare=False)

    @property
    def explanation(self) -> tuple[str, ...]:
        """Chinese lines: start, each day skipped with its name, nominal end, rolled end, basis."""
        return explain(self)

    def warned(self, holder: Holder) -> date:
        """The day warnings count down to: the nominal for a duty of an organ, the rolled for a right of a party."""
        return self.nominal if holder is Holder.ORGAN else self.rolled


def due(
    start: date,
    amount: int,
    unit: Unit,
    calendar: Calendar,
    suspensions: Sequence[Suspension] = (),
    extensions: Sequence[Extension] = (),
    *,
    basis: str = "",
) -> Due:
    """The last day of a limit of ``amount`` ``unit`` that starts on ``start`` (not counted).

    Raises ValueError (Chinese) for a negative amount, unit hour (see :func:`due_hours`) or a date out of range.
    """
    if amount < 0:
        raise ValueError("期限的数量不能为负数")
    if unit is Unit.HOUR:
        raise ValueError("以小时计的期限要写明时刻")
    nominal = _on(start, amount, unit, calendar)
    if not suspensions and not extensions:
        return _finished(nominal, Count(start, amount, unit, calendar, basis=basis, ends=(nominal,)))
    ends = [nominal]
    for extension in extensions:
        ends.append(_on(ends[-1], extension.amount, extension.unit, calendar))
    bit = []
    for pause in _merged(suspensions, start):
        if pause.since > ends[-1]:
            break
        bit.append(pause)
        ends.append(_stopped(ends[-1], pause, unit, calendar))
    count = Count(start, amount, unit, calendar, tuple(suspensions), tuple(extensions), basis, tuple(ends), tuple(bit))
    return _finished(ends[-1], count)


def due_of(
    limit: Limit,
    start: date,
    calendar: Calendar,
    suspensions: Sequence[Suspension] = (),
    extensions: Sequence[Extension] = (),
) -> Due:
    """:func:`due` of a limit, with its basis in the explanation. A day named by the calendar does not roll."""
    found = due(start, limit.amount, limit.unit, calendar, suspensions, extensions, basis=limit.basis)
    return found if limit.rolls else replace(found, rolled=found.nominal, provisional=False)


def due_hours(start: datetime, hours: int) -> datetime:
    """The moment a limit in hours ends; it runs through days off. Raises ValueError for negatives or overflow."""
    if hours < 0:
        raise ValueError("期限的数量不能为负数")
    try:
        return start + timedelta(hours=hours)
    except OverflowError:
        raise OutOfRange from None


def before(event: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    """The last day to act "n 日前" of an event: clear days backwards, so that ``event`` ≥ that day + n.

    Working days (处64: 七日前) or calendar days (许50: 届满三十日前). Raises ValueError for other units.
    """
    if amount < 0:
        raise ValueError("期限的数量不能为负数")
    if unit is Unit.WORKING_DAY:
        return calendar.latest_before(event, amount)
    if unit is Unit.CALENDAR_DAY:
        return _days_on(event, -amount)
    raise ValueError("“某日前”只按工作日或者日计算")


def _finished(nominal: date, count: Count) -> Due:
    calendar = count.calendar
    rolled = nominal if calendar.is_working(nominal) else calendar.roll(nominal)
    first = count.start + DAY if count.unit is Unit.WORKING_DAY else nominal
    official = calendar.official_years
    provisional = first.year not in official or rolled.year not in official
    if not provisional and rolled.year - first.year > 1:
        provisional = any(year not in official for year in range(first.year, rolled.year))
    return Due(nominal, rolled, provisional, count)


def _on(start: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.add(start, amount) if amount else start
    if unit is Unit.CALENDAR_DAY:
        return _days_on(start, amount)
    return _months_on(start, amount * (12 if unit is Unit.YEAR else 1))


def _days_on(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise OutOfRange from None


def _months_on(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > LAST.year:
        raise OutOfRange
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _merged(suspensions: Sequence[Suspension], start: date) -> list[Suspension]:
    """Finished suspensions after the start day, overlaps joined, in order."""
    found: list[Suspension] = []
    for pause in sorted(suspensions, key=lambda p: p.since):
        since, until = max(pause.since, start + DAY), pause.until
        if until is None or until <= since:
            continue
        last = found[-1] if found else None
        if last and last.until and since <= last.until:
            basis = last.basis if pause.basis in last.basis else f"{last.basis}；{pause.basis}"
            found[-1] = Suspension(last.since, max(last.until, until), basis)
        else:
            found.append(Suspension(since, until, pause.basis))
    return found


def _stopped(end: date, pause: Suspension, unit: Unit, calendar: Calendar) -> date:
    """The end after the count stood still for ``pause``: as many counted days later as it took away."""
    assert pause.until is not None
    if unit is not Unit.WORKING_DAY:
        return _days_on(end, (pause.until - pause.since).days)
    lost = calendar.between(pause.since - DAY, pause.until - DAY)
    return calendar.add(end, lost) if lost else end
