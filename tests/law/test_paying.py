"""What of a fine is due, overdue and grown: by the day and to the 分 (行政处罚法66②、72、73③)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.law import paying, procedures
from mingjing.law.facts import CaseFacts, Taken
from mingjing.law.fees import Part
from mingjing.law.kinds import Step
from mingjing.law.penalty import ORDINARY
from tests.law.ready import FINE, OWING, UNPAID

pytestmark = pytest.mark.pure
DUE = date(2026, 12, 5)
DAY = timedelta(days=1)
PLAN = [{"due_on": "2027-01-10", "amount": FINE // 2}, {"due_on": "2027-02-10", "amount": FINE // 2}]


def on(facts: CaseFacts, day: date) -> CaseFacts:
    return replace(facts, on=day)


def took(facts: CaseFacts, step: Step, **values: Any) -> CaseFacts:
    return replace(facts, history=(*facts.history, Taken(step, DUE, datetime(2026, 12, 5, 9), "p1", values)))


def paid(facts: CaseFacts, amount: int, day: date) -> CaseFacts:
    return took(facts, Step.RECORD_PAYMENT, amount=amount, paid_on=day)


def blocked(facts: CaseFacts, step: Step) -> set[str]:
    return {b.code for b in procedures.blockers(ORDINARY.version, facts, step)}


@pytest.mark.law("行政处罚法72")
def test_three_per_cent_a_day_from_the_day_after_and_never_above_the_fine() -> None:
    for days, grown in ((0, 0), (1, FINE * 3 // 100), (33, FINE * 99 // 100), (34, FINE), (900, FINE)):
        assert paying.surcharge(on(UNPAID, DUE + days * DAY)) == grown, days
    odd = replace(UNPAID, decision=replace(UNPAID.decision, fine=33))  # type: ignore[type-var]
    assert paying.surcharge(on(odd, DUE + DAY)) == 0  # parts of a 分 fall away


@pytest.mark.law("行政处罚法72")
def test_on_its_last_day_nothing_is_overdue() -> None:
    assert paying.overdue(on(UNPAID, DUE)) == 0
    assert paying.overdue(on(UNPAID, DUE + DAY)) == FINE
    assert "payment.not-overdue" in blocked(on(UNPAID, DUE), Step.IMPOSE_SURCHARGE)
    assert blocked(on(UNPAID, DUE + DAY), Step.IMPOSE_SURCHARGE) == set()


@pytest.mark.law("行政处罚法66")
def test_a_deferral_moves_the_day_and_with_it_the_surcharge() -> None:
    later = took(UNPAID, Step.GRANT_DEFERRAL, mode="deferral", until=date(2027, 3, 1))
    assert paying.parts(later) == (Part(date(2027, 3, 1), FINE),)
    assert paying.overdue(on(later, date(2027, 3, 1))) == 0
    assert paying.surcharge(on(later, date(2027, 3, 2))) == FINE * 3 // 100


@pytest.mark.law("行政处罚法66", "行政处罚法72")
def test_instalments_are_overdue_each_by_itself() -> None:
    given = took(UNPAID, Step.GRANT_DEFERRAL, mode="instalments", plan=PLAN)
    assert paying.overdue(on(given, date(2027, 1, 10))) == 0
    assert paying.overdue(on(given, date(2027, 1, 11))) == FINE // 2
    assert paying.first_missed(on(given, date(2027, 2, 11))) == date(2027, 1, 10)
    first = paid(given, FINE // 2, date(2027, 1, 9))
    assert paying.overdue(on(first, date(2027, 2, 10))) == 0
    assert paying.first_missed(on(first, date(2027, 2, 11))) == date(2027, 2, 10)
    assert paying.surcharge(on(first, date(2027, 2, 12))) == FINE // 2 * 6 // 100


def test_the_last_grant_counts_and_what_was_not_put_off_stays_due() -> None:
    rest = [{"due_on": "2027-01-10", "amount": FINE // 4}, {"due_on": "2027-02-10", "amount": FINE // 4}]
    given = took(took(UNPAID, Step.GRANT_DEFERRAL, mode="instalments", plan=PLAN), Step.GRANT_DEFERRAL,
                 mode="instalments", plan=rest)  # fmt: skip
    assert paying.parts(given)[0] == Part(DUE, FINE // 2)


@pytest.mark.law("行政处罚法73")
def test_nothing_grows_while_a_remedy_is_pending() -> None:
    filed = took(UNPAID, Step.SEEK_REMEDY, way="litigation", event="filed", happened_on=DUE + 5 * DAY)
    assert paying.surcharge(on(filed, DUE + 20 * DAY)) == FINE * 15 // 100
    ended = took(filed, Step.SEEK_REMEDY, way="litigation", event="ended", happened_on=DUE + 20 * DAY)
    assert paying.surcharge(on(ended, DUE + 22 * DAY)) == FINE * 21 // 100
    before = took(UNPAID, Step.SEEK_REMEDY, way="litigation", event="filed", happened_on=DUE - 5 * DAY)
    assert paying.surcharge(on(before, DUE + 20 * DAY)) == 0


@pytest.mark.law("行政强制法53", "行政处罚法72")
def test_the_court_is_asked_when_remedies_and_deferral_are_both_over() -> None:
    assert blocked(OWING, Step.APPLY_COURT) == set()
    until = OWING.on + 10 * DAY
    longer = replace(OWING, decision=replace(OWING.decision, court_from=until))  # type: ignore[type-var]
    assert blocked(longer, Step.APPLY_COURT) == {"court.window"}
    assert "court.window" in blocked(on(longer, until), Step.APPLY_COURT)
    assert blocked(on(longer, until + DAY), Step.APPLY_COURT) == set()
    sued = took(OWING, Step.SEEK_REMEDY, way="litigation", event="filed", happened_on=date(2027, 5, 1))
    assert "remedy.pending" in blocked(sued, Step.APPLY_COURT)


def test_what_was_paid_on_an_annulled_decision_pays_nothing_of_the_next_one() -> None:
    assert paying.payments(took(paid(UNPAID, FINE, DUE), Step.ANNUL, authority="court")) == ()
