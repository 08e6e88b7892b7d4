"""Making test databases: migrate once a run as owner, then copies, for every worker and for tests that must commit."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.settings import ENGINE

ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mj_owner') THEN CREATE ROLE mj_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mj_app') THEN CREATE ROLE mj_app LOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def prepare() -> None:
    """Make this worker's database, the one that its settings name, as a copy of the run's migrated one."""
    connection.close()
    if ENGINE == "postgres":
        from tests import cluster

        folder, template = Path(os.environ["MINGJING_TEST_TEMPLATE"]), migrated()
        with _alone():
            if not (folder / "postgres").exists():
                cluster.psql(ROLES)
                cluster.psql(f'CREATE DATABASE "{template}" OWNER mj_owner')
                migrate({"MINGJING_DATABASE_URL": cluster.owner_url(template)})
                (folder / "postgres").touch()
            cluster.psql(f'CREATE DATABASE "{cluster.database_name()}" OWNER mj_owner TEMPLATE "{template}"')
    else:
        give(Path(os.environ["MINGJING_HOME"]))


def migrated() -> str:
    """The run's migrated database, in which no test writes and which nobody has open: a file, or a name."""
    template = Path(os.environ["MINGJING_TEST_TEMPLATE"])
    return template.parent.name if ENGINE == "postgres" else str(template / "office.sqlite3")


def give(home: Path) -> None:
    """Put a copy of this run's migrated SQLite database into a home; the first who asks migrates it, once a run."""
    template = Path(os.environ["MINGJING_TEST_TEMPLATE"])
    with _alone():
        if not (template / "office.sqlite3").exists():
            making = template / "making"
            making.mkdir(exist_ok=True)
            migrate({"MINGJING_HOME": str(making), "MINGJING_DATABASE_URL": ""})
            (making / "office.sqlite3").rename(template / "office.sqlite3")
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy2(template / "office.sqlite3", home)


@contextmanager
def _alone() -> Iterator[None]:
    template = Path(os.environ["MINGJING_TEST_TEMPLATE"])
    template.mkdir(parents=True, exist_ok=True)
    with (template / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


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
    target = folder / "office.sqlite3"
    shutil.copy2(migrated(), target)
    return target
