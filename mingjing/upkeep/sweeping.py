"""The daily look: certificates that ran out, statutes that ceased, people who left, and what has been updated since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mingjing.catalog.models import Statute
from mingjing.ledger.actions import By
from mingjing.organs import queries as organs
from mingjing.organs.models import Certificate, Person
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.unmanned import SYSTEM
from mingjing.upkeep import actions
from mingjing.upkeep.actions import Event
from mingjing.upkeep.finding import touched
from mingjing.upkeep.models import Affected, Change, Kind, Settlement


def sweep(*, now: datetime) -> tuple[int, int]:
    """Record what happened by the calendar, settle what has been updated. Returns (recorded, settled); repeatable.

    A ceased statute, or a person who left, that nothing rests on is not recorded: there is nothing to do about it.
    """
    on, recorded = beijing_date(now), 0
    home = organs.bureau(on) or ""
    for event, organ_id in _events(on):
        if Change.objects.filter(kind=event.kind, subject=event.subject, happened_on=event.day).exists():
            continue
        if not touched(event.kind, event.subject, (), on, home or organ_id):
            continue
        by = By(SYSTEM, "", organ_id or home)
        actions.record(by=by, person_id="", organ_id=organ_id or home, event=event, now=now)
        recorded += 1
    return recorded, _settle_updated(on, now)


def _events(on: date) -> Iterator[tuple[Event, str]]:
    """What the calendar brought about up to a day, with the organ it concerns ("" for law)."""
    renewed = Certificate.objects.filter(status="active", valid_to__gte=on).values("person_id")
    ended = Certificate.objects.filter(status="active", valid_to__lt=on, person__left_on=None)
    rows = ended.exclude(person_id__in=renewed).select_related("person")
    for c in rows.order_by("valid_to", "pk"):
        yield (
            Event(Kind.CERTIFICATE, c.pk, c.valid_to + timedelta(days=1), "执法证载明的有效期"),
            c.person.organ_id or "",
        )
    for s in Statute.objects.filter(effective_to__lt=on).order_by("effective_to", "pk"):
        assert s.effective_to is not None
        yield Event(Kind.REPEALED, s.pk, s.effective_to + timedelta(days=1), s.end_basis or "法规库登记的施行期限"), ""
    for p in Person.objects.filter(left_on__lte=on).order_by("left_on", "pk"):
        yield Event(Kind.PERSON, p.pk, p.left_on or on, "人员离任登记"), p.organ_id or ""


def _settle_updated(on: date, now: datetime) -> int:
    """What no longer names the repealed statute, or whose case has been decided, is done: the clock is met."""
    count = 0
    for change in Change.objects.filter(withdrawn_on=None).exclude(kind=Kind.AMENDED).exclude(kind=Kind.ORGAN):
        rows = list(Affected.objects.filter(change=change, settlement=None).select_related("change"))
        left = actions.still_found(change, on) if rows else set()
        for row in rows:
            if (row.thing, row.ref) not in left:
                by = By(SYSTEM, "", row.organ_id)
                outcome, reason = Settlement.Outcome.UPDATED, "系统核对：已不再引用或者使用"
                actions.settled(by=by, person_id="", row=row, outcome=outcome, reason=reason, now=now)
                count += 1
    return count
