"""Fields of the screens of equipment."""

from __future__ import annotations

from typing import Any

from mingjing.desk.asking import Asked
from mingjing.law.equipment import LEAVING, NEEDS_WORDS, Item, Move, Per
from mingjing.law.list_terms import FIELDS

PIECE = [
    Asked("item", "种类", "choice", choices=tuple(Item.choices())),
    Asked("number", "设备编号", help="贴在设备上的编号，例：JLY-001"),
    Asked("model", "型号", required=False),
    Asked("place", "存放地点", help="例：执法装备室 1 号柜"),
    Asked("bought_on", "购置日期", "date", False),
]
STANDARD = [
    Asked("item", "种类", "choice", choices=tuple(Item.choices())),
    Asked("per", "按什么计", "choice", choices=tuple(Per.choices())),
    Asked("number", "数量", "number", help="0 表示不要求配备"),
    Asked("field", "执法领域", "choice", False, FIELDS, help="不选的，适用于没有单独标准的全部机关"),
    Asked("valid_from", "施行日期", "date"),
    Asked("basis", "依据", help="政府文件名称和文号"),
]


def step(move: Move, people: list[Any], recordings: bool) -> list[Asked]:
    """What goes with a step."""
    fields = []
    if move is Move.ISSUE:
        choices = tuple((p.pk, f"{p.name}（{p.position}）" if p.position else p.name) for p in people)
        fields.append(Asked("holder", "领用人", "choice", choices=choices))
    if move in NEEDS_WORDS:
        fields.append(Asked("words", "原因和去向"))
    if move in LEAVING and recordings:
        fields.append(Asked("stored", "设备中的音像记录已全部储存", "yes"))
    return fields
