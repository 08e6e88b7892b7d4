"""Evidence ingest beside ``cp`` and ``openssl dgst -sha256``, in one run (design: performance, evidence ingest).

    python bench/evidence.py [--size 512] [--rounds 5] [--folder DIR] [--smoke]

Sides alternate; medians and ratios are printed. Equal hashes are checked first. Three figures of ours: *receive* (write
and hash, fsync once), *read back* (the whole and its chunks hashed again from the disk before it is acknowledged), and *put* (both, and the folders). ``cp`` is timed with ``sync`` on its copy, since ours is durable when
it returns; on tmpfs that costs nothing on either side.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mingjing.vault import disk  # noqa: E402
from mingjing.vault.chunks import copy, survey  # noqa: E402
from mingjing.vault.store import Vault  # noqa: E402


def cp(source: Path, folder: Path) -> None:
    target = folder / "copied"
    subprocess.run(["cp", source, target], check=True)
    subprocess.run(["sync", target], check=True)
    target.unlink()


def openssl(source: Path, folder: Path) -> None:
    subprocess.run(["openssl", "dgst", "-sha256", source], check=True, stdout=subprocess.DEVNULL)


def receive(source: Path, folder: Path) -> None:
    target = folder / "received"
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(source, "rb", buffering=0) as file:
        copy(file.readinto, descriptor)
    disk.sync(descriptor)
    os.close(descriptor)
    target.unlink()


def read_back(source: Path, folder: Path) -> None:
    with open(source, "rb", buffering=0) as file:
        disk.forget(file.fileno())
        survey(file.readinto)


def put(source: Path, folder: Path) -> None:
    Vault(folder / "vault").put(source)
    shutil.rmtree(folder / "vault")


SIDES: dict[str, Callable[[Path, Path], None]] = {
    "cp + sync": cp,
    "openssl dgst -sha256": openssl,
    "ours: receive": receive,
    "ours: read back": read_back,
    "ours: put (both)": put,
}


def check(source: Path, folder: Path) -> None:
    """Correct before fast: the same hash as another program, and the kept file equal byte by byte."""
    stored = Vault(folder / "vault").put(source)
    said = subprocess.run(["openssl", "dgst", "-sha256", "-r", source], check=True, capture_output=True, text=True)
    assert stored.sha256 == said.stdout.split()[0] == hashlib.sha256(source.read_bytes()).hexdigest()
    subprocess.run(["cmp", source, Vault(folder / "vault").path(stored.sha256)], check=True)
    shutil.rmtree(folder / "vault")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=512, help="MiB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="/dev/shm" if Path("/dev/shm").is_dir() else None)
    parser.add_argument("--smoke", action="store_true", help="small and quick: does it run at all")
    args = parser.parse_args()
    size, rounds = (8, 1) if args.smoke else (args.size, args.rounds)
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        source = folder / "source"
        with open(source, "wb") as file:
            for _ in range(size):
                file.write(os.urandom(1024 * 1024))
        check(source, folder)
        times: dict[str, list[float]] = {side: [] for side in SIDES}
        for turn in range(rounds + 1):  # the first warms up
            for side, run in SIDES.items():
                began = time.perf_counter()
                run(source, folder)
                if turn or rounds == 1:
                    times[side].append(time.perf_counter() - began)
    speed = {side: size / statistics.median(t) for side, t in times.items()}
    bar = min(speed["cp + sync"], speed["openssl dgst -sha256"])
    print(f"{size} MiB of random bytes, {rounds} rounds, medians")
    for side, rate in speed.items():
        print(f"{side:24} {rate:8.0f} MiB/s   {rate / bar:5.2f} x min(cp, openssl)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
