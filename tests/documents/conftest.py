"""A case to write documents for, and a database whose transactions commit for real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from mingjing.ledger.actions import By, act


@dataclass(frozen=True)
class World:
    """One organ with one officer and one case, and who acts."""

    organ: Any
    person: Any
    case: Any
    by: By


def build(now: datetime) -> World:
    """Write the smallest world a document needs, in one act."""
    from mingjing.cases.models import Case
    from mingjing.catalog.models import PowerItem
    from mingjing.organs.models import Organ, Person, Region, Unit

    since = date(2020, 1, 1)
    with act(type="organ.recorded", by=By("0" * 32, "S", "0" * 32), obj="setup", now=now) as opened:
        region, _ = Region.objects.get_or_create(code="411202", defaults={"name": "湖滨区", "level": "county"})
        organ = opened.save(
            Organ(
                name="示例执法机关", short_name="示例", region=region, uscc="11411200DEMG00019A", doc_prefix="示监",
                field="市场监管", address="示例路1号", phone="0398-2800000", reconsideration_body="示例人民政府",
                court="示例人民法院", valid_from=since,
            )
        )  # fmt: skip
        unit = opened.save(Unit(organ=organ, name="执法一科"))
        person = opened.save(Person(name="周正", identity_digest="d" * 64, organ=organ, unit=unit))
        power = opened.save(
            PowerItem(organ=organ, code="P1", kind="penalty", name="示例职权", basis="示例依据", valid_from=since)
        )
        case = opened.save(
            Case(
                kind="penalty", law_version="1", organ=organ, unit=unit, power=power, cause="示例案由",
                source="inspection", clue="示例线索", found_on=date(2026, 9, 8), opened_at=now,
            )
        )  # fmt: skip
    return World(organ, person, case, By(person.pk, "H", organ.pk))


@pytest.fixture
def world(db: None, home: Path, now: datetime) -> World:
    """A world that is rolled back after the test."""
    return build(now)


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, home: Path, now: datetime
) -> Iterator[World]:
    """A world in a database of its own, committed: for threads and raw SQL."""
    from django.db import connection

    from tests import cluster, databases
    from tests.settings import ENGINE

    with django_db_blocker.unblock():
        connection.close()
        before = connection.settings_dict["NAME"]
        if ENGINE == "sqlite":
            connection.settings_dict["NAME"] = str(databases.fresh_copy(tmp_path))
        else:
            copy = f"{before}_documents"
            cluster.psql(f'CREATE DATABASE "{copy}" OWNER mj_owner TEMPLATE "{databases.migrated()}"')
            connection.settings_dict["NAME"] = copy
        try:
            yield build(now)
        finally:
            connection.close()
            if ENGINE != "sqlite":
                cluster.psql(f'DROP DATABASE "{copy}" WITH (FORCE)')
            connection.settings_dict["NAME"] = before
