"""Reads on organs and people. Names and certificates of officers are public (plan 三(一)1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.law.staffing import shown_as
from mingjing.organs.models import Account, Certificate, Grant, Organ, Person, Region, Unit
from mingjing.organs.permissions import Actor, NotAllowed, Scope, _within, actor_for, may


def actor_of(account: Account, on: date) -> Actor:
    """The actor behind a logged-in account, with the grants in force on ``on``."""
    person = Person.objects.select_related("organ").get(pk=account.person_id)
    return actor_for(person, on)


def region_of(organ_id: str) -> str:
    """Region code of an organ."""
    return Organ.objects.values_list("region_id", flat=True).get(pk=organ_id)


def regions_below(code: str) -> list[str]:
    """Codes of a region and everything under it."""
    return [c for c in Region.objects.values_list("code", flat=True) if _within(c, code)]


def certificate_of(person_id: str, on: date) -> Certificate | None:
    """The enforcement certificate valid on ``on``, if any."""
    rows = Certificate.objects.filter(person_id=person_id, kind="enforcement", status="active")
    return rows.filter(issued_on__lte=on, valid_to__gte=on).order_by("-valid_to").first()


def latest_certificate(person_id: str) -> Certificate:
    """The last certificate of a person, valid or not.

    Raises Certificate.DoesNotExist when the person never had one.
    """
    return Certificate.objects.filter(person_id=person_id).latest("valid_to")


def with_role(organ_id: str, role: str, on: date) -> QuerySet[Person]:
    """People of an organ who hold a role on a day."""
    held = Grant.objects.filter(organ_id=organ_id, role=role, valid_from__lte=on).exclude(valid_to__lt=on)
    return Person.objects.filter(pk__in=held.values("person_id"), left_on=None).order_by("name")


def officers(organ_id: str, on: date) -> QuerySet[Person]:
    """Officers of an organ whose certificate is valid on ``on``."""
    valid = Certificate.objects.filter(status="active", kind="enforcement", issued_on__lte=on, valid_to__gte=on)
    return with_role(organ_id, "H", on).filter(pk__in=valid.values("person_id"))


def names(people: list[str]) -> list[str]:
    """Names in the order of the ids."""
    known = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return [known[p] for p in people if p in known]


def names_by_id(people: set[str]) -> dict[str, str]:
    """id → name of these people."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def organ(organ_id: str) -> Organ:
    """One organ with its region."""
    return Organ.objects.select_related("region").get(pk=organ_id)


def organ_for(actor: Actor, power: str, organ_id: str) -> Organ:
    """An organ in which the actor has a power. Raises Organ.DoesNotExist, NotAllowed."""
    found = organ(organ_id)
    verdict = may(actor, power, Scope(found.pk, found.region_id))
    if not verdict.ok:
        raise NotAllowed(verdict.reason)
    return found


def unit_of(actor: Actor, organ_id: str) -> Unit | None:
    """The unit an officer works in: that of the person, else the organ's first case unit."""
    person = Person.objects.select_related("unit").get(pk=actor.person_id)
    return person.unit or Unit.objects.filter(organ_id=organ_id, kind="case").first()


def first_unit(organ_id: str) -> Unit | None:
    """The unit that takes up what comes to an organ from outside."""
    return Unit.objects.filter(organ_id=organ_id, kind="case").order_by("name", "pk").first()


def public_organs() -> QuerySet[Organ]:
    """Every organ, by region and name."""
    return Organ.objects.select_related("region").order_by("region_id", "name")


def public_officers(organ_id: str, on: date) -> list[dict[str, Any]]:
    """Name, position, certificate, area of every officer of an organ, and how the certificate stands (plan 三(一)1)."""
    rows = Certificate.objects.filter(person__organ_id=organ_id, kind="enforcement").select_related("person", "region")
    return [
        {
            "name": c.person.name,
            "position": c.person.position,
            "number": c.number,
            "region": c.region.name,
            "valid_to": c.valid_to,
            "valid": valid,
            "state": (light, words),
        }
        for c in rows.order_by("number")
        for light, words, valid in [_standing(c, on)]
    ]


def public_standings(numbers: list[str], on: date) -> dict[str, tuple[str, str, bool]]:
    """Number → (light, words, whether valid) of certificates as the register has them on a day."""
    rows = Certificate.objects.filter(number__in=numbers, kind="enforcement").select_related("person")
    return {c.number: _standing(c, on) for c in rows}


def _standing(c: Certificate, on: date) -> tuple[str, str, bool]:
    if c.person.left_on is not None and c.person.left_on <= on:
        return "", "已离任", False
    return *shown_as(c.status, c.issued_on, c.valid_to, on), c.valid_on(on)


def count_officers(on: date) -> int:
    """People with an enforcement certificate valid on a day."""
    valid = Certificate.objects.filter(status="active", kind="enforcement", issued_on__lte=on, valid_to__gte=on)
    return valid.filter(person__left_on=None).values("person").distinct().count()


def person_of(actor: Actor) -> Person:
    """The actor's own person row."""
    return Person.objects.select_related("organ", "unit").get(pk=actor.person_id)


def granted_anyone() -> bool:
    """Whether any grant exists yet: the first set-up is over."""
    return Grant.objects.exists()


def overlapping(person_id: str, since: date, until: date | None) -> QuerySet[Grant]:
    """Grants of a person that overlap a period."""
    rows = Grant.objects.filter(person_id=person_id).filter(Q(valid_to=None) | Q(valid_to__gte=since))
    return rows.filter(valid_from__lte=until) if until else rows


def holder(number: str) -> str:
    """Id of the person who holds the certificate of this number. Raises Certificate.DoesNotExist."""
    return str(Certificate.objects.values_list("person_id", flat=True).get(number=number))


def bureau_over(organ: Organ, on: date) -> Organ | None:
    """The nearest organ with supervisors over an organ's region on a day, never the organ itself (监督条例6)."""
    rows = Grant.objects.filter(role="J", valid_from__lte=on).exclude(valid_to__lt=on).exclude(organ=organ)
    held = {g.organ_id: g.region_id or "" for g in rows if g.organ_id and _within(organ.region_id, g.region_id or "")}
    nearest = max(held, key=lambda o: (len(held[o].rstrip("0")), o), default=None)
    return Organ.objects.get(pk=nearest) if nearest else None


def heads(organ_id: str, on: date) -> frozenset[str]:
    """Ids of the people who hold the role of a head in an organ on a day."""
    return frozenset(with_role(organ_id, "B", on).values_list("pk", flat=True))


def holders(numbers: list[str]) -> dict[str, Person]:
    """Certificate number → the person it was issued to, with organ; unknown numbers are left out."""
    rows = Certificate.objects.filter(number__in=numbers).select_related("person__organ")
    return {c.number: c.person for c in rows}


def people_in_text(organ_id: str, text: str) -> list[Person]:
    """People of an organ whose whole name stands in a text."""
    rows = Person.objects.filter(organ_id=organ_id, left_on=None)
    return [p for p in rows if len(p.name) > 1 and p.name in text]


def units_of_person(person_id: str) -> frozenset[str]:
    """Units a person works in or holds a role for."""
    units = set(Person.objects.filter(pk=person_id, unit__isnull=False).values_list("unit_id", flat=True))
    units |= set(Grant.objects.filter(person_id=person_id, unit__isnull=False).values_list("unit_id", flat=True))
    return frozenset(str(u) for u in units if u)


def named(text: str) -> Organ | None:
    """An organ by its credit code, document prefix, name or short name."""
    found = Organ.objects.select_related("region")
    wanted = Q(uscc=text.upper()) | Q(doc_prefix=text) | Q(name=text) | Q(short_name=text)
    return found.filter(wanted).first()


def bureau(on: date) -> str | None:
    """The justice bureau: the organ of whoever supervises the widest region on a day (方案三(三)2)."""
    rows = Grant.objects.filter(role="J", valid_from__lte=on, region__isnull=False).exclude(valid_to__lt=on)
    row = rows.filter(person__organ__isnull=False).select_related("person").order_by("region_id", "valid_from").first()
    return row.person.organ_id if row else None


def region_choices() -> tuple[tuple[str, str], ...]:
    """Code and name of every region, for a field to choose from."""
    return tuple(Region.objects.order_by("code").values_list("code", "name"))
