"""Writes on clocks. Called inside the transaction of the act that moves them; they append no entries themselves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from mingjing.clocks import queries
from mingjing.clocks.models import CalendarYear, Holiday, Obligation
from mingjing.law import arrangements
from mingjing.law.limits import Unit


def start_obligation(
    *, rule_id: str, subject_kind: str, subject_id: str, org: str, owner_role: str, label: str, started_on: date
) -> Obligation:
    """Start a clock; an open one of the same rule on the same subject is cancelled (a new notice, a new window)."""
    for old in Obligation.objects.filter(subject_id=subject_id, rule_id=rule_id, met_on=None, cancelled_on=None):
        old.cancelled_on, old.reason = started_on, "重新起算"
        old.save(update_fields=["cancelled_on", "reason"])
    due = queries.due_of(rule_id, started_on)
    return Obligation.objects.create(
        rule_id=rule_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        org=org,
        owner_role=owner_role,
        label=label,
        started_on=started_on,
        nominal=due.nominal,
        rolled=due.rolled,
        provisional=due.provisional,
    )


def _open(rule_id: str, subject_id: str) -> Obligation | None:
    return (
        Obligation.objects.filter(subject_id=subject_id, rule_id=rule_id, met_on=None, cancelled_on=None)
        .order_by("-pk")
        .first()
    )


def meet(*, rule_id: str, subject_id: str, on: date) -> None:
    """The duty was done on ``on``. No open clock: nothing happens."""
    item = _open(rule_id, subject_id)
    if item:
        item.met_on = on
        item.save(update_fields=["met_on"])


def cancel(*, rule_id: str, subject_id: str, on: date, reason: str) -> None:
    """The duty fell away, for a stated reason."""
    item = _open(rule_id, subject_id)
    if item:
        item.cancelled_on, item.reason = on, reason
        item.save(update_fields=["cancelled_on", "reason"])


def suspend(*, rule_id: str, subject_id: str, on: date, basis: str) -> None:
    """Stop a clock from ``on``, under a cited rule."""
    item = _open(rule_id, subject_id)
    if item:
        item.suspensions = [*item.suspensions, {"since": on.isoformat(), "basis": basis}]
        item.save(update_fields=["suspensions"])


def resume(*, rule_id: str, subject_id: str, on: date) -> None:
    """Let a stopped clock run on; its due date moves by the days it stood still."""
    item = _open(rule_id, subject_id)
    if item and item.suspensions:
        item.suspensions = [*item.suspensions[:-1], {**item.suspensions[-1], "until": on.isoformat()}]
        _redate(item)


def extend(
    *, rule_id: str, subject_id: str, days: int, basis: str, approver: str, unit: Unit = Unit.CALENDAR_DAY
) -> date | None:
    """Extend a clock by so many units, under a rule, by someone. Returns the new rolled due date; None: none runs."""
    item = _open(rule_id, subject_id)
    if item is None:
        return None
    item.extensions = [*item.extensions, {"days": days, "unit": unit.value, "basis": basis, "approver": approver}]
    _redate(item)
    return item.rolled


def fix(*, rule_id: str, subject_id: str, until: date, basis: str) -> date | None:
    """The last day is ``until``, as the document ``basis`` has it, instead of what the rule counts. None: none runs."""
    item = _open(rule_id, subject_id)
    if item is None:
        return None
    item.extensions = [*item.extensions, {"until": until.isoformat(), "basis": basis}]
    _redate(item)
    return item.rolled


def _redate(item: Obligation) -> None:
    due = queries.due_of(item.rule_id, item.started_on, item.suspensions, item.extensions)
    item.nominal, item.rolled, item.provisional = due.nominal, due.rolled, due.provisional
    item.save(update_fields=["nominal", "rolled", "provisional", "suspensions", "extensions"])


def import_calendar(*, text: str, source: str, now: datetime) -> int:
    """Enter a year's official arrangement and re-date every open clock. Returns how many moved.

    ``text``: the file, in either shape of ``law.arrangements``. Raises ArrangementRefused naming each wrong row.
    """
    year, rows = arrangements.parse(text)
    days = arrangements.check(year, rows)
    with transaction.atomic():
        CalendarYear.objects.update_or_create(year=year, defaults={"source": source, "imported_at": now})
        for day, (working, name) in days.items():
            Holiday.objects.update_or_create(day=day, defaults={"working": working, "name": name})
        queries.forget()
        moved = 0
        # The arrangement of a year may also shift days around 31 December of the year before.
        touched = Q(provisional=True) | Q(rolled__gte=date(year - 1, 12, 20))
        for item in Obligation.objects.filter(touched, met_on=None, cancelled_on=None):
            before = item.rolled
            _redate(item)
            moved += item.rolled != before
    return moved
