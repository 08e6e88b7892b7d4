"""Sealing: recompute, compare with the saved head, sign, save (design: ledger §2). After the business transaction.

Order of a seal: level files → fsync → head tmp → fsync → rename → fsync of the folder. A kill between any two leaves
the old head in force and the next seal does the work again. Nothing is signed that was not recomputed from the bodies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from mingjing.ledger import heads, keys, reading, rules
from mingjing.ledger.appending import milliseconds
from mingjing.ledger.files import FILES, Files, locked
from mingjing.ledger.levels import Levels, LevelsDamaged, LevelWriter
from mingjing.ledger.models import LOGS
from mingjing.tlog import proofs
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import Frontier, leaf_hash
from mingjing.tlog.notes import sign_note

TAIL = 256  # sealed entries compared again before each seal
DUE_ENTRIES = 256
DUE_MS = 60_000


class SealRefused(Exception):
    """The log cannot be sealed as it stands; the text says which entry and why, in Chinese."""


class RollbackError(SealRefused):
    """The database holds less than, or something else than, what was sealed: a restored old backup, or tampering."""


class NotSealed(Exception):
    """The log has no checkpoint yet, or none that covers what was asked."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed head: number of entries, 32-byte root, signed checkpoint."""

    size: int
    root: bytes
    note: str


def seal(log: str, now: datetime, files: Files = FILES) -> Sealed:
    """Seal every committed entry of ``log``; nothing happens when there is nothing new. One process at a time.

    Raises RollbackError, SealRefused, KeyProblem, HeadDamaged; RuntimeError inside an open business transaction.
    """
    _require(log)
    with transaction.atomic(durable=True):  # refuses to run before the business transaction has committed
        pass
    with locked(heads.folder() / f"{log}.lock"):
        head, total = heads.load(log), reading.size(log)
        key = _key(log, head)
        if head is None:
            frontier = Frontier()
        else:
            heads.verify(log, head, key)
            frontier = _continued(log, head, total, files)
            if total == head.size:
                return Sealed(head.size, bytes.fromhex(head.root), head.note)
        _grow(log, frontier, total, files)
        root = frontier.root()
        note = sign_note(Checkpoint(key.name, total, root).text(), [key])
        heads.save(log, heads.Head(total, root.hex(), note, milliseconds(now)), files)
    return Sealed(total, root, note)


def due(log: str, now: datetime) -> bool:
    """Should entries that no critical act sealed be sealed now? At 256 of them, or 60 seconds after the last seal."""
    head = heads.load(log)
    waiting = reading.size(log) - (head.size if head else 0)
    old = head is None or milliseconds(now) - head.sealed_ms >= DUE_MS
    return waiting >= DUE_ENTRIES or (waiting > 0 and old)


def sealed_size(log: str) -> int:
    """How many entries are sealed: entry ``seq`` is in effect when ``seq < sealed_size``."""
    _require(log)
    head = heads.load(log)
    return head.size if head else 0


def current(log: str) -> Sealed:
    """The last sealed head; prove against *its* size, since the next seal may come at any moment. Raises NotSealed."""
    head = _head(log)
    return Sealed(head.size, bytes.fromhex(head.root), head.note)


def checkpoint(log: str) -> str:
    """The signed note of the last seal. Raises NotSealed."""
    return _head(log).note


def vkey(log: str) -> str:
    """The verifier key others put into their trust file; the first call before any seal makes the key."""
    _require(log)
    key = keys.load(log)
    if key is None:
        with locked(heads.folder() / f"{log}.lock"):
            key = _key(log, heads.load(log))
    return key.verifier().vkey()


def prove(log: str, seq: int, size: int | None = None) -> list[bytes]:
    """Inclusion proof of entry ``seq`` in the sealed tree of ``size`` leaves (default: the last sealed size).

    Raises NotSealed when ``size`` is not sealed or does not hold the entry.
    """
    known = heads.known_size(log)
    size = known if size is None else size
    if not 0 <= seq < size <= known:
        raise NotSealed(f"日志 {log} 已封存 {known} 条，不能证明第 {seq} 条在 {size} 条之中")
    return proofs.inclusion(seq, size, _reader(f"{settings.HOME}/levels/{log}").node)


def prove_growth(log: str, old: int, new: int | None = None) -> list[bytes]:
    """Consistency proof between two sealed sizes, for witnesses and mirrors. Raises NotSealed."""
    known = heads.known_size(log)
    new = known if new is None else new
    if not 0 < old <= new <= known:
        raise NotSealed(f"日志 {log} 已封存 {known} 条，没有从 {old} 条到 {new} 条的证明")
    return proofs.consistency(old, new, _reader(f"{settings.HOME}/levels/{log}").node)


def levels(log: str) -> Levels:
    """The level files of a log, for reading."""
    return Levels(_folder(log))


def _continued(log: str, head: heads.Head, total: int, files: Files) -> Frontier:
    """The frontier at the saved head, proved to be the database's too as far as its last entries show."""
    if total < head.size:
        raise RollbackError(
            f"日志 {log} 已封存 {head.size} 条，数据库中只有 {total} 条：数据库可能被换成了旧备份，拒绝封存"
        )
    nodes = levels(log)
    try:
        frontier = Frontier.from_nodes(head.size, nodes.node)
        damaged = frontier.root().hex() != head.root
    except LevelsDamaged:
        damaged = True
    if damaged:
        frontier = Frontier()
        _grow(log, frontier, head.size, files)
        if frontier.root().hex() != head.root:
            raise RollbackError(f"日志 {log} 的数据库内容与已封存的根不同：可能被换成旧备份或者被改动，拒绝封存")
    first = max(0, head.size - TAIL)
    present = {line.seq: leaf_hash(line.body) for line in reading.lines(log, first, head.size)}
    for seq in range(first, head.size):
        if present.get(seq) != nodes.node(0, seq):
            raise RollbackError(f"日志 {log} 第 {seq} 条与已封存的不同：数据库可能被换成旧备份或者被改动，拒绝封存")
    return frontier


def _grow(log: str, frontier: Frontier, total: int, files: Files) -> None:
    """Append entries up to ``total`` to the frontier and the level files, judging each; durable on return."""
    sealed, time, writer, nodes = frontier.size, 0, LevelWriter(_folder(log), files), levels(log)
    for line in reading.lines(log, max(0, sealed - 1), sealed):
        time = line.ts

    def unchanged(seq: int, body: bytes) -> None:
        """What a rule looks back at must still be what was sealed."""
        if seq < sealed and leaf_hash(body) != nodes.node(0, seq):
            raise RollbackError(f"日志 {log} 第 {seq} 条与已封存的不同，拒绝封存")

    try:
        for line in reading.lines(log, sealed, total):
            if line.seq != frontier.size:
                break
            examined = reading.examine(line, time)
            why = [f"{column}：{text}" for column, text in examined.faults]
            if examined.content is not None:
                why += _breaches(log, examined.content, unchanged)
            if why:
                raise SealRefused(f"日志 {log} 第 {line.seq} 条不能封存：{'；'.join(why)}")
            writer.add(frontier.append(examined.leaf))
            time = line.ts
        if frontier.size != total:
            raise SealRefused(f"日志 {log} 缺少第 {frontier.size} 条，拒绝封存")
        writer.finish()
    finally:
        writer.close()


def _breaches(log: str, content: dict[str, Any], unchanged: Callable[[int, bytes], None]) -> list[str]:
    return rules.breaches(log, content, lambda types: reading.earlier(log, content, types, unchanged))


def _key(log: str, head: heads.Head | None) -> keys.LogKey:
    key = keys.load(log)
    if key is None:
        if head is not None:
            raise keys.KeyProblem(f"日志 {log} 已有封存记录，但密钥文件不见了：请从备份恢复密钥，不得另造")
        key = keys.create(log)
    return key


def _head(log: str) -> heads.Head:
    _require(log)
    head = heads.load(log)
    if head is None:
        raise NotSealed(f"日志 {log} 还没有封存过")
    return head


def _folder(log: str) -> Path:
    return Path(settings.HOME) / "levels" / log


@lru_cache(maxsize=4)
def _reader(folder: str) -> Levels:
    return Levels(Path(folder))


def _require(log: str) -> None:
    if log not in LOGS:
        raise ValueError(f"no log {log!r}")
