"""Complaints and corrections with their steps and ties; rounds in which inspected firms say how an inspection was."""

from __future__ import annotations

from django.db import models

from mingjing.law.complaining import OVER, About, Finding, Move, Source, Standing, Tie, Wish
from mingjing.ledger.models import BoundModel


class Complaint(BoundModel):
    """One complaint or request for correction. ``handled_by`` is who must act now; dates are Beijing dates."""

    code = models.CharField("查询码", max_length=20, unique=True)
    request = models.CharField("同一次提交", max_length=64, null=True, unique=True)
    source = models.CharField("来源", max_length=10, choices=Source.choices())
    outside_number = models.CharField("来源编号", max_length=60, blank=True)
    wish = models.CharField("诉求", max_length=12, choices=Wish.choices())
    about = models.CharField("对象", max_length=10, choices=About.choices())
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organs.Unit", models.PROTECT, related_name="+", null=True)
    publication = models.ForeignKey("disclosure.Publication", models.PROTECT, related_name="+", null=True)
    officer = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    subject = models.CharField("所指", max_length=240)
    address = models.CharField("公开页面", max_length=200, blank=True)
    content = models.TextField("内容")
    name = models.CharField("称呼", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    files = models.JSONField("附件", default=list)
    registered_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    received_at = models.DateTimeField()
    handled_by = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    standing = models.CharField(max_length=12, choices=Standing.choices(), default=Standing.RECEIVED)
    finding = models.CharField("核查结果", max_length=10, choices=Finding.choices(), blank=True)
    reply = models.TextField("答复", blank=True)
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["handled_by", "standing"], name="complaint_handled"),
            models.Index(fields=["organ", "received_at"], name="complaint_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.get_wish_display()}：{self.subject}"

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.standing in OVER


class ComplaintTie(BoundModel):
    """A person who may not read or handle a complaint, and why."""

    append_only = True

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="ties")
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    tie = models.CharField(max_length=10, choices=Tie.choices())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "person"], name="complaint_tie_once")]


class ComplaintMove(BoundModel):
    """One step of handling: who, for which organ, why."""

    append_only = True

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=10, choices=Move.choices())
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]


class IntakeCount(models.Model):
    """How often one network address handed something in on a day. ``address`` is a keyed digest of address and day."""

    day = models.DateField()
    address = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "address"], name="intake_address_once")]


class FeedbackRound(BoundModel):
    """One organ, one quarter, one key: who holds a signature under ``modulus`` may say once how an inspection was."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6)
    modulus = models.TextField("公钥模数（十六进制）")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "quarter"], name="feedback_round_once")]


class FeedbackIssue(BoundModel):
    """A firm was given its one token of a round. ``blinded``: digest of what was signed, unrelated to the token."""

    append_only = True

    round = models.ForeignKey(FeedbackRound, models.PROTECT, related_name="+")
    firm = models.CharField(max_length=64)
    blinded = models.CharField(max_length=64)
    issued_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "firm"], name="feedback_firm_once")]


class FeedbackBox(models.Model):
    """What came in and is not released: one row a round, both lists sorted by content, so that no order is kept.

    Not bound to entries: an entry for each rating would put a moment beside it (ADR 0009).
    """

    round = models.OneToOneField(FeedbackRound, models.PROTECT, primary_key=True, related_name="+")
    ratings = models.JSONField(default=list)
    spent = models.JSONField(default=list)


class FeedbackRelease(BoundModel):
    """A closed round, released whole or withheld for good because too few firms spoke."""

    append_only = True

    round = models.OneToOneField(FeedbackRound, models.PROTECT, related_name="+")
    withheld = models.BooleanField()
    firms = models.PositiveIntegerField(default=0)
    tallies = models.JSONField(default=dict)
    comments = models.JSONField(default=list)
    released_on = models.DateField()
