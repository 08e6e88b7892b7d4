"""执行: seal, payment, deferral, surcharge, demand, court, closing (处59、66–72; 强53、54). Service: ``serving``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.documents import actions as documents
from mingjing.law import paying, procedures
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.thresholds import must_file
from mingjing.procedure import limits, money
from mingjing.procedure.models import Demand, Filing, Measure, Payment
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.taking import Taking
from mingjing.vault import queries as vault


def seal_decision(t: Taking) -> None:
    """Bind the sealed copy by its hash. A second copy is a new row; the first is never replaced."""
    blob = vault.blob(t.values["file"])
    documents.record_signed_copy(t.act, version=t.seen.decision.version, blob=blob, kind="sealed")
    t.act.data["copy"] = blob.sha256


def record_payment(t: Taking) -> None:
    """Money as the voucher has it; never more than is owed. Once all is paid the limit for paying is met."""
    v, d = t.values, t.facts.decision
    owed = d.fine + t.seen.decision.confiscated + d.surcharge - d.paid
    if v["amount"] > owed:
        raise FormIncomplete({"amount": f"超过应缴数额，尚欠 {owed / 100:,.2f} 元"})
    if Payment.objects.filter(voucher=v["voucher"]).exists():
        raise FormIncomplete({"voucher": "这张票据已经登记过"})
    if t.case.organ.name in v["bank"] or v["bank"] in (t.case.organ.name, t.case.organ.short_name):
        raise FormIncomplete({"bank": "作出决定的机关不收缴罚款，填写代收银行或者电子支付系统（处67）"})
    t.act.save(
        Payment(
            case=t.case,
            decision=t.seen.decision,
            amount=v["amount"],
            voucher=v["voucher"],
            bank=v["bank"],
            paid_on=v["paid_on"],
        )
    )
    t.act.data["amount"] = v["amount"]
    if v["amount"] >= d.fine + d.surcharge - d.paid:
        limits.meet(t.case, procedures.PROCEDURES[t.case.law_version].pay_clock, on=t.on)


def _measure(t: Taking, kind: str, **more: object) -> Measure:
    row = Measure(case=t.case, decision=t.seen.decision, kind=kind, made_on=t.on, **more)
    t.act.save(row)
    return row


def grant_deferral(t: Taking) -> None:
    """To one later day, or in instalments that make up what is owed; the limit for paying goes with it (处66②)."""
    d, v = t.facts.decision, t.values
    owed, due = d.fine - d.paid, d.payment_due
    assert due is not None  # the gate has seen service
    if v["mode"] == "deferral":
        if v["until"] <= due:
            raise FormIncomplete({"until": f"延至日期应在缴款期限（{due}）之后"})
        plan = [{"no": 1, "due_on": v["until"].isoformat(), "amount": owed}]
        shown = {"due_on": v["until"].isoformat()}
    else:
        plan = _plan(v["plan"], owed, max(due, t.on))
        t.values = {**v, "plan": plan}
        shown = {"plan": plan}
    for part in plan:
        _measure(t, "deferral", until=date.fromisoformat(part["due_on"]), amount=part["amount"], reason=v["reason"])
    clock = procedures.PROCEDURES[t.case.law_version].pay_clock
    limits.fix(t.case, clock, until=date.fromisoformat(plan[-1]["due_on"]), basis="行政处罚法66②：批准延期、分期缴纳")
    t.paper(Doc.DEFERRAL_APPROVAL, mode=v["mode"], asked_on=v["asked_on"].isoformat(), hardship=v["reason"], **shown)


def _plan(rows: list[dict[str, Any]], owed: int, after: date) -> list[dict[str, Any]]:
    """The instalments with day and 分. Raises FormIncomplete, naming the row."""
    plan: list[dict[str, Any]] = []
    try:
        for number, row in enumerate(rows, 1):
            day = date.fromisoformat(str(row.get("due_on") or ""))
            plan.append({"no": number, "due_on": day.isoformat(), "amount": money.fen(row.get("amount"))})
    except ValueError as wrong:
        words = "缴纳日期写作 2026-12-31" if "isoformat" in str(wrong) else str(wrong)
        raise FormIncomplete({"plan": f"分期计划第 {len(plan) + 1} 行：{words}"}) from None
    days = [date.fromisoformat(part["due_on"]) for part in plan]
    total = sum(part["amount"] for part in plan)
    if len(plan) < 2 or days != sorted(set(days)):
        words = "分期至少两期，日期先后排列、不重复"
    elif days[0] < after:
        words = f"第一期不能早于 {after}"
    elif total != owed or min(part["amount"] for part in plan) <= 0:
        words = f"各期合计 {total / 100:,.2f} 元，应等于未缴数额 {owed / 100:,.2f} 元"
    else:
        return plan
    raise FormIncomplete({"plan": words})


def impose_surcharge(t: Taking) -> None:
    """Three per cent a day of what is overdue, instalment by instalment, never above the fine (处72①一、73③)."""
    amount = paying.surcharge(t.facts) - t.facts.decision.surcharge
    due = paying.first_missed(t.facts) or t.facts.decision.payment_due
    days = (t.on - due).days
    _measure(t, "surcharge", amount=amount, reason=f"逾期 {days} 日")
    t.paper(
        Doc.SURCHARGE_DECISION, surcharge=amount, days=days, unpaid=paying.overdue(t.facts), pay_due_on=due.isoformat(),
        starts_on=(due + timedelta(days=1)).isoformat(),
    )  # fmt: skip


def seek_remedy(t: Taking) -> None:
    """A remedy was sought, or it ended and the decision stands; an annulment is a step of its own."""
    v, errors = t.values, {}
    open_one = paying.pending(t.facts)
    if v["event"] == "filed" and open_one:
        errors["event"] = "已登记的复议、诉讼还没有终结"
    if v["event"] == "ended" and not open_one:
        errors["event"] = "没有登记过正在进行的复议、诉讼"
    last = t.facts.last(Step.SEEK_REMEDY)
    if last and v["happened_on"] < last.values["happened_on"]:
        errors["happened_on"] = f"不能早于上一次登记的日期（{last.values['happened_on']}）"
    if v["way"] == "litigation" and t.facts.decision.kind == DecisionKind.SUMMARY_PENALTY and last is None:
        errors["way"] = "对当场处罚不服的，应当先申请行政复议（复23①一）"
    if errors:
        raise FormIncomplete(errors)


def end_collection(t: Taking) -> None:
    """终结执行: the rest will not be paid, for a reason the law names (强40)."""
    _measure(t, "ended", reason=t.values["facts"])
    t.paper(Doc.COLLECTION_ENDED, **t.fields(Doc.COLLECTION_ENDED))
    limits.cancel(t.case, procedures.PROCEDURES[t.case.law_version].pay_clock, on=t.on, reason="终结执行")


def demand(t: Taking) -> None:
    day = t.values["served_on"]
    t.act.save(Demand(case=t.case, decision=t.seen.decision, served_on=day, due_on=limits.end("demand.comply", day)))
    t.paper(Doc.DEMAND_NOTICE)


def apply_court(t: Taking) -> None:
    _measure(t, "court", reason=t.values["court"])
    t.paper(Doc.COURT_APPLICATION, court=t.values["court"], organ_head_name=t.actor.name, party_view="无")


def record_execution(t: Taking) -> None:
    _measure(t, "executed", reason=t.values.get("reason") or "")


def file_record(t: Taking) -> None:
    """备案 with the grounds the law derives; refused where none applies."""
    grounds = must_file(t.facts.proposal)
    t.act.save(Filing(case=t.case, decision=t.seen.decision, grounds=list(grounds), filed_on=t.on))
    t.act.data["grounds"] = list(grounds)


def close(t: Taking) -> None:
    t.paper(Doc.CLOSING_APPROVAL, head_opinion=t.values["opinion"])


WRITERS = {
    Step.SEAL_DECISION: seal_decision,
    Step.RECORD_PAYMENT: record_payment,
    Step.GRANT_DEFERRAL: grant_deferral,
    Step.IMPOSE_SURCHARGE: impose_surcharge,
    Step.SEEK_REMEDY: seek_remedy,
    Step.END_COLLECTION: end_collection,
    Step.DEMAND: demand,
    Step.APPLY_COURT: apply_court,
    Step.RECORD_EXECUTION: record_execution,
    Step.FILE_RECORD: file_record,
    Step.CLOSE: close,
}
