"""A report as rows and charts, ready to be shown: for the office, the public page, paper and spreadsheets alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mingjing.law import reporting
from mingjing.law.annual import TABLES, Figure, Source, Table
from mingjing.law.reporting import NO_DUTY, Section, unit_of, written
from mingjing.statistics.counted import BEIJING as BEIJING
from mingjing.statistics.models import AnnualReport
from mingjing.ui import charts
from mingjing.ui.charts import Point


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as shown. ``part``: indented under the total it belongs to; ``raw``: the stored value."""

    code: str
    label: str
    unit: str
    value: str
    counted: str
    added: str
    source: str
    before: str
    change: str
    note: str
    how: str
    enters: bool
    drills: bool
    strong: bool
    raw: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as shown. ``idle``: the organ has no such duty. ``empty``: every figure is nought."""

    code: str
    label: str
    rows: list[Row]
    note: str
    idle: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title and its SVG."""

    title: str
    svg: str
    points: list[Point] = field(default_factory=list)


def sheets(report: AnnualReport) -> list[Sheet]:
    """Every table in order."""
    return [_sheet(report, table, report.values, report.added) for table in TABLES]


def of_values(values: dict[str, int], before: dict[str, int] | None = None) -> list[Sheet]:
    """Tables of values that are no report: sums over organs, live figures."""
    bare = AnnualReport(counted=values, prior=before)
    return [_sheet(bare, table, values, {}) for table in TABLES]


def _sheet(report: AnnualReport, table: Table, values: dict[str, int], added: dict[str, int]) -> Sheet:
    rows = [_row(report, figure, values, added) for figure in table.figures]
    note = report.notes.get(table.code, "")
    idle = note == NO_DUTY and not any(values.get(f.code) for f in table.figures)
    return Sheet(table.code, table.label, rows, note, idle, not any(r.raw for r in rows))


def _row(report: AnnualReport, f: Figure, values: dict[str, int], added: dict[str, int]) -> Row:
    value, before = values.get(f.code), report.prior.get(f.code) if report.prior is not None else None
    return Row(
        code=f.code, label=f.label, unit=unit_of(f), value=written(f, value),
        counted=written(f, report.counted.get(f.code)), added=written(f, added[f.code]) if added.get(f.code) else "",
        source=report.sources.get(f.code, ""), before=written(f, before) if before is not None else "",
        change=_change(f, value, before), note=report.notes.get(f.code, ""), how=f.how,
        enters=f.source in reporting.ENTERED, drills=bool(report.counted.get(f.code)) and f.source is not Source.MEAN,
        strong=f.source in (Source.SUM, Source.AMOUNT), raw=value,
    )  # fmt: skip


def _change(f: Figure, value: int | None, before: int | None) -> str:
    if value is None or before is None or f.source in (Source.RATIO, Source.MEAN) or value == before == 0:
        return ""
    words = reporting.changed(value, before)
    return words.replace("增长 ", "+").replace("下降 ", "−").replace("增长（上年为 0）", "上年为 0")


def sections(report: AnnualReport) -> list[dict[str, Any]]:
    """The words, section by section, each as paragraphs."""
    return [
        {"code": s.value, "label": s.label, "text": report.texts.get(s.value, ""),
         "paragraphs": [line for line in report.texts.get(s.value, "").split("\n") if line.strip()]}
        for s in Section
    ]  # fmt: skip


def drawings(report: AnnualReport) -> list[Chart]:
    """The charts that have something to show: acts by kind, penalties by kind, penalties and inspections by month."""
    return [c for c in (_by_act(report), _by_penalty(report), *_by_month(report)) if c.svg]


ACTS = (
    ("行政处罚", "penalty.total", "宗"), ("行政检查", "inspection.total", "次"), ("行政许可", "licence.granted", "件"),
    ("行政强制", "coercion.total", "宗"), ("行政征收", "levy.count", "次"), ("行政征用", "requisition.count", "次"),
)  # fmt: skip


def _by_act(report: AnnualReport) -> Chart:
    values = report.values
    points = [
        Point(label, values.get(c, 0), f"{values.get(c, 0):,} {unit}") for label, c, unit in ACTS if values.get(c)
    ]
    points.sort(key=lambda p: -p.value)
    return Chart("各类执法行为", charts.bars("各类执法行为", points) if len(points) > 1 else "", points)


def _by_penalty(report: AnnualReport) -> Chart:
    values, table = report.values, TABLES[1]
    points = [
        Point(f.label, values[f.code], f"{values[f.code]:,} 宗")
        for f in table.figures
        if f.source is Source.COUNTED and values.get(f.code)
    ]
    points.sort(key=lambda p: -p.value)
    return Chart("行政处罚种类", charts.bars("行政处罚种类", points) if len(points) > 1 else "", points)


def _by_month(report: AnnualReport) -> list[Chart]:
    found = []
    for label, code, unit in (("各月行政处罚决定", "penalty.total", "宗"), ("各月行政检查", "inspection.total", "次")):
        points = [
            Point(f"{m}月", n, f"{n:,}") for m in range(1, 13) for n in [report.months.get(str(m), {}).get(code, 0)]
        ]
        title = f"{label}（{unit}）"
        draw = charts.columns if code == "penalty.total" else charts.line
        found.append(Chart(title, draw(title, points) if sum(p.value > 0 for p in points) > 1 else "", points))
    return found
