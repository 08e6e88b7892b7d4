"""What the application's role may do on PostgreSQL: read and append, never own, drop, truncate (design: ledger §3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingjing.ledger.bound_triggers import bound_models

APP = "mj_app"
OWNER = "mj_owner"

_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def privileges(table: str) -> frozenset[str]:
    """The privileges of the application's role on one table."""
    if table in ("ledger_anjuan", "ledger_gongshi"):
        return frozenset({"SELECT", "INSERT"})
    if table == "ledger_head":  # UPDATE is what SELECT … FOR UPDATE asks for; a trigger refuses every real update
        return frozenset({"SELECT", "UPDATE"})
    if table == "django_migrations":
        return frozenset({"SELECT"})
    for model in bound_models():
        if model._meta.db_table == table:
            return frozenset({"SELECT", "INSERT"} if model.append_only else {"SELECT", "INSERT", "UPDATE"})
    return frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


def grants(connection: Any) -> Iterator[str]:
    """SQL that gives the application's role exactly its privileges in this database; run by the owner."""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    for role in (APP, "PUBLIC"):
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
        yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}"
    yield f"GRANT USAGE ON SCHEMA public TO {APP}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}"
    for table in sorted(connection.introspection.table_names()):
        yield f'GRANT {", ".join(sorted(privileges(table)))} ON "{table}" TO {APP}'


def differences(connection: Any) -> list[str]:
    """Where the privileges of the application's role differ from ``privileges``, in Chinese."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", [APP])
        role = cursor.fetchone()
        if role is None:
            return [f"没有应用角色 {APP}"]
        found = [f"应用角色 {APP} 的权限过大：超级用户、越过行级安全或者可建角色"] if any(role) else []
        cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [APP])
        if cursor.fetchone()[0]:
            found.append(f"{APP} 可以在 public 中建表")
        cursor.execute(
            """SELECT c.relname, p, pg_has_role(%s, c.relowner, 'USAGE'),
                      CASE WHEN p IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                           THEN has_any_column_privilege(%s, c.oid, p) ELSE has_table_privilege(%s, c.oid, p) END
                 FROM pg_class c, unnest(%s::text[]) p
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2""",
            [APP, APP, APP, list(_ALL)],
        )
        rows = cursor.fetchall()
    owned = sorted({table for table, _, owns, _ in rows if owns})
    found += [f"{APP} 是表 {table} 的所有者（或者其成员）" for table in owned]
    for table, privilege, owns, held in rows:
        if not owns and held != (privilege in privileges(table)):
            found.append(f"{APP} 对表 {table} {'多出' if held else '缺少'} {privilege} 权限")
    return found
