"""The course of cases: what stalls, what is decided on the last day, what is entered late, published late, annulled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

STILL, LAST, LATE_ENTRY = timedelta(days=60), timedelta(days=3), 3


def _stall(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.unit), r.kind, on - r.moved_on > STILL, r.id) for r in records if not r.ended)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "60 日没有任何登记的在办案件")


def _last_day(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.unit), "", timedelta(0) <= r.decide_due - r.decided_on < LAST, r.id)
        for r in records
        if r.penalty and not r.summary and r.decide_due and r.decided_on
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "期限最后三日作出的决定")


def _backdated(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.lead), "", r.lag >= LATE_ENTRY, r.id) for r in records if r.lead)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "填写日期早于登记三日以上的案件")


def _published_late(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.unit), "", (r.published_on or on) > r.publish_due, r.id)
        for r in records
        if r.publish_due and (r.published_on or r.publish_due < on)
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "逾期公示的决定")


def _annulled(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.unit), r.kind, r.annulled, r.id) for r in records if r.decided_on)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    found = [g for g in found if g.k >= 3]
    return wording.from_shares(rule, "unit", found, "被撤销、纠正的决定")


RULES = (
    Rule(
        "case.stall", "案件停滞", "在办案件超过 60 日没有任何登记的占比，按承办机构",
        "行政处罚法60；方案三(二)1（全过程记录）", wording.SHARES, wording.F_SHARES,
        "依法中止、等待鉴定或者司法结论；当事人下落不明公告送达",
        "逐件写明停在哪里、等什么；可以办的限期办，应当终结的终结", _stall, minimum=8, effect=2.0,
    ),
    Rule(
        "decide.last_day", "踩着期限作决定", "在办案期限最后三日内作出决定的占比，按承办机构",
        "行政处罚法60", wording.SHARES, wording.F_SHARES,
        "案情复杂、听证占用时间；集中审议安排在固定日期",
        "看卷内各环节用时，找出拖在哪一步；调整审议频次", _last_day, minimum=12, effect=2.0,
    ),
    Rule(
        "date.backdated", "补填日期成串", "填写的日期早于登记时刻三日以上的案件占比，按主办人员；早于审核的决定由系统直接拒绝",
        "行政处罚法47（全过程记录）；方案三(二)", wording.SHARES, wording.F_SHARES,
        "山区无网络，回单位后补录；公告、邮寄送达要等回执",
        "对照音像和回执核对日期；没有凭证的，纠正记录并谈话提醒", _backdated, minimum=15, effect=2.0,
    ),
    Rule(
        "publish.late", "公示成串逾期", "超过公示期限才公示或者至今没有公示的占比，按承办机构",
        "方案三(一)4（7 个工作日、20 个工作日）；行政处罚法48", wording.SHARES, wording.F_SHARES,
        "送达未完成、依规定不公开；公示岗位空缺",
        "补公示并写明原因；公示岗位指定替补", _published_late, minimum=15, effect=2.0,
    ),
    Rule(
        "decision.annulled", "撤销纠错集中", "决定被复议、诉讼、自行撤销或者纠正的占比，按承办机构",
        "行政处罚法75；方案三(一)4；监督条例（国令825）", wording.SHARES, wording.F_SHARES,
        "同一批次同一法律问题被一并纠正；新法施行后的集中自纠",
        "归纳被撤销的理由，对同类在办案件先行自查；列入案卷评查", _annulled, minimum=15, effect=2.0,
    ),
)  # fmt: skip
