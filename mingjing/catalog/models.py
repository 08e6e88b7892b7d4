"""清单与法规: power items, statutes, audio/video items. What a case may rest on, with dates in force."""

from __future__ import annotations

from django.db import models

from mingjing.law.kinds import ActKind
from mingjing.ledger.models import BoundModel


class Statute(BoundModel):
    """A law, regulation or rule with the dates it is in force."""

    title = models.CharField(max_length=120)
    issuer = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=60, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField("废止前最后施行日", null=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "effective_from"], name="statute_version_once")]

    def __str__(self) -> str:
        return f"《{self.title}》"


class PowerItem(BoundModel):
    """One row of an organ's 权责清单: a power that may open a case."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=ActKind.choices())
    name = models.CharField("职权名称", max_length=200)
    basis = models.TextField("实施依据")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="power_code_once")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class AVItem(BoundModel):
    """One row of the 音像记录事项清单: what is recorded when a document of this kind is made."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    document = models.CharField("对应文书", max_length=40, blank=True)
    level = models.CharField(max_length=16)  # mandatory_full | conditional | optional
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class VisitCap(BoundModel):
    """How often the organ visits one firm in a year, as it has published (国办发〔2024〕54号)."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField("年度频次上限")
    basis = models.CharField("公布文件", max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class RandomItem(BoundModel):
    """One row of an organ's 随机抽查事项清单 (plan 三(一)1): what is drawn, from whom, how often, what is looked at.

    ``contents``: rows of item and standard, which a visit's record answers one by one.
    """

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    power = models.ForeignKey(PowerItem, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField("抽查事项", max_length=120)
    subject = models.CharField("抽查对象", max_length=120)
    ratio = models.CharField("抽查比例", max_length=60)
    frequency = models.CharField("抽查频次", max_length=60)
    method = models.CharField("抽查方式", max_length=60)
    contents = models.JSONField("抽查内容", default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="random_item_code_once")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class TargetPool(BoundModel):
    """检查对象名录库 of one item as it stood from a day on: a new version is a new row.

    ``rows``: id, kind (org | person), name, code, risk, address, representative, phone, id_number. Of a natural person
    only the opaque id leaves the office.
    """

    append_only = True

    item = models.ForeignKey(RandomItem, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    rows = models.JSONField(default=list)
