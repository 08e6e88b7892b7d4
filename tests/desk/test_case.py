"""Registering a clue, the case page, and one step as a page: what officers see, and what a refusal leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.cases.models import Case
from mingjing.config.demo.founding import World
from mingjing.config.demo.world import credit_code
from mingjing.law.kinds import Step
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import actions, materials
from mingjing.procedure.refusals import StepRefused
from tests.desk import staged
from tests.desk.staged import acted, entered


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "wj", "sj")


def clue(world: World, **changes: Any) -> dict[str, Any]:
    """What a person types to register a clue."""
    on = staged.real_now().date().isoformat()
    return {
        "source": "inspection", "found_on": on, "clue": "露天堆放物料未覆盖。", "act_from": on, "act_ended_on": on,
        "place": "示例路1号", "power": world.powers["sthj", "dust_yard"], "cause": "物料堆场未采取防尘措施",
        "violated_statute": world.statutes["fd"], "violated_article": "第一千一百三十条",
        "penalty_statute": world.statutes["fd"], "penalty_article": "第一千一百三十条", "party_kind": "organisation",
        "party_name": "示例建材有限公司", "party_code": credit_code("91", "411202", 77), "party_representative": "示例",
        "lead": world.one("sthj", "H").pk, "handlers": [world.one("sthj", "H", 1).pk], **changes,
    }  # fmt: skip


@pytest.mark.clause("R0.1")
def test_a_clue_becomes_a_case_with_its_document_and_its_entry(world: World) -> None:
    client = entered("sthj.h1")
    answer = client.post("/office/cases/new", clue(world))
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "案件来源登记表" in page and "线索已登记" in page and "立案由" in page
    case = Case.objects.get()
    assert [h.person_id for h in case.handlers.all()] == [world.one("sthj", "H", n).pk for n in (0, 1)]
    assert AnjuanEntry.objects.filter(case=case.pk).count() == 1


@pytest.mark.law("行政处罚法42")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"handlers": []}, "执法人员至少选择 2 名"),
        ({"party_code": "91411202DEMA00778X"}, "信用代码"),
        ({"party_kind": "person", "party_id_number": "411202199001011234"}, "身份"),
        ({"act_from": "2026-05-02", "act_ended_on": "2026-05-01"}, "违法行为终了日期不能早于开始日期"),
        ({"found_on": "2999-01-01"}, "不能晚于今天"),
        ({"found_on": "某日"}, "发现日期写作 2026-11-23"),
        ({"cause": ""}, "填写案由"),
        ({"violated_article": ""}, "要同时写明法律法规和条款"),
        ({"source": "rumour"}, "案件来源只能是"),
    ],
)
def test_a_wrong_clue_comes_back_as_typed_with_its_cure(world: World, changes: dict[str, Any], words: str) -> None:
    client = entered("sthj.h1")
    before = AnjuanEntry.objects.count()
    answer = client.post("/office/cases/new", clue(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "露天堆放物料未覆盖。" in page  # nothing typed is lost
    assert (Case.objects.count(), AnjuanEntry.objects.count()) == (0, before)


def test_whoever_opens_no_cases_is_told_whose_job_it_is(world: World) -> None:
    assert "线索由承办人或者承办机构负责人登记" in entered("sthj.l").get("/office/cases/new").content.decode()


def test_a_stranger_is_not_told_that_a_case_exists_a_colleague_is_told_why_not(world: World) -> None:
    case = acted(world, "sthj", stop="conclude").case
    assert entered("wj.h1").get(f"/office/cases/{case}").status_code == 404
    assert entered("sthj.h3").get(f"/office/cases/{case}").status_code == 403
    assert entered("sj.j1").get(f"/office/cases/{case}").status_code == 200
    assert entered("sthj.h1").get(f"/office/cases/{case}/steps/nonsense").status_code == 404


@pytest.mark.clause("R2.2")
def test_a_blocked_step_shows_every_reason_and_no_form(world: World) -> None:
    case = acted(world, "sthj", stop="gather").case
    page = entered("sthj.h1").get(f"/office/cases/{case}/steps/conclude").content.decode()
    for words in ("还没有证据", "没有调查终结报告", "行政处罚法57"):
        assert words in page
    assert '<form class="body form"' not in page
    before = AnjuanEntry.objects.count()
    answer = entered("sthj.h1").post(f"/office/cases/{case}/steps/conclude", {})
    assert answer.status_code == 409
    assert "没有写入任何内容" in answer.content.decode()
    assert AnjuanEntry.objects.count() == before + 1  # the login


def test_a_step_belongs_to_its_role(world: World) -> None:
    case = acted(world, "sthj", stop="file").case
    page = entered("sthj.h1").get(f"/office/cases/{case}/steps/file").content.decode()
    assert "立案由机关负责人办理" in page and '<form class="body form"' not in page
    assert entered("sthj.h1").post(f"/office/cases/{case}/steps/file", {"opinion": "同意"}).status_code == 403


def test_missing_and_wrong_values_stand_at_their_fields(world: World) -> None:
    case = acted(world, "sthj", stop="serve").case
    answer = entered("sthj.h1").post(
        f"/office/cases/{case}/steps/serve",
        {"mode": "lien", "acted_on": "2999-01-01", "place": "示例路1号", "refusal": "", "receiver": "写下的名字"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不能晚于今天" in page and "写下的名字" in page
    answer = entered("sthj.h1").post(
        f"/office/cases/{case}/steps/serve",
        {"mode": "lien", "acted_on": staged.real_now().date().isoformat(), "place": "示例路1号"},
    )
    assert "留置送达要填写拒收事由" in answer.content.decode()


def test_the_same_form_twice_has_one_effect(world: World) -> None:
    case = acted(world, "sthj", stop="file").case
    client, url = entered("sthj.b1"), f"/office/cases/{case}/steps/file"
    assert client.post(url, {"opinion": "同意立案。"}).status_code == 302
    entries = AnjuanEntry.objects.filter(case=case).count()
    answer = client.post(url, {"opinion": "同意立案。"})
    assert answer.status_code == 409 and "案件现在是" in answer.content.decode()
    assert AnjuanEntry.objects.filter(case=case).count() == entries


def test_someone_acted_meanwhile(world: World) -> None:
    case = acted(world, "sthj", stop="file").case
    old = Case.objects.get(pk=case).ledger_id
    entered("sthj.h1").post(f"/office/cases/{case}/edit", clue(world, expected=old, place="示例路2号"))
    assert Case.objects.get(pk=case).place == "示例路2号"
    answer = entered("sthj.b1").post(f"/office/cases/{case}/steps/file", {"opinion": "同意立案。", "expected": old})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "案件刚刚有变化" in page and "同意立案。" in page
    assert Case.objects.get(pk=case).filed_on is None


@pytest.mark.law("行政处罚法59②")
def test_the_sealed_copy_is_a_pdf_and_binds_its_hash(world: World) -> None:
    case = acted(world, "sthj", stop="seal").case
    client, url = entered("sthj.h1"), f"/office/cases/{case}/steps/seal_decision"
    wrong = client.post(url, {"file": SimpleUploadedFile("盖章.pdf", b"MZ not a paper")})
    assert wrong.status_code == 422
    assert client.post(url, {}).status_code == 422
    paper = (staged.PAPER).read_bytes()
    done = client.post(url, {"file": SimpleUploadedFile("盖章.pdf", paper)})
    assert done.status_code == 302, done.content.decode()
    assert "已盖章" in client.get(f"/office/cases/{case}/documents").content.decode()


def test_the_trail_names_every_entry(world: World) -> None:
    line = acted(world, "sthj", stop="decide")
    page = entered("sthj.h1").get(f"/office/cases/{line.case}/trail").content.decode()
    for words in ("登记启动", "立案", "储存音像记录", "送法制审核", "法制审核通过"):
        assert words in page
    for entry in AnjuanEntry.objects.filter(case=line.case):
        assert bytes(entry.leaf).hex()[:8] in page


@pytest.mark.clause("R2.2")
def test_a_missing_recording_is_excused_by_someone_else_with_a_reason(world: World) -> None:
    case = acted(world, "sthj", stop="conclude", unrecorded=True).case
    page = entered("sthj.h1").get(f"/office/cases/{case}").content.decode()
    assert "缺少音像：询问当事人" in page
    assert entered("sthj.h1").get(f"/office/cases/{case}/absences").status_code == 403
    lead, url = entered("sthj.u"), f"/office/cases/{case}/absences"
    asked = world.one("sthj", "H").pk
    assert "批准没有音像记录的理由" in lead.get(f"/office/cases/{case}/evidence").content.decode()
    assert lead.post(url, {"av_item": "scene", "asked_by": asked, "reason": "设备故障，已送修"}).status_code == 422
    assert lead.post(url, {"av_item": "interview", "asked_by": asked, "reason": "短"}).status_code == 422
    done = lead.post(url, {"av_item": "interview", "asked_by": asked, "reason": "询问室停电，设备无法工作。"})
    assert done.status_code == 302
    assert "缺少音像：询问当事人" not in entered("sthj.h1").get(f"/office/cases/{case}").content.decode()


@pytest.mark.law("行政处罚法57", "行政处罚法58")
def test_a_fine_changed_after_the_review_is_no_longer_the_reviewed_decision(world: World) -> None:
    line = acted(world, "sthj", stop="decide")
    actions.edit_case(
        actor=line.lead, case_id=line.case, values={"fine": 9_900_000, "penalties": ["fine"]}, now=staged.real_now()
    )
    with pytest.raises(StepRefused) as refusal:
        actions.take_step(actor=line.actor("B"), case_id=line.case, step=Step.DECIDE, values={}, now=staged.real_now())
    assert "罚款金额与案件信息不一致" in str(refusal.value)


def test_an_ended_case_takes_no_more_evidence(world: World) -> None:
    line = acted(world, "sthj", ended="decline")
    with pytest.raises(StepRefused, match="不再登记证据"):
        materials.add_evidence(actor=line.lead, case_id=line.case, values={}, now=staged.real_now())


def test_steps_with_a_screen_of_their_own_lead_there(world: World) -> None:
    case = acted(world, "sthj", stop="archive").case
    answer = entered("sthj.pb").get(f"/office/cases/{case}/steps/archive", follow=True)
    assert answer.redirect_chain == [(f"/office/archive/{case}", 302)] and answer.status_code == 200
