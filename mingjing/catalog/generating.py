"""Lists made from a register: the public list of organs of a region, and of officers of an organ.

The register holds more than the public may know; only what is generated here leaves it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mingjing.catalog import drafting, lists, publishing
from mingjing.catalog.models import ListVersion
from mingjing.catalog.roots import root_of, text_of
from mingjing.law.list_kinds import BY_CODE
from mingjing.ledger.actions import act
from mingjing.organs.models import Certificate, Organ
from mingjing.organs.permissions import Actor, require
from mingjing.organs.queries import regions_below

STATES = {"active": "有效", "suspended": "暂扣", "revoked": "注销"}


def draft_from_register(*, actor: Actor, organ: Organ, kind: str, now: datetime) -> ListVersion | None:
    """A new draft with what the register says today; None when it says what is published already.

    Raises NotAllowed, drafting.Underway.
    """
    listed = BY_CODE[kind]
    by = require(actor, publishing.power_of(listed), lists.scope_of(organ.pk))
    rows = GENERATORS[kind](organ, now.date())
    texts = [text_of(row) for row in rows]
    base = drafting.base_for(organ.pk, kind)
    if base and base.root == root_of(kind, texts):
        return None
    with act(type="list.generated", by=by, obj="", now=now) as opened:
        return drafting.replace(opened, by, organ.pk, listed, base, rows, "从登记库生成")


def _officers(organ: Organ, on: date) -> list[dict[str, Any]]:
    found = Certificate.objects.filter(person__organ=organ, kind="enforcement", person__left_on=None)
    return [
        {
            "name": c.person.name, "position": c.person.position, "unit": c.person.unit.name if c.person.unit else "",
            "certificate": c.number, "fields": "、".join(c.fields), "region": c.region.name,
            "issued_on": c.issued_on.isoformat(), "valid_to": c.valid_to.isoformat(),
            "state": "已过期" if c.status == "active" and c.valid_to < on else STATES[c.status],
        }
        for c in found.select_related("person", "person__unit", "region").order_by("number")
    ]  # fmt: skip


def _subjects(organ: Organ, on: date) -> list[dict[str, Any]]:
    found = Organ.objects.filter(region_id__in=regions_below(organ.region_id)).select_related("region", "parent")
    return [
        {
            "name": o.name, "kind": o.kind, "region": o.region.name, "field": o.field,
            "parent": o.parent.name if o.parent else "", "uscc": o.uscc, "basis": o.basis,
            "confirmed_no": o.confirmed_no, "confirmed_on": o.confirmed_on.isoformat() if o.confirmed_on else "",
            "address": o.address, "phone": o.phone, "valid_from": o.valid_from.isoformat(),
            "valid_to": o.valid_to.isoformat() if o.valid_to else "",
        }
        for o in found.order_by("region_id", "name")
    ]  # fmt: skip


GENERATORS: dict[str, Callable[[Organ, date], list[dict[str, Any]]]] = {"officers": _officers, "subjects": _subjects}
