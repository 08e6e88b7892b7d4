"""Anomalies planted among clean records: recipes that change cases that are there, each saying where it put them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from mingjing.law.thresholds import YUAN
from mingjing.statistics.analysis.plain import Rec
from mingjing.statistics.analysis.rules import thresholds
from mingjing.statistics.analysis.trial.adding import ADDED, Place, fined, lifted

Change = Callable[[Rec, Random, str], Rec]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Take groups with at least ``least`` fitting records, change a share ``rate`` of them (at most ``most``)."""

    group: Callable[[Rec], Place | None]
    fits: Callable[[Rec], bool]
    change: Change
    least: int = 25
    rate: float = 0.5
    most: int = 40


def _lead(r: Rec) -> Place | None:
    return (r.organ, r.lead) if r.lead else None


def _unit(r: Rec) -> Place | None:
    return r.organ, r.unit


def _ordinary(r: Rec) -> bool:
    return r.penalty and not r.summary


def _at(rule_id: str, below: float, above: float) -> Callable[[Rec], bool]:
    def fits(r: Rec) -> bool:
        if not fined(r) or r.decided_on is None:
            return False
        limit = thresholds.limit_of(rule_id, r.citizen, r.decided_on)
        return below * limit <= r.fine <= above * limit

    return fits


def _just_below(rule_id: str) -> Change:
    def change(r: Rec, rng: Random, key: str) -> Rec:
        assert r.decided_on
        limit = thresholds.limit_of(rule_id, r.citizen, r.decided_on)
        return replace(r, fine=int(limit * rng.uniform(0.92, 0.99)) // 100 * 100)

    return change


def _each_footage(r: Rec, *, missing: bool = False, late: bool = False) -> Rec:
    return replace(r, footage=tuple(replace(f, missing=missing, late=late) for f in r.footage))


def _month_end(r: Rec, rng: Random, key: str) -> Rec:
    assert r.decided_on
    day = r.decided_on
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return replace(r, decided_on=following - timedelta(days=rng.randrange(1, 4)))


RECIPES: dict[str, Recipe] = {
    "inspection.no_result": Recipe(
        _unit, lambda r: r.kind == "inspection" and r.opened_at.date() < date(2026, 10, 20),
        lambda r, g, k: replace(r, resulted=False, problem=False, decided_on=None), rate=0.3, most=60),
    "inspection.no_finding": Recipe(
        _lead, lambda r: r.kind == "inspection" and r.resulted, lambda r, g, k: replace(r, problem=False),
        least=45, rate=1.0, most=400),
    "case.stall": Recipe(
        _unit, lambda r: not r.ended,
        lambda r, g, k: replace(r, moved_on=date(2026, 9, 1) - timedelta(days=g.randrange(60))), least=15, rate=0.6),
    "decide.last_day": Recipe(
        _unit, _ordinary,
        lambda r, g, k: replace(r, decided_on=(r.decide_due or r.moved_on) - timedelta(days=g.randrange(3))),
        rate=0.35, most=60),
    "date.backdated": Recipe(_lead, lambda r: True, lambda r, g, k: replace(r, lag=g.randrange(4, 20)), rate=0.35),
    "publish.late": Recipe(
        _unit, lambda r: r.published_on is not None,
        lambda r, g, k: replace(r, published_on=(r.publish_due or r.moved_on) + timedelta(days=g.randrange(2, 30))),
        rate=0.35, most=60),
    "decision.annulled": Recipe(_unit, _ordinary, lambda r, g, k: replace(r, annulled=True), rate=0.15, most=30),
    "review.instant": Recipe(
        lambda r: (r.organ, r.reviews[-1].reviewer) if r.reviews else None, lambda r: bool(r.reviews),
        lambda r, g, k: replace(r, reviews=tuple(replace(v, minutes=g.uniform(1, 9)) for v in r.reviews)),
        rate=0.4, most=80),
    "fine.officer": Recipe(_lead, fined, lifted, least=30, rate=1.0, most=400),
    "fine.organ": Recipe(lambda r: (r.organ, r.organ), fined, lifted, least=60, rate=1.0, most=5_000),
    "fine.outside": Recipe(_unit, fined, lambda r, g, k: replace(r, fine=r.high + 50_000), rate=0.25, most=50),
    "penalty.none": Recipe(
        _unit, _ordinary, lambda r, g, k: replace(r, no_penalty=True, fine=0, confiscated=0), least=40, rate=0.45,
        most=150),
    "confiscation.absent": Recipe(
        _unit, lambda r: _ordinary(r) and r.gain, lambda r, g, k: replace(r, confiscated=0), least=25, rate=0.6,
        most=80),
    "fine.below_hearing": Recipe(_lead, _at("hearing", 0.5, 1.5), _just_below("hearing"), least=12, rate=0.8),
    "fine.below_filing": Recipe(_lead, _at("file", 0.5, 1.5), _just_below("file"), least=12, rate=0.8),
    "fine.spot_limit": Recipe(
        _lead, lambda r: r.penalty and r.summary,
        lambda r, g, k: replace(r, fine=(200 if r.citizen else 3_000) * YUAN), least=16, rate=0.95, most=100),
    "fine.round": Recipe(
        _lead, fined, lambda r, g, k: replace(r, fine=max(1, round(r.fine / 100_000)) * 100_000), least=30, rate=1.0,
        most=400),
    "fine.month_end": Recipe(lambda r: (r.organ, r.organ), fined, _month_end, least=60, rate=0.3, most=400),
    "footage.officer": Recipe(
        _lead, lambda r: bool(r.footage), lambda r, g, k: _each_footage(r, missing=True, late=False), rate=0.3),
    "footage.hour": Recipe(
        lambda r: (r.organ, _block(r.footage[0].hour)) if r.footage else None, lambda r: len(r.footage) == 1,
        lambda r, g, k: _each_footage(r, missing=True, late=False), least=30, rate=0.35, most=60),
    "footage.late": Recipe(
        _lead, lambda r: any(not f.missing for f in r.footage), lambda r, g, k: _each_footage(r, late=True), rate=0.35),
}  # fmt: skip


def _block(hour: int) -> str:
    return f"{hour // 2 * 2:02d}–{hour // 2 * 2 + 2:02d} 时"


def planted(records: Sequence[Rec], rng: Random, each: int, on: date) -> tuple[list[Rec], dict[str, set[Place]]]:
    """The records with ``each`` anomalies of each kind, and where: rule code → {(organ, key of the subject)}."""
    found, truth = list(records), dict[str, set[Place]]()
    touched: set[Place] = set()
    for code, recipe in RECIPES.items():
        truth[code] = _changed(found, recipe, rng, each, touched)
    for code, add in ADDED.items():
        truth[code] = add(found, rng, each, on)
    return found, truth


def _changed(records: list[Rec], recipe: Recipe, rng: Random, each: int, touched: set[Place]) -> set[Place]:
    groups: dict[Place, list[int]] = defaultdict(list)
    for n, r in enumerate(records):
        key = recipe.group(r)
        if key and recipe.fits(r):
            groups[key].append(n)
    eligible = sorted(k for k, members in groups.items() if len(members) >= recipe.least and k not in touched)
    chosen = rng.sample(eligible, min(each, len(eligible)))
    for key in chosen:
        touched.add(key)
        wanted = [n for n in groups[key] if rng.random() < recipe.rate]
        for n in wanted[: recipe.most]:
            records[n] = recipe.change(records[n], rng, key[1])
    return set(chosen)
