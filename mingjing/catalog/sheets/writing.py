"""Write spreadsheets of lists: the template to fill in, the wrong rows to mend, and whole tables as XLSX and CSV.

Texts are written as typed strings, never as formulas; in CSV, which has no types, what a spreadsheet might take for a
formula gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mingjing.catalog.sheets.checking import Report
from mingjing.catalog.sheets.delimited import DANGEROUS
from mingjing.catalog.sheets.heading import CURE_HEADING, ROW_HEADING
from mingjing.catalog.sheets.reading import EXAMPLE
from mingjing.catalog.sheets.refusing import MOST_ROWS
from mingjing.law.cells import Cell, Column, plain, shown
from mingjing.law.listing import ListKind

TITLE_ROW, GUIDANCE_ROW, HEADER_ROW, EXAMPLE_ROW = range(4)
LONGEST_CELL = 32_767  # what a cell of a workbook can hold
LONGEST_LIST = 255  # what a drop-down can hold in place; longer ones are kept on the second sheet
WIDE = frozenset({Cell.LONG, Cell.LINES})
TEXT_FORMAT = 49  # "@": what is typed stays text, so that no number loses digits
GUIDE, OPTIONS = "填写说明", "选项"
_BORDER = {"border": 1, "border_color": "#B9C2CC", "valign": "top", "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "guidance": {"font_color": "#4A5568", "text_wrap": True, "valign": "top", "font_size": 9},
    "header": _BORDER | {"bold": True, "bg_color": "#E8EEF4", "num_format": TEXT_FORMAT},
    "required": _BORDER | {"bold": True, "bg_color": "#DCE6F0", "num_format": TEXT_FORMAT},
    "example": _BORDER | {"italic": True, "font_color": "#6B7280", "num_format": TEXT_FORMAT},
    "text": _BORDER | {"num_format": TEXT_FORMAT},
    "wrong": _BORDER | {"num_format": TEXT_FORMAT, "bg_color": "#FBE3DF"},
    "cure": _BORDER | {"num_format": TEXT_FORMAT, "font_color": "#9B1C1C"},
}
Formats = Mapping[str, Format]


def template(kind: ListKind) -> bytes:
    """The workbook to fill in: title, a row of guidance, headings (required ones with *), an example, drop-downs."""
    file, book, formats = _book()
    sheet = book.add_worksheet(kind.label)
    sheet.write_string(TITLE_ROW, 0, f"{kind.label}（依据：{kind.basis}）", formats["title"])
    sheet.set_row(GUIDANCE_ROW, 64)
    for place, column in enumerate(kind.columns):
        sheet.write_string(GUIDANCE_ROW, place, guidance(column), formats["guidance"])
    _head(sheet, kind.columns, HEADER_ROW, formats, blank="text")
    for place, column in enumerate(kind.columns):
        mark = EXAMPLE if place == 0 else ""
        sheet.write_string(EXAMPLE_ROW, place, mark + column.sample, formats["example"])
    sheet.freeze_panes(EXAMPLE_ROW, 0)
    _guide(book, kind, formats)
    _drop_downs(book, sheet, kind.columns, EXAMPLE_ROW, 0)
    book.close()
    return file.getvalue()


def wrong_rows(kind: ListKind, report: Report) -> bytes:
    """The wrong rows alone, as they were, each with its number in the file and how to mend it. It can be uploaded
    again when mended: the two added columns are not read."""
    file, book, formats = _book()
    sheet = book.add_worksheet(kind.label)
    last = len(kind.columns) + 1
    sheet.write_string(0, 0, ROW_HEADING, formats["header"])
    sheet.set_column(0, 0, 8)
    _head(sheet, kind.columns, 0, formats, blank="text", left=1)
    sheet.write_string(0, last, CURE_HEADING, formats["header"])
    sheet.set_column(last, last, 60)
    for row, wrong in enumerate(report.wrong, 1):
        sheet.write_number(row, 0, wrong.row)
        named = {problem.column for problem in wrong.problems}
        for place, column in enumerate(kind.columns, 1):
            style = formats["wrong" if column.name in named else "text"]
            sheet.write_string(row, place, _fitting(plain(wrong.cells.get(column.name))), style)
        cure = "\n".join(problem.message for problem in wrong.problems)
        sheet.write_string(row, last, _fitting(cure), formats["cure"])
    sheet.freeze_panes(1, 0)
    _drop_downs(book, sheet, kind.columns, 1, 1)
    book.close()
    return file.getvalue()


def table(
    kind: ListKind,
    rows: Iterable[Mapping[str, Any]],
    columns: Iterable[Column] | None = None,
    *,
    created: date | None = None,
) -> bytes:
    """Checked rows as a workbook; by default the columns that the public sees.

    ``created``: the day the workbook says it was made, so that equal rows give equal bytes; else the present moment.
    """
    file, book, formats = _book()
    if created:
        book.set_properties({"created": datetime(created.year, created.month, created.day, tzinfo=UTC)})
    chosen = tuple(kind.shown if columns is None else columns)
    sheet = book.add_worksheet(kind.label)
    _head(sheet, chosen, 0, formats, marks=False)
    last = 0
    for last, values in enumerate(rows, 1):  # noqa: B007
        for place, column in enumerate(chosen):
            sheet.write_string(last, place, _fitting(shown(column, values.get(column.name))), formats["text"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(chosen) - 1)
    book.close()
    return file.getvalue()


def csv_bytes(kind: ListKind, rows: Iterable[Mapping[str, Any]], columns: Iterable[Column] | None = None) -> bytes:
    """Checked rows as CSV (UTF-8 with its mark, so that Excel shows Chinese rightly)."""
    chosen = tuple(kind.shown if columns is None else columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.heading for column in chosen])
    writer.writerows([harmless(shown(c, values.get(c.name))) for c in chosen] for values in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet might take it for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text


def guidance(column: Column) -> str:
    """What the template says of a column."""
    parts = ["必填" if column.required else "选填", column.cell.label, column.help]
    if column.cell in {Cell.TEXT, Cell.LONG, Cell.LINES}:
        parts.append(f"最多 {column.most} 字")
    return "；".join(part for part in parts if part)


def _book() -> tuple[io.BytesIO, Workbook, dict[str, Format]]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    return file, book, {name: book.add_format(style) for name, style in STYLES.items()}


def _head(
    sheet: Worksheet,
    columns: Iterable[Column],
    row: int,
    formats: Formats,
    *,
    blank: str = "",
    left: int = 0,
    marks: bool = True,
) -> None:
    """Headings; ``blank``: the format of cells still to be filled in, so that long numbers stay text."""
    for place, column in enumerate(columns, left):
        required = marks and column.required
        text = column.heading + ("*" if required else "")
        sheet.write_string(row, place, text, formats["required" if required else "header"])
        width = 36 if column.cell in WIDE else max(12, 2 * len(column.heading) + 4)
        sheet.set_column(place, place, width, formats[blank] if blank else None)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _guide(book: Workbook, kind: ListKind, formats: Formats) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 3, 28)
    sheet.set_column(4, 4, 80)
    sheet.write_string(0, 0, f"《{kind.label}》填写说明", formats["title"])
    rules = (
        "带 * 的列必填；列的顺序可以调整，表头文字不要改。",
        f"以“{EXAMPLE}”开头的行是示例，导入时跳过，可以删去。",
        "一行一条，不要合并单元格，不要用公式；编号、证号、代码列已设为文本格式，请直接填写或者“选择性粘贴为数值”。",
        f"一次最多 {MOST_ROWS} 行；先预检再导入，有错的行可以单独下载，改好后再次上传，不会重复。",
    )
    for row, rule in enumerate(rules, 1):
        sheet.write_string(row, 0, f"{row}. {rule}")
    top = len(rules) + 2
    for place, heading in enumerate(("列", "是否必填", "填写什么", "例", "说明")):
        sheet.write_string(top, place, heading, formats["header"])
    for row, column in enumerate(kind.columns, top + 1):
        labels = "选项：" + "、".join(label for _, label in column.choices) if column.choices else ""
        told = "；".join(part for part in (column.help, labels) if part)
        cells = (column.heading, "必填" if column.required else "选填", column.cell.label, column.sample, told)
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, formats["text"])


def _drop_downs(book: Workbook, sheet: Worksheet, columns: Iterable[Column], first: int, left: int) -> None:
    """A drop-down for each column of one choice. Columns of several choices get none: a cell of a sheet takes one."""
    options: Worksheet | None = None
    for place, column in enumerate(columns, left):
        labels = ["是", "否"] if column.cell is Cell.YES else [label for _, label in column.choices]
        if not labels or column.cell is Cell.CHOICES:
            continue
        source: list[str] | str = labels
        if len(",".join(labels)) > LONGEST_LIST:
            if options is None:
                options = book.add_worksheet(OPTIONS)
                options.hide()
            options.write_column(0, place, labels)
            source = f"={OPTIONS}!{xlsxwriter.utility.xl_range_abs(0, place, len(labels) - 1, place)}"
        validation = {
            "validate": "list",
            "source": source,
            "ignore_blank": not column.required,
            "error_title": "不在选项中",
            "error_message": f"请从下拉框中选择{column.heading}",
            "error_type": "stop",
        }
        sheet.data_validation(first, place, first + MOST_ROWS, place, validation)
