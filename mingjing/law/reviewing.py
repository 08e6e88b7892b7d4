"""Which decisions of the five acts need a legal review, and which a collective discussion.

行政处罚法58 asks for it in four cases; the plan and 河南省行政执法条例28 reach further: every major decision of every
kind of act. What always counts as major stands here; what the organ's own list adds comes with the flags of the case.
"""

from __future__ import annotations

from mingjing.law import thresholds
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, Gate, no, ok
from mingjing.law.kinds import DecisionKind, Step
from mingjing.law.review_gates import final_text_reviewed
from mingjing.law.thresholds import Proposal

PENALTIES = frozenset({DecisionKind.ORDINARY_PENALTY, DecisionKind.NO_PENALTY})
MAJOR = {
    DecisionKind.EXECUTION: "行政强制执行决定一律审核（三政办〔2019〕16号三(三)2）",
    DecisionKind.EXPROPRIATION: "房屋征收决定一律审核（三政办〔2019〕16号三(三)2）",
    DecisionKind.LICENCE_REVOCATION: "撤销、撤回许可一律审核（三政办〔2019〕16号三(三)2）",
}
ALWAYS = PENALTIES | frozenset(MAJOR)


def review_grounds(kind: DecisionKind, proposal: Proposal | None) -> tuple[str, ...]:
    """Grounds on which a decision of this kind is reviewed before it is issued; empty when none is needed."""
    if kind in PENALTIES:
        return thresholds.needs_review(proposal) if proposal else ("普通程序的处罚决定一律审核",)
    always = (MAJOR[kind],) if kind in MAJOR else ()
    return always + (_flags(proposal) if proposal else ())


def discussion_grounds(kind: DecisionKind, proposal: Proposal | None) -> tuple[str, ...]:
    """Grounds on which the heads discuss it together after the review (行政处罚法57②; 河南省行政执法条例28)."""
    if proposal is None or kind in {DecisionKind.NO_PENALTY, DecisionKind.SUMMARY_PENALTY}:
        return ()
    if kind is DecisionKind.ORDINARY_PENALTY:
        return thresholds.needs_discussion(proposal)
    found = review_grounds(kind, proposal)
    return ("重大行政执法决定（河南省行政执法条例28）",) if found else ()


def _flags(p: Proposal) -> tuple[str, ...]:
    plan = "三政办〔2019〕16号三(三)2"
    marks = (
        (p.public_interest, f"涉及重大公共利益（{plan}）"),
        (p.social_risk, f"可能造成重大社会影响或者引发社会风险（{plan}）"),
        (p.grave_rights or p.heard, f"直接关系重大权益或者经过听证（{plan}）"),
        (p.complex_case, f"疑难复杂、涉及多个法律关系（{plan}）"),
    )
    return tuple(words for on, words in marks if on) + p.listed


def reviewed_where_required(kind: DecisionKind) -> Gate:
    """The hard gate for one kind of decision: a passed final review of exactly this text, where one is required."""

    def ask(f: CaseFacts) -> Answer:
        if not review_grounds(kind, f.proposal):
            return ok(f"{kind.label}：没有应当审核的情形")
        return final_text_reviewed.ask(f)

    return Gate("review.not-passed", "法制审核", "三政办〔2019〕16号三(三)；河南省行政执法条例28", ask)


def discussed_where_required(kind: DecisionKind) -> Gate:
    """A collective discussion of the reviewed text, where one is required."""

    def ask(f: CaseFacts) -> Answer:
        grounds = discussion_grounds(kind, f.proposal)
        if not grounds:
            return ok("不属于应当集体讨论的情形")
        for d in reversed(f.discussions):
            if d.text_root == f.final_text_root:
                if not d.quorum:
                    return no("集体讨论没有达到法定人数", "重新组织集体讨论", Step.DISCUSS)
                return ok(f"{d.held_on} 集体讨论")
        if f.discussions:
            return no("集体讨论的不是拟签发的文本", "就拟签发的文本再次讨论", Step.DISCUSS)
        return no(f"{grounds[0]}，还没有集体讨论", "由机关负责人集体讨论", Step.DISCUSS)

    return Gate("discussion.none", "负责人集体讨论", "河南省行政执法条例28", ask)
