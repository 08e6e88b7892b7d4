"""Words on a drawing: how wide they are and where they break. SVG wraps nothing by itself, so lines are made here.

Widths are on the safe side for the sans fonts of the design (a Chinese character is one em, a capital three quarters),
so that a line never leaves its box whichever of them a reader has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NEVER_FIRST = "，。、；：？！）〕》”’%）)"
NEVER_LAST = "（〔《“‘("
WORD = re.compile(r"（[^（）]{1,6}）|[A-Za-z0-9.]+|.")


def width(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of ``size``."""
    return sum(map(_em, text)) * size


def _em(ch: str) -> float:
    if unicodedata.east_asian_width(ch) in "WFA":
        return 1.0
    return 0.76 if ch.isupper() else 0.36 if ch in " .,:;'|()" else 0.62


def lines(text: str, size: float, room: float) -> Iterator[str]:
    """The text in lines of at most ``room``.

    Numbers, words and short brackets stay whole where there is room; a closing sign never begins a line.
    """
    line: list[str] = []
    for word in _words(text, size, room):
        if line and width("".join(line) + word, size) > room:
            carried = _carried(line, word)
            yield "".join(line)
            line = carried
        if line or word != " ":
            line.append(word)
    if line:
        yield "".join(line)


def _words(text: str, size: float, room: float) -> Iterator[str]:
    for word in WORD.findall(text):
        yield from [word] if width(word, size) <= room else word


def _carried(line: list[str], word: str) -> list[str]:
    """What goes to the next line with ``word``: taken off the end of ``line``."""
    carried: list[str] = []
    while len(line) > 1 and ((not carried and word in NEVER_FIRST) or _breaks_badly(line, carried)):
        carried.insert(0, line.pop())
    return carried


def _breaks_badly(line: list[str], carried: list[str]) -> bool:
    return line[-1] in NEVER_LAST or (bool(carried) and carried[0] in NEVER_FIRST)
