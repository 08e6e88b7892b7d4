"""An upload's bytes so far: one file, one writer at a time, never shorter than what was promised (security F01).

The row says how many bytes are durable and their running SHA-256. The file may be longer (killed between writing and
promising): the rest is cut off. If its promised bytes no longer hash to that value it is given up, never guessed at.
"""

from __future__ import annotations

import fcntl
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from mingjing.vault import disk

if TYPE_CHECKING:
    from hashlib import _Hash

EMPTY = sha256().hexdigest()
_PIECE = 1024 * 1024


class Busy(RuntimeError):
    """Another request is writing to this upload at this moment."""


class Broken(RuntimeError):
    """The bytes promised are no longer there."""


class Partial:
    """The file of one upload while it is received. Use inside ``alone`` and ``opened``."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.size = 0
        self._descriptor = descriptor
        self._digest = sha256()

    def at(self, size: int, digest: str) -> Partial:
        """Stand at what was promised: cut off what goes beyond, check the hash of what stays. Raises Broken."""
        present = os.fstat(self._descriptor).st_size
        if present < size:
            raise Broken("已收到的部分缺失，请重新上传这个文件")
        remembered = _remembered(self.path.name, size)
        self._digest = remembered or self._hash_of(size)
        self.size = size
        if self._digest.hexdigest() != digest:
            raise Broken("已收到的部分与登记的摘要不符，请重新上传这个文件")
        if present > size:
            os.ftruncate(self._descriptor, size)
        os.lseek(self._descriptor, size, os.SEEK_SET)
        return self

    def take(self, data: bytes) -> None:
        """Write and hash more bytes. They are not promised before ``promise``. Raises NoRoom."""
        disk.write(self._descriptor, data)
        self._digest.update(data)
        self.size += len(data)

    def promise(self) -> tuple[int, str]:
        """Make everything taken durable; returns the size and SHA-256 to be written into the row. Raises NoRoom."""
        disk.sync(self._descriptor)
        _remember(self.path.name, self.size, self._digest.copy())
        return self.size, self._digest.hexdigest()

    def ends(self, length: int) -> tuple[bytes, bytes]:
        """The first and last ``length`` bytes."""
        return os.pread(self._descriptor, length, 0), os.pread(self._descriptor, length, max(0, self.size - length))

    def close_for_good(self) -> None:
        """Nobody writes to this file any more: it is about to become an original."""
        os.fchmod(self._descriptor, 0o444)
        disk.sync(self._descriptor)

    def _hash_of(self, size: int) -> _Hash:
        digest, at = sha256(), 0
        while at < size and (data := os.pread(self._descriptor, min(_PIECE, size - at), at)):
            digest.update(data)
            at += len(data)
        return digest


def create(path: Path) -> None:
    """Make the empty file, durably."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    disk.sync_folder(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold an upload among all threads and processes; a killed holder lets go. Read its row inside. Raises Busy."""
    descriptor = os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy("这个文件正在另一处上传，请稍候") from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def opened(path: Path, *, complete: bool) -> Iterator[Partial]:
    """Open the file of an upload that is held ``alone``. Raises Broken.

    ``complete`` opens it for reading only: its bytes may already be an original under another name.
    """
    try:
        descriptor = os.open(path, (os.O_RDONLY if complete else os.O_RDWR) | os.O_NOFOLLOW)
    except FileNotFoundError as error:
        raise Broken("已收到的部分缺失，请重新上传这个文件") from error
    try:
        yield Partial(path, descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Drop the file's name here, and its lock: the row has ended."""
    path.unlink(missing_ok=True)
    path.with_suffix(".lock").unlink(missing_ok=True)


# Running hashes of this process, so that the next piece need not hash the file again. A cache only: ``at`` checks.
_known: OrderedDict[str, tuple[int, _Hash]] = OrderedDict()
_known_lock = Lock()
_KNOWN = 256


def _remember(name: str, size: int, digest: _Hash) -> None:
    with _known_lock:
        _known[name] = size, digest
        _known.move_to_end(name)
        while len(_known) > _KNOWN:
            _known.popitem(last=False)


def _remembered(name: str, size: int) -> _Hash | None:
    with _known_lock:
        known = _known.get(name)
    return known[1].copy() if known and known[0] == size else None
