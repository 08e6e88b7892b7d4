"""行政强制措施 on a real database: taken and handed over, every point of it, urgent; bad input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.documents.models import DocumentVersion
from mingjing.law import coercion
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import end
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.coercion_ground import case, clock, codes, coerced, facts, fresh, ground
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused

__all__ = ["coerced", "ground"]  # fixtures
DAY = timedelta(days=1)


def text(version: DocumentVersion) -> str:
    return "".join(version.units.order_by("ord").values_list("value", flat=True))


# --- taken ---------------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法18", "行政强制法24")
def test_one_act_decides_lists_hands_over_and_starts_the_clocks(ground: Ground) -> None:
    s: Any = ground.line("listed")
    before = ground.entries()
    s.take()
    assert ground.entries() == before + 1
    found, decision = case(s), s.decision
    assert (found.stage, found.decided_on, found.served_on) == (Stage.IN_FORCE, s.on, s.on)
    assert (decision.kind, decision.signer, decision.review_required, decision.fine) == (
        "measure", s.lead.person_id, 0, 0,
    )  # fmt: skip
    assert decision.number.startswith("三市监强措〔2026〕")
    assert Service.objects.get(version=decision.version).mode == "direct"
    hold = clock(s, "seize.hold")
    assert (hold.nominal, hold.rolled) == (s.on + 30 * DAY, end("seize.hold", s.on))
    for rule in ("publish.general", "remedy.reconsideration", "remedy.litigation"):
        assert clock(s, rule).rolled == end(rule, s.on), rule
    listed = papers.latest(found, Doc.SEIZED_LIST)
    assert listed is not None and listed.values["decision_number"] == decision.number
    assert [g["name"] for g in listed.values["goods"]] == ["散装肉制品", "外包装标签"]
    said = text(decision.version)
    for words in ("散装肉制品", "三十日", "食品安全法", "六十日内", "六个月内", f"{(s.on + 30 * DAY).day}日届满"):
        assert words in said, words
    assert facts(s).unserved == ()
    entry = AnjuanEntry.objects.get(case=s.case, type="decision.issued")
    assert b"approved_by" in bytes(entry.body)


@pytest.mark.law("行政强制法18")
@pytest.mark.parametrize(
    ("step", "values", "code"),
    [
        ("tell", {"certificates_shown": False}, "certificate.not-shown"),
        ("tell", {"told_remedy": False}, "party.not-told"),
        ("tell", {"called": ""}, "party.not-called"),
        ("list", {"no_necessities": False}, "goods.necessities"),
        ("list", {"related": None}, "goods.unrelated"),
        ("list", {"goods": []}, "goods.none"),
        ("list", {"signed": "witness"}, "record.unsigned"),
    ],
)
def test_a_point_that_is_missing_stops_the_taking(ground: Ground, step: str, values: dict[str, Any], code: str) -> None:
    s: Any = ground.line("listed")
    wanted = Step.TELL_ON_SITE if step == "tell" else Step.RECORD_ON_SITE
    given = {**facts(s).last(wanted).values, **values}  # type: ignore[union-attr]
    if code == "certificate.not-shown":
        s.step(Step.TELL_ON_SITE, s.lead, **given)
        with refused(ground, StepRefused) as found:
            s.list_goods()
        assert codes(found) == {code}
        return
    s.step(wanted, s.lead, **given)
    if step == "tell":
        s.list_goods()
    with refused(ground, StepRefused) as found:
        s.take()
    assert codes(found) == {code}
    s.tell()
    s.list_goods()
    s.take()
    assert case(s).stage == Stage.IN_FORCE


@pytest.mark.law("行政强制法18", "行政强制法24")
def test_a_refusal_is_noted_and_an_absent_party_is_served_later(ground: Ground) -> None:
    s: Any = ground.line("listed")
    with refused(ground, FormIncomplete, "当场交付"):
        s.take(receipt="later")
    with refused(ground, FormIncomplete):
        s.take(receipt="refused")
    s.step(
        Step.TAKE_MEASURE, s.lead, receipt="refused", refusal="拒绝签名。", proof="witness", witness_names="示例见证人"
    )
    service = Service.objects.get(version=s.decision.version)
    assert (service.mode, service.witness, service.refusal) == ("lien", "示例见证人", "拒绝签名。")

    away = fresh(ground, 60, "approve")
    away.tell("absent")
    away.list_goods("witness")
    with refused(ground, FormIncomplete, "另行送达"):
        away.take("signed")
    away.take("later")
    assert not Service.objects.filter(version=away.decision.version).exists()
    assert clock(away, "remedy.litigation") is None
    assert "查封（扣押、冻结）决定书" in facts(away).unserved
    away.wait(1)
    away.seal()
    away.wait(1)
    away.serve_decision()
    assert clock(away, "remedy.litigation").started_on == away.on
    assert case(away).stage == Stage.IN_FORCE
    with refused(ground, StepRefused) as found:
        away.serve_decision()
    assert codes(found) == {"decision.served-already"}


@pytest.mark.law("行政强制法17", "行政强制法18")
def test_who_may_approve_and_who_may_take(ground: Ground) -> None:
    s: Any = ground.line("proposed")
    with refused(ground, NotAllowed):
        s.step(Step.APPROVE_MEASURE, s.lead, opinion="同意。")
    with refused(ground, StepRefused):
        s.take()
    s.approve()
    s.tell()
    s.list_goods()
    with refused(ground, StepRefused) as found:
        s.step(Step.TAKE_MEASURE, s.actor("U"), receipt="signed")  # the head of the unit is no officer of the case
    assert codes(found) == {"measure.signer"}
    found_case = case(s)
    found_case.organ.kind = "entrusted"
    assert gather(found_case, on=s.on).facts.entrusted
    assert not facts(s).entrusted


@pytest.mark.law("行政强制法24")
@pytest.mark.clause("L0.1")
def test_a_major_measure_is_reviewed_and_discussed_and_says_what_was_found(ground: Ground) -> None:
    s: Any = ground.line("told")
    procedure.edit_case(actor=s.lead, case_id=s.case, values={"public_interest": True}, now=s.at)
    s.list_goods()
    with refused(ground, StepRefused) as found:
        s.take()
    assert codes(found) == {"review.not-passed", "discussion.none"}
    goods = facts(s).last(Step.RECORD_ON_SITE).values["goods"]  # type: ignore[union-attr]
    s.draft(Doc.MEASURE_DECISION, goods=[{**goods[0], "quantity": "13箱"}, goods[1]])
    for act in (s.submit, s.agree, s.discuss):
        s.wait(minutes=30)
        act()
    with refused(ground, StepRefused) as found:
        s.take()
    assert codes(found) == {"decision.differs"}
    s.draft(Doc.MEASURE_DECISION, goods=goods)
    for act in (s.submit, s.agree, s.discuss):
        s.wait(minutes=30)
        act()
    s.take()
    d = s.decision
    assert (d.review_required, d.discussion_required, d.signer) == (1, 1, s.lead.person_id)


def test_no_step_is_taken_out_of_order(ground: Ground) -> None:
    s: Any = ground.line("proposed")
    for step, rule in coercion.MEASURE.rules.items():
        if Stage.PROPOSED not in rule.starts_from:
            with refused(ground, StepRefused) as found:
                procedure.take_step(actor=s.actor("B"), case_id=s.case, step=step, values={}, now=s.at) if rule.by in {
                    "measure.approve",
                    "closing.approve",
                } else s.step(step, s.lead)
            assert "stage.wrong" in codes(found), step


# --- urgent: 强19 --------------------------------------------------------------------------------------------------


@pytest.mark.law("行政强制法19")
@pytest.mark.parametrize(("minutes", "late"), [(24 * 60 - 1, False), (24 * 60, False), (24 * 60 + 1, True)])
def test_twenty_four_hours_to_the_minute(ground: Ground, minutes: int, late: bool) -> None:
    s = fresh(ground, 61, "tell", "list_goods")
    s.take_urgently()
    taken = s.at
    assert (clock(s, "seize.report").nominal, clock(s, "seize.report").rolled) == (s.on + DAY, s.on + DAY)
    with refused(ground, StepRefused) as found:
        s.extend()
    assert codes(found) == {"approval.missing-after"}
    s.at = taken + timedelta(minutes=minutes)
    if late:
        with refused(ground, FormIncomplete, "二十四小时"):
            s.approve_afterwards()
        s.step(
            Step.APPROVE_AFTERWARDS,
            s.actor("B"),
            result="approved",
            opinion="补办。",
            late_reason="负责人在外地，通讯中断。",
        )
    else:
        s.approve_afterwards()
    entry = AnjuanEntry.objects.filter(case=s.case, type="case.approve_afterwards").get()
    assert (b'"late":1' in bytes(entry.body)) is late
    assert clock(s, "seize.report").met_on == s.on
    form = papers.latest(case(s), Doc.MEASURE_APPROVAL)
    assert form is not None and form.values["when_approved"] == "afterwards"
    assert ("late_reason" in form.values) is late


@pytest.mark.law("行政强制法19")
def test_what_the_head_does_not_approve_is_released(ground: Ground) -> None:
    s = fresh(ground, 62, "tell", "list_goods")
    s.take_urgently()
    s.step(Step.APPROVE_AFTERWARDS, s.actor("B"), result="refused", opinion="可以责令停止，不应扣押。")
    assert clock(s, "measure.release").rolled == end("measure.release", s.on)
    with refused(ground, StepRefused) as found:
        s.test()
    assert codes(found) == {"measure.must-release"}
    s.release("other")
    assert case(s).stage == Stage.RELEASED
    assert clock(s, "measure.release").met_on == clock(s, "seize.hold").met_on == s.on
