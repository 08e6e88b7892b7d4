"""Guiding cases: proposed from a published decision of a closed case, commented, approved, found, stopped.

One act, one entry; the log holds ids and enum values only.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from mingjing.disclosure import queries as disclosure
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages.decision import facts_shown
from mingjing.law import interest
from mingjing.law.guiding import (
    APPROVE,
    BY,
    LONGEST,
    MOVES,
    NEEDS_WORDS,
    PROPOSE,
    READ,
    SHORTEST,
    Move,
    Standing,
)
from mingjing.law.kinds import Stage
from mingjing.law.steps import ENDED
from mingjing.ledger.actions import act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, may, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan.models import GuidingCase, GuidingWord

PUBLIC = (Publication.State.PUBLISHED, Publication.State.CORRECTED)
CLOSED = ENDED | {Stage.ARCHIVED}


# --- reads --------------------------------------------------------------------------------------------------------


def reads(actor: Actor) -> bool:
    """Whether the actor reads guiding cases: whoever enforces or reviews, of any organ, and the bureau."""
    return may(actor, READ, Scope(actor.organ_id, actor.region_code)).ok


def cases(actor: Actor, words: str = "") -> QuerySet[GuidingCase]:
    """Approved ones of every organ; others for the organ that proposed them and for its bureau. Newest first."""
    if not reads(actor):
        return GuidingCase.objects.none()
    seen = Q(standing=Standing.APPROVED, publication__state__in=PUBLIC)
    if may(actor, PROPOSE, Scope(actor.organ_id)).ok:
        seen |= Q(organ=actor.organ_id)
    for grant in actor.grants:
        if matrix()[APPROVE].get(grant.role) == "region" and grant.region_code:
            seen |= Q(organ__region__in=organs.regions_below(grant.region_code))
    rows = GuidingCase.objects.filter(seen).select_related("organ", "organ__region", "publication", "proposed_by")
    for word in words.split():
        hit = Q(title__contains=word) | Q(cause__contains=word) | Q(basis__contains=word) | Q(points__contains=word)
        rows = rows.filter(hit | Q(number__contains=word))
    return rows.order_by("-approved_on", "-ledger_id")


def case_for(actor: Actor, guiding_id: str) -> GuidingCase:
    """One of them. Raises GuidingCase.DoesNotExist."""
    return cases(actor).get(pk=guiding_id)


def fitting(actor: Actor, cause: str, most: int = 5) -> list[GuidingCase]:
    """Approved ones on the same violation, for the screen where discretion is weighed. One query."""
    rows = cases(actor).filter(standing=Standing.APPROVED, publication__state__in=PUBLIC, cause=cause)
    return list(rows[:most])


def said(row: GuidingCase) -> list[GuidingWord]:
    """Comments and steps, oldest first."""
    return list(row.words.select_related("person", "organ"))


def moves_for(actor: Actor, row: GuidingCase) -> tuple[Move, ...]:
    """Steps this actor may take now."""
    scope = Scope(row.organ_id, row.organ.region_id)
    return tuple(m for m, (starts, _) in MOVES.items() if row.standing in starts and may(actor, BY[m], scope).ok)


def proposable(actor: Actor) -> QuerySet[Publication]:
    """Published decisions of the actor's organ in closed cases that are no guiding case yet, newest first."""
    if not may(actor, PROPOSE, Scope(actor.organ_id)).ok:
        return Publication.objects.none()
    taken = GuidingCase.objects.exclude(standing=Standing.WITHDRAWN).values("publication_id")
    rows = Publication.objects.filter(case__organ=actor.organ_id, state__in=PUBLIC, case__stage__in=CLOSED)
    return rows.exclude(pk__in=taken).select_related("case", "decision").order_by("-published_at")


# --- writes -------------------------------------------------------------------------------------------------------


def propose(*, actor: Actor, publication_id: str, title: str, points: str, now: datetime) -> GuidingCase:
    """Propose a published decision of the own organ; facts and basis are taken as the public reads them.

    Raises NotAllowed, FormIncomplete (field → message).
    """
    by = require(actor, PROPOSE, Scope(actor.organ_id))
    chosen = proposable(actor).filter(pk=publication_id.replace("\0", "")).first()
    errors = _wrong(title, points, now)
    if chosen is None:
        errors["publication"] = "选择本机关一件已经公示、已经结案的决定"
    if errors or chosen is None:
        raise FormIncomplete(errors)
    case, classes = chosen.case, disclosure.classes_of(chosen)
    basis = "；".join(dict.fromkeys(c.text for c in case.citations.select_related("statute")))
    row = GuidingCase(
        publication=chosen, organ_id=actor.organ_id, title=title, cause=case.cause, field=case.organ.field,
        points=points, facts=facts_shown(chosen, classes), basis=basis or case.power.basis,
        decision=chosen.decision.number, proposed_by_id=by.person_id,
    )  # fmt: skip
    with act(type="guidance.proposed", by=by, obj=row.pk, data={"publication": chosen.pk}, now=now) as opened:
        opened.save(row)
    return row


def _wrong(title: str, points: str, now: datetime) -> dict[str, str]:
    errors = {}
    if not title or len(title) > 120:
        errors["title"] = "填写标题，不超过 120 字"
    if not SHORTEST <= len(points) <= LONGEST:
        errors["points"] = f"写明这件案子说明什么，{SHORTEST} 到 {LONGEST} 字，现在 {len(points)} 字"
    elif found := interest.wording(f"{title}。{points}", beijing_date(now)):
        errors["points"] = f"{found[0].message}（{found[0].article}）"
    return errors


def take(
    *, actor: Actor, guiding_id: str, move: Move, words: str, points: str = "", now: datetime,
    expected: int | None = None,
) -> GuidingCase:  # fmt: skip
    """One step. ``points``: written anew when it is proposed again; a withdrawn publication cannot be approved.

    Raises GuidingCase.DoesNotExist, NotAllowed, FormIncomplete, OutOfDate.
    """
    row = case_for(actor, guiding_id)
    by = require(actor, BY[move], Scope(row.organ_id, row.organ.region_id))
    words = words.replace("\0", "").strip()
    with act(type=f"guidance.{move.value}", by=by, obj=row.pk, now=now) as opened:
        standing = GuidingCase.objects.values_list("ledger_id", flat=True).get(pk=row.pk)
        if expected is not None and expected != standing:
            raise OutOfDate
        starts, leads_to = MOVES[move]
        if row.standing not in starts:
            raise FormIncomplete({"move": f"这件案例{row.get_standing_display()}，不能{move.label}"})
        if errors := _step(row, move, words, points, now):
            raise FormIncomplete(errors)
        row.standing = leads_to
        opened.save(row)
        opened.save(
            GuidingWord(guiding=row, move=move, person_id=by.person_id, organ_id=actor.organ_id, words=words, at=now)
        )
    return row


def _step(row: GuidingCase, move: Move, words: str, points: str, now: datetime) -> dict[str, str]:
    if move in NEEDS_WORDS and len(words) < 4:
        return {"words": f"写明{move.label}的理由"}
    if len(words) > LONGEST:
        return {"words": f"不超过 {LONGEST} 字"}
    if move is Move.PROPOSE:
        row.points = points
        return _wrong(row.title, points, now)
    if move is Move.APPROVE:
        if row.publication.state not in PUBLIC:
            return {"move": "这份决定已经撤下，不能发布为指导案例"}
        year = beijing_date(now).year
        serial = GuidingCase.objects.filter(number__startswith=f"{year}年第").count() + 1
        row.number, row.approved_on = f"{year}年第{serial}号", beijing_date(now)
    return {}


def comment(*, actor: Actor, guiding_id: str, words: str, now: datetime) -> GuidingWord:
    """Say something of a guiding case. Raises GuidingCase.DoesNotExist, NotAllowed, FormIncomplete."""
    row = case_for(actor, guiding_id)
    verdict = may(actor, READ, Scope(actor.organ_id, actor.region_code))
    if not verdict.ok:
        raise NotAllowed(verdict.reason)
    words = words.replace("\0", "").strip()
    if not 2 <= len(words) <= LONGEST:
        raise FormIncomplete({"words": f"写下意见，不超过 {LONGEST} 字"})
    made = GuidingWord(guiding=row, person_id=actor.person_id, organ_id=actor.organ_id, words=words, at=now)
    with act(type="guidance.commented", by=verdict.by, obj=row.pk, now=now) as opened:
        opened.save(made)
    return made
