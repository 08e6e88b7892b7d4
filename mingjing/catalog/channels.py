"""Ways to ask, complain and seek relief about one organ, as the public is told them: the one place that knows them.

The organ's published list (救济渠道和监督方式, plan 三(一)1); where it names no such way, the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingjing.catalog import lists
from mingjing.organs.channels import Channel, of_register
from mingjing.organs.models import Organ

SORTS = {
    "consultation": "consult", "complaint": "complain", "hotline": "complain", "correction": "complain",
    "reconsideration": "relief", "litigation": "relief", "compensation": "relief", "credit": "relief",
}  # fmt: skip
ORDER = ("consult", "complain", "relief")


def public_channels(organ: Organ, on: date) -> tuple[Channel, ...]:
    """Every way open to the public on a day, consultation first."""
    listed = [_way(row) for row in lists.rows_in_force(organ.pk, "channels", on)]
    told = {way.kind for way in listed}
    ways = listed + [way for way in of_register(organ) if way.kind not in told]
    return tuple(sorted(ways, key=lambda way: ORDER.index(way.kind)))


def _way(row: Mapping[str, Any]) -> Channel:
    kind = SORTS[row["kind"]]
    by = ("term", "phone", "address", "link") if kind == "relief" else ("phone", "address", "link", "term")
    return Channel(kind, row["name"], row["body"], next((row[name] for name in by if row.get(name)), ""))
