"""Reads on findings: the bureau's list, the organ's own, one finding with what may be done now and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.law.gating import Blocker
from mingjing.law.supervising import (
    BUREAU,
    LETTERS,
    MOVES,
    ORGANS,
    OVER,
    OWED,
    TERMS,
    VERIFY_RULE,
    FindingFacts,
    Letter,
    Move,
    Standing,
    blockers,
)
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, may
from mingjing.supervision.models import Complaint, Finding, FindingMove, SupervisionLetter

READ = "finding.read"
CLOCKS = (VERIFY_RULE, *TERMS.values())
TABS: dict[str, Q] = {
    "verify": Q(standing__in=[Standing.RAISED, Standing.VERIFIED]),
    "owed": Q(standing__in=list(OWED)),
    "replied": Q(standing__in=[Standing.REPLIED, Standing.ACCEPTED]),
    "over": Q(standing__in=list(OVER)),
}
POWERS = {Move.DECIDE: "finding.decide", Move.SIGN: "finding.sign", Move.REPLY: "finding.reply"}
SHOWN_TO_ORGAN = Q(letters__isnull=False)  # an organ sees a finding from its first letter on


def findings_for(actor: Actor, words: str = "") -> QuerySet[Finding]:
    """Findings this actor may read: the bureau those of its region, an organ those of which it was told."""
    cells, allowed = matrix()[READ], Q(pk__in=[])
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            allowed |= Q(organ=grant.organ_id, pk__in=SupervisionLetter.objects.values("finding_id"))
        elif cell == "region" and grant.region_code:
            allowed |= Q(organ__region__in=organs.regions_below(grant.region_code)) & ~Q(organ=actor.organ_id)
    rows = Finding.objects.filter(allowed).select_related("organ", "bureau")
    for word in words.split():
        rows = rows.filter(Q(title__contains=word) | Q(organ__name__contains=word) | Q(letters__number__contains=word))
    return rows.distinct().order_by("-raised_at", "pk")


def finding_for(actor: Actor, finding_id: str) -> Finding:
    """The one door. Raises Finding.DoesNotExist for strangers, NotAllowed for colleagues without the right."""
    row = Finding.objects.select_related("organ", "bureau", "complaint", "raised_by").get(pk=finding_id)
    verdict = may(actor, READ, Scope(row.organ_id, row.organ.region_id))
    told = actor.organ_id != row.organ_id or row.letters.exists()
    if not told:
        raise Finding.DoesNotExist(finding_id)
    if not verdict.ok:
        if actor.organ_id == row.organ_id:
            raise NotAllowed(verdict.reason)
        raise Finding.DoesNotExist(finding_id)
    return row


def facts_of(row: Finding, actor: Actor, on: date) -> FindingFacts:
    """What the law may ask of a finding."""
    letters = list(row.letters.all())
    moves = list(row.moves.all())
    last = letters[-1] if letters else None
    opinions = [x for x in letters if x.kind == Letter.OPINION]
    decision = next((x for x in reversed(letters) if x.kind == Letter.DECISION), None)
    clock = clocks.obligation_of(row.pk, TERMS[Letter(last.kind)]) if last else None
    return FindingFacts(
        standing=Standing(row.standing),
        own_organ=actor.organ_id == row.organ_id,
        opinion_sent=bool(opinions),
        due=clock.rolled if clock else None,
        on=on,
        written_by_actor=bool(opinions) and opinions[-1].author_id == actor.person_id,
        signed=last is None or any(m.move == Move.SIGN and m.letter_id == last.pk for m in moves),
        replied_to_decision=any(
            m.move == Move.REPLY and decision and m.letter_id == decision.pk for m in moves
        ),
        decided=decision is not None,
    )  # fmt: skip


def against_raising(row: Finding) -> tuple[Blocker, ...]:
    """What stands against entering a finding at all."""
    if row.organ_id != row.bureau_id:
        return ()
    message = "监督机关不能登记对自己的监督事项"
    return (Blocker("finding.itself", "监督与执法分开", message, BUREAU, "报上一级行政执法监督机构办理"),)


@dataclass(frozen=True, slots=True)
class Way:
    """One move this actor's role may take, and everything that stands against it now."""

    move: Move
    against: tuple[Blocker, ...]
    letter: Letter | None


def ways(actor: Actor, row: Finding, on: date) -> list[Way]:
    """Moves of this actor from where the finding stands, in order; blocked ones with their reasons."""
    if row.over:
        return []
    facts, scope = facts_of(row, actor, on), Scope(row.organ_id, row.organ.region_id)
    found = []
    for move, (starts, _) in MOVES.items():
        mine = (move in ORGANS) == (actor.organ_id == row.organ_id)
        power = POWERS.get(move, "finding.handle")
        if not mine or row.standing not in starts or not may(actor, power, scope).ok:
            continue
        if move is Move.SIGN and facts.signed:
            continue
        found.append(Way(move, blockers(facts, move), LETTERS.get(move)))
    return found


def last_letter(row: Finding) -> SupervisionLetter | None:
    """The letter sent last."""
    return row.letters.order_by("-ledger_id").first()


def letter_for(actor: Actor, letter_id: str) -> SupervisionLetter:
    """One letter of a finding this actor may read. Raises SupervisionLetter.DoesNotExist, Finding.DoesNotExist."""
    letter = SupervisionLetter.objects.select_related("finding", "author").get(pk=letter_id)
    finding_for(actor, letter.finding_id)
    return letter


def move_for(actor: Actor, move_id: str) -> FindingMove:
    """One move of a finding this actor may read, for its files. Raises DoesNotExist."""
    move = FindingMove.objects.get(pk=move_id)
    finding_for(actor, move.finding_id)
    return move


def history(row: Finding, *, for_organ: bool) -> list[FindingMove]:
    """Its moves, oldest first. The organ does not see how the bureau verified before it wrote."""
    moves = list(row.moves.select_related("person", "organ", "letter"))
    return [m for m in moves if m.move != Move.VERIFY] if for_organ else moves


def open_on(subject_kind: str, subject_id: str, organ_id: str) -> Finding | None:
    """The finding that already follows up a subject of an organ, if one does."""
    rows = Finding.objects.filter(subject_kind=subject_kind, subject_id=subject_id, organ=organ_id)
    return rows.exclude(standing__in=list(OVER)).first()


def of_complaint(complaint: Complaint) -> list[Finding]:
    """Findings raised by a complaint, oldest first."""
    return list(Finding.objects.filter(complaint=complaint).order_by("raised_at"))


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in a list, with the clock that runs and its light."""

    row: Finding
    due: Obligation | None
    light: Light | None


def lines(rows: list[Finding], on: date) -> list[Line]:
    """Findings with their clocks and lights; the nearest end first, what has none last. Two queries."""
    cal, running = clocks.calendar(), clocks.open_by_rule({r.pk for r in rows}, CLOCKS)
    found = []
    for row in rows:
        due = next((running[row.pk, rule] for rule in CLOCKS if (row.pk, rule) in running), None)
        found.append(Line(row, due, clocks.light(due, on, cal) if due else None))
    return sorted(found, key=lambda x: (x.due is None, x.due.rolled if x.due else date.max))


def in_hand(actor: Actor, on: date, most: int) -> list[Line]:
    """What this actor's side is to do now: the organ to answer, the bureau to verify, judge and close."""
    if not actor.roles & {"U", "L", "B", "J"}:
        return []
    bureau = any(matrix()[READ].get(g.role) == "region" for g in actor.grants)
    waiting = Q(standing__in=[Standing.RAISED, Standing.VERIFIED, Standing.REPLIED, Standing.ACCEPTED])
    rows = findings_for(actor).filter(waiting if bureau else Q(standing__in=list(OWED)))
    return lines(list(rows[:200]), on)[:most]


def counts(actor: Actor) -> dict[str, int]:
    """How many findings stand in each tab."""
    rows = findings_for(actor).order_by()
    return {tab: rows.filter(where).values("pk").distinct().count() for tab, where in TABS.items()}
