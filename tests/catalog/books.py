"""Workbooks made for tests: a list's sheet with given rows, right or spoilt on purpose."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from mingjing.law.identifiers import id_check_digit
from mingjing.law.list_kinds import BY_CODE
from mingjing.law.listing import ListKind

CHANNELS = BY_CODE["channels"]
PEOPLE = BY_CODE["people"]
ID_NUMBER = "41999919900101001" + id_check_digit("41999919900101001")  # of a region that does not exist


def sample(kind: ListKind, /, **changes: Any) -> dict[str, Any]:
    """A right row of the list: what its template shows."""
    row: dict[str, Any] = {column.name: column.sample for column in kind.columns}
    if kind.code == "people":
        row["id_number"] = ID_NUMBER
    return row | changes


def headings(kind: ListKind) -> list[str]:
    return [column.heading for column in kind.columns]


def lines(kind: ListKind, rows: Iterable[dict[str, Any]]) -> list[list[Any]]:
    return [headings(kind), *([row.get(c.name, "") for c in kind.columns] for row in rows)]


def book(
    rows: Sequence[Sequence[Any]],
    name: str = "表",
    spoil: Callable[[Any, Any], None] | None = None,
    **options: Any,
) -> bytes:
    """An XLSX of one sheet. ``spoil(book, sheet)`` adds what the rows cannot say."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, **options})
    sheet, days = made.add_worksheet(name), made.add_format({"num_format": "yyyy-mm-dd"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, cell, days)
            elif cell != "":
                sheet.write(place, column, cell)
    if spoil:
        spoil(made, sheet)
    made.close()
    return file.getvalue()


def of(kind: ListKind, *rows: dict[str, Any], **options: Any) -> bytes:
    return book(lines(kind, rows), **options)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part rewritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return packed(parts | {part: change(parts[part])})


def opendocument(rows: Sequence[str], extra: dict[str, bytes] | None = None) -> bytes:
    """An ODS of one sheet whose rows are given as the inside of <table:table-row>…, or as whole elements."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    table = "".join(rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="表">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    return packed(parts | (extra or {}))


def ods_row(cells: Sequence[str], attributes: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def filled(template: bytes, kind: ListKind, rows: Iterable[dict[str, str]]) -> bytes:
    """A template of the product with rows typed below its example, as a person would in a spreadsheet."""
    lines = []
    for number, row in enumerate(rows, 5):
        cells = "".join(
            f'<c r="{xl_col_to_name(place)}{number}" t="inlineStr"><is><t>{escape(row[c.name])}</t></is></c>'
            for place, c in enumerate(kind.columns)
            if row.get(c.name)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    typed = "".join(lines).encode()
    return changed(
        template, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", typed + b"</sheetData>")
    )
