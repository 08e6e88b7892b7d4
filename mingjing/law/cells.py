"""Cells of lists: what a column may hold, and how what people type or paste becomes one plain value.

A checked value is text, int, bool or a list of text; dates are ISO text, money is integer 分. Every refusal is one
Chinese sentence that names the column and says how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.law import identifiers
from mingjing.law.terms import Term

CERTIFICATE = re.compile("[0-9]{8,14}")
PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?|1[3-9]\d{9}|12\d{3}|[48]00-?\d{3}-?\d{4}")
LINK = re.compile(r"https?://[^\s]+")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,2}))?")
SPLIT = re.compile(r"[、，,；;\n]+")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # nothing stores or shows these
ROUNDED = re.compile(r"[-+]?\d(?:\.\d+)?E\+\d{1,3}")  # how a spreadsheet shows a number too long for it
EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
YES = {
    "是": True,
    "有": True,
    "√": True,
    "Y": True,
    "1": True,
    "否": False,
    "无": False,
    "×": False,
    "N": False,
    "0": False,
}
EARLIEST, LATEST = date(1949, 10, 1), date(2200, 1, 1)
EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet of the 1900 system, for days after February 1900


class Cell(Term):
    """What a column holds; the label is what the template says of it."""

    TEXT = "text", "文字"
    LONG = "long", "较长文字"
    DATE = "date", "日期，例：2026-01-31"
    INTEGER = "integer", "整数"
    MONEY = "money", "金额（元），最多两位小数"
    YES = "yes", "是或者否"
    CHOICE = "choice", "从选项中选一项"
    CHOICES = "choices", "从选项中选，多项用顿号隔开"
    USCC = "uscc", "统一社会信用代码（18 位）"
    ID_NUMBER = "id_number", "公民身份号码（18 位）"
    CERTIFICATE = "certificate", "执法证号（8—14 位数字）"
    REGION = "region", "行政区划代码，例：411202"
    PHONE = "phone", "电话，例：0398-1234567"
    LINK = "link", "网址，以 http:// 或者 https:// 开头"
    LINES = "lines", "每行一项"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``private``: kept in the office, never in a public version. ``most``: longest text, in characters."""

    name: str
    heading: str
    cell: Cell = Cell.TEXT
    required: bool = True
    help: str = ""
    sample: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 200
    private: bool = False


def plain(value: Any) -> str:
    """What a cell holds, as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_cell(column: Column, raw: Any) -> tuple[Any, str]:
    """(value, "") or (None, what to mend) of one cell."""
    if raw is None or raw == "" or raw == []:
        return _empty(column)
    if isinstance(raw, list):
        raw = [plain(item) for item in raw]
    if isinstance(raw, str):
        raw = raw.strip()
        if not raw:
            return _empty(column)
    if wrong := _damaged(raw):
        return None, column.heading + wrong
    return READERS[column.cell](column, raw)


def _damaged(raw: Any) -> str:
    """What no column can hold: digits that the spreadsheet has lost, characters that cannot be seen."""
    if isinstance(raw, float):
        lost = abs(raw) >= EXACT
    elif isinstance(raw, str):
        lost = "E+" in raw and ROUNDED.fullmatch(raw) is not None
        if not raw.isprintable() and UNSEEN.search(raw):
            return "里有看不见的控制字符：请清空这一格，重新手工填写"
    else:
        return _damaged("".join(raw)) if isinstance(raw, list) else ""
    return "被存成了数字，末几位已经丢失：请把这一列设为“文本”格式后重新填写" if lost else ""


def _empty(column: Column) -> tuple[Any, str]:
    if column.required:
        return None, f"没有填写{column.heading}：必填"
    return ([] if column.cell in {Cell.CHOICES, Cell.LINES} else False if column.cell is Cell.YES else ""), ""


def _text(column: Column, raw: Any) -> tuple[Any, str]:
    text = raw if isinstance(raw, str) else plain(raw)
    if text.startswith("#") and text in {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}:
        return None, f"{column.heading}是公式错误值：请填写文字，或者把公式“选择性粘贴为数值”"
    if len(text) > column.most:
        return None, f"{column.heading}有 {len(text)} 字，最多 {column.most} 字：请精简"
    return text, ""


def _date(column: Column, raw: Any) -> tuple[Any, str]:
    day: date | None = None
    if isinstance(raw, date):
        day = date(raw.year, raw.month, raw.day)
    elif isinstance(raw, (int, float)) and 1 < raw < 10**8:
        text = str(int(raw))
        if len(text) == 8:
            raw = text
        elif 15000 <= raw <= 110000:  # a serial number whose cell has lost its date format
            day = EPOCH + timedelta(days=int(raw))
    if day is None and isinstance(raw, str):
        text = identifiers_half(raw)
        found = DAY.fullmatch(text) or COMPACT_DAY.fullmatch(text)
        if found:
            try:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                return None, f"{column.heading}“{raw}”不是真实的日期：请核对年月日"
    if day is None:
        return None, f"{column.heading}“{plain(raw)}”不是日期：请写成 2026-01-31"
    if not EARLIEST <= day <= LATEST:
        return None, f"{column.heading}“{day}”不在合理范围：请核对年份（可能是 1900/1904 日期系统造成的错位）"
    return day.isoformat(), ""


def identifiers_half(text: str) -> str:
    """Full-width digits, letters and marks as half-width ones."""
    return text.translate(_HALF)


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _integer(column: Column, raw: Any) -> tuple[Any, str]:
    if isinstance(raw, float) and raw.is_integer():
        return int(raw), ""
    text = identifiers_half(plain(raw))
    if re.fullmatch(r"\d{1,9}", text):
        return int(text), ""
    return None, f"{column.heading}“{plain(raw)}”不是整数：只写数字，不写单位"


def _money(column: Column, raw: Any) -> tuple[Any, str]:
    exact = isinstance(raw, float) and abs(raw - round(raw, 2)) < 1e-6  # else 1.239 would silently become 1.24
    text = identifiers_half(f"{raw:.2f}" if exact else plain(raw)).replace(",", "").removesuffix("元")
    found = AMOUNT.fullmatch(text)
    if not found:
        return None, f"{column.heading}“{plain(raw)}”不是金额：以元为单位，只写数字，最多两位小数"
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")), ""


def _yes(column: Column, raw: Any) -> tuple[Any, str]:
    if isinstance(raw, bool):
        return raw, ""
    answer = YES.get(identifiers_half(plain(raw)).upper())
    if answer is None:
        return None, f"{column.heading}“{plain(raw)}”看不懂：写“是”或者“否”"
    return answer, ""


def _choice(column: Column, raw: Any) -> tuple[Any, str]:
    text = plain(raw)
    for value, label in column.choices:
        if text in (label, value):
            return value, ""
    return None, f"{column.heading}“{text}”不在选项中：请从{_listed(column)}中选"


def _listed(column: Column) -> str:
    labels = [label for _, label in column.choices]
    return "、".join(labels[:12]) + ("等" if len(labels) > 12 else "")


def _choices(column: Column, raw: Any) -> tuple[Any, str]:
    given = raw if isinstance(raw, list) else [part.strip() for part in SPLIT.split(plain(raw)) if part.strip()]
    if not given:
        return _empty(column)
    found = []
    for text in given:
        value, wrong = _choice(column, text)
        if wrong:
            return None, wrong
        if value not in found:
            found.append(value)
    return found, ""


def _uscc(column: Column, raw: Any) -> tuple[Any, str]:
    code = identifiers.normalized(plain(raw))
    wrong = identifiers.check_uscc(code)
    return (None, wrong) if wrong else (code, "")


def _id_number(column: Column, raw: Any) -> tuple[Any, str]:
    number = identifiers.normalized(plain(raw))
    wrong = identifiers.check_id_number(number)
    return (None, wrong) if wrong else (number, "")


def _certificate(column: Column, raw: Any) -> tuple[Any, str]:
    number = identifiers.normalized(plain(raw))
    if len(number) in (15, 18) and identifiers.birth_date(number) is not None:
        return None, f"{column.heading}填写的像是身份证号：请填写执法证号，身份证号不得出现在这里"
    if not CERTIFICATE.fullmatch(number):
        return None, f"{column.heading}“{plain(raw)}”应为 8—14 位数字：请对照证件填写"
    return number, ""


def _region(column: Column, raw: Any) -> tuple[Any, str]:
    code = identifiers.normalized(plain(raw))
    named = next((c for c, name in identifiers.REGIONS.items() if name == plain(raw)), "")
    if named:
        return named, ""
    if len(code) not in (6, 9, 12) or not code.isdigit() or identifiers.region_name(code) is None:
        return None, f"{column.heading}“{plain(raw)}”不是三门峡市的区划代码：请写 6 位代码，例如 411202（湖滨区）"
    return code, ""


def _phone(column: Column, raw: Any) -> tuple[Any, str]:
    text = identifiers_half(plain(raw)).replace(" ", "").replace("—", "-").replace("－", "-")
    numbers = [number for number in re.split("[、,;/]", text) if number]
    if not numbers or not all(map(PHONE.fullmatch, numbers)):
        return None, f"{column.heading}“{plain(raw)}”不是电话号码：例 0398-1234567，多个用顿号隔开"
    return text, ""


def _link(column: Column, raw: Any) -> tuple[Any, str]:
    text, wrong = _text(column, raw)
    if wrong or LINK.fullmatch(text):
        return text, wrong
    return None, f"{column.heading}“{text}”不是网址：以 http:// 或者 https:// 开头，中间没有空格"


def _lines(column: Column, raw: Any) -> tuple[Any, str]:
    given = raw if isinstance(raw, list) else plain(raw).replace("\r", "").split("\n")
    lines = [line.strip() for line in given if line.strip()]
    if sum(map(len, lines)) > column.most:
        return None, f"{column.heading}共 {sum(map(len, lines))} 字，最多 {column.most} 字：请精简"
    return lines, ""


Reader = Callable[[Column, Any], tuple[Any, str]]
READERS: dict[Cell, Reader] = {
    Cell.TEXT: _text, Cell.LONG: _text, Cell.DATE: _date, Cell.INTEGER: _integer, Cell.MONEY: _money, Cell.YES: _yes,
    Cell.CHOICE: _choice, Cell.CHOICES: _choices, Cell.USCC: _uscc, Cell.ID_NUMBER: _id_number,
    Cell.CERTIFICATE: _certificate, Cell.REGION: _region, Cell.PHONE: _phone, Cell.LINK: _link, Cell.LINES: _lines,
}  # fmt: skip


def shown(column: Column, value: Any) -> str:
    """A checked value as people read it: labels for choices, 元 for money, 是 or 否."""
    if value is None or value == "" or value == []:
        return ""
    if column.cell is Cell.CHOICE:
        return dict(column.choices).get(value, str(value))
    if column.cell is Cell.CHOICES:
        return "、".join(dict(column.choices).get(v, str(v)) for v in value)
    if column.cell is Cell.MONEY:
        return f"{value // 100}" + (f".{value % 100:02d}" if value % 100 else "")
    if column.cell is Cell.YES:
        return "是" if value else "否"
    if column.cell is Cell.LINES:
        return "\n".join(value)
    return str(value)
