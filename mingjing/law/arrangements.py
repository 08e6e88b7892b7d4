"""A year's official arrangement as a file: read it, say row by row what is wrong, add it to a calendar.

Two shapes are read: CSV ``date,working,name`` (working 1 or 0, header optional) and the JSON of the open data set
holiday-cn (``days`` with ``date``, ``isOffDay``, ``name``).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mingjing.law.calendars import FIRST, LAST, Calendar
from mingjing.law.festivals import statutory

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORKING = {"1": True, "0": False, "上班": True, "放假": False, "true": True, "false": False}
_WEEKDAYS = "一二三四五六日"


class ArrangementRefused(ValueError):
    """An arrangement that cannot be right. ``errors``: one Chinese line per fault."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = list(errors)
        super().__init__("；".join(errors))


class Row(NamedTuple):
    """One day that differs from “Monday to Friday”: a day off or a make-up working day.

    ``text`` is the ISO date, ``place`` where it stands in the file (第 3 行).
    """

    text: str
    working: bool
    name: str
    place: str


def iso_date(text: str) -> date:
    """A day written 2026-02-13 and in no other way. Raises ValueError in Chinese."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{text}”不是日期，写作 2026-02-13")


def parse(text: str) -> tuple[int, list[Row]]:
    """The year and rows of an arrangement file. Raises ArrangementRefused when the shape is wrong.

    The year is the JSON's own ``year``, or that of most rows: a few may stand in the December before, or be mistyped.
    It is 0 when no row has a date.
    """
    text = text.removeprefix("\ufeff")
    rows, year = _json(text) if text.lstrip().startswith("{") else (_csv(text), 0)
    years = Counter(int(row.text[:4]) for row in rows if _DATE.fullmatch(row.text))
    return year or max(years, key=lambda y: (years[y], y), default=0), rows


def _json(text: str) -> tuple[list[Row], int]:
    try:
        found = json.loads(text)
        rows = [
            Row(str(d["date"]), {True: False, False: True}[d["isOffDay"]], str(d["name"]), f"第 {number} 项")
            for number, d in enumerate(found["days"], 1)
        ]
        return rows, int(found.get("year", 0))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise ArrangementRefused(["文件不是放假安排：应有 days，每项有 date、isOffDay、name"]) from None


def _csv(text: str) -> list[Row]:
    rows: list[Row] = []
    errors, reader = [], csv.reader(io.StringIO(text))
    try:
        for record in reader:
            cells, place = [cell.strip() for cell in record], f"第 {reader.line_num} 行"
            if not any(cells) or (not rows and cells[0] in {"date", "日期"}):
                continue
            if len(cells) != 3 or cells[1].lower() not in _WORKING:
                errors.append(f"{place}：写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦")
                continue
            rows.append(Row(cells[0], _WORKING[cells[1].lower()], cells[2], place))
    except csv.Error:
        errors.append(f"第 {reader.line_num} 行：读不出来，文件应为 CSV 或者 JSON")
    if errors:
        raise ArrangementRefused(errors)
    return rows


def check(year: int, rows: Sequence[Row]) -> dict[date, tuple[bool, str]]:
    """The exceptions of a year, ready for a Calendar. Raises ArrangementRefused with every fault found.

    Refused: bad dates, duplicates, days of another year (20–31 December before belong to it), make-up work on a
    weekday, a name left out, and a statutory holiday that the rows leave as a working day.
    """
    if not rows:
        raise ArrangementRefused(["没有任何日期，请核对文件"])
    if not FIRST.year < year <= LAST.year and any(_DATE.fullmatch(row.text) for row in rows):
        raise ArrangementRefused([f"{year} 年不能录入，可录 {FIRST.year + 1} 年至 {LAST.year} 年"])
    errors: list[str] = []
    days: dict[date, tuple[bool, str]] = {}
    for row in rows:
        try:
            day = iso_date(row.text)
        except ValueError as error:
            errors.append(f"{row.place}：{error}")
            continue
        if day in days:
            errors.append(f"{row.place}：{row.text} 重复")
        elif day.year != year and not date(year - 1, 12, 20) <= day < date(year, 1, 1):
            errors.append(f"{row.place}：{row.text} 不在 {year} 年")
        elif row.working and day.weekday() < 5:
            errors.append(f"{row.place}：{row.text} 是星期{_WEEKDAYS[day.weekday()]}，本来上班，不是调休")
        elif not row.name.strip():
            errors.append(f"{row.place}：{row.text} 没有写节日名称")
        else:
            days[day] = (row.working, row.name.strip())
    if not errors:
        for day, name in statutory(year).items():
            working, _ = days.get(day, (day.weekday() < 5, ""))
            if working:
                errors.append(f"缺少法定节假日：{day.isoformat()}（{name}）应当放假，请核对通知")
    if errors:
        raise ArrangementRefused(errors)
    return days


def extended(base: Calendar, text: str) -> Calendar:
    """``base`` with one more year, read from the text of a file. Raises ArrangementRefused."""
    year, rows = parse(text)
    days = check(year, rows)
    return Calendar(f"{base.version}+{year}", {**base.days, **days}, base.official_years | {year})
