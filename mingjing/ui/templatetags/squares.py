"""Bars, a map of squares and a trend as SVG: attributes only, so that a strict content security policy lets them be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# Where a square lies (no borders are meant) and how large it is: code → name, x, y, width, height.
SQUARES = {
    "411282": ("灵宝", 0, 30, 78, 52),
    "411271": ("开发区", 82, 0, 50, 26),
    "411203": ("陕州", 82, 30, 50, 52),
    "411202": ("湖滨", 136, 0, 50, 52),
    "411221": ("渑池", 190, 18, 86, 52),
    "411281": ("义马", 218, 74, 58, 30),
    "411224": ("卢氏", 26, 86, 106, 60),
    "411200": ("市本级", 190, 108, 86, 38),
}
SHADES = ("#eef1f4", "#fbe9dc", "#f8d7bd", "#f4bf98", "#eca77a")


@register.simple_tag
def bar(part: int, dark: bool = False) -> SafeString:
    """A bar of 0–100 parts; what it says stands beside it in figures."""
    ground, full = ("#26415a", "#7fb6e0") if dark else ("#eaeef1", "#1d5f92")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="100" height="8" rx="2" fill="{}"/><rect width="{}" height="8" rx="2" fill="{}"/></svg>',
        ground,
        max(0, min(100, int(part))),
        full,
    )


@register.simple_tag
def region_map(counts: Mapping[str, int], href: str = "") -> SafeString:
    """Seven counties and the city's own organs as squares, shaded by their number; each leads to its cases."""
    most = max(counts.values(), default=0)
    squares = [_square(code, counts.get(code, 0), most, href) for code in SQUARES]
    return format_html(
        '<svg class="regionmap" viewBox="-1 -1 278 149" font-size="11" text-anchor="middle" fill="#17212b" role="group"'
        ' aria-label="各县（市、区）示意图">{}</svg>',
        mark_safe("".join(squares)),  # each part was made by format_html
    )


def _square(code: str, n: int, most: int, href: str) -> SafeString:
    name, x, y, width, height = SQUARES[code]
    shade = SHADES[0] if not n else SHADES[min(4, 1 + 4 * n // (most + 1))]
    inner = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}"/><text x="{}" y="{}">{}</text>'
        '<text x="{}" y="{}" font-weight="600">{}</text>',
        x, y, width, height, shade, x + width / 2, y + height / 2 - 3, name, x + width / 2, y + height / 2 + 10, n,
    )  # fmt: skip
    if not (href and n):
        return inner
    return format_html('<a href="{}{}" aria-label="{} {} 件">{}</a>', href, code, name, n, inner)


@register.simple_tag
def trend(bars: Sequence[Any], dark: bool = False, small: bool = False) -> SafeString:
    """Months as pairs of columns, this year before last year's; read aloud as one sentence."""
    most = max((max(b.n, b.before) for b in bars), default=0) or 1
    shown = bars[-24:]
    words = "，".join(f"{b.label} {b.n} 件（上年 {b.before} 件）" for b in shown)
    now, before, ink = ("#7fb6e0", "#41617c", "#e6eef5") if dark else ("#1d5f92", "#a9c8de", "#44515e")
    whole = 320 if small else 600
    width = whole / max(len(shown), 1)
    columns = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/><rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text x="{}" y="150" text-anchor="middle">{}</text><text x="{}" y="{}" text-anchor="middle">{}</text>',
        (_columns(b, i, width, most, now, before) for i, b in enumerate(shown)),
    )
    return format_html(
        '<svg class="trend{}" viewBox="0 0 {} 156" font-size="12" fill="{}" role="img"'
        ' aria-label="按月件数：{}">{}</svg>',
        " small" if small else "", whole, ink, words, columns,
    )  # fmt: skip


def _columns(bar: Any, i: int, width: float, most: int, now: str, before: str) -> tuple[Any, ...]:
    tall, old = 110 * bar.n / most, 110 * bar.before / most
    left, thick = i * width + width * 0.15, width * 0.34
    middle = f"{i * width + width / 2:.1f}"
    return (
        f"{left:.1f}", f"{132 - old:.1f}", f"{thick:.1f}", f"{old:.1f}", before,
        f"{left + thick:.1f}", f"{132 - tall:.1f}", f"{thick:.1f}", f"{tall:.1f}", now,
        middle, _short(bar.label, width), f"{left + thick * 1.5:.1f}", f"{126 - tall:.1f}", bar.n or "",
    )  # fmt: skip


def _short(label: str, width: float) -> str:
    return label.removesuffix(" 月") if width < 40 else label.replace(" 月", "月")
