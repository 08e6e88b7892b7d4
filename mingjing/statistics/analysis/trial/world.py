"""Clean cases in a seeded, invented town: organs, units, officers, parties and places that differ as real ones do.

Officers, units and organs are not alike: each has its own rates and habits, drawn once; parties and places are few that
come often and many that come once; causes have seasons. A rule that takes such differences for anomalies fails here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from mingjing.statistics.analysis.plain import Footage, Rec, Review

DAYS = 730
BEIJING = ZoneInfo("Asia/Shanghai")
HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 8, 14, 14, 8, 3, 6, 12, 14, 10, 4, 2, 3, 3, 2, 1, 0)
WEEKDAYS = (10, 11, 11, 11, 10, 3, 2)
HEADS = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8")
HEAD_WEIGHTS = (1, 4, 6, 3, 7, 1, 5, 1)


@dataclass(slots=True)
class Cause:
    """One violation: how often, its tiers in 分, how often something is found, its season (0 none – 1 strong)."""

    name: str
    weight: float
    steps: tuple[int, int, int, int]
    problem: float
    no_penalty: float
    season: float
    peak: int


@dataclass(slots=True)
class Party:
    """One party with its home."""

    key: str
    citizen: bool
    representative: str
    address: str
    place: str


@dataclass(slots=True)
class Officer:
    """One officer's own rates."""

    key: str
    bias: float
    missing: float
    late: float
    lag: float
    weight: float


@dataclass(slots=True)
class Unit:
    """One unit's own rates."""

    key: str
    officers: list[Officer]
    last_day: float
    late: float
    annulled: float
    no_result: float
    stalls: float
    outside: float
    spared: float
    heads: tuple[float, ...]
    instant: float


@dataclass(slots=True)
class Organ:
    """One organ with its units, causes, parties and places."""

    key: str
    region: str
    units: list[Unit]
    causes: list[Cause]
    parties: list[Party]
    party_sums: list[float]
    places: list[str]
    place_sums: list[float]


def clean(cases: int, seed: int, on: date) -> list[Rec]:
    """``cases`` clean records of the two years up to ``on``, the same for the same seed."""
    rng = Random(seed)
    organs = _organs(rng, max(12, min(60, cases // 1_500)), cases)
    sums = list(accumulate(rng.lognormvariate(0, 0.5) for _ in organs))
    day_sums = list(accumulate(WEEKDAYS[(on - timedelta(days=n)).weekday()] for n in range(DAYS)))
    return [_case(rng, n, rng.choices(organs, cum_weights=sums)[0], on, day_sums) for n in range(cases)]


def _around(rng: Random, rate: float, spread: float = 0.3) -> float:
    return min(0.9, rate * rng.lognormvariate(0, spread))


def _organs(rng: Random, count: int, cases: int) -> list[Organ]:
    fields = [_causes(rng, n) for n in range(7)]
    return [_organ(rng, n, fields[n % 7], cases // count) for n in range(count)]


def _causes(rng: Random, field: int) -> list[Cause]:
    found = []
    for n in range(8):
        low = rng.choice((500, 1_000, 2_000, 5_000, 10_000)) * 100
        steps = (low, low * 3, low * 6, low * 10)
        found.append(Cause(f"事由{field}-{n}", 1 / (n + 1), steps, rng.uniform(0.25, 0.5), rng.uniform(0.05, 0.2),
                           rng.uniform(0, 0.6), rng.randrange(12)))  # fmt: skip
    return found


def _organ(rng: Random, n: int, causes: list[Cause], cases: int) -> Organ:
    key, region = f"机关{n}", f"县区{n // 7}"
    places = [f"{region}地点{i}" for i in range(40)]
    place_sums = list(accumulate(1 / (i + 3) for i in range(40)))
    parties = []
    for i in range(max(60, cases // 2)):
        place = rng.choices(places, cum_weights=place_sums)[0]
        market = rng.random() < 0.06
        shared = rng.random() < 0.03
        parties.append(
            Party(
                f"{key}当事人{i}", rng.random() < 0.4, f"{key}代表{i // 50 if shared else i}",
                f"{place}市场" if market else f"{place}{i}号", place,
            )
        )  # fmt: skip
    sums = list(accumulate(rng.gammavariate(0.9, 1) for _ in parties))
    units = [_unit(rng, f"{key}科{i}") for i in range(2)]
    return Organ(key, region, units, causes, parties, sums, places, place_sums)


def _unit(rng: Random, key: str) -> Unit:
    officers = [
        Officer(f"{key}员{i}", rng.gauss(0, 0.04), _around(rng, 0.03), _around(rng, 0.05), _around(rng, 0.04),
                rng.lognormvariate(0, 0.25))
        for i in range(rng.randrange(4, 7))
    ]  # fmt: skip
    heads = tuple(_around(rng, 0.15 * w / sum(HEAD_WEIGHTS)) for w in HEAD_WEIGHTS)
    return Unit(key, officers, _around(rng, 0.06), _around(rng, 0.05), _around(rng, 0.015), _around(rng, 0.06),
                _around(rng, 0.08), _around(rng, 0.03), _around(rng, 0.12), heads, _around(rng, 0.05))  # fmt: skip


def _day(rng: Random, on: date, day_sums: Sequence[float], cause: Cause) -> date:
    while True:
        day = on - timedelta(days=rng.choices(range(DAYS), cum_weights=day_sums)[0])
        away = min((day.month - cause.peak) % 12, (cause.peak - day.month) % 12) / 6
        if rng.random() >= cause.season * away:
            return day


def _case(rng: Random, n: int, organ: Organ, on: date, day_sums: Sequence[float]) -> Rec:
    cause = rng.choices(organ.causes, [c.weight for c in organ.causes])[0]
    party = rng.choices(organ.parties, cum_weights=organ.party_sums)[0]
    unit = organ.units[rng.random() < 0.45]
    lead = rng.choices(unit.officers, [o.weight for o in unit.officers])[0]
    place = party.place if rng.random() < 0.7 else rng.choices(organ.places, cum_weights=organ.place_sums)[0]
    hour = rng.choices(range(24), HOURS)[0]
    day = _day(rng, on, day_sums, cause)
    opened = datetime(day.year, day.month, day.day, hour, rng.randrange(60), tzinfo=BEIJING)
    second = rng.choice([o for o in unit.officers if o is not lead])
    common = {
        "id": f"案{n}", "organ": organ.key, "unit": unit.key, "region": organ.region, "cause": cause.name,
        "opened_at": opened,
        "party": party.key, "representative": "" if party.citizen else party.representative, "address": party.address,
        "citizen": party.citizen, "place": place, "officers": (lead.key, second.key),
        "lag": rng.randrange(3, 9) if rng.random() < lead.lag else rng.randrange(2),
    }  # fmt: skip
    if rng.random() < 0.42:
        return _visit(rng, common, unit, lead, cause, day, hour, on)
    return _penalty(rng, common, unit, lead, cause, day, hour, on)


def _footage(rng: Random, lead: Officer, hour: int) -> Footage:
    missing = rng.random() < lead.missing
    return Footage(lead.key, hour, missing, not missing and rng.random() < lead.late)


def _visit(
    rng: Random, common: dict[str, object], unit: Unit, lead: Officer, cause: Cause, day: date, hour: int, on: date
) -> Rec:  # fmt: skip
    took = int(rng.lognormvariate(1.5, 0.8)) + 1
    resulted = day + timedelta(days=took) <= on and rng.random() >= unit.no_result
    moved = day + timedelta(days=took) if resulted else min(on, day + timedelta(days=rng.randrange(1, 20)))
    return Rec(
        **common, kind="inspection", moved_on=moved, ended=resulted or day < on - timedelta(days=120),  # type: ignore[arg-type]
        resulted=resulted, decided_on=moved if resulted else None, problem=resulted and rng.random() < cause.problem,
        footage=(_footage(rng, lead, hour),),
    )  # fmt: skip


def _penalty(
    rng: Random, common: dict[str, object], unit: Unit, lead: Officer, cause: Cause, day: date, hour: int, on: date
) -> Rec:  # fmt: skip
    citizen = bool(common["citizen"])
    if rng.random() < 0.25:
        limit = 20_000 if citizen else 300_000
        fine = rng.choice((0.25, 0.5, 0.5, 0.75, 1.0)) * limit
        return Rec(
            **common, kind="penalty", summary=True, moved_on=day, decided_on=day, ended=True, fine=int(fine),  # type: ignore[arg-type]
            footage=(_footage(rng, lead, hour),),
        )  # fmt: skip
    took = 85 if rng.random() < unit.last_day else min(80, int(rng.lognormvariate(3.4, 0.5)) + 8)
    took += rng.randrange(3, 6) if took == 85 else 0
    decided = day + timedelta(days=took)
    if decided > on:
        still = rng.random() < unit.stalls
        moved = max(day, on - timedelta(days=rng.randrange(61, 85) if still else rng.randrange(0, 30)))
        return Rec(**common, kind="penalty", moved_on=moved, footage=(_footage(rng, lead, hour),))  # type: ignore[arg-type]
    tier = rng.choices((0, 1, 2), (5, 3, 1))[0]
    low, high = cause.steps[tier] // (5 if citizen else 1), cause.steps[tier + 1] // (5 if citizen else 1)
    spared = rng.random() < cause.no_penalty * (1 + lead.bias)
    fine = 0 if spared else _fine(rng, lead, unit, low, high)
    gain = not spared and rng.random() < 0.3
    due = decided + timedelta(days=10)
    published = decided + timedelta(days=rng.randrange(11, 25) if rng.random() < unit.late else rng.randrange(1, 10))
    return Rec(
        **common, kind="penalty", moved_on=decided, decided_on=decided, decide_due=day + timedelta(days=90), ended=True,  # type: ignore[arg-type]
        annulled=rng.random() < unit.annulled, publish_due=due, published_on=published if published <= on else None,
        no_penalty=spared, fine=fine, tier=str(tier), low=low, high=high, gain=gain,
        confiscated=fine // 2 + 1 if gain and rng.random() >= unit.spared else 0,
        reviews=_reviews(rng, unit), footage=(_footage(rng, lead, hour), _footage(rng, lead, (hour + 2) % 24)),
    )  # fmt: skip


def _fine(rng: Random, lead: Officer, unit: Unit, low: int, high: int) -> int:
    at = min(1.0, max(0.0, rng.betavariate(2, 3) + lead.bias))
    if rng.random() < unit.outside:
        at = -0.1
    fine = low + at * (high - low)
    step = rng.choice((50_000, 100_000, 10_000)) if high > 1_000_000 else 10_000
    rounded = int(round(fine / step)) * step
    return max(step, rounded if at < 0 else min(max(rounded, low), high))


def _reviews(rng: Random, unit: Unit) -> tuple[Review, ...]:
    def minutes() -> float:
        return rng.uniform(2, 9) if rng.random() < unit.instant else rng.uniform(30, 3_000)

    reviewer = f"{unit.key[:-2]}审{rng.randrange(2)}"
    returned: Sequence[str] = [h for h, chance in zip(HEADS, unit.heads, strict=True) if rng.random() < chance]
    last = Review(reviewer, minutes(), True)
    return (Review(reviewer, minutes(), False, tuple(returned)), last) if returned else (last,)
