"""Hashing whole files and their 4 MiB chunks, on two cores at once (design: ledger §7, performance: evidence ingest).

The file's name is its plain SHA-256, so that anyone can check it with a common tool. Its chunks are the leaves of an
RFC 6962 tree: ``SHA-256(0x00 ‖ chunk)``; the root proves a clip to be part of the original, and a browser can hash
piece by piece. OpenSSL's hashing releases the interpreter, so a second thread doubles the speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

from mingjing.tlog.hashing import root
from mingjing.vault import disk

CHUNK = 4 * 1024 * 1024

#: Fills a buffer and returns how many bytes it put there; 0 at the end.
ReadInto = Callable[[memoryview], int]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a run of bytes is: its hash, its length, the leaf hashes of its chunks."""

    sha256: str
    size: int
    leaves: tuple[bytes, ...]

    @property
    def chunk_root(self) -> str:
        """Root of the chunk tree, hexadecimal."""
        return root(self.leaves).hex()


def chunk_leaf(chunk: memoryview) -> bytes:
    """RFC 6962 leaf hash of one chunk, without copying it."""
    digest = sha256(b"\x00")
    digest.update(chunk)
    return digest.digest()


def survey(read_into: ReadInto) -> Stored:
    """Read to the end; a second thread hashes the whole while this one hashes each chunk."""
    leaves, size = [], 0
    with _Beside() as whole:
        for view in _views(read_into):
            whole.take(view)
            leaves.append(chunk_leaf(view))
            size += len(view)
        return Stored(whole.hexdigest(), size, tuple(leaves))


def copy(read_into: ReadInto, descriptor: int) -> tuple[str, int]:
    """Write everything to ``descriptor`` while a second thread hashes it. Returns (SHA-256, bytes). Raises NoRoom."""
    size = 0
    with _Beside() as whole:
        for view in _views(read_into):
            whole.take(view)
            disk.write(descriptor, view)
            size += len(view)
        return whole.hexdigest(), size


class _Beside:
    """A SHA-256 that works on a second thread, one buffer behind its caller."""

    def __init__(self) -> None:
        self._digest = sha256()
        self._pending: Future[None] | None = None

    def __enter__(self) -> _Beside:
        self._thread = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def take(self, view: memoryview) -> None:
        """Hash ``view`` next; its buffer must stay untouched until the next call returns."""
        self._wait()
        self._pending = self._thread.submit(self._digest.update, view)

    def hexdigest(self) -> str:
        """The digest of everything taken."""
        self._wait()
        return self._digest.hexdigest()

    def _wait(self) -> None:
        if self._pending is not None:
            self._pending.result()


def _views(read_into: ReadInto) -> Iterator[memoryview]:
    """The source in two buffers by turns: one is filled while the other is still being hashed."""
    buffers, turn = (memoryview(bytearray(CHUNK)), memoryview(bytearray(CHUNK))), 0
    while count := _fill(read_into, buffers[turn]):
        yield buffers[turn][:count]
        turn = 1 - turn


def _fill(read_into: ReadInto, buffer: memoryview) -> int:
    """Fill a whole buffer even where the source gives less at a time; short only at the end."""
    filled = 0
    while filled < len(buffer) and (count := read_into(buffer[filled:])):
        filled += count
    return filled
