"""The tree on disk: one file per level, 32-byte hashes of complete subtrees in order, 64 bytes per leaf in all.

``levels/<log>/NN`` holds at offset ``32 * i`` the node ``(NN, i)``. Files only grow. What lies beyond the saved head is
of no account: the next seal writes it again. Proofs read a few nodes by ``pread``.
"""

from __future__ import annotations

import os
from pathlib import Path

from mingjing.ledger.files import FILES, Files
from mingjing.tlog.hashing import HASH_SIZE

_FLUSH = 1 << 20


class LevelsDamaged(Exception):
    """A level file is missing or too short. It can be rebuilt from the entries."""


class Levels:
    """Reads nodes; keeps one descriptor per level, usable from many threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptors: dict[int, int] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree. Raises LevelsDamaged when the files do not reach that far."""
        descriptor = self._descriptors.get(level)
        if descriptor is not None:
            data = os.pread(descriptor, HASH_SIZE, index * HASH_SIZE)
            if len(data) == HASH_SIZE:
                return data
        data = os.pread(self._open(level), HASH_SIZE, index * HASH_SIZE)
        if len(data) != HASH_SIZE:
            raise LevelsDamaged(f"{self.folder.name} 的第 {level} 层缺少节点 {index}")
        return data

    def row(self, level: int, first: int, count: int) -> bytes:
        """``count`` hashes of one level, joined; shorter when the file ends before."""
        return os.pread(self._open(level), HASH_SIZE * count, HASH_SIZE * first)

    def close(self) -> None:
        """Close the descriptors."""
        while self._descriptors:
            os.close(self._descriptors.popitem()[1])

    def __del__(self) -> None:
        self.close()

    def _open(self, level: int) -> int:
        try:
            fresh = os.open(self.folder / f"{level:02d}", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise LevelsDamaged(f"{self.folder.name} 的第 {level} 层文件不存在") from error
        old = self._descriptors.get(level)
        self._descriptors[level] = fresh
        if old is not None:
            os.close(old)
        return fresh


class LevelWriter:
    """Appends nodes to the level files, buffered; ``finish`` makes them durable."""

    def __init__(self, folder: Path, files: Files = FILES) -> None:
        self.folder = folder
        self.files = files
        self._pending: dict[int, tuple[int, bytearray]] = {}
        self._open: dict[int, int] = {}
        self._size = 0
        self._new_folder = not folder.exists()

    def add(self, nodes: list[tuple[int, int, bytes]]) -> None:
        """Take completed nodes ``(level, index, hash)``; each level's indexes must follow one another."""
        pending = self._pending
        for level, index, digest in nodes:
            if level not in pending:
                pending[level] = (index, bytearray())
            pending[level][1].extend(digest)
        self._size += len(nodes)
        if self._size * HASH_SIZE >= _FLUSH:
            self._flush()

    def finish(self) -> None:
        """Write what is pending, fsync every file touched, then the folder."""
        try:
            self._flush()
            for descriptor in self._open.values():
                self.files.sync(descriptor)
            self.files.sync_folder(self.folder)
            if self._new_folder:
                self.files.sync_folder(self.folder.parent)
        finally:
            self.close()

    def close(self) -> None:
        """Close the files, whatever happened."""
        while self._open:
            os.close(self._open.popitem()[1])

    def _flush(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for level, (first, data) in sorted(self._pending.items()):
            if level not in self._open:
                self._open[level] = self.files.open(self.folder / f"{level:02d}")
            self.files.write(self._open[level], bytes(data), first * HASH_SIZE)
        self._pending.clear()
        self._size = 0
