"""预警: what is worth an alert, how it is said, and who is told as days pass (三政办〔2019〕16号四(四)).

An alert is never entered by hand: it holds while the facts hold and ends when they are mended. The ladder (officer →
unit lead → head → bureau) is the bureau's own, dated, 待确认.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.kinds import Role
from mingjing.law.terms import Term

PLAN = date(2019, 8, 1)


class Deal(Term):
    """What the bureau does first with an alert of a kind."""

    URGE = "urge", "督办"
    REMIND = "remind", "提醒"
    LOOK = "look", "查看"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of alert. ``clocks``: it holds while one of these is overdue; empty: counted by its own query."""

    code: str
    label: str
    many: str  # “归档超期 {n} 件”
    deal: Deal
    basis: str
    clocks: tuple[str, ...] = ()


RULES = (
    Rule("publish", "公示超期", "公示超期 {n} 件", Deal.URGE, "三政办〔2019〕16号三(一)3；行政处罚法48",
         ("publish.penalty", "publish.licence", "publish.general", "publish.inspection")),
    Rule("withdraw", "撤下、更正公示超期", "撤下、更正公示超期 {n} 件", Deal.URGE,
         "行政处罚法48；三政办〔2019〕16号三(一)4", ("withdraw.penalty", "withdraw.general", "correct.general")),
    Rule("archive", "归档超期", "归档超期 {n} 件", Deal.URGE, "三政办〔2019〕16号三(二)4", ("archive.file",)),
    Rule("footage", "音像未入库", "音像 {n} 段未入库", Deal.URGE, "三政办〔2019〕16号三(二)4"),
    Rule("file", "重大决定未备案", "重大决定 {n} 件未备案", Deal.REMIND, "三政办〔2019〕16号三(三)2", ("file.record",)),
    Rule("decide", "办案超期", "办案超期 {n} 件", Deal.URGE, "行政处罚法60；行政许可法42",
         ("case.decide", "licence.decide", "licence.decide_joint", "inspection.result", "redo.decide")),
    Rule("hold", "查封扣押期满未处理", "查封扣押期满未处理 {n} 件", Deal.URGE, "行政强制法25、28",
         ("seize.hold", "measure.release", "measure.return", "preserve.handle", "seize.report")),
    Rule("serve", "送达超期", "送达超期 {n} 件", Deal.REMIND, "行政处罚法61",
         ("serve.decision", "licence.serve_refusal", "licence.certificate", "execution.serve", "inspection.tell")),
    Rule("review", "法制审核超期", "法制审核超期 {n} 件", Deal.REMIND, "三政办〔2019〕16号三(三)5",
         ("review.submit", "review.opinion")),
    Rule("complaint", "投诉办理超期", "投诉办理超期 {n} 件", Deal.REMIND, "三政办〔2019〕16号四(二)",
         ("complaint.accept", "complaint.answer")),
    Rule("lists", "清单未更新", "清单 {n} 项未更新", Deal.REMIND, "三政办〔2019〕16号三(一)4", ("update.list",)),
    Rule("rectify", "评查整改超期", "案卷评查整改 {n} 卷超期", Deal.URGE, "三政办〔2019〕16号四(二)",
         ("appraisal.rectify",)),
    Rule("finding", "监督文书未反馈", "监督文书 {n} 件未反馈", Deal.LOOK, "河南省行政执法条例43、44十三",
         ("finding.remind", "finding.urge", "finding.opinion", "finding.decision", "finding.verify")),
    Rule("staff", "法制审核人员不足", "法制审核人员少 {n} 人", Deal.REMIND, "三政办〔2019〕16号三(三)1"),
    Rule("certificate", "执法证将要到期", "执法证 {n} 人将到期或者已到期", Deal.REMIND, "河南省行政执法条例21"),
    Rule("annual", "年度报告未公开", "年度执法数据报告 {n} 份未公开", Deal.REMIND, "三政办〔2019〕16号三(一)5"),
)  # fmt: skip
BY_CODE = {r.code: r for r in RULES}
RULE_OF = {clock: r.code for r in RULES for clock in r.clocks}
EARLY = 3  # working days before the end in which the owner is told (yellow light of the house)
CERTIFICATE_DAYS = 60  # calendar days before its end (law.staffing.EXPIRING)
#: The bureau is told of these at once: whose job it is to mend them is the organ's as a whole.
OF_ORGAN = frozenset({"staff", "annual", "lists"})


@dataclass(frozen=True, slots=True)
class Rung:
    """From so many calendar days after the end on, this role is told too."""

    days: int
    role: Role
    valid_from: date = PLAN


LADDER = (
    Rung(1, Role.UNIT_LEAD),
    Rung(3, Role.HEAD),
    Rung(5, Role.SUPERVISOR),
)
LADDER_NOTE = "办理人到期前 3 个工作日起提醒；超期 1 日告知承办机构负责人，3 日告知机关负责人，5 日告知司法局；待确认"


def told(owner: str, days_over: int, on: date) -> frozenset[str]:
    """Role letters told of a duty of ``owner``, ``days_over`` calendar days after its end (≤ 0: not yet over)."""
    higher = {r.role.value for r in LADDER if r.valid_from <= on and days_over >= r.days}
    return frozenset({owner} | higher) - {""}
