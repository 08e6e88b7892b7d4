"""Reads of 案卷评查: every one takes the actor first. Reviewers get the dossiers they hold a seat on and no other.

Doors: ``plan_for`` (the bureau), ``review_for`` (a reviewer), ``own_for`` (the organ, once it was told).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mingjing.appraisal import planning, scoring
from mingjing.appraisal.models import Dossier, Plan, Score, Seat
from mingjing.archive import volume
from mingjing.archive.models import Volume
from mingjing.documents import queries as documents
from mingjing.documents.models import DocumentVersion
from mingjing.law.dossier_course import TOLD, Standing
from mingjing.law.dossier_facts import State
from mingjing.law.dossier_scoring import apart
from mingjing.law.dossier_sheets import Sheet
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may

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


def organ_names(ids: set[str]) -> dict[str, str]:
    """Organ id → short name."""
    return {o.pk: o.short_name for o in organs.public_organs() if o.pk in ids}


def seat_in(dossier_id: str, seat_id: str) -> str:
    """The id of a held seat of a dossier. Raises Seat.DoesNotExist."""
    return str(Seat.objects.values_list("pk", flat=True).get(dossier=dossier_id, pk=seat_id, ended_on=None))


def replaced(dossier: Dossier) -> list[Seat]:
    """Seats that someone else took, with the reason."""
    return list(dossier.seats.exclude(ended_on=None).select_related("person"))


def bureau_of(actor: Actor, on: date) -> str:
    """The bureau whose sheets and results concern this actor: the own, or the one over the own organ."""
    if may(actor, planning.MAKE, Scope(actor.organ_id, actor.region_code)).ok or not actor.organ_id:
        return actor.organ_id
    above = organs.bureau_over(organs.organ(actor.organ_id), on)
    return above.pk if above else ""
