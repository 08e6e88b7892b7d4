"""Amounts that gather where the law asks for more: below a hearing, a filing, within the spot limit; round sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from mingjing.law.kinds import PartyKind
from mingjing.law.thresholds import Proposal, threshold
from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

NEAR, WIDE_BELOW, WIDE_ABOVE = 0.9, 0.5, 1.5
ROUND = 1_000 * 100  # 分
LAST_DAYS = 3


def limit_of(rule_id: str, citizen: bool, on: date) -> int:
    """The threshold in force on a day, in 分."""
    kind = PartyKind.PERSON if citizen else PartyKind.ORGANISATION
    return threshold(rule_id, Proposal(kind, "", on)).amount


def _below(rule_id: str) -> Callable[[Rule, Sequence[Rec], date], list[Suspicion]]:
    """Fines within 90–100 % of a threshold among those within half of it; the number itself is not below it."""

    def find(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
        limits: dict[tuple[bool, date], int] = {}

        def rows() -> Iterator[tuple[tuple[str, str], bool, bool, str]]:
            for r in records:
                if not r.penalty or not r.fine or r.summary or not r.lead or not r.decided_on:
                    continue
                key = (r.citizen, r.decided_on)
                if key not in limits:
                    limits[key] = limit_of(rule_id, *key)
                limit = limits[key]
                if WIDE_BELOW * limit <= r.fine <= WIDE_ABOVE * limit:
                    yield (r.organ, r.lead), r.citizen, NEAR * limit <= r.fine < limit, r.id

        found = comparing.shares(rows(), minimum=rule.minimum, effect=rule.effect)
        return wording.from_shares(rule, "officer", found, "罚款在门槛以下一成之内的")

    return find


def _spot(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    """Spot fines within the upper tenth of the limit (行政处罚法51: up to and with the number)."""

    def rows() -> Iterator[tuple[tuple[str, str], bool, bool, str]]:
        for r in records:
            if r.penalty and r.summary and r.fine and r.lead and r.decided_on:
                limit = limit_of("summary", r.citizen, r.decided_on)
                yield (r.organ, r.lead), r.citizen, NEAR * limit <= r.fine <= limit, r.id

    found = comparing.shares(rows(), minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "罚款顶格在当场处罚限额之内的")


def _round(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.lead), (r.cause, r.citizen), r.fine % ROUND == 0, r.id)
        for r in records
        if r.penalty and not r.summary and r.fine and r.lead
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "罚款为整千元的")


def _month_end(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (
        ((r.organ, r.organ), "", _days_left(r.decided_on) < LAST_DAYS, r.id)
        for r in records
        if r.penalty and r.fine and r.decided_on
    )
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "organ", found, "月末三日作出的罚款决定")


def _days_left(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - day).days - 1


_EXPLAINED = "阶次的上限恰在门槛附近；同一批同类案件情节相同"
_DO = "抽案看裁量理由；为避开程序而压低数额的，重新裁量并补行程序"
RULES = (
    Rule(
        "fine.below_hearing", "罚款卡在听证门槛以下", "罚款落在听证数额以下一成之内的占比，按主办人员",
        "行政处罚法63；河南省行政处罚听证办法4", wording.SHARES, wording.F_SHARES, _EXPLAINED, _DO,
        _below("hearing"), minimum=10, effect=2.0,
    ),
    Rule(
        "fine.below_filing", "罚款卡在备案门槛以下", "罚款落在重大处罚备案数额以下一成之内的占比，按主办人员",
        "方案三(三)2（重大处罚备案）", wording.SHARES, wording.F_SHARES, _EXPLAINED, _DO,
        _below("file"), minimum=10, effect=2.0,
    ),
    Rule(
        "fine.spot_limit", "当场处罚顶格", "当场处罚的罚款落在限额最上一成之内的占比，按主办人员",
        "行政处罚法51", wording.SHARES, wording.F_SHARES,
        "违法行为的法定数额恰为限额；集中整治同一种违法", "看是否本应适用普通程序；是的撤销后依普通程序办理",
        _spot, minimum=15, effect=2.0,
    ),
    Rule(
        "fine.round", "罚款总是整数", "罚款为整千元的占比，按主办人员、同违法行为比较",
        "行政处罚法5②、34（按情节裁量）", wording.SHARES, wording.F_SHARES,
        "基准本身以整千元分档", "看裁量测算是否逐项写明；凭印象定数的改用测算", _round, minimum=20, effect=2.0,
    ),
    Rule(
        "fine.month_end", "月末集中罚款", "月末三日作出罚款决定的占比，按机关",
        "行政处罚法74；监督条例（国令825）（趋利执法）", wording.SHARES, wording.F_SHARES,
        "每月集体讨论固定在月末；系统月末集中补录", "核对有没有罚没指标、考核排名；有的立即取消", _month_end,
        minimum=30, effect=1.8,
    ),
)  # fmt: skip
