"""考核指标: weights make a hundred, scores stay within it, weight without data is shared out, no target of fines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law import indicators as law
from mingjing.law.indicators import BY_CODE, INDICATORS, Indicator, Origin, Shape, Value
from mingjing.law.interest import Quantity

pytestmark = pytest.mark.pure
ON = date(2026, 11, 23)


@pytest.mark.clause("D6.1", "G4.1")
def test_the_built_in_weights_are_those_of_the_reference_and_may_be_adopted() -> None:
    groups: dict[str, int] = {}
    for i in INDICATORS:
        groups[i.group] = groups.get(i.group, 0) + i.weight
    assert groups == {"公示": 30, "全过程记录": 30, "法制审核": 25, "质效": 15}
    assert law.problems(INDICATORS, ON) == ""
    assert all(i.formula and i.basis for i in INDICATORS) and len(BY_CODE) == len(INDICATORS)


values = st.dictionaries(
    st.sampled_from(sorted(BY_CODE)),
    st.builds(lambda whole, part: Value(min(part, whole) or part, whole), st.integers(0, 50), st.integers(0, 60)),
)  # fmt: skip


@given(values)
def test_a_total_lies_between_nothing_and_a_hundred_and_its_parts_add_up(given: dict[str, Value]) -> None:
    found = law.score(INDICATORS, given)
    known = [r for r in found.rows if r.points is not None]
    if not known:
        assert found.total is None and found.missing == 100
        return
    assert found.total is not None and 0 <= found.total <= 10_000
    assert abs(sum(r.points or 0 for r in known) - found.total) <= len(known)
    assert abs(sum(r.weight for r in known) - 10_000) <= len(known), "the weight without data is shared out"
    assert found.missing == sum(r.indicator.weight for r in found.rows if r.points is None)
    assert all(0 <= (r.points or 0) <= r.weight for r in known)


@given(values, st.sampled_from(sorted(BY_CODE)))
def test_without_data_an_indicator_moves_nobody_up_or_down_alone(given: dict[str, Value], code: str) -> None:
    full = {c: Value(10, 10) if BY_CODE[c].shape not in (Shape.LESS, Shape.EACH) else Value(0, 10) for c in BY_CODE}
    assert law.score(INDICATORS, full).total == 10_000
    assert law.score(INDICATORS, {**full, code: Value(None, None)}).total == 10_000
    assert law.score(INDICATORS, {**full, code: Value(0, 0)}).total == 10_000


@pytest.mark.parametrize(
    ("code", "part", "whole", "expected"),
    [
        ("P2", 3, 4, Fraction(3, 4)), ("A1", 9, 10, Fraction(0)), ("A1", 10, 10, Fraction(1)),
        ("Q2", 1, 4, Fraction(3, 4)), ("P5", 1, 30, Fraction(1, 2)), ("P5", 3, 30, Fraction(0)),
        ("A3", 1, 20, Fraction(1)), ("A3", 1, 21, Fraction(1, 2)), ("A3", 0, 3, Fraction(0)), ("A3", 1, 3, Fraction(1)),
        ("P2", 9, 4, Fraction(1)),
    ],
)  # fmt: skip
def test_formulas_by_hand(code: str, part: int, whole: int, expected: Fraction) -> None:
    assert law.share(BY_CODE[code], Value(part, whole)) == expected


def test_ties_share_a_rank_and_who_has_no_total_has_none() -> None:
    assert law.ranks({"a": 9000, "b": 9500, "c": 9000, "d": None}) == {"a": 2, "b": 1, "c": 2, "d": None}


def own(label: str, part: str, counts: Quantity = Quantity.QUALITY, **more: object) -> Indicator:
    given = {"code": "Z1", "group": "自定", "whole": "任务数", "weight": 2, "origin": Origin.TYPED, **more}
    return Indicator(label=label, part=part, counts=counts, **given)  # type: ignore[arg-type]


@pytest.mark.clause("G5.1")
@pytest.mark.parametrize(
    "indicator",
    [
        own("罚没收入完成率", "罚没收入"),
        own("经济指标", "全年罚款额", Quantity.FINE),
        own("办案量", "处罚决定件数", Quantity.PENALTY),
        own("立案任务完成率", "立案件数", Quantity.CASE),
        own("工作成效", "收费收入", Quantity.FEE),
    ],
    ids=lambda i: i.label,
)
def test_no_indicator_may_be_a_target_of_fines_fees_penalties_or_cases(indicator: Indicator) -> None:
    rest = tuple(i for i in INDICATORS if i.code != "Q5")
    assert (
        law.problems((*rest, replace(indicator, label="培训覆盖率", part="参加培训的人员", counts=Quantity.WORK)), ON)
        == ""
    )
    said = law.problems((*rest, indicator), ON)
    assert "行政处罚法" in said or "条例" in said, said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (INDICATORS[:-1], "合计 98 分"),
        ((*INDICATORS, INDICATORS[0]), "重复"),
        ((replace(INDICATORS[0], weight=0), *INDICATORS[1:]), "分值应为 1 到 100"),
        ((replace(INDICATORS[0], label=" "), *INDICATORS[1:]), "写明指标名称"),
    ],
)
def test_wrong_weights_are_refused_with_row_and_cure(changed: tuple[Indicator, ...], words: str) -> None:
    assert words in law.problems(changed, ON)
