"""Bound rows to write, change behind the ledger's back, and look for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mingjing.ledger.models import BoundModel


class Specimen(BoundModel):
    """One column of each type the project uses; ``code`` is a second unique key; ``scratch`` is not bound."""

    unbound: ClassVar[tuple[str, ...]] = ("scratch",)

    code = models.CharField(max_length=20, unique=True)
    name = models.TextField(default="三门峡某食品店")
    fine = models.BigIntegerField(default=5_000_000)
    open = models.BooleanField(default=True)
    found_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    penalties = models.JSONField(default=list)
    digest = models.BinaryField(default=b"\x01\x02")
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    scratch = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "specimens"
        db_table = "specimen"


class Verdict(BoundModel):
    """A table that only grows."""

    append_only: ClassVar[bool] = True

    words = models.TextField()

    class Meta:
        app_label = "specimens"
        db_table = "specimen_verdict"
