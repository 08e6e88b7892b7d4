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
