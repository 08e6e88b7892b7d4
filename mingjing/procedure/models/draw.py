"""双随机: a draw with its pools as they were committed, its anchor in the public log, its result, and what followed."""

from __future__ import annotations

from django.db import models

from mingjing.ledger.models import BoundModel


class Draw(BoundModel):
    """One draw of targets and officers. ``targets`` and ``officers`` are the published bytes of the pools (law.draw).

    committed: pools and request stand in the public log → anchored: the first checkpoint with them is kept → done.
    """

    class State(models.TextChoices):
        COMMITTED = "committed", "名录库已登记，待封存"
        ANCHORED = "anchored", "已封存，可以抽取"
        DONE = "done", "已抽取"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    item = models.ForeignKey("catalog.RandomItem", models.PROTECT, related_name="+")
    pool = models.ForeignKey("catalog.TargetPool", models.PROTECT, related_name="+")
    number = models.CharField("抽取编号", max_length=60, unique=True)
    key = models.CharField("请求标记", max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMMITTED)
    request = models.TextField()
    targets = models.TextField()
    officers = models.TextField()
    committed_on = models.DateField()
    committed_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    entry = models.BigIntegerField("登记在公示日志第几条")
    previous = models.TextField("登记之前的检查点", blank=True)
    checkpoint = models.TextField("第一个包含登记的检查点", blank=True)
    recusals = models.JSONField("抽取后的回避", default=list)
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["-ledger_id"]
        constraints = [models.UniqueConstraint(fields=["organ", "key"], name="draw_asked_once")]

    def __str__(self) -> str:
        return self.number


class DrawTarget(BoundModel):
    """A drawn target that is not visited under this draw alone: merged into another visit, or left out, and why."""

    class Choice(models.TextChoices):
        MERGED = "merged", "并入另一次检查"
        SKIPPED = "skipped", "不再检查"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="+")
    target = models.CharField(max_length=64)
    choice = models.CharField(max_length=8, choices=Choice.choices)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", null=True)
    reason = models.CharField("理由", max_length=200)
    decided_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "target"], name="drawn_target_settled_once")]
