"""What is known of a filed case, for the checks before people score it; who has to do with it; why it is risky."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pikepdf

from mingjing.archive import volume
from mingjing.archive.models import Volume
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.documents.models import DocumentVersion
from mingjing.evidence import queries as evidence
from mingjing.law.dossier_draw import Risk
from mingjing.law.dossier_facts import DossierFacts, Paper
from mingjing.law.kinds import Doc, ReviewOutcome
from mingjing.law.thresholds import must_file
from mingjing.procedure.facts import gather, propose
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Decision, DecisionAnnulment, Discussion, Hearing, Payment
from mingjing.review.models import Opinion, Submission


def pages_of(case: Case) -> dict[str, int]:
    """Version id → first printed page in the volume, as it was bound. Renders every document: some seconds."""
    page, found = 1, {}
    for version in volume.documents(case):
        found[version.pk] = page
        with pikepdf.open(io.BytesIO(volume.pdf_of(version, case.organ.name))) as pdf:
            page += len(pdf.pages)
    return found


def of_case(case: Case, pages: dict[str, int]) -> DossierFacts:
    """Facts of a filed case. ``pages``: of ``pages_of``; what is not in it lies in no volume."""
    filed = Volume.objects.filter(case=case).order_by("ledger_id").last()
    on = case.decided_on or case.ended_on or beijing_date(case.opened_at)
    since = case.filed_on or case.found_on
    decision = _decision(case)
    paid = list(Payment.objects.filter(case=case).values_list("amount", "voucher"))
    recordings = evidence.recordings(case.pk)
    return DossierFacts(
        case=gather(case, on=on).facts,
        papers=tuple(_paper(v, pages) for v in sorted(volume.documents(case), key=lambda v: v.document.sort)),
        handlers=tuple((h.person.name, h.certificate.valid_on(since)) for h in case.handlers.all() if not h.recused),
        decided_on=decision.decided_on if decision else case.decided_on,
        decided_fine=decision.fine if decision else 0,
        penalties=frozenset(p.value for p in decision.penalty_kinds) if decision else frozenset(),
        reviewed_on=beijing_date(decision.review.given_at) if decision and decision.review else None,
        vouchers=sum(bool(voucher) for _, voucher in paid),
        paid=sum(amount for amount, _ in paid),
        listed_documents=filed.documents if filed else None,
        listed_recordings=filed.recordings if filed else 0,
        recordings=len(recordings),
        late_recordings=sum(r.late for r in recordings),
    )


def _decision(case: Case) -> Decision | None:
    annulled = DecisionAnnulment.objects.values("decision_id")
    rows = Decision.objects.filter(case=case).exclude(pk__in=annulled).select_related("review")
    return rows.order_by("-ledger_id").first()


def _paper(version: DocumentVersion, pages: dict[str, int]) -> Paper:
    values: dict[str, Any] = version.values
    doc = Doc(version.document.doc)
    return Paper(doc, version.document.title, version.number, version.issued_on, pages.get(version.pk, 0), values)


def tied(case: Case) -> frozenset[str]:
    """Everyone who had a hand in a case: handlers ever, reviewers, who signed, chaired or heard it."""
    found = set(case.handlers.values_list("person_id", flat=True))
    found |= set(Submission.objects.filter(case=case).values_list("assigned_to_id", flat=True))
    found |= set(Submission.objects.filter(case=case).values_list("submitted_by_id", flat=True))
    found |= set(Opinion.objects.filter(case=case).values_list("reviewer_id", flat=True))
    found |= set(Decision.objects.filter(case=case).values_list("signer", flat=True))
    found |= set(Discussion.objects.filter(case=case).values_list("chair_id", flat=True))
    found |= set(Hearing.objects.filter(case=case).values_list("host_id", flat=True))
    return frozenset(str(p) for p in found if p)


def risks_of(case: Case, on: date) -> tuple[Risk, ...]:
    """Why a dossier is drawn more often when the draw is weighted by risk."""
    found = []
    proposal = propose(case, tuple(case.parties.all()), case.decided_on or on)
    if proposal and must_file(proposal):
        found.append(Risk.MAJOR)
    if Opinion.objects.filter(case=case, outcome=ReviewOutcome.OBJECT).exists():
        found.append(Risk.RETURNED)
    if any((o.met_on or on) > o.rolled for o in clocks.of_subject(case.pk) if o.owner_role):
        found.append(Risk.LATE)
    if case.annulled_on:
        found.append(Risk.ANNULLED)
    have, _ = evidence.recorded(case.pk)
    if not have:
        found.append(Risk.UNRECORDED)
    return tuple(found)
