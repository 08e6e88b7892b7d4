"""The saved head: the last checkpoint signed, kept outside the database, so that a restored database is noticed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from mingjing.ledger import files
from mingjing.ledger.keys import LogKey
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.notes import split_note

_seen: dict[str, tuple[tuple[int, int, int], int]] = {}


class HeadDamaged(Exception):
    """The saved head cannot be read or was not signed by this log's key."""


@dataclass(frozen=True, slots=True)
class Head:
    """Size and root (hexadecimal) of the sealed log, the signed note, and when it was sealed (UTC milliseconds)."""

    size: int
    root: str
    note: str
    sealed_ms: int


def folder() -> Path:
    """Where heads are kept."""
    return Path(settings.HOME) / "heads"


def load(log: str) -> Head | None:
    """The saved head, or None before the first seal. Raises HeadDamaged."""
    try:
        text = (folder() / f"{log}.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        return Head(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise HeadDamaged(f"日志 {log} 的封存记录无法读取") from error


def known_size(log: str) -> int:
    """Size of the saved head, read again only when the file is another. For proofs; a seal always reads anew."""
    path = f"{settings.HOME}/heads/{log}.json"
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return 0
    mark = (found.st_ino, found.st_mtime_ns, found.st_size)
    known = _seen.get(path)
    if known is None or known[0] != mark:
        head = load(log)
        known = _seen[path] = (mark, head.size if head else 0)
    return known[1]


def save(log: str, head: Head, writing: files.Files = files.FILES) -> None:
    """Keep a head for good, replacing the one before it."""
    folder().mkdir(parents=True, exist_ok=True)
    files.save(folder() / f"{log}.json", json.dumps(asdict(head), ensure_ascii=False).encode(), writing)


def verify(log: str, head: Head, key: LogKey) -> None:
    """Check that the note says what the head says and that this log's key signed it. Raises HeadDamaged."""
    try:
        text, lines = split_note(head.note)
        checkpoint = Checkpoint.parse(text)
        signature = next(s for name, key_id, s in lines if (name, key_id) == (key.name, key.key_id))
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (ValueError, StopIteration, InvalidSignature) as error:
        raise HeadDamaged(f"日志 {log} 的封存记录没有本日志密钥的有效签名") from error
    if (checkpoint.origin, checkpoint.size, checkpoint.root.hex()) != (key.name, head.size, head.root):
        raise HeadDamaged(f"日志 {log} 的封存记录与其签名的内容不一致")
