"""Reads on lists and statutes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.catalog.models import AVItem, PowerItem, RandomItem, Statute, TargetPool, VisitCap


def power_listed(power: PowerItem, on: date) -> bool:
    """Whether a power stands on the organ's list on a day (plan 三(一)1)."""
    return power.valid_from <= on and (power.valid_to is None or power.valid_to >= on)


def powers(organ_id: str, on: date, kind: str = "") -> QuerySet[PowerItem]:
    """Powers of an organ in force on a day, of one kind of act or of all."""
    rows = PowerItem.objects.filter(organ_id=organ_id, valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.filter(kind=kind) if kind else rows


def power_named(organ_id: str, kind: str, name: str, on: date) -> PowerItem | None:
    """The power of an organ by its name, in force on a day."""
    return powers(organ_id, on, kind).filter(name=name).first()


def organs_with(kind: str, name: str, on: date) -> list[Any]:
    """Organs whose list has a power of this name on a day."""
    rows = PowerItem.objects.filter(kind=kind, name=name, valid_from__lte=on).exclude(valid_to__lt=on)
    return [row.organ for row in rows.select_related("organ").order_by("organ__region_id", "organ__name")]


def in_force(statute: Statute, on: date) -> bool:
    """Whether a statute was in force on a day (行政处罚法37)."""
    return statute.effective_from <= on and (statute.effective_to is None or statute.effective_to >= on)


def statutes(on: date) -> QuerySet[Statute]:
    """Statutes in force on a day, by title."""
    return Statute.objects.filter(effective_from__lte=on).exclude(effective_to__lt=on).order_by("title")


def av_items(organ_id: str, on: date) -> list[AVItem]:
    """音像记录事项 of an organ on a day: the common list, with the own items of the organ in place of the same code."""
    rows = AVItem.objects.filter(Q(organ_id=organ_id) | Q(organ=None), valid_from__lte=on).exclude(valid_to__lt=on)
    found = {row.code: row for row in sorted(rows, key=lambda row: row.organ_id is not None)}
    return [found[code] for code in sorted(found)]


def visit_cap(organ_id: str, on: date) -> VisitCap | None:
    """The number of visits a year that an organ has published for one firm, as of a day."""
    rows = VisitCap.objects.filter(organ_id=organ_id, valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.order_by("-valid_from").first()


def random_items(organ_id: str, on: date) -> QuerySet[RandomItem]:
    """随机抽查事项清单 of an organ on a day."""
    rows = RandomItem.objects.filter(organ_id=organ_id, valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.select_related("power")


def target_pool(item_id: str, on: date) -> TargetPool | None:
    """The pool of targets of an item, as it stood on a day."""
    return TargetPool.objects.filter(item_id=item_id, valid_from__lte=on).order_by("valid_from", "ledger_id").last()


def statute_titled(title: str, on: date) -> Statute | None:
    """The statute of this title in force on a day."""
    return statutes(on).filter(title=title.strip().strip("《》")).first()
