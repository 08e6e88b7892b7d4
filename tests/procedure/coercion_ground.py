"""行政强制 brought by its people's real acts to the point each test begins at; played once, copied for every test."""

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
from mingjing.clocks import queries as clocks
from mingjing.config import home as runtime_home
from mingjing.config.demo import founding, lines
from mingjing.config.demo.coercing import Enforcing, Seizing
from mingjing.config.demo.coercion_matters import SEIZURES, UNPERFORMED
from mingjing.config.demo.stories import coercion as stories
from mingjing.law.facts import CaseFacts
from mingjing.procedure.facts import gather
from tests import databases
from tests.ledger import stage as staging
from tests.procedure import ground as grounds
from tests.procedure.ground import Ground, Template

BEIJING = ZoneInfo("Asia/Shanghai")
BEGUN = datetime(2026, 9, 14, 9, 30, tzinfo=BEIJING)  # 中秋 and 国庆 lie ahead
SERVED = BEGUN.date() - timedelta(days=260)
# Name → which matter, up to which act.
MEASURES = {"proposed": (0, "approve"), "told": (0, "list"), "listed": (0, "take"), "taken": (0, "film")}
EXECUTIONS = {
    "opened": ("cg", 0, "demand"), "demanded": ("cg", 0, "state"), "drafted": ("cg", 0, "submit"),
    "announced": ("cg", 0, "execute"), "rubble": ("cg", 1, "warn"), "unpaid": ("sl", 2, "charge"),
}  # fmt: skip


def build(source: str, folder: Path) -> Template:
    """Play every measure and execution in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    live.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    with staging.pointed(database, "app"):
        world = founding.found(BEGUN - timedelta(days=200), frozenset({"scjg", "cg", "sl", "sj"}))
        cast: dict[str, tuple[Any, lines.Turns]] = {}
        for n, (name, (matter, stop)) in enumerate(MEASURES.items(), 1):
            seizing = Seizing(world, "scjg", SEIZURES[matter], n, BEGUN)
            cast[name] = seizing, stories.seizure(seizing, stop=stop)
        for n, (name, (organ, matter, stop)) in enumerate(EXECUTIONS.items(), 20):
            made = Enforcing(world, organ, UNPERFORMED[matter], n, BEGUN, served=SERVED)
            cast[name] = made, stories.paid(made, stop=stop) if organ == "sl" else stories.execution(made, stop=stop)
        lines.perform(cast.values(), BEGUN + timedelta(days=90))
    return Template(database, home, {name: deed for name, (deed, _) in cast.items()})


@pytest.fixture(scope="session")
def coerced(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> grounds.Template:
    """The measures and executions, played once."""
    before = live.HOME, live.STORAGES
    folder = tmp_path_factory.mktemp("coercion")
    try:
        live.STORAGES = {**live.STORAGES, **grounds.PLAIN_STATIC}
        with django_db_blocker.unblock():
            return build(databases.migrated(), folder)
    finally:
        live.HOME, live.STORAGES = before


@pytest.fixture
def ground(coerced: grounds.Template, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Ground]:
    """Every case in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
    settings.HOME = home = tmp_path / "home"
    with django_db_blocker.unblock(), grounds.opened(coerced, home) as copy:
        yield copy


def case(deed: Any) -> Case:
    return Case.objects.get(pk=deed.case)


def clock(deed: Any, rule_id: str) -> Any:
    """The last clock of this rule."""
    return clocks.obligation_of(deed.case, rule_id)


def facts(deed: Any) -> CaseFacts:
    return gather(case(deed), on=deed.on, at=deed.at).facts


def to(deed: Any, day: Any, hour: int = 10, minute: int = 0) -> None:
    """Move to an hour of a day."""
    deed.at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


def codes(found: Any) -> set[str]:
    """Codes of the blockers of a refusal."""
    return {b.code for b in found.value.blockers}


def fresh(ground: Ground, n: int, *acts: str) -> Seizing:
    """Another case of the kind, brought on by these acts."""
    kept: Any = ground.line("proposed")
    s = Seizing(kept.world, "scjg", SEIZURES[0], n, kept.at)
    for act in ("open", *acts):
        getattr(s, act)()
        s.wait(minutes=40)
    return s
