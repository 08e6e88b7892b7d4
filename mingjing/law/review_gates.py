"""Gates on legal review, discussion and signature (行政处罚法57、58; 三政办〔2019〕16号三(三))."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import ReviewOutcome, ReviewPurpose, Step
from mingjing.law.thresholds import needs_discussion

PASSED = frozenset({ReviewOutcome.AGREE, ReviewOutcome.SETTLED})


@gate("discussion.none", "负责人集体讨论", "行政处罚法57②；河南省行政执法条例28")
def discussed_if_major_or_complex(f: CaseFacts) -> Answer:
    grounds = needs_discussion(f.proposal) if f.proposal else ()
    if not grounds:
        return ok("不属于情节复杂或者重大违法行为")
    p = f.proposal
    for d in reversed(f.discussions):
        if p and d.fine == p.fine and d.penalties == p.penalties:
            if not d.quorum:
                return no("集体讨论没有达到法定人数", "重新组织集体讨论", Step.DISCUSS)
            return ok(f"{d.held_on} 集体讨论")
    if f.discussions:
        return no("讨论结论与拟作决定不一致", "按讨论结论修改并重新审核，或者再次讨论", Step.DISCUSS)
    return no(f"{grounds[0]}，还没有集体讨论", "由机关负责人集体讨论", Step.DISCUSS)


@gate("review.not-passed", "法制审核", "行政处罚法58；三政办〔2019〕16号三(三)")
def final_text_reviewed(f: CaseFacts) -> Answer:
    """A passed, sealed, final round on exactly the text to be issued, with no later round."""
    last = f.last_round
    if last is None:
        return no("还没有送法制审核", "送法制审核", Step.SUBMIT_REVIEW)
    if last.outcome is None:
        return wait(f"第 {last.number} 轮正在审核", "等待法制审核意见")
    if last.outcome is ReviewOutcome.OBJECT:
        return no(
            f"第 {last.number} 轮审核意见为“存在问题”", "研究处理后再次送审；有异议的，提出协商", Step.SUBMIT_REVIEW
        )
    if last.purpose is not ReviewPurpose.FINAL:
        return no("通过的是告知前审核，不是终审", "告知、听证结束后送终审，或者由审核机构确认", Step.SUBMIT_REVIEW)
    if f.final_text_changed or last.text_root != f.final_text_root:
        return no(f.final_text_changed or "审核后文书有改动", "恢复原文，或者重新送审", Step.SUBMIT_REVIEW)
    if not last.sealed:
        return wait("审核意见正在封存", "稍候片刻再试")
    return ok(f"第 {last.number} 轮{last.outcome.label}，与拟签发文本一致")


@gate("review.reviewer-conflict", "审核人员未参与本案办理", "行政处罚法58；三政办〔2019〕16号三(三)")
def reviewer_not_handler(f: CaseFacts) -> Answer:
    """Whoever handled the case, even for a day, does not review it; whoever reviewed it does not sign."""
    last = f.last_round
    if {last.reviewer if last else "", f.reviewer} & f.handled_by:
        return no("审核人员是本案承办人，或者曾经承办本案", "由其他法制审核人员重新审核", Step.SUBMIT_REVIEW)
    if f.signer and last and last.reviewer == f.signer:
        return no("审核人员不能签发本案决定", "由其他负责人签发")
    return ok("审核、承办、签发各为其人")


@gate("signer.is-handler", "签发人不是承办人", "行政处罚法57；三政办〔2019〕16号三(三)5")
def signer_not_handler(f: CaseFacts) -> Answer:
    if f.signer in f.handled_by:
        return no("签发人是本案承办人，或者曾经承办本案", "由未承办本案的负责人签发")
    return ok("签发人未承办本案")


@gate("draft.incomplete", "决定书稿完整", "行政处罚法59；三政办〔2019〕16号三(三)4")
def decision_draft_complete(f: CaseFacts) -> Answer:
    if f.draft_problems:
        return no("；".join(f.draft_problems[:6]), "补全文书稿")
    return ok("决定书稿必填项齐全")


@gate("review.pending", "没有正在进行的审核", "三政办〔2019〕16号三(三)3")
def no_pending_round(f: CaseFacts) -> Answer:
    last = f.last_round
    if last and last.outcome is None:
        return wait(f"第 {last.number} 轮正在审核", "等待审核意见，或者请审核人员退回")
    return ok("没有正在进行的审核")


@gate("review.none-pending", "有待审的送审", "三政办〔2019〕16号三(三)3")
def pending_round(f: CaseFacts) -> Answer:
    last = f.last_round
    return (
        ok(f"第 {last.number} 轮")
        if last and last.outcome is None
        else no("没有待审的送审", "由承办机构送审", Step.SUBMIT_REVIEW)
    )


@gate("review.not-objected", "审核意见为存在问题", "三政办〔2019〕16号三(三)3")
def round_objected_to(f: CaseFacts) -> Answer:
    last = f.last_round
    if last and last.outcome is ReviewOutcome.OBJECT:
        return ok(f"第 {last.number} 轮存在问题")
    return no("最近一轮审核没有提出问题", "不需要提出异议")


@gate("review.no-dispute", "已提出异议", "三政办〔2019〕16号三(三)3")
def dispute_raised(f: CaseFacts) -> Answer:
    last = f.last_round
    return ok("承办机构已提出异议") if last and last.objected else no("还没有提出异议", "先提出异议", Step.OBJECT)


@gate("review.no-consultation", "已经协商", "三政办〔2019〕16号三(三)3")
def consulted(f: CaseFacts) -> Answer:
    last = f.last_round
    return (
        ok("已与法制审核机构协商")
        if last and last.consulted
        else no("还没有与法制审核机构协商", "先协商沟通", Step.CONSULT)
    )


@gate("review.no-settlement", "集体讨论已就争议作出结论", "三政办〔2019〕16号三(三)3")
def dispute_discussed(f: CaseFacts) -> Answer:
    last = f.last_round
    if last and any(d.kind == "dispute" and d.text_root == last.text_root for d in f.discussions):
        return ok("集体讨论已就本轮文本作出结论")
    return no("没有就本轮文本作出结论的集体讨论", "提请负责人集体讨论", Step.DISCUSS)


@gate("review.not-confirmable", "可以确认原意见", "三政办〔2019〕16号三(三)3")
def confirmable(f: CaseFacts) -> Answer:
    last = f.last_round
    if f.order != "review_first" or last is None or last.outcome not in PASSED:
        return no("没有可以确认的告知前审核意见", "送法制审核", Step.SUBMIT_REVIEW)
    if f.statement.presented or f.hearing.requested_on:
        return no("当事人已陈述申辩或者申请听证，不能只作确认", "送终审", Step.SUBMIT_REVIEW)
    if f.beyond_notice:
        return no(f"除告知情况外还改动了：{f.beyond_notice}", "改回送审时的内容，或者送终审", Step.SUBMIT_REVIEW)
    return ok("告知后当事人未陈述申辩、未申请听证，文本只增加了告知情况")
