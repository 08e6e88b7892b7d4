"""The parts of a packed workbook, looked at before the parser: true sizes, far-away cells, formulas without results.

The parser lays a sheet out as a full rectangle, so one cell far out would ask for gigabytes: such files are refused
here. It also reads an error value and a formula never calculated as an empty cell, so both are found here and told.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from mingjing.catalog.sheets import refusing
from mingjing.catalog.sheets.refusing import MEBIBYTE, Refused

LOCAL_HEADER = 30
OVERLAP = 512
# A cell beyond column BL or row 99,999, however its reference is spelt: first the cheap look, then the exact one.
_FAR = rb"r\s*=\s*[\"'](?:[A-Z]{3}|[C-Z][A-Z]|B[M-Z]|[A-Z]{0,2}\d{6})"
FAR = re.compile(_FAR)
FAR_CELL = re.compile(rb"[<:](?:c|row)\s(?:[^<>]*\s)?" + _FAR)
FORMULA = re.compile(rb"<c\s([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v>([^<]*)</v>)?")
ERROR = re.compile(rb"<c\s([^<>]*\bt=[\"']e[\"'][^<>]*)>(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?\s*<v>([^<]*)</v>")
PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
SPANNED = re.compile(rb"number-(?:columns|rows)-spanned=\"(?!1\")\d+\"")
REPEATED_CELL = re.compile(rb"<table:(?:covered-)?table-cell\s[^<>]*number-columns-repeated=\"(\d+)\"[^<>]*>")
REPEATED_ROW = re.compile(
    rb"<table:table-row\s[^<>]*number-rows-repeated=\"(\d+)\"[^<>]*>(?:(?!</table:table-row>).)*?office:value-type",
    re.S,
)
MOST_REPEATS = 1000


@dataclass(frozen=True, slots=True)
class Inside:
    """What the parts told. ``flaws``: sheet name → (row from 1, column from 0) → the sentence for that cell."""

    date1904: bool = False
    merged: bool = False
    flaws: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)


def look(data: bytes, kind: str) -> Inside:
    """Look through a packed workbook ("xlsx" or "ods"). Raises Refused for bombs and sprawling sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
    suspects = [info for info in infos if _scan(data, info, kind)]
    if kind == "ods":
        return _look_ods(data, infos)
    texts = {i.filename: i for i in infos}
    book = _text(data, texts.get("xl/workbook.xml"))
    names = _sheet_names(book, _text(data, texts.get("xl/_rels/workbook.xml.rels")))
    flaws = {names[i.filename]: _flaws(_whole(data, i)) for i in suspects if i.filename in names}
    return Inside(date1904=bool(re.search(r"date1904\s*=\s*[\"'](?:1|true)[\"']", book)), flaws=flaws)


def _scan(data: bytes, info: zipfile.ZipInfo, kind: str) -> bool:
    """Whether a part may hold formulas or error values."""
    tail, suspect = b"", False
    for chunk in _chunks(data, info):
        seen = tail + chunk
        if kind == "xlsx" and FAR.search(seen) and FAR_CELL.search(seen):
            raise Refused(refusing.SPRAWLING)
        suspect = suspect or (b"f" in seen and b"<f" in seen) or b't="e"' in seen or b"t='e'" in seen
        tail = seen[-OVERLAP:]
    return suspect


def _chunks(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part, unpacked by its true length: a part longer than it says is a bomb."""
    start = info.header_offset + LOCAL_HEADER
    header = data[info.header_offset : start]
    start += int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused(refusing.BROKEN)
    unpacker, length = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        while not unpacker.eof:
            chunk = unpacker.decompress(packed, MEBIBYTE)
            packed = unpacker.unconsumed_tail
            length += len(chunk)
            if length > info.file_size:
                raise Refused(refusing.BOMB)
            if not chunk and not unpacker.eof:
                raise Refused(refusing.BROKEN)
            yield chunk
    except zlib.error as wrong:
        raise Refused(refusing.BROKEN) from wrong


def _whole(data: bytes, info: zipfile.ZipInfo) -> bytes:
    return b"".join(_chunks(data, info))


def _text(data: bytes, info: zipfile.ZipInfo | None) -> str:
    return _whole(data, info).decode("utf-8", "replace") if info and info.file_size < MEBIBYTE else ""


def _sheet_names(book: str, relations: str) -> dict[str, str]:
    """Part of the package → name of the sheet that is in it."""
    targets = {}
    for found in RELATION.findall(relations):
        told = dict(ATTRIBUTE.findall(found))
        target = told.get("Target", "")
        targets[told.get("Id", "")] = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
    names = {}
    for found in SHEET.findall(book):
        told = dict(ATTRIBUTE.findall(found))
        link = next((value for key, value in told.items() if key.endswith(":id")), "")
        names[targets.get(link, "")] = _unescaped(told.get("name", ""))
    return names


def _unescaped(text: str) -> str:
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def _flaws(sheet: bytes) -> dict[tuple[int, int], str]:
    flaws = {}
    for found in FORMULA.finditer(sheet):
        uncalculated = found[2] is None or (not found[2] and not re.search(rb"\bt=[\"']str[\"']", found[1]))
        if uncalculated and (place := _place(found[1])):
            flaws[place] = "是公式，文件里没有保存计算结果：请用 Excel 打开并保存一次，或者“选择性粘贴为数值”"
    for found in ERROR.finditer(sheet):
        if place := _place(found[1]):
            flaws[place] = f"是公式错误值 {found[2].decode('utf-8', 'replace')}：请改正公式，或者直接填写内容"
    return flaws


def _place(attributes: bytes) -> tuple[int, int] | None:
    found = PLACE.search(attributes)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column - 1


def _look_ods(data: bytes, infos: list[zipfile.ZipInfo]) -> Inside:
    content = _whole(data, next(info for info in infos if info.filename.lower() == "content.xml"))
    wide_cells = (f for f in REPEATED_CELL.finditer(content) if int(f[1]) > MOST_REPEATS and b"value-type" in f[0])
    tall_rows = (f for f in REPEATED_ROW.finditer(content) if int(f[1]) > MOST_REPEATS)
    if any(True for _ in wide_cells) or any(True for _ in tall_rows):
        raise Refused(refusing.SPRAWLING)
    return Inside(merged=SPANNED.search(content) is not None)
