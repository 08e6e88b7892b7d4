"""行政检查 on a real database: the whole line, what each step refuses, rechecks, and the way to a penalty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo.visiting import items_of
from mingjing.evidence.models import EvidenceItem
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers, visiting
from mingjing.procedure.limits import end
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused
from tests.procedure.visit_ground import FOOD, altered, case, codes, facts, fresh, ground, visited

__all__ = ["ground", "visited"]  # fixtures
DAY = timedelta(days=1)
POWER = "02-CF-001"


def text(deed: Any, doc: Doc) -> str:
    """What a document of a case says."""
    version = papers.latest(case(deed), doc)
    assert version is not None
    return "".join(version.units.order_by("ord").values_list("value", flat=True))


def clock(deed: Any, rule_id: str) -> Any:
    return clocks.obligation_of(deed.case, rule_id)


def steps(deed: Any) -> list[str]:
    return [t.step for t in facts(deed).history]


# --- the line --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("R0.1")
@pytest.mark.law("国办发〔2024〕54号")
def test_from_the_plan_to_the_archive_each_act_has_one_entry(ground: Ground) -> None:
    v: Any = ground.line("planned")
    stages, before = [case(v).stage], ground.entries()
    acts = (
        "approve", "notify", "enter", "record_findings", "draft_result", "give_result", "seal", "serve_decision",
        "prepare", "publish", "close", "archive",
    )  # fmt: skip
    entries = {"notify": 2, "publish": 2}
    for act in acts:
        getattr(v, act)()
        before += entries.get(act, 1)
        assert ground.entries() == before, act
        if case(v).stage != stages[-1]:
            stages.append(case(v).stage)
        v.wait(1 if act in {"approve", "notify", "seal", "prepare", "close"} else 0, minutes=55)
    assert stages == [
        Stage.PLANNED, Stage.APPROVED, Stage.INSPECTING, Stage.INSPECTED, Stage.DECIDED, Stage.SERVED, Stage.CLOSED,
        Stage.ARCHIVED,
    ]  # fmt: skip
    assert case(v).number.startswith("三市监检〔2026〕")
    assert (v.decision.kind, v.decision.fine, v.decision.review_required) == ("inspection", 0, 0)
    assert clock(v, "publish.inspection").nominal == end("publish.inspection", v.decision.decided_on)
    for rule in ("inspection.result", "inspection.tell", "publish.inspection", "archive.file"):
        assert clock(v, rule).met_on, rule
    assert visiting.counted_visits(case(v).organ_id, 2026) >= 1
    notice = text(v, Doc.INSPECTION_NOTICE)
    assert "不得刻意要求法定代表人到场" in notice and "经营资质" in notice
    assert "未发现问题" in text(v, Doc.INSPECTION_RESULT)


def test_no_step_comes_before_its_turn(ground: Ground) -> None:
    v: Any = ground.line("planned")
    early = (
        (Step.NOTIFY_INSPECTION, {}), (Step.GIVE_RESULT, {}),
        (Step.OPEN_PENALTY, {"power": POWER, "penalty_cause": "x", "reason": "x"}),
    )  # fmt: skip
    for step, values in early:
        with refused(ground, StepRefused):
            v.step(step, v.actor("B") if step is Step.GIVE_RESULT else v.lead, **values)
    with refused(ground, StepRefused) as found:
        v.enter()
    assert "stage.wrong" in codes(found)
    with refused(ground, NotAllowed):
        v.step(Step.APPROVE_INSPECTION, v.lead, opinion="同意。")
    with refused(ground, NotAllowed):
        v.step(Step.APPROVE_INSPECTION, v.actor("U"), opinion="同意。")
    approved: Any = ground.line("approved")
    with refused(ground, StepRefused) as found:
        approved.enter()
    assert codes(found) == {"notice.inspection-unserved"}
    approved.step(Step.NOTIFY_INSPECTION, approved.lead, prepare="")
    with refused(ground, StepRefused) as found:
        approved.enter()
    assert codes(found) == {"notice.inspection-unserved"}  # written, not handed over
    approved.serve(Doc.INSPECTION_NOTICE)
    approved.enter()
    assert case(approved).stage == Stage.INSPECTING


def test_an_unannounced_visit_has_its_reason_approved(ground: Ground) -> None:
    with refused(ground, FormIncomplete, "不事先通知的理由"):
        fresh(ground, 60, notice="unannounced", unannounced_reason="")
    v = fresh(ground, 60, notice="unannounced")
    v.approve()
    with refused(ground, StepRefused) as found:
        v.step(Step.NOTIFY_INSPECTION, v.lead, prepare="")
    assert codes(found) == {"notice.unannounced"}
    v.enter()
    assert case(v).stage == Stage.INSPECTING
    assert not Service.objects.filter(version__document__case_id=v.case).exists()
    assert "不事先通知" in text(v, Doc.INSPECTION_APPROVAL)


def test_a_visit_happens_within_the_days_approved(ground: Ground) -> None:
    v: Any = ground.line("approved")
    v.notify()
    last = facts(v).last(Step.APPROVE_INSPECTION).values["planned_to"]  # type: ignore[union-attr]
    while v.on.isoformat() <= last:
        v.wait(1)
    with refused(ground, StepRefused) as found:
        v.enter()
    assert codes(found) == {"inspection.outside-period"}
    v.cancel()
    assert (case(v).stage, case(v).ended_on) == (Stage.CANCELLED, v.on)
    early = fresh(ground, 61, planned_from=v.on + 30 * DAY, planned_to=v.on + 40 * DAY, notice="unannounced")
    early.approve()
    with refused(ground, StepRefused) as found:
        early.enter()
    assert codes(found) == {"inspection.outside-period"}


@pytest.mark.law("国办发〔2024〕54号")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rights_told": False}, "rights_told"),
        ({"bans_told": False}, "bans_told"),
        ({"recusal": "yes"}, "recusal"),
        ({"code": ""}, "code"),
        ({"shown": "certificates", "no_code_reason": ""}, "no_code_reason"),
        ({"entered_at": "later"}, "entered_at"),
        ({"entered_at": "yesterday"}, "entered_at"),
    ],
)
def test_at_the_door_everything_is_told_and_shown(ground: Ground, changes: dict[str, Any], field: str) -> None:
    v: Any = ground.line("approved")
    v.notify()
    at = {"later": v.at + timedelta(minutes=1), "yesterday": v.at - DAY}
    given = {k: at.get(x, x) if k == "entered_at" else x for k, x in changes.items()}
    with refused(ground, FormIncomplete) as found:
        altered(v, "enter", **given)
    assert set(found.value.errors) == {field}
    altered(v, "enter", shown="certificates", code="", no_code_reason="当事人没有智能手机。")
    assert "没有扫码条件" in facts(v).last(Step.ENTER).values["shown_words"]  # type: ignore[union-attr]


# --- the record ------------------------------------------------------------------------------------------------------


def rows(*, of: int = 4, result: str = "符合", **last: str) -> list[dict[str, str]]:
    """The items of the field answered, the last one otherwise."""
    found = [{"item": item, "finding": "已查看", "result": result} for item, _ in FOOD.items[:of]]
    return [*found[:-1], found[-1] | last]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"items": rows(of=3)}, "items", "还没有记录：食品保质期"),
        ({"items": [*rows(), {"item": "消防设施", "finding": "无", "result": "符合"}]}, "items", "超出批准的检查事项"),
        ({"items": rows(result="良好")}, "items", "结论只能是"),
        ({"items": rows(finding="")}, "items", "写明检查情况"),
        ({"items": rows(result="不符合")}, "proposal", "处理建议不能是"),
        ({"proposal": "correct"}, "proposal", "没有不符合的项目"),
        ({"items": rows(result="不符合"), "proposal": "correct"}, "violation", "违法事实摘要"),
        (
            {"items": rows(result="不符合"), "proposal": "correct", "violation": "过期。",
             "violated": [{"law": "中华人民共和国示例法", "article": "第一条"}]},
            "violated", "中华人民共和国示例法",
        ),
        (
            {"items": rows(result="不符合"), "proposal": "correct", "violation": "过期。",
             "violated": [{"law": "中华人民共和国食品安全法"}]},
            "violated", "条款",
        ),
    ],
)  # fmt: skip
def test_the_record_answers_every_approved_item_and_no_other(
    ground: Ground, changes: dict[str, Any], field: str, says: str
) -> None:
    v: Any = ground.line("there")
    with refused(ground, FormIncomplete) as found:
        altered(v, "record_findings", **changes)
    assert says in found.value.errors[field], found.value.errors


def test_what_is_edited_after_the_approval_widens_nothing(ground: Ground) -> None:
    v: Any = ground.line("there")
    more = {"item": "消防设施", "standard": "齐全"}
    details = {**case(v).details, "items": [*items_of(FOOD), more], "notice": "unannounced", "unannounced_reason": "无"}
    for name in ("planned_from", "planned_to"):
        details[name] = v.on
    procedure.edit_case(actor=v.lead, case_id=v.case, values={"details": details}, now=v.at)
    v.wait(minutes=1)
    with refused(ground, FormIncomplete, "超出批准的检查事项"):
        altered(v, "record_findings", items=[*rows(), {"item": "消防设施", "finding": "齐全", "result": "符合"}])
    v.record_findings()
    assert "消防设施" not in text(v, Doc.INSPECTION_RECORD)
    assert visiting.counted_visits(case(v).organ_id, 2026) >= 1


def test_times_of_the_record_lie_in_order_and_behind(ground: Ground) -> None:
    v: Any = ground.line("there")
    with refused(ground, FormIncomplete, "晚于开始时间"):
        altered(v, "record_findings", started_at=v.at, ended_at=v.at - timedelta(minutes=1))
    with refused(ground, FormIncomplete):
        altered(v, "record_findings", ended_at=v.at + timedelta(minutes=1))


def test_a_sample_waits_for_its_report(ground: Ground) -> None:
    v: Any = ground.line("there")
    v.record_findings()
    v.step(
        Step.TAKE_SAMPLE, v.lead, sampled_at=v.at, way="随机抽取，当场封样。", tester="示例检测中心", paid="bought",
        samples=[{"name": "饼干", "quantity": "2袋"}], remark="无异议",
    )  # fmt: skip
    v.draft_result()
    v.wait(1)
    with refused(ground, StepRefused) as found:
        v.give_result()
    assert codes(found) == {"sample.unreported"}
    assert "示例检测中心" in text(v, Doc.SAMPLING_RECORD)


# --- result, order, recheck ------------------------------------------------------------------------------------------


def test_a_result_says_what_the_record_says_and_orders_first(ground: Ground) -> None:
    v: Any = ground.line("wrong")
    v.draft_result()
    v.wait(1)
    with refused(ground, StepRefused) as found:
        v.give_result()
    assert codes(found) == {"result.no-order", "draft.incomplete"}  # the result names the order by its number
    v.draft(Doc.INSPECTION_RESULT, result="none")
    with refused(ground, StepRefused) as found:
        v.give_result()
    assert codes(found) == {"result.contradicts-record"}
    with refused(ground, NotAllowed):
        v.step(Step.GIVE_RESULT, v.lead)
    v.order()
    v.draft(Doc.INSPECTION_RESULT, result="correct")
    v.give_result()
    assert case(v).stage == Stage.DECIDED
    with refused(ground, StepRefused):
        v.give_result()
    clean: Any = ground.line("there")
    clean.record_findings()
    with refused(ground, StepRefused) as found:
        clean.order()
    assert codes(found) == {"record.no-problem"}


def test_a_recheck_is_due_some_days_after_the_date_that_was_set(ground: Ground) -> None:
    v: Any = ground.line("wrong")
    v.order(8)  # over 中秋 and 国庆
    due = facts(v).last(Step.ORDER_CORRECTION).values["due_on"]  # type: ignore[union-attr]
    assert due == clocks.calendar().add(v.on, 8)
    found = clock(v, "inspection.recheck")
    assert found.started_on == due
    assert found.nominal == end("inspection.recheck", found.started_on)
    v.wait(2)
    v.recheck()
    assert clock(v, "inspection.recheck").met_on == v.on
    with refused(ground, StepRefused) as again:
        v.recheck()
    assert codes(again) == {"correction.none"}


@pytest.mark.law("行政处罚法28", "行政处罚法54")
def test_what_stays_uncorrected_goes_on_as_a_penalty(ground: Ground) -> None:
    v: Any = ground.line("shown")
    with refused(ground, StepRefused) as found:
        v.close()
    assert codes(found) == {"correction.open"}
    with refused(ground, StepRefused) as found:
        v.open_penalty(POWER, "经营超过保质期的食品")
    assert codes(found) == {"result.not-penalty"}
    v.recheck("not_corrected")
    with refused(ground, StepRefused) as found:
        v.close()
    assert codes(found) == {"correction.failed"}
    v.open_penalty(POWER, "经营超过保质期的食品")
    v.close()
    assert case(v).stage == Stage.CLOSED
    assert visiting.led_to_penalty(case(v))


@pytest.mark.law("行政处罚法46", "行政处罚法54")
def test_the_penalty_begins_with_what_the_visit_found(ground: Ground) -> None:
    v: Any = ground.line("there")
    v.record_findings(wrong=True, proposal="penalty")
    v.draft_result()
    v.wait(1)
    v.give_result()
    counted = visiting.counted_visits(case(v).organ_id, 2026)
    with refused(ground, FormIncomplete, "处罚事项名称或者编号"):
        v.open_penalty("没有这一项", "经营超过保质期的食品")
    before = ground.entries()
    v.open_penalty(POWER, "经营超过保质期的食品")
    assert ground.entries() == before + 2  # the step of the visit, the opening of the penalty
    made, visit = Case.objects.get(origin_id=v.case), case(v)
    assert (made.kind, made.procedure, made.origin_kind, made.stage) == (
        "penalty", "ordinary", "inspection", Stage.CLUE,
    )  # fmt: skip
    assert (made.cause, made.violation, made.facts_found) == (
        "经营超过保质期的食品", visit.violation, visit.facts_found,
    )  # fmt: skip
    (party,), (host,) = made.parties.all(), visit.parties.all()
    assert (party.name, party.code, party.representative) == (host.name, host.code, host.representative)
    cited = {(c.statute.title, c.article) for c in made.citations.filter(role="violated")}
    assert cited == {FOOD.violated}
    assert {h.person_id: h.lead for h in made.handlers.all()} == {h.person_id: h.lead for h in visit.handlers.all()}
    record = papers.latest(visit, Doc.INSPECTION_RECORD)
    assert record is not None
    (evidence,) = EvidenceItem.objects.filter(case=made)
    assert evidence.title == record.document.title
    assert evidence.obtained_on == record.issued_on
    assert record.content_sha256 in evidence.source and visit.number in evidence.source
    assert visiting.counted_visits(visit.organ_id, 2026) == counted - 1
    assert AnjuanEntry.objects.filter(case=made.pk, type="case.opened").count() == 1
    with refused(ground, StepRefused):
        v.close()  # the result has not been told yet


def test_a_result_that_names_a_penalty_closes_only_with_it(ground: Ground) -> None:
    v: Any = ground.line("wrong")
    v.order()
    v.draft(Doc.INSPECTION_RESULT, result="correct_penalty")
    v.wait(1)
    for act in ("give_result", "seal", "serve_decision"):
        getattr(v, act)()
        v.wait(minutes=5)
    v.recheck()
    v.prepare()
    v.wait(1)
    v.publish()
    with refused(ground, StepRefused) as found:
        v.close()
    assert codes(found) == {"penalty.unopened"}
    v.open_penalty(POWER, "经营超过保质期的食品")
    v.close()
    assert case(v).stage == Stage.CLOSED
