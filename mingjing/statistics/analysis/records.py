"""The case store as plain records: fourteen queries, whatever the number of cases.

Whole columns are read, not rows one by one; a citizen's number never leaves this module but as a keyed digest. About
1.3 kilobytes of memory per case: a city's two years fit, a province is read bureau by bureau.
"""

from __future__ import annotations

import hmac
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from sys import intern
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from mingjing.cases.models import Case, Handler, Party, Weighing
from mingjing.clocks.models import Obligation
from mingjing.evidence.models import Absence, Recording
from mingjing.law.kinds import DecisionKind, PartyKind, Step
from mingjing.law.regions import REGIONS
from mingjing.law.steps import ENDED, Stage
from mingjing.law.visits import Result
from mingjing.ledger.models import EPOCH, AnjuanEntry
from mingjing.procedure.limits import BEIJING, beijing_date
from mingjing.procedure.models import Decision, DecisionAnnulment, Service, StepTaken
from mingjing.review.models import Opinion
from mingjing.statistics.analysis.plain import Footage, Rec, Review

SPAN = timedelta(days=820)
OVER = ENDED | {Stage.ARCHIVED}
UNVISITED = frozenset({Stage.PLANNED, Stage.APPROVED, Stage.CANCELLED})
COLUMNS = (
    "id", "kind", "procedure", "stage", "organ_id", "unit_id", "organ__region_id", "cause", "opened_at", "place",
    "decided_on", "annulled_on", "goods_value", "confiscated_income", "no_penalty_ground", "tier", "ledger__ts_ms",
)  # fmt: skip
_COUNTIES = tuple((name.rstrip("市县区")[:2] if name != "三门峡经济开发区" else "开发区", code)
                  for code, name, level, _ in REGIONS if level in {"county", "zone"})  # fmt: skip
_ABOVE = re.compile(r"^(河南省)?(三门峡市)?(湖滨区|陕州区|渑池县|卢氏县|义马市|灵宝市|开发区)?")
_DOOR = re.compile(r"(\d|[一二三四五六七八九十]+)+(号|栋|室|幢|楼|层).*$")


@dataclass(slots=True)
class Read:
    """What was read, and the words for the keys in it (parties; people and units are named from their registers)."""

    records: list[Rec]
    parties: dict[str, str] = field(default_factory=dict)


def read(organs: Collection[str], on: date) -> Read:
    """Records of the cases that these organs opened in the 820 days up to ``on``."""
    since = datetime.combine(on - SPAN, datetime.min.time(), BEIJING)
    until = datetime.combine(on + timedelta(days=1), datetime.min.time(), BEIJING)
    rows = Case.objects.filter(organ_id__in=list(organs), opened_at__gte=since, opened_at__lt=until)
    ids = rows.values("pk")
    found = Read([])
    parts = _parts(ids, found)
    for row in rows.order_by("opened_at", "pk").values_list(*COLUMNS).iterator(5_000):
        found.records.append(_rec(dict(zip(COLUMNS, row, strict=True)), parts))
    return found


@dataclass(slots=True)
class _Parts:
    """What stands in other tables, by case."""

    party: dict[str, tuple[str, str, str, bool]]
    officers: dict[str, tuple[str, ...]]
    decision: dict[str, tuple[int, int]]
    annulled: set[str]
    clocks: dict[tuple[str, str], tuple[date, date | None]]
    reviews: dict[str, list[Review]]
    footage: dict[str, list[Footage]]
    tier: dict[str, tuple[int, int]]
    problem: set[str]
    lag: dict[str, int]
    moved: dict[str, int]


def _parts(ids: QuerySet[Any, Any], found: Read) -> _Parts:
    return _Parts(
        party=_parties(ids, found.parties), officers=_officers(ids), decision=_decisions(ids),
        annulled=_annulled(ids),
        clocks=_clocks(ids), reviews=_reviews(ids), footage=_footage(ids), tier=_tiers(ids), problem=_problems(ids),
        lag=_lags(ids), moved=_moved(ids),
    )  # fmt: skip


def _rec(c: dict[str, Any], parts: _Parts) -> Rec:
    key = c["id"]
    party, representative, address, citizen = parts.party.get(key, ("", "", "", False))
    fine, confiscated = parts.decision.get(key, (0, 0))
    due = parts.clocks.get((key, "decide"), (None, None))[0]
    publish_due, published_on = parts.clocks.get((key, "publish"), (None, None))
    low, high = parts.tier.get(key, (0, 0))
    opened = c["opened_at"].astimezone(BEIJING)
    moved = EPOCH + timedelta(milliseconds=max(c["ledger__ts_ms"], parts.moved.get(key, 0)))
    over, decided = Stage(c["stage"]) in OVER, c["decided_on"] is not None
    return Rec(
        id=key, kind=intern(c["kind"]), organ=intern(c["organ_id"]), unit=intern(c["unit_id"]),
        cause=intern(c["cause"]), opened_at=opened,
        region=intern(region_of(c["place"], c["organ__region_id"])), moved_on=beijing_date(moved), ended=over,
        summary=c["procedure"] == "summary", decided_on=c["decided_on"], decide_due=due,
        annulled=key in parts.annulled or c["annulled_on"] is not None,
        publish_due=publish_due, published_on=published_on, no_penalty=bool(c["no_penalty_ground"]) and decided,
        fine=fine, confiscated=confiscated, gain=c["goods_value"] + c["confiscated_income"] > 0,
        tier=intern(c["tier"]), low=low, high=high, citizen=citizen, party=party, representative=representative,
        address=address, place=intern(point_of(c["place"])), officers=parts.officers.get(key, ()),
        lag=parts.lag.get(key, 0),
        visited=c["stage"] not in UNVISITED, resulted=c["kind"] != "inspection" or decided or over,
        problem=key in parts.problem, reviews=tuple(parts.reviews.get(key, ())),
        footage=tuple(parts.footage.get(key, ())),
    )  # fmt: skip


def region_of(place: str, home: str) -> str:
    """The county in which a place lies, by its words; the organ's own region where they name none."""
    for word, code in _COUNTIES:
        if word in place:
            return code
    return home


def point_of(place: str) -> str:
    """The street, village or market of a place, without province, county and door number; "" when nothing is left."""
    return _DOOR.sub("", _ABOVE.sub("", place.strip())).strip("，, ")[:40]


def party_key(code: str, id_number: str, name: str) -> str:
    """One key per party: the public credit code, or a keyed digest of what identifies a person."""
    if code:
        return code
    known = id_number or name
    return hmac.new(settings.SECRET_KEY.encode(), f"analysis|{known}".encode(), "sha256").hexdigest()[:20]


def _parties(ids: Any, names: dict[str, str]) -> dict[str, tuple[str, str, str, bool]]:
    found: dict[str, tuple[str, str, str, bool]] = {}
    columns = ("case_id", "kind", "name", "code", "id_number", "representative", "address")
    for case, kind, name, code, number, representative, address in _rows(Party, ids, *columns, order=("case", "ord")):
        if case in found:
            continue
        key = intern(party_key(code, number, name))
        names[key] = name
        citizen = kind != PartyKind.ORGANISATION
        found[case] = (key, "" if kind == PartyKind.PERSON else representative, address.strip(), citizen)
    return found


def _officers(ids: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = Handler.objects.filter(case__in=ids, recused=False).order_by("case", "-lead", "until", "since")
    for case, person in rows.values_list("case_id", "person_id").iterator(5_000):
        if person not in found[case]:
            found[case].append(intern(person))
    return {case: tuple(people) for case, people in found.items()}


def _annulled(ids: Any) -> set[str]:
    return set(DecisionAnnulment.objects.filter(decision__case__in=ids).values_list("decision__case_id", flat=True))


def _decisions(ids: Any) -> dict[str, tuple[int, int]]:
    kinds = (DecisionKind.ORDINARY_PENALTY, DecisionKind.SUMMARY_PENALTY, DecisionKind.NO_PENALTY)
    rows = Decision.objects.filter(case__in=ids, kind__in=kinds).order_by("ledger_id")
    return {case: (fine, taken) for case, fine, taken in rows.values_list("case_id", "fine", "confiscated")}


def _clocks(ids: Any) -> dict[tuple[str, str], tuple[date, date | None]]:
    found: dict[tuple[str, str], tuple[date, date | None]] = {}
    rows = Obligation.objects.filter(subject_kind="case", subject_id__in=ids, cancelled_on=None)
    for rule, case, rolled, met in rows.values_list("rule_id", "subject_id", "rolled", "met_on").order_by("pk"):
        if rule == "case.decide":
            found[case, "decide"] = (rolled, met)
        elif rule.startswith("publish."):
            found[case, "publish"] = (rolled, met)
    return found


def _reviews(ids: Any) -> dict[str, list[Review]]:
    found: dict[str, list[Review]] = defaultdict(list)
    columns = ("case_id", "reviewer_id", "outcome", "grounds", "given_at", "submission__submitted_at")
    for case, reviewer, outcome, grounds, given, sent in _rows(Opinion, ids, *columns, order=("case", "round")):
        minutes = (given - sent).total_seconds() / 60 if sent else 60.0
        heads = tuple(re.findall(r"R[1-8]", grounds))
        found[case].append(Review(reviewer, minutes, outcome != "object", heads))
    return found


def _footage(ids: Any) -> dict[str, list[Footage]]:
    found: dict[str, list[Footage]] = defaultdict(list)
    for case, person, at, late in _rows(Recording, ids, "case_id", "operator", "claimed_started_at", "late"):
        found[case].append(Footage(intern(person), at.astimezone(BEIJING).hour, late=late))
    for case, person, ts in _rows(Absence, ids, "case_id", "asked_by", "ledger__ts_ms"):
        at = (EPOCH + timedelta(milliseconds=ts)).astimezone(BEIJING)
        found[case].append(Footage(intern(person), at.hour, missing=True))
    return found


def _tiers(ids: Any) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for case, result in _rows(Weighing, ids, "case_id", "found", order=("case", "ledger_id")):
        bounds: list[Any] = result.get("allowed") or result.get("tier_range") or []
        if len(bounds) == 2 and all(isinstance(b, int) for b in bounds):
            found[case] = (bounds[0], bounds[1])
    return found


def _problems(ids: Any) -> set[str]:
    rows = StepTaken.objects.filter(case__in=ids, step=Step.GIVE_RESULT).values_list("case_id", "values")
    return {case for case, values in rows if values.get("result", "") not in {"", Result.NONE}}


def _lags(ids: Any) -> dict[str, int]:
    """The longest time in days from a day that was stated to its entry."""
    found: dict[str, int] = {}
    taken = _rows(StepTaken, ids, "case_id", "taken_on", "ledger__ts_ms")
    served = _rows(Service, ids, "case_id", "acted_on", "ledger__ts_ms")
    for rows in (taken, served):
        for case, stated, ts in rows:
            days = (beijing_date(EPOCH + timedelta(milliseconds=ts)) - stated).days
            found[case] = max(found.get(case, 0), days)
    return found


def _moved(ids: Any) -> dict[str, int]:
    rows = AnjuanEntry.objects.filter(case__in=ids).values("case").annotate(last=Max("ts_ms"))
    return dict(rows.values_list("case", "last"))


def _rows(model: Any, ids: Any, *columns: str, order: tuple[str, ...] = ("case", "pk")) -> Iterator[Any]:
    return iter(model.objects.filter(case__in=ids).order_by(*order).values_list(*columns).iterator(5_000))
