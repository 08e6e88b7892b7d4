"""Template tags of the design: icons, lights, money, dates. Everything is escaped; nothing is inline-styled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
BEIJING = ZoneInfo("Asia/Shanghai")
STATES = {"yes": "check", "no": "circle-dot", "wait": "clock"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One symbol of the sprite, hidden from screen readers."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("mj/icons.svg"), name)


@register.simple_tag
def state_icon(state: str) -> SafeString:
    """The icon of a condition: yes, no or wait."""
    return icon(STATES[state])


@register.simple_tag
def light(level: str, text: str) -> SafeString:
    """Shape, colour and words: level red | yellow | green | ""."""
    return format_html('<span class="light" data-level="{}">{}</span>', level, text)


@register.filter
def yuan(fen: int | None) -> str:
    """分 → 1,234 or 1,234.56 (元)."""
    if fen is None:
        return ""
    return f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"


@register.filter
def cn_date(day: Any) -> str:
    """2026 年 11 月 23 日."""
    day = _day(day)
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else ""


@register.filter
def short_date(day: Any, today: Any = None) -> str:
    """11-23 in the year of ``today``, 2027-01-11 otherwise."""
    day, today = _day(day), _day(today)
    if day is None:
        return ""
    return f"{day:%m-%d}" if today and day.year == today.year else f"{day:%Y-%m-%d}"


@register.filter
def moment(at: datetime | None) -> str:
    """2026-11-23 09:30, Beijing time."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


@register.filter
def bytes_size(size: int | None) -> str:
    """1.2 MB."""
    value = float(size or 0)
    for unit in ("字节", "KB", "MB", "GB"):
        if value < 1024 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "字节" else f"{value:.1f} {unit}"
        value /= 1024
    return ""


@register.filter
def short_hash(text: str) -> str:
    """8f2c61d0 … b7e409aa."""
    return f"{text[:8]} … {text[-8:]}" if len(text) > 20 else text


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a mapping by a key in a variable."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def ticks(done: int, total: int = 5, label: str = "") -> SafeString:
    """Five small bars: done, current, to come."""
    cells = [("d" if n < done else "c" if n == done else "") for n in range(total)]
    bars = format_html_join("", '<i class="{}"></i>', ((c,) for c in cells))
    return format_html('<span class="ticks" role="img" aria-label="{}">{}</span>', label, bars)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).date()
    if isinstance(value, str) and value:
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None


@register.filter
def points(tenths: int) -> str:
    """Tenths of a point → 96.5."""
    whole, rest = divmod(int(tenths), 10)
    return f"{whole}.{rest}" if rest else str(whole)
