"""A zoo of files that cannot be read: each is told plainly, and nothing of it is taken."""

import contextlib
import io
import os
import random
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.catalog.sheets import Refused, read, refusing
from tests.catalog.books import (
    CHANNELS,
    PEOPLE,
    book,
    changed,
    headings,
    lines,
    ods_row,
    of,
    opendocument,
    packed,
    sample,
)

pytestmark = [pytest.mark.pure, pytest.mark.clause("I1.1")]
SAMPLES = Path(__file__).parent / "samples"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
RIGHT = of(CHANNELS, sample(CHANNELS))
SHEET = "xl/worksheets/sheet1.xml"


def wide(name):
    return name.encode("utf-16-le")


def merged(_, sheet):
    sheet.merge_range(1, 9, 2, 9, "同一依据")


def two_sheets(made, _):
    made.add_worksheet("另一张").write_row(0, 0, headings(CHANNELS))


def far_cell(_, sheet):
    sheet.write_string(99_999, 0, "x")


def wide_cell(_, sheet):
    sheet.write_string(1, 64, "x")


def odd_reference(sheet):
    return sheet.replace(b"</sheetData>", b"<row r = '3'><c  s='0' r = 'XFD1000' ><v>1</v></c></row></sheetData>")


def lying_size(data):
    """A package whose directory says that a huge part is small."""
    huge = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = huge.compress(b"0" * (80 << 20)) + huge.flush()
    parts = bytearray(changed(data, SHEET, lambda _: b"\1" * 1000))
    with zipfile.ZipFile(io.BytesIO(bytes(parts))) as package:
        info = package.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET)
    head, tail = parts[:start], parts[start + info.compress_size :]
    shift = len(body) - info.compress_size
    whole = bytearray(head + body + tail)
    end = whole.rindex(b"PK\5\6")
    begin = int.from_bytes(whole[end + 16 : end + 20], "little") + shift
    whole[end + 16 : end + 20] = begin.to_bytes(4, "little")
    at = begin
    while whole[at : at + 4] == b"PK\1\2":
        name = int.from_bytes(whole[at + 28 : at + 30], "little")
        if whole[at + 46 : at + 46 + name] == SHEET.encode():
            whole[at + 20 : at + 24] = len(body).to_bytes(4, "little")
        offset = int.from_bytes(whole[at + 42 : at + 46], "little")
        if offset > info.header_offset:
            whole[at + 42 : at + 46] = (offset + shift).to_bytes(4, "little")
        at += 46 + name + int.from_bytes(whole[at + 30 : at + 32], "little")
    return bytes(whole)


def csv_of(rows):
    return "\n".join(",".join(row) for row in rows).encode()


def long_csv(rows):
    return csv_of([headings(CHANNELS), *[["1"]] * rows])


def row_of(cells):
    return f"<table:table-row>{cells}</table:table-row>"


MANIFEST = "META-INF/manifest.xml"
HEAD = ods_row(headings(CHANNELS))
REPEATED = '<table:table-cell table:number-columns-repeated="90000" office:value-type="string"/>'
MERGED_ODS = '<table:table-cell table:number-columns-spanned="2" office:value-type="string"/>'
MOST = [h for h in headings(CHANNELS) if h != "受理机关"]

TALL = 'table:number-rows-repeated="900000"'
ZOO = {
    "empty": (lambda: b"", "a.xlsx", "文件是空的"),
    "sixty megabytes": (lambda: b"PK" + b"\0" * refusing.MOST_BYTES, "a.xlsx", "最多 60 MB"),
    "macro by name": (lambda: RIGHT, "a.xlsm", "带有宏"),
    "macro renamed": (lambda: packed({"xl/workbook.xml": b"<", "xl/vbaProject.bin": b""}), "a.xlsx", "带有宏"),
    "macro sheet": (lambda: packed({"xl/workbook.xml": b"<", "xl/macrosheets/sheet1.xml": b""}), "a.xlsx", "带有宏"),
    "macro in xls": (lambda: OLE + wide("Workbook") + wide("_VBA_PROJECT_CUR"), "a.xls", "带有宏"),
    "macro in ods": (lambda: opendocument([HEAD], {"Basic/Standard/Module1.xml": b"<"}), "a.ods", "带有宏"),
    "password": (lambda: OLE + wide("EncryptedPackage"), "a.xlsx", "打开密码"),
    "password ods": (lambda: opendocument([HEAD], {MANIFEST: b"<encryption-data/>"}), "a.ods", "打开密码"),
    "binary workbook": (lambda: packed({"xl/workbook.bin": b"x"}), "a.xlsb", ".xlsb"),
    "word document": (lambda: packed({"word/document.xml": b"<x/>"}), "a.xlsx", "不是表格文件"),
    "old word document": (lambda: OLE + wide("WordDocument"), "a.xls", "不是表格文件"),
    "broken xls": (lambda: OLE + wide("Workbook"), "a.xls", "已经损坏"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a.xlsx", "不是表格文件"),
    "web page": (lambda: b"\xef\xbb\xbf <html><table><tr><td>1</table>", "a.xls", "网页"),
    "cut short": (lambda: RIGHT[: len(RIGHT) // 2], "a.xlsx", "已经损坏"),
    "no workbook": (lambda: changed(RIGHT, SHEET, lambda _: b"<"), "a.xlsx", "(已经损坏|没有内容)"),
    "zip bomb": (lambda: packed({"xl/workbook.xml": b"0" * (64 << 20)}), "a.xlsx", "解压后过大"),
    "lying zip bomb": (lambda: lying_size(RIGHT), "a.xlsx", "解压后过大"),
    "far cell": (lambda: of(CHANNELS, sample(CHANNELS), spoil=far_cell), "a.xlsx", "离数据很远"),
    "wide cell": (lambda: of(CHANNELS, sample(CHANNELS), spoil=wide_cell), "a.xlsx", "离数据很远"),
    "odd reference": (lambda: changed(RIGHT, SHEET, odd_reference), "a.xlsx", "离数据很远"),
    "repeated ods cell": (lambda: opendocument([HEAD, row_of(REPEATED)]), "a.ods", "离数据很远"),
    "repeated ods row": (lambda: opendocument([HEAD, ods_row(["x"], TALL)]), "a.ods", "离数据很远"),
    "merged cells": (lambda: of(CHANNELS, sample(CHANNELS), spoil=merged), "a.xlsx", r"1 处合并单元格（第一处 J2:J3）"),
    "merged xls": (lambda: (SAMPLES / "merged.xls").read_bytes(), "a.xls", "1 处合并单元格（第一处 N2:O3）"),
    "merged ods": (lambda: opendocument([HEAD, row_of(MERGED_ODS)]), "a.ods", "合并单元格"),
    "blank sheet": (lambda: book([]), "a.xlsx", "没有内容"),
    "header only": (lambda: book([headings(CHANNELS)]), "a.xlsx", "没有数据"),
    "no header": (lambda: book([["甲", "乙"], ["1", "2"]]), "a.xlsx", "没有找到《救济渠道和监督方式》的表头"),
    "other list": (lambda: of(PEOPLE, sample(PEOPLE)), "a.xlsx", "这是《执法人员名录》的表格"),
    "two sheets": (lambda: of(CHANNELS, sample(CHANNELS), spoil=two_sheets), "a.xlsx", "2 张工作表"),
    "missing column": (lambda: book([[*MOST, "受理机构"]]), "a.xlsx", "缺少必填的列：受理机关；认不出的表头：受理机构"),
    "heading twice": (lambda: book([[*headings(CHANNELS), "编号 *"], ["1"]]), "a.xlsx", "重复的列：编号"),
    "no encoding": (lambda: b"\x81\x00\xff\xfe" * 9, "a.csv", "认不出文字编码"),
    "open quote": (lambda: csv_of([headings(CHANNELS), ['"1', "2"]]), "a.csv", "第 2 行的英文引号不成对"),
    "too many rows": (lambda: long_csv(refusing.MOST_ROWS + 1), "a.csv", "50001 行数据"),
}  # fmt: skip


@pytest.mark.parametrize("name", ZOO)
def test_each_is_told_in_one_plain_sentence(name):
    make, filename, told = ZOO[name]
    with pytest.raises(Refused, match=told) as refused:
        read(CHANNELS, make(), filename)
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert "：" in sentence and sentence.count("。") <= 2  # what is wrong, and after the colon what to do


def test_merged_cells_above_the_header_are_no_matter():
    def title(made, sheet):
        sheet.merge_range(0, 0, 0, 5, "救济渠道", made.add_format())

    rows = [[""], *lines(CHANNELS, [sample(CHANNELS)])]
    assert len(read(CHANNELS, book(rows, spoil=title), "a.xlsx")) == 1


def test_fifty_thousand_rows_are_not_too_many():
    assert len(read(CHANNELS, long_csv(refusing.MOST_ROWS), "a.csv")) == refusing.MOST_ROWS


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = packed({"xl/workbook.xml": b"<", SHEET: b"0" * (60 << 20)})
    tracemalloc.start()
    with pytest.raises(Refused, match="解压后过大"):
        read(CHANNELS, data, "a.xlsx")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 << 20


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv"]))
def test_random_bytes_are_refused(data, filename):
    with pytest.raises(Refused):
        read(CHANNELS, data, filename)


def test_a_workbook_with_flipped_bytes_is_read_or_refused_but_never_fails():
    dice = random.Random(20260131)
    for _ in range(150):
        spoilt = bytearray(RIGHT)
        for _ in range(dice.choice([1, 3, 40])):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        with contextlib.suppress(Refused):
            read(CHANNELS, bytes(spoilt), "a.xlsx")


def test_random_bytes_in_known_wrappings_are_refused():
    for wrapping in (OLE + wide("Workbook"), b"PK\3\4", b"\xff\xfe"):
        with pytest.raises(Refused):
            read(CHANNELS, wrapping + os.urandom(2000), "a.csv")
