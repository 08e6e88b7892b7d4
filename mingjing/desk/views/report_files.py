"""A report's files and what stands behind its figures: exports, figures brought in from a spreadsheet, drill-down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from mingjing.catalog.sheets import refusing
from mingjing.desk import attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.views import errors
from mingjing.desk.views.caselist import case_link
from mingjing.documents.fonts import FontsMissing
from mingjing.documents.typesetting import MissingGlyph
from mingjing.law import reporting
from mingjing.law.annual import FIGURES, TABLE_OF
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.statistics import behind as standing
from mingjing.statistics import exports, importing, payload, reports
from mingjing.statistics.importing import FileRefused
from mingjing.vault import actions as vault

PAGE = 50
SHORT = ("合计", "次数")  # say nothing without the name of their table


@office
def export(request: HttpRequest, actor: Actor, now: datetime, report_id: str, form: str) -> HttpResponse:
    """The report as XLSX, Word, PDF or JSON; a draft says so on the PDF."""
    row = reports.report_for(actor, report_id)
    name = f"{exports.title(row)}{'' if row.root else '（草稿）'}.{form}"
    try:
        match form:
            case "xlsx":
                return _file(exports.workbook(row), name, exports.XLSX)
            case "docx":
                return _file(exports.document(row), name, exports.DOCX)
            case "pdf":
                return _file(exports.paper(row), name, "application/pdf")
            case "json":
                return _file(payload.payload(row, row.organ.name), name, "application/json; charset=utf-8")
    except (FontsMissing, MissingGlyph) as problem:
        return errors.not_printed(request, problem)
    raise Http404(form)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": content_disposition_header(True, name)}
    )


@office
def template(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The workbook for figures of cases that live in another system."""
    return _file(importing.template(), "年报补报数模板.xlsx", exports.XLSX)


@office
def upload(request: HttpRequest, actor: Actor, now: datetime, report_id: str) -> HttpResponse:
    """Choose a file; its figures come in whole or not at all, and stand apart from what was counted."""
    row = reports.report_for(actor, report_id)
    require(actor, reports.EDIT, Scope(row.organ_id, row.organ.region_id))
    refused, wrong = "", list[Any]()
    if request.method == "POST":
        try:
            data, name = attaching.sheet(request)
            taken = importing.bring_in(actor=actor, report_id=row.pk, data=data, filename=name, now=now)
            vault.keep(data, now=now, media_type="application/octet-stream")
            tell(request, f"已导入 {taken.count} 个补报数，与系统计数分开列。")
            return redirect(address("report", report_id=row.pk))
        except FileRefused as refusal:
            refused, wrong = str(refusal), refusal.rows
        except refusing.Refused as refusal:
            refused = str(refusal)
    context = {"r": row, "refused": refused, "wrong": wrong, "columns": importing.KIND.columns}
    return render(request, "desk/report_upload.html", context, status=422 if refused else 200)


@office
def behind(request: HttpRequest, actor: Actor, now: datetime, report_id: str, code: str) -> HttpResponse:
    """What stands behind a counted figure: the cases, people or publications, as the actor may see them."""
    row = reports.report_for(actor, report_id)
    require(actor, reports.READ, Scope(row.organ_id, row.organ.region_id))
    if code not in FIGURES:
        raise Http404(code)
    found = standing.behind(actor, row, code)
    page = Paginator(found.ids, PAGE).get_page(request.GET.get("page"))
    lines = found.lines(page.object_list)
    context = {
        "r": row, "f": FIGURES[code], "page": page, "subject": found.subject,
        "counted": reporting.written(FIGURES[code], row.counted.get(code)), "unit": reporting.unit_of(FIGURES[code]),
        "table": TABLE_OF[code].label if FIGURES[code].label in SHORT else "",
        "lines": [line | {"href": case_link(line["case"]) if line["case"] else ""} for line in lines],
        "whole": len(found.ids), "changed": found.changed,
    }  # fmt: skip
    return render(request, "desk/report_figure.html", context)
