"""Triggers of every bound table, generated from the models, so that none can be forgotten (design: ledger §3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from mingjing.ledger.models import BoundModel


def bound_models() -> list[type[BoundModel]]:
    """Every concrete bound model of the installed apps, by table name."""
    found = [m for m in apps.get_models(include_auto_created=True) if issubclass(m, BoundModel)]
    return sorted((m for m in found if m._meta.managed), key=lambda m: m._meta.db_table)


def statements(vendor: str) -> Iterator[str]:
    """CREATE TRIGGER statements for all bound tables, in the words of ``vendor``."""
    for model in bound_models():
        make = _postgresql if vendor == "postgresql" else _sqlite
        yield from make(model._meta.db_table, model.append_only)


def _sqlite(table: str, append_only: bool) -> Iterator[str]:
    entry_stands = "NEW.ledger_seq IS NULL OR EXISTS (SELECT 1 FROM ledger_anjuan WHERE seq >= NEW.ledger_seq)"
    yield f"""CREATE TRIGGER {table}_bound_insert BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, '{table} 的写入必须随一条新的登记') WHERE {entry_stands};
  SELECT RAISE(ABORT, '{table} 中已有的行不得顶替') WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id);
END"""
    if append_only:
        yield f"""CREATE TRIGGER {table}_bound_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} 只追加，不得改写'); END"""
    else:
        yield f"""CREATE TRIGGER {table}_bound_update BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, '{table} 的写入必须随一条新的登记') WHERE {entry_stands};
  SELECT RAISE(ABORT, '{table} 的编号不得改写，登记序号只能增大')
   WHERE NEW.id IS NOT OLD.id OR NEW.ledger_seq < OLD.ledger_seq;
END"""
    yield f"""CREATE TRIGGER {table}_bound_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} 的行不得删除'); END"""


def _postgresql(table: str, append_only: bool) -> Iterator[str]:
    write, refuse = "FOR EACH ROW EXECUTE FUNCTION ledger_bound_row()", "EXECUTE FUNCTION ledger_refuse()"
    yield f"CREATE TRIGGER {table}_bound_insert BEFORE INSERT ON {table} {write}"
    update = f"FOR EACH ROW {refuse}" if append_only else write
    yield f"CREATE TRIGGER {table}_bound_update BEFORE UPDATE ON {table} {update}"
    yield f"CREATE TRIGGER {table}_bound_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}"
    yield f"CREATE TRIGGER {table}_bound_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
