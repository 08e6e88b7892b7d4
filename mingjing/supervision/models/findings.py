"""监督事项: a finding of the bureau about an organ, the letters written on it, every move of either side."""

from __future__ import annotations

from django.db import models

from mingjing.law.supervising import OVER, OWED, Letter, Move, Source, Standing
from mingjing.ledger.models import BoundModel


class Finding(BoundModel):
    """One finding. ``rule``: what was not kept, in words; ``subject_kind``/``subject_id``: what it is about."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    bureau = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=16, choices=Source.choices())
    rule = models.CharField("依据的规定", max_length=200)
    title = models.CharField("事项", max_length=120)
    facts = models.TextField("情况")
    subject_kind = models.CharField(max_length=16, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    complaint = models.ForeignKey("supervision.Complaint", models.PROTECT, related_name="+", null=True)
    standing = models.CharField(max_length=12, choices=Standing.choices(), default=Standing.RAISED)
    raised_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    result = models.TextField("办理结果", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organ", "standing"], name="finding_of_organ"),
            models.Index(fields=["subject_kind", "subject_id"], name="finding_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(organ=models.F("bureau")), name="finding_not_of_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.standing in OVER

    @property
    def owed(self) -> bool:
        """Whether the organ is to answer now."""
        return self.standing in OWED


class SupervisionLetter(BoundModel):
    """One issued paper, as it was sent: its values are what the pages are set from. Never rewritten."""

    append_only = True

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Letter.choices())
    number = models.CharField("文号", max_length=80, unique=True)
    values = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    issued_on = models.DateField("制发日期")
    due_on = models.DateField("反馈期限")
    author = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("送达时间")

    class Meta:
        ordering = ["ledger_id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class FindingMove(BoundModel):
    """One move: who, for which organ, with which words and files; ``letter`` where one was sent or signed for."""

    append_only = True

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=10, choices=Move.choices())
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    letter = models.ForeignKey(SupervisionLetter, models.PROTECT, related_name="moves", null=True)
    words = models.TextField(blank=True)
    files = models.JSONField(default=list)  # [[name, hash]]
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(move="sign"), name="supervision_letter_signed_once"
            ),
        ]
