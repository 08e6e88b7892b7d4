"""Commitments to units and the two roots over them (design ``ledger.md`` §4–5).

``c_i = SHA256(salt_i ‖ value_i)``; ``text_root = MTH(canon([path_i, c_i]))`` binds the text; ``span_root =
MTH(canon([path_i, class_i, c_i]))`` binds what is shown and withheld of the same text. MTH is RFC 6962.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence

from mingjing.documents.cutting import Unit
from mingjing.tlog.canon import canonical
from mingjing.tlog.hashing import leaf_hash, root

SALT_BYTES = 32


def new_salts(units: Sequence[Unit]) -> dict[str, bytes]:
    """A fresh random salt for every unit, by path. Never derived, never reused."""
    return {unit.path: secrets.token_bytes(SALT_BYTES) for unit in units}


def commit(salt: bytes, value: str) -> bytes:
    """Commitment to one value. Raises ValueError when the salt is not 32 bytes."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt is 32 random bytes")
    return hashlib.sha256(salt + value.encode()).digest()


def commitments(units: Sequence[Unit], salts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(path, hex commitment) in the order of the text. Raises KeyError for a unit without a salt."""
    return [(unit.path, commit(salts[unit.path], unit.value).hex()) for unit in units]


def text_root(committed: Iterable[tuple[str, str]]) -> bytes:
    """Root over path and commitment: changes when any character of the text changes."""
    return root([leaf_hash(canonical([path, c])) for path, c in committed])


def span_root(committed: Iterable[tuple[str, str]], classes: Mapping[str, str]) -> bytes:
    """Root over path, class and the same commitments: changes when a unit is relabelled."""
    return root([leaf_hash(canonical([path, str(classes[path]), c])) for path, c in committed])
