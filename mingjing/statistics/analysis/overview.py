"""What the analysis page shows: frequency by violation, place, time, organ, officer and party, beside last year.

Ten queries, whatever the number of cases; sums over groups are made here. Cases count by the Beijing day they
were opened, money by the day of the decision as decided (not as paid).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from mingjing.cases.models import Case, Handler, Party
from mingjing.law.kinds import ActKind, DecisionKind, PartyKind, ReviewHead
from mingjing.organs.models import Organ, Person
from mingjing.procedure.models import Decision
from mingjing.review.models import Opinion
from mingjing.statistics.analysis.moments import Hour, Month, Weekday
from mingjing.statistics.analysis.periods import Period
from mingjing.statistics.analysis.records import point_of

TOP, MOST_PLACES = 10, 400
PENALTIES = (DecisionKind.ORDINARY_PENALTY, DecisionKind.SUMMARY_PENALTY)
WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(slots=True)
class Bar:
    """One line of a table: what, how many now and a year before, money in 分, its share of the largest."""

    key: str
    label: str
    n: int = 0
    before: int = 0
    amount: int = 0
    part: int = 0  # 0–100, for the bar

    @property
    def change(self) -> str:
        """Against last year: +12%, 新增, or nothing to compare."""
        if not self.before:
            return "上年无" if self.n else ""
        percent = round(100 * (self.n - self.before) / self.before)
        return f"{percent:+d}%" if percent else "持平"


@dataclass(slots=True)
class Overview:
    """Everything the page shows for some organs and a period."""

    period: Period
    as_of: datetime | None = None
    total: Bar = field(default_factory=lambda: Bar("", "合计"))
    kinds: list[Bar] = field(default_factory=list)
    causes: list[Bar] = field(default_factory=list)
    regions: dict[str, int] = field(default_factory=dict)
    organs: list[Bar] = field(default_factory=list)
    months: list[Bar] = field(default_factory=list)
    hours: list[list[int]] = field(default_factory=lambda: [[0] * 24 for _ in WEEK])
    places: list[Bar] = field(default_factory=list)
    officers: list[Bar] = field(default_factory=list)
    parties: list[Bar] = field(default_factory=list)
    linked: list[Bar] = field(default_factory=list)
    reasons: list[Bar] = field(default_factory=list)

    @property
    def busiest(self) -> tuple[str, int]:
        """The weekday and hour with most cases, in words, and how many."""
        day, hour = max(((d, h) for d in range(7) for h in range(24)), key=lambda c: self.hours[c[0]][c[1]])
        return f"{WEEK[day]} {hour} 时", self.hours[day][hour]


def overview(organs: Collection[str], period: Period) -> Overview:
    """Read it all for some organs. Permission is the caller's: who asks for these organs may read their figures."""
    found = Overview(period)
    ids = list(organs)
    money = _money(ids, period)
    _frequency(found, ids, money)
    _times(found, ids)
    found.places = _places(ids, period)
    found.officers = _officers(ids, period)
    found.parties, found.linked = _parties(ids, period), _linked(ids, period)
    found.reasons = _reasons(ids, period)
    return found


def _opened(organs: list[str], period: Period) -> QuerySet[Case]:
    first, after = period.moments
    return Case.objects.filter(organ_id__in=organs, opened_at__gte=first, opened_at__lt=after)


def _both(organs: list[str], period: Period) -> tuple[QuerySet[Case], Count, Count]:
    """Cases of the period and of the one a year before, with a count of each."""
    now, then = period.moments, period.before.moments
    here = Q(opened_at__gte=now[0], opened_at__lt=now[1])
    there = Q(opened_at__gte=then[0], opened_at__lt=then[1])
    rows = Case.objects.filter(here | there, organ_id__in=organs)
    return rows, Count("pk", filter=here), Count("pk", filter=there)


def _money(organs: list[str], period: Period) -> dict[tuple[str, str], int]:
    """(organ, violation) → fines and confiscations decided in the period, in 分."""
    rows = (
        Decision.objects.filter(kind__in=PENALTIES, case__organ_id__in=organs)
        .filter(decided_on__gte=period.first, decided_on__lte=period.last)
        .order_by()
        .values_list("case__organ_id", "case__cause")
        .annotate(sum=Sum(F("fine") + F("confiscated")))
    )
    return {(organ, cause): amount or 0 for organ, cause, amount in rows}


def _frequency(found: Overview, ids: list[str], money: dict[tuple[str, str], int]) -> None:
    rows, now, before = _both(ids, found.period)
    bars: dict[str, dict[str, Bar]] = defaultdict(dict)
    regions: Counter[str] = Counter()
    known = {pk: (name, region) for pk, name, region in Organ.objects.values_list("pk", "short_name", "region_id")}
    values = rows.order_by().values_list("organ_id", "kind", "cause")
    for organ, kind, cause, n, then in values.annotate(n=now, then=before):
        name, region = known[organ]
        for table, key, label in (("kind", kind, ActKind(kind).label), ("cause", cause, cause), ("organ", organ, name)):
            bar = bars[table].setdefault(key, Bar(key, label))
            bar.n, bar.before = bar.n + n, bar.before + then
        found.total.n, found.total.before = found.total.n + n, found.total.before + then
        regions[region] += n
    for (organ, cause), amount in money.items():
        found.total.amount += amount
        for table, key in (("cause", cause), ("organ", organ)):
            if key in bars[table]:
                bars[table][key].amount += amount
    found.regions = dict(regions)
    found.kinds, found.organs = _top(bars["kind"], 99), _top(bars["organ"], 99)
    found.causes = _top({k: b for k, b in bars["cause"].items() if b.n}, TOP)


def _top(bars: dict[str, Bar], most: int) -> list[Bar]:
    ordered = sorted(bars.values(), key=lambda b: (-b.n, -b.before, b.label))[:most]
    highest = max((b.n for b in ordered), default=0) or 1
    for bar in ordered:
        bar.part = round(100 * bar.n / highest)
    return ordered


def _times(found: Overview, ids: list[str]) -> None:
    rows, now, before = _both(ids, found.period)
    months: Counter[str] = Counter()
    years: Counter[str] = Counter()
    at = F("opened_at")
    values = rows.order_by().annotate(m=Month(at), d=Weekday(at), h=Hour(at)).values_list("m", "d", "h")
    for month, day, hour, n, then in values.annotate(n=now, then=before):
        months[month] += n
        years[f"{int(month[:4]) + 1}{month[4:]}"] += then
        found.hours[day][hour] += n
    day = found.period.first.replace(day=1)
    bars = {}
    while day <= found.period.last:
        key = f"{day:%Y-%m}"
        bars[key] = Bar(key, f"{day.month} 月", months[key], years[key])
        day = (day + timedelta(days=31)).replace(day=1)
    highest = max((max(b.n, b.before) for b in bars.values()), default=0) or 1
    for bar in bars.values():
        bar.part = round(100 * bar.n / highest)
    found.months = list(bars.values())


def _places(ids: list[str], period: Period) -> list[Bar]:
    """Streets, villages, markets: the most frequent written places, folded to their point."""
    rows = _opened(ids, period).exclude(place="").values_list("place").annotate(n=Count("pk"))
    bars: dict[str, Bar] = {}
    for place, n in rows.order_by("-n", "place")[:MOST_PLACES]:
        if point := point_of(place):
            bars.setdefault(point, Bar(point, point)).n += n
    return _top(bars, TOP)


def _officers(ids: list[str], period: Period) -> list[Bar]:
    first, after = period.moments
    rows = (
        Handler.objects.filter(case__organ_id__in=ids, case__opened_at__gte=first, case__opened_at__lt=after)
        .filter(lead=True, until=None)
        .order_by()
        .values_list("person_id")
        .annotate(n=Count("pk"), open=Count("pk", filter=Q(case__ended_on=None)))
        .order_by("-n", "person_id")
    )
    found = list(rows[:TOP])
    people = {p.pk: p for p in Person.objects.filter(pk__in=[row[0] for row in found]).select_related("organ")}
    bars = {}
    for person, n, open_ in found:
        where = people[person].organ
        bars[person] = Bar(person, people[person].name + (f"（{where.short_name}）" if where else ""), n, 0, open_)
    return _top(bars, TOP)


def _of_parties(ids: list[str], period: Period) -> QuerySet[Party]:
    first, after = period.moments
    return Party.objects.filter(
        case__organ_id__in=ids, case__opened_at__gte=first, case__opened_at__lt=after, case__kind=ActKind.PENALTY
    ).order_by()


def _parties(ids: list[str], period: Period) -> list[Bar]:
    rows = _of_parties(ids, period).values_list("name", "code").annotate(n=Count("pk")).filter(n__gte=2)
    return _top({name: Bar(name, name, n) for name, _, n in rows.order_by("-n", "name")[:TOP]}, TOP)


def _linked(ids: list[str], period: Period) -> list[Bar]:
    """Representatives of more than one punished party: how many parties, how many cases."""
    rows = (
        _of_parties(ids, period)
        .exclude(kind=PartyKind.PERSON)
        .exclude(representative="")
        .values_list("representative", "case__organ__region_id")
        .annotate(parties=Count("code", distinct=True), n=Count("pk"))
        .filter(parties__gte=2)
    )
    bars = {}
    for name, _, parties, n in rows.order_by("-n", "representative")[:TOP]:
        bars[name] = Bar(name, f"{name}（{parties} 家）", n)
    return _top(bars, TOP)


def _reasons(ids: list[str], period: Period) -> list[Bar]:
    first, after = period.moments
    rows = Opinion.objects.filter(case__organ_id__in=ids, given_at__gte=first, given_at__lt=after, outcome="object")
    counted = Counter(head for (words,) in rows.values_list("grounds") for head in set(re.findall(r"R[1-8]", words)))
    return _top({head: Bar(head, ReviewHead(head).label, n) for head, n in counted.items()}, 8)


# --- what stands behind a figure --------------------------------------------------------------------------------------


def behind(rows: QuerySet[Case], dimension: str, key: str, organs: Collection[str], period: Period) -> QuerySet[Case]:
    """Of ``rows`` (cases the asker may read) those that a figure counted. Raises KeyError for no such table."""
    first, after = period.moments
    rows = rows.filter(organ_id__in=list(organs), opened_at__gte=first, opened_at__lt=after)
    if dimension == "hour":
        day, _, hour = key.partition("-")
        if not (day.isdecimal() and hour.isdecimal()):
            raise KeyError(key)
        at = F("opened_at")
        return rows.annotate(_d=Weekday(at), _h=Hour(at)).filter(_d=int(day[:3]), _h=int(hour[:3]))
    if dimension == "month":
        return rows.annotate(_m=Month(F("opened_at"))).filter(_m=key)
    return rows.filter(FILTERS[dimension](key))


def counted(dimension: str, key: str, organs: Collection[str], period: Period) -> int:
    """How many cases a figure counted, whoever may open them. Raises KeyError for no such table."""
    return behind(Case.objects.all(), dimension, key, organs, period).count()


FILTERS: dict[str, Any] = {
    "all": lambda key: Q(),
    "kind": lambda key: Q(kind=key),
    "cause": lambda key: Q(cause=key),
    "region": lambda key: Q(organ__region_id=key),
    "organ": lambda key: Q(organ_id=key),
    "place": lambda key: Q(place__contains=key),
    "officer": lambda key: Q(pk__in=Handler.objects.filter(person_id=key, lead=True, until=None).values("case_id")),
    "party": lambda key: Q(kind=ActKind.PENALTY, pk__in=Party.objects.filter(name=key).values("case_id")),
    "linked": lambda key: Q(kind=ActKind.PENALTY, pk__in=Party.objects.filter(representative=key).values("case_id")),
    "reason": lambda key: Q(pk__in=Opinion.objects.filter(outcome="object", grounds__contains=key).values("case_id")),
}
