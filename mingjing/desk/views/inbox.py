"""提醒: what this person was told of, read and over; the morning's digest; the private calendar address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from mingjing.desk.access import BEIJING, address, office, tell
from mingjing.law.alerting import BY_CODE, LADDER_NOTE
from mingjing.organs.permissions import Actor
from mingjing.supervision import calendars, digests
from mingjing.supervision.digests import TABS

PAGE = 50
EMPTY = {
    "new": "新的提醒每天早晨来一次，列在这里。", "open": "没有将到期、超期的事项。", "done": "办结的事项自动移到这里。",
}  # fmt: skip
#: Where the thing an alert is about is dealt with: kind → (route, its argument).
PLACES = {"case": ("case", "case_id"), "finding": ("finding", "finding_id"), "complaint": ("complaint", "complaint_id"),
          "person": ("person", "person_id")}  # fmt: skip


@office
@require_safe
def inbox(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """One's own alerts by whether they were read and whether they still hold."""
    counts = {tab: digests.inbox(actor, tab).count() for tab in TABS}
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "new" if counts["new"] else "open"
    page = Paginator(digests.inbox(actor, tab), PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "tab": tab,
        "page": page,
        "lines": [(row, _href(row, actor), BY_CODE.get(row.rule)) for row in page.object_list],
        "digest": digests.last_digest(actor),
        "empty": EMPTY[tab],
        "ladder": LADDER_NOTE,
        "today": now.date(),
    }
    return render(request, "desk/inbox.html", context)


def _href(row: Any, actor: Actor) -> str:
    if row.subject_kind == "dossier":  # the organ rectifies on its own page, the bureau takes it on another
        return address(
            "appraisal_own" if row.organ_id == actor.organ_id else "appraisal_dossier", dossier_id=row.subject_id
        )
    if row.subject_kind in PLACES:
        name, argument = PLACES[row.subject_kind]
        return address(name, **{argument: row.subject_id})
    screens = {"lists": "changes", "staff": "people", "annual": "reports"}
    return address(screens[row.rule]) if row.rule in screens else ""


@office
@require_POST
def read(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Mark one, or all, as read."""
    digests.read(actor=actor, told_id=request.POST.get("told", ""), now=now)
    return redirect(address("inbox"))


@office
def calendar(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """GET: whether there is a calendar address. POST: make it anew (shown once), or end it."""
    context: dict[str, Any] = {"row": calendars.current(actor)}
    if request.method == "POST":
        if request.POST.get("do") == "end":
            ended = calendars.end(actor=actor, now=now)
            tell(request, "日历地址已停用，原来的地址不再更新。" if ended else "没有在用的日历地址。")
            return redirect(address("calendar"))
        secret = calendars.make(actor=actor, now=now)
        link = request.build_absolute_uri(address("calendar_feed", secret=secret))
        context = {"row": calendars.current(actor), "link": link}
    return render(request, "desk/calendar.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a private address: no session, no cookie, nothing but numbers and what is due."""
    try:
        body = calendars.public_calendar(secret, datetime.now(BEIJING))
    except calendars.NoCalendar:
        return HttpResponseNotFound("没有这个日历，或者地址已停用。\n", content_type="text/plain; charset=utf-8")
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
