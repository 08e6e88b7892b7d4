"""What an entry says of a row: for every column H(row_salt ‖ column ‖ canon(value)) (design: ledger §3).

Values are read back from the database before they are hashed, so that writer and audit see the same thing whatever
the engine or a field made of it. The salt hides values that could be guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import models

from mingjing.ledger.models import BoundModel
from mingjing.tlog import canon

SALT = "row_salt"
LEDGER = "ledger_seq"


def row_key(row: BoundModel) -> str:
    """The name of a row in an entry: ``table/id``."""
    return f"{row._meta.db_table}/{row.pk}"


@cache
def bound_columns(model: type[BoundModel]) -> tuple[tuple[str, str, bool], ...]:
    """(column, attribute, is JSON) of every column that entries commit to.

    The id is in the row's name, ``ledger_seq`` is the entry's own number, the salt has its own hash: none is listed.
    """
    apart = {"id", LEDGER, SALT, *model.unbound}
    return tuple(
        (field.column, field.attname, isinstance(field, models.JSONField))
        for field in model._meta.concrete_fields
        if field.column and field.column not in apart
    )


def plain(value: Any, is_json: bool = False) -> Any:
    """A column's value in the few types that have a canonical form. Raises TypeError for any other type.

    Times are UTC ISO text with microseconds, JSON columns their sorted text; bytes are told from text.
    """
    if is_json:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return {"hex": bytes(value).hex()}
    raise TypeError(f"{type(value).__name__} 类型的列不能登记入账")


def column_hash(salt: bytes, column: str, value: Any) -> str:
    """H(salt ‖ column ‖ canon(value)), hexadecimal; ``value`` is plain."""
    return sha256(salt + column.encode() + canon.canonical(value)).hexdigest()


def salt_hash(salt: bytes) -> str:
    """The salt's own commitment, so that a changed salt is told from changed columns."""
    return sha256(salt + SALT.encode()).hexdigest()


def commitment(row: BoundModel) -> dict[str, str]:
    """{column: hash} of a row as read from the database."""
    salt = bytes(row.row_salt)
    hashes = {SALT: salt_hash(salt)}
    for column, attribute, is_json in bound_columns(type(row)):
        hashes[column] = column_hash(salt, column, plain(getattr(row, attribute), is_json))
    return hashes


def commitments(rows: Iterable[BoundModel]) -> dict[str, dict[str, str]]:
    """The ``commit`` member of an entry, for rows just written: they are read back and hashed."""
    ids: dict[type[BoundModel], set[str]] = {}
    for row in rows:
        ids.setdefault(type(row), set()).add(row.pk)
    return {
        row_key(row): commitment(row) for model, keys in ids.items() for row in model._base_manager.filter(pk__in=keys)
    }
