"""T7: who stood in an organ's register on a day. Stocks, not acts: read from the register, never counted by steps.

A person counts for the organ the register names now; certificates, roles and leaving are taken as of the day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mingjing.law.annual import ROSTER
from mingjing.law.kinds import Role
from mingjing.organs.models import Certificate, Grant, Person


def people(organs: Collection[str], on: date) -> QuerySet[Person]:
    """Everyone of these organs who had not left by ``on``, marked with what the figures ask."""
    cards = Certificate.objects.filter(person=OuterRef("pk"), kind="enforcement", issued_on__lte=on)
    held = cards.exclude(status="revoked")
    valid = cards.filter(status="active", valid_to__gte=on)
    reviews = Grant.objects.filter(person=OuterRef("pk"), role=Role.REVIEWER, valid_from__lte=on)
    rows = Person.objects.filter(organ_id__in=list(organs)).filter(Q(left_on=None) | Q(left_on__gt=on))
    return rows.annotate(
        officer=Exists(held), certified=Exists(valid), reviewer=Exists(reviews.exclude(valid_to__lt=on))
    )


CONDITIONS = {
    "staff.officers": Q(officer=True),
    "staff.certified": Q(certified=True),
    "staff.reviewers": Q(reviewer=True),
    "staff.qualified": Q(has_legal_qualification=True),
}


def by_organ(organs: Collection[str], on: date) -> dict[str, dict[str, int]]:
    """Organ id → roster figure → people, on ``on``. One query; organs without people are left out."""
    counted = {code: Count("pk", filter=CONDITIONS[code]) for code in ROSTER}
    names = {code.replace(".", "_"): count for code, count in counted.items()}
    rows: Any = people(organs, on).values("organ_id").annotate(**names).order_by("organ_id")
    return {str(row["organ_id"]): {code: row[code.replace(".", "_")] for code in ROSTER} for row in rows}


def total(organs: Collection[str], on: date) -> dict[str, int]:
    """Roster figure → people over all of these organs."""
    rows = by_organ(organs, on).values()
    return {code: sum(row[code] for row in rows) for code in ROSTER}


def persons(code: str, organs: Collection[str], on: date) -> list[str]:
    """Ids of the people behind one roster figure, by name. Raises KeyError for no such figure."""
    return list(people(organs, on).filter(CONDITIONS[code]).order_by("name", "pk").values_list("pk", flat=True))
