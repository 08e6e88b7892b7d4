"""Dates that people type must come after what they answer to: a window is never opened or closed by a slip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.law.kinds import Step

if TYPE_CHECKING:
    from mingjing.procedure.facts import Gathered

Day = Callable[["Gathered", date], "date | None"]


def _told(seen: Gathered, today: date) -> date | None:
    return seen.notice.given_on if seen.notice else None


def _decided(seen: Gathered, today: date) -> date | None:
    return seen.decision.decided_on if seen.decision else None


def _today(seen: Gathered, today: date) -> date:
    return today


# Step → the field, its label, what it must not come before, and that day. Service dates: steps/execution.
NOT_BEFORE: dict[Step, tuple[str, str, str, Day]] = {
    Step.RECORD_STATEMENT: ("presented_on", "提出日期", "告知日期", _told),
    Step.WAIVE_STATEMENT: ("presented_on", "放弃日期", "告知日期", _told),
    Step.REQUEST_HEARING: ("requested_on", "申请日期", "告知日期", _told),
    Step.SUMMON_HEARING: ("to_be_held_on", "举行日期", "今天", _today),
    Step.ORDER_CORRECTION: ("due_on", "改正期限", "今天", _today),
    Step.RECORD_PAYMENT: ("paid_on", "缴款日期", "决定日期", _decided),
    Step.DEMAND: ("served_on", "催告书送达日期", "决定日期", _decided),
    Step.GRANT_DEFERRAL: ("asked_on", "申请日期", "决定日期", _decided),
    Step.SEEK_REMEDY: ("happened_on", "日期", "决定日期", _decided),
}


def out_of_order(step: Step, values: dict[str, Any], seen: Gathered, *, today: date) -> dict[str, str]:
    """Field → Chinese message for a date that comes too early. Call after ``inputs.missing``."""
    if step not in NOT_BEFORE:
        return {}
    field, label, event, day = NOT_BEFORE[step]
    earliest = day(seen, today)
    if earliest is None or values[field] >= earliest:
        return {}
    return {field: f"{label}不能早于{event}（{earliest}）"}
