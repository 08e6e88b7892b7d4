"""培训与普法 (plan 四(三)、四(六)): how many hours a year, who lacks them, what a list of training brings in.

The plan asks for training and gives no hours. 国办发〔2023〕27号 asks sixty hours a year of every officer for the years
of its plan of action; it was not read in full here and ended with 2025: what it says is marked, what follows it 待确认.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingjing.law.limits import Mark
from mingjing.law.listing import Cell, Column, ListKind, Problem
from mingjing.law.plan_clauses import PLAN
from mingjing.law.terms import Term


class Way(Term):
    """How the law is made known (plan 四(三))."""

    SITE = "site", "政府网站"
    PRESS = "press", "新闻发布会"
    PAPER = "paper", "报刊"
    BROADCAST = "broadcast", "广播、电视"
    NEW_MEDIA = "new_media", "新媒体"
    FIELD = "field", "现场宣传、咨询"
    LECTURE = "lecture", "宣讲、培训"
    CASE = "case", "以案释法"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of training a year of everyone who enforces or reviews, from a year on."""

    hours: int
    since: int
    basis: str
    source_mark: Mark
    note: str = ""

    @property
    def to_confirm(self) -> bool:
        """Whether the screen must say 待确认."""
        return self.source_mark is not Mark.READ


HOURS: tuple[Hours, ...] = (
    Hours(hours=0, since=2019, basis=f"{PLAN}四(六)：岗前培训和岗位培训", source_mark=Mark.READ, note="没有规定学时"),
    Hours(
        hours=60, since=2023, basis="国办发〔2023〕27号：行政执法人员每人每年不少于六十学时", source_mark=Mark.MIDDLE,
        note="2023 年至 2025 年的行动计划，没有读到全文",
    ),
    Hours(
        hours=60, since=2026, basis="沿用国办发〔2023〕27号的六十学时", source_mark=Mark.LOW,
        note="行动计划到 2025 年为止，2026 年起是否继续要求待确认",
    ),
)  # fmt: skip


def hours_in(year: int) -> Hours:
    """What is asked in a year."""
    return max((h for h in HOURS if h.since <= year), key=lambda h: h.since, default=HOURS[0])


def lacking(done: int, year: int) -> int:
    """Hours still missing in a year."""
    return max(0, hours_in(year).hours - done)


def _complete(values: Mapping[str, Any]) -> Sequence[Problem]:
    if values.get("kind") == "training" and not values.get("hours"):
        return [Problem("hours", "", "培训须填写学时，大于 0")]
    if values.get("kind") == "examination" and not values.get("result"):
        return [Problem("result", "", "考试须填写结果，例：合格、92 分")]
    if (values.get("hours") or 0) > 500:
        return [Problem("hours", str(values["hours"]), "学时不超过 500，核对单位")]
    return []


KINDS = (("training", "培训"), ("examination", "考试"))
TRAINING = ListKind(
    "training", "培训考试登记表", "G6.1", f"{PLAN}四(六)", key=("certificate", "name", "kind", "on", "title"),
    title="name", public=False, rules=(_complete,),
    columns=(
        Column("name", "姓名", sample="示例人员", most=40),
        Column(
            "certificate", "执法证号", Cell.CERTIFICATE, required=False, help="同名的必须填写", sample="16120010001",
        ),
        Column("kind", "种类", Cell.CHOICE, choices=KINDS, sample="培训"),
        Column("on", "日期", Cell.DATE, sample="2026-05-20"),
        Column("title", "名称", sample="2026 年度行政执法人员培训（第一期）", most=120),
        Column("hours", "学时", Cell.INTEGER, required=False, sample="24"),
        Column("result", "结果", required=False, sample="合格", most=120),
    ),
)  # fmt: skip
