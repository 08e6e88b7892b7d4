"""决定与旁路: decision, no penalty, transfer, termination, pause (行政处罚法27、30–33、57–60)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mingjing.documents import actions as documents
from mingjing.documents.models import State
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.reviewing import discussion_grounds, review_grounds
from mingjing.law.thresholds import hearing_right, must_file
from mingjing.procedure import limits, papers, rows
from mingjing.procedure.models import Decision, Discussion, Pause
from mingjing.procedure.taking import Taking

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion


def decide(t: Taking) -> None:
    """Issue the decision the step is for.

    A reviewed version itself becomes final: same units, same root; only number, date and seal are added. A decision
    that needs no review is drafted before, or written from what the step was given.
    """
    kind, proposal = t.rule.decides, t.facts.proposal
    assert kind is not None
    doc = t.rule.produces[0]
    reviewed, discussed = review_grounds(kind, proposal), discussion_grounds(kind, proposal)
    opinion = t.seen.opinion if reviewed else None
    version = _text(t, doc)
    penalty = kind is DecisionKind.ORDINARY_PENALTY
    fined = penalty or kind is DecisionKind.SUMMARY_PENALTY
    decision = Decision(
        case=t.case,
        kind=kind,
        party=t.seen.parties[0],
        ord=Decision.objects.filter(case=t.case, kind=kind).count(),
        version=version,
        text_root=version.text_root,
        review_required=int(bool(reviewed)),
        review=opinion,
        review_purpose=opinion.purpose if opinion else None,
        review_outcome=opinion.outcome if opinion else None,
        reviewer=opinion.reviewer_id if opinion else None,
        notice=t.seen.notice if penalty else None,
        discussion_required=int(bool(discussed)),
        discussion=_discussion(t, kind) if discussed else None,
        signer=t.by.person_id,
        number=version.number,
        decided_on=t.on,
        fine=t.amount if t.amount is not None else t.case.fine if fined else 0,
        confiscated=t.case.confiscated if fined else 0,
        penalties=rows.penalty_text(t.case.penalties if fined else []),
    )
    t.act.save(decision)
    t.made[doc] = version
    t.act.type = "decision.issued"
    t.act.data |= {
        "text_root": version.text_root,
        "decision": decision.pk,
        "kind": str(kind),
        "number": version.number,
        "date": t.on.isoformat(),
        "fine": decision.fine,
        "penalties": list(t.case.penalties) if fined else [],
        "handlers": [h.person_id for h in t.seen.handlers],
        "signer": t.by.person_id,
        "law": t.case.law_version,
        "review_required": int(bool(reviewed)),
        "needs_review": list(reviewed),
        "reviewer": opinion.reviewer_id if opinion else "",
        **({"review_seq": opinion.ledger_id} if opinion else {}),
        "needs_discussion": list(discussed),
        "hearing_right": list(hearing_right(proposal)) if penalty else [],
        "must_file": list(must_file(proposal)) if fined else [],
    }
    if fined and must_file(proposal):
        limits.start(t.case, "file.record", on=t.on)


def _text(t: Taking, doc: Doc) -> DocumentVersion:
    """The draft, where there is one of this decision; else the text that fills itself from the case and the step."""
    if t.seen.draft is not None and t.seen.draft.document.doc == doc and t.seen.draft.state == State.DRAFT:
        if not t.seen.draft.text_root:
            documents.record_cut(t.act, version=t.seen.draft, names=papers.names(t.seen))
        return papers.finalise(t.act, t.case, t.seen.draft, doc, on=t.on)
    return t.paper(doc, **t.fields(doc))


def _discussion(t: Taking, kind: DecisionKind) -> Discussion | None:
    """The last discussion of what is decided: of the same penalty, or of the same text."""
    if kind is DecisionKind.ORDINARY_PENALTY:
        wanted = (t.case.fine, rows.penalty_text(t.case.penalties))
        return next((d for d in reversed(t.seen.discussions) if (d.fine, d.penalties) == wanted), None)
    return next((d for d in reversed(t.seen.discussions) if d.text_root == t.facts.final_text_root), None)


def transfer(t: Taking) -> None:
    t.paper(
        Doc.TRANSFER_LETTER,
        sent_to=t.values["receiver"],
        ground=t.values["ground"],
        reason=t.values["reason"],
        materials=[{"name": m["name"], "count": "1"} for m in papers.materials(t.case)],
    )


def terminate(t: Taking) -> None:
    t.paper(
        Doc.TERMINATION_APPROVAL,
        ground=t.values["ground"],
        rule="《中华人民共和国行政处罚法》第五十七条",
        reason=t.values["reason"],
    )


def suspend(t: Taking) -> None:
    """Stops the ninety days only under a cited rule of the field (处60)."""
    basis = t.facts.suspension_basis
    t.act.save(Pause(case=t.case, kind="suspend", basis=basis, reason=t.values["reason"], since=t.on))
    t.case.suspended_since, t.case.suspension_basis = t.on, basis
    limits.suspend(t.case, "case.decide", on=t.on, basis=basis)
    t.paper(
        Doc.SUSPENSION_APPROVAL, action="suspend", rule=basis, starts_on=t.on.isoformat(), reason=t.values["reason"]
    )


def resume(t: Taking) -> None:
    for row in Pause.objects.filter(case=t.case, kind="suspend", until=None):
        row.until = t.on
        t.act.save(row)
    since, basis = t.case.suspended_since, t.case.suspension_basis
    t.case.suspended_since, t.case.suspension_basis = None, ""
    limits.resume(t.case, "case.decide", on=t.on)
    t.paper(
        Doc.SUSPENSION_APPROVAL,
        action="resume",
        rule=basis,
        starts_on=since.isoformat(),
        ends_on=t.on.isoformat(),
        reason=t.values["reason"],
    )


def extend(t: Taking) -> None:
    """Only as many days as the field's rule allows (处60)."""
    days = int(t.values["days"])
    t.act.save(
        Pause(
            case=t.case,
            kind="extend",
            basis=t.facts.extension_basis,
            reason=t.values["reason"],
            since=t.on,
            days=days,
        )
    )
    until = (
        limits.extend(t.case, "case.decide", days=days, basis=t.facts.extension_basis, approver=t.by.person_id) or t.on
    )
    t.paper(
        Doc.EXTENSION_APPROVAL,
        reason=t.values["reason"],
        days=days,
        rule=t.facts.extension_basis,
        extended_to=until.isoformat(),
    )


WRITERS = {
    Step.DECIDE: decide,
    Step.DECIDE_NO_PENALTY: decide,
    Step.TRANSFER: transfer,
    Step.TERMINATE: terminate,
    Step.SUSPEND: suspend,
    Step.RESUME: resume,
    Step.EXTEND: extend,
}
