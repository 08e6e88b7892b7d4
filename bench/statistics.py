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
    compare("全部机关合计", ours(), duck.total_in_parts())
    by = duck.by_organ()
    for n, (organ, values) in enumerate(ours_by().items()):
        compare(organ, values, by[n])
    print(f"相等：合计和 {args.organs} 个机关各 {len(duck.figures)} 项，与 DuckDB 从原始案件算出的一致")
    whole = {"DuckDB一次扫描": duck.total, "DuckDB分项扫描": duck.total_in_parts}
    ok = timed("全年报表（全部机关合计）：", args.rounds, ours, **whole)
    timed("全年报表（逐机关各一份）：", max(1, args.rounds // 3), ours_by, DuckDB=duck.by_organ)
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
MONEY = "sum(fine + confiscated)"


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
        asked = conditions()
        # Of each figure the pairs that count; a figure in money sums what the rows of its first pair oblige to.
        counted = {figure: [(*pair, "count(*)") for pair in pairs] for figure, pairs in asked.items()}
        counted["penalty.total"] = [("decided", PENAL, "count(*)")]
        for figure, of in (("penalty.mitigated_money", "penalty.mitigated"), ("levy.money", "levy.count")):
            counted[figure] = [(*asked[of][0], MONEY)]
        counted["penalty.money"] = [("decided", PENAL, MONEY)]
        self.figures = list(counted)
        scan = [
            " + ".join(f"coalesce({what} FILTER ({day} {year} AND {test}), 0)" for day, test, what in parts)
            for parts in counted.values()
        ]
        self.scan = ", ".join(scan)
        groups: dict[str, list[tuple[int, str]]] = {}
        for n, parts in enumerate(counted.values()):
            for day, test, what in parts:
                kind, _, rest = test.partition(" AND ") if test.startswith("kind") else ("true", "", test)
                where = f"{day} {year} AND {kind}"
                groups.setdefault(where, []).append((n, f"coalesce({what} FILTER ({rest or 'true'}), 0)"))
        self.parts = [
            ([n for n, _ in found], f"SELECT {', '.join(sql for _, sql in found)} FROM cases WHERE {where}")
            for where, found in groups.items()
        ]

    def total(self) -> dict[str, int]:
        """The report of all organs together, in one scan."""
        row = self.base.execute(f"SELECT {self.scan} FROM cases").fetchone()
        return dict(zip(self.figures, map(int, row), strict=True))

    def total_in_parts(self) -> dict[str, int]:
        """The same, a scan for each day and kind of act, so that no condition is asked of rows it cannot hold for."""
        found = [0] * len(self.figures)
        for places, sql in self.parts:
            for n, value in zip(places, self.base.execute(sql).fetchone(), strict=True):
                found[n] += int(value)
        return dict(zip(self.figures, found, strict=True))

    def by_organ(self) -> dict[int, dict[str, int]]:
        """The report of each organ."""
        rows = self.base.execute(f"SELECT organ, {self.scan} FROM cases GROUP BY organ").fetchall()
        return {row[0]: dict(zip(self.figures, map(int, row[1:]), strict=True)) for row in rows}


def compare(what: str, ours: dict[str, int], theirs: dict[str, int]) -> None:
    """Raises AssertionError naming every figure on which the two differ."""
    wrong = {code: (ours[code], value) for code, value in theirs.items() if ours[code] != value}
    assert not wrong, f"{what}: {wrong}"


def timed(label: str, rounds: int, ours: Callable[[], Any], **peers: Callable[[], Any]) -> bool:
    """Alternate, leave the first round out, print medians and ratios. Returns whether both targets are met.

    Beside the time on the clock the time on the processors, which a busy machine does not stretch.
    """
    sides = {"明镜": ours, **peers}
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for _ in range(rounds + 1):
        for name, side in sides.items():
            begun, worked = time.perf_counter(), time.process_time()
            side()
            took[name].append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
    clock = {name: sorted(t for t, _ in times[1:])[rounds // 2] for name, times in took.items()}
    work = {name: sorted(w for _, w in times[1:])[rounds // 2] for name, times in took.items()}
    print(label, "　".join(f"{name} {clock[name]:,.1f} ms（处理器 {work[name]:,.1f} ms）" for name in sides))
    best = min(clock[name] for name in peers)
    print(f"　　DuckDB 较快的写法 / 明镜 = {best / clock['明镜']:.1f}")
    return clock["明镜"] <= TARGET_MS and best / clock["明镜"] >= TARGET_RATIO


if __name__ == "__main__":
    raise SystemExit(main())
