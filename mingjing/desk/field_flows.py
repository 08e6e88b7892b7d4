"""What an officer does on a phone, as one form: opening and the steps that follow at the door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mingjing.desk.asking import Asked
from mingjing.desk.views.matters import asked
from mingjing.law.kinds import ActKind, Step
from mingjing.procedure.inputs import INPUTS


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of field work. ``opens``: begins a case of its own; else it goes on with one that was approved."""

    slug: str
    label: str
    words: str
    kind: ActKind
    procedure: str
    opens: bool
    steps: tuple[Step, ...]
    known: frozenset[str] = frozenset()  # what the record says already, and is not asked again


FLOWS = {
    flow.slug: flow
    for flow in (
        Flow(
            "spot", "当场处罚", "事实确凿，公民 200 元以下、单位 3000 元以下罚款或者警告",
            ActKind.PENALTY, "summary", True, (Step.TELL_RIGHTS, Step.HEAR_PARTY, Step.DECIDE_ON_SPOT),
            frozenset({"place"}),
        ),
        Flow(
            "visit", "现场检查记录", "已批准的检查：亮证、逐项记录、签名", ActKind.INSPECTION, "inspection", False,
            (Step.ENTER, Step.RECORD_INSPECTION),
        ),
    )
}  # fmt: skip


def sections(flow: Flow, choices: dict[str, tuple[tuple[str, str], ...]]) -> list[tuple[str, tuple[Asked, ...]]]:
    """The fields of every step of a flow, each under its step. ``choices``: people that a field may name."""
    return [
        (
            step.label,
            tuple(_asked(step, field, choices) for field in INPUTS.get(step, ()) if field.name not in flow.known),
        )
        for step in flow.steps
    ]


def _asked(step: Step, field: Any, choices: dict[str, tuple[tuple[str, str], ...]]) -> Asked:
    found = asked(field, prefix=f"{step}__")
    if field.type in {"person", "people"}:
        offered = choices.get(field.who, ())
        return replace(found, choices=offered, value=[])
    return found


def given(step: Step, values: dict[str, Any]) -> dict[str, Any]:
    """The values of one step, under the names its inputs have."""
    mark = f"{step}__"
    return {name.removeprefix(mark): value for name, value in values.items() if name.startswith(mark)}
