"""Volumes: one closed case as one PDF/A, bound by hash."""

from __future__ import annotations

from django.db import models

from mingjing.ledger.models import BoundModel


class Volume(BoundModel):
    """A filed volume. ``retention``: permanent for heard or major cases, else 30 years (国家档案局8号令, 待确认)."""

    # A case whose decision was annulled after filing is filed again when it ends again: the last volume counts.
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    number = models.CharField("档号", max_length=60, unique=True)
    blob = models.CharField(max_length=64)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField()
    documents = models.PositiveIntegerField()
    recordings = models.PositiveIntegerField()
    retention = models.CharField("保管期限", max_length=10)
    filed_by = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    filed_on = models.DateField()
    late_reason = models.CharField("逾期原因", max_length=200, blank=True)
