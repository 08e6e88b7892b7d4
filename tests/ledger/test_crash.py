"""A kill, or a loss of power, between any two file operations of a seal: the next seal works, nothing is undone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mingjing.ledger import heads, sealing
from mingjing.ledger.files import Files
from mingjing.ledger.models import AnjuanEntry
from mingjing.tlog import hashing, proofs
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.notes import split_note


class Killed(BaseException):
    """The process died here. Not an Exception: nothing may catch it and go on."""


class Mortal(Files):
    """Dies before its ``last``-th operation, and remembers what would have survived a loss of power.

    ``durable`` is a second folder that receives a file's bytes only when that file is fsynced, and names only when
    their folder is: the worst that a disk may do with what was not forced onto it.
    """

    def __init__(self, home: Path, durable: Path, last: int) -> None:
        self.home, self.durable, self.left = home, durable, last
        self.steps = 0
        self._paths: dict[int, Path] = {}
        self._synced: dict[Path, bytes] = {}
        self._torn = False

    def _step(self) -> None:
        if self.steps == self.left:
            raise Killed
        self.steps += 1

    def open(self, path: Path) -> int:
        self._step()
        descriptor = super().open(path)
        self._paths[descriptor] = path
        return descriptor

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        self._step()
        super().write(descriptor, data[: len(data) // 2], offset)  # the first half may be all that was written
        self._step()
        super().write(descriptor, data, offset)

    def truncate(self, descriptor: int) -> None:
        self._step()
        super().truncate(descriptor)

    def sync(self, descriptor: int) -> None:
        self._step()
        super().sync(descriptor)
        path = self._paths[descriptor]
        self._synced[path] = path.read_bytes()
        if self._shadow(path).exists():  # its name is already on the disk
            self._shadow(path).write_bytes(self._synced[path])

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)
        self._synced[target] = self._synced.pop(source, b"")

    def sync_folder(self, folder: Path) -> None:
        self._step()
        super().sync_folder(folder)
        shadow = self._shadow(folder)
        shadow.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path in self._synced:
                self._shadow(path).write_bytes(self._synced[path])
        for path in shadow.iterdir():
            if not (folder / path.name).exists() and path.is_file():
                path.unlink()

    def _shadow(self, path: Path) -> Path:
        return self.durable / path.relative_to(self.home)


def survived(home: Path, durable: Path) -> None:
    """What the disk holds after the power came back: only what was forced onto it."""
    for name in ("heads", "levels"):
        shutil.rmtree(home / name)
        shutil.copytree(durable / name, home / name)


def holds(now: Any, *, at_least: int) -> int:
    """Seal again and check everything a stranger could check; returns the size found before sealing."""
    before = sealing.sealed_size("anjuan")
    old = Checkpoint.parse(split_note(sealing.checkpoint("anjuan"))[0]) if before else None
    assert before >= at_least
    sealed = sealing.seal("anjuan", now)
    hashes = [bytes(e.leaf) for e in AnjuanEntry.objects.order_by("seq")]
    assert sealed.root == hashing.root(hashes)
    assert sealed.size == len(hashes)
    if old:
        growth = sealing.prove_growth("anjuan", before)
        proofs.verify_consistency(before, sealed.size, growth, old.root, sealed.root)
    for seq in range(sealed.size):
        proofs.verify_inclusion(hashes[seq], seq, sealed.size, sealing.prove("anjuan", seq), sealed.root)
    return before


@pytest.mark.parametrize("power", [False, True], ids=["kill", "power loss"])
@pytest.mark.parametrize(("sealed", "new"), [(0, 3), (3, 1), (5, 9)])
def test_the_next_seal_works_after_a_stop_at_every_file_operation(
    stage: Any, note: Callable[..., int], now: Any, home: Path, tmp_path: Path, power: bool, sealed: int, new: int
):
    sealing.vkey("anjuan")
    if sealed:
        note(sealed)
        sealing.seal("anjuan", now)
    note(new)
    start = tmp_path / "start"
    shutil.copytree(home, start)
    stops, reached = 0, set()
    while True:
        shutil.rmtree(home)
        shutil.copytree(start, home)
        durable = tmp_path / f"durable{stops}"
        for name in ("heads", "levels"):
            shutil.copytree(start / name, durable / name)
        sealing._reader.cache_clear()
        files = Mortal(home, durable, stops)
        try:
            done = sealing.seal("anjuan", now, files)
        except Killed:
            if power:
                survived(home, durable)
            reached.add(holds(now, at_least=sealed))
            stops += 1
            continue
        assert done.size == sealed + new
        survived(home, durable)  # the seal has returned: all of it must be on the disk
        assert holds(now, at_least=sealed + new) == sealed + new
        break
    assert stops >= 12
    # A killed process leaves the renamed head behind; without power only what was forced onto the disk stays.
    assert reached == ({sealed} if power else {sealed, sealed + new})


class Forgetful(Mortal):
    """A disk layer from which fsync was taken out: the control-off side of the tests above."""

    def sync(self, descriptor: int) -> None:
        self._step()


def test_without_fsync_a_loss_of_power_would_take_back_what_was_sealed(
    stage: Any, note: Any, now: Any, home: Path, tmp_path: Path
):
    note(3)
    durable = tmp_path / "durable"
    for name in ("heads", "levels"):
        shutil.copytree(home / name, durable / name)
    assert sealing.seal("anjuan", now, Forgetful(home, durable, 10**6)).size == 3
    survived(home, durable)
    with pytest.raises(heads.HeadDamaged):  # the name was on the disk, the bytes were not
        sealing.sealed_size("anjuan")


SEALER = """
import sys, datetime, pathlib
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["mingjing.ledger"], DATABASES={{"default": {database!r}}}, USE_TZ=True,
                   HOME=pathlib.Path({home!r}), LOG_ORIGIN_BASE="sanmenxia.example")
django.setup()
from mingjing.ledger.actions import By, act
from mingjing.ledger import sealing
now = datetime.datetime(2026, 11, 23, 2, tzinfo=datetime.timezone.utc)
while True:
    with act(type="case.noted", by=By("p", "H", "o"), obj="o", now=now) as opened:
        pass
    sys.stdout.write(f"entry {{opened.seq}}\\n")
    sealed = sealing.seal("anjuan", now)
    sys.stdout.write(f"sealed {{sealed.size}} {{sealed.root.hex()}}\\n")
    sys.stdout.flush()
"""


def test_kill_9_at_any_moment_loses_nothing_acknowledged(stage: Any, home: Path, now: Any, long: bool):
    """Every entry and every seal that the killed process reported is still there."""
    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    database = {k: v for k, v in connection.settings_dict.items() if k in wanted}
    script = SEALER.format(database=database, home=str(home))
    for round_ in range(30 if long else 3):
        connection.close()
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.037 * (round_ % 7))
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
        process.wait()
        lines = [line.split() for line in rest.splitlines()]
        seals = [(int(x[1]), x[2]) for x in lines if x[0] == "sealed" and len(x) == 3 and len(x[2]) == 64]
        entries = [int(x[1]) for x in lines[:-1] if x[0] == "entry"]
        sealing._reader.cache_clear()
        holds(now, at_least=max((size for size, _ in seals), default=0))
        hashes = [bytes(e.leaf) for e in AnjuanEntry.objects.order_by("seq")]
        assert all(seq < len(hashes) for seq in entries)
        assert all(hashing.root(hashes[:size]).hex() == root for size, root in seals[-3:])
