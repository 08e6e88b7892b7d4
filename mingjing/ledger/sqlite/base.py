"""SQLite as the office database: durable, with foreign keys, and closed to DDL for everyone but its owner.

``OPTIONS["role"]`` is ``owner`` only for ``mingjing migrate``. For every other connection an authorizer refuses what
grants refuse on PostgreSQL: CREATE, ALTER, DROP, ATTACH, changing any PRAGMA. A program that opens the file with
another library escapes this; ``schema.check``, the saved head and the audit find what it did (design: ledger §3).
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base

# recursive_triggers on every connection: without it INSERT OR REPLACE deletes rows past the delete triggers.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}

# For speed only: random leaves touch the whole unique index, so keep it in memory; copy the WAL back less often.
TUNING = {"cache_size": -65_536, "wal_autocheckpoint": 4_000}

_READING_PRAGMAS = frozenset(
    {
        "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "integrity_check",
        "quick_check", "table_info", "table_list", "table_xinfo", "wal_checkpoint", "optimize", "data_version",
    }
)  # fmt: skip
_DDL = frozenset(
    getattr(sqlite3, f"SQLITE_{verb}_{noun}")
    for verb in ("CREATE", "DROP")
    for noun in ("INDEX", "TABLE", "TRIGGER", "VIEW", "TEMP_INDEX", "TEMP_TABLE", "TEMP_TRIGGER", "TEMP_VIEW", "VTABLE")
) | {sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_REINDEX}


def authorize(action: int, first: str | None, second: str | None, database: str | None, source: str | None) -> int:
    """The application's authorizer: data may be read and written (triggers decide how), the schema may not change."""
    if action in _DDL:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and first not in _READING_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, with our pragmas on every connection and the authorizer on the application's."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.role = params.pop("role", "app")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        for name, value in (PRAGMAS | TUNING).items():
            connection.execute(f"PRAGMA {name} = {value}")
        if self.role != "owner":
            connection.set_authorizer(authorize)
        return connection
