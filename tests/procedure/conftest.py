"""Fixtures of the procedure's tests: a ground of committed cases for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests import databases
from tests.procedure import ground as grounds


@pytest.fixture(scope="session")
def ground_template(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> grounds.Template:
    """The stories, played once per worker."""
    before = settings.HOME, settings.STORAGES
    folder = tmp_path_factory.mktemp("ground")
    try:
        settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
        with django_db_blocker.unblock():
            return grounds.build(
                databases.migrated(), folder, datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
            )
    finally:
        settings.HOME, settings.STORAGES = before


@pytest.fixture
def ground(
    ground_template: grounds.Template, tmp_path: Path, settings: Any, django_db_blocker: Any
) -> Iterator[grounds.Ground]:
    """Every story in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
    settings.HOME = home = tmp_path / "home"
    with django_db_blocker.unblock(), grounds.opened(ground_template, home) as copy:
        yield copy
