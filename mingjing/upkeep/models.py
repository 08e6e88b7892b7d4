"""Changes in law, organs and people, what each of them touches, and how each thing was settled."""

from __future__ import annotations

from django.db import models

from mingjing.ledger.ids import new_id
from mingjing.ledger.models import BoundModel


class Kind(models.TextChoices):
    """What changed."""

    REPEALED = "statute.repealed", "法规废止"
    AMENDED = "statute.amended", "法规修改"
    ORGAN = "organ.changed", "机构职能调整"
    PERSON = "person.moved", "人员变动"
    CERTIFICATE = "certificate.expired", "执法证到期"


class Thing(models.TextChoices):
    """What may go stale."""

    POWER = "power", "权责清单事项"
    RANDOM = "random", "随机抽查事项"
    BENCHMARK = "benchmark", "裁量基准"
    LIST = "list", "公示清单"
    TEMPLATE = "template", "文书格式"
    PAGE = "page", "公示页面"
    CASE = "case", "在办案件"
    GRANT = "grant", "岗位授权"
    CERTIFICATE = "certificate", "执法证"


class Change(BoundModel):
    """One event. ``found_root`` commits to everything it was found to touch; ``subject`` is a statute, organ, person…

    ``key`` makes the same event impossible twice. ``recorded_by`` is empty where the daily look found it.
    """

    kind = models.CharField("变动", max_length=24, choices=Kind.choices)
    subject = models.CharField(max_length=32)
    title = models.CharField("内容", max_length=200)
    happened_on = models.DateField("变动日期")
    basis = models.CharField("依据", max_length=200)
    articles = models.JSONField("涉及的条", default=list)
    key = models.CharField(max_length=100, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", null=True)
    recorded_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    found_count = models.PositiveIntegerField(default=0)
    found_root = models.CharField(max_length=64)
    ended_statute = models.BooleanField(default=False)
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_why = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta:
        ordering = ["-happened_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.title


class Affected(models.Model):
    """One thing a change touches, with its owner. Never rewritten; its clock is ``update.list`` on this id."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    change = models.ForeignKey(Change, models.PROTECT, related_name="affected")
    ord = models.PositiveIntegerField()
    thing = models.CharField(max_length=12, choices=Thing.choices)
    ref = models.CharField(max_length=120)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    owner_role = models.CharField(max_length=2)
    label = models.CharField(max_length=200)
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["ord"]
        constraints = [models.UniqueConstraint(fields=["change", "thing", "ref"], name="affected_once")]


class Settlement(BoundModel):
    """How one affected thing was settled: updated, or confirmed unaffected with a reason. Once."""

    append_only = True

    class Outcome(models.TextChoices):
        UPDATED = "updated", "已更新"
        UNAFFECTED = "unaffected", "确认不受影响"

    affected = models.OneToOneField(Affected, models.PROTECT, related_name="settlement")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=300)
    settled_on = models.DateField()
    by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+", null=True)
