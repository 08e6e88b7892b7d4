"""Reads on volumes."""

from __future__ import annotations

from mingjing.archive.models import Volume
from mingjing.organs.permissions import Actor


def volume_of(actor: Actor, case_id: str) -> Volume | None:
    """The volume of a case, if filed. The caller came through the case's own door."""
    return Volume.objects.filter(case_id=case_id).select_related("filed_by").first()
