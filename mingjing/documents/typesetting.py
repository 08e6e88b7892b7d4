"""Print: one Typst compiler kept alive per process, JSON in, PDF/A-2u out. Equal input gives equal bytes.

A character that no font has stops the page with ``MissingGlyph`` instead of printing a box in somebody's name.
"""

from __future__ import annotations

import io
import json
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from mingjing.documents.fonts import Fonts, available

TEMPLATES = Path(__file__).parent / "typst"
STANDARD: Final = "a-2u"
NO_GLYPH = re.compile(r"text `\"(?P<text>.*?)\"` could not be displayed")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_lock = threading.Lock()


class MissingGlyph(RuntimeError):
    """No installed font has a character of the document."""


@lru_cache(maxsize=8)
def _compiler(template: str, fonts: Fonts) -> typst.Compiler:
    return typst.Compiler(input=TEMPLATES / template, root=TEMPLATES, font_paths=fonts.loaded, ignore_system_fonts=True)


def typeset(template: str, data: dict[str, Any], tags: bool = True) -> bytes:
    """PDF/A-2u of a template of ``documents/typst`` filled with ``data`` (JSON types only).

    Raises FontsMissing without a Chinese font and MissingGlyph for a character no font has.
    """
    return _compiled(template, data, format="pdf", pdf_standards=STANDARD, pdf_tags=tags)


def picture(template: str, data: dict[str, Any], ppi: float = 200) -> bytes:
    """One page of a template as PNG, for files that hold no vector drawings. Raises what ``typeset`` raises."""
    return _compiled(template, data, format="png", ppi=ppi)


def _compiled(template: str, data: dict[str, Any], **how: Any) -> bytes:
    fonts = available()
    families = {"body": fonts.body, "title": fonts.title, "heading": fonts.heading}
    payload = json.dumps({**data, "fonts": families}, ensure_ascii=False)
    try:
        with _lock:
            made = _compiler(template, fonts).compile(sys_inputs={"data": payload}, **how)
    except typst.TypstError as error:
        if missing := NO_GLYPH.search(str(error)):
            raise MissingGlyph(_missing(missing.group("text"))) from error
        raise
    assert isinstance(made, bytes)
    return made


def _missing(text: str) -> str:
    text = ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    points = "、".join(f"U+{ord(ch):04X}" for ch in text)
    return f"现有字体没有“{text}”字（{points}），不能生成版式文件：请把含有该字的字体文件放入运行目录的 fonts 文件夹。"


@lru_cache(maxsize=256)
def qr_svg(url: str) -> str:
    """A QR code as SVG text; error correction M, quiet zone 2 modules."""
    target = io.BytesIO()
    segno.make(url, error="m", micro=False).save(target, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return target.getvalue().decode()
