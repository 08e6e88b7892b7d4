"""Inspections: too often, without a result, never a problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

YEAR, SETTLED = timedelta(days=365), timedelta(days=30)


def _frequent(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    visits: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in records:
        if r.kind == "inspection" and r.visited and r.party and r.opened_at.date() > on - YEAR:
            visits[r.organ, r.party].append(r.id)
    found = comparing.repeats(visits, minimum=rule.minimum)  # type: ignore[arg-type]
    return wording.from_repeats(rule, "party", found, "一年内被同一机关检查")


def _no_result(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.unit), r.cause, not r.resulted, r.id)
        for r in records
        if r.kind == "inspection" and r.visited and r.opened_at.date() <= on - SETTLED
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "满 30 日没有检查结果的")


def _no_finding(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.lead), r.cause, not r.problem, r.id)
        for r in records
        if r.kind == "inspection" and r.resulted and r.lead
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "未发现问题的检查")


RULES = (
    Rule(
        "inspection.frequent", "超频次检查", "同一机关一年内检查同一对象的次数",
        "国办发〔2024〕54号（检查频次上限）；优化营商环境条例54", wording.REPEATS, wording.F_REPEATS,
        "投诉举报、整改复查、重大隐患触发的检查；大型企业有多个检查点位",
        "核对公布的频次上限和每次的检查事由；没有例外情形的，停止计划外检查并向企业说明", _frequent, minimum=5,
    ),
    Rule(
        "inspection.no_result", "检查没有结果", "检查开始满 30 日仍没有登记结果的占比，按承办机构",
        "行政许可法61②；国办发〔2024〕54号；方案三(二)", wording.SHARES, wording.F_SHARES,
        "送检、鉴定时间长；涉及多部门联合检查，由牵头机关登记结果",
        "逐件补登结果或者写明等待什么；没有去检查的撤销任务", _no_result, minimum=15, effect=2.0,
    ),
    Rule(
        "inspection.no_finding", "检查从不发现问题", "检查结果为未发现问题的占比，按主办人员、同一检查事项比较",
        "国办发〔2024〕54号；方案三(一)5", wording.SHARES, wording.F_SHARES,
        "负责的对象多为合规较好的大企业；检查事项简单",
        "抽取几件看音像，换人对同一对象复核；属走过场的纳入案卷评查", _no_finding, minimum=25, effect=2.0,
    ),
)  # fmt: skip
