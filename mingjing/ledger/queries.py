"""Reads of the two logs for screens. The body of an internal entry is shown to those who may read its case only."""

from __future__ import annotations

from mingjing.ledger.models import AnjuanEntry


def entries_of_case(case_id: str, limit: int = 200) -> list[AnjuanEntry]:
    """The entries of one case, newest first."""
    return list(AnjuanEntry.objects.filter(case=case_id).order_by("-seq")[:limit])


def count_of_case(case_id: str) -> int:
    """How many entries there are about one case."""
    return AnjuanEntry.objects.filter(case=case_id).count()
