"""Fixtures of the statistics' tests: a home in which every story was played, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests import databases
from tests.procedure.ground import PLAIN_STATIC
from tests.statistics import told as telling


@pytest.fixture(scope="session")
def told_once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> telling.Told:
    """Everything played, once per worker."""
    before = settings.HOME, settings.STORAGES
    try:
        settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
        with django_db_blocker.unblock():
            now = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
            return telling.tell(databases.migrated(), tmp_path_factory.mktemp("told"), now)
    finally:
        settings.HOME, settings.STORAGES = before


@pytest.fixture
def told(told_once: telling.Told, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[telling.Told]:
    """The played home in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
    with django_db_blocker.unblock(), telling.opened(told_once, tmp_path / "home"):
        yield told_once
