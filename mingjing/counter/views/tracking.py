"""How an application stands: by its query code and the telephone number that was given with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from mingjing.counter.pages import context, counter, error
from mingjing.counter.receiving import one
from mingjing.documents import codes, sheets
from mingjing.law.licence_items import LicenceItem, items_on
from mingjing.procedure import applying
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, StepRefused

OPENED = "application-opened"  # (code, phone) this browser has given
MOST_TRIES, HOUR = 20, 3600


@counter
def enter(request: HttpRequest, now: datetime) -> HttpResponse:
    """Ask for both; which of the two is wrong is not told."""
    if request.method != "POST":
        return render(request, "counter/track_enter.html", context(typed={}))
    typed = {name: request.POST.get(name, "").strip() for name in ("code", "phone")}
    if not (typed["code"] and typed["phone"]):
        words = "没有查到。查询码和申请时填写的电话都要填写。"
        return render(request, "counter/track_enter.html", context(typed=typed, wrong=words), status=404)
    key = f"track-tries:{request.META.get('REMOTE_ADDR', '')}"
    if (cache.get_or_set(key, 0, HOUR) or 0) >= MOST_TRIES:
        return render(
            request,
            "counter/track_enter.html",
            context(typed=typed, wrong="试的次数太多，请一小时后再试。"),
            status=429,
        )
    try:
        found = applying.application_of(typed["code"], typed["phone"])
    except applying.NoSuchApplication:
        cache.incr(key)
        words = "没有查到。请核对查询码和申请时填写的电话。"
        return render(request, "counter/track_enter.html", context(typed=typed, wrong=words), status=404)
    request.session[OPENED] = [found.code, typed["phone"]]
    return redirect(reverse("application"))


@counter
@require_safe
def application(request: HttpRequest, now: datetime) -> HttpResponse:
    """Progress, what is to be completed, papers to download."""
    return _show(request, now)


@counter
@require_POST
def supplement(request: HttpRequest, now: datetime) -> HttpResponse:
    """Hand in what the one correction notice asked for."""
    opened = request.session.get(OPENED)
    if not opened:
        return redirect(reverse("track"))
    code, phone = opened
    errors: dict[str, str] = {}
    found = applying.progress(code, phone, beijing_date(now))
    item = _item(found)
    given = []
    for material in item.materials if item else ():
        if blob := one(request, f"material_{material.code}", errors, now=now):
            given.append({"code": material.code, "blob": blob})
    if not errors:
        try:
            applying.supplement(code=code, phone=phone, materials=given, now=now)
        except FormIncomplete as refusal:
            errors = refusal.errors
        except StepRefused as refusal:
            errors = {"materials": "；".join(f"{b.message}。{b.cure}" for b in refusal.blockers)}
        else:
            return redirect(reverse("application") + "?done=supplement")
    return _show(request, now, errors=errors, status=422)


@counter
@require_POST
def withdraw(request: HttpRequest, now: datetime) -> HttpResponse:
    """Take the application back before the decision."""
    opened = request.session.get(OPENED)
    if not opened:
        return redirect(reverse("track"))
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return _show(request, now, errors={"reason": "填写撤回原因"}, status=422)
    try:
        applying.withdraw(code=opened[0], phone=opened[1], reason=reason, now=now)
    except StepRefused as refusal:
        words = "；".join(f"{b.message}。{b.cure}" for b in refusal.blockers)
        return _show(request, now, errors={"reason": words}, status=409)
    return redirect(reverse("application") + "?done=withdraw")


@counter
@require_safe
def paper(request: HttpRequest, now: datetime, version_id: str) -> HttpResponse:
    """One paper made for the applicant, as PDF."""
    opened = request.session.get(OPENED)
    if not opened:
        return redirect(reverse("track"))
    found = applying.progress(opened[0], opened[1], beijing_date(now))
    version = next((v for v in found.papers if v.pk == version_id), None)
    if version is None:
        return error(request, 404, "没有这份文书", "请从进展页面打开。")
    data = sheets.pdf_of(version, found.organ)
    name = f"{version.document.title}{version.number}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _item(found: applying.Progress) -> LicenceItem | None:
    return next((i for i in items_on(found.received_on) if i.name == found.item), None)


def _show(request: HttpRequest, now: datetime, status: int = 200, **more: Any) -> HttpResponse:
    opened = request.session.get(OPENED)
    if not opened:
        return redirect(reverse("track"))
    try:
        found = applying.progress(opened[0], opened[1], beijing_date(now))
    except applying.NoSuchApplication:
        return redirect(reverse("track"))
    shown = context(
        a=found,
        code=codes.grouped(opened[0]),
        item=_item(found),
        done=request.GET.get("done", ""),
        errors={},
        today=beijing_date(now),
    )
    return render(request, "counter/application.html", shown | more, status=status)
