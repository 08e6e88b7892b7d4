"""Fields of a prescribed document on the screen: typed text to values, values to what stands in the boxes.

Money is typed in 元 and kept in 分; a table is typed row by row, its boxes named ``field.row.column``. What cannot be
understood is said at the field and stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from mingjing.desk.asking import fen
from mingjing.documents import wording
from mingjing.documents.content import EMPTY
from mingjing.documents.forms import Field, Form, Type, holds

# How ``ui/field.html`` calls each type; everything else is a line of text.
BOXES = {
    Type.LONG: "long",
    Type.DATE: "date",
    Type.DATETIME: "datetime",
    Type.MONEY: "money",
    Type.NUMBER: "number",
    Type.CHOICE: "choice",
    Type.MULTICHOICE: "choices",
}
WIDE = (Type.LONG, Type.ROWS, Type.MULTICHOICE, Type.CITATION)
MOST_ROWS = 200
UNIT = "单位：元，如 20000 或者 20000.50。"


@dataclass(frozen=True, slots=True)
class Box:
    """One field as the template shows it; ``cells`` by row for a table, the last row empty, ``blank`` to copy from.

    ``auto``: the value came from the case. ``known``: what the case says where the box says something else.
    """

    name: str
    label: str
    type: str
    required: bool
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    value: Any = ""
    error: str = ""
    rows: int = 4
    when: str = ""
    idle: bool = False
    auto: bool = False
    known: str = ""
    wide: bool = False
    width: int = 1
    cells: tuple[tuple[Box, ...], ...] = field(default=())
    blank: tuple[Box, ...] = field(default=())


def typed(form: Form, posted: QueryDict) -> dict[str, Any]:
    """What stands in the boxes of a page that was sent: by field; rows as mappings, wholly empty ones left out."""
    return {f.name: _rows(f, posted) if f.type is Type.ROWS else _one(f, posted, f.name) for f in form.fields}


def values_of(form: Form, boxes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(values, errors by field) of what was typed. Fields that do not apply are given as empty, so that they go."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for f in form.fields:
        kept = {n: v for n, v in values.items() if v not in EMPTY}
        try:
            values[f.name] = _value(f, boxes.get(f.name, "")) if holds(f.when, kept) else ""
        except ValueError as wrong:
            errors[f.name] = str(wrong)
    return values, errors


def shown(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they stand in the boxes."""
    return {f.name: _shown(f, values.get(f.name)) for f in form.fields}


def boxes(
    form: Form,
    standing: Mapping[str, Any],
    known: Mapping[str, Any],
    errors: Mapping[str, str],
) -> list[Box]:
    """All fields in order. ``standing``: what stands in the boxes; ``known``: values the case gives."""
    values, _ = values_of(form, standing)
    values = {name: value for name, value in values.items() if value not in EMPTY}
    from_case = shown(form, known)
    return [_box(f, standing, from_case, known, values, errors) for f in form.fields]


def _box(
    f: Field,
    standing: Mapping[str, Any],
    from_case: Mapping[str, Any],
    known: Mapping[str, Any],
    values: Mapping[str, Any],
    errors: Mapping[str, str],
) -> Box:
    idle = not holds(f.when, values)
    value, case_says = standing.get(f.name, ""), from_case.get(f.name, "")
    if idle and value in EMPTY:
        value = case_says  # appears filled when it comes to apply
    same = case_says not in EMPTY and value == case_says
    return Box(
        name=f.name,
        label=f.label,
        type="rows" if f.type is Type.ROWS else BOXES.get(f.type, "text"),
        required=f.required,
        help=" ".join(filter(None, (f.help, UNIT if f.type is Type.MONEY else ""))),
        choices=f.choices,
        value=value,
        error=errors.get(f.name, ""),
        rows=_height(value) if f.type is Type.LONG else 4,
        when=f.when,
        idle=idle,
        auto=same and not idle,
        known="" if same or case_says in EMPTY or f.type is Type.ROWS else _words(f, known[f.name]),
        wide=f.type in WIDE or (f.type not in BOXES and _breadth(value) > 34),
        cells=tuple(_cells(f, n, row) for n, row in enumerate([*(value or ()), {}])) if f.type is Type.ROWS else (),
        blank=_cells(f, "#", {}) if f.type is Type.ROWS else (),
    )


def _cells(f: Field, number: int | str, row: Mapping[str, Any]) -> tuple[Box, ...]:
    return tuple(
        Box(
            name=f"{f.name}.{number}.{c.name}",
            label=c.label,
            type=BOXES.get(c.type, "text"),
            required=c.required,
            help=c.help,
            choices=c.choices,
            value=row.get(c.name, ""),
            rows=2,
            width=c.width,
        )
        for c in f.columns
    )


def _breadth(text: Any) -> int:
    """How broad a line is: a Chinese character counts two."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in str(text))


def _height(text: Any) -> int:
    """Rows of a text box: about forty characters to a line, between 3 and 12."""
    lines = sum(1 + len(line) // 40 for line in str(text or "").split("\n"))
    return max(3, min(12, lines + 1))


def _one(f: Field, posted: QueryDict, name: str) -> Any:
    if f.type is Type.MULTICHOICE:
        allowed = dict(f.choices)
        return [v for v in posted.getlist(name) if v in allowed]
    text = posted.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()
    return text if f.type is Type.LONG else " ".join(text.split("\n"))


def _rows(f: Field, posted: QueryDict) -> list[dict[str, Any]]:
    place = re.compile(re.escape(f.name) + r"\.([0-9]{1,4})\.[a-z_]+")
    numbers = sorted({int(found.group(1)) for name in posted if (found := place.fullmatch(name))})[:MOST_ROWS]
    rows = ({c.name: _one(c, posted, f"{f.name}.{n}.{c.name}") for c in f.columns} for n in numbers)
    return [row for row in rows if any(value not in EMPTY for value in row.values())]


def _value(f: Field, text: Any) -> Any:
    """The value of one box. Raises ValueError in Chinese."""
    if text in EMPTY:
        return ""
    match f.type:
        case Type.MONEY:
            return fen(text, f.label)
        case Type.NUMBER:
            if not text.isascii() or not text.isdigit() or len(text) > 9:
                raise ValueError(f"“{f.label}”填写整数，如 3。")
            return int(text)
        case Type.ROWS:
            return [
                {c.name: value for c in f.columns if (value := _value(c, row.get(c.name, ""))) != ""} for row in text
            ]
        case _:
            return text


def _shown(f: Field, value: Any) -> Any:
    if value in EMPTY:
        return [] if f.type in (Type.ROWS, Type.MULTICHOICE) else ""
    match f.type:
        case Type.MONEY:
            return f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"
        case Type.ROWS:
            return [{c.name: _shown(c, row.get(c.name)) for c in f.columns} for row in value]
        case Type.MULTICHOICE:
            return list(value)
        case Type.PEOPLE | Type.CITATION:
            return value if isinstance(value, str) else "、".join(value)
        case Type.DATETIME:
            return str(value)[:16]
        case _:
            return str(value).replace("\r\n", "\n").strip()


def _words(f: Field, value: Any) -> str:
    """A value in words, cut short: what the case says beside the box."""
    try:
        text = wording.written(f, value)
    except (KeyError, ValueError):
        text = str(value)
    return text if len(text) <= 60 else text[:60] + "……"
