"""A report as files: XLSX with native charts, Word, PDF/A. All show the same figures, made from ``presenting``.

Equal reports give equal bytes: no present moment stands in a file.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
import xlsxwriter
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mingjing.documents.typesetting import picture, typeset
from mingjing.statistics import presenting
from mingjing.statistics.models import AnnualReport
from mingjing.statistics.presenting import Chart, Row, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADS = ("指标", "单位", "数值", "其中系统计数", "补报", "补报来源", "上年", "增减", "说明")
WIDTHS = (30, 8, 14, 14, 10, 22, 14, 14, 40)
NUMBERS = (2, 3, 4, 6)  # columns that hold numbers
SONG, HEI, FANG = "宋体", "黑体", "仿宋"


def title(report: AnnualReport) -> str:
    """What the report is called."""
    return f"{report.organ_name or report.organ.name}{report.year}年度行政执法统计年报"


def lead(report: AnnualReport) -> list[str]:
    """Lines under the title: the period, when counted, the version, whom it covers."""
    as_of = report.as_of.astimezone(presenting.BEIJING)
    lines = [f"统计期：{report.first} 至 {report.last}。系统计数截至 {as_of:%Y-%m-%d %H:%M}，补报数另列来源。"]
    if report.base is not None:
        lines.append(f"第 {report.number} 版，更正第 {report.base.number} 版。更正理由：{report.reason}")
    lines += [f"并入{c['name']} {c['first']} 至 {c['last']} 的数据（{c['basis']}）。" for c in report.covers]
    if report.notes.get("all"):
        lines.append(f"说明：{report.notes['all']}")
    return lines


def cells(row: Row) -> tuple[str, ...]:
    """One figure as the columns of ``HEADS``."""
    return row.label, row.unit, row.value, row.counted, row.added, row.source, row.before, row.change, row.note


def _day(report: AnnualReport) -> datetime:
    return datetime.combine(report.published_on or report.last, time(), UTC)


# --- XLSX ----------------------------------------------------------------------------------------------------------


def workbook(report: AnnualReport) -> bytes:
    """The report as a workbook: a sheet of words, one for each table, one of charts. Numbers are numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title(report), "created": _day(report)})
    _words(book, report)
    for sheet in presenting.sheets(report):
        _table(book, sheet)
    _charts(book, presenting.drawings(report))
    book.close()
    return file.getvalue()


def sums_book(name: str, sheets: list[dict[str, Any]], lines: list[str]) -> bytes:
    """The sums of a region (``collecting.Collection.sheets``) as a workbook: reported, counted now."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page, bold = book.add_worksheet("说明"), book.add_format({"bold": True, "font_size": 14})
    page.set_column(0, 0, 100)
    page.write_string(0, 0, name, bold)
    for n, text in enumerate(lines, 1):
        page.write_string(n, 0, text)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4"})
    for sheet in sheets:
        page = book.add_worksheet(f"{sheet['code']} {sheet['label']}")
        for place, (words, width) in enumerate((("指标", 30), ("单位", 8), ("各机关年报合计", 18), ("系统现数", 18))):
            page.set_column(place, place, width)
            page.write_string(0, place, words, head)
        for n, row in enumerate(sheet["rows"], 1):
            page.write_string(n, 0, row["label"])
            page.write_string(n, 1, row["unit"])
            for place, key in ((2, "told"), (3, "now")):
                if row[key] == "—":
                    page.write_string(n, place, "—")
                else:
                    page.write_number(n, place, float(row[key].replace(",", "")))
    book.close()
    return file.getvalue()


def _words(book: Any, report: AnnualReport) -> None:
    page = book.add_worksheet("情况说明")
    bold = book.add_format({"bold": True, "font_size": 14})
    head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100)
    page.write_string(0, 0, title(report), bold)
    lines = [(text, wrap) for text in lead(report)]
    for section in presenting.sections(report):
        lines += [(section["label"], head), *((p, wrap) for p in section["paragraphs"])]
    for n, (text, style) in enumerate(lines, 2):
        page.write_string(n, 0, text, style)


def _table(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(f"{sheet.code} {sheet.label}")
    border = {"border": 1, "border_color": "#B9C2CC", "valign": "top", "text_wrap": True}
    head = book.add_format(border | {"bold": True, "bg_color": "#E8EEF4"})
    text, strong = book.add_format(border), book.add_format(border | {"bold": True})
    number = book.add_format(border | {"num_format": "#,##0.######"})
    for place, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, name, head)
    for n, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(cells(row)):
            if place in NUMBERS and value and value != "—":
                page.write_number(n, place, float(value.replace(",", "")), number)
            else:
                page.write_string(n, place, value, strong if row.strong and place == 0 else text)
    if sheet.note:
        page.write_string(len(sheet.rows) + 2, 0, f"说明：{sheet.note}")
    page.freeze_panes(1, 1)


def _charts(book: Any, drawings: list[Chart]) -> None:
    if not drawings:
        return
    page, left = book.add_worksheet("图表"), 0
    for chart in drawings:
        page.write_string(0, left, chart.title)
        for n, point in enumerate(chart.points, 1):
            page.write_string(n, left, point.label)
            page.write_number(n, left + 1, point.value)
        drawn = book.add_chart({"type": "column" if chart.title.startswith("各月") else "bar"})
        last = len(chart.points)
        drawn.add_series(
            {
                "name": chart.title, "categories": ["图表", 1, left, last, left],
                "values": ["图表", 1, left + 1, last, left + 1], "fill": {"color": "#1d5f92"},
                "data_labels": {"value": True},
            }
        )  # fmt: skip
        drawn.set_legend({"none": True})
        page.insert_chart(16, left, drawn)
        left += 9


# --- Word ----------------------------------------------------------------------------------------------------------


def document(report: AnnualReport) -> bytes:
    """The report as .docx on A4: title, words by section with charts, tables. Empty columns are left out."""
    made = docx.Document()
    _styled(made)
    heading = made.add_paragraph(style="Title")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title(report))
    for text in lead(report):
        made.add_paragraph(text)
    pictures = presenting.drawings(report)
    for n, section in enumerate(presenting.sections(report)):
        made.add_heading(f"{'一二三四五'[n]}、{section['label']}", level=1)
        for text in section["paragraphs"]:
            made.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)
        if section["code"] == "acts":
            for chart in pictures:
                made.add_paragraph(chart.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
                made.add_picture(io.BytesIO(picture("chart.typ", {"svg": chart.svg})), width=Mm(130))
    made.add_heading("附表", level=1)
    for sheet in presenting.sheets(report):
        _grid(made, sheet)
    props = made.core_properties
    props.title, props.author, props.created, props.modified = title(report), "", _day(report), _day(report)
    props.last_modified_by = props.comments = ""
    return _steady(made)


def _styled(made: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(28), Mm(26), Mm(37), Mm(35)
    for name, font, size in (("Normal", FANG, 12), ("Title", SONG, 20), ("Heading 1", HEI, 14), ("Heading 2", HEI, 12)):
        style = made.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for side in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(side), font)
        for side in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(side), None)


def columns_of(sheet: Sheet) -> list[int]:
    """The columns of a table that hold anything: label, unit and value always."""
    rows = [cells(row) for row in sheet.rows]
    plain = not any(row.added for row in sheet.rows)
    return [n for n in range(len(HEADS)) if n < 3 or (any(r[n] for r in rows) and not (n == 3 and plain))]


def _grid(made: Document, sheet: Sheet) -> None:
    made.add_heading(f"{sheet.code} {sheet.label}", level=2)
    if sheet.idle:
        made.add_paragraph(sheet.note)
        return
    shown = columns_of(sheet)
    grid = made.add_table(rows=1, cols=len(shown), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, n in enumerate(shown):
        grid.rows[0].cells[place].text = HEADS[n]
    for row in sheet.rows:
        values = cells(row)
        for cell, n in zip(grid.add_row().cells, shown, strict=True):
            cell.text = values[n]
    if sheet.note:
        made.add_paragraph(f"说明：{sheet.note}")


def _steady(made: Document) -> bytes:
    """The package with the same date on every part, so that equal reports give equal bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(
                zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), before.read(part), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


# --- PDF -----------------------------------------------------------------------------------------------------------


def paper(report: AnnualReport) -> bytes:
    """The report as PDF/A-2u. Raises fonts.FontsMissing, typesetting.MissingGlyph."""
    day = _day(report)
    tag = "" if report.root else "草稿"
    data = {
        "organ": report.organ_name or report.organ.name, "title": title(report), "tag": tag, "lead": lead(report),
        "made": [day.year, day.month, day.day],
        "sections": [
            {"title": f"{'一二三四五'[n]}、{s['label']}", "lines": s["paragraphs"], "acts": s["code"] == "acts"}
            for n, s in enumerate(presenting.sections(report))
        ],
        "charts": [{"title": c.title, "svg": c.svg, "alt": _told(c)} for c in presenting.drawings(report)],
        "tables": [_printed(sheet) for sheet in presenting.sheets(report)],
    }  # fmt: skip
    return typeset("report.typ", data)


def _told(chart: Chart) -> str:
    return chart.title + "：" + "，".join(f"{p.label} {p.shown}" for p in chart.points)


def _printed(sheet: Sheet) -> dict[str, Any]:
    shown = columns_of(sheet)
    rows = [[cells(row)[n] for n in shown] for row in sheet.rows]
    widths = [{0: 5, 1: 2, 5: 4, 8: 6}.get(n, 3) for n in shown]
    return {
        "title": f"{sheet.code}　{sheet.label}", "note": sheet.note, "idle": sheet.idle,
        "heads": [HEADS[n] for n in shown], "rows": rows, "widths": widths,
        "numbers": [n in (*NUMBERS, 7) for n in shown],
    }  # fmt: skip
