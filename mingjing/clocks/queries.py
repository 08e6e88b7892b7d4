"""Reads on the calendar and on what is due. Lights are shape, colour and words: level and text."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mingjing.clocks.models import CalendarYear, Holiday, Obligation
from mingjing.law import deadlines
from mingjing.law.calendars import Calendar, bundled
from mingjing.law.deadlines import Due, Extension, Limit, Suspension, Unit, resolve
from mingjing.law.limits import Holder
from mingjing.law.procedures import PAYING

SOON = 3  # working days: yellow


class Light(NamedTuple):
    """``level``: red | yellow | green | "" (not running); ``text`` says the same in words."""

    level: str
    text: str


FRESH = 1.0  # seconds: a year entered by another process is seen within this time
_cache: dict[str, Calendar] = {}
_read: list[tuple[float, Calendar]] = []


def calendar() -> Calendar:
    """The calendar in force: what ships with the release, and every year entered since."""
    if _read and time.monotonic() - _read[0][0] < FRESH:
        return _read[0][1]
    found = _calendar()
    _read[:] = [(time.monotonic(), found)]
    return found


def forget() -> None:
    """Read the years again at the next question: one was just entered."""
    _read.clear()


def _calendar() -> Calendar:
    years = list(CalendarYear.objects.order_by("year").values_list("year", "imported_at"))
    if not years:
        return bundled()
    version = ",".join(f"{year}@{at.timestamp()}" for year, at in years)
    if version not in _cache:
        days = dict(bundled().days)
        days |= {h.day: (h.working, h.name) for h in Holiday.objects.all()}
        _cache.clear()
        _cache[version] = Calendar(version, days, bundled().official_years | {year for year, _ in years})
    return _cache[version]


def due_of(
    rule_id: str,
    start: date,
    pauses: list[dict[str, str]] | None = None,
    extensions: list[dict[str, Any]] | None = None,
) -> Due:
    """The due date of a rule from a start day, its suspensions and extensions as Obligation keeps them."""
    limit = resolve(rule_id, start)
    if limit.unit is Unit.HOUR:  # kept by its day; it runs through days off (law.deadlines.due_hours)
        ends = deadlines.due(start, -(-limit.amount // 24), Unit.CALENDAR_DAY, calendar(), basis=limit.basis)
        return replace(ends, rolled=ends.nominal)
    limit, extensions = _fixed(limit, start, extensions or [])
    suspensions = [
        Suspension(
            date.fromisoformat(p["since"]), date.fromisoformat(p["until"]) if p.get("until") else None, p["basis"]
        )
        for p in pauses or []
    ]
    longer = [
        Extension(int(e["days"]), Unit(e.get("unit", Unit.CALENDAR_DAY)), str(e["basis"]), str(e["approver"]))
        for e in extensions
    ]
    return deadlines.due_of(limit, start, calendar(), suspensions, longer)


def _fixed(limit: Limit, start: date, extensions: list[dict[str, Any]]) -> tuple[Limit, list[dict[str, Any]]]:
    """The limit with the last day that a document named, where one did, and the extensions given since."""
    named = max((n for n, e in enumerate(extensions) if "until" in e), default=None)
    if named is None:
        return limit, extensions
    days = (date.fromisoformat(extensions[named]["until"]) - start).days
    basis = f"{extensions[named]['basis']}；{limit.basis}"
    return replace(limit, amount=days, unit=Unit.CALENDAR_DAY, basis=basis), extensions[named + 1 :]


def light(item: Obligation, on: date, cal: Calendar | None = None) -> Light:
    """The light of one obligation on a day (design: shape + colour + words). Lists hand over one ``calendar()``."""
    if item.cancelled_on:
        return Light("", "已取消")
    limit = resolve(item.rule_id, item.started_on)
    if item.met_on:
        if item.met_on <= item.rolled:
            return Light("green", "按期办结")
        return Light("yellow", "超承诺办结") if limit.promised else Light("red", "逾期办结")
    if any(not p.get("until") for p in item.suspensions):
        return Light("", "中止中")
    working = limit.unit is Unit.WORKING_DAY
    cal = cal or calendar()
    left = cal.between(on, item.rolled) if working else (item.rolled - on).days
    unit = "个工作日" if working else "日"
    if on > item.rolled and limit.holder is Holder.PARTY and item.rule_id not in PAYING:
        return Light("", "期限已过")  # a right of the party that was not used
    if on > item.rolled:
        level, word = ("yellow", "超承诺") if limit.promised else ("red", "超期")
        return Light(level, f"{word} {-left or 1} {unit}")
    if on == item.rolled:
        return Light("red", "今日到期")
    soon = cal.between(on, item.nominal) <= SOON
    return Light("yellow" if soon else "green", f"剩 {left} {unit}" + ("（暂定）" if item.provisional else ""))


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of a case as the page shows it."""

    item: Obligation
    label: str
    basis: str
    light: Light
    share: int  # per cent of the time that has passed
    explanation: tuple[str, ...]


def running(subject_id: str, on: date) -> list[Running]:
    """Every clock of a subject: open ones first, then met ones, by due date."""
    rows = Obligation.objects.filter(subject_id=subject_id).order_by("met_on", "rolled")
    shown = []
    for item in sorted(rows, key=lambda o: (not o.open, o.rolled)):
        limit = resolve(item.rule_id, item.started_on)
        whole = max(1, (item.rolled - item.started_on).days)
        share = min(100, max(0, (on - item.started_on).days * 100 // whole))
        how = due_of(item.rule_id, item.started_on, item.suspensions, item.extensions)
        shown.append(Running(item, limit.label, limit.basis, light(item, on), share, how.explanation))
    return shown


def of_subject(subject_id: str) -> list[Obligation]:
    """Every clock of a subject that was not cancelled, in the order of starting."""
    return list(Obligation.objects.filter(subject_id=subject_id, cancelled_on=None).order_by("pk"))


def due_for(org: str, roles: list[str]) -> QuerySet[Obligation]:
    """Open obligations of an organ that fall to these roles, the nearest first (a partial index answers)."""
    rows = Obligation.objects.filter(org=org, owner_role__in=roles, met_on=None, cancelled_on=None)
    return rows.order_by("rolled", "pk")


def nearest(subjects: list[str], owners: Collection[str] = ()) -> dict[str, Obligation]:
    """Subject → its open duty that ends first, of these roles or of any. A party's windows are nobody's duty."""
    rows = _open_duties(owners).filter(subject_id__in=subjects)
    found: dict[str, Obligation] = {}
    for item in rows.order_by("rolled", "pk"):
        found.setdefault(item.subject_id, item)
    return found


def soonest(subject: str, owners: Collection[str] = ()) -> Subquery:
    """For a query of another app: the last day of the nearest such duty of the subject in column ``subject``."""
    rows = _open_duties(owners).filter(subject_id=OuterRef(subject))
    return Subquery(rows.order_by("rolled").values("rolled")[:1])


def _open_duties(owners: Collection[str]) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(met_on=None, cancelled_on=None).exclude(owner_role="")
    return rows.filter(owner_role__in=owners) if owners else rows


def running_window(subject: str, rule_ids: tuple[str, ...], on: date) -> Exists:
    """For a query of another app: whether one of these clocks of the subject still runs on a day."""
    rows = Obligation.objects.filter(subject_id=OuterRef(subject), rule_id__in=rule_ids, rolled__gte=on)
    return Exists(rows.filter(met_on=None, cancelled_on=None))


def overdue(rule_id: str, on: date) -> list[str]:
    """Subjects whose open clock of this rule ended before a day, the longest overdue first."""
    rows = Obligation.objects.filter(rule_id=rule_id, met_on=None, cancelled_on=None, rolled__lt=on)
    return list(rows.order_by("rolled", "pk").values_list("subject_id", flat=True))


def obligation_of(subject_id: str, rule_id: str) -> Obligation | None:
    """The last clock of this rule on a subject."""
    return Obligation.objects.filter(subject_id=subject_id, rule_id=rule_id).order_by("-pk").first()


def open_by_rule(subjects: Collection[str], rule_ids: Collection[str]) -> dict[tuple[str, str], Obligation]:
    """(subject, rule) → its open clock, for lists: one query for all."""
    rows = Obligation.objects.filter(subject_id__in=subjects, rule_id__in=rule_ids, met_on=None, cancelled_on=None)
    return {(o.subject_id, o.rule_id): o for o in rows.order_by("pk")}


def is_settled(subject_id: str, rule_id: str) -> bool:
    """Whether the duty was done, or rightly cancelled."""
    found = obligation_of(subject_id, rule_id)
    return found is not None and not found.open
