"""Cut a text once, deterministically, into units: clauses, and around fields, names, addresses and numbers.

Design ``ledger.md`` §4: what was cut is never cut again; redaction only relabels units. For a natural person the
surname and the county are units of their own, so that they can be shown while the rest is withheld. Concatenating the
unit values of a block gives its text exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mingjing.documents.blocks import Block, Piece
from mingjing.law import personal_data
from mingjing.law.kinds import UnitClass

CLAUSE_END = re.compile(r"[。；！？，：\n]+[”’」』）》]*")
_COMPOUND = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙"
    "慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷"
    "轩辕令狐段干百里呼延东郭南门羊舌微生左丘东门西门第五"
)
COMPOUND = frozenset(_COMPOUND[i : i + 2] for i in range(0, len(_COMPOUND), 2))
# 小区, 社区, 园区 … are where a person lives, not counties: the protective reading.
_PROVINCE = r"(?:[^\s省市县区]{2,8}?(?:省|自治区|特别行政区))?"
_CITY = r"(?:[^\s省市县区]{2,8}?(?:自治州|地区|盟|市(?!场)))?"
_COUNTY = r"(?:[^\s省市县区旗路街道]{1,8}?(?:自治县|自治旗|县|(?<![小社园景厂校街片库院])区|旗|市(?!场)))?"
COUNTY = re.compile(_PROVINCE + _CITY + _COUNTY)
CLASSES = {"minor": UnitClass.MINOR}


@dataclass(frozen=True)
class Unit:
    """One unit of a text. ``path`` is ASCII; ``klass`` is the class proposed at the cut; ``role`` is its block's."""

    path: str
    value: str
    field: str
    kind: str
    klass: UnitClass
    role: str
    element: str = ""


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    kind: str
    klass: UnitClass


def cut(blocks: Sequence[Block], names: Sequence[str] = (), on: date | None = None) -> tuple[Unit, ...]:
    """Units of the whole text in order.

    ``names``: natural persons of the case whose names must be found anywhere; ``on``: the day by which a person counts
    as a minor. The organ's own data and officers' names (design: public) are never hits.
    """
    hits = personal_data.find(
        "\n".join(block.text for block in blocks), sorted({*names} - {""}), public_terms=_public(blocks), on=on
    )
    units: list[Unit] = []
    at = 0
    for b, block in enumerate(blocks, 1):
        parts = _block(block, at, [hit for hit in hits if hit.start < at + len(block.text) and hit.end > at])
        units += [
            Unit(f"b{b:02d}.u{u:02d}", text, piece.field, kind, klass, block.role, piece.element)
            for u, (text, piece, kind, klass) in enumerate(parts, 1)
        ]
        at += len(block.text) + 1
    return tuple(units)


def _public(blocks: Sequence[Block]) -> list[str]:
    """What the form itself declares public: the organ's data, officers, trade names, a legal representative's name."""
    stated = (p.text for b in blocks for p in b.pieces if p.whole and p.klass == UnitClass.PUBLIC and p.field)
    return sorted({term for text in stated for term in text.split("、") if len(term) > 1})


def must_show(units: Sequence[Unit]) -> tuple[str, ...]:
    """Paths that publication may not withhold: what carries one of the eight elements and was cut as public."""
    return tuple(unit.path for unit in units if unit.element and unit.klass == UnitClass.PUBLIC)


def surname_length(name: str) -> int:
    """How many characters of a name are its surname: two for 复姓, else one; of a name with ·, the first one.

    >>> surname_length("欧阳明日"), surname_length("赵钱"), surname_length("阿卜杜拉·买买提")
    (2, 1, 1)
    """
    return 2 if len(name) > 2 and name[:2] in COMPOUND else 1


def county_length(address: str) -> int:
    """How many characters of an address reach to the end of its county; 0 when it names no region."""
    match = COUNTY.match(address)
    return match.end() if match else 0


def _block(block: Block, at: int, hits: Sequence[personal_data.Hit]) -> Iterator[tuple[str, Piece, str, UnitClass]]:
    for piece in block.pieces:
        end = at + len(piece.text)
        inside = () if piece.whole else [h for h in hits if h.start < end and h.end > at]
        spans = _typed(piece) or [
            part
            for h in inside
            for part in _split(piece.text, h.kind, max(h.start, at) - at, min(h.end, end) - at, _class(h.kind, piece))
        ]
        for start, stop, kind, klass in _segments(piece, _in_order(spans)):
            yield piece.text[start:stop], piece, kind, klass
        at = end


def _class(kind: str, piece: Piece) -> UnitClass:
    return (
        piece.klass
        if piece.klass in (UnitClass.MINOR, UnitClass.THIRD_PARTY)
        else CLASSES.get(kind, UnitClass.PERSONAL)
    )


def _typed(piece: Piece) -> list[_Span]:
    if piece.kind not in ("name", "address") or not piece.text:
        return []
    return list(_split(piece.text, piece.kind, 0, len(piece.text), piece.klass))


def _split(text: str, kind: str, start: int, end: int, klass: UnitClass) -> Iterator[_Span]:
    """A name into surname and rest, an address after its county; anything else stays one span."""
    found = text[start:end]
    length = surname_length(found) if kind == "name" else county_length(found) if kind == "address" else 0
    if length:
        open_kind = "surname" if kind == "name" else "county"
        shown = klass if klass in (UnitClass.MINOR, UnitClass.THIRD_PARTY) else UnitClass.PUBLIC
        yield _Span(start, start + length, open_kind, shown)
    if start + length < end:
        closed = {"name": "given_name", "address": "street"}.get(kind, kind)
        yield _Span(start + length, end, closed, klass)


def _in_order(spans: Sequence[_Span]) -> list[_Span]:
    """Sorted, without overlaps: the earlier and longer wins."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _segments(piece: Piece, spans: Sequence[_Span]) -> Iterator[tuple[int, int, str, UnitClass]]:
    at = 0
    for span in spans:
        yield from _clauses(piece, at, span.start)
        yield span.start, span.end, span.kind, span.klass
        at = span.end
    yield from _clauses(piece, at, len(piece.text))


def _clauses(piece: Piece, start: int, end: int) -> Iterator[tuple[int, int, str, UnitClass]]:
    at = start
    for stop in [m.end() for m in CLAUSE_END.finditer(piece.text, start, end)] + [end]:
        if stop > at:
            yield at, stop, piece.kind, piece.klass
            at = stop
