"""年报汇总: which organs are in, which are late, reminders, sums of a region beside what the case store gives now."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.law.reporting import FIRST_YEAR
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.refusals import FormIncomplete
from mingjing.statistics import collecting, exports, reports, sending


@office
def collection(request: HttpRequest, actor: Actor, now: datetime, year: int) -> HttpResponse:
    """One year: lights by region and organ, what waits for a receipt, the key figures."""
    return _page(request, actor, now, year)


def _page(
    request: HttpRequest, actor: Actor, now: datetime, year: int, errors: dict[str, str] | None = None
) -> HttpResponse:
    found, region = _found(request, actor, now, year)
    context = {
        "c": found, "counts": found.counts, "regions": found.regions(), "whole": found.whole(), "region": region,
        "years": collecting.years(actor, now.date()), "inbox": reports.inbox(actor), "key": collecting.KEY,
        "errors": asking.summary(errors or {}), "words": request.POST.get("words", ""), "today": now.date(),
        "open": year >= now.year,
    }  # fmt: skip
    return render(request, "desk/collection.html", context, status=422 if errors else 200)


def _found(request: HttpRequest, actor: Actor, now: datetime, year: int) -> tuple[collecting.Collection, str]:
    require(actor, reports.COLLECT, Scope(actor.organ_id, actor.region_code))
    if not FIRST_YEAR <= year <= now.year:
        raise Http404(str(year))
    region = request.GET.get("region", "")[:12]
    return collecting.collect(actor, year, now.date(), region), region


@office
@require_POST
def remind(request: HttpRequest, actor: Actor, now: datetime, year: int) -> HttpResponse:
    """Remind the organs that are ticked."""
    ticked, words = request.POST.getlist("organs"), request.POST.get("words", "").replace("\0", "")
    try:
        made = sending.remind(actor=actor, organ_ids=ticked, year=year, words=words, now=now)
    except FormIncomplete as refusal:
        return _page(request, actor, now, year, refusal.errors)
    tell(request, f"已催报 {len(made)} 个机关，对方工作台可见。")
    return redirect(address("collection", year=year))


@office
def sums(request: HttpRequest, actor: Actor, now: datetime, year: int) -> HttpResponse:
    """Every table over the region or one part of it: reported, counted now, difference."""
    found, region = _found(request, actor, now, year)
    context = {
        "c": found, "counts": found.counts, "region": region,
        "sheets": found.sheets(collecting.organs_of(found, region)),
        "regions": collecting.regions_of(reports.region_organs(actor)), "years": collecting.years(actor, now.date()),
    }  # fmt: skip
    return render(request, "desk/collection_sums.html", context)


@office
def sums_file(request: HttpRequest, actor: Actor, now: datetime, year: int) -> HttpResponse:
    """The sums as a workbook."""
    found, region = _found(request, actor, now, year)
    name = f"{year}年行政执法统计年报汇总"
    counts = found.counts
    lines = [f"应报 {counts['all']} 个机关，已报送 {counts['in']} 个；系统现数为 {now:%Y-%m-%d %H:%M} 的计数。"]
    data = exports.sums_book(name, found.sheets(collecting.organs_of(found, region)), lines)
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx")}
    return HttpResponse(data, content_type=exports.XLSX, headers=headers)
