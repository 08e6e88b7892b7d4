"""行政强制执行: what grows by the day, demand, views, decisions, carrying out, its course, the court (强35–58)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mingjing.clocks import queries as clocks
from mingjing.documents import actions as documents
from mingjing.law import coercion_money as money
from mingjing.law.coercion_execution_gates import rest_time
from mingjing.law.duty import DutyFact, charge
from mingjing.law.kinds import Doc, Step
from mingjing.law.limit_table import resolve
from mingjing.procedure import duties, limits
from mingjing.procedure.models import Payment, StepTaken
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import decision, recording
from mingjing.procedure.taking import Taking

SUBSTITUTE = {
    "performer": "写明代履行人",
    "cost": "写明代履行的费用",
    "cost_basis": "写明费用构成，按成本合理确定（强51②）",
}


def _refuse(errors: dict[str, str]) -> None:
    if errors:
        raise FormIncomplete(errors)


def _duty(t: Taking) -> DutyFact:
    assert t.facts.duty is not None
    return t.facts.duty


def _begin_file(t: Taking) -> None:
    if not t.case.number:
        prefix = f"{t.case.organ.doc_prefix}强执立"
        t.case.number = documents.issue_number(organ=t.case.organ, prefix=prefix, year=t.on.year)
        t.case.filed_on = t.on


# --- before the decision -------------------------------------------------------------------------------------------


def charge_daily(t: Taking) -> None:
    """All that has grown up to today, in one sum: a later decision takes the place of the earlier one (强45)."""
    d, rate = _duty(t), money.daily(t.case.details, t.on)
    assert d.perform_by is not None
    fined = t.case.details.get("charge") != "late_fee"
    pauses = duties.pauses(t.facts.history) if fined else []
    found = charge(rate, d.principal, money.paid(t.facts), due=d.perform_by, until=t.on, pauses=pauses)
    if not found.amount:
        _refuse({"charge": "没有可以加收的日数：复议、诉讼期间不计算，或者本金已经缴清"})
    _begin_file(t)
    t.values = {**t.values, "amount": found.amount, "days": found.days, "until": t.on}
    t.act.data |= {"amount": found.amount, "days": found.days}
    t.paper(Doc.CHARGE_DECISION, amount=found.amount, days=found.days)


def demand(t: Taking) -> None:
    least = resolve("execution.demand", t.on)
    if t.values["days"] < least.amount:
        _refuse({"days": f"履行期限不少于 {least.length}（强54；本机关规定）"})
    _begin_file(t)
    recording.record(t)
    end = _duty(t).remedy_end
    if t.case.details.get("own_power") == "court" and end:
        limits.start(t.case, "court.apply", on=end)


def record_views(t: Taking) -> None:
    asked = t.facts.last(Step.DEMAND_DUTY)
    if asked and t.values["presented_on"] < asked.on:
        _refuse({"presented_on": f"提出日期不能早于催告日期（{asked.on}）"})
    recording.record(t)


def record_remedy(t: Taking) -> None:
    """Reconsideration or litigation on the decision that is executed: filed, then ended, each on its day."""
    v, d, errors = t.values, _duty(t), {}
    if d.served_on and v["happened_on"] < d.served_on:
        errors["happened_on"] = f"不能早于决定送达日期（{d.served_on}）"
    if v["event"] == "filed" and d.remedy_pending:
        errors["event"] = "已经登记的复议、诉讼还没有终结"
    if v["event"] == "ended" and not d.remedy_pending:
        errors["event"] = "没有登记过正在进行的复议、诉讼"
    last = t.facts.last(Step.RECORD_REMEDY)
    if last and v["happened_on"] < last.values["happened_on"]:
        errors["happened_on"] = f"不能早于上一次登记的日期（{last.values['happened_on']}）"
    if last and v["event"] == "ended" and v["way"] != last.values["way"]:
        errors["way"] = "与登记的途径不一致"
    _refuse(errors)
    if v["event"] == "ended" and v["way"] == "reconsideration" and v["result"] == "upheld":
        limits.start(t.case, "remedy.litigation_after", on=v["happened_on"])


def pay(t: Taking) -> None:
    """By voucher only; never more than is owed (强45②)."""
    v, errors = t.values, {}
    left = money.outstanding(t.facts)
    if v["what"] == "duty" and v["amount"] > left:
        errors["amount"] = f"超过应缴数额，尚欠 {left / 100:,.2f} 元"
    d = t.facts.duty
    if d and d.decided_on and v["paid_on"] < d.decided_on:
        errors["paid_on"] = f"缴款日期不能早于决定日期（{d.decided_on}）"
    used = StepTaken.objects.filter(step=Step.PAY_DUTY, values__voucher=v["voucher"]).exists()
    if used or Payment.objects.filter(voucher=v["voucher"]).exists():
        errors["voucher"] = "这张票据已经登记过"
    _refuse(errors)
    t.act.data |= {"amount": v["amount"], "what": v["what"]}


def perform_self(t: Taking) -> None:
    d = t.facts.duty
    if d and d.decided_on and t.values["performed_on"] < d.decided_on:
        _refuse({"performed_on": f"履行日期不能早于决定日期（{d.decided_on}）"})


# --- the decisions -------------------------------------------------------------------------------------------------


def clear_at_once(t: Taking) -> None:
    """立即代履行: an absent party is told at once afterwards (强52)."""
    v = t.values
    if v["present"] == "no" and v["told_at"] > t.now:
        _refuse({"told_at": "通知时间不能晚于现在"})
    if not t.case.place:
        _refuse({"site": "先在事项信息中填写地点"})
    _begin_file(t)
    decision.decide(t)


def announce(t: Taking) -> None:
    if t.values["deadline"] <= t.on:
        _refuse({"deadline": f"自行拆除的期限要在今天（{t.on}）之后"})
    recording.record(t)


def demand_again(t: Taking) -> None:
    """The day of performing leaves at least three working days after today (强51①二、69)."""
    first = limits.clear_days_after("substitute.demand", t.on)
    if t.values["perform_on"] < first:
        _refuse({"perform_on": f"代履行三日前催告，最早 {first}"})
    recording.record(t)


# --- on the day ----------------------------------------------------------------------------------------------------


def approve_urgency(t: Taking) -> None:
    if t.values["until"] <= t.now:
        _refuse({"until": "要晚于现在"})


def execute(t: Taking) -> None:
    wanted = {
        "no_cutting": "不得停止供水、供电、供热、供燃气（强43②）",
        "no_force": "不得采用暴力、胁迫以及其他非法方式（强51③）",
    }
    _refuse({name: words for name, words in wanted.items() if not t.values.get(name)})


def finish(t: Taking) -> None:
    """The record of what was done; nothing of it at night or on a statutory holiday but what was urgent (强43①)."""
    v, errors = t.values, {}
    start, end = (v[name].astimezone(limits.BEIJING) for name in ("started_at", "ended_at"))
    if end <= start:
        errors["ended_at"] = "结束时间应当晚于开始时间"
    elif end > t.now:
        errors["ended_at"] = "结束时间不能晚于现在"
    elif not _urgent(t, start, end):
        errors |= _at_rest(start, end)
    if t.facts.done(Step.DECIDE_SUBSTITUTE, Step.CLEAR_AT_ONCE):
        errors |= {name: words for name, words in SUBSTITUTE.items() if not v.get(name)}
    _refuse(errors)
    times = {"started_at": start.strftime("%Y-%m-%dT%H:%M"), "ended_at": end.strftime("%Y-%m-%dT%H:%M")}
    t.paper(Doc.EXECUTION_RECORD, **t.fields(Doc.EXECUTION_RECORD) | times)


def _urgent(t: Taking, start: datetime, end: datetime) -> bool:
    if t.facts.done(Step.CLEAR_AT_ONCE):
        return True
    return any(u.at <= start and end <= u.values["until"] for u in t.facts.each(Step.APPROVE_URGENCY))


def _at_rest(start: datetime, end: datetime) -> dict[str, str]:
    if start.date() != end.date():
        return {"ended_at": "跨过了夜间；分日执行的分别登记，情况紧急的须经批准（强43①）"}
    holiday = clocks.calendar().is_statutory(start.date())
    last = rest_time(end, holiday) if end.hour != 22 or end.minute else ""  # ending on the stroke of ten is by day
    why = rest_time(start, holiday) or last
    return {"started_at": f"在{why}执行，没有紧急执行的批准（强43①）"} if why else {}


# --- its course ----------------------------------------------------------------------------------------------------


def suspend(t: Taking) -> None:
    _notice(t, "suspend", suspended_for=t.values["ground"])


def resume(t: Taking) -> None:
    agreed = t.facts.last(Step.AGREE_EXECUTION, Step.RESUME_EXECUTION, Step.SUSPEND_EXECUTION)
    breach = agreed is not None and agreed.step is Step.AGREE_EXECUTION
    if (t.values["ground"] == "breach") is not breach:
        _refuse({"ground": "与中止、协议的情况不一致"})
    _notice(t, "resume", resumed_for=t.values["ground"])


def end(t: Taking) -> None:
    if t.values["ground"] == "annulled" and not _duty(t).annulled:
        _refuse({"ground": "先登记复议、诉讼的结果，或者在来源案件中登记撤销"})
    _begin_file(t)
    _notice(t, "end", ended_for=t.values["ground"])


def _notice(t: Taking, action: str, **more: str) -> None:
    t.paper(Doc.EXECUTION_NOTICE, action=action, reason=t.values["reason"], **more)


def agree(t: Taking) -> None:
    """Stages of performance; what grew may be forgiven to a party that made amends, the principal never (强42①)."""
    v, errors = t.values, {}
    remission = v.get("remission") or 0
    if not v["harmless"]:
        errors["harmless"] = "损害公共利益或者他人合法权益的，不得达成执行协议"
    if remission and not (v.get("remedied") or "").strip():
        errors["remedied"] = "减免的，写明当事人采取的补救措施"
    if remission > money.charged(t.facts):
        errors["remission"] = f"不能超过加处罚款、滞纳金 {money.charged(t.facts) / 100:,.2f} 元；本金不得减免"
    _refuse(errors)
    recording.record(t)


def apply_court(t: Taking) -> None:
    t.paper(
        Doc.DUTY_COURT_APPLICATION,
        **t.fields(Doc.DUTY_COURT_APPLICATION) | {"organ_head_name": t.actor.name},
    )


def ruling(t: Taking) -> None:
    """What the court says; its own times are nobody's duty here, the fifteen days to object are (强56②、58③)."""
    applied = t.facts.last(Step.APPLY_COURT_DUTY)
    if applied and t.values["ruled_on"] < applied.on:
        _refuse({"ruled_on": f"不能早于申请日期（{applied.on}）"})
    limits.meet(t.case, "court.object", on=t.values["ruled_on"])
    if t.values["result"] in {"refused", "not_accepted"}:
        limits.start(t.case, "court.object", on=t.values["ruled_on"])


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.CHARGE_DAILY: charge_daily,
    Step.DEMAND_DUTY: demand,
    Step.RECORD_VIEWS: record_views,
    Step.RECORD_REMEDY: record_remedy,
    Step.PAY_DUTY: pay,
    Step.PERFORM_SELF: perform_self,
    Step.CLEAR_AT_ONCE: clear_at_once,
    Step.ANNOUNCE_DEMOLITION: announce,
    Step.DEMAND_AGAIN: demand_again,
    Step.APPROVE_URGENCY: approve_urgency,
    Step.EXECUTE: execute,
    Step.FINISH_EXECUTION: finish,
    Step.SUSPEND_EXECUTION: suspend,
    Step.RESUME_EXECUTION: resume,
    Step.END_EXECUTION: end,
    Step.AGREE_EXECUTION: agree,
    Step.APPLY_COURT_DUTY: apply_court,
    Step.RECORD_RULING: ruling,
}
