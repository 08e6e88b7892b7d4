"""What people were told of, their morning digests, and their private calendar links.

``Told`` and ``Digest`` are not bound to entries: they repeat what other rows already say and may be made anew.
"""

from __future__ import annotations

from django.db import models

from mingjing.ledger.models import BoundModel


class Told(models.Model):
    """One alert as one person has it: since when, how grave, whether read; ``done_on`` once it no longer holds."""

    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    key = models.CharField(max_length=110)  # rule:subject
    rule = models.CharField(max_length=20)
    level = models.CharField(max_length=6)  # red | yellow
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=200)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=64)
    due = models.DateField(null=True)
    since = models.DateField()
    last_on = models.DateField()
    read_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [models.Index(fields=["person", "level"], name="told_open", condition=models.Q(done_on__isnull=True))]


class Digest(models.Model):
    """The one digest of a person on a morning: how many new, red and yellow, and how many ended since the last."""

    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    day = models.DateField()
    new = models.PositiveIntegerField()
    red = models.PositiveIntegerField()
    yellow = models.PositiveIntegerField()
    done = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]


class CalendarLink(BoundModel):
    """A person's private calendar address. Only the digest of its secret is kept; a new one ends the old."""

    person = models.ForeignKey("organs.Person", models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at__isnull=True), name="calendar_link_one"
            )
        ]
