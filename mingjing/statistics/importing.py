"""Figures of cases that live in another system, from a spreadsheet: whole or not at all, apart from the counted.

The template has a row for each figure that can be added; sums may stand in the file and must then agree with theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from mingjing.catalog.sheets import Refused, checking, reading, writing
from mingjing.law import reporting
from mingjing.law.annual import FIGURES, TABLE_OF, TABLES, Source
from mingjing.law.cells import Column, plain
from mingjing.law.listing import ListKind
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete
from mingjing.statistics import drafting, reports
from mingjing.statistics.drafting import LONGEST_SOURCE, Edits
from mingjing.statistics.models import AnnualReport

KIND = ListKind(
    code="report-figures", label="年报补报数", clause="D5.1", basis=reporting.BASIS, key=("code",), title="label",
    direct=True,
    columns=(
        Column("code", "指标代码", help="不要改动", sample="penalty.fine"),
        Column("label", "指标", required=False, help="供对照", sample="罚款"),
        Column("unit", "单位", required=False, help="供对照", sample="宗"),
        Column("value", "补报数", required=False, help="没有的留空；合计可以不填", sample="12"),
        Column("source", "来源", required=False, help="哪个系统或者台账", sample="原办案系统台账", most=LONGEST_SOURCE),
    ),
)  # fmt: skip


class FileRefused(ValueError):
    """The file cannot be taken; ``rows``: (row number, column, value, what to mend)."""

    def __init__(self, words: str, rows: list[tuple[int, str, str, str]]) -> None:
        super().__init__(words)
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in: the report, how many figures, the digest of the file."""

    report: AnnualReport
    count: int
    digest: str


def template() -> bytes:
    """The workbook to fill in: a row for each figure that can be added, and for the sums."""
    rows = [
        {
            "code": f.code,
            "label": f"{TABLE_OF[f.code].code} {f.label}",
            "unit": reporting.unit_of(f),
            "value": "",
            "source": "",
        }
        for t in TABLES
        for f in t.figures
        if f.source in reporting.ENTERED or f.source is Source.SUM
    ]
    return writing.table(KIND, rows)


def bring_in(*, actor: Actor, report_id: str, data: bytes, filename: str, now: datetime) -> Taken:
    """Take the figures of a file into a draft, in place of what was added before for the same figures.

    Raises FileRefused (every wrong row, nothing is written), NotAllowed, OutOfDate.
    """
    report = reports.report_for(actor, report_id)
    digest = sha256(data).hexdigest()
    added = _read(data, filename)
    edits = Edits(added=added)
    try:
        row = drafting.edit(actor=actor, report_id=report.pk, edits=edits, now=now)
    except FormIncomplete as refused:
        raise FileRefused(str(refused), []) from None
    return Taken(row, len(added), digest)


def _read(data: bytes, filename: str) -> dict[str, tuple[int | None, str]]:
    try:
        sheet = reading.read(KIND, data, filename)
    except Refused as refused:
        raise FileRefused(str(refused), []) from None
    report = checking.check(KIND, sheet)
    wrong = [(w.row, _heading(p.column), p.value, p.message) for w in report.wrong for p in w.problems]
    values: dict[str, tuple[int, str]] = {}
    sums: dict[str, tuple[int, int]] = {}
    for number, row in report.good:
        try:
            _one(number, row, values, sums)
        except ValueError as error:
            wrong.append((number, "补报数", plain(row.get("value")), str(error)))
    wrong += _sums(values, sums)
    if wrong:
        raise FileRefused(f"有 {len(wrong)} 处需要改正，一个数字也没有导入", sorted(wrong))
    if not values:
        raise FileRefused("表里没有填写任何补报数：在“补报数”一列填写后重新上传", [])
    return dict(values)


def _one(
    number: int, row: Mapping[str, Any], values: dict[str, tuple[int, str]], sums: dict[str, tuple[int, int]]
) -> None:
    """One row into ``values`` or, for a sum, into ``sums``. Raises ValueError in Chinese."""
    code, text, source = str(row["code"]), str(row["value"] or "").strip(), str(row["source"] or "").strip()
    figure = FIGURES.get(code)
    if figure is None:
        raise ValueError(f"没有“{code}”这个指标代码：用下载的模板填写，不要改动代码")
    if not text:
        return
    if figure.source is Source.SUM:
        if not text.replace(",", "").isdigit():
            raise ValueError(f"“{figure.label}”填写整数，或者留空")
        sums[code] = (number, int(text.replace(",", "")))
        return
    value = reporting.read(figure, text)
    if value and not source:
        raise ValueError(f"“{figure.label}”写明来源：来自哪个系统或者台账")
    values[code] = (value, source)


def _sums(
    values: Mapping[str, tuple[int, str]], sums: Mapping[str, tuple[int, int]]
) -> list[tuple[int, str, str, str]]:
    found = []
    for code, (number, told) in sums.items():
        parts = sum(values[part][0] for part in FIGURES[code].of if part in values)
        if parts != told:
            label = f"{TABLE_OF[code].label}{FIGURES[code].label}"
            found.append((number, "补报数", f"{told}", f"{label}填的是 {told}，各项之和是 {parts}：核对各项或者合计"))
    return found


def _heading(column: str) -> str:
    return KIND.by_name[column].heading if column in KIND.by_name else "整行"
