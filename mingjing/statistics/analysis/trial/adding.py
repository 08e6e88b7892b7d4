"""Anomalies that are cases of their own: one function per rule adds them and says where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from mingjing.statistics.analysis.plain import Footage, Rec, Review
from mingjing.statistics.analysis.trial import world
from mingjing.statistics.analysis.trial.world import BEIJING

Place = tuple[str, str]


def fined(r: Rec) -> bool:
    """A fine by the ordinary procedure."""
    return r.penalty and not r.summary and r.fine > 0


def lifted(r: Rec, rng: Random, key: str) -> Rec:
    """The same case fined at the top of its tier."""
    return replace(r, fine=max(r.fine, round(r.low + rng.uniform(0.9, 1.0) * (r.high - r.low)) // 10_000 * 10_000))


def _pick(records: list[Rec], rng: Random, fits: Callable[[Rec], bool]) -> Rec:
    while True:
        r = rng.choice(records)
        if fits(r):
            return r


def _copies(records: list[Rec], like: Sequence[Rec]) -> None:
    start = len(records)
    records += [replace(r, id=f"植{start + n}") for n, r in enumerate(like)]


def _by_others(records: list[Rec], rng: Random, like: Sequence[Rec]) -> list[Rec]:
    """The same with officers of the unit and hours as they come: what is planted is neither a pair nor an hour."""
    others = [x for x in records if x.unit == like[0].unit and len(x.officers) == 2]
    return [replace(r, officers=rng.choice(others).officers, opened_at=rng.choice(others).opened_at) for r in like]


def _recent(on: date, rng: Random, within: int = 80, hour: int | None = None) -> datetime:
    hour = rng.choices(range(24), world.HOURS)[0] if hour is None else hour
    day = on - timedelta(days=rng.randrange(1, within))
    return datetime(day.year, day.month, day.day, hour, rng.randrange(60), tzinfo=BEIJING)


def _repeat(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for _ in range(each):
        r = _pick(records, rng, lambda r: fined(r) and r.decided_on is not None and r.decided_on > on - timedelta(300))
        more = [replace(r, decided_on=on - timedelta(days=20 * n + 5)) for n in range(14)]
        _copies(records, _by_others(records, rng, more))
        truth.add((r.organ, f"{r.party}|{r.cause}"))
    return truth


def _linked(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for n in range(each):
        r = _pick(records, rng, lambda r: fined(r) and not r.citizen)
        name = f"{r.organ}同一人{n}"
        firms = [replace(r, party=f"{name}公司{i}", representative=name, address=f"{name}{i}") for i in range(9)]
        _copies(records, _by_others(records, rng, firms))
        truth.add((r.organ, f"法定代表人|{name}"))
    return truth


def _split(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for _ in range(each):
        r = _pick(records, rng, lambda r: r.penalty and r.summary)
        _copies(records, _by_others(records, rng, [r] * 4))
        truth.add((r.organ, f"{r.party}|{r.decided_on}"))
    return truth


def _pair(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for n in range(each):
        r = _pick(records, rng, lambda r: r.kind == "inspection" and len(r.officers) == 2)
        party = f"{r.organ}常客{n}"
        _copies(records, [replace(r, party=party, opened_at=r.opened_at - timedelta(days=17 * i)) for i in range(10)])
        truth.add((r.organ, f"{'、'.join(sorted(r.officers))}|{party}"))
    return truth


def _frequent(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for _ in range(each):
        r = _pick(records, rng, lambda r: r.kind == "inspection" and r.opened_at.date() > on - timedelta(300))
        more = _by_others(records, rng, [r] * 20)
        _copies(records, [replace(x, opened_at=_recent(on, rng, 350)) for x in more])
        truth.add((r.organ, r.party))
    return truth


def _same_reason(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    units = sorted({(r.organ, r.unit) for r in records if r.reviews})
    truth = set()
    for organ, unit in rng.sample(units, min(each, len(units))):
        head = rng.choice(("R2", "R4", "R7"))
        for n, r in enumerate(records):
            if r.unit == unit and r.reviews and rng.random() < 0.3:
                back = Review(r.reviews[0].reviewer, 200.0, False, (head,))
                records[n] = replace(r, reviews=(back, *r.reviews))
        truth.add((organ, f"{unit}|{head}"))
    return truth


def _drift(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    since, groups = on - timedelta(days=180), defaultdict[Place, list[int]](list)
    for n, r in enumerate(records):
        if fined(r) and r.decided_on and r.decided_on > since:
            groups[r.organ, r.cause].append(n)
    eligible = sorted(k for k, members in groups.items() if len(members) >= 24)
    chosen = rng.sample(eligible, min(each, len(eligible)))
    for key in chosen:
        for n in groups[key]:
            records[n] = lifted(records[n], rng, "")
    return {(organ, f"{cause}|now") for organ, cause in chosen}


def _place(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    for _ in range(each):
        r = _pick(records, rng, lambda r: r.kind == "penalty" and bool(r.place))
        before = sum(1 for x in records if x.place == r.place and x.kind == "penalty")
        like = [x for x in records if x.region == r.region and x.kind == "penalty"]
        _copies(records, [replace(_opened(rng.choice(like), on, rng), place=r.place) for _ in range(max(25, before))])
        truth.add(("", f"{r.region}|{r.place}"))
    return truth


def _opened(r: Rec, on: date, rng: Random, hour: int | None = None) -> Rec:
    at = _recent(on, rng, hour=hour)
    return Rec(id="", kind=r.kind, organ=r.organ, unit=r.unit, region=r.region, cause=r.cause, opened_at=at,
               moved_on=at.date(), place=r.place, officers=(), footage=(Footage("", 10),))  # fmt: skip


def _hour(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    truth = set()
    regions = sorted({r.region for r in records})
    for region in rng.sample(regions, min(each, len(regions))):
        like, extra = [r for r in records if r.region == region and r.kind == "penalty"], list[Rec]()
        while len(extra) < 60:
            x = replace(_opened(rng.choice(like), on, rng, hour=19), place="")
            if x.opened_at.weekday() == 4:
                extra.append(x)
        _copies(records, extra)
        truth.add(("", f"{region}|周五 18–21 时"))
    return truth


def _season(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    now, groups = on - timedelta(days=90), defaultdict[Place, list[Rec]](list)
    for r in records:
        if r.opened_at.date() > now:
            groups[r.organ, r.cause].append(r)
    eligible = sorted(k for k, members in groups.items() if 20 <= len(members) <= 90)
    chosen = rng.sample(eligible, min(each, len(eligible)))
    for key in chosen:
        like = groups[key]
        _copies(records, [replace(_opened(rng.choice(like), on, rng), place="") for _ in range(3 * len(like))])
    return set(chosen)


def _overload(records: list[Rec], rng: Random, each: int, on: date) -> set[Place]:
    half, load = on - timedelta(days=180), defaultdict[Place, list[Rec]](list)
    for r in records:
        if r.lead and r.opened_at.date() > half:
            load[r.organ, r.lead].append(r)
    chosen = rng.sample(sorted(k for k, members in load.items() if len(members) >= 15), each)
    for key in chosen:
        average = sum(len(v) for k, v in load.items() if k[0] == key[0]) // sum(1 for k in load if k[0] == key[0])
        like = rng.choice(load[key])
        extra = [replace(_opened(like, on, rng), place="", officers=(key[1],)) for _ in range(4 * average)]
        _copies(records, extra)
    return set(chosen)


ADDED: dict[str, Callable[[list[Rec], Random, int, date], set[Place]]] = {
    "review.same_reason": _same_reason, "fine.drift": _drift, "party.repeat": _repeat, "party.linked": _linked,
    "party.split": _split, "officer.pair": _pair, "inspection.frequent": _frequent, "place.hot": _place,
    "time.hot": _hour, "season.break": _season, "officer.overload": _overload,
}  # fmt: skip
