"""Due dates: the vectors of the domain reference, an independent calendar walked day by day, and every rule of rest."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law.arrangements import extended
from mingjing.law.calendars import LAST, Calendar, OutOfRange, bundled
from mingjing.law.deadlines import Extension, Holder, Suspension, Unit, before, due, due_hours, due_of, resolve
from tests.law.walk import DAY, END, FIRST, every_day, rolled, walked, worked
from tests.law.year_2027 import TEXT

pytestmark = pytest.mark.pure
WD, CD, MONTH, YEAR, HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR
CALENDAR = bundled()
AMOUNTS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 60, 90)
BASIS = "示例规定1"


@pytest.mark.law("民事诉讼法85、行政处罚法85")
@pytest.mark.parametrize(
    ("start", "amount", "unit", "nominal", "last"),
    [
        ("2026-02-12", 3, WD, "2026-02-24", "2026-02-24"),
        ("2026-02-12", 7, WD, "2026-02-28", "2026-02-28"),  # a Saturday worked
        ("2026-02-12", 20, WD, "2026-03-18", "2026-03-18"),
        ("2026-04-30", 5, WD, "2026-05-11", "2026-05-11"),
        ("2026-09-24", 7, WD, "2026-10-12", "2026-10-12"),
        ("2026-09-24", 20, WD, "2026-10-29", "2026-10-29"),
        ("2025-12-30", 3, WD, "2026-01-05", "2026-01-05"),
        ("2026-01-05", 90, CD, "2026-04-05", "2026-04-07"),
        ("2026-07-03", 90, CD, "2026-10-01", "2026-10-08"),
        ("2026-09-16", 15, CD, "2026-10-01", "2026-10-08"),
        ("2026-01-31", 30, CD, "2026-03-02", "2026-03-02"),
    ],
)
def test_vectors_of_the_domain_reference(start: str, amount: int, unit: Unit, nominal: str, last: str) -> None:
    found = due(date.fromisoformat(start), amount, unit, CALENDAR)
    assert (found.nominal.isoformat(), found.rolled.isoformat(), found.provisional) == (nominal, last, False)


def test_every_day_is_worked_or_not_as_the_independent_calendar_says() -> None:
    assert [d for d in every_day() if CALENDAR.is_working(d) is not worked(d)] == []
    assert sum(CALENDAR.is_working(d) for d in every_day() if d.year == 2026) == 248
    assert CALENDAR.between(date(2025, 12, 31), END) == 248


@pytest.mark.parametrize("amount", AMOUNTS)
def test_working_days_agree_with_a_walk_over_the_independent_calendar(amount: int) -> None:
    compared = 0
    for start in every_day():
        if expected := walked(start, amount):
            found = due(start, amount, WD, CALENDAR)
            assert (found.nominal, found.rolled) == (expected, expected), start
            assert not found.provisional
            compared += 1
    assert compared >= 2922 - amount * 1.6  # all but those that end in 2027


def test_every_other_amount_agrees_too(long: bool) -> None:
    for start in every_day() if long else every_day()[::13]:
        day, amount = start, 0
        while day < END and amount < 250:
            day += DAY
            if worked(day):
                amount += 1
                assert due(start, amount, WD, CALENDAR).rolled == day, (start, amount)


@pytest.mark.law("民事诉讼法85③")
@pytest.mark.parametrize("amount", [1, 15, 30, 60, 90])
def test_a_last_day_off_moves_to_the_next_working_day(amount: int) -> None:
    for start in every_day():
        found = due(start, amount, CD, CALENDAR)
        assert found.nominal == start + amount * DAY
        if expected := rolled(found.nominal):
            assert found.rolled == expected, start


def test_many_starts_at_once_are_counted_as_one_by_one(long: bool) -> None:
    starts = every_day() * 7  # long enough for the table
    for amount in AMOUNTS if long else (7, 20):
        assert CALENDAR.add_many(starts, amount) == [CALENDAR.add(s, amount) for s in starts]
    assert CALENDAR.add_many([date(2026, 2, 12)], 3) == [date(2026, 2, 24)]
    with pytest.raises(OutOfRange):
        CALENDAR.add_many([LAST, *starts], 7)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "nominal"),
    [
        ("2026-01-31", 1, MONTH, "2026-02-28"),
        ("2024-01-31", 1, MONTH, "2024-02-29"),
        ("2026-08-31", 6, MONTH, "2027-02-28"),
        ("2026-02-28", 1, MONTH, "2026-03-28"),  # the day that corresponds, not the month's end
        ("2026-03-31", 3, MONTH, "2026-06-30"),
        ("2026-12-31", 1, MONTH, "2027-01-31"),
        ("2024-02-29", 1, YEAR, "2025-02-28"),
        ("2024-02-29", 4, YEAR, "2028-02-29"),
        ("2026-02-28", 2, YEAR, "2028-02-28"),
        ("2026-11-23", 5, YEAR, "2031-11-23"),
    ],
)
def test_months_and_years_end_on_the_day_that_corresponds(start: str, amount: int, unit: Unit, nominal: str) -> None:
    assert due(date.fromisoformat(start), amount, unit, CALENDAR).nominal == date.fromisoformat(nominal)


@given(st.dates(FIRST, END), st.integers(0, 600))
def test_a_month_without_that_day_ends_on_its_last(start: date, amount: int) -> None:
    year, month = start.year, start.month
    for _ in range(amount):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    day = start.day
    while not _exists(year, month, day):
        day -= 1
    found = due(start, amount, MONTH, CALENDAR)
    assert found.nominal == date(year, month, day)
    assert found.rolled >= found.nominal
    if amount % 12 == 0:
        assert due(start, amount // 12, YEAR, CALENDAR).nominal == found.nominal


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Suspension(END, None, " "), "引用有日期、有条文的规定"),
        (lambda: Suspension(END, FIRST, BASIS), "恢复日不能早于中止日"),
        (lambda: Extension(0, CD, BASIS, "周正"), "大于零"),
        (lambda: Extension(24, HOUR, BASIS, "周正"), "日、工作日、月或者年"),
        (lambda: Extension(1, CD, "", "周正"), "依据和批准人"),
        (lambda: Extension(1, CD, BASIS, " "), "依据和批准人"),
        (lambda: due(FIRST, -1, CD, CALENDAR), "不能为负数"),
        (lambda: due(FIRST, 24, HOUR, CALENDAR), "写明时刻"),
        (lambda: due(FIRST, 10**9, CD, CALENDAR), "超出可以计算的范围"),
        (lambda: due(FIRST, 10**9, WD, CALENDAR), "超出可以计算的范围"),
        (lambda: due(FIRST, 10**9, YEAR, CALENDAR), "超出可以计算的范围"),
        (lambda: due(LAST, 1, WD, CALENDAR), "超出可以计算的范围"),
        (lambda: due(LAST, 1, CD, CALENDAR), "超出可以计算的范围"),
        (lambda: due(date(1989, 12, 31), 1, WD, CALENDAR), "超出可以计算的范围"),
        (lambda: before(FIRST, -1, WD, CALENDAR), "不能为负数"),
        (lambda: before(FIRST, 1, MONTH, CALENDAR), "只按工作日或者日"),
        (lambda: before(date(1990, 1, 3), 9, WD, CALENDAR), "超出可以计算的范围"),
        (lambda: due_hours(datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")), -1), "不能为负数"),
        (lambda: due_hours(datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")), 10**9), "超出可以计算的范围"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_chinese(make: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        make()  # type: ignore[operator]


@pytest.mark.law("行政处罚法64二")
@pytest.mark.parametrize("amount", [1, 3, 7])
def test_seven_days_before_a_hearing_are_clear_working_days(amount: int, long: bool) -> None:
    for event in every_day()[30 :: 1 if long else 5]:
        last = event
        while (end := walked(last, amount)) is None or end > event:
            last -= DAY
        assert before(event, amount, WD, CALENDAR) == last


def test_days_before_an_event_by_example() -> None:
    assert before(date(2026, 10, 12), 7, WD, CALENDAR) == date(2026, 9, 27)  # 28–30, 8–10, 12
    assert before(date(2026, 11, 23), 30, CD, CALENDAR) == date(2026, 10, 24)
    assert before(date(2026, 11, 23), 0, WD, CALENDAR) == date(2026, 11, 23)


@pytest.mark.law("行政强制法19")
def test_hours_run_through_days_off() -> None:
    evening = datetime(2026, 9, 30, 22, 15, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert due_hours(evening, 24) == datetime(2026, 10, 1, 22, 15, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert due_hours(evening, 0) == evening


def test_nothing_to_count_ends_on_the_start_day_and_still_rolls() -> None:
    for unit in (WD, CD, MONTH, YEAR):
        found = due(date(2026, 10, 1), 0, unit, CALENDAR)
        assert (found.nominal, found.rolled) == (date(2026, 10, 1), date(2026, 10, 8))


def test_organs_are_warned_by_the_nominal_day_and_parties_by_the_rolled() -> None:
    found = due(date(2026, 7, 3), 90, CD, CALENDAR)
    assert (found.warned(Holder.ORGAN), found.warned(Holder.PARTY)) == (date(2026, 10, 1), date(2026, 10, 8))


def test_a_limit_is_counted_with_its_basis() -> None:
    found = due_of(resolve("case.decide", date(2026, 7, 3)), date(2026, 7, 3), CALENDAR)
    assert found.rolled == date(2026, 10, 8)
    assert "依据：行政处罚法60" in found.explanation


def test_a_year_not_arranged_is_provisional_and_counted_anew_when_it_is() -> None:
    later = extended(CALENDAR, TEXT)
    waiting = due(date(2027, 1, 29), 5, WD, CALENDAR)  # weekends and 5–8 February
    assert (waiting.rolled, waiting.provisional) == (date(2027, 2, 9), True)
    assert waiting.explanation[-1].startswith("暂定：2027 年放假安排没有录入或者尚未公布")
    known = due(date(2027, 1, 29), 5, WD, later)  # and Sunday 31 January worked, 9–11 February off
    assert (known.rolled, known.provisional) == (date(2027, 2, 4), False)
    assert not any("暂定" in line for line in known.explanation)
    assert due(date(2027, 2, 4), 1, WD, CALENDAR).rolled == date(2027, 2, 9)
    assert due(date(2027, 2, 4), 1, WD, later).rolled == date(2027, 2, 12)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "provisional"),
    [
        ("2026-12-24", 5, WD, False),  # 31 December
        ("2026-12-24", 6, WD, True),
        ("2026-12-01", 30, CD, False),
        ("2026-12-02", 30, CD, True),  # nominal 1 January
        ("2026-10-01", 3, MONTH, True),
        ("2018-01-01", 8, YEAR, False),  # calendar years between do not bear on a nominal day
        ("2018-12-20", 1, WD, True),
        ("2018-12-20", 10, WD, True),  # counted through days of 2018
        ("2018-12-31", 1, WD, False),
        ("2026-12-31", 300, WD, True),
    ],
)
def test_provisional_is_what_touches_an_unknown_year(start: str, amount: int, unit: Unit, provisional: bool) -> None:
    assert due(date.fromisoformat(start), amount, unit, CALENDAR).provisional is provisional


def test_an_unknown_year_in_the_middle_of_a_count_is_provisional_too() -> None:
    gap = Calendar("gap", {}, frozenset({2024, 2026}))
    assert due(date(2024, 12, 30), 300, WD, gap).rolled.year == 2026
    assert due(date(2024, 12, 30), 300, WD, gap).provisional
    assert not due(date(2024, 12, 30), 1, WD, gap).provisional


def test_the_explanation_names_each_day_passed_over_and_each_weekend_worked() -> None:
    assert due(date(2026, 2, 12), 3, WD, CALENDAR, basis=BASIS).explanation == (
        "2026年2月12日起算，当日不计入（民事诉讼法85）",
        "计入2026年2月14日（春节调休上班）",
        *(f"跳过2026年2月{day}日（春节）" for day in range(15, 24)),
        "3 个工作日，到2026年2月24日",
        "名义届满日：2026年2月24日",
        "届满日：2026年2月24日",
        f"依据：{BASIS}",
    )
    assert due(date(2026, 1, 5), 90, CD, CALENDAR).explanation[1:] == (
        "90 日（自然日），到2026年4月5日",
        "名义届满日：2026年4月5日",
        "跳过2026年4月5日（清明节），不能作为最后一日",
        "跳过2026年4月6日（清明节），不能作为最后一日",
        "届满日：2026年4月7日（顺延）",
    )
