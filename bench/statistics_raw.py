"""Raw cases for ``bench/statistics.py``: columns of one row per case, what they add to the counts, and DuckDB's answer.

The columns hold what the case tables hold (days, kinds of penalty, amounts, what was published and filed when). The
counts are made from them vectorised, the answer of DuckDB is written in SQL, and a sample goes through the product's
own counting rules: three ways that must agree before anything is timed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mingjing.law import counting  # noqa: E402
from mingjing.law.counted import Act, Decided, Done, Duty  # noqa: E402
from mingjing.law.kinds import ActKind, DecisionKind, Penalty, Step  # noqa: E402

Columns = dict[str, np.ndarray]
EPOCH = date(2025, 1, 1)
DAYS = 4 * 365 + 1
YEAR = 2026
FIRST, LAST = (date(YEAR, 1, 1) - EPOCH).days, (date(YEAR, 12, 31) - EPOCH).days
ORDINARY, SUMMARY, LICENCE, VISIT, MEASURE, EXECUTION, FEE = range(7)
SHARES = (0.10, 0.40, 0.32, 0.10, 0.03, 0.02, 0.03)
NONE = -1
# One bit per kind, the heavier the higher (大同 order): 关闭 and 限制从业 weigh the same, as do the two confiscations.
BITS = (
    (Penalty.WARNING,), (Penalty.PUBLIC_CRITICISM,), (Penalty.FINE,),
    (Penalty.CONFISCATE_INCOME, Penalty.CONFISCATE_GOODS), (Penalty.SUSPEND_LICENCE,), (Penalty.DOWNGRADE,),
    (Penalty.RESTRICT_BUSINESS,), (Penalty.SUSPEND_BUSINESS,), (Penalty.CLOSE, Penalty.RESTRICT_EMPLOYMENT),
    (Penalty.REVOKE_LICENCE,), (Penalty.DETENTION,),
)  # fmt: skip
FIGURE_OF_BIT = [counting.FIGURE_OF[kinds[0]] for kinds in BITS]
OUTCOMES = ("", "granted", "changed", "refused", "revoked", "cancelled")
VISITS = ("routine", "special", "case", "random")
MEASURES = ("seal", "seize", "freeze", "odd")
METHODS = ("transfer", "auction", "clear", "substitute", "demolish", "other")


def make(cases: int, organs: int, seed: int = 7) -> Columns:
    """The cases of a year, some begun before it and some ended after."""
    dice = np.random.default_rng(seed)

    def share(p: float) -> np.ndarray:
        return dice.random(cases, dtype=np.float32) < p

    def days(low: int, high: int) -> np.ndarray:
        return dice.integers(low, high, cases, dtype=np.int16)

    def maybe(on: np.ndarray, there: np.ndarray) -> np.ndarray:
        return np.where(there, on, np.int16(NONE)).astype(np.int16)

    kind = dice.choice(7, cases, p=SHARES).astype(np.int8)
    opened = days(FIRST - 40, LAST + 1)
    ordinary, penal = kind == ORDINARY, kind <= SUMMARY
    decides = np.where(ordinary, share(0.93), kind != VISIT)
    decided = maybe(opened + np.where(kind == SUMMARY, 0, days(1, 80)), decides)
    penalties = np.where(penal, 1 << np.minimum(dice.geometric(0.45, cases) + 1, 10), 0).astype(np.int16)
    penalties |= np.where(penal & share(0.4), 4, 0).astype(np.int16) | np.where(penal & share(0.2), 1, 0).astype(
        np.int16
    )
    penalties[penal & share(0.01)] = 0
    closed = maybe(decided + days(5, 60), (decided != NONE) & share(0.8))
    reviewed = (decided != NONE) & (ordinary | ((kind == EXECUTION) & share(1.0)))
    due = decided + days(7, 30)
    return {
        "organ": dice.integers(0, organs, cases, dtype=np.int32),
        "kind": kind,
        "opened": opened,
        "decided": decided,
        "closed": closed,
        "penalties": penalties,
        "fine": np.where(penal | (kind == FEE), dice.lognormal(11, 1.5, cases).astype(np.int64), 0),
        "confiscated": np.where((penalties & 8) > 0, dice.integers(0, 900_000, cases), 0).astype(np.int64),
        "mitigated": (penal & share(0.05)).astype(np.int8),
        "sought": maybe(decided + days(10, 60), penal & (decided != NONE) & share(0.01)),
        "sued": share(0.3).astype(np.int8),
        "undone": maybe(decided + days(60, 200), penal & (decided != NONE) & share(0.002)),
        "transferred": maybe(opened + days(5, 40), ordinary & share(0.005)),
        "accepted": maybe(opened + days(0, 6), (kind == LICENCE) & share(0.97)),
        "outcome": np.where((kind == LICENCE) & (decided != NONE), dice.choice(6, cases, p=(0.02, 0.7, 0.2, 0.05, 0.01, 0.02)), 0).astype(np.int8),
        "recorded": maybe(opened + days(0, 3), (kind == VISIT) & share(0.98)),
        "way": dice.integers(0, 6, cases).astype(np.int8),
        "bad": share(0.2).astype(np.int8),
        "turned": maybe(opened + days(4, 9), (kind == VISIT) & share(0.06)),
        "objects": np.where(share(0.97), 1, 0).astype(np.int8),
        "joint": share(0.1).astype(np.int8),
        "enterprise": share(0.8).astype(np.int8),
        "done": maybe(decided + days(5, 90), np.isin(kind, (EXECUTION, FEE)) & (decided != NONE) & share(0.9)),
        "court": maybe(decided + days(90, 200), (penal | (kind == EXECUTION)) & (decided != NONE) & share(0.01)),
        "reviewed": reviewed.astype(np.int8),
        "returned": (reviewed & share(0.1)).astype(np.int8),
        "publish_due": maybe(due, decided != NONE),
        "publish_met": maybe(due - 6 + days(0, 8), (decided != NONE) & share(0.97)),
        "archive_due": maybe(closed + 28, closed != NONE),
        "archive_met": maybe(closed + days(3, 31), (closed != NONE) & share(0.95)),
    }  # fmt: skip


def added(c: Columns) -> Iterator[tuple[str, np.ndarray, np.ndarray, Any]]:
    """(figure, which rows, on which day, how much each) by the counting rules, over whole columns."""
    kind, there = c["kind"], {name: c[name] != NONE for name in c}
    penal, licence, visit = kind <= SUMMARY, kind == LICENCE, kind == VISIT
    money = c["fine"] + c["confiscated"]
    yield "penalty.filed", kind == ORDINARY, c["opened"], 0
    yield "penalty.closed", penal & there["closed"], c["closed"], 0
    for bit, figure in enumerate(FIGURE_OF_BIT):
        heaviest = (c["penalties"] >> bit) == 1
        yield figure, penal & there["decided"] & heaviest, c["decided"], money
    yield "penalty.other", penal & there["decided"] & (c["penalties"] == 0), c["decided"], money
    yield "penalty.mitigated", penal & there["decided"] & (c["mitigated"] == 1), c["decided"], money
    yield "penalty.transferred", there["transferred"], c["transferred"], 0
    for figure, sued in (("penalty.reconsidered", 0), ("penalty.sued", 1)):
        entered = there["sought"] & (c["sued"] == sued)
        yield figure, entered, c["sought"], 0
        yield figure, there["undone"] & (c["sued"] == sued) & ~entered, c["undone"], 0
    yield "penalty.reconsidered_corrected", there["undone"] & (c["sued"] == 0), c["undone"], 0
    yield "penalty.lost", there["undone"] & (c["sued"] == 1), c["undone"], 0
    yield "licence.applied", licence & (c["outcome"] < 4), c["opened"], 0
    yield "licence.accepted", there["accepted"], c["accepted"], 0
    for figure, outcomes in (("granted", (1, 2)), ("refused", (3,)), ("revoked", (4,))):
        yield f"licence.{figure}", licence & np.isin(c["outcome"], outcomes), c["decided"], 0
    counts = there["recorded"] & ~there["turned"] & (c["objects"] > 0)
    for n, name in enumerate(VISITS):
        yield f"inspection.{name}", visit & counts & (c["way"] % 4 == n), c["recorded"], 0
    yield "inspection.joint", visit & counts & (c["joint"] == 1), c["recorded"], 0
    yield "inspection.enterprise", visit & counts & (c["enterprise"] == 1), c["recorded"], 0
    yield "inspection.problems", visit & there["recorded"] & (c["bad"] == 1), c["recorded"], 0
    yield "inspection.to_penalty", there["turned"], c["turned"], 0
    for n, figure in enumerate(("seal", "seize", "freeze", "other")):
        yield f"measure.{figure}", (kind == MEASURE) & there["decided"] & (c["way"] % 4 == n), c["decided"], 0
    for n, figure in enumerate(("transfer", "auction", "removal", "substitute")):
        yield f"execution.{figure}", (kind == EXECUTION) & there["done"] & (c["way"] == n), c["done"], 0
    yield "execution.other", (kind == EXECUTION) & there["done"] & (c["way"] > 3), c["done"], 0
    yield "execution.court", there["court"], c["court"], 0
    yield "levy.count", (kind == FEE) & there["done"], c["done"], c["fine"]
    for figure in ("review.needed", "review.done", "review.agreed"):
        yield figure, c["reviewed"] == 1, c["decided"], 0
    yield "review.submitted", c["reviewed"] == 1, c["decided"], 0
    yield "review.submitted", c["returned"] == 1, c["decided"], 0
    yield "review.returned", c["returned"] == 1, c["decided"], 0
    for figure, clock in (("public", "publish"), ("archive", "archive")):
        due, met = c[f"{clock}_due"], c[f"{clock}_met"]
        yield f"{figure}.due", due != NONE, due, 0
        yield f"{figure}.on_time", (due != NONE) & (met != NONE) & (met <= due), due, 0


def summed(c: Columns, organs: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Figure → (numbers, amounts), each organs × days."""
    found: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for figure, rows, on, amount in added(c):
        key = c["organ"][rows].astype(np.int64) * DAYS + on[rows]
        n = np.bincount(key, minlength=organs * DAYS).reshape(organs, DAYS)
        money = np.zeros_like(n)
        if isinstance(amount, np.ndarray):
            money = np.bincount(key, amount[rows], organs * DAYS).astype(np.int64).reshape(organs, DAYS)
        before = found.get(figure)
        found[figure] = (n + before[0], money + before[1]) if before else (n, money)
    return found


# --- the same cases through the product's own rules ------------------------------------------------------------------


def day(n: int) -> date:
    """The day of a number of a column."""
    return EPOCH + timedelta(days=int(n))


def by_the_rules(c: Columns, rows: Iterator[int]) -> Counter[tuple[str, int, int, bool]]:
    """(figure, organ, day, whether it is the amount) → sum, as ``law.counting`` has it for these cases."""
    found: Counter[tuple[str, int, int, bool]] = Counter()
    for n in rows:
        case = {name: int(column[n]) for name, column in c.items()}
        for line in counting.lines(act_of(case)):
            at = (line.day - EPOCH).days
            found[line.figure, case["organ"], at, False] += line.n
            found[line.figure, case["organ"], at, True] += line.amount
    return Counter({key: value for key, value in found.items() if value})


KINDS = (ActKind.PENALTY, ActKind.PENALTY, ActKind.LICENCE, ActKind.INSPECTION, ActKind.COERCION, ActKind.COERCION, ActKind.LEVY)  # fmt: skip
PROCEDURES = ("ordinary", "summary", "licence", "inspection", "measure", "execution", "fee")
DECIDES = {
    ORDINARY: DecisionKind.ORDINARY_PENALTY, SUMMARY: DecisionKind.SUMMARY_PENALTY, MEASURE: DecisionKind.MEASURE,
    EXECUTION: DecisionKind.EXECUTION, FEE: DecisionKind.FEE,
}  # fmt: skip
OF_LICENCE = {1: DecisionKind.LICENCE_GRANT, 2: DecisionKind.LICENCE_CHANGE, 3: DecisionKind.LICENCE_REFUSAL, 4: DecisionKind.LICENCE_REVOCATION, 5: DecisionKind.LICENCE_REVOCATION}  # fmt: skip
MATTER = {4: "revoke", 5: "cancel"}


def act_of(case: dict[str, int]) -> Act:
    """One row as the product's counting asks about a case."""
    kind = case["kind"]
    details = {"type": VISITS[case["way"] % 4], "measure": MEASURES[case["way"] % 4], "method": METHODS[case["way"]]}
    decides = OF_LICENCE.get(case["outcome"]) if kind == LICENCE else DECIDES.get(kind)
    decisions = ()
    if decides and case["decided"] != NONE:
        kinds = frozenset(BITS[bit][0] for bit in range(11) if case["penalties"] >> bit & 1)
        tier, reviewed = "减轻" if case["mitigated"] else "", bool(case["reviewed"])
        decisions = (
            Decided(
                decides, day(case["decided"]), kinds, case["fine"], case["confiscated"], tier, 0, reviewed, reviewed
            ),
        )
    return Act(
        KINDS[kind], PROCEDURES[kind], "411200", details=details | {"matter": MATTER.get(case["outcome"], "")},
        history=tuple(history_of(case)), decisions=decisions,
        duties=tuple(
            Duty(rule, EPOCH, day(case[f"{clock}_due"]), day(case[f"{clock}_met"]) if case[f"{clock}_met"] != NONE else None)
            for rule, clock in (("publish.penalty", "publish"), ("archive.file", "archive"))
            if case[f"{clock}_due"] != NONE
        ),
        applied_on=day(case["opened"]) if kind == LICENCE else None,
        objects=case["objects"], enterprise=bool(case["enterprise"]), joint=bool(case["joint"]),
    )  # fmt: skip


def history_of(case: dict[str, int]) -> Iterator[Done]:
    """The steps of one row."""
    kind, way = case["kind"], "litigation" if case["sued"] else "reconsideration"
    if kind == ORDINARY:
        yield Done(Step.FILE, day(case["opened"]))
    if case["reviewed"]:
        on = day(case["decided"])
        if case["returned"]:
            yield Done(Step.SUBMIT_REVIEW, on)
            yield Done(Step.GIVE_OPINION, on, {"outcome": "object"})
        yield Done(Step.SUBMIT_REVIEW, on)
        yield Done(Step.GIVE_OPINION, on, {"outcome": "agree"})
    record = {"items": [{"result": "不符合" if case["bad"] else "符合"}]}
    by = {"authority": "court" if case["sued"] else "reconsideration"}
    finished = Step.RECORD_EXECUTION if kind == FEE else Step.FINISH_EXECUTION
    for name, step, values in (
        ("transferred", Step.TRANSFER, {"ground": "crime"}), ("accepted", Step.ACCEPT, {}),
        ("recorded", Step.RECORD_INSPECTION, record), ("turned", Step.OPEN_PENALTY, {}), ("done", finished, {}),
        ("court", Step.APPLY_COURT, {}), ("closed", Step.CLOSE, {}),
        ("sought", Step.SEEK_REMEDY, {"way": way, "event": "filed"}), ("undone", Step.ANNUL, by),
    ):  # fmt: skip
        if case[name] != NONE:
            yield Done(step, day(case[name]), values)
