"""Entrustments in force: whether an organisation acts within what another organ has published as entrusted."""

from __future__ import annotations

from datetime import date

from mingjing.catalog import lists
from mingjing.catalog.models import PowerItem
from mingjing.organs.models import Organ


def covering(trustee: Organ, power: PowerItem, on: date) -> str:
    """Number of the entrustment of the parent organ that covers the power on a day; "" for none (行政处罚法20、21).

    The trustee's own list names a power by the code or by the name that it has in the list of the organ that entrusts.
    """
    if trustee.parent_id is None:
        return ""
    for row in lists.rows_in_force(trustee.parent_id, "entrustments", on):
        if row["trustee_code"] == trustee.uscc and _names(trustee.parent_id, row["powers"], power):
            return str(row["code"])
    return ""


def _names(principal: str, codes: list[str], power: PowerItem) -> bool:
    if power.code in codes:
        return True
    return PowerItem.objects.filter(organ_id=principal, code__in=codes, name=power.name).exists()
