"""T2, T2b: penalties, one figure after the other over the raw rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from mingjing.cases.models import Weighing
from mingjing.law.counting_rules import ORDERS
from mingjing.statistics.recount.raw import Fact, Raw, day

ANNULLED = {
    "reconsideration": ("reconsideration", "penalty.reconsidered", "penalty.reconsidered_corrected"),
    "court": ("litigation", "penalty.sued", "penalty.lost"),
}
SAME = {"confiscate_income": "confiscate", "confiscate_goods": "confiscate", "restrict_employment": "close"}


def facts(raw: Raw) -> Iterator[Fact]:
    """Everything of T2 and T2b, of any year."""
    for step, figure in (("file", "penalty.filed"), ("close", "penalty.closed")):
        for row in raw.taken("penalty", step):
            yield Fact(figure, row.case.organ, row.on)
    for row in raw.taken("penalty", "transfer"):
        if row.values["ground"] == "crime":
            yield Fact("penalty.transferred", row.case.organ, row.on)
    yield from _remedies(raw)
    yield from _decisions(raw)


def _remedies(raw: Raw) -> Iterator[Fact]:
    for row in raw.taken("penalty", "seek_remedy"):
        if row.values["event"] == "filed":
            sued = row.values["way"] == "litigation"
            figure = "penalty.sued" if sued else "penalty.reconsidered"
            yield Fact(figure, row.case.organ, day(row.values["happened_on"], row.on))
    for row in raw.taken("penalty", "annul"):
        if row.values["authority"] not in ANNULLED:
            continue
        came = day(row.values.get("received_on"), row.on)
        way, sought, undone = ANNULLED[row.values["authority"]]
        yield Fact(undone, row.case.organ, came)
        annuls = [s.order for s in raw.ever(row.case.id, "annul") if s.order < row.order]
        since = max(annuls, default=-1)
        entered = [s for s in raw.ever(row.case.id, "seek_remedy") if since < s.order < row.order]
        if way not in [s.values["way"] for s in entered]:
            yield Fact(sought, row.case.organ, came)


def _decisions(raw: Raw) -> Iterator[Fact]:
    weighed: dict[str, list[tuple[int, str, int]]] = {}
    columns = ("case_id", "ledger_id", "tier", "fine")
    for case_id, *reckoned in Weighing.objects.order_by("ledger_id").values_list(*columns):
        weighed.setdefault(str(case_id), []).append(tuple(reckoned))
    for row in raw.decisions:
        case = raw.cases[row.case_id]
        before = [w for w in weighed.get(case.id, ()) if w[0] < row.ledger_id]
        tier, proposed = (before[-1][1], before[-1][2]) if before else ("", 0)
        if row.kind == "no_penalty":
            yield Fact("penalty.none", case.organ, row.decided_on, 1, proposed)
        if row.kind not in ("ordinary_penalty", "summary_penalty"):
            continue
        money = row.fine + row.confiscated
        figure = f"penalty.{_heaviest(json.loads(row.penalties), case.region, row.decided_on)}"
        yield Fact(figure, case.organ, row.decided_on, 1, money)
        if tier == "减轻":
            yield Fact("penalty.mitigated", case.organ, row.decided_on, 1, money)


def _heaviest(kinds: list[str], region: str, on: date) -> str:
    """By weight: the number of the step in the order of the nearest region, latest on that day."""
    best = None
    for order in ORDERS:
        if region[: len(order.region)] != order.region or order.valid_from > on:
            continue
        if best is None or (len(order.region), order.valid_from) >= (len(best.region), best.valid_from):
            best = order
    assert best is not None
    weights = {kind.value: weight for weight, step in enumerate(best.steps) for kind in step}
    known = [kind for kind in kinds if kind in weights]
    if not known:
        return "other"
    kind = sorted(known, key=weights.__getitem__)[-1]
    return SAME.get(kind, kind)
