"""A migrated database in a fresh copy that commits for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import databases
from tests.ledger import stage as staging


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[staging.Stage]:
    """Django's connection, and that of every thread, on the copy."""
    with django_db_blocker.unblock():
        connection.close()
        with staging.stage(databases.migrated(), tmp_path) as stage:
            yield stage
