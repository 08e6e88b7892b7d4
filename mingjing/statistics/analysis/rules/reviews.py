"""Legal review: returned again and again for the same head, opinions given in no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

HEADS = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8")
NO_TIME = 10.0  # minutes


def _same_reason(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    def rows() -> Iterator[tuple[tuple[str, str], str, bool, str]]:
        for r in records:
            for review in r.reviews:
                for head in HEADS:
                    yield (r.organ, f"{r.unit}|{head}"), head, head in review.heads, r.id

    found = comparing.shares(rows(), minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "unit", found, "因同一要点被退回的审核")


def _instant(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    rows = (((r.organ, review.reviewer), "", review.minutes < NO_TIME, r.id) for r in records for review in r.reviews)
    found = comparing.shares(rows, minimum=rule.minimum, effect=rule.effect)
    return wording.from_shares(rule, "officer", found, "送审后不到 10 分钟就出具意见的")


RULES = (
    Rule(
        "review.same_reason", "同一问题反复退回", "法制审核因同一要点退回的占比，按承办机构和八项要点",
        "方案三(三)3（审核八项内容）", wording.SHARES, wording.F_SHARES,
        "审核人员刚统一了某项口径；某类案件集中办理",
        "把退回意见整理成办案提示，组织一次培训，下月再看占比", _same_reason, minimum=20, effect=2.0,
    ),
    Rule(
        "review.instant", "审核用时过短", "送审后不到 10 分钟就出具意见的占比，按审核人员",
        "行政处罚法58；方案三(三)3", wording.SHARES, wording.F_SHARES,
        "告知前已审过同一文稿，终审只看改动；材料提前在线下看过",
        "抽几件看审核意见是否逐项写明；流于形式的重新审核", _instant, minimum=15, effect=2.0,
    ),
)  # fmt: skip
