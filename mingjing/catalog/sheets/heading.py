"""Which row of a sheet is the header, and which column of the list each heading names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mingjing.catalog.sheets.refusing import HEADER_WITHIN
from mingjing.law.cells import identifiers_half, plain
from mingjing.law.listing import ListKind

ROW_HEADING, CURE_HEADING = "原行号", "怎样改"  # columns that the file of wrong rows adds; no data
_MARKS = re.compile(r"\(必填\)|\(选填\)|[\s*]|:$")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Header:
    """``row``: its place from 0. ``places``: column name → place from 0. The rest: headings as they stand."""

    row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def bare(text: Any) -> str:
    """A heading without what does not matter: width of letters, spaces, the required mark."""
    return _MARKS.sub("", identifiers_half(plain(text))).casefold()


@cache
def _aliases(kind: ListKind) -> dict[str, str]:
    short: dict[str, list[str]] = {}
    for column in kind.columns:
        short.setdefault(_BRACKETS.sub("", bare(column.heading)), []).append(column.name)
    known = {key: names[0] for key, names in short.items() if len(names) == 1}
    known |= {bare(column.name): column.name for column in kind.columns}
    return known | {bare(column.heading): column.name for column in kind.columns}


def find(kind: ListKind, rows: Sequence[Sequence[Any]]) -> Header | None:
    """The row with the most headings of the list, or None when no row has at least two."""
    best: Header | None = None
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        header = _match(kind, place, row)
        if len(header.places) >= min(2, len(kind.columns)) and (best is None or len(header.places) > len(best.places)):
            best = header
    return best


def _match(kind: ListKind, row: int, cells: Sequence[Any]) -> Header:
    aliases, ignored = _aliases(kind), {bare(ROW_HEADING), bare(CURE_HEADING), ""}
    places: dict[str, int] = {}
    unknown, twice = [], []
    for place, cell in enumerate(cells):
        key = bare(cell)
        name = aliases.get(key)
        if name in places:
            twice.append(plain(cell))
        elif name:
            places[name] = place
        elif key not in ignored:
            unknown.append(plain(cell))
    return Header(row, places, tuple(unknown), tuple(twice))


def missing(kind: ListKind, header: Header, *, required: bool) -> tuple[str, ...]:
    """Headings of required (or of optional) columns that the header lacks."""
    return tuple(c.heading for c in kind.columns if c.required is required and c.name not in header.places)
