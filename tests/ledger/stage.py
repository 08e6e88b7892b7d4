"""A ledger database for each test, committed for real, with an owner's connection beside the application's."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from mingjing.ledger import schema
from tests.settings import ENGINE

APPS = ["mingjing.ledger", "tests.ledger.specimens"]
SQLITE = ENGINE == "sqlite"
_numbers = itertools.count()


def blob(data: bytes) -> str:
    """A binary literal in the engine's words."""
    return f"X'{data.hex()}'" if SQLITE else f"'\\x{data.hex()}'::bytea"


class Stage:
    """Where Django's connection points now, and how to reach the same database as its owner."""

    def __init__(self, name: str) -> None:
        self.name = name

    @contextmanager
    def owner(self, *, recursive: bool = True) -> Iterator[Any]:
        """A raw connection that may do anything: the tables' owner, or the file opened by another program."""
        connection.close()
        if SQLITE:
            raw: Any = sqlite3.connect(self.name, isolation_level=None)
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute(f"PRAGMA recursive_triggers = {'ON' if recursive else 'OFF'}")
        else:
            raw = _raw("mj_owner", self.name)
        try:
            yield raw
        finally:
            raw.close()

    def as_owner(self, *statements: str, recursive: bool = True) -> None:
        """Run statements as the owner, each committed by itself."""
        with self.owner(recursive=recursive) as raw:
            for statement in statements:
                raw.execute(statement)

    def drop_trigger(self, name: str, table: str) -> None:
        """Take one control away."""
        self.as_owner(f"DROP TRIGGER {name}" + ("" if SQLITE else f" ON {table}"))


def template(folder: Path) -> str:
    """Make the migrated database that every stage is a copy of; returns its file or name."""
    name = str(folder / "template.sqlite3") if SQLITE else f"mj_ledger_{os.getpid()}"
    if not SQLITE:
        from tests import cluster
        from tests.databases import ROLES

        cluster.psql(ROLES)
        cluster.psql(f'CREATE DATABASE "{name}" OWNER mj_owner')
    with pointed(name, "owner"):
        call_command("migrate", "ledger", verbosity=0, interactive=False, skip_checks=True)
        from tests.ledger.specimens.models import Specimen, Verdict

        with connection.schema_editor() as editor:
            editor.create_model(Specimen)
            editor.create_model(Verdict)
        schema.reapply(connection)
        assert schema.check(connection) == []
    return name


@contextmanager
def stage(source: str, folder: Path) -> Iterator[Stage]:
    """A fresh copy of the template with Django's connection on it, as the application's role."""
    name = copied(source, folder)
    try:
        with pointed(name, "app"):
            yield Stage(name)
    finally:
        if not SQLITE:
            from tests import cluster

            cluster.psql(f'DROP DATABASE "{name}" WITH (FORCE)')


def copied(source: str, folder: Path) -> str:
    """Copy a database that nobody has open; returns the new file or name."""
    if SQLITE:
        name = str(folder / "office.sqlite3")
        shutil.copy2(source, name)
    else:
        from tests import cluster

        name = f"{source}_{os.getpid()}_{next(_numbers)}"
        cluster.psql(f'CREATE DATABASE "{name}" OWNER mj_owner TEMPLATE "{source}"')
    return name


@contextmanager
def pointed(name: str, role: str) -> Iterator[None]:
    """Django's connection on that database, in that role."""
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict["NAME"] = name
    if SQLITE:
        connection.settings_dict["OPTIONS"] = {**before["OPTIONS"], "role": role}
    else:
        connection.settings_dict["USER"] = f"mj_{role}"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def _raw(user: str, database: str) -> Any:
    import psycopg

    from tests import cluster

    folder, port = cluster.place()
    return psycopg.connect(host=folder, port=port, user=user, dbname=database, autocommit=True)
