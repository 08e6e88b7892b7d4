"""The database as the second lock: triggers and grants reapplied after every migrate, compared at every boot.

Django rebuilds a table on SQLite whenever it alters a field and drops its triggers without a word; so all triggers are
declared in one file per app and engine (``triggers/sqlite.sql``, ``triggers/postgres.sql``, statements separated by a
line ``-- ;;``) or generated from the bound models, and the whole set is put back by ``reapply`` (design: ledger §3).
On PostgreSQL a trigger has no WHEN clause: its condition stands in its function, so that the two can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from mingjing.ledger import bound_triggers, grants
from mingjing.ledger.sqlite.base import PRAGMAS

_FILES = {"sqlite": "sqlite.sql", "postgresql": "postgres.sql"}
_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(\).*?AS \$\$(.*)\$\$", re.DOTALL | re.IGNORECASE)
_TRIGGER = re.compile(
    r"CREATE (?:CONSTRAINT )?TRIGGER (?P<name>\w+) (?P<timing>BEFORE|AFTER|INSTEAD OF) (?P<events>.+?) "
    r"ON (?:ONLY )?(?:public\.)?(?P<table>\w+) (?P<rest>.*?)EXECUTE (?:FUNCTION|PROCEDURE) (?:public\.)?(?P<call>.+)",
    re.IGNORECASE,
)


def statements(vendor: str) -> Iterator[str]:
    """Every statement of every app's file for this engine, then the generated triggers; comments before one are cut."""
    for config in apps.get_app_configs():
        file = Path(config.path) / "triggers" / _FILES[vendor]
        if file.exists():
            for part in file.read_text(encoding="utf-8").split("\n-- ;;"):
                lines = part.strip().splitlines()
                while lines and (not lines[0].strip() or lines[0].startswith("--")):
                    lines.pop(0)
                if lines:
                    yield "\n".join(lines).strip().removesuffix(";")
    yield from bound_triggers.statements(vendor)


def reapply(connection: Any) -> None:
    """Drop every trigger and put back exactly the declared ones; on PostgreSQL also the grants. Run as the owner."""
    vendor = connection.vendor
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, table in _present_names(cursor, vendor):
            cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else ""))
        for statement in statements(vendor):
            cursor.execute(statement)
        if vendor == "postgresql":
            for name, table in _present_names(cursor, vendor):  # also for a session that replays: ENABLE ALWAYS
                cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"')
            for grant in grants.grants(connection):
                cursor.execute(grant)


def check(connection: Any) -> list[str]:
    """What differs from the declared triggers, grants and pragmas, one Chinese sentence each; empty when all is well.

    A server that finds any refuses to serve (exit code 78).
    """
    connection.ensure_connection()
    declared, present = _declared(connection.vendor), _present(connection)
    found = [f"缺少触发器 {name}" for name in declared if name not in present]
    found += [f"多出触发器 {name}" for name in present if name not in declared]
    found += [f"触发器 {name} 被改动" for name in declared if name in present and declared[name] != present[name]]
    if connection.vendor == "postgresql":
        return sorted(found) + _changed_functions(connection) + grants.differences(connection)
    with connection.cursor() as cursor:
        for name, value in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            actual = cursor.fetchone()[0]
            if actual != value:
                found.append(f"数据库连接的 {name} 应为 {value}，实为 {actual}")
    return sorted(found)


def _declared(vendor: str) -> dict[str, str]:
    found = {}
    for statement in statements(vendor):
        match = re.match(
            r"CREATE (?:CONSTRAINT )?TRIGGER (?:IF NOT EXISTS )?(\w+) [^;]*?\bON (\w+)", statement, re.IGNORECASE
        )
        if match:  # a trigger's name is its own on SQLite, its table's on PostgreSQL
            found[match[1] if vendor == "sqlite" else f"{match[2]}.{match[1]}"] = _shape(statement, vendor)
    return found


def _present(connection: Any) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name: _shape(sql, "sqlite") for name, sql in cursor.fetchall()}
        cursor.execute(
            """SELECT c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid), t.tgenabled
                 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"""
        )
        return {
            name: _shape(sql, "postgresql") + ("" if enabled == "A" else " not enabled always")
            for name, sql, enabled in cursor.fetchall()
        }


def _present_names(cursor: Any, vendor: str) -> list[tuple[str, str]]:
    if vendor == "sqlite":
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute(
            """SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"""
        )
    return list(cursor.fetchall())


def _shape(sql: str, vendor: str) -> str:
    """What of a CREATE TRIGGER must be equal: everything on SQLite, the parts PostgreSQL keeps on PostgreSQL."""
    sql = re.sub(r"\s+", " ", sql).strip().removesuffix(";").strip()
    if vendor == "sqlite":
        return re.sub(r"TRIGGER IF NOT EXISTS ", "TRIGGER ", sql, flags=re.IGNORECASE)
    match = _TRIGGER.match(sql)
    if not match:
        return sql
    events = " or ".join(sorted(re.split(" or ", match["events"].lower())))
    row = "row" if "for each row" in match["rest"].lower() else "statement"
    when = " when" if " when " in f" {match['rest'].lower()}" else ""
    parts = match["name"], match["timing"], events, match["table"], row + when, re.sub(r"\s", "", match["call"])
    return " ".join(parts).lower()


def _changed_functions(connection: Any) -> list[str]:
    declared = {m[1]: m[2] for s in statements("postgresql") if (m := _FUNCTION.match(s))}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT proname, prosrc FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND proname = ANY(%s::text[])""",
            [list(declared)],
        )
        present = dict(cursor.fetchall())
    return [f"触发器函数 {name} 被改动或者缺少" for name in sorted(declared) if present.get(name) != declared[name]]
