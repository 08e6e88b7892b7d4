"""裁量测算 on a case: kept by one act, read by gates, papers and review; what departs needs its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from mingjing.cases import actions as cases
from mingjing.cases.models import Case, Weighing
from mingjing.config.demo.acting import Line
from mingjing.config.demo.benchmarks import USES
from mingjing.config.demo.lines import Plot, act_out, perform
from mingjing.config.demo.matters import MATTERS
from mingjing.discretion.asking import Question
from mingjing.law.kinds import Doc, ReviewHead, Step
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions, discretion, papers, reviewing, weighed
from mingjing.procedure.facts import gather
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from tests.desk import staged

pytestmark = [pytest.mark.django_db, pytest.mark.clause("I2.1", "D1.3")]

FACTORS = dict(USES["dust_yard"].factors)
YUAN = 100


@pytest.fixture
def line(home: Any, settings: Any) -> Line:
    """A dust yard investigated up to the conclusion, not yet weighed."""
    world = staged.found(settings, "sthj", "cg", "sj")
    line = Line(world, "sthj", MATTERS["dust_yard"], 1, staged.began())
    perform([(line, act_out(line, Plot(stop="conclude")))], staged.real_now())
    line.wait(1)
    return line


def weigh(line: Line, fine: int = 20_000 * YUAN, actor: Any = None, **more: Any) -> Weighing:
    case = Case.objects.get(pk=line.case)
    asked = {
        "benchmark_id": weighed.fitting(case)[0].pk, "question": Question(factors=FACTORS), "now": line.at,
    } | more  # fmt: skip
    return discretion.weigh(actor=actor or line.lead, case_id=line.case, fine=fine, **asked)


def blockers(line: Line, step: Step = Step.CONCLUDE) -> dict[str, Any]:
    with pytest.raises(StepRefused) as refused:
        actions.take_step(actor=line.lead, case_id=line.case, step=step, values={}, now=line.at)
    return {b.code: b for b in refused.value.blockers}


def edit(line: Line, **values: Any) -> None:
    actions.edit_case(actor=line.lead, case_id=line.case, values=values, now=line.at)


def r5(line: Line) -> dict[str, tuple[str, str]]:
    case = Case.objects.get(pk=line.case)
    found = reviewing.machine(case, gather(case, on=line.on), on=line.on)[ReviewHead.DISCRETION]
    return {c.label: (c.state, c.sentence) for c in found}


def test_one_act_keeps_question_answer_and_what_follows(line: Line) -> None:
    from mingjing.ledger.models import AnjuanEntry

    before = AnjuanEntry.objects.count()
    row = weigh(line)
    assert AnjuanEntry.objects.count() == before + 1
    case = Case.objects.get(pk=line.case)
    assert (case.tier, case.fine, case.statutory_range) == ("轻微", 2_000_000, "10,000元以上100,000元以下")
    assert "法定上限100,000元 × 20% = 20,000元" in case.discretion and "拟处罚款20,000元。" in case.discretion
    shown = weighed.latest(case)
    assert shown and shown.row.pk == row.pk and shown.question.factors == FACTORS
    assert [s.article for s in shown.steps][-1] == "行政处罚法5②、34"
    with pytest.raises(Exception, match="只追加|permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_weighing SET reason = '改写'")


def test_the_trace_stands_in_the_report_and_in_the_decision(line: Line) -> None:
    weigh(line)
    line.conclude()
    case = Case.objects.get(pk=line.case)
    report = papers.latest(case, Doc.INVESTIGATION_REPORT)
    assert report is not None
    assert "× 20% = 20,000元" in report.values["discretion_reason"]
    assert report.values["discretion_basis"] == "《生态环境行政处罚裁量基准（示例）》B9 第 2 版"
    assert report.values["discretion_tier"] == "轻微"


def test_a_fine_outside_the_tier_needs_a_reason_on_the_form_and_at_the_gate(line: Line) -> None:
    with pytest.raises(FormIncomplete, match="没有写明偏离的理由") as refused:
        weigh(line, 30_000 * YUAN)
    assert list(refused.value.errors) == ["reason"]
    assert not Weighing.objects.exists()
    weigh(line)
    edit(line, fine=30_000 * YUAN)  # changed elsewhere, after the reckoning
    blocker = blockers(line)["discretion.outside-tier"]
    assert "拟罚 30,000 元，没有写明偏离的理由" in blocker.message
    assert blocker.article == "行政处罚法34" and "裁量测算页写明偏离理由" in blocker.cure
    assert r5(line)["罚款在裁量阶次内，或者写明偏离理由"][0] == "no"
    weigh(line, 30_000 * YUAN, reason="堆场紧邻学校，扬尘影响较大")
    state, words = r5(line)["罚款在裁量阶次内，或者写明偏离理由"]
    assert state == "wait" and "偏离理由：堆场紧邻学校" in words
    line.conclude()


def test_a_reason_covers_only_the_fine_it_was_written_for(line: Line) -> None:
    weigh(line, 30_000 * YUAN, reason="堆场紧邻学校")
    edit(line, fine=90_000 * YUAN)
    assert "偏离理由是为 30,000 元写的" in blockers(line)["discretion.outside-tier"].message


def test_no_reason_carries_a_fine_out_of_the_statute(line: Line) -> None:
    for fine, words in ((100_001 * YUAN, "高于法定上限"), (9_999 * YUAN, "低于法定下限而没有减轻情节")):
        with pytest.raises(FormIncomplete, match=words) as refused:
            weigh(line, fine, reason="情况特殊")
        assert list(refused.value.errors) == ["fine"]
    weigh(line)
    edit(line, fine=100_000 * YUAN + 1)
    assert "高于法定上限" in blockers(line)["discretion.outside-statute"].message


def test_mitigation_opens_the_way_below_the_minimum(line: Line) -> None:
    asked = Question(circumstances=("removed",), choice="mitigate", factors=FACTORS)
    with pytest.raises(FormIncomplete, match="“减轻”阶次9,999.99元以下"):
        weigh(line, question=asked)
    weigh(line, 8_000 * YUAN, question=asked)
    assert Case.objects.get(pk=line.case).tier == "减轻"
    line.conclude()


def test_who_must_be_spared_is_not_fined(line: Line) -> None:
    asked = Question(circumstances=("slight",))
    with pytest.raises(FormIncomplete, match="不予处罚，却拟处罚款"):
        weigh(line, question=asked)
    row = weigh(line, 0, question=asked)
    assert row.tier == "不予"


def test_bad_questions_are_told_by_field(line: Line) -> None:
    city = next(b for b in weighed.benchmarks.public_standing(line.on) if b.code == "B1-JS")
    old = weighed.Weighing._meta.get_field("benchmark").related_model.objects.get(code="B9", version=1)
    for asked, field, words in (
        ({"benchmark_id": ""}, "benchmark", "选择裁量基准"),
        ({"benchmark_id": "x" * 32}, "benchmark", "选择裁量基准"),
        ({"benchmark_id": old.pk}, "benchmark", "不施行，改选当日施行的版本"),
        ({"question": Question()}, "factors", "物料数量选择一项"),
        ({"question": Question(factors=FACTORS, choice="mitigate")}, "choice", "没有从轻或者减轻的情节"),
        ({"benchmark_id": city.pk, "question": Question(tier="一般")}, "base", "填写合同价款"),
    ):
        with pytest.raises(FormIncomplete, match=words) as refused:
            weigh(line, **asked)
        assert field in refused.value.errors
    assert not Weighing.objects.exists()


def test_only_those_who_handle_the_case_weigh_and_only_before_the_decision(line: Line) -> None:
    with pytest.raises(NotAllowed):
        weigh(line, actor=line.actor("L"))
    with pytest.raises(OutOfDate):
        weigh(line, expected=1)
    perform([(line, act_out_from_conclusion(line))], staged.real_now() + timedelta(days=1))
    with pytest.raises(StepRefused, match="案件已决定"):
        weigh(line)


def act_out_from_conclusion(line: Line) -> Any:
    line.weigh()
    line.conclude()
    for days, act in (
        (2, line.notify), (1, line.serve_notice), (1, line.waive), (7, line.draft), (1, line.submit), (2, line.agree),
        (1, line.decide),
    ):  # fmt: skip
        line.wait(days)
        yield
        act()


def test_a_reviewer_sees_that_a_benchmark_fits_and_was_not_used(line: Line) -> None:
    state, words = r5(line)["裁量基准测算"]
    assert state == "wait" and "物料堆场未采取防尘措施" in words
    weigh(line)
    assert "裁量基准测算" not in r5(line)
    assert r5(line)["罚款在法定幅度内"][0] == "yes"


def test_a_base_that_changed_after_the_reckoning_is_told(line: Line) -> None:
    """By value of goods: the case says another value than the one reckoned from."""
    case = Case.objects.get(pk=line.case)
    food = next(b for b in weighed.benchmarks.public_standing(line.on) if b.code == "B12-X")
    cases_fine = 60_000 * YUAN
    weigh(line, cases_fine, benchmark_id=food.pk, question=Question(circumstances=("merit",), base=5_000 * YUAN))
    state, words = r5(line)["裁量基准测算"]
    assert state == "no" and "测算时按 5,000 元" in words
    edit(line, goods_value=5_000 * YUAN)
    assert "裁量基准测算" not in r5(line)
    assert cases.problems({}, on=line.on, case=case) == {}
