"""Tables of the yearly assessment: weights a bureau adopted, assessments with a line per organ, appeals, model units.

Imported by ``models``: Django finds them there.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from mingjing.law import indicators as law
from mingjing.law.assessing import State
from mingjing.law.indicators import Indicator, Origin, Shape, Value
from mingjing.law.interest import Quantity
from mingjing.ledger.models import BoundModel


class WeightVersion(BoundModel):
    """考核指标 and weights as a bureau adopted them, with its document."""

    append_only = True

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    document = models.CharField("文号", max_length=60)
    content = models.JSONField()
    adopted_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    adopted_on = models.DateField()

    class Meta:
        ordering = ["-valid_from", "-ledger_id"]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators themselves."""
        return indicators_of(self.content)


def kept(indicators: tuple[Indicator, ...]) -> list[dict[str, Any]]:
    """Indicators as stored."""
    names = ("code", "group", "label", "part", "whole", "weight", "basis")
    return [
        {n: getattr(i, n) for n in names}
        | {"origin": i.origin.value, "shape": i.shape.value, "keys": list(i.keys), "counts": i.counts.value}
        for i in indicators
    ]


def indicators_of(rows: list[dict[str, Any]]) -> tuple[Indicator, ...]:
    """Read back what ``kept`` gave."""
    return tuple(
        Indicator(
            **{n: row[n] for n in ("code", "group", "label", "part", "whole", "weight", "basis")},
            origin=Origin(row["origin"]), shape=Shape(row["shape"]), keys=tuple(row["keys"]),
            counts=Quantity(row["counts"]),
        )
        for row in rows
    )  # fmt: skip


class Assessment(BoundModel):
    """One bureau's assessment of a period. ``indicators``: as they stood when it was made; nothing changes them."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.CharField("文号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    title = models.CharField(max_length=120)
    indicators = models.JSONField()
    document = models.CharField("指标依据的文号", max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices(), default=State.DRAFT)
    computed_on = models.DateField()
    told_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    public = models.BooleanField("向社会公布", default=False)
    made_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-ledger_id"]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> tuple[Indicator, ...]:
        """Its indicators."""
        return indicators_of(self.indicators)


class AssessmentLine(BoundModel):
    """One organ in it. ``values``: code → {"part", "whole", "source"}; ``total`` in hundredths, None without data."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="lines")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "organ"], name="assessed_once"),
            models.CheckConstraint(
                condition=models.Q(total__isnull=True) | models.Q(total__lte=10_000), name="assessed_at_most_hundred"
            ),
        ]
        indexes = [models.Index(fields=["organ"], name="assessment_of_organ")]

    @property
    def result(self) -> law.Result:
        """Scored by the assessment's own indicators."""
        return law.score(self.assessment.content, {code: Value(**v) for code, v in self.values.items()})


class AssessmentAppeal(BoundModel):
    """An organ objects to one indicator, once."""

    append_only = True

    line = models.ForeignKey(AssessmentLine, models.PROTECT, related_name="appeals")
    code = models.CharField(max_length=10)
    content = models.TextField()
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]
        constraints = [models.UniqueConstraint(fields=["line", "code"], name="assessment_appealed_once")]


class AppealAnswer(BoundModel):
    """What the bureau answers; ``before``: the value that stood, where it was corrected."""

    append_only = True

    appeal = models.OneToOneField(AssessmentAppeal, models.PROTECT, related_name="answer")
    upheld = models.BooleanField()
    before = models.JSONField(default=dict)
    content = models.TextField()
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ModelUnit(BoundModel):
    """示范点: a unit named with its reason; taken back with a reason, never deleted."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    bureau = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    reason = models.CharField("事迹", max_length=300)
    document = models.CharField("文号", max_length=60)
    named_on = models.DateField()
    named_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField("撤销理由", max_length=300, blank=True)

    class Meta:
        ordering = ["-named_on", "-ledger_id"]
        constraints = [
            models.UniqueConstraint(fields=["organ"], condition=models.Q(ended_on__isnull=True), name="model_unit_once")
        ]
