"""Complaints and feedback, findings with their letters, circulars, alerts told to people and calendar links."""

from mingjing.supervision.models.alerts import CalendarLink, Digest, Told
from mingjing.supervision.models.circulars import Circular, CircularCopy
from mingjing.supervision.models.complaints import (
    Complaint,
    ComplaintMove,
    ComplaintTie,
    FeedbackBox,
    FeedbackIssue,
    FeedbackRelease,
    FeedbackRound,
    IntakeCount,
)
from mingjing.supervision.models.findings import Finding, FindingMove, SupervisionLetter

__all__ = [
    "CalendarLink",
    "Circular",
    "CircularCopy",
    "Complaint",
    "ComplaintMove",
    "ComplaintTie",
    "Digest",
    "FeedbackBox",
    "FeedbackIssue",
    "FeedbackRelease",
    "FeedbackRound",
    "Finding",
    "FindingMove",
    "IntakeCount",
    "SupervisionLetter",
    "Told",
]
