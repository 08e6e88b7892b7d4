"""Adding entries at the end of a log, inside the caller's transaction: the lock, the order, the body, the leaf.

SQLite: the transaction began IMMEDIATE, so there is one writer. PostgreSQL: the log's row in ``ledger_head`` is locked
until commit. On both the primary key and a trigger refuse any other than the next number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from mingjing.ledger.models import EPOCH
from mingjing.tlog import canon
from mingjing.tlog.hashing import leaf_hash

VERSION = 1
SUITE = "sha256-ed25519"
MAX_BODY = 65_535  # C2SP tlog-tiles: an entry's length is a uint16


_TYPE = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")


class EntryTooLarge(ValueError):
    """The body of an entry exceeds 65,535 bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next entry goes: its number, its time, and by how much the clock had gone back."""

    seq: int
    ts: int
    regressed: int

    def noted(self, data: dict[str, Any]) -> dict[str, Any]:
        """``data``, with the regression of the clock when there was one."""
        return {**data, "clock_regressed_ms": self.regressed} if self.regressed else data


def milliseconds(now: datetime) -> int:
    """UTC milliseconds of an aware datetime. Raises ValueError for a naive one."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    return (now - EPOCH) // timedelta(milliseconds=1)


def moment(ts: int) -> datetime:
    """The UTC datetime of ledger milliseconds."""
    return EPOCH + timedelta(milliseconds=ts)


def check_type(name: str) -> None:
    """Raises ValueError unless ``name`` is of the form noun.verb."""
    if not _TYPE.fullmatch(name):
        raise ValueError(f"{name!r} is not of the form noun.verb")


def lock(log: str, now: datetime) -> Place:
    """Take the end of ``log`` until commit, and say what comes next there. Ledger time = max(previous, now).

    Must be called in a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("appending needs an open transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT log FROM ledger_head WHERE log = %s FOR UPDATE", [log])
        cursor.execute(f"SELECT seq, ts_ms FROM ledger_{log} ORDER BY seq DESC LIMIT 1")
        last = cursor.fetchone() or (-1, 0)
    present = milliseconds(now)
    return Place(last[0] + 1, max(last[1], present), max(0, last[1] - present))


def previous(case: str) -> int | None:
    """Number of the last entry of a case in the internal log, or None."""
    if not case:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq FROM ledger_anjuan WHERE case_id = %s AND case_id <> '' ORDER BY seq DESC LIMIT 1", [case]
        )
        row = cursor.fetchone()
    return row[0] if row else None


def encode(content: dict[str, Any]) -> bytes:
    """The canonical body. Raises CanonError, or EntryTooLarge above 65,535 bytes."""
    body = canon.canonical(content)
    if len(body) > MAX_BODY:
        raise EntryTooLarge(
            f"{content['type']} 一次登记的内容有 {len(body)} 字节，超过上限 {MAX_BODY} 字节；请分成几次办理"
        )
    return body


def insert(log: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert entries ``(seq, ts, type, obj, org, case, body)`` with their leaf hashes."""
    case = log == "anjuan"
    columns = "seq, ts_ms, type, obj, org, case_id, body, leaf" if case else "seq, ts_ms, type, obj, org, body, leaf"
    marks = ", ".join(["%s"] * (8 if case else 7))
    values = [(*(r if case else (*r[:5], r[6])), leaf_hash(r[6])) for r in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO ledger_{log} ({columns}) VALUES ({marks})", values)
