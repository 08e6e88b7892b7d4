"""The yearly assessment: computed from data, weight without data shared out, appealed, adopted, frozen."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingjing.appraisal import assessed, assessment, measuring, model_units, publishing, weights
from mingjing.appraisal.models import Assessment, AssessmentLine
from mingjing.law.assessing import State
from mingjing.law.indicators import INDICATORS
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.models import Organ
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from tests.appraisal.scene import Scene

pytestmark = pytest.mark.clause("D6.1", "G4.1")


def made(scene: Scene, year: int = 2026) -> Assessment:
    return assessment.make(actor=scene.bureau, year=year, title=f"{year}年度考核（示例）", now=scene.now)


def line(scene: Scene, row: Assessment, organ: str = "sthj") -> AssessmentLine:
    found = AssessmentLine.objects.select_related("assessment", "organ")
    return found.get(assessment=row, organ=scene.world.organs[organ])


def told(scene: Scene) -> Assessment:
    return assessment.tell(actor=scene.bureau, assessment_id=made(scene).pk, now=scene.now)


def test_every_organ_is_measured_from_data_in_one_entry(scene: Scene) -> None:
    before = AnjuanEntry.objects.count()
    row = made(scene)
    assert AnjuanEntry.objects.count() == before + 1
    assert {x.organ.doc_prefix for x in row.lines.select_related("organ")} == {"三市监", "三环", "三城管"}
    values = line(scene, row).values
    assert values["A1"]["part"] == values["A1"]["whole"] == 3, "three decisions, all reviewed"
    assert values["R3"]["part"] == values["R3"]["whole"] >= 3, "filed in time"
    assert values["P2"]["whole"] == 3 and values["A4"] == {**values["A4"], "part": 1, "whole": 1}
    assert values["A3"]["part"] == 1 and values["A3"]["whole"] == 3


def test_numbers_equal_a_count_by_hand_over_the_clocks(scene: Scene) -> None:
    from mingjing.clocks.models import Obligation

    row = made(scene)
    organ = scene.world.organs["sthj"].pk
    rows = [o for o in Obligation.objects.filter(org=organ, rule_id="publish.penalty", cancelled_on=None)
            if (date(2026, 1, 1) <= o.rolled <= scene.on)
            or (o.met_on and date(2026, 1, 1) <= o.met_on <= scene.on < o.rolled)]  # fmt: skip
    in_time = [o for o in rows if o.met_on and o.met_on <= o.rolled]
    value = line(scene, row).values["P2"]
    assert (value["part"], value["whole"]) == (len(in_time), len(rows))


def test_an_organ_without_any_case_says_no_data_and_its_weight_is_shared_out(scene: Scene) -> None:
    row = made(scene)
    shown = {r.indicator.code: r for r in assessed.rows_of(line(scene, row, "cg"))}
    assert not shown["P2"].known and shown["P2"].points == "" and shown["P2"].weight == "0.00"
    assert shown["A3"].known and float(shown["A3"].weight) > shown["A3"].indicator.weight
    ranked = {r.line.organ.doc_prefix: r for r in assessed.ranking(row, scene.on)}
    assert ranked["三城管"].rank is None and "不排名" in "".join(ranked["三城管"].caveats), "more than half is unknown"
    assert "可比性差" in "".join(ranked["三环"].caveats)
    assert any("只有 3 件" in c for c in ranked["三环"].caveats), ranked["三环"]


def test_the_number_of_queries_does_not_grow_with_the_organs(scene: Scene) -> None:
    ids = [scene.world.organs[key].pk for key in ("sthj", "scjg", "cg")]

    def asked(organs: list[str]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            measuring.values(INDICATORS, organs, date(2026, 1, 1), scene.on, scene.on)
        return len(seen)

    assert asked(ids[:1]) == asked(ids) <= 15


def test_figures_do_not_move_after_the_organs_were_told_but_by_an_answer(scene: Scene) -> None:
    row = told(scene)
    for act in (
        lambda: assessment.recompute(actor=scene.bureau, assessment_id=row.pk, now=scene.now),
        lambda: assessment.enter(actor=scene.bureau, line_id=line(scene, row).pk, code="P5", part=0, whole=9,
                                 source="抽检", now=scene.now),
    ):  # fmt: skip
        with pytest.raises(FormIncomplete, match="机关复核期"):
            act()


def test_what_no_source_gives_is_typed_with_its_source(scene: Scene) -> None:
    row = made(scene)
    target = line(scene, row)
    given: dict[str, Any] = {"actor": scene.bureau, "line_id": target.pk, "now": scene.now}
    with pytest.raises(FormIncomplete, match="由系统从"):
        assessment.enter(**given, code="P2", part=1, whole=1, source="手工")
    with pytest.raises(FormIncomplete, match="出处"):
        assessment.enter(**given, code="P5", part=0, whole=30, source=" ")
    with pytest.raises(FormIncomplete, match="分母大于 0"):
        assessment.enter(**given, code="P5", part=5, whole=0, source="抽检记录")
    with pytest.raises(FormIncomplete, match="选择考核指标"):
        assessment.enter(**given, code="X9", part=0, whole=30, source="抽检记录")
    before = target.total
    assessment.enter(**given, code="P5", part=2, whole=30, source="2026 年 11 月抽检记录")
    assert line(scene, row).total != before
    assessment.recompute(actor=scene.bureau, assessment_id=row.pk, now=scene.now)
    assert line(scene, row).values["P5"]["part"] == 2, "what was typed survives a new computation"


def test_an_organ_sees_its_own_line_once_told_and_no_other(scene: Scene) -> None:
    row = made(scene)
    mine, other = line(scene, row), line(scene, row, "scjg")
    head = scene.who("sthj", "B")
    with pytest.raises(AssessmentLine.DoesNotExist):
        assessed.line_for(head, mine.pk)
    assessment.tell(actor=scene.bureau, assessment_id=row.pk, now=scene.now)
    assert assessed.line_for(head, mine.pk) == mine and assessed.own_lines(head) == [mine]
    with pytest.raises(AssessmentLine.DoesNotExist):
        assessed.line_for(head, other.pk)
    with pytest.raises(AssessmentLine.DoesNotExist):
        assessed.line_for(scene.who("sthj", "H"), mine.pk)
    with pytest.raises(Assessment.DoesNotExist):
        assessment.tell(actor=head, assessment_id=row.pk, now=scene.now)
    with pytest.raises(NotAllowed):
        assessment.make(actor=head, year=2026, title="自己考核", now=scene.now)


def test_an_appeal_is_answered_with_corrected_numbers_or_a_reason(scene: Scene) -> None:
    row = told(scene)
    target, reviewer = line(scene, row), scene.who("sthj", "L")
    with pytest.raises(FormIncomplete, match="写明哪个数不对"):
        assessment.appeal(actor=reviewer, line_id=target.pk, code="P1", content=" ", now=scene.now)
    with pytest.raises(AssessmentLine.DoesNotExist):
        assessment.appeal(actor=scene.who("scjg", "L"), line_id=target.pk, code="P1", content="不对", now=scene.now)
    asked = assessment.appeal(actor=reviewer, line_id=target.pk, code="P1", content="已公布两份，漏计。", now=scene.now)
    with pytest.raises(FormIncomplete, match="已经提出过复核"):
        assessment.appeal(actor=reviewer, line_id=target.pk, code="P1", content="再说一次", now=scene.now)
    given: dict[str, Any] = {"actor": scene.bureau, "appeal_id": asked.pk, "now": scene.now}
    with pytest.raises(FormIncomplete, match="分子在 0 和分母之间"):
        assessment.answer(**given, upheld=True, part=9, whole=5, content="采纳")
    with pytest.raises(FormIncomplete, match="写明采纳或者不采纳"):
        assessment.answer(**given, upheld=False, part=None, whole=None, content="")
    before = target.values["P1"]
    done = assessment.answer(**given, upheld=True, part=2, whole=before["whole"], content="核对属实。")
    assert done.before == before and line(scene, row).values["P1"]["part"] == 2
    assert assessed.rows_of(line(scene, row))[0].answer == done


def test_an_appeal_is_answered_once_and_only_by_supervisors_of_the_bureau(scene: Scene) -> None:
    row = told(scene)
    target = line(scene, row)
    asked = assessment.appeal(
        actor=scene.who("sthj", "L"), line_id=target.pk, code="P1", content="漏计。", now=scene.now
    )
    given: dict[str, Any] = {
        "appeal_id": asked.pk, "upheld": True, "part": 1, "whole": target.values["P1"]["whole"], "content": "属实。",
        "now": scene.now,
    }  # fmt: skip
    with pytest.raises(Assessment.DoesNotExist):
        assessment.answer(actor=scene.who("sthj", "B"), **given)
    for role in ("S", "C", "D"):
        with pytest.raises(NotAllowed):
            assessment.answer(actor=scene.who("sj", role), **given)
    assessment.answer(actor=scene.bureau, **given)
    with pytest.raises(OutOfDate):
        assessment.answer(actor=scene.bureau, **{**given, "part": 0})
    assert line(scene, row).values["P1"]["part"] == 1


def test_a_result_is_adopted_when_the_time_is_over_and_everything_answered_and_then_stands(scene: Scene) -> None:
    row = told(scene)
    with pytest.raises(FormIncomplete, match="期满以后确定"):
        assessment.adopt(actor=scene.bureau, assessment_id=row.pk, public=False, now=scene.now)
    asked = assessment.appeal(
        actor=scene.who("sthj", "B"), line_id=line(scene, row).pk, code="P1", content="漏计。", now=scene.now
    )
    scene.later(20)
    with pytest.raises(FormIncomplete, match="还有 1 项复核没有答复"):
        assessment.adopt(actor=scene.bureau, assessment_id=row.pk, public=False, now=scene.now)
    assessment.answer(
        actor=scene.bureau, appeal_id=asked.pk, upheld=False, part=None, whole=None, content="没有漏计。", now=scene.now
    )
    with pytest.raises(FormIncomplete, match="复核期限 2026-11-30 已届满"):
        assessment.appeal(
            actor=scene.who("sthj", "B"), line_id=line(scene, row).pk, code="P2", content="迟了", now=scene.now
        )
    done = assessment.adopt(actor=scene.bureau, assessment_id=row.pk, public=True, now=scene.now)
    assert (done.state, done.public) == (State.ADOPTED, True)
    assert assessed.history(scene.world.organs["sthj"].pk) == [(2026, assessed.shown(line(scene, row).total))]
    with pytest.raises(FormIncomplete, match="结果已确定"):
        assessment.recompute(actor=scene.bureau, assessment_id=row.pk, now=scene.now)
    assert audit() == []


def test_what_is_published_is_found_from_the_page_of_supervision(scene: Scene) -> None:
    row = told(scene)
    scene.later(20)
    assert "/assessments" not in Client().get("/circulars").content.decode()
    assert publishing.show_assessments(scene.now) == 0
    assessment.adopt(actor=scene.bureau, assessment_id=row.pk, public=True, now=scene.now)
    assert publishing.show_assessments(scene.now) == 1
    assert '<a href="/assessments">考核结果</a>' in Client().get("/circulars").content.decode()
    shown = publishing.pages.store().page("/assessments")
    assert shown and row.title in gzip.decompress(shown.gz).decode()


@pytest.mark.parametrize(
    ("year", "title", "field", "words"),
    [(2018, "考核", "year", "在 2019 和 2026 之间"), (2027, "考核", "year", "在 2019 和 2026 之间"),
     (2026, " ", "title", "填写考核名称")],
)  # fmt: skip
def test_years_without_data_and_wrong_input_are_told(
    scene: Scene, year: int, title: str, field: str, words: str
) -> None:
    with pytest.raises(FormIncomplete) as refusal:
        assessment.make(actor=scene.bureau, year=year, title=title, now=scene.now)
    assert words in refusal.value.errors[field]


def test_a_year_without_acts_says_so_for_every_organ(scene: Scene) -> None:
    row = made(scene, 2021)
    for target in row.lines.select_related("organ"):
        target.assessment = row
        shown = {r.indicator.code: r.known for r in assessed.rows_of(target)}
        assert not any(shown[code] for code in ("P2", "R1", "R2", "R3", "A1", "A2", "A5", "Q1", "Q2", "Q3"))


def test_a_year_is_assessed_once(scene: Scene) -> None:
    made(scene)
    with pytest.raises(FormIncomplete, match="已经有一次考核"):
        made(scene)


def test_an_organ_abolished_in_the_year_is_measured_and_not_ranked(scene: Scene) -> None:
    organ = Organ.objects.get(pk=scene.world.organs["scjg"].pk)
    scene.changed(organ, valid_to=scene.on - timedelta(days=10))
    row = told(scene)
    ranked = {r.line.organ_id: r for r in assessed.ranking(row, scene.on)}
    assert ranked[organ.pk].rank is None and "已撤销" in ranked[organ.pk].caveats[0]
    assert assessment.appeal_ends(line(scene, row, "scjg")) is None
    assert ranked[scene.world.organs["sthj"].pk].rank == 1


# --- weights ------------------------------------------------------------------------------------------------------


def rows(**changes: str) -> list[dict[str, str]]:
    return [{"code": i.code, "weight": changes.get(i.code, str(i.weight))} for i in INDICATORS]


def test_adopted_weights_count_from_their_day_and_leave_earlier_assessments_alone(scene: Scene) -> None:
    row = made(scene)
    weights.adopt(
        actor=scene.bureau, rows=rows(P1="5", Q5="3"), document="三司〔2026〕15号", valid_from=scene.on, now=scene.now
    )
    now_in_force, document = weights.current(row.organ_id, scene.on)
    assert {i.code: i.weight for i in now_in_force}["P1"] == 5 and document == "三司〔2026〕15号"
    assert {i.code: i.weight for i in Assessment.objects.get(pk=row.pk).content}["P1"] == 6


@pytest.mark.clause("G5.1")
@pytest.mark.parametrize(
    "own",
    [
        {"label": "罚没收入", "part": "罚没收入", "whole": "任务", "counts": "罚款、没收款项"},
        {"label": "增收", "part": "全年罚款收缴额", "whole": "上年", "counts": "合法、规范、及时的程度"},
        {"label": "办案任务", "part": "办结的处罚案件", "whole": "下达的任务", "counts": "处罚决定件数"},
    ],
    ids=lambda own: own["label"],
)
def test_the_system_refuses_an_indicator_on_fines_however_it_is_dressed(scene: Scene, own: dict[str, str]) -> None:
    given = [*rows(P1="4"), {"code": "Z1", "weight": "2", **own}]
    with pytest.raises(FormIncomplete) as refusal:
        weights.adopt(actor=scene.bureau, rows=given, document="三司〔2026〕16号", valid_from=scene.on, now=scene.now)
    assert "第 22 行" in refusal.value.errors["rows"]
    fine = {"code": "Z1", "weight": "2", "label": "培训覆盖率", "part": "参加培训的人员", "whole": "执法人员",
            "counts": "培训、评查、公示、宣传等工作量"}  # fmt: skip
    weights.adopt(
        actor=scene.bureau, rows=[*rows(P1="4"), fine], document="三司〔2026〕16号", valid_from=scene.on, now=scene.now
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([{"code": "P1", "weight": "六"}], "应为整数"),
        ([{"code": "P1", "weight": "6"}], "合计 6 分"),
        ([{"code": "Z1", "weight": "6"}], "是自定指标，写成"),
    ],
)
def test_wrong_weights_are_refused_with_row_and_cure(scene: Scene, given: list[dict[str, str]], words: str) -> None:
    with pytest.raises(FormIncomplete) as refusal:
        weights.adopt(actor=scene.bureau, rows=given, document="", valid_from=date(2020, 1, 1), now=scene.now)
    assert words in refusal.value.errors["rows"]
    assert set(refusal.value.errors) == {"rows", "document", "valid_from"}


# --- model units --------------------------------------------------------------------------------------------------


def test_a_model_unit_is_named_once_by_the_bureau_and_taken_back_with_a_reason(scene: Scene) -> None:
    organ = scene.world.organs["sthj"].pk
    given: dict[str, Any] = {
        "organ_id": organ,
        "reason": "全过程记录规范。",
        "document": "三司〔2026〕17号",
        "now": scene.now,
    }
    with pytest.raises(NotAllowed):
        model_units.name_unit(actor=scene.who("sthj", "B"), **given)
    with pytest.raises(FormIncomplete, match="选择本地区的执法机关"):
        model_units.name_unit(actor=scene.bureau, **{**given, "organ_id": "nowhere"})
    unit = model_units.name_unit(actor=scene.bureau, **given)
    with pytest.raises(FormIncomplete, match="已经是示范点"):
        model_units.name_unit(actor=scene.bureau, **given)
    with pytest.raises(FormIncomplete, match="写明撤销的理由"):
        model_units.end_unit(actor=scene.bureau, unit_id=unit.pk, reason=" ", now=scene.now)
    model_units.end_unit(actor=scene.bureau, unit_id=unit.pk, reason="出现重大差错。", now=scene.now)
    assert assessed.units(scene.bureau.region_code)[0].ended_reason == "出现重大差错。"
    model_units.name_unit(actor=scene.bureau, **given)
