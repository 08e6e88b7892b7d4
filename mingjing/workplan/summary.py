"""Organs × items, and the state of one kind in figures: what the table, its XLSX and the printed report show."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from mingjing.law.filing_forms import Box
from mingjing.law.reckoned import yuan
from mingjing.law.workplan import Kind, Standing
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor
from mingjing.workplan import queries
from mingjing.workplan.actions import form_of
from mingjing.workplan.models import Duty, Item

MOST_ITEMS = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """One organ's duty in the table: level of its light, words, and the id to open it by."""

    level: str
    words: str
    duty: str


@dataclass(frozen=True, slots=True)
class Row:
    """One organ: a cell for each item (None: not asked of it), and how many are late or done late."""

    organ: Organ
    cells: tuple[Cell | None, ...]
    done: int
    late: int
    all: int


@dataclass(frozen=True, slots=True)
class Table:
    """Items across, organs down. ``more``: items beyond those shown."""

    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    more: int = 0


def cell(row: Duty, on: date) -> Cell:
    """How one duty stands, in a word with its colour."""
    late = queries.was_late(row, on)
    if row.standing == Standing.DONE:
        return Cell("yellow" if late else "green", "迟报，已收" if late else "已办结", row.pk)
    if row.standing == Standing.SENT:
        return Cell("yellow" if late else "green", "迟报，待收" if late else "已报待收", row.pk)
    if late:
        return Cell("red", f"超期 {(on - queries.last_day(row)).days} 日", row.pk)
    words = {Standing.RETURNED: "退回补正", Standing.DRAFTED: "待签批"}.get(Standing(row.standing), "未报")
    return Cell("yellow" if row.standing == Standing.RETURNED else "", words, row.pk)


def table(actor: Actor, kind: str, year: int | None, on: date) -> Table:
    """The latest items of a kind (and of a year of issue) by organ. Three queries, whatever there is."""
    found = queries.items_for(actor, kind)
    found = found.filter(issued_on__year=year) if year else found
    items = list(found[: MOST_ITEMS + 1])
    shown = items[:MOST_ITEMS]
    duties = queries.duties_for(actor).filter(item__in=shown).exclude(standing=Standing.CANCELLED)
    by_organ: dict[str, dict[str, Duty]] = {}
    organs: dict[str, Organ] = {}
    for duty in duties.order_by("organ__region_id", "organ__name"):
        organs[duty.organ_id] = duty.organ
        by_organ.setdefault(duty.organ_id, {})[duty.item_id] = duty
    rows = [_row(organs[pk], shown, mine, on) for pk, mine in by_organ.items()]
    return Table(tuple(shown), tuple(rows), max(0, found.count() - MOST_ITEMS) if len(items) > MOST_ITEMS else 0)


def _row(organ: Organ, items: Sequence[Item], mine: dict[str, Duty], on: date) -> Row:
    cells = tuple(cell(mine[i.pk], on) if i.pk in mine else None for i in items)
    done = sum(d.standing == Standing.DONE for d in mine.values())
    late = sum(queries.was_late(d, on) for d in mine.values())
    return Row(organ, cells, done, late, len(mine))


def said(box: Box, value: Any) -> str:
    """What an organ put into a box, in words; "" for nothing."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if box.type == "money" and isinstance(value, int):
        return f"{yuan(value)} 元"
    return "" if value is None else str(value)


def sums(item: Item, duties: Sequence[Duty]) -> list[tuple[str, str, int]]:
    """(box, sum in words, organs that gave one) for each box of money of an item: of what was signed and sent."""
    sent = [d for d in duties if d.standing in {Standing.SENT, Standing.DONE}]
    found = []
    for box in form_of(item).boxes:
        if box.type == "money":
            given = [v for d in sent if isinstance(v := d.answers.get(box.name), int)]
            found.append((box.label, f"{yuan(sum(given))} 元", len(given)))
    return found


def workbook(found: Table, title: str, on: date) -> bytes:
    """The table as XLSX: one sheet, texts as typed strings."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EEF4", "valign": "top"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("汇总")
    sheet.write_string(0, 0, f"{title}（截至 {on.isoformat()}）")
    names = [
        "机关",
        "区域",
        *(f"{i.number} {i.title}（{i.due_on} 截止）" for i in found.items),
        "办结",
        "迟报或者超期",
        "应办",
    ]
    for n, name in enumerate(names):
        sheet.write_string(1, n, name, head)
    for r, row in enumerate(found.rows, 2):
        texts = [row.organ.name, row.organ.region.name, *(c.words if c else "—" for c in row.cells)]
        for n, text in enumerate(texts):
            sheet.write_string(r, n, text, body)
        for n, number in enumerate((row.done, row.late, row.all), len(texts)):
            sheet.write_number(r, n, number, body)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(names) - 1, 16)
    sheet.freeze_panes(2, 1)
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class State:
    """One item in the report: counts, organs that are late now, organs that were late."""

    item: Item
    counts: queries.Counts
    late: tuple[str, ...]
    were_late: tuple[str, ...]

    @property
    def share(self) -> int:
        """Per cent done."""
        return self.counts.share


def states(actor: Actor, kind: Kind | None, year: int | None, on: date) -> list[State]:
    """Each item with its state, for the printed report. Three queries."""
    found = queries.items_for(actor, kind or "")
    items = list((found.filter(issued_on__year=year) if year else found)[:200])
    counts = queries.counts(actor, items, on)
    late: dict[str, list[str]] = {}
    were: dict[str, list[str]] = {}
    duties = queries.duties_for(actor).filter(item__in=items).exclude(standing=Standing.CANCELLED)
    for duty in duties.order_by("organ__region_id", "organ__name"):
        if queries.was_late(duty, on):
            (were if duty.sent_on else late).setdefault(duty.item_id, []).append(duty.organ.short_name)
    return [
        State(i, counts.get(i.pk, queries.Counts()), tuple(late.get(i.pk, ())), tuple(were.get(i.pk, ())))
        for i in items
    ]
