"""Ways to ask, complain and seek relief that follow from an organ's entry: address, phone, hotline, bodies of relief.

What the public is told is ``catalog.channels``: the organ's published list comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.organs.models import Organ

HOTLINE = "12345"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way: ``kind`` consult | complain | relief, what it is called, whom it reaches, and by what."""

    kind: str
    name: str
    body: str
    way: str


def of_register(organ: Organ) -> tuple[Channel, ...]:
    """What follows from the organ's entry, consultation first."""
    return (
        Channel("consult", "咨询电话", organ.name, organ.phone),
        Channel("consult", "办公地址", organ.name, organ.address),
        Channel("complain", "监督投诉", organ.name, organ.phone),
        Channel("complain", "政务服务便民热线", "三门峡市", HOTLINE),
        Channel("relief", "行政复议", organ.reconsideration_body, "自知道之日起六十日内（行政复议法20）"),
        Channel("relief", "行政诉讼", organ.court, "自知道之日起六个月内（行政诉讼法46）"),
    )
