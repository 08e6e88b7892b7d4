"""Reads on changes and on what they touch: an organ sees its own, the bureau its region's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from mingjing.catalog.models import Statute
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ, Person
from mingjing.organs.permissions import Actor, GrantView, Scope, may
from mingjing.procedure.queries import own_cases
from mingjing.upkeep.actions import CLOCK, RECORD, SETTLE
from mingjing.upkeep.models import Affected, Change, Thing

READS = frozenset(["H", "U", "L", "B", "J", "PB", "PC"])


@dataclass(frozen=True, slots=True)
class Line:
    """One affected thing as a page shows it."""

    row: Affected
    light: Light | None
    due: date | None
    may_settle: bool


def changes(actor: Actor) -> QuerySet[Change]:
    """Changes, the latest first; ``mine``: how many things of this actor's concern, ``left``: those not settled."""
    seen = _seen(actor, "affected__")
    mine = Count("affected", filter=seen, distinct=True)
    left = Count("affected", filter=seen & Q(affected__settlement=None), distinct=True)
    rows = Change.objects.select_related("organ", "recorded_by").annotate(mine=mine, left=left)
    return rows if actor.roles & READS else rows.none()


def change_for(actor: Actor, change_id: str) -> Change | None:
    """One change, for those who read changes."""
    return changes(actor).filter(pk=change_id).first()


def lines(actor: Actor, change: Change, on: date) -> list[Line]:
    """What the change touches of this actor's concern, in order, with clocks."""
    rows = list(
        Affected.objects.filter(_seen(actor), change=change).select_related("organ", "settlement__by").order_by("ord")
    )
    kept = {o.subject_id: o for o in Obligation.objects.filter(subject_id__in=[r.pk for r in rows], rule_id=CLOCK)}
    cal, own = clocks.calendar(), set(own_cases(actor).values_list("pk", flat=True))
    found = []
    for row in rows:
        item = kept.get(row.pk)
        light = clocks.light(item, on, cal) if item else None
        found.append(Line(row, light, item.rolled if item else None, may_settle(actor, row, own)))
    return found


def may_settle(actor: Actor, row: Affected, own: set[str]) -> bool:
    """Whether this actor may settle it: its organ's lead or head, the handler of the case, the bureau."""
    mine = frozenset([actor.person_id]) if row.thing == Thing.CASE and row.ref in own else frozenset()
    return may(actor, SETTLE, Scope(row.organ_id, row.organ.region_id, handler_ids=mine)).ok


def open_for(actor: Actor, on: date, most: int = 50) -> list[Line]:
    """What is this actor's to settle, the nearest end first: for the workbench."""
    if not actor.roles & {"H", "U", "B", "J"}:
        return []
    due = Obligation.objects.filter(rule_id=CLOCK, subject_kind="affected", met_on=None, cancelled_on=None)
    if "J" not in actor.roles:
        due = due.filter(org=actor.organ_id)
    kept = {o.subject_id: o for o in due.order_by("rolled", "pk")[:1000]}
    if not kept:
        return []
    cal, own = clocks.calendar(), set(own_cases(actor).values_list("pk", flat=True))
    rows = Affected.objects.filter(_owned(actor, own), pk__in=list(kept), settlement=None)
    found = {r.pk: r for r in rows.select_related("organ", "change")}
    picked = [(found[pk], item) for pk, item in kept.items() if pk in found][:most]
    return [Line(r, clocks.light(o, on, cal), o.rolled, may_settle(actor, r, own)) for r, o in picked]


def _owned(actor: Actor, own: set[str]) -> Q:
    """Whose job it is: a handler his cases, a lead and a head what is the organ's, the bureau what it keeps itself."""
    mine = Q(pk__in=[])
    if "H" in actor.roles:
        mine |= Q(owner_role="H", thing=Thing.CASE, ref__in=own)
    if actor.roles & {"U", "B"}:
        mine |= Q(organ_id=actor.organ_id) & ~Q(owner_role="J")
    if "J" in actor.roles:
        mine |= Q(owner_role="J", organ_id=actor.organ_id)
    return mine


def _seen(actor: Actor, of: str = "") -> Q:
    """What concerns this actor; ``of``: the way to the affected things from another table."""
    seen = Q(**{f"{of}organ_id": actor.organ_id})
    for grant in actor.grants:
        if grant.role == "J":
            seen |= Q(**{f"{of}organ__region_id__in": _below(grant)})
    return seen


def _below(grant: GrantView) -> list[str]:
    return organs.regions_below(grant.region_code)


def may_record(actor: Actor) -> bool:
    """Whether this actor records changes."""
    return may(actor, RECORD, Scope(actor.organ_id, actor.region_code)).ok


def may_withdraw(actor: Actor, change: Change) -> bool:
    """Whether this actor takes the change back: the organ that recorded it, or its bureau."""
    home = change.organ_id or actor.organ_id
    return may(actor, RECORD, Scope(home, organs.region_of(home) if home else "")).ok


def subjects(actor: Actor, on: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a change can be about, as choices: statutes, organs and people of this actor's concern."""
    wide = [c for g in actor.grants if g.role == "J" for c in _below(g)]
    concern = Organ.objects.filter(Q(pk=actor.organ_id) | Q(region_id__in=wide)).order_by("name")
    people = (
        Person.objects.filter(organ__in=concern, left_on=None).select_related("organ").order_by("organ__name", "name")
    )
    laws = Statute.objects.exclude(effective_to__lt=on.replace(year=on.year - 1)).order_by("title", "effective_from")
    return {
        "statute": tuple((s.pk, f"{s.title}（{s.effective_from} 起施行）") for s in laws),
        "organ": tuple((o.pk, o.name) for o in concern),
        "person": tuple((p.pk, f"{p.name}（{p.organ.short_name if p.organ else ''}）") for p in people),
    }
