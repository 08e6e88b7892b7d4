"""裁量基准 as versioned records (行政处罚法34): every version is a row, and stays readable."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from mingjing.law import benchmarks
from mingjing.law.benchmarks import Party
from mingjing.ledger.models import BoundModel


class Benchmark(BoundModel):
    """One version of one benchmark, of an organ or of a whole region. ``data`` is the table (``law.benchmarks``).

    ``series`` is the id of the first version: versions of one benchmark share it. What queries ask stands in columns.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", "已公布"
        WITHDRAWN = "withdrawn", "已撤回"

    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+", verbose_name="制定机关")
    region = models.ForeignKey("organs.Region", models.PROTECT, null=True, related_name="+", verbose_name="适用区域")
    series = models.CharField(max_length=32)
    code = models.CharField("基准编号", max_length=40)
    version = models.PositiveIntegerField("版本")
    violation = models.CharField("违法行为", max_length=200)
    field = models.CharField("领域", max_length=40)
    party = models.CharField("当事人类型", max_length=8, choices=Party.choices())
    law = models.CharField("法律、法规、规章", max_length=120)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PUBLISHED)
    data = models.JSONField("基准表")
    invented = models.BooleanField("演示自拟", default=False)

    class Meta:
        ordering = ["code", "version"]
        indexes = [models.Index(fields=["field", "valid_from"]), models.Index(fields=["law"])]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="benchmark_version_once"),
            models.CheckConstraint(
                condition=models.Q(organ__isnull=True) ^ models.Q(region__isnull=True), name="benchmark_of_one_issuer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.violation}{f'（{self.table.subject}）' if self.table.subject else ''}"

    @cached_property
    def table(self) -> benchmarks.Benchmark:
        """The version as the calculator reads it."""
        return benchmarks.from_data(self.data)

    @property
    def issuer(self) -> str:
        """Who made it, in words."""
        return self.table.issuer or (self.organ.name if self.organ else self.region.name if self.region else "")

    @property
    def document(self) -> str:
        """The published text and its version, in words."""
        return f"《{self.table.document or '裁量基准'}》{self.code} 第 {self.version} 版"
