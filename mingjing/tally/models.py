"""What every subject adds to the counts, and the counts themselves by organ and period. Plain ids only.

Neither table is bound to the ledger: both follow from rows that are, and ``mingjing statistics recount`` proves it.
"""

from __future__ import annotations

from django.db import models


class Span(models.TextChoices):
    """How long the period of a count is."""

    DAY = "D", "日"
    MONTH = "M", "月"
    YEAR = "Y", "年"


class Contribution(models.Model):
    """What one subject adds to one figure of one organ on one day."""

    subject = models.CharField(max_length=80)
    organ = models.CharField(max_length=32)
    figure = models.CharField(max_length=40)
    day = models.DateField()
    n = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "figure", "day", "organ"], name="contribution_once")]
        indexes = [models.Index(fields=["figure", "organ", "day"], name="contribution_of_figure")]


class Count(models.Model):
    """The sum of all contributions to one figure of one organ over one period. ``start``: its first day."""

    span = models.CharField(max_length=1, choices=Span.choices)
    start = models.DateField()
    organ = models.CharField(max_length=32)
    figure = models.CharField(max_length=40)
    n = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["span", "start", "organ", "figure"], name="count_once")]


class LateChange(models.Model):
    """A count of a year that was over when it changed: by how much, on which day, because of which subject."""

    noted_on = models.DateField()
    subject = models.CharField(max_length=80)
    organ = models.CharField(max_length=32)
    figure = models.CharField(max_length=40)
    day = models.DateField()
    n = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["noted_on", "id"]
        indexes = [models.Index(fields=["organ", "day"], name="late_change_of_organ")]
