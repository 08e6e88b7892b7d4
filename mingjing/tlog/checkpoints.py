"""C2SP tlog-checkpoint: origin, size and root of a log in three lines, carried by a signed note."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingjing.tlog.hashing import HASH_SIZE
from mingjing.tlog.notes import Note, NoteError, Verifier, decode_base64, open_note

MAX_SIZE = 2**63 - 1


class CheckpointError(ValueError):
    """The text is not a checkpoint, or not of the expected log."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: ``origin`` names the log, ``size`` its leaves, ``root`` its 32-byte MTH."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(self._lines_of_text()):
            raise CheckpointError("origin and extension lines are single, non-empty lines")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise CheckpointError("size or root out of range")

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a note. Raises CheckpointError unless it is exactly what ``text()`` would write."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise CheckpointError("a checkpoint has at least three lines, each ended by a newline")
        if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
            raise CheckpointError("malformed tree size")
        try:
            root = decode_base64(lines[2])
        except NoteError as error:
            raise CheckpointError("malformed root hash") from error
        return cls(lines[0], int(lines[1]), root, tuple(lines[3:-1]))

    def text(self) -> str:
        """The text to be signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), root, *self.extensions))

    def _lines_of_text(self) -> list[bool]:
        return [bool(line) and "\n" not in line for line in (self.origin, *self.extensions)]


def open_checkpoint(
    note: str | bytes, verifiers: Sequence[Verifier], origin: str | None = None, strict: bool = True
) -> tuple[Checkpoint, Note]:
    """Verify the note, then read it; with ``origin`` also require that log *and* a signature under that very name.

    A witness alone does not make a checkpoint: the log's own key name matches its origin. Raises NoteError or
    CheckpointError.
    """
    opened = open_note(note, verifiers, strict)
    checkpoint = Checkpoint.parse(opened.text)
    if origin is not None:
        if checkpoint.origin != origin:
            raise CheckpointError(f"checkpoint of another log: {checkpoint.origin}")
        if not any(s.name == origin and s.timestamp is None for s in opened.signatures):
            raise CheckpointError("the log itself has not signed this checkpoint")
    return checkpoint, opened
