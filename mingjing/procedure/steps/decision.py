"""决定与旁路: decision, no penalty, transfer, termination, pause (行政处罚法27、30–33、57–60)."""

from __future__ import annotations

from mingjing.law.kinds import Doc, Step
from mingjing.law.thresholds import hearing_right, must_file, needs_discussion, needs_review
from mingjing.procedure import limits, papers, rows
from mingjing.procedure.models import Decision, Discussion, Pause
from mingjing.procedure.taking import Taking


def _decide(t: Taking, kind: str, doc: Doc) -> None:
    """The reviewed version itself becomes final: same units, same root; only number, date and seal are added."""
    opinion, proposal = t.seen.opinion, t.facts.proposal
    version = papers.finalise(t.act, t.case, t.seen.draft, doc, on=t.on)
    penalty = kind == "ordinary_penalty"
    discussion = _discussion(t) if penalty else None
    decision = Decision(
        case=t.case,
        kind=kind,
        party=t.seen.parties[0],
        ord=Decision.objects.filter(case=t.case, kind=kind).count(),
        version=version,
        text_root=version.text_root,
        review_required=1,
        review=opinion,
        review_purpose=opinion.purpose,
        review_outcome=opinion.outcome,
        reviewer=opinion.reviewer_id,
        notice=t.seen.notice if penalty else None,
        discussion_required=int(bool(needs_discussion(proposal))) if penalty else 0,
        discussion=discussion,
        signer=t.by.person_id,
        number=version.number,
        decided_on=t.on,
        fine=t.case.fine if penalty else 0,
        confiscated=t.case.confiscated if penalty else 0,
        penalties=rows.penalty_text(t.case.penalties if penalty else []),
    )
    t.act.save(decision)
    t.made[doc] = version
    t.act.type = "decision.issued"
    t.act.data |= {
        "text_root": version.text_root,
        "decision": decision.pk,
        "kind": kind,
        "number": version.number,
        "date": t.on.isoformat(),
        "fine": decision.fine,
        "penalties": list(t.case.penalties) if penalty else [],
        "handlers": [h.person_id for h in t.seen.handlers],
        "signer": t.by.person_id,
        "reviewer": opinion.reviewer_id,
        "review_seq": opinion.ledger_id,
        "law": t.case.law_version,
        "needs_review": list(needs_review(proposal)),
        "needs_discussion": list(needs_discussion(proposal)) if penalty else [],
        "hearing_right": list(hearing_right(proposal)) if penalty else [],
        "must_file": list(must_file(proposal)) if penalty else [],
    }
    if penalty and must_file(proposal):
        limits.start(t.case, "file.record", on=t.on)


def _discussion(t: Taking) -> Discussion | None:
    """The last discussion whose result is the decision's, if any."""
    wanted = (t.case.fine, rows.penalty_text(t.case.penalties))
    return next((d for d in reversed(t.seen.discussions) if (d.fine, d.penalties) == wanted), None)


def decide(t: Taking) -> None:
    _decide(t, "ordinary_penalty", Doc.PENALTY_DECISION)


def decide_no_penalty(t: Taking) -> None:
    _decide(t, "no_penalty", Doc.NO_PENALTY_DECISION)


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
    Step.DECIDE_NO_PENALTY: decide_no_penalty,
    Step.TRANSFER: transfer,
    Step.TERMINATE: terminate,
    Step.SUSPEND: suspend,
    Step.RESUME: resume,
    Step.EXTEND: extend,
}
