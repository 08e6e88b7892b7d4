"""Reads of 案卷评查: every one takes the actor first. Reviewers get the dossiers they hold a seat on and no other.

Doors: ``plan_for`` (the bureau), ``review_for`` (a reviewer), ``own_for`` (the organ, once it was told).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.appraisal import planning, scoring
from mingjing.appraisal.models import Defence, Dossier, Plan, Rectification, Ruling, Score, Seat
from mingjing.archive import volume
from mingjing.archive.models import Volume
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.documents import queries as documents
from mingjing.documents.models import DocumentVersion
from mingjing.law.dossier_course import DEFEND_RULE, FINAL, RECTIFY_RULE, TOLD, Standing
from mingjing.law.dossier_facts import State
from mingjing.law.dossier_scoring import apart, mean
from mingjing.law.dossier_sheets import Sheet
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, matrix, may

READ = "appraisal.read"


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Plans of the bureau this actor plans for, the newest first."""
    if not may(actor, planning.MAKE, Scope(actor.organ_id, actor.region_code)).ok:
        return Plan.objects.none()
    return Plan.objects.filter(organ=actor.organ_id).select_related("organ")


def plan_for(actor: Actor, plan_id: str) -> Plan:
    """The bureau's door. Raises Plan.DoesNotExist, NotAllowed."""
    return planning.owned(actor, plan_id)[0]


def dossiers_of(plan: Plan) -> list[Dossier]:
    """Every dossier of a plan with its people, in three queries."""
    rows = Dossier.objects.filter(plan=plan).select_related("organ", "case", "plan").prefetch_related("case__parties")
    return list(rows.prefetch_related("seats__person__organ", "seats__scores"))


def seats_for(actor: Actor) -> list[Seat]:
    """The dossiers this actor is drawn for, open ones first."""
    rows = Seat.objects.filter(person=actor.person_id, ended_on=None).select_related(
        "dossier__plan", "dossier__organ", "dossier__case"
    )
    found = list(rows.prefetch_related("scores").order_by("-dossier__plan__ledger_id", "dossier__ord"))
    return sorted(found, key=lambda s: (not wants(s), s.dossier.standing != Standing.SCORING))


def wants(seat: Seat) -> bool:
    """Whether the reviewer has something to do on it."""
    scored = bool(seat.scores.all())
    return (seat.dossier.standing == Standing.SCORING and not scored) or seat.dossier.standing == Standing.SPLIT


def own_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers of the actor's organ of which it was told, the newest first."""
    if not may(actor, READ, Scope(actor.organ_id, actor.region_code)).ok:
        return Dossier.objects.none()
    rows = Dossier.objects.filter(organ=actor.organ_id, standing__in=TOLD).select_related("plan", "case", "organ")
    return rows.prefetch_related("case__parties").order_by("-told_on", "ord")


def own_for(actor: Actor, dossier_id: str) -> Dossier:
    """The organ's door, once it was told. Raises Dossier.DoesNotExist."""
    return own_dossiers(actor).get(pk=dossier_id)


def dossier_for(actor: Actor, dossier_id: str) -> Dossier:
    """The bureau's door to one dossier. Raises Dossier.DoesNotExist, NotAllowed."""
    rows = Dossier.objects.select_related("plan__organ", "organ", "case").prefetch_related("case__parties")
    found = rows.get(pk=dossier_id)
    try:
        planning.owned(actor, found.plan_id)
    except Plan.DoesNotExist:
        raise Dossier.DoesNotExist(dossier_id) from None
    return found


# --- scoring ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer works with: the own seat and scores, the sheet, what the machine found, the papers."""

    seat: Seat
    dossier: Dossier
    sheet: Sheet
    own: Score | None
    papers: tuple[tuple[DocumentVersion, int], ...]  # each with its first page in the volume
    findings: dict[str, list[dict[str, Any]]]
    volume: Volume | None


def review_for(actor: Actor, dossier_id: str) -> Review:
    """A reviewer's door: the one drawn, while the seat is held and the office too; papers once it was taken out.

    Raises Seat.DoesNotExist for everyone else, NotAllowed when the office was lost.
    """
    seat = scoring.seat_of(actor, dossier_id)
    scoring.allowed(actor, seat)
    dossier = seat.dossier
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    papers: tuple[tuple[DocumentVersion, int], ...] = ()
    if seat.opened_at:
        for finding in dossier.findings:
            found[finding["code"]].append(finding)
        papers = tuple((v, dossier.pages.get(v.pk, 0)) for v in volume.documents(dossier.case))
    last = max(seat.scores.all(), key=lambda s: s.round, default=None)
    filed = Volume.objects.filter(case=dossier.case_id).order_by("ledger_id").last()
    return Review(seat, dossier, dossier.plan.sheet(dossier.kind), last, papers, dict(found), filed)


def paper_of(actor: Actor, dossier_id: str, version_id: str) -> DocumentVersion:
    """One issued document of a dossier, for the reviewer who took it out. Raises DocumentVersion.DoesNotExist."""
    review = review_for(actor, dossier_id)
    for version, _ in review.papers:
        if version.pk == version_id:
            return documents.version_of(actor, version_id)
    raise DocumentVersion.DoesNotExist(version_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """One seat as it may be shown: without the score while another seat still waits for its own."""

    seat: Seat
    score: Score | None
    handed_in: bool


def scores_of(actor: Actor, dossier: Dossier) -> list[Shown]:
    """Every seat. A score is shown to its own author, and to others once all held seats have one (blind till then)."""
    last = scoring.last_scores(dossier)
    complete = all(score for _, score in last)
    return [
        Shown(seat, score if complete or seat.person_id == actor.person_id else None, score is not None)
        for seat, score in last
    ]


def difference(shown: list[Shown], limit: int) -> str:
    """Why the first two cannot stand together, once both may be seen."""
    first = [s.score for s in shown if s.score and s.seat.number <= 2]
    return apart(first[0].total, first[1].total, limit) if len(first) == 2 else ""


def bad_findings(dossier: Dossier) -> list[dict[str, Any]]:
    """What the machine objects to."""
    return [f for f in dossier.findings if f["state"] == State.BAD]


# --- after it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a dossier after the scores."""

    defence: Defence | None
    ruling: Ruling | None
    rectifications: list[Rectification]
    due: Obligation | None
    light: Any


def course(dossier: Dossier, on: date) -> Course:
    """Defence, ruling, rectification, and the clock that runs."""
    running = clocks.open_by_rule([dossier.pk], (DEFEND_RULE, RECTIFY_RULE))
    due = next(iter(running.values()), None)
    return Course(
        Defence.objects.filter(dossier=dossier).select_related("person").first(),
        Ruling.objects.filter(dossier=dossier).select_related("person").first(),
        list(Rectification.objects.filter(dossier=dossier).select_related("person")),
        due,
        clocks.light(due, on, clocks.calendar()) if due else None,
    )


@dataclass(frozen=True, slots=True)
class Standings:
    """One organ in the ranking of a plan; ``rank`` None where it is not ranked, ``caveat`` says why or what to mind."""

    organ: Any
    number: int
    average: int
    vetoed: int
    open: int
    rank: int | None
    caveat: str


def ranking(plan: Plan, rows: list[Dossier], on: date, few: int = 5) -> list[Standings]:
    """Organs by the mean of their final scores: ties share a rank; without a final score, abolished: no rank."""
    by_organ: dict[str, list[Dossier]] = defaultdict(list)
    for row in rows:
        by_organ[row.organ_id].append(row)
    found = []
    for own in by_organ.values():
        scores = [d.score.tenths for d in own if d.score and d.standing in FINAL]
        organ, gone = own[0].organ, own[0].organ.valid_to and own[0].organ.valid_to < on
        caveat = "机关已撤销，不排名" if gone else "还没有定分" if not scores else ""
        if not caveat:
            caveat = _caveat(len(scores), len(own), few)
        ranked = bool(scores) and not gone
        struck = sum(d.vetoed for d in own if d.final)
        line = Standings(organ, len(own), mean(scores), struck, len(own) - len(scores), None, caveat)
        found.append((ranked, line))
    places = sorted({s.average for ok, s in found if ok}, reverse=True)
    above = {a: 1 + sum(ok and s.average > a for ok, s in found) for a in places}
    made = [
        Standings(s.organ, s.number, s.average, s.vetoed, s.open, above[s.average] if ok else None, s.caveat)
        for ok, s in found
    ]
    return sorted(made, key=lambda s: (s.rank is None, s.rank or 0, s.organ.name))


def _caveat(scored: int, drawn: int, few: int) -> str:
    said = [f"只有 {scored} 卷，仅供参考"] if scored < few else []
    return "、".join(said + ([f"另有 {drawn - scored} 卷没有定分"] if scored < drawn else []))


def candidates(actor: Actor, on: date) -> list[Any]:
    """Who may be named as reviewer."""
    return planning.candidates(actor.region_code, on)


def readers(power: str) -> frozenset[str]:
    """Roles that hold a power."""
    return frozenset(role for role, cell in matrix()[power].items() if cell not in {"–", "basis"})


def busy(actor: Actor, now: datetime) -> int:
    """How many dossiers wait for this actor: as reviewer, or for the organ's defence and rectification."""
    own = sum(wants(s) for s in seats_for(actor))
    waits = Q(standing=Standing.TOLD, defence=None) | Q(standing=Standing.RECTIFYING)
    return own + own_dossiers(actor).filter(waits).count()


def organ_names(ids: set[str]) -> dict[str, str]:
    """Organ id → short name."""
    return {o.pk: o.short_name for o in organs.public_organs() if o.pk in ids}
