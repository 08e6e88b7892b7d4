"""The inventory of equipment as a sheet to fill in and bring in."""

from __future__ import annotations

from mingjing.law.equipment import Item
from mingjing.law.listing import Cell, Column, ListKind
from mingjing.law.plan_clauses import PLAN

EQUIPMENT = ListKind(
    "equipment", "执法装备台账", "G5.1", f"{PLAN}三(二)2、四(五)", key=("number",), title="number", public=False,
    columns=(
        Column("number", "设备编号", sample="JLY-001", most=40),
        Column("item", "种类", Cell.CHOICE, choices=tuple(Item.choices()), sample="执法记录仪"),
        Column("model", "型号", required=False, sample="示例型号", most=60),
        Column("place", "存放地点", sample="执法装备室 1 号柜", most=60),
        Column("bought_on", "购置日期", Cell.DATE, required=False, sample="2026-01-15"),
    ),
)  # fmt: skip
