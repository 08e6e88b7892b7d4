"""Filing ended cases into volumes, and taking volumes out: each taking out is entered before a byte is given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from mingjing.archive import actions
from mingjing.archive import queries as volumes
from mingjing.clocks import queries as clocks
from mingjing.desk.access import office, tell
from mingjing.desk.views.caselist import case_link
from mingjing.law.kinds import Stage, Step
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault.store import Damaged, Missing

PAGE, LETTERS, WAITING = 50, 80, 100
USUAL = "本卷材料齐全，无缺损。"


@office
def archive(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Cases to be filed with their light, the nearest deadline first; then the volumes."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    waiting = list(volumes.to_file(actor, words)[:WAITING])
    page = Paginator(volumes.volumes(actor, words), PAGE).get_page(request.GET.get("page"))
    kept = {"q": words} if words else {}
    context = {
        "waiting": _waiting(waiting, now),
        "volumes": page.object_list,
        "page": page,
        "total": page.paginator.count,
        "words": words,
        "purposes": volumes.PURPOSES,
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
    }
    return render(request, "desk/archive.html", context)


def _waiting(cases: list[Any], now: datetime) -> list[dict[str, Any]]:
    on, cal = now.date(), clocks.calendar()
    due = clocks.nearest([case.pk for case in cases], ("R",))
    lines = []
    for case in cases:
        item = due.get(case.pk)
        lines.append(
            {
                "case": case,
                "stage": Stage(case.stage).label,
                "light": clocks.light(item, on, cal) if item else None,
                "due": item.rolled if item else None,
            }
        )
    return sorted(lines, key=lambda line: line["due"] or date.max)


@office
def filing(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """One case: what goes into its volume, and filing it; once filed, its volume."""
    case = procedure.case_for(actor, case_id)
    if request.method == "POST":
        return _file(request, actor, now, case)
    return _page(request, actor, now, case)


def _file(request: HttpRequest, actor: Actor, now: datetime, case: Any) -> HttpResponse:
    try:
        made = actions.file_case(
            actor=actor,
            case_id=case.pk,
            remarks=request.POST.get("remarks", ""),
            late_reason=request.POST.get("late_reason", ""),
            now=now,
        )
    except FormIncomplete as refusal:
        return _page(request, actor, now, case, refusal.errors, 400)
    tell(request, f"已归档，档号 {made.number}，共 {made.pages} 页。")
    return redirect("archive_case", case_id=case.pk)


def _page(
    request: HttpRequest, actor: Actor, now: datetime, case: Any, wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    wrong, on = wrong or {}, now.date()
    duty = clocks.obligation_of(case.pk, volumes.RULE)
    late = volumes.overdue(case.pk, on)
    context = {
        "case": case,
        "case_href": case_link(case.pk),
        "stage": Stage(case.stage).label,
        "volume": volumes.volume_of(actor, case.pk),
        "contents": volumes.contents(actor, case, on),
        "duty": duty,
        "light": clocks.light(duty, on) if duty else None,
        "late": late,
        "mine": procedure.allowed(actor, case, Step.ARCHIVE),
        "people": "、".join(p.name for p in organs.with_role(case.organ_id, "R", on)),
        "purposes": volumes.PURPOSES,
        "errors": [{"name": name, "error": words} for name, words in wrong.items()],
        "fields": [
            _field(request, "remarks", "备考表说明", USUAL, wrong, False),
            *([_field(request, "late_reason", "逾期原因", "", wrong, True)] if late else []),
        ],
    }
    return render(request, "desk/archive_case.html", context, status=status)


def _field(
    request: HttpRequest, name: str, label: str, usual: str, wrong: dict[str, str], required: bool
) -> dict[str, Any]:
    value = request.POST.get(name, usual) if request.method == "POST" else usual
    common = {"type": "long", "rows": 3, "required": required, "value": value}
    return {"name": name, "label": label, "error": wrong.get(name, ""), **common}


@office
def volume(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponseBase:
    """POST: hash the file, enter the taking out, give it: one press, one entry. Bytes that changed are not given."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = volumes.volume_of(actor, procedure.case_for(actor, case_id).pk)
    if row is None:
        raise Http404(case_id)
    try:
        body = volumes.pieces(row)
    except (Missing, Damaged) as problem:
        words = f"{problem}。没有给出任何内容，请立即告诉系统管理员。"
        return render(request, "desk/error.html", {"title": "案卷文件不能调阅", "words": words}, status=409)
    actions.take_out(actor=actor, case_id=case_id, purpose=request.POST.get("purpose", ""), now=now)
    name = content_disposition_header(True, f"{row.number}.pdf")
    headers = {"Content-Disposition": name or "attachment", "Content-Length": str(row.size)}
    return StreamingHttpResponse(body, content_type="application/pdf", headers=headers)
