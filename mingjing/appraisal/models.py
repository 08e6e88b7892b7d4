"""Sheets a bureau adopted, plans with their draw, drawn dossiers, scores, defences, rulings, rectification."""

from __future__ import annotations

from django.db import models

from mingjing.appraisal.yearly import (
    AppealAnswer,
    Assessment,
    AssessmentAppeal,
    AssessmentLine,
    ModelUnit,
    WeightVersion,
)
from mingjing.law.dossier_course import FINAL, TOLD, Move, PlanState, Standing
from mingjing.law.dossier_draw import Method
from mingjing.law.dossier_scoring import Given, Total, shown
from mingjing.law.dossier_sheets import DossierKind, Sheet
from mingjing.ledger.models import BoundModel

__all__ = [
    "AppealAnswer", "Assessment", "AssessmentAppeal", "AssessmentLine", "Defence", "Dossier", "ModelUnit", "Plan",
    "Rectification", "Ruling", "Score", "Seat", "SheetVersion", "WeightVersion",
]  # fmt: skip


class SheetVersion(BoundModel):
    """评查表 as a bureau adopted it: the last one whose day has come counts, and none is ever changed."""

    append_only = True

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DossierKind.choices())
    valid_from = models.DateField()
    document = models.CharField("文号", max_length=60)
    content = models.JSONField()
    adopted_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    adopted_on = models.DateField()

    class Meta:
        ordering = ["-valid_from", "-ledger_id"]

    @property
    def sheet(self) -> Sheet:
        """The sheet itself."""
        return Sheet.of(self.content)


class Plan(BoundModel):
    """One round of appraisal. Everything but the state is fixed once the lists are in the public log.

    ``quotas``: [{"organ", "kind", "number"}] by organ id; ``reviewers``: person ids; ``limit``: tenths of a point;
    ``sheets``: kind → the sheet as it stood then. Texts ``request`` … ``result`` are canonical JSON as published.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.CharField("文号", max_length=60, unique=True)
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    filed_from = models.DateField()
    filed_to = models.DateField()
    method = models.CharField(max_length=8, choices=Method.choices())
    quotas = models.JSONField(default=list)
    reviewers = models.JSONField(default=list)
    limit = models.PositiveSmallIntegerField("分歧上限（十分之一分）")
    sheets = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=PlanState.choices(), default=PlanState.DRAFT)
    made_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    made_on = models.DateField()
    request = models.TextField(blank=True)
    rows = models.TextField(blank=True)
    people = models.TextField(blank=True)
    entry = models.BigIntegerField("登记在公示日志第几条", null=True)
    previous = models.TextField("登记之前的检查点", blank=True)
    checkpoint = models.TextField("第一个包含登记的检查点", blank=True)
    result = models.TextField(blank=True)
    drawn_on = models.DateField(null=True)
    notice = models.TextField("结果通报", blank=True)
    closed_on = models.DateField(null=True)
    public = models.BooleanField("通报向社会公布", default=False)

    class Meta:
        ordering = ["-ledger_id"]

    def __str__(self) -> str:
        return self.title

    def sheet(self, kind: str) -> Sheet:
        """The sheet this plan scores a kind by."""
        return Sheet.of(self.sheets[kind])


class Dossier(BoundModel):
    """One drawn dossier. ``findings``: what the machine found; ``points`` (before a veto), ``vetoed``: the settled
    score; ``told``: what the organ was told was taken off. All in tenths."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="dossiers")
    ord = models.PositiveSmallIntegerField()
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DossierKind.choices())
    standing = models.CharField(max_length=12, choices=Standing.choices(), default=Standing.SCORING)
    findings = models.JSONField(default=list)
    pages = models.JSONField("文书页码", default=dict)
    checked_on = models.DateField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    vetoed = models.BooleanField(default=False)
    told = models.JSONField(default=dict)
    told_on = models.DateField(null=True)
    grade = models.CharField(max_length=10, blank=True)
    final_on = models.DateField(null=True)

    class Meta:
        ordering = ["plan", "ord"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "case"], name="dossier_drawn_once"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__lte=1000), name="dossier_at_most_hundred"
            ),
        ]
        indexes = [models.Index(fields=["organ", "standing"], name="dossier_of_organ")]

    def __str__(self) -> str:
        return f"{self.plan.number} 第 {self.ord} 卷"

    @property
    def score(self) -> Total | None:
        """The settled or final score."""
        return Total(self.points, self.vetoed) if self.points is not None else None

    @property
    def score_shown(self) -> str:
        """96.5; 0 where vetoed; "" while it is not settled."""
        return shown(self.score.tenths) if self.score else ""

    @property
    def told_marks(self) -> Given:
        """What was taken off, as the organ was told."""
        return Given.of(self.told) if self.told else Given()

    @property
    def final(self) -> bool:
        """Whether the score can no longer change."""
        return self.standing in FINAL

    @property
    def known_to_organ(self) -> bool:
        """Whether the organ was told."""
        return self.standing in TOLD


class Seat(BoundModel):
    """A reviewer drawn for a dossier: 1 and 2 at the draw, 3 for a disagreement; ended when someone else takes it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    draw = models.PositiveSmallIntegerField("第几次抽取", default=0)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("调阅时间", null=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField("更换理由", max_length=200, blank=True)

    class Meta:
        ordering = ["number", "ledger_id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "person"], name="seat_person_once"),
            models.UniqueConstraint(
                fields=["dossier", "number"], condition=models.Q(ended_on__isnull=True), name="seat_held_once"
            ),
        ]


class Score(BoundModel):
    """What one reviewer found: round 1 alone; later rounds after both were in, with the reason of the change."""

    append_only = True

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="scores")
    round = models.PositiveSmallIntegerField()
    given = models.JSONField()
    points = models.PositiveSmallIntegerField()
    vetoed = models.BooleanField(default=False)
    words = models.TextField("总体意见", blank=True)
    reason = models.TextField("修改理由", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seat", "round"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "round"], name="score_round_once"),
            models.CheckConstraint(condition=models.Q(points__lte=1000), name="score_at_most_hundred"),
        ]

    @property
    def total(self) -> Total:
        """The score as the law adds it."""
        return Total(self.points, self.vetoed)

    @property
    def marks(self) -> Given:
        """What was taken off."""
        return Given.of(self.given)


class Defence(BoundModel):
    """What the organ says to the result, once, within its time."""

    append_only = True

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="defence")
    accepts = models.BooleanField("没有异议")
    against = models.JSONField("有异议的项目", default=list)
    content = models.TextField(blank=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Ruling(BoundModel):
    """The final score: what is given back, with the answer; what is to be put right."""

    append_only = True

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="ruling")
    restored = models.JSONField(default=dict)
    lifted = models.JSONField(default=list)
    answer = models.TextField(blank=True)
    demand = models.TextField("整改要求", blank=True)
    due_on = models.DateField("整改期限", null=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Rectification(BoundModel):
    """One step of putting it right: what was done with its proof, or what the bureau says to it."""

    append_only = True

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="rectifications")
    move = models.CharField(max_length=10, choices=Move.choices())
    content = models.TextField()
    files = models.JSONField("证明材料", default=list)
    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["ledger_id"]
