"""Roots over many rows: what one row commits to in place of each of them. Pure; anyone can recompute them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from mingjing.tlog import canon
from mingjing.tlog.hashing import leaf_hash, root

LIST = b"mingjing/list/v1\n"
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def text_of(values: Mapping[str, Any]) -> str:
    """The canonical JSON of a checked row of a list: sorted keys, no blanks, as in the published file."""
    return _ENCODE(values)


def root_of(kind: str, texts: Iterable[str]) -> str:
    """What a version of a list commits to: SHA-256 over the kind and the digest of every row, in order.

    Anyone recomputes it from the published JSON: ``SHA256("mingjing/list/v1\\n" + kind + "\\n" + SHA256(row)…)``.
    """
    whole = sha256(LIST + kind.encode() + b"\n")
    for text in texts:
        whole.update(sha256(text.encode()).digest())
    return whole.hexdigest()


def articles_root(rows: Iterable[tuple[str, str, str]]) -> str:
    """Root over (label, chapter, text) in order, hexadecimal: one leaf per article, so that one can be proved alone."""
    leaves = (leaf_hash(canon.canonical([n, *row])) for n, row in enumerate(rows))
    return root(leaves).hex()
