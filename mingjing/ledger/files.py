"""The few file operations that durability rests on. One object carries them, so that a test can fail each in turn."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Files:
    """Plain POSIX. Errors are never swallowed: after a failed fsync nothing more may be believed of the file."""

    def open(self, path: Path) -> int:
        """Open for writing without truncation, create if missing; returns a descriptor."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        """Write all of ``data`` at ``offset``."""
        view = memoryview(data)
        while view:
            written = os.pwrite(descriptor, view, offset)
            view, offset = view[written:], offset + written

    def truncate(self, descriptor: int) -> None:
        """Empty the file."""
        os.ftruncate(descriptor, 0)

    def sync(self, descriptor: int) -> None:
        """Force the file's bytes to the disk."""
        os.fsync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over ``target`` in one step."""
        os.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        """Force the folder's names to the disk."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


FILES = Files()


def save(path: Path, data: bytes, files: Files = FILES) -> None:
    """Put ``data`` under ``path`` whole or not at all, and for good: tmp → fsync → rename → fsync of the folder."""
    temporary = path.with_name(path.name + ".tmp")
    descriptor = files.open(temporary)
    try:
        files.truncate(descriptor)
        files.write(descriptor, data, 0)
        files.sync(descriptor)
    finally:
        os.close(descriptor)
    files.replace(temporary, path)
    files.sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock between processes; released by the kernel even after a kill."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
