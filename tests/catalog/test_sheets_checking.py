"""Checking a whole sheet: the same answers as row by row, whatever the cells hold, and repeats told."""

import gc
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.catalog.sheets import Sheet, check, read
from mingjing.catalog.sheets.shortcuts import SHORTCUTS, WHOLE
from mingjing.law.cells import PHONE, Cell, Column, read_cell
from mingjing.law.identifiers import USCC_ALPHABET, id_check_digit, uscc_check_digit
from mingjing.law.list_kinds import BY_CODE, IMPORTABLE
from tests.catalog.books import CHANNELS, ID_NUMBER, of, sample

FILED = [BY_CODE[code] for code in IMPORTABLE]
pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]

GUIDES = BY_CODE["guides"]
TEXTS = [
    "", " ", "是", "否", "1", "0", "行政处罚", "行政复议", "甲", " 甲 ", "甲\n乙", "#REF!", "2026-01-31",
    "２０２６年1月2日", "411202", "湖滨区", "11411200DEMG00019A", ID_NUMBER, "16120200001", "0398-1234567",
    "http://a.cn", "1,000.50元",
    "警告、罚款", "4.1E+17", "\0", "=1+1", "x" * 3000,
]  # fmt: skip
JUNK = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from([0.0, -0.0, 1.0, True, False, 1, 0, 20260131.0, 46053.0, 4.1e17, float("nan")]),
    st.none(), st.text(max_size=5), st.floats(), st.dates(), st.just(datetime(2026, 1, 31)), st.just(time(1)),
    st.just(timedelta(1)), st.just([]), st.lists(st.sampled_from(["甲", "警告", ""]), max_size=2),
)  # fmt: skip


def sheet_of(kind, rows):
    names = [c.name for c in kind.columns]
    return Sheet("", range(2, 2 + len(rows)), {n: [row.get(n) for row in rows] for n in names}, {}, ())


def plain_report(kind, rows):
    """The check of each row alone, and which row each repeats: the slow and obvious way."""
    good, wrong, first = [], [], {}
    for number, cells in enumerate(rows, 2):
        values, problems = kind.check(cells)
        key = tuple(values[name] for name in kind.key)
        if None not in key and first.setdefault(key, number) != number:
            problems = [*problems, f"与第 {first[key]} 行重复"]
        if problems:
            wrong.append((number, problems))
        else:
            good.append((number, values))
    return good, wrong


def kinds(values):
    return [type(value) for value in values.values()]


def assert_equal_to_plain(kind, rows):
    report = check(kind, sheet_of(kind, rows))
    good, wrong = plain_report(kind, rows)
    assert report.total == len(rows)
    assert report.good == good
    assert [kinds(values) for _, values in report.good] == [kinds(values) for _, values in good]
    assert [w.row for w in report.wrong] == [number for number, _ in wrong]
    for told, (_, expected) in zip(report.wrong, wrong, strict=True):
        found = [p if "与第" not in p.message else p.message[: p.message.index("（")] for p in told.problems]
        assert [repr(p) for p in found] == [repr(p) for p in expected]  # repr: nan is nan


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_same_answers_as_row_by_row_whatever_the_cells_hold(data):
    kind = data.draw(st.sampled_from(FILED))
    right = sample(kind)
    rows = []
    for _ in range(data.draw(st.integers(1, 5))):
        spoilt = data.draw(st.lists(st.sampled_from([c.name for c in kind.columns]), max_size=4))
        rows.append(right | {name: data.draw(JUNK) for name in spoilt})
    assert_equal_to_plain(kind, rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({c.name: JUNK for c in CHANNELS.columns}), min_size=1, max_size=5))
def test_nothing_but_junk_is_told_and_never_fails(rows):
    assert_equal_to_plain(CHANNELS, rows)


FIRM = st.text(USCC_ALPHABET, min_size=9, max_size=9).map(lambda tail: "91411202" + tail)
PERSON = st.tuples(st.dates(date(1900, 1, 1), date(2099, 1, 1)), st.integers(100, 999)).map(
    lambda born: f"419999{born[0]:%Y%m%d}{born[1]}"
)
OF_ITS_KIND = {
    Cell.USCC: FIRM.map(lambda first: first + uscc_check_digit(first)) | FIRM.map(lambda first: first + "0"),
    Cell.ID_NUMBER: PERSON.map(lambda first: first + id_check_digit(first))
    | PERSON.map(lambda first: first + "X")
    | st.just("419999199002300019"),
    Cell.CERTIFICATE: st.text("0123456789", min_size=7, max_size=15) | st.just("12345678\n12345678"),
    Cell.PHONE: st.from_regex(PHONE, fullmatch=True)
    | st.sampled_from(["１２３４５", "12345\n12345", "12345、12345", "1"]),
    Cell.MONEY: st.floats(0, 10**13) | st.integers(-5, 10**9).map(lambda cents: cents / 100) | st.floats(),
    Cell.DATE: st.dates() | st.datetimes(),
    Cell.TEXT: st.text(max_size=12) | st.sampled_from(["#N/A", "1E+12", "甲 ", "甲\u2028乙"]),
    Cell.LONG: st.text(max_size=12),
}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_shortcuts_say_the_same_as_the_reader_of_cells(data):
    assert set(OF_ITS_KIND) == set(SHORTCUTS) | set(WHOLE)
    cell = data.draw(st.sampled_from(sorted(OF_ITS_KIND)))
    column = Column("x", "某列", Cell(cell), required=data.draw(st.booleans()), most=10)
    cells = data.draw(st.lists(OF_ITS_KIND[cell], min_size=1, max_size=6))
    slow = [read_cell(column, raw) for raw in cells]
    whole = WHOLE.get(column.cell)
    if len(set(map(type, cells))) == 1 and whole and (values := whole(column, cells)) is not None:
        assert slow == [(value, "") for value in values]
    if column.cell in SHORTCUTS:
        known = SHORTCUTS[column.cell](set(cells))
        assert [known.get(raw, value) for raw, (value, _) in zip(cells, slow, strict=True)] == [v for v, _ in slow]
        assert not [raw for raw, (_, wrong) in zip(cells, slow, strict=True) if wrong and raw in known]


def test_right_columns_are_taken_whole():
    firms = [first + uscc_check_digit(first) for first in ("91411202MA0000001", "91411202MA0000002")]
    right = {
        Cell.USCC: firms, Cell.ID_NUMBER: [ID_NUMBER] * 2, Cell.CERTIFICATE: ["16120200001", "12345678"],
        Cell.PHONE: ["0398-1234567", "12345"], Cell.TEXT: ["甲", "乙"], Cell.LONG: ["甲"],
    }  # fmt: skip
    for cell, cells in right.items():
        assert WHOLE[cell](Column("x", "某列", cell), cells) is cells
    assert WHOLE[Cell.MONEY](Column("x", "某列", Cell.MONEY), [0.29, 1.1, 8412.35]) == [29, 110, 841235]


def test_checking_leaves_the_search_for_cycles_as_it_was():
    assert gc.isenabled()
    check(CHANNELS, sheet_of(CHANNELS, [sample(CHANNELS)]))
    assert gc.isenabled()


def test_equal_lists_are_not_shared_between_rows():
    rows = [sample(GUIDES), sample(GUIDES, code="2")]
    first, second = (values for _, values in check(GUIDES, sheet_of(GUIDES, rows)).good)
    first["materials"].append("改")
    assert second["materials"] == ["申请书"]


def test_a_repeated_key_is_told_with_the_row_it_repeats():
    rows = [sample(CHANNELS), sample(CHANNELS, code="2"), sample(CHANNELS), sample(CHANNELS, code=" 01-CF-001")]
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, *rows), "a.xlsx"))
    assert [number for number, _ in report.good] == [2, 3]
    assert [(w.row, w.problems[0].column, w.problems[0].message) for w in report.wrong] == [
        (4, "code", "与第 2 行重复（编号相同）：请删去其中一行，或者改正编号"),
        (5, "code", "与第 2 行重复（编号相同）：请删去其中一行，或者改正编号"),
    ]


def test_repeats_of_a_key_of_several_columns():
    kind = BY_CODE["benchmarks"]
    rows = [sample(kind), sample(kind, tier="较重"), sample(kind)]
    report = check(kind, sheet_of(kind, rows))
    assert [w.row for w in report.wrong] == [4]
    assert "（基准编号、阶次或者因素、适用情形或者选项相同）" in report.wrong[0].problems[0].message


def test_lookups_see_each_distinct_value_once_and_their_word_counts():
    seen = []

    def known(values):
        seen.append(values)
        return {"2": "编号 2 不在本机关的清单里"}

    rows = [sample(CHANNELS), sample(CHANNELS, code="2"), sample(CHANNELS, code="3", name="")]
    report = check(CHANNELS, sheet_of(CHANNELS, rows), {"code": known})
    assert seen == [frozenset({"01-CF-001", "2", "3"})]
    assert [(w.row, [p.column for p in w.problems]) for w in report.wrong] == [(3, ["code"]), (4, ["name"])]


def test_the_report_as_lines():
    report = check(CHANNELS, sheet_of(CHANNELS, [sample(CHANNELS, valid_from="明天", phone="1")]))
    assert list(report.lines(CHANNELS)) == [
        {"row": 2, "column": "电话", "value": "1", "message": report.wrong[0].problems[0].message},
        {"row": 2, "column": "起始日期", "value": "明天", "message": "起始日期“明天”不是日期：请写成 2026-01-31"},
    ]


def test_a_missing_optional_column_reads_as_empty():
    sheet = Sheet("", [2], {c.name: [sample(CHANNELS)[c.name]] for c in CHANNELS.columns if c.required}, {}, ())
    assert check(CHANNELS, sheet).good[0][1]["valid_to"] == ""


def test_dates_and_numbers_in_one_column_read_each_by_its_kind():
    days = [date(2026, 1, 31), 46053.0, "2026-01-31", 20260131, True, None]
    rows = [sample(CHANNELS, code=str(n), valid_from=day) for n, day in enumerate(days)]
    report = check(CHANNELS, sheet_of(CHANNELS, rows))
    assert [v["valid_from"] for _, v in report.good] == ["2026-01-31"] * 4
    assert [w.row for w in report.wrong] == [6, 7]
