"""Gates of 简易程序 and of money taken on the spot (行政处罚法44、45、51–53、57、58、68–71)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok
from mingjing.law.kinds import DecisionKind, Step
from mingjing.law.reviewing import review_grounds
from mingjing.law.thresholds import not_on_spot


@gate("spot.above", "在当场处罚的范围和限额内", "行政处罚法51")
def within_summary_limits(f: CaseFacts) -> Answer:
    if f.proposal is None or not f.proposal.penalties:
        return no("没有填写拟处罚的种类", "填写处罚种类和数额")
    found = not_on_spot(f.proposal)
    if found:
        return no("；".join(found), "转普通程序", Step.CONVERT)
    return ok("警告，或者罚款不超过限额")


@gate("spot.uncertain", "违法事实确凿", "行政处罚法51")
def facts_certain(f: CaseFacts) -> Answer:
    if f.details.get("certain") and f.evidence_count:
        return ok(f"{f.evidence_count} 件证据，事实确凿")
    if not f.evidence_count:
        return no("还没有证据", "拍照或者录像并登记为证据；事实不清的，转普通程序", Step.CONVERT)
    return no("没有确认违法事实确凿", "核实后确认；事实不清的，转普通程序", Step.CONVERT)


@gate("spot.major", "没有应当审核、集体讨论的情形", "行政处罚法57②、58")
def not_major(f: CaseFacts) -> Answer:
    grounds = review_grounds(DecisionKind.SUMMARY_PENALTY, f.proposal)
    if grounds:
        return no("；".join(grounds), "转普通程序", Step.CONVERT)
    return ok("没有")


@gate("spot.not-told", "已出示证件并当场告知", "行政处罚法44、52①、55")
def told_on_spot(f: CaseFacts) -> Answer:
    told = f.last(Step.TELL_RIGHTS)
    if told is None:
        return no("还没有出示证件、告知事实、理由、依据和权利", "当场告知", Step.TELL_RIGHTS)
    return ok(f"{told.at:%H:%M} 告知")


@gate("spot.not-heard", "已听取陈述、申辩", "行政处罚法45、62")
def heard_on_spot(f: CaseFacts) -> Answer:
    last = f.last(Step.TELL_RIGHTS, Step.HEAR_PARTY)
    if last is None or last.step is not Step.HEAR_PARTY:
        return no("告知之后还没有听取陈述、申辩", "听取并记录；没有意见的也要记录", Step.HEAR_PARTY)
    return ok("当事人没有意见" if last.values.get("said") == "none" else "已听取并复核")


@gate("spot.heavier", "没有因申辩加重", "行政处罚法45")
def not_heavier_than_told(f: CaseFacts) -> Answer:
    told = f.last(Step.TELL_RIGHTS)
    if told is None or f.proposal is None:
        return ok("尚无告知内容可比")
    added = {p.value for p in f.proposal.penalties} - set(told.values.get("told_penalties") or [])
    fine = int(told.values.get("told_fine") or 0)
    if f.proposal.fine > fine or added:
        return no(f"重于当场告知的内容（罚款 {fine / 100:,.2f} 元）", "改回告知的内容", Step.TELL_RIGHTS)
    return ok("不重于告知的内容")


@gate("spot.signer", "由本案执法人员签名", "行政处罚法52②")
def signed_by_officer(f: CaseFacts) -> Answer:
    if f.signer and f.signer not in {o.person for o in f.officers}:
        return no("签名的人不是本案执法人员", "由当场办理的执法人员签名")
    return ok("当场办理的执法人员")


@gate("spot.unreported", "已报所属机关备案", "行政处罚法52③")
def reported_back(f: CaseFacts) -> Answer:
    if f.decision and not f.done(Step.REPORT_BACK):
        return no("当场处罚决定还没有报所属机关备案", "报备案", Step.REPORT_BACK)
    return ok("已备案")


@gate("payment.none-owed", "有应缴的罚款", "行政处罚法67、68、69")
def fine_owed(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.paid >= d.fine:
        return no("没有未缴的罚款", "不需要收缴")
    return ok(f"应缴 {(d.fine - d.paid) / 100:,.2f} 元")


def _left(f: CaseFacts, before: Step, after: Step) -> int:
    """How many times ``before`` was taken that ``after`` has not followed."""
    return sum(1 for _ in f.each(before)) - sum(1 for _ in f.each(after))


@gate("cash.none", "有当场收缴的罚款待交", "行政处罚法71")
def cash_collected(f: CaseFacts) -> Answer:
    if _left(f, Step.COLLECT_ON_SPOT, Step.HAND_IN) > 0:
        return ok("执法人员已当场收缴")
    return no("没有当场收缴、尚未交机关的罚款", "不需要办理")


@gate("cash.not-handed-in", "当场收缴的罚款已交机关", "行政处罚法71")
def cash_handed_in(f: CaseFacts) -> Answer:
    if _left(f, Step.HAND_IN, Step.BANK_IN) > 0:
        return ok("执法人员已交机关")
    return no("没有已交机关、尚未缴付银行的罚款", "执法人员先将罚款交机关", Step.HAND_IN)


@gate("cash.not-banked", "当场收缴的罚款已缴付银行", "行政处罚法71、74②")
def cash_banked(f: CaseFacts) -> Answer:
    if _left(f, Step.COLLECT_ON_SPOT, Step.BANK_IN) > 0:
        last = f.last(Step.COLLECT_ON_SPOT, Step.HAND_IN)
        step = Step.BANK_IN if last and last.step is Step.HAND_IN else Step.HAND_IN
        return no("当场收缴的罚款还没有缴付银行", "二日内交机关，机关二日内缴付银行", step)
    return ok("没有当场收缴的罚款，或者已缴付银行")
