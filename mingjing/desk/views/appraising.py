"""Scoring a dossier: the sheet on the left, its papers on the right; what the machine found beside each item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingjing.appraisal import queries, scoring
from mingjing.appraisal.queries import Review
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.documents import sheets as papers
from mingjing.law.dossier_course import Standing
from mingjing.law.dossier_scoring import Given, Mark, shown, tenths
from mingjing.law.dossier_sheets import Item, Project, Veto
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete, OutOfDate

Typed = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One item or veto on the page: what is typed or was handed in, what the machine found."""

    item: Item | Veto
    off: str
    why: str
    page: str
    error: str
    findings: list[dict[str, Any]]

    @property
    def open(self) -> bool:
        """Whether it is shown unfolded."""
        return bool(self.off or self.error or self.why)

    @property
    def bad(self) -> list[dict[str, Any]]:
        """What the machine objects to."""
        return [f for f in self.findings if f["state"] == "bad"]

    @property
    def good(self) -> bool:
        """Whether the machine found something that holds and nothing to object to."""
        return not self.bad and any(f["state"] == "good" for f in self.findings)

    @property
    def proposed(self) -> str:
        """Points the machine would propose: only words, never a value."""
        lost = max((f["lost"] for f in self.bad), default=0)
        return shown(lost) if lost else ""


@office
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, actor: Actor, now: datetime, dossier_id: str) -> HttpResponse:
    """GET: the sheet and the papers. POST: hand in the score."""
    seen = queries.review_for(actor, dossier_id)
    typed, status, changed = _kept(seen), 200, False
    errors: dict[str, str] = {}
    words = {"words": seen.own.words if seen.own else "", "reason": ""}
    if request.method == "POST":
        typed, words = _typed(request, seen), {n: request.POST.get(n, "").replace("\r\n", "\n") for n in words}
        given, errors = _given(typed)
        if not errors:
            try:
                scoring.score(actor=actor, dossier_id=dossier_id, given=given, now=now, **words)
            except FormIncomplete as refusal:
                errors = refusal.errors
            except OutOfDate:
                changed = True
            else:
                tell(request, "评分已提交。两人都提交以前，互相看不到对方的评分。")
                return redirect(address("appraisal_review", dossier_id=dossier_id))
        status = 409 if changed else 422
    scores = queries.scores_of(actor, seen.dossier)
    open_ = seen.seat.opened_at and (
        seen.own is None if seen.dossier.standing == Standing.SCORING else seen.dossier.standing == Standing.SPLIT
    )
    context = {
        "r": seen,
        "d": seen.dossier,
        "writes": bool(open_),
        "groups": [(n, [_line(i, typed, errors, seen) for i in items]) for n, items in seen.sheet.groups.items()],
        "vetoes": [(Project(n).label, [_line(v, typed, errors, seen) for v in some])
                   for n, some in seen.sheet.projects.items() if some],
        "words": words,
        "scores": scores,
        "difference": queries.difference(scores, seen.dossier.plan.limit),
        "errors": asking.summary(errors),
        "changed": changed,
        "own": shown(seen.own.total.tenths) if seen.own else "",
        **_paper(request, actor, seen),
    }  # fmt: skip
    return render(request, "desk/appraisal_review.html", context, status=status)


def _paper(request: HttpRequest, actor: Actor, seen: Review) -> dict[str, Any]:
    """The paper picked, or the first one."""
    if not seen.papers:
        return {"paper": "", "version": None}
    ids = {v.pk for v, _ in seen.papers}
    picked = request.GET.get("show", "")
    version = queries.paper_of(actor, seen.dossier.pk, picked if picked in ids else seen.papers[0][0].pk)
    return {
        "version": version,
        "page": seen.dossier.pages.get(version.pk, 0),
        "paper": papers.html_of(version, seen.dossier.organ.name),
    }


def _line(item: Item | Veto, typed: Typed, errors: dict[str, str], seen: Review) -> Line:
    row = typed.get(item.code, {})
    return Line(
        item, row.get("off", ""), row.get("why", ""), row.get("page", ""), errors.get(item.code, ""),
        seen.findings.get(item.code, []),
    )  # fmt: skip


def _kept(seen: Review) -> Typed:
    """What was handed in, as it would be typed."""
    if seen.own is None:
        return {}
    given = seen.own.marks
    rows = {m.code: {"off": shown(m.lost), "why": m.reason, "page": m.page} for m in given.marks}
    return rows | {v.code: {"off": "yes", "why": v.reason, "page": v.page} for v in given.vetoes}


def _typed(request: HttpRequest, seen: Review) -> Typed:
    codes = [i.code for i in seen.sheet.items] + [v.code for v in seen.sheet.vetoes]
    return {
        code: {n: request.POST.get(f"{n}-{code}", "").replace("\0", "").strip() for n in ("off", "why", "page")}
        for code in codes
    }


def _given(typed: Typed) -> tuple[Given, dict[str, str]]:
    """Marks and vetoes of what was typed, and what cannot be understood by code."""
    marks, vetoes, errors = [], [], {}
    for code, row in typed.items():
        if row["off"] == "yes":
            vetoes.append(Mark(code, 0, row["why"], row["page"]))
            continue
        try:
            lost = tenths(row["off"])
        except ValueError as wrong:
            errors[code] = f"{code}：{wrong}"
            continue
        if lost:
            marks.append(Mark(code, lost, row["why"], row["page"]))
        elif row["why"]:
            errors[code] = f"{code} 写了理由，没有扣分（否决）：填写扣分，或者删去理由"
    return Given(tuple(marks), tuple(vetoes)), errors


@office
@require_POST
def take_out(request: HttpRequest, actor: Actor, now: datetime, dossier_id: str) -> HttpResponse:
    """Enter that the dossier is taken out for appraisal; then its papers are shown."""
    scoring.open_dossier(actor=actor, dossier_id=dossier_id, now=now)
    return redirect(address("appraisal_review", dossier_id=dossier_id))
