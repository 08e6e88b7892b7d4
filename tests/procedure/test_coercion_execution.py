"""行政强制执行 on a real database: demand, decision, night and holiday, performing for another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.clocks import queries as clocks
from mingjing.law import coercion_execution, procedures
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import history, papers
from mingjing.procedure.inputs import MATTERS
from mingjing.procedure.limits import end
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.coercion_ground import BEIJING, SERVED, case, clock, codes, coerced, facts, ground, to
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused

__all__ = ["coerced", "ground"]  # fixtures
DAY = timedelta(days=1)
PRINCIPAL = 86_400_00


def edit(e: Any, **details: Any) -> None:
    fields = MATTERS[coercion_execution.EXECUTION.version]
    values = {"details": history.typed(fields, case(e).details) | details}
    procedure.edit_case(actor=e.lead, case_id=e.case, values=values, now=e.at)


def decided(e: Any) -> Any:
    """Through review and discussion to a decision that was served."""
    for days, act in ((0, e.submit), (1, e.agree), (1, e.discuss), (1, e.decide), (0, e.seal), (1, e.serve_decision)):
        e.wait(days, minutes=20)
        act()
    return e


# --- demand, views, decision ---------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法35", "行政强制法54")
def test_a_demand_gives_ten_working_days_or_what_it_says(ground: Ground) -> None:
    e: Any = ground.line("opened")
    with refused(ground, FormIncomplete, "不少于 10"):
        e.step(Step.DEMAND_DUTY, e.lead, days=9, manner="自行拆除。")
    e.step(Step.DEMAND_DUTY, e.lead, days=15, manner="自行拆除。")
    assert clock(e, "execution.demand") is None
    e.serve(Doc.DUTY_DEMAND)
    assert clock(e, "execution.demand").rolled == clocks.calendar().add(e.on, 15)
    assert case(e).number.startswith("三城管强执立〔2026〕")
    e.wait(1)
    e.demand()  # a new demand, a new time
    assert clock(e, "execution.demand").rolled == clocks.calendar().add(e.on, 10)


@pytest.mark.law("行政强制法34", "行政强制法36", "行政强制法37")
def test_the_decision_waits_for_the_demand_and_the_views(ground: Ground) -> None:
    e: Any = ground.line("demanded")
    e.state()
    last = clock(e, "execution.demand").rolled
    to(e, last)
    with refused(ground, StepRefused) as found:
        e.submit()
    assert {"demand.open", "views.unanswered", "draft.incomplete"} <= codes(found)
    to(e, last + DAY)
    e.answer()
    e.draft_decision()
    with refused(ground, StepRefused) as found:
        e.decide()
    assert codes(found) == {"review.not-passed", "discussion.none"}
    decided(e)
    d = e.decision
    assert (d.kind, d.review_required, d.discussion_required, d.signer) == ("execution", 1, 1, e.actor("B").person_id)
    assert clock(e, "publish.general").rolled == end("publish.general", d.decided_on)
    assert clock(e, "remedy.litigation").started_on == e.on
    with refused(ground, StepRefused):
        e.decide()


@pytest.mark.law("行政强制法37")
def test_property_that_is_moved_away_is_executed_at_once(ground: Ground) -> None:
    e: Any = ground.line("demanded")
    e.draft_decision()
    with refused(ground, StepRefused) as found:
        e.submit()
    assert codes(found) == {"demand.open"}
    e.step(Step.RECORD_FLIGHT, e.lead, signs="夜间转移库内货物，有照片。")
    e.submit()
    assert facts(e).last_round is not None


@pytest.mark.law("行政强制法43")
def test_a_decision_names_no_statutory_holiday_for_its_execution(ground: Ground) -> None:
    e: Any = ground.line("drafted")
    for day, refused_for in (("2026-10-03", True), ("2026-10-04", False)):  # the fourth is a day off, no holiday
        e.draft(Doc.EXECUTION_DECISION, method_text="组织人员和机械拆除该建筑。", execute_on=day)
        for step in (Step.SUBMIT_REVIEW, Step.DECIDE_EXECUTION):
            found = {b.code: b for b in procedures.blockers(coercion_execution.EXECUTION.version, facts(e), step)}
            assert ("execution.holiday-written" in found) is refused_for, step
            assert not refused_for or day in found["execution.holiday-written"].message
    with refused(ground, FormIncomplete, "执行时间"):
        e.draft(Doc.EXECUTION_DECISION, method_text="拆除。", execute_on="2026-10-32")


@pytest.mark.law("行政强制法13", "行政强制法43")
def test_an_execution_needs_a_power_of_its_own_and_cuts_no_water(ground: Ground) -> None:
    e: Any = ground.line("drafted")
    edit(e, living=True)
    e.draft(Doc.EXECUTION_DECISION, method_text="停止供水、供电，直至履行。")
    with refused(ground, StepRefused) as found:
        e.decide()
    assert "execution.utilities" in codes(found)
    edit(e, own_power="court", own_basis="")
    with refused(ground, StepRefused) as found:
        e.decide()
    assert "power.no-execution" in codes(found)


@pytest.mark.parametrize("missing", ["decision_number", "decided_on", "served_on", "perform_by"])
@pytest.mark.law("行政强制法34")
def test_the_decision_that_is_executed_must_be_known(ground: Ground, missing: str) -> None:
    e: Any = ground.line("opened")
    edit(e, **{missing: None})
    with refused(ground, StepRefused) as found:
        e.demand()
    assert codes(found) <= {"duty.unknown", "duty.not-overdue"} and "duty.unknown" in codes(found)


def test_no_step_is_taken_out_of_order(ground: Ground) -> None:
    e: Any = ground.line("opened")
    for step, rule in coercion_execution.EXECUTION.rules.items():
        if Stage.PROPOSED not in rule.starts_from:
            with refused(ground, (StepRefused, NotAllowed)) as found:  # type: ignore[arg-type]
                e.step(step, e.lead)
            if found.type is StepRefused:
                assert "stage.wrong" in codes(found), step


# --- the day: 强43、44 ----------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法43")
@pytest.mark.parametrize(
    ("hour", "minute", "good"),
    [(5, 59, False), (6, 0, True), (21, 59, True), (22, 0, False), (23, 30, False), (0, 0, False)],
)
def test_by_day_only(ground: Ground, hour: int, minute: int, good: bool) -> None:
    e: Any = ground.line("announced")
    to(e, clocks.calendar().add(e.on, 9), hour, minute)
    if good:
        e.execute()
        return
    with refused(ground, StepRefused) as found:
        e.execute()
    assert codes(found) == {"execution.rest-time"}


@pytest.mark.law("行政强制法43", "行政强制法44")
def test_not_on_a_statutory_holiday_but_on_a_day_off_that_is_not_one(ground: Ground) -> None:
    e: Any = ground.line("announced")
    told = facts(e).last(Step.ANNOUNCE_DEMOLITION)
    assert told is not None
    deadline = told.values["deadline"]
    to(e, deadline)
    with refused(ground, StepRefused) as found:
        e.execute()
    assert "demolition.not-announced" in codes(found)
    to(e, date(2027, 1, 1))  # 元旦
    with refused(ground, StepRefused) as found:
        e.execute()
    assert codes(found) == {"execution.rest-time"}
    until = datetime(2027, 1, 1, 18, 0, tzinfo=BEIJING)
    with refused(ground, FormIncomplete, "晚于现在"):
        e.step(Step.APPROVE_URGENCY, e.actor("B"), reason="有倒塌危险。", until=e.at)
    with refused(ground, NotAllowed):
        e.step(Step.APPROVE_URGENCY, e.lead, reason="有倒塌危险。", until=until)
    e.step(Step.APPROVE_URGENCY, e.actor("B"), reason="有倒塌危险。", until=until)
    e.wait(minutes=10)
    e.execute()
    e.wait(minutes=200)
    now = e.at.astimezone(BEIJING)
    e.step(
        Step.FINISH_EXECUTION, e.lead, started_at=now - timedelta(hours=2), ended_at=now, course="拆除完毕。",
        recording="全程录像", signers="监督人员、当事人",
    )  # fmt: skip
    record = papers.latest(case(e), Doc.EXECUTION_RECORD)
    assert record is not None and record.values["urgent_reason"] == "有倒塌危险。"


@pytest.mark.law("行政强制法43", "行政强制法51")
@pytest.mark.parametrize(
    ("start", "finish", "says"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:00", "晚于开始"),
        ("2026-11-20T21:00", "2026-11-20T22:01", "夜间"),
        ("2026-11-20T05:59", "2026-11-20T09:00", "夜间"),
        ("2026-11-20T21:00", "2026-11-21T06:30", "跨过了夜间"),
        ("2026-10-01T09:00", "2026-10-01T10:00", "法定节假日"),
        ("2026-11-20T10:00", "2026-12-31T10:00", "不能晚于现在"),
        ("2026-11-20T06:00", "2026-11-20T22:00", ""),
    ],
)
def test_the_record_says_when_and_not_at_night(ground: Ground, start: str, finish: str, says: str) -> None:
    e: Any = ground.line("announced")
    to(e, clocks.calendar().add(e.on, 9))
    e.execute()
    to(e, date(2026, 11, 23))
    values = {
        "started_at": datetime.fromisoformat(start).replace(tzinfo=BEIJING),
        "ended_at": datetime.fromisoformat(finish).replace(tzinfo=BEIJING),
        "course": "拆除完毕。", "recording": "全程录像", "signers": "监督人员、当事人",
    }  # fmt: skip
    if says:
        with refused(ground, FormIncomplete, says):
            e.step(Step.FINISH_EXECUTION, e.lead, **values)
        return
    e.step(Step.FINISH_EXECUTION, e.lead, **values)
    assert case(e).stage == Stage.EXECUTED
    with refused(ground, StepRefused) as found:
        e.close()
    assert codes(found) == {"recording.missing"}


@pytest.mark.law("行政强制法44", "行政强制法41")
def test_a_remedy_that_is_pending_stops_the_demolition_and_one_that_is_lost_ends_it(ground: Ground) -> None:
    e: Any = ground.line("announced")
    to(e, clocks.calendar().add(e.on, 9))
    filed = {"way": "reconsideration", "event": "filed"}
    with refused(ground, FormIncomplete, "不能早于"):
        e.step(Step.RECORD_REMEDY, e.lead, **filed, happened_on=SERVED - DAY)
    with refused(ground, FormIncomplete, "没有登记过"):
        e.step(Step.RECORD_REMEDY, e.lead, way="litigation", event="ended", happened_on=e.on, result="upheld")
    e.step(Step.RECORD_REMEDY, e.lead, **filed, happened_on=e.on - DAY)
    with refused(ground, StepRefused) as found:
        e.execute()
    assert codes(found) == {"demolition.remedy-open"}
    e.step(Step.RECORD_REMEDY, e.lead, way="reconsideration", event="ended", happened_on=e.on, result="upheld")
    assert facts(e).duty.remedy_end == end("remedy.litigation_after", e.on)  # type: ignore[union-attr]
    with refused(ground, StepRefused) as found:
        e.execute()
    assert codes(found) == {"demolition.remedy-open"}
    with refused(ground, FormIncomplete, "先登记"):
        e.step(Step.END_EXECUTION, e.actor("B"), ground="annulled", reason="决定被撤销。")
    e.step(Step.RECORD_REMEDY, e.lead, way="litigation", event="filed", happened_on=e.on)
    e.step(Step.RECORD_REMEDY, e.lead, way="litigation", event="ended", happened_on=e.on, result="annulled")
    with refused(ground, StepRefused) as found:
        e.execute()
    assert "duty.annulled" in codes(found)
    e.step(Step.END_EXECUTION, e.actor("B"), ground="annulled", reason="决定被撤销，恢复原状。")
    assert case(e).stage == Stage.EXECUTION_ENDED
    assert "中止（恢复、终结）执行通知书" in facts(e).unserved
