"""Time limits of 案卷评查 and assessment, dated and cited. No text gives days: each is the bureau's own, 待确认."""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Limit, Mark, Unit

SINCE = date(2019, 8, 1)
BASIS = "三政办〔2019〕16号三(一)6、四(二)、四(四)；天数由司法局规定"
NOTE = "没有读到规定天数的文本，默认值，待确认"


def _limit(rule_id: str, label: str, amount: int, unit: Unit, start_event: str, on_expiry: str) -> Limit:
    return Limit(
        rule_id=rule_id, label=label, amount=amount, unit=unit, start_event=start_event, on_expiry=on_expiry,
        basis=BASIS, valid_from=SINCE, source_mark=Mark.LOW, configurable=True, note=NOTE,
    )  # fmt: skip


LIMITS: tuple[Limit, ...] = (
    _limit("appraisal.defend", "对案卷评查结果提出申辩", 5, Unit.WORKING_DAY, "评查结果告知机关",
           "逾期不提出的，按评查结果定分"),
    _limit("appraisal.rectify", "整改案卷评查发现的问题", 30, Unit.CALENDAR_DAY, "评查结果确定",
           "逾期不报送整改的，列入监督"),
    _limit("assessment.appeal", "对考核结果提出复核", 5, Unit.WORKING_DAY, "考核结果告知机关",
           "逾期不提出的，按考核结果确定"),
)  # fmt: skip
