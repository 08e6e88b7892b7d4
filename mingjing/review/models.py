"""法制审核: submissions, findings on the eight heads, consultations, and the opinion (append-only, by RunSQL)."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import ReviewHead, ReviewOutcome, ReviewPurpose
from mingjing.ledger.models import BoundModel


class Submission(BoundModel):
    """One sending of a case to review: which text, with which materials, by when an opinion is due."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=12, choices=ReviewPurpose.choices())
    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    text_root = models.CharField(max_length=64)
    materials = models.JSONField(default=list)
    note = models.TextField("送审说明", blank=True)
    submitted_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    assigned_to = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="submission_round_once")]
        indexes = [models.Index(fields=["assigned_to"])]


class Finding(BoundModel):
    """The reviewer's verdict on one of the eight heads, beside what the system found by itself."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="findings")
    head = models.CharField(max_length=2, choices=ReviewHead.choices())
    verdict = models.CharField(max_length=5)  # pass | issue | na
    note = models.TextField(blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "head"], name="finding_head_once")]


class Opinion(BoundModel):
    """The opinion of one round. Append-only; the decision's composite key points here (design: the gate, layer 3)."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=12, choices=ReviewPurpose.choices())
    text_root = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=ReviewOutcome.choices())
    minutes_id = models.CharField(max_length=32, null=True)
    reviewer = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", db_column="reviewer")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+", null=True)
    grounds = models.TextField("存在的问题（审核要点代码）", blank=True)
    words = models.TextField("审核意见", blank=True)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "review"


class Consultation(BoundModel):
    """Objection of the case unit and what both sides said (plan 三(三)3)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    objection = models.TextField("异议")
    objected_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    objected_at = models.DateTimeField()
    reviewer_view = models.TextField("法制审核机构意见", blank=True)
    outcome = models.CharField("协商结果", max_length=12, blank=True)  # agreed | disagreed
    consulted_at = models.DateTimeField(null=True)
    discussion_asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="consultation_round_once")]
