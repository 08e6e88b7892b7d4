"""监督总览 of the bureau: figures, the grid by region and organ, alerts, what stands behind each cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk.access import address, office
from mingjing.desk.drawing import bars, sparkline, tile_map
from mingjing.law.alerting import BY_CODE as RULES
from mingjing.law.alerting import LADDER_NOTE, Deal
from mingjing.law.compliance import BY_CODE, COLUMNS, GRADES, GRADES_NOTE, percent
from mingjing.law.schematic import tiles
from mingjing.organs import queries as organs_kept
from mingjing.organs.permissions import Actor
from mingjing.supervision import alerts, drilling, grid, overview
from mingjing.supervision.alerts import Group
from mingjing.supervision.grid import Row
from mingjing.supervision.overview import KINDS, Overview, Period

FEW, PAGE = 6, 50
VERBS = {Deal.URGE: "督办", Deal.REMIND: "提醒", Deal.LOOK: "查看"}


def _period(request: HttpRequest, now: datetime) -> Period:
    given = request.GET
    return overview.period(given.get("period", ""), given.get("from", ""), given.get("to", ""), now.date())


@office
@require_safe
def oversight(request: HttpRequest, actor: Actor, now: datetime, region: str = "") -> HttpResponse:
    """The page for a period: all regions, or the organs of one."""
    picked, on = _period(request, now), now.date()
    seen = overview.overview(actor, picked, on, region=region)
    if region and not seen.organs:
        raise Http404(region)
    if request.GET.get("file") == "csv":
        return _file(seen)
    context = {
        "o": seen,
        "region": region,
        "name": seen.rows[0].name if region and len(seen.rows) == 1 else _place(region),
        "kinds": [(key, label, key == picked.kind) for key, label in KINDS.items()],
        "columns": COLUMNS,
        "grades": GRADES,
        "grades_note": GRADES_NOTE,
        "rows": [_cells(row, seen, region, on) for row in seen.rows],
        "kpis": [_kpi(k, seen) for k in seen.kpis],
        "alerts": [dealt(g) for g in seen.groups[:FEW]],
        "more": len(seen.groups),
        "bars": bars([(str(y), overview.per_myriad(a, d), a / d if d else 0.0) for y, a, d in seen.corrected]),
        "corrected": seen.corrected,
        "map": _map(seen, actor, region),
        "here": [r for r in seen.rows if r.code == actor.region_code],
        "most_returned": max((n for _, n in seen.returned), default=0),
        "at": now,
        "circular_new": address("circular_new"),
    }
    return render(request, "desk/oversight.html", context)


def _place(region: str) -> str:
    return dict(organs_kept.region_choices()).get(region, "")


def _cells(row: Row, seen: Overview, region: str, on: Any) -> dict[str, Any]:
    """One line of the grid with its cells ready to be shown."""
    who = f"organ={row.code}" if region else f"region={row.code}"
    cells = []
    for c in COLUMNS:
        share = row.shares[c.code]
        graded = share.grade(on)
        words = f"{share.part}/{share.whole}" if c.code == "staff" else share.text
        cells.append(
            {"column": c, "share": share, "words": words, "grade": graded,
             "href": f"{address('oversight_cell', column=c.code)}?{seen.period.query}&{who}" if share.whole else ""}
        )  # fmt: skip
    href = "" if region else f"{address('oversight_region', region=row.code)}?{seen.period.query}"
    organ = f"{address('alerts')}?organ={row.code}" if region else f"{address('alerts')}?region={row.code}"
    return {"row": row, "cells": cells, "href": href, "alerts": seen.by_row[row.code], "alerts_href": organ}


def _kpi(kpi: overview.Kpi, seen: Overview) -> dict[str, Any]:
    points = [s.part / s.whole for s in kpi.months if s.whole]
    href = f"{address('oversight_cell', column=kpi.column.code)}?{seen.period.query}"
    return {"k": kpi, "spark": sparkline(points) if len(points) > 1 else "", "href": href}


def dealt(group: Group) -> dict[str, Any]:
    """One alert with the button the bureau presses first."""
    rule = RULES[group.rule]
    single = group.alerts[0] if group.number == 1 else None
    case = single.subject_id if single and single.subject_kind == "case" else ""
    look = address("case", case_id=case) if case else f"{address('alerts')}?organ={group.organ.pk}&rule={group.rule}"
    raising = f"{address('finding_new')}?alert={group.rule}&organ={group.organ.pk}"
    return {
        "g": group,
        "where": group.organ.short_name,
        "verb": VERBS[rule.deal],
        "href": look if rule.deal is Deal.LOOK else f"{raising}&as={rule.deal.value}",
        "look": look,
    }


def _map(seen: Overview, actor: Actor, region: str) -> str:
    if region:
        return ""
    parts = [(row.code, row.name) for row in seen.rows if row.code != actor.region_code]
    shown = [(t, seen.by_row[t.code]) for t in tiles(actor.region_code, parts)]
    return tile_map(shown)


def _file(seen: Overview) -> HttpResponse:
    """The grid as CSV for spreadsheets (UTF-8 with mark). Shares as part, whole and per cent."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = [h for c in COLUMNS for h in (f"{c.label}（达到）", f"{c.label}（应当）", f"{c.label}（%）")]
    writer.writerow(["机关或者地区", *heads, "决定", "预警"])
    for row in [*seen.rows, seen.total]:
        shares = [row.shares[c.code] for c in COLUMNS]
        figures = [x for s in shares for x in (s.part, s.whole, percent(s.part, s.whole) if s.whole else "")]
        writer.writerow(
            [_plain(row.name), *figures, row.decisions, seen.by_row[row.code] if row.code else len(seen.groups)]
        )
    name = f"三项制度执行情况（{seen.period.first} 至 {seen.period.last}）.csv"
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _plain(text: str) -> str:
    """A name that a spreadsheet takes as text, whatever it begins with."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


@office
@require_safe
def cell(request: HttpRequest, actor: Actor, now: datetime, column: str) -> HttpResponse:
    """What stands behind one cell: every duty it was counted from, the missed ones first."""
    if column not in BY_CODE:
        raise Http404(column)
    picked, on = _period(request, now), now.date()
    organs, who = _narrowed(request, actor)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 0 < int(number[:5]) < 20_000 else 1
    items, total = drilling.behind(column, organs, picked.first, picked.last, on, (page - 1) * PAGE, PAGE)
    pages = Paginator(range(total), PAGE)
    kept = f"{picked.query}&{who}" if who else picked.query
    context = {
        "column": BY_CODE[column], "items": items, "total": total, "picked": picked, "page": page,
        "pages": pages.num_pages,
        "place": organs[0].name if len(organs) == 1 else _place(request.GET.get("region", "")),
        "before": f"{kept}&page={page - 1}" if page > 1 else "",
        "after": f"{kept}&page={page + 1}" if page < pages.num_pages else "",
        "back": f"{address('oversight')}?{picked.query}",
    }  # fmt: skip
    return render(request, "desk/oversight_cell.html", context)


def _narrowed(request: HttpRequest, actor: Actor) -> tuple[list[Any], str]:
    """The organs a page is narrowed to, and the words of the address that say so. Nobody else's are ever among them."""
    organs = list(grid.organs_of(actor))
    if organ := request.GET.get("organ", "").replace("\0", ""):
        return [o for o in organs if o.pk == organ], f"organ={organ if organ.isalnum() else ''}"
    if region := request.GET.get("region", "").replace("\0", ""):
        own = region == actor.region_code
        found = [o for o in organs if (o.region_id == region if own else o.region_id[:6] == region)]
        return found, f"region={region if region.isalnum() else ''}"
    return organs, ""


@office
@require_safe
def alert_list(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Every alert of the region, by organ and kind, with what the bureau can do first."""
    organs, who = _narrowed(request, actor)
    groups = alerts.grouped(alerts.holding([o.pk for o in organs], now.date()), {o.pk: o for o in organs})
    rule = request.GET.get("rule", "")
    counts = [(r, sum(g.rule == r.code for g in groups)) for r in RULES.values()]
    shown: Sequence[Group] = [g for g in groups if g.rule == rule] if rule in RULES else groups
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    lines = [dealt(g) for g in page.object_list]
    names = alerts.case_names([a for g in page.object_list for a in g.alerts[:FEW]])
    context = {
        "lines": lines, "counts": [(r, n) for r, n in counts if n], "rule": rule, "total": len(groups), "page": page,
        "who": who, "names": names, "ladder": LADDER_NOTE, "rules": RULES,
        "place": organs[0].name if who and len(organs) == 1 else "",
    }  # fmt: skip
    return render(request, "desk/alerts.html", context)
