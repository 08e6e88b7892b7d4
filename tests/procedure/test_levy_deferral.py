"""缓缴 on a real database: asked within seven days, answered in five working days, else agreed (取水条例34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.law.kinds import Doc, Step
from mingjing.procedure import papers
from mingjing.procedure.models import Measure
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.ground import Ground
from tests.procedure.levy_ground import (
    LAST,
    OWED,
    SERVED,
    codes,
    deed,
    due,
    facts,
    fields,
    go_to,
    ground,
    levies,
    pay,
    working,
)  # fmt: skip

__all__ = ["ground", "levies"]  # fixtures


def ask(d: Any, on: date, **changes: Any) -> None:
    """An application that came in on this day, entered on the day of the deed."""
    values = {"asked_on": on, "mode": "defer", "until": LAST + timedelta(days=30), "reason": "资金紧张", **changes}
    d.step(Step.ASK_DEFERRAL, d.lead, **values)


@pytest.mark.law("取水许可和水资源费征收管理条例34")
def test_a_deferral_is_asked_on_the_last_day_and_not_on_the_next(ground: Ground) -> None:
    d = deed(ground, "water")
    go_to(d, LAST + timedelta(days=1))
    for wrong in (LAST + timedelta(days=1), SERVED - timedelta(days=1)):
        with pytest.raises(FormIncomplete) as refusal:
            ask(d, wrong)
        assert fields(refusal) == {"asked_on"}
    ask(d, LAST)  # came in on the last day, entered on the next
    # Five working days over 国庆, counted from the day it came in.
    assert due(d, "fee.deferral_answer") == working(LAST, 5) > LAST + timedelta(days=10)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": LAST}, "until"),
        ({"until": LAST + timedelta(days=91)}, "until"),
        ({"mode": "instalments", "plan": []}, "plan"),
        ({"mode": "instalments", "plan": [{"due_on": "2026-10-20", "amount": OWED}]}, "plan"),
        (
            {
                "mode": "instalments",
                "plan": [{"due_on": "2026-10-20", "amount": OWED - 2}, {"due_on": "2026-11-20", "amount": 1}],
            },
            "plan",
        ),
        (
            {
                "mode": "instalments",
                "plan": [{"due_on": "2026-11-20", "amount": OWED - 1}, {"due_on": "2026-10-20", "amount": 1}],
            },
            "plan",
        ),
        (
            {"mode": "instalments", "plan": [{"due_on": "10月", "amount": 1}, {"due_on": "2026-10-20", "amount": 1}]},
            "plan",
        ),
        (
            {
                "mode": "instalments",
                "plan": [{"due_on": "2026-10-20", "amount": "1.005"}, {"due_on": "2026-11-20", "amount": "1"}],
            },
            "plan",
        ),
    ],
)
def test_terms_that_the_ninety_days_or_the_sum_do_not_allow_are_refused(
    ground: Ground, changes: Any, field: str
) -> None:
    d = deed(ground, "water")
    with pytest.raises(FormIncomplete) as refusal:
        ask(d, d.on, **changes)
    assert fields(refusal) == {field}


def test_only_a_fee_whose_law_has_it_can_be_deferred_or_charged_late(ground: Ground) -> None:
    with pytest.raises(StepRefused) as refusal:
        ask(deed(ground, "soil"), SERVED)
    assert codes(refusal) == {"deferral.no-rule"}


@pytest.mark.law("取水许可和水资源费征收管理条例34")
def test_on_the_fifth_working_day_it_is_answered_on_the_sixth_silence_has_agreed(ground: Ground) -> None:
    d = deed(ground, "water")
    go_to(d, LAST)
    ask(d, LAST, until=LAST + timedelta(days=30))
    fifth = due(d, "fee.deferral_answer")
    go_to(d, fifth)
    with pytest.raises(StepRefused) as refusal:
        d.silent()
    assert codes(refusal) == {"deferral.not-silent"}
    go_to(d, working(fifth, 1))
    for step, who, values in (
        (Step.ANSWER_DEFERRAL, "B", {"granted": "refused", "reason": "不同意"}),
        (Step.CHASE, "H", {}),
    ):
        with pytest.raises(StepRefused) as refusal:
            d.step(step, d.actor(who), **values)
        assert codes(refusal) & {"deferral.silence", "deferral.open"}
    d.silent()
    f = facts(d)
    assert f.decision is not None and f.decision.deferred_until == LAST + timedelta(days=30)
    assert due(d, "fee.pay") == LAST + timedelta(days=30), "the day the payer is shown"
    assert papers.latest(Case.objects.get(pk=d.case), Doc.DEFERRAL_REPLY).values["result"] == "silent"  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as refusal:
        d.chase()
    assert codes(refusal) == {"fee.not-overdue"}  # put off by silence
    with pytest.raises(StepRefused) as refusal:
        ask(d, LAST)
    assert codes(refusal) == {"deferral.asked"}


def test_an_answer_on_the_fifth_working_day_counts_also_when_it_refuses(ground: Ground) -> None:
    d = deed(ground, "water")
    ask(d, d.on)
    go_to(d, due(d, "fee.deferral_answer"))
    d.answer("refused")
    f = facts(d)
    assert f.decision is not None and f.decision.deferred_until is None
    assert not Measure.objects.filter(case_id=d.case).exists()
    d.chase()  # the day to pay by is long past


def test_instalments_fall_due_one_by_one_and_the_gate_follows(ground: Ground) -> None:
    d = deed(ground, "water")
    plan = [{"due_on": "2026-10-20", "amount": "50000.00"}, {"due_on": "2026-11-20", "amount": "23500"}]
    ask(d, d.on, mode="instalments", plan=plan)
    d.wait(1)
    d.answer()
    assert [m.amount for m in Measure.objects.filter(case_id=d.case)] == [5_000_000, 2_350_000]
    go_to(d, date(2026, 10, 20))
    assert facts(d).decision.deferred_until == date(2026, 10, 20)  # type: ignore[union-attr]
    pay(d, 5_000_000)
    go_to(d, date(2026, 11, 20))
    assert facts(d).decision.deferred_until == date(2026, 11, 20)  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as refusal:
        d.chase()
    assert codes(refusal) == {"fee.not-overdue"}
    go_to(d, date(2026, 11, 23))
    d.chase()
    chase = papers.latest(Case.objects.get(pk=d.case), Doc.CHASE_NOTICE)
    assert chase is not None and chase.values["unpaid"] == 2_350_000
