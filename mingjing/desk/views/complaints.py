"""Complaints in the office: what came in, what is due, one step at a time; registering by a clerk."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.documents import codes
from mingjing.law.complaining import About, Finding, Move, Source, Wish
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may, require
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.supervision import actions, following, grid, queries
from mingjing.supervision.actions import Said
from mingjing.supervision.intake import Given
from mingjing.vault import queries as vault

PAGE, LETTERS = 50, 80
TABS = {
    "new": ("待受理", "新收到、刚转来的列在这里。"),
    "open": ("办理中", "受理之后列在这里。"),
    "over": ("已了结", "不予受理、已办结的列在这里。"),
}
DONE = {
    Move.ACCEPT: "已受理。", Move.TRANSFER: "已转办。", Move.DECLINE: "已登记不予受理，投诉人可以看到理由。",
    Move.ANSWER: "答复已登记，投诉人可以用查询码看到。", Move.CLOSE: "已办结。",
}  # fmt: skip


@office
@require_safe
def complaints(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """What this actor may handle, by where it stands; the nearest deadline first."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    found = queries.complaints_for(actor, words)
    counts = Counter({tab: found.filter(where).count() for tab, where in queries.TABS.items()})
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else next((t for t in TABS if counts[t]), "new")
    rows = found.filter(queries.TABS[tab])
    if tab == "over":
        rows = rows.order_by("-ended_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = queries.lines(list(page.object_list), now.date())
    kept = {"tab": tab, **({"q": words} if words else {})}
    context = {
        "tab": tab,
        "empty": TABS[tab][1],
        "tabs": [(key, label, counts[key], urlencode({**kept, "tab": key})) for key, (label, _) in TABS.items()],
        "lines": lines,
        "page": page,
        "words": words,
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
        "registers": may(actor, actions.REGISTER, Scope(actor.organ_id)).ok,
        "today": now.date(),
    }
    return render(request, "desk/complaints.html", context)


@office
def complaint(request: HttpRequest, actor: Actor, now: datetime, complaint_id: str) -> HttpResponse:
    """GET: what was said, how it stands, the steps that may follow. POST: one step."""
    row = queries.complaint_for(actor, complaint_id)
    moves, status, changed = queries.moves_for(actor, row), 200, False
    errors: dict[str, str] = {}
    chosen = next((m for m in moves if m.value == request.POST.get("move", "")), None)
    if request.method == "POST":
        try:
            if chosen is None:
                raise OutOfDate
            actions.take(
                actor=actor, complaint_id=row.pk, move=chosen, now=now, said=_said(request),
                expected=asking.entry(request.POST),
            )  # fmt: skip
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        except OutOfDate:
            changed, status = True, 409
        else:
            tell(request, DONE[chosen])
            gone = chosen is Move.TRANSFER
            return redirect(address("complaints") if gone else address("complaint", complaint_id=row.pk))
    due = queries.lines([row], now.date())[0]
    context: dict[str, Any] = {
        "c": row,
        "code": codes.grouped(row.code),
        "due": due,
        "history": queries.history(row),
        "forms": [(m, _shown(m, row, request, errors if m is chosen else {}, chosen)) for m in moves],
        "files": [address("complaint_file", complaint_id=row.pk, n=n) for n in range(len(row.files))],
        "publication": _publication(row),
        "findings": following.of_complaint(row) if grid.supervises(actor) else [],
        "raises": grid.supervises(actor) and row.organ_id != actor.organ_id,
        "errors": asking.summary({k: v for k, v in errors.items() if k != "move"}),
        "refused": errors.get("move", ""),
        "changed": changed,
    }
    return render(request, "desk/complaint.html", context, status=status)


def _said(request: HttpRequest) -> Said:
    words = {n: request.POST.get(n, "").replace("\r\n", "\n") for n in ("reason", "finding", "reply")}
    return Said(**words, organ_id=request.POST.get("organ", ""))


def _publication(row: Any) -> str:
    """Where the page complained of is corrected or withdrawn."""
    return address("publication", decision_id=row.publication.decision_id) if row.publication_id else ""


def _fields(move: Move, row: Any) -> list[Asked]:
    if move is Move.TRANSFER:
        others = tuple((o.pk, o.name) for o in organs.public_organs() if o.pk != row.handled_by_id)
        return [
            Asked("organ", "转给", "choice", True, others),
            Asked("reason", "理由", "long", help="投诉人在查询页面看到这段文字", rows=2),
        ]
    if move is Move.DECLINE:
        words = "投诉人在查询页面看到这段文字；应当向别处提出的，写明向哪里提出"
        return [Asked("reason", "理由", "long", help=words, rows=2)]
    if move is Move.ANSWER:
        return [
            Asked("finding", "核查结果", "choice", True, tuple(Finding.choices())),
            Asked("reply", "答复", "long", help="投诉人在查询页面看到这段文字，不对外公开"),
        ]
    return []


def _shown(move: Move, row: Any, request: HttpRequest, errors: dict[str, str], chosen: Move | None) -> list[Asked]:
    fields = _fields(move, row)
    return asking.shown(fields, request.POST, errors) if move is chosen else fields


@office
def register(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Register what was said by telephone, in person, or passed on by 12345."""
    require(actor, actions.REGISTER, Scope(actor.organ_id))

    def take_in(values: dict[str, Any]) -> Any:
        return actions.register(actor=actor, given=Given(organ_id=values.pop("organ"), **values), now=now)

    form = asking.entered(request, _asked(actor), take_in)
    if form.done:
        code = codes.grouped(form.made.code)
        tell(request, f"已登记，由{form.made.handled_by}办理。查询码 {code}，请告诉投诉人。")
        return redirect(address("complaints"))
    context = {"fields": form.fields, "errors": asking.summary(form.errors)}
    return render(request, "desk/complaint_new.html", context, status=form.status)


def _asked(actor: Actor) -> list[Asked]:
    sources = tuple((s.value, s.label) for s in Source if s in actions.BY_CLERK)
    choices = tuple((o.pk, o.name) for o in organs.public_organs())
    return [
        Asked("source", "来源", "choice", True, sources, value=Source.PHONE),
        Asked("outside_number", "12345 工单号、来文编号", required=False, when="source=hotline|transfer"),
        Asked("wish", "诉求", "choice", True, tuple(Wish.choices()), value=Wish.COMPLAINT),
        Asked("about", "反映的对象", "choice", True, tuple(About.choices())),
        Asked("organ", "机关", "choice", True, choices, value=actor.organ_id, when="about=organ|head|item"),
        Asked("decision", "决定的公示编号或者文号", when="about=decision"),
        Asked("item", "哪份清单的哪一项", when="about=item"),
        Asked("certificates", "涉及的执法人员证号", required=False, help="几个用逗号隔开；这些人不经手"),
        Asked("content", "内容", "long", rows=6),
        Asked("name", "投诉人称呼", required=False),
        Asked("phone", "投诉人电话", required=False, help="不留电话的，答复只能用查询码查看"),
    ]


@office
@require_safe
def file(request: HttpRequest, actor: Actor, now: datetime, complaint_id: str, n: int) -> HttpResponseBase:
    """One attachment, byte for byte."""
    row = queries.complaint_for(actor, complaint_id)
    if n >= len(row.files):
        raise Http404(complaint_id)
    blob = vault.blob(row.files[n])
    name = f"投诉附件{n + 1}{blob.media.suffix if blob.media else '.bin'}"
    away = not (blob.media and blob.media.inline)
    return StreamingHttpResponse(
        vault.pieces(blob.pk, 0, blob.size - 1),
        content_type=blob.media_type if blob.media else "application/octet-stream",
        headers={"Content-Length": str(blob.size), "Content-Disposition": content_disposition_header(away, name)},
    )
