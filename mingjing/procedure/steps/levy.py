"""行政征收 (费): assessed, notified, deferred or chased, late fee, referred (取水条例32–35; 水法70; 强制法45)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from mingjing.catalog import queries as catalog
from mingjing.law import fees, levy_gates, procedures
from mingjing.law.kinds import ActKind, Doc, Step
from mingjing.law.levy_gates import yuan
from mingjing.law.limit_table import rate
from mingjing.procedure import limits, money, opening, papers
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import decision, expropriation, requisition
from mingjing.procedure.steps.levying import measure, numbered
from mingjing.procedure.taking import Taking

LONGEST = "fee.deferral_longest"


def assess(t: Taking) -> None:
    """The sum is base × standard less what the law remits, to the 分; nothing is left to discretion."""
    v, errors = t.values, {}
    reduction = v.get("reduction") or 0
    due = fees.assessed(v["quantity"], v["standard"], reduction)
    if v["quantity"] <= 0:
        errors["quantity"] = "计征基数要大于 0；依法不征收的，办理“不予征收”"
    elif due <= 0:
        errors["reduction"] = "减免后没有应缴数额；依法不征收的，办理“不予征收”"
    elif v["amount"] != due:
        errors["amount"] = f"应缴数额应为 {yuan(due)}（计征基数乘以标准，减去减免额），差 {yuan(v['amount'] - due)}"
    if reduction and not (v.get("reduction_basis") or "").strip():
        errors["reduction_basis"] = "减免须写明法律、法规或者国家规定的依据"
    if errors:
        raise FormIncomplete(errors)
    numbered(t)
    t.paper(
        Doc.LEVY_APPROVAL, item="assess", reason=v["facts"], head_opinion=v["opinion"], **t.fields(Doc.LEVY_APPROVAL)
    )
    if reduction:
        t.paper(
            Doc.DEFERRAL_REVIEW, kind="reduction", result="granted", amount=due, reduction=reduction,
            reduction_basis=v["reduction_basis"], hardship=v["facts"],
        )  # fmt: skip


def not_levy(t: Taking) -> None:
    numbered(t)
    t.paper(Doc.LEVY_APPROVAL, item="exempt", reason=t.values["reason"])


def issue_pay_notice(t: Taking) -> None:
    """What the notice obliges to pay is what was assessed, whatever the draft says: the gate compares the two."""
    last = t.facts.last(Step.ASSESS)
    assert last is not None
    t.amount = last.values["amount"]
    decision.decide(t)


# --- deferral ------------------------------------------------------------------------------------------------------


def _owed(t: Taking) -> int:
    d = t.facts.decision
    assert d is not None
    return d.fine - d.paid


def _terms(t: Taking, v: dict[str, Any]) -> dict[str, Any]:
    """Mode, day or plan of a deferral, with sums in 分. Raises FormIncomplete for what the ninety days do not allow."""
    d = t.facts.decision
    assert d is not None and d.payment_due is not None
    last, errors = limits.due(LONGEST, d.payment_due).nominal, {}  # a longest time does not roll on
    if v["mode"] == "defer":
        if not d.payment_due < v["until"] <= last:
            errors["until"] = f"缓缴的日期应在 {d.payment_due} 之后，最迟 {last}（缓缴最长九十日）"
        terms: dict[str, Any] = {"mode": "defer", "until": v["until"]}
    else:
        plan, problem = _plan(v["plan"], _owed(t), d.payment_due, last)
        if problem:
            errors["plan"] = problem
        terms = {"mode": "instalments", "plan": plan}
    if errors:
        raise FormIncomplete(errors)
    return terms


def _plan(rows: list[dict[str, Any]], owed: int, after: date, last: date) -> tuple[list[dict[str, Any]], str]:
    """Rows with day and 分, and what is the matter with them: "" when nothing is."""
    plan: list[dict[str, Any]] = []
    try:
        for number, row in enumerate(rows, 1):
            plan.append(
                {
                    "no": number,
                    "due_on": date.fromisoformat(str(row["due_on"])).isoformat(),
                    "amount": money.fen(row.get("amount")),
                }
            )
    except ValueError as wrong:
        return plan, f"分期计划第 {len(plan) + 1} 行：{wrong}"
    days = [date.fromisoformat(row["due_on"]) for row in plan]
    if len(plan) < 2 or days != sorted(set(days)):
        return plan, "分期至少两期，日期先后排列、不重复"
    if not after < days[0] or days[-1] > last:
        return plan, f"各期日期应在 {after} 之后，最迟 {last}（缓缴最长九十日）"
    total = sum(row["amount"] for row in plan)
    if total != owed or min(row["amount"] for row in plan) <= 0:
        return plan, f"各期合计 {yuan(total)}，应等于未缴数额 {yuan(owed)}"
    return plan, ""


def ask_deferral(t: Taking) -> None:
    """Asked within seven days of the notice (取水条例34); the five working days run from the day it came in."""
    asked, clock = t.values["asked_on"], t.facts.clocks["fee.deferral_ask"]
    if asked < clock.started_on:
        raise FormIncomplete({"asked_on": f"收到申请日期不能早于通知书送达日期（{clock.started_on}）"})
    if asked > clock.due:
        words = f"申请期限 {clock.due} 已届满（收到通知书之日起七日内），逾期提出的不适用缓缴的规定"
        raise FormIncomplete({"asked_on": words})
    t.values = {**t.values, **_terms(t, t.values)}
    limits.start(t.case, "fee.deferral_answer", on=asked)


def answer_deferral(t: Taking) -> None:
    """As asked, on other terms, or refused: in writing, within five working days."""
    asked = levy_gates.open_request(t.facts)
    assert asked is not None
    if t.values["granted"] == "refused":
        t.values = {**t.values, "granted": "refused"}
        shown: dict[str, Any] = {**_words(asked.values), "result": "refused"}
    else:
        terms = _terms(t, t.values) if t.values["granted"] == "changed" else _asked_terms(asked.values)
        t.values = {**t.values, "granted": "granted", **terms}
        _defer(t, terms)
        shown = {**_words(terms), "result": "granted"}
    d = t.facts.decision
    assert d is not None
    common = {"amount": d.fine, "asked_on": asked.values["asked_on"].isoformat()}
    number = t.seen.decision.number
    words = asked.values["reason"]
    t.paper(Doc.DEFERRAL_REVIEW, kind="deferral", decision_number=number, hardship=words, **common, **shown)
    if shown["result"] == "refused":
        shown = {"result": "refused"}
    t.paper(Doc.DEFERRAL_REPLY, reason=t.values["reason"], **common, **shown)


def by_silence(t: Taking) -> None:
    """Five working days without an answer: agreed as it was asked (取水条例34)."""
    asked = levy_gates.open_request(t.facts)
    d = t.facts.decision
    assert asked is not None and d is not None
    terms = _asked_terms(asked.values)
    t.values = {**t.values, "granted": "silent", **terms}
    _defer(t, terms)
    t.paper(
        Doc.DEFERRAL_REPLY, result="silent", reason=t.values["reason"], amount=d.fine,
        asked_on=asked.values["asked_on"].isoformat(), **_words(terms),
    )  # fmt: skip


def _asked_terms(v: Any) -> dict[str, Any]:
    return {name: v[name] for name in ("mode", "until", "plan") if name in v}


def _words(terms: Any) -> dict[str, Any]:
    """The terms as a paper keeps them."""
    until = {"until": levy_gates.day(terms["until"]).isoformat()} if terms.get("until") else {}
    plan = {"plan": terms["plan"]} if terms.get("plan") else {}
    return {"mode": terms["mode"], **until, **plan}


def _defer(t: Taking, terms: dict[str, Any]) -> None:
    parts = terms.get("plan") or [{"due_on": levy_gates.day(terms["until"]).isoformat(), "amount": _owed(t)}]
    for part in parts:
        measure(t, "deferral", until=date.fromisoformat(part["due_on"]), amount=part["amount"])
    clock = procedures.PROCEDURES[t.case.law_version].pay_clock
    basis = "取水许可和水资源费征收管理条例34：批准缓缴、分期缴纳"
    limits.fix(t.case, clock, until=date.fromisoformat(parts[-1]["due_on"]), basis=basis)


# --- overdue -------------------------------------------------------------------------------------------------------


def _fee(t: Taking) -> fees.Fee:
    fee = fees.fee_of(t.case.details.get("fee"))
    assert fee is not None
    return fee


def chase(t: Taking) -> None:
    """What is overdue, and what comes if it stays so: the standard of the late fee is told (强制法45①)."""
    fee = _fee(t)
    if fee.rate:
        found = rate(fee.rate, t.on)
        told = f"逾期仍不缴清的，从滞纳之日起每日按滞纳部分的万分之{found.per_myriad}加收滞纳金（{found.basis}）。"
    else:
        told = "本项征收没有滞纳金。"
    first = min(p.due for p in levy_gates.parts(t.facts))
    t.paper(
        Doc.CHASE_NOTICE, unpaid=levy_gates.overdue(t.facts), due_on=first.isoformat(),
        standard_told=told + (f"{fee.penalty}。" if fee.penalty else ""),
    )  # fmt: skip


def late_fee(t: Taking) -> None:
    """Grown day by day on what was overdue that day, less what was charged before; never above the fee (强制法45②)."""
    d = t.facts.decision
    assert d is not None
    found = rate(_fee(t).rate, t.on)
    amount = levy_gates.late_fee(t.facts) - d.surcharge
    first = min(p.due for p in levy_gates.parts(t.facts))
    since = first + timedelta(days=1)
    measure(t, "surcharge", amount=amount, reason=f"{found.label}，自 {since} 起计算至 {t.on}")
    t.act.data["amount"] = amount
    t.paper(
        Doc.LATE_FEE_DECISION, principal=d.fine, late_fee=amount, until_on=t.on.isoformat(),
        due_on=first.isoformat(), late_rate=f"万分之{found.per_myriad}", late_basis=found.basis,
        charged=d.surcharge or None,
    )  # fmt: skip


def refer_penalty(t: Taking) -> None:
    """The fine is a decision of its own: a penalty case begins with what this one found (处罚法54)."""
    wanted, rows = t.values["power"].strip(), list(catalog.powers(t.case.organ_id, t.on, ActKind.PENALTY))
    found = [p for p in rows if wanted in (p.code, p.name)]
    if len(found) != 1:
        listed = "；".join(f"{p.code} {p.name}" for p in rows[:8]) or "本机关没有处罚事项"
        raise FormIncomplete({"power": f"写权责清单中的处罚事项名称或者编号：{listed}"})
    fee = _fee(t)
    t.paper(Doc.LEVY_APPROVAL, item="refer", reason=f"{t.values['reason']}依据：{fee.penalty}。")
    values = {
        **opening.carried(t.case),
        "power": found[0].pk,
        "cause": f"拒不缴纳{fee.label}",
        "source": "transfer",
        "clue": f"{t.case.number}征收中，经催缴逾期未缴 {yuan(levy_gates.overdue(t.facts))}。{t.values['reason']}",
        "found_on": t.on,
        "act_ended_on": t.on,
        "on": t.on,
        "parties": [opening.party_values(p) for p in t.seen.parties],
    }
    t.act.data["penalty"] = found[0].pk
    t.after.append(
        lambda: opening.begin(
            by=t.by, organ_id=t.case.organ_id, unit_id=t.case.unit_id, values=values, now=t.now,
            kind=ActKind.PENALTY, procedure="ordinary", origin=t.case, origin_kind="levy",
        )
    )  # fmt: skip


def apply_court(t: Taking) -> None:
    """The organ asks, the court decides (强制法53–55; 条例28): for money, or the move after compensation was paid."""
    house = t.case.procedure == "compensation"
    doc = Doc.MOVE_DEMAND if house else Doc.CHASE_NOTICE
    demand, served = papers.latest(t.case, doc), t.facts.served[doc]
    assert demand is not None
    if house and not t.values.get("account"):
        raise FormIncomplete({"account": "申请执行补偿决定的，写明补偿的专户存储账号或者支付票据（条例28②）"})
    what = expropriation.court_words(t) if house else {"matter": "fee", "amount": _to_enforce(t)}
    measure(t, "court", reason=t.case.organ.court)
    t.paper(
        Doc.LEVY_COURT_APPLICATION, organ_head_name=t.actor.name, demand_number=demand.number,
        demand_served_on=served.isoformat(), **what, **t.fields(Doc.LEVY_COURT_APPLICATION),
    )  # fmt: skip


def _to_enforce(t: Taking) -> int:
    d = t.facts.decision
    assert d is not None
    return d.fine + d.surcharge - d.paid


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.ASSESS: assess,
    Step.NOT_LEVY: not_levy,
    Step.ISSUE_PAY_NOTICE: issue_pay_notice,
    Step.ASK_DEFERRAL: ask_deferral,
    Step.ANSWER_DEFERRAL: answer_deferral,
    Step.DEFERRAL_BY_SILENCE: by_silence,
    Step.CHASE: chase,
    Step.FEE_LATE: late_fee,
    Step.REFER_PENALTY: refer_penalty,
    Step.APPLY_COURT_LEVY: apply_court,
    **expropriation.WRITERS,
    **requisition.WRITERS,
}
