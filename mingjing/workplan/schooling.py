"""Reads on training and publicity: who lacks hours, how each organ stands, what was done to make the law known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from mingjing.law.training import lacking
from mingjing.organs import queries as organs
from mingjing.organs.models import Certificate, Grant, Organ, Person, Record
from mingjing.organs.permissions import Actor, Scope, matrix, may
from mingjing.workplan.models import Publicity
from mingjing.workplan.teaching import PUBLICITY, READ, RECORD


@dataclass(frozen=True, slots=True)
class Line:
    """One officer or reviewer in a year: hours of training, hours lacking, last examination, certificate."""

    person: Person
    hours: int
    lacking: int
    examination: str
    certificate: str


@dataclass(frozen=True, slots=True)
class OrganLine:
    """One organ in a year: people who must be trained, those with enough hours."""

    organ: Organ
    people: int
    enough: int

    @property
    def percent(self) -> int:
        """Per cent with enough hours, rounded down."""
        return self.enough * 100 // self.people if self.people else 100


def organ_for(actor: Actor, organ_id: str) -> Organ:
    """An organ whose training the actor may see. Raises Organ.DoesNotExist, NotAllowed."""
    return organs.organ_for(actor, READ, organ_id)


def records(actor: Actor, organ: Organ) -> bool:
    """Whether the actor may bring in training of this organ."""
    return may(actor, RECORD, Scope(organ.pk, organ.region_id)).ok


def wide(actor: Actor) -> bool:
    """Whether the actor sees a whole region."""
    cell = matrix()[READ]
    return any(cell.get(g.role) == "region" and g.region_code for g in actor.grants)


def makes_known(actor: Actor) -> bool:
    """Whether the actor enters publicity of the own organ."""
    return may(actor, PUBLICITY, Scope(actor.organ_id, actor.region_code)).ok


def _trained(organ_ids: Collection[str], on: date) -> QuerySet[Person]:
    """Officers and reviewers in post: who enforces or reviews must be trained."""
    held = Grant.objects.filter(organ__in=organ_ids, role__in=["H", "U", "L"], valid_from__lte=on)
    ids = held.exclude(valid_to__lt=on).values("person_id")
    return Person.objects.filter(pk__in=ids, left_on=None, organ__in=organ_ids)


def _hours(people: QuerySet[Person], year: int) -> dict[str, int]:
    rows = Record.objects.filter(person__in=people.order_by().values("pk"), kind=Record.Kind.TRAINING, on__year=year)
    return dict(rows.order_by().values_list("person_id").annotate(n=Sum("hours")))


def lines(actor: Actor, organ_id: str, year: int, on: date) -> list[Line]:
    """People of an organ who must be trained, those who lack most first. Raises NotAllowed."""
    organ = organ_for(actor, organ_id)
    people = _trained([organ.pk], on)
    hours = _hours(people, year)
    exams: dict[str, str] = {}
    rows = Record.objects.filter(person__in=people.order_by().values("pk"), kind=Record.Kind.EXAMINATION)
    for r in rows.order_by("on", "ledger_id"):
        exams[r.person_id] = f"{r.on} {r.result}"
    valid = Certificate.objects.filter(person__in=people.order_by().values("pk"), kind="enforcement", status="active")
    numbers = dict(valid.filter(valid_to__gte=on).order_by("valid_to").values_list("person_id", "number"))
    found = [
        Line(p, hours.get(p.pk, 0), lacking(hours.get(p.pk, 0), year), exams.get(p.pk, ""), numbers.get(p.pk, ""))
        for p in people.order_by("name", "pk")
    ]
    return sorted(found, key=lambda line: -line.lacking)


def region(actor: Actor, year: int, on: date) -> list[OrganLine]:
    """Organs of the region by the share of people with enough hours, the poorest first. Four queries."""
    below: set[str] = set()
    for grant in actor.grants:
        if matrix()[READ].get(grant.role) == "region" and grant.region_code:
            below |= set(organs.regions_below(grant.region_code))
    mine = [o for o in organs.public_organs().filter(region__in=below) if o.valid_to is None or o.valid_to >= on]
    people = _trained([o.pk for o in mine], on)
    hours = _hours(people, year)
    counts: dict[str, list[int]] = {}
    for pk, organ in people.order_by().values_list("pk", "organ_id"):
        entry = counts.setdefault(organ or "", [0, 0])
        entry[0] += 1
        entry[1] += not lacking(hours.get(pk, 0), year)
    found = [OrganLine(o, *counts[o.pk]) for o in mine if o.pk in counts]
    return sorted(found, key=lambda line: (line.percent, line.organ.name))


def publicity(actor: Actor, words: str = "") -> QuerySet[Publicity]:
    """Activities this actor may read: of the own organ, or of the region."""
    allowed = Q(organ=actor.organ_id) if may(actor, READ, Scope(actor.organ_id)).ok or makes_known(actor) else Q()
    for grant in actor.grants:
        if matrix()[READ].get(grant.role) == "region" and grant.region_code:
            allowed |= Q(organ__region__in=organs.regions_below(grant.region_code))
    rows = Publicity.objects.select_related("organ", "recorded_by")
    if not allowed:
        return rows.none()
    rows = rows.filter(allowed)
    for word in words.split():
        rows = rows.filter(Q(title__contains=word) | Q(organ__name__contains=word))
    return rows


def years(on: date) -> list[int]:
    """Years to choose from."""
    return list(range(on.year, 2018, -1))
