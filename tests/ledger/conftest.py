"""Fixtures of the ledger's tests: a stage per test, and ways to write to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ledger import stage as staging


@pytest.fixture(scope="session")
def ledger_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> str:
    """The migrated database, made once."""
    from django.test import override_settings

    with django_db_blocker.unblock(), override_settings(INSTALLED_APPS=staging.APPS):
        return staging.template(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def stage(
    ledger_template: str, tmp_path: Path, home: Path, settings: Any, django_db_blocker: Any
) -> Iterator[staging.Stage]:
    """A fresh ledger database that commits for real, and a fresh home."""
    settings.INSTALLED_APPS = staging.APPS
    with django_db_blocker.unblock(), staging.stage(ledger_template, tmp_path) as place:
        yield place


@pytest.fixture
def by() -> Any:
    """An officer, by pseudonym."""
    from mingjing.ledger.actions import By

    return By(person_id="a" * 32, role="H", org="b" * 32)


@pytest.fixture
def note(stage: staging.Stage, by: Any, now: datetime) -> Callable[..., int]:
    """``note(n)`` appends n plain entries one second apart; returns the number of the last."""
    from mingjing.ledger.actions import act

    def append(count: int = 1, *, type: str = "case.noted", case: str = "", **data: Any) -> int:
        seq = -1
        for i in range(count):
            with act(type=type, by=by, obj="o", case=case, data=data, now=now + timedelta(seconds=i)) as opened:
                seq = opened.seq
        return seq

    return append
