"""房屋征收 on a real database: thirty days, reviewed and discussed, a file per household, money before the move."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo.houses import Project
from mingjing.law.kinds import ActKind, Doc, Stage, Step
from mingjing.procedure import papers
from mingjing.procedure.models import Decision, Service
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.ground import Ground
from tests.procedure.levy_ground import BEGUN, codes, deed, due, go_to, ground, household, levies, stage, working

__all__ = ["ground", "levies"]  # fixtures
DISSENT = 2  # the household that does not agree


def newcomer(ground: Ground) -> Project:
    """A second project, not begun."""
    kept = deed(ground, "project")
    made = Project(kept.world, "cg", 96, 96, BEGUN)
    made.matter = made
    made.open()
    return made


def fields(refusal: pytest.ExceptionInfo[FormIncomplete]) -> set[str]:
    return set(refusal.value.errors)


@pytest.mark.law("国有土地上房屋征收与补偿条例10", "国有土地上房屋征收与补偿条例11")
def test_opinions_are_open_for_thirty_days_and_a_holiday_does_not_shorten_them(ground: Ground) -> None:
    p = newcomer(ground)
    go_to(p, date(2026, 9, 3))  # thirty days on is 10月3日, in 国庆: open until the next working day
    with pytest.raises(FormIncomplete) as wrong:
        p.step(Step.PUBLISH_PLAN, p.actor("U"), plan="方案", ways="书面", sign_until=p.on, place="公告栏")
    assert fields(wrong) == {"sign_until"}
    p.publish_plan()
    last = due(p, "plan.comments")
    assert last == working(date(2026, 10, 1), 1) > date(2026, 10, 3)
    for day in (date(2026, 10, 2), last):
        go_to(p, day)
        with pytest.raises(StepRefused) as refusal:
            p.publish_views()
        assert codes(refusal) == {"plan.comments-open"}
    go_to(p, working(last, 1))
    p.publish_views()
    assert stage(p) == Stage.CONSULTED


@pytest.mark.clause("L1.1", "L4.1")
@pytest.mark.law("国有土地上房屋征收与补偿条例12")
def test_no_expropriation_without_hearing_risk_money_review_and_discussion(ground: Ground) -> None:
    p = newcomer(ground)
    p.publish_plan()
    go_to(p, working(due(p, "plan.comments"), 1))
    p.step(Step.PUBLISH_VIEWS, p.actor("U"), views="多数反对", changes="无", majority_against="yes", place="公告栏")
    with pytest.raises(StepRefused) as refusal:
        p.decide()
    wanted = {
        "plan.hearing-due",
        "risk.none",
        "funds.missing",
        "draft.incomplete",
        "review.not-passed",
        "discussion.none",
    }
    assert codes(refusal) == wanted
    p.step(
        Step.HOLD_PLAN_HEARING,
        p.actor("U"),
        held_at=p.at,
        place="社区",
        attended="全体",
        record="意见",
        changes="已修改",
    )
    p.risk()
    p.step(Step.RECORD_FUNDS, p.actor("U"), amount=p.cost - 1, account="专户", voucher="存1", paid_in_on=p.on)
    with pytest.raises(StepRefused) as refusal:
        p.decide()
    assert codes(refusal) == wanted - {"plan.hearing-due", "risk.none"}
    p.step(Step.RECORD_FUNDS, p.actor("U"), amount=1, account="专户", voucher="存2", paid_in_on=p.on)
    p.draft_decision()
    p.submit()
    p.agree()
    with pytest.raises(StepRefused) as refusal:
        p.decide()
    assert codes(refusal) == {"discussion.none"}
    p.discuss()
    p.decide()
    assert (p.decision.kind, p.decision.review_required, p.decision.discussion_required) == ("expropriation", 1, 1)


@pytest.mark.law("国有土地上房屋征收与补偿条例13")
def test_the_announcement_is_its_service_and_remedies_run_from_its_end(ground: Ground) -> None:
    p = deed(ground, "project")
    case = Case.objects.get(pk=p.case)
    served = Service.objects.get(version=p.decision.version)
    assert (served.mode, served.served_on - served.acted_on) == ("announcement", timedelta(days=10))
    clock = clocks.obligation_of(p.case, "remedy.reconsideration")
    assert clock is not None and clock.started_on == served.served_on == case.served_on
    notice = papers.latest(case, Doc.EXPROPRIATION_NOTICE)
    assert notice is not None and notice.number and notice.values["until"] == served.served_on.isoformat()


@pytest.mark.law("国有土地上房屋征收与补偿条例29")
def test_each_household_has_one_file_with_what_the_project_settled(ground: Ground) -> None:
    p = deed(ground, "project")
    files = list(Case.objects.filter(origin_id=p.case).order_by("ledger_id"))
    assert [(c.kind, c.procedure, c.stage) for c in files] == [(ActKind.LEVY, "compensation", Stage.SURVEYED)] * 3
    assert [c.parties.get().name for c in files] == [p.household(n)["name"] for n in range(3)]
    assert files[0].details["expropriation_number"] == p.decision.number
    assert files[0].details["appraiser"] and files[0].details["sign_until"] == p.named["sign_until"].isoformat()
    again = {"house": "示例路", "size": "1", "owner": "known"}
    for name in (p.household(0)["name"], "没有这一户"):
        with pytest.raises(FormIncomplete) as refusal:
            p.step(Step.OPEN_HOUSEHOLD, p.lead, household=name, **again)
        assert fields(refusal) == {"household"}
    assert Case.objects.filter(origin_id=p.case).count() == 3
    with pytest.raises(StepRefused) as blocked:
        p.close()
    assert codes(blocked) == {"households.unpublished"}


@pytest.mark.law("国有土地上房屋征收与补偿条例19", "国有土地上房屋征收与补偿条例25")
def test_an_agreement_adds_up_and_is_not_a_fen_below_the_appraisal(ground: Ground) -> None:
    h = household(ground, 0)
    rows, total = h.items()
    terms: dict[str, Any] = {"way": "money", "pay_way": "转账", "move_until": h.on + timedelta(days=30)}

    def sign(items: list[dict[str, Any]], amount: int, **changes: Any) -> None:
        h.step(Step.SIGN_AGREEMENT, h.actor("B"), items=items, amount=amount, **{**terms, **changes})

    with pytest.raises(StepRefused) as refusal:
        sign(rows, total)
    assert codes(refusal) == {"appraisal.none"}
    h.appraise()
    h.serve(Doc.APPRAISAL_NOTICE)
    for amount in (total + 1, total - 1):
        with pytest.raises(FormIncomplete) as wrong:
            sign(rows, amount)
        assert fields(wrong) == {"amount"}
    with pytest.raises(FormIncomplete) as wrong:
        sign([{"item": "房屋", "amount": h.worth - 1}], h.worth - 1)
    assert fields(wrong) == {"amount"}
    with pytest.raises(FormIncomplete) as wrong:
        sign(rows, total, way="exchange")
    assert fields(wrong) == {"exchange"}
    sign([{"item": "房屋", "amount": f"{h.worth / 100:.2f}"}], h.worth)
    assert stage(h) == Stage.AGREED
    with pytest.raises(StepRefused) as refusal:
        h.move()
    assert codes(refusal) == {"compensation.unpaid"}  # money first
    h.step(Step.PAY_COMPENSATION, h.lead, amount=h.worth, way="transfer", voucher="补1", bank="示例银行", paid_on=h.on)
    h.move()
    h.close()
    assert not Decision.objects.filter(case_id=h.case).exists()


@pytest.mark.law("国有土地上房屋征收与补偿条例26", "国有土地上房屋征收与补偿条例27", "国有土地上房屋征收与补偿条例28")
def test_who_does_not_agree_is_decided_against_only_after_the_term_and_moved_only_by_the_court(ground: Ground) -> None:
    h = household(ground, DISSENT)
    h.appraise()
    h.serve(Doc.APPRAISAL_NOTICE)
    h.draft_compensation()
    with pytest.raises(StepRefused) as refusal:
        h.decide()
    assert codes(refusal) == {
        "appraisal.review-open", "agreement.term-open", "review.not-passed", "discussion.none",
    }  # fmt: skip
    until = h.matter.named["sign_until"]
    go_to(h, until)
    with pytest.raises(StepRefused) as refusal:
        h.decide()
    assert codes(refusal) == {"agreement.term-open", "review.not-passed", "discussion.none"}
    h.sleep_until(until)
    rows, total = h.items()
    h.draft(Doc.HOUSE_COMPENSATION, items=[{"item": "房屋", "amount": h.worth - 1}], amount=h.worth - 1)
    with pytest.raises(StepRefused) as refusal:
        h.submit()
    assert codes(refusal) == {"compensation.too-low"}
    h.draft_compensation()
    h.submit()
    h.agree()
    h.discuss()
    h.decide()
    h.seal()
    h.serve_decision()
    for step, who, values, code in (
        (
            Step.RECORD_MOVE, h.lead, {"moved_on": h.on, "handed_over": "空"},
            {"compensation.unpaid", "house-compensation.unannounced"},
        ),
        (Step.DEMAND_MOVE, h.lead, {}, {"compensation.unpaid", "move.term-open"}),
    ):  # fmt: skip
        with pytest.raises(StepRefused) as refusal:
            h.step(step, who, **values)
        assert codes(refusal) == code
    h.announce()
    h.pay_out()
    move = date.fromisoformat(h.decision.version.values["move_until"])
    go_to(h, move + timedelta(days=1))
    h.step(Step.DEMAND_MOVE, h.lead)
    court = {"party_view": "要求提高补偿", "facts_reason": "补偿决定已生效。", "account": "示例银行专户，尾号0001"}
    with pytest.raises(StepRefused) as refusal:
        h.step(Step.APPLY_COURT_LEVY, h.actor("B"), **court)
    assert codes(refusal) == {"demand.too-early", "court.window"}
    h.serve(Doc.MOVE_DEMAND)
    remedy = due(h, "remedy.litigation")
    go_to(h, working(remedy, 1))
    with pytest.raises(FormIncomplete) as wrong:
        h.step(Step.APPLY_COURT_LEVY, h.actor("B"), **{**court, "account": ""})
    assert fields(wrong) == {"account"}
    h.step(Step.APPLY_COURT_LEVY, h.actor("B"), **court)
    paper = papers.latest(Case.objects.get(pk=h.case), Doc.LEVY_COURT_APPLICATION)
    assert paper is not None and paper.values["compensation"] == total and paper.values["matter"] == "house"
    h.move()
    assert stage(h) == Stage.COMPENSATED


def test_a_compensation_text_whose_items_do_not_add_up_is_not_issued(ground: Ground) -> None:
    h = household(ground, DISSENT)
    h.appraise()
    h.serve(Doc.APPRAISAL_NOTICE)
    h.sleep_until(h.matter.named["sign_until"])
    h.draft_compensation()
    rows, total = h.items()
    h.draft(Doc.HOUSE_COMPENSATION, amount=total + 1)
    h.submit()
    h.agree()
    h.discuss()
    before = ground.entries()
    with pytest.raises(FormIncomplete) as refusal:
        h.decide()
    assert fields(refusal) == {"amount"}
    assert ground.entries() == before and not Decision.objects.filter(case_id=h.case).exists()
