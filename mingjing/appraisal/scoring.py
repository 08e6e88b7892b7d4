"""Reviewers at work: taking a dossier out, scoring it alone, and changing the own score when two differ.

Nobody sees another's score before every seat has its own (``queries.scores_of``). What the machine found is shown
beside the sheet and never enters a score.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from mingjing.appraisal import facts
from mingjing.appraisal.models import Dossier, Score, Seat
from mingjing.cases.models import Case
from mingjing.law import dossier_checks
from mingjing.law import dossier_scoring as law
from mingjing.law.dossier_course import Standing
from mingjing.law.dossier_scoring import Given, Total
from mingjing.law.dossier_sheets import DossierKind
from mingjing.ledger.actions import Act, By, act
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

SCORE = "appraisal.score"
LONGEST = 2_000


def seat_of(actor: Actor, dossier_id: str) -> Seat:
    """The seat this actor holds on a dossier. Raises Seat.DoesNotExist: nobody else is told that it exists."""
    rows = Seat.objects.select_related("dossier__plan__organ", "dossier__case__organ", "dossier__organ")
    return rows.get(dossier=dossier_id, person=actor.person_id, ended_on=None)


def allowed(actor: Actor, seat: Seat) -> By:
    """Who scores, for the log. Raises NotAllowed when the office was lost or the person now serves that organ."""
    by = require(actor, SCORE, Scope(actor.organ_id))
    if actor.organ_id == seat.dossier.organ_id:
        raise NotAllowed("你现在在被评查的机关任职，应当回避：请司法局更换评查人")
    if actor.person_id in facts.tied(seat.dossier.case):
        raise NotAllowed("你参与过这件案件的办理，应当回避：请司法局更换评查人")
    return by


def open_dossier(*, actor: Actor, dossier_id: str, now: datetime) -> Seat:
    """Take a dossier out for appraisal: entered before a page of it is shown; the first time it is checked as well.

    Raises Seat.DoesNotExist for strangers, NotAllowed.
    """
    seat = seat_of(actor, dossier_id)
    by = allowed(actor, seat)
    if seat.opened_at:
        return seat
    findings, pages = checked(seat.dossier) if seat.dossier.checked_on is None else ([], {})
    data = {"purpose": "assessment", "seat": seat.pk}
    with act(type="dossier.opened", by=by, obj=dossier_id, case=seat.dossier.case_id, data=data, now=now) as opened:
        seat.opened_at = now
        opened.save(seat)
        fresh = Dossier.objects.get(pk=dossier_id)
        if findings and fresh.checked_on is None:
            fresh.findings, fresh.pages, fresh.checked_on = findings, pages, beijing_date(now)
            opened.save(fresh)
    return seat


def checked(dossier: Dossier) -> tuple[list[dict[str, object]], dict[str, int]]:
    """What the machine finds in a dossier, and the first page of each document. Changes nothing."""
    rows = Case.objects.select_related("organ", "organ__region", "unit", "power")
    rows = rows.prefetch_related("parties", "handlers__person", "handlers__certificate", "citations__statute")
    case = rows.get(pk=dossier.case_id)
    pages = facts.pages_of(case)
    found = dossier_checks.findings(DossierKind(dossier.kind), facts.of_case(case, pages))
    return [asdict(f) for f in found], pages


def score(*, actor: Actor, dossier_id: str, given: Given, words: str, reason: str = "", now: datetime) -> Score:
    """Hand in a score: alone the first time; again only while two differ, with the reason (协商).

    Raises Seat.DoesNotExist, NotAllowed, OutOfDate, FormIncomplete (code → what is wrong).
    """
    seat = seat_of(actor, dossier_id)
    by = allowed(actor, seat)
    dossier, before = seat.dossier, seat.scores.last()
    _may_now(seat, dossier, before)
    sheet = dossier.plan.sheet(dossier.kind)
    words, reason = (text.replace("\0", "").strip() for text in (words, reason))
    errors = law.problems(sheet, given)
    if len(words) > LONGEST or len(reason) > LONGEST:
        errors["words"] = f"意见和理由不超过 {LONGEST} 字"
    if before and not reason:
        errors["reason"] = "写明修改评分的理由，和原来的评分一起保存"
    if errors:
        raise FormIncomplete(errors)
    total = law.total(sheet, given)
    with act(type="dossier.scored", by=by, obj=dossier.pk, case=dossier.case_id, now=now) as opened:
        fresh = Dossier.objects.select_related("plan").get(pk=dossier.pk)
        if (fresh.standing, fresh.ledger_id) != (dossier.standing, dossier.ledger_id):
            raise OutOfDate
        row = Score(
            seat=seat, round=(before.round if before else 0) + 1, given=given.told(), points=total.points,
            vetoed=total.vetoed, words=words, reason=reason, at=now,
        )  # fmt: skip
        opened.save(row)
        opened.data |= {"seat": seat.number, "round": row.round, "points": row.points, "vetoed": int(row.vetoed)}
        _settle(opened, fresh)
    return row


def _may_now(seat: Seat, dossier: Dossier, before: Score | None) -> None:
    if seat.opened_at is None:
        raise FormIncomplete({"dossier": "先登记调阅，再评分"})
    if dossier.standing not in {Standing.SCORING, Standing.SPLIT}:
        raise FormIncomplete({"dossier": f"这一卷{dossier.get_standing_display()}，不能再评分"})
    if before and dossier.standing != Standing.SPLIT:
        raise FormIncomplete({"dossier": "你的评分已经提交；两人都提交并且有分歧时，才可以协商修改"})


def _settle(opened: Act, dossier: Dossier) -> None:
    """Once every seat has its score: settled, or split. Nothing is shown to anybody before."""
    last = last_scores(dossier)
    if any(score is None for _, score in last):
        return
    scores = [score for _, score in last if score]
    totals = [s.total for s in scores]
    found = law.settled(totals, dossier.plan.limit)
    if found is None:
        if dossier.standing != Standing.SPLIT:
            dossier.standing = Standing.SPLIT
            opened.save(dossier)
        return
    told = law.merged([scores[n].marks for n in law.counted(totals)])
    _write(opened, dossier, found, told)


def _write(opened: Act, dossier: Dossier, found: Total, told: Given) -> None:
    sheet = dossier.plan.sheet(dossier.kind)
    dossier.points, dossier.vetoed, dossier.told = found.points, found.vetoed, told.told()
    dossier.grade, dossier.standing = law.grade(sheet, found), Standing.SETTLED
    opened.save(dossier)
    opened.data |= {"settled": found.tenths}


def last_scores(dossier: Dossier) -> list[tuple[Seat, Score | None]]:
    """Every held seat with its last score, by number."""
    seats = dossier.seats.filter(ended_on=None).select_related("person__organ").prefetch_related("scores")
    return [(seat, max(seat.scores.all(), key=lambda s: s.round, default=None)) for seat in seats.order_by("number")]
