"""撤销决定: by reconsideration, court, superior or the organ itself; where the case goes then (复64; 诉70; 处48②)."""

from __future__ import annotations

from collections.abc import Callable

from mingjing.law import procedures
from mingjing.law.annulment import Annuller, Fault, Redo
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.procedure import limits, opening
from mingjing.procedure.models import DecisionAnnulment
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.taking import Taking

# Clocks of the decision that is gone: what they stand for falls away with it.
OVER = (
    "serve.decision", "payment.pay", "remedy.reconsideration", "remedy.litigation", "file.record", "summary.file",
    "demand.comply", "archive.file",
)  # fmt: skip
WORDS = "决定已被撤销"


def annul(t: Taking) -> None:
    """The decision is annulled by a row of its own, never changed; the case goes back, goes on as another, or ends."""
    _check(t)
    v, decision, rule = t.values, t.seen.decision, procedures.PROCEDURES[t.case.law_version].publish_clock
    authority, redo = Annuller(v["authority"]), Redo(v["redo"])
    by = v.get("name") or t.case.organ.name
    t.act.save(DecisionAnnulment(decision=decision, ground=v["ground"], by=f"{by} {v['number']}", annulled_on=t.on))
    t.act.type = "decision.annulled"
    t.act.data |= {"decision": decision.pk, "by": v["authority"], "ground": v["ground"], "redo": v["redo"]}
    named = {"by_name": by, "decision_text": t.seen.decision.number}
    t.paper(Doc.ANNULMENT_RECORD, **t.fields(Doc.ANNULMENT_RECORD), **named)
    if authority is Annuller.ORGAN:
        t.paper(Doc.ANNULMENT_DECISION, fault=v["ground"], reason=v["reason"], redo=v["redo"])
    published = limits.met(t.case, rule)
    for clock in (*OVER, rule):
        limits.cancel(t.case, clock, on=t.on, reason=WORDS)
    if published:
        limits.start(t.case, "withdraw.penalty", on=v["received_on"])
    t.case.annulled_on = t.on
    t.case.decided_on = t.case.served_on = t.case.executed_on = None
    t.case.ended_on = t.case.archived_on = t.case.concluded_on = None
    _go_back(t, redo)


def _check(t: Taking) -> None:
    v, errors = t.values, {}
    organ = v["authority"] == Annuller.ORGAN
    if not organ and not v.get("name"):
        errors["name"] = "填写作出撤销决定的机关、法院名称"
    if v["ground"] == Fault.NEW_EVIDENCE and not organ:
        errors["ground"] = "“发现新的证据”是本机关自行撤销的理由"
    if v["redo"] == Redo.ORDERED and organ:
        errors["redo"] = "本机关自行撤销的，选择“自行重新调查处理”或者“不再重新作出”"
    if v["received_on"] < t.seen.decision.decided_on:
        errors["received_on"] = f"不能早于原决定日期（{t.seen.decision.decided_on}）"
    if v.get("redo_by") and v["redo_by"] < t.on:
        errors["redo_by"] = "重新作出的期限不能早于今天"
    if t.facts.decision.paid and not v.get("refund"):
        errors["refund"] = "当事人已经缴款，写明退还或者抵作新决定款项的处理"
    if errors:
        raise FormIncomplete(errors)


def _go_back(t: Taking, redo: Redo) -> None:
    summary = t.case.procedure == "summary"
    if redo is Redo.NONE or summary:
        t.lead_to(Stage.TERMINATED)
        limits.start(t.case, "archive.file", on=t.on)
        if redo is not Redo.NONE:  # what was decided in the street is not decided there again
            opening.goes_on(t, procedure="ordinary", origin_kind="annulled", parties=list(t.seen.parties))
        return
    t.lead_to(Stage.INVESTIGATING)
    if redo is Redo.ANEW:
        limits.start(t.case, "case.decide", on=t.on)
        return
    limits.start(t.case, "redo.decide", on=t.values["received_on"])
    if t.values.get("redo_by"):
        limits.fix(t.case, "redo.decide", until=t.values["redo_by"], basis=t.values["number"])


WRITERS: dict[Step, Callable[[Taking], None]] = {Step.ANNUL: annul}
