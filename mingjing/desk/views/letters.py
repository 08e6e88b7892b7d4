"""Letters of supervision: on the screen, as PDF/A, with their receipt; and the files that came with an answer."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk.access import office
from mingjing.desk.views import errors as pages
from mingjing.documents.fonts import FontsMissing
from mingjing.documents.typesetting import MissingGlyph
from mingjing.organs.permissions import Actor
from mingjing.supervision import following, letters
from mingjing.vault import queries as vault


@office
@require_safe
def letter(request: HttpRequest, actor: Actor, now: datetime, letter_id: str) -> HttpResponse:
    """The letter as it was sent, and when it was served and signed for."""
    row = following.letter_for(actor, letter_id)
    signed = row.moves.filter(move="sign").select_related("person").first()
    context = {"letter": row, "paper": letters.html(row), "signed": signed, "f": row.finding}
    return render(request, "desk/supervision_letter.html", context)


@office
@require_safe
def pdf(request: HttpRequest, actor: Actor, now: datetime, letter_id: str) -> HttpResponse:
    """The letter as PDF/A, shown in the browser."""
    row = following.letter_for(actor, letter_id)
    try:
        return _printed(letters.pdf(row), f"{row}.pdf")
    except (FontsMissing, MissingGlyph) as problem:
        return pages.not_printed(request, problem)


@office
@require_safe
def receipt(request: HttpRequest, actor: Actor, now: datetime, letter_id: str) -> HttpResponse:
    """送达回证 of the letter as PDF/A."""
    row = following.letter_for(actor, letter_id)
    try:
        return _printed(letters.receipt_pdf(row), f"送达回证 {row.number}.pdf")
    except (FontsMissing, MissingGlyph) as problem:
        return pages.not_printed(request, problem)


def _printed(data: bytes, name: str) -> HttpResponse:
    shown = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": shown or ""})


@office
@require_safe
def file(request: HttpRequest, actor: Actor, now: datetime, move_id: str, n: int) -> HttpResponseBase:
    """One file that came with an answer, byte for byte."""
    move = following.move_for(actor, move_id)
    if n >= len(move.files):
        raise Http404(move_id)
    name, sha256 = move.files[n]
    blob = vault.blob(sha256)
    away = not (blob.media and blob.media.inline)
    return StreamingHttpResponse(
        vault.pieces(blob.pk, 0, blob.size - 1),
        content_type=blob.media_type if blob.media else "application/octet-stream",
        headers={"Content-Length": str(blob.size), "Content-Disposition": content_disposition_header(away, name) or ""},
    )
