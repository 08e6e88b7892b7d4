"""简易程序 on a real database: a few minutes in the street, bad input, the money's way to the bank, the way out."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo.footage import photo
from mingjing.config.demo.on_the_spot import STALLS, Spot
from mingjing.documents.models import SignedCopy
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import BEIJING, end
from mingjing.procedure.models import Payment, Service
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.vault import actions as vault
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused

SIGNED = {"receipt": "signed"}


def edit(spot: Spot, **values: Any) -> None:
    procedure.edit_case(actor=spot.lead, case_id=spot.case, values=values, now=spot.at)


def clock(spot: Spot, rule: str) -> Any:
    return clocks.obligation_of(spot.case, rule)


def case(spot: Spot) -> Case:
    return Case.objects.get(pk=spot.case)


def fresh(ground: Ground, n: int, stall: int = 0, at: datetime | None = None) -> Spot:
    """Another case in the street, told and heard."""
    kept = ground.line("spot")
    spot = Spot(kept.world, "cg", STALLS[stall], n, at or kept.at)
    for act in (spot.open, spot.prove, spot.tell, spot.hear):
        act()
    return spot


def decided(ground: Ground, name: str = "spot") -> Spot:
    spot: Any = ground.line(name)
    spot.decide()
    return spot


@pytest.mark.law("行政处罚法52", "行政处罚法67", "行政复议法23")
def test_one_act_decides_numbers_serves_and_starts_the_clocks(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    before = ground.entries()
    spot.decide()
    assert ground.entries() == before + 1
    found, decision = case(spot), spot.decision
    assert (found.stage, found.decided_on, found.served_on) == (Stage.SERVED, spot.on, spot.on)
    assert found.number == decision.number == f"三城管当罚〔{spot.on.year}〕1号"
    assert (decision.signer, decision.review_required, decision.fine) == (spot.lead.person_id, 0, 50_00)
    served = Service.objects.get(version=decision.version)
    assert (served.mode, served.served_on) == ("direct", spot.on)
    for rule in ("payment.pay", "remedy.reconsideration", "publish.penalty", "summary.file"):
        assert clock(spot, rule).rolled == end(rule, spot.on), rule
    assert clock(spot, "remedy.litigation") is None
    text = "".join(decision.version.units.order_by("ord").values_list("value", flat=True))
    assert "先向三门峡市人民政府申请行政复议" in text and "十五日内向三门峡市湖滨区人民法院" in text
    assert "直接向" not in text
    slip = papers.latest(found, Doc.PAYMENT_SLIP)
    assert slip is not None and slip.values["total"] == 50_00
    assert slip.values["due_on"] == end("payment.pay", spot.on).isoformat()
    assert gather(found, on=spot.on).facts.unserved == ()


@pytest.mark.law("行政处罚法51")
@pytest.mark.parametrize(("name", "limit"), [("spot", 200_00), ("shop", 3_000_00)])
def test_a_fen_above_the_limit_is_refused_and_the_limit_itself_is_not(ground: Ground, name: str, limit: int) -> None:
    spot: Any = ground.line(name)
    edit(spot, fine=limit + 1)
    with refused(ground, StepRefused, "行政处罚法51") as found:
        spot.decide()
    assert {b.code for b in found.value.blockers} == {"spot.above", "spot.heavier"}
    edit(spot, fine=limit)
    spot.tell()
    spot.hear()
    spot.decide()
    assert spot.decision.fine == limit


@pytest.mark.law("行政处罚法45")
def test_it_is_not_heavier_because_the_party_spoke(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    spot.step(Step.HEAR_PARTY, spot.lead, said="stated", content="不服。", answer="维持。")
    edit(spot, fine=50_01)
    with refused(ground, StepRefused, "重于当场告知的内容") as found:
        spot.decide()
    assert [b.code for b in found.value.blockers] == ["spot.heavier"]
    edit(spot, fine=50_00)
    spot.decide()
    assert spot.decision.version.values["statement_claims"] == "不服。"


@pytest.mark.law("行政处罚法44", "行政处罚法52", "行政处罚法55")
def test_certificates_are_shown_and_rights_told_before_anything(ground: Ground) -> None:
    kept: Any = ground.line("spot")
    spot = Spot(kept.world, "cg", STALLS[0], 31, kept.at)
    spot.open()
    with refused(ground, StepRefused, "当场告知") as found:
        spot.decide()
    assert {b.code for b in found.value.blockers} == {"spot.uncertain", "spot.not-told", "spot.not-heard"}
    spot.prove()
    for left_out in ("certificates_shown", "told"):
        values = {"certificates_shown": True, "told": True, left_out: False}
        with refused(ground, FormIncomplete, "处") as wrong:
            spot.step(Step.TELL_RIGHTS, spot.lead, **values)
        assert set(wrong.value.errors) == {left_out}
    with refused(ground, StepRefused, "还没有出示证件"):
        spot.hear()


@pytest.mark.law("行政处罚法52")
def test_a_refusal_to_sign_is_noted_with_witness_or_video(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    for values, missing in (
        ({"receipt": "refused"}, {"refusal", "proof"}),
        ({"receipt": "refused", "refusal": "拒绝签名。", "proof": "witness"}, {"witness_names"}),
        ({"receipt": "refused", "refusal": "拒绝签名。", "proof": "video"}, {"video"}),
        ({}, {"receipt"}),
    ):
        with refused(ground, FormIncomplete) as wrong:
            spot.step(Step.DECIDE_ON_SPOT, spot.lead, **values)
        assert set(wrong.value.errors) == missing
    spot.step(
        Step.DECIDE_ON_SPOT, spot.lead, receipt="refused", refusal="看过后拒绝签名。", proof="witness",
        witness_names="示例见证人",
    )  # fmt: skip
    text = "".join(spot.decision.version.units.order_by("ord").values_list("value", flat=True))
    assert "交付情况：拒绝签收" in text and "看过后拒绝签名" in text and "示例见证人" in text
    served = Service.objects.get(version=spot.decision.version)
    assert (served.mode, served.witness, served.served_on) == ("lien", "示例见证人", spot.on)


def test_a_signature_drawn_on_the_screen_is_bound_to_the_decision(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    blob = vault.keep(io.BytesIO(photo("signature")), now=spot.at)
    spot.step(Step.DECIDE_ON_SPOT, spot.lead, receipt="signed", signature=blob.pk)
    assert SignedCopy.objects.get(version=spot.decision.version).blob == blob.sha256


def test_neither_a_head_nor_an_officer_of_another_case_decides(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    for who in (spot.actor("B"), spot.actor("H", 2), spot.actor("U")):
        with refused(ground, NotAllowed, "承办人"):
            spot.step(Step.DECIDE_ON_SPOT, who, **SIGNED)


@pytest.mark.law("行政处罚法57", "行政处罚法58")
def test_what_would_have_to_be_reviewed_goes_the_ordinary_way(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    edit(spot, public_interest=True)
    with refused(ground, StepRefused, "涉及重大公共利益") as found:
        spot.decide()
    assert [(b.code, b.step) for b in found.value.blockers] == [("spot.major", Step.CONVERT)]


@pytest.mark.law("行政处罚法54")
def test_what_does_not_fit_goes_on_as_an_ordinary_case_with_its_evidence(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    edit(spot, fine=500_00)
    spot.step(Step.CONVERT, spot.lead, reason="拟罚款超过当场处罚的限额。")
    old = case(spot)
    assert (old.stage, old.ended_on) == (Stage.TERMINATED, spot.on)
    new = Case.objects.get(origin=old)
    assert (new.procedure, new.stage, new.origin_kind, new.fine) == ("ordinary", Stage.CLUE, "converted", 500_00)
    assert [p.id_number for p in new.parties.all()] == [p.id_number for p in old.parties.all()]
    assert [h.person_id for h in new.handlers.all()] == [h.person_id for h in old.handlers.all()]
    mine, theirs = evidence.items(new.pk), evidence.items(old.pk)
    assert [i.blob_id for i in mine] == [i.blob_id for i in theirs] and "转来" in mine[0].source
    spot.case = new.pk
    spot.step(Step.FILE, spot.actor("B"), opinion="符合立案标准，同意立案。")
    assert case(spot).stage == Stage.INVESTIGATING


def test_when_the_new_case_cannot_be_opened_the_old_one_does_not_end(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    spot.step(Step.ASSIGN_HANDLERS, spot.actor("U"), lead=spot.ids("H")[0], others=[spot.ids("H")[0]])
    with refused(ground, FormIncomplete, "至少选择 2 名"):
        spot.step(Step.CONVERT, spot.lead, reason="不适用简易程序。")


# --- money in the street ---------------------------------------------------------------------------------------------


def taken(spot: Any, ground: str = "small", **values: Any) -> None:
    given = {"amount": spot.decision.fine, "voucher": "豫财罚示例9001", **values}
    spot.step(Step.COLLECT_ON_SPOT, spot.lead, ground=ground, **given)


@pytest.mark.law("行政处罚法68", "行政处罚法69", "行政处罚法70")
def test_money_is_taken_only_where_the_law_lets_an_officer_take_it(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    edit(spot, fine=100_01)
    spot.tell()
    spot.hear()
    spot.decide()
    for ground_, values, field, says in (
        ("small", {}, "ground", "处68一"),
        ("hard", {}, "reason", "填写"),
        ("remote", {"requested": False}, "requested", "须由当事人提出"),
        ("remote", {"requested": True, "landed_on": spot.on - timedelta(days=1)}, "landed_on", "不能早于"),
        ("hard", {"reason": "流动摊贩。", "voucher": ""}, "voucher", "填写专用票据号"),
        ("hard", {"reason": "流动摊贩。", "amount": 100_02}, "amount", "超过应缴数额"),
    ):
        with refused(ground, FormIncomplete, says) as wrong:
            taken(spot, ground_, **values)
        assert set(wrong.value.errors) == {field}
    taken(spot, "hard", reason="流动摊贩，事后难以执行。")
    assert Payment.objects.get(case_id=spot.case).amount == 100_01
    with refused(ground, StepRefused, "没有未缴的罚款"):
        taken(spot)


@pytest.mark.law("行政处罚法68")
def test_a_hundred_yuan_may_be_taken_for_its_smallness(ground: Ground) -> None:
    spot: Any = ground.line("spot")
    edit(spot, fine=100_00)
    spot.tell()
    spot.hear()
    spot.decide()
    taken(spot)
    assert clock(spot, "payment.pay").met_on == spot.on


@pytest.mark.law("行政处罚法71", "行政处罚法85")
def test_two_working_days_to_the_organ_and_two_to_the_bank(ground: Ground) -> None:
    spot = decided(ground)
    taken(spot)
    due = clock(spot, "collect.hand_over")
    assert due.rolled == clocks.calendar().add(spot.on, 2) and due.open
    with refused(ground, StepRefused, "没有已交机关、尚未缴付银行"):
        spot.bank_in()
    spot.wait(1)
    spot.hand_in()
    assert clock(spot, "collect.hand_over").met_on == spot.on
    assert clock(spot, "collect.deposit").rolled == clocks.calendar().add(spot.on, 2)
    spot.wait(1)
    spot.bank_in()
    assert clock(spot, "collect.deposit").met_on == spot.on


@pytest.mark.law("行政处罚法71")
def test_money_taken_on_the_water_is_handed_in_after_landing(ground: Ground) -> None:
    spot = decided(ground)
    landing = clocks.calendar().add(spot.on, 3)
    taken(spot, "remote", requested=True, landed_on=landing)
    due = clock(spot, "collect.hand_over")
    assert (due.started_on, due.rolled) == (landing, clocks.calendar().add(landing, 2))


@pytest.mark.law("行政处罚法69")
def test_an_ordinary_fine_is_taken_only_far_away_and_on_request(ground: Ground) -> None:
    line = ground.line("decided")
    line.seal()
    line.serve_decision()
    for ground_ in ("small", "hard"):
        with refused(ground, FormIncomplete, "处69"):
            taken(line, ground_, reason="难以执行。")
    taken(line, "remote", requested=True)
    assert Payment.objects.get(case_id=line.case).amount == line.decision.fine


@pytest.mark.law("行政处罚法52", "行政处罚法71")
def test_it_is_closed_when_reported_banked_recorded_and_published(ground: Ground) -> None:
    spot = fresh(ground, 34)
    spot.decide()
    taken(spot)
    spot.execute()
    with refused(ground, StepRefused) as found:
        spot.close()
    codes = {b.code for b in found.value.blockers}
    assert codes == {"spot.unreported", "cash.not-banked", "recording.missing", "publication.open"}
    spot.report_back()
    assert clock(spot, "summary.file").met_on == spot.on
    spot.hand_in()
    spot.bank_in()
    spot.film()
    spot.prepare()
    spot.wait(1)
    spot.publish()
    spot.close()
    assert case(spot).stage == Stage.CLOSED


@pytest.mark.law("行政强制法53", "行政复议法23")
def test_the_court_s_window_opens_when_reconsideration_is_past(ground: Ground) -> None:
    """Without reconsideration there is no way to the court: the sixty days are the whole time for remedies."""
    spot = decided(ground)
    facts = gather(case(spot), on=spot.on).facts
    last = end("remedy.reconsideration", spot.on)
    assert (facts.decision.remedy_end, facts.decision.court_window_end) == (last, end("court.apply", last))


def test_a_warning_has_no_slip_and_nothing_to_pay(ground: Ground) -> None:
    spot = fresh(ground, 32, 1)
    spot.decide()
    assert papers.latest(case(spot), Doc.PAYMENT_SLIP) is None
    assert clock(spot, "payment.pay") is None and clock(spot, "remedy.reconsideration").open
    spot.execute()
    assert case(spot).stage == Stage.EXECUTED


@pytest.mark.law("行政处罚法85")
def test_decided_before_a_long_holiday_its_clocks_skip_it(ground: Ground) -> None:
    spot = fresh(ground, 33, at=datetime(2027, 9, 30, 15, 0, tzinfo=BEIJING))
    spot.decide()
    assert clock(spot, "payment.pay").nominal == date(2027, 10, 15)
    assert clock(spot, "summary.file").rolled == clocks.calendar().add(date(2027, 9, 30), 2) > date(2027, 10, 3)
