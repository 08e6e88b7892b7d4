"""Complaining and asking for correction without an account: one page, a code, progress and answer by the code."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.counter.pages import context, counter
from mingjing.counter.receiving import one
from mingjing.documents import codes
from mingjing.law.complaining import About, Wish
from mingjing.organs import queries as organs
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import actions, flood, queries
from mingjing.supervision import releases as feedback
from mingjing.supervision.intake import Given

RECEIPT, OPENED = "complaint-receipt", "complaint-opened"
TYPED = ("wish", "about", "organ", "decision", "certificates", "item", "page", "content", "name", "phone")
MOST_TRIES, HOUR = 20, 3600
WISHES = Wish.choices()
# A link on a public page says what it is about: parameter of the address → kind.
LINKED = {"decision": About.DECISION, "officer": About.OFFICER, "item": About.ITEM, "organ": About.ORGAN}


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, now: datetime) -> HttpResponse:
    """The one page. A refusal comes back with everything that was typed."""
    errors: dict[str, str] = {}
    typed, status = _linked(request), 200
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in TYPED}
        done = _received(request, typed, errors, now)
        if isinstance(done, actions.Receipt):
            request.session[RECEIPT] = {"code": done.code, "organ": done.handled_by, "phone": bool(typed["phone"])}
            return redirect(reverse("complaint_received"))
        status = done
    shown = context(
        typed=typed, errors=errors, wishes=WISHES, abouts=About.choices(),
        organs=[(o.pk, f"{o.name}") for o in organs.public_organs()],
        request_key=request.POST.get("request", "")[:64] or secrets.token_hex(16),
    )  # fmt: skip
    return render(request, "counter/complain.html", shown, status=status)


def _received(
    request: HttpRequest, typed: dict[str, str], errors: dict[str, str], now: datetime
) -> actions.Receipt | int:
    """The receipt, or the status of the refusal with its words in ``errors``."""
    file = one(request, "files", errors, now=now)
    given = Given(
        wish=typed["wish"], about=typed["about"], content=typed["content"], organ_id=typed["organ"],
        decision=typed["decision"], certificates=typed["certificates"], item=typed["item"], page=typed["page"],
        name=typed["name"], phone=typed["phone"], files=(file,) if file else (),
    )  # fmt: skip
    if errors:
        return 422
    key, address = request.POST.get("request", "")[:64], request.META.get("REMOTE_ADDR", "")
    try:
        return actions.receive(given=given, address=address, request=key, now=now)
    except FormIncomplete as refusal:
        errors |= refusal.errors
        return 422
    except flood.TooMany as refusal:
        errors["content"] = str(refusal)
        return 429


def _linked(request: HttpRequest) -> dict[str, str]:
    """What the link on a public page already says."""
    asked = {name: request.GET.get(name, "")[:200].strip() for name in ("decision", "officer", "item", "organ", "page")}
    about = next((kind.value for name, kind in LINKED.items() if asked[name]), "")
    return {
        "wish": Wish.CORRECTION if request.GET.get("wish") == "correction" else "", "about": about,
        "organ": asked["organ"], "decision": asked["decision"], "certificates": asked["officer"],
        "item": asked["item"], "page": asked["page"],
    }  # fmt: skip


@counter
@require_safe
def received(request: HttpRequest, now: datetime) -> HttpResponse:
    """The code, shown once to the browser that sent it."""
    receipt = request.session.get(RECEIPT)
    if not receipt:
        return redirect(reverse("complaint_progress"))
    return render(request, "counter/complained.html", context(receipt=receipt, code=codes.grouped(receipt["code"])))


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, now: datetime) -> HttpResponse:
    """How it stands, by the code alone. The code is posted: addresses are kept by too many."""
    if request.method != "POST":
        return render(request, "counter/complaint_enter.html", context())
    typed = request.POST.get("code", "")[:200]
    key = f"complaint-tries:{request.META.get('REMOTE_ADDR', '')}"
    if (cache.get_or_set(key, 0, HOUR) or 0) >= MOST_TRIES:
        return _again(request, typed, "试的次数太多，请一小时后再试。", 429)
    try:
        found = queries.public_progress(typed, beijing_date(now))
    except queries.NoSuchComplaint:
        cache.incr(key)
        words = codes.problem(codes.normalise(typed)) or "没有查到这个查询码，请核对。"
        return _again(request, typed, words, 404)
    return render(request, "counter/complaint.html", context(c=found, code=codes.grouped(codes.normalise(typed))))


def _again(request: HttpRequest, typed: str, wrong: str, status: int) -> HttpResponse:
    return render(request, "counter/complaint_enter.html", context(typed=typed, wrong=wrong), status=status)


@counter
@require_safe
def counts(request: HttpRequest, now: datetime) -> HttpResponse:
    """How organs deal with what they are told, in numbers only."""
    on = beijing_date(now)
    asked: Any = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 2019 <= int(asked[:5]) <= on.year else on.year
    shown = context(
        rows=queries.public_counts(year, on),
        year=year,
        years=[on.year, on.year - 1],
        released=feedback.public_releases(year),
    )
    return render(request, "counter/complaint_counts.html", shown)
