from __future__ import annotations

from typing import Any

from django.db import migrations, models

from mingjing.ledger.operations import EngineSQL


def sqlite(table: str, case: str) -> str:
    return f"""
CREATE TABLE {table} (
  seq   INTEGER PRIMARY KEY CHECK (seq >= 0),
  ts_ms INTEGER NOT NULL CHECK (ts_ms >= 0),
  type  TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 60),
  obj   TEXT NOT NULL CHECK (length(obj) <= 100),
  org   TEXT NOT NULL CHECK (length(org) <= 60),
  {case}
  body  BLOB NOT NULL CHECK (length(body) BETWEEN 2 AND 65535),
  leaf  BLOB NOT NULL UNIQUE CHECK (length(leaf) = 32)
) STRICT"""


def postgresql(table: str, case: str) -> str:
    return f"""
CREATE TABLE {table} (
  seq   bigint PRIMARY KEY CHECK (seq >= 0),
  ts_ms bigint NOT NULL CHECK (ts_ms >= 0),
  type  varchar(60) NOT NULL CHECK (type <> ''),
  obj   varchar(100) NOT NULL,
  org   varchar(60) NOT NULL,
  {case}
  body  bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 65535),
  leaf  bytea NOT NULL UNIQUE CHECK (leaf = sha256('\\x00'::bytea || body))
)"""


INDEXES = [
    "CREATE INDEX ledger_anjuan_case ON ledger_anjuan (case_id, seq) WHERE case_id <> ''",
    "CREATE INDEX ledger_gongshi_obj ON ledger_gongshi (obj, seq)",
]
# One row per log: PostgreSQL locks it so that appends stand in line; SQLite needs no such row, but has it too.
HEADS = [
    "CREATE TABLE ledger_head (log varchar(10) PRIMARY KEY)",
    "INSERT INTO ledger_head (log) VALUES ('anjuan'), ('gongshi')",
]

COLUMNS: list[tuple[str, models.Field[Any, Any]]] = [
    ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
    ("ts_ms", models.BigIntegerField()),
    ("type", models.CharField(max_length=60)),
    ("obj", models.CharField(max_length=100)),
    ("org", models.CharField(max_length=60)),
    ("body", models.BinaryField()),
    ("leaf", models.BinaryField(max_length=32, unique=True)),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                EngineSQL(
                    sqlite=[
                        sqlite("ledger_anjuan", "case_id TEXT NOT NULL CHECK (length(case_id) <= 32),"),
                        sqlite("ledger_gongshi", ""),
                        *INDEXES,
                        *HEADS,
                    ],
                    postgresql=[
                        postgresql("ledger_anjuan", "case_id varchar(32) NOT NULL,"),
                        postgresql("ledger_gongshi", ""),
                        *INDEXES,
                        *HEADS,
                    ],
                )
            ],
            state_operations=[
                migrations.CreateModel(
                    name="AnjuanEntry",
                    fields=[*COLUMNS, ("case", models.CharField(db_column="case_id", max_length=32))],
                    options={"db_table": "ledger_anjuan"},
                ),
                migrations.CreateModel(
                    name="GongshiEntry", fields=COLUMNS, options={"db_table": "ledger_gongshi"}
                ),
            ],
        ),
    ]
