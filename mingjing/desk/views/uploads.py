"""Resumable receiving of files over HTTP: tus 1.0.0, its core with creation, checksum and expiration (vault.tus).

POST announces a file and names the case it is for, HEAD tells how much is here, PATCH appends. The last PATCH answers
only when the file was read back from the disk and kept. Refusals are plain sentences, not pages: a script shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.http import http_date

from mingjing.desk.access import office
from mingjing.law.kinds import Power
from mingjing.organs.permissions import Actor, NotAllowed, require
from mingjing.procedure.queries import NoSuchCase, case_for, scope_of
from mingjing.vault import actions as vault
from mingjing.vault import queries as kept
from mingjing.vault import tus
from mingjing.vault.disk import NoRoom
from mingjing.vault.partials import Broken, Busy
from mingjing.vault.purposes import PURPOSES
from mingjing.vault.sniffing import Refused
from mingjing.vault.store import Damaged, Missing

# What a file may be uploaded for, and who may: whoever may then enter it into the case.
POWERS = {"evidence": Power.EDIT_CASE, "recording": Power.EDIT_CASE, "paper": Power.UPLOAD_SEALED}
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (tus.BadHeader, 400),
    (NoSuchCase, 404),
    (Missing, 404),
    (NotAllowed, 403),
    (vault.WrongOffset, 409),
    (vault.WrongChecksum, 460),
    (vault.TooLarge, 413),
    (vault.TooMany, 429),
    (vault.Cut, 408),
    (vault.Ended, 410),
    (Broken, 410),
    (Refused, 422),
    (Busy, 423),
    (NoRoom, 507),
    (Damaged, 500),
    (ValueError, 400),
)
EXPECTED = tuple(kind for kind, _ in STATUS)
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Sent:
    """A file that arrived whole: of which upload, under what name, and its row in the vault."""

    upload_id: str
    name: str
    blob: Any


def sentence(error: Exception) -> str:
    """What to tell the person. An OSError keeps its words apart from its number."""
    if isinstance(error, NoSuchCase):
        return "没有这件案子，或者它不在你的职责范围内"
    return error.strerror or "" if isinstance(error, OSError) and error.strerror else str(error)


def _answers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals as text with the status that the protocol has for them; every answer names the version."""

    @wraps(view)
    def answered(request: HttpRequest, actor: Actor, now: datetime, **kwargs: Any) -> HttpResponse:
        if request.headers.get("Tus-Resumable", tus.VERSION) != tus.VERSION:
            response = HttpResponse("只支持 tus 1.0.0", status=412, content_type=TEXT)
            response["Tus-Version"] = tus.VERSION
        else:
            try:
                response = view(request, actor, now, **kwargs)
            except EXPECTED as error:
                response = _refusal(error)
        response["Tus-Resumable"] = tus.VERSION
        return response

    return answered


def _refusal(error: Exception) -> HttpResponse:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    response = HttpResponse(sentence(error), status=status, content_type=TEXT)
    if isinstance(error, vault.WrongOffset):
        response["Upload-Offset"] = str(error.received)
    if isinstance(error, Busy):
        response["Retry-After"] = "2"
    return response


@office
@_answers
def uploads(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """POST: announce a file of ``Upload-Length`` bytes. ``Upload-Metadata``: case, purpose, filename, and sha256 if the
    dock noted one. Answers 201 with the address of the upload."""
    if request.method == "OPTIONS":
        return _offer()
    if request.method != "POST":
        return HttpResponseNotAllowed(["OPTIONS", "POST"])
    size = tus.number(request.headers.get("Upload-Length"), "Upload-Length")
    said = tus.metadata(request.headers.get("Upload-Metadata"))
    purpose = said.get("purpose", "")
    if purpose not in POWERS:
        raise ValueError("没有这种上传用途")
    case = case_for(actor, said.get("case", ""))
    require(actor, POWERS[purpose], scope_of(case))
    upload = vault.begin(
        owner=actor.person_id,
        purpose=purpose,
        size=size,
        name=said.get("filename", ""),
        expected=said.get("sha256", ""),
        now=now,
    )
    response = HttpResponse(status=201)
    response["Location"] = reverse("upload", kwargs={"upload_id": upload.pk})
    return _state(response, upload)


@office
@_answers
def upload(request: HttpRequest, actor: Actor, now: datetime, upload_id: str) -> HttpResponse:
    """HEAD: how many bytes are durably here. PATCH: the bytes from ``Upload-Offset`` on, checked against
    ``Upload-Checksum`` if given; an empty one at the end finishes what a break left unfinished."""
    if request.method == "OPTIONS":
        return _offer()
    if request.method == "HEAD":
        found = kept.upload(actor.person_id, upload_id)
        if found.problem:
            raise vault.Ended(found.problem)
        return _state(HttpResponse(status=200), found)
    if request.method != "PATCH":
        return HttpResponseNotAllowed(["HEAD", "OPTIONS", "PATCH"])
    if request.content_type != tus.PIECE:
        return HttpResponse(f"Content-Type 应为 {tus.PIECE}", status=415, content_type=TEXT)
    found = vault.receive(
        owner=actor.person_id,
        upload_id=upload_id,
        offset=tus.number(request.headers.get("Upload-Offset"), "Upload-Offset"),
        length=tus.number(request.headers.get("Content-Length"), "Content-Length"),
        read=request.read,
        checksum=tus.checksum(request.headers.get("Upload-Checksum")),
        now=now,
    )
    return _state(HttpResponse(status=204), found)


def sent(request: HttpRequest, actor: Actor, purpose: str, now: datetime) -> Sent | None:
    """The file of a submitted form: uploaded before it (field ``upload``), or sent with it where no script runs
    (field ``file``). None when there is neither.

    Raises ValueError, whose words are for the person, when it did not arrive or may not enter.
    """
    upload_id, file = request.POST.get("upload", ""), request.FILES.get("file")
    try:
        if file is not None:
            begun = vault.begin(
                owner=actor.person_id, purpose=purpose, size=file.size or 0, name=file.name or "", now=now
            )
            upload_id = begun.pk
            vault.receive(
                owner=actor.person_id, upload_id=upload_id, offset=0, length=begun.size, read=file.read, now=now
            )
        if not upload_id:
            return None
        blob = kept.received(actor.person_id, upload_id, purpose)
        return Sent(upload_id, kept.upload(actor.person_id, upload_id).name, blob)
    except EXPECTED as error:
        raise ValueError(sentence(error)) from error


def _state(response: HttpResponse, upload: Any) -> HttpResponse:
    response["Upload-Offset"] = str(upload.received)
    response["Upload-Length"] = str(upload.size)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    if upload.blob_id:
        response["Upload-Sha256"] = upload.blob_id  # ours: the file was read back from the disk and hashes to this
    return response


def _offer() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = tus.VERSION
    response["Tus-Extension"] = tus.EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    response["Tus-Max-Size"] = str(max(PURPOSES[purpose].limit for purpose in POWERS))
    return response
