"""Reads on tasks, filings and duties: an organ sees its own, the bureau those of its region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.law.workplan import ISSUE, LIVE, MOVES, READ, SIGN, WAITING, Move, Standing, is_late, moves_from
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, may
from mingjing.workplan.clocking import RULE
from mingjing.workplan.models import Duty, DutyMove, Item, Meeting


def issues(actor: Actor) -> bool:
    """Whether this actor runs the leading group's office of its region."""
    return may(actor, ISSUE, Scope(actor.organ_id, actor.region_code)).ok


def reads(actor: Actor) -> bool:
    """Whether this actor sees tasks and filings at all."""
    return may(actor, READ, Scope(actor.organ_id, actor.region_code)).ok


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """Duties this actor may read: those of the own organ, or of every organ of the region supervised."""
    cells, allowed = matrix()[READ], Q()
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            allowed |= Q(organ=grant.organ_id)
        elif cell == "region" and grant.region_code:
            allowed |= Q(organ__region__in=organs.regions_below(grant.region_code))
    rows = dated(Duty.objects.select_related("item", "item__organ", "organ", "organ__region"))
    return rows.filter(allowed) if allowed else rows.none()


def dated(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """With ``last_day``: the day by which each is judged (its last day; on a day off, the working day after)."""
    clock = Obligation.objects.filter(subject_id=OuterRef("pk"), rule_id=RULE).order_by("-pk")
    return rows.annotate(last_day=Subquery(clock.values("rolled")[:1]))


def duty_for(actor: Actor, duty_id: str) -> Duty:
    """The one door to a duty. Raises Duty.DoesNotExist for strangers, NotAllowed for colleagues without the right."""
    rows = Duty.objects.select_related("item", "item__organ", "item__meeting", "organ", "organ__region")
    row = dated(rows.select_related("drafted_by", "signed_by")).get(pk=duty_id)
    verdict = may(actor, READ, Scope(row.organ_id, row.organ.region_id))
    if not verdict.ok:
        if actor.organ_id == row.organ_id:
            raise NotAllowed(verdict.reason)
        raise Duty.DoesNotExist(duty_id)
    return row


def items_for(actor: Actor, kind: str = "") -> QuerySet[Item]:
    """Items with a duty this actor may read, newest first, with counts over those duties."""
    seen = duties_for(actor).order_by().values("item_id")
    rows = Item.objects.filter(pk__in=seen)
    if issues(actor):
        rows = Item.objects.filter(Q(pk__in=seen) | Q(organ=actor.organ_id))
    return (rows.filter(kind=kind) if kind else rows).select_related("organ", "meeting")


def item_for(actor: Actor, item_id: str) -> Item:
    """One item. Raises Item.DoesNotExist for whoever has no part in it."""
    return items_for(actor).get(pk=item_id)


def moves_for(actor: Actor, row: Duty) -> tuple[Move, ...]:
    """Steps this actor may take now on a duty."""
    scope = Scope(row.organ_id, row.organ.region_id)
    found = moves_from(Standing(row.standing), asked=row.asked_until is not None)
    return tuple(m for m in found if may(actor, MOVES[m].by, scope).ok)


def whose_turn(row: Duty) -> str:
    """Who must act now, in words; "" when it is over."""
    return {
        Standing.OPEN: row.organ.short_name, Standing.RETURNED: row.organ.short_name,
        Standing.DRAFTED: f"{row.organ.short_name}负责人", Standing.SENT: row.item.organ.short_name,
    }.get(Standing(row.standing), "")  # fmt: skip


def history(row: Duty) -> list[DutyMove]:
    """Its steps, oldest first."""
    return list(row.moves.select_related("person", "organ"))


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in a list with its light; ``abolished``: its organ is no more, so that it must be given to another."""

    row: Duty
    light: Light | None
    abolished: bool = False


def lines(rows: list[Duty], on: date) -> list[Line]:
    """Duties with lights: what is live by its last day, then what is over. One query for all clocks."""
    cal = clocks.calendar()
    kept = Obligation.objects.filter(subject_id__in=[r.pk for r in rows], rule_id=RULE).order_by("pk")
    items = {o.subject_id: o for o in kept}  # the last clock of each
    found = []
    for row in rows:
        clock = items.get(row.pk)
        gone = row.organ.valid_to is not None and row.organ.valid_to < on and row.live
        found.append(Line(row, clocks.light(clock, on, cal) if clock else None, gone))
    return sorted(found, key=lambda x: (not x.row.live, x.row.due_on))


def in_hand(actor: Actor, on: date, most: int) -> list[Line]:
    """What is this actor's to do, chased ones first, then the nearest last day; for the workbench."""
    if not reads(actor):
        return []
    rows = duties_for(actor).filter(standing__in=LIVE)
    if issues(actor):
        rows = rows.filter(Q(standing=Standing.SENT) | ~Q(asked_until=None))
    elif may(actor, SIGN, Scope(actor.organ_id)).ok:
        rows = rows.filter(standing__in=WAITING)
    else:
        rows = rows.filter(standing__in=[Standing.OPEN, Standing.RETURNED])
    return lines(list(rows.order_by("due_on", "pk")[:most]), on)


def late(item: Item, on: date) -> list[Duty]:
    """Duties of an item that are not sent in and whose day has gone."""
    rows: QuerySet[Any] = dated(item.duties.filter(standing__in=WAITING))
    rows = rows.filter(last_day__lt=on).select_related("organ", "organ__region", "item")
    return list(rows.order_by("due_on", "pk"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How an item stands among its organs."""

    all: int = 0
    done: int = 0
    sent: int = 0
    late: int = 0
    waiting: int = 0

    @property
    def share(self) -> int:
        """Per cent of organs that are done."""
        return self.done * 100 // self.all if self.all else 0


def counts(actor: Actor, items: list[Item], on: date) -> dict[str, Counts]:
    """Item id → counts over the duties this actor may read; cancelled ones do not count. One query."""
    rows = duties_for(actor).filter(item__in=items).exclude(standing=Standing.CANCELLED).order_by()
    grouped = rows.values_list("item_id").annotate(
        n=Count("pk"),
        done=Count("pk", filter=Q(standing=Standing.DONE)),
        sent=Count("pk", filter=Q(standing=Standing.SENT)),
        late=Count("pk", filter=Q(standing__in=WAITING, last_day__lt=on)),
        waiting=Count("pk", filter=Q(standing__in=WAITING, last_day__gte=on)),
    )
    return {item: Counts(*numbers) for item, *numbers in grouped}


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the region's leading group, for whoever reads tasks."""
    rows = Meeting.objects.filter(region=actor.region_code).select_related("recorded_by")
    return rows if reads(actor) else rows.none()


def chosen_organs(actor: Actor, on: date) -> list[Organ]:
    """Organs in force that this actor may give work to, by region and name; not its own."""
    below = organs.regions_below(actor.region_code)
    rows = organs.public_organs().filter(region__in=below).exclude(pk=actor.organ_id)
    return list(rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).exclude(kind="entrusted"))


def was_late(row: Duty, on: date) -> bool:
    """Whether a duty was sent in late, or is late today."""
    return row.standing != Standing.CANCELLED and is_late(row.sent_on, last_day(row), on)


def last_day(row: Duty) -> date:
    """The day by which a duty that was read through these queries is judged."""
    found: date | None = getattr(row, "last_day", None)
    return found or row.due_on
