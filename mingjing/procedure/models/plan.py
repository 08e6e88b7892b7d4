"""年度检查计划, and visits that organs make together (国办发〔2024〕54号: 综合查一次)."""

from __future__ import annotations

from django.db import models

from mingjing.law.visits import VisitType
from mingjing.ledger.models import BoundModel


class InspectionPlan(BoundModel):
    """An organ's plan of inspections for a year. Its rows are open to change until it is approved."""

    class State(models.TextChoices):
        DRAFT = "draft", "待批准"
        APPROVED = "approved", "已批准"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    approved_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    approved_on = models.DateField(null=True)
    opinion = models.CharField("审批意见", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="inspection_plan_once")]

    @property
    def approved(self) -> bool:
        """Whether visits may rest on it."""
        return self.state == self.State.APPROVED


class PlanRow(BoundModel):
    """One row: whom, of which type, how often, what is looked at, in which months."""

    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="rows")
    ord = models.PositiveSmallIntegerField()
    power = models.ForeignKey("catalog.PowerItem", models.PROTECT, related_name="+")
    type = models.CharField(max_length=8, choices=VisitType.choices())
    targets = models.CharField("检查对象", max_length=200)
    frequency = models.CharField("频次", max_length=60)
    items = models.JSONField("检查事项", default=list)
    months = models.JSONField("实施月份", default=list)
    filed = models.CharField("专项检查批准、备案文号", max_length=120, blank=True)

    class Meta:
        ordering = ["ord"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ord"], name="plan_row_order_once"),
            models.CheckConstraint(
                condition=~models.Q(type="special") | ~models.Q(filed=""), name="special_row_is_filed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.year} 年计划第 {self.ord} 项"


class JointVisit(BoundModel):
    """One organ's offer to make a visit together with another's, and the answer. Both sides see the one row.

    ``host``: the visit that is joined; ``guest``: the one that offers to join it.
    """

    host = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    guest = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    offered_on = models.DateField()
    offered_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    words = models.CharField("说明", max_length=200, blank=True)
    accepted = models.BooleanField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "guest"], name="joint_visit_offered_once"),
            models.CheckConstraint(condition=~models.Q(host=models.F("guest")), name="joint_visit_of_two"),
        ]
