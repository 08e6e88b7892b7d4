"""Making a report: a draft from the figures, its words and notes, figures added by hand or file, a correction.

Every function is one act with one entry. Only a draft (or one returned) is written to; what was published stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingjing.law import reporting
from mingjing.law.annual import FIGURES, TABLES
from mingjing.law.reporting import LONGEST_NOTE, LONGEST_TEXT, WHOLE, Section
from mingjing.ledger.actions import Act, By, act
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics import counted, reports
from mingjing.statistics.models import AnnualReport
from mingjing.statistics.reports import EDIT, scope_of

State = AnnualReport.State
KEYS = frozenset({*FIGURES, *(t.code for t in TABLES), WHOLE})
LONGEST_SOURCE = 100


@dataclass(frozen=True)
class Edits:
    """What one saving changes; what is not named stays. ``added``: figure → (value or None to take it away, source)."""

    texts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, tuple[int | None, str]] = field(default_factory=dict)


def make(
    *, actor: Actor, organ_id: str, year: int, now: datetime, covers: tuple[str, ...] = (), basis: str = ""
) -> AnnualReport:
    """Make the first draft of a year from the figures. ``covers``: organs that ended in the year and are reported here.

    Raises NotAllowed, FormIncomplete (year, covers, basis).
    """
    by = require(actor, EDIT, scope_of(organ_id))
    organ, on = Organ.objects.get(pk=organ_id), beijing_date(now)
    if reports.current(organ_id, year):
        raise FormIncomplete({"year": f"{year} 年的年报已经公布：有错的，在那一版上“更正”，写明理由"})
    with act(type="report.drafted", by=by, obj="", now=now) as opened:
        row = _begin(organ, year, on, covers, basis, by)
        _count(row, now)
        row.texts = counted.words(row, organ)
        row.notes = counted.without_duty(organ_id, (row.first, row.last), row.counted)
        _write(opened, row, "由数据生成草稿", "")
    return row


def _begin(organ: Organ, year: int, on: date, covers: tuple[str, ...], basis: str, by: By) -> AnnualReport:
    if year < reporting.FIRST_YEAR or year > on.year:
        raise FormIncomplete({"year": f"选择 {reporting.FIRST_YEAR} 年至 {on.year} 年中的一年"})
    days = counted.days_of(organ, year)
    if days is None:
        span = f"{organ.valid_from} 成立" if organ.valid_from.year > year else f"{organ.valid_to} 终止"
        raise FormIncomplete({"year": f"{organ.name}{span}，{year} 年没有存续，不编年报"})
    if reports.underway(organ.pk, year):
        raise FormIncomplete({"year": f"{year} 年的年报已经有一份在编制：打开那一份继续"})
    number = reports.versions(organ.pk, year).count() + 1
    row = AnnualReport(organ=organ, year=year, number=number, first=days[0], last=days[1], drafted_by=by.person_id)
    row.covers = [_covered(organ, one, year, basis) for one in dict.fromkeys(covers)]
    return row


def _covered(organ: Organ, other: str, year: int, basis: str) -> dict[str, Any]:
    """One organ that ended in the year and is reported by its successor. Raises FormIncomplete."""
    known = dict(reports.predecessors(organ, year))
    if other not in known:
        raise FormIncomplete({"covers": "只能并入本地区在这一年终止的机关"})
    if reports.current(other, year) or reports.underway(other, year):
        raise FormIncomplete({"covers": f"{known[other]}自己的年报已经编制，不再并入，以免重复计数"})
    taken = AnnualReport.objects.filter(year=year, state__in=(*AnnualReport.OPEN, *AnnualReport.OUT)).exclude(covers=[])
    if any(c["organ"] == other for r in taken for c in r.covers):
        raise FormIncomplete({"covers": f"{known[other]}已经并入另一个机关的年报"})
    if not basis.strip():
        raise FormIncomplete({"basis": "写明由本机关承继职责的文件"})
    ended = Organ.objects.get(pk=other)
    days = counted.days_of(ended, year)
    assert days is not None
    return {
        "organ": other, "name": ended.name, "first": days[0].isoformat(), "last": days[1].isoformat(),
        "basis": basis.strip()[:LONGEST_SOURCE],
    }  # fmt: skip


def _count(row: AnnualReport, now: datetime) -> None:
    row.counted = counted.values(row.organ_id, (row.first, row.last), row.covers)
    row.months = counted.months([row.organ_id, *(c["organ"] for c in row.covers)], row.first, row.last)
    row.prior = counted.prior(row.organ_id, row.year)
    row.as_of = now


def recount(*, actor: Actor, report_id: str, now: datetime) -> AnnualReport:
    """Take the figures from the case store again; words, notes and added figures stay. Raises NotAllowed, OutOfDate."""
    with _writing(actor, report_id, "report.recounted", now) as (opened, row):
        organ = Organ.objects.get(pk=row.organ_id)
        days = counted.days_of(organ, row.year)
        if days:
            row.first, row.last = days
        _count(row, now)
        _write(opened, row, "按现在的数据重新汇总", "")
    return row


def rewrite(*, actor: Actor, report_id: str, now: datetime) -> AnnualReport:
    """Write the sections anew from the figures; what stood there is replaced. Raises NotAllowed, OutOfDate."""
    with _writing(actor, report_id, "report.rewritten", now) as (opened, row):
        row.texts = counted.words(row, Organ.objects.get(pk=row.organ_id))
        _write(opened, row, "按数据重写情况说明", "")
    return row


def edit(*, actor: Actor, report_id: str, edits: Edits, now: datetime, expected: int | None = None) -> AnnualReport:
    """Save words, notes and added figures of a draft. ``expected``: the entry the page was made from.

    Raises NotAllowed, OutOfDate, FormIncomplete (field → message): nothing is written then.
    """
    errors = _wrong(edits)
    if errors:
        raise FormIncomplete(errors)
    with _writing(actor, report_id, "report.edited", now, expected) as (opened, row):
        apply(row, edits, opened.by.person_id, opened.at.date())
        _write(opened, row, "", "")
    return row


def apply(row: AnnualReport, edits: Edits, person_id: str, on: date) -> None:
    """Put edits into a report in memory: what saving would make of it."""
    row.texts = {**row.texts, **{k: v.strip() for k, v in edits.texts.items()}}
    row.notes = {k: v for k, v in {**row.notes, **{k: v.strip() for k, v in edits.notes.items()}}.items() if v}
    row.manual = _added(row, edits, person_id, on)


def differs(row: AnnualReport, edits: Edits) -> bool:
    """Whether edits change anything of a report."""
    texts = any(row.texts.get(k, "") != v.strip() for k, v in edits.texts.items())
    notes = any(row.notes.get(k, "") != v.strip() for k, v in edits.notes.items())
    return texts or notes or any(_new(row, code, value, source) for code, (value, source) in edits.added.items())


def _new(row: AnnualReport, code: str, value: int | None, source: str) -> bool:
    return row.added.get(code) != value or (value is not None and row.sources.get(code, "") != source.strip())


def _wrong(edits: Edits) -> dict[str, str]:
    errors: dict[str, str] = {}
    for key, text in edits.texts.items():
        if key not in set(Section):
            errors[f"text-{key}"] = "没有这一段"
        elif len(text) > LONGEST_TEXT:
            errors[f"text-{key}"] = f"“{Section(key).label}”不超过 {LONGEST_TEXT} 字，现在 {len(text)} 字"
    for key, text in edits.notes.items():
        if key not in KEYS:
            errors[f"note-{key}"] = "没有这个数字"
        elif len(text) > LONGEST_NOTE:
            errors[f"note-{key}"] = f"说明不超过 {LONGEST_NOTE} 字，现在 {len(text)} 字"
    for key, (value, source) in edits.added.items():
        if key not in FIGURES or FIGURES[key].source not in reporting.ENTERED:
            errors[f"added-{key}"] = f"这个数字{reporting.NOT_ADDED}"
        elif value and not source.strip():
            errors[f"source-{key}"] = f"“{FIGURES[key].label}”补报了数字，写明来自哪个系统或者台账"
        elif len(source) > LONGEST_SOURCE:
            errors[f"source-{key}"] = f"来源不超过 {LONGEST_SOURCE} 字"
    return errors


def _added(row: AnnualReport, edits: Edits, person_id: str, on: date) -> dict[str, Any]:
    kept = dict(row.manual)
    for code, (value, source) in edits.added.items():
        before = kept.pop(code, None)
        if value is not None and before and (before["value"], before["source"]) == (value, source.strip()):
            kept[code] = before  # not touched: who entered it, and when, stays
        elif value is not None:
            kept[code] = {"value": value, "source": source.strip(), "by": person_id, "on": on.isoformat()}
    return kept


def discard(*, actor: Actor, report_id: str, now: datetime) -> AnnualReport:
    """Give a draft up. Raises NotAllowed, OutOfDate."""
    with _writing(actor, report_id, "report.discarded", now) as (opened, row):
        row.state = State.DISCARDED
        _write(opened, row, "放弃草稿", "")
    return row


def correct(*, actor: Actor, report_id: str, reason: str, now: datetime) -> AnnualReport:
    """Begin a correction of a published report: a new version, counted anew; the old one stays until it is published.

    Added figures, notes and words are taken over. Raises NotAllowed, FormIncomplete without a reason, OutOfDate.
    """
    old = reports.report_for(actor, report_id)
    by, reason = require(actor, EDIT, scope_of(old.organ_id)), reason.strip()
    if not reason or len(reason) > LONGEST_NOTE:
        raise FormIncomplete({"reason": f"写明为什么更正，理由会公开，不超过 {LONGEST_NOTE} 字"})
    with act(type="report.drafted", by=by, obj="", data={"base": old.pk}, now=now) as opened:
        if not AnnualReport.objects.filter(pk=old.pk, state__in=AnnualReport.OUT).exists():
            raise OutOfDate
        row = _begin(old.organ, old.year, beijing_date(now), (), "", by)
        row.base, row.reason, row.covers = old, reason, old.covers
        row.manual, row.notes, row.texts = old.manual, old.notes, old.texts
        _count(row, now)
        _write(opened, row, "更正公布的年报", reason)
    return row


@contextmanager
def _writing(
    actor: Actor, report_id: str, kind: str, now: datetime, expected: int | None = None
) -> Iterator[tuple[Act, AnnualReport]]:
    """The act on a draft that may be written to, under the lock. Raises NotAllowed, OutOfDate."""
    seen = reports.report_for(actor, report_id)
    by = require(actor, EDIT, scope_of(seen.organ_id))
    with act(type=kind, by=by, obj=seen.pk, now=now) as opened:
        row = AnnualReport.objects.select_related("organ").get(pk=seen.pk)
        if not row.writable or (expected is not None and expected != row.ledger_id):
            raise OutOfDate
        yield opened, row


def _write(opened: Act, row: AnnualReport, deed: str, words: str) -> None:
    if deed:
        step = {"on": opened.at.date().isoformat(), "by": opened.by.person_id, "deed": deed, "words": words}
        row.course = [*row.course, step]
    opened.obj = row.pk
    opened.data |= {"year": row.year, "number": row.number, "state": str(row.state)}
    opened.save(row)
