"""Time limits of complaints, as dated, cited rows. The plan gives no days for them: each is the organ's own, 待确认."""

from __future__ import annotations

from datetime import date

from mingjing.law.limits import Limit, Mark, Unit

PLAN = date(2019, 8, 1)
BREACH = "逾期为超期，机关登记原因，列入监督"

LIMITS: tuple[Limit, ...] = (
    Limit(
        rule_id="complaint.accept", label="决定是否受理投诉", amount=5, unit=Unit.WORKING_DAY,
        basis="三政办〔2019〕16号三(一)1、四(二)：公开监督方式，建立行政执法投诉举报制度；天数由机关规定",
        valid_from=PLAN, start_event="收到投诉或者收到转办", on_expiry=BREACH, source_mark=Mark.LOW, configurable=True,
        note="方案没有写天数，五个工作日是默认值，待确认",
    ),
    Limit(
        rule_id="complaint.answer", label="答复投诉", amount=15, unit=Unit.WORKING_DAY,
        basis="三政办〔2019〕16号三(一)1、四(二)：公开监督方式，建立行政执法投诉举报制度；天数由机关规定",
        valid_from=PLAN, start_event="收到投诉", on_expiry=BREACH, source_mark=Mark.LOW, configurable=True,
        note="方案没有写天数，十五个工作日是默认值，待确认；转办、受理不重新起算",
    ),
)  # fmt: skip
