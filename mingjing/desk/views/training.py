"""培训、普法: hours of the people who enforce and review, by organ and person; activities that make the law known."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.catalog.sheets import writing
from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.workplan_tables import XLSX
from mingjing.law.training import TRAINING, Way, hours_in
from mingjing.law.workplan import MOST_FILES
from mingjing.organs import people
from mingjing.organs.permissions import Actor, NotAllowed, roles_for
from mingjing.workplan import schooling, teaching

PAGE, LETTERS = 50, 80
ACTIVITY = [
    Asked("held_on", "日期", "date"),
    Asked("way", "方式", "choice", choices=tuple(Way.choices())),
    Asked("title", "名称", help="例：三项制度宣传进企业"),
    Asked("reached", "受众人数", "number", False),
    Asked("words", "内容", "long", False, rows=4),
]


def _year(request: HttpRequest, now: datetime) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in schooling.years(now.date()) else now.year


@office
@require_safe
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The region by the share of people with enough hours; others go to their own organ."""
    if not schooling.wide(actor):
        return redirect(address("organ_training", organ_id=actor.organ_id))
    year = _year(request, now)
    context = {
        "lines": schooling.region(actor, year, now.date()), "year": year, "years": schooling.years(now.date()),
        "rule": hours_in(year), "section": "training",
    }  # fmt: skip
    return render(request, "desk/training_region.html", context)


@office
@require_safe
def organ(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """One organ: each person's hours and what is lacking."""
    found, year = schooling.organ_for(actor, organ_id), _year(request, now)
    context = {
        "organ": found, "lines": schooling.lines(actor, organ_id, year, now.date()), "year": year,
        "years": schooling.years(now.date()), "rule": hours_in(year), "records": schooling.records(actor, found),
        "wide": schooling.wide(actor), "section": "training", "opens": people.reads(actor, found.pk, found.region_id),
    }  # fmt: skip
    return render(request, "desk/training_organ.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """Bring in training and examinations of an organ: all rows or none, with every wrong row named."""
    found = schooling.organ_for(actor, organ_id)
    if not schooling.records(actor, found):
        raise NotAllowed(f"培训、考试由{roles_for(teaching.RECORD)}导入")
    return attaching.bring_in(
        request, TRAINING, partial(teaching.bring_in, actor=actor, organ=found, now=now), measure="行",
        back=address("organ_training", organ_id=organ_id), template=address("training_template"),
    )  # fmt: skip


@office
@require_safe
def template(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The workbook to fill in."""
    headers = {"Content-Disposition": 'attachment; filename="training.xlsx"'}
    return HttpResponse(writing.template(TRAINING), content_type=XLSX, headers=headers)


@office
@require_safe
def publicity(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """What was done to make the law known, newest first."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    page = Paginator(schooling.publicity(actor, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "words": words, "makes": schooling.makes_known(actor), "today": now.date(),
        "section": "publicity",
    }  # fmt: skip
    return render(request, "desk/publicity.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def publicity_new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Enter an activity of the own organ."""
    if not schooling.makes_known(actor):
        raise NotAllowed(f"普法活动由{roles_for(teaching.PUBLICITY)}登记")
    wrong: dict[str, str] = {}
    files = attaching.attached(request, "files", wrong, now=now, most=MOST_FILES)
    record = partial(teaching.record_publicity, actor=actor, files=files, now=now)
    form = asking.entered(request, ACTIVITY, lambda values: record(**values), wrong)
    if form.done:
        tell(request, "已登记。")
        return redirect(address("publicity"))
    context = {
        "fields": form.fields, "errors": asking.summary(form.errors), "file_error": form.errors.get("files", ""),
    }  # fmt: skip
    return render(request, "desk/publicity_new.html", context, status=form.status)


@office
@require_safe
def publicity_file(
    request: HttpRequest, actor: Actor, now: datetime, publicity_id: str, sha256: str
) -> HttpResponseBase:
    """One attachment of an activity."""
    return attaching.served(schooling.publicity(actor).get(pk=publicity_id).files, sha256)
