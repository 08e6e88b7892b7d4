"""Whether a benchmark's table holds together (行政处罚法34; 国办发〔2022〕27号): each fault with tier and cure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from mingjing.law.benchmarks import LEVELS, MITIGATED, NONE, Benchmark, Method, Problem, Tier, Unit, text_of

UNITS = {
    Method.MULTIPLE: (Unit.TIMES_VALUE, Unit.TIMES_INCOME),
    Method.PER_UNIT: (Unit.YUAN_PER_SQM,),
    Method.PCT_CONTRACT: (Unit.PERCENT_CONTRACT,),
    Method.TIER_RANGE: (Unit.YUAN,),
}


def check_table(b: Benchmark) -> tuple[Problem, ...]:
    """Gaps, overlaps, ranges leaving the statute, wrong order, missing article and words; empty when all is well."""
    found = list(_head(b))
    if b.method is Method.FACTOR_PERCENT:
        return (*found, *_factors(b))
    if b.method is Method.THIRTY_SEVENTY:
        if b.tiers:
            found.append(Problem("三七分档由法定幅度算出，不另设阶次", "删去阶次，或者把计算方法改为阶次区间"))
        return tuple(found)
    if not b.tiers:
        return (*found, Problem("没有阶次", "至少填写一个阶次"))
    found += [p for row, tier in enumerate(b.tiers, 1) for p in _one(b, row, tier)]
    return (*found, *_names(b), *_together(b))


def _head(b: Benchmark) -> Iterator[Problem]:
    for column, label in (
        ("code", "编号"),
        ("violation", "违法行为"),
        ("law", "法律、法规、规章名称"),
        ("article", "条款"),
    ):
        if not getattr(b, column).strip():
            words = "没有写明法律依据的条款" if column == "article" else f"没有填写{label}"
            yield Problem(
                words, f"补填{label}" + ("，例：第二十条第一款" if column == "article" else ""), column=column
            )
    if b.article.strip() and "条" not in b.article:
        yield Problem(f"条款写作“{b.article}”，看不出是哪一条", "写明条、款、项，例：第二十条第一款", column="article")
    if b.low > b.high:
        yield Problem("法定下限高于上限", "对照条文更正法定幅度", column="low")
    elif b.high == 0:
        yield Problem("没有法定上限", "对照条文填写法定上限", column="high")
    if b.valid_to is not None and b.valid_to < b.valid_from:
        yield Problem(f"失效日期 {b.valid_to} 早于生效日期 {b.valid_from}", "更正日期", column="valid_to")
    fitting = UNITS.get(b.method)
    if fitting and b.unit not in fitting:
        offered = "、".join(u.label for u in fitting)
        yield Problem(
            f"计算方法“{b.method.label}”与单位“{b.unit.label}”不符",
            f"单位改为{offered}，或者更换计算方法",
            column="unit",
        )


def _one(b: Benchmark, row: int, t: Tier) -> Iterator[Problem]:
    if t.name not in LEVELS:
        yield Problem(f"没有“{t.name}”这个阶次", f"阶次只能是：{'、'.join(LEVELS)}", t.name, row, "tier")
    if not t.circumstances.strip():
        yield Problem("没有写明适用情形", "补填这一阶次的情形", t.name, row, "circumstances")
    if t.low > t.high:
        yield Problem(f"下限 {text_of(t.low)} 高于上限 {text_of(t.high)}", "更正这一阶次的上下限", t.name, row, "low")
    if t.name == NONE:
        if t.high:
            yield Problem("不予处罚的阶次写了罚款", "上下限填 0，或者更换阶次", t.name, row, "high")
    elif t.name == MITIGATED:
        if t.high >= b.low:
            cure = "上限改到法定下限以下" if b.low else "法律没有下限，删去减轻阶次"
            yield Problem(f"减轻应当低于法定下限 {text_of(b.low)}", cure, t.name, row, "high")
    else:
        yield from _within(b, row, t)


def _within(b: Benchmark, row: int, t: Tier) -> Iterator[Problem]:
    said = f"法定幅度 {text_of(b.low)} 至 {text_of(b.high)} {b.unit.label}"
    if t.low < b.low:
        yield Problem(
            f"下限 {text_of(t.low)} 低于法定下限，{said}", f"下限改为不小于 {text_of(b.low)}", t.name, row, "low"
        )
    if t.high > b.high:
        yield Problem(
            f"上限 {text_of(t.high)} 高于法定上限，{said}", f"上限改为不大于 {text_of(b.high)}", t.name, row, "high"
        )


def _names(b: Benchmark) -> Iterator[Problem]:
    seen: set[str] = set()
    for row, t in enumerate(b.tiers, 1):
        if t.name in seen:
            yield Problem("阶次重复", "合并两行，或者改为另一阶次", t.name, row, "tier")
        seen.add(t.name)


def _together(b: Benchmark) -> Iterator[Problem]:
    """Tiers in the order of LEVELS, each beginning where the one before ends, from the minimum to the maximum."""
    rows = [(row, t) for row, t in enumerate(b.tiers, 1) if t.name in LEVELS and t.name not in (NONE, MITIGATED)]
    if not rows:
        yield Problem("没有法定幅度以内的阶次", "至少填写一个“一般”阶次")
        return
    for (_, before), (row, t) in pairwise(rows):
        if LEVELS.index(t.name) < LEVELS.index(before.name) or t.low < before.low:
            words = f"排在“{before.name}”之后，却比它轻"
            yield Problem(words, "按从轻到重排列阶次，上下限随之递增", t.name, row, "tier")
        elif t.low > before.high:
            yield Problem(
                f"与“{before.name}”之间有空档：{text_of(before.high)} 至 {text_of(t.low)}",
                f"下限改为 {text_of(before.high)}", t.name, row, "low",
            )  # fmt: skip
        elif t.low < before.high:
            yield Problem(
                f"与“{before.name}”重叠：{text_of(t.low)} 至 {text_of(before.high)}",
                f"下限改为 {text_of(before.high)}", t.name, row, "low",
            )  # fmt: skip
    yield from _ends(b, rows[0], rows[-1])


def _ends(b: Benchmark, first: tuple[int, Tier], last: tuple[int, Tier]) -> Iterator[Problem]:
    (row, t), (row_last, t_last) = first, last
    if t.low > b.low:
        words = f"与法定下限之间有空档：{text_of(b.low)} 至 {text_of(t.low)}"
        yield Problem(words, f"下限改为 {text_of(b.low)}，或者增加更轻的阶次", t.name, row, "low")
    if t_last.high < b.high:
        words = f"与法定上限之间有空档：{text_of(t_last.high)} 至 {text_of(b.high)}"
        yield Problem(words, f"上限改为 {text_of(b.high)}，或者增加更重的阶次", t_last.name, row_last, "high")


def _factors(b: Benchmark) -> Iterator[Problem]:
    row = 0
    most = Fraction(0)
    if not b.factors:
        yield Problem("没有裁量因素", "至少填写一个因素和它的选项")
    for factor in b.factors:
        percents = [p for _, p in factor.options]
        if not percents:
            yield Problem("没有选项", "填写选项和百分值", factor.name, row + 1, "circumstances")
        for place, (words, percent) in enumerate(factor.options, 1):
            if not words.strip():
                yield Problem("没有写明选项", "补填选项", factor.name, row + place, "circumstances")
            if percent > 100:
                yield Problem(f"百分值 {text_of(percent)} 超过 100", "更正百分值", factor.name, row + place, "low")
        if len({w for w, _ in factor.options}) < len(factor.options):
            yield Problem("选项重复", "删去重复的选项", factor.name, row + 1, "circumstances")
        if any(later < earlier for earlier, later in pairwise(percents)):
            yield Problem("选项没有按从轻到重排列", "按百分值从小到大排列", factor.name, row + 1, "low")
        row += len(percents)
        most += max(percents, default=Fraction(0))
    if b.factors and most < 100 and most * b.high < b.low * 100:
        yield Problem(f"百分值最多合计 {text_of(most)}%，达不到法定下限", "提高百分值", column="low")
