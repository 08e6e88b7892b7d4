"""执行: seal, payment, deferral, surcharge, demand, court, closing (处59、66–72; 强53、54). Service: ``serving``."""

from __future__ import annotations

from mingjing.documents import actions as documents
from mingjing.law import procedures
from mingjing.law.kinds import Doc, Step
from mingjing.law.thresholds import must_file
from mingjing.procedure import limits
from mingjing.procedure.models import Demand, Filing, Measure, Payment
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.taking import Taking
from mingjing.vault import queries as vault

SURCHARGE_RATE = 3  # per cent a day, capped at the principal (处72①一)


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
    _measure(t, "deferral", until=t.values["until"], reason=t.values["reason"])
    t.paper(Doc.DEFERRAL_APPROVAL, due_on=t.values["until"].isoformat(), hardship=t.values["reason"])


def impose_surcharge(t: Taking) -> None:
    """Three per cent of what is owed for each day past due, never above the principal (处72①一)."""
    d = t.facts.decision
    days = (t.on - (d.deferred_until or d.payment_due)).days
    owed = d.fine - d.paid
    amount = min(owed * SURCHARGE_RATE * days // 100, d.fine) - d.surcharge
    _measure(t, "surcharge", amount=max(amount, 0), reason=f"逾期 {days} 日")
    t.paper(Doc.SURCHARGE_DECISION, surcharge=max(amount, 0), days=days)


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
    Step.DEMAND: demand,
    Step.APPLY_COURT: apply_court,
    Step.RECORD_EXECUTION: record_execution,
    Step.FILE_RECORD: file_record,
    Step.CLOSE: close,
}
