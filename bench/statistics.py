"""The annual report over ten million cases: from the roll-ups, beside DuckDB over the raw cases, in one run.

    python bench/statistics.py [--cases 10000000] [--organs 400] [--rounds 7] [--smoke]

Equality first: every figure DuckDB computes from the raw cases equals what ``statistics.figures`` reads from the
counts, over all organs and for each organ; a sample of the cases goes through the product's counting rules. Then both
sides are timed in turn on their own files (SQLite in the product's home, a native DuckDB database with its default
threads); the first round is not counted; medians and the ratio are printed, and the report of all organs together is
judged: at most 150 ms, at least 5 × DuckDB. Needs requirements-bench.lock.
"""

from __future__ import annotations

import sys

if __name__ == "statistics":  # another script of this folder asks for the standard library's module of that name
    import importlib.util
    import sysconfig

    _spec = importlib.util.spec_from_file_location("statistics", f"{sysconfig.get_path('stdlib')}/statistics.py")
    assert _spec and _spec.loader
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["statistics"] = _module
    _spec.loader.exec_module(_module)
else:
    import argparse
    import os
    import shutil
    import sqlite3
    import subprocess
    import tempfile
    import time
    from collections import Counter
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path
    from typing import Any

    import numpy as np

    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import statistics_raw as raw

ROOT = __file__.rsplit("/bench/", 1)[0]
SAMPLE = 20_000
TARGET_MS, TARGET_RATIO = 150, 5


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--organs", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--smoke", action="store_true", help="small sizes, to see that it runs")
    args = parser.parse_args()
    if args.smoke:
        args.cases, args.organs, args.rounds = 20_000, 20, 2
    folder = Path(tempfile.mkdtemp(prefix="mingjing-bench-"))
    try:
        return run(args, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(args: argparse.Namespace, folder: Path) -> int:
    began = time.perf_counter()
    columns = raw.make(args.cases, args.organs)
    checked = check_rules(columns, args.organs, args.cases)
    sums = raw.summed(columns, args.organs)
    organs = [f"{n:032x}" for n in range(args.organs)]
    rows = fill(folder / "home", sums, organs)
    duck = Duck(folder / "raw.duckdb", columns)
    del columns, sums
    print(
        f"{args.cases:,} 件案件，{args.organs} 个机关，{rows:,} 行累计数；"
        f"抽 {checked:,} 件经口径规则逐件核对一致（准备 {time.perf_counter() - began:.0f} 秒）"
    )
    ours, ours_by = product(organs)
    compare("全部机关合计", ours(), duck.total())
    by = duck.by_organ()
    for n, (organ, values) in enumerate(ours_by().items()):
        compare(organ, values, by[n])
    print(f"相等：合计和 {args.organs} 个机关各 {len(duck.figures)} 项，与 DuckDB 从原始案件算出的一致")
    ok = timed("全年报表（全部机关合计）", ours, duck.total, args.rounds)
    timed("全年报表（逐机关各一份）", ours_by, duck.by_organ, args.rounds)
    return 0 if ok or args.smoke else 1


def check_rules(columns: raw.Columns, organs: int, cases: int) -> int:
    """A sample of the cases, each through ``law.counting``, gives what the vectorised counting gives."""
    picked = np.random.default_rng(11).choice(cases, min(SAMPLE, cases), replace=False)
    wanted = raw.by_the_rules(columns, iter(picked))
    found: Counter[tuple[str, int, int, bool]] = Counter()
    for figure, values in raw.summed({name: column[picked] for name, column in columns.items()}, organs).items():
        for amount, grid in zip((False, True), values, strict=True):
            for organ, day in zip(*np.nonzero(grid), strict=True):
                found[figure, int(organ), int(day), amount] += int(grid[organ, day])
    assert found == wanted, "the vectorised counts are not those of the rules"
    return len(picked)


# --- the product's side ---------------------------------------------------------------------------------------------


def fill(home: Path, sums: dict[str, Any], organs: list[str]) -> int:
    """A home with the counts these cases imply, day, month and year. Returns how many rows."""
    os.environ |= {"MINGJING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    os.environ.pop("MINGJING_DATABASE_URL", None)
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
    subprocess.run([sys.executable, "-m", "mingjing.config.cli", "migrate"], cwd=ROOT, env=environment, check=True)
    days = [raw.day(n) for n in range(raw.DAYS)]
    spans = {"D": days, "M": [d.replace(day=1) for d in days], "Y": [d.replace(month=1, day=1) for d in days]}
    base = sqlite3.connect(home / "office.sqlite3", isolation_level=None)
    base.execute("PRAGMA synchronous = OFF")
    base.execute("BEGIN")
    for span, starts in spans.items():
        base.executemany(
            "INSERT INTO tally_count (span, start, organ, figure, n, amount) VALUES (?, ?, ?, ?, ?, ?)",
            counts(span, starts, sums, organs),
        )
    base.execute("COMMIT")
    base.execute("ANALYZE")
    rows = base.execute("SELECT count(*) FROM tally_count").fetchone()[0]
    base.close()
    return int(rows)


def counts(span: str, starts: list[date], sums: dict[str, Any], organs: list[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of one span, in the order of the index."""
    first = sorted(set(starts))
    at = np.searchsorted(np.array(first, dtype="datetime64[D]"), np.array(starts, dtype="datetime64[D]"))
    grids = {}
    for figure, values in sorted(sums.items()):
        both = []
        for grid in values:
            total = np.zeros((len(organs), len(first)), dtype=np.int64)
            np.add.at(total.T, at, grid.T)
            both.append(total)
        grids[figure] = both
    for n, start in enumerate(first):
        for o, organ in enumerate(organs):
            for figure, (number, amount) in grids.items():
                if number[o, n]:
                    yield span, start.isoformat(), organ, figure, int(number[o, n]), int(amount[o, n])


def product(organs: list[str]) -> tuple[Callable[[], dict[str, int]], Callable[[], dict[str, dict[str, int]]]]:
    """The product's own functions, as a page calls them."""
    sys.path.insert(0, ROOT)
    import django

    django.setup()
    from mingjing.statistics import figures

    year = date(raw.YEAR, 1, 1), date(raw.YEAR, 12, 31)
    return lambda: figures.figures(organs, *year), lambda: figures.by_organ(organs, *year)


# --- DuckDB's side --------------------------------------------------------------------------------------------------

DATES = (
    "opened", "decided", "closed", "sought", "undone", "transferred", "accepted", "recorded", "turned", "done", "court",
    "publish_due", "publish_met", "archive_due", "archive_met",
)  # fmt: skip
PENAL, VISITED = "kind <= 1", "kind = 3 AND turned IS NULL AND objects > 0"


def conditions() -> dict[str, list[tuple[str, str]]]:
    """Figure → (day, condition) pairs that count, in SQL; written apart from the vectorised counting."""
    found = {
        "penalty.filed": [("opened", "kind = 0")], "penalty.closed": [("closed", PENAL)],
        "penalty.other": [("decided", f"{PENAL} AND penalties = 0")],
        "penalty.mitigated": [("decided", f"{PENAL} AND mitigated = 1")], "penalty.transferred": [("transferred", "true")],
        "penalty.reconsidered": [("sought", "sued = 0"), ("undone", "sued = 0 AND sought IS NULL")],
        "penalty.sued": [("sought", "sued = 1"), ("undone", "sued = 1 AND sought IS NULL")],
        "penalty.reconsidered_corrected": [("undone", "sued = 0")], "penalty.lost": [("undone", "sued = 1")],
        "licence.applied": [("opened", "kind = 2 AND outcome < 4")], "licence.accepted": [("accepted", "true")],
        "licence.granted": [("decided", "kind = 2 AND outcome IN (1, 2)")],
        "licence.refused": [("decided", "kind = 2 AND outcome = 3")],
        "licence.revoked": [("decided", "kind = 2 AND outcome = 4")],
        "inspection.joint": [("recorded", f"{VISITED} AND joint = 1")],
        "inspection.enterprise": [("recorded", f"{VISITED} AND enterprise = 1")],
        "inspection.problems": [("recorded", "bad = 1")], "inspection.to_penalty": [("turned", "true")],
        "execution.other": [("done", "kind = 5 AND way > 3")], "execution.court": [("court", "true")],
        "levy.count": [("done", "kind = 6")],
        "review.submitted": [("decided", "reviewed = 1"), ("decided", "returned = 1")],
        "review.returned": [("decided", "returned = 1")],
        "public.due": [("publish_due", "true")], "public.on_time": [("publish_due", "publish_met <= publish_due")],
        "archive.due": [("archive_due", "true")], "archive.on_time": [("archive_due", "archive_met <= archive_due")],
    }  # fmt: skip
    for bit, figure in enumerate(raw.FIGURE_OF_BIT):
        found[figure] = [("decided", f"{PENAL} AND penalties >= {1 << bit} AND penalties < {2 << bit}")]
    for n, name in enumerate(raw.VISITS):
        found[f"inspection.{name}"] = [("recorded", f"{VISITED} AND way % 4 = {n}")]
    for n, name in enumerate(("seal", "seize", "freeze", "other")):
        found[f"measure.{name}"] = [("decided", f"kind = 4 AND way % 4 = {n}")]
    for n, name in enumerate(("transfer", "auction", "removal", "substitute")):
        found[f"execution.{name}"] = [("done", f"kind = 5 AND way = {n}")]
    return found | {f"review.{name}": [("decided", "reviewed = 1")] for name in ("needed", "done", "agreed")}


class Duck:
    """The raw cases in a native DuckDB database, and the annual report as one scan over them."""

    def __init__(self, path: Path, columns: raw.Columns) -> None:
        import duckdb

        self.base = duckdb.connect(str(path))
        shown = [
            f"CASE WHEN {name} >= 0 THEN DATE '{raw.EPOCH}' + {name}::INTEGER END AS {name}" if name in DATES else name
            for name in columns
        ]
        self.base.register("columns_given", columns)
        self.base.execute(f"CREATE TABLE cases AS SELECT {', '.join(shown)} FROM columns_given")
        self.base.unregister("columns_given")
        self.base.execute("CHECKPOINT")
        year = f"BETWEEN DATE '{raw.YEAR}-01-01' AND DATE '{raw.YEAR}-12-31'"
        wanted = {figure: [f"{day} {year} AND {test}" for day, test in pairs] for figure, pairs in conditions().items()}
        self.selected = {
            figure: " + ".join(f"count(*) FILTER ({test})" for test in tests) for figure, tests in wanted.items()
        }
        money = {"penalty.mitigated_money": "penalty.mitigated", "levy.money": "levy.count"}
        for figure, of in money.items():
            self.selected[figure] = f"coalesce(sum(fine + confiscated) FILTER ({wanted[of][0]}), 0)"
        self.selected["penalty.money"] = f"coalesce(sum(fine + confiscated) FILTER (decided {year} AND {PENAL}), 0)"
        self.selected["penalty.total"] = f"count(*) FILTER (decided {year} AND {PENAL})"
        self.figures = list(self.selected)

    def _sql(self) -> str:
        return ", ".join(self.selected.values())

    def total(self) -> dict[str, int]:
        """The report of all organs together."""
        row = self.base.execute(f"SELECT {self._sql()} FROM cases").fetchone()
        return dict(zip(self.figures, map(int, row), strict=True))

    def by_organ(self) -> dict[int, dict[str, int]]:
        """The report of each organ."""
        rows = self.base.execute(f"SELECT organ, {self._sql()} FROM cases GROUP BY organ").fetchall()
        return {row[0]: dict(zip(self.figures, map(int, row[1:]), strict=True)) for row in rows}


def compare(what: str, ours: dict[str, int], theirs: dict[str, int]) -> None:
    """Raises AssertionError naming every figure on which the two differ."""
    wrong = {code: (ours[code], value) for code, value in theirs.items() if ours[code] != value}
    assert not wrong, f"{what}: {wrong}"


def timed(label: str, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> bool:
    """Alternate, leave the first round out, print medians and ratio. Returns whether both targets are met."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for side, times in zip((ours, theirs), took, strict=True):
            begun = time.perf_counter()
            side()
            times.append((time.perf_counter() - begun) * 1000)
    mine, duck = (sorted(times[1:])[len(times[1:]) // 2] for times in took)
    print(f"{label}：明镜 {mine:,.1f} ms　DuckDB {duck:,.1f} ms　DuckDB/明镜 = {duck / mine:.1f}")
    return mine <= TARGET_MS and duck / mine >= TARGET_RATIO


if __name__ == "__main__":
    raise SystemExit(main())
