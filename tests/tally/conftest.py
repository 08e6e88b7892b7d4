"""A migrated database in a fresh copy that commits for real."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.ledger import stage as staging
from tests.settings import ENGINE


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[staging.Stage]:
    """Django's connection, and that of every thread, on the copy."""
    from tests import cluster

    postgres = ENGINE == "postgres"
    source = cluster.database_name() if postgres else str(Path(os.environ["MINGJING_HOME"], "office.sqlite3"))
    with django_db_blocker.unblock():
        connection.close()
        with staging.stage(source, tmp_path) as stage:
            yield stage
