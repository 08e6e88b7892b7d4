"""The audit: re-derive everything from the bodies and name table, row and column of whatever differs (ledger §3, §4).

Log: leaves, columns, order, rules, level files, root against the saved head. Rows: every row of every bound model
against the *latest* entry that commits to it. The whole runs on one snapshot of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from mingjing.ledger import heads, keys, reading, rules, sealing
from mingjing.ledger.bound_triggers import bound_models
from mingjing.ledger.commitments import LEDGER, SALT, bound_columns, column_hash, plain, row_key, salt_hash
from mingjing.ledger.levels import LevelsDamaged
from mingjing.ledger.models import LOGS, AnjuanEntry, BoundModel
from mingjing.tlog import canon
from mingjing.tlog.hashing import HASH_SIZE, Frontier, node_hash

_ROWS = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the log says; ``column`` is empty for a whole row, ``row`` for a whole table."""

    table: str
    row: str
    column: str
    why: str


def audit() -> list[Difference]:
    """Every difference in both logs and all bound rows; empty when everything is as it was written."""
    with _snapshot():
        latest: dict[str, int] = {}
        found = [d for log in LOGS for d in _log(log, latest)]
        for model in bound_models():
            found += _table(model, latest)
        for key, seq in latest.items():
            table, _, row = key.partition("/")
            found.append(Difference(table, row, "", f"这一行不见了（第 {seq} 条登记过）"))
    return found


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the database for the whole audit, without keeping writers out."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _log(log: str, latest: dict[str, int]) -> Iterator[Difference]:
    """Differences within one log; notes in ``latest`` which entry last committed to each row."""
    table = f"ledger_{log}"
    head, head_fault = _head(log)
    if head_fault:
        yield Difference(table, "", "head", head_fault)
    sealed, total = head.size if head else 0, reading.size(log)
    frontier, time, nodes, expected = Frontier(), 0, sealing.levels(log), 0
    for line in reading.lines(log, 0, total):
        for seq in range(expected, line.seq):
            yield Difference(table, str(seq), "", "这一条不见了")
        expected = line.seq + 1
        examined = reading.examine(line, time)
        faults = examined.faults
        if line.seq < sealed:
            faults = _against_seal(nodes, line, examined)
        for column, why in faults:
            yield Difference(table, str(line.seq), column, why)
        if examined.content is not None:
            yield from _content(log, line.seq, examined.content, latest)
        if frontier.size < sealed:
            frontier.append(examined.leaf)
        time = max(time, line.ts)
    for seq in range(expected, sealed):
        yield Difference(table, str(seq), "", "这一条不见了：已封存，数据库中没有")
    if head and (frontier.size, frontier.root().hex()) != (head.size, head.root):
        yield Difference(table, "", "root", f"由正文重算的根与已封存的 {head.size} 条的根不同")
    if head:
        yield from _levels(log, head.size, table)


def _against_seal(nodes: Any, line: reading.Line, examined: reading.Examined) -> list[tuple[str, str]]:
    """With the sealed leaf as third witness: was it the body that changed, or the leaf beside it?"""
    try:
        sealed = nodes.node(0, line.seq)
    except LevelsDamaged:
        return examined.faults
    faults = [f for f in examined.faults if f[0] != "leaf"]
    if line.leaf != sealed:
        faults.append(("leaf", "叶子与已封存的不同"))
    if examined.leaf != sealed:
        faults.append(("body", "正文与已封存的不同"))
    return faults


def _content(log: str, seq: int, content: dict[str, Any], latest: dict[str, int]) -> Iterator[Difference]:
    try:
        for why in rules.breaches(log, content, lambda types: reading.earlier(log, content, types)):
            yield Difference(f"ledger_{log}", str(seq), "type", why)
    except (canon.CanonError, KeyError, TypeError, AttributeError):
        yield Difference(f"ledger_{log}", str(seq), "body", "正文或者它所依据的正文缺少规则要看的内容")
    if log == "anjuan" and isinstance(content.get("commit"), dict):
        latest.update(dict.fromkeys(content["commit"], seq))


def _head(log: str) -> tuple[heads.Head | None, str]:
    try:
        head = heads.load(log)
        key = keys.load(log)
        if head and key:
            heads.verify(log, head, key)
        return head, "有封存记录而没有密钥文件" if head and not key else ""
    except (heads.HeadDamaged, keys.KeyProblem) as error:
        return None, str(error)


def _levels(log: str, size: int, table: str) -> Iterator[Difference]:
    """The level files, recomputed level by level from the one below."""
    nodes, level = sealing.levels(log), 0
    while size >> level:
        count = size >> level
        for first in range(0, count, 4096):
            width = min(4096, count - first)
            try:
                row = nodes.row(level, first, width)
                below = nodes.row(level - 1, 2 * first, 2 * width) if level else b""
            except LevelsDamaged as error:
                yield Difference(table, "", f"levels/{level:02d}", str(error))
                break
            if len(row) != width * HASH_SIZE:
                yield Difference(table, "", f"levels/{level:02d}", "层文件太短，可由条目重建")
                break
            for i in range(width) if level else ():
                pair = below[64 * i : 64 * i + 64]
                if row[32 * i : 32 * i + 32] != node_hash(pair[:32], pair[32:]):
                    yield Difference(table, str(first + i), f"levels/{level:02d}", "层文件中的节点与下一层不符")
        level += 1


def _table(model: type[BoundModel], latest: dict[str, int]) -> Iterator[Difference]:
    """Differences of one table's rows; takes its keys out of ``latest``."""
    keys_of_rows = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys_of_rows), _ROWS):
        chunk = keys_of_rows[start : start + _ROWS]
        committed = _committed(model, chunk, latest)
        for row in _rows(model, chunk):
            if isinstance(row, Difference):
                yield row
            else:
                yield from _row(row, committed.get(row_key(row)))
        for pk in chunk:
            latest.pop(f"{model._meta.db_table}/{pk}", None)


def _committed(
    model: type[BoundModel], pks: list[str], latest: dict[str, int]
) -> dict[str, tuple[int, dict[str, str] | None]]:
    """{row key: (entry, its hashes)} for the rows of a chunk that any entry commits to."""
    names = [f"{model._meta.db_table}/{pk}" for pk in pks]
    wanted = {name: latest[name] for name in names if name in latest}
    contents: dict[int, Any] = {}
    for entry in AnjuanEntry._base_manager.filter(seq__in=set(wanted.values())):
        try:
            contents[entry.seq] = entry.content["commit"]
        except (canon.CanonError, KeyError, ValueError):
            contents[entry.seq] = {}
    return {name: (seq, contents.get(seq, {}).get(name)) for name, seq in wanted.items()}


def _rows(model: type[BoundModel], pks: list[str]) -> Iterator[BoundModel | Difference]:
    """Rows of a chunk; a row that cannot be read as a whole is told column by column."""
    query = model._base_manager.filter(pk__in=pks).order_by("pk")
    try:
        yield from list(query)
    except (ValueError, TypeError, DatabaseError):
        for pk in pks:
            yield from _hard_row(model, pk)


def _hard_row(model: type[BoundModel], pk: str) -> Iterator[BoundModel | Difference]:
    query = model._base_manager.filter(pk=pk)
    try:
        yield query.get()
    except (ValueError, TypeError, DatabaseError):
        for field in model._meta.concrete_fields:
            try:
                query.values_list(field.attname).get()
            except (ValueError, TypeError, DatabaseError):
                yield Difference(model._meta.db_table, str(pk), str(field.column), "值无法读取")


def _row(row: BoundModel, committed: tuple[int, dict[str, str] | None] | None) -> Iterator[Difference]:
    table, pk = row._meta.db_table, str(row.pk)
    if committed is None:
        yield Difference(table, pk, "", "没有任何登记写过这一行")
        return
    seq, hashes = committed
    if row.ledger_id != seq:
        yield Difference(table, pk, LEDGER, f"最后写这一行的是第 {seq} 条，不是它所写的")
    if hashes is None:
        yield Difference(table, pk, "", f"第 {seq} 条的登记内容无法读取")
        return
    salt = bytes(row.row_salt)
    if salt_hash(salt) != hashes.get(SALT):
        yield Difference(table, pk, SALT, "盐与登记不同，其余各列无从核对")
        return
    present = {column: (attribute, is_json) for column, attribute, is_json in bound_columns(type(row))}
    for column in sorted(present.keys() | hashes.keys() - {SALT}):
        if column not in present:
            yield Difference(table, pk, column, f"第 {seq} 条登记过的列不在表中")
        elif column not in hashes:
            yield Difference(table, pk, column, f"第 {seq} 条没有登记这一列")
        elif not _same(salt, column, row, present[column], hashes[column]):
            yield Difference(table, pk, column, f"与第 {seq} 条登记的值不同")
    yield from (Difference(part, pk, "", why) for part, why in row.broken_parts())


def _same(salt: bytes, column: str, row: models.Model, where: tuple[str, bool], expected: str) -> bool:
    try:
        return column_hash(salt, column, plain(getattr(row, where[0]), where[1])) == expected
    except (TypeError, ValueError):  # a type that this column never held when it was committed to
        return False
