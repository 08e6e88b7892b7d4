"""Gates: what must be true before a step. One function each, pure; all blockers are collected, never only the first.

A gate answers :func:`ok` (why it holds), :func:`no` (what is missing and the cure) or :func:`wait` (time must pass).
The refusal, the checklist beside the disabled button, the API's 409 and the supervision count all come from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Doc, Penalty, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.law.thresholds import hearing_right, needs_discussion

PASSED = frozenset({ReviewOutcome.AGREE, ReviewOutcome.SETTLED})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one gate found. ``state``: yes | no | wait."""

    state: str
    message: str
    cure: str = ""
    step: Step | None = None


def ok(message: str) -> Answer:
    return Answer("yes", message)


def no(message: str, cure: str, step: Step | None = None) -> Answer:
    return Answer("no", message, cure, step)


def wait(message: str, cure: str) -> Answer:
    return Answer("wait", message, cure)


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a step is refused, with its article and what to do next."""

    code: str
    label: str
    message: str
    article: str
    cure: str
    step: Step | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A named requirement of the law. Calling it gives a Blocker or None; ``ask`` gives the whole answer."""

    code: str
    label: str
    article: str
    ask: Callable[[CaseFacts], Answer]

    def __call__(self, facts: CaseFacts) -> Blocker | None:
        answer = self.ask(facts)
        if answer.state == "yes":
            return None
        return Blocker(
            self.code, self.label, answer.message, self.article, answer.cure, answer.step, answer.state == "wait"
        )


def gate(code: str, label: str, article: str) -> Callable[[Callable[[CaseFacts], Answer]], Gate]:
    """Make a gate of a function ``facts → Answer``. ``code`` reads ``noun.problem``."""

    def make(ask: Callable[[CaseFacts], Answer]) -> Gate:
        return Gate(code, label, article, ask)

    return make


@gate("handler.too-few", "两名有资格的执法人员", "行政处罚法42")
def two_qualified_officers(f: CaseFacts) -> Answer:
    """At least two handlers with certificates valid on the act's day, in the field."""
    good = [o for o in f.officers if o.certificate_valid and o.in_field]
    if len({o.person for o in good}) >= 2:
        return ok("、".join(o.name for o in good) + " 的执法证在有效期内")
    bad = "、".join(o.name for o in f.officers if o not in good)
    reason = f"{bad} 的执法证今天无效或不在本领域" if bad else f"现有执法人员 {len(f.officers)} 名"
    return no(reason, "指派两名以上执法证有效的执法人员", Step.ASSIGN_HANDLERS)


@gate("recusal.open", "没有未决定的回避申请", "行政处罚法43")
def no_open_recusal(f: CaseFacts) -> Answer:
    if f.open_recusals:
        return no(f"{'、'.join(f.open_recusals)} 的回避申请还没有决定", "由机关负责人决定是否回避", Step.DECIDE_RECUSAL)
    return ok("没有未决定的回避申请")


@gate("power.not-listed", "职权在权责清单内", "三政办〔2019〕16号三(一)1")
def power_on_list(f: CaseFacts) -> Answer:
    if f.power_listed:
        return ok(f.power_name)
    return no("这项职权不在本机关有效的权责清单内", "核对职权事项；确属本机关职权的，先更新权责清单")


@gate("limitation.passed", "没有超过追责时效", "行政处罚法36")
def within_limitation(f: CaseFacts) -> Answer:
    end = f.limitation_end
    if end is None:
        return no("没有填写违法行为发生或者终了的日期", "补填违法行为发生（终了）日期")
    found = f.found_on or f.on
    if found > end:
        years = "五年" if f.life_or_safety else "二年"
        return no(f"发现时已超过{years}（{end} 届满）", "不予立案；已立案的终止案件", Step.TERMINATE)
    return ok(f"发现日 {found}，时效至 {end}")


@gate("party.invalid", "当事人信息正确", "行政处罚法59①一")
def party_valid(f: CaseFacts) -> Answer:
    if f.party_kind is None:
        return no("没有填写当事人", "补填当事人")
    if f.party_problem:
        return no(f.party_problem, "更正当事人信息")
    return ok(f"{f.party_kind.label}，号码校验通过")


@gate("party.under-14", "当事人年满十四周岁", "行政处罚法30")
def party_of_age(f: CaseFacts) -> Answer:
    if f.party_age_at_act is not None and f.party_age_at_act < 14:
        return no("行为时不满十四周岁，不予行政处罚", "作出不予处罚决定，责令监护人管教", Step.DECIDE_NO_PENALTY)
    return ok("已满十四周岁或者不是自然人")


@gate("citation.not-in-force", "引用的条款有效", "行政处罚法37")
def citations_in_force(f: CaseFacts) -> Answer:
    dead = [text for text, good in f.citations if not good]
    if not f.citations:
        return no("没有引用法律、法规、规章条款", "补填违反条款和处罚依据")
    if dead:
        return no(f"{'、'.join(dead)} 在行为日或者今天不在施行期内", "按从旧兼从轻改引有效条款")
    return ok(f"{len(f.citations)} 条均在施行期内")


@gate("clue.not-registered", "案件来源已登记", "三政办〔2019〕16号三(二)1")
def clue_registered(f: CaseFacts) -> Answer:
    return _document(f, Doc.CLUE_REGISTRATION)


def _document(f: CaseFacts, doc: Doc) -> Answer:
    if doc in f.documents:
        return ok(f"{doc.label}已定稿")
    if doc in f.drafts:
        return no(f"{doc.label}还是草稿", f"完成并定稿{doc.label}")
    return no(f"没有{doc.label}", f"制作{doc.label}")


def document(doc: Doc, article: str) -> Gate:
    """A gate that asks for one final document."""
    return Gate(f"document.{doc.value.replace('_', '-')}", doc.label, article, lambda f: _document(f, doc))


@gate("evidence.none", "有证据", "行政处罚法40、46")
def evidence_present(f: CaseFacts) -> Answer:
    if f.evidence_count:
        return ok(f"{f.evidence_count} 件证据已入库")
    return no("还没有证据", "上传证据并登记证明对象")


@gate("evidence.expert-missing", "鉴定（评估）报告", "三政办〔2019〕16号三(三)4")
def expert_report_present(f: CaseFacts) -> Answer:
    if not f.expert_needed:
        return ok("本案不需要鉴定、检测")
    return ok("鉴定意见已入库") if f.expert_present else no("缺少鉴定（检测、评估）意见", "上传鉴定意见")


@gate("recording.missing", "应录音像齐全", "三政办〔2019〕16号三(二)2")
def required_recordings_present(f: CaseFacts) -> Answer:
    missing = [r.label for r in f.recordings if r.mandatory and not (r.present or r.excused)]
    if missing:
        return no(f"缺少音像：{'、'.join(missing)}", "上传原始音像；确实没有的，说明理由并经另一人批准")
    excused = sum(r.excused for r in f.recordings)
    return ok("必录环节均有音像" + (f"，{excused} 处经批准说明理由" if excused else ""))


@gate("preservation.open", "登记保存的物品已处理", "行政处罚法56")
def preserved_goods_handled(f: CaseFacts) -> Answer:
    if f.preserved_open:
        return no(
            f"{f.preserved_open} 批先行登记保存的物品还没有处理决定", "七个工作日内作出处理决定", Step.HANDLE_PRESERVED
        )
    return ok("没有待处理的登记保存物品")


@gate("case.suspended", "案件没有中止", "行政处罚法60")
def not_suspended(f: CaseFacts) -> Answer:
    if f.suspended_since:
        return no(f"案件自 {f.suspended_since} 起中止", "恢复案件", Step.RESUME)
    return ok("案件没有中止")


@gate("case.not-suspended", "案件已中止", "行政处罚法60")
def is_suspended(f: CaseFacts) -> Answer:
    return ok(f"自 {f.suspended_since} 起中止") if f.suspended_since else no("案件没有中止", "不需要恢复")


@gate("suspension.no-rule", "有本领域规定的中止依据", "行政处罚法60")
def suspension_has_rule(f: CaseFacts) -> Answer:
    if f.suspension_basis:
        return ok(f.suspension_basis)
    return no(
        "本领域没有可以中止计算九十日的规定，不得停算",
        "引用法律、法规、规章中有日期、有条文的规定；没有规定的继续办理",
    )


@gate("extension.no-rule", "有本领域规定的延长依据", "行政处罚法60")
def extension_has_rule(f: CaseFacts) -> Answer:
    if f.extension_basis:
        return ok(f.extension_basis)
    return no("本领域没有可以延长九十日的规定，不得延长", "在期限内作出决定；另有规定的，引用该条文")


@gate("proposal.none", "处罚建议", "行政处罚法57")
def proposal_made(f: CaseFacts) -> Answer:
    p = f.proposal
    if p is None or not p.penalties:
        return no("没有填写拟处罚的种类", "在案件中填写处罚建议", Step.CONCLUDE)
    if Penalty.FINE in p.penalties and p.fine <= 0:
        return no("拟处罚款但没有填写数额", "填写罚款数额")
    return ok("、".join(k.label for k in Penalty if k in p.penalties) + (f" {p.fine / 100:,.2f} 元" if p.fine else ""))


@gate("pre-review.not-passed", "告知前的法制审核", "本领域办案程序规定")
def pre_notice_reviewed(f: CaseFacts) -> Answer:
    if f.order != "review_first":
        return ok("本领域先告知、后终审")
    last = f.last_round
    if last and last.outcome in PASSED and last.sealed:
        return ok(f"第 {last.number} 轮审核同意")
    return no("本领域先审核、后告知，审核还没有通过", "送法制审核", Step.SUBMIT_REVIEW)


@gate("notice.not-served", "事先告知书已送达", "行政处罚法44、62")
def notice_served(f: CaseFacts) -> Answer:
    if f.notice is None:
        return no("还没有告知拟作出的处罚内容及事实、理由、依据", "制作并送达事先告知书", Step.NOTIFY)
    if f.notice.served_on is None:
        return no("事先告知书还没有送达", "登记送达", Step.SERVE)
    return ok(f"{f.notice.served_on} 送达")


@gate("statement.window-open", "陈述申辩期已满或者已放弃", "行政处罚法44、45、62")
def statement_window_closed_or_waived(f: CaseFacts) -> Answer:
    if f.notice is None or f.notice.served_on is None:
        return wait("告知书送达后起算", "送达事先告知书")
    if f.statement.waived:
        return ok("当事人明确放弃陈述、申辩")
    if f.notice.window_end and f.on <= f.notice.window_end:
        return wait(f"陈述申辩期到 {f.notice.window_end} 届满", "期满后办理；当事人明确放弃的，登记放弃")
    return ok(f"陈述申辩期 {f.notice.window_end} 已届满")


@gate("statement.unanswered", "陈述申辩已复核", "行政处罚法45")
def statement_answered(f: CaseFacts) -> Answer:
    left = f.statement.presented - f.statement.answered
    if left > 0:
        return no(f"{left} 份陈述申辩还没有复核", "制作陈述申辩复核意见书", Step.ANSWER_STATEMENT)
    return ok("当事人未提出陈述申辩" if not f.statement.presented else "陈述申辩均已复核")


@gate("decision.heavier", "没有因申辩加重", "行政处罚法45")
def not_heavier_than_notice(f: CaseFacts) -> Answer:
    if f.notice is None or f.proposal is None:
        return ok("尚无告知内容可比")
    added = f.proposal.penalties - f.notice.penalties
    if f.proposal.fine > f.notice.fine or added:
        what = (
            f"罚款 {f.proposal.fine / 100:,.2f} 元高于告知的 {f.notice.fine / 100:,.2f} 元"
            if f.proposal.fine > f.notice.fine
            else "处罚种类多于告知的种类"
        )
        return no(what, "改回不重于告知的内容；确有新的事实的，重新告知", Step.NOTIFY)
    return ok("不重于告知的内容")


@gate("hearing.right-not-told", "已告知听证权利", "行政处罚法63")
def hearing_right_told(f: CaseFacts) -> Answer:
    grounds = hearing_right(f.proposal) if f.proposal else ()
    if not grounds:
        return ok("未达到听证范围")
    if f.notice and f.notice.hearing_told:
        return ok(f"已告知：{grounds[0]}")
    return no(f"{'；'.join(grounds)}，没有告知听证权利", "重新告知并写明听证权利", Step.NOTIFY)


@gate("hearing.window-open", "听证申请期已满或者已放弃", "行政处罚法64①一")
def hearing_window_closed(f: CaseFacts) -> Answer:
    n = f.notice
    if n is None or not n.hearing_told:
        return ok("不涉及听证")
    if f.hearing.requested_on or f.hearing.waived:
        return ok("当事人已申请听证" if f.hearing.requested_on else "当事人放弃听证")
    if n.hearing_window_end is None:
        return wait("告知书送达后起算", "送达听证告知书")
    if f.on <= n.hearing_window_end:
        return wait(f"听证申请期到 {n.hearing_window_end} 届满", "期满后办理；当事人放弃的，登记放弃听证")
    return ok(f"听证申请期 {n.hearing_window_end} 已届满")


@gate("hearing.not-held", "申请的听证已举行", "行政处罚法63、65")
def hearing_held_if_requested(f: CaseFacts) -> Answer:
    h = f.hearing
    if h.requested_on is None or h.waived:
        return ok("当事人未申请听证" if h.requested_on is None else "当事人放弃听证")
    if h.held_on and h.reported:
        return ok(f"{h.held_on} 举行，听证报告已提交")
    if h.held_on:
        return no("听证已举行，还没有听证报告", "提交听证报告", Step.REPORT_HEARING)
    return no(f"当事人 {h.requested_on} 申请听证，还没有举行", "通知并举行听证", Step.SUMMON_HEARING)


@gate("hearing.not-requested", "当事人申请了听证", "行政处罚法64①一")
def hearing_requested(f: CaseFacts) -> Answer:
    if f.hearing.requested_on:
        return ok(f"{f.hearing.requested_on} 申请")
    return no("当事人没有申请听证", "收到申请后登记", Step.REQUEST_HEARING)


@gate("hearing.late-request", "在听证申请期内", "行政处罚法64①一")
def hearing_request_in_time(f: CaseFacts) -> Answer:
    end = f.notice.hearing_window_end if f.notice else None
    if f.notice is None or not f.notice.hearing_told:
        return no("没有告知听证权利，或者本案不在听证范围", "属于听证范围的，先告知听证权利", Step.NOTIFY)
    if end is None:
        return wait("听证告知书还没有送达", "送达听证告知书")
    if f.on > end:
        return no(f"听证申请期 {end} 已届满", "有正当理由的，由机关决定是否接受并另行告知")
    return ok(f"申请期到 {end}")


@gate("hearing.short-notice", "举行七日前已通知", "行政处罚法64①二")
def summoned_seven_days_before(f: CaseFacts) -> Answer:
    h = f.hearing
    if h.summons_served_on is None:
        return no("还没有送达听证通知书", "通知听证的时间、地点并送达", Step.SUMMON_HEARING)
    if h.earliest_day and f.on < h.earliest_day:
        return wait(f"通知送达后满七个工作日，最早 {h.earliest_day} 举行", "改到该日或者以后举行")
    return ok(f"{h.summons_served_on} 送达通知")


@gate("hearing.host-handler", "主持人不是本案调查人员", "行政处罚法64①四")
def host_not_handler(f: CaseFacts) -> Answer:
    if f.hearing.host_is_handler:
        return no("听证主持人是本案调查人员", "另行指定主持人", Step.SUMMON_HEARING)
    return ok("主持人未参与本案调查")


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
    last = f.last_round
    if last and last.reviewer:
        if last.reviewer in {o.person for o in f.officers}:
            return no("审核人员是本案承办人", "由其他法制审核人员重新审核", Step.SUBMIT_REVIEW)
        if f.signer and last.reviewer == f.signer:
            return no("审核人员不能签发本案决定", "由其他负责人签发")
    return ok("审核、承办、签发各为其人")


@gate("signer.is-handler", "签发人不是承办人", "行政处罚法57；三政办〔2019〕16号三(三)5")
def signer_not_handler(f: CaseFacts) -> Answer:
    if f.signer and f.signer in {o.person for o in f.officers}:
        return no("签发人是本案承办人", "由未承办本案的负责人签发")
    return ok("签发人未承办本案")


@gate("draft.incomplete", "决定书稿完整", "行政处罚法59；三政办〔2019〕16号三(三)4")
def decision_draft_complete(f: CaseFacts) -> Answer:
    if f.draft_problems:
        return no("；".join(f.draft_problems[:6]), "补全行政处罚决定书稿")
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
    return ok("告知后当事人未陈述申辩、未申请听证")


@gate("crime.suspected", "不涉嫌犯罪", "行政处罚法27、57①四")
def no_crime_suspected(f: CaseFacts) -> Answer:
    if f.crime_suspected:
        return no("标明涉嫌犯罪", "移送司法机关", Step.TRANSFER)
    return ok("未发现涉嫌犯罪")


@gate("crime.not-suspected", "涉嫌犯罪或者不属本机关管辖", "行政处罚法22、27")
def crime_or_jurisdiction(f: CaseFacts) -> Answer:
    return ok("已说明移送理由")


@gate("decision.none", "已作出决定", "行政处罚法57")
def decision_issued(f: CaseFacts) -> Answer:
    return ok(f"{f.decision.decided_on} 作出") if f.decision else no("还没有作出决定", "签发决定", Step.DECIDE)


@gate("decision.exists", "尚未作出决定", "行政处罚法29")
def no_decision_yet(f: CaseFacts) -> Answer:
    if f.decision and not f.decision.annulled:
        return no("本案已有有效的决定", "原决定被撤销后才能重作")
    return ok("尚无决定")


@gate("decision.unsealed", "决定已封存", "三政办〔2019〕16号三(二)")
def decision_entry_sealed(f: CaseFacts) -> Answer:
    if f.decision and f.decision.entry_sealed:
        return ok("决定已封存")
    return wait("决定正在封存", "稍候片刻再试")


@gate("seal.missing", "决定书盖章件", "行政处罚法59②")
def sealed_copy_bound(f: CaseFacts) -> Answer:
    if f.decision and f.decision.sealed_copy:
        return ok("盖章件已上传并绑定摘要")
    return no("决定书还没有盖章件", "上传加盖印章的决定书扫描件或者 PDF", Step.SEAL_DECISION)


@gate("decision.unserved", "决定书已送达", "行政处罚法61")
def decision_served(f: CaseFacts) -> Answer:
    if f.decision and f.decision.served_on:
        return ok(f"{f.decision.served_on} 送达")
    return no("决定书还没有送达", "登记送达", Step.SERVE)


@gate("payment.incomplete", "罚款已缴清或者执行完毕", "行政处罚法66、67")
def penalty_executed(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.kind != "ordinary_penalty":
        return ok("没有需要执行的处罚")
    owed = d.fine + d.surcharge - d.paid
    if d.enforced or owed <= 0:
        return ok("已执行完毕")
    return no(f"还有 {owed / 100:,.2f} 元未缴", "登记缴款凭证；逾期的催告、加处或者申请法院执行", Step.RECORD_PAYMENT)


@gate("payment.not-overdue", "已逾期未缴", "行政处罚法72")
def payment_overdue(f: CaseFacts) -> Answer:
    d = f.decision
    due = (d.deferred_until or d.payment_due) if d else None
    if d is None or due is None:
        return no("缴款期限还没有起算", "先送达决定书", Step.SERVE)
    if d.paid >= d.fine:
        return no("罚款已缴清", "不需要办理")
    if f.on <= due:
        return wait(f"缴款期限到 {due} 届满", "逾期后办理")
    return ok(f"{due} 届满，仍欠 {(d.fine - d.paid) / 100:,.2f} 元")


@gate("demand.too-early", "催告送达满十个工作日", "行政强制法54")
def demand_expired(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.demanded_on is None:
        return no("还没有催告", "制作并送达履行催告书", Step.DEMAND)
    if d.demand_due and f.on <= d.demand_due:
        return wait(f"催告期到 {d.demand_due} 届满", "期满后申请")
    return ok(f"{d.demanded_on} 送达催告")


@gate("court.window", "在申请法院强制执行的期限内", "行政强制法53")
def court_window_open(f: CaseFacts) -> Answer:
    d = f.decision
    if d is None or d.remedy_end is None:
        return wait("复议、诉讼期限还没有起算", "送达决定书")
    if f.on <= d.remedy_end:
        return wait(f"复议、诉讼期限到 {d.remedy_end} 届满", "期满后三个月内申请")
    if d.court_window_end and f.on > d.court_window_end:
        return no(f"三个月申请期限 {d.court_window_end} 已届满", "说明正当理由，由人民法院决定是否受理")
    return ok(f"申请期限到 {d.court_window_end}")


@gate("correction.open", "责令改正已复查", "行政处罚法28")
def corrections_rechecked(f: CaseFacts) -> Answer:
    if f.corrections_open:
        return no(f"{f.corrections_open} 份责令改正还没有复查", "到期复查并记录结果", Step.RECHECK)
    return ok("责令改正均已复查或者没有责令改正")


@gate("service.open", "应送达的文书均已送达", "行政处罚法61")
def everything_served(f: CaseFacts) -> Answer:
    if f.unserved:
        return no(f"{'、'.join(f.unserved)} 还没有送达", "登记送达", Step.SERVE)
    return ok("对外文书均已送达")


@gate("publication.open", "公示已办结", "三政办〔2019〕16号三(一)3")
def publication_settled(f: CaseFacts) -> Answer:
    if f.decision is None or f.publication_settled:
        return ok("已公示，或者已依规定不公开")
    return no("决定还没有公示", "由公示人员办理公示")


@gate("file.record-due", "重大处罚已备案", "三政办〔2019〕16号三(三)2")
def major_filed(f: CaseFacts) -> Answer:
    if f.filing_due:
        return no("达到备案标准，还没有向司法行政部门备案", "报送备案")
    return ok("已备案，或者未达到备案标准")


@gate("case.not-closed", "已结案", "三政办〔2019〕16号三(二)4")
def is_closed(f: CaseFacts) -> Answer:
    done = {Stage.CLOSED, Stage.TRANSFERRED, Stage.TERMINATED, Stage.NOT_FILED}
    return ok("执法行为已终结") if f.stage in done else no("案件还没有结案", "办理结案", Step.CLOSE)
