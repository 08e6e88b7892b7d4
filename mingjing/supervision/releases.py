"""Releasing what inspected firms said: a closed round, whole, once, and only when enough firms spoke (ADR 0009)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from mingjing.law import feedback as law
from mingjing.ledger.actions import act
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, matrix, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision.feedback import forget_key
from mingjing.supervision.models import FeedbackBox, FeedbackIssue, FeedbackRelease, FeedbackRound
from mingjing.supervision.queries import READ

RELEASE = "feedback.release"
SHUFFLE = random.SystemRandom().shuffle


def closed_rounds(actor: Actor, on: date) -> list[FeedbackRound]:
    """Rounds this actor may release: they take nothing more and were not released."""
    released = FeedbackRelease.objects.values("round_id")
    rows = FeedbackRound.objects.filter(_seen(actor, RELEASE, "")).exclude(pk__in=released)
    rows = rows.select_related("organ").order_by("quarter", "organ__name")
    return [row for row in rows if on > law.closes_on(row.quarter)]


def releases_for(actor: Actor) -> QuerySet[FeedbackRelease]:
    """Released rounds with their comments, for the organ itself and its supervisors; withheld ones say only that."""
    rows = FeedbackRelease.objects.filter(_seen(actor, READ, "round__"))
    return rows.select_related("round__organ").order_by("-round__quarter", "round__organ__name")


def _seen(actor: Actor, power: str, before: str) -> Q:
    seen, cells = Q(pk__in=[]), matrix()[power]
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            seen |= Q(**{f"{before}organ": grant.organ_id})
        elif cell == "region" and grant.region_code:
            seen |= Q(**{f"{before}organ__region__in": organs.regions_below(grant.region_code)})
    return seen


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a released round: each answer in words with how many firms gave it."""

    label: str
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Released:
    """One released round for everyone: numbers only."""

    organ: str
    quarter: str
    firms: int
    questions: tuple[Asked, ...]


def shown(row: FeedbackRelease) -> Released:
    """A released round in words."""
    questions = tuple(
        Asked(q.label, tuple((label, row.tallies.get(q.name, {}).get(value, 0)) for value, label in q.choices))
        for q in law.QUESTIONS
    )
    return Released(row.round.organ.name, law.quarter_label(row.round.quarter), row.firms, questions)


def public_releases(year: int) -> list[Released]:
    """Rounds of a year that were released; of withheld ones nothing, not even that there was one."""
    rows = FeedbackRelease.objects.filter(withheld=False, round__quarter__startswith=str(year))
    return [shown(r) for r in rows.select_related("round__organ").order_by("-round__quarter", "round__organ__name")]


def release(*, actor: Actor, round_id: str, now: datetime) -> FeedbackRelease:
    """Release a closed round whole, or withhold it for good when fewer than ``LEAST`` firms spoke. The box is emptied.

    Raises NotAllowed, FeedbackRound.DoesNotExist, FormIncomplete while it is open, was released, or was stuffed.
    """
    row = FeedbackRound.objects.select_related("organ").get(pk=round_id)
    by = require(actor, RELEASE, Scope(row.organ_id, row.organ.region_id))
    if beijing_date(now) <= (last := law.closes_on(row.quarter)):
        raise FormIncomplete({"round": f"{law.quarter_label(row.quarter)}的评价到 {last} 才截止，截止前不能公布"})
    with act(type="feedback.released", by=by, obj=row.pk, now=now) as opened:
        box = FeedbackBox.objects.select_for_update().get(pk=row.pk)
        if FeedbackRelease.objects.filter(round=row).exists():
            raise FormIncomplete({"round": "这一轮已经公布过"})
        ratings = list(box.ratings)
        if len(ratings) > FeedbackIssue.objects.filter(round=row).count():
            raise FormIncomplete({"round": "评价比发出的凭证还多，不能公布；请检查密钥是否泄露"})
        enough = len(ratings) >= law.LEAST
        comments = [r["comment"] for r in ratings if r["comment"]] if enough else []
        SHUFFLE(comments)
        made = FeedbackRelease(
            round=row, withheld=not enough, firms=len(ratings) if enough else 0,
            tallies=law.tallies(ratings) if enough else {}, comments=comments, released_on=beijing_date(now),
        )  # fmt: skip
        opened.save(made)
        box.ratings, box.spent = [], []
        box.save()
        opened.data |= {"withheld": int(made.withheld), "firms": made.firms}
    forget_key(row)
    return made
