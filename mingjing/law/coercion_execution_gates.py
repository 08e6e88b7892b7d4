"""Gates of 行政强制执行: the duty, demand and views, the decision, the day it is carried out (行政强制法34–54)."""

from __future__ import annotations

import re
from datetime import datetime

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import DecisionKind, Doc, Step

# 夜间 is not defined by the law: ten in the evening to six in the morning, as 噪声 and other rules have it (待确认).
NIGHT_FROM, NIGHT_TO = 22, 6
HARMS = {"traffic": "危害交通安全", "pollution": "造成环境污染", "nature": "破坏自然资源"}
METHODS = {
    "money": ("transfer", "auction"),
    "restore": ("clear", "substitute"),
    "demolish": ("demolish",),
    "other": ("other",),
}
CUTTING = re.compile(r"(停|断|切断|中断)(止|掉)?(供)?(应)?(水|电|热|暖|气|燃气|煤气|天然气)")


def rest_time(at: datetime, holiday: bool) -> str:
    """Why nothing may be executed at this moment in Beijing: 夜间, 法定节假日, or "" when it may (强43①)."""
    if holiday:
        return "法定节假日"
    return "夜间" if at.hour >= NIGHT_FROM or at.hour < NIGHT_TO else ""


# --- the duty ------------------------------------------------------------------------------------------------------


@gate("duty.unknown", "据以执行的决定已写明", "行政强制法34")
def duty_known(f: CaseFacts) -> Answer:
    d = f.duty
    if d and d.number and d.decided_on and d.served_on and d.perform_by:
        return ok(f"{d.number}，{d.served_on} 送达")
    return no("没有写明据以执行的决定的文号、作出和送达日期或者履行期限", "补填；还没有送达的，先送达决定")


@gate("duty.not-overdue", "逾期没有履行", "行政强制法34、37①")
def duty_overdue(f: CaseFacts) -> Answer:
    d = f.duty
    if d is None or d.perform_by is None:
        return no("没有写明履行期限", "补填履行期限")
    if f.on <= d.perform_by:
        return wait(f"履行期限到 {d.perform_by} 届满", "届满后仍不履行的再办理")
    return ok(f"{d.perform_by} 届满")


@gate("duty.annulled", "据以执行的决定有效", "行政强制法40四、41")
def duty_stands(f: CaseFacts) -> Answer:
    if f.duty and f.duty.annulled:
        return no("据以执行的决定已被撤销", "终结执行；已经执行的，恢复原状或者退还财物", Step.END_EXECUTION)
    return ok("有效")


@gate("power.no-execution", "法律规定本机关可以强制执行", "行政强制法13、34")
def may_execute(f: CaseFacts) -> Answer:
    basis = str(f.details.get("own_basis") or "")
    if f.details.get("own_power") == "own" and "法" in basis:
        return ok(basis)
    return no(
        "没有写明法律规定本机关有强制执行权的条款", "没有强制执行权的，申请人民法院强制执行", Step.APPLY_COURT_DUTY
    )


@gate("power.own-execution", "本机关没有强制执行权", "行政强制法13②、53")
def may_ask_court(f: CaseFacts) -> Answer:
    if f.details.get("own_power") == "court":
        return ok("法律没有规定本机关强制执行")
    return no("法律规定本机关自己强制执行", "依照法定程序自行强制执行", Step.DECIDE_EXECUTION)


# --- demand and views ----------------------------------------------------------------------------------------------


@gate("demand.open", "已催告，期限届满", "行政强制法35、37①、③、54")
def demand_over(f: CaseFacts) -> Answer:
    """The demand's time has run out, or there is proof that property is being moved away during it (强37③)."""
    demand, clock = f.last(Step.DEMAND_DUTY), f.clocks.get("execution.demand")
    if demand is None:
        return no("还没有催告", "制作并送达催告书", Step.DEMAND_DUTY)
    if clock is None or f.served.get(Doc.DUTY_DEMAND) is None or clock.started_on < demand.on:
        return no("催告书还没有送达", "送达催告书", Step.SERVE_DOCUMENT)
    flight = f.last(Step.DEMAND_DUTY, Step.RECORD_FLIGHT)
    if flight and flight.step is Step.RECORD_FLIGHT and f.details.get("own_power") == "own":
        return ok("有证据证明有转移或者隐匿财物迹象，可以立即执行")
    if f.on <= clock.due:
        return wait(
            f"催告期限到 {clock.due} 届满",
            "届满后办理；有转移、隐匿财物迹象的，登记证据",
        )
    return ok(f"{clock.due} 届满")


@gate("views.unanswered", "陈述、申辩已复核", "行政强制法36、37①")
def views_answered(f: CaseFacts) -> Answer:
    last = f.last(Step.DEMAND_DUTY, Step.RECORD_VIEWS, Step.ANSWER_VIEWS)
    given, answered = len(list(f.each(Step.RECORD_VIEWS))), len(list(f.each(Step.ANSWER_VIEWS)))
    if given > answered:
        return no("当事人提出的意见还没有复核", "复核；成立的应当采纳", Step.ANSWER_VIEWS)
    if last and last.step is Step.ANSWER_VIEWS and last.values.get("adopted") == "full":
        return no("当事人提出的理由成立，应当采纳", "终结执行；情况变化的，重新催告", Step.END_EXECUTION)
    return ok("已复核，或者没有提出")


@gate("views.none", "有待复核的意见", "行政强制法36")
def views_waiting(f: CaseFacts) -> Answer:
    if len(list(f.each(Step.RECORD_VIEWS))) > len(list(f.each(Step.ANSWER_VIEWS))):
        return ok("尚未复核")
    return no("没有待复核的意见", "先登记陈述申辩", Step.RECORD_VIEWS)


# --- the decision --------------------------------------------------------------------------------------------------


@gate("method.unfit", "执行方式与义务相符", "行政强制法12、44、46、50")
def method_fits(f: CaseFacts) -> Answer:
    kind, method = f.details.get("duty_kind", ""), f.details.get("method", "")
    if method in METHODS.get(kind, ()):
        return ok("相符")
    return no("没有选择执行方式，或者与义务不符", "在事项信息中改选执行方式")


@gate("method.substitute", "不是代履行", "行政强制法50、51")
def not_by_substitute(f: CaseFacts) -> Answer:
    if f.details.get("method") == "substitute":
        return no("代履行要作出代履行决定", "作出代履行决定", Step.DECIDE_SUBSTITUTE)
    return ok("不是代履行")


@gate("substitute.not-allowed", "可以代履行的义务", "行政强制法50")
def may_substitute(f: CaseFacts) -> Answer:
    harm = HARMS.get(f.details.get("harm", ""))
    if f.details.get("duty_kind") == "restore" and f.details.get("method") == "substitute" and harm:
        return ok(harm)
    return no(
        "不是排除妨碍、恢复原状义务，或者后果不危害交通安全、不造成环境污染、不破坏自然资源",
        "不得代履行；改选其他方式，或者申请人民法院强制执行",
    )


@gate("clearing.not-fit", "需要立即清除", "行政强制法52")
def must_clear(f: CaseFacts) -> Answer:
    if f.details.get("duty_kind") == "clear_now":
        return ok("道路、河道、航道或者公共场所的遗洒物、障碍物、污染物")
    return no("不是需要立即清除的情形", "先催告，再作代履行决定", Step.DEMAND_DUTY)


@gate("execution.utilities", "不停居民的水、电、热、气", "行政强制法43②")
def no_cutting(f: CaseFacts) -> Answer:
    words = " ".join(str(f.draft_values.get(name) or "") for name in ("method_text", "manner"))
    if f.details.get("living") and CUTTING.search(words):
        return no("决定书稿写有停止供水、供电、供热、供燃气", "删去；不得以此迫使居民履行")
    return ok("没有")


@gate("decision.exists", "尚未作出执行决定", "行政强制法37")
def none_in_force(f: CaseFacts) -> Answer:
    if {DecisionKind.EXECUTION, DecisionKind.CLEARING} & set(f.decisions):
        return no("本案已有有效的强制执行决定", "按原决定执行；确有错误的，撤销后重作")
    return ok("尚无决定")


# --- on the day ----------------------------------------------------------------------------------------------------


@gate("execution.rest-time", "不在夜间、法定节假日", "行政强制法43①")
def by_day(f: CaseFacts) -> Answer:
    at = f.at
    why = rest_time(at, f.holiday) if at else ""
    if not why or at is None:
        return ok("不在夜间和法定节假日")
    urgent = f.last(Step.APPROVE_URGENCY)
    if urgent and urgent.at <= at <= urgent.values["until"]:
        return ok(f"{why}，情况紧急，已批准：{urgent.values['reason']}")
    return no(
        f"现在是{why}（{at:%Y-%m-%d %H:%M}）", "改在白天和非法定节假日；情况紧急的，由负责人批准", Step.APPROVE_URGENCY
    )


@gate("execution.holiday-written", "写明的执行时间不是法定节假日", "行政强制法43①")
def holiday_not_written(f: CaseFacts) -> Answer:
    if not f.holiday_written:
        return ok("不在法定节假日")
    if f.done(Step.RECORD_FLIGHT):
        return ok("有转移、隐匿财物迹象，情况紧急；执行当日另须负责人批准")
    return no(f"决定书写明的执行时间 {f.draft_values.get('execute_on')} 是法定节假日", "在决定书稿中改为其他日期")


@gate("agreement.in-force", "没有正在履行的执行协议", "行政强制法42")
def no_agreement(f: CaseFacts) -> Answer:
    last = f.last(Step.AGREE_EXECUTION, Step.RESUME_EXECUTION)
    if last and last.step is Step.AGREE_EXECUTION:
        return no(f"{last.on} 达成的执行协议正在履行", "当事人不履行协议的，恢复强制执行", Step.RESUME_EXECUTION)
    return ok("没有执行协议，或者已恢复执行")


@gate("execution.too-early", "到了决定书写明的时间", "行政强制法37②三")
def time_come(f: CaseFacts) -> Answer:
    day = f.draft_values.get("execute_on")
    if day and f.on.isoformat() < day:
        return wait(f"决定书写明自 {day} 起执行", "到期后执行")
    return ok(f"自 {day} 起" if day else "立即执行")


def _demolishing(f: CaseFacts) -> bool:
    return f.details.get("duty_kind") == "demolish"


@gate("demolition.not-announced", "已公告限期自行拆除", "行政强制法44")
def announced(f: CaseFacts) -> Answer:
    if not _demolishing(f):
        return ok("不是强制拆除")
    told = f.last(Step.ANNOUNCE_DEMOLITION)
    if told is None:
        return no("还没有公告限期自行拆除", "公告", Step.ANNOUNCE_DEMOLITION)
    if f.on <= told.values["deadline"]:
        return wait(f"公告的期限到 {told.values['deadline']} 届满", "届满后仍不拆除的，再强制拆除")
    return ok(f"{told.on} 公告，{told.values['deadline']} 届满")


@gate("demolition.remedy-open", "复议、诉讼期限已过", "行政强制法44")
def remedy_over(f: CaseFacts) -> Answer:
    if not _demolishing(f):
        return ok("不是强制拆除")
    d = f.duty
    if d is None or d.remedy_end is None:
        return no("没有写明据以执行的决定何时送达", "补填送达日期")
    if d.remedy_pending:
        return wait("当事人已申请行政复议或者提起诉讼，尚未终结", "终结后登记结果")
    if f.on <= d.remedy_end:
        return wait(f"复议、诉讼期限到 {d.remedy_end} 届满", "期满不复议、不起诉又不拆除的，再强制拆除")
    return ok(f"{d.remedy_end} 届满")


@gate("demolition.only", "是强制拆除", "行政强制法44")
def is_demolition(f: CaseFacts) -> Answer:
    return ok("违法建筑物、构筑物、设施") if _demolishing(f) else no("不是强制拆除", "不需要公告")


def _substituting(f: CaseFacts) -> bool:
    return f.done(Step.DECIDE_SUBSTITUTE)


@gate("substitute.only", "是代履行", "行政强制法51①二")
def is_substitute(f: CaseFacts) -> Answer:
    return ok("代履行") if _substituting(f) else no("不是代履行", "不需要再次催告")


@gate("substitute.demand-first", "代履行三日前已催告", "行政强制法51①二")
def demanded_again(f: CaseFacts) -> Answer:
    if not _substituting(f):
        return ok("不是代履行")
    again, clock = f.last(Step.DEMAND_AGAIN), f.clocks.get("substitute.demand")
    if again is None:
        return no("代履行前还没有再次催告", "制作并送达代履行催告书", Step.DEMAND_AGAIN)
    if clock is None or clock.started_on < again.on:
        return no("代履行催告书还没有送达", "送达催告书", Step.SERVE_DOCUMENT)
    if f.on < clock.due:
        return wait(f"催告满三日是 {clock.due}", "满三日后代履行")
    return ok(f"{clock.started_on} 送达")


@gate("execution.not-begun", "已经开始执行", "行政强制法43、51")
def begun(f: CaseFacts) -> Answer:
    if f.done(Step.EXECUTE, Step.CLEAR_AT_ONCE):
        return ok("已开始")
    return no("还没有登记开始执行", "到场后登记开始", Step.EXECUTE)
