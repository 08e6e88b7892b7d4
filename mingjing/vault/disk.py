"""What a disk promises and how it breaks the promise: fsync, room, errors (design: security F03–F05)."""

from __future__ import annotations

import errno
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

#: Share of the disk that must stay free: below it no new upload begins, those begun may end.
RESERVE = 0.05

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
EX_IOERR = 74

log = logging.getLogger(__name__)


class NoRoom(OSError):
    """The disk is full or nearly so. Nothing was acknowledged."""


@dataclass(frozen=True, slots=True)
class Room:
    """Free and total bytes of the disk that a folder lies on."""

    free: int
    total: int

    def fits(self, size: int) -> bool:
        """Would ``size`` more bytes leave the reserve untouched?"""
        return self.free - size >= self.total * RESERVE


def room(folder: Path) -> Room:
    """Room on the disk of ``folder``, as an ordinary user may use it."""
    stat = os.statvfs(folder)
    return Room(stat.f_bavail * stat.f_frsize, stat.f_blocks * stat.f_frsize)


def require(folder: Path, size: int) -> None:
    """Refuse to begin what would eat into the reserve. Raises NoRoom."""
    if not room(folder).fits(size):
        raise NoRoom(errno.ENOSPC, "存储空间不足百分之五，暂不接收新的文件。请告知系统管理员扩充存储后再传")


def write(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of ``data``. Raises NoRoom when the disk, the quota or the process's limit is exhausted."""
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom(error.errno, "存储空间已满，文件没有收下。请告知系统管理员") from error
        raise


def sync(descriptor: int) -> None:
    """Make what was written durable. Raises NoRoom when there was no room for it after all.

    Any other failure ends the process: after a failed fsync the kernel may have dropped the data and called the page
    clean, so a second fsync would succeed over nothing. Restarting and re-hashing is the only honest answer.
    """
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom(error.errno, "存储空间已满，文件没有收下。请告知系统管理员") from error
        _stop(error)


def sync_folder(folder: Path) -> None:
    """Make a folder's new entries durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def forget(descriptor: int) -> None:
    """Drop a synced file from the page cache, so that reading it back asks the disk (where the system can)."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _stop(error: OSError) -> NoReturn:
    log.critical("落盘失败（%s），进程停止：请检查存储设备，重启后会重新核对", error)
    logging.shutdown()
    os._exit(EX_IOERR)
