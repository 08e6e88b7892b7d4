"""Entering lists and statutes. Each is one act with one ledger entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingjing.catalog.models import AVItem, PowerItem, RandomItem, Statute, TargetPool, VisitCap
from mingjing.law import identifiers
from mingjing.ledger.actions import By, act


def register_statutes(*, by: By, rows: list[dict[str, Any]], now: datetime) -> list[Statute]:
    """Enter a batch of statutes under one entry."""
    made = [Statute(**row) for row in rows]
    with act(type="statute.registered", by=by, obj="statutes", data={"count": len(made)}, now=now) as opened:
        for statute in made:
            opened.save(statute)
    return made


def list_power(*, by: By, now: datetime, **values: Any) -> PowerItem:
    """Put one power on an organ's list."""
    power = PowerItem(**values)
    with act(type="power.listed", by=by, obj=power.pk, now=now) as opened:
        opened.save(power)
    return power


def list_av_items(*, by: By, rows: list[dict[str, Any]], now: datetime) -> list[AVItem]:
    """Enter rows of the 音像记录事项清单 under one entry."""
    made = [AVItem(**row) for row in rows]
    with act(type="av_list.version_published", by=by, obj="av_items", data={"count": len(made)}, now=now) as opened:
        for item in made:
            opened.save(item)
    return made


def set_visit_cap(*, by: By, now: datetime, **values: Any) -> VisitCap:
    """Enter the number of visits a year that an organ has published for one firm."""
    cap = VisitCap(**values)
    with act(type="visit_cap.published", by=by, obj=cap.pk, now=now) as opened:
        opened.save(cap)
    return cap


def list_random_item(*, by: By, now: datetime, **values: Any) -> RandomItem:
    """Put one item on an organ's 随机抽查事项清单."""
    item = RandomItem(**values)
    with act(type="random_item.listed", by=by, obj=item.pk, now=now) as opened:
        opened.save(item)
    return item


def register_targets(
    *, by: By, item: RandomItem, rows: list[dict[str, str]], valid_from: date, now: datetime
) -> TargetPool:
    """Enter a version of the pool of targets of an item, whole. Raises ValueError: a row nobody could inspect by."""
    if wrong := [f"第 {n} 行：{why}" for n, row in enumerate(rows, 1) if (why := _wrong(row))]:
        raise ValueError("；".join(wrong[:10]))
    pool = TargetPool(item=item, rows=rows, valid_from=valid_from)
    with act(type="target_pool.registered", by=by, obj=pool.pk, data={"count": len(rows)}, now=now) as opened:
        opened.save(pool)
    return pool


def _wrong(row: dict[str, str]) -> str | None:
    if not row.get("id") or not row.get("name"):
        return "填写编号和名称"
    if row.get("kind") == "person":
        return identifiers.check_id_number(row.get("id_number", ""))
    return identifiers.check_uscc(row.get("code", ""))
