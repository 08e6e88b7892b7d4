"""A bureau and three organs; the day is real, because the screens read the real clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.organs.permissions import Actor
from mingjing.workplan import actions, issuing
from mingjing.workplan.actions import Said
from mingjing.workplan.issuing import Notice
from mingjing.workplan.models import Duty, Item
from tests.desk import staged

Who = Callable[..., Actor]


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "hbcg", "sj")


@pytest.fixture
def who(world: World) -> Who:
    def actor(organ: str, role: str, n: int = 0) -> Actor:
        return world.actor(organ, role, today(), n)

    return actor


def today() -> date:
    return real_now().date()


def notice(world: World, *organs: str, **changes: Any) -> Notice:
    """A task for these organs, due in ten days."""
    given: dict[str, Any] = {
        "kind": "task", "title": "编制音像记录事项清单", "text": "编制、公布本机关音像记录事项清单。",
        "basis": "三政办〔2019〕16号三(二)2", "due_on": today() + timedelta(days=10),
        "leads": tuple(world.organs[o].pk for o in organs), **changes,
    }  # fmt: skip
    return Notice(**given)


def issued(world: World, who: Who, *organs: str, now: datetime | None = None, **changes: Any) -> Item:
    return issuing.issue(actor=who("sj", "J"), notice=notice(world, *organs, **changes), now=now or real_now())


def duty(item: Item, world: World, organ: str) -> Duty:
    return Duty.objects.get(item=item, organ=world.organs[organ])


def step(actor: Actor, row: Duty, move: str, now: datetime | None = None, **said: Any) -> Duty:
    return actions.take(actor=actor, duty_id=row.pk, move=actions.Move(move), said=Said(**said), now=now or real_now())
