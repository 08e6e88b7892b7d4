"""Days that do not count, and time that is added: the start stays, the end moves as a walk over the days says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.law.calendars import bundled
from mingjing.law.deadlines import Extension, Suspension, Unit, due
from tests.law.walk import DAY, FIRST, rolled, walked

pytestmark = pytest.mark.pure
WD, CD, MONTH = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH
CALENDAR = bundled()
BASIS = "示例规定1"

PAUSES = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 40)), max_size=4)


@given(st.dates(FIRST, date(2025, 12, 31)), st.sampled_from([1, 3, 7, 15, 30, 90]), st.sampled_from([WD, CD]), PAUSES)
def test_days_of_suspension_do_not_count_and_the_start_stays(
    start: date, amount: int, unit: Unit, pauses: list[tuple[int, int]]
) -> None:
    spans = tuple((start + a * DAY, start + (a + length) * DAY) for a, length in pauses)
    found = due(start, amount, unit, CALENDAR, [Suspension(a, b, BASIS) for a, b in spans])
    assert found.count.start == start
    assert found.nominal == walked(start, amount, unit, spans)
    assert found.rolled == rolled(found.nominal)


@pytest.mark.law("行政强制法25③")
def test_a_suspension_by_example() -> None:
    """A seizure of 30 days from 1 April, tested from the 10th to the 19th; the 20th counts again."""
    pause = Suspension(date(2026, 4, 10), date(2026, 4, 20), "行政强制法25③")
    found = due(date(2026, 4, 1), 30, CD, CALENDAR, [pause])
    assert found.nominal == date(2026, 5, 11)
    assert "2026年4月10日至2026年4月19日不计入（行政强制法25③），到2026年5月11日" in found.explanation
    late = Suspension(date(2026, 5, 2), date(2026, 6, 1), "行政强制法25③")  # after the end: nothing left to stop
    assert due(date(2026, 4, 1), 30, CD, CALENDAR, [late]).nominal == date(2026, 5, 1)
    on_the_day = Suspension(date(2026, 5, 1), date(2026, 5, 6), "行政强制法25③")
    assert due(date(2026, 4, 1), 30, CD, CALENDAR, [on_the_day]).nominal == date(2026, 5, 6)


def test_an_open_suspension_is_told_and_moves_nothing_yet() -> None:
    found = due(date(2026, 4, 1), 90, CD, CALENDAR, [Suspension(date(2026, 4, 10), None, BASIS)])
    assert found.nominal == date(2026, 6, 30)
    assert f"2026年4月10日起中止计算（{BASIS}），恢复后重新推算" in found.explanation


@pytest.mark.law("行政强制法25①")
def test_extensions_count_on_from_the_nominal_end() -> None:
    seized = due(date(2026, 7, 3), 30, CD, CALENDAR, extensions=[Extension(30, CD, "行政强制法25①", "周正")])
    assert (seized.nominal, seized.rolled) == (date(2026, 9, 1), date(2026, 9, 1))
    assert "经周正批准延长 30 日（自然日）（行政强制法25①），到2026年9月1日" in seized.explanation
    # the base ends on Sunday 4 October: the extension starts there, not on the working day after the holiday
    over = due(date(2026, 9, 4), 30, CD, CALENDAR, extensions=[Extension(5, WD, BASIS, "周正")])
    assert over.nominal == walked(date(2026, 10, 4), 5) == date(2026, 10, 13)
    twice = [Extension(1, MONTH, BASIS, "周正"), Extension(10, CD, BASIS, "周正")]
    assert due(date(2026, 1, 31), 30, CD, CALENDAR, extensions=twice).nominal == date(2026, 4, 12)
