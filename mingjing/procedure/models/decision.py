"""Notice, discussion, decision, annulment: append-only tables made by RunSQL (design: the gate, layer 3).

Their SQL stands in ``procedure/gate_sql.py``; the classes here only read and insert.
"""

from __future__ import annotations

import json

from django.db import models

from mingjing.law.kinds import Penalty
from mingjing.ledger.models import BoundModel


class Penalties:
    """``penalties`` is canonical JSON text in these tables, the same on both engines."""

    penalties: str

    @property
    def penalty_kinds(self) -> frozenset[Penalty]:
        """The kinds of penalty named in this row."""
        return frozenset(Penalty(value) for value in json.loads(self.penalties))


class Notice(Penalties, BoundModel):
    """A prior notice (处44): what is proposed, and whether the right to a hearing was told (处63)."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    ord = models.PositiveSmallIntegerField()
    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    hearing_told = models.PositiveSmallIntegerField()
    fine = models.BigIntegerField()
    penalties = models.TextField()
    grounds = models.TextField()
    given_on = models.DateField()

    class Meta:
        db_table = "notice"


class Discussion(Penalties, BoundModel):
    """A collective discussion by the heads (处57②), or on a dispute with the review (plan 三(三)3)."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    ord = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)  # major | dispute
    text_root = models.CharField(max_length=64)
    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    chair = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", db_column="chair")
    members = models.TextField()
    reviewer_heard = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    fine = models.BigIntegerField()
    penalties = models.TextField()
    conclusion = models.TextField()
    held_on = models.DateField()

    class Meta:
        db_table = "discussion"


class Decision(Penalties, BoundModel):
    """The decision. The database itself refuses one without a passed final review of the same text."""

    append_only = True

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # ordinary_penalty | no_penalty
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    ord = models.PositiveSmallIntegerField()
    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    text_root = models.CharField(max_length=64)
    review_required = models.PositiveSmallIntegerField()
    review = models.ForeignKey("review.Opinion", models.PROTECT, related_name="+", null=True)
    review_purpose = models.CharField(max_length=12, null=True)
    review_outcome = models.CharField(max_length=8, null=True)
    reviewer = models.CharField(max_length=32, null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+", null=True)
    discussion_required = models.PositiveSmallIntegerField()
    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="+", null=True)
    signer = models.CharField(max_length=32)
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    fine = models.BigIntegerField()
    confiscated = models.BigIntegerField()
    penalties = models.TextField()

    class Meta:
        db_table = "decision"


class DecisionAnnulment(BoundModel):
    """An annulment (复议、诉讼、自行撤销): the only way to a second decision on the same party."""

    append_only = True

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    by = models.CharField(max_length=120)
    annulled_on = models.DateField()

    class Meta:
        db_table = "decision_annulment"
