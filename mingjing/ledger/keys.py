"""The logs' signing keys: Ed25519, one file each, in the text form that signed-note tools read and write."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from mingjing.ledger import files
from mingjing.tlog.notes import ED25519, Verifier, key_id

_DEMO = "/demo"


class KeyProblem(Exception):
    """The key of a log is missing where it must not be, or is not the key of this log."""


def origin(log: str) -> str:
    """The name of a log in its checkpoints and keys; a demonstration's ends in ``/demo``."""
    base = settings.LOG_ORIGIN_BASE
    return f"{base.removesuffix(_DEMO)}/{log}{_DEMO}" if base.endswith(_DEMO) else f"{base}/{log}"


class LogKey:
    """A signer as ``tlog.notes`` expects one."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name = name
        self.key_id = key_id(name, ED25519, self.public)

    def sign(self, message: bytes) -> bytes:
        """The raw signature."""
        return self._key.sign(message)

    def verifier(self) -> Verifier:
        """The public half, under the log's name."""
        return Verifier(self.name, self.public)


def load(log: str) -> LogKey | None:
    """The key of a log, or None when there is none yet. Raises KeyProblem when the file holds another log's key."""
    try:
        text = _path(log).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    try:
        start, word, name, hex_id, encoded = text.split("+", 4)
        data = base64.b64decode(encoded, validate=True)
        if (start, word, data[0], len(data)) != ("PRIVATE", "KEY", ED25519, 33):
            raise ValueError(text[:12])
        key = LogKey(name, data[1:])
    except ValueError as error:
        raise KeyProblem(f"日志 {log} 的密钥文件无法读取") from error
    if key.name != origin(log) or key.key_id.hex() != hex_id:
        raise KeyProblem(f"密钥文件属于日志 {name}，不是 {origin(log)}")
    return key


def create(log: str) -> LogKey:
    """Make and keep a new key. The caller holds the log's lock and knows that nothing was sealed yet."""
    path, seed = _path(log), secrets.token_bytes(32)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = LogKey(origin(log), seed)
    encoded = base64.b64encode(bytes([ED25519]) + seed).decode()
    files.save(path, f"PRIVATE+KEY+{key.name}+{key.key_id.hex()}+{encoded}\n".encode())
    return key


def _path(log: str) -> Path:
    return Path(settings.HOME) / "keys" / f"{log}.key"
