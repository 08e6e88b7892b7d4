"""Gates of annulling and deciding anew (行政复议法64; 行政诉讼法70、71)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok
from mingjing.law.kinds import Step


@gate("annulment.nothing", "有可以撤销的决定", "行政复议法64；行政诉讼法70")
def decision_to_annul(f: CaseFacts) -> Answer:
    if f.decision is None or f.decision.annulled:
        return no("没有有效的决定", "不需要办理")
    return ok(f"{f.decision.decided_on} 作出的决定")


@gate("redo.same", "没有以同一事实和理由作出基本相同的决定", "行政诉讼法71；行政复议法64②")
def not_the_same_again(f: CaseFacts) -> Answer:
    a, p = f.annulled, f.proposal
    if a is None or not a.binds:
        return ok("不受原决定被撤销的限制")
    if a.same_grounds and p is not None and a.same_result(p.penalties, p.fine):
        return no(
            f"{a.by.label}撤销了原决定（{a.fault.label}），现在的事实、理由、依据和结果与原决定基本相同",
            "补充调查、改正理由和依据，或者改变处罚内容后重新告知、重新审核",
            Step.NOTIFY,
        )
    return ok("事实、理由或者结果与原决定不同")


@gate("publication.to-withdraw", "已撤销决定的公示信息已撤回", "行政处罚法48②")
def page_withdrawn(f: CaseFacts) -> Answer:
    clock = f.clocks.get("withdraw.penalty")
    if clock and clock.met_on is None:
        return no("原决定已被撤销，公示信息还没有撤回", f"{clock.due} 前由公示人员撤回并公开说明理由")
    return ok("没有需要撤回的公示信息")
