"""A year's arrangement as a file: the published ones are read, and a wrong one is refused row by row."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from mingjing.law.arrangements import ArrangementRefused, check, extended, parse
from mingjing.law.calendars import OFFICIAL_YEARS, Calendar, bundled
from tests.law.year_2027 import TEXT as GOOD
from tests.law.year_2027 import without

pytestmark = pytest.mark.pure
PUBLISHED = Path(__file__).parent.parent / "vectors" / "holidays"
NO_DAYS = "文件不是放假安排：应有 days"
NOTHING = Calendar("none", {}, frozenset())


def refused(text: str) -> list[str]:
    with pytest.raises(ArrangementRefused) as found:
        extended(bundled(), text)
    assert str(found.value) == "；".join(found.value.errors)
    return found.value.errors


def published(year: int) -> str:
    """The file as published, but for one row: 3 February 2020 is a Monday worked, which is no exception."""
    found = json.loads((PUBLISHED / f"{year}.json").read_text(encoding="utf-8"))
    found["days"] = [d for d in found["days"] if d["date"] != "2020-02-03"]
    return json.dumps(found)


def test_the_published_years_are_read_and_are_what_ships() -> None:
    calendar = NOTHING
    for year in OFFICIAL_YEARS:
        calendar = extended(calendar, published(year))
    assert calendar.official_years == bundled().official_years == set(OFFICIAL_YEARS)
    day = date(2018, 12, 20)
    while day < date(2027, 1, 1):
        assert calendar.is_working(day) is bundled().is_working(day), day
        assert calendar.kind(day) is bundled().kind(day), day
        assert bool(calendar.name(day)) is bool(bundled().name(day)), day
        day += timedelta(days=1)


def test_both_shapes_of_file_say_the_same() -> None:
    year, rows = parse(GOOD)
    days = [{"date": r.text, "isOffDay": not r.working, "name": r.name} for r in rows]
    again, same = parse(json.dumps({"year": 2027, "days": days}))
    assert (again, check(again, same)) == (year, check(year, rows))
    assert year == 2027


@pytest.mark.parametrize(
    "text",
    [
        "date,working,name\n" + GOOD,
        "日期,上班,名称\n" + GOOD,
        "\ufeff\n\n" + GOOD.replace("\n", "\r\n") + "\n , , \n",
        GOOD.replace(",0,", ",放假,").replace(",1,", " , 上班 , "),
        GOOD.replace(",0,", ",FALSE,").replace(",1,", ",True,"),
    ],
    ids=["header", "chinese header", "windows, blank lines", "words", "booleans"],
)
def test_small_differences_of_writing_are_read_alike(text: str) -> None:
    assert check(*parse(text)) == check(*parse(GOOD))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "没有任何日期，请核对文件"),
        ("date,working,name\n", "没有任何日期，请核对文件"),
        ('{"year": 2027, "days": []}', "没有任何日期，请核对文件"),
        ("{", NO_DAYS + "，每项有 date、isOffDay、name"),
        ('{"days": [{"date": "2027-01-01", "name": "元旦"}]}', NO_DAYS),
        ('{"days": [{"date": "2027-01-01", "isOffDay": "false", "name": "元旦"}]}', NO_DAYS),
        ('{"year": Infinity, "days": []}', NO_DAYS),
        ('{"days": ' + "[" * 100_000, NO_DAYS),
        ("1989-01-01,0,元旦", "1989 年不能录入，可录 1991 年至 2099 年"),
        ("2100-01-01,0,元旦", "2100 年不能录入，可录 1991 年至 2099 年"),
        ("x" * 200_000, "第 1 行：读不出来，文件应为 CSV 或者 JSON"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_one_line(text: str, told: str) -> None:
    (error,) = refused(text)
    assert error.startswith(told)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2027-10-08", "写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦"),
        ("2027-10-08,0", "写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦"),
        ("2027-10-08,2,国庆节", "写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦"),
        ("2027-10-08,休,国庆节", "写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦"),
        ("2027-10-08,0,国庆节,十一", "写“日期,1 上班或者 0 放假,节日名称”，例 2027-01-01,0,元旦"),
        ("2027/10/8,0,国庆节", "“2027/10/8”不是日期，写作 2026-02-13"),
        ("2027-02-29,0,春节", "“2027-02-29”不是日期，写作 2026-02-13"),
        ("20271008,0,国庆节", "“20271008”不是日期，写作 2026-02-13"),
        ("２０２７-10-08,0,国庆节", "“２０２７-10-08”不是日期，写作 2026-02-13"),
        (",0,国庆节", "“”不是日期，写作 2026-02-13"),
        ("2027-10-01,0,国庆节", "2027-10-01 重复"),
        ("2028-10-08,0,国庆节", "2028-10-08 不在 2027 年"),
        ("2026-12-19,1,元旦", "2026-12-19 不在 2027 年"),
        ("2026-10-08,0,国庆节", "2026-10-08 不在 2027 年"),
        ("2027-10-08,1,国庆节", "2027-10-08 是星期五，本来上班，不是调休"),
        ("2027-10-11,1,国庆节", "2027-10-11 是星期一，本来上班，不是调休"),
        ("2027-10-08,0, ", "2027-10-08 没有写节日名称"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_in_the_file(row: str, told: str) -> None:
    """Blank lines and the header count, as they do in whatever the file is opened with."""
    lines = ["date,working,name", "", *GOOD.splitlines()]
    assert refused("\n".join([*lines, row])) == [f"第 {len(lines) + 1} 行：{told}"]


def test_every_wrong_row_is_told_at_once_and_nothing_is_taken() -> None:
    before = bundled().version, len(bundled().days)
    assert refused(GOOD + "2027-10-08,1,国庆节\n2027-10-01,0,国庆节\n2027-13-01,0,国庆节\n") == [
        f"第 {GOOD.count(chr(10)) + 1} 行：2027-10-08 是星期五，本来上班，不是调休",
        f"第 {GOOD.count(chr(10)) + 2} 行：2027-10-01 重复",
        f"第 {GOOD.count(chr(10)) + 3} 行：“2027-13-01”不是日期，写作 2026-02-13",
    ]
    assert (bundled().version, len(bundled().days)) == before


def test_rows_of_json_are_named_as_items() -> None:
    days = [{"date": "2027-01-01", "isOffDay": True, "name": "元旦"}, {"date": "1 月", "isOffDay": True, "name": "x"}]
    assert refused(json.dumps({"year": 2027, "days": days})) == ["第 2 项：“1 月”不是日期，写作 2026-02-13"]


def test_a_file_without_one_date_still_says_what_is_wrong_with_each() -> None:
    assert refused("2027/1/1,0,元旦\n1月2日,0,元旦") == [
        "第 1 行：“2027/1/1”不是日期，写作 2026-02-13",
        "第 2 行：“1月2日”不是日期，写作 2026-02-13",
    ]


@pytest.mark.law("全国年节及纪念日放假办法2")
@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-01-01", "元旦"),
        ("2027-02-05", "春节"),
        ("2027-02-08", "春节"),
        ("2027-04-05", "清明节"),
        ("2027-06-09", "端午节"),
        ("2027-09-15", "中秋节"),
        ("2027-10-01", "国庆节"),
    ],
)
def test_a_statutory_holiday_left_working_is_refused(day: str, name: str) -> None:
    assert refused(without(day)) == [f"缺少法定节假日：{day}（{name}）应当放假，请核对通知"]


def test_a_statutory_holiday_made_a_working_weekend_is_refused() -> None:
    assert refused(without("2027-02-06") + "2027-02-06,1,春节\n") == [
        "缺少法定节假日：2027-02-06（春节）应当放假，请核对通知"
    ]


@pytest.mark.parametrize(("day", "working"), [("2026-12-20", True), ("2026-12-31", False)])
def test_the_last_days_of_the_december_before_may_be_arranged(day: str, working: bool) -> None:
    calendar = extended(bundled(), GOOD + f"{day},{int(working)},元旦\n")
    assert calendar.official_years == bundled().official_years | {2027}
    assert calendar.is_working(date.fromisoformat(day)) is working
    assert bundled().is_working(date.fromisoformat(day)) is not working
