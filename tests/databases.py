"""Making test databases: migrate once as owner, copy for tests that must commit for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mj_owner') THEN CREATE ROLE mj_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mj_app') THEN CREATE ROLE mj_app LOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def prepare(engine: str) -> None:
    """Create and migrate this worker's database, the one that its settings name."""
    if engine == "postgres":
        from tests import cluster

        name = cluster.database_name()
        cluster.psql(ROLES)
        cluster.psql(f'CREATE DATABASE "{name}" OWNER mj_owner')
        migrate({"MINGJING_DATABASE_URL": cluster.owner_url(name)})
    else:
        migrate({})
    connection.close()


def migrate(extra: dict[str, str]) -> None:
    """Run ``mingjing migrate`` in a process of its own, as a deployer would."""
    environment = {**os.environ, **extra, "MINGJING_DATABASE_ROLE": "owner"}
    done = subprocess.run(
        [sys.executable, "-m", "mingjing.config.cli", "migrate"], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed:\n{done.stdout}\n{done.stderr}")


def fresh_copy(folder: Path) -> Path:
    """A file copy of the migrated SQLite database, for tests that commit for real."""
    connection.close()
    source = Path(os.environ["MINGJING_HOME"]) / "office.sqlite3"
    target = folder / "office.sqlite3"
    shutil.copy2(source, target)
    return target
