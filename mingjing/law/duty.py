"""The duty that is executed (行政强制法34、45): which decision it stands in, until when, and what grows on money.

Amounts in 分, dates of Beijing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mingjing.law.kinds import Penalty
from mingjing.law.limits import Rate

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DutyFact:
    """The decision that is to be executed, or the case a measure serves: of this system, or as opening keeps it.

    ``perform_by``: last day of performing. ``remedy_end``: last day on which it may be challenged; ``court_end``: last
    day on which the court may be asked (强53). ``sued``: it went to court. ``of_system``: the case of it is kept here,
    and so are ``kind`` and ``penalties``; ``over``: that case has ended without a decision.
    """

    number: str = ""
    decided_on: date | None = None
    served_on: date | None = None
    perform_by: date | None = None
    remedy_end: date | None = None
    court_end: date | None = None
    principal: int = 0
    annulled: bool = False
    remedy_pending: bool = False
    sued: bool = False
    of_system: bool = False
    over: bool = False
    kind: str = ""
    penalties: frozenset[Penalty] = frozenset()


class Charge(NamedTuple):
    """What has grown: 分, and over how many days."""

    amount: int
    days: int


def charge(
    rate: Rate,
    principal: int,
    paid: Sequence[tuple[date, int]],
    *,
    due: date,
    until: date,
    pauses: Sequence[tuple[date, date | None]] = (),
) -> Charge:
    """加处罚款 or 滞纳金 from the day after ``due`` up to and with ``until``, on what is unpaid each day.

    A payment stops counting from its own day on; so do ``pauses`` (复议、诉讼期间, 处73③), from their first day to the
    day before they end. Parts of a 分 fall away once, at the end; never more than the principal (强45②).
    Raises ValueError for a negative principal.
    """
    if principal < 0:
        raise ValueError("金额不能为负数")
    weighted = days = 0
    day = due + DAY
    while day <= until:
        left = principal - sum(amount for on, amount in paid if on <= day)
        if left <= 0:
            break
        if not any(since <= day and (end is None or day < end) for since, end in pauses):
            weighted, days = weighted + left, days + 1
        day += DAY
    return Charge(min(rate.of(weighted, 1), principal * rate.cap), days)
