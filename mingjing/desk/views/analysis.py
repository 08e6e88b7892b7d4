"""Analysis in the office: one page of figures with its period and level, as brief, big screen and file; what is behind.

Every figure is of organs this actor may read; the cases behind one are only those this actor may open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk.access import address, office
from mingjing.desk.views.caselist import case_link
from mingjing.law.kinds import ActKind, ReviewHead
from mingjing.law.regions import REGIONS
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure
from mingjing.statistics.analysis import briefing, overview, periods, queries, warming
from mingjing.statistics.analysis.periods import Period

PAGE, KEY = 50, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = {
    "all": "全部案件", "kind": "执法种类", "cause": "事项", "region": "地区", "organ": "机关", "month": "月份",
    "hour": "时段", "place": "地点", "officer": "主办人员", "party": "当事人", "linked": "法定代表人",
    "reason": "审核退回原因",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the period, the level chosen, the organs of that level, in words and as an address."""

    period: Period
    at: str
    where: str
    organs: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> str:
        """As an address carries it."""
        return urlencode({**self.period.asked, **({"at": self.at} if self.at else {})})


def _view(request: HttpRequest, actor: Actor, now: datetime) -> View:
    rows = [(o.pk, o.short_name, o.region_id) for o in queries.organs_for(actor)]
    names = {code: name for code, name, _, _ in REGIONS}
    counties = sorted({region for _, _, region in rows})
    levels: list[tuple[str, str]] = []
    if len(rows) > 1:
        levels += [
            ("", "全部机关"),
            *((c, f"{names.get(c, c)}{'本级' if c == queries.CITY else ''}") for c in counties),
        ]
        levels += [(pk, name) for pk, name, _ in rows]
    at = request.GET.get("at", "") if request.GET.get("at", "") in dict(levels) else ""
    among = tuple(pk for pk, _, region in rows if at in {"", pk, region})
    whole = rows[0][1] if len(rows) == 1 else "全市" if len(counties) > 1 else names.get(counties[0], "")
    where = dict(levels)[at] if at else whole
    return View(periods.chosen(request.GET.dict(), now.date()), at, where, among, tuple(levels))


@office
@require_safe
def analysis(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The page, or with ``view=wall`` the big screen of it."""
    view = _view(request, actor, now)
    found = warming.figures(view.organs, view.period, now)
    leads = [x for x in queries.leads_for(actor)[:200] if x.open and _within(view, x.organ_id, x.region)]
    wall = request.GET.get("view") == "wall"
    context = {
        "drillmap": _map_link(view), "still": request.GET.get("still") == "1",
        "v": view, "o": found, "leads": leads[:6 if wall else 5], "count": len(leads), "run": queries.last_run(),
        "periods": [(code, label, urlencode({"period": code, **({"at": view.at} if view.at else {})}))
                    for code, label in periods.CHOICES],
        "grid": _grid(found), "weekdays": overview.WEEK, "hours": range(24), "now": now,
        "sentences": briefing.sentences(view.where, found, leads),
    }  # fmt: skip
    return render(request, "desk/analysis_wall.html" if wall else "desk/analysis.html", context)


def _map_link(view: View) -> str:
    """Where a square of the map leads; the code of its region follows."""
    return f"{address('analysis_cases')}?{view.asked}&by=region&key="


def _within(view: View, organ: str | None, region: str) -> bool:
    return organ in view.organs if organ else (not view.at or region == view.at)


def _grid(found: overview.Overview) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Weekdays with (key, n, shade 0–4) per hour."""
    most = max(max(row) for row in found.hours)
    return [
        (overview.WEEK[d], [(f"{d}-{h}", n, 0 if not n else 1 + 3 * n // most) for h, n in enumerate(row)])
        for d, row in enumerate(found.hours)
    ]


@office
@require_safe
def brief(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Three sentences, then the few tables that carry them: for a telephone in one column, for paper on A4."""
    view = _view(request, actor, now)
    found = warming.figures(view.organs, view.period, now)
    leads = [x for x in queries.leads_for(actor)[:200] if x.open and _within(view, x.organ_id, x.region)]
    context = {"drillmap": _map_link(view), "v": view, "o": found, "leads": leads[:10], "count": len(leads), "now": now,
               "sentences": briefing.sentences(view.where, found, leads)}  # fmt: skip
    return render(request, "desk/analysis_brief.html", context)


@office
@require_safe
def file(request: HttpRequest, actor: Actor, now: datetime, form: str) -> HttpResponse:
    """All tables of the page as XLSX or CSV."""
    if form not in {"xlsx", "csv"}:
        raise Http404(form)
    view = _view(request, actor, now)
    found = warming.figures(view.organs, view.period, now)
    data = briefing.xlsx(view.where, found) if form == "xlsx" else briefing.csv_bytes(view.where, found)
    name = f"{view.where}综合分析{view.period.first}至{view.period.last}.{form}"
    return HttpResponse(
        data,
        content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@office
@require_safe
def cases(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The cases a figure counted, of those this actor may open; how many are not is said."""
    view = _view(request, actor, now)
    by, key = request.GET.get("by", "all"), request.GET.get("key", "").replace("\0", "")[:KEY]
    try:
        counted = overview.counted(by, key, view.organs, view.period)
        seen = overview.behind(procedure.cases_for(actor), by, key, view.organs, view.period)
    except KeyError:
        raise Http404(by) from None
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    kept = {**view.period.asked, **({"at": view.at} if view.at else {}), "by": by, "key": key}
    context = {
        "v": view, "title": TITLES[by], "words": _words(by, key),
        "rows": [(c, case_link(c.pk), "、".join(p.name for p in c.parties.all())) for c in page.object_list],
        "page": page, "total": page.paginator.count, "hidden": counted - page.paginator.count,
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
    }  # fmt: skip
    return render(request, "desk/analysis_cases.html", context)


def _words(by: str, key: str) -> str:
    """The key of a figure as people say it."""
    if by == "hour":
        day, _, hour = key.partition("-")
        return f"{overview.WEEK[int(day[:3]) % 7]} {hour[:3]} 时"
    if by in {"organ", "officer"}:
        return organs.names_by_id({key}).get(key, "") if by == "officer" else organs.organ(key).short_name
    names = {
        "kind": dict(ActKind.choices()), "reason": dict(ReviewHead.choices()),
        "region": {code: name for code, name, _, _ in REGIONS},
    }.get(by, {})  # fmt: skip
    return names.get(key, key)
