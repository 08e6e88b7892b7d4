"""The period a page looks at, and the same days a year before; in addresses ``period``, or ``from`` and ``to``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mingjing.procedure.limits import BEIJING

CHOICES = (("month", "本月"), ("quarter", "本季"), ("year", "本年"), ("twelve", "近 12 个月"))
LONGEST = 1_100  # days


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included; ``error`` says why typed days were not taken."""

    code: str
    first: date
    last: date
    error: str = ""

    @property
    def label(self) -> str:
        """2026 年 1 月 1 日至 11 月 30 日."""
        year = "" if self.first.year == self.last.year else f"{self.last.year} 年 "
        start = f"{self.first.year} 年 {self.first.month} 月 {self.first.day} 日"
        return f"{start}至 {year}{self.last.month} 月 {self.last.day} 日"

    @property
    def before(self) -> Period:
        """The same days of the year before."""
        return Period(self.code, _year_before(self.first), _year_before(self.last))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to the first one after it, in Beijing time."""
        midnight = time(tzinfo=BEIJING)
        return datetime.combine(self.first, midnight), datetime.combine(self.last + timedelta(days=1), midnight)

    @property
    def asked(self) -> dict[str, str]:
        """As an address carries it."""
        if self.code != "custom":
            return {"period": self.code}
        return {"period": "custom", "from": self.first.isoformat(), "to": self.last.isoformat()}


def chosen(asked: Mapping[str, str], on: date) -> Period:
    """The period asked for, or this year; typed days that make no sense leave a message."""
    code = asked.get("period", "")
    starts = {
        "month": on.replace(day=1), "quarter": on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1),
        "year": on.replace(month=1, day=1), "twelve": on - timedelta(days=364),
    }  # fmt: skip
    if code in starts:
        return Period(code, starts[code], on)
    year = Period("year", starts["year"], on)
    if code != "custom":
        return year
    try:
        first, last = date.fromisoformat(asked.get("from", "")), date.fromisoformat(asked.get("to", ""))
    except ValueError:
        return Period(year.code, year.first, year.last, "起止日期写作 2026-11-23，现在显示本年")
    if first > last or first.year < 2000 or (last - first).days > LONGEST:
        return Period(year.code, year.first, year.last, "开始日期不能晚于截止日期，最长三年，现在显示本年")
    return Period("custom", first, last)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
