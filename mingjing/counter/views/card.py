"""扫码核验: who shows this certificate, whether the code is good, whether there is a visit today. No account."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from mingjing.catalog import channels
from mingjing.counter import card_words
from mingjing.counter.pages import context, counter, error
from mingjing.organs import cards, photos
from mingjing.organs.cards import Scan, Verdict
from mingjing.procedure import presence
from mingjing.procedure.limits import beijing_date

BROWSER, KEPT = "mj-card", 24 * 3600  # a random mark of this browser, so that its own second look is no replay
MOST_SCANS, HOUR = 120, 3600


@counter
@require_safe
def about(request: HttpRequest, now: datetime) -> HttpResponse:
    """How to check an officer's certificate."""
    return render(request, "counter/card_about.html", context())


@counter
@require_GET
def scan(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """What one scanned code comes to. Nothing but a code that the officer's phone shows leads to a person."""
    if not _counted(request):
        return error(request, 429, "扫码次数太多", "一小时后再试。急需核实身份的，请拨打该机关电话或者 12345。")
    browser = request.COOKIES.get(BROWSER, "")
    if not (20 <= len(browser) <= 40):
        browser = secrets.token_urlsafe(18)
    found = cards.judge(code, viewer=browser, now=now)
    status = 404 if found.verdict is Verdict.FORGED else 200
    response = render(request, "counter/card.html", context(**_shown(found, now)), status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_cookie(
        BROWSER, browser, max_age=KEPT, path="/card", secure=settings.TLS, httponly=True, samesite="Lax"
    )
    return response


def _shown(found: Scan, now: datetime) -> dict[str, Any]:
    shown: dict[str, Any] = {"s": found, "v": card_words.words(found)}
    held = found.certificate
    if held is None:
        return shown
    organ = held.person.organ
    if found.verdict is Verdict.GENUINE:
        shown["presence"] = presence.visiting_today(held.person_id, beijing_date(now))
    ways = channels.public_channels(organ, beijing_date(now)) if organ else ()
    return shown | {"photo": photos.shown(held.person), "c": held, "organ": organ, "channels": ways}


def _counted(request: HttpRequest) -> bool:
    """Whether this address may scan once more in this hour."""
    key = f"card-scans:{request.META.get('REMOTE_ADDR', '')}"
    if (cache.get_or_set(key, 0, HOUR) or 0) >= MOST_SCANS:
        return False
    cache.incr(key)
    return True
