"""通报 on the screen: drafted from a period, edited, approved by another, sent, signed for, published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views import errors as pages
from mingjing.documents.fonts import FontsMissing
from mingjing.documents.typesetting import MissingGlyph
from mingjing.law.supervising import Tone
from mingjing.organs.permissions import Actor, Scope, may, require
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import circulars as acting
from mingjing.supervision import grid, overview
from mingjing.supervision.circulars import Typed

PAGE = 30
DONE = {
    "save": "已保存。", "send": "已印发，各机关工作台可见。", "drop": "已作废。",
    "publish": "已公布，公众可以查看。", "sign": "已签收。",
}  # fmt: skip


@office
@require_safe
def circulars(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Circulars this actor may read."""
    page = Paginator(acting.circulars_for(actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "writes": _writes(actor), "unsigned": {c.circular_id for c in acting.unsigned(actor)}}
    return render(request, "desk/circulars.html", context)


def _writes(actor: Actor) -> bool:
    return may(actor, acting.WRITE, Scope(actor.organ_id, actor.region_code)).ok


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Draft a circular from the figures of a period."""
    require(actor, acting.WRITE, Scope(actor.organ_id, actor.region_code))
    given, on = request.GET, now.date()
    picked = overview.period(given.get("period", ""), given.get("from", ""), given.get("to", ""), on)
    fields = [
        Asked("tone", "类别", "choice", True, tuple(Tone.choices()), value=Tone.REPORT.value),
        Asked("first", "期间起", "date", value=picked.first.isoformat()),
        Asked("last", "期间止", "date", value=picked.last.isoformat(), help=f"不晚于今天（{on}）"),
    ]
    errors: dict[str, str] = {}
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        errors |= asking.unfilled(fields, values)
        chosen = next((t for t in Tone if t.value == values.get("tone")), None)
        first, last = values.get("first"), values.get("last")
        if not errors and chosen is None:
            errors["tone"] = "选择类别"
        elif not errors and not (first and last and first <= last <= on):
            errors["last"] = f"期间止不早于期间起，也不晚于今天（{on}）"
        if not errors and chosen and first and last:
            try:
                row = acting.draft(actor=actor, tone=chosen, first=first, last=last, now=now)
            except FormIncomplete as refusal:
                errors = refusal.errors
            else:
                tell(request, "草稿已按数据生成，修改后请另一名监督人员印发。")
                return redirect(address("circular", circular_id=row.pk))
        fields = asking.shown(fields, request.POST, errors)
    context = {"fields": fields, "errors": asking.summary(errors)}
    return render(request, "desk/circular_new.html", context, status=422 if errors else 200)


@office
def circular(request: HttpRequest, actor: Actor, now: datetime, circular_id: str) -> HttpResponse:
    """GET: the circular as it stands. POST: save, send, drop, publish, or sign for it."""
    row, status = acting.circular_for(actor, circular_id), 200
    errors: dict[str, str] = {}
    more: dict[str, Any] = {}
    if request.method == "POST":
        do = request.POST.get("do", "")
        try:
            _do(do, request, actor, circular_id, now)
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        except OutOfDate:
            more, status = {"changed": True}, 409
        except StepRefused as refusal:
            more, status = {"blockers": refusal.blockers, "refused_step": row.title}, 409
        else:
            tell(request, DONE[do])
            return redirect(address("circular", circular_id=row.pk))
    writes = _writes(actor) and row.bureau_id == actor.organ_id
    fields = [
        Asked("title", "标题", value=row.title), Asked("body", "正文", "long", value=row.body, rows=12),
    ]  # fmt: skip
    if request.method == "POST" and request.POST.get("do") == "save":
        fields = asking.shown(fields, request.POST, errors)
    copies = list(row.copies.select_related("organ", "signed_by").order_by("organ__region_id", "organ__name"))
    context = {
        "c": row, "paper": acting.html(row), "writes": writes, "fields": fields, "errors": asking.summary(errors),
        "draft": row.state == "draft", "own": row.drafted_by_id == actor.person_id, **more,
        "organs": list(grid.organs_of(actor)) if writes and row.state == "draft" else [],
        "copies": copies if writes else [], "signed": sum(c.signed_at is not None for c in copies),
        "mine": next((c for c in copies if c.organ_id == actor.organ_id), None),
        "may_sign": may(actor, acting.SIGN, Scope(actor.organ_id, actor.region_code)).ok,
        "organ_error": errors.get("organs", ""),
    }  # fmt: skip
    return render(request, "desk/circular.html", context, status=status)


def _do(do: str, request: HttpRequest, actor: Actor, circular_id: str, now: datetime) -> None:
    expected, posted = asking.entry(request.POST), request.POST
    if do == "save":
        typed = Typed(posted.get("title", ""), posted.get("body", ""))
        acting.save(actor=actor, circular_id=circular_id, typed=typed, expected=expected, now=now)
    elif do == "send":
        acting.approve(
            actor=actor, circular_id=circular_id, organ_ids=posted.getlist("organs"), expected=expected, now=now
        )
    elif do in {"drop", "publish", "sign"}:
        act = {"drop": acting.drop, "publish": acting.publish, "sign": acting.sign}[do]
        act(actor=actor, circular_id=circular_id, now=now)
    else:
        raise OutOfDate


@office
@require_safe
def pdf(request: HttpRequest, actor: Actor, now: datetime, circular_id: str) -> HttpResponse:
    """The circular as PDF/A."""
    row = acting.circular_for(actor, circular_id)
    try:
        data = acting.pdf(row)
    except (FontsMissing, MissingGlyph) as problem:
        return pages.not_printed(request, problem)
    shown = content_disposition_header(as_attachment=False, filename=f"{row.number or row.title}.pdf")
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": shown or ""})
