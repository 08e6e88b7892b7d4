"""The table of organs and items with drill-down, its XLSX, and the report of the state for printing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingjing.desk.access import office
from mingjing.law.workplan import READ, Kind
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, roles_for
from mingjing.workplan import queries, summary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: HttpRequest, actor: Actor, now: datetime) -> tuple[str, int | None, list[int]]:
    """(kind, year, years to choose from). Raises NotAllowed."""
    if not queries.reads(actor):
        raise NotAllowed(f"汇总由{roles_for(READ)}查看")
    kind = request.GET.get("kind", "")
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    return kind if kind in set(Kind) else "", year, list(range(now.year, 2018, -1))


@office
@require_safe
def table(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Organs down, items across; each cell opens the duty."""
    kind, year, years = _chosen(request, actor, now)
    found = summary.table(actor, kind, year, now.date())
    context = {
        "table": found, "kind": kind, "year": year, "years": years, "kinds": Kind.choices(), "section": "table",
        "rows": [(row, list(zip(found.items, row.cells, strict=True))) for row in found.rows],
        "query": f"kind={kind}&year={year or ''}",
    }  # fmt: skip
    return render(request, "desk/work_table.html", context)


@office
@require_safe
def export(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The same table as XLSX."""
    kind, year, _ = _chosen(request, actor, now)
    title = Kind(kind).label if kind else "工作任务和报备事项"
    data = summary.workbook(summary.table(actor, kind, year, now.date()), f"{title}汇总", now.date())
    name = f"work-{kind or 'all'}-{now:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=XLSX, headers=headers)


@office
@require_safe
def report(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The state of all items, made for printing."""
    kind, year, years = _chosen(request, actor, now)
    states = summary.states(actor, Kind(kind) if kind else None, year, now.date())
    context: dict[str, Any] = {
        "states": states, "kind": Kind(kind) if kind else None, "year": year, "years": years, "kinds": Kind.choices(),
        "organ": organs.organ(actor.organ_id), "today": now.date(), "section": "report",
        "issues": queries.issues(actor),
        "all": sum(s.counts.all for s in states), "done": sum(s.counts.done for s in states),
        "late": sum(s.counts.late for s in states),
    }  # fmt: skip
    return render(request, "desk/work_report.html", context)
