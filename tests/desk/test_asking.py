"""Rows typed as lines."""

from __future__ import annotations

import pytest

from mingjing.desk.asking import lines, typed_rows

pytestmark = pytest.mark.pure
TWO = (("material", "材料"), ("demand", "补正要求"))
THREE = (("item", "检查事项"), ("finding", "检查情况"), ("result", "结论"))


def test_of_two_columns_the_second_may_hold_commas_and_a_colon_separates() -> None:
    for typed in ("平面图，补交标明面积，并加盖公章的", "平面图：补交标明面积，并加盖公章的"):
        rows = lines(typed, TWO, "需要补正的全部内容")
        assert rows == [{"material": "平面图", "demand": "补交标明面积，并加盖公章的"}]
        assert lines(typed_rows(rows, TWO), TWO, "需要补正的全部内容") == rows


def test_of_more_columns_one_too_many_is_told_with_its_row() -> None:
    assert lines("票据，齐全，符合", THREE, "逐项检查情况") == [{"item": "票据", "finding": "齐全", "result": "符合"}]
    with pytest.raises(ValueError, match="第 2 行有 4 栏，应为：检查事项，检查情况，结论"):
        lines("票据，齐全，符合\n票据，齐，全，符合", THREE, "逐项检查情况")
