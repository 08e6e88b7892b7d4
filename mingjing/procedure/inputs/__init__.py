"""What each step asks of the person who takes it: one list, read by web forms, API and command line alike.

One module per act. ``MATTERS`` is what opening a case of each procedure asks besides party, power and officers; those
values are kept in ``Case.details`` under their names.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.documents.forms import holds
from mingjing.law.kinds import ReviewHead, Step
from mingjing.procedure.inputs import coercion, inspection, levy, licence, penalty
from mingjing.procedure.inputs.model import Input

__all__ = ["INPUTS", "MATTERS", "Input", "missing", "wrong"]

INPUTS: dict[Step, tuple[Input, ...]] = {
    step: fields for module in (penalty, coercion, inspection, levy, licence) for step, fields in module.INPUTS.items()
}
MATTERS: dict[str, tuple[Input, ...]] = {
    version: fields
    for module in (penalty, coercion, inspection, levy, licence)
    for version, fields in module.MATTERS.items()
}


def missing(step: Step, values: dict[str, Any], *, today: date) -> dict[str, str]:
    """Field → Chinese message for every value of a step that is absent, not offered, or dated in the future."""
    errors = wrong(INPUTS.get(step, ()), values, today=today)
    return errors or (_opinion(values) if step is Step.GIVE_OPINION else {})


def wrong(fields: tuple[Input, ...], values: dict[str, Any], *, today: date) -> dict[str, str]:
    """Field → Chinese message for every value of a list of fields that cannot stand."""
    errors: dict[str, str] = {}
    for field in fields:
        value = values.get(field.name)
        if field.when and not holds(field.when, values):
            continue
        if value in (None, "", []):
            if field.required:
                errors[field.name] = f"填写{field.label}"
        elif field.choices and field.type == "choice" and value not in dict(field.choices):
            errors[field.name] = f"{field.label}只能是：{'、'.join(dict(field.choices).values())}"
        elif field.type == "rows":
            errors |= _rows(field, value)
        elif field.type == "number" and value < 0:
            errors[field.name] = f"{field.label}不能小于 0"
        elif field.type == "date" and not field.future and value > today:
            errors[field.name] = f"{field.label}不能晚于今天（{today}）"
        elif field.type == "money" and value <= 0:
            errors[field.name] = f"{field.label}要大于 0"
    return errors


def _opinion(values: dict[str, Any]) -> dict[str, str]:
    """An opinion agrees with its own heads: 存在问题 names at least one, and which; 同意 names none (plan 三(三)4)."""
    issues = [h for h in ReviewHead if values.get(f"head_{h.value}") == "issue"]
    if values["outcome"] == "agree" and issues:
        listed = "、".join(f"第 {n} 项" for n, h in enumerate(ReviewHead, 1) if h in issues)
        return {"outcome": f"{listed}存在问题，不能出具“同意”；改选“存在问题”，或者改判该项"}
    if values["outcome"] == "object" and not issues:
        return {"outcome": "审核意见为“存在问题”的，至少要有一项判为存在问题"}
    silent = [h for h in issues if not (values.get(f"note_{h.value}") or "").strip()]
    return {f"note_{h.value}": f"写明问题所在：{h.label}" for h in silent}


def _rows(field: Input, rows: Any) -> dict[str, str]:
    """Every row has its first column; the message names the row."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return {field.name: f"{field.label}逐行填写：{'、'.join(name for _, name in field.columns)}"}
    first, label = field.columns[0]
    empty = [n for n, row in enumerate(rows, 1) if not str(row.get(first) or "").strip()]
    return {field.name: f"{field.label}第 {empty[0]} 行没有填写{label}"} if empty else {}
