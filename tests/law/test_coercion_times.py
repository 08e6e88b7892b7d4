"""行政强制 to the unit: thirty days and tests left out, three per cent and its cap, night and holiday, the windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mingjing.law import coercion, coercion_execution, procedures
from mingjing.law import coercion_hold as hold
from mingjing.law import coercion_money as money
from mingjing.law.calendars import bundled
from mingjing.law.coercion_execution_gates import by_day, demand_over, remedy_over, rest_time
from mingjing.law.deadlines import due_of, resolve
from mingjing.law.duty import charge
from mingjing.law.kinds import DecisionKind, Doc, Step
from mingjing.law.limits import Unit
from tests.law.ready import TODAY
from tests.law.ready_coercion import (
    ANNOUNCED,
    BEIJING,
    DAY,
    DEMANDED,
    EXECUTION,
    HOLD,
    IN_FORCE,
    MONEY,
    NOON,
    TESTING,
    URGENT,
    after,
    clock,
    detail,
    given,
    took,
    without,
)  # fmt: skip
from tests.law.spoil_coercion import SPOIL

pytestmark = pytest.mark.pure

# --- how long: 强25、28、33 -----------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法25", "行政强制法69")
def test_thirty_days_are_calendar_days_and_do_not_roll_over_days_off() -> None:
    limit = resolve("seize.hold", date(2026, 9, 2))
    assert (limit.amount, limit.extension, limit.unit) == (30, 30, Unit.CALENDAR_DAY)
    found = due_of(limit, date(2026, 9, 2), bundled())
    assert (found.nominal, found.rolled) == (date(2026, 10, 2), date(2026, 10, 8))
    f = replace(clock(IN_FORCE, "seize.hold", due=found.rolled, nominal=found.nominal), on=date(2026, 10, 2))
    assert hold.not_to_be_released(f) is None
    late = hold.not_to_be_released(replace(f, on=date(2026, 10, 3)))
    assert late and late.step is Step.RELEASE_MEASURE


@pytest.mark.law("行政强制法28")
@pytest.mark.parametrize("step", [Step.BEGIN_TEST, Step.EXTEND_MEASURE, Step.SELL_PERISHABLE])
def test_when_the_time_is_up_nothing_is_left_but_release_and_handling(step: Step) -> None:
    late = SPOIL["measure.must-release"](IN_FORCE)
    assert [b.code for b in procedures.blockers(coercion.MEASURE.version, late, step)] == ["measure.must-release"]
    for allowed in (Step.RELEASE_MEASURE, Step.HANDLE_SEIZED, Step.TRANSFER_SEIZED):
        assert procedures.blockers(coercion.MEASURE.version, late, allowed) == ()


@pytest.mark.law("行政强制法25")
def test_days_of_a_test_count_out_only_as_told_and_only_once_told() -> None:
    assert HOLD.nominal
    told = 10 * DAY  # told on the day it was taken, until the tenth day after
    assert hold.hold_end(TESTING) == HOLD.nominal + told
    later = replace(TESTING, served={Doc.TEST_NOTICE: TODAY + 3 * DAY})
    assert hold.hold_end(later) == HOLD.nominal + 8 * DAY  # its own first day stands still too
    assert hold.hold_end(replace(TESTING, served={})) == HOLD.nominal
    at_end = replace(TESTING, on=HOLD.nominal + told)
    assert hold.not_to_be_released(at_end) is None
    assert hold.not_to_be_released(replace(at_end, on=at_end.on + DAY))


@pytest.mark.law("行政强制法19", "行政强制法28")
def test_what_must_be_released_is_released_whatever_the_clock_says() -> None:
    assert "没有违法行为" in hold.must_release(after(IN_FORCE, took(Step.FIND_UNNEEDED, ground="no_violation")))
    refused = after(IN_FORCE, took(Step.APPROVE_AFTERWARDS, by="p9", result="refused"))
    assert "不应当采取" in hold.must_release(refused)
    duty = EXECUTION[Step.DEMAND_DUTY].duty
    assert duty
    for changes in (
        {"of_system": True, "over": True},
        {"of_system": True, "kind": str(DecisionKind.NO_PENALTY)},
        {"of_system": True, "kind": "ordinary_penalty"},
    ):
        assert "不再需要" in hold.must_release(replace(IN_FORCE, duty=replace(duty, **changes)))
    assert hold.must_release(IN_FORCE) == ""


@pytest.mark.law("行政强制法19")
def test_an_urgent_measure_needs_no_approval_before_but_one_after() -> None:
    assert procedures.blockers(coercion.MEASURE.version, URGENT, Step.TAKE_MEASURE_URGENTLY) == ()
    taken = after(IN_FORCE, took(Step.TAKE_MEASURE_URGENTLY))
    found = hold.approved_afterwards(taken)
    assert found and found.step is Step.APPROVE_AFTERWARDS
    own = after(taken, took(Step.APPROVE_AFTERWARDS, by="p1", result="approved"))
    assert hold.approved_afterwards(own)


# --- money: 强45、46 ------------------------------------------------------------------------------------------------

FINE = money.daily({"charge": "surcharge"}, TODAY)
DUE = date(2026, 10, 1)


@pytest.mark.law("行政强制法45", "行政处罚法72")
@pytest.mark.parametrize(
    ("principal", "days", "wanted"),
    [
        (10_000_00, 1, 300_00),
        (10_000_00, 33, 9_900_00),
        (10_000_00, 34, 10_000_00),  # 10200: capped at the principal
        (10_000_00, 400, 10_000_00),
        (33, 1, 0),  # 0.99 分 falls away
        (34, 1, 1),
        (1, 33, 0),
        (1, 34, 1),
        (1, 500, 1),
    ],
)
def test_three_per_cent_a_day_never_above_the_principal(principal: int, days: int, wanted: int) -> None:
    assert charge(FINE, principal, (), due=DUE, until=DUE + days * DAY) == (wanted, days)


@pytest.mark.law("行政强制法45", "行政处罚法73")
def test_it_grows_on_what_is_unpaid_and_stands_still_while_a_remedy_is_pending() -> None:
    half = charge(FINE, 10_000_00, [(DUE + 6 * DAY, 5_000_00)], due=DUE, until=DUE + 10 * DAY)
    assert half == (5 * 300_00 + 5 * 150_00, 10)
    still = charge(FINE, 10_000_00, (), due=DUE, until=DUE + 10 * DAY, pauses=[(DUE + 3 * DAY, DUE + 8 * DAY)])
    assert still == (5 * 300_00, 5)
    assert charge(FINE, 10_000_00, (), due=DUE, until=DUE + 10 * DAY, pauses=[(DUE, None)]) == (0, 0)
    assert charge(FINE, 10_000_00, [(DUE, 10_000_00)], due=DUE, until=DUE + 10 * DAY) == (0, 0)
    with pytest.raises(ValueError, match="负数"):
        charge(FINE, -1, (), due=DUE, until=DUE)


@pytest.mark.law("行政强制法45")
def test_a_late_fee_has_the_rate_of_its_own_law_and_the_same_cap() -> None:
    rate = money.daily({"charge": "late_fee", "late_rate": 5, "late_basis": "《水土保持法》第五十七条"}, TODAY)
    assert charge(rate, 86_400_00, (), due=DUE, until=DUE + DAY) == (43_20, 1)
    assert charge(rate, 100, (), due=DUE, until=DUE + 3000 * DAY).amount == 100


@pytest.mark.law("行政强制法46")
def test_money_is_executed_only_when_more_than_thirty_days_have_been_charged() -> None:
    assert procedures.blockers(coercion_execution.EXECUTION.version, MONEY, Step.DECIDE_EXECUTION) == ()
    last = clock(MONEY, "charge.thirty", due=TODAY)
    assert [b.code for b in procedures.blockers(coercion_execution.EXECUTION.version, last, Step.DECIDE_EXECUTION)] == [
        "charge.too-early"
    ]
    assert money.thirty_days_charged(without(MONEY, Step.CHARGE_DAILY))


@pytest.mark.law("行政强制法42", "行政强制法45")
def test_the_last_fen_is_owed_and_what_is_forgiven_is_not() -> None:
    whole = 86_400_00 + 1_000_00
    assert money.outstanding(MONEY) == whole
    almost = after(MONEY, took(Step.PAY_DUTY, what="duty", amount=whole - 1, paid_on=TODAY))
    assert money.outstanding(almost) == 1 and money.all_paid(almost)
    assert money.all_paid(after(almost, took(Step.PAY_DUTY, what="duty", amount=1, paid_on=TODAY))) is None
    assert money.outstanding(after(MONEY, took(Step.PAY_DUTY, what="cost", amount=5, paid_on=TODAY))) == whole
    assert money.outstanding(after(MONEY, took(Step.AGREE_EXECUTION, remission=400_00))) == whole - 400_00


# --- when: 强37、43、44 ----------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法43")
@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("2026-11-23T21:59", ""), ("2026-11-23T22:00", "夜间"), ("2026-11-23T23:59", "夜间"),
        ("2026-11-24T00:00", "夜间"), ("2026-11-24T05:59", "夜间"), ("2026-11-24T06:00", ""),
        ("2026-10-01T10:00", "法定节假日"), ("2026-10-04T10:00", ""),  # a day off by arrangement, not statutory
        ("2026-10-10T10:00", ""),  # a Saturday worked to make up
        ("2026-02-16T10:00", "法定节假日"),  # 除夕, statutory since 2025
    ],
)  # fmt: skip
def test_nothing_is_executed_at_night_or_on_a_statutory_holiday(at: str, why: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=BEIJING)
    holiday = bundled().is_statutory(moment.date())
    assert rest_time(moment, holiday) == why
    found = by_day(replace(ANNOUNCED, at=moment, holiday=holiday))
    assert (found is None) is (why == "")


@pytest.mark.law("行政强制法43")
def test_urgency_is_approved_for_a_time_and_ends_with_it() -> None:
    night = NOON.replace(hour=23)
    urgent = replace(took(Step.APPROVE_URGENCY, reason="有倒塌危险", until=night), at=NOON)
    f = after(replace(ANNOUNCED, at=night), urgent)
    assert by_day(f) is None
    assert by_day(replace(f, at=night + timedelta(minutes=1)))
    assert by_day(replace(f, at=NOON - timedelta(minutes=1), holiday=True))


@pytest.mark.law("行政强制法37")
def test_property_moved_away_ends_the_wait_of_the_demand_but_not_before_the_court() -> None:
    waiting = clock(DEMANDED, "execution.demand", due=TODAY + 5 * DAY)
    assert demand_over(waiting)
    moved = after(waiting, took(Step.RECORD_FLIGHT, signs="转移账户资金"))
    assert demand_over(moved) is None
    assert demand_over(detail(moved, own_power="court"))
    assert demand_over(replace(moved, served={}))


@pytest.mark.law("行政强制法36")
def test_views_that_hold_stop_the_execution_until_a_new_demand() -> None:
    upheld = after(DEMANDED, took(Step.RECORD_VIEWS), took(Step.ANSWER_VIEWS, adopted="full"))
    codes = {b.code for b in procedures.blockers(coercion_execution.EXECUTION.version, upheld, Step.DECIDE_EXECUTION)}
    assert "views.unanswered" in codes
    again = after(upheld, took(Step.DEMAND_DUTY, 20, days=10))
    assert "views.unanswered" not in {
        b.code for b in procedures.blockers(coercion_execution.EXECUTION.version, again, Step.DECIDE_EXECUTION)
    }


@pytest.mark.law("行政强制法44")
def test_a_building_is_taken_down_only_after_the_remedies_are_past() -> None:
    d = ANNOUNCED.duty
    assert d
    assert remedy_over(ANNOUNCED) is None
    assert remedy_over(replace(ANNOUNCED, duty=replace(d, remedy_end=TODAY)))
    assert remedy_over(replace(ANNOUNCED, duty=replace(d, remedy_end=TODAY - DAY))) is None
    assert remedy_over(replace(ANNOUNCED, duty=replace(d, remedy_pending=True)))
    assert remedy_over(replace(ANNOUNCED, duty=None))


@pytest.mark.law("行政强制法43")
@pytest.mark.parametrize("words", ["停水", "停止供电", "断气", "切断供暖", "停止供应燃气", "停热"])
def test_no_water_power_heat_or_gas_of_a_home_is_cut(words: str) -> None:
    facts = replace(EXECUTION[Step.DECIDE_EXECUTION], draft_values={"method_text": f"逾期将{words}。"})
    codes = {b.code for b in procedures.blockers(coercion_execution.EXECUTION.version, facts, Step.DECIDE_EXECUTION)}
    assert codes == {"execution.utilities"}
    empty = detail(facts, living=False)
    assert procedures.blockers(coercion_execution.EXECUTION.version, empty, Step.DECIDE_EXECUTION) == ()


@pytest.mark.law("行政强制法39")
def test_three_years_of_suspension_end_it_only_for_the_truly_unable() -> None:
    version, ready_facts = coercion_execution.EXECUTION.version, EXECUTION[Step.RESUME_EXECUTION]
    over = clock(ready_facts, "execution.lapse", due=TODAY - DAY)
    assert [b.code for b in procedures.blockers(version, over, Step.RESUME_EXECUTION)] == ["execution.lapsed"]
    assert procedures.blockers(version, clock(over, "execution.lapse", due=TODAY), Step.RESUME_EXECUTION) == ()
    harmful = given(over, Step.SUSPEND_EXECUTION, harmless=False)
    assert procedures.blockers(version, harmful, Step.RESUME_EXECUTION) == ()


@pytest.mark.law("行政强制法53", "行政强制法54")
def test_the_window_of_the_court_opens_after_the_remedies_and_closes_after_three_months() -> None:
    version, facts = coercion_execution.EXECUTION.version, EXECUTION[Step.APPLY_COURT_DUTY]
    assert facts.duty and facts.duty.remedy_end
    for on, good in (
        (facts.duty.remedy_end, False), (facts.duty.remedy_end + DAY, True),
        (facts.duty.court_end, True), (facts.duty.court_end + DAY, False),  # type: ignore[operator]
    ):  # fmt: skip
        then = clock(replace(facts, on=on), "execution.demand", due=on - DAY)
        codes = {b.code for b in procedures.blockers(version, then, Step.APPLY_COURT_DUTY)}
        assert codes == (set() if good else {"court.window"}), on
    assert procedures.blockers(version, replace(facts, duty=replace(facts.duty, sued=True)), Step.APPLY_COURT_DUTY)
