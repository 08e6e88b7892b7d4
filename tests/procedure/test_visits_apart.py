"""How often a firm is visited and by whom: the published cap, visits near each other, joint ones, the yearly plan."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.catalog import actions as catalog
from mingjing.config.demo.founding import FOUNDER
from mingjing.config.demo.visiting import items_of
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.law.visits import Visit
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers, planning, visiting
from mingjing.procedure.models import InspectionPlan, PlanRow
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused
from tests.procedure.visit_ground import BEGUN, FOOD, case, codes, facts, fresh, ground, visited

__all__ = ["ground", "visited"]  # fixtures
FIRM = 300  # nobody else visits it
APART = 45  # working days between visits that are not near


def details(visit: Any, **changes: Any) -> None:
    """Complete what was asked for when the visit was opened."""
    now = {**case(visit).details, **changes}
    for name in ("planned_from", "planned_to"):
        now[name] = date.fromisoformat(now[name])
    procedure.edit_case(actor=visit.lead, case_id=visit.case, values={"details": now}, now=visit.at)
    visit.wait(minutes=1)


def again(ground: Ground, n: int, days: int, **asked: Any) -> Any:
    """Another visit to the same firm."""
    return fresh(ground, n, days=days, firm=FIRM, **asked)


# --- the cap ---------------------------------------------------------------------------------------------------------


@pytest.mark.law("国办发〔2024〕54号")
def test_of_two_visits_a_year_the_third_needs_an_exception(ground: Ground) -> None:
    asked: dict[str, Any] = {"repeat_reason": "分期检查不同环节。"}
    for n in (1, 2):
        again(ground, 60 + n, 0, **asked).approve()
    third = again(ground, 63, 0, **asked)
    with refused(ground, StepRefused) as found:
        third.approve()
    assert codes(found) == {"visits.over-cap"}
    details(third, exception="complaint")
    with refused(ground, StepRefused) as found:
        third.approve()  # the exception has no reason yet
    assert codes(found) == {"visits.over-cap"}
    details(third, exception="complaint", exception_reason="12345 工单示例 7 号反映销售过期食品。")
    third.approve()
    version = papers.latest(case(third), Doc.INSPECTION_APPROVAL)
    assert version is not None
    said = "".join(version.units.order_by("ord").values_list("value", flat=True))
    assert "第 3 次检查" in said and "12345 工单示例 7 号" in said


def test_a_cancelled_visit_and_another_organs_visits_leave_the_cap_alone(ground: Ground) -> None:
    asked: dict[str, Any] = {"repeat_reason": "分期检查不同环节。"}
    made = [again(ground, 60 + n, 0, **asked) for n in (1, 2)]
    for visit in made:
        visit.approve()
    other = fresh(ground, 70, "sthj", firm=FIRM, **asked)
    other.approve()
    made[1].wait(minutes=5)
    made[1].cancel()
    again(ground, 63, 0, **asked).approve()


def test_the_number_counts_per_calendar_year_and_may_be_changed(ground: Ground) -> None:
    asked: dict[str, Any] = {"repeat_reason": "分期检查不同环节。"}
    organ = ground.line("planned").world.organs["scjg"]
    catalog.set_visit_cap(
        by=FOUNDER, now=BEGUN + timedelta(days=1), organ=organ, most=1, basis="新公告", valid_from=BEGUN.date()
    )
    again(ground, 61, 1, **asked).approve()
    second = again(ground, 62, 1, **asked)
    with refused(ground, StepRefused, "新公告") as found:
        second.approve()
    assert codes(found) == {"visits.over-cap"}
    late = again(
        ground, 64, 1, kind="case", wrong_source="complaint", planned_from=date(2027, 1, 4),
        planned_to=date(2027, 1, 15), **asked,
    )  # fmt: skip
    late.approve()  # of the next year it is the first


# --- near visits of any organ ----------------------------------------------------------------------------------------


@pytest.mark.law("国办发〔2024〕54号")
def test_a_visit_by_another_organ_is_known_by_its_day_organ_and_type_only(ground: Ground) -> None:
    other = fresh(ground, 70, "sthj", firm=FIRM, notice="unannounced")
    other.approve()
    other.enter()
    own = again(ground, 61, 3)
    with refused(ground, StepRefused, "市生态环境局") as found:
        own.approve()
    assert codes(found) == {"visits.repeated"}
    (blocker,) = found.value.blockers
    assert f"{other.on}（日常检查）" in blocker.message and "排污" not in blocker.message
    (seen,) = facts(own).preparation.visits  # type: ignore[union-attr]
    assert {f.name for f in fields(Visit)} == {"case", "organ", "organ_name", "on", "type", "entered", "joint"}
    assert (seen.on, seen.organ_name, seen.entered) == (other.on, "市生态环境局", True)
    details(own, repeat_reason="对方检查的是排污，不含食品。")
    own.approve()
    assert procedure_sees(own.actor("H"), other) is False


def procedure_sees(actor: Any, visit: Any) -> bool:
    """Whether the other organ's case itself can be opened."""
    from mingjing.procedure import queries

    try:
        queries.case_for(actor, visit.case)
    except queries.NoSuchCase:
        return False
    return True


@pytest.mark.parametrize(("apart", "near"), [(29, True), (30, True), (31, False)])
def test_thirty_days_are_near_and_thirty_one_are_not(ground: Ground, apart: int, near: bool) -> None:
    asked: dict[str, Any] = {"planned_from": BEGUN.date(), "planned_to": BEGUN.date() + timedelta(days=90)}
    other = fresh(ground, 70, "sthj", firm=FIRM, **asked)
    other.approve()
    own = again(ground, 61, 0, **asked | {"planned_from": BEGUN.date() + timedelta(days=apart)})
    if near:
        with refused(ground, StepRefused) as found:
            own.approve()
        assert codes(found) == {"visits.repeated"}
    else:
        own.approve()


# --- 综合查一次 ------------------------------------------------------------------------------------------------------


def test_a_joint_visit_is_offered_and_answered_and_stands_in_both_files(ground: Ground) -> None:
    host = fresh(ground, 70, "sthj", firm=FIRM)
    guest = again(ground, 61, 0)
    row = planning.offer_joint(
        actor=guest.lead, host_id=host.case, guest_id=guest.case, words="同日到场。", now=guest.at
    )
    with refused(ground, FormIncomplete, "已经提出过"):
        planning.offer_joint(actor=guest.lead, host_id=host.case, guest_id=guest.case, words="", now=guest.at)
    with refused(ground, StepRefused):
        guest.approve()  # nobody has agreed yet
    with refused(ground, NotAllowed):
        planning.answer_joint(actor=guest.lead, joint_id=row.pk, accepted=True, answer="", now=guest.at)
    with refused(ground, FormIncomplete, "写明理由"):
        planning.answer_joint(actor=host.lead, joint_id=row.pk, accepted=False, answer=" ", now=guest.at)
    assert [o.pk for o in planning.offers_to(host.lead)] == [row.pk]
    planning.answer_joint(actor=host.lead, joint_id=row.pk, accepted=True, answer="", now=guest.at)
    with refused(ground, OutOfDate):
        planning.answer_joint(actor=host.lead, joint_id=row.pk, accepted=False, answer="改变主意", now=guest.at)
    for visit in (host, guest):
        visit.wait(minutes=5)
        visit.approve()
        assert [(j.host_id, j.guest_id, j.accepted) for j in planning.joint_of(visit.case)] == [
            (host.case, guest.case, True)
        ]
    kinds = {(e.type, e.case) for e in AnjuanEntry.objects.filter(type__startswith="joint_visit.")}
    assert kinds == {("joint_visit.offered", guest.case), ("joint_visit.answered", host.case)}
    version = papers.latest(case(guest), Doc.INSPECTION_APPROVAL)
    assert version is not None
    assert "联合进行" in "".join(version.units.values_list("value", flat=True))


def test_own_visits_are_merged_at_once_and_count_once(ground: Ground) -> None:
    first, second = again(ground, 61, 0), again(ground, 62, 1)
    planning.offer_joint(actor=second.lead, host_id=first.case, guest_id=second.case, words="", now=second.at)
    for visit in (first, second):
        visit.wait(minutes=30)
        visit.approve()
    third = again(ground, 63, APART)
    assert len(facts(third).preparation.visits) == 2  # type: ignore[union-attr]
    third.approve()  # the merged two are one visit of two


def test_only_visits_to_come_of_the_same_firm_can_be_joined(ground: Ground) -> None:
    guest = again(ground, 61, 0)
    for name in ("there", "planned"):
        with refused(ground, FormIncomplete):
            planning.offer_joint(
                actor=guest.lead, host_id=ground.line(name).case, guest_id=guest.case, words="", now=guest.at
            )
    host = fresh(ground, 70, "sthj", firm=FIRM, notice="unannounced", repeat_reason="有举报，需要先行检查。")
    host.approve()
    host.enter()
    with refused(ground, FormIncomplete, "已经进行"):
        planning.offer_joint(actor=guest.lead, host_id=host.case, guest_id=guest.case, words="", now=guest.at)
    with refused(ground, NotAllowed):
        planning.offer_joint(actor=host.lead, host_id=host.case, guest_id=guest.case, words="", now=guest.at)


# --- plan, ground ----------------------------------------------------------------------------------------------------


def row(world: Any, **changes: Any) -> dict[str, Any]:
    return {
        "power": world.powers["scjg", FOOD.power], "type": "routine", "targets": "食品销售者", "filed": "",
        "frequency": "每年 1 次", "items": items_of(FOOD), "months": [3, 9],
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"power": "none"}, "rows_1_power"),
        ({"type": "case"}, "rows_1_type"),
        ({"type": "special"}, "rows_1_filed"),
        ({"targets": " "}, "rows_1_targets"),
        ({"frequency": ""}, "rows_1_frequency"),
        ({"items": []}, "rows_1_items"),
        ({"months": []}, "rows_1_months"),
        ({"months": [13]}, "rows_1_months"),
    ],
)
def test_a_row_of_the_plan_is_complete(ground: Ground, changes: dict[str, Any], field: str) -> None:
    line: Any = ground.line("planned")
    lead, organ = line.actor("U"), line.world.organs["scjg"].pk
    given = [row(line.world, **changes)]
    with refused(ground, FormIncomplete) as found:
        planning.save_plan(actor=lead, organ_id=organ, year=2027, title="2027 年计划", rows=given, now=line.at)
    assert set(found.value.errors) == {field}


def test_a_plan_is_drawn_up_by_the_unit_approved_by_the_head_and_then_stays(ground: Ground) -> None:
    line: Any = ground.line("planned")
    lead, head, organ = line.actor("U"), line.actor("B"), line.world.organs["scjg"].pk
    made: dict[str, Any] = {"organ_id": organ, "year": 2027, "title": "2027 年计划", "now": line.at}
    with refused(ground, NotAllowed):
        planning.save_plan(actor=line.actor("H"), rows=[row(line.world)], **made)
    plan = planning.save_plan(actor=lead, rows=[row(line.world), row(line.world, type="random")], **made)
    with refused(ground, FormIncomplete, "不能删去"):
        planning.save_plan(actor=lead, rows=[row(line.world)], **made)
    with refused(ground, NotAllowed):
        planning.approve_plan(actor=lead, plan_id=plan.pk, opinion="同意。", now=line.at)
    with refused(ground, FormIncomplete):
        planning.approve_plan(actor=head, plan_id=plan.pk, opinion=" ", now=line.at)
    first = PlanRow.objects.get(plan=plan, ord=1)
    asked: dict[str, Any] = {
        "planned_from": date(2027, 1, 4), "planned_to": date(2027, 1, 15), "plan": first.pk, "notice": "unannounced",
    }  # fmt: skip
    visit = fresh(ground, 61, firm=FIRM, **asked)
    with refused(ground, StepRefused, "还没有批准"):
        visit.approve()
    planning.approve_plan(actor=head, plan_id=plan.pk, opinion="同意。", now=line.at)
    visit.approve()
    for again_ in (
        lambda: planning.save_plan(actor=lead, rows=[row(line.world), row(line.world)], **made),
        lambda: planning.approve_plan(actor=head, plan_id=plan.pk, opinion="同意。", now=line.at),
    ):
        with refused(ground, OutOfDate):
            again_()
    assert InspectionPlan.objects.get(pk=plan.pk).approved_by_id == head.person_id


def test_a_visit_stands_in_this_years_plan_of_the_own_organ_or_has_a_ground(ground: Ground) -> None:
    theirs = PlanRow.objects.get(plan__organ=ground.line("planned").world.organs["sthj"], ord=1).pk
    for plan in ("", theirs, "0" * 32):
        visit = again(ground, 61, 0, plan=plan)
        with refused(ground, StepRefused) as found:
            visit.approve()
        assert codes(found) == {"plan.none"}
        visit.cancel()
    for source, passes in (("complaint", True), ("plan", False)):
        visit = again(ground, 62, 0, kind="case", wrong_source=source)
        if passes:
            visit.approve()
            visit.cancel()
            continue
        with refused(ground, StepRefused) as found:
            visit.approve()
        assert codes(found) == {"plan.none"}


def test_a_cancelled_visit_is_archived_and_no_visit(ground: Ground) -> None:
    v: Any = ground.line("approved")
    with refused(ground, NotAllowed):
        v.step(Step.CANCEL_INSPECTION, v.lead, reason="不去了。")
    v.cancel()
    assert case(v).stage == Stage.CANCELLED
    assert v.case not in {x.case for x in visiting.visits_to(case(v).parties.all(), 2026)}
    v.wait(2)
    v.archive()
    assert case(v).stage == Stage.ARCHIVED
