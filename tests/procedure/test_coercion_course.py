"""行政强制执行 on a real database: another performs, money to the 分, its course, the court; bad input."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.clocks import queries as clocks
from mingjing.config.demo.coercing import Enforcing
from mingjing.config.demo.coercion_matters import UNPERFORMED
from mingjing.law import coercion_execution, coercion_money
from mingjing.law.kinds import ActKind, Doc, Stage, Step
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import duties, history, papers
from mingjing.procedure.inputs import MATTERS
from mingjing.procedure.limits import end
from mingjing.procedure.models import Decision
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


# --- 代履行: 强50–52 ------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法51")
def test_three_clear_working_days_before_another_performs(ground: Ground) -> None:
    e: Any = ground.line("rubble")
    third = clocks.calendar().add(e.on, 3)
    with refused(ground, FormIncomplete, "三日前"):
        e.step(Step.DEMAND_AGAIN, e.lead, perform_on=third - DAY)
    with refused(ground, StepRefused) as found:
        e.execute()
    assert "substitute.demand-first" in codes(found)
    e.step(Step.DEMAND_AGAIN, e.lead, perform_on=third)
    e.serve(Doc.SUBSTITUTE_DEMAND)
    to(e, third - DAY)
    with refused(ground, StepRefused) as found:
        e.execute()
    assert "substitute.demand-first" in codes(found)
    to(e, max(third, date(2026, 11, 20)))
    for wrong in ("no_cutting", "no_force"):
        with refused(ground, FormIncomplete):
            e.step(
                Step.EXECUTE, e.lead,
                **{"supervisor": "示例", "present": "party", "no_cutting": True, "no_force": True, wrong: False},
            )  # fmt: skip
    e.execute()
    e.wait(minutes=150)
    now = e.at.astimezone(BEIJING)
    bare = {"started_at": now - timedelta(hours=1), "ended_at": now, "course": "清运完毕。", "recording": "全程录像",
            "signers": "监督人员、代履行人、见证人"}  # fmt: skip
    with refused(ground, FormIncomplete, "代履行"):
        e.step(Step.FINISH_EXECUTION, e.lead, **bare)
    e.finish()
    record = papers.latest(case(e), Doc.EXECUTION_RECORD)
    assert record is not None and record.values["cost"] == 16_500_00
    e.step(Step.PAY_DUTY, e.lead, what="cost", amount=16_500_00, voucher="示例成本1", paid_on=e.on)


@pytest.mark.law("行政强制法51")
def test_the_party_that_performs_in_time_stops_it(ground: Ground) -> None:
    e: Any = ground.line("rubble")
    e.demand_again()
    e.wait(1)
    with refused(ground, FormIncomplete, "不能早于"):
        e.step(Step.PERFORM_SELF, e.lead, performed_on=SERVED - 9 * DAY, detail="已清除。")
    e.step(Step.PERFORM_SELF, e.lead, performed_on=e.on, detail="当事人自行清除。")
    assert case(e).stage == Stage.EXECUTED
    with refused(ground, StepRefused):
        e.execute()


@pytest.mark.law("行政强制法52")
def test_what_lies_on_a_road_is_cleared_at_once_and_told_afterwards(ground: Ground) -> None:
    kept: Any = ground.line("rubble")
    e = Enforcing(kept.world, "cg", UNPERFORMED[1], 70, datetime(2026, 10, 2, 23, 10, tzinfo=BEIJING), served=SERVED)
    e.begin(
        ActKind.COERCION, "execution", cause="立即清除遗洒的渣土", source="complaint", clue="渣土遗洒，占满两条车道。",
        power=e.power,
        details={
            "duty_kind": "clear_now", "duty": "清除遗洒的渣土。", "own_power": "own", "method": "clear",
            "own_basis": "《中华人民共和国行政强制法》第五十二条", "necessity": "不立即清除将发生事故。",
        },
    )  # fmt: skip
    values = {"site": "road", "things": "渣土约8立方米", "unable": "车辆逃逸。", "performer": "示例环卫公司"}
    with refused(ground, FormIncomplete):
        e.step(Step.CLEAR_AT_ONCE, e.actor("B"), **values, present="no")
    later = e.at + timedelta(minutes=5)
    with refused(ground, FormIncomplete, "不能晚于现在"):
        e.step(Step.CLEAR_AT_ONCE, e.actor("B"), **values, present="no", told_at=later)
    e.step(Step.CLEAR_AT_ONCE, e.actor("B"), **values, present="no", told_at=e.at)
    d = e.decision
    assert (d.kind, d.review_required) == ("clearing", 0)  # no review stands in the way of what cannot wait
    assert case(e).stage == Stage.DECIDED
    e.wait(minutes=30)
    e.seal()
    e.serve_decision()
    now = e.at.astimezone(BEIJING)
    e.step(
        Step.FINISH_EXECUTION, e.lead, started_at=now - timedelta(minutes=25), ended_at=now, course="清除完毕。",
        recording="全程录像", signers="监督人员、见证人", performer="示例环卫公司", cost=800_00,
        cost_basis="车辆、人工。",
    )  # fmt: skip
    assert case(e).stage == Stage.EXECUTED


# --- money: 强45、46 -------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法45")
def test_money_grows_by_the_rate_of_its_law_to_the_fen(ground: Ground) -> None:
    e: Any = ground.line("unpaid")
    due = SERVED + 15 * DAY
    e.charge()
    days = (e.on - due).days
    grown = PRINCIPAL * 5 * days // 10_000
    paper = papers.latest(case(e), Doc.CHARGE_DECISION)
    assert paper is not None
    assert (paper.values["amount"], paper.values["days"], paper.values["rate"]) == (grown, days, "每日万分之5")
    assert clock(e, "charge.thirty").started_on == e.on
    assert coercion_money.outstanding(facts(e)) == PRINCIPAL + grown
    begun = e.on
    e.wait(5)
    e.charge()  # counts further; the thirty days run from the first
    assert clock(e, "charge.thirty").started_on == begun
    more = PRINCIPAL * 5 * (e.on - due).days // 10_000
    owed = PRINCIPAL + more
    assert coercion_money.outstanding(facts(e)) == owed
    with refused(ground, FormIncomplete, "超过应缴数额"):
        e.step(Step.PAY_DUTY, e.lead, what="duty", amount=owed + 1, voucher="示例1", paid_on=e.on)
    for amount in (0, -1):
        with refused(ground, FormIncomplete):
            e.step(Step.PAY_DUTY, e.lead, what="duty", amount=amount, voucher="示例1", paid_on=e.on)
    e.step(Step.PAY_DUTY, e.lead, what="duty", amount=owed - 1, voucher="示例1", paid_on=e.on)
    with refused(ground, FormIncomplete, "已经登记过"):
        e.step(Step.PAY_DUTY, e.lead, what="duty", amount=1, voucher="示例1", paid_on=e.on)
    with refused(ground, StepRefused) as found:
        e.step(Step.PERFORM_SELF, e.lead, performed_on=e.on, detail="缴清。")
    assert codes(found) == {"payment.left"}
    e.step(Step.PAY_DUTY, e.lead, what="duty", amount=1, voucher="示例2", paid_on=e.on)
    with refused(ground, StepRefused) as found:
        e.demand()
    assert "payment.nothing-left" in codes(found)
    e.step(Step.PERFORM_SELF, e.lead, performed_on=e.on, detail="缴清。")
    assert case(e).stage == Stage.EXECUTED


@pytest.mark.law("行政强制法45", "行政处罚法72", "行政处罚法73")
def test_three_per_cent_stops_at_the_principal_and_stands_still_in_court(ground: Ground) -> None:
    e: Any = ground.line("unpaid")
    edit(e, charge="surcharge", perform_by=e.on - 33 * DAY)
    e.step(Step.RECORD_REMEDY, e.lead, way="litigation", event="filed", happened_on=e.on - 10 * DAY)
    e.charge()
    paper = papers.latest(case(e), Doc.CHARGE_DECISION)
    assert paper is not None and (paper.values["days"], paper.values["rate"]) == (22, "每日百分之3")
    assert paper.values["amount"] == PRINCIPAL * 3 * 22 // 100
    e.step(Step.RECORD_REMEDY, e.lead, way="litigation", event="ended", happened_on=e.on, result="upheld")
    to(e, e.on + 10 * DAY)
    e.charge()
    paper = papers.latest(case(e), Doc.CHARGE_DECISION)
    assert paper is not None and (paper.values["days"], paper.values["amount"]) == (33, PRINCIPAL * 99 // 100)
    to(e, e.on + DAY)
    e.charge()
    paper = papers.latest(case(e), Doc.CHARGE_DECISION)
    assert paper is not None and paper.values["amount"] == PRINCIPAL
    to(e, e.on + 400 * DAY)
    assert coercion_money.outstanding(facts(e)) == 2 * PRINCIPAL


@pytest.mark.law("行政强制法42")
def test_an_agreement_forgives_what_grew_never_the_principal(ground: Ground) -> None:
    e: Any = ground.line("announced")
    stages = [{"by": "2026年12月31日", "what": "拆除东侧"}]
    with refused(ground, FormIncomplete, "本金不得减免"):
        e.step(Step.AGREE_EXECUTION, e.actor("B"), stages=stages, harmless=True, remission=1, remedied="已清空库房。")
    with refused(ground, FormIncomplete, "公共利益"):
        e.step(Step.AGREE_EXECUTION, e.actor("B"), stages=stages, harmless=False)
    e.step(Step.AGREE_EXECUTION, e.actor("B"), stages=stages, harmless=True)
    to(e, clocks.calendar().add(e.on, 9))
    with refused(ground, StepRefused) as found:
        e.execute()
    assert codes(found) == {"agreement.in-force"}
    with refused(ground, FormIncomplete, "不一致"):
        e.step(Step.RESUME_EXECUTION, e.actor("B"), ground="gone", reason="到期未履行。")
    e.step(Step.RESUME_EXECUTION, e.actor("B"), ground="breach", reason="到期未履行协议。")
    e.execute()


@pytest.mark.law("行政强制法39", "行政强制法40")
def test_suspended_resumed_and_lapsed_after_three_years(ground: Ground) -> None:
    e: Any = ground.line("announced")
    e.step(Step.SUSPEND_EXECUTION, e.actor("B"), ground="hardship", harmless=True, reason="确无能力履行。")
    assert case(e).stage == Stage.EXECUTION_SUSPENDED
    last = clock(e, "execution.lapse").rolled
    with refused(ground, StepRefused):
        e.execute()
    to(e, last)
    e.step(Step.RESUME_EXECUTION, e.actor("B"), ground="gone", reason="恢复履行能力。")
    assert case(e).stage == Stage.SERVED
    assert clock(e, "execution.lapse").met_on == last
    e.step(Step.SUSPEND_EXECUTION, e.actor("B"), ground="hardship", harmless=True, reason="又无能力履行。")
    to(e, clock(e, "execution.lapse").rolled + DAY)
    with refused(ground, StepRefused) as found:
        e.step(Step.RESUME_EXECUTION, e.actor("B"), ground="gone", reason="恢复。")
    assert codes(found) == {"execution.lapsed"}
    e.step(Step.END_EXECUTION, e.actor("B"), ground="lapsed", reason="中止满三年，不再执行。")
    assert case(e).stage == Stage.EXECUTION_ENDED


# --- the court: 强53–58 ---------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法53", "行政强制法54", "行政强制法55", "行政强制法56", "行政强制法58")
def test_the_court_is_asked_within_its_window_with_every_material(ground: Ground) -> None:
    e: Any = ground.line("unpaid")
    edit(e, served_on=e.on - 190 * DAY, perform_by=e.on - 175 * DAY)
    duty = facts(e).duty
    assert duty is not None and duty.remedy_end == end("remedy.litigation", e.on - 190 * DAY)
    e.demand()
    assert clock(e, "court.apply").rolled == duty.court_end
    words = {"court": "三门峡市湖滨区人民法院", "subject": "水土保持补偿费", "party_view": "未提出。"}

    def apply() -> None:
        e.step(Step.APPLY_COURT_DUTY, e.actor("B"), **words)

    with refused(ground, StepRefused) as found:
        apply()
    assert codes(found) == {"demand.open"}
    to(e, clock(e, "execution.demand").rolled + DAY)
    with refused(ground, NotAllowed):
        e.step(Step.APPLY_COURT_DUTY, e.lead, **words)
    at = e.at
    to(e, duty.court_end + DAY)  # type: ignore[operator]
    with refused(ground, StepRefused) as found:
        apply()
    assert codes(found) == {"court.window"}
    e.at = at
    apply()
    assert case(e).stage == Stage.AT_COURT
    assert clock(e, "court.apply").met_on == e.on
    paper = papers.latest(case(e), Doc.DUTY_COURT_APPLICATION)
    assert paper is not None and paper.values["left"] == PRINCIPAL and paper.values["demand_number"]
    assert facts(e).unserved == ()
    with refused(ground, StepRefused) as found:
        e.step(Step.COURT_DONE, e.lead, done_on=e.on, detail="执行完毕。")
    assert codes(found) == {"court.not-granted"}
    e.step(Step.RECORD_RULING, e.lead, result="refused", number="（2026）示例行审1号", ruled_on=e.on)
    assert clock(e, "court.object").rolled == end("court.object", e.on)
    e.step(Step.RECORD_RULING, e.lead, result="granted", number="（2026）示例行审2号", ruled_on=e.on)
    e.step(Step.COURT_DONE, e.lead, done_on=e.on, detail="法院执行到位。")
    e.close()
    assert case(e).stage == Stage.CLOSED
    assert not Decision.objects.filter(case_id=e.case).exists()


@pytest.mark.law("行政强制法34")
def test_what_is_executed_may_be_a_decision_of_this_system(ground: Ground) -> None:
    e: Any = ground.line("unpaid")
    source = ground.line("announced")
    found = case(e)
    found.origin = case(source)
    found.details = {"duty_kind": "other", "duty": "履行。"}
    duty = duties.of(found, ())
    assert duty is not None and duty.of_system and duty.number == source.decision.number
    assert duty.served_on is not None and duty.remedy_end == end("remedy.litigation", duty.served_on)
    assert duty.perform_by is None  # nothing to pay: opening says until when it was to be performed
