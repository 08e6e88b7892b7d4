"""Leads (线索): what a rule found, what it rests on, and what became of it. A run of the analysis is a row too."""

from __future__ import annotations

from django.db import models

from mingjing.ledger.models import BoundModel
from mingjing.statistics.analysis.standing import MoveKind, Standing


class Run(BoundModel):
    """One run of the analysis over the cases of some organs: when, how many cases, which rules, what changed."""

    append_only = True

    on = models.DateField()
    ran_at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    rules = models.JSONField()  # code → version
    raised = models.PositiveIntegerField()
    renewed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        db_table = "statistics_run"
        ordering = ["-ledger"]


class Lead(BoundModel):
    """One suspicion about one subject under one rule. While one is open, the same is not raised again.

    ``key`` names the subject for the rule; ``cases`` are the ids it rests on; ``p`` and ``q`` as text, since a float
    differs between engines. ``words`` is what it says in one sentence.
    """

    rule = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", null=True)
    region = models.CharField("所在地区", max_length=12, blank=True)
    unit = models.ForeignKey("organs.Unit", models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    subject_kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    words = models.CharField("线索", max_length=300)
    cases = models.JSONField("所依据的案件", default=list)
    figures = models.JSONField("数据", default=list)
    n = models.PositiveIntegerField("件数")
    p = models.CharField(max_length=24)
    q = models.CharField(max_length=24)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.NEW)
    first_seen = models.DateField()
    last_seen = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "statistics_lead"
        ordering = ["standing", "-first_seen", "rule", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "key"], condition=models.Q(closed_on__isnull=True), name="lead_open_once"
            )
        ]
        indexes = [models.Index(fields=["organ", "standing"], name="lead_of_organ")]

    def __str__(self) -> str:
        return self.words

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.closed_on is None

    @property
    def certainty(self) -> str:
        """How sure, in one word: 高 below one in ten thousand after correction, 中 below one in a hundred, else 低."""
        q = float(self.q)
        return "高" if q < 0.0001 else "中" if q < 0.01 else "低"


class LeadMove(BoundModel):
    """One thing that happened to a lead: by the system, the organ or the bureau; with words where words are due."""

    append_only = True

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=MoveKind.choices)
    words = models.TextField(blank=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    finding = models.CharField("转成的监督事项", max_length=32, blank=True)

    class Meta:
        db_table = "statistics_lead_move"
        ordering = ["ledger", "id"]
