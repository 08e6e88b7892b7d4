"""The tables of 征收征用: ready facts pass, every gate blocks alone with its article; sums and days to the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.law import fees, goods, levy, levy_gates, procedures
from mingjing.law.deadlines import LIMITS, rate
from mingjing.law.fees import Paid, Part
from mingjing.law.kinds import DecisionKind, Power, Stage, Step
from mingjing.law.limits import Holder, Unit
from mingjing.law.rules import duty_of
from tests.law import ready_levy as r
from tests.law.spoil_levy import ALSO, SPOIL

pytestmark = pytest.mark.pure
STEPS = [(t.version, step) for t in r.TABLES for step in t.rules]
PAIRS = [(t.version, step, gate) for t in r.TABLES for step, rule in t.rules.items() for gate in rule.gates]


def name(x: Any) -> str:
    return str(getattr(x, "code", x))


@pytest.mark.parametrize(("version", "step"), STEPS, ids=str)
def test_ready_facts_pass_every_step(version: str, step: Step) -> None:
    assert procedures.blockers(version, r.ready_for(version, step), step) == ()


@pytest.mark.clause("L0.1", "D2.2", "R0.1")
@pytest.mark.parametrize(("version", "step", "gate"), PAIRS, ids=name)
def test_every_gate_blocks_alone_with_its_article_and_a_cure(version: str, step: Step, gate: Any) -> None:
    found = procedures.blockers(version, SPOIL[gate.code](r.ready_for(version, step)), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    assert codes <= {gate.code} | ALSO.get(gate.code, set())
    mine = next(b for b in found if b.code == gate.code)
    assert mine.article == gate.article
    assert mine.cure


@pytest.mark.parametrize(("version", "step"), STEPS, ids=str)
def test_a_step_out_of_order_is_refused_first_by_its_stage(version: str, step: Step) -> None:
    rules = next(t.rules for t in r.TABLES if t.version == version)
    for wrong in set(Stage) - rules[step].starts_from:
        found = procedures.blockers(version, replace(r.ready_for(version, step), stage=wrong), step)
        assert found[0].code == "stage.wrong"


def test_every_step_names_a_power_an_article_and_a_duty() -> None:
    for table in r.TABLES:
        for step, rule in table.rules.items():
            assert rule.by in Power and duty_of(rule.by), step
            assert any(mark in rule.basis for mark in ("法", "号", "条例")), step


@pytest.mark.law("国有土地上房屋征收与补偿条例27", "国有土地上房屋征收与补偿条例28")
def test_no_table_lets_the_organ_move_people_by_force() -> None:
    for table in r.TABLES:
        assert not {Step.EXECUTE, Step.DECIDE_EXECUTION} & set(table.rules)
        if Step.APPLY_COURT_LEVY in table.rules:
            codes = {g.code for g in table.rules[Step.APPLY_COURT_LEVY].gates}
            assert "court.window" in codes
            assert table is levy.FEE or {"compensation.unpaid", "move.term-open", "demand.too-early"} <= codes


@pytest.mark.clause("L1.1")
def test_an_expropriation_is_reviewed_and_discussed_whatever_its_flags() -> None:
    plain = replace(r.CONSULTED, proposal=replace(r.BASE.proposal, complex_case=False))  # type: ignore[type-var]
    version = r.expropriation.PROJECT.version
    bare = replace(plain, rounds=(), discussions=())
    codes = {b.code for b in procedures.blockers(version, bare, Step.DECIDE_EXPROPRIATION)}
    assert codes == {"review.not-passed", "discussion.none"}


@pytest.mark.law("取水许可和水资源费征收管理条例33", "取水许可和水资源费征收管理条例34")
def test_limits_have_their_unit_holder_and_an_honest_mark() -> None:
    by_id = {x.rule_id: x for x in LIMITS}
    wanted = {
        "fee.pay": (7, Unit.CALENDAR_DAY, Holder.PARTY), "fee.deferral_ask": (7, Unit.CALENDAR_DAY, Holder.PARTY),
        "fee.deferral_answer": (5, Unit.WORKING_DAY, Holder.ORGAN),
        "plan.comments": (30, Unit.CALENDAR_DAY, Holder.PARTY),
        "fee.deferral_longest": (90, Unit.CALENDAR_DAY, Holder.PARTY),
    }  # fmt: skip
    for rule_id, (amount, unit, holder) in wanted.items():
        x = by_id[rule_id]
        assert (x.amount, x.unit, x.holder) == (amount, unit, holder)
    for rule_id in ("requisition.papers", "requisition.return", "requisition.compensate"):
        assert by_id[rule_id].to_confirm and by_id[rule_id].configurable


# --- sums ----------------------------------------------------------------------------------------------------------

DUE = date(2026, 10, 15)


@pytest.mark.parametrize(("quantity", "standard", "reduction", "due"), [(100, 35, 0, 3500), (100, 35, 1, 3499)])
def test_what_is_assessed_is_base_times_standard_less_what_is_remitted(
    quantity: int, standard: int, reduction: int, due: int
) -> None:
    assert fees.assessed(quantity, standard, reduction) == due
    with pytest.raises(ValueError, match="负数"):
        fees.assessed(-1, standard, 0)


@pytest.mark.law("水法70", "行政强制法45")
@pytest.mark.parametrize(
    ("days", "fen"), [(0, 0), (1, 200), (10, 2000), (499, 99_800), (500, 100_000), (501, 100_000), (3000, 100_000)]
)
def test_a_late_fee_grows_by_two_in_a_thousand_a_day_and_never_above_the_fee(days: int, fen: int) -> None:
    found = fees.late_fee(rate("late.water", DUE), (Part(DUE, 100_000),), (), DUE + timedelta(days=days))
    assert found == fen


def test_a_late_fee_counts_day_by_day_only_what_was_overdue_that_day() -> None:
    parts, half = (Part(DUE, 100_000),), Paid(DUE + timedelta(days=10), 50_000)
    until = DUE + timedelta(days=20)
    assert fees.owed_days(parts, (half,), until) == 100_000 * 10 + 50_000 * 10
    assert fees.owed_days(parts, (Paid(DUE, 100_000),), until) == 0  # paid on the last day: not late
    assert fees.owed_days(parts, (Paid(DUE + timedelta(days=1), 100_000),), until) == 100_000  # one day late


def test_instalments_fall_due_one_by_one() -> None:
    parts = (Part(DUE, 40_000), Part(DUE + timedelta(days=30), 60_000))
    assert fees.overdue(parts, (), DUE) == 0
    assert fees.overdue(parts, (), DUE + timedelta(days=1)) == 40_000
    paid = (Paid(DUE, 40_000),)
    assert fees.overdue(parts, paid, DUE + timedelta(days=30)) == 0
    assert fees.overdue(parts, paid, DUE + timedelta(days=31)) == 60_000


@pytest.mark.law("取水许可和水资源费征收管理条例34")
def test_a_deferral_puts_off_the_day_and_instalments_each_have_theirs() -> None:
    until = r.TODAY + timedelta(days=9)
    granted = r.with_(r.took(Step.ANSWER_DEFERRAL, 1, granted="granted", mode="defer", until=until.isoformat()))(
        r.OWING
    )
    assert levy_gates.parts(granted) == (Part(until, r.AMOUNT),)
    assert levy_gates.overdue(granted) == 0
    refused = r.with_(r.took(Step.ANSWER_DEFERRAL, 1, granted="refused"))(r.OWING)
    assert levy_gates.overdue(refused) == r.AMOUNT
    plan = [{"due_on": "2026-11-10", "amount": 60_000_00}, {"due_on": "2026-12-10", "amount": 30_000_00}]
    split = r.with_(r.took(Step.DEFERRAL_BY_SILENCE, 1, granted="silent", mode="instalments", plan=plan))(r.OWING)
    # 10 000 元 were paid before the plan was agreed: they stay due on the first day.
    assert sum(p.amount for p in levy_gates.parts(split)) == r.AMOUNT
    assert levy_gates.overdue(split) == 70_000_00


@pytest.mark.law("水法70")
def test_no_late_fee_for_who_pays_within_the_time_of_the_chase() -> None:
    paid = Step.RECORD_PAYMENT
    in_time = r.with_(r.took(paid, 5, amount=r.AMOUNT, paid_on=r.TODAY - timedelta(days=3)))(r.CHASED)
    late = r.with_(r.took(paid, 1, amount=r.AMOUNT, paid_on=r.TODAY - timedelta(days=1)))(r.CHASED)
    assert levy_gates.late_fee(in_time) == 0
    assert levy_gates.late_fee(late) == r.AMOUNT * 29 * 20 // 10_000
    assert levy_gates.late_fee(replace(r.OWING, served={})) == 0


def test_a_fee_is_named_and_its_period_ends_before_it_became_a_tax() -> None:
    ask = levy_gates.fee_known.ask
    assert ask(r.ASSESSING).state == "yes"
    assert ask(r.of(period_end="2024-12-01")(r.ASSESSING)).state == "no"
    assert ask(r.of(fee="gold")(r.ASSESSING)).state == "no"
    assert ask(r.of(fee="soil", period_end="2026-11-01")(r.ASSESSING)).state == "yes"


def test_goods_are_counted_to_the_piece() -> None:
    assert goods.outstanding(r.IN_USE) == {"装载机": 2}
    assert not goods.outstanding(r.OUT_AND_BACK)
    assert goods.came_back(r.OUT_AND_BACK, "damaged", "lost") == {"装载机": 1}
    for wrong in ("一台", "1.5", "-1", "1234567", "１"):
        with pytest.raises(ValueError, match="不是整数"):
            goods.whole(wrong)


def test_second_decisions_of_one_kind_are_refused_others_are_not() -> None:
    gate = levy_gates.none_in_force(DecisionKind.COMPENSATION)
    assert gate(r.RETURNED) is None
    assert gate(r.COMPENSATED) is not None
