"""What a party hands in by itself, online, under the code of a paper served on it."""

from __future__ import annotations

from django.db import models

from mingjing.procedure.models.steps import CaseRow

KINDS = (
    ("statement", "陈述申辩"),
    ("hearing", "听证申请"),
    ("deferral", "延期分期申请"),
    ("correction", "更正申请"),
)


class PartyFiling(CaseRow):
    """One filing of the party: it stays open until an officer has taken it up or answered it, and blocks a decision."""

    version = models.ForeignKey("documents.DocumentVersion", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS)
    content = models.TextField()
    phone = models.CharField(max_length=30)
    files = models.JSONField(default=list)  # vault hashes
    received_at = models.DateTimeField()
    settled_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)  # recorded | answered
    reply = models.TextField(blank=True)
