"""What a report is made from: whose figures over which days, last year's, and what the words say of them.

A year of an organ runs from its first to its last day in that year. An organ that ended may be reported by the one
that took over its duties (``covers``): its acts are added, its people are not, who are on the successor's roster now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mingjing.catalog.models import PowerItem
from mingjing.law.annual import FIGURES, TABLES, Source
from mingjing.law.kinds import ActKind
from mingjing.law.regions import REGIONS
from mingjing.law.reporting import ENTERED, NO_DUTY, merged
from mingjing.organs.models import Organ
from mingjing.procedure.models import Decision
from mingjing.statistics import figures, writing
from mingjing.statistics.models import AnnualReport

BY_MONTH = ("penalty.total", "inspection.total", "licence.granted")
BEIJING = ZoneInfo("Asia/Shanghai")
Days = tuple[date, date]


def days_of(organ: Organ, year: int) -> Days | None:
    """The days of a year on which the organ existed; None for none."""
    first, last = max(date(year, 1, 1), organ.valid_from), min(date(year, 12, 31), organ.valid_to or date.max)
    return (first, last) if first <= last else None


def values(organ_id: str, days: Days, covers: list[dict[str, Any]]) -> dict[str, int]:
    """Figures of an organ over its days, with the acts of the organs it reports for. A few queries for each organ."""
    own = figures.figures([organ_id], *days)
    if not covers:
        return own
    summed = {code: own.get(code, 0) for code, f in FIGURES.items() if f.source in ENTERED}
    for covered in covers:
        span = date.fromisoformat(covered["first"]), date.fromisoformat(covered["last"])
        for code, value in figures.figures([covered["organ"]], *span).items():
            if FIGURES[code].source in ENTERED and FIGURES[code].source is not Source.ROSTER:
                summed[code] += value
    means = {code: own[code] for code, f in FIGURES.items() if f.source is Source.MEAN and code in own}
    return merged(summed | means, {})


def live(report: AnnualReport) -> dict[str, int]:
    """What the case store gives now for the days and organs of a report."""
    return values(report.organ_id, (report.first, report.last), report.covers)


def prior(organ_id: str, year: int) -> dict[str, int] | None:
    """Last year's values as reported: of the published version; None where there is none."""
    found = AnnualReport.objects.filter(organ_id=organ_id, year=year - 1, state__in=AnnualReport.OUT).first()
    return found.values if found else None


def duties(organ_id: str, days: Days) -> frozenset[str]:
    """Kinds of act that stood on the organ's list of powers on some of the days."""
    rows = PowerItem.objects.filter(organ_id=organ_id, valid_from__lte=days[1]).exclude(valid_to__lt=days[0])
    return frozenset(rows.values_list("kind", flat=True).distinct())


def without_duty(organ_id: str, days: Days, counted: Mapping[str, int]) -> dict[str, str]:
    """Table → words, where the organ has no such power and nothing was counted (广东样式：无职责的注明)."""
    held = duties(organ_id, days)
    return {
        t.code: NO_DUTY
        for t in TABLES
        if t.duty and t.duty not in held and not any(counted.get(f.code) for f in t.figures)
    }


def months(organs: list[str], first: date, last: date) -> dict[str, dict[str, int]]:
    """Month (“1” to “12”) → the totals of penalties, inspections and licences granted in it."""
    found = figures.by_month(organs, first, last)
    return {str(day.month): {code: values.get(code, 0) for code in BY_MONTH} for day, values in found.items()}


def words(report: AnnualReport, organ: Organ) -> dict[str, str]:
    """The sections of 情况说明 as the figures give them."""
    ids = [report.organ_id, *(c["organ"] for c in report.covers)]
    causes, places = _profile(ids, report.first, report.last)
    material = writing.Material(
        organ=organ.name, first=report.first, last=report.last, values=report.values, prior=report.prior,
        causes=causes, places=places, months={int(m): v.get("penalty.total", 0) for m, v in report.months.items()},
        duties=duties(report.organ_id, (report.first, report.last)), covers=[c["name"] for c in report.covers],
    )  # fmt: skip
    return writing.texts(material)


def _profile(ids: list[str], first: date, last: date) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Causes, and places by county and district, of the penalty decisions; one query."""
    rows = Decision.objects.filter(case__organ__in=ids, case__kind=ActKind.PENALTY, decided_on__range=(first, last))
    causes, places = Counter[str](), Counter[str]()
    names = [name for _, name, level, _ in REGIONS if level in {"county", "zone"}]
    for cause, place in rows.values_list("case__cause", "case__place"):
        causes[cause] += 1
        places.update(name for name in names if name in place)
    return causes.most_common(), places.most_common()
