"""Working days: weekends, the yearly official arrangement (国务院办公厅通知), and years not yet arranged (暂定).

``official_days.csv`` holds the arrangements of 2019–2026: days off, and make-up working days on weekends. Two things
are kept apart: whether a day is worked (``is_working``, what limits count) and whether it is a statutory holiday
(``is_statutory``, when 行政强制法43 forbids execution).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate, compress
from pathlib import Path

from mingjing.law.festivals import statutory

OFFICIAL_DAYS = Path(__file__).with_name("official_days.csv")
OFFICIAL_YEARS = range(2019, 2027)
# Where the arrangements stand; 2019 and 2020 were each changed once (劳动节; the epidemic's longer 春节).
SOURCES = {
    2019: "国务院办公厅关于2019年部分节假日安排的通知，2018-12-06；关于调整2019年劳动节假期安排的通知，2019-03-22",
    2020: "国务院办公厅关于2020年部分节假日安排的通知，2019-11-21；关于延长2020年春节假期的通知，2020-01-27",
    2021: "国务院办公厅关于2021年部分节假日安排的通知，2020-11-25",
    2022: "国务院办公厅关于2022年部分节假日安排的通知，2021-10-25",
    2023: "国务院办公厅关于2023年部分节假日安排的通知，2022-12-08",
    2024: "国务院办公厅关于2024年部分节假日安排的通知，2023-10-25",
    2025: "国务院办公厅关于2025年部分节假日安排的通知，2024-11-12",
    2026: "国务院办公厅关于2026年部分节假日安排的通知，2025-11-04",
}

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)
_BASE = FIRST.toordinal()
_DAYS = LAST.toordinal() - _BASE + 1
MANY, TABLES = 20_000, 16  # a table pays from so many dates on; so many are kept
_WEEKDAYS = bytes((FIRST.weekday() + n) % 7 < 5 for n in range(7))


class OutOfRange(ValueError):
    """A date outside what can be counted."""

    def __init__(self) -> None:
        super().__init__(f"日期超出可以计算的范围（{FIRST.year} 年至 {LAST.year} 年）")


class DayKind(StrEnum):
    """What a day is. Only ``work`` and ``make_up`` are working days."""

    WORK = "work"
    MAKE_UP = "make_up"  # 调休上班
    WEEKEND = "weekend"
    STATUTORY = "statutory"  # 法定节假日
    ARRANGED = "arranged"  # 放假调休, not itself a statutory day


@dataclass(frozen=True, eq=False)
class Calendar:
    """Days by whether they are worked. ``days`` names the exceptions: date → (worked, name of the holiday).

    ``version`` tells calendars apart; ``official_years`` are those whose arrangement is known. One array counts the
    working days up to each day and one lists them, so the n-th working day after a day is two look-ups.
    """

    version: str
    days: Mapping[date, tuple[bool, str]]
    official_years: frozenset[int]
    _rank: list[int] = field(init=False, repr=False)
    _worked: list[date] = field(init=False, repr=False)
    _tables: dict[int, dict[date, date]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        worked = bytearray((_WEEKDAYS * (_DAYS // 7 + 1))[:_DAYS])
        for year in range(FIRST.year, LAST.year + 1):
            if year not in self.official_years:
                for day in statutory(year):
                    worked[day.toordinal() - _BASE] = 0
        for day, (working, _) in self.days.items():
            worked[_offset(day)] = working
        object.__setattr__(self, "_rank", list(accumulate(worked)))
        every = (date.fromordinal(n) for n in range(_BASE, _BASE + _DAYS))
        object.__setattr__(self, "_worked", list(compress(every, worked)))

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked; in a 暂定 year by weekends and statutory holidays."""
        known = self.days.get(day)
        if known is not None:
            return known[0]
        return day.weekday() < 5 and not (self.provisional(day) and day in statutory(day.year))

    def is_statutory(self, day: date) -> bool:
        """Whether ``day`` is a statutory holiday itself, worked or not, whatever the arrangement shifts around it."""
        return day in statutory(day.year)

    def kind(self, day: date) -> DayKind:
        """What ``day`` is: a statutory holiday, a day off by arrangement, a weekend, a make-up day or a working day."""
        if self.is_working(day):
            return DayKind.WORK if day.weekday() < 5 else DayKind.MAKE_UP
        if self.is_statutory(day):
            return DayKind.STATUTORY
        return DayKind.ARRANGED if day in self.days else DayKind.WEEKEND

    def name(self, day: date) -> str:
        """Why ``day`` is off, or which holiday it makes up for; "" for a plain working day."""
        known = self.days.get(day)
        if known:
            return f"{known[1]}调休上班" if known[0] else known[1]
        if self.provisional(day) and day in statutory(day.year):
            return statutory(day.year)[day]
        return ("", "", "", "", "", "星期六", "星期日")[day.weekday()]

    def provisional(self, day: date) -> bool:
        """Whether the official arrangement for that day is not known."""
        return day.year not in self.official_years and day not in self.days

    def add(self, start: date, working_days: int) -> date:
        """The ``working_days``-th (≥ 1) working day after ``start``, which is not counted. Raises OutOfRange."""
        offset = start.toordinal() - _BASE
        try:
            if offset >= 0 and working_days > 0:
                return self._worked[self._rank[offset] + working_days - 1]
        except IndexError:
            pass
        raise OutOfRange

    def add_many(self, starts: Sequence[date], working_days: int) -> list[date]:
        """:meth:`add` for many start days: one table for this number of days, then one look-up each.

        Raises OutOfRange as :meth:`add` does.
        """
        if len(starts) < MANY and working_days not in self._tables:
            return [self.add(start, working_days) for start in starts]
        try:
            return list(map(self._table(working_days).__getitem__, starts))
        except KeyError:
            raise OutOfRange from None

    def _table(self, working_days: int) -> dict[date, date]:
        table = self._tables.get(working_days)
        if table is None:
            if working_days < 1:
                raise OutOfRange
            if len(self._tables) >= TABLES:
                self._tables.clear()
            ends = self._worked[working_days - 1 :]
            every = map(date.fromordinal, range(_BASE, _BASE + _DAYS))
            table = {day: ends[rank] for day, rank in zip(every, self._rank, strict=True) if rank < len(ends)}
            self._tables[working_days] = table
        return table

    def roll(self, day: date) -> date:
        """``day`` when it is worked, else the next working day (民事诉讼法85)."""
        return day if self.is_working(day) else self.add(day, 1)

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
        return self._rank[_offset(end)] - self._rank[_offset(start)]

    def latest_before(self, event: date, working_days: int) -> date:
        """The last day from which ``working_days`` clear working days still end on or before ``event``."""
        if working_days < 1:
            return event
        index = self._rank[_offset(event)] - working_days
        if index < 0:
            raise OutOfRange
        return self._worked[index] - timedelta(days=1)


def _offset(day: date) -> int:
    offset = day.toordinal() - _BASE
    if 0 <= offset < _DAYS:
        return offset
    raise OutOfRange


@cache
def bundled() -> Calendar:
    """The calendar that ships with this release: official for 2019–2026."""
    with OFFICIAL_DAYS.open(encoding="utf-8", newline="") as file:
        days = {date.fromisoformat(r["date"]): (r["working"] == "1", r["name"]) for r in csv.DictReader(file)}
    return Calendar("2019-2026", days, frozenset(OFFICIAL_YEARS))
