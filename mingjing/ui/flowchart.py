"""A flow chart as SVG: the main line down the middle (wide) or along a rail (narrow), everything else beside it.

Attributes only, so that it obeys the strict policy inside a page and looks the same as a file of its own. Colours are
tokens of the design by value. Nothing is longer than its box: see ``lettering``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from mingjing.law.flow import Flow, Move, Place
from mingjing.ui import lettering

INK, INK_2, INK_3 = "#17212b", "#44515e", "#5f6c79"
LINE_2, LINE_3, PAPER, GROUND = "#c5ccd3", "#84909c", "#ffffff", "#f4f6f7"
DAI_7, DAI_6, DAI_3, DAI_1, AMBER_7 = "#1a4a6e", "#1d5f92", "#a9c8de", "#eaf2f8", "#805300"
FONTS = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
WIDE, NARROW, SIDE = 960, 360, 296
PAD, GAP, BOX, PILL = 12, 14, 46, 30


@dataclass(frozen=True)
class Row:
    """One line of words in a card, or with ``pill`` the name of a side place in its frame. ``above``: space before."""

    text: str
    size: float = 13
    fill: str = INK_2
    bold: bool = False
    above: float = 0
    pill: bool = False

    @property
    def height(self) -> float:
        """With the space before it."""
        return self.above + (PILL if self.pill else self.size * 1.5)


@dataclass
class Sheet:
    """What is drawn so far."""

    parts: list[str] = field(default_factory=list)

    def rect(
        self, x: float, y: float, w: float, h: float, *, fill: str, stroke: str = "none", dash: bool = False
    ) -> None:
        """A box with round corners."""
        dashed = ' stroke-dasharray="4 3"' if dash else ""
        shape = f'x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="6"'
        self.parts.append(f'<rect {shape} fill="{fill}" stroke="{stroke}"{dashed}/>')

    def text(self, x: float, y: float, words: str, row: Row, anchor: str = "start") -> None:
        """Words on the base line ``y``."""
        weight = ' font-weight="600"' if row.bold else ""
        at = f'x="{x:g}" y="{y:g}" font-size="{row.size:g}" fill="{row.fill}" text-anchor="{anchor}"'
        self.parts.append(f"<text {at}{weight}>{escape(words)}</text>")

    def line(self, *points: tuple[float, float], arrow: bool = False, colour: str = LINE_3, dash: bool = False) -> None:
        """A line through points; ``arrow`` at its end, which must run straight down or to the right."""
        (x0, y0), (x, y) = points[-2:]
        way = " ".join(f"{a:g},{b:g}" for a, b in points)
        dashed = ' stroke-dasharray="4 3"' if dash else ""
        self.parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="1.5"{dashed}/>')
        if arrow:
            down = x0 == x and y > y0
            head = [(x, y), (x - 5, y - 8), (x + 5, y - 8)] if down else [(x, y), (x - 8, y - 5), (x - 8, y + 5)]
            self.parts.append(f'<polygon points="{" ".join(f"{a:g},{b:g}" for a, b in head)}" fill="{colour}"/>')


def svg(flow: Flow, name: str, *, narrow: bool = False) -> str:
    """The chart as one SVG document, 960 wide or 360. ``name`` makes its ids unique on a page."""
    sheet = Sheet()
    height = _narrow(sheet, flow) if narrow else _wide(sheet, flow)
    width = NARROW if narrow else WIDE
    line = "；".join(f"{p.sign} {p.label}" + (f"，{p.onward[0].label}" if p.onward else "") for p in flow.line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}"'
        f' font-family="{FONTS}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(flow.title)}</title><desc id="{name}-desc">主线：{escape(line)}。</desc>'
        f'<rect width="{width}" height="{height:g}" fill="{PAPER}"/>{"".join(sheet.parts)}</svg>'
    )


def _wide(sheet: Sheet, flow: Flow) -> float:
    left, mid, right = 1.0, (WIDE - SIDE) / 2, WIDE - SIDE - 1.0
    y = _words(sheet, left, 8, WIDE - 2, _head(flow, 20, WIDE - 2))
    for x, words in ((left, "本阶段的步骤"), (mid, "主线"), (right, "分支")):
        sheet.text(x + SIDE / 2, y + 22, words, Row("", fill=INK_3), "middle")
        sheet.line((x, y + 32), (x + SIDE, y + 32), colour=LINE_2)
    y += 48
    for place in flow.line:
        low = _beside(sheet, (left, mid, right), y, place)
        _stage(sheet, mid, y, SIDE, place)
        if not place.onward:
            return low + 8
        rows, centre = _onward(place, SIDE), WIDE / 2
        top = max(y + BOX + 30, low - _tall(rows))
        sheet.line((centre, y + BOX), (centre, top), colour=DAI_6)
        foot = _card(sheet, mid, top, SIDE, rows, fill=DAI_1, stroke=DAI_3)
        y = max(foot + 32, low + GAP)
        sheet.line((centre, foot), (centre, y), arrow=True, colour=DAI_6)
    return y + 8


def _beside(sheet: Sheet, columns: tuple[float, float, float], y: float, place: Place) -> float:
    """What stands left and right of a stage; optional steps where there is more room. Returns the lower foot."""
    left, mid, right = columns
    feet = {left: y, right: y}
    if place.within:
        feet[left] = _panel(sheet, left, y, SIDE, place.within) + GAP
        sheet.line((left + SIDE, y + BOX / 2), (mid, y + BOX / 2), colour=LINE_2)
    for move in place.away:
        at = feet[right]
        feet[right] = _way_out(sheet, right, at, SIDE, move) + GAP
        _branch(sheet, mid + SIDE, right, y, at, arrow=True)
    if place.at_need:
        x = left if feet[left] < feet[right] else right
        at = feet[x]
        feet[x] = _optional(sheet, x, at, SIDE, place) + GAP
        _branch(sheet, *((mid, left + SIDE) if x == left else (mid + SIDE, right)), y, at, arrow=False)
    return max(y + BOX, max(feet.values()) - GAP)


def _branch(sheet: Sheet, start: float, end: float, y: float, at: float, *, arrow: bool) -> None:
    """From the side of the stage box at ``y`` to a card whose top is at ``at``."""
    stem, here, there = (start + end) / 2, y + BOX / 2, at + BOX / 2
    points = [(start, here), (stem, here), (stem, there), (end, there)]
    sheet.line(*points, arrow=arrow, dash=not arrow)


def _narrow(sheet: Sheet, flow: Flow) -> float:
    left, rail, x = 1.0, 13.0, 30.0
    w = NARROW - 1 - x
    y = _words(sheet, left, 4, NARROW - 2, _head(flow, 18, NARROW - 2)) + GAP
    for place in flow.line:
        _stage(sheet, left, y, NARROW - 2, place)
        top, y = y + BOX, y + BOX + GAP
        if place.within:
            y = _panel(sheet, x, y, w, place.within, "本阶段的步骤") + GAP
        for move in place.away:
            sheet.line((rail, y + BOX / 2), (x, y + BOX / 2), arrow=True)
            y = _way_out(sheet, x, y, w, move) + GAP
        if place.at_need:
            y = _optional(sheet, x, y, w, place) + GAP
        if place.onward:
            foot = _card(sheet, x, y, w, _onward(place, w), fill=DAI_1, stroke=DAI_3)
            sheet.line((rail, y + 20), (x, y + 20), colour=DAI_6)
            sheet.line((rail, top), (rail, foot + 26), arrow=True, colour=DAI_6)
            y = foot + 26
    return y + 8


def _head(flow: Flow, size: float, room: float) -> list[Row]:
    title, opening = Row(flow.title, size, INK, bold=True), Row(f"{flow.opening}。", above=2)
    return [*_wrapped(title, room), *_wrapped(opening, room)]


def _stage(sheet: Sheet, x: float, y: float, w: float, place: Place) -> None:
    sheet.rect(x, y, w, BOX, fill=DAI_7)
    sheet.parts.append(f'<circle cx="{x + 26:g}" cy="{y + BOX / 2:g}" r="12" fill="{PAPER}"/>')
    sheet.text(x + 26, y + BOX / 2 + 5, place.sign, Row("", 14, DAI_7, bold=True), "middle")
    sheet.text(x + 48, y + BOX / 2 + 6, place.label, Row("", 17, PAPER, bold=True))


def _panel(sheet: Sheet, x: float, y: float, w: float, moves: Sequence[Move], title: str = "") -> float:
    rows = _rows(moves, w, [Row(title, fill=INK_3)] if title else [])
    return _card(sheet, x, y, w, rows, fill=GROUND, stroke=LINE_2)


def _way_out(sheet: Sheet, x: float, y: float, w: float, move: Move) -> float:
    return _card(sheet, x, y, w, _rows([move], w), fill=PAPER, stroke=LINE_3, least=BOX)


def _optional(sheet: Sheet, x: float, y: float, w: float, place: Place) -> float:
    rows = _rows(place.at_need, w, [Row("视情况办理", fill=INK_3)])
    return _card(sheet, x, y, w, rows, fill=PAPER, stroke=LINE_3, dash=True)


def _onward(place: Place, w: float) -> list[Row]:
    rows = _rows(place.onward[:1], w, leads=False)
    for move in place.onward[1:]:
        rows.append(Row("或者", fill=INK_3, above=8))
        rows += _rows([move], w, leads=False)
    return rows


def _rows(moves: Iterable[Move], w: float, rows: list[Row] | None = None, leads: bool = True) -> list[Row]:
    """Moves as lines of words, those of a side place after its name. ``leads``: say in words where each leads to."""
    rows = [] if rows is None else rows
    room = w - 2 * PAD
    for move in moves:
        to = f" → {move.to}" if leads and move.to and not move.opens else ""
        above = 10.0 if rows else 0.0
        rows += _wrapped(Row(move.label + to, 14, INK, bold=True, above=above), room)
        if not move.told_before:
            rows += _wrapped(Row(f"{move.who} · {move.article}"), room)
        for limit in move.limits:
            rows += _wrapped(Row(limit, fill=AMBER_7), room)
        if move.also:
            rows += _wrapped(Row(move.also, fill=INK_3), room)
        if move.opens:
            side = move.opens
            rows.append(Row(f"{side.sign} {side.label}", 14, INK, bold=True, above=8, pill=True))
            _rows((*side.within, *side.at_need, *side.away), w, rows)
    return rows


def _wrapped(row: Row, room: float) -> list[Row]:
    found = list(lettering.lines(row.text, row.size, room))
    return [
        Row(words, row.size, row.fill, row.bold, row.above if not number else 0) for number, words in enumerate(found)
    ]


def _tall(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows) + 2 * PAD - 4


def _card(
    sheet: Sheet, x: float, y: float, w: float, rows: Sequence[Row], *,
    fill: str, stroke: str, dash: bool = False, least: float = 0,
) -> float:  # fmt: skip
    """A box with lines of words. Returns its foot."""
    tall = max(_tall(rows), least)
    sheet.rect(x, y, w, tall, fill=fill, stroke=stroke, dash=dash)
    _words(sheet, x + PAD, y + PAD - 3, w - 2 * PAD, rows)
    return y + tall


def _words(sheet: Sheet, x: float, y: float, w: float, rows: Sequence[Row]) -> float:
    for row in rows:
        y += row.height
        if row.pill:
            sheet.rect(x, y - PILL, w, PILL, fill=PAPER, stroke=LINE_3)
            sheet.text(x + w / 2, y - PILL / 2 + 5, row.text, row, "middle")
        else:
            sheet.text(x, y - row.size * 0.4, row.text, row)
    return y
