"""A scene of filed dossiers for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from tests import databases
from tests.appraisal import scene as scenes
from tests.disclosure.acted import PLAIN_STATIC


@pytest.fixture(scope="session")
def filed_template(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> scenes.Template:
    """The stories, played once per worker."""
    before = settings.HOME, settings.STORAGES
    try:
        settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
        with django_db_blocker.unblock():
            moment = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
            return scenes.build(databases.migrated(), tmp_path_factory.mktemp("filed"), moment)
    finally:
        settings.HOME, settings.STORAGES = before


@pytest.fixture
def scene(filed_template: scenes.Template, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Any]:
    """Every story in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **PLAIN_STATIC}
    settings.HOME = settings.HOME  # restored after the test
    with django_db_blocker.unblock(), scenes.opened(filed_template, tmp_path / "home") as copy:
        yield copy
