"""Reads on complaints: for those who handle them, for the one who sent them (by the code), and as public counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.documents import codes
from mingjing.law.complaining import (
    ACCEPT_RULE,
    ANSWER_RULE,
    CORRECT_RULE,
    OVER,
    About,
    Finding,
    Move,
    Standing,
    Tie,
    Ties,
    Wish,
    answer_rule,
    conflict,
    goes_to_bureau,
    moves_from,
)
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, may
from mingjing.procedure.limits import beijing_date
from mingjing.supervision import clocking
from mingjing.supervision.models import Complaint, ComplaintMove, ComplaintTie

READ = "complaints.read"
TABS: dict[str, Q] = {
    "new": Q(standing__in=[Standing.RECEIVED, Standing.TRANSFERRED]),
    "open": Q(standing__in=[Standing.ACCEPTED, Standing.ANSWERED]),
    "over": Q(standing__in=list(OVER)),
}


class NoSuchComplaint(LookupError):
    """No complaint has this code."""


def complaints_for(actor: Actor, words: str = "") -> QuerySet[Complaint]:
    """Complaints this actor may read, the oldest first: not those that concern the actor or the actor's unit."""
    cells = matrix()[READ]
    allowed = Q()
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            allowed |= Q(handled_by=grant.organ_id)
        elif cell == "region" and grant.region_code:
            allowed |= Q(handled_by__region__in=organs.regions_below(grant.region_code))
    if not allowed:
        return Complaint.objects.none()
    own = ComplaintTie.objects.filter(complaint=OuterRef("pk"), person=actor.person_id)
    rows = Complaint.objects.filter(allowed).exclude(Exists(own))
    if units := organs.units_of_person(actor.person_id):
        rows = rows.exclude(unit__in=units)
    for word in words.split():
        rows = rows.filter(Q(subject__contains=word) | Q(content__contains=word) | Q(code=codes.normalise(word)))
    return rows.select_related("organ", "handled_by", "publication").order_by("received_at", "pk")


def complaint_for(actor: Actor, complaint_id: str) -> Complaint:
    """The one door. Raises Complaint.DoesNotExist for strangers, NotAllowed for colleagues whom it concerns."""
    row = Complaint.objects.select_related(
        "organ", "handled_by", "publication__decision", "officer", "registered_by"
    ).get(pk=complaint_id)
    verdict = may(actor, READ, Scope(row.handled_by_id, row.handled_by.region_id))
    if not verdict.ok:
        if actor.organ_id == row.handled_by_id:
            raise NotAllowed(verdict.reason)
        raise Complaint.DoesNotExist(complaint_id)
    if why := conflict_of(row, actor.person_id):
        raise NotAllowed(why)
    return row


def ties_of(row: Complaint) -> Ties:
    """Whom it concerns."""
    people = {person: Tie(tie) for person, tie in row.ties.values_list("person_id", "tie")}
    return Ties(people, row.unit_id or "")


def conflict_of(row: Complaint, person_id: str) -> str:
    """Why this person may not handle it; "" when nothing stands against it."""
    return conflict(ties_of(row), person_id, organs.units_of_person(person_id))


def for_bureau(row: Complaint, on: date) -> bool:
    """What the rule at intake says of a kept complaint: whether the organ complained of may not have it."""
    named = {person for person, tie in ties_of(row).people.items() if tie is Tie.NAMED}
    heads = organs.heads(row.organ_id, on)
    return goes_to_bureau(Wish(row.wish), About(row.about), head_named=bool(named & heads))


def moves_for(actor: Actor, row: Complaint) -> tuple[Move, ...]:
    """Steps this actor may take now."""
    scope = Scope(row.handled_by_id, row.handled_by.region_id)
    found = []
    for move in moves_from(Standing(row.standing)):
        power = "complaints.transfer" if move is Move.TRANSFER else "complaints.handle"
        if may(actor, power, scope).ok:
            found.append(move)
    return tuple(found)


def history(row: Complaint) -> list[ComplaintMove]:
    """Its steps, oldest first."""
    return list(row.moves.select_related("person", "organ"))


# --- clocks -------------------------------------------------------------------------------------------------------


def due_of(row: Complaint) -> Obligation | None:
    """The clock that runs now: to decide on acceptance first, then to answer or to correct."""
    return _due(row, _running([row]))


def _running(rows: list[Complaint]) -> dict[tuple[str, str], Obligation]:
    subjects = {row.pk for row in rows} | {clocking.answer_subject(row) for row in rows}
    return clocks.open_by_rule(subjects, (ACCEPT_RULE, ANSWER_RULE, CORRECT_RULE))


def _due(row: Complaint, running: dict[tuple[str, str], Obligation]) -> Obligation | None:
    if row.over:
        return None
    answer = running.get((clocking.answer_subject(row), answer_rule(Wish(row.wish))))
    return running.get((row.pk, ACCEPT_RULE)) or answer


@dataclass(frozen=True, slots=True)
class Line:
    """One complaint in a list, with the clock that runs and its light."""

    row: Complaint
    due: Obligation | None
    light: Light | None


def lines(rows: list[Complaint], on: date) -> list[Line]:
    """Complaints with their lights; the nearest end first, what has none last."""
    cal = clocks.calendar()
    found, running = [], _running(rows)
    for row in rows:
        due = _due(row, running)
        found.append(Line(row, due, clocks.light(due, on, cal) if due else None))
    return sorted(found, key=lambda x: (x.due is None, x.due.rolled if x.due else date.max))


def in_hand(actor: Actor, on: date, most: int) -> list[Line]:
    """What this actor could act on now, the nearest end first; for the workbench."""
    rows = [r for r in complaints_for(actor).exclude(standing__in=list(OVER))[:200] if moves_for(actor, r)]
    return lines(rows, on)[:most]


# --- the public ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passed:
    """One step as the one who complained sees it: no names."""

    label: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How it stands, for whoever holds the code."""

    wish: str
    subject: str
    address: str
    organ: str
    organ_phone: str
    standing: str
    received_at: datetime
    due: date | None
    late: bool
    steps: tuple[Passed, ...]
    finding: str
    reply: str
    answers_by_phone: bool


def public_progress(typed: str, on: date) -> Progress:
    """By the code, typed anyhow. Raises NoSuchComplaint."""
    code = codes.normalise(typed)
    rows = Complaint.objects.select_related("handled_by", "publication")
    row = rows.filter(code=code).first() if code and not codes.problem(code) else None
    if row is None:
        raise NoSuchComplaint(typed)
    due = due_of(row)
    steps = [Passed(Standing.RECEIVED.label, beijing_date(row.received_at), "")]
    for step in history(row):
        shown = step.reason if step.move in {Move.TRANSFER, Move.DECLINE} else ""
        steps.append(Passed(Move(step.move).label, beijing_date(step.at), shown))
    return Progress(
        wish=row.get_wish_display(), subject=row.subject, address=row.address, organ=row.handled_by.name,
        organ_phone=row.handled_by.phone, standing=row.get_standing_display(), received_at=row.received_at,
        due=due.rolled if due else None, late=bool(due and on > due.rolled), steps=tuple(steps),
        finding=Finding(row.finding).label if row.finding else "", reply=row.reply,
        answers_by_phone=bool(row.phone),
    )  # fmt: skip


@dataclass(slots=True)
class Counts:
    """How an organ deals with what it is told: numbers only, never a word of any of them."""

    organ: str
    received: int = 0
    answered: int = 0
    in_time: int = 0
    overdue: int = 0


def public_counts(year: int, on: date) -> list[Counts]:
    """Per handling organ: received in a year, answered (or declined), of those in time, and overdue today."""
    found: dict[str, Counts] = {}
    last_days: dict[tuple[str, date], date] = {}
    rows = Complaint.objects.filter(received_at__year=year).order_by("handled_by__region_id", "handled_by__name")
    columns = ("handled_by__name", "wish", "received_at", "standing", "answered_on", "ended_on")
    for organ, wish, received_at, standing, answered_on, ended_on in rows.values_list(*columns):
        counts = found.setdefault(organ, Counts(organ))
        counts.received += 1
        key = (answer_rule(Wish(wish)), beijing_date(received_at))
        if key not in last_days:
            last_days[key] = clocks.due_of(*key).rolled
        done = answered_on or (ended_on if standing == Standing.DECLINED else None)
        counts.answered += done is not None
        counts.in_time += done is not None and done <= last_days[key]
        counts.overdue += done is None and on > last_days[key]
    return list(found.values())
