"""简易程序: told, heard, decided and handed over on the spot; money taken there (行政处罚法51–53、68–71)."""

from __future__ import annotations

from collections.abc import Callable

from mingjing.documents import actions as documents
from mingjing.law.kinds import DecisionKind, Doc, ServiceMode, Step
from mingjing.law.thresholds import small_enough_to_collect
from mingjing.procedure import limits, opening
from mingjing.procedure.models import Payment, Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import decision, slips
from mingjing.procedure.taking import Taking
from mingjing.vault import queries as vault


def tell_rights(t: Taking) -> None:
    """What was told is kept with the step: the decision may not be heavier (处45)."""
    wanted = {
        "certificates_shown": "先出示执法证件（处52①、55）",
        "told": "先告知事实、理由、依据、处罚内容和陈述申辩权利（处44）",
    }
    missed = {name: words for name, words in wanted.items() if not t.values.get(name)}
    if missed:
        raise FormIncomplete(missed)
    t.values = {**t.values, "told_fine": t.case.fine, "told_penalties": list(t.case.penalties)}


def hear_party(t: Taking) -> None:
    """What the party said stands in the decision itself."""


def decide_on_spot(t: Taking) -> None:
    """Decided, numbered, handed over and so in effect, in one act; the paper says when and where (处52)."""
    now = t.now.astimezone(limits.BEIJING)
    t.values = {**t.values, "place": t.values.get("place") or t.case.place, "decided_at": f"{now:%Y-%m-%dT%H:%M}"}
    decision.decide(t)
    t.case.decided_on = t.case.served_on = t.on
    version = t.made[Doc.SPOT_DECISION]
    t.case.number = version.number
    signed = t.values["receipt"] == "signed"
    party = t.seen.parties[0]
    t.act.save(
        Service(
            case=t.case,
            version=version,
            mode=ServiceMode.DIRECT if signed else ServiceMode.LIEN,
            place=t.values["place"],
            receiver=(party.representative or party.name) if signed else "",
            relation="当事人" if signed else "",
            refusal=t.values.get("refusal") or "",
            witness=t.values.get("witness_names") or t.values.get("video") or "",
            acted_on=t.on,
            served_on=t.on,
        )
    )
    if t.values.get("signature"):
        blob = vault.blob(t.values["signature"])
        documents.record_signed_copy(t.act, version=version, blob=blob, kind="signed")
        t.act.data["copy"] = blob.sha256
    t.act.data["served_on"] = t.on.isoformat()
    slips.issue(t, fine=t.case.fine, decided_on=t.on, number=version.number, served_on=t.on)


def convert(t: Taking) -> None:
    """It does not fit: it ends here and goes on under the ordinary procedure, with its evidence (处51、54)."""
    opening.goes_on(t, procedure="ordinary", origin_kind="converted", parties=list(t.seen.parties))


def collect(t: Taking) -> None:
    """Only where the law lets an officer touch money (处68、69), against the treasury's own receipt (处70)."""
    v, d = t.values, t.facts.decision
    summary = d.kind == DecisionKind.SUMMARY_PENALTY
    errors = {}
    if v["ground"] != "remote" and not summary:
        errors["ground"] = "普通程序的罚款只有在边远、水上、交通不便地区，经当事人提出才可以当场收缴（处69）"
    elif v["ground"] == "small" and not small_enough_to_collect(t.facts.proposal, d.fine):
        errors["ground"] = "罚款超过一百元，不能以此当场收缴（处68一）"
    if v["ground"] == "remote" and not v.get("requested"):
        errors["requested"] = "须由当事人提出（处69）"
    if v.get("landed_on") and v["landed_on"] < t.on:
        errors["landed_on"] = "抵岸日期不能早于收缴日期"
    if v["amount"] > d.fine + d.surcharge - d.paid:
        errors["amount"] = f"超过应缴数额 {(d.fine + d.surcharge - d.paid) / 100:,.2f} 元"
    if Payment.objects.filter(voucher=v["voucher"]).exists():
        errors["voucher"] = "这张票据已经登记过"
    if errors:
        raise FormIncomplete(errors)
    t.act.save(
        Payment(
            case=t.case, decision=t.seen.decision, amount=v["amount"], voucher=v["voucher"], bank="执法人员当场收缴",
            paid_on=t.on,
        )
    )  # fmt: skip
    t.act.data["amount"] = v["amount"]
    if v.get("landed_on"):  # on the water the two days run from landing
        t.after.append(lambda: limits.start(t.case, "collect.hand_over", on=v["landed_on"]))


def recorded(t: Taking) -> None:
    """Nothing but that it was done, by whom and with which paper: kept with the step."""


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.TELL_RIGHTS: tell_rights,
    Step.HEAR_PARTY: hear_party,
    Step.DECIDE_ON_SPOT: decide_on_spot,
    Step.CONVERT: convert,
    Step.COLLECT_ON_SPOT: collect,
    Step.HAND_IN: recorded,
    Step.BANK_IN: recorded,
    Step.REPORT_BACK: recorded,
}
