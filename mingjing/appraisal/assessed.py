"""Reads of assessments: for the bureau, for an organ its own line once it was told, and for everyone what was adopted
and decided to be public.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.appraisal import assessment, measuring
from mingjing.appraisal.actions import abolished
from mingjing.appraisal.models import Assessment, AssessmentAppeal, AssessmentLine, ModelUnit
from mingjing.clocks.models import Obligation
from mingjing.law import indicators as law
from mingjing.law.assessing import State
from mingjing.law.indicators import Indicator, Origin
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.statistics import figures

READ = "assessment.read"
MUCH, HALF, FEW = 30, 50, 10  # points without data (beyond half: no rank); decisions that make a ratio worth reading


@dataclass(frozen=True, slots=True)
class Ranked:
    """One organ in the ranking; ``rank`` None where it is not ranked, ``caveats`` say what to mind."""

    line: AssessmentLine
    total: str
    missing: int
    rank: int | None
    caveats: tuple[str, ...]


def makes(actor: Actor) -> bool:
    """Whether this actor assesses."""
    return may(actor, assessment.MAKE, Scope(actor.organ_id, actor.region_code)).ok


def assessments_for(actor: Actor) -> list[Assessment]:
    """The bureau's own, the newest year first."""
    return list(Assessment.objects.filter(organ=actor.organ_id).select_related("organ")) if makes(actor) else []


def own_lines(actor: Actor) -> list[AssessmentLine]:
    """Every year's line of the actor's organ, once it was told: its history."""
    if not may(actor, READ, Scope(actor.organ_id, actor.region_code)).ok:
        return []
    rows = AssessmentLine.objects.filter(organ=actor.organ_id).exclude(assessment__state=State.DRAFT)
    return list(rows.select_related("assessment__organ", "organ").order_by("-assessment__year"))


def line_for(actor: Actor, line_id: str) -> AssessmentLine:
    """One line: for the bureau always, for the organ once it was told. Raises AssessmentLine.DoesNotExist."""
    line = AssessmentLine.objects.select_related("assessment__organ", "organ").get(pk=line_id)
    if actor.organ_id == line.assessment.organ_id and makes(actor):
        return line
    told = line.assessment.state != State.DRAFT
    if told and actor.organ_id == line.organ_id and may(actor, READ, Scope(line.organ_id)).ok:
        return line
    raise AssessmentLine.DoesNotExist(line_id)


def ranking(row: Assessment, on: date) -> list[Ranked]:
    """Every organ with its rank: ties share one; abolished, or more than half without data: none. Caveats beside."""
    lines = list(row.lines.select_related("organ"))
    for line in lines:
        line.assessment = row
    gone = {line.pk for line in lines if abolished(line.organ, min(on, row.last))}
    unfit = gone | {line.pk for line in lines if line.result.missing > HALF}
    ranks = law.ranks({line.pk: None if line.pk in unfit else line.total for line in lines})
    made = [_ranked(line, ranks[line.pk], line.pk in gone) for line in lines]
    return sorted(made, key=lambda r: (r.rank is None, r.rank or 0, r.line.organ.name))


def _ranked(line: AssessmentLine, rank: int | None, gone: bool) -> Ranked:
    result = line.result
    caveats = ["机关已撤销，不排名"] if gone else []
    if result.total is None:
        caveats.append("没有任何数据，不排名")
    elif result.missing:
        poor = "，不排名" if result.missing > HALF else "，可比性差" if result.missing >= MUCH else ""
        caveats.append(f"{result.missing} 分的指标无数据，分摊到其他指标{poor}")
    published = next((r.value.whole or 0 for r in result.rows if r.indicator.code == "P2"), 0)
    if 0 < published < FEW:
        caveats.append(f"应公示的决定只有 {published} 件，一件的差错影响很大")
    return Ranked(line, shown(result.total), result.missing, rank, tuple(caveats))


def shown(hundredths: int | None) -> str:
    """9650 → 96.50; 无数据."""
    return "无数据" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator of a line as a page shows it."""

    indicator: Indicator
    value: Any
    weight: str
    points: str
    known: bool
    percent: int
    appeal: AssessmentAppeal | None
    answer: Any


def rows_of(line: AssessmentLine) -> list[Shown]:
    """Every indicator with numbers, shared-out weight, points, and the appeal with its answer."""
    appeals = {a.code: a for a in line.appeals.select_related("answer__person", "person")}
    found = []
    for r in line.result.rows:
        asked = appeals.get(r.indicator.code)
        percent = round(100 * (r.points or 0) / r.weight) if r.weight else 0
        found.append(
            Shown(r.indicator, r.value, shown(r.weight), shown(r.points) if r.points is not None else "", r.value.known,
                  percent, asked, getattr(asked, "answer", None) if asked else None)
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a number: clocks that were missed, or the cases counted."""

    indicator: Indicator
    missed: list[Obligation]
    cases: list[Any]
    more: int


def evidence(line: AssessmentLine, code: str, on: date, most: int = 100) -> Evidence:
    """Rows behind one indicator of a line. Raises KeyError for no such indicator."""
    indicator = {i.code: i for i in line.assessment.content}[code]
    row = line.assessment
    missed = measuring.missed(indicator, line.organ_id, row.first, row.last, on)
    ids: list[str] = []
    if indicator.origin is Origin.FIGURES and not indicator.keys[0].startswith("staff."):
        part, whole = (
            {c for key in keys.split("+") for c in figures.cases_of(key, [line.organ_id], row.first, row.last)}
            for keys in indicator.keys
        )
        ids = sorted(whole - part) or sorted(whole)
    cases = measuring.cases(ids[:most])
    return Evidence(indicator, missed[:most], cases, max(0, len(ids) - most) + max(0, len(missed) - most))


def appeals_of(row: Assessment) -> list[AssessmentAppeal]:
    """Appeals of an assessment, those without an answer first."""
    found = AssessmentAppeal.objects.filter(line__assessment=row).select_related("line__organ", "answer", "person")
    return sorted(found, key=lambda a: hasattr(a, "answer"))


def units(region: str) -> list[ModelUnit]:
    """Model units of a region, the standing ones first."""
    rows = ModelUnit.objects.filter(organ__region__in=organs.regions_below(region)).select_related("organ", "named_by")
    return sorted(rows, key=lambda u: u.ended_on is not None)


def history(organ_id: str) -> list[tuple[int, str]]:
    """(year, total) of every adopted assessment of an organ, the newest first."""
    rows = AssessmentLine.objects.filter(organ=organ_id, assessment__state=State.ADOPTED)
    return [(y, shown(t)) for y, t in rows.order_by("-assessment__year").values_list("assessment__year", "total")]
