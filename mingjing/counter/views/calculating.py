"""裁量测算 for anyone: the same calculator as on a case, by a plain address, without account or script."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingjing.counter.pages import context, counter, error
from mingjing.discretion import asking
from mingjing.discretion import queries as benchmarks
from mingjing.procedure.limits import beijing_date


@counter
@require_safe
def choose(request: HttpRequest, now: datetime) -> HttpResponse:
    """Every benchmark in force today, by field; ``q`` narrows by words."""
    words = request.GET.get("q", "").strip()[:40]
    rows = [b for b in benchmarks.public_standing(beijing_date(now)) if words in str(b) or words in b.law]
    fields = list(dict.fromkeys(b.field for b in rows))
    groups = [(field, [b for b in rows if b.field == field]) for field in fields]
    return render(request, "counter/calculate.html", context(groups=groups, q=words))


@counter
@require_safe
def calculate(request: HttpRequest, now: datetime, series: str) -> HttpResponse:
    """The questions of one benchmark, and below them what they come to."""
    benchmark = benchmarks.public_of_series(series, beijing_date(now))
    if benchmark is None:
        return error(request, 404, "没有这项裁量基准", "请在裁量基准的列表中选择。")
    question, result, wrong = asking.Question(), None, None
    if request.GET:
        question, result, wrong = asking.put(benchmark, request.GET.get, request.GET.getlist)
    shown = context(b=benchmark, form=asking.form(benchmark, question, wrong), result=result, wrong=wrong)
    return render(request, "counter/calculate_one.html", shown, status=422 if wrong else 200)
