"""Read an uploaded file into the columns of a list: XLSX, XLS, ODS, and CSV in UTF-8 or GBK.

Cells keep what the file holds (text, number, date); whether they are right is ``checking``'s question. A file that
cannot be read without guessing is refused as a whole, in one sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from mingjing.catalog.sheets import delimited, heading, refusing
from mingjing.catalog.sheets.container import kind_of
from mingjing.catalog.sheets.heading import Header
from mingjing.catalog.sheets.parts import Inside, look
from mingjing.catalog.sheets.pausing import without_cycle_search
from mingjing.catalog.sheets.refusing import MOST_ROWS, Refused
from mingjing.law.cells import Cell, plain
from mingjing.law.list_kinds import KINDS
from mingjing.law.listing import ListKind

EXAMPLE = "【示例】"  # a row whose first filled cell begins so is an example, never data
DAYS_1904 = 1462  # from a serial number of the 1904 system to the same day's of the 1900 system
LAST_SERIAL = 200_000  # larger numbers in a date column are dates written as 20260131, not serial numbers

OLD = "旧版 .xls 里没有结果的公式和公式错误值读出来是空白：表中如有公式，请另存为 .xlsx 后上传。"

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. ``numbers``: true row numbers in the file, from 1. ``columns``: column name → cells, for the
    columns that the file has. ``flaws``: row number → column name → what the file itself could not tell of that cell.
    ``remarks``: sentences for the uploader that stop nothing.
    """

    name: str
    numbers: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    flaws: Mapping[int, Mapping[str, str]]
    remarks: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.numbers)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(row number, column name → cell) of every row."""
        if not self.columns:
            return
        for number, cells in zip(self.numbers, zip(*self.columns.values(), strict=True), strict=True):
            yield number, dict(zip(self.columns, cells, strict=True))


@dataclass(frozen=True, slots=True)
class _Table:
    """One sheet of a workbook, all its rows from the first, not yet understood."""

    name: str
    rows: Sequence[Row]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


def read(kind: ListKind, data: bytes, filename: str) -> Sheet:
    """The rows of an uploaded file. Raises Refused, with nothing read, when the file as a whole cannot be used."""
    with without_cycle_search():
        return _read(kind, data, filename)


def _read(kind: ListKind, data: bytes, filename: str) -> Sheet:
    form = kind_of(data, filename)
    if form == "csv":
        return _understood(kind, [_Table("", delimited.rows(data))], Inside())
    inside = Inside() if form == "xls" else look(data, form)
    if inside.merged:
        raise Refused("表中有合并单元格：请全选工作表，取消合并单元格，把每一行都填上内容后重新上传。")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _understood(kind, _tables(kind, book), inside, OLD if form == "xls" else "")
    except PasswordError as wrong:
        raise Refused(refusing.ENCRYPTED) from wrong
    except (CalamineError, OSError, ValueError, OverflowError) as wrong:
        if isinstance(wrong, Refused):
            raise
        raise Refused(refusing.BROKEN) from wrong


def _tables(kind: ListKind, book: CalamineWorkbook) -> list[_Table]:
    """The visible sheets; only the one named after the list, where there is one."""
    if any(sheet.typ is SheetTypeEnum.MacroSheet or sheet.typ is SheetTypeEnum.Vba for sheet in book.sheets_metadata):
        raise Refused(refusing.MACRO)
    names = [s.name for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet and s.visible is Visible.Visible]
    own = [name for name in names if name.strip() == kind.label]
    return [_table(name, book.get_sheet_by_name(name)) for name in own or names]


def _table(name: str, sheet: CalamineSheet) -> _Table:
    return _Table(name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or ())


def _understood(kind: ListKind, tables: Sequence[_Table], inside: Inside, remark: str = "") -> Sheet:
    headed = [(table, header) for table in tables if (header := heading.find(kind, table.rows))]
    if not headed:
        raise Refused(_no_header(kind, tables))
    if len(headed) > 1:
        names = "、".join(table.name for table, _ in headed)
        raise Refused(
            f"有 {len(headed)} 张工作表都有本清单的表头（{names}）：请只留一张，或者把要导入的改名为“{kind.label}”。"
        )
    table, header = headed[0]
    _refuse_header(kind, table, header)
    _refuse_merged(table, header)
    sheet = _sheet(kind, table, header, inside)
    return replace(sheet, remarks=(*sheet.remarks, remark)) if remark else sheet


def _no_header(kind: ListKind, tables: Sequence[_Table]) -> str:
    if not any(any(cell != "" for cell in row) for table in tables for row in table.rows):
        return "表格里没有内容：请填写后重新上传。"
    other = _other_kind(kind, tables)
    if other:
        return f"这是《{other.label}》的表格，不是《{kind.label}》的：请换文件，或者到《{other.label}》里导入。"
    names = "、".join(table.name for table in tables if table.name)
    where = f"工作表“{names}”的" if names else ""
    needed = "、".join(c.heading for c in kind.columns if c.required)
    return (
        f"在{where}前 {refusing.HEADER_WITHIN} 行里没有找到《{kind.label}》的表头：表头须有{needed}；请下载模板填写。"
    )


def _other_kind(kind: ListKind, tables: Sequence[_Table]) -> ListKind | None:
    for other in KINDS:
        if other.code == kind.code or other.generated:
            continue
        for table in tables:
            header = heading.find(other, table.rows)
            if header and not heading.missing(other, header, required=True):
                return other
    return None


def _refuse_header(kind: ListKind, table: _Table, header: Header) -> None:
    row = header.row + 1
    lacking = heading.missing(kind, header, required=True)
    if lacking:
        other = _other_kind(kind, [table])
        if other:
            raise Refused(_no_header(kind, [table]))
        unknown = f"；认不出的表头：{'、'.join(header.unknown)}" if header.unknown else ""
        raise Refused(f"第 {row} 行表头缺少必填的列：{'、'.join(lacking)}{unknown}。请对照模板补上。")
    if header.twice:
        raise Refused(f"第 {row} 行表头有重复的列：{'、'.join(header.twice)}。请删去多余的一列。")


def _refuse_merged(table: _Table, header: Header) -> None:
    merged = [(start, end) for start, end in table.merged if end[0] >= header.row]
    if merged:
        (top, left), (bottom, right) = merged[0]
        where = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        message = (
            f"表中有 {len(merged)} 处合并单元格（第一处 {where}）：请选中后取消合并，把每一行都填上内容后重新上传。"
        )
        raise Refused(message)


def letter(column: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(kind: ListKind, table: _Table, header: Header, inside: Inside) -> Sheet:
    numbers, rows, examples = _filled(table.rows, header.row + 1)
    if len(rows) > MOST_ROWS:
        raise Refused(f"有 {len(rows)} 行数据，一次最多 {MOST_ROWS} 行：请分成几个文件上传。")
    if not rows:
        raise Refused("表头下面没有数据：请填写后重新上传（标着“【示例】”的行不算）。")
    flaws = _placed_flaws(inside.flaws.get(table.name, {}), header, set(numbers))
    columns = _columns(kind, rows, header, inside.date1904)
    return Sheet(table.name, numbers, columns, flaws, _remarks(kind, header, examples))


def _filled(rows: Sequence[Row], start: int) -> tuple[Sequence[int], Sequence[Row], int]:
    """(row numbers from 1, rows, examples passed over), without the empty rows."""
    firsts = [row[0] if row else "" for row in rows[start:]]
    plain_texts = set(map(type, firsts)) == {str} and all(map(str.strip, firsts))
    if plain_texts and not any(first.lstrip().startswith(EXAMPLE) for first in firsts):
        return range(start + 1, len(rows) + 1), rows[start:], 0
    numbers: list[int] = []
    filled: list[Row] = []
    examples = 0
    for number, row in enumerate(rows[start:], start + 1):
        first = next((cell for cell in row if cell != "" and not (type(cell) is str and cell.isspace())), None)
        if type(first) is str and first.lstrip().startswith(EXAMPLE):
            examples += 1
        elif first is not None:
            numbers.append(number)
            filled.append(row)
    return numbers, filled, examples


def _columns(kind: ListKind, rows: Sequence[Row], header: Header, date1904: bool) -> dict[str, Sequence[Any]]:
    turned = list(zip_longest(*rows, fillvalue=""))
    blank = ("",) * len(rows)
    columns: dict[str, Sequence[Any]] = {}
    for name, place in header.places.items():
        cells: Sequence[Any] = turned[place] if place < len(turned) else blank
        if date1904 and kind.by_name[name].cell is Cell.DATE:
            cells = [c + DAYS_1904 if type(c) is float and c < LAST_SERIAL else c for c in cells]
        columns[name] = cells
    return columns


def _placed_flaws(found: Mapping[tuple[int, int], str], header: Header, numbers: set[int]) -> dict[int, dict[str, str]]:
    names = {place: name for name, place in header.places.items()}
    flaws: dict[int, dict[str, str]] = {}
    for (row, column), sentence in sorted(found.items()):
        if row in numbers and column in names:
            flaws.setdefault(row, {})[names[column]] = sentence
    return flaws


def _remarks(kind: ListKind, header: Header, examples: int) -> tuple[str, ...]:
    remarks = []
    if header.unknown:
        remarks.append(f"这些列不属于本清单，没有读入：{'、'.join(plain(u) for u in header.unknown)}。")
    optional = heading.missing(kind, header, required=False)
    if optional:
        remarks.append(f"表中没有这些选填的列，按没有填写处理：{'、'.join(optional)}。")
    if examples:
        remarks.append(f"跳过了 {examples} 行示例。")
    return tuple(remarks)
