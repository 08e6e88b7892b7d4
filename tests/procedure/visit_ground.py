"""Visits brought by their people's real acts to the point each test begins at; played once, copied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as live
from django.db import connection

from mingjing.cases.models import Case
from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.drawing import Drawing
from mingjing.config.demo.stories import inspection as stories
from mingjing.config.demo.visiting import VISITS, Visiting, lists
from mingjing.law.facts import CaseFacts
from mingjing.procedure.facts import gather
from tests import databases
from tests.ledger import stage as staging
from tests.procedure import ground as grounds
from tests.procedure.ground import Ground, Template

BEGUN = datetime(2026, 9, 14, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # 中秋 and 国庆 lie ahead
FOOD, SMOKE = VISITS["food"], VISITS["pollution"]
# Name → the act it waits for, whether something is found wrong.
VISITED = {
    "planned": ("approve", False), "approved": ("notify", False), "there": ("record", False),
    "wrong": ("order", True), "told": ("prepare", True), "shown": ("recheck", True),
}  # fmt: skip
_played: list[Template] = []
DRAWN = 500  # firms of the pools; no other visit comes near them


def build(source: str, folder: Path) -> Template:
    """Play the visits and one draw in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    live.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(BEGUN - timedelta(days=200), frozenset({"scjg", "sthj", "sj"}))
        for organ, matter in (("scjg", FOOD), ("sthj", SMOKE)):
            lists(world, organ, matter, BEGUN - timedelta(hours=1), (BEGUN.year,))
        cast: dict[str, tuple[Any, lines.Turns]] = {}
        for n, (name, (stop, wrong)) in enumerate(VISITED.items(), 1):
            visit = Visiting(world, "scjg", FOOD, n, BEGUN)
            cast[name] = visit, stories.act_out(visit, stop=stop, wrong=wrong)
        begun = {
            "listed": Drawing(world, "scjg", FOOD, 20, BEGUN, size=8, first_firm=DRAWN),
            "drawn": Drawing(world, "sthj", SMOKE, 40, BEGUN, size=5, first_firm=DRAWN),
        }
        begun["listed"].list_item()
        _draw(begun["drawn"])
        lines.perform(cast.values(), BEGUN + timedelta(days=90))
    return Template(database, home, {name: deed for name, (deed, _) in cast.items()} | begun)


def _draw(drawing: Drawing) -> None:
    """Another organ has drawn three of the first five firms of the same pool; their visits are still to come."""
    drawing.list_item()
    drawing.wait(minutes=5)
    drawing.commit(3)
    drawing.wait(minutes=5)
    drawing.run()
    drawing.open_visits()


@pytest.fixture(scope="session")
def visited(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> grounds.Template:
    """The visits, played once, whichever modules ask for them."""
    before = live.HOME, live.STORAGES
    folder = tmp_path_factory.mktemp("visits")
    try:
        live.STORAGES = {**live.STORAGES, **grounds.PLAIN_STATIC}
        with django_db_blocker.unblock():
            if not _played:
                _played.append(build(databases.migrated(), folder))
            return _played[0]
    finally:
        live.HOME, live.STORAGES = before


@pytest.fixture
def ground(visited: grounds.Template, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Ground]:
    """Every visit in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
    settings.HOME = home = tmp_path / "home"
    with django_db_blocker.unblock(), grounds.opened(visited, home) as copy:
        yield copy


def case(deed: Any) -> Case:
    return Case.objects.get(pk=deed.case)


def facts(deed: Any) -> CaseFacts:
    return gather(case(deed), on=deed.on, at=deed.at).facts


def fresh(ground: Ground, n: int, organ: str = "scjg", *, days: int = 0, firm: int = 0, **asked: Any) -> Visiting:
    """Another visit, just opened: ``days`` working days later, to the ``firm``-th firm."""
    kept: Any = ground.line("planned")
    visit = Visiting(kept.world, organ, FOOD if organ == "scjg" else SMOKE, n, BEGUN, firm_no=firm)
    visit.wait(days, minutes=10)
    visit.open(**asked)
    visit.wait(minutes=5)
    return visit


def altered(deed: Any, act: str, *given: Any, **changes: Any) -> None:
    """One act of a visit with other values in its step than it would have."""
    plain = deed.step
    deed.step = lambda step, who, **values: plain(step, who, **(values | changes))
    try:
        getattr(deed, act)(*given)
    finally:
        del deed.step


def codes(found: Any) -> set[str]:
    """Codes of the blockers of a refusal."""
    return {b.code for b in found.value.blockers}
