"""Recording a change with everything it touches, settling what it touched, taking a mistaken change back.

Each is one act with one entry. Every affected thing gets its own clock of twenty working days from the day of the
change (三政办〔2019〕16号三(一)4), met when the thing is updated or confirmed unaffected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from mingjing.cases.models import Case
from mingjing.catalog.models import Statute
from mingjing.catalog.statutes import record_end
from mingjing.clocks import actions as clocks
from mingjing.ledger.actions import Act, By, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Certificate, Organ, Person
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete
from mingjing.tlog import canon
from mingjing.tlog.hashing import leaf_hash, root
from mingjing.upkeep.finding import Found, touched
from mingjing.upkeep.models import Affected, Change, Kind, Settlement, Thing

RECORD, SETTLE = "change.record", "change.settle"
CLOCK = "update.list"
MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: ``subject`` is the id of a statute, organ, person or certificate; ``day`` the first day of it."""

    kind: str
    subject: str
    day: date
    basis: str
    articles: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """The same event has the same key."""
        return f"{self.kind}:{self.subject}:{self.day.isoformat()}:{','.join(self.articles)}"[:100]


def record_change(*, actor: Actor, event: Event, now: datetime) -> Change:
    """Enter a change, list what it touches and start the clocks. A repeal also ends the statute the day before.

    Raises FormIncomplete naming each field, NotAllowed.
    """
    if errors := wrong(event):
        raise FormIncomplete(errors)
    by = require(actor, RECORD, _scope(actor, event))
    return record(by=by, person_id=actor.person_id, organ_id=actor.organ_id, event=event, now=now)


def wrong(event: Event) -> dict[str, str]:
    """Field → what is wrong with an event, with the cure."""
    errors = {}
    if event.kind not in Kind.values:
        errors["kind"] = "选择变动的种类"
    elif _subject(event) is None:
        errors["subject"] = "选择变动的法规、机关、人员或者执法证"
    elif event.kind == Kind.REPEALED:
        errors |= _wrong_end(Statute.objects.get(pk=event.subject), event.day)
    if not event.basis.strip():
        errors["basis"] = "写明依据，例：全国人大公告、编办批复、任免文件及文号"
    if not errors and Change.objects.filter(key=event.key, withdrawn_on=None).exists():
        errors["subject"] = "同一天的这项变动已经记录，在列表中查看"
    return errors


def _wrong_end(statute: Statute, day: date) -> dict[str, str]:
    if day <= statute.effective_from:
        return {"day": f"《{statute.title}》{statute.effective_from} 才开始施行，核对废止日期"}
    if statute.effective_to and statute.effective_to != day - timedelta(days=1):
        known = statute.effective_to + timedelta(days=1)
        why = statute.end_basis or "登记时写明"
        return {"day": f"法规库记载《{statute.title}》自 {known} 起停止施行（{why}），核对日期"}
    return {}


def _subject(event: Event) -> Any:
    model: Any = {Kind.ORGAN: Organ, Kind.PERSON: Person, Kind.CERTIFICATE: Certificate}.get(Kind(event.kind), Statute)
    return model.objects.filter(pk=event.subject).first()


def _scope(actor: Actor, event: Event) -> Scope:
    """Law changes for everyone; a change of organ or people is recorded by that organ or by its bureau."""
    organ_id = actor.organ_id
    if event.kind == Kind.ORGAN:
        organ_id = event.subject
    elif event.kind in {Kind.PERSON, Kind.CERTIFICATE}:
        subject = _subject(event)
        person = subject if isinstance(subject, Person) else subject.person
        organ_id = person.organ_id or actor.organ_id
    return Scope(organ_id=organ_id, region_code=organs.region_of(organ_id) if organ_id else "")


def record(*, by: By, person_id: str, organ_id: str, event: Event, now: datetime) -> Change:
    """Enter an event that was found to be in order, by a person or (``person_id`` empty) by the daily look."""
    on = beijing_date(now)
    home = organs.bureau(on) or organ_id
    with transaction.atomic():
        found = touched(event.kind, event.subject, event.articles, on, home)
        change = Change(
            kind=event.kind, subject=event.subject, title=_title(event)[:200], happened_on=event.day,
            basis=event.basis.strip()[:200], articles=list(event.articles), key=event.key,
            organ_id=organ_id or None, recorded_by_id=person_id or None, recorded_at=now,
            found_count=len(found), found_root=found_root(found),
        )  # fmt: skip
        data = {"kind": event.kind, "subject": event.subject, "count": len(found), "root": change.found_root}
        with act(type="change.recorded", by=by, obj=change.pk, data=data, now=now) as opened:
            _end_statute(opened, change, event)
            opened.save(change)
        _start(change, found)
    return change


def found_root(found: Sequence[Found]) -> str:
    """Root over everything found, in order, hexadecimal."""
    rows = ([f.thing, f.ref, f.organ, f.owner, f.label, f.why] for f in found)
    return root(leaf_hash(canon.canonical([str(part) for part in row])) for row in rows).hex()


def _end_statute(opened: Act, change: Change, event: Event) -> None:
    if event.kind != Kind.REPEALED:
        return
    statute = Statute.objects.get(pk=event.subject)
    if statute.effective_to is None:
        record_end(opened, statute=statute, last_day=event.day - timedelta(days=1), basis=event.basis)
        change.ended_statute = True


def _start(change: Change, found: Sequence[Found]) -> None:
    rows = [
        Affected(
            change=change, ord=n, thing=f.thing, ref=f.ref, organ_id=f.organ, owner_role=str(f.owner),
            label=f.label[:200], why=f.why[:200],
        )
        for n, f in enumerate(found)
    ]  # fmt: skip
    Affected.objects.bulk_create(rows, batch_size=500)
    for row in rows:
        clocks.start_obligation(
            rule_id=CLOCK, subject_kind="affected", subject_id=row.pk, org=row.organ_id, owner_role=row.owner_role,
            label=f"{row.get_thing_display()}：{row.label}"[:120], started_on=change.happened_on,
        )  # fmt: skip


def _title(event: Event) -> str:
    subject, label = _subject(event), Kind(event.kind).label
    if isinstance(subject, Statute):
        which = "、".join(event.articles)
        return f"{subject}{which}{label.removeprefix('法规')}"
    name = subject.person.name if isinstance(subject, Certificate) else subject.name
    return f"{name}{label.removeprefix('机构')}" + (f"：{event.note}" if event.note else "")


def settle(*, actor: Actor, affected_id: str, outcome: str, reason: str, now: datetime) -> Settlement:
    """Settle one affected thing. ``updated`` is refused while it still names a repealed statute.

    Raises FormIncomplete, NotAllowed, Affected.DoesNotExist.
    """
    row = Affected.objects.select_related("change", "organ").get(pk=affected_id)
    by = require(actor, SETTLE, _scope_of(row))
    on, errors = beijing_date(now), {}
    if Settlement.objects.filter(affected=row).exists():
        errors["outcome"] = "这一项已经办结"
    elif row.change.withdrawn_on:
        errors["outcome"] = "这项变动已经撤回，不用再办"
    elif outcome not in Settlement.Outcome.values:
        errors["outcome"] = "选择已更新，或者确认不受影响"
    elif outcome == Settlement.Outcome.UPDATED and row.change.kind == Kind.REPEALED and _still(row, on):
        errors["outcome"] = "还在引用停止施行的法规：先更新它；依从旧兼从轻仍应引用的，选确认不受影响并写明理由"
    if len(reason.strip()) < 4:
        errors["reason"] = "写明改了什么，或者为什么不受影响"
    elif len(reason) > MOST_REASON:
        errors["reason"] = f"理由不超过 {MOST_REASON} 字"
    if errors:
        raise FormIncomplete(errors)
    return settled(by=by, person_id=actor.person_id, row=row, outcome=outcome, reason=reason.strip(), now=now)


def settled(*, by: By, person_id: str, row: Affected, outcome: str, reason: str, now: datetime) -> Settlement:
    """Enter a settlement that was found to be in order and meet its clock."""
    on = beijing_date(now)
    one = Settlement(affected=row, outcome=outcome, reason=reason, settled_on=on, by_id=person_id or None)
    with act(
        type="change.settled", by=by, obj=row.pk, data={"change": row.change_id, "outcome": outcome}, now=now
    ) as a:
        a.save(one)
        clocks.meet(rule_id=CLOCK, subject_id=row.pk, on=on)
    return one


def still_found(change: Change, on: date) -> set[tuple[str, str]]:
    """(thing, ref) of what a change would touch now."""
    home = organs.bureau(on) or change.organ_id or ""
    try:
        return {(f.thing, f.ref) for f in touched(change.kind, change.subject, change.articles, on, home)}
    except ObjectDoesNotExist:
        return set()


def _still(row: Affected, on: date) -> bool:
    return (row.thing, row.ref) in still_found(row.change, on)


def _scope_of(row: Affected) -> Scope:
    if row.thing == Thing.CASE:
        return scope_of(Case.objects.select_related("organ").get(pk=row.ref))
    return Scope(organ_id=row.organ_id, region_code=row.organ.region_id)


def withdraw_change(*, actor: Actor, change_id: str, reason: str, now: datetime) -> Change:
    """Take back a change recorded by mistake: open clocks end, a statute it ended stands again.

    Raises FormIncomplete, NotAllowed (only the organ that recorded it, or its bureau), Change.DoesNotExist.
    """
    change = Change.objects.get(pk=change_id)
    home = change.organ_id or actor.organ_id
    by = require(actor, RECORD, Scope(organ_id=home, region_code=organs.region_of(home)))
    on = beijing_date(now)
    if change.withdrawn_on:
        raise FormIncomplete({"reason": "这项变动已经撤回"})
    if len(reason.strip()) < 4:
        raise FormIncomplete({"reason": "写明为什么撤回"})
    with act(type="change.withdrawn", by=by, obj=change.pk, now=now) as opened:
        change.withdrawn_on, change.withdrawn_why = on, reason.strip()[:200]
        change.key = f"{change.key[:60]}:{change.pk}"
        if change.ended_statute:
            statute = Statute.objects.get(pk=change.subject)
            statute.effective_to, statute.end_basis = None, ""
            opened.save(statute)
        opened.save(change)
        for row in Affected.objects.filter(change=change, settlement=None):
            clocks.cancel(rule_id=CLOCK, subject_id=row.pk, on=on, reason="变动已撤回")
    return change
