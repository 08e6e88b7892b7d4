"""行政征收 (费) on a real database: assessed and paid to the 分, chased, late fee, referred; no step out of order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.law import procedures
from mingjing.law.kinds import ActKind, Doc, Power, Role, Stage, Step
from mingjing.law.rules import duty_of
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions, papers
from mingjing.procedure.models import Decision, Payment
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
    stage,
    working,
)  # fmt: skip

__all__ = ["ground", "levies"]  # fixtures


def assess(d: Any, **changes: Any) -> None:
    values = {
        "facts": "计量数据", "quantity": 210_000, "unit": "立方米", "standard": 35, "amount": OWED, "opinion": "同意",
        **changes,
    }  # fmt: skip
    d.step(Step.ASSESS, d.actor("U"), **values)


# --- assessed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": OWED + 1}, "amount"),
        ({"amount": OWED - 1}, "amount"),
        ({"quantity": 0, "amount": 1}, "quantity"),
        ({"reduction": 1, "amount": OWED - 1}, "reduction_basis"),
        ({"reduction": OWED, "reduction_basis": "某规定第二条", "amount": 1}, "reduction"),
        ({"quantity": None}, "quantity"),
        ({"facts": ""}, "facts"),
    ],
)
def test_an_assessment_that_does_not_add_up_to_the_fen_is_refused(ground: Ground, changes: Any, field: str) -> None:
    d = deed(ground, "opened")
    before = ground.entries()
    with pytest.raises(FormIncomplete) as refusal:
        assess(d, **changes)
    assert fields(refusal) == {field}
    assert ground.entries() == before and not Case.objects.get(pk=d.case).number


def test_an_assessment_numbers_the_case_and_a_reduction_has_its_own_paper(ground: Ground) -> None:
    d = deed(ground, "opened")
    assess(d, reduction=100, reduction_basis="某规定第二条", amount=OWED - 100)
    case = Case.objects.get(pk=d.case)
    assert case.number == "三水征〔2026〕5号" and case.filed_on == d.on
    assert papers.latest(case, Doc.DEFERRAL_REVIEW).values["reduction"] == 100  # type: ignore[union-attr]
    d.issue()
    assert (d.decision.fine, d.decision.kind, d.decision.confiscated) == (OWED - 100, "fee", 0)
    assert papers.latest(case, Doc.FEE_NOTICE).values["amount"] == OWED - 100  # type: ignore[union-attr]


def test_the_last_assessment_counts_and_a_notice_must_say_the_same(ground: Ground) -> None:
    d = deed(ground, "assessed")
    d.draft(Doc.FEE_NOTICE)
    assess(d, quantity=200_000, amount=200_000 * 35)
    with pytest.raises(StepRefused) as refusal:
        d.issue()
    assert codes(refusal) == {"assess.differs"}
    d.draft(Doc.FEE_NOTICE, quantity=200_000, amount=200_000 * 35)
    d.issue()
    assert d.decision.fine == 200_000 * 35


def test_a_water_fee_is_not_levied_for_what_has_become_a_tax(ground: Ground) -> None:
    d = deed(ground, "opened")
    details = {**Case.objects.get(pk=d.case).details, "period_end": date(2024, 12, 1)}
    actions.edit_case(actor=d.lead, case_id=d.case, values={"details": details}, now=d.at)
    with pytest.raises(StepRefused) as refusal:
        assess(d)
    assert codes(refusal) == {"fee.unknown"}


def test_what_the_law_exempts_is_not_levied_and_ends(ground: Ground) -> None:
    d = deed(ground, "opened")
    d.exempt()
    assert stage(d) == Stage.TERMINATED
    assert not Decision.objects.filter(case_id=d.case).exists()


@pytest.mark.clause("L1.1")
def test_a_fee_of_great_moment_waits_for_review_and_discussion(ground: Ground) -> None:
    d = deed(ground, "assessed")
    actions.edit_case(actor=d.lead, case_id=d.case, values={"public_interest": True}, now=d.at)
    with pytest.raises(StepRefused) as refusal:
        d.issue()
    assert codes(refusal) == {"review.not-passed", "discussion.none"}
    d.draft(Doc.FEE_NOTICE)
    d.submit()
    d.agree()
    d.discuss()
    d.issue()
    assert (d.decision.review_required, d.decision.discussion_required) == (1, 1)


# --- paid ----------------------------------------------------------------------------------------------------------


@pytest.mark.law("取水许可和水资源费征收管理条例33")
def test_the_day_to_pay_by_is_the_fees_own_and_rolls_over_a_holiday(ground: Ground) -> None:
    d = deed(ground, "water")
    f = facts(d)
    assert f.decision is not None
    assert (f.decision.served_on, f.decision.payment_due) == (SERVED, LAST)
    assert due(d, "fee.pay") == due(d, "fee.deferral_ask") == LAST
    assert procedures.PROCEDURES["levy-fee-2026"].pay_clock == "fee.pay"
    assert clocks.obligation_of(d.case, "payment.pay") is None


def test_money_is_recorded_by_voucher_in_parts_and_never_beyond_what_is_owed(ground: Ground) -> None:
    d = deed(ground, "water")
    with pytest.raises(FormIncomplete) as refusal:
        pay(d, OWED + 1)
    assert fields(refusal) == {"amount"}
    pay(d, 1)
    assert clocks.obligation_of(d.case, "fee.pay").met_on is None  # type: ignore[union-attr]
    with pytest.raises(FormIncomplete) as refusal:
        pay(d, 1)
    assert fields(refusal) == {"voucher"}
    with pytest.raises(FormIncomplete) as refusal:
        pay(d, OWED, "示例征-2")
    assert fields(refusal) == {"amount"}
    with pytest.raises(StepRefused) as blocked:
        d.execute()
    assert codes(blocked) == {"fee.unpaid"}
    pay(d, OWED - 1, "示例征-2")
    assert clocks.obligation_of(d.case, "fee.pay").met_on == d.on  # type: ignore[union-attr]
    assert [p.amount for p in Payment.objects.filter(case_id=d.case)] == [1, OWED - 1]
    d.execute()
    d.close()
    assert stage(d) == Stage.CLOSED


def test_who_decides_does_not_take_the_money(ground: Ground) -> None:
    d = deed(ground, "water")
    with pytest.raises(NotAllowed):
        d.step(Step.RECORD_PAYMENT, d.actor("B"), amount=1, voucher="v", bank="b", paid_on=d.on)
    assert not Payment.objects.filter(case_id=d.case).exists()


# --- overdue -------------------------------------------------------------------------------------------------------


@pytest.mark.law("水法70", "行政强制法45", "行政强制法54")
def test_chased_and_late_to_the_fen_and_the_day(ground: Ground) -> None:
    d = deed(ground, "water")
    go_to(d, LAST)
    with pytest.raises(StepRefused) as refusal:
        d.chase()
    assert codes(refusal) == {"fee.not-overdue"}
    go_to(d, LAST + timedelta(days=1))
    d.chase()
    with pytest.raises(StepRefused) as refusal:
        d.late()
    assert codes(refusal) == {"chase.running", "late-fee.none"}
    d.serve(Doc.CHASE_NOTICE)
    assert due(d, "demand.comply") == working(d.on, 10)
    go_to(d, due(d, "demand.comply"))
    pay(d, OWED - 1_000_000)
    with pytest.raises(StepRefused) as refusal:
        d.late()
    assert codes(refusal) == {"chase.running", "late-fee.none"}
    go_to(d, working(d.on, 1))
    late = (due(d, "demand.comply") - LAST).days * OWED + (d.on - due(d, "demand.comply")).days * 1_000_000
    d.late()
    assert facts(d).decision.surcharge == late * 20 // 10_000  # type: ignore[union-attr]
    with pytest.raises(StepRefused) as refusal:
        d.late()
    assert codes(refusal) == {"late-fee.none"}
    with pytest.raises(FormIncomplete):
        pay(d, 1_000_000 + late * 20 // 10_000 + 1, "示例征-2")
    pay(d, 1_000_000, "示例征-2")
    with pytest.raises(StepRefused) as refusal:
        d.execute()
    assert codes(refusal) == {"fee.unpaid"}
    pay(d, late * 20 // 10_000, "示例征-3")
    d.execute()
    with pytest.raises(StepRefused) as refusal:
        d.close()
    assert codes(refusal) == {"service.open", "publication.open"} - {"publication.open"}
    d.serve(Doc.LATE_FEE_DECISION)
    d.close()


def test_what_goes_on_unpaid_is_referred_as_a_penalty_and_taken_to_the_court_in_its_time(ground: Ground) -> None:
    d = deed(ground, "water")
    go_to(d, LAST + timedelta(days=1))
    d.chase()
    d.serve(Doc.CHASE_NOTICE)
    go_to(d, working(due(d, "demand.comply"), 1))
    with pytest.raises(FormIncomplete) as wrong:
        d.step(Step.REFER_PENALTY, d.actor("B"), power="没有这一项", reason="逾期不缴")
    assert fields(wrong) == {"power"}
    d.step(Step.REFER_PENALTY, d.actor("B"), power="对未经批准擅自取水的处罚", reason="经催缴逾期不缴。")
    opened = Case.objects.get(origin_id=d.case)
    assert (opened.kind, opened.origin_kind, opened.stage) == (ActKind.PENALTY, "levy", Stage.CLUE)
    court = {"party_view": "没有意见", "facts_reason": "欠缴事实清楚。"}
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.APPLY_COURT_LEVY, d.actor("B"), **court)
    assert codes(refusal) == {"court.window"}
    remedy = due(d, "remedy.litigation")
    go_to(d, remedy)
    with pytest.raises(StepRefused):
        d.step(Step.APPLY_COURT_LEVY, d.actor("B"), **court)
    go_to(d, working(remedy, 1))
    d.step(Step.APPLY_COURT_LEVY, d.actor("B"), **court)
    paper = papers.latest(Case.objects.get(pk=d.case), Doc.LEVY_COURT_APPLICATION)
    assert paper is not None and paper.values["amount"] == OWED and "催缴" in paper.values["demand_number"]
    with pytest.raises(StepRefused) as refusal:
        go_to(d, remedy + timedelta(days=100))
        d.step(Step.APPLY_COURT_LEVY, d.actor("B"), **court)
    assert codes(refusal) == {"court.window"}


# --- any order -----------------------------------------------------------------------------------------------------

ROLES = {Role.HEAD: "B", Role.REVIEWER: "L", Role.UNIT_LEAD: "U", Role.HANDLER: "H", Role.ARCHIVIST: "R"}
CASES = ("opened", "issued", "water", "planned", "decided", "in use", "returned", "damaged", "project")


@pytest.mark.clause("D2.2")
@pytest.mark.parametrize("name", CASES)
def test_every_step_of_every_table_out_of_order_is_refused_and_leaves_nothing(ground: Ground, name: str) -> None:
    d = deed(ground, name)
    case = Case.objects.get(pk=d.case)
    before, rules = ground.entries(), procedures.PROCEDURES[case.law_version].rules
    tried = 0
    for step in {s for t in procedures.TABLES if t.kind is ActKind.LEVY for s in t.rules}:
        rule = rules.get(step)
        if rule and case.stage in rule.starts_from:
            continue
        by = rule.by if rule else Power.EDIT_CASE
        if duty_of(by)[0] is Role.REVIEWER:  # not theirs to look at where it was never sent to them
            with pytest.raises((NotAllowed, StepRefused)):
                d.step(step, d.actor("L"))
            continue
        with pytest.raises(StepRefused) as refusal:
            d.step(step, d.actor(ROLES[duty_of(by)[0]]))
        assert refusal.value.blockers[0].code == ("stage.wrong" if rule else "step.unknown")
        tried += 1
    assert tried > 30
    assert ground.entries() == before


def test_an_issued_notice_is_not_drafted_anew(ground: Ground) -> None:
    d = deed(ground, "water")
    with pytest.raises(StepRefused) as refusal:
        d.draft(Doc.FEE_NOTICE, amount=1)
    assert codes(refusal) == {"document.final"}
