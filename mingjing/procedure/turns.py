"""Whose turn a case is, told by the database in one query: for lists, where gathering every fact would be too slow.

A turn is a hint and decides nothing: the gates do, when the step is taken. While the party's own time runs, or a case
is suspended, it is nobody's turn.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from mingjing.cases.models import Case, Handler
from mingjing.clocks import queries as clocks
from mingjing.law.kinds import Power, ReviewOutcome, ReviewPurpose, Role, Stage, Step
from mingjing.law.penalty import ORDINARY, REVIEW_FIRST_FIELDS
from mingjing.law.procedures import TABLES
from mingjing.law.reviewing import ALWAYS
from mingjing.law.rules import duty_of
from mingjing.law.steps import ENDED
from mingjing.organs import queries as organs
from mingjing.procedure.models import Hearing, Notice, Service, Statement
from mingjing.procedure.queries import own_cases, visible_to
from mingjing.review.models import Opinion, Submission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingjing.organs.permissions import Actor

# Steps of the ordinary penalty that are anyone's turn; of the other tables those they focus on.
ORDINARY_TURNS = (
    Step.FILE, Step.CONCLUDE, Step.SUBMIT_REVIEW, Step.GIVE_OPINION, Step.NOTIFY, Step.SERVE_DOCUMENT,
    Step.ANSWER_STATEMENT, Step.HOLD_HEARING, Step.DECIDE, Step.DECIDE_NO_PENALTY, Step.SERVE, Step.RECORD_EXECUTION,
    Step.CLOSE, Step.ARCHIVE,
)  # fmt: skip
OTHERS = tuple(table for table in TABLES if table is not ORDINARY)
# Whose step it is: the first of these roles that anyone in the organ holds.
DUTY = {
    **{step: duty_of(table.rules[step].by) for table in OTHERS for step in table.focus.values()},
    **{step: duty_of(ORDINARY.rules[step].by) for step in ORDINARY_TURNS},
}
GIVERS = duty_of(Power.ASSIGN_CASE)
ALL = Q(pk__isnull=False)  # every case one sees
NOBODY = Value("")
# Whose clocks a role watches: an officer his own, a lead his unit's, a head the whole organ's.
WATCHES = {"H": "H", "U": "H", "B": "H L PB R", "L": "L", "PB": "PB", "PC": "PB", "R": "R"}


def turns_of(actor: Actor, on: date) -> QuerySet[Case]:
    """Cases whose next step is this actor's, the nearest deadline first. Each row has ``turn``, the value of a Step."""
    rows = with_turn(Case.objects.filter(visible_to(actor)), on, _his(actor, on)).filter(Q(turn__gt=""))
    return rows.annotate(due=clocks.soonest("pk", handling(actor))).order_by(
        F("due").asc(nulls_last=True), "opened_at", "pk"
    )


def _his(actor: Actor, on: date) -> dict[Step, Q]:
    """The steps that may be this actor's, each with which cases: his own, those sent to him, or all he sees."""
    first = {roles: _first(actor, roles, on) for roles in {GIVERS, *DUTY.values()}}
    found: dict[Step, Q] = {}
    for step, roles in DUTY.items():
        if first[roles] in actor.roles:
            found[step] = {
                Role.HANDLER: Q(pk__in=own_cases(actor)), Role.REVIEWER: Q(reviewer=actor.person_id),
            }.get(first[roles], ALL)  # fmt: skip
    if first[GIVERS] in actor.roles:  # nobody handles it yet: for whoever gives it out, or acts on it
        held = Handler.objects.filter(case=OuterRef("pk"), until__isnull=True, recused=False)
        for step, roles in DUTY.items():
            if roles[0] is Role.HANDLER and found.get(step) is not ALL:
                found[step] = found.get(step, Q(pk__in=[])) | ~Q(Exists(held))
    return found


def turn_of(case: Case, on: date) -> Step | None:
    """The next step of one case; None while it waits for the party, or has ended."""
    turn = with_turn(Case.objects.filter(pk=case.pk), on).get().turn  # type: ignore[attr-defined]  # annotated
    return Step(turn) if turn else None


def watched(actor: Actor) -> frozenset[str]:
    """Owners (role letters) of the clocks this actor watches."""
    return frozenset(owner for role in actor.roles for owner in WATCHES.get(role, "").split())


def handling(actor: Actor) -> frozenset[str]:
    """Of these, the clocks of handling a case: publishing has its own list."""
    return watched(actor) - {Role.PUBLISHER.value}


def with_turn(rows: QuerySet[Case], on: date, his: dict[Step, Q] | None = None) -> QuerySet[Case]:
    """The rows with ``turn`` (the value of a Step, or ""); ``reviewer`` (whom the last round was sent to), ``sent`` and
    ``said`` (rounds of review) may be filtered by.

    ``his``: of whose steps alone, and in which cases; at any other the turn is "".
    """
    sent = Submission.objects.filter(case=OuterRef("pk")).order_by("-round")
    said = Opinion.objects.filter(case=OuterRef("pk")).order_by("-round")
    notice = Notice.objects.filter(case=OuterRef("pk")).order_by("-ord")
    open_hearing = Hearing.objects.filter(
        case=OuterRef("pk"), requested_on__isnull=False, waived=False, reported_on__isnull=True
    )
    return rows.alias(  # what the turn is told from: not read back with every row
        sent=Coalesce(Subquery(sent.values("round")[:1]), 0),
        reviewer=Subquery(sent.values("assigned_to_id")[:1]),
        said=Coalesce(Subquery(said.values("round")[:1]), 0),
        said_purpose=Subquery(said.values("purpose")[:1]),
        said_outcome=Subquery(said.values("outcome")[:1]),
        said_entry=Subquery(said.values("ledger_id")[:1]),
        told_entry=Subquery(notice.values("ledger_id")[:1]),
        told=Subquery(notice.values("version_id")[:1]),
    ).annotate(
        turn=_turn(
            his,
            told_served=Exists(Service.objects.filter(version_id=OuterRef("told"))),
            unanswered=Exists(Statement.objects.filter(case=OuterRef("pk"), waived=False, answered_on__isnull=True)),
            hearing=Exists(open_hearing),
            window=clocks.running_window("pk", ("statement.window", "hearing.request"), on),
        )
    )


def _turn(
    his: dict[Step, Q] | None, *, told_served: Exists, unanswered: Exists, hearing: Exists, window: Exists
) -> Choice:
    pending = Q(sent__gt=F("said"))
    passed = Q(said_outcome__in=[ReviewOutcome.AGREE, ReviewOutcome.SETTLED])
    final = passed & Q(said_purpose=ReviewPurpose.FINAL)
    # After an annulment the old opinion opens nothing: the one that counts follows the new notice.
    fresh = Q(annulled_on__isnull=True) | Q(said_entry__gt=F("told_entry"))
    no_penalty = ~Q(no_penalty_ground="")
    done, told = Q(stage=Stage.INVESTIGATED), Q(stage=Stage.NOTIFIED)
    order: tuple[tuple[Q, str], ...] = (
        (Q(suspended_since__isnull=False), ""),
        *_turns_of_others(pending, final),
        (Q(stage=Stage.CLUE), Step.FILE),
        (Q(stage=Stage.INVESTIGATING), Step.CONCLUDE),
        ((done | told) & pending, Step.GIVE_OPINION),
        ((done | told) & no_penalty & final, Step.DECIDE_NO_PENALTY),
        (done & no_penalty, Step.SUBMIT_REVIEW),
        (done & (passed | ~Q(organ__field__in=REVIEW_FIRST_FIELDS)), Step.NOTIFY),
        (done, Step.SUBMIT_REVIEW),
        (told & ~Q(told_served), Step.SERVE_DOCUMENT),
        (told & Q(unanswered), Step.ANSWER_STATEMENT),
        (told & Q(hearing), Step.HOLD_HEARING),
        (told & Q(window), ""),
        (told & final & fresh, Step.DECIDE),
        (told, Step.SUBMIT_REVIEW),
        (Q(stage=Stage.DECIDED), Step.SERVE),
        (Q(stage=Stage.SERVED), Step.RECORD_EXECUTION),
        (Q(stage=Stage.EXECUTED), Step.CLOSE),
        (Q(stage__in=ENDED), Step.ARCHIVE),
    )
    return Choice(*(When(when, then=_told(step, his)) for when, step in order), default=NOBODY)


def _told(step: str, his: dict[Step, Q] | None) -> Value | Choice:
    """The step, where it is ``his``; "" elsewhere."""
    if not step or his is None:
        return Value(str(step))
    where = his.get(Step(step))
    if where is None or where is ALL:
        return NOBODY if where is None else Value(str(step))
    return Choice(When(where, then=Value(str(step))), default=NOBODY)


def _turns_of_others(pending: Q, final: Q) -> tuple[tuple[Q, str], ...]:
    """Whose turn by the table alone: the step a stage is on its way to, and the review where one is sure to be due.

    Places of one kind stand together: the database compares a few lists and not every stage of every table.
    """
    flagged = Q(public_interest=True) | Q(social_risk=True) | Q(grave_rights=True) | Q(complex_case=True)
    bound: dict[tuple[Stage, Step], list[str]] = {}
    always: dict[Stage, list[str]] = {}
    weighed: dict[Stage, list[str]] = {}
    for table in OTHERS:
        for stage, step in table.focus.items():
            bound.setdefault((stage, step), []).append(table.version)
            kind = table.rules[step].decides
            if kind and Step.SUBMIT_REVIEW in table.rules:
                (always if kind in ALWAYS else weighed).setdefault(stage, []).append(table.version)
    due, perhaps = _at(always), _at(weighed)
    return (
        ((due | perhaps) & pending, Step.GIVE_OPINION),
        (due & ~final, Step.SUBMIT_REVIEW),
        (perhaps & ~final & flagged, Step.SUBMIT_REVIEW),
        *((_at({stage: tables}), step) for (stage, step), tables in bound.items()),
    )


def _at(places: dict[Stage, list[str]]) -> Q:
    """Cases of these tables at these stages."""
    return reduce(or_, (Q(stage=stage, law_version__in=tables) for stage, tables in places.items()), Q())


def _first(actor: Actor, roles: tuple[Role, ...], on: date) -> Role:
    """The first role of the row that someone in the actor's organ holds; a small organ has no one for some."""
    for role in roles[:-1]:
        if role in actor.roles or organs.with_role(actor.organ_id, role, on).exists():
            return role
    return roles[-1]
