"""指导案例: the library for everyone who enforces or reviews; proposing from published decisions; approving."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law.guiding import PROPOSE, READ, Move
from mingjing.organs.permissions import Actor, NotAllowed, Scope, may, roles_for
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.workplan import guidance

PAGE, LETTERS, CHOICES = 30, 80, 100


@office
@require_safe
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Guiding cases by words: title, violation, article, what they teach."""
    if not guidance.reads(actor):
        raise NotAllowed(f"指导案例供{roles_for(READ)}查阅")
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    page = Paginator(guidance.cases(actor, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "words": words, "today": now.date(), "section": "guidance",
        "proposes": may(actor, PROPOSE, Scope(actor.organ_id)).ok,
    }  # fmt: skip
    return render(request, "desk/guidance.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Propose a published decision of the own organ."""
    if not may(actor, PROPOSE, Scope(actor.organ_id)).ok:
        raise NotAllowed(f"指导案例由{roles_for(PROPOSE)}报送")
    rows = guidance.proposable(actor)[:CHOICES]
    choices = tuple((p.pk, f"{p.decision.number} {p.case.cause}") for p in rows)
    asked = [
        Asked("publication", "决定", "choice", choices=choices, help="已经公示、结案的；案情和依据取公示文本"),
        Asked("title", "标题", help="例：某食品店经营超过保质期食品案——首违不罚的适用"),
        Asked("points", "指导要点", "long", help="这件案子说明什么，类似案件应当注意什么", rows=6),
    ]

    def propose(values: dict[str, Any]) -> Any:
        return guidance.propose(actor=actor, publication_id=values.pop("publication"), now=now, **values)

    form = asking.entered(request, asked, propose)
    if form.done:
        tell(request, "已报送，等待司法局审定。")
        return redirect(address("guiding", guiding_id=form.made.pk))
    context = {"fields": form.fields, "errors": asking.summary(form.errors), "none": not choices}
    return render(request, "desk/guidance_new.html", context, status=form.status)


def _fields(move: Move, row: Any) -> list[Asked]:
    if move is Move.PROPOSE:
        return [Asked("points", "指导要点", "long", value=row.points, rows=6)]
    return [Asked("words", "意见" if move is Move.APPROVE else "理由", "long", move is not Move.APPROVE, rows=2)]


@office
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, actor: Actor, now: datetime, guiding_id: str) -> HttpResponse:
    """GET: one guiding case with what was said of it. POST: a comment, or a step."""
    row = guidance.case_for(actor, guiding_id)
    moves, status = guidance.moves_for(actor, row), 200
    step = request.POST.get("move", "")
    errors: dict[str, str] = {}
    chosen = next((m for m in moves if m.value == step), None)
    if request.method == "POST":
        try:
            if step == "comment":
                guidance.comment(actor=actor, guiding_id=row.pk, words=request.POST.get("words", ""), now=now)
            elif chosen is None:
                raise OutOfDate
            else:
                guidance.take(
                    actor=actor, guiding_id=row.pk, move=chosen, words=request.POST.get("words", ""), now=now,
                    points=request.POST.get("points", "").replace("\r\n", "\n").strip(),
                    expected=asking.entry(request.POST),
                )  # fmt: skip
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
            row.refresh_from_db()
        else:
            tell(request, f"已{chosen.label}。" if chosen else "意见已登记。")
            return redirect(address("guiding", guiding_id=row.pk))
    forms = []
    for m in moves:
        fields = _fields(m, row)
        fields = asking.shown(fields, request.POST, errors) if m is chosen else fields
        forms.append({"move": m, "fields": fields, "open": m is chosen or m is Move.APPROVE or m is Move.PROPOSE})
    context = {
        "g": row, "forms": forms, "said": guidance.said(row), "section": "guidance", "prefix": step,
        "errors": asking.summary({k: v for k, v in errors.items() if k != "move"}), "refused": errors.get("move", ""),
        "public": row.publication.state in guidance.PUBLIC, "page": f"/decisions/{row.publication.page}",
        "typed": request.POST.get("words", "") if step == "comment" else "",
    }  # fmt: skip
    return render(request, "desk/guiding.html", context, status=status)
