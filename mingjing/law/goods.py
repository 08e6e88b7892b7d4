"""Requisitioned goods counted: what was taken, what came back and how. Names are the key; amounts are whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Step

TAKING = (Step.REQUISITION, Step.REQUISITION_URGENTLY)
FATES = ("returned", "damaged", "lost")
FATE_LABELS = {"returned": "完好返还", "damaged": "毁损返还", "lost": "灭失"}
Row = Mapping[str, Any]


def whole(value: object) -> int:
    """A count as people type it; "" is none. Raises ValueError for anything that is not a whole number."""
    text = str(value or "0").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(f"“{text}”不是整数")
    return int(text)


def counted(rows: Iterable[Row], column: str = "quantity") -> Counter[str]:
    """Name → how many, over one or several lists. Raises ValueError for a count that is no whole number."""
    found: Counter[str] = Counter()
    for row in rows:
        found[str(row["name"]).strip()] += whole(row.get(column))
    return found


def taken(f: CaseFacts) -> Counter[str]:
    """What is or was in the organ's hands, by the list signed when it was handed over."""
    return counted(row for t in f.each(*TAKING) for row in t.values["goods"])


def came_back(f: CaseFacts, *fates: str) -> Counter[str]:
    """Name → how many are accounted for in one of these ways, or in any."""
    rows = [row for t in f.each(Step.RETURN_GOODS) for row in t.values["goods"]]
    found: Counter[str] = Counter()
    for fate in fates or FATES:
        found += counted(rows, fate)
    return found


def outstanding(f: CaseFacts) -> Counter[str]:
    """What was taken and is not yet accounted for; never negative."""
    return taken(f) - came_back(f)


def listed(goods: Mapping[str, int]) -> str:
    """Goods as a sentence lists them."""
    return "、".join(f"{name} {count}" for name, count in goods.items() if count)


def assessed_losses(f: CaseFacts) -> Counter[str]:
    """Name → 分 of loss, of the last assessment."""
    last = f.last(Step.ASSESS_DAMAGE)
    found: Counter[str] = Counter()
    for row in last.values["losses"] if last else ():
        found[str(row["name"]).strip()] += int(row["amount"])
    return found
