"""通报 that the bureau decided to publish, for everyone."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingjing.counter.pages import context, counter, error
from mingjing.disclosure import pages
from mingjing.supervision import circulars as kept

PAGE = 30
# What the bureau publishes of its supervision besides, once there is any.
BESIDE = (("/appraisals", "案卷评查"), ("/assessments", "考核结果"))


@counter
@require_safe
def circulars(request: HttpRequest, now: datetime) -> HttpResponse:
    """Every published circular, the newest first."""
    page = Paginator(kept.public_circulars(), PAGE).get_page(request.GET.get("page"))
    shelf = pages.store()
    beside = [(path, words) for path, words in BESIDE if shelf.has(path)]
    return render(request, "counter/circulars.html", context(page=page, beside=beside))


@counter
@require_safe
def circular(request: HttpRequest, now: datetime, circular_id: str) -> HttpResponse:
    """One published circular as it was sent. Others are as good as none."""
    row = kept.public_circulars().filter(pk=circular_id.replace("\0", "")).first()
    if row is None:
        return error(request, 404, "没有这份通报", "它可能没有公布，或者地址不对。")
    return render(request, "counter/circular.html", context(c=row, paper=kept.html(row)))
