"""A small world: a case that cites a local rule, a decided one that does, one of another law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.catalog import actions as catalog
from mingjing.catalog.models import RandomItem, Statute
from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import pages
from mingjing.organs.permissions import Actor, actor_for
from tests.desk import staged

RULE = "三门峡市大气污染防治条例"


@dataclass
class Town:
    """Two organs and the bureau, with what the tests speak of."""

    world: founding.World
    rule: Statute
    random: RandomItem
    open: Case
    decided: Case
    other: Case

    def actor(self, organ: str, role: str, n: int = 0) -> Actor:
        return actor_for(self.world.one(organ, role, n), real_now().date())


@pytest.fixture
def town(db: None, home: Any, settings: Any) -> Town:
    world = staged.found(settings, "cg", "scjg", "sj")
    grill = next(m for m in MATTERS.values() if m.violated[0] == "smxdq" and m.field == "城市管理")
    rule = Statute.objects.get(title=RULE)
    opened = _acted(world, "cg", grill, 1, stop="conclude")
    decided = _acted(world, "cg", grill, 2, stop="serve")
    other = staged.acted(world, "scjg", 3, stop="conclude").case
    power = Case.objects.get(pk=opened).power
    assert RULE in power.basis
    random = catalog.list_random_item(
        by=founding.FOUNDER, now=real_now(), organ=power.organ, power=power, code="99-SJ-001", name="露天烧烤抽查",
        subject="餐饮店", ratio="5%", frequency="每年一次", method="实地核查", contents=[], valid_from=date(2026, 1, 1),
    )  # fmt: skip
    pages.rebuild(real_now())
    found = Case.objects.in_bulk([opened, decided, other])
    return Town(world, rule, random, found[opened], found[decided], found[other])


def _acted(world: founding.World, organ: str, matter: Any, number: int, **plot: Any) -> str:
    line = Line(world, organ, matter, number, staged.began())
    lines.perform([(line, lines.act_out(line, lines.Plot(**plot)))], real_now())
    return str(line.case)
