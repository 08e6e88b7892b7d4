"""征收征用 brought by its people's real acts to the point each test begins at; played once, copied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
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
from mingjing.config.demo.deed import Deed
from mingjing.config.demo.houses import Household
from mingjing.config.demo.levies import FLOOD, SNOW, SOIL, WATER, Fee, Requisition
from mingjing.config.demo.stories import expropriation
from mingjing.config.demo.stories.levy import Course, levied, requisitioned
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Step
from mingjing.procedure.facts import gather
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests import databases
from tests.ledger import stage as staging
from tests.procedure import ground as grounds
from tests.procedure.ground import Ground, Template

BEGUN = datetime(2026, 9, 14, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # 中秋 and 国庆 lie ahead
SERVED = date(2026, 9, 18)
LAST = date(2026, 9, 28)  # the seventh day is 中秋: the window ends on the next working day (9月28日)
OWED = 210_000 * 35
# Name → what is levied, up to which act.
FEES = {
    "opened": (WATER, "assess"), "assessed": (WATER, "issue"), "issued": (WATER, "serve"), "water": (WATER, "ask"),
    "soil": (SOIL, "pay"),
}  # fmt: skip
GOODS = {
    "planned": (SNOW, "approve"), "decided": (SNOW, "take"), "unpublished": (FLOOD, "prepare"),
    "in use": (FLOOD, "use"),
    "returned": (FLOOD, "assess"), "damaged": (FLOOD, "compensate"), "compensated": (FLOOD, "prepare again"),
}  # fmt: skip


_PLAYED: list[Template] = []


def build(source: str, folder: Path) -> Template:
    """Play every case in a copy of the migrated database ``source``."""
    home = folder / "home"
    runtime_home.prepare(home)
    live.HOME = home
    connection.close()
    database = staging.copied(source, folder)
    cast: dict[str, tuple[Deed, lines.Turns]] = {}
    with staging.pointed(database, "app"):
        world = founding.found(BEGUN - timedelta(days=200), frozenset({"cg", "sl", "yj", "sj"}))
        for n, (name, (due, stop)) in enumerate(FEES.items(), 1):
            fee = Fee(world, "sl", due, n, BEGUN)
            cast[name] = fee, levied(fee, Course(deferral="granted", stop=stop))
        cast["soil"] = cast["soil"][0], levied(cast["soil"][0], Course(stop="pay"))  # type: ignore[arg-type]
        for n, (name, (what, stop)) in enumerate(GOODS.items(), 20):
            goods = Requisition(world, "yj", what, n, BEGUN)
            cast[name] = goods, requisitioned(goods, stop)
        lines.perform(cast.values(), BEGUN + timedelta(days=90))
        [(project, turns)] = expropriation.told(world, BEGUN)
        cast["project"] = project, turns
        # Up to the first household's appraisal: three files are open.
        lines.perform([(project, turns)], BEGUN + timedelta(days=90))
    return Template(database, home, {name: deed for name, (deed, _) in cast.items()})  # type: ignore[misc]


@pytest.fixture(scope="session")
def levies(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> grounds.Template:
    """The cases, played once per worker, whichever of the three modules asks first."""
    if _PLAYED:
        return _PLAYED[0]

    before = live.HOME, live.STORAGES
    folder = tmp_path_factory.mktemp("levies")
    try:
        live.STORAGES = {**live.STORAGES, **grounds.PLAIN_STATIC}
        with django_db_blocker.unblock():
            _PLAYED.append(build(databases.migrated(), folder))
            return _PLAYED[0]
    finally:
        live.HOME, live.STORAGES = before


@pytest.fixture
def ground(levies: grounds.Template, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Ground]:
    """Every case in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
    settings.HOME = home = tmp_path / "home"
    with django_db_blocker.unblock(), grounds.opened(levies, home) as copy:
        yield copy


def deed(ground: Ground, name: str) -> Any:
    """The people of a case, at the moment of its last act."""
    return ground.line(name)


def household(ground: Ground, which: int) -> Household:
    """One household of the project, its file just opened."""
    project = deed(ground, "project")
    found = Household(project.world, "cg", project, 95 + which, project.at, which=which)
    found.attach()
    return found


def facts(d: Deed) -> CaseFacts:
    """What the law sees of a case today."""
    return gather(Case.objects.get(pk=d.case), on=d.on).facts


def stage(d: Deed) -> str:
    return str(Case.objects.get(pk=d.case).stage)


def due(d: Deed, rule: str) -> date:
    """The last day of a clock."""
    found = clocks.obligation_of(d.case, rule)
    assert found is not None
    return found.rolled


def go_to(d: Deed, day: date) -> None:
    """Nine in the morning of a day, working or not."""
    d.at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=BEGUN.tzinfo)


def working(day: date, days: int) -> date:
    return clocks.calendar().add(day, days)


def codes(refusal: pytest.ExceptionInfo[StepRefused]) -> set[str]:
    return {b.code for b in refusal.value.blockers}


def pay(d: Any, amount: int, voucher: str = "示例征-1", on: date | None = None) -> None:
    d.step(Step.RECORD_PAYMENT, d.lead, amount=amount, voucher=voucher, bank="国家金库", paid_on=on or d.on)


def fields(refusal: pytest.ExceptionInfo[FormIncomplete]) -> set[str]:
    return set(refusal.value.errors)
