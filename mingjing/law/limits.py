"""What a time limit is: amount, explicit unit, the rule it stands in, whose it is, what its end means.

Units differ by statute and are never guessed: 行政处罚法85 makes 二、三、五、七日 working days, 行政强制法69 十日以内,
行政复议法88 三、五、七、十日; longer ones are calendar days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """Unit of a limit, as stored; ``label`` in Chinese."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def label(self) -> str:
        """How an amount of this unit is said."""
        return {"working_day": "个工作日", "calendar_day": "日", "month": "个月", "year": "年", "hour": "小时"}[self]


class Holder(StrEnum):
    """Whose limit it is. A duty of an organ is warned by the nominal day and judged by the rolled one;
    a right of a party ends on the rolled day."""

    ORGAN = "organ"
    PARTY = "party"


class Mark(StrEnum):
    """How well the rule's text was checked when it was entered (domain reference, 核实标记)."""

    READ = "已读原文"
    PART = "只读到局部"
    HIGH = "凭记忆，把握高"
    MIDDLE = "凭记忆，把握中"
    LOW = "凭记忆，把握低"


# Rough hours, only to tell which of two rules on one duty is the shorter.
_HOURS = {Unit.HOUR: 1.0, Unit.CALENDAR_DAY: 24, Unit.WORKING_DAY: 24 * 7 / 5, Unit.MONTH: 24 * 30.4, Unit.YEAR: 8766}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit, dated and cited. ``extension``: how many units more it may be given, under ``extension_basis``.

    ``configurable``: the number is the organ's own or local habit, not the law's. ``on_expiry``: what its end means.
    ``promised``: the organ's own promise below the law's time: its end warns and is no breach. ``rolls``: a last day
    that is a day off moves to the next working day; not where the rule names a day of the calendar.
    """

    rule_id: str
    label: str
    amount: int
    unit: Unit
    basis: str
    valid_from: date
    start_event: str
    on_expiry: str
    valid_to: date | None = None
    holder: Holder = Holder.ORGAN
    source_mark: Mark = Mark.READ
    configurable: bool = False
    note: str = ""
    extension: int = 0
    extension_basis: str = ""
    promised: bool = False
    rolls: bool = True

    @property
    def to_confirm(self) -> bool:
        """Whether the screen must say 待确认: configurable, or the text was not read in full."""
        return self.configurable or self.source_mark is not Mark.READ

    @property
    def length(self) -> str:
        """The amount in words: “7 个工作日”."""
        return f"{self.amount} {self.unit.label}"

    @property
    def hours(self) -> float:
        """Roughly how long it is, only for comparing two rules on one duty."""
        return _HOURS[self.unit] * self.amount

    def in_force(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Money that grows by the day after a missed limit: ``per_myriad`` of what is owed, at most ``cap`` times it."""

    rule_id: str
    label: str
    per_myriad: int
    cap: int
    basis: str
    valid_from: date
    note: str = ""

    def of(self, owed: int, days: int) -> int:
        """分 due after ``days`` whole days on ``owed`` 分. Parts of a 分 fall away. Raises ValueError for negatives."""
        if owed < 0 or days < 0:
            raise ValueError("金额和天数不能为负数")
        return min(owed * self.per_myriad * days // 10_000, owed * self.cap)
