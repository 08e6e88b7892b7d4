"""The case file (案卷) as one PDF: cover, index with page numbers, documents in order, recordings, remarks sheet.

Printed numbers stand at the upper right of every document page; cover, index, recordings list and remarks carry none
(档案立卷规范). The result claims PDF/A-2u exactly when every part does: a scan that is no PDF/A takes the claim away.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from mingjing.documents.typesetting import typeset

MM = 72 / 25.4
RIGHT, TOP, SIZE, ADVANCE = 20 * MM, 16 * MM, 12, 0.56
CLAIM = re.compile(rb"\s*<pdfaid:(?:part|conformance)>[^<]*</pdfaid:(?:part|conformance)>")
PAGES = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")


@dataclass(frozen=True)
class Cover:
    """Cover of a volume. ``rows`` are label and value in order (案号, 案由, 当事人 …); ``made_on`` is ISO."""

    organ: str
    title: str
    rows: Sequence[tuple[str, str]]
    made_on: str


@dataclass(frozen=True)
class IndexEntry:
    """One line of 卷内目录; the page is worked out here."""

    number: str
    author: str
    title: str
    date: str
    remark: str = ""


@dataclass(frozen=True)
class Remarks:
    """备考表: the state of the volume, who filed and who checked it, when."""

    text: str
    filed_by: str
    checked_by: str
    date: str


@dataclass(frozen=True)
class RecordingLine:
    """One original recording that belongs to the case and lies in the vault."""

    name: str
    time: str
    place: str
    device: str
    operator: str
    sha256: str


def dossier_pdf(
    cover: Cover,
    index: Sequence[IndexEntry],
    parts: Sequence[bytes],
    remarks: Remarks,
    recordings: Sequence[RecordingLine] = (),
) -> bytes:
    """One volume. ``parts`` are PDF files, one per index entry, in order. Equal input gives equal bytes.

    Raises ValueError when the numbers of entries and parts differ, pikepdf.PdfError for a part that is no PDF.
    """
    if len(index) != len(parts):
        raise ValueError(f"卷内目录有 {len(index)} 条，文书有 {len(parts)} 份，应当一致")
    sources = [pikepdf.open(io.BytesIO(part)) for part in parts]
    counts = [len(source.pages) for source in sources]
    total = sum(counts)
    volume = _typeset(
        cover, part="front", rows=[*cover.rows, ("页数", f"共 {total} 页")], entries=_lines(index, counts)
    )
    font, glyphs = _digits(volume)
    first = len(volume.pages)
    for source in sources:
        volume.pages.extend(source.pages)
    for number in range(1, total + 1):
        _stamp(volume, first + number - 1, number, font, glyphs)
    back = _typeset(cover, part="back", remarks=remarks.text, signed=_signed(remarks), recordings=_recorded(recordings))
    volume.pages.extend(back.pages)
    return _saved(volume, all(_is_archival(source) for source in sources))


def _typeset(cover: Cover, **data: Any) -> pikepdf.Pdf:
    made = [int(part) for part in cover.made_on.split("-")]
    base = {"organ": cover.organ, "title": cover.title, "made": made}
    return pikepdf.open(io.BytesIO(typeset("dossier.typ", {**base, **data}, tags=False)))


def _lines(index: Sequence[IndexEntry], counts: Sequence[int]) -> list[list[str]]:
    page, lines = 1, []
    for order, (entry, count) in enumerate(zip(index, counts, strict=True), 1):
        pages = str(page) if count == 1 else f"{page}-{page + count - 1}"
        lines.append([str(order), entry.number, entry.author, entry.title, entry.date, pages, entry.remark])
        page += count
    return lines


def _signed(remarks: Remarks) -> list[list[str]]:
    return [["立卷人", remarks.filed_by], ["检查人", remarks.checked_by], ["时间", remarks.date]]


def _recorded(recordings: Sequence[RecordingLine]) -> list[list[str]]:
    return [[str(n), r.name, r.time, r.place, r.device, r.operator, r.sha256] for n, r in enumerate(recordings, 1)]


def _digits(volume: pikepdf.Pdf) -> tuple[pikepdf.Object, list[bytes]]:
    """Font and glyph code of 0–9, read off the last page of the front, which is then taken out again."""
    page = volume.pages[-1]
    fonts = page.resources["/Font"]
    name, shown = "", b""
    for instruction in pikepdf.parse_content_stream(page, operators="Tf Tj TJ"):
        operator, first = str(instruction.operator), instruction.operands[0]
        if operator == "Tf":
            name = str(first)
        else:
            strings = list(first) if operator == "TJ" else [first]
            shown += b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
    font = fonts[name]
    del volume.pages[-1]
    return font, [shown[i : i + 2] for i in range(0, 20, 2)]


def _stamp(volume: pikepdf.Pdf, position: int, number: int, font: pikepdf.Object, glyphs: Sequence[bytes]) -> None:
    page = volume.pages[position]
    if "/StructParents" in page.obj:
        del page.obj["/StructParents"]
    page.contents_add(b"q", prepend=True)
    resource = _named(page, font)
    code = b"".join(glyphs[int(digit)] for digit in str(number)).hex()
    matrix = " ".join(f"{value:.2f}" for value in _corner(page, ADVANCE * SIZE * len(str(number))))
    page.contents_add(f"Q q BT {resource} {SIZE} Tf 0 g {matrix} Tm <{code}> Tj ET Q".encode())


def _named(page: pikepdf.Page, font: pikepdf.Object) -> str:
    """The font's name in the page's resources; a fixed one, so that equal input gives equal bytes."""
    resources = page.resources
    if "/Font" not in resources:
        resources["/Font"] = pikepdf.Dictionary()
    fonts, name = resources["/Font"], "/MjPage"
    while name in fonts and fonts[name].objgen != font.objgen:
        name += "x"
    fonts[name] = font
    return name


def _corner(page: pikepdf.Page, width: float) -> tuple[float, ...]:
    """Text matrix for the upper right corner as seen, also of a page that is turned."""
    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return 0, 1, -1, 0, x0 + TOP, y1 - RIGHT - width
        case 180:
            return -1, 0, 0, -1, x0 + RIGHT + width, y0 + TOP
        case 270:
            return 0, -1, 1, 0, x1 - TOP, y0 + RIGHT + width
        case _:
            return 1, 0, 0, 1, x1 - RIGHT - width, y1 - TOP


def _is_archival(source: pikepdf.Pdf) -> bool:
    metadata = source.Root.get("/Metadata")
    claim = metadata.read_bytes() if metadata is not None else b""
    return b"<pdfaid:part>2</pdfaid:part>" in claim and b"<pdfaid:conformance>U</pdfaid:conformance>" in claim


def _saved(volume: pikepdf.Pdf, archival: bool) -> bytes:
    xmp = PAGES.sub(rb"\g<1>%d\g<2>" % len(volume.pages), volume.Root.Metadata.read_bytes())
    volume.Root.Metadata.write(xmp if archival else CLAIM.sub(b"", xmp))
    target = io.BytesIO()
    volume.save(
        target,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()
