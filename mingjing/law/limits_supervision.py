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
LOCAL = date(2016, 6, 1)  # 河南省行政执法条例
TERM = "意见书规定期限；条例没有写天数"
UNANSWERED = "逾期不报告处理情况的，发监督决定书或者通报批评（豫执43、44十三）"


def _term(rule_id: str, label: str, amount: int, start: str, basis: str, note: str) -> Limit:
    return Limit(
        rule_id=rule_id, label=label, amount=amount, unit=Unit.WORKING_DAY, basis=basis, valid_from=LOCAL,
        start_event=start, on_expiry=UNANSWERED, source_mark=Mark.LOW, configurable=True,
        note=f"{note}；默认 {amount} 个工作日，待确认，发文时可以另定",
    )  # fmt: skip


LIMITS += (
    _term("finding.verify", "核实监督线索", 10, "登记监督线索", "河南省行政执法条例42、43", "条例没有写天数"),
    _term("finding.remind", "反馈提醒事项", 5, "提醒函送达", "三政办〔2019〕16号四(四)", "方案没有写天数"),
    _term("finding.urge", "反馈督办事项", 5, "督办通知书送达", "三政办〔2019〕16号四(四)", "方案没有写天数"),
    _term("finding.opinion", "依监督意见书处理并报告", 15, "监督意见书送达", "河南省行政执法条例43", TERM),
    _term("finding.decision", "执行监督决定并报告", 15, "监督决定书送达", "河南省行政执法条例43、44十四", TERM),
)  # fmt: skip
