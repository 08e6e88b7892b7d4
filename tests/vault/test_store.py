"""Kept files: once, whole, under their hash; every lost or altered bit is found and the file is named."""

from __future__ import annotations

import hashlib
import io
import os
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mingjing.tlog.hashing import leaf_hash, root
from mingjing.vault import disk
from mingjing.vault.chunks import CHUNK
from mingjing.vault.store import Damaged, Missing, Vault

pytestmark = pytest.mark.pure

SIZES = (0, 1, 4095, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 777)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def bytes_of(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_kept_under_its_hash_with_the_tree_of_its_chunks(vault: Vault, size: int) -> None:
    data = bytes_of(size)
    stored = vault.put(data)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert stored.size == size
    leaves = [leaf_hash(data[i : i + CHUNK]) for i in range(0, size, CHUNK)]
    assert stored.leaves == tuple(leaves)
    assert stored.chunk_root == root(leaves).hex()
    path = vault.root / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert list((vault.root / "tmp").iterdir()) == []


class Dripping(io.RawIOBase):
    """A source that gives a few bytes at a time, and has no ``readinto`` of use."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.random = data, 0, random.Random(3)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        n = min(len(buffer), self.random.randrange(1, 200_000), len(self.data) - self.at)
        buffer[:n] = self.data[self.at : self.at + n]
        self.at += n
        return n


def test_bytes_a_path_and_a_dripping_stream_give_the_same_file(vault: Vault, tmp_path: Path) -> None:
    data = bytes_of(CHUNK + 5000)
    (tmp_path / "given").write_bytes(data)
    kept = {vault.put(source) for source in (data, tmp_path / "given", io.BytesIO(data), Dripping(data))}
    assert len(kept) == 1
    assert len(list(vault.names())) == 1


def test_the_same_bytes_again_leave_the_kept_file_untouched(vault: Vault) -> None:
    path = vault.path(vault.put(b"original").sha256)
    before = path.stat()
    vault.put(b"original")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns, after.st_nlink) == (after.st_ino, after.st_mtime_ns, 1)


def test_a_damaged_file_is_neither_overwritten_nor_healed_by_the_same_bytes(vault: Vault) -> None:
    path = vault.path(vault.put(b"original").sha256)
    path.chmod(0o644)
    path.write_bytes(b"0riginal")
    with pytest.raises(Damaged, match="告知系统管理员"):
        vault.put(b"original")
    assert path.read_bytes() == b"0riginal"


def test_a_foreign_file_of_that_name_is_never_taken_for_the_kept_one(vault: Vault) -> None:
    path = vault.path(hashlib.sha256(b"original").hexdigest())
    path.parent.mkdir(parents=True)
    path.symlink_to("/etc/hostname")
    with pytest.raises(Damaged):
        vault.put(b"original")
    with pytest.raises(Missing):
        vault.open(path.name)


def test_every_flipped_bit_is_found_and_the_file_and_chunk_named(vault: Vault, long: bool) -> None:
    files, flips = (50, 1000) if long else (6, 60)
    rng = random.Random(20261123)
    sizes = (1, 100, 70_000, CHUNK + 9)
    kept = list({vault.put(rng.randbytes(rng.choice(sizes))) for _ in range(files)})  # of one byte, some are the same
    for _ in range(flips):
        victim = rng.choice(kept)
        path, bit = vault.path(victim.sha256), rng.randrange(victim.size * 8)
        path.chmod(0o644)
        _flip(path, bit)
        found = [f for k in kept if (f := vault.inspect(k.sha256, k.size, k.leaves))]
        assert [f.path for f in found] == [str(path.relative_to(vault.root))]
        assert found[0].problem == "altered"
        assert found[0].chunks == (bit // 8 // CHUNK,)
        assert victim.sha256 in str(found[0])
        _flip(path, bit)
    assert not any(vault.inspect(k.sha256, k.size, k.leaves) for k in kept)


def _flip(path: Path, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def test_bytes_and_chunk_hashes_altered_together_are_still_found(vault: Vault) -> None:
    stored = vault.put(b"original")
    path = vault.path(stored.sha256)
    path.chmod(0o644)
    path.write_bytes(b"0riginal")
    found = vault.inspect(stored.sha256, 8, (leaf_hash(b"0riginal"),))
    assert found is not None
    assert found.problem == "altered"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda p: p.unlink(), "lost"),
        (lambda p: p.write_bytes(b"origina"), "resized"),
        (lambda p: p.write_bytes(b"original!"), "resized"),
        (lambda p: p.write_bytes(b""), "resized"),
        (lambda p: (p.unlink(), p.mkdir()), "lost"),
        (lambda p: (p.unlink(), p.symlink_to("/dev/zero")), "lost"),
        (lambda p: (p.unlink(), os.mkfifo(p)), "lost"),
    ],
)
def test_a_file_gone_cut_lengthened_or_replaced_is_reported(vault: Vault, change, problem: str) -> None:  # noqa: ANN001
    stored = vault.put(b"original")
    path = vault.path(stored.sha256)
    path.chmod(0o644)
    change(path)
    found = vault.inspect(stored.sha256, stored.size, stored.leaves)
    assert found is not None
    assert (found.problem, found.path) == (problem, str(path.relative_to(vault.root)))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "a" * 64 + "\n",
        "a" * 63 + "/",
    ]
    + ["..%2f" * 12 + "abcd", "．．／" * 21 + "a", "\x00" * 64, "a" * 62 + "/.", "../" * 21 + "a", "٠" * 64],
)
def test_a_name_that_is_no_hash_leads_nowhere(vault: Vault, name: str) -> None:
    vault.put(b"something")
    for read in (vault.path, vault.open, lambda n: vault.read_range(n, 0, 1), vault.inspect):
        with pytest.raises(Missing):
            read(name)


def test_ranges_give_exactly_the_bytes_asked_for(vault: Vault) -> None:
    data = bytes_of(700_000)
    name = vault.put(data).sha256
    for start, length in ((0, 0), (0, 1), (5, 262_144), (262_143, 2), (699_999, 1), (699_999, 50), (0, 700_000)):
        assert b"".join(vault.read_range(name, start, length)) == data[start : start + length]


FILL = """
import resource, sys
from pathlib import Path
from mingjing.vault import disk
from mingjing.vault.store import Vault
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    Vault(Path(sys.argv[1])).put(b"x" * 1_500_000)
except disk.NoRoom:
    sys.exit(7)
"""


def test_a_file_for_which_there_is_no_room_is_not_acknowledged(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FILL, str(tmp_path / "vault")], check=False)
    assert done.returncode == 7
    assert list(Vault(tmp_path / "vault").names()) == []
    assert list((tmp_path / "vault" / "tmp").iterdir()) == []


def test_a_full_disk_keeps_what_it_acknowledged_and_nothing_else(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small], capture_output=True, check=False
    ).returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        vault, kept, refused = Vault(small / "vault"), {}, 0
        for seed in range(40):
            data = bytes_of(400_000, seed)
            try:
                kept[vault.put(data).sha256] = data
            except disk.NoRoom:
                refused += 1
        assert kept
        assert refused
        assert sorted(vault.names()) == sorted(kept)
        assert all(vault.open(name).read() == data for name, data in kept.items())
        assert not disk.room(small).fits(0)
        with pytest.raises(disk.NoRoom, match="百分之五"):
            disk.require(small, 1)
    finally:
        subprocess.run(["umount", "-l", small], check=True)


@pytest.mark.parametrize(
    ("free", "total", "size", "fits"),
    [(100, 100, 95, True), (100, 100, 96, False), (5, 100, 0, True), (4, 100, 0, False), (50, 1000, 1, False)],
)
def test_the_last_twentieth_of_a_disk_is_kept_free(free: int, total: int, size: int, fits: bool) -> None:
    assert disk.Room(free, total).fits(size) is fits


def test_a_failed_fsync_stops_the_process() -> None:
    code = "import os; from mingjing.vault import disk; disk.sync(os.pipe()[1]); print('went on')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == disk.EX_IOERR
    assert "went on" not in done.stdout
    assert "落盘失败" in done.stderr
