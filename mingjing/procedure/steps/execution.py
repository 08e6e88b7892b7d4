"""送达与执行: seal, service, payment, deferral, surcharge, demand, court, closing (处59、61、66–72; 强53、54)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mingjing.documents import actions as documents
from mingjing.law import procedures
from mingjing.law.kinds import Doc, ServiceMode, Step
from mingjing.law.thresholds import must_file
from mingjing.procedure import limits, papers
from mingjing.procedure.models import Demand, Filing, Measure, Payment, Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import on_service
from mingjing.procedure.taking import Taking
from mingjing.vault import queries as vault

ANNOUNCEMENT_DAYS = 30  # 民事诉讼法95: deemed served thirty days after the announcement
SURCHARGE_RATE = 3  # per cent a day, capped at the principal (处72①一)

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion


def seal_decision(t: Taking) -> None:
    """Bind the sealed copy by its hash. A second copy is a new row; the first is never replaced."""
    blob = vault.blob(t.values["file"])
    documents.record_signed_copy(t.act, version=t.seen.decision.version, blob=blob, kind="sealed")
    t.act.data["copy"] = blob.sha256


def effective_day(mode: str, acted_on: date) -> date:
    """The day service takes effect: announcements after thirty days, everything else on the day recorded."""
    return acted_on + timedelta(days=ANNOUNCEMENT_DAYS) if mode == ServiceMode.ANNOUNCEMENT else acted_on


def _check(t: Taking, version: DocumentVersion) -> None:
    """What each mode must state (处61 → 民事诉讼法87–95); nothing is served before it was issued."""
    v, errors = t.values, {}
    if v["acted_on"] < version.issued_on:
        errors["acted_on"] = f"送达日期不能早于文书制发日期（{version.issued_on}）"
    mode = ServiceMode(v["mode"])
    if mode in {ServiceMode.DIRECT, ServiceMode.FORWARDED, ServiceMode.ENTRUSTED} and not v.get("receiver"):
        errors["receiver"] = f"{mode.label}要填写签收人"
    if mode is ServiceMode.LIEN and not v.get("refusal"):
        errors["refusal"] = "留置送达要填写拒收事由"
    if mode is ServiceMode.LIEN and not v.get("witness"):
        errors["witness"] = "留置送达要填写见证人，没有见证人的写“全程录像”"
    if mode in {ServiceMode.ANNOUNCEMENT, ServiceMode.POST, ServiceMode.ELECTRONIC} and not v.get("carrier"):
        errors["carrier"] = f"{mode.label}要填写公告载体、邮件号或者电子地址"
    if errors:
        raise FormIncomplete(errors)


def _serve(t: Taking, version: DocumentVersion) -> Service:
    _check(t, version)
    v = t.values
    service = Service(
        case=t.case,
        version=version,
        mode=v["mode"],
        place=v["place"],
        receiver=v.get("receiver") or "",
        relation=v.get("relation") or "",
        refusal=v.get("refusal") or "",
        witness=v.get("witness") or "",
        carrier=v.get("carrier") or "",
        acted_on=v["acted_on"],
        served_on=effective_day(v["mode"], v["acted_on"]),
    )
    t.act.save(service)
    t.paper(
        Doc.SERVICE_RECEIPT,
        papers=[{"name": version.document.title, "number": version.number, "copies": 1}],
        mode=service.mode,
        place=service.place,
        served_at=f"{service.acted_on.isoformat()}T09:00",
        receiver_name=service.receiver,
        relation=service.relation,
        refusal=service.refusal,
        witness_names=service.witness,
        confirmation="已签订送达地址确认书" if service.mode == ServiceMode.ELECTRONIC else "",
        mail_no=service.carrier if service.mode == ServiceMode.POST else "",
        carrier=service.carrier,
        **({} if t.seen.handlers else {"server_names": t.actor.name}),  # before officers are assigned
    )
    t.act.data |= {"version": version.pk, "served_on": service.served_on.isoformat(), "mode": service.mode}
    return service


def serve_document(t: Taking) -> None:
    """Serve any outward document but the decision; a notice starts the party's windows."""
    version = papers.finals(t.case).filter(pk=t.values["document"]).first()
    if (
        version is None
        or not version.form.outward
        or version.document.doc in procedures.PROCEDURES[t.case.law_version].deciding
    ):
        raise FormIncomplete({"document": "选择一份已定稿、还没有送达的对外文书（决定书在“送达决定书”中办理）"})
    if Service.objects.filter(version=version).exists():
        raise FormIncomplete({"document": "这份文书已经登记过送达"})
    service = _serve(t, version)
    if version.document.doc in {Doc.PRIOR_NOTICE, Doc.HEARING_RIGHT_NOTICE}:
        limits.start(t.case, "statement.window", on=service.served_on)
        if version.document.doc == Doc.HEARING_RIGHT_NOTICE:
            limits.start(t.case, "hearing.request", on=service.served_on)
    table, doc = procedures.PROCEDURES[t.case.law_version], Doc(version.document.doc)
    for rule_id in table.service_starts.get(doc, ()):
        limits.start(t.case, rule_id, on=service.served_on)
    for rule_id in table.service_meets.get(doc, ()):
        limits.meet(t.case, rule_id, on=service.served_on)
    if doc in on_service.EFFECTS:
        on_service.EFFECTS[doc](t, service)


def serve(t: Taking) -> None:
    """Service makes the decision take effect (豫执30) and starts remedy and payment clocks."""
    service = _serve(t, t.seen.decision.version)
    t.case.served_on = service.served_on
    t.act.type = "decision.served"
    t.act.data["decision"] = t.seen.decision.pk


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
    Step.SERVE_DOCUMENT: serve_document,
    Step.SERVE: serve,
    Step.RECORD_PAYMENT: record_payment,
    Step.GRANT_DEFERRAL: grant_deferral,
    Step.IMPOSE_SURCHARGE: impose_surcharge,
    Step.DEMAND: demand,
    Step.APPLY_COURT: apply_court,
    Step.RECORD_EXECUTION: record_execution,
    Step.FILE_RECORD: file_record,
    Step.CLOSE: close,
}
