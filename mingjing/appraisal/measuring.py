"""The numbers behind the indicators: read from roll-ups, clocks, lists, reviews and appraised dossiers, in a fixed
number of queries however many organs there are. No data is no data: nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count, F, Q

from mingjing.appraisal.models import Dossier
from mingjing.cases.models import Case
from mingjing.catalog.models import ListVersion
from mingjing.clocks.models import Obligation
from mingjing.law.dossier_course import FINAL
from mingjing.law.dossier_scoring import WHOLE
from mingjing.law.indicators import Indicator, Origin, Value
from mingjing.law.kinds import ReviewOutcome
from mingjing.law.list_kinds import BY_CODE
from mingjing.review.models import Opinion
from mingjing.statistics import figures, reports

Values = dict[str, dict[str, Value]]  # organ id → indicator code → value
# What every organ publishes; one list for a whole region is the bureau's.
LISTED = tuple(k.code for k in BY_CODE.values() if not k.direct and not k.wide)
FIRST_TWO = ("publish.penalty", "publish.licence")


def values(indicators: Sequence[Indicator], organs: Collection[str], first: date, last: date, on: date) -> Values:
    """Every machine indicator of every organ; what is typed by people is left out."""
    found: Values = {organ: {} for organ in organs}
    sources = {
        Origin.FIGURES: _figures, Origin.CLOCKS: _clocks, Origin.LISTS: _lists, Origin.REVIEWS: _reviews,
        Origin.APPRAISAL: _appraised, Origin.REPORTS: _reported,
    }  # fmt: skip
    for origin, read in sources.items():
        mine = [i for i in indicators if i.origin is origin]
        if mine:
            read(mine, organs, first, last, on, found)
    return found


def _figures(mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values) -> None:
    counted = figures.by_organ(organs, first, last)
    for organ in organs:
        row = counted.get(organ, {})
        for i in mine:
            part, whole = (sum(row.get(key, 0) for key in keys.split("+")) for keys in i.keys)
            found[organ][i.code] = Value(part, whole, f"{first} 至 {last} 的统计数字")


def _clocks(mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values) -> None:
    """Duties whose last day lies in the period and has passed, or that were done in it before."""
    ended = Q(rolled__gte=first, rolled__lte=min(last, on)) | Q(met_on__gte=first, met_on__lte=last, rolled__gt=last)
    rows = Obligation.objects.filter(ended, org__in=list(organs), cancelled_on=None).values("org", "rule_id")
    counted = rows.annotate(whole=Count("pk"), part=Count("pk", filter=Q(met_on__lte=F("rolled"))))
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in counted:
        for i in mine:
            if falls_under(i, row["rule_id"]):
                sums[row["org"], i.code][0] += row["part"]
                sums[row["org"], i.code][1] += row["whole"]
    for organ in organs:
        for i in mine:
            part, whole = sums[organ, i.code]
            found[organ][i.code] = Value(part, whole, f"{first} 至 {last} 届满的期限")


def falls_under(i: Indicator, rule_id: str) -> bool:
    """Whether a clock belongs to an indicator: by its id, or by a prefix that ends in a dot, but for the first two."""
    for key in i.keys:
        if rule_id == key or (key.endswith(".") and rule_id.startswith(key) and rule_id not in FIRST_TWO):
            return True
    return False


def missed(i: Indicator, organ: str, first: date, last: date, on: date) -> list[Obligation]:
    """The clocks of an indicator that were not met in time: what an organ checks first."""
    if i.origin is not Origin.CLOCKS:
        return []
    ended = Q(rolled__gte=first, rolled__lte=min(last, on)) | Q(met_on__gte=first, met_on__lte=last, rolled__gt=last)
    rows = Obligation.objects.filter(ended, org=organ, cancelled_on=None).exclude(met_on__lte=F("rolled"))
    return [row for row in rows.order_by("rolled", "pk") if falls_under(i, row.rule_id)]


def _lists(mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values) -> None:
    out = ListVersion.objects.filter(organ__in=list(organs), state=ListVersion.State.PUBLISHED, kind__in=LISTED)
    kinds = dict(out.values_list("organ_id").annotate(n=Count("kind", distinct=True)).order_by("organ_id"))
    for organ in organs:
        for i in mine:
            found[organ][i.code] = Value(kinds.get(organ, 0), len(LISTED), f"{on} 已公布的清单")


def _reviews(mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values) -> None:
    """Cases returned in the period; closed is one that passed later, or ended without a decision."""
    rows = Opinion.objects.filter(
        case__organ__in=list(organs), outcome=ReviewOutcome.OBJECT, given_at__date__gte=first, given_at__date__lte=last
    )
    returned = dict(rows.values_list("case_id", "case__organ_id"))
    passed = Opinion.objects.filter(
        case__in=list(returned), outcome__in=[ReviewOutcome.AGREE, ReviewOutcome.SETTLED], purpose="final"
    )
    closed = set(passed.values_list("case_id", flat=True))
    closed |= set(rows.filter(case__ended_on__isnull=False).values_list("case_id", flat=True))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case, organ in returned.items():
        sums[organ][0] += case in closed
        sums[organ][1] += 1
    for organ in organs:
        for i in mine:
            part, whole = sums[organ]
            found[organ][i.code] = Value(part, whole, f"{first} 至 {last} 退回的审核意见")


def _reported(mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values) -> None:
    """The report of each year whose day lies in the period and is over; one with an error of sums is never out."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for year in range(first.year - 1, last.year):
        for s in reports.standings(reports.owing(organs, year), year, on):
            if first <= s.due <= min(last, on) and s.covered_by is None:
                sums[s.organ.pk][0] += s.in_time
                sums[s.organ.pk][1] += 1
    for organ in organs:
        for i in mine:
            part, whole = sums[organ]
            found[organ][i.code] = Value(part, whole, f"{first} 至 {last} 到期的年度报告")


def _appraised(
    mine: list[Indicator], organs: Collection[str], first: date, last: date, on: date, found: Values
) -> None:
    rows = Dossier.objects.filter(organ__in=list(organs), plan__drawn_on__gte=first, plan__drawn_on__lte=last)
    own: dict[str, list[Dossier]] = defaultdict(list)
    for row in rows.exclude(checked_on=None):
        own[row.organ_id].append(row)
    for organ in organs:
        final = [d.score.tenths for d in own[organ] if d.standing in FINAL and d.score]
        whole = sum(not any(f["words"].startswith("卷内没有《") for f in d.findings) for d in own[organ])
        for i in mine:
            if i.keys == ("score",):
                found[organ][i.code] = Value(sum(final), len(final) * WHOLE, f"{len(final)} 卷已定分的案卷")
            else:
                found[organ][i.code] = Value(whole, len(own[organ]), f"{len(own[organ])} 卷抽取评查的案卷")


def cases(ids: list[str]) -> list[Case]:
    """Cases by id, in that order; ids of other things are left out."""
    known = Case.objects.in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]
