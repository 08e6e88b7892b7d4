"""Working days: weekends, the yearly official arrangement (国务院办公厅通知), and years not yet arranged (暂定).

``official_days.csv`` holds the arrangements of 2019–2026: days off on weekdays and make-up working days on weekends.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

OFFICIAL_DAYS = Path(__file__).with_name("official_days.csv")
FIRST, LAST = date(2004, 1, 1), date(2045, 12, 31)

# Statutory holidays that fall on the same day each year (全国年节及纪念日放假办法, 2024 revision), for 暂定 years.
FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
# Moving ones, as the almanac gives them, until the official notice comes (eve and first three days of 春节).
MOVING = {
    date(2027, 2, 5): "春节", date(2027, 2, 6): "春节", date(2027, 2, 7): "春节", date(2027, 2, 8): "春节",
    date(2027, 4, 5): "清明节", date(2027, 6, 9): "端午节", date(2027, 9, 15): "中秋节",
    date(2028, 1, 25): "春节", date(2028, 1, 26): "春节", date(2028, 1, 27): "春节", date(2028, 1, 28): "春节",
    date(2028, 4, 4): "清明节", date(2028, 5, 28): "端午节", date(2028, 10, 3): "中秋节",
}  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """Days by whether they are worked. ``days`` holds only exceptions to “Monday to Friday”.

    ``rank`` counts working days up to each day, so that n working days on is one addition and one look-up.
    """

    version: str
    days: dict[date, tuple[bool, str]]
    official_years: frozenset[int]
    rank: tuple[int, ...] = field(init=False, repr=False)
    worked: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rank, worked, count = [], [], 0
        base = FIRST.toordinal()
        for ordinal in range(base, LAST.toordinal() + 1):
            if self.is_working(date.fromordinal(ordinal)):
                count += 1
                worked.append(ordinal)
            rank.append(count)
        object.__setattr__(self, "rank", tuple(rank))
        object.__setattr__(self, "worked", tuple(worked))

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked; in a 暂定 year by weekends and statutory holidays."""
        known = self.days.get(day)
        if known is not None:
            return known[0]
        return day.weekday() < 5 and not (self.provisional(day) and _statutory(day))

    def name(self, day: date) -> str:
        """Why ``day`` is not worked, or that it is a make-up day."""
        known = self.days.get(day)
        if known:
            return f"{known[1]}调休上班" if known[0] else known[1]
        return (_statutory(day) if self.provisional(day) else "") or ("星期六", "星期日")[day.weekday() - 5]

    def provisional(self, day: date) -> bool:
        """Whether the official arrangement of that year is not yet known."""
        return day.year not in self.official_years

    def add(self, start: date, working_days: int) -> date:
        """The ``working_days``-th working day after ``start`` (start day not counted)."""
        return date.fromordinal(self.worked[self.rank[start.toordinal() - FIRST.toordinal()] + working_days - 1])

    def add_many(self, starts: list[int], working_days: int) -> list[int]:
        """:meth:`add` over ordinals, for bulk work."""
        base, rank, worked, shift = FIRST.toordinal(), self.rank, self.worked, working_days - 1
        return [worked[rank[s - base] + shift] for s in starts]

    def roll(self, day: date) -> date:
        """``day`` when it is worked, else the next working day."""
        return day if self.is_working(day) else self.add(day, 1)

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end`` (negative when end lies before)."""
        base = FIRST.toordinal()
        return self.rank[end.toordinal() - base] - self.rank[start.toordinal() - base]


def _statutory(day: date) -> str:
    return FIXED.get((day.month, day.day)) or MOVING.get(day, "")


@cache
def bundled() -> Calendar:
    """The calendar that ships with this release: official for 2019–2026."""
    with OFFICIAL_DAYS.open(encoding="utf-8", newline="") as file:
        days = {date.fromisoformat(r["date"]): (r["working"] == "1", r["name"]) for r in csv.DictReader(file)}
    return Calendar("2026", days, frozenset(range(2019, 2027)))


def extended(base: Calendar, file: Path) -> Calendar:
    """``base`` with further official days from a CSV of the same shape. Raises ValueError naming the wrong row."""
    days, years = dict(base.days), set(base.official_years)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows), 2):
            try:
                day = date.fromisoformat(row["date"])
                days[day] = (row["working"] == "1", row["name"])
            except (KeyError, TypeError, ValueError):
                raise ValueError(f"{file.name} 第 {number} 行不对，每行写“日期,1 上班或者 0 放假,名称”") from None
            years.add(day.year)
    return Calendar(file.name, days, frozenset(years))
