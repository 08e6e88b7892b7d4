"""Files that people of the office attach to a form: kept in the store before anything is written, refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from mingjing.catalog.sheets import refusing
from mingjing.catalog.sheets.checking import Report
from mingjing.desk.access import tell
from mingjing.law.listing import ListKind
from mingjing.vault import actions as vault
from mingjing.vault import purposes
from mingjing.vault import queries as kept
from mingjing.vault.disk import NoRoom
from mingjing.vault.sniffing import Refused

ATTACHMENT = purposes.PURPOSES["attachment"]
MEGABYTE = 1024**2
SHOWN = 100  # wrong rows told on the page


def attached(
    request: HttpRequest, field: str, errors: dict[str, str], *, now: datetime, most: int
) -> list[dict[str, Any]]:
    """{"sha256", "name"} of each file of a field. What cannot be taken is said in ``errors`` under the field's name."""
    files = request.FILES.getlist(field)
    if len(files) > most:
        errors[field] = f"一次最多 {most} 个文件，现在选了 {len(files)} 个"
        return []
    found = []
    for file in files:
        name = (file.name or "附件").replace("\0", "")[-120:]
        if (file.size or 0) > ATTACHMENT.limit:
            errors[field] = f"{name} 太大，每个文件不超过 {ATTACHMENT.limit // MEGABYTE} MB：压缩图片，或者拆成几个文件"
            return []
        try:
            blob = vault.keep(cast("BinaryIO", file), now=now)
        except (Refused, NoRoom) as refusal:
            errors[field] = f"{name}：{refusal}"
            return []
        if blob.media_type not in ATTACHMENT.types:
            errors[field] = f"{name} 不是可以接收的文件，请上传 {ATTACHMENT.allowed}"
            return []
        found.append({"sha256": str(blob.pk), "name": name})
    return found


def sheet(request: HttpRequest) -> tuple[bytes, str]:
    """The one spreadsheet of a form: its bytes and name. Raises sheets Refused when it is missing or too large."""
    file = request.FILES.get("file")
    if file is None:
        raise refusing.Refused("没有选择文件：先下载模板填写，再选择填好的文件")
    if (file.size or 0) > refusing.MOST_BYTES:
        raise refusing.Refused(
            f"文件超过 {refusing.MOST_BYTES // MEGABYTE} MB：分成几个文件导入，或者删去图片和多余的工作表"
        )
    return file.read(), file.name or ""


def bring_in(
    request: HttpRequest,
    kind: ListKind,
    act: Callable[..., tuple[int, Report]],
    *,
    measure: str,
    back: str,
    template: str,
) -> HttpResponse:
    """The page that brings in a whole spreadsheet: all its rows or none, with every wrong row named.

    ``act`` takes ``data`` and ``filename`` and gives how many rows came in with the report; ``back`` and ``template``
    are addresses, ``measure`` what one row is called.
    """
    context: dict[str, Any] = {"kind": kind, "back": back, "template": template}
    if request.method == "POST":
        try:
            data, name = sheet(request)
            count, report = act(data=data, filename=name)
        except refusing.Refused as refusal:
            context["refused"] = str(refusal)
        else:
            if count:
                tell(request, f"已导入 {count} {measure}。")
                return redirect(back)
            context |= {"wrong": list(report.lines(kind))[:SHOWN], "total": report.total, "bad": len(report.wrong)}
    return render(request, "desk/sheet_import.html", context, status=422 if request.method == "POST" else 200)


def served(files: list[dict[str, Any]], sha256: str) -> StreamingHttpResponse:
    """One file of a list, byte for byte. Raises Http404 when the list does not hold it."""
    named = next((f["name"] for f in files if f["sha256"] == sha256), None)
    if named is None:
        raise Http404(sha256)
    blob = kept.blob(sha256)
    away = not (blob.media and blob.media.inline)
    if blob.media and "." not in named:
        named += blob.media.suffix
    return StreamingHttpResponse(
        kept.pieces(blob.pk, 0, blob.size - 1),
        content_type=blob.media_type if blob.media else "application/octet-stream",
        headers={"Content-Length": str(blob.size), "Content-Disposition": content_disposition_header(away, named)},
    )
