"""The content of a document: is it complete and well formed, how much filled itself, what changed between versions.

``values`` is a mapping of field name to str, int (money in 分), or list; dates are ISO. The text itself is written by
``blocks`` and compared by ``comparing`` (both re-exported here).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from mingjing.documents.blocks import Block, Piece, blocks
from mingjing.documents.comparing import compare
from mingjing.documents.forms import Field, Form, Type, Values, holds
from mingjing.law import identifiers

__all__ = ["Block", "FieldError", "FillReport", "Piece", "blocks", "compare", "fill_report", "prefill", "validate"]

LONGEST = 20_000
LONGEST_LINE = 300
EMPTY: tuple[Any, ...] = (None, "", [], ())
# A credit code or a number may itself hold “XX”: only one that stands alone is a blank left over.
LEFTOVER = re.compile(
    r"[＿_]{2,}|(?<![0-9A-Za-z])[×xX]{2,}[年月日号元]|(?:某某|(?<![0-9A-Za-z])XX+(?![0-9A-Za-z])|××+)(?:公司|局|某)?"
)
CHECKS = {"uscc": identifiers.check_uscc, "id_number": identifiers.check_id_number}


@dataclass(frozen=True)
class FieldError:
    """One thing to put right: which field, its label, and what to do. ``missing``: only not written yet, not wrong."""

    field: str
    label: str
    message: str
    missing: bool = False


class Problem(NamedTuple):
    """What is the matter with one value."""

    message: str
    missing: bool = False


class FillReport(NamedTuple):
    """How many fields filled themselves, and which required ones remain."""

    filled: int
    missing: list[Field]

    @property
    def text(self) -> str:
        """What the screen says: ``自动填写 23 项，余 1 项``."""
        return f"自动填写 {self.filled} 项，余 {len(self.missing)} 项"


def validate(form: Form, values: Values) -> list[FieldError]:
    """Every error of these values, in the order of the form; empty when the document can be written."""
    known = {field.name for field in form.fields}
    errors = [
        FieldError(name, name, f"“{form.title}”没有“{name}”这个栏目，请删去。") for name in values if name not in known
    ]
    for field in form.fields:
        errors += [FieldError(field.name, field.label, p.message, p.missing) for p in _problems(field, values)]
    return errors


def fill_report(form: Form, values: Values) -> FillReport:
    """What filled itself from the case (fields with a source and a value), and the required fields still empty."""
    due = [field for field in form.fields if holds(field.when, values)]
    filled = sum(1 for field in due if field.source and values.get(field.name) not in EMPTY)
    return FillReport(filled, [f for f in due if f.required and _blank(values.get(f.name))])


def prefill(form: Form, facts: Mapping[str, Any], given: Values | None = None) -> dict[str, Any]:
    """Values of this form from what is known of the case, keyed by ``source``; what was ``given`` by name goes first.

    Fields are taken in order, so that a field which does not apply to the values before it is left out: the result
    never holds anything the form would refuse as not applying.
    """
    values: dict[str, Any] = {}
    for field in form.fields:
        value = (given or {}).get(field.name, facts.get(field.source))
        if value not in EMPTY and holds(field.when, values):
            values[field.name] = value
    return values


def _blank(value: Any) -> bool:
    return value in EMPTY or (isinstance(value, str) and not value.strip())


def _problems(field: Field, values: Values) -> Iterator[Problem]:
    value = values.get(field.name)
    if not holds(field.when, values):
        if not _blank(value):
            yield Problem(f"本案情形不填“{field.label}”，请清空。")
    elif _blank(value):
        if field.required:
            help = f"（{field.help}）" if field.help else ""
            yield Problem(f"“{field.label}”未填写，请{_verb(field)}。{help}", missing=True)
    elif field.type is Type.ROWS:
        yield from _row_problems(field, value)
    else:
        yield from (Problem(message) for message in _value_problems(field, value))


def _verb(field: Field) -> str:
    match field.type:
        case Type.CHOICE | Type.MULTICHOICE:
            return "选择"
        case Type.ROWS:
            return "至少添加一行"
        case _:
            return "补充"


def _value_problems(field: Field, value: Any) -> Iterator[str]:
    label = field.label
    match field.type:
        case Type.MONEY | Type.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
                unit = "金额（以分为单位的整数）" if field.type is Type.MONEY else "整数"
                yield f"“{label}”应当是不小于零的{unit}，请改正。"
        case Type.DATE | Type.DATETIME:
            if not _is_time(value, field.type):
                sample = "2026-11-16" if field.type is Type.DATE else "2026-11-16T09:30"
                yield f"“{label}”不是有效的日期，请按 {sample} 的格式填写。"
        case Type.CHOICE | Type.MULTICHOICE:
            chosen = [value] if field.type is Type.CHOICE else value
            allowed = {key for key, _ in field.choices}
            if not isinstance(chosen, (list, tuple)) or not all(isinstance(c, str) and c in allowed for c in chosen):
                yield f"“{label}”的选项不在范围内，请重新选择。"
        case Type.PEOPLE | Type.CITATION:
            many = [value] if isinstance(value, str) else value
            if not isinstance(many, (list, tuple)) or not all(isinstance(v, str) and v.strip() for v in many):
                yield f"“{label}”应当是一个或者多个名称，请删去空白项。"
            else:
                yield from _text_problems(field, "、".join(many))
        case _:
            if not isinstance(value, str):
                yield f"“{label}”应当是文字，请改正。"
            else:
                yield from _text_problems(field, value)


def _row_problems(field: Field, rows: Any) -> Iterator[Problem]:
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, dict) for row in rows):
        yield Problem(f"“{field.label}”应当逐行填写，请重新录入。")
        return
    names = {column.name for column in field.columns}
    for number, row in enumerate(rows, 1):
        for unknown in sorted(set(row) - names):
            yield Problem(f"“{field.label}”第 {number} 行多出“{unknown}”，请删去。")
        for column in field.columns:
            for problem in _problems(column, row):
                yield Problem(f"“{field.label}”第 {number} 行：{problem.message}", problem.missing)


def _is_time(value: Any, kind: Type) -> bool:
    try:
        if kind is Type.DATE:
            return bool(date.fromisoformat(value).isoformat() == value)
        datetime.fromisoformat(value)
        return len(value) >= len("2026-11-16T09:30")
    except (TypeError, ValueError):
        return False


def _text_problems(field: Field, text: str) -> Iterator[str]:
    label = field.label
    if len(text) > LONGEST:
        yield f"“{label}”超过 {LONGEST} 字，请精简或者另附材料。"
    if any(unicodedata.category(ch) in ("Cc", "Cs", "Co", "Cn") and ch not in "\n\r" for ch in text):
        yield f"“{label}”含有不能打印的字符，请删去后重新录入。"
    if "\n" in text and field.type is not Type.LONG:
        yield f"“{label}”只能写一行，请删去换行。"
    if field.type is not Type.LONG and len(text) > LONGEST_LINE:
        yield f"“{label}”超过 {LONGEST_LINE} 字，请精简。"
    if left := LEFTOVER.search(text):
        yield f"“{label}”还留有待填的“{left.group()}”，请填写完整。"
    if field.check in CHECKS and (problem := CHECKS[field.check](text)):
        yield f"“{label}”：{problem}"
