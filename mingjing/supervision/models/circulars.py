"""通报: what the bureau tells all organs of a period, with the figures it rests on, and who received it."""

from __future__ import annotations

from django.db import models

from mingjing.law.supervising import Tone
from mingjing.ledger.models import BoundModel


class Circular(BoundModel):
    """One circular. Until it is approved it may be edited; the figures are those of the day it was drafted."""

    class State(models.TextChoices):
        DRAFT = "draft", "拟稿"
        SENT = "sent", "已印发"
        DROPPED = "dropped", "已作废"

    bureau = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    region = models.ForeignKey("organs.Region", models.PROTECT, related_name="+")
    tone = models.CharField("类别", max_length=10, choices=Tone.choices())
    first = models.DateField("期间起")
    last = models.DateField("期间止")
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")
    figures = models.JSONField("数据", default=list)  # rows of the form's table, as quoted
    figures_on = models.DateField("数据截至")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    number = models.CharField("文号", max_length=80, blank=True)
    drafted_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    issued_on = models.DateField(null=True)
    published_on = models.DateField("公布日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(drafted_by=models.F("approved_by")), name="circular_two_people"),
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="circular_number_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CircularCopy(BoundModel):
    """A circular as it reached one organ, and who signed for it."""

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="copies")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circular", "organ"], name="circular_copy_once")]
