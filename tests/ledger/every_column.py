"""Run in a home with acted cases: change one column of one row of every bound table, audit, and see that it is named.

Prints one JSON line: {"tables", "columns", "missed": [[table, column], …]}. First argument: columns per table, 0: all.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from mingjing.ledger.audit import audit  # noqa: E402
from mingjing.ledger.models import BoundModel  # noqa: E402


class Undo(Exception):
    """Takes the change back."""


def other(field: models.Field[Any, Any], value: Any) -> Any:
    """Another value that the column would take."""
    kind = field.get_internal_type()
    if kind in {"BinaryField"}:
        return bytes(32) if bytes(value or b"") != bytes(32) else bytes(31) + b"\1"
    if kind in {"BooleanField"}:
        return not value
    if "Integer" in kind or (kind == "ForeignKey" and isinstance(value, int)):
        return (value or 0) + 1000
    if kind == "DateField":
        return "2001-02-03"
    if kind == "DateTimeField":
        return "2001-02-03 04:05:06"
    if kind == "JSONField":
        return '["changed"]'
    return ("" if value is None else str(value))[:-1] + "~"


def main() -> None:
    most, tables, columns, missed = int(sys.argv[1]), 0, 0, []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    clean = len(audit())
    assert clean == 0, clean
    for model in apps.get_models():
        if not issubclass(model, BoundModel) or model._meta.abstract:
            continue
        row = model._base_manager.order_by("pk").first()
        if row is None:
            continue
        tables += 1
        bound = [f for f in model._meta.concrete_fields if f.column not in model.unbound and f.column != "id"]
        for field in bound[:most] if most else bound:
            columns += 1
            changed = other(field, getattr(row, field.attname))
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    table = model._meta.db_table
                    cursor.execute(f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s', [changed, row.pk])
                    named = {(d.table, str(d.row), d.column) for d in audit()}
                    if (table, str(row.pk), field.column) not in named:
                        missed.append([table, field.column, sorted(map(list, named))[:3]])
                    raise Undo
            except Undo:
                pass
    sys.stdout.write(json.dumps({"tables": tables, "columns": columns, "missed": missed}) + "\n")


main()
