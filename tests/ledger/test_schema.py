"""The application may not change the schema, and what anyone else changed is found at boot."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from mingjing.ledger import grants, schema
from tests.ledger.stage import SQLITE, Stage

DDL = [
    "DROP TABLE ledger_anjuan",
    "ALTER TABLE ledger_anjuan ADD COLUMN extra integer",
    "ALTER TABLE specimen RENAME TO other",
    "CREATE TABLE more (id integer)",
    "CREATE INDEX more ON specimen (fine)",
    "CREATE VIEW more AS SELECT 1",
]
SQLITE_DDL = [
    "DROP TRIGGER ledger_anjuan_no_update",
    "CREATE TRIGGER more BEFORE INSERT ON specimen BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER more BEFORE INSERT ON specimen BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TABLE ledger_anjuan (seq integer)",
    "ATTACH ':memory:' AS more",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA writable_schema = ON",
    "PRAGMA ignore_check_constraints = ON",
]
POSTGRES_DDL = [
    "DROP TRIGGER ledger_anjuan_no_update ON ledger_anjuan",
    "ALTER TABLE ledger_anjuan DISABLE TRIGGER ledger_anjuan_no_update",
    "ALTER TABLE ledger_anjuan DISABLE TRIGGER ALL",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER more BEFORE INSERT ON specimen FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "SET session_replication_role = replica",
    "SET ROLE mj_owner",
]
ROW_WRITES = [
    "UPDATE ledger_anjuan SET org = 'x'",
    "DELETE FROM ledger_anjuan",
    "TRUNCATE ledger_anjuan CASCADE",
    "DELETE FROM ledger_gongshi",
    "DELETE FROM specimen",
    "TRUNCATE specimen",
    "UPDATE specimen_verdict SET words = 'x'",
    "DELETE FROM ledger_head",
    "INSERT INTO ledger_head VALUES ('x')",
    "UPDATE django_migrations SET name = 'x'",
]

postgres_only = pytest.mark.skipif(SQLITE, reason="grants exist on PostgreSQL only")
sqlite_only = pytest.mark.skipif(not SQLITE, reason="the authorizer and the pragmas are SQLite's")


@pytest.mark.parametrize("statement", DDL + (SQLITE_DDL if SQLITE else POSTGRES_DDL))
def test_the_application_may_not_change_the_schema(stage: Stage, statement: str):
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match=r"not authorized|prohibited|must be owner|permission denied"),
    ):
        cursor.execute(statement)


@sqlite_only
@pytest.mark.parametrize("statement", DDL + SQLITE_DDL)
def test_without_the_authorizer_the_same_statement_goes_through(stage: Stage, statement: str):
    connection.ensure_connection()
    connection.connection.set_authorizer(None)
    with connection.cursor() as cursor:
        cursor.execute(statement)


@sqlite_only
def test_the_application_still_reads_what_django_asks_about_tables(stage: Stage):
    connection.check_constraints()
    with connection.cursor() as cursor:
        assert "specimen" in connection.introspection.table_names(cursor)
        assert connection.introspection.get_constraints(cursor, "specimen")


@postgres_only
@pytest.mark.parametrize("statement", ROW_WRITES)
def test_grants_alone_refuse_the_application(stage: Stage, statement: str):
    with stage.owner() as raw:
        for table in ("ledger_anjuan", "ledger_gongshi", "ledger_head", "specimen", "specimen_verdict"):
            raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute(statement)
    with stage.owner() as raw:
        raw.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {grants.APP}")
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_fresh_database_has_nothing_to_report(stage: Stage):
    assert schema.check(connection) == []


def test_reapplying_twice_changes_nothing(stage: Stage):
    declared = list(schema.statements(connection.vendor))
    assert len(declared) == len(set(declared))
    connection.close()
    options = connection.settings_dict
    before = dict(options)
    options.update({"OPTIONS": {**before["OPTIONS"], "role": "owner"}} if SQLITE else {"USER": "mj_owner"})
    schema.reapply(connection)
    connection.close()
    options.update(before)
    assert schema.check(connection) == []


def all_triggers(stage: Stage) -> list[tuple[str, str]]:
    with stage.owner() as raw:
        if SQLITE:
            return raw.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        return raw.execute(
            "SELECT tgname, relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal"
        ).fetchall()


def test_every_dropped_trigger_is_found_by_name(stage: Stage):
    triggers = all_triggers(stage)
    assert len(triggers) >= 15
    gone = []
    for name, table in triggers:
        stage.drop_trigger(name, table)
        gone.append(f"缺少触发器 {name}" if SQLITE else f"缺少触发器 {table}.{name}")
        assert schema.check(connection) == sorted(gone)


def test_a_trigger_that_was_weakened_or_added_is_found(stage: Stage):
    if SQLITE:
        stage.as_owner(
            "DROP TRIGGER ledger_anjuan_no_update",
            "CREATE TRIGGER ledger_anjuan_no_update BEFORE UPDATE ON ledger_anjuan BEGIN SELECT 1; END",
            "CREATE TRIGGER extra BEFORE INSERT ON specimen BEGIN SELECT RAISE(IGNORE); END",
        )
        assert schema.check(connection) == ["多出触发器 extra", "触发器 ledger_anjuan_no_update 被改动"]
    else:
        stage.as_owner(
            "DROP TRIGGER ledger_anjuan_no_update ON ledger_anjuan",
            "CREATE TRIGGER ledger_anjuan_no_update BEFORE UPDATE ON ledger_anjuan FOR EACH ROW WHEN (false) "
            "EXECUTE FUNCTION ledger_refuse()",
            "ALTER TABLE ledger_anjuan ENABLE ALWAYS TRIGGER ledger_anjuan_no_update",
            "CREATE TRIGGER ledger_anjuan_no_update BEFORE INSERT ON specimen "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        )
        assert schema.check(connection) == [
            "多出触发器 specimen.ledger_anjuan_no_update",
            "触发器 ledger_anjuan.ledger_anjuan_no_update 被改动",
        ]


@postgres_only
def test_disabled_triggers_changed_functions_and_grants_are_found(stage: Stage):
    stage.as_owner("ALTER TABLE specimen DISABLE TRIGGER specimen_bound_delete")
    assert schema.check(connection) == ["触发器 specimen.specimen_bound_delete 被改动"]
    stage.as_owner("ALTER TABLE specimen ENABLE TRIGGER specimen_bound_delete")
    assert schema.check(connection) == ["触发器 specimen.specimen_bound_delete 被改动"], "not ENABLE ALWAYS"
    stage.as_owner("ALTER TABLE specimen ENABLE ALWAYS TRIGGER specimen_bound_delete")
    stage.as_owner(
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    )
    assert schema.check(connection) == ["触发器函数 ledger_refuse 被改动或者缺少"]
    refuse = next(s for s in schema.statements("postgresql") if "FUNCTION ledger_refuse()" in s)
    stage.as_owner(refuse)
    assert schema.check(connection) == []


@postgres_only
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("GRANT UPDATE ON ledger_anjuan TO mj_app", "mj_app 对表 ledger_anjuan 多出 UPDATE 权限"),
        ("GRANT UPDATE (org) ON ledger_anjuan TO mj_app", "mj_app 对表 ledger_anjuan 多出 UPDATE 权限"),
        ("GRANT TRUNCATE ON specimen TO PUBLIC", "mj_app 对表 specimen 多出 TRUNCATE 权限"),
        ("REVOKE INSERT ON specimen FROM mj_app", "mj_app 对表 specimen 缺少 INSERT 权限"),
        ("GRANT CREATE ON SCHEMA public TO mj_app", "mj_app 可以在 public 中建表"),
    ],
)
def test_a_changed_grant_is_found(stage: Stage, statement: str, found: str):
    stage.as_owner(statement)
    assert schema.check(connection) == [found]


@sqlite_only
@pytest.mark.parametrize(
    "pragma", ["recursive_triggers = OFF", "foreign_keys = OFF", "synchronous = NORMAL", "journal_mode = DELETE"]
)
def test_a_connection_without_its_pragmas_is_found(stage: Stage, pragma: str):
    connection.ensure_connection()
    connection.connection.set_authorizer(None)
    connection.connection.execute(f"PRAGMA {pragma}").fetchall()
    assert [line.split(" ")[1] for line in schema.check(connection)] == [pragma.split(" ")[0]]
