"""Fines against peers: the officer, the organ, the course of a year; what the benchmark's tier leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

RECENT = timedelta(days=180)


def _fined(records: Sequence[Rec]) -> Iterator[Rec]:
    return (r for r in records if r.penalty and r.fine > 0)


def _stratum(r: Rec) -> tuple[str, str, bool]:
    """What makes two fines comparable: the violation, the tier of the benchmark, the kind of party."""
    return r.cause, r.tier, r.citizen


def _officer(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.lead), (r.organ, *_stratum(r)), float(r.fine), r.id) for r in _fined(records) if r.lead)
    found = comparing.ranks(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_ranks(rule, "officer", found)


def _organ(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.organ), _stratum(r), float(r.fine), r.id) for r in _fined(records))
    found = comparing.ranks(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_ranks(rule, "organ", found)


def _drift(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, f"{r.cause}|{'now' if r.decided_on > on - RECENT else 'before'}"), (r.organ, *_stratum(r)),
         float(r.fine), r.id)
        for r in _fined(records) if r.decided_on
    )  # fmt: skip
    found = comparing.ranks(rows, minimum=rule.minimum, effect=rule.effect)
    recent = [g for g in found if str(g.key[1]).endswith("|now")]  # type: ignore[index]
    return wording.from_ranks(rule, "cause", recent)


def _outside(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.unit), "", not r.low <= r.fine <= r.high, r.id) for r in _fined(records) if r.high)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "罚款在裁量阶次以外的")


def _no_penalty(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, r.unit), r.cause, r.no_penalty, r.id) for r in records if r.penalty and not r.summary)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect, low=True)
    return wording.from_shares(rule, "unit", found, "不予处罚的决定")


def _confiscation(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.unit), "", not r.confiscated, r.id) for r in records if r.penalty and r.gain and not r.no_penalty
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "有违法所得或者非法财物而没有没收的")


RULES = (
    Rule(
        "fine.officer", "个人裁量偏移", "主办人员的罚款与同机关同违法行为、同阶次、同类当事人的罚款比较",
        "行政处罚法5②、34；国办发〔2022〕27号", wording.RANKS, wording.F_RANKS,
        "分管的区域、对象情节普遍较重或者较轻，阶次没有反映；办理疑难案件较多",
        "抽三件与同阶次的案件对照裁量理由；无理由的纠正，口径写入基准", _officer, minimum=10, effect=1.25,
    ),
    Rule(
        "fine.organ", "机关之间同案不同罚", "机关的罚款与其他机关同违法行为、同阶次、同类当事人的罚款比较",
        "行政处罚法5②、34；国办发〔2022〕27号", wording.RANKS, wording.F_RANKS,
        "适用本地基准，经济水平、违法规模不同",
        "对照两地基准和案情；属基准不统一的报市级统一，属执行偏差的纠正", _organ, minimum=20, effect=1.3,
    ),
    Rule(
        "fine.drift", "裁量前后不一", "同一机关同一违法行为同阶次，近 180 日的罚款与以前比较",
        "行政处罚法5②、34", wording.RANKS, wording.F_RANKS,
        "基准修订、专项整治依法从重；违法规模变化",
        "有修订或者专项文件的附上文号；没有的统一尺度并复核近期案件", _drift, minimum=15, effect=1.25,
    ),
    Rule(
        "fine.outside", "阶次以外的罚款", "罚款不在所选裁量阶次区间内的占比，按承办机构",
        "行政处罚法34；国办发〔2022〕27号（偏离须说明）", wording.SHARES, wording.F_SHARES,
        "依法减轻并经集体讨论；基准刚修订",
        "逐件看偏离理由和讨论记录；没有的按程序纠正", _outside, minimum=12, effect=2.0,
    ),
    Rule(
        "penalty.none", "不予处罚率异常", "不予处罚决定占普通程序决定的比例，按承办机构、同违法行为比较，过高过低都看",
        "行政处罚法33；方案三(三)", wording.SHARES_BOTH, wording.F_SHARES,
        "首违不罚清单推广快慢不同；专项行动对象集中为轻微违法",
        "核对三个要件（初次、轻微、改正）的证据；不足的复核，过低的对照清单补用", _no_penalty, minimum=20, effect=2.0,
    ),
    Rule(
        "confiscation.absent", "应没收而没有没收", "卷内有违法所得或者非法财物而决定没有没收的占比，按承办机构",
        "行政处罚法28②（违法所得应当没收）", wording.SHARES, wording.F_SHARES,
        "依法退赔后没有余额；所得无法查清另有说明",
        "核对违法所得的认定和退赔凭证；漏没收的依法补正", _confiscation, minimum=10, effect=1.5,
    ),
)  # fmt: skip
