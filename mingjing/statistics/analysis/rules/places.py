"""Places, hours, seasons and workload: where and when more happens than before, who carries too much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

RECENT, BEFORE, HALF_YEAR, YEAR = (timedelta(days=n) for n in (90, 455, 180, 365))
WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def _place(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        (("", f"{r.region}|{r.place}"), r.region, r.opened_at.date() > on - RECENT, r.id)
        for r in records
        if r.place and r.kind == "penalty" and r.opened_at.date() > on - BEFORE
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "place", found, "近 90 日立案的")


def _hour(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        (("", f"{r.region}|{WEEK[r.opened_at.weekday()]} {r.opened_at.hour // 3 * 3:02d}–{r.opened_at.hour // 3 * 3 + 3:02d} 时"),
         r.region, r.opened_at.date() > on - RECENT, r.id)
        for r in records
        if r.kind == "penalty" and r.opened_at.date() > on - BEFORE
    )  # fmt: skip
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "hour", found, "近 90 日立案的")


def _season(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    now, last = (on - RECENT, on), (on - RECENT - YEAR, on - YEAR)
    rows = (
        ((r.organ, r.cause), r.kind, now[0] < r.opened_at.date() <= now[1], r.id)
        for r in records
        if now[0] < r.opened_at.date() <= now[1] or last[0] < r.opened_at.date() <= last[1]
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect, low=True)
    return wording.from_shares(rule, "cause", found, "近 90 日的（与上年同期合计比较）")


def _overload(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    load: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in records:
        if r.lead and r.opened_at.date() > on - HALF_YEAR:
            load[r.organ, r.lead].append(r.id)
    people, totals = Counter(organ for organ, _ in load), Counter[str]()
    for (organ, _), cases in load.items():
        totals[organ] += len(cases)
    observed: dict[object, tuple[int, float, list[str]]] = {
        key: (len(cases), (totals[key[0]] - len(cases)) / (people[key[0]] - 1), cases)
        for key, cases in load.items()
        if people[key[0]] > 2
    }
    found = comparing.counts(observed, minimum=rule.minimum, effect=rule.effect)
    return wording.from_counts(rule, "officer", found, "近 180 日主办的案件")


RULES = (
    Rule(
        "place.hot", "新的高发地点", "一个地点近 90 日立案数占其 15 个月立案数的比例，与同县区其他地点比较",
        "方案三(一)5（频次、地点、时段分析）", wording.SHARES, wording.F_SHARES,
        "专项整治集中检查；新开业、修路引来人流", "安排巡查力量；属设施、规划原因的函告主管部门", _place,
        minimum=12, effect=1.8,
    ),
    Rule(
        "time.hot", "新的高发时段", "一个星期几的三小时时段近 90 日立案数占其 15 个月立案数的比例，与同县区其他时段比较",
        "方案三(一)5（时段分析）", wording.SHARES, wording.F_SHARES,
        "专项行动的排班；夜市季节开放", "调整班次；属专项行动的写明文号", _hour, minimum=20, effect=1.8,
    ),
    Rule(
        "season.break", "季节规律被打破", "同一机关同一事项近 90 日与上年同期的件数之比，与其他机关比较，突增突减都看",
        "方案三(一)5（综合分析、问题预警）", wording.SHARES_BOTH, wording.F_SHARES,
        "职责划转、清单调整；专项行动、疫情灾害", "核对职责和清单变动；无变动而突减的看是否怠于履职", _season,
        minimum=25, effect=1.6,
    ),
    Rule(
        "officer.overload", "人员超负荷", "主办人员近 180 日主办件数与同机关其他主办人员比较",
        "方案三(一)5（力量配备）；方案四(三)", wording.COUNTS, wording.F_COUNTS,
        "挂名主办、实际由他人办理；承担专项任务", "调整分案；挂名的改为实际承办人", _overload, minimum=20, effect=2.0,
    ),
)  # fmt: skip
