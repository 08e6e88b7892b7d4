"""Rows typed as lines."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from mingjing.desk import asking
from mingjing.desk.asking import Asked, in_boxes, lines, typed_rows

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


def test_rows_are_typed_box_by_box_and_come_back_as_typed() -> None:
    choices = (("符合", "符合"), ("不符合", "不符合"))
    field = in_boxes(Asked("items", "逐项检查情况", "rows", columns=THREE, choices=choices), [{"item": "票据"}])
    assert [[c.value for c in row] for row in field.cells] == [["票据", "", ""], ["", "", ""]]
    assert [c.name for c in field.blank] == ["items.#.item", "items.#.finding", "items.#.result"]
    assert [c.type for c in field.blank] == ["text", "text", "choice"]
    posted = QueryDict(mutable=True)
    posted.update({"items.0.item": "票据", "items.0.finding": "齐全，有 3 张", "items.0.result": "符合",
                   "items.7.item": "", "items.7.finding": " ", "items.9.result": "符合"})  # fmt: skip
    rows = [{"item": "票据", "finding": "齐全，有 3 张", "result": "符合"}, {"result": "符合"}]
    assert asking.read([field], posted) == ({"items": rows}, {})
    (again,) = asking.shown([field], posted, {"items": "第 2 行没有填写检查事项"})
    assert [[c.value for c in row] for row in again.cells][:2] == [["票据", "齐全，有 3 张", "符合"], ["", "", "符合"]]
    assert again.error
    by_line = QueryDict("items=%E7%A5%A8%E6%8D%AE%EF%BC%8C%E9%BD%90%E5%85%A8")  # the same field typed as lines
    assert asking.read([field], by_line) == ({"items": [{"item": "票据", "finding": "齐全"}]}, {})
