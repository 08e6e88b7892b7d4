"""监督总览: the bureau's first page for a period, put together from grid, alerts, reviews and annulments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractYear

from mingjing.law.compliance import COLUMNS, Column
from mingjing.law.kinds import ReviewHead, ReviewOutcome
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor
from mingjing.procedure.models import Decision, DecisionAnnulment
from mingjing.review.models import Finding as Issue
from mingjing.review.models import Opinion
from mingjing.supervision import alerts, grid
from mingjing.supervision.alerts import Group
from mingjing.supervision.grid import Row, Share

DAY = timedelta(days=1)
YEARS, MONTHS = 5, 7
#: A head of the review said as what was wrong with it.
WRONG = {
    ReviewHead.SUBJECT: "主体、人员资格不符", ReviewHead.PROCEDURE: "程序有瑕疵", ReviewHead.FACTS: "事实证据不充分",
    ReviewHead.LAW: "适用依据不准确", ReviewHead.DISCRETION: "裁量不当", ReviewHead.AUTHORITY: "超越权限",
    ReviewHead.DOCUMENTS: "文书不规范", ReviewHead.CRIME: "涉罪未移送",
}  # fmt: skip
KINDS = {"month": "本月", "quarter": "本季", "year": "本年", "own": "自定"}


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it was picked: both days included. ``wrong``: why typed days were not taken."""

    kind: str
    first: date
    last: date
    wrong: str = ""

    @property
    def label(self) -> str:
        """“本年” or the days."""
        return KINDS[self.kind] if self.kind != "own" else f"{self.first} 至 {self.last}"

    @property
    def before(self) -> tuple[date, date]:
        """The same days a year earlier."""
        return _year_before(self.first), _year_before(self.last)

    @property
    def query(self) -> str:
        """How the page's links carry it."""
        return f"period={self.kind}" + (f"&from={self.first}&to={self.last}" if self.kind == "own" else "")


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def period(kind: str, first: str, last: str, on: date) -> Period:
    """The period picked on the page, the running year where nothing sensible was picked. Never fails."""
    if kind == "month":
        return Period(kind, on.replace(day=1), on)
    if kind == "quarter":
        return Period(kind, date(on.year, (on.month - 1) // 3 * 3 + 1, 1), on)
    year = Period("year", date(on.year, 1, 1), on)
    if kind != "own":
        return year
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return Period("year", year.first, on, "起止日期写作 2026-01-01；现在显示本年")
    if begin > end:
        return Period("year", year.first, on, "起始日期不能晚于截止日期；现在显示本年")
    if begin.year < 2000 or end > on:
        return Period("year", year.first, on, f"期间在 2000-01-01 至今天（{on}）之间选；现在显示本年")
    return Period("own", begin, end)


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure of the strip: now, a year before, and month by month."""

    column: Column
    now: Share
    before: Share
    months: tuple[Share, ...]

    @property
    def change(self) -> float | None:
        """Percentage points against a year before; None where either had nothing."""
        if not self.now.whole or not self.before.whole:
            return None
        return round(100 * self.now.part / self.now.whole - 100 * self.before.part / self.before.whole, 1)


@dataclass(slots=True)
class Overview:
    """Everything on the page."""

    period: Period
    organs: int
    rows: list[Row]
    total: Row
    kpis: list[Kpi]
    groups: list[Group]
    by_row: Counter[str]
    returned: list[tuple[str, int]] = field(default_factory=list)
    rounds_returned: int = 0
    corrected: list[tuple[int, int, int]] = field(default_factory=list)


def overview(actor: Actor, picked: Period, on: date, *, region: str = "") -> Overview:
    """The page for what this actor supervises; ``region``: only its organs, one row each. Raises NotAllowed.

    The number of queries does not depend on how many organs or cases there are.
    """
    organs = [o for o in grid.organs_of(actor) if not region or _row_code(o, actor) == region]
    rows = grid.by_organ(organs, picked.first, picked.last, on)
    shown = list(rows.values()) if region else grid.by_region(organs, rows, actor.region_code)
    total = grid.merged(rows.values(), "", "合计")
    groups = alerts.summary(organs, on)
    of_row = {organ: row.code for row in shown for organ in row.organs}
    return Overview(
        picked, len(organs), shown, total, _kpis(organs, total, picked, on), groups,
        Counter(of_row[g.organ.pk] for g in groups), *_returned(rows, picked), _corrected(rows, picked.last.year),
    )  # fmt: skip


def _row_code(organ: Organ, actor: Actor) -> str:
    return organ.region_id if organ.region_id == actor.region_code else organ.region_id[:6]


def _kpis(organs: list[Organ], total: Row, picked: Period, on: date) -> list[Kpi]:
    before = grid.merged(grid.by_organ(organs, *picked.before, on, staff=False).values(), "", "")
    since = (picked.last.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    months = grid.by_month(total.organs, since, picked.last, on)
    return [
        Kpi(c, total.shares[c.code], before.shares[c.code], tuple(months[c.code][-MONTHS:]))
        for c in COLUMNS
        if c.code != "file"
    ]


def _returned(organs: Collection[str], picked: Period) -> tuple[list[tuple[str, int]], int]:
    """What reviews found wrong in the period: words and how often, most often first; and how many were returned."""
    rows = Opinion.objects.filter(
        case__organ__in=organs, outcome=ReviewOutcome.OBJECT, given_at__date__gte=picked.first,
        given_at__date__lte=picked.last,
    )  # fmt: skip
    issues = Issue.objects.filter(verdict="issue", submission__in=rows.values("submission")).order_by()
    counted = Counter({WRONG[ReviewHead(head)]: n for head, n in issues.values_list("head").annotate(n=Count("pk"))})
    return counted.most_common(6), rows.count()


def _corrected(organs: Collection[str], year: int) -> list[tuple[int, int, int]]:
    """(year, annulled, decided) of the last five years, by the year of the decision."""
    since = date(year - YEARS + 1, 1, 1)
    decided = Decision.objects.filter(case__organ__in=organs, decided_on__gte=since).order_by()
    made = dict(decided.annotate(y=ExtractYear("decided_on")).values_list("y").annotate(Count("pk")))
    ended = DecisionAnnulment.objects.filter(decision__case__organ__in=organs, decision__decided_on__gte=since)
    ended = ended.exclude(by="").order_by().annotate(y=ExtractYear("decision__decided_on"))
    annulled = dict(ended.values_list("y").annotate(Count("pk")))
    return [(y, annulled.get(y, 0), made.get(y, 0)) for y in range(year - YEARS + 1, year + 1)]


def per_myriad(part: int, whole: int) -> str:
    """Per ten thousand in words: “9”, “9.5”; “—” where nothing was decided."""
    return f"{part * 10_000 / whole:.1f}".removesuffix(".0") if whole else "—"
