"""The holiday table, and obligations: what is due, whose it is, by when. Plain ids only."""

from __future__ import annotations

from django.db import models


class CalendarYear(models.Model):
    """A year whose official arrangement has been entered."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=120)
    imported_at = models.DateTimeField()


class Holiday(models.Model):
    """A day that differs from “Monday to Friday”: a holiday, or a make-up working day."""

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    name = models.CharField(max_length=20)


class Obligation(models.Model):
    """One clock. ``nominal`` warns, ``rolled`` judges; ``provisional`` is recomputed when the year is arranged."""

    rule_id = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=12)
    subject_id = models.CharField(max_length=32)
    org = models.CharField(max_length=32)
    owner_role = models.CharField(max_length=2, blank=True)
    label = models.CharField(max_length=120)
    started_on = models.DateField()
    nominal = models.DateField()
    rolled = models.DateField()
    provisional = models.BooleanField(default=False)
    extensions = models.JSONField(default=list)  # [{"days", "basis", "approver"}]
    suspensions = models.JSONField(default=list)
    met_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    reason = models.CharField("逾期或者取消原因", max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["org", "owner_role", "rolled"],
                name="obligation_open",
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True),
            ),
            models.Index(fields=["subject_id", "rule_id"], name="obligation_subject"),
            # What the bureau's grid counts, answered from the index alone.
            models.Index(
                fields=["rule_id", "started_on", "org", "rolled", "met_on"],
                name="obligation_counted",
                condition=models.Q(cancelled_on__isnull=True),
            ),
        ]

    @property
    def open(self) -> bool:
        """Neither done nor cancelled."""
        return self.met_on is None and self.cancelled_on is None
