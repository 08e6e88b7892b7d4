"""Audio and video records: missing with one officer or at one hour, stored late in series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording


def _missing_officer(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, f.officer), r.kind, f.missing, r.id) for r in records for f in r.footage if f.officer)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "应录而没有音像的")


def _missing_hour(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, f"{f.hour // 2 * 2:02d}–{f.hour // 2 * 2 + 2:02d} 时"), f.hour // 2, f.missing, r.id)
        for r in records
        for f in r.footage
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "hour", found, "应录而没有音像的")


def _late(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, f.officer), "", f.late, r.id) for r in records for f in r.footage if f.officer and not f.missing)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "超期入库的音像")


RULES = (
    Rule(
        "footage.officer", "音像缺失集中于一人", "应当音像记录而没有记录的占比，按执法人员",
        "方案三(二)2（音像记录）；行政处罚法47", wording.SHARES, wording.F_SHARES,
        "配发的设备损坏；负责的事项依法不宜录制",
        "查设备报修记录和不能录制的批准；没有理由的谈话提醒，连续出现的追责", _missing_officer, minimum=15, effect=2.0,
    ),
    Rule(
        "footage.hour", "音像缺失集中于某一时段", "应当音像记录而没有记录的占比，按机关和两小时时段",
        "方案三(二)2；行政处罚法47", wording.SHARES, wording.F_SHARES,
        "该时段集中换班、充电；夜间光线不足另有记录方式",
        "核对排班和设备电量记录；调整交接班安排", _missing_hour, minimum=20, effect=2.0,
    ),
    Rule(
        "footage.late", "音像成串迟传", "超过 24 小时（或者返回单位当天）才入库的占比，按执法人员",
        "方案三(二)3（当天或者 24 小时内储存）", wording.SHARES, wording.F_SHARES,
        "连续多日在外、偏远地区执法；采集站故障",
        "核对出差和网络情况；有条件不传的提醒并纳入个人记录", _late, minimum=15, effect=2.0,
    ),
)  # fmt: skip
