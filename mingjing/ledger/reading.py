"""Reading a log back and judging each entry by itself: leaf, canonical body, columns, order. For sealer and audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection

from mingjing.ledger.appending import SUITE, VERSION
from mingjing.ledger.models import LOGS
from mingjing.tlog import canon
from mingjing.tlog.hashing import leaf_hash

CHUNK = 2048


class Line(NamedTuple):
    """One stored entry, as it stands in the table; ``case`` is None in the public log."""

    seq: int
    ts: int
    type: str
    obj: str
    org: str
    case: str | None
    body: bytes
    leaf: bytes


class Examined(NamedTuple):
    """What one line came to: its true leaf hash, its content if readable, and (column, why) of everything wrong."""

    leaf: bytes
    content: dict[str, Any] | None
    faults: list[tuple[str, str]]


def size(log: str) -> int:
    """How many entries the table claims: the largest number plus one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(seq), -1) + 1 FROM ledger_{log}")
        return int(cursor.fetchone()[0])


def lines(log: str, start: int, stop: int) -> Iterator[Line]:
    """Entries ``start`` ≤ seq < ``stop`` in order, streamed in chunks by key; numbers may be missing."""
    case = "case_id" if log == "anjuan" else "NULL"
    sql = (
        f"SELECT seq, ts_ms, type, obj, org, {case}, body, leaf FROM ledger_{log} "
        "WHERE seq >= %s AND seq < %s ORDER BY seq"
    )
    for first in range(start, stop, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(sql, [first, min(first + CHUNK, stop)])
            rows = cursor.fetchall()
        for seq, ts, kind, obj, org, of_case, body, leaf in rows:
            yield Line(seq, ts, kind, obj, org, of_case, bytes(body), bytes(leaf))


def examine(line: Line, earliest: int) -> Examined:
    """Judge one entry by itself. ``earliest`` is the time of the entry before it, in milliseconds."""
    leaf, faults = leaf_hash(line.body), []
    if leaf != line.leaf:
        faults.append(("leaf", "叶子不是正文的哈希"))
    if line.ts < earliest:
        faults.append(("ts_ms", "时间早于前一条"))
    try:
        content = canon.parse(line.body)
    except canon.CanonError:
        return Examined(leaf, None, [*faults, ("body", "正文不是规范的 JSON")])
    if not isinstance(content, dict) or (content.get("v"), content.get("suite")) != (VERSION, SUITE):
        return Examined(leaf, None, [*faults, ("body", "正文的版本或者算法不认识")])
    for column, name in (("seq", "seq"), ("ts_ms", "ts"), ("type", "type"), ("obj", "obj"), ("org", "org")):
        if content.get(name) != getattr(line, name):
            faults.append((column, "与正文所载不一致"))
    if line.case is not None and content.get("case") != line.case:
        faults.append(("case_id", "与正文所载不一致"))
    return Examined(leaf, content, faults)


def earlier(
    log: str, entry: dict[str, Any], types: Iterable[str], unchanged: Callable[[int, bytes], None] | None = None
) -> list[dict[str, Any]]:
    """Contents of the entries before ``entry`` of these types, same case (public log: same obj), oldest first.

    ``unchanged(seq, body)`` is asked about each one; it raises when the body is not what was sealed.
    """
    same = {"case": entry["case"]} if log == "anjuan" else {"obj": entry["obj"]}
    if not all(same.values()):
        return []
    rows = LOGS[log]._base_manager.filter(**same, type__in=sorted(types), seq__lt=entry["seq"]).order_by("seq")
    for row in rows:
        if unchanged:
            unchanged(row.seq, bytes(row.body))
    return [row.content for row in rows]
