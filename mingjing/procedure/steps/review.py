"""法制审核: submission, opinion, confirmation, objection, consultation, discussion, settlement (处58; plan 三(三))."""

from __future__ import annotations

from django.db.models import Max

from mingjing.documents import actions as documents
from mingjing.law import procedures
from mingjing.law.kinds import ActKind, Doc, ReviewHead, ReviewOutcome, ReviewPurpose, Role, Stage, Step
from mingjing.law.reviewing import discussion_grounds
from mingjing.organs import queries as organs
from mingjing.procedure import decision_text, limits, papers, reviewing, rows
from mingjing.procedure.models import Discussion
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps.levying import obliged
from mingjing.procedure.taking import Taking
from mingjing.review.models import Consultation, Finding, Opinion, Submission


def _cut(t: Taking) -> str:
    """Cut the decision draft into units, once; the root is what is reviewed (design: the gate)."""
    later = papers.ON_NOTICE if t.seen.notice is None else ()
    return documents.record_cut(t.act, version=t.seen.draft, names=papers.names(t.seen), later=later).text_root


def purpose_now(t: Taking) -> ReviewPurpose:
    """Before notice only a review-first field gets here, and its round is not final; otherwise the round is final."""
    if t.facts.stage is Stage.INVESTIGATED and not t.facts.no_penalty_ground:
        return ReviewPurpose.PRE_NOTICE
    return ReviewPurpose.FINAL


def _reviewer(t: Taking) -> str:
    """Whom the case goes to: refused now rather than when the opinion is due."""
    person: str = t.values["reviewer"]
    if person in t.facts.handled_by:
        raise FormIncomplete({"reviewer": "选中的人员承办过本案，不能审核；请选择其他法制审核人员"})
    if not organs.with_role(t.case.organ_id, Role.REVIEWER, t.on).filter(pk=person).exists():
        raise FormIncomplete({"reviewer": "从本机关的法制审核人员中选择"})
    return person


def submit(t: Taking) -> None:
    reviewer, root = _reviewer(t), _cut(t)
    last = t.facts.last_round
    submission = Submission(
        case=t.case,
        round=_next_round(t),
        purpose=purpose_now(t),
        version=t.seen.draft,
        text_root=root,
        materials=papers.materials(t.case),
        note=t.values.get("note") or "",
        submitted_by_id=t.by.person_id,
        submitted_at=t.now,
        assigned_to_id=reviewer,
    )
    t.act.save(submission)
    t.paper(
        Doc.REVIEW_SUBMISSION,
        round_no=submission.round,
        purpose=submission.purpose,
        proposed=t.seen.draft.document.title,
        grounds=_ground_codes(t),
        text_root=root,
        procedure_note=submission.note or "办案程序见随卷材料，期限均在法定期限内。",
        changes="针对上一轮审核意见已作修改。" if last else "首次送审。",
        materials=[
            {"no": n, "name": m["name"], "count": "1", "remark": m["number"]}
            for n, m in enumerate(submission.materials, 1)
        ],
    )
    t.act.data |= {"text_root": root, "round": submission.round, "purpose": str(submission.purpose)}


def _next_round(t: Taking) -> int:
    """Rounds are counted through the case, also past a decision that was annulled."""
    sent = Submission.objects.filter(case=t.case).aggregate(n=Max("round"))["n"] or 0
    said = Opinion.objects.filter(case=t.case).aggregate(n=Max("round"))["n"] or 0
    return max(sent, said) + 1


def _ground_codes(t: Taking) -> list[str]:
    """Why this case is reviewed, as the form's own codes; widened by flags, never empty."""
    case = t.case
    flags = {
        "public_interest": case.public_interest,
        "social_risk": case.social_risk,
        "major_rights": case.grave_rights,
        "hearing": bool(t.facts.hearing.held_on),
        "complex": case.complex_case,
    }
    always = "ordinary" if case.kind == ActKind.PENALTY else "listed"
    return [*(code for code, on in flags.items() if on), always]


CODE = dict(
    zip(
        ReviewHead,
        ("subject", "procedure", "facts", "law", "discretion", "authority", "documents", "crime"),
        strict=True,
    )
)


def _heads(t: Taking) -> list[dict[str, str]]:
    v = t.values
    return [
        {"head": h.value, "result": v.get(f"head_{h.value}") or "pass", "remark": v.get(f"note_{h.value}") or ""}
        for h in ReviewHead
    ]


def _opinion(
    t: Taking, outcome: ReviewOutcome, *, number: int, purpose: ReviewPurpose, root: str, **more: object
) -> None:
    """Write the opinion row and what the ledger and the stranger's verifier rely on."""
    codes = [CODE[h] for h in ReviewHead if t.values.get(f"head_{h.value}") == "issue"]
    opinion = Opinion(
        case=t.case,
        round=number,
        purpose=purpose,
        text_root=root,
        outcome=outcome,
        reviewer_id=t.by.person_id,
        words=t.values["words"],
        given_at=t.now,
        **more,
    )
    t.act.save(opinion)
    t.paper(
        Doc.REVIEW_OPINION,
        round_no=number,
        purpose=purpose.value,
        received_on=limits.beijing_date(t.seen.submission.submitted_at).isoformat(),
        outcome=outcome.value,
        explanation=t.values["words"],
        heads=_heads(t),
        text_root=root,
        reviewer_name=t.actor.name,
        **({"grounds": codes} if codes else {}),
        **({"minutes_number": f"集体讨论记录第{len(t.seen.discussions)}号"} if "minutes_id" in more else {}),
    )
    t.act.data |= {
        "text_root": root,
        "round": number,
        "purpose": str(purpose),
        "basis": str(outcome),
        "reviewer": t.by.person_id,
        "review": opinion.pk,
    }
    t.act.type = "review.returned" if outcome is ReviewOutcome.OBJECT else "review.passed"


def give_opinion(t: Taking) -> None:
    """同意 or 存在问题 with coded grounds; any head with an issue means the text does not pass (plan 三(三)4)."""
    submission = t.seen.submission
    found = reviewing.machine(t.case, t.seen, on=t.on)
    for head in ReviewHead:
        t.act.save(
            Finding(
                submission=submission,
                head=head,
                verdict=t.values[f"head_{head.value}"],
                note=t.values.get(f"note_{head.value}") or "",
                evidence=reviewing.kept(found[head]),
            )
        )
    grounds = [h.value for h in ReviewHead if t.values[f"head_{h.value}"] == "issue"]
    _opinion(
        t,
        ReviewOutcome(t.values["outcome"]),
        number=submission.round,
        purpose=ReviewPurpose(submission.purpose),
        root=submission.text_root,
        submission=submission,
        grounds=rows.list_text(grounds),
    )
    t.act.data["grounds"] = grounds


def confirm(t: Taking) -> None:
    """The review unit makes its earlier approval final: only the generated paragraph on notice and answer was added."""
    _opinion(
        t,
        ReviewOutcome.AGREE,
        number=t.facts.last_round.number + 1,
        purpose=ReviewPurpose.FINAL,
        root=_cut(t),
        submission=t.seen.submission,
    )


def object_to(t: Taking) -> None:
    t.act.save(
        Consultation(
            case=t.case,
            round=t.facts.last_round.number,
            objection=t.values["objection"],
            objected_by_id=t.by.person_id,
            objected_at=t.now,
        )
    )


def _talk(t: Taking) -> Consultation:
    return Consultation.objects.get(case=t.case, round=t.facts.last_round.number)


def consult(t: Taking) -> None:
    talk = _talk(t)
    talk.reviewer_view, talk.outcome, talk.consulted_at = t.values["reviewer_view"], t.values["outcome"], t.now
    t.act.save(talk)
    t.paper(
        Doc.CONSULTATION_RECORD,
        held_at=f"{t.on.isoformat()}T09:00",
        unit_people=papers.names_of([talk.objected_by_id]),
        review_people=t.actor.name,
        opinion_number=f"第{talk.round}轮审核意见",
        unit_view=talk.objection,
        review_view=talk.reviewer_view,
        result="follow" if talk.outcome == "agreed" else "none",
    )


def request_discussion(t: Taking) -> None:
    talk = _talk(t)
    talk.discussion_asked_at = t.now
    t.act.save(talk)


def _why_discussed(t: Taking) -> tuple[str, ...]:
    """Grounds of the discussion, of the decision that is being written."""
    step = decision_text.step_of(t.case, decision_text.doc_of(t.case, t.seen.draft))
    rule = procedures.rule_of(t.case.law_version, step) if step else None
    return discussion_grounds(rule.decides, t.facts.proposal) if rule and rule.decides else ()


def discuss(t: Taking) -> None:
    """Minutes bind the text, the fine and the kinds that were discussed (处57②)."""
    members = list(dict.fromkeys([t.by.person_id, *t.values["members"]]))
    version = t.paper(
        Doc.DISCUSSION_RECORD,
        held_at=f"{t.on.isoformat()}T09:00",
        place=t.values["place"],
        chair_name=t.actor.name,
        members=papers.names_of(members),
        attendees=papers.names_of([h.person_id for h in t.seen.handlers]),
        recorder=t.values["recorder"],
        reason_to_discuss="；".join(_why_discussed(t)) or "承办机构与法制审核机构意见不一致",
        report=rows.proposal_text(t.case) or f"建议{t.case.cause}。",
        review_view=t.seen.opinion.words if t.seen.opinion else "尚未出具审核意见",
        speeches=[{"speaker": "全体参加讨论的负责人", "words": t.values["conclusion"]}],
        conclusion=t.values["conclusion"],
    )
    discussion = Discussion(
        case=t.case,
        ord=Discussion.objects.filter(case=t.case).count(),
        kind=t.values["kind"],
        text_root=t.facts.last_round.text_root if t.facts.last_round else "",
        version=version,
        chair_id=t.by.person_id,
        members=rows.list_text(members),
        reviewer_heard=int(bool(t.values["reviewer_heard"])),
        quorum=int(len(members) >= 3),
        fine=obliged(t),
        penalties=rows.penalty_text(t.case.penalties),
        conclusion=t.values["conclusion"],
        held_on=t.on,
    )
    t.act.save(discussion)
    t.act.data |= {"discussion": discussion.pk, "members": len(members), "fine": discussion.fine}


def settle(t: Taking) -> None:
    """Round n+1 on the same root, citing the minutes: discussion never replaces review (plan 三(三)3)."""
    last = t.facts.last_round
    minutes = next(d for d in reversed(t.seen.discussions) if d.kind == "dispute" and d.text_root == last.text_root)
    _opinion(
        t,
        ReviewOutcome.SETTLED,
        number=last.number + 1,
        purpose=last.purpose,
        root=last.text_root,
        submission=t.seen.submission,
        minutes_id=minutes.pk,
    )


WRITERS = {
    Step.SUBMIT_REVIEW: submit,
    Step.GIVE_OPINION: give_opinion,
    Step.CONFIRM_REVIEW: confirm,
    Step.OBJECT: object_to,
    Step.CONSULT: consult,
    Step.REQUEST_DISCUSSION: request_discussion,
    Step.DISCUSS: discuss,
    Step.SETTLE_REVIEW: settle,
}
