"""The rows of a list as a table: a few columns at a glance, every column behind 全部内容; on phones rows are cards.

Written without a template: a list may have 50,000 rows. Every value is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from mingjing.law.cells import Cell, Column, shown
from mingjing.law.listing import ListKind

Row = tuple[int, Mapping[str, Any]]  # place in the list from 1, values
# What is seen at a glance besides the title; everything else is one click away.
FACES: dict[str, tuple[str, ...]] = {
    "subjects": ("kind", "region", "field", "confirmed_no", "address", "phone"),
    "officers": ("position", "unit", "certificate", "region", "valid_to", "state"),
    "powers": ("act", "term", "promised", "fee", "unit"),
    "inspection-items": ("subject", "ratio", "frequency", "method", "unit"),
    "av-items": ("act", "stage", "content", "way", "level", "keep"),
    "review-catalogue": ("standard", "unit", "reviewer", "days", "discussed", "filed"),
    "guides": ("act", "accepts", "term", "fee", "phone"),
    "benchmarks": ("party", "tier", "circumstances", "tier_low", "tier_high", "unit"),
    "entrustments": ("trustee_code", "powers", "valid_from", "valid_to"),
    "channels": ("kind", "body", "phone", "address", "term"),
    "lenient-list": ("kind", "conditions", "measures"),
}
MOST_FACE = 6
UNDER_TITLE = ("code", "basis")  # small print below the title
SHORT = 90


def face(kind: ListKind, rows: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    """The columns of the table after the title: those for a glance that hold anything in some row."""
    return tuple(c for c in _glance(kind) if any(row.get(c.name) not in (None, "", []) for row in rows))


def _glance(kind: ListKind) -> tuple[Column, ...]:
    if kind.code in FACES:
        return tuple(kind.by_name[name] for name in FACES[kind.code])
    brief = [c for c in kind.shown if c.cell not in {Cell.LONG, Cell.LINES} and c.name not in (kind.title, *kind.key)]
    return tuple(brief[:MOST_FACE])


def table(kind: ListKind, columns: tuple[Column, ...], rows: Iterable[Row], on: date) -> SafeString:
    """The whole table, ready for a page. Anchors are ``r1``, ``r2`` …"""
    heads = [kind.by_name[kind.title].heading, *(c.heading for c in columns)]
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    body = "".join(_row(kind, columns, n, values, on) for n, values in rows)
    return mark_safe(  # noqa: S308 -- every value above is escaped
        f'<table class="table cards listing"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def line(kind: ListKind, values: Mapping[str, Any]) -> str:
    """A row in a few words, for search results."""
    words = [f"{c.heading}：{shown(c, values.get(c.name))}" for c in _glance(kind) if shown(c, values.get(c.name))]
    return "　".join(words)[:300]


def text(kind: ListKind, values: Mapping[str, Any]) -> str:
    """Everything a row is found by."""
    return " ".join(shown(c, values.get(c.name)) for c in kind.shown)


def _row(kind: ListKind, columns: tuple[Column, ...], n: int, values: Mapping[str, Any], on: date) -> str:
    title = escape(shown(kind.by_name[kind.title], values.get(kind.title)))
    cells = "".join(_cell(kind, c, values, on) for c in columns)
    every = "".join(
        f"<dt>{escape(c.heading)}</dt><dd>{_lines(c, values)}</dd>" for c in kind.shown if shown(c, values.get(c.name))
    )
    return (
        f'<tr id="r{n}"><td data-full><span class="t">{title}</span>{_dates(values, on)}{_under(kind, values)}</td>'
        f'{cells}</tr><tr class="more"><td colspan="{len(columns) + 1}" data-full><details><summary>全部内容'
        f'<span class="sr">：{title}</span></summary><dl class="kv">{every}</dl></details></td></tr>'
    )


def _cell(kind: ListKind, column: Column, values: Mapping[str, Any], on: date) -> str:
    words = shown(column, values.get(column.name))
    mark = ' class="num"' if column.cell in {Cell.DATE, Cell.INTEGER, Cell.MONEY, Cell.CERTIFICATE} else ""
    if kind.code == "officers" and column.name == "state":
        state = certificate_state(values, on)
        said = f'<span class="light" data-level="{"green" if state == "有效" else "red"}">{escape(state)}</span>'
        return f'<td data-h="{escape(column.heading)}">{said}</td>'
    if not words:
        return '<td class="none"></td>'
    return f'<td data-h="{escape(column.heading)}"{mark}><span>{_lines(column, values)}</span></td>'


def certificate_state(values: Mapping[str, Any], on: date) -> str:
    """What the list says of a certificate, on a day: it may have run out since the list was published."""
    state = str(values.get("state") or "")
    return "已过期" if state == "有效" and str(values.get("valid_to") or "9") < on.isoformat() else state


def _dates(values: Mapping[str, Any], on: date) -> str:
    """A row outside its own dates says so."""
    if "state" in values:  # of a certificate, told in its own column
        return ""
    day, since, until = on.isoformat(), str(values.get("valid_from") or ""), str(values.get("valid_to") or "")
    if since > day:
        return f' <span class="tag amber">{since} 起</span>'
    return f' <span class="tag">已于 {until} 截止</span>' if until and until < day else ""


def _under(kind: ListKind, values: Mapping[str, Any]) -> str:
    names = [n for n in UNDER_TITLE if n in kind.by_name and n != kind.title and n not in FACES.get(kind.code, ())]
    parts = [shown(kind.by_name[n], values.get(n)) for n in names]
    words = " · ".join(p if len(p) <= SHORT else p[: SHORT - 1] + "…" for p in parts if p)
    return f'<span class="sub">{escape(words)}</span>' if words else ""


def _lines(column: Column, values: Mapping[str, Any]) -> str:
    words = escape(shown(column, values.get(column.name)))
    if column.cell is Cell.LINK:
        return f'<a href="{words}" rel="noopener nofollow">{words}</a>'
    return words.replace("\n", "<br>")
