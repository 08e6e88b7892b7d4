"""Cells of lists: what each kind of column takes, what it refuses, and what it says then."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law.cells import READERS, Cell, Column, read_cell, shown
from mingjing.law.identifiers import id_check_digit
from mingjing.law.list_kinds import BY_CODE, IMPORTABLE

FILED = [BY_CODE[code] for code in IMPORTABLE]
pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]

ID_NUMBER = "41999919900101001" + id_check_digit("41999919900101001")
CHOICES = (("a", "甲"), ("b", "乙"))


def column(cell, **changes):
    return Column("x", "某列", cell, choices=CHOICES, most=10, **changes)


RIGHT = [
    (Cell.TEXT, " 文字　", "文字"),
    (Cell.TEXT, "十" * 10, "十" * 10),
    (Cell.TEXT, 12.0, "12"),
    (Cell.TEXT, 1234567890.0, "1234567890"),
    (Cell.TEXT, True, "是"),
    (Cell.LONG, "一\n二", "一\n二"),
    (Cell.DATE, date(2026, 1, 31), "2026-01-31"),
    (Cell.DATE, datetime(2026, 1, 31, 8, 30), "2026-01-31"),
    (Cell.DATE, "2026/1/31", "2026-01-31"),
    (Cell.DATE, "2026.1.31", "2026-01-31"),
    (Cell.DATE, "2026年1月31日", "2026-01-31"),
    (Cell.DATE, "２０２６－０１－３１", "2026-01-31"),
    (Cell.DATE, "2026-01-31 00:00:00", "2026-01-31"),
    (Cell.DATE, "20260131", "2026-01-31"),
    (Cell.DATE, 20260131.0, "2026-01-31"),
    (Cell.DATE, 46053.0, "2026-01-31"),
    (Cell.DATE, "1949-10-01", "1949-10-01"),
    (Cell.DATE, "2200-01-01", "2200-01-01"),
    (Cell.DATE, "2028-02-29", "2028-02-29"),
    (Cell.INTEGER, "０１２", 12),
    (Cell.INTEGER, 5.0, 5),
    (Cell.INTEGER, 5, 5),
    (Cell.INTEGER, "0", 0),
    (Cell.MONEY, "1,234.5元", 123450),
    (Cell.MONEY, "１２．０５", 1205),
    (Cell.MONEY, 0.1 + 0.2, 30),
    (Cell.MONEY, 50000.0, 5_000_000),
    (Cell.MONEY, "0", 0),
    (Cell.YES, "是", True),
    (Cell.YES, "ｙ", True),
    (Cell.YES, 0.0, False),
    (Cell.YES, True, True),
    (Cell.YES, "×", False),
    (Cell.CHOICE, "甲", "a"),
    (Cell.CHOICE, "b", "b"),
    (Cell.CHOICES, "甲、乙，甲", ["a", "b"]),
    (Cell.CHOICES, ["乙"], ["b"]),
    (Cell.USCC, "１１４１１２００ｄｅｍｇ 0001-9A", "11411200DEMG00019A"),
    (Cell.ID_NUMBER, ID_NUMBER.lower(), ID_NUMBER),
    (Cell.CERTIFICATE, "16120200001", "16120200001"),
    (Cell.CERTIFICATE, 16120200001.0, "16120200001"),
    (Cell.CERTIFICATE, "12345678", "12345678"),
    (Cell.CERTIFICATE, "12345678901234", "12345678901234"),
    (Cell.REGION, "湖滨区", "411202"),
    (Cell.REGION, 411202.0, "411202"),
    (Cell.REGION, "411202001", "411202001"),
    (Cell.PHONE, "0398－1234567", "0398-1234567"),
    (Cell.PHONE, "0398-1234567-12、12345", "0398-1234567-12、12345"),
    (Cell.PHONE, "13812345678", "13812345678"),
    (Cell.PHONE, "400-123-4567", "400-123-4567"),
    (Cell.LINK, "http://a", "http://a"),
    (Cell.LINES, "一\r\n\n 二 ", ["一", "二"]),
]

WRONG = [
    (Cell.TEXT, "十" * 11, "有 11 字，最多 10 字"),
    (Cell.TEXT, "#REF!", "公式错误值"),
    (Cell.TEXT, 1e15, "末几位已经丢失"),
    (Cell.TEXT, "4.11202E+17", "末几位已经丢失"),
    (Cell.TEXT, float("inf"), "末几位已经丢失"),
    (Cell.TEXT, "甲\0乙", "控制字符"),
    (Cell.LONG, "甲\ud800", "控制字符"),
    (Cell.LINES, ["甲\x07"], "控制字符"),
    (Cell.DATE, "2026-02-29", "不是真实的日期"),
    (Cell.DATE, "明天", "不是日期：请写成 2026-01-31"),
    (Cell.DATE, "1949-09-30", "不在合理范围"),
    (Cell.DATE, "2200-01-02", "不在合理范围"),
    (Cell.DATE, date(1904, 1, 1), "1900/1904"),
    (Cell.DATE, 14999.0, "不是日期"),
    (Cell.DATE, 20261331.0, "不是真实的日期"),
    (Cell.DATE, float("nan"), "不是日期"),
    (Cell.DATE, True, "不是日期"),
    (Cell.INTEGER, "5天", "不写单位"),
    (Cell.INTEGER, 5.5, "不是整数"),
    (Cell.INTEGER, "-1", "不是整数"),
    (Cell.INTEGER, "1234567890", "不是整数"),
    (Cell.MONEY, "1.234", "最多两位小数"),
    (Cell.MONEY, 1.239, "最多两位小数"),
    (Cell.MONEY, "五万", "不是金额"),
    (Cell.MONEY, -1.0, "不是金额"),
    (Cell.YES, "也许", "写“是”或者“否”"),
    (Cell.CHOICE, "丙", "请从甲、乙中选"),
    (Cell.CHOICES, "甲、丙", "不在选项中"),
    (Cell.CHOICES, "、", "没有填写"),
    (Cell.CHOICES, [], "没有填写"),
    (Cell.USCC, "11411200DEMG00019B", "校验不通过"),
    (Cell.USCC, 1.1411200e17, "末几位已经丢失"),
    (Cell.ID_NUMBER, 4.1e17, "末几位已经丢失"),
    (Cell.ID_NUMBER, ID_NUMBER[:-1], "现为 17 位"),
    (Cell.CERTIFICATE, "1234567", "8—14 位数字"),
    (Cell.CERTIFICATE, "123456789012345", "8—14 位数字"),
    (Cell.CERTIFICATE, ID_NUMBER, "像是身份证号"),
    (Cell.CERTIFICATE, "419999900101001", "像是身份证号"),
    (Cell.REGION, "110000", "不是三门峡市的区划代码"),
    (Cell.REGION, "411202ABC", "不是三门峡市的区划代码"),
    (Cell.PHONE, "123", "不是电话号码"),
    (Cell.PHONE, "、", "不是电话号码"),
    (Cell.LINK, "www.a.cn", "http://"),
    (Cell.LINK, "http://a b", "http://"),
    (Cell.LINES, "一二三四五\n六七八九十\n一", "共 11 字，最多 10 字"),
]


@pytest.mark.parametrize(("cell", "raw", "value"), RIGHT)
def test_right_cells_become_one_plain_value(cell, raw, value):
    assert read_cell(column(cell), raw) == (value, "")


def test_a_number_keeps_the_fifteen_digits_that_a_spreadsheet_keeps():
    wide = Column("x", "某列", most=20)
    assert read_cell(wide, 999_999_999_999_999.0) == ("999999999999999", "")
    assert read_cell(wide, 1e15)[0] is None


@pytest.mark.parametrize(("cell", "raw", "told"), WRONG)
def test_wrong_cells_are_told_how_to_mend(cell, raw, told):
    value, message = read_cell(column(cell), raw)
    assert value is None and told in message


def test_every_kind_of_cell_is_tried_both_ways():
    assert {cell for cell, _, _ in RIGHT} == {cell for cell, _, _ in WRONG} | {Cell.TEXT} == set(Cell) == set(READERS)


@pytest.mark.parametrize("cell", Cell)
@pytest.mark.parametrize("raw", [None, "", "  ", "　", []])
def test_nothing_is_told_where_required_and_taken_where_not(cell, raw):
    assert read_cell(column(cell), raw) == (None, "没有填写某列：必填")
    nothing = [] if cell in {Cell.CHOICES, Cell.LINES} else False if cell is Cell.YES else ""
    assert read_cell(column(cell, required=False), raw) == (nothing, "")


@pytest.mark.parametrize(("cell", "raw", "value"), RIGHT)
def test_what_is_shown_reads_back_the_same(cell, raw, value):
    assert read_cell(column(cell), shown(column(cell), value)) == (value, "")


ANY = st.one_of(
    st.none(), st.text(max_size=30),
    st.floats(), st.integers(-(2**70), 2**70), st.booleans(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.lists(st.text(max_size=9), max_size=3),
)  # fmt: skip


@given(st.sampled_from(Cell), ANY, st.booleans())
def test_no_cell_makes_the_reader_fail(cell, raw, required):
    value, message = read_cell(column(cell, required=required), raw)
    assert (value is None) == bool(message)


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_the_sample_of_each_list_is_right(kind):
    cells = {c.name: c.sample for c in kind.columns} | ({"id_number": ID_NUMBER} if kind.code == "people" else {})
    values, problems = kind.check(cells)
    assert problems == [] and set(values) == set(kind.by_name) and kind.key_of(values).strip("|")
    assert set(kind.key) | {kind.title} <= set(kind.by_name)


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_each_required_column_of_each_list_is_missed_by_name(kind):
    _, problems = kind.check({})
    assert [p.column for p in problems] == [c.name for c in kind.columns if c.required]
    assert all(kind.by_name[p.column].heading in p.message for p in problems)


RULES = [
    ("channels", {"valid_to": "2020-01-01"}, "valid_to", "截止日期早于起始日期"),
    ("organs", {"valid_to": "2018-01-01"}, "valid_to", "撤销日期早于设立日期"),
    ("review-catalogue", {"act": "行政许可", "penalties": "罚款"}, "penalties", "只适用于行政处罚"),
    ("people", {"valid_to": ""}, "valid_to", "有效期至都要填写"),
    ("people", {"certificate": ""}, "certificate", "承办人须持有执法证"),
    (
        "people",
        {"roles": "法制审核人员", "first_review_on": "2018-01-01"},
        "legal_qualification",
        "应当取得法律职业资格",
    ),
    ("targets", {"code": ""}, "code", "单位须填写统一社会信用代码"),
    ("targets", {"kind": "自然人"}, "id_number", "自然人须填写公民身份号码"),
]


@pytest.mark.parametrize(("code", "changes", "named", "told"), RULES)
def test_rules_over_a_whole_row(code, changes, named, told):
    kind = BY_CODE[code]
    cells = {c.name: c.sample for c in kind.columns} | {"id_number": ID_NUMBER if code == "people" else ""} | changes
    _, problems = kind.check(cells)
    assert [p.column for p in problems] == [named] and told in problems[0].message
