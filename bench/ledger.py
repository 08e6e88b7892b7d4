"""The ledger beside pymerkle on SQLite, in one run (design: performance, ledger).

    python bench/ledger.py [--leaves N] [--rounds N] [--proof-leaves N] [--singles N] [--folder DIR] [--smoke]

Both sides append the same bodies to a SQLite file with their own durable defaults; equal roots are checked before any
clock runs. Sides alternate, medians and ratios are printed. Ours does more per entry: canonical body, order and leaf
triggers, unique leaf index; *sealed* adds re-reading, recomputing, level files, signature and fsync. pymerkle keeps no
inner nodes and computes its root and proofs when asked. Without pymerkle (requirements-bench.lock) ours runs alone.
"""

from __future__ import annotations

import argparse
import datetime
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django  # noqa: E402
from django.conf import settings  # noqa: E402

try:
    from pymerkle import SqliteTree
except ImportError:
    SqliteTree = None

NOW = datetime.datetime(2026, 11, 23, 1, 30, tzinfo=datetime.UTC)
SQLITE = {
    "ENGINE": "mingjing.ledger.sqlite",
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "role": "app"},
}


def items(count: int) -> list[tuple[str, dict[str, Any]]]:
    """Records as a traffic feed sends them: an id, an amount in 分, a code, a date."""
    random = Random(16)
    return [
        (
            f"{random.getrandbits(128):032x}",
            {"fine": 100 * random.randrange(1, 2000), "code": "1345", "on": "2026-11-23"},
        )
        for _ in range(count)
    ]


class Ours:
    """A fresh office database and home."""

    def __init__(self, folder: Path) -> None:
        from django.core.management import call_command
        from django.db import connection

        from mingjing.ledger import schema, sealing

        shutil.rmtree(folder, ignore_errors=True)
        for name in ("keys", "heads", "levels"):
            (folder / name).mkdir(parents=True)
        self.folder = settings.HOME = folder
        sealing._reader.cache_clear()
        connection.close()
        connection.settings_dict.update(NAME=str(folder / "office.sqlite3"))
        connection.settings_dict["OPTIONS"]["role"] = "owner"
        call_command("migrate", "ledger", verbosity=0, skip_checks=True)
        schema.reapply(connection)
        connection.close()
        connection.settings_dict["OPTIONS"]["role"] = "app"
        connection.ensure_connection()

    def append(self, records: list[tuple[str, dict[str, Any]]]) -> None:
        from mingjing.ledger.actions import By, append_many

        append_many(type="feed.record", by=By("a" * 32, "K", "b" * 32), items=records, now=NOW)

    def single(self, count: int) -> None:
        from mingjing.ledger.actions import By, act

        by = By("a" * 32, "H", "b" * 32)
        for i in range(count):
            with act(type="case.noted", by=by, obj="o", data={"i": i}, now=NOW):
                pass

    def public(self, count: int) -> None:
        from mingjing.ledger.actions import append_public

        for i in range(count):
            append_public(type="list.published", obj="o", org="b" * 32, data={"i": i}, now=NOW)

    def seal(self) -> bytes:
        from mingjing.ledger import sealing

        return sealing.seal("anjuan", NOW).root

    def bodies(self) -> list[bytes]:
        from mingjing.ledger import reading

        return [line.body for line in reading.lines("anjuan", 0, reading.size("anjuan"))]

    def bytes_of(self, what: str) -> int:
        from django.db import connection

        connection.close()
        return sum(p.stat().st_size for p in self.folder.rglob(what) if p.is_file())


class Theirs:
    """A fresh pymerkle tree in a SQLite file."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.file = folder / "tree.sqlite3"
        self.tree = SqliteTree(str(self.file))


def timed(work: Callable[[], Any]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(title: str, unit: str, ours: list[float], theirs: list[float], *, higher_is_better: bool = True) -> None:
    """Medians of both sides and how many times better ours is."""
    a = statistics.median(ours)
    line = f"{title:<44} ours {a:>12,.1f} {unit}"
    if theirs:
        b = statistics.median(theirs)
        line += f"   pymerkle {b:>12,.1f} {unit}   ratio {a / b if higher_is_better else b / a:.2f}"
    print(line)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def batches(folder: Path, leaves: int, rounds: int) -> None:
    """Batched appends, with and without sealing; bytes on disk."""
    records = items(leaves)
    ours = Ours(folder / "ours")
    ours.append(records)
    root, bodies = ours.seal(), ours.bodies()
    if SqliteTree:
        theirs = Theirs(folder / "theirs")
        theirs.tree.append_entries(bodies)
        assert theirs.tree.get_root() == root, "roots differ"
        print(f"equal roots over {leaves:,} entries of {sum(map(len, bodies)) // leaves} bytes: {root.hex()[:16]}…")
        theirs.tree.close()
        sizes = ours.bytes_of("*") / leaves, theirs.file.stat().st_size / leaves
        print("bytes on disk per entry: ours {:,.0f}, pymerkle {:,.0f}".format(*sizes))
    print(f"bytes of hashes per leaf (level files): {ours.bytes_of('levels/anjuan/*') / leaves:.1f}")
    rates: dict[str, list[float]] = {"append": [], "sealed": [], "their append": [], "their root": []}
    for _ in range(rounds):
        ours = Ours(folder / "ours")
        appended = timed(lambda: ours.append(records))  # noqa: B023 called at once
        sealed = appended + timed(ours.seal)
        rates["append"].append(leaves / appended)
        rates["sealed"].append(leaves / sealed)
        if SqliteTree:
            theirs = Theirs(folder / "theirs")
            appended = timed(lambda: theirs.tree.append_entries(bodies))  # noqa: B023 called at once
            rooted = appended + timed(theirs.tree.get_root)
            rates["their append"].append(leaves / appended)
            rates["their root"].append(leaves / rooted)
            theirs.tree.close()
    report("batched appends, durable", "/s", rates["append"], rates["their append"])
    report("batched appends, sealed (theirs: with root)", "/s", rates["sealed"], rates["their root"])


def singles(folder: Path, count: int, rounds: int) -> None:
    """One entry, one transaction, one fsync."""
    acts, public, appends = [], [], []
    for _ in range(rounds):
        ours = Ours(folder / "ours")
        acts.append(count / timed(lambda: ours.single(count)))  # noqa: B023 called at once
        public.append(count / timed(lambda: ours.public(count)))  # noqa: B023 called at once
        if SqliteTree:
            theirs = Theirs(folder / "theirs")
            appends.append(count / timed(lambda: [theirs.tree.append_entry(b"x" * 400) for _ in range(count)]))  # noqa: B023
            theirs.tree.close()
    report("single durable appends: an act", "/s", acts, appends)
    report("single durable appends: a public entry", "/s", public, appends)


def proofs(folder: Path, leaves: int, rounds: int) -> None:
    """Inclusion proofs of random entries of a large tree, which is built without bodies; some proofs are checked."""
    from mingjing.ledger import heads, keys, sealing
    from mingjing.ledger.levels import LevelWriter
    from mingjing.tlog.checkpoints import Checkpoint
    from mingjing.tlog.hashing import Frontier, leaf_hash
    from mingjing.tlog.notes import sign_note
    from mingjing.tlog.proofs import verify_inclusion

    Ours(folder / "ours")
    frontier, writer = Frontier(), LevelWriter(folder / "ours" / "levels" / "anjuan")
    for i in range(leaves):
        writer.add(frontier.append(leaf_hash(b"%d" % i)))
    writer.finish()
    root, key = frontier.root(), keys.create("anjuan")
    note = sign_note(Checkpoint(key.name, leaves, root).text(), [key])
    heads.save("anjuan", heads.Head(leaves, root.hex(), note, 0))
    theirs = None
    if SqliteTree and leaves <= 1_000_000:
        theirs = Theirs(folder / "theirs")
        theirs.tree.append_entries(b"%d" % i for i in range(leaves))
        assert theirs.tree.get_root() == root, "roots differ"
    random = Random(58)
    for i in (random.randrange(leaves) for _ in range(50)):
        verify_inclusion(leaf_hash(b"%d" % i), i, leaves, sealing.prove("anjuan", i, leaves), root)
    ours_p99, ours_mid, theirs_p99, theirs_mid = [], [], [], []
    for _ in range(rounds):
        picks = [random.randrange(leaves) for _ in range(500)]
        times = [1e6 * timed(lambda: sealing.prove("anjuan", i, leaves)) for i in picks]  # noqa: B023 called at once
        ours_p99.append(percentile(times, 0.99))
        ours_mid.append(percentile(times, 0.5))
        if theirs:
            few = picks[:100]
            times = [1e6 * timed(lambda: theirs.tree.prove_inclusion(i + 1)) for i in few]  # noqa: B023 called at once
            theirs_p99.append(percentile(times, 0.99))
            theirs_mid.append(percentile(times, 0.5))
    report(f"inclusion proof at {leaves:,} leaves, median", "µs", ours_mid, theirs_mid, higher_is_better=False)
    report(f"inclusion proof at {leaves:,} leaves, p99", "µs", ours_p99, theirs_p99, higher_is_better=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leaves", type=int, default=20_000)
    parser.add_argument("--proof-leaves", type=int, default=200_000)
    parser.add_argument("--singles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the files are written (default: a temporary folder)")
    parser.add_argument("--smoke", action="store_true", help="small sizes, one round: only that it works")
    args = parser.parse_args()
    if args.smoke:
        args.leaves, args.proof_leaves, args.singles, args.rounds = 2_000, 5_000, 20, 1
    folder = Path(tempfile.mkdtemp(prefix="mingjing-bench-", dir=args.folder))
    settings.configure(
        INSTALLED_APPS=["mingjing.ledger"],
        DATABASES={"default": {**SQLITE, "NAME": str(folder / "office.sqlite3")}},
        USE_TZ=True,
        HOME=folder,
        LOG_ORIGIN_BASE="bench.example",
    )
    django.setup()
    try:
        batches(folder, args.leaves, args.rounds)
        singles(folder, args.singles, args.rounds)
        proofs(folder, args.proof_leaves, args.rounds)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
