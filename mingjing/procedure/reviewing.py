"""What lies before the reviewer of a case: the text, what the machine finds on it, the rounds so far, the step now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mingjing.clocks import queries as clocks
from mingjing.documents import queries as documents
from mingjing.documents.models import DocumentVersion
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc, ReviewHead, ReviewOutcome, ReviewPurpose, Stage, Step
from mingjing.procedure import papers, weighed
from mingjing.procedure.models import Decision
from mingjing.review import queries as reviews
from mingjing.review.checking import Check, Exhibit, Sent
from mingjing.review.prechecks import prechecks

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.documents.comparing import Comparison
    from mingjing.organs.permissions import Actor
    from mingjing.procedure.facts import Gathered
    from mingjing.review.models import Consultation, Finding, Opinion, Submission

YEARS = 3  # how far back decided cases are compared


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round: what was sent, what was said, the paper it made, and what changed since the round before."""

    number: int
    purpose: ReviewPurpose
    submission: Submission | None
    opinion: Opinion | None
    findings: dict[str, Finding]
    consultation: Consultation | None
    text: DocumentVersion | None
    before: DocumentVersion | None
    changes: Comparison | None
    paper: DocumentVersion | None


def machine(case: Case, seen: Gathered, *, on: date) -> dict[ReviewHead, tuple[Check, ...]]:
    """The checks of the eight heads on the text that is, or would be, under review on the day ``on``."""
    text = under_review(seen)
    organ, due = case.organ, clocks.obligation_of(case.pk, "case.decide")
    sent = Sent(
        values=dict(text.values) if text else {},
        exhibits=tuple(Exhibit(i.kind, i.title, i.proves, bool(i.blob_id)) for i in evidence.items(case.pk)),
        recordings=len(evidence.recordings(case.pk)),
        organ=organ.name,
        organ_valid=organ.valid_from <= on and (organ.valid_to is None or on <= organ.valid_to),
        decide_due=due.rolled if due else None,
        statutory_range=case.statutory_range,
        goods_value=case.goods_value,
        similar=similar(case, on=on),
        reviewer=(seen.submission.assigned_to_id or "") if seen.submission else "",
        benchmarks=() if seen.facts.weighed else tuple(str(b) for b in weighed.fitting(case)),
    )
    return prechecks(seen.facts, sent)


def kept(checks: tuple[Check, ...]) -> list[dict[str, str]]:
    """Checks as they are kept with the reviewer's finding."""
    return [asdict(check) for check in checks]


def under_review(seen: Gathered) -> DocumentVersion | None:
    """The text that was sent while its round is open, else the newest draft."""
    last = seen.facts.last_round
    pending = last is not None and last.outcome is None
    return seen.submission.version if pending and seen.submission else seen.draft


def similar(case: Case, *, on: date) -> tuple[int, ...]:
    """Fines of decided cases of the same cause in this installation, of the last three years, this case left out."""
    since = on - timedelta(days=YEARS * 366)
    rows = Decision.objects.filter(case__cause=case.cause, kind="ordinary_penalty", fine__gt=0, decided_on__gte=since)
    return tuple(rows.exclude(case=case).order_by("fine").values_list("fine", flat=True))


def rounds(actor: Actor, case: Case) -> list[RoundView]:
    """Every round, first one first."""
    sent, said, talks = reviews.submissions(case.pk), reviews.opinions(case.pk), reviews.consultations(case.pk)
    cut = {v.text_root: v for v in papers.versions(case).exclude(text_root="").order_by("made_at")}
    opinions = {v.values.get("round_no"): v for v in papers.finals(case).filter(document__doc=Doc.REVIEW_OPINION)}
    views: list[RoundView] = []
    before: DocumentVersion | None = None
    for number in sorted({*sent, *said}):
        submission, opinion = sent.get(number), said.get(number)
        text = submission.version if submission else cut.get(opinion.text_root if opinion else "")
        moved = before is not None and text is not None and before.pk != text.pk
        views.append(
            RoundView(
                number=number,
                purpose=ReviewPurpose((opinion or submission).purpose),  # type: ignore[union-attr]
                submission=submission,
                opinion=opinion,
                findings=reviews.findings(submission) if submission else {},
                consultation=talks.get(number),
                text=text,
                before=before if moved else None,
                changes=documents.changes(actor, before, text) if moved and before and text else None,
                paper=opinions.get(number),
            )
        )
        before = text or before
    return views


def step_now(case: Case, seen: Gathered) -> Step | None:
    """What the reviewer is asked to do now: give an opinion, confirm the one given before the notice, or nothing."""
    last = seen.facts.last_round
    if last is None or case.stage not in (Stage.INVESTIGATED, Stage.NOTIFIED):
        return None
    if last.outcome is None:
        return Step.GIVE_OPINION
    passed = last.outcome in (ReviewOutcome.AGREE, ReviewOutcome.SETTLED)
    told = case.stage == Stage.NOTIFIED and not case.no_penalty_ground
    return Step.CONFIRM_REVIEW if passed and told and last.purpose is ReviewPurpose.PRE_NOTICE else None


def enclosed(case: Case, submission: Submission | None) -> list[dict[str, Any]]:
    """The materials of a submission with what they are now: a version, a piece of evidence, or neither any more.

    Without a submission: what would be sent now.
    """
    found = {v.content_sha256: v for v in papers.finals(case)}
    items = {i.blob_id: i for i in evidence.items(case.pk) if i.blob_id}
    named = {i.title: i for i in evidence.items(case.pk)}
    return [
        {
            **material,
            "version": found.get(material["digest"]),
            "item": items.get(material["digest"]) or (None if material["digest"] else named.get(material["name"])),
        }
        for material in (submission.materials if submission else papers.materials(case))
    ]
