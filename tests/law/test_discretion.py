"""裁量测算: the twelve samples in figures, properties of every benchmark, boundaries to the 分."""

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
from mingjing.law.benchmarks import Benchmark, Method, Tier, Unit, from_data, to_data
from mingjing.law.circumstances import BY_CODE, CIRCUMSTANCES, Choice, Does, Effect
from mingjing.law.discretion import NotReckoned, Result, Span, calculate

pytestmark = [pytest.mark.pure, pytest.mark.clause("D1.3", "I2.1")]

BY = {b.code: b for b in SAMPLES if b.valid_to is None}
FIRST = {f.name: f.options[0][0] for f in BY["B9"].factors}
LAST = {f.name: f.options[-1][0] for f in BY["B9"].factors}
Y = 100


def test_the_twelve_samples_are_there_and_hold_together() -> None:
    assert {b.code.split("-")[0] for b in SAMPLES} == {f"B{n}" for n in range(1, 13)}
    assert [(b.code, check_table(b)) for b in SAMPLES if check_table(b)] == []
    assert all(from_data(to_data(b)) == b for b in SAMPLES)
    assert {b.code for b in SAMPLES if b.invented} == {"B9", "B10-JY", "B10-FJY", "B11"}


# code, tier, base, factors → statutory range and the tier's range, in 元.
TABLE: list[tuple[str, str, int, dict[str, str], tuple[float, float], tuple[float, float]]] = [
    ("B1-JS", "轻微", 4_000_000 * Y, {}, (40_000, 80_000), (40_000, 52_000)),
    ("B1-JS", "一般", 4_000_000 * Y, {}, (40_000, 80_000), (52_000, 68_000)),
    ("B1-JS", "严重", 4_000_000 * Y, {}, (40_000, 80_000), (68_000, 80_000)),
    ("B1-JS", "一般", 333_33, {}, (3.34, 6.66), (4.34, 5.66)),  # 1% is 3.3333: up; 1.7% is 5.6661: down
    ("B1-SG", "一般", 0, {}, (0, 30_000), (10_000, 20_000)),
    ("B2-DW", "轻微", 0, {}, (0, 3_000), (0, 1_000)),
    ("B2-GR", "严重", 0, {}, (0, 200), (100, 200)),
    ("B3-SG", "一般", 0, {}, (10_000, 100_000), (40_000, 70_000)),
    ("B3-YS", "严重", 0, {}, (5_000, 30_000), (20_000, 30_000)),
    ("B4", "一般", 0, {}, (5_000, 50_000), (15_000, 30_000)),
    ("B5", "一般", 0, {}, (0, 20_000), (5_000, 10_000)),
    ("B6", "严重", 0, {}, (10_000, 30_000), (25_000, 30_000)),
    ("B7", "轻微", 0, {}, (20, 50), (20, 30)),
    ("B8", "一般", 0, {}, (500, 30_000), (500, 5_000)),
    ("B8", "严重", 0, {}, (500, 30_000), (5_000, 30_000)),
    ("B9", "", 0, FIRST, (10_000, 100_000), (20_000, 20_000)),
    ("B9", "", 0, LAST, (10_000, 100_000), (100_000, 100_000)),
    ("B10-JY", "轻微", 0, {}, (1_000, 20_000), (1_000, 5_000)),
    ("B10-FJY", "一般", 0, {}, (500, 2_000), (1_000, 1_500)),
    ("B11", "一般", 0, {}, (1_000, 3_000), (1_500, 2_500)),
    ("B12-X", "", 9_999 * Y, {}, (50_000, 100_000), (65_000.01, 84_999.99)),
    ("B12-D", "", 10_000 * Y, {}, (100_000, 200_000), (130_000.01, 169_999.99)),
]


@pytest.mark.parametrize(("code", "tier", "base", "factors", "law", "own"), TABLE)
def test_what_a_sample_gives(
    code: str, tier: str, base: int, factors: dict[str, str], law: tuple[float, float], own: tuple[float, float]
) -> None:
    found = calculate(BY[code], tier, base=base, factors=factors)
    assert found.statutory == Span(*(round(n * Y) for n in law))
    assert found.tier_range == found.suggested == found.allowed == Span(*(round(n * Y) for n in own))
    assert found.effect is Effect.PLAIN
    assert all(line.words and line.article for line in found.steps)


def test_the_dust_yard_is_judged_by_the_statute_of_its_day() -> None:
    versions = [b for b in SAMPLES if b.code == "B9"]

    def law(day: date) -> list[str]:
        return [b.law for b in versions if b.on(day)]

    assert law(date(2026, 8, 14)) == ["中华人民共和国大气污染防治法"]
    assert law(date(2026, 8, 15)) == ["中华人民共和国生态环境法典"]


def test_the_published_example_of_added_percents_comes_out() -> None:
    """邯郸 cement dust: 10 + 5 + 0 percent of 20万 is 3万, above the minimum of 2万."""
    from mingjing.law.benchmarks import Factor

    n = Fraction
    example = replace(
        BY["B9"], low=n(20_000), high=n(200_000),
        factors=(
            Factor("区域", (("村庄", n(10)),)),
            Factor("次数", (("初犯", n(5)), ("再犯", n(20)))),
            Factor("影响", (("无", n(0)),)),
        ),
    )  # fmt: skip
    found = calculate(example, factors={"区域": "村庄", "次数": "初犯", "影响": "无"})
    assert found.tier_range == Span(30_000 * Y, 30_000 * Y)
    less = replace(example, factors=(Factor("区域", (("村庄", n(1)),)),))
    raised = calculate(less, factors={"区域": "村庄"})
    assert raised.tier_range == Span(20_000 * Y, 20_000 * Y)
    assert "低于法定下限，取下限20,000元" in raised.reasoning


def test_a_fine_by_area_stops_at_its_cap() -> None:
    """莆田: 500 元 per ㎡, at most 2万."""
    area = replace(
        BY["B5"], unit=Unit.YUAN_PER_SQM, method=Method.PER_UNIT, low=Fraction(0), high=Fraction(500), cap=20_000 * Y,
        tiers=(Tier("一般", "一律", Fraction(0), Fraction(500)),),
    )  # fmt: skip
    assert calculate(area, "一般", base=39_99).tier_range.high == 19_995 * Y
    assert calculate(area, "一般", base=40_00).tier_range.high == 20_000 * Y
    assert calculate(area, "一般", base=40_01).tier_range.high == 20_000 * Y
    assert check_table(area) == ()


CASES: list[tuple[str, str, tuple[str, ...], str, Effect, tuple[int, int]]] = [
    ("B3-SG", "一般", (), "", Effect.PLAIN, (4_000_000, 7_000_000)),
    ("B3-SG", "一般", ("removed",), "", Effect.LIGHTER, (4_000_000, 4_900_000)),
    ("B3-SG", "一般", ("removed",), "mitigate", Effect.MITIGATED, (1, 999_999)),
    ("B3-SG", "", ("removed",), "mitigate", Effect.MITIGATED, (1, 999_999)),
    ("B3-SG", "一般", ("half_capable",), "", Effect.PLAIN, (4_000_000, 7_000_000)),
    ("B3-SG", "一般", ("half_capable",), "lighten", Effect.LIGHTER, (4_000_000, 4_900_000)),
    ("B3-SG", "一般", ("emergency",), "", Effect.HEAVIER, (6_100_000, 7_000_000)),
    ("B3-SG", "一般", ("removed", "repeated"), "", Effect.BALANCED, (4_000_000, 7_000_000)),
    ("B3-SG", "一般", ("first",), "", Effect.PLAIN, (4_000_000, 7_000_000)),
    ("B3-SG", "", ("first",), "spare", Effect.SPARED, (0, 0)),
    ("B3-SG", "", ("slight", "repeated"), "", Effect.SPARED, (0, 0)),
    ("B12-X", "", ("merit",), "", Effect.LIGHTER, (5_000_000, 6_500_000)),
    ("B12-X", "", ("resisted",), "", Effect.HEAVIER, (8_500_000, 10_000_000)),
    ("B12-X", "", ("merit",), "mitigate", Effect.MITIGATED, (1, 4_999_999)),
    ("B9", "", ("removed",), "", Effect.LIGHTER, (1_000_000, 2_000_000)),
    ("B9", "", ("grave",), "", Effect.HEAVIER, (2_000_000, 10_000_000)),
]


@pytest.mark.law("行政处罚法30–33、49")
@pytest.mark.parametrize(("code", "tier", "found", "choice", "effect", "range_"), CASES)
def test_what_circumstances_do(
    code: str, tier: str, found: tuple[str, ...], choice: str, effect: Effect, range_: tuple[int, int]
) -> None:
    result = calculate(BY[code], tier, found, base=100, choice=choice, factors=FIRST)
    assert (result.effect, result.suggested) == (effect, Span(*range_))
    told = result.reasoning
    assert all(BY_CODE[c].label in told for c in found)


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("B3-SG", {"tier": "较重"}, "tier", "选择裁量阶次：轻微、一般、严重"),
    ("B3-SG", {"tier": ""}, "tier", "选择裁量阶次"),
    ("B3-SG", {"tier": "一般", "choice": "mitigate"}, "choice", "没有从轻或者减轻的情节"),
    ("B3-SG", {"tier": "一般", "choice": "lighten", "circumstances": ["repeated"]}, "choice", "没有从轻或者减轻的情节"),
    ("B3-SG", {"tier": "一般", "choice": "spare"}, "choice", "没有可以不予处罚的情节"),
    ("B3-SG", {"tier": "一般", "circumstances": ["kind"]}, "circumstances", "没有这种情节：kind"),
    ("B5", {"tier": "一般", "circumstances": ["removed"], "choice": "mitigate"}, "choice", "没有规定罚款的下限"),
    ("B1-JS", {"tier": "一般"}, "base", "填写合同价款"),
    ("B12-X", {"base": 0}, "base", "填写货值金额"),
    ("B12-X", {"base": 10_000 * Y}, "base", "货值金额达到 10,000 元"),
    ("B12-D", {"base": 10_000 * Y - 1}, "base", "货值金额不足 10,000 元"),
    ("B12-X", {"base": 1, "tier": "从重", "circumstances": ["merit"]}, "tier", "所选情节对应“从轻”档"),
    ("B9", {"factors": FIRST | {"物料数量": ""}}, "factors", "物料数量选择一项：不足100吨"),
]


@pytest.mark.parametrize(("code", "asked", "field", "words"), REFUSED)
def test_a_question_without_an_answer_names_field_and_cure(
    code: str, asked: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(NotReckoned) as refused:
        calculate(BY[code], **asked)
    assert refused.value.field == field
    assert words in str(refused.value)


def test_bands_meet_without_gap_or_overlap_at_one_fen() -> None:
    spans = [calculate(BY["B12-X"], "", c, base=1).tier_range for c in (["merit"], [], ["resisted"])]
    assert [(s.low, s.high) for s in spans] == [
        (5_000_000, 6_500_000), (6_500_001, 8_499_999), (8_500_000, 10_000_000)
    ]  # fmt: skip


amounts = st.integers(0, 10**12)
codes = st.sampled_from([c.code for c in CIRCUMSTANCES])


@st.composite
def tables(draw: st.DrawFn) -> Benchmark:
    """A sound table: ends in rising order with no gap, in any unit."""
    ends = sorted(draw(st.lists(st.integers(0, 10**7), min_size=2, max_size=6, unique=True)))
    unit = draw(st.sampled_from(list(Unit)))
    method = {
        Unit.YUAN: Method.TIER_RANGE, Unit.PERCENT_CONTRACT: Method.PCT_CONTRACT, Unit.YUAN_PER_SQM: Method.PER_UNIT,
    }.get(unit, Method.MULTIPLE)  # fmt: skip
    numbers = [Fraction(end, draw(st.sampled_from((1, 10, 100)))) for end in ends]
    numbers = sorted(set(numbers)) if len(set(numbers)) > 1 else [Fraction(0), Fraction(1)]
    names = ("轻微", "一般", "较重", "严重", "特别严重")
    tiers = tuple(Tier(name, "情形", low, high) for name, low, high in zip(names, numbers, numbers[1:], strict=False))
    return replace(
        BY["B5"], unit=unit, method=method, low=numbers[0], high=tiers[-1].high, tiers=tiers,
        cap=draw(st.none() | st.integers(1, 10**9)),
    )  # fmt: skip


@given(tables(), st.data())
def test_no_result_leaves_what_the_law_allows(b: Benchmark, data: st.DataObject) -> None:
    assert check_table(b) == ()
    base = data.draw(st.integers(1, 10**9))
    tier = data.draw(st.sampled_from([t.name for t in b.tiers]))
    found = data.draw(st.lists(codes, max_size=4, unique=True))
    choice = data.draw(st.sampled_from(["", *Choice]))
    try:
        r = calculate(b, tier, found, base=base, choice=choice)
    except NotReckoned:
        return
    _lawful(r, found)
    assert calculate(b, tier, list(reversed(found)), base=base, choice=choice) == r  # order does not matter


def _lawful(r: Result, found: list[str]) -> None:
    assert 0 <= r.suggested.low <= r.suggested.high <= r.statutory.high
    assert 0 <= r.statutory.low <= r.statutory.high
    does = {BY_CODE[c].does for c in found}
    if Does.MUST_SPARE in does:
        assert r.effect is Effect.SPARED
    if r.effect is Effect.SPARED:
        assert r.suggested == Span(0, 0)
    elif r.effect is Effect.MITIGATED:
        assert does & {Does.MUST_LIGHTEN, Does.MAY_LIGHTEN}
        assert r.suggested.low > 0 and r.suggested.high < r.statutory.low
    else:
        assert r.statutory.low <= r.suggested.low
        assert r.tier_range.low <= r.suggested.low <= r.suggested.high <= r.tier_range.high


@given(tables(), st.integers(1, 10**9))
def test_lighter_is_never_heavier_and_tiers_rise(b: Benchmark, base: int) -> None:
    spans = [calculate(b, t.name, base=base).tier_range for t in b.tiers]
    assert all(a.low <= c.low and a.high <= c.high for a, c in zip(spans, spans[1:], strict=False))
    for t in b.tiers:
        plain, light, heavy = (calculate(b, t.name, c, base=base).suggested for c in ([], ["removed"], ["repeated"]))
        assert plain.low == light.low <= heavy.low and light.high <= heavy.high == plain.high


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**9))
def test_thirty_and_seventy_percent_cover_the_range_once(a: int, c: int, base: int) -> None:
    low, high = sorted((a, c))
    b = replace(BY["B12-D"], low=Fraction(low, 100), high=Fraction(high + 1, 100), base_from=None)
    light, plain, heavy = (calculate(b, "", x, base=base) for x in (["merit"], [], ["resisted"]))
    assert light.tier_range.low == light.statutory.low and heavy.tier_range.high == heavy.statutory.high
    width = light.statutory.high - light.statutory.low
    if width >= 10:  # in whole 分 there is room for three bands
        assert plain.tier_range.low == light.tier_range.high + 1
        assert heavy.tier_range.low == plain.tier_range.high + 1
