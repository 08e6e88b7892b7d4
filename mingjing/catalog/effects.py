"""What publishing a list writes for the procedure, and what a list must fulfil as a whole before it goes on.

An app above this one adds what only it knows with ``register``, once, when it is imported (as ``ledger.rules`` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from mingjing.catalog.models import AVItem, ListVersion, PowerItem, RandomItem
from mingjing.law.kinds import ActKind
from mingjing.ledger.actions import Act

Values = dict[str, Any]
Effect = Callable[[Act, ListVersion, list[Values], date], None]
#: (organ id, rows, day) → what is wrong, one Chinese sentence each, naming the row.
Check = Callable[[str, list[Values], date], list[str]]

EFFECTS: dict[str, Effect] = {}
CHECKS: dict[str, list[Check]] = {}


def register(kind: str, *, effect: Effect | None = None, check: Check | None = None) -> None:
    """Add what publishing a list of this kind writes, or what it must fulfil. Raises ValueError on a second effect."""
    if effect:
        if EFFECTS.get(kind, effect) is not effect:
            raise ValueError(f"{kind} has an effect already")
        EFFECTS[kind] = effect
    if check and check not in CHECKS.setdefault(kind, []):
        CHECKS[kind].append(check)


def problems(kind: str, organ_id: str, rows: list[Values], on: date) -> list[str]:
    """Everything that keeps a list from going on, in words."""
    if not rows:
        return ["清单没有一行：先填写或者导入"]
    return [wrong for check in CHECKS.get(kind, ()) for wrong in check(organ_id, rows, on)]


def apply(opened: Act, version: ListVersion, rows: list[Values], on: date) -> None:
    """Write what the procedure uses of a version that is being published, under the same entry."""
    effect = EFFECTS.get(version.kind)
    if effect:
        effect(opened, version, rows, on)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _merge(
    opened: Act, model: Any, organ_id: str, rows: Iterable[Values], on: date, fields: Callable[[Values], Values]
) -> None:
    """Bring the organ's rows of ``model`` to what the list says; a row no longer listed ends the day before."""
    kept = {row.code: row for row in model.objects.filter(organ_id=organ_id)}
    for values in rows:
        wanted = fields(values) | {
            "valid_from": _day(values["valid_from"]), "valid_to": _day(values["valid_to"]),
        }  # fmt: skip
        row = kept.pop(values["code"], None)
        if row is None:
            row = model(organ_id=organ_id, code=values["code"])
        elif all(getattr(row, name) == value for name, value in wanted.items()):
            continue
        for name, value in wanted.items():
            setattr(row, name, value)
        opened.save(row)
    for row in kept.values():
        if row.valid_to is None or row.valid_to >= on:
            row.valid_to = on - timedelta(days=1)
            opened.save(row)


def _powers(opened: Act, version: ListVersion, rows: list[Values], on: date) -> None:
    apart = {"code", "act", "name", "basis", "valid_from", "valid_to"}
    _merge(
        opened, PowerItem, version.organ_id, rows, on,
        lambda v: {"kind": v["act"], "name": v["name"], "basis": v["basis"],
                   "details": {k: x for k, x in v.items() if k not in apart}},
    )  # fmt: skip


def _av_items(opened: Act, version: ListVersion, rows: list[Values], on: date) -> None:
    apart = {"code", "name", "document", "level", "valid_from", "valid_to"}
    _merge(
        opened, AVItem, version.organ_id, rows, on,
        lambda v: {"name": v["name"], "document": v["document"], "level": v["level"],
                   "details": {k: x for k, x in v.items() if k not in apart}},
    )  # fmt: skip


def _inspection_items(opened: Act, version: ListVersion, rows: list[Values], on: date) -> None:
    powers = dict(PowerItem.objects.filter(organ_id=version.organ_id).values_list("code", "pk"))
    apart = {"code", "power", "name", "subject", "ratio", "frequency", "method", "contents", "valid_from", "valid_to"}
    plain = ("name", "subject", "ratio", "frequency", "method")
    _merge(
        opened, RandomItem, version.organ_id, rows, on,
        lambda v: {"power_id": powers[v["power"]], "contents": [_standard(line) for line in v["contents"]],
                   "details": {k: x for k, x in v.items() if k not in apart}} | {n: v[n] for n in plain},
    )  # fmt: skip


def _standard(line: str) -> dict[str, str]:
    item, _, standard = line.replace("：", ":").partition(":")
    return {"item": item.strip(), "standard": standard.strip() or item.strip()}


def _known_powers(organ_id: str, rows: list[Values], on: date) -> list[str]:
    held = set(
        PowerItem.objects.filter(organ_id=organ_id, kind=ActKind.INSPECTION)
        .exclude(valid_to__lt=on)
        .values_list("code", flat=True)
    )
    return [
        f"“{v['name']}”（{v['code']}）：检查职权编号 {v['power']} 不在已公布的权责清单（行政检查）中，先公布权责清单"
        for v in rows
        if v["power"] not in held
    ]


def _entrusted_powers(organ_id: str, rows: list[Values], on: date) -> list[str]:
    """强17①: power of coercion is not entrusted; only what is on the organ's own list can be (处20)."""
    held = dict(PowerItem.objects.filter(organ_id=organ_id).exclude(valid_to__lt=on).values_list("code", "kind"))
    found = []
    for v in rows:
        for code in v["powers"]:
            if code not in held:
                found.append(f"“{v['trustee']}”：委托事项 {code} 不在本机关已公布的权责清单中，先公布权责清单")
            elif held[code] == ActKind.COERCION:
                found.append(f"“{v['trustee']}”：{code} 是行政强制，不得委托（行政强制法17①），请删去")
    return found


register("powers", effect=_powers)
register("av-items", effect=_av_items)
register("inspection-items", effect=_inspection_items, check=_known_powers)
register("entrustments", check=_entrusted_powers)
