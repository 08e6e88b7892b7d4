"""Gates of 行政许可: receiving, examining, stopping the clock, deciding (行政许可法29–45). See ``licence_hearing``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingjing.law import gates as g
from mingjing.law.facts import CaseFacts, ClockFact
from mingjing.law.gating import Answer, Gate, gate, no, ok, wait
from mingjing.law.kinds import Doc, Step
from mingjing.law.licence_facts import LicenceFacts

ACCEPTING = (Step.ACCEPT, Step.DEEM_ACCEPTED, Step.START_REVIEW)
two_examiners: Gate = replace(g.two_qualified_officers, article="行政许可法34③；河南省行政执法条例24")
ACTING = (two_examiners, g.no_open_recusal)


def asked(f: CaseFacts) -> LicenceFacts:
    """What the case is about, as a licence."""
    return f.licence or LicenceFacts(None, f.on)


def silent(f: CaseFacts) -> date | None:
    """The day from which it counts as accepted, once five working days passed and nothing was told (许32①四)."""
    clock = f.clocks.get("licence.accept")
    if clock is None or clock.met_on or f.on <= clock.due:
        return None
    return clock.started_on


def accepted_on(f: CaseFacts) -> date | None:
    """The day from which the decision's time runs."""
    taken = f.last(Step.DEEM_ACCEPTED) or next(f.each(*ACCEPTING), None)
    value = taken.values.get("accepted_on") if taken else None
    return date.fromisoformat(value) if isinstance(value, str) else taken.on if taken else None


def decide_clock(f: CaseFacts) -> ClockFact | None:
    """The statutory clock of the decision."""
    return f.clocks.get(asked(f).decide_rule)


# --- receiving ----------------------------------------------------------------------------------------------------


@gate("item.unknown", "许可事项属于本机关职权", "行政许可法22、30")
def item_known(f: CaseFacts) -> Answer:
    item = asked(f).item
    if item is None:
        return no("没有选择现行有效的许可事项", "选择服务指南中的许可事项")
    if item.name != f.power_name:
        return no(f"许可事项“{item.name}”与职权事项“{f.power_name}”不一致", "改正职权事项或者许可事项")
    return ok(f"{item.name}（{item.basis}）")


@gate("applicant.barred", "申请人可以申请", "行政许可法78、79")
def not_barred(f: CaseFacts) -> Answer:
    words = asked(f).barred
    return (
        no(words, "不予受理，告知可以再次申请的日期", Step.REFUSE_ACCEPTANCE) if words else ok("没有不得再次申请的情形")
    )


@gate("materials.missing", "申请材料齐全", "行政许可法32①四、五")
def materials_complete(f: CaseFacts) -> Answer:
    item, held = asked(f).item, asked(f).materials
    left = [m.name for m in item.required if m.code not in held] if item and asked(f).matter is None else []
    if not left:
        return ok("材料目录所列必要材料都已收到")
    if silent(f) or f.done(Step.DEEM_ACCEPTED):
        return ok("逾五日没有告知补正，依法视为受理")
    if f.done(Step.REQUEST_CORRECTION):
        return no(f"补正后仍缺少：{'、'.join(left)}", "登记补正的材料；期满不补正的，不予受理", Step.REFUSE_ACCEPTANCE)
    return no(f"缺少：{'、'.join(left)}", "五个工作日内一次告知需要补正的全部内容", Step.REQUEST_CORRECTION)


@gate("acceptance.deemed", "没有逾期视为受理", "行政许可法32①四")
def not_yet_deemed(f: CaseFacts) -> Answer:
    day = silent(f)
    if day:
        return no(f"收到材料满五个工作日没有告知，自 {day} 起视为受理", "按已受理办理，出具受理通知书", Step.ACCEPT)
    return ok("在五个工作日之内")


@gate("correction.repeated", "一次告知全部补正内容", "行政许可法32①四、72四")
def correction_once(f: CaseFacts) -> Answer:
    if f.done(Step.REQUEST_CORRECTION):
        return no("已经告知过一次补正，不得再次告知", "材料补正的受理；期满没有补正的，不予受理", Step.ACCEPT)
    return ok("没有告知过补正")


@gate("acceptance.not-overdue", "逾期没有告知", "行政许可法32①四")
def silence_passed(f: CaseFacts) -> Answer:
    day = silent(f)
    if day:
        return ok(f"视为自 {day} 起受理")
    return wait("收到材料未满五个工作日，或者已经告知", "在期限内受理或者一次告知补正")


@gate("acceptance.slip-given", "受理通知书没有出具过", "行政许可法32②")
def slip_not_given(f: CaseFacts) -> Answer:
    if f.done(Step.ACCEPT, Step.GIVE_SLIP):
        return no("已出具受理通知书", "不需要重复出具")
    return ok("还没有出具受理通知书")


@gate("acceptance.no-slip", "已出具受理凭证", "行政许可法32②")
def slip_given(f: CaseFacts) -> Answer:
    if f.done(Step.START_REVIEW):
        return ok("依职权启动，不需要受理")
    if f.done(Step.ACCEPT, Step.GIVE_SLIP):
        return ok("已出具受理通知书")
    return no("还没有出具加盖专用印章、注明日期的受理凭证", "补发受理通知书", Step.GIVE_SLIP)


# --- examining ----------------------------------------------------------------------------------------------------


@gate("site.unchecked", "现场核查", "行政许可法34③")
def site_checked(f: CaseFacts) -> Answer:
    item, check = asked(f).item, f.last(Step.CHECK_ON_SITE)
    if check:
        return ok(f"{check.on} 两名以上人员现场核查")
    if item is None or not item.site_check:
        return ok("本事项书面审查，可以当场决定")
    return no("本事项需要核实材料的实质内容，还没有现场核查", "指派两名以上工作人员现场核查", Step.CHECK_ON_SITE)


@gate("clock.stopped", "特别程序已经结束", "行政许可法45")
def clock_running(f: CaseFacts) -> Answer:
    clock = decide_clock(f)
    if clock and clock.stopped:
        return no("听证、检验、检测、鉴定、评审等还没有结束", "登记特别程序结束", Step.RESTART_CLOCK)
    return ok("没有进行中的特别程序")


@gate("clock.not-stopped", "有进行中的特别程序", "行政许可法45")
def clock_is_stopped(f: CaseFacts) -> Answer:
    clock = decide_clock(f)
    return ok("期限停止计算") if clock and clock.stopped else no("没有进行中的特别程序", "不需要办理")


@gate("clock.untold", "已书面告知所需时间", "行政许可法45")
def time_told(f: CaseFacts) -> Answer:
    if Doc.SPECIAL_PROCEDURE_NOTICE.label in f.unserved:
        return no("特别程序所需时间还没有书面告知申请人，不得扣除", "送达特别程序告知书", Step.SERVE_DOCUMENT)
    return ok("已书面告知申请人")


@gate("extension.repeated", "没有延长过", "行政许可法42")
def not_extended(f: CaseFacts) -> Answer:
    clock = decide_clock(f)
    return no("许可期限已经延长过一次", "在延长后的期限内作出决定") if clock and clock.extended else ok("没有延长过")


@gate("extension.late", "在法定期限内", "行政许可法42")
def in_time_to_extend(f: CaseFacts) -> Answer:
    clock = decide_clock(f)
    if clock is None:
        return no("决定期限没有起算", "先受理申请", Step.ACCEPT)
    if f.on > clock.due:
        return no(f"法定期限 {clock.due} 已届满，不能再延长", "尽快作出决定，登记逾期原因")
    return ok(f"法定期限到 {clock.due}")


@gate("extension.none", "法律规定可以延长", "行政许可法42")
def may_be_extended(f: CaseFacts) -> Answer:
    item = asked(f).item
    if asked(f).joint or item is None or item.extension:
        return ok(f"可以延长 {15 if asked(f).joint or item is None else item.extension} 个工作日")
    return no(f"{item.name}的期限另有规定，没有规定延长", "在期限内作出决定")


# --- deciding -----------------------------------------------------------------------------------------------------


def concluded(conclusion: str, words: str, article: str) -> Gate:
    """The examination came to this conclusion."""

    def ask(f: CaseFacts) -> Answer:
        examined = f.last(Step.EXAMINE)
        found = examined.values.get("conclusion") if examined else None
        if found == conclusion:
            return ok(f"审查结论：{words}")
        other = Step.REFUSE if conclusion == "meets" else Step.GRANT
        return no(f"审查结论不是“{words}”", "按审查结论办理；结论有误的重新审查", other if found else Step.EXAMINE)

    return Gate("examination.otherwise", f"审查结论为{words}", article, ask)


meets = concluded("meets", "符合法定条件、标准", "行政许可法38①")
fails = concluded("fails", "不符合法定条件、标准", "行政许可法38②")


@gate("decision.exists", "尚未作出决定", "行政许可法37、38")
def undecided(f: CaseFacts) -> Answer:
    if f.decisions:
        return no(f"本案已有{f.decisions[-1].label}", "原决定被撤销后才能重新作出")
    return ok("尚无决定")


@gate("certificate.exists", "许可证件没有颁发过", "行政许可法39")
def certificate_not_issued(f: CaseFacts) -> Answer:
    if f.done(Step.ISSUE_CERTIFICATE):
        return no("许可证件已经颁发", "送达许可证件", Step.SERVE_DOCUMENT)
    return ok("还没有颁发许可证件")


@gate("decision.open", "决定已送达", "行政许可法38、44")
def ended_lawfully(f: CaseFacts) -> Answer:
    if f.decision and f.decision.served_on:
        return ok(f"{f.decision.served_on} 送达")
    if f.decision is None and f.done(Step.DEEM_RENEWED):
        return ok("依法视为准予延续，没有另作决定")
    return no("决定书还没有送达", "登记送达", Step.SERVE)


@gate("acceptance.refusal-unserved", "不予受理决定书已送达", "行政许可法32②")
def refusal_served(f: CaseFacts) -> Answer:
    if Doc.NON_ACCEPTANCE_NOTICE.label in f.unserved:
        return no("不予受理决定书还没有送达", "登记送达", Step.SERVE_DOCUMENT)
    return ok("没有待送达的不予受理决定书")


@gate("publication.open", "公示已办结", "行政许可法40；三政办〔2019〕16号三(一)3")
def publication_settled(f: CaseFacts) -> Answer:
    if f.decision is None or f.decision.kind == "licence_refusal":
        return ok("没有应当公开的决定")
    return ok("已公示") if f.publication_settled else no("决定还没有公示", "由公示人员办理公示")
