"""What happens on the way to a decision: recusal, preservation, correction, statement, hearing, pause."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import Step
from mingjing.ledger.models import BoundModel


class CaseRow(BoundModel):
    """A row of a case; the rows of a case stand in the order of their entries."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["ledger_id"]


class StepTaken(CaseRow):
    """One step of the procedure as it was taken: what the gates of later steps ask about earlier ones."""

    step = models.CharField(max_length=32, choices=Step.choices())
    by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    values = models.JSONField(default=dict)

    class Meta(CaseRow.Meta):
        indexes = [models.Index(fields=["case", "ledger"], name="step_taken_of_case")]


class Recusal(CaseRow):
    """A request that someone stand aside (处43)."""

    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=12)  # party | self
    reason = models.TextField()
    asked_on = models.DateField()
    granted = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)


class Preservation(CaseRow):
    """先行登记保存: goods, approval, and the decision due within seven working days (处56)."""

    goods = models.JSONField()
    place = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    handled_on = models.DateField(null=True)
    handling = models.CharField(max_length=200, blank=True)


class Correction(CaseRow):
    """责令改正: what, until when, and what the recheck found (处28)."""

    demand = models.TextField()
    due_on = models.DateField()
    rechecked_on = models.DateField(null=True)
    result = models.CharField(max_length=200, blank=True)


class Statement(CaseRow):
    """The party's statement and defence, or its waiver, after one notice (处45、62)."""

    notice = models.ForeignKey("procedure.Notice", models.PROTECT, related_name="+")
    presented_on = models.DateField()
    waived = models.BooleanField(default=False)
    content = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    adopted = models.CharField(max_length=12, blank=True)  # full | part | none
    answer = models.TextField(blank=True)


class Hearing(CaseRow):
    """A hearing, or the waiver of one, after one notice (处63–65)."""

    notice = models.ForeignKey("procedure.Notice", models.PROTECT, related_name="+")
    requested_on = models.DateField(null=True)
    waived = models.BooleanField(default=False)
    host = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    place = models.CharField(max_length=120, blank=True)
    to_be_held_on = models.DateField(null=True)
    summoned_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    absent = models.BooleanField("当事人无正当理由缺席", default=False)
    reported_on = models.DateField(null=True)
    report = models.TextField(blank=True)


class Pause(CaseRow):
    """A suspension or an extension of the ninety days, under a cited rule of the field (处60)."""

    kind = models.CharField(max_length=8)  # suspend | extend
    basis = models.CharField(max_length=200)
    reason = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(default=0)
