"""The same question asked without the product's finders: every text of every table, form and public page."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from mingjing.cases.models import Case
from mingjing.catalog.models import ListRow
from mingjing.documents.forms import FORMS
from mingjing.law.steps import ENDED

# Tables that are no things: what was written down once (logs, steps, events) or what states the law itself.
SKIPPED = {"ledger", "upkeep", "auth", "sessions", "contenttypes", "axes"}
CASEWARD = {"cases", "documents", "procedure", "review"}
THINGS = {"catalog_poweritem": "power", "catalog_randomitem": "random", "discretion_benchmark": "benchmark"}
RECORDS = ("/decisions/", "/verify/", "/draws/", "/log/", "/data/", "/_shell/", "/feed")


def search(name: str, statute_id: str, home: Path) -> set[tuple[str, str]]:
    """(thing, ref) of all that names the statute, or points to a row that does."""
    hits = _rows(name) | {("catalog_statute", statute_id)}
    hits |= _pointing(hits, {"catalog_randomitem", "cases_case", "cases_citation"})
    found = set()
    for table, pk in hits:
        if table in THINGS:
            found.add((THINGS[table], pk))
        elif table == "catalog_listrow":
            version = ListRow.objects.get(pk=pk).version
            if version.state == "published":
                found.add(("benchmark" if version.kind == "benchmarks" else "list", version.pk))
        elif table not in {"catalog_statute", "catalog_article"}:
            case = _case_of(table, pk)
            assert case is not None, f"{table} names the statute and belongs to no thing"
            if case.decided_on is None and case.stage not in ENDED and case.stage != "archived":
                found.add(("case", case.pk))
    found |= {("template", doc.value) for doc, form in FORMS.items() if name in repr(form)}
    return found | {("page", path) for path in _pages(name, home)}


def _models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label not in SKIPPED]


def _rows(name: str) -> set[tuple[str, str]]:
    found = set()
    for model in _models():
        columns = [
            f.attname for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField) and not f.is_relation
        ]  # fmt: skip
        for row in model._base_manager.all().iterator():
            if any(name in json.dumps(getattr(row, c), ensure_ascii=False, default=str) for c in columns):
                found.add((model._meta.db_table, str(row.pk)))
    return found


def _pointing(hits: set[tuple[str, str]], to: set[str]) -> set[tuple[str, str]]:
    """Rows of the tables ``to`` whose foreign keys lead to a hit."""
    found: set[tuple[str, str]] = set()
    for model in _models():
        if model._meta.db_table not in to:
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not Case:
                keys = [pk for table, pk in hits if table == field.related_model._meta.db_table]
                rows = model._base_manager.filter(**{f"{field.name}__in": keys})
                found |= {(model._meta.db_table, str(pk)) for pk in rows.values_list("pk", flat=True)}
    return found


def _case_of(table: str, pk: str) -> Case | None:
    """The case a row belongs to, by whatever foreign keys lead there."""
    model = next(m for m in _models() if m._meta.db_table == table)
    rows: list[Any] = [model._base_manager.get(pk=pk)]
    for _ in range(4):
        for row in rows:
            if isinstance(row, Case):
                return row
        rows = [
            getattr(row, f.name) for row in rows for f in row._meta.concrete_fields
            if f.is_relation and getattr(row, f.attname) and f.related_model._meta.app_label in CASEWARD
        ]  # fmt: skip
    return next((row for row in rows if isinstance(row, Case)), None)


def _pages(name: str, home: Path) -> list[str]:
    with sqlite3.connect(home / "public.sqlite3") as store:
        rows = store.execute("SELECT path, content_type, gz FROM page").fetchall()
    return [
        path for path, kind, gz in rows
        if kind.startswith("text/html") and path != "/" and not path.startswith(RECORDS)
        and name in gzip.decompress(gz).decode()
    ]  # fmt: skip
