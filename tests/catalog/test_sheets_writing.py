"""Spreadsheets that go out: templates, wrong rows to mend, tables; what they hold is never a formula."""

import csv
import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from mingjing.catalog.sheets import check, csv_bytes, read, table, template, wrong_rows
from mingjing.catalog.sheets.delimited import DANGEROUS
from mingjing.law.cells import Cell
from mingjing.law.list_kinds import BY_CODE, IMPORTABLE
from tests.catalog.books import CHANNELS, PEOPLE, book, of, sample

FILED = [BY_CODE[code] for code in IMPORTABLE]
pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]


def cells_of(data, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def checked(kind, *rows):
    return [kind.check(row)[0] for row in rows]


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_a_template_says_what_each_column_wants(kind):
    data = template(kind)
    title, guidance, header, example = cells_of(data)
    assert kind.label in title[0] and kind.basis in title[0]
    assert header == [c.heading + ("*" if c.required else "") for c in kind.columns]
    for column, told in zip(kind.columns, guidance, strict=True):
        assert told.startswith("必填" if column.required else "选填") and column.cell.label in told
        assert column.help in told
    assert example[0].startswith("【示例】")
    guide = cells_of(data, 1)
    assert {c.heading for c in kind.columns} <= {row[0] for row in guide}


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_a_template_offers_the_choices_and_keeps_numbers_as_text(kind):
    sheet = part(template(kind), "xl/worksheets/sheet1.xml")
    single = [c for c in kind.columns if c.cell in {Cell.CHOICE, Cell.YES}]
    assert sheet.count("<dataValidation ") == len(single)
    formats = re.findall(r'<xf numFmtId="(\d+)"', part(template(kind), "xl/styles.xml").split("<cellXfs")[1])
    columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"', sheet)
    assert {formats[int(style)] for _, _, style in columns} == {"49"}
    assert sum(int(last) - int(first) + 1 for first, last, _ in columns) == len(kind.columns)


def test_choices_too_long_for_a_cell_are_kept_on_a_hidden_sheet():
    data = template(BY_CODE["av-items"])
    assert [s.name for s in CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata][2:] == ["选项"]
    assert "选项!$L$1:$L$" in part(data, "xl/worksheets/sheet1.xml")
    assert 'state="hidden"' in part(data, "xl/workbook.xml")


def test_wrong_rows_come_back_with_their_number_their_cells_and_a_cure():
    rows = [
        sample(CHANNELS),
        sample(CHANNELS, code="2", phone="1", valid_from="明天"),
        sample(CHANNELS, code="3", kind=""),
    ]
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, *rows), "a.xlsx"))
    header, *told = cells_of(wrong_rows(CHANNELS, report))
    assert header[0] == "原行号" and header[-1] == "怎样改"
    assert [row[0] for row in told] == [3.0, 4.0]
    assert told[0][1:-1] == [str(rows[1][c.name]) for c in CHANNELS.columns]
    assert "电话“1”不是电话号码" in told[0][-1] and "起始日期“明天”不是日期" in told[0][-1]


def test_wrong_cells_are_coloured():
    report = check(CHANNELS, read(CHANNELS, of(CHANNELS, sample(CHANNELS, phone="1")), "a.xlsx"))
    data = wrong_rows(CHANNELS, report)
    sheet = part(data, "xl/worksheets/sheet1.xml")
    styles = {place: sheet.split(f'r="{place}" s="')[1].split('"')[0] for place in ("B2", "G2")}
    assert cells_of(data)[1][6] == "1" and styles["B2"] != styles["G2"]
    assert "FFFBE3DF" in part(data, "xl/styles.xml")


def test_wrong_rows_mended_are_read_again_and_right():
    rows = [sample(CHANNELS), sample(CHANNELS, code="2", phone="1"), sample(CHANNELS, code="3", kind="")]
    sheet = cells_of(wrong_rows(CHANNELS, check(CHANNELS, read(CHANNELS, of(CHANNELS, *rows), "a.xlsx"))))
    places = {heading.rstrip("*"): place for place, heading in enumerate(sheet[0])}
    sheet[1][places["电话"]], sheet[2][places["类别"]] = "12345", "投诉举报"
    again = read(CHANNELS, book(sheet), "改好.xlsx")
    report = check(CHANNELS, again)
    assert again.remarks == () and report.wrong == []
    assert [values["code"] for _, values in report.good] == ["2", "3"]


def test_wrong_rows_of_a_huge_cell_can_still_be_written():
    text = "\n".join([",".join(c.heading for c in CHANNELS.columns), "x" * 40_000])
    report = check(CHANNELS, read(CHANNELS, text.encode(), "a.csv"))
    assert len(cells_of(wrong_rows(CHANNELS, report))[1][1]) == 32_767


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.code)
def test_tables_read_back_to_the_same_rows(kind):
    rows = checked(kind, sample(kind))
    for data, name in ((table(kind, rows, kind.columns), "a.xlsx"), (csv_bytes(kind, rows, kind.columns), "a.csv")):
        assert [values for _, values in check(kind, read(kind, data, name)).good] == rows


@pytest.mark.clause("D1.2")
def test_private_columns_do_not_leave_unless_asked_for():
    rows = checked(PEOPLE, sample(PEOPLE))
    for data in (csv_bytes(PEOPLE, rows).decode(), str(cells_of(table(PEOPLE, rows)))):
        assert "执法证号" in data and "公民身份号码" not in data and rows[0]["id_number"] not in data


@pytest.mark.parametrize("sign", DANGEROUS)
def test_no_text_becomes_a_formula(sign):
    evil = sign + 'HYPERLINK("http://x","y")'
    rows = [checked(CHANNELS, sample(CHANNELS))[0] | {"name": evil}]
    head, row = list(csv.reader(io.StringIO(csv_bytes(CHANNELS, rows).decode("utf-8-sig"))))
    assert row[2] == "'" + evil
    data = table(CHANNELS, rows)
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml") and cells_of(data)[1][2].strip() == evil.strip()


def test_a_guarded_text_reads_back_without_its_guard():
    rows = [checked(CHANNELS, sample(CHANNELS))[0] | {"name": "-甲"}]
    assert next(read(CHANNELS, csv_bytes(CHANNELS, rows), "a.csv").rows())[1]["name"] == "-甲"


def test_a_csv_carries_its_mark_for_excel():
    assert csv_bytes(CHANNELS, []).startswith(b"\xef\xbb\xbf" + "编号".encode())
