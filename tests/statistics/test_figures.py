"""Figures of any organs and days from the roll-ups alone: few questions whatever the number of cases; drill-down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjing.config.demo import founding
from mingjing.law.annual import FIGURES
from mingjing.law.counted import Line
from mingjing.statistics import figures
from mingjing.statistics.recount import systems
from mingjing.tally import actions as tally

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 3, 5)

pytestmark = pytest.mark.django_db


def fine(subject: str, organ: str, day: date, yuan: int) -> None:
    lines = [Line("penalty.fine", day, amount=yuan * 100), Line("penalty.filed", day)]
    tally.count(subject=f"case:{subject}", organ=organ, lines=lines, on=day)


def test_figures_of_organs_and_days():
    fine("1", "a", DAY, 500)
    fine("2", "a", DAY + timedelta(40), 70)
    fine("3", "b", DAY, 3)
    found = figures.figures(["a"], *YEAR)
    assert (found["penalty.total"], found["penalty.money"], found["penalty.filed"]) == (2, 570_00, 2)
    assert figures.figures(["a", "b"], DAY, DAY)["penalty.money"] == 503_00
    assert figures.figures(["a"], DAY + timedelta(1), YEAR[1])["penalty.total"] == 1
    by = figures.by_organ(["a", "b", "c"], *YEAR)
    assert {organ: values["penalty.total"] for organ, values in by.items()} == {"a": 2, "b": 1, "c": 0}


def test_a_year_without_data_is_all_noughts_and_has_no_ratios():
    found = figures.figures(["a"], date(1999, 1, 1), date(1999, 12, 31))
    assert set(found.values()) == {0} and "public.timely" not in found
    assert {code for code in FIGURES if code not in found} == {c for c, f in FIGURES.items() if f.unit == "%"} | {
        "dossier.score"
    }


def test_months_add_up_to_the_year_and_broken_months_to_their_days():
    for n, day in enumerate((date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 12, 31))):
        fine(str(n), "a", day, 10)
    months = figures.by_month(["a"], *YEAR)
    assert list(months) == [date(2026, m, 1) for m in range(1, 13)]
    assert [values["penalty.total"] for values in months.values()] == [1, 2] + [0] * 9 + [1]
    assert not any(code.startswith("staff.") for values in months.values() for code in values)
    broken = figures.by_month(["a"], date(2026, 1, 31), date(2026, 2, 15))
    assert {m: v["penalty.total"] for m, v in broken.items()} == {date(2026, 1, 1): 1, date(2026, 2, 1): 1}


def test_each_figure_leads_to_what_stands_behind_it():
    fine("old", "a", DAY, 500)
    fine("new", "a", DAY + timedelta(3), 70)
    fine("other", "b", DAY, 70)
    tally.count(subject="case:shut", organ="a", lines=[Line("penalty.close", DAY, amount=9)], on=DAY)
    assert figures.cases_of("penalty.fine", ["a"], *YEAR) == ["new", "old"]
    assert figures.cases_of("penalty.total", ["a"], *YEAR) == ["new", "old", "shut"]
    assert figures.cases_of("penalty.money", ["a"], DAY, DAY) == ["old", "shut"]
    assert figures.cases_of("licence.applied", ["a"], *YEAR) == []
    with pytest.raises(KeyError):
        figures.cases_of("penalty.unknown", ["a"], *YEAR)


def test_every_figure_is_the_number_of_what_stands_behind_it():
    for n, code in enumerate(code for code, f in FIGURES.items() if f.source == "counted"):
        for m in range(n % 3 + 1):
            tally.count(subject=f"case:{code}-{m}", organ="a", lines=[Line(code, DAY)], on=DAY)
    found = figures.figures(["a"], *YEAR)
    for code, figure in FIGURES.items():
        if figure.source in ("counted", "sum"):
            assert len(figures.cases_of(code, ["a"], *YEAR)) == found[code], code


@pytest.mark.parametrize("read", [figures.figures, figures.by_organ, figures.by_month, figures.shares])
def test_no_more_questions_however_many_cases_and_organs(read: Any):
    def asked(organs: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(organs, date(2025, 2, 3), date(2026, 11, 5))
        return len(queries)

    fine("0", "a", DAY, 1)
    one = asked(["a"])
    for n in range(1, 60):
        fine(str(n), f"o{n % 20}", date(2025, 1, 1) + timedelta(11 * n), n)
    assert asked([f"o{n}" for n in range(20)]) == one <= 2


def test_a_late_correction_changes_last_year_and_is_seen_to_have_done_so():
    last_year, now = date(2025, 11, 3), date(2026, 2, 10)
    fine("1", "a", last_year, 500)
    published = figures.figures(["a"], date(2025, 1, 1), date(2025, 12, 31))
    lines = [Line("penalty.fine", last_year, amount=300_00), Line("penalty.filed", last_year)]
    tally.count(subject="case:1", organ="a", lines=lines, on=now)
    today = figures.figures(["a"], date(2025, 1, 1), date(2025, 12, 31))
    assert published["penalty.money"] - today["penalty.money"] == 200_00
    (late,) = figures.late_changes(["a"], date(2025, 1, 1), date(2025, 12, 31), date(2026, 2, 1))
    assert (late.subject, late.figure, late.amount, late.noted_on) == ("case:1", "penalty.fine", -200_00, now)


def test_the_drill_down_is_one_question():
    for n in range(30):
        fine(str(n), "a", DAY, n)
    with CaptureQueriesContext(connection) as queries:
        assert len(figures.cases_of("penalty.total", ["a"], *YEAR)) == 30
    assert len(queries) == 1


def test_shares_are_numerator_and_denominator():
    lines = [Line("public.due", DAY, 4), Line("public.on_time", DAY, 3), Line("record.items", DAY, 2, 60)]
    tally.count(subject="case:1", organ="a", lines=lines, on=DAY)
    found = figures.shares(["a"], *YEAR)
    assert found["公示及时率"] == (3, 4) and found["音像24h入库率"] == (0, 2) and found["归档及时率"] == (0, 0)
    assert figures.shares_by_organ(["a", "b"], *YEAR)["b"]["公示及时率"] == (0, 0)
    assert figures.figures(["a"], *YEAR)["public.timely"] == 7_500


def test_the_roster_is_that_of_the_day(now: datetime):
    world = founding.found(now - timedelta(days=3), frozenset({"sthj", "sj"}), hashed=make_password("示例"))
    organ = world.organs["sthj"].pk
    here = figures.figures([organ], *YEAR)
    assert here["staff.officers"] >= here["staff.certified"] > 0 and here["staff.certified_share"]
    assert len(figures.cases_of("staff.certified", [organ], *YEAR)) == here["staff.certified"]
    before = figures.figures([organ], date(1999, 1, 1), date(1999, 12, 31))
    assert before["staff.officers"] == before["staff.reviewers"] == 0
    assert systems.roster(YEAR[1])[organ]["staff.officers"] == here["staff.officers"]
