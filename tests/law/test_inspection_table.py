"""The table of inspections: ready facts pass, every gate blocks alone, and the rules on how often a firm is visited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mingjing.law import inspection, procedures, visits
from mingjing.law.deadlines import LIMITS, resolve
from mingjing.law.kinds import Doc, Power, Stage, Step
from mingjing.law.limits import Mark
from mingjing.law.visits import Cap, Visit, VisitType
from tests.law import ready_visits as r

pytestmark = pytest.mark.pure
RULES = inspection.INSPECTION.rules
VERSION = inspection.INSPECTION.version
PAIRS = [(step, gate) for step, rule in RULES.items() for gate in rule.gates]


@pytest.mark.parametrize("step", RULES, ids=str)
def test_ready_facts_pass_every_step(step: Step) -> None:
    assert procedures.blockers(VERSION, r.READY[step], step) == ()


@pytest.mark.clause("R0.1")
@pytest.mark.law("国办发〔2024〕54号")
@pytest.mark.parametrize(("step", "gate"), PAIRS, ids=lambda x: str(getattr(x, "code", x)))
def test_every_gate_blocks_alone_with_its_article_and_a_cure(step: Step, gate) -> None:  # noqa: ANN001
    found = procedures.blockers(VERSION, r.SPOIL[gate.code](r.READY[step]), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    assert codes <= {gate.code} | r.ALSO.get((gate.code, step), set())
    mine = next(b for b in found if b.code == gate.code)
    assert mine.article == gate.article
    assert mine.cure


@pytest.mark.parametrize("step", RULES, ids=str)
def test_a_step_out_of_order_is_refused_first_by_its_stage(step: Step) -> None:
    wrong = next(s for s in Stage if s not in RULES[step].starts_from)
    assert procedures.blockers(VERSION, replace(r.READY[step], stage=wrong), step)[0].code == "stage.wrong"


def test_every_stage_leads_somewhere_and_every_power_is_one() -> None:
    reached = {inspection.INSPECTION.first_stage} | {rule.leads_to for rule in RULES.values() if rule.leads_to}
    assert reached == {
        Stage.PLANNED, Stage.APPROVED, Stage.INSPECTING, Stage.INSPECTED, Stage.DECIDED, Stage.SERVED, Stage.CLOSED,
        Stage.ARCHIVED, Stage.CANCELLED,
    }  # fmt: skip
    assert all(rule.by in Power and rule.basis for rule in RULES.values())
    assert all(stage in inspection.INSPECTION.focus for stage in reached - {Stage.ARCHIVED})


def test_every_limit_that_a_step_moves_is_in_the_table_and_its_mark_is_honest() -> None:
    own = {x.rule_id: x for x in LIMITS if x.rule_id.startswith(("inspection.", "visits."))}
    assert set(own) == {"inspection.result", "inspection.tell", "inspection.recheck", "visits.repeat"}
    assert all(x.configurable and x.source_mark is Mark.LOW for x in own.values())
    published = resolve("publish.inspection", date(2026, 11, 23))
    assert (published.amount, published.unit.value, published.to_confirm) == (20, "working_day", False)
    for rule in RULES.values():
        for rule_id in (*rule.starts, *rule.meets):
            resolve(rule_id, date(2026, 11, 23))


# --- plan, ground, draw --------------------------------------------------------------------------------------------


def blocked(facts, step: Step = Step.APPROVE_INSPECTION) -> set[str]:  # noqa: ANN001
    return {b.code for b in procedures.blockers(VERSION, facts, step)}


def asking(**details: object):  # noqa: ANN201
    return replace(r.PLANNED, details={**r.DETAILS, **details})


@pytest.mark.parametrize(
    ("kind", "source", "changes", "passes"),
    [
        ("routine", "plan", {}, True),
        ("routine", "complaint", {"plan": ""}, False),
        ("special", "plan", {"plan_approved": False}, False),
        ("special", "plan", {}, True),
        ("case", "complaint", {"plan": "", "drawn": ""}, True),
        ("case", "monitoring", {"plan": "", "drawn": ""}, True),
        ("case", "plan", {}, False),
        ("case", "draw", {}, False),
        ("random", "draw", {"plan": ""}, True),
        ("random", "draw", {"drawn": ""}, False),
    ],
)
def test_each_type_of_visit_needs_its_own_ground(kind: str, source: str, changes: dict, passes: bool) -> None:
    facts = replace(asking(type=kind), source=source, preparation=replace(r.BEFORE, **changes))
    assert (blocked(facts) == set()) is passes
    assert blocked(facts) <= {"plan.none"}


# --- how often -----------------------------------------------------------------------------------------------------


def visit(n: int, on: date, organ: str = "us", *, entered: bool = True, joint: str = "") -> Visit:
    return Visit(f"c{n}", organ, organ, on, VisitType.ROUTINE, entered, joint)


SPRING, NOVEMBER = date(2026, 3, 2), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("earlier", "most", "over"),
    [
        ((), 1, 0),
        ((visit(1, SPRING),), 1, 1),
        ((visit(1, SPRING),), 2, 0),
        ((visit(1, SPRING), visit(2, date(2026, 6, 1))), 2, 1),
        ((visit(1, SPRING, "them"), visit(2, date(2026, 6, 1), "them")), 1, 0),  # another organ's count is its own
        ((visit(1, date(2025, 12, 31)),), 1, 0),  # last year's
        ((visit(1, SPRING, joint="j"), visit(2, SPRING, joint="j")), 2, 0),  # one joint visit
        ((visit(1, SPRING, entered=False),), 1, 1),  # what is planned counts already
    ],
)
def test_the_published_number_includes_the_visit_that_is_asked_for(earlier: tuple, most: int, over: int) -> None:
    assert visits.over_cap(earlier, "us", NOVEMBER, Cap(most, "公告")) == over
    facts = replace(r.PLANNED, preparation=replace(r.BEFORE, visits=earlier, cap=Cap(most, "公告")))
    assert ("visits.over-cap" in blocked(facts)) is bool(over)


@pytest.mark.parametrize("reason", dict(visits.EXCEPTIONS))
def test_above_the_number_only_a_stated_exception_with_a_reason_passes(reason: str) -> None:
    before = replace(r.BEFORE, visits=(visit(1, SPRING),), cap=Cap(1, "公告"))
    assert "visits.over-cap" in blocked(replace(asking(exception=reason), preparation=before))
    assert "visits.over-cap" in blocked(replace(asking(exception_reason="群众反映"), preparation=before))
    facts = replace(asking(exception=reason, exception_reason="群众反映"), preparation=before)
    assert blocked(facts) == set()


def test_an_organ_that_has_published_no_number_approves_no_visit() -> None:
    assert blocked(replace(r.PLANNED, preparation=replace(r.BEFORE, cap=None))) == {"visits.over-cap"}


# --- repeated visits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "warned"), [(-31, False), (-30, True), (0, True), (30, True), (31, False)])
@pytest.mark.parametrize("organ", ["us", "them"])
def test_a_visit_by_any_organ_within_thirty_days_is_answered_for(days: int, warned: bool, organ: str) -> None:
    near = visit(1, NOVEMBER + timedelta(days=days), organ)
    before = replace(r.BEFORE, visits=(near,), cap=Cap(9, "公告"))
    facts = replace(r.PLANNED, preparation=before)
    assert ("visits.repeated" in blocked(facts)) is warned
    assert blocked(replace(asking(repeat_reason="检查事项不同，现场无法合并"), preparation=before)) == set()
    joined = replace(before, joint="j", visits=(replace(near, joint="j"),))
    assert blocked(replace(facts, preparation=joined)) == set()


def test_only_visits_that_were_not_made_yet_can_be_merged() -> None:
    made, planned = visit(1, NOVEMBER), visit(2, NOVEMBER, "them", entered=False)
    assert visits.mergeable((made, planned), "us", NOVEMBER, 30) == (planned,)


@pytest.mark.parametrize(
    ("recorded", "one", "penalty", "counts"),
    [(True, True, False, True), (False, True, False, False), (True, False, False, False), (True, True, True, False)],
)
def test_a_visit_that_led_to_a_penalty_is_not_counted(recorded: bool, one: bool, penalty: bool, counts: bool) -> None:
    assert visits.counted(recorded=recorded, one_party=one, led_to_penalty=penalty) is counts


# --- what was approved stays approved --------------------------------------------------------------------------------


def test_what_is_edited_after_the_approval_does_not_widen_the_visit() -> None:
    later = replace(r.NOTIFIED, details={**r.DETAILS, "planned_to": "2027-01-31"}, on=date(2026, 12, 20))
    assert blocked(later, Step.ENTER) == {"inspection.outside-period"}
    early = replace(r.NOTIFIED, on=date(2026, 11, 19))
    assert blocked(early, Step.ENTER) == {"inspection.outside-period"}


def test_an_unannounced_visit_needs_no_notice_but_its_approved_reason() -> None:
    quiet = {**r.DETAILS, "notice": "unannounced", "unannounced_reason": "防止临时遮掩"}
    facts = replace(r.took(r.PLANNED, Step.APPROVE_INSPECTION, **quiet), stage=Stage.APPROVED)
    assert blocked(facts, Step.ENTER) == set()
    assert blocked(facts, Step.NOTIFY_INSPECTION) == {"notice.unannounced"}
    silent = r.took(r.PLANNED, Step.APPROVE_INSPECTION, **{**quiet, "unannounced_reason": " "})
    assert blocked(replace(silent, stage=Stage.APPROVED), Step.ENTER) == {"notice.inspection-unserved"}


@pytest.mark.parametrize(
    ("result", "refused"),
    [
        ("none", True),
        ("correct", False),
        ("penalty", False),
        ("correct_penalty", False),
        ("transfer", False),
        ("", True),
    ],
)
def test_the_result_follows_the_record(result: str, refused: bool) -> None:
    facts = replace(r.ORDERED, draft_values={"result": result})
    assert ("result.contradicts-record" in blocked(facts, Step.GIVE_RESULT)) is refused
    clean = [{"item": "保质期", "finding": "无过期", "result": "符合"}]
    other = r.took(replace(r.THERE, history=r.THERE.history), Step.RECORD_INSPECTION, items=clean, proposal="none")
    other = replace(other, stage=Stage.INSPECTED, draft_values={"result": result})
    assert ("result.contradicts-record" in blocked(other, Step.GIVE_RESULT)) is (result != "none")


@pytest.mark.parametrize("word", ["not_corrected", "partly"])
def test_what_was_not_corrected_is_ordered_again_or_becomes_a_penalty(word: str) -> None:
    failed = r.took(r.SERVED, Step.RECHECK_INSPECTION, result=word)
    assert blocked(failed, Step.CLOSE) == {"correction.failed"}
    assert blocked(failed, Step.OPEN_PENALTY) == set()
    assert blocked(r.took(failed, Step.OPEN_PENALTY), Step.CLOSE) == set()
    again = r.took(failed, Step.ORDER_CORRECTION)
    assert blocked(again, Step.CLOSE) == set()
    assert blocked(r.took(again, Step.RECHECK_INSPECTION, result="corrected"), Step.OPEN_PENALTY) == {
        "result.not-penalty"
    }


def test_the_five_bans_hold_the_eight_prohibitions_and_stand_on_the_notice() -> None:
    from mingjing.documents.forms import FORMS

    words = "".join(visits.FIVE_BANS)
    assert len(visits.FIVE_BANS) == words.count("严禁") == 5
    assert words.count("不得") == 8
    printed = [text for line in FORMS[Doc.INSPECTION_NOTICE].body for text in line.texts]
    assert set(visits.FIVE_BANS) <= set(printed)
