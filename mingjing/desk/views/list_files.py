"""Lists and files: templates, uploads with their row-level report, wrong rows back, batches undone, exports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from mingjing.catalog import drafting, importing, lists, registers
from mingjing.catalog.sheets import refusing, writing
from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.views.lists import listed, row_fields, typed_cell
from mingjing.law.list_kinds import BY_CODE
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor
from mingjing.vault import actions as vault
from mingjing.vault import queries as kept

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEXT = {
    "organs": "安全管理员在“清单”中给新登记的机关导入执法人员名录，名录里写明岗位和账号。",
    "people": "把账号和初始口令交给本人；本机关的人登录后，在“清单”中导入、核对、批准各种清单。",
    "targets": "名录库已经更新，下一次抽查从中抽取。",
    "statutes-local": "条文已经入库，办案时可以引用。",
}
SHOWN = 200  # wrong rows on the page; the download has all that are kept


@office
def template(request: HttpRequest, actor: Actor, now: datetime, kind: str) -> HttpResponse:
    """The Excel template of a kind: guidance row, drop-downs, an example."""
    found = listed(kind)
    if found.generated:
        raise Http404(kind)
    return _file(writing.template(found), f"{found.label}模板.xlsx", XLSX)


@office
def export(request: HttpRequest, actor: Actor, now: datetime, version_id: str, form: str) -> HttpResponse:
    """The rows of a version, or those of the present search, as XLSX or CSV."""
    version = lists.version_for(actor, version_id)
    if version is None or form not in {"xlsx", "csv"}:
        raise Http404(version_id)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    rows = [row.values for row in lists.rows(version, words)]
    name = f"{version.organ.short_name}{version}{'（筛选）' if words else ''}.{form}"
    if form == "csv":
        return _file(writing.csv_bytes(version.listed, rows), name, "text/csv; charset=utf-8")
    return _file(writing.table(version.listed, rows), name, XLSX)


@office
def upload(request: HttpRequest, actor: Actor, now: datetime, organ_id: str, kind: str) -> HttpResponse:
    """Choose a file; what is posted is checked, kept, and shown as a report. Nothing is entered yet."""
    found = listed(kind)
    if found.generated:
        raise Http404(kind)
    organ = None if found.wide else organs.organ(organ_id)
    who = importing.importer(actor, kind, organ)
    refused = ""
    if request.method == "POST":
        try:
            data, name = attaching.sheet(request)
            batch = importing.keep_checked(who, kind, data, name, now)
            vault.keep(data, now=now, media_type="application/octet-stream")
            return redirect(address("batch", batch_id=batch.pk))
        except refusing.Refused as error:
            refused = str(error)
    context = {
        "kind": found, "organ": organs.organ(organ_id), "refused": refused, "wide": found.wide,
        "batches": importing.batches(None if found.wide else organ_id, kind), "back": _back(kind, organ_id),
    }  # fmt: skip
    return render(request, "desk/list_upload.html", context, status=422 if refused else 200)


@office
def one(request: HttpRequest, actor: Actor, now: datetime, organ_id: str, kind: str) -> HttpResponse:
    """One row typed by hand into a list that is registered at once; a new account's first password is shown once."""
    found = listed(kind)
    if not found.direct:
        raise Http404(kind)
    organ = organs.organ(organ_id)
    who = importing.importer(actor, kind, None if found.wide else organ)
    columns = [c for c in found.columns if c.name != "roles" or who.grants_roles]
    fields = row_fields(columns, {})
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            outcome = importing.register_one(who, kind, {c.name: typed_cell(request, c) for c in columns}, now)
        except drafting.RowRefused as refused:
            errors = {p.column: p.message for p in refused.problems}
        else:
            tell(request, "已登记。")
            if outcome.accounts:
                return _shown(request, actor, outcome.batch, {"accounts": outcome.accounts}, 200)
            return redirect(address("batch", batch_id=outcome.batch.pk))
    context = {
        "organ": organ, "kind": found, "errors": asking.summary(errors), "back": _back(kind, organ_id),
        "fields": asking.shown(fields, request.POST, errors) if errors else fields,
    }  # fmt: skip
    return render(request, "desk/list_one.html", context, status=422 if errors else 200)


@office
def batch(request: HttpRequest, actor: Actor, now: datetime, batch_id: str) -> HttpResponse:
    """The report of a file; posting enters its good rows."""
    found, who = importing.batch_for(actor, batch_id)
    context: dict[str, Any] = {"accounts": []}
    status = 200
    if request.method == "POST":
        data = b"".join(kept.pieces(found.digest, 0, kept.blob(found.digest).size - 1))
        try:
            outcome = importing.bring_in(who, found.kind, data, found.file_name, now, checked=found)
            found, context["accounts"] = outcome.batch, outcome.accounts
            if not outcome.accounts:
                tell(request, f"已导入 {found.good} 行。" + ("在草稿中核对后提交。" if found.version else ""))
                return redirect(address("batch", batch_id=found.pk))
        except (drafting.Underway, importing.AlreadyIn) as refused:
            context["refused"], status = str(refused), 409
        except importing.NothingGood as refused:
            context["refused"], status = str(refused), 422
    return _shown(request, actor, found, context, status)


def _shown(request: HttpRequest, actor: Actor, found: Any, context: dict[str, Any], status: int) -> HttpResponse:
    kind, organ_id = BY_CODE[found.kind], found.organ_id or actor.organ_id
    names = kind.by_name
    context |= {
        "batch": found, "kind": kind, "organ": organs.organ(organ_id), "back": _back(found.kind, organ_id),
        "wrong_count": found.total - found.good,
        "wrong": [
            {"row": n, "column": names[c].heading if c in names else "整行", "value": value, "message": message}
            for n, _, problems in found.wrong[:SHOWN]
            for c, value, message in problems
        ],
        "next": NEXT.get(found.kind, ""),
        "more": max(0, found.total - found.good - SHOWN),
    }  # fmt: skip
    return render(request, "desk/list_batch.html", context, status=status)


@office
def wrong_rows(request: HttpRequest, actor: Actor, now: datetime, batch_id: str) -> HttpResponse:
    """The rows that a batch leaves out, to be mended and uploaded again."""
    found, _ = importing.batch_for(actor, batch_id)
    data = writing.wrong_rows(BY_CODE[found.kind], importing.wrong_of(found))
    return _file(data, f"{BY_CODE[found.kind].label}待改正各行.xlsx", XLSX)


@office
def undo(request: HttpRequest, actor: Actor, now: datetime, batch_id: str) -> HttpResponse:
    """Take a batch back as a whole."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found, who = importing.batch_for(actor, batch_id)
    try:
        importing.undo(who, found, now)
        tell(request, f"已撤销这一批，{found.good} 行都已退回导入以前的样子。")
    except registers.NotUndoable as refused:
        tell(request, str(refused))
    return redirect(address("batch", batch_id=batch_id))


def _back(kind: str, organ_id: str) -> str:
    if BY_CODE[kind].direct:
        return address("lists")
    return address("list", organ_id=organ_id, kind=kind)


def _file(data: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
