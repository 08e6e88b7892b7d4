"""Counts are sums of contributions: changed, moved, taken back, never counted twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.law.counted import Line
from mingjing.tally import actions, periods, queries
from mingjing.tally.models import Contribution, Count, LateChange, Span

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 3, 5)


def count(**given: Any) -> bool:
    """Counted by an act of the last day of the year 2026."""
    return actions.count(on=YEAR[1], **given)


def of_year(organ: str = "a") -> dict[str, tuple[int, int]]:
    return {figure: value for figure, value in queries.sums([organ], *YEAR).items() if value != (0, 0)}


@pytest.mark.django_db
def test_a_contribution_is_counted_in_its_day_month_and_year():
    count(subject="case:1", organ="a", lines=[Line("penalty.fine", DAY, amount=500)])
    assert {(c.span, c.start, c.n, c.amount) for c in Count.objects.all()} == {
        ("D", DAY, 1, 500), ("M", date(2026, 3, 1), 1, 500), ("Y", date(2026, 1, 1), 1, 500),
    }  # fmt: skip


@pytest.mark.django_db
def test_counting_the_same_again_changes_nothing():
    lines = [Line("penalty.fine", DAY, amount=500), Line("penalty.filed", DAY)]
    assert count(subject="case:1", organ="a", lines=lines)
    assert not count(subject="case:1", organ="a", lines=reversed(lines))
    assert of_year() == {"penalty.fine": (1, 500), "penalty.filed": (1, 0)}


@pytest.mark.django_db
def test_a_changed_subject_is_uncounted_and_counted_anew():
    count(subject="case:1", organ="a", lines=[Line("penalty.fine", DAY, amount=500)])
    count(subject="case:2", organ="a", lines=[Line("penalty.fine", DAY, amount=70)])
    count(subject="case:1", organ="a", lines=[Line("penalty.warning", DAY)])
    assert of_year() == {"penalty.fine": (1, 70), "penalty.warning": (1, 0)}
    count(subject="case:1", organ="a", lines=[])
    assert of_year() == {"penalty.fine": (1, 70)}


@pytest.mark.django_db
def test_a_subject_that_moves_takes_its_counts_along():
    count(subject="case:1", organ="a", lines=[Line("penalty.fine", DAY, amount=500)])
    count(subject="case:1", organ="b", lines=[Line("penalty.fine", DAY, amount=500)])
    assert of_year("a") == {}
    assert of_year("b") == {"penalty.fine": (1, 500)}
    assert queries.sums(["a", "b"], *YEAR)["penalty.fine"] == (1, 500)


@pytest.mark.django_db
def test_lines_of_one_figure_and_day_are_added_up():
    count(
        subject="case:1", organ="a", lines=[Line("record.items", DAY, amount=60), Line("record.items", DAY, amount=30)]
    )
    assert of_year() == {"record.items": (2, 90)}


@pytest.mark.django_db
@pytest.mark.parametrize("line", [Line("x" * 41, DAY), Line("", DAY), Line("penalty.fine", None)])  # type: ignore[arg-type]
def test_what_cannot_be_counted_is_refused(line: Line):
    with pytest.raises(actions.NotCountable):
        count(subject="case:1", organ="a", lines=[line])
    assert not Count.objects.exists()


@pytest.mark.django_db
def test_refilling_gives_the_same_counts_as_counting_one_by_one():
    chance, given = random.Random(7), {}
    for number in range(40):
        days = [date(2025, 1, 1) + timedelta(chance.randrange(700)) for _ in range(3)]
        lines = [Line(chance.choice(["f", "g"]), day, chance.randrange(1, 4), chance.randrange(900)) for day in days]
        given[f"case:{number}"] = (chance.choice("ab"), lines)
        count(subject=f"case:{number}", organ=given[f"case:{number}"][0], lines=lines)
    columns = ("span", "start", "organ", "figure", "n", "amount")
    before = set(Count.objects.values_list(*columns))
    rows = set(Contribution.objects.values_list("subject", "organ", "figure", "day", "n", "amount"))
    assert actions.refill(given) == len(rows)
    assert set(Count.objects.values_list(*columns)) == before
    assert set(Contribution.objects.values_list("subject", "organ", "figure", "day", "n", "amount")) == rows


@pytest.mark.django_db
def test_any_period_gives_the_sum_of_its_days():
    chance = random.Random(11)
    days = [date(2025, 1, 1) + timedelta(chance.randrange(800)) for _ in range(120)]
    for number, day in enumerate(days):
        count(subject=f"case:{number}", organ=chance.choice("ab"), lines=[Line("f", day, amount=number)])
    for _ in range(40):
        first = date(2024, 12, 20) + timedelta(chance.randrange(850))
        last = first + timedelta(chance.randrange(500))
        within = [(number, day) for number, day in enumerate(days) if first <= day <= last]
        assert queries.sums(["a", "b"], first, last).get("f", (0, 0)) == (len(within), sum(n for n, _ in within))
        monthly = queries.sums_by_month(["a", "b"], first, last)
        assert sum(c.get("f", (0, 0))[0] for c in monthly.values()) == len(within)
        assert list(monthly) == sorted({m.replace(day=1) for m, _ in periods.months(first, last)})


@pytest.mark.pure
def test_a_period_is_covered_once_and_wholly():
    chance = random.Random(3)
    for _ in range(200):
        first = date(2023, 1, 1) + timedelta(chance.randrange(900))
        last = first + timedelta(chance.randrange(-3, 1100))
        covered = []
        for span, runs in periods.cover(first, last).items():
            for start, end in runs:
                while start <= end:
                    after = periods.next_start(span, start)
                    covered += [start + timedelta(n) for n in range((after - start).days)]
                    start = after
        assert sorted(covered) == [first + timedelta(n) for n in range((last - first).days + 1)]
    assert set(periods.cover(date(2026, 1, 1), date(2026, 12, 31))) == {Span.YEAR}


@pytest.mark.django_db
def test_a_year_that_is_over_changes_visibly():
    last_year = date(2025, 12, 30)
    actions.count(subject="case:1", organ="a", lines=[Line("f", last_year, amount=500)], on=last_year)
    assert not LateChange.objects.exists()
    actions.count(subject="case:1", organ="a", lines=[Line("f", last_year, amount=300), Line("g", DAY)], on=DAY)
    actions.count(subject="case:1", organ="a", lines=[Line("f", last_year, amount=300)], on=DAY)
    late = queries.late_changes(["a"], date(2025, 1, 1), date(2025, 12, 31), date(2026, 2, 1))
    assert list(late.values_list("subject", "figure", "day", "n", "amount", "noted_on")) == [
        ("case:1", "f", last_year, 0, -200, DAY)
    ]
    assert queries.sums(["a"], date(2025, 1, 1), date(2025, 12, 31)) == {"f": (1, 300)}


@pytest.mark.django_db
def test_no_organs_or_no_days_count_nothing():
    count(subject="case:1", organ="a", lines=[Line("f", DAY)])
    assert queries.sums([], *YEAR) == {}
    assert queries.sums(["a"], YEAR[1], YEAR[0]) == {}
    assert queries.sums_by_organ(["a", "z"], *YEAR) == {"a": {"f": (1, 0)}, "z": {}}
