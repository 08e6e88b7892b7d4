"""Reads of the review. The caller has been through the one door to the case (``procedure.queries.case_for``)."""

from __future__ import annotations

from mingjing.review.models import Consultation, Finding, Opinion, Submission


def submissions(case_id: str) -> dict[int, Submission]:
    """Round → what was sent, with the version, who sent it and to whom."""
    rows = Submission.objects.filter(case=case_id).order_by("round")
    rows = rows.select_related("version", "version__document", "submitted_by", "assigned_to")
    return {s.round: s for s in rows}


def opinions(case_id: str) -> dict[int, Opinion]:
    """Round → the opinion given in it."""
    rows = Opinion.objects.filter(case=case_id).order_by("round").select_related("reviewer")
    return {o.round: o for o in rows}


def consultations(case_id: str) -> dict[int, Consultation]:
    """Round → objection and consultation on its opinion."""
    rows = Consultation.objects.filter(case=case_id).select_related("objected_by")
    return {c.round: c for c in rows}


def findings(submission: Submission) -> dict[str, Finding]:
    """Head → the reviewer's verdict, with what the machine had found then."""
    return {f.head: f for f in submission.findings.all()}
