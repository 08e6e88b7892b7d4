"""The tables of licences: ready facts pass, every gate blocks alone with its article; items, times and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mingjing.law import licence, licence_items, procedures
from mingjing.law.calendars import bundled
from mingjing.law.deadlines import before, due_of, resolve
from mingjing.law.kinds import Power, Stage, Step
from mingjing.law.licence_facts import LicenceState, Matter
from mingjing.law.licence_item import check_food_number, checked, food_number
from mingjing.law.licence_items import LICENCE_ITEMS, item_on
from mingjing.law.limits import Holder, Mark, Unit
from mingjing.law.procedures import PHASE_OF_STAGE
from mingjing.law.rules import Procedure
from tests.law import ready_licence as ready

pytestmark = pytest.mark.pure
TABLES = ((licence.LICENCE, ready.READY), (licence.EXISTING, ready.READY_EXISTING))
LINES = [(table, step, facts[step]) for table, facts in TABLES for step in table.rules]
PAIRS = [(table, step, facts, gate) for table, step, facts in LINES for gate in table.rules[step].gates]
# Spoiling these necessarily trips a second gate that says the same thing from another side.
ALSO = {
    "acceptance.deemed": {"acceptance.not-overdue"},
    "acceptance.no-slip": {"site.unchecked"},
    "certificate.exists": set(),
    "decision.none": {"decision.unsealed", "seal.missing", "decision.open"},
    "decision.exists": {"renewal.not-lapsed"},
    "interested.untold": {"examination.otherwise"},
    "licence-hearing.not-held": {"licence-hearing.not-told"},
    "licence-hearing.record-unused": set(),
    "case.not-closed": {"stage.wrong"},
    "matter.other": {"materials.missing", "site.unchecked", "renewal.late", "renewal.not-lapsed", "ground.none"},
    "item.unknown": set(),
    "register.unknown": set(),
    "views.none": set(),
    "discussion.none": {"review.not-passed"},
    "ground.none": set(),
}


@pytest.mark.parametrize(("table", "step", "facts"), LINES, ids=lambda x: str(getattr(x, "name", x))[:40])
def test_ready_facts_pass_every_step(table: Procedure, step: Step, facts) -> None:  # noqa: ANN001
    assert procedures.blockers(table.version, facts, step) == ()


@pytest.mark.clause("D2.2", "D3.4")
@pytest.mark.parametrize(("table", "step", "facts", "gate"), PAIRS, ids=lambda x: str(getattr(x, "code", ""))[:40])
def test_every_gate_blocks_alone_with_its_article_and_a_cure(table: Procedure, step: Step, facts, gate) -> None:  # noqa: ANN001
    found = procedures.blockers(table.version, ready.SPOIL[gate.code](facts), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    assert codes <= {gate.code} | ALSO.get(gate.code, set())
    mine = next(b for b in found if b.code == gate.code)
    assert mine.article == gate.article
    assert mine.cure
    assert "法" in mine.article or "号" in mine.article


@pytest.mark.parametrize(("table", "step", "facts"), LINES, ids=lambda x: str(getattr(x, "name", x))[:40])
def test_a_step_out_of_order_is_refused_first_by_its_stage(table: Procedure, step: Step, facts) -> None:  # noqa: ANN001
    wrong = next(s for s in Stage if s not in table.rules[step].starts_from)
    assert procedures.blockers(table.version, replace(facts, stage=wrong), step)[0].code == "stage.wrong"


def test_every_step_names_a_power_an_article_and_known_stages() -> None:
    for table, _ in TABLES:
        for step, rule in table.rules.items():
            assert rule.by in Power, step
            assert "法" in rule.basis or "号" in rule.basis, step
            assert rule.leads_to is None or rule.leads_to in PHASE_OF_STAGE
        assert table.first_stage in PHASE_OF_STAGE
        assert all(step in table.rules for step in table.focus.values())


def test_every_gate_of_the_tables_has_a_spoiled_twin() -> None:
    assert {gate.code for *_, gate in PAIRS} <= set(ready.SPOIL)


# --- receiving ----------------------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法32")
@pytest.mark.parametrize(("left", "silent"), [(1, False), (0, False), (-1, True)])
def test_silence_accepts_from_the_day_of_receipt_and_not_before_the_fifth_working_day_is_over(
    left: int, silent: bool
) -> None:
    facts = replace(ready.NEW, clocks={"licence.accept": ready.clock(left, start=7)})
    codes = {b.code for b in procedures.blockers(licence.LICENCE.version, facts, Step.REQUEST_CORRECTION)}
    assert ("acceptance.deemed" in codes) is silent
    deemed = procedures.blockers(licence.LICENCE.version, facts, Step.DEEM_ACCEPTED)
    assert (deemed == ()) is silent


@pytest.mark.law("行政许可法32", "行政许可法72")
def test_what_is_missing_cannot_be_asked_for_twice_and_does_not_stop_what_silence_has_accepted() -> None:
    short = ready.asks(ready.NEW, materials=frozenset({"business"}))
    first = procedures.blockers(licence.LICENCE.version, short, Step.ACCEPT)
    assert [b.code for b in first] == ["materials.missing"]
    assert first[0].step is Step.REQUEST_CORRECTION
    assert "食品安全自查" in first[0].message
    again = ready.also(short, ready.took(Step.REQUEST_CORRECTION))
    assert procedures.blockers(licence.LICENCE.version, again, Step.ACCEPT)[0].step is Step.REFUSE_ACCEPTANCE
    late = replace(short, clocks={"licence.accept": ready.clock(-1, start=8)})
    assert procedures.blockers(licence.LICENCE.version, late, Step.ACCEPT) == ()


@pytest.mark.law("行政许可法34")
def test_an_item_that_is_decided_on_paper_needs_no_look_at_the_place() -> None:
    paper = item_on("waste_disposal", ready.TODAY)
    facts = ready.without(ready.EXAMINED, Step.CHECK_ON_SITE)
    assert [b.code for b in procedures.blockers(licence.LICENCE.version, facts, Step.GRANT)] == ["site.unchecked"]
    facts = replace(ready.asks(facts, item=paper), power_name="城市建筑垃圾处置核准")
    assert procedures.blockers(licence.LICENCE.version, facts, Step.GRANT) == ()


@pytest.mark.law("行政许可法46")
def test_an_item_that_must_be_heard_is_not_decided_unheard() -> None:
    must = replace(ready.FOOD, hearing="某条例第八条")
    found = procedures.blockers(licence.LICENCE.version, ready.asks(ready.EXAMINED, item=must), Step.GRANT)
    assert [b.code for b in found] == ["licence-hearing.not-held"]


@pytest.mark.law("行政许可法48")
def test_after_a_hearing_the_examination_is_made_again_by_its_record() -> None:
    heard = ready.also(ready.EXAMINED, ready.took(Step.HOLD_LICENCE_HEARING, 0))
    assert "licence-hearing.record-unused" in {
        b.code for b in procedures.blockers(licence.LICENCE.version, heard, Step.GRANT)
    }
    anew = ready.took(Step.EXAMINE, 0, conclusion="meets", interested="no", by_record="采纳")
    assert procedures.blockers(licence.LICENCE.version, ready.also(heard, anew), Step.GRANT) == ()


# --- a licence that exists ----------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法50")
@pytest.mark.parametrize(("days", "in_time"), [(31, True), (30, True), (29, False)])
def test_a_renewal_is_asked_thirty_days_before_the_end_and_not_twenty_nine(days: int, in_time: bool) -> None:
    end = date(2026, 12, 31)
    last = before(end, 30, Unit.CALENDAR_DAY, bundled())
    facts = ready.asks(
        ready.RENEWAL,
        received_on=end - timedelta(days=days),
        register=replace(ready.HELD, valid_to=end, renew_last=last),
    )
    codes = {b.code for b in procedures.blockers(licence.EXISTING.version, facts, Step.ACCEPT)}
    assert codes == (set() if in_time else {"renewal.late"})


@pytest.mark.law("行政许可法50")
def test_a_food_licence_is_not_renewed_more_than_ninety_working_days_early() -> None:
    early = ready.asks(ready.RENEWAL, register=replace(ready.HELD, renew_first=ready.TODAY + timedelta(days=1)))
    assert [b.code for b in procedures.blockers(licence.EXISTING.version, early, Step.ACCEPT)] == ["renewal.late"]


@pytest.mark.law("行政许可法50")
def test_silence_to_the_end_of_the_term_renews_and_one_day_before_does_not() -> None:
    assert procedures.blockers(licence.EXISTING.version, ready.LAPSED, Step.DEEM_RENEWED) == ()
    not_yet = ready.of_register(ready.LAPSED, valid_to=ready.TODAY)
    assert [b.code for b in procedures.blockers(licence.EXISTING.version, not_yet, Step.DEEM_RENEWED)] == [
        "renewal.not-lapsed"
    ]


@pytest.mark.law("行政许可法70")
@pytest.mark.parametrize(
    ("ground", "changes", "good"),
    [
        ("expired", {"valid_to": ready.TODAY}, False),
        ("expired", {"valid_to": ready.TODAY - timedelta(days=1)}, True),
        ("expired", {"valid_to": None}, False),
        ("taken", {}, False),
        ("taken", {"state": LicenceState.REVOKED}, True),
        ("ended", {}, True),
    ],
)
def test_cancelling_rests_on_what_has_really_happened(ground: str, changes: dict, good: bool) -> None:  # type: ignore[type-arg]
    facts = replace(ready.of_register(ready.CANCELLED, **changes), details={"ground_cancel": ground})
    codes = {b.code for b in procedures.blockers(licence.EXISTING.version, facts, Step.CANCEL_LICENCE)}
    assert codes == (set() if good else {"ground.none"})


@pytest.mark.law("行政许可法69")
def test_a_revocation_always_passes_the_review_and_the_heads() -> None:
    bare = replace(ready.REVOKED, rounds=(), discussions=())
    codes = {b.code for b in procedures.blockers(licence.EXISTING.version, bare, Step.REVOKE_LICENCE)}
    assert codes == {"review.not-passed", "discussion.none"}


def test_what_is_done_ex_officio_is_not_accepted_like_an_application_and_the_other_way_round() -> None:
    office = replace(ready.OFFICE, stage=Stage.RAISED, history=())
    assert "matter.other" in {b.code for b in procedures.blockers(licence.EXISTING.version, office, Step.ACCEPT)}
    asked = replace(ready.REQUEST)
    assert "matter.other" in {b.code for b in procedures.blockers(licence.EXISTING.version, asked, Step.START_REVIEW)}
    assert asked.licence is not None and asked.licence.matter is Matter.CHANGE


# --- items, times, numbers ----------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法42")
def test_a_promise_longer_than_the_law_is_refused_when_the_items_are_loaded() -> None:
    good = LICENCE_ITEMS[0]
    assert checked([replace(good, promised_days=good.statutory_days)])
    with pytest.raises(ValueError, match="承诺时限 11 个工作日长于法定时限 10 个工作日"):
        checked([replace(good, promised_days=11)])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"statutory_days": 15, "promised_days": 5, "days_basis": ""}, "要写明依据"),
        ({"years_basis": ""}, "没有写依据"),
        ({"conditions": ()}, "都要公示"),
        ({"promised_days": 0}, "至少一个工作日"),
        ({"materials": LICENCE_ITEMS[0].materials * 2}, "重复"),
    ],
)
def test_an_item_that_does_not_say_what_the_guide_must_say_is_refused(changes: dict, words: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=words):
        checked([replace(LICENCE_ITEMS[0], **changes)])


def test_two_versions_of_an_item_are_never_in_force_on_one_day() -> None:
    good = LICENCE_ITEMS[0]
    ended = replace(good, valid_to=date(2027, 12, 31))
    later = replace(good, valid_from=date(2028, 1, 1), promised_days=4)
    assert checked([ended, later])
    with pytest.raises(ValueError, match="重叠"):
        checked([good, later])


@pytest.mark.law("行政许可法82")
def test_every_limit_of_the_organ_is_in_working_days_and_says_where_it_comes_from() -> None:
    from mingjing.law import limits_licence

    assert len({x.rule_id for x in limits_licence.LIMITS}) == len(limits_licence.LIMITS)
    for limit in limits_licence.LIMITS:
        assert limit.rule_id.startswith("licence.") and len(limit.rule_id) <= 40
        assert limit.basis and limit.on_expiry and limit.start_event
        if limit.holder is Holder.ORGAN and limit.rule_id != "licence.renew":
            assert limit.unit is Unit.WORKING_DAY, limit.rule_id
        assert limit.source_mark is Mark.READ or limit.to_confirm


@pytest.mark.law("行政许可法42", "行政许可法82")
@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("licence.accept", date(2026, 4, 30), date(2026, 5, 11)),  # 五一, 05-09 周六上班
        ("licence.accept", date(2026, 2, 12), date(2026, 2, 26)),  # 春节, 02-14 周六上班
        ("licence.decide", date(2026, 9, 24), date(2026, 10, 29)),  # 中秋、国庆
        ("licence.decide.food_operation", date(2026, 11, 23), date(2026, 12, 7)),
        ("licence.promise.food_operation", date(2026, 11, 23), date(2026, 11, 30)),
        ("licence.hearing_hold", date(2026, 2, 12), date(2026, 3, 18)),
        ("licence.certificate", date(2026, 11, 23), date(2026, 12, 7)),
    ],
)
def test_working_days_pass_over_holidays_and_count_make_up_days(rule: str, start: date, due: date) -> None:
    assert due_of(resolve(rule, start), start, bundled()).rolled == due


def test_the_promise_never_ends_after_the_law() -> None:
    for item in licence_items.items_on(ready.TODAY):
        promise, law = resolve(item.promise_rule, ready.TODAY), resolve(item.decide_rule, ready.TODAY)
        assert promise.amount <= law.amount
        assert law.amount == item.statutory_days


@pytest.mark.parametrize(
    "number", [food_number(t, r, s) for t in (1, 2, 3) for r, s in (("411200", 1), ("411202", 999_999))]
)
def test_a_food_licence_number_checks_and_any_changed_digit_does_not(number: str) -> None:
    assert check_food_number(number) is None
    for place in range(2, 16):
        for digit in "0123456789":
            if digit != number[place]:
                assert check_food_number(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize("bad", ["JY123", "SC24112000000017", "JY94112000000017", "JY2411200000001X"])
def test_what_is_no_food_licence_number_is_told(bad: str) -> None:
    assert check_food_number(bad)


@pytest.mark.parametrize(("trade", "region", "serial"), [(4, "411200", 1), (1, "4112", 1), (1, "411200", 1_000_000)])
def test_a_food_licence_number_of_wrong_parts_is_refused(trade: int, region: str, serial: int) -> None:
    with pytest.raises(ValueError):
        food_number(trade, region, serial)
