"""Bars and lines as SVG: attributes only, for pages under the strict policy, for paper and for files of their own.

A chart is told in words too (its title and, for screen readers, every value), so nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from mingjing.ui.flowchart import DAI_3, DAI_6, FONTS, INK, INK_3, LINE_2

WIDTH, ROW, LABEL, VALUE = 480, 30, 128, 84
HEIGHT, LEFT, FOOT, TOP = 200, 44, 26, 18
GROUND_2 = "#eaeef1"


class Point(NamedTuple):
    """One value: what it is called, how large it is, how it is written. ``quiet``: drawn paler (last year)."""

    label: str
    value: float
    shown: str
    quiet: bool = False


def _svg(height: float, title: str, points: Sequence[Point], parts: Sequence[str], width: float = WIDTH) -> str:
    told = escape("；".join(f"{p.label} {p.shown}" for p in points))
    head = f'<svg class="mj-chart" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}：{told}"'
    return f'{head} font-family="{FONTS}" font-size="13" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'


def _text(x: float, y: float, words: str, anchor: str = "start", fill: str = INK, weight: str = "400") -> str:
    at = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}"'
    return f"<text {at}>{escape(words)}</text>"


def bars(title: str, points: Sequence[Point]) -> str:
    """Horizontal bars, one row for each value, in the order given. No value: an empty string."""
    most = max((p.value for p in points), default=0)
    if most <= 0:
        return ""
    room, parts = WIDTH - LABEL - VALUE, []
    for n, p in enumerate(points):
        y = n * ROW
        long = max(2.0, room * p.value / most) if p.value > 0 else 0
        label = p.label if len(p.label) <= 9 else p.label[:8] + "…"
        parts.append(_text(0, y + 19, label, fill=INK_3 if p.quiet else INK))
        parts.append(f'<rect x="{LABEL}" y="{y + 10}" width="{room}" height="10" rx="3" fill="{GROUND_2}"/>')
        if long:
            fill = DAI_3 if p.quiet else DAI_6
            parts.append(f'<rect x="{LABEL}" y="{y + 10}" width="{long:.1f}" height="10" rx="3" fill="{fill}"/>')
        parts.append(_text(WIDTH, y + 19, p.shown, "end", weight="600"))
    return _svg(len(points) * ROW, title, points, parts)


def columns(title: str, points: Sequence[Point]) -> str:
    """Upright columns with their values above; meant for up to twelve."""
    most = max((p.value for p in points), default=0)
    if most <= 0 or not points:
        return ""
    step, floor = (WIDTH - 8) / len(points), HEIGHT - FOOT
    wide, parts = min(44.0, step * 0.62), [f'<path d="M0 {floor}H{WIDTH}" stroke="{LINE_2}"/>']
    for n, p in enumerate(points):
        x, tall = 4 + step * n + (step - wide) / 2, (floor - TOP - 4) * p.value / most
        middle = x + wide / 2
        if p.value > 0:
            shape = f'x="{x:.1f}" y="{floor - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="2"'
            parts.append(f'<rect {shape} fill="{DAI_3 if p.quiet else DAI_6}"/>')
            parts.append(_text(middle, floor - tall - 5, p.shown, "middle", weight="600"))
        parts.append(_text(middle, HEIGHT - 8, p.label, "middle", INK_3))
    return _svg(HEIGHT, title, points, parts)


def line(title: str, points: Sequence[Point]) -> str:
    """One line through the values, the last one marked and written; fewer than two values make none."""
    if len(points) < 2 or max(p.value for p in points) <= 0:
        return ""
    most, floor = max(p.value for p in points), HEIGHT - FOOT
    step = (WIDTH - LEFT - 40) / (len(points) - 1)
    at = [(LEFT + step * n, floor - (floor - TOP) * p.value / most) for n, p in enumerate(points)]
    parts = [f'<path d="M{LEFT} {floor}H{WIDTH}M{LEFT} {TOP}H{WIDTH}" stroke="{GROUND_2}"/>']
    parts.append(_text(LEFT - 8, TOP + 5, max(points, key=lambda p: p.value).shown, "end", INK_3))
    parts.append(_text(LEFT - 8, floor + 4, "0", "end", INK_3))
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
    parts.append(f'<path d="{path}" fill="none" stroke="{DAI_6}" stroke-width="2" stroke-linejoin="round"/>')
    parts.append(f'<circle cx="{at[-1][0]:.1f}" cy="{at[-1][1]:.1f}" r="3.5" fill="{DAI_6}"/>')
    every = max(1, len(points) // 7)
    for n, p in enumerate(points):
        if n % every == 0 or n == len(points) - 1:
            parts.append(_text(at[n][0], HEIGHT - 8, p.label, "middle", INK_3))
    return _svg(HEIGHT, title, points, parts)
