"""Forms of the office: a field with its value and error, and what a person typed turned into values.

One list of fields serves a page; whatever cannot be understood is said at the field, and stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from mingjing.procedure.refusals import FormIncomplete

BEIJING = ZoneInfo("Asia/Shanghai")
MOST_YUAN = Decimal(10) ** 12
LONGEST = 20_000


MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a row."""

    name: str
    label: str
    value: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()
    width: int = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as a template shows it. ``value`` is what was typed, or what is kept, ready to be shown."""

    name: str
    label: str
    type: str = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    value: Any = ""
    error: str = ""
    rows: int = 4
    columns: tuple[tuple[str, str], ...] = ()
    when: str = ""  # shown only where another field of the page holds (name=value)
    cells: tuple[tuple[Cell, ...], ...] = ()  # rows as boxes, one empty row last
    blank: tuple[Cell, ...] = ()


def under(prefix: str, condition: str) -> str:
    """A condition on fields whose names carry a prefix on this page."""
    return " & ".join(prefix + part.strip() for part in condition.split("&")) if condition else ""


def read(fields: Iterable[Asked], posted: QueryDict) -> tuple[dict[str, Any], dict[str, str]]:
    """(values by name, errors by name) of what was typed. Money becomes 分, dates ``date``, 是 True."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        if field.type in {"file", "signature"}:
            continue
        if field.type in {"choices", "people"}:
            values[field.name] = posted.getlist(field.name)
            continue
        if field.type == "rows" and (typed := _typed_cells(field, posted)):
            values[field.name] = typed
            continue
        text = (posted.get(field.name) or "").replace("\0", "").replace("\r\n", "\n").strip()
        if len(text) > LONGEST:
            errors[field.name] = f"{field.label}太长（{len(text)} 字），不超过 {LONGEST} 字"
            continue
        try:
            values[field.name] = _value(field, text)
        except ValueError as error:
            errors[field.name] = str(error)
    return values, errors


def unfilled(fields: Iterable[Asked], values: dict[str, Any]) -> dict[str, str]:
    """What must be filled in whatever else is chosen, and is not: all of it at once, field → message."""
    typed = [f for f in fields if f.required and not f.when and f.type not in {"yes", "file", "signature"}]
    chosen = {"choice", "choices", "person", "people", "document"}
    empty = [f for f in typed if f.name in values and values[f.name] in (None, "", [])]
    return {f.name: f"{'选择' if f.type in chosen else '填写'}{f.label}" for f in empty}


def _value(field: Asked, text: str) -> Any:
    if field.type == "yes":
        return text == "yes"
    if field.type == "rows":
        return lines(text, field.columns, field.label)
    if not text:
        return None if field.type in {"date", "datetime", "money", "number"} else ""
    if field.type == "date":
        return _date(field, text)
    if field.type == "datetime":
        try:
            return datetime.fromisoformat(text).replace(tzinfo=BEIJING)
        except ValueError:
            raise ValueError(f"{field.label}写作 2026-11-23 09:30") from None
    if field.type == "money":
        return fen(text, field.label)
    if field.type == "number":
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            raise ValueError(f"{field.label}填写整数")
        return int(text)
    return text


def lines(text: str, columns: Sequence[tuple[str, str]], label: str) -> list[dict[str, str]]:
    """Rows as people type them: one line each, its columns separated by a comma or a tab. Raises ValueError.

    Of two columns the second is words, in which commas may stand; there a colon separates too.
    """
    rows = []
    two = len(columns) == 2
    for number, line in enumerate((ln for ln in text.split("\n") if ln.strip()), 1):
        parts = re.split(r"[，,：:\t]", line.strip(), maxsplit=1) if two else re.split(r"[，,\t]", line.strip())
        cells = [cell.strip() for cell in parts]
        if len(cells) > len(columns):
            named = "，".join(name for _, name in columns)
            raise ValueError(f"{label}第 {number} 行有 {len(cells)} 栏，应为：{named}")
        rows.append({name: cell for (name, _), cell in zip(columns, cells, strict=False) if cell})
    return rows


def _typed_cells(field: Asked, posted: QueryDict) -> list[dict[str, str]]:
    """Rows typed box by box (``name.N.column``); what is wholly empty is no row."""
    place = re.compile(re.escape(field.name) + r"\.([0-9]{1,4})\.[a-z_]+")
    numbers = sorted({int(found.group(1)) for name in posted if (found := place.fullmatch(name))})[:MOST_LINES]
    rows = []
    for n in numbers:
        texts = {name: (posted.get(f"{field.name}.{n}.{name}") or "").replace("\0", "") for name, _ in field.columns}
        rows.append({name: text for name, typed in texts.items() if (text := " ".join(typed.split()))})
    return [row for row in rows if row]


def in_boxes(field: Asked, rows: Sequence[dict[str, Any]]) -> Asked:
    """The field with a box for every cell; ``choices`` of a field of rows are those of its last column."""
    last = field.columns[-1][0]

    def line(number: int | str, row: dict[str, Any]) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                f"{field.name}.{number}.{name}", label, str(row.get(name, "")),
                *(("choice", field.choices, 1) if name == last and field.choices else ("text", ())),
            )
            for name, label in field.columns
        )  # fmt: skip

    return replace(field, cells=tuple(line(n, r) for n, r in enumerate([*rows, {}])), blank=line("#", {}))


def typed_rows(rows: Iterable[dict[str, Any]], columns: Sequence[tuple[str, str]]) -> str:
    """Rows back as the lines a person would type."""
    return "\n".join("，".join(str(row.get(name, "")) for name, _ in columns).rstrip("，") for row in rows)


def _date(field: Asked, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{field.label}写作 2026-11-23") from None


def fen(text: str, label: str) -> int:
    """元 as typed → 分. Raises ValueError in Chinese."""
    try:
        yuan = Decimal(text.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        raise ValueError(f"{label}填写数字，单位元，例：20000 或者 20000.50") from None
    if not yuan.is_finite() or not -MOST_YUAN < yuan < MOST_YUAN:
        raise ValueError(f"{label}超出范围")
    if yuan != yuan.quantize(Decimal("0.01")):
        raise ValueError(f"{label}最多两位小数（分）")
    return int(yuan * 100)


def shown(fields: Sequence[Asked], posted: QueryDict, errors: dict[str, str]) -> list[Asked]:
    """The fields again, as they were typed, each with its error."""
    back = []
    for field in fields:
        if field.cells:
            typed = in_boxes(field, _typed_cells(field, posted) or lines(posted.get(field.name, ""), field.columns, ""))
            back.append(replace(typed, error=errors.get(field.name, "")))
            continue
        many = field.type in {"choices", "people"}
        value = posted.getlist(field.name) if many else posted.get(field.name, "")
        back.append(replace(field, value=value, error=errors.get(field.name, "")))
    return back


@dataclass(frozen=True, slots=True)
class Entered:
    """A form after it was asked for or sent: its fields to be shown, errors by name, the status of the page.

    ``done`` when the act was taken; ``made`` is what the act gave back.
    """

    fields: list[Asked]
    errors: dict[str, str]
    status: int = 200
    done: bool = False
    made: Any = None


def entered(
    request: HttpRequest,
    fields: Sequence[Asked],
    act: Callable[[dict[str, Any]], Any],
    wrong: dict[str, str] | None = None,
) -> Entered:
    """GET: the fields. POST: ``act`` with the values; what it refuses is shown at the fields, as they were typed.

    ``wrong``: what is wrong with files of the same form, already known.
    """
    if request.method != "POST":
        return Entered(list(fields), {})
    values, errors = read(fields, request.POST)
    errors |= wrong or {}
    if not errors:
        try:
            return Entered(list(fields), {}, done=True, made=act(values))
        except FormIncomplete as refusal:
            errors = refusal.errors
    return Entered(shown(fields, request.POST, errors), errors, 422)


def entry(posted: Mapping[str, str]) -> int | None:
    """The entry the page was made from, as its form says it; None when it says nothing sensible."""
    expected = posted.get("expected", "")
    return int(expected) if expected.isascii() and expected.isdigit() and len(expected) < 16 else None


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line of the error summary, linked to its field."""

    name: str
    error: str


def summary(errors: dict[str, str]) -> list[Wrong]:
    """Errors for ``ui/errors.html``."""
    return [Wrong(name, error) for name, error in errors.items()]
