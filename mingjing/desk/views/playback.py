"""Looking at originals: an opening is entered with its purpose; then the bytes are served, whole or by range.

Opening is a POST and one entry of the log (plan 三(二)3). The GETs that follow, and a player makes many, change nothing
and are answered only while an opening of the same person is in force.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from mingjing.desk.access import office
from mingjing.desk.views import errors
from mingjing.desk.views.uploads import TEXT
from mingjing.evidence import actions as evidence
from mingjing.evidence import queries as stored
from mingjing.evidence.checks import Incomplete
from mingjing.ledger.actions import By
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.queries import case_for, scope_of
from mingjing.vault import queries as vault
from mingjing.vault import ranges
from mingjing.vault.sniffing import MEDIA
from mingjing.vault.store import Missing

VIEW = "evidence.view"
#: The most that one answer to a range gives. A player asks for “from here to the end”; giving it would hold a thread
#: for as long as the video is watched. It asks again for the rest (RFC 9110 §15.3.7: look at Content-Range).
PART = 8 * 1024 * 1024
# Should a file open as a page of its own after all, it may run nothing and fetch nothing (security O04).
CAGE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


@office
def opening(request: HttpRequest, actor: Actor, now: datetime, object_id: str) -> HttpResponse:
    """POST: enter that this person opens this object, and for what; then show it in its list."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    case, by = _door(actor, object_id)
    purpose = request.POST.get("purpose", "")
    try:
        evidence.view_evidence(actor_by=by, case_id=case.pk, object_id=object_id, purpose=purpose, now=now)
    except Incomplete as refusal:
        return errors.incomplete(request, refusal.problems)
    page = reverse("case_evidence", kwargs={"case_id": case.pk})
    return HttpResponseRedirect(f"{page}?open={object_id}#o-{object_id}", status=303)


@office
def media(request: HttpRequest, actor: Actor, now: datetime, object_id: str) -> HttpResponseBase:
    """GET, HEAD: the bytes of an evidence, recording or derivative. 206 for one range, 416 for one outside the file."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    case, _ = _door(actor, object_id)
    shown = stored.shown(case.pk, object_id)
    if stored.viewing(actor.person_id, object_id, now) is None:
        return render(request, "desk/media_closed.html", {"shown": shown, "case": case}, status=403)
    etag = f'"{shown.sha256}"'
    if ranges.matches(request.headers.get("If-None-Match"), etag):
        return _dressed(HttpResponse(status=304), shown, etag)
    asked = request.headers.get("Range") if request.method == "GET" else None
    try:
        part = ranges.wanted(asked, shown.size) if ranges.holds(request.headers.get("If-Range"), etag) else None
    except ranges.Unsatisfiable:
        beyond = HttpResponse(status=416)
        beyond["Content-Range"] = f"bytes */{shown.size}"
        return _dressed(beyond, shown, etag)
    first, last = part or (0, shown.size - 1)
    if part:
        last = min(last, first + PART - 1)
    try:
        body = vault.pieces(shown.sha256, first, last) if request.method == "GET" else ()
    except Missing:
        return HttpResponse("库中缺少这个文件。请告知系统管理员，用备份核对", status=500, content_type=TEXT)
    response = StreamingHttpResponse(body, status=206 if part else 200)
    response["Content-Length"] = str(last - first + 1)
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{shown.size}"
    return _dressed(response, shown, etag)


def _door(actor: Actor, object_id: str) -> tuple[Any, By]:
    """The case of an object, and who acts. Raises NoSuchObject, NoSuchCase (both 404), NotAllowed (403)."""
    case = case_for(actor, stored.case_of(object_id))
    return case, require(actor, VIEW, scope_of(case))


def _dressed(response: HttpResponseBase, shown: stored.Shown, etag: str) -> HttpResponseBase:
    """What the file is, by the bytes seen when it came in; anything not known to be safe in place is an attachment."""
    known = MEDIA.get(shown.media_type)
    name = f"{shown.title}{known.suffix if known else '.bin'}"
    response["Content-Type"] = known.type if known else "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(not (known and known.inline), name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CAGE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response
