"""A scene of committed cases for each test; other folders import these fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests import databases
from tests.disclosure import acted


@pytest.fixture(scope="session")
def acted_template(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> acted.Template:
    """The stories, played once per worker."""
    before = settings.HOME, settings.STORAGES
    try:
        settings.STORAGES = {**settings.STORAGES, **acted.PLAIN_STATIC}
        with django_db_blocker.unblock():
            moment = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
            return acted.build(databases.migrated(), tmp_path_factory.mktemp("acted"), moment)
    finally:
        settings.HOME, settings.STORAGES = before


@pytest.fixture
def scene(
    acted_template: acted.Template, tmp_path: Path, settings: Any, django_db_blocker: Any
) -> Iterator[acted.Scene]:
    """Every story in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **acted.PLAIN_STATIC}
    settings.HOME = settings.HOME  # restored after the test
    with django_db_blocker.unblock(), acted.opened(acted_template, tmp_path / "home") as copy:
        yield copy
