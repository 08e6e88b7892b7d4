"""Publications, their marks, and the outbox that survives a kill."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import UnitClass
from mingjing.ledger.models import BoundModel


class Publication(BoundModel):
    """One publication of a decision. Prepared by one person, approved by another, neither a handler."""

    class State(models.TextChoices):
        PREPARED = "prepared", "待审核"
        RETURNED = "returned", "退回修改"
        APPROVED = "approved", "正在公示"
        PUBLISHED = "published", "已公示"
        CORRECTED = "corrected", "已更正"
        WITHDRAWN = "withdrawn", "已撤下"
        WITHHELD = "withheld", "依规定不公开"

    decision = models.ForeignKey("procedure.Decision", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    page = models.CharField("公示编号", max_length=32)
    revision = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    scope = models.CharField(max_length=8)
    ground = models.CharField(max_length=120)
    span_root = models.CharField(max_length=64, blank=True)
    exception = models.CharField("送达前公示的理由", max_length=200, blank=True)
    late_reason = models.CharField("逾期原因", max_length=200, blank=True)
    prepared_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    note = models.CharField("更正、撤下、退回的理由", max_length=300, blank=True)
    ended_on = models.DateField("撤下日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("prepared_by")),
                name="publication_two_people",
            ),
            models.UniqueConstraint(fields=["page", "revision"], name="publication_revision_once"),
        ]
        indexes = [models.Index(fields=["case", "state"])]


class Mark(BoundModel):
    """A unit whose class the publisher changed, and why. The text and its cut are never touched."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="marks")
    path = models.CharField(max_length=16)
    klass = models.CharField(max_length=16, choices=UnitClass.choices())
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "path"], name="mark_once")]


class Outbox(models.Model):
    """What an approved publication still needs. ``step``: approved → anchored → stored → done."""

    publication = models.OneToOneField(Publication, models.PROTECT, primary_key=True, related_name="+")
    step = models.CharField(max_length=10, default="approved")
    public_seq = models.BigIntegerField(null=True)
    anchor_seq = models.BigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
