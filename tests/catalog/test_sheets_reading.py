"""Files of lists that can be read: what of them arrives, and what is said of them."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from mingjing.catalog.sheets import Refused, check, delimited, read, template
from mingjing.law.list_kinds import BY_CODE, IMPORTABLE
from tests.catalog.books import CHANNELS, ID_NUMBER, PEOPLE, book, headings, lines, ods_row, of, opendocument, sample

SAMPLES = Path(__file__).parent / "samples"
FILED = [BY_CODE[code] for code in IMPORTABLE]
pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]


def text_table(rows, encoding, separator=","):
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def test_rows_arrive_with_their_true_row_numbers():
    rows = lines(CHANNELS, [sample(CHANNELS), sample(CHANNELS, code="2")])
    rows = [["救济渠道"], ["必填；文字"], rows[0], rows[1], [""], [" "], rows[2]]
    sheet = read(CHANNELS, book(rows), "a.xlsx")
    assert list(sheet.numbers) == [4, 7]
    assert [cells["code"] for _, cells in sheet.rows()] == ["01-CF-001", "2"]
    assert sheet.remarks == ()


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_a_template_filled_in_reads_back_right(kind):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(template(kind))).get_sheet_by_index(0).to_python()
    rows.append([sample(kind)[c.name] for c in kind.columns])
    sheet = read(kind, book(rows, name=kind.label), "填好.xlsx")
    assert list(sheet.numbers) == [5] and sheet.remarks == ("跳过了 1 行示例。",)
    report = check(kind, sheet)
    assert report.wrong == [] and report.good == [(5, kind.check(sample(kind))[0])]


def test_a_template_as_downloaded_holds_no_data():
    with pytest.raises(Refused, match="没有数据"):
        read(CHANNELS, template(CHANNELS), "模板.xlsx")


def test_headings_may_be_moved_marked_spaced_and_full_width():
    row = sample(CHANNELS)
    names = [c.name for c in reversed(CHANNELS.columns)]
    spelt = {"code": " 编 号 ＊", "name": "名称（必填）", "kind": "类　别*", "term": "期限：", "link": "LINK"}
    head = [spelt.get(n, CHANNELS.by_name[n].heading) for n in names]
    sheet = read(CHANNELS, book([head, [row[n] for n in names]]), "a.xlsx")
    assert next(sheet.rows())[1] == row and sheet.remarks == ()


def test_unknown_and_missing_optional_columns_are_named():
    rows = [[*headings(CHANNELS)[:-1], "经办人"], [*list(sample(CHANNELS).values())[:-1], "甲"]]
    sheet = read(CHANNELS, book(rows), "a.xlsx")
    assert sheet.remarks == (
        "这些列不属于本清单，没有读入：经办人。",
        "表中没有这些选填的列，按没有填写处理：截止日期。",
    )
    assert check(CHANNELS, sheet).wrong == []


@pytest.mark.parametrize("options", [{}, {"date_1904": True}], ids=["1900", "1904"])
def test_dates_are_the_same_days_in_both_systems(options):
    serial = (date(2026, 1, 31) - (date(1904, 1, 1) if options else date(1899, 12, 30))).days
    rows = [
        sample(CHANNELS, code=str(n), valid_from=day) for n, day in enumerate([date(2026, 1, 31), serial, 20260131])
    ]
    rows.append(sample(CHANNELS, code="9", valid_from="２０２６年1月31日"))
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, *rows, **options), "a.xlsx"))
    assert [values["valid_from"] for _, values in report.good] == ["2026-01-31"] * 4


def test_a_day_of_the_wrong_system_is_told():
    shifted = sample(CHANNELS, valid_from=date(1904, 1, 31))
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, shifted), "a.xlsx"))
    assert "1900/1904" in report.wrong[0].problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_in_the_encodings_of_the_office(encoding, separator):
    row = sample(CHANNELS)
    sheet = read(CHANNELS, text_table(lines(CHANNELS, [row]), encoding, separator), "导出.csv")
    assert next(sheet.rows()) == (2, row)


def test_a_row_of_a_text_table_counts_as_one_however_many_lines_its_cells_have():
    rows = [sample(CHANNELS, basis='"一\n二"'), sample(CHANNELS, code="2")]
    sheet = read(CHANNELS, text_table(lines(CHANNELS, rows), "utf-8"), "a.csv")
    assert list(sheet.numbers) == [2, 3]


def test_an_opendocument_sheet_is_read():
    rows = [ods_row([str(cell) for cell in row]) for row in lines(CHANNELS, [sample(CHANNELS)])]
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    sheet = read(CHANNELS, opendocument([*rows, blank]), "a.ods")
    assert check(CHANNELS, sheet).good == [(2, CHANNELS.check(sample(CHANNELS))[0])]


def test_an_old_workbook_is_read_and_its_weakness_told():
    sheet = read(CHANNELS, (SAMPLES / "channels.xls").read_bytes(), "旧.xls")
    report = check(CHANNELS, sheet)
    assert [number for number, _ in report.good] == [2, 3, 4] and report.wrong == []
    assert report.good[0][1]["valid_from"] == "2026-01-31"
    assert "另存为 .xlsx" in sheet.remarks[0]


def test_formulas_count_by_their_result_and_are_told_when_there_is_none():
    def spoil(_, sheet):
        sheet.write_formula(1, 2, '="甲"&"科"', None, "甲科")
        sheet.write_formula(2, 2, "=A1", None, "")
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 8, "=NA()", None, "#N/A")  # an optional column: must not pass as empty

    rows = [sample(CHANNELS, code=str(n)) for n in range(4)]
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, *rows, spoil=spoil), "a.xlsx"))
    assert [(number, values["name"]) for number, values in report.good] == [(2, "甲科")]
    told = [(wrong.row, [(p.column, p.message) for p in wrong.problems]) for wrong in report.wrong]
    assert [(row, [column for column, _ in problems]) for row, problems in told] == [
        (3, ["name"]), (4, ["name"]), (5, ["answer"]),
    ]  # fmt: skip
    assert "没有保存计算结果" in told[0][1][0][1] and "#DIV/0!" in told[1][1][0][1] and "#N/A" in told[2][1][0][1]


def test_full_width_digits_and_numbers_that_lost_digits():
    rows = [
        sample(PEOPLE, certificate="１６１２０２００００１"),
        sample(PEOPLE, id_number=int("411202199001010014")),
        sample(PEOPLE, certificate=ID_NUMBER),
    ]
    report = check(PEOPLE, read(PEOPLE, of(PEOPLE, *rows), "a.xlsx"))
    assert report.good[0][1]["certificate"] == "16120200001"
    assert "末几位已经丢失" in report.wrong[0].problems[0].message
    assert "像是身份证号" in report.wrong[1].problems[0].message


def test_the_sheet_of_the_list_is_taken_among_others():
    def spoil(made, _):
        other = made.add_worksheet(CHANNELS.label)
        other.write_row(0, 0, headings(CHANNELS))
        other.write_row(1, 0, list(sample(CHANNELS, code="own").values()))

    data = of(CHANNELS, sample(CHANNELS), spoil=spoil)
    assert read(CHANNELS, data, "a.xlsx").columns["code"] == ("own",)


def test_reading_a_csv_leaves_the_process_as_it_was() -> None:
    usual = csv.field_size_limit()
    delimited.rows("编号,名称\n1,示例\n".encode())
    assert csv.field_size_limit() == usual
