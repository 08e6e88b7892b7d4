"""Small drawings made on the server as SVG: they print, are read aloud, and need no script. No inline style."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingjing.law.schematic import Tile

SHADES = 4


def sparkline(points: Sequence[float]) -> SafeString:
    """A line of shares (0 to 1), oldest first; the span drawn is at least two percentage points."""
    low, high = min(points), max(points)
    middle, span = (low + high) / 2, max(high - low, 0.02)
    step = 78 / (len(points) - 1)
    placed = [(round(2 + n * step, 1), round(12 - (p - middle) / span * 16, 1)) for n, p in enumerate(points)]
    line = " ".join(f"{x},{y}" for x, y in placed)
    return format_html(
        '<svg class="sp" viewBox="0 0 84 24" aria-hidden="true"><polyline points="{}" fill="none" stroke="#1d5f92" '
        'stroke-width="1.8"/><circle cx="{}" cy="{}" r="2.6" fill="#1d5f92"/></svg>',
        line, *placed[-1],
    )  # fmt: skip


def bars(rows: Sequence[tuple[str, str, float]]) -> SafeString:
    """Upright bars: (label, value in words, height of any unit); the last one is the present and darker."""
    most = max((h for *_, h in rows), default=0.0) or 1.0
    parts = []
    for n, (label, words, height) in enumerate(rows):
        high = round(100 * height / most) if height else 0
        x, y = 40 + n * 76, 124 - high
        fill = "#1d5f92" if n == len(rows) - 1 else "#a9c8de"
        parts.append((x, y, high, fill, x + 19, y - 4, words, x + 19, label))
    inner = format_html_join(
        "",
        '<rect x="{}" y="{}" width="38" height="{}" rx="2" fill="{}"/><text x="{}" y="{}" font-size="12" '
        'font-weight="600" fill="#17212b" text-anchor="middle">{}</text><text x="{}" y="143" font-size="12" '
        'fill="#5f6c79" text-anchor="middle">{}</text>',
        parts,
    )
    said = "，".join(f"{label} 年 {words}" for label, words, _ in rows)
    return format_html(
        '<svg class="map" viewBox="0 0 420 150" role="img" aria-label="每万件决定被撤销：{}">'
        '<path d="M30 24H412M30 74H412M30 124H412" stroke="#e1e5e9"/>{}</svg>',
        said, inner,
    )  # fmt: skip


def tile_map(shown: Sequence[tuple[Tile, int]]) -> SafeString:
    """方块示意图: the parts of a region with their counts, the more the darker. Numbers say what colours hint at."""
    most = max((n for _, n in shown), default=0)
    parts = []
    for tile, n in shown:
        shade = 0 if not n else 1 + (n - 1) * (SHADES - 1) // max(1, most - 1) if most > 1 else 1
        x, y = tile.x + tile.width / 2, tile.y + tile.height / 2
        low = tile.height < 40
        words = f"{tile.label} {n}" if low else tile.label
        number = "" if low else str(n)
        parts.append(
            (shade, tile.x, tile.y, tile.width, tile.height, x, y + (4 if low else -4), words, x, y + 16, number)
        )
    inner = format_html_join(
        "",
        '<g class="shade{}"><rect x="{}" y="{}" width="{}" height="{}" rx="5"/><text x="{}" y="{}" font-size="12.5" '
        'text-anchor="middle">{}</text><text x="{}" y="{}" font-size="15" font-weight="600" text-anchor="middle">{}'
        "</text></g>",
        parts,
    )
    high = max((t.y + t.height for t, _ in shown), default=0) + 4
    said = "，".join(f"{t.label} {n}" for t, n in shown)
    return format_html(
        '<svg class="map" viewBox="0 0 300 {}" role="img" aria-label="各地预警数：{}">{}</svg>', high, said, inner
    )
