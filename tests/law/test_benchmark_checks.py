"""Faults of a table, one at a time: each is named with its tier and the cure; rows of a sheet with their number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.config.demo.benchmarks import SAMPLES
from mingjing.law.benchmark_checks import check_table
from mingjing.law.benchmark_rows import RowsWrong, from_rows, grouped
from mingjing.law.benchmarks import Benchmark, Factor, Method, Tier, Unit, text_of

pytestmark = [pytest.mark.pure, pytest.mark.clause("D1.3")]

GOOD = next(b for b in SAMPLES if b.code == "B3-SG")  # 1–4, 4–7, 7–10 万
N = Fraction


def _with(place: int, **changes: Any) -> Benchmark:
    tiers = list(GOOD.tiers)
    tiers[place] = replace(tiers[place], **changes)
    return replace(GOOD, tiers=tuple(tiers))


MILD = Tier("减轻", "有减轻情节", N(0), N(10_000))
FREE = Tier("不予", "轻微并改正", N(0), N(1))


def _upside(*tiers: Tier) -> Benchmark:
    return replace(GOOD, tiers=tiers)


def _added(*options: tuple[str, int]) -> Benchmark:
    factor = Factor("数量", tuple((words, N(percent)) for words, percent in options))
    return replace(GOOD, method=Method.FACTOR_PERCENT, factors=(factor,))


T = GOOD.tiers
FAULTS: list[tuple[str, Benchmark, str, str, str]] = [
    ("gap", _with(1, low=N(40_001)), "一般", "与“轻微”之间有空档：40000 至 40001", "下限改为 40000"),
    ("gap of 一分", _with(1, low=N("40000.01")), "一般", "与“轻微”之间有空档", "下限改为 40000"),
    ("overlap", _with(1, low=N("39999.99")), "一般", "与“轻微”重叠：39999.99 至 40000", "下限改为 40000"),
    ("below the law", _with(0, low=N("9999.99")), "轻微", "低于法定下限", "下限改为不小于 10000"),
    ("above the law", _with(2, high=N("100000.01")), "严重", "高于法定上限", "上限改为不大于 100000"),
    ("gap at the bottom", _with(0, low=N(10_001)), "轻微", "与法定下限之间有空档", "下限改为 10000"),
    ("gap at the top", _with(2, high=N(99_999)), "严重", "与法定上限之间有空档", "上限改为 100000"),
    ("wrong order", _upside(T[1], T[0], T[2]), "轻微", "排在“一般”之后，却比它轻", "按从轻到重排列"),
    ("low above high", _with(1, high=N(30_000)), "一般", "下限 40000 高于上限 30000", "更正这一阶次"),
    ("twice", _with(1, name="轻微"), "轻微", "阶次重复", "合并两行"),
    ("unknown tier", _with(1, name="还行"), "还行", "没有“还行”这个阶次", "阶次只能是"),
    ("no words", _with(1, circumstances=" "), "一般", "没有写明适用情形", "补填"),
    ("no article", replace(GOOD, article=""), "", "没有写明法律依据的条款", "补填条款，例：第二十条第一款"),
    ("article unclear", replace(GOOD, article="二十五"), "", "看不出是哪一条", "写明条、款、项"),
    ("no law", replace(GOOD, law=""), "", "没有填写法律、法规、规章名称", "补填"),
    ("no tiers", replace(GOOD, tiers=()), "", "没有阶次", "至少填写一个阶次"),
    ("ends before it begins", replace(GOOD, valid_to=date(2000, 1, 1)), "", "早于生效日期", "更正日期"),
    ("unit", replace(GOOD, unit=Unit.TIMES_VALUE), "", "与单位“倍货值”不符", "单位改为元"),
    ("range upside down", replace(GOOD, low=N(200_000)), "", "法定下限高于上限", "对照条文"),
    ("mitigated too high", _upside(MILD, *T), "减轻", "减轻应当低于法定下限 10000", "上限改到法定下限以下"),
    ("spared with a fine", _upside(FREE, *T), "不予", "不予处罚的阶次写了罚款", "上下限填 0"),
    ("bands with tiers", replace(GOOD, method=Method.THIRTY_SEVENTY), "", "三七分档由法定幅度算出", "删去阶次"),
    ("factors none", replace(GOOD, method=Method.FACTOR_PERCENT), "", "没有裁量因素", "至少填写一个因素"),
    ("percent", _added(("多", 101)), "数量", "超过 100", "更正百分值"),
    ("percents fall", _added(("多", 50), ("少", 5)), "数量", "没有按从轻到重排列", "从小到大"),
    ("percents too few", _added(("多", 9)), "", "达不到法定下限", "提高百分值"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "table", "tier", "message", "cure"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_named_with_its_tier_and_cure(
    what: str, table: Benchmark, tier: str, message: str, cure: str
) -> None:
    found = check_table(table)
    assert any(p.tier == tier and message in p.message and cure in p.cure for p in found), found


def test_mitigated_and_spared_tiers_stand_outside_the_range() -> None:
    outside = (Tier("不予", "轻微并改正"), Tier("减轻", "有减轻情节", N(1_000), N("9999.99")))
    assert check_table(replace(GOOD, tiers=(*outside, *GOOD.tiers))) == ()


@given(st.integers(0, 2), st.sampled_from(("low", "high")), st.integers(-(10**7), 10**7).filter(bool))
def test_an_end_moved_by_even_one_fen_is_found(place: int, end: str, by: int) -> None:
    moved = getattr(GOOD.tiers[place], end) + N(by, 100)
    assert check_table(_with(place, **{end: max(N(0), moved)}))


def rows(b: Benchmark) -> list[dict[str, Any]]:
    """A benchmark as its sheet would have it: the head in the first row only."""
    head = {
        "code": b.code, "violation": b.violation, "field": b.field, "subject": b.subject, "party": b.party.label,
        "law": f"《{b.law}》", "article": b.article, "unit": b.unit.label, "method": b.method.label,
        "low": text_of(b.low), "high": text_of(b.high), "also": b.also, "issuer": b.issuer, "document": b.document,
        "base_from": b.base_from and b.base_from // 100, "base_below": b.base_below and b.base_below // 100,
        "valid_from": b.valid_from, "valid_to": b.valid_to, "source": b.source,
    }  # fmt: skip
    tiers = [
        {"tier": t.name, "circumstances": t.circumstances, "tier_low": text_of(t.low), "tier_high": text_of(t.high)}
        for t in b.tiers
    ] + [
        {"tier": f.name, "circumstances": words, "tier_low": text_of(percent)}
        for f in b.factors
        for words, percent in f.options
    ]
    return [{**(head if n == 0 else {}), **t} for n, t in enumerate(tiers or [{}])]


@pytest.mark.parametrize("b", SAMPLES, ids=lambda b: f"{b.code} {b.valid_from}")
def test_a_sample_comes_back_from_its_rows(b: Benchmark) -> None:
    assert from_rows(rows(b)) == replace(b, invented=False)


WRONG: list[tuple[int, str, Any, int, str, str]] = [
    (1, "tier_low", "三万", 3, "阶次下限或者百分值", "填写数字"),
    (1, "tier_low", "4.5万", 3, "阶次下限或者百分值", "与“轻微”之间有空档"),
    (1, "tier_high", "８００００", 4, "阶次下限或者百分值", "与“一般”重叠"),
    (2, "tier", "", 4, "阶次或者因素", "没有填写阶次"),
    (2, "law", "另一部法", 4, "法律、法规、规章", "与第 2 行的“城市建筑垃圾管理规定”不同"),
    (0, "article", "", 2, "条款", "没有填写条款"),
    (0, "unit", "斤", 2, "单位", "只能填写：元、倍货值"),
    (0, "valid_from", "去年", 2, "生效日期", "日期写作 2026-08-15"),
    (0, "high", "-5", 2, "法定上限", "不小于零"),
    (0, "high", "", 2, "法定上限", "没有填写法定上限"),
    (0, "cap", "0.001", 2, "最高金额（元）", "最多两位小数"),
]


@pytest.mark.parametrize(("place", "column", "value", "row", "heading", "message"), WRONG)
def test_a_wrong_cell_is_told_with_row_column_and_cure(
    place: int, column: str, value: Any, row: int, heading: str, message: str
) -> None:
    sheet = rows(GOOD)
    sheet[place][column] = value
    with pytest.raises(RowsWrong) as wrong:
        from_rows(sheet)
    assert any((p.row, p.column) == (row, heading) and message in p.message for p in wrong.value.problems), (
        wrong.value.problems
    )


def test_rows_know_their_own_numbers_and_group_by_code() -> None:
    sheet = [{**row, "row": n} for n, row in enumerate(rows(GOOD), 40)]
    other = [{**row, "row": n} for n, row in enumerate(rows(SAMPLES[0]), 50)]
    first, second = grouped([*sheet, *other])
    assert (len(first), len(second)) == (3, 3)
    first[1]["tier_low"] = "x"
    with pytest.raises(RowsWrong, match="第 41 行"):
        from_rows(first)
    assert from_rows(second).code == "B1-JS"
    with pytest.raises(RowsWrong, match="没有数据行"):
        from_rows([])
