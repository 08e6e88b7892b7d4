"""The header values of tus 1.0.0 (core, creation, checksum, expiration; https://tus.io/protocols/resumable-upload)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration"
ALGORITHMS = ("sha256", "sha1")  # sha1 because the protocol demands it: a check of the transport, of nothing else
PIECE = "application/offset+octet-stream"

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY = re.compile(r"[!-+\--~]+")  # printable ASCII but space and comma


class BadHeader(ValueError):
    """A header that does not follow the protocol."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the client says of one piece."""

    algorithm: str
    digest: bytes

    def new(self) -> hashlib._Hash:
        """A fresh hash of this algorithm."""
        return hashlib.new(self.algorithm)


def number(value: str | None, name: str) -> int:
    """A non-negative integer header. Raises BadHeader when missing or anything else."""
    if value is None or not _NUMBER.fullmatch(value):
        raise BadHeader(f"{name} 应为非负整数")
    return int(value)


def metadata(value: str | None) -> dict[str, str]:
    """``Upload-Metadata``: ``key base64,key base64``. Raises BadHeader for doubled keys and anything but UTF-8."""
    found: dict[str, str] = {}
    for pair in (value or "").split(",") if value else []:
        key, _, encoded = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise BadHeader("Upload-Metadata 的键为空、重复或者含有不许的字符")
        try:
            found[key] = _decoded(encoded, "Upload-Metadata").decode("utf-8", "strict") if encoded else ""
        except UnicodeDecodeError as error:
            raise BadHeader("Upload-Metadata 的值不是 UTF-8") from error
    return found


def checksum(value: str | None) -> Checksum | None:
    """``Upload-Checksum``: ``algorithm base64``. Raises BadHeader for an algorithm or length not offered."""
    if value is None:
        return None
    algorithm, _, encoded = value.partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadHeader(f"Upload-Checksum 的算法应为 {'、'.join(ALGORITHMS)} 之一")
    digest = _decoded(encoded, "Upload-Checksum")
    if len(digest) != hashlib.new(algorithm).digest_size:
        raise BadHeader("Upload-Checksum 的长度不符")
    return Checksum(algorithm, digest)


def _decoded(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadHeader(f"{name} 不是 Base64") from error
