"""Files kept for good under ``vault/aa/bb/<sha256>`` in the runtime home.

A file enters by temporary name → fsync → read back and hashed again → hard link to its name → fsync of the folders,
and only then is it acknowledged. The link refuses an existing name, so nothing is ever overwritten; the file is 0444.
Nothing here deletes or repairs: loss and alteration are found by ``inspect`` and reported (design: ledger §7).
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from mingjing.ledger.ids import new_id
from mingjing.vault import disk
from mingjing.vault.chunks import ReadInto, Stored, copy, survey

_NAME = re.compile(r"[0-9a-f]{64}")
_PIECE = 256 * 1024

Source = bytes | Path | BinaryIO


class Missing(LookupError):
    """No file of this hash is kept."""


class Damaged(RuntimeError):
    """Bytes on the disk are not those their name says, or not those just written. Never healed here."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one kept file. ``chunks`` are the numbers of the 4 MiB chunks that differ, where known."""

    path: str
    problem: str  # lost | altered | resized | unreadable
    chunks: tuple[int, ...] = ()

    def __str__(self) -> str:
        words = {"lost": "丢失", "altered": "内容被改动", "resized": "长度不符", "unreadable": "读不出"}
        place = f"（第 {'、'.join(str(c + 1) for c in self.chunks)} 段）" if self.chunks else ""
        return f"{self.path} {words[self.problem]}{place}"


class Vault:
    """One content-addressed folder."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def path(self, sha256: str) -> Path:
        """Where the file of this hash lies. Raises Missing for anything but 64 lower-case hexadecimal digits."""
        if not _NAME.fullmatch(sha256):
            raise Missing("摘要应为 64 位小写十六进制数")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def put(self, source: Source) -> Stored:
        """Keep bytes, a file or a stream; returns what was kept, after it was read back from the disk.

        The same bytes a second time are the same file. Raises NoRoom, Damaged.
        """
        temporary = self.folder("tmp") / new_id()
        try:
            with _reader(source) as read_into, _created(temporary) as descriptor:
                sha256, size = copy(read_into, descriptor)
                disk.sync(descriptor)
            return self.adopt(temporary, sha256, size)
        finally:
            temporary.unlink(missing_ok=True)

    def adopt(self, file: Path, sha256: str, size: int) -> Stored:
        """Keep a synced file of this disk that was received as ``sha256``; the caller then drops its own name of it.

        Raises Damaged when the disk gives back other bytes than were received, or holds a damaged file of that name.
        """
        stored = _read_back(file)
        if (stored.sha256, stored.size) != (sha256, size):
            raise Damaged(f"{file.name} 写入后读回不一致，没有收下。请重新上传，并检查存储设备")
        final = self.path(sha256)
        self.folder(final.parent.parent.name, final.parent.name)
        try:
            os.link(file, final)
        except FileExistsError:
            if found := self.inspect(sha256, size, stored.leaves):
                raise Damaged(f"库中已有同一摘要的文件，但是{found}。请告知系统管理员，用备份核对") from None
        for folder in (final.parent, final.parent.parent, self.root):
            disk.sync_folder(folder)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """The file, for reading. Raises Missing."""
        try:
            descriptor = os.open(self.path(sha256), os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise Missing(f"没有摘要为 {sha256} 的文件") from error
        return os.fdopen(descriptor, "rb")

    def read_range(self, sha256: str, start: int, length: int) -> Iterator[bytes]:
        """``length`` bytes from ``start``, in pieces; ends early only where the file does. Raises Missing at once."""
        return _pieces(self.open(sha256), start, length)

    def inspect(self, sha256: str, size: int | None = None, leaves: tuple[bytes, ...] = ()) -> Finding | None:
        """Hash one kept file again. None when every byte is as it was; otherwise what is wrong, by path and chunk."""
        path = self.path(sha256)
        name = str(path.relative_to(self.root))
        try:
            if not path.is_file() or path.is_symlink():
                return Finding(name, "lost")
            seen = _read_back(path)
        except OSError:
            return Finding(name, "unreadable")
        wrong = tuple(i for i, pair in enumerate(zip(seen.leaves, leaves, strict=False)) if pair[0] != pair[1])
        if size is not None and seen.size != size:
            return Finding(name, "resized", wrong)
        return Finding(name, "altered", wrong) if seen.sha256 != sha256 or wrong else None

    def names(self) -> Iterator[str]:
        """Hashes of all files present, in order, whether or not anything refers to them."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
            yield from (f.name for f in sorted(folder.iterdir()) if _NAME.fullmatch(f.name))

    def folder(self, *parts: str) -> Path:
        """A folder inside the vault, made if missing."""
        folder = self.root.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def vault() -> Vault:
    """The vault of this deployment's home."""
    from django.conf import settings

    return Vault(settings.HOME / "vault")


def put(source: Source) -> Stored:
    """``Vault.put`` in this home. Prefer ``actions.keep``, which also writes the row that others refer to."""
    return vault().put(source)


def open(sha256: str) -> BinaryIO:
    """``Vault.open`` in this home."""
    return vault().open(sha256)


def read_range(sha256: str, start: int, length: int) -> Iterator[bytes]:
    """``Vault.read_range`` in this home."""
    return vault().read_range(sha256, start, length)


@contextmanager
def _reader(source: Source) -> Iterator[ReadInto]:
    """The source as a ``readinto``; closes only what it opened itself."""
    if isinstance(source, Path):
        with io.FileIO(source) as file:
            yield file.readinto
    elif isinstance(source, bytes):
        yield io.BytesIO(source).readinto
    else:
        yield getattr(source, "readinto", None) or partial(_read_into, source)


def _read_into(source: BinaryIO, buffer: memoryview) -> int:
    data = source.read(len(buffer))
    buffer[: len(data)] = data
    return len(data)


@contextmanager
def _created(path: Path) -> Iterator[int]:
    """A new file, read-only from the start for everyone who does not already hold it open."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o444)
    try:
        os.fchmod(descriptor, 0o444)
        yield descriptor
    finally:
        os.close(descriptor)


def _read_back(path: Path) -> Stored:
    """Hash a file from the disk, not from memory, where the system lets us ask for that."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        disk.forget(descriptor)
        with io.FileIO(descriptor, closefd=False) as file:
            return survey(file.readinto)
    finally:
        os.close(descriptor)


def _pieces(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece
