"""C2SP signed-note, and the witness cosignatures of C2SP tlog-cosignature (``cosignature/v1``).

A note is text, a blank line, and lines ``— name base64(key id ‖ signature)``. Signing is injected: a signer is any
object with ``name`` (str), ``key_id`` (4 bytes) and ``sign(message: bytes) -> bytes`` giving the raw 64-byte Ed25519
signature. Key ids are 4 bytes throughout; only the verifier-key string (vkey) shows them in hex.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from mingjing.tlog import ed25519

ED25519 = 0x01
COSIGNATURE_V1 = 0x04

MAX_NOTE_SIZE = 1_000_000
MAX_SIGNATURES = 100
_PREFIX = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """The note is malformed, or not signed as required."""


class Signer(Protocol):
    """Whoever holds the secret key; ``ledger`` injects it."""

    @property
    def name(self) -> str: ...
    @property
    def key_id(self) -> bytes: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Signature:
    """One verified signature line. ``timestamp`` (POSIX seconds) is set for cosignatures."""

    name: str
    key_id: bytes
    timestamp: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An opened note: its text and the signatures that were verified, in their order."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A trusted public key under a name; ``algorithm`` is ED25519 (0x01) or COSIGNATURE_V1 (0x04)."""

    name: str
    public_key: bytes
    algorithm: int = ED25519

    def __post_init__(self) -> None:
        _require_name(self.name)
        if self.algorithm not in (ED25519, COSIGNATURE_V1):
            raise NoteError(f"unsupported key algorithm 0x{self.algorithm:02x}")
        if len(self.public_key) != 32:
            raise NoteError("an Ed25519 public key has 32 bytes")

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """Read ``name+hex key id+base64(algorithm ‖ key)``. Raises NoteError, also when the id does not fit the key."""
        name, _, rest = vkey.partition("+")
        hex_id, _, encoded = rest.partition("+")
        key = decode_base64(encoded)
        if not re.fullmatch("[0-9a-f]{8}", hex_id) or not key:
            raise NoteError("malformed verifier key")
        verifier = cls(name, key[1:], key[0])
        if verifier.key_id.hex() != hex_id:
            raise NoteError("key id does not belong to this key")
        return verifier

    @property
    def key_id(self) -> bytes:
        """First 4 bytes of SHA-256(name ‖ newline ‖ algorithm ‖ key)."""
        return key_id(self.name, self.algorithm, self.public_key)

    def vkey(self) -> str:
        """The verifier key in its text form."""
        encoded = base64.b64encode(bytes([self.algorithm]) + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def verify(self, text: str, signature: bytes) -> Signature | None:
        """The verified signature, or None. ``signature`` is what follows the key id in the line."""
        if self.algorithm == ED25519:
            return Signature(self.name, self.key_id) if self._signed(text.encode(), signature) else None
        timestamp = int.from_bytes(signature[:8], "big")
        if len(signature) != 72 or timestamp >= 2**63:
            return None
        if not self._signed(cosigned_message(text, timestamp), signature[8:]):
            return None
        return Signature(self.name, self.key_id, timestamp)

    def _signed(self, message: bytes, signature: bytes) -> bool:
        return ed25519.verify(self.public_key, message, signature)


def key_id(name: str, algorithm: int, public_key: bytes) -> bytes:
    """The 4-byte key id of signed-note."""
    return sha256(name.encode() + b"\n" + bytes([algorithm]) + public_key).digest()[:4]


def sign_note(text: str, signers: Iterable[Signer]) -> str:
    """The note: ``text`` (must end in a newline) signed by every signer, in order (type 0x01 signatures)."""
    _require_text(text)
    lines = [signature_line(s.name, s.key_id, s.sign(text.encode())) for s in signers]
    if not lines:
        raise NoteError("a note needs a signature")
    return text + "\n" + "".join(lines)


def cosigned_message(text: str, timestamp: int) -> bytes:
    """What a witness signs: header, time line, and the whole text of the checkpoint."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def cosign(text: str, signer: Signer, timestamp: int) -> str:
    """The signature line of a witness over the text of a checkpoint at POSIX second ``timestamp``."""
    _require_text(text)
    if not 0 <= timestamp < 2**63:
        raise NoteError("timestamp out of range")
    signature = signer.sign(cosigned_message(text, timestamp))
    return signature_line(signer.name, signer.key_id, timestamp.to_bytes(8, "big") + signature)


def signature_line(name: str, key: bytes, signature: bytes) -> str:
    """One signature line, with its newline."""
    _require_name(name)
    return f"{_PREFIX}{name} {base64.b64encode(key + signature).decode()}\n"


def split_note(note: str | bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Text and the lines (name, key id, signature), *unverified*. Raises NoteError when malformed."""
    if len(note) > MAX_NOTE_SIZE:
        raise NoteError("note is too large")
    try:
        whole = (note if isinstance(note, bytes) else note.encode()).decode()
    except UnicodeError as error:
        raise NoteError("note is not UTF-8") from error
    if _CONTROL.search(whole):
        raise NoteError("note holds control characters")
    body, separator, tail = whole.rpartition("\n\n")
    if not separator or not tail.endswith("\n"):
        raise NoteError("note has no signature lines")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError("note has too many signatures")
    return body + "\n", [_split_line(line) for line in lines]


def open_note(note: str | bytes, verifiers: Sequence[Verifier], strict: bool = True) -> Note:
    """Verify a note. Raises NoteError if it is malformed, if a known key's signature is false, or if none is known.

    ``strict`` also refuses lines of unknown keys and repeated lines, so that no byte of the note is left unchecked;
    without it they are ignored, as signed-note demands of ordinary clients.
    """
    text, lines = split_note(note)
    known = {(v.name, v.key_id): v for v in verifiers}
    if len(known) != len(verifiers):
        raise NoteError("two verifiers share a name and key id")
    found: dict[tuple[str, bytes], Signature] = {}
    for name, key, blob in lines:
        verifier = known.get((name, key))
        if (verifier is None or (name, key) in found) and strict:
            raise NoteError(f"{'repeated signature' if verifier else 'signature of an unknown key'}: {name}")
        if verifier is None or (name, key) in found:
            continue
        signature = verifier.verify(text, blob)
        if signature is None:
            raise NoteError(f"false signature: {name}")
        found[name, key] = signature
    if not found:
        raise NoteError("no signature of a known key")
    return Note(text, tuple(found.values()))


def decode_base64(text: str) -> bytes:
    """Strict standard base64: exactly one encoding of each value. Raises NoteError."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NoteError("malformed base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError("base64 is not in its one proper form")
    return data


def _split_line(line: str) -> tuple[str, bytes, bytes]:
    name, separator, encoded = line.removeprefix(_PREFIX).partition(" ")
    if not line.startswith(_PREFIX) or not separator:
        raise NoteError("malformed signature line")
    _require_name(name)
    blob = decode_base64(encoded)
    if len(blob) < 5:
        raise NoteError("signature is too short")
    return name, blob[:4], blob[4:]


def _require_name(name: str) -> None:
    if not name or "+" in name or _CONTROL.search(name) or any(c.isspace() for c in name):
        raise NoteError("a key name is not empty and holds neither spaces nor '+'")


def _require_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("note text must end in a newline and hold no other control characters")
