"""A weighted draw without replacement from 100,000 targets, beside numpy's ``random.choice(p=…, replace=False)``.

    python bench/draw.py [--targets 100000] [--rounds 5] [--smoke]

Report only: numpy draws with floats from a stream that nobody can check, ours with integers from a committed seed; each
drawn target of ours gets two officers, numpy's none. ``verify_draw.py`` draws the same again and is timed too. Sides
alternate; the first round is not counted; medians are printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mingjing.law.draw import Officer, Request, Target, commitment, draw  # noqa: E402

try:
    import numpy
except ImportError:
    numpy = None

LEVELS = {"A": 1, "B": 2, "C": 4, "D": 8}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--smoke", action="store_true", help="small sizes, to see that it runs")
    args = parser.parse_args()
    if args.smoke:
        args.targets, args.rounds = 2_000, 2
    targets = [Target(f"t{n:07d}", "org", f"示例商行{n}", "", "AAAABBBCCD"[n % 10]) for n in range(args.targets)]
    officers = [Officer(f"o{n:03d}", f"检查员{n}", f"豫M{n:05d}", "") for n in range(60)]
    for share in (3, 100):
        request = Request(draw="bench", item="i", item_name="示例", table_id="bench", levels=LEVELS, ratio=(share, 100))
        compare(request, targets, officers, args.rounds)
    took = [timed(lambda: commitment(request, targets, officers)) for _ in range(args.rounds)]
    print(f"commitment (checks, canonical bytes, hashes): {statistics.median(took) * 1000:,.0f} ms")
    return 0


def compare(request: Request, targets: list[Target], officers: list[Officer], rounds: int) -> None:
    """One size of draw, side by side."""
    seed, script = sha256(b"bench").digest(), verifier()
    pools = [{row.id: {"risk": getattr(row, "risk", "")} for row in rows} for rows in (targets, officers)]
    told = request.told()
    sides: dict[str, Callable[[], Any]] = {
        "ours": lambda: draw(seed, request, targets, officers),
        "verify_draw.py": lambda: script.drawn_again(seed, told, *pools)[0],
    }
    drawn = sides["ours"]()
    assert [(row["target"], row["officers"]) for row in drawn] == sides["verify_draw.py"]()
    if numpy:
        weights = numpy.array([LEVELS[t.risk] for t in targets], dtype=float)
        dice, shares = numpy.random.RandomState(7), weights / weights.sum()
        sides["numpy"] = lambda: dice.choice(len(targets), size=len(drawn), replace=False, p=shares)
    took: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds + 1):
        for name, side in sides.items():
            took[name].append(timed(side))
    ours = statistics.median(took["ours"][1:])
    for name, times in took.items():
        median = statistics.median(times[1:])
        print(
            f"{len(drawn):>7,} of {len(targets):,}  {name:<15}{median * 1000:>10,.1f} ms   ours/{name} = {ours / median:.2f}"
        )


def timed(side: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    side()
    return time.perf_counter() - begun


def verifier() -> Any:
    """The stranger's script as a module."""
    spec = importlib.util.spec_from_file_location("verify_draw", ROOT / "verify_draw.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    raise SystemExit(main())
