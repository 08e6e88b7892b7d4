"""Entering lists and statutes. Each is one act with one ledger entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingjing.catalog.models import AVItem, PowerItem, Statute
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
