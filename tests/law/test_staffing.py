"""How many reviewers an organ needs, who may review, how a certificate stands."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.law import staffing
from mingjing.law.staffing import DEEDS, Deed, Standing

pytestmark = pytest.mark.pure
ON = date(2026, 11, 23)


@pytest.mark.clause("L1.1")
@pytest.mark.parametrize(
    ("officers", "needed"),
    [(0, 1), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3), (140, 7), (141, 8), (1000, 50), (1001, 51)],
)
def test_reviewers_are_at_least_one_and_at_least_five_in_a_hundred(officers: int, needed: int) -> None:
    assert staffing.reviewers_needed(officers) == needed


@pytest.mark.law("行政处罚法58②")
@pytest.mark.parametrize(
    ("qualified", "first", "may"),
    [
        (True, None, True),
        (True, date(2026, 1, 1), True),
        (False, None, False),
        (False, date(2017, 12, 31), True),
        (False, date(2018, 1, 1), False),
    ],
)
def test_who_reviews_for_the_first_time_since_2018_is_qualified(qualified: bool, first: date | None, may: bool) -> None:
    assert staffing.may_review(qualified, first) is may


@pytest.mark.clause("D1.2")
@pytest.mark.parametrize(
    ("status", "issued", "until", "light", "words"),
    [
        ("active", date(2024, 1, 1), date(2028, 1, 1), "green", "有效"),
        ("active", date(2024, 1, 1), date(2027, 1, 23), "green", "有效"),
        ("active", date(2024, 1, 1), date(2027, 1, 22), "yellow", "60 天后到期"),
        ("active", date(2024, 1, 1), ON, "yellow", "0 天后到期"),
        ("active", date(2024, 1, 1), date(2026, 11, 22), "red", "已到期"),
        ("active", date(2026, 11, 24), date(2028, 1, 1), "", "未生效"),
        ("suspended", date(2024, 1, 1), date(2028, 1, 1), "red", "暂扣"),
        ("revoked", date(2024, 1, 1), date(2028, 1, 1), "", "注销"),
    ],
)
def test_a_certificate_is_shown_as_it_stands(status: str, issued: date, until: date, light: str, words: str) -> None:
    assert staffing.shown_as(status, issued, until, ON) == (light, words)


def test_what_was_cancelled_never_comes_back() -> None:
    assert not [deed for deed, rule in DEEDS.items() if Standing.REVOKED in rule.before]
    assert {d for d, rule in DEEDS.items() if rule.supervisor} == {Deed.SUSPEND, Deed.RESTORE, Deed.CANCEL}
    assert all("条例》第四十二条" in DEEDS[d].basis for d in (Deed.SUSPEND, Deed.RESTORE, Deed.CANCEL))
