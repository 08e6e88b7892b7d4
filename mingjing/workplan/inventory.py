"""Reads on equipment: an organ's inventory, what it lacks by the standards, the allotment rate of every organ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from mingjing.law import equipment
from mingjing.law.equipment import HELD, RECORDING, Allotment, Item, Move, Per, Standing, in_force, moves_from
from mingjing.law.list_terms import FIELDS
from mingjing.organs import people
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ, Person
from mingjing.organs.permissions import Actor, Scope, may, require
from mingjing.workplan.equipping import KEEP, READ, STANDARD
from mingjing.workplan.models import Equipment, EquipmentMove, EquipmentStandard


def organ_for(actor: Actor, organ_id: str) -> Organ:
    """An organ whose equipment the actor may see. Raises Organ.DoesNotExist, NotAllowed."""
    return organs.organ_for(actor, READ, organ_id)


def keeps(actor: Actor, organ: Organ) -> bool:
    """Whether the actor registers and moves this organ's equipment."""
    return may(actor, KEEP, Scope(organ.pk, organ.region_id)).ok


def sets(actor: Actor) -> bool:
    """Whether the actor enters standards."""
    return may(actor, STANDARD, Scope(actor.organ_id, actor.region_code)).ok


def pieces(actor: Actor, organ_id: str, item: str = "", standing: str = "") -> QuerySet[Equipment]:
    """The inventory of an organ, by item and number. Raises NotAllowed."""
    rows = Equipment.objects.filter(organ=organ_for(actor, organ_id)).select_related("holder")
    rows = rows.filter(item=item) if item in set(Item) else rows
    rows = rows.filter(standing=standing) if standing in set(Standing) else rows
    return rows.order_by("item", "number")


def piece_for(actor: Actor, equipment_id: str) -> Equipment:
    """One piece. Raises Equipment.DoesNotExist for strangers."""
    row = Equipment.objects.select_related("organ", "holder").get(pk=equipment_id)
    if not may(actor, READ, Scope(row.organ_id, row.organ.region_id)).ok:
        raise Equipment.DoesNotExist(equipment_id)
    return row


def history(row: Equipment) -> list[EquipmentMove]:
    """Its life, oldest first."""
    return list(row.moves.select_related("person", "holder"))


def moves_for(actor: Actor, row: Equipment) -> tuple[Move, ...]:
    """Steps this actor may take now."""
    return moves_from(Standing(row.standing)) if keeps(actor, row.organ) else ()


def holders(row: Equipment) -> list[Person]:
    """People who may be given it."""
    return list(Person.objects.filter(organ=row.organ_id, left_on=None).order_by("name"))


def holds_recordings(row: Equipment) -> bool:
    """Whether recordings may lie on it."""
    return row.item in RECORDING


def standards_of(region: str) -> list[equipment.Standard]:
    """Standards entered for the regions above and at a region, as the law reads them."""
    above = [c for c in (region[:2] + "0000", region[:4] + "00", region) if c]
    rows = EquipmentStandard.objects.filter(region__in=above).order_by("valid_from", "ledger_id")
    return [
        equipment.Standard(
            item=Item(r.item), per=Per(r.per), number=r.number, field=r.field, valid_from=r.valid_from, basis=r.basis,
            to_confirm=False,
        )
        for r in rows
    ]  # fmt: skip


def allotments(organ: Organ, on: date) -> list[Allotment]:
    """What an organ should have and has, item by item."""
    officers = people.staffing_of(organ.pk, on).officers
    held = Equipment.objects.filter(organ=organ, standing__in=HELD).order_by()
    counts = dict(held.values_list("item").annotate(n=Count("pk")))
    return _allotted(organ, standards_of(organ.region_id), officers, counts, on)


def _allotted(
    organ: Organ, standards: list[equipment.Standard], officers: int, counts: dict[str, int], on: date
) -> list[Allotment]:
    rules = in_force(standards, organ.field, on)
    return [Allotment(s, s.needed(officers), counts.get(s.item, 0)) for s in rules if s.needed(officers)]


@dataclass(frozen=True, slots=True)
class Line:
    """One organ: held towards the standard, needed, and what is missing in words."""

    organ: Organ
    held: int
    needed: int
    short: tuple[str, ...]

    @property
    def percent(self) -> int:
        """配备率, per cent, rounded down: full is only what is full."""
        return self.held * 100 // self.needed if self.needed else 100


def region(actor: Actor, on: date) -> list[Line]:
    """Every organ of the region with its allotment rate, the poorest first. Five queries, whatever there is."""
    require(actor, STANDARD, Scope(actor.organ_id, actor.region_code))
    below = organs.regions_below(actor.region_code)
    mine = [o for o in organs.public_organs().filter(region__in=below) if o.pk != actor.organ_id]
    mine = [o for o in mine if o.valid_to is None or o.valid_to >= on]
    staffing, standards = people.public_staffing(on), standards_of(actor.region_code)
    held: dict[str, dict[str, int]] = {}
    rows = Equipment.objects.filter(organ__in=mine, standing__in=HELD).order_by()
    for organ, item, n in rows.values_list("organ_id", "item").annotate(n=Count("pk")):
        held.setdefault(organ, {})[item] = n
    lines = []
    for o in mine:
        officers = staffing[o.pk].officers if o.pk in staffing else 0
        found = _allotted(o, standards, officers, held.get(o.pk, {}), on)
        short = tuple(f"{a.standard.item.label}缺 {a.short}" for a in found if a.short)
        lines.append(Line(o, *equipment.rate(found), short))
    return sorted(lines, key=lambda x: (x.percent, x.organ.name))


def entered_standards(actor: Actor) -> list[EquipmentStandard]:
    """Standards entered for the actor's region, newest first."""
    rows = EquipmentStandard.objects.filter(region=actor.region_code).select_related("by")
    return list(rows.order_by("-valid_from", "-ledger_id"))


def fields() -> tuple[tuple[str, str], ...]:
    """Fields a standard may be for."""
    return FIELDS
