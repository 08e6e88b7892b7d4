"""行政许可 on a real database: from the counter to the register, silence, two clocks, hearing, bad input."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as live

from mingjing.cases.models import Case, Handler
from mingjing.clocks import queries as clocks
from mingjing.config.demo.footage import mp4, photo
from mingjing.config.demo.founding import FOUNDER
from mingjing.config.demo.licensing import WANTS, Applying
from mingjing.documents.models import DocumentVersion
from mingjing.law.kinds import ActKind, Doc, Stage, Step
from mingjing.law.licence_facts import Matter
from mingjing.law.licence_item import check_food_number
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import actions as organs
from mingjing.procedure import applying, licensing, papers, turns, unmanned
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import end
from mingjing.procedure.models import Application, Licence, Material, Service, StepTaken
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.vault import actions as vault
from tests import databases
from tests.procedure import ground as grounds
from tests.procedure import licence_ground
from tests.procedure.ground import Ground

BEGUN = datetime(2026, 9, 14, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # 中秋 and 国庆 lie ahead


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> grounds.Template:
    """The applications, played once."""
    before = live.HOME, live.STORAGES
    folder = tmp_path_factory.mktemp("licences")
    try:
        live.STORAGES = {**live.STORAGES, **grounds.PLAIN_STATIC}
        with django_db_blocker.unblock():
            return licence_ground.build(databases.migrated(), folder, BEGUN)
    finally:
        live.HOME, live.STORAGES = before


@pytest.fixture
def ground(played: grounds.Template, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Ground]:
    """Every application in a fresh copy that commits for real."""
    settings.STORAGES = {**settings.STORAGES, **grounds.PLAIN_STATIC}
    settings.HOME = home = tmp_path / "home"
    with django_db_blocker.unblock(), grounds.opened(played, home) as copy:
        yield copy


def deed(ground: Ground, name: str) -> Any:
    return ground.line(name)


def newcomer(ground: Ground, want: str = "noodles", n: int = 50, at: datetime | None = None) -> Applying:
    """An applicant who has not applied yet."""
    kept = deed(ground, "applied")
    return Applying(kept.world, "sl" if want == "water" else "scjg", WANTS[want], n, at or kept.at)


def case(d: Applying) -> Case:
    return Case.objects.get(pk=d.case)


def clock(d: Applying, rule: str) -> Any:
    return clocks.obligation_of(d.case, rule)


def working(start: date, days: int) -> date:
    return clocks.calendar().add(start, days)


def later(d: Applying, days: int) -> None:
    d.wait(days)


def codes(refusal: pytest.ExceptionInfo[StepRefused]) -> set[str]:
    return {b.code for b in refusal.value.blockers}


def application(d: Applying, **changes: Any) -> dict[str, Any]:
    """What the counter hands over."""
    blob = vault.keep(io.BytesIO(photo(f"{d.n}")), now=d.at).sha256
    materials = [{"code": m.code, "blob": blob} for m in d.item.required]
    return {
        "organ_id": d.world.organs[d.organ].pk, "item": d.matter.item, "applicant": d.party, "scope": "热食类食品制售",
        "place": d.place, "trade": d.matter.trade, "materials": materials, "phone": d.phone, "request": f"r{d.n}",
        "now": d.at, **changes,
    }  # fmt: skip


# --- from outside -------------------------------------------------------------------------------------------------


def test_an_application_nobody_handles_waits_for_the_head_of_the_unit(ground: Ground) -> None:
    """Given to no officer yet, it would stand on nobody's list while the five working days run."""
    d = deed(ground, "applied")
    told = {role for role in "HULB" if turns.turns_of(d.actor(role), d.on).filter(pk=d.case).exists()}
    assert told == {"U"}


@pytest.mark.law("行政许可法29", "行政许可法32")
def test_an_application_from_the_counter_is_one_entry_with_no_officer_and_two_papers(ground: Ground) -> None:
    d = newcomer(ground)
    before = ground.entries()
    receipt = applying.apply_for_licence(**application(d))
    assert ground.entries() == before + 1
    row = Application.objects.get(code=receipt.code)
    found = Case.objects.get(pk=row.case_id)
    assert (found.stage, found.source, row.channel, receipt.missing) == (Stage.APPLIED, "application", "online", ())
    assert not Handler.objects.filter(case=found).exists()
    entry = AnjuanEntry.objects.get(pk=receipt.number)
    assert (entry.content["actor"], entry.content["actor_role"]) == ("applicant", "G")
    assert d.party["name"] not in bytes(entry.body).decode() and d.phone not in bytes(entry.body).decode()
    made = DocumentVersion.objects.filter(document__case=found)
    assert {v.document.doc for v in made} == {Doc.LICENCE_APPLICATION, Doc.MATERIALS_RECEIPT}
    assert all(v.author is None and v.state == "final" for v in made)
    assert receipt.code in "".join(
        made.get(document__doc=Doc.MATERIALS_RECEIPT).units.order_by("ord").values_list("value", flat=True)
    )
    assert clocks.obligation_of(found.pk, "licence.accept").rolled == working(d.on, 5)
    assert Material.objects.filter(case=found).count() == len(d.item.required)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"materials": []}, "materials", "还没有上传任何申请材料"),
        ({"phone": "abc"}, "phone", "电话"),
        ({"item": "nothing"}, "item", "不办理"),
        ({"item": "water_taking"}, "item", "不办理"),
        ({"place": " "}, "place", "地点"),
        ({"scope": ""}, "scope", "填写申请的内容"),
        ({"trade": "9"}, "trade", "主体业态只能是"),
        ({"materials": [{"code": "business", "blob": "0" * 64}]}, "material_business", "重新上传"),
        ({"materials": [{"code": "capital", "blob": "0" * 64}]}, "material_capital", "不在本事项的材料目录"),
        ({"materials": [{"code": "layout", "held_from": "三市监许办〔2026〕1号"}]}, "material_layout", "没有留存"),
    ],
)
def test_what_cannot_be_received_is_told_by_field_and_leaves_nothing(
    ground: Ground, changes: dict[str, Any], field: str, words: str
) -> None:
    d, before = newcomer(ground), ground.entries()
    with pytest.raises(FormIncomplete) as refusal:
        applying.apply_for_licence(**application(d, **changes))
    assert words in refusal.value.errors[field]
    assert ground.entries() == before
    assert not Application.objects.filter(request=f"r{d.n}").exists()


def test_an_applicant_whose_number_is_wrong_or_is_given_twice_is_told(ground: Ground) -> None:
    d = newcomer(ground)
    with pytest.raises(FormIncomplete) as refusal:
        applying.apply_for_licence(**application(d, applicant={**d.party, "code": d.party["code"][:-1] + "0"}))
    assert "party_code" in refusal.value.errors
    twice = [*application(d)["materials"][:1], *application(d)["materials"][:1]]
    with pytest.raises(FormIncomplete, match="同一材料只传一份"):
        applying.apply_for_licence(**application(d, materials=twice))


def test_a_double_tap_is_one_application(ground: Ground) -> None:
    d = newcomer(ground)
    first = applying.apply_for_licence(**application(d))
    before = ground.entries()
    again = applying.apply_for_licence(**application(d, now=d.at + timedelta(seconds=3)))
    assert (again.code, again.number, again.at) == (first.code, first.number, first.at)
    assert ground.entries() == before


def test_some_materials_may_be_missing_and_the_receipt_says_which(ground: Ground) -> None:
    d = newcomer(ground)
    receipt = applying.apply_for_licence(**application(d, materials=application(d)["materials"][:1]))
    assert receipt.missing == tuple(m.name for m in d.item.required[1:])


@pytest.mark.law("行政许可法33")
def test_what_the_organ_holds_need_not_be_handed_in_again(ground: Ground) -> None:
    kept = deed(ground, "served")
    number = case(kept).number
    held = applying.reusable(
        organ_id=kept.world.organs["scjg"].pk, item="food_operation", applicant=kept.party, on=kept.on
    )
    assert held == {"business": number}  # the layout of another place is not reusable
    d = newcomer(ground, n=kept.n, at=kept.at)
    given = [
        {"code": "business", "held_from": number},
        *[m for m in application(d)["materials"] if m["code"] != "business"],
    ]
    receipt = applying.apply_for_licence(**application(d, materials=given, request="second"))
    row = Material.objects.select_related("piece").get(
        case_id=Application.objects.get(code=receipt.code).case_id, code="business"
    )
    old = Material.objects.select_related("piece").get(case_id=kept.case, code="business")
    assert row.held_from_id == kept.case and row.piece.blob_id == old.piece.blob_id
    assert number in row.piece.source


def test_code_and_telephone_together_open_an_application_and_neither_alone(ground: Ground) -> None:
    d = deed(ground, "applied")
    shown = applying.progress(d.code.lower(), f"{d.phone[:3]}-{d.phone[3:]}", d.on)
    assert (shown.case_id, shown.stage, shown.may_withdraw, shown.may_supplement) == (d.case, "已申请", True, False)
    other = d.code[:-1] + ("3" if d.code[-1] == "2" else "2")
    for code, phone in ((d.code, "13900000000"), (other, d.phone), (d.code, "")):
        with pytest.raises(applying.NoSuchApplication):
            applying.progress(code, phone, d.on)
        with pytest.raises(applying.NoSuchApplication):
            applying.withdraw(code=code, phone=phone, reason="不办了", now=d.at)


# --- accepted or not ----------------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法32", "行政许可法42")
@pytest.mark.parametrize(("days", "silent"), [(4, False), (5, False), (6, True)])
def test_the_fifth_working_day_is_in_time_and_after_it_acceptance_is_from_the_day_of_receipt(
    ground: Ground, days: int, silent: bool
) -> None:
    d = newcomer(
        ground, at=datetime(2026, 9, 24, 9, 30, tzinfo=BEGUN.tzinfo)
    )  # 中秋, 国庆, 10-10 a Saturday that is worked
    d.apply()
    received = d.on
    later(d, days)
    if silent:
        with pytest.raises(StepRefused) as refusal:
            d.step(Step.REQUEST_CORRECTION, d.actor("U"), corrections=[{"material": "营业执照", "demand": "补交"}])
        assert codes(refusal) == {"acceptance.deemed"}
    d.accept()
    accepted = received if silent else d.on
    assert clock(d, "licence.decide.food_operation").rolled == working(accepted, 10)
    assert clock(d, "licence.promise.food_operation").rolled == working(accepted, 5)
    assert clock(d, "licence.accept").met_on == d.on
    slip = papers.latest(case(d), Doc.ACCEPTANCE_NOTICE)
    assert slip is not None and slip.values["accepted_on"] == accepted.isoformat()
    text = "".join(slip.units.order_by("ord").values_list("value", flat=True))
    assert ("即为受理" in text) is silent
    assert case(d).number.startswith("三市监许办〔2026〕")


@pytest.mark.law("行政许可法32")
def test_silence_is_entered_by_the_clock_once_and_the_slip_is_still_owed(ground: Ground) -> None:
    d = newcomer(ground)
    d.apply()
    received = d.on
    later(d, 5)
    assert unmanned.settle(now=d.at) == 0
    later(d, 1)
    assert unmanned.settle(now=d.at) >= 1
    assert unmanned.settle(now=d.at) == 0
    found = case(d)
    assert found.stage == Stage.ACCEPTED and found.number
    entry = AnjuanEntry.objects.filter(case=d.case, type="case.deem_accepted").get()
    assert entry.content["actor"] == "system"
    assert StepTaken.objects.get(case=found, step=Step.DEEM_ACCEPTED).by is None
    assert clock(d, "licence.decide.food_operation").started_on == received
    assert Handler.objects.filter(case=found).count() == 0
    d.step(Step.ASSIGN_HANDLERS, d.actor("U"), lead=d.ids("H")[0], others=d.ids("H")[1:2])
    with pytest.raises(StepRefused) as refusal:
        d.check()
    assert codes(refusal) == {"acceptance.no-slip"}
    d.step(Step.GIVE_SLIP, d.lead)
    assert clock(d, "licence.decide.food_operation").started_on == received
    slip = papers.latest(found, Doc.ACCEPTANCE_NOTICE)
    assert slip is not None and slip.values["accepted_on"] == received.isoformat()
    d.check()
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.GIVE_SLIP, d.lead)
    assert codes(refusal) == {"acceptance.slip-given"}


def test_acceptance_names_two_officers_of_the_organ_and_they_then_see_the_case(ground: Ground) -> None:
    d = deed(ground, "applied")
    for given in ({}, {"lead": d.ids("H")[0]}, {"lead": d.ids("H")[0], "others": d.ids("B")[:1]}):
        with pytest.raises(FormIncomplete):
            d.step(Step.ACCEPT, d.actor("U"), **given)
    d.accept()
    assert [h.person_id for h in case(d).handlers.all()] == d.ids("H")[:2]
    d.check()


@pytest.mark.law("行政许可法32", "行政许可法72")
def test_what_is_missing_is_told_once_and_a_second_notice_is_refused(ground: Ground) -> None:
    d = newcomer(ground)
    d.apply(("layout", "rules"))
    with pytest.raises(StepRefused) as refusal:
        d.accept()
    assert codes(refusal) == {"materials.missing"}
    with pytest.raises(FormIncomplete, match="需要补正的全部内容"):
        d.step(Step.REQUEST_CORRECTION, d.actor("U"), corrections=[])
    d.correct()
    assert clock(d, "licence.accept").met_on == d.on
    assert clock(d, "licence.supplement").rolled == working(d.on, 10)
    shown = applying.progress(d.code, d.phone, d.on)
    assert [c["material"] for c in shown.corrections] == [
        "主要设备设施布局、操作流程",
        "食品安全自查、从业人员健康管理等规章制度",
    ]
    assert shown.may_supplement
    with pytest.raises(FormIncomplete, match="还没有上传补正材料"):
        applying.supplement(code=d.code, phone=d.phone, materials=[], now=d.at)
    later(d, 2)
    d.lacking = ("layout",)
    d.supplement()
    assert case(d).stage == Stage.APPLIED
    assert clock(d, "licence.accept").rolled == working(d.on, 5)
    with pytest.raises(StepRefused) as refusal:
        d.correct()
    assert codes(refusal) == {"correction.repeated"}
    with pytest.raises(StepRefused) as refusal:
        d.accept()
    assert codes(refusal) == {"materials.missing"}
    assert refusal.value.blockers[0].step is Step.REFUSE_ACCEPTANCE


@pytest.mark.law("行政许可法32")
def test_want_of_materials_shuts_no_door_before_it_was_told_and_its_time_is_over(ground: Ground) -> None:
    d = newcomer(ground)
    d.apply(("layout",))
    late = {"ground": "not_supplied", "reason": "期满没有补正。"}
    with pytest.raises(FormIncomplete, match="还没有一次告知补正"):
        d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), **late)
    d.correct()
    later(d, 10)
    with pytest.raises(FormIncomplete, match="期满后办理"):
        d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), **late)
    later(d, 1)
    d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), **late)
    found = case(d)
    assert (found.stage, found.ended_on) == (Stage.NOT_ACCEPTED, d.on)
    assert clock(d, "publish.licence") is None
    d.serve = None
    d._serve(Doc.NON_ACCEPTANCE_NOTICE)
    for rule in ("remedy.reconsideration", "remedy.litigation"):
        assert clock(d, rule).rolled == end(rule, d.on), "it is challenged like any decision"
    d.archive()
    assert case(d).stage == Stage.ARCHIVED


@pytest.mark.law("行政许可法32")
def test_after_silence_want_of_materials_is_no_ground_but_want_of_power_is(ground: Ground) -> None:
    d = newcomer(ground)
    d.apply(("layout",))
    later(d, 6)
    with pytest.raises(FormIncomplete, match="视为受理"):
        d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), ground="not_supplied", reason="材料不齐。")
    with pytest.raises(FormIncomplete, match="有权办理的机关"):
        d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), ground="not_ours", reason="不属于本机关职权。")
    d.decline()
    assert case(d).stage == Stage.NOT_ACCEPTED


def test_an_application_is_taken_back_by_its_applicant_before_the_decision_and_not_after(ground: Ground) -> None:
    d = deed(ground, "accepted")
    d.take_back()
    found = case(d)
    assert (found.stage, found.ended_on) == (Stage.WITHDRAWN, d.on)
    for rule in ("licence.decide.food_operation", "licence.promise.food_operation"):
        assert clock(d, rule).cancelled_on == d.on
    paper = papers.latest(found, Doc.LICENCE_WITHDRAWAL)
    assert paper is not None and paper.author is None
    done = deed(ground, "served")
    with pytest.raises(StepRefused) as refusal:
        done.take_back()
    assert "stage.wrong" in codes(refusal)


# --- examination and time -----------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法34")
def test_nothing_is_granted_without_two_on_the_spot_and_their_recording(ground: Ground) -> None:
    d = deed(ground, "accepted")
    with pytest.raises(StepRefused) as refusal:
        d.examine()
    assert codes(refusal) == {"site.unchecked"}
    at = {"started_at": d.at, "ended_at": d.at - timedelta(hours=1)}
    rows = [{"condition": "场所", "finding": "相符", "result": "符合"}]
    with pytest.raises(FormIncomplete, match="结束时间不能早于开始时间"):
        d.step(Step.CHECK_ON_SITE, d.lead, checks=rows, remark="属实。", **at)
    d.step(
        Step.CHECK_ON_SITE, d.lead, started_at=d.at - timedelta(hours=1), ended_at=d.at, checks=rows, remark="属实。"
    )
    with pytest.raises(StepRefused) as refusal:
        d.examine()
    assert codes(refusal) == {"recording.missing"}
    d.record("site_check", "现场核查录像", mp4("late"))
    d.examine()
    assert case(d).stage == Stage.EXAMINED


def test_the_decision_follows_the_examination(ground: Ground) -> None:
    d = deed(ground, "examined")
    with pytest.raises(StepRefused) as refusal:
        d.refuse()
    assert codes(refusal) == {"examination.otherwise"}
    d.examine(bad=True)
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"examination.otherwise"}
    d.refuse()
    assert case(d).stage == Stage.DECIDED


@pytest.mark.law("行政许可法45")
def test_both_clocks_stand_still_while_experts_work_and_only_when_it_was_told_in_writing(ground: Ground) -> None:
    d = deed(ground, "water")
    later(d, 1)
    rules = ("licence.decide.water_taking", "licence.promise.water_taking")
    before = {rule: clock(d, rule).rolled for rule in rules}
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.RESTART_CLOCK, d.lead, result="无")
    assert codes(refusal) == {"clock.not-stopped"}
    with pytest.raises(FormIncomplete, match="至少一个工作日"):
        d.step(Step.STOP_CLOCK, d.lead, kind="review", days=0, reason="专家评审。")
    d.step(Step.STOP_CLOCK, d.lead, kind="review", days=15, reason="水资源论证报告由专家评审。")
    stopped = d.on
    assert applying.progress(d.code, d.phone, d.on).stopped
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.STOP_CLOCK, d.lead, kind="test", days=5, reason="再停。")
    assert codes(refusal) == {"clock.stopped"}
    later(d, 15)
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.RESTART_CLOCK, d.lead, result="评审通过")
    assert codes(refusal) == {"clock.untold"}
    d._serve(Doc.SPECIAL_PROCEDURE_NOTICE)
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.EXAMINE, d.lead, mode="formal", facts="x", interested="no", conclusion="meets", scope="y")
    assert "clock.stopped" in codes(refusal)
    d.step(Step.RESTART_CLOCK, d.lead, result="评审通过")
    lost = clocks.calendar().between(stopped - timedelta(days=1), d.on - timedelta(days=1))
    assert lost == 15
    for rule in rules:
        assert clock(d, rule).rolled == working(before[rule], lost), rule
    assert clock(d, rules[0]).suspensions[0]["basis"] == "行政许可法45"


@pytest.mark.law("行政许可法42")
def test_the_head_extends_once_by_what_the_item_allows_and_the_promise_stays(ground: Ground) -> None:
    d = deed(ground, "accepted")
    due, promise = clock(d, "licence.decide.food_operation").rolled, clock(d, "licence.promise.food_operation").rolled
    d.step(Step.EXTEND_LICENCE, d.actor("B"), reason="需要核实设备来源")
    assert clock(d, "licence.decide.food_operation").rolled == working(due, 5)
    assert clock(d, "licence.promise.food_operation").rolled == promise
    notice = papers.latest(case(d), Doc.LICENCE_EXTENSION)
    assert notice is not None
    assert (notice.values["days"], notice.values["due_on"]) == (5, working(due, 5).isoformat())
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.EXTEND_LICENCE, d.actor("B"), reason="再延长")
    assert codes(refusal) == {"extension.repeated"}
    other = deed(ground, "examined")
    other.wait(8)
    with pytest.raises(StepRefused) as refusal:
        other.step(Step.EXTEND_LICENCE, other.actor("B"), reason="太迟")
    assert codes(refusal) == {"extension.late"}
    water = deed(ground, "water")
    with pytest.raises(StepRefused) as refusal:
        water.step(Step.EXTEND_LICENCE, water.actor("B"), reason="条例没有规定")
    assert codes(refusal) == {"extension.none"}


@pytest.mark.law("行政许可法6", "行政许可法42")
def test_over_the_promise_is_a_warning_and_over_the_law_a_breach_and_the_decision_is_still_made(ground: Ground) -> None:
    d = deed(ground, "examined")
    decide, promise = clock(d, "licence.decide.food_operation"), clock(d, "licence.promise.food_operation")
    d.wait(clocks.calendar().between(d.on, promise.rolled) + 1)
    lights = {r.item.rule_id: r.light for r in clocks.running(d.case, d.on)}
    assert (
        lights[promise.rule_id].level == "yellow"
        and "超承诺" in lights[promise.rule_id].text
        and lights[decide.rule_id].level != "red"
    )
    d.wait(clocks.calendar().between(d.on, decide.rolled) + 1)
    d.grant()
    lights = {r.item.rule_id: r.light for r in clocks.running(d.case, d.on)}
    assert lights[decide.rule_id].text == "逾期办结"


# --- those whom it concerns, hearing ------------------------------------------------------------------------------


def tell(d: Applying, role: str, who: str) -> None:
    d.step(Step.TELL_INTERESTED, d.lead, role=role, addressee=who, interest="相邻住户的采光、通行和油烟排放。")
    d._serve(Doc.INTERESTED_NOTICE)


@pytest.mark.law("行政许可法36", "行政许可法47")
def test_those_whose_rights_it_touches_are_told_waited_for_and_answered(ground: Ground) -> None:
    d = deed(ground, "examined")
    d.examine(interested="yes")
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"interested.untold"}
    tell(d, "interested", "示例小区业主代表")
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert {"interested.untold", "interested.window-open"} == codes(refusal)
    assert "申请人" in refusal.value.blockers[0].message
    tell(d, "applicant", d.party["name"])
    window = clock(d, "licence.hearing_ask")
    assert window.rolled == working(d.on, 5)
    d.step(Step.HEAR_INTERESTED, d.lead, speaker="示例小区业主代表", presented_on=d.on, content="要求加装净化设备。")
    later(d, 5)
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"interested.window-open", "views.unanswered"}
    later(d, 1)
    d.step(Step.ANSWER_INTERESTED, d.lead, adopted="full", answer="已要求申请人安装净化设备。")
    d.grant()
    text = "".join(d.decision.version.units.order_by("ord").values_list("value", flat=True))
    assert "提出的 1 份意见，本机关均已书面答复" in text


@pytest.mark.law("行政许可法46", "行政许可法47", "行政许可法48")
def test_a_hearing_has_its_notice_its_host_its_record_and_then_review_and_discussion(ground: Ground) -> None:
    d = deed(ground, "examined")
    host = d.actor("L")
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.ASK_LICENCE_HEARING, d.lead, asked_on=d.on, asked_by="interested")
    assert codes(refusal) == {"licence-hearing.not-told"}
    tell(d, "interested", "示例小区业主代表")
    tell(d, "applicant", d.party["name"])
    told = d.on
    later(d, 6)
    with pytest.raises(FormIncomplete, match="已届满"):
        d.step(Step.ASK_LICENCE_HEARING, d.lead, asked_on=working(told, 6), asked_by="interested")
    with pytest.raises(FormIncomplete, match="不能早于告知日期"):
        d.step(Step.ASK_LICENCE_HEARING, d.lead, asked_on=told - timedelta(days=1), asked_by="interested")
    # Asked in time, entered a day late: the day it was asked counts.
    d.step(Step.ASK_LICENCE_HEARING, d.lead, asked_on=working(told, 5), asked_by="interested")
    assert clock(d, "licence.hearing_hold").rolled == working(working(told, 5), 20)
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"licence-hearing.not-held"}
    invite = {"ground": "asked", "host": host.person_id, "place": "机关三楼听证室"}
    with pytest.raises(FormIncomplete, match="七日前通知"):
        d.step(Step.ANNOUNCE_LICENCE_HEARING, host, to_be_held_on=working(d.on, 6), **invite)
    with pytest.raises(FormIncomplete, match="以外的人员"):
        d.step(Step.ANNOUNCE_LICENCE_HEARING, host, to_be_held_on=working(d.on, 8), **{**invite, "host": d.ids("H")[0]})
    d.step(Step.ANNOUNCE_LICENCE_HEARING, host, to_be_held_on=working(d.on, 8), **invite)
    said = {
        "attendees": "申请人、利害关系人代表",
        "record": "主持人：现在开始听证。\n审查人员：陈述审查意见。",
        "recorder": "示例书记员",
    }
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.HOLD_LICENCE_HEARING, host, **said)
    assert codes(refusal) == {"licence-hearing.short-notice"}
    d._serve(Doc.LICENCE_HEARING_NOTICE)
    later(d, 6)
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.HOLD_LICENCE_HEARING, host, **said)
    assert codes(refusal) == {"licence-hearing.short-notice"}
    later(d, 2)
    d.record("licence_hearing", "听证录像", mp4("hearing"))
    d.step(Step.HOLD_LICENCE_HEARING, host, **said)
    assert clock(d, "licence.hearing_hold").met_on == d.on
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"licence-hearing.record-unused", "review.not-passed", "discussion.none"}
    with pytest.raises(FormIncomplete, match="根据听证笔录"):
        d.examine()
    d.examine(by_record="采纳加装净化设备的意见，其他意见与许可条件无关。")
    d.draft(Doc.GRANT_DECISION)
    d.submit()
    later(d, 1)
    d.agree()
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"discussion.none"}
    d.discuss()
    d.grant()
    assert (d.decision.review_required, d.decision.discussion_required) == (1, 1)
    assert gather(case(d), on=d.on).facts.proposal.heard  # type: ignore[union-attr]


def test_a_flagged_application_is_reviewed_before_it_is_granted(ground: Ground) -> None:
    from mingjing.procedure import actions

    d = deed(ground, "examined")
    actions.edit_case(actor=d.lead, case_id=d.case, values={"public_interest": True}, now=d.at)
    with pytest.raises(StepRefused) as refusal:
        d.grant()
    assert codes(refusal) == {"review.not-passed", "discussion.none"}


# --- certificate and register -------------------------------------------------------------------------------------


@pytest.mark.law("行政许可法39", "行政许可法44")
def test_a_grant_brings_a_certificate_within_ten_working_days_and_a_row_in_the_register(ground: Ground) -> None:
    d = deed(ground, "examined")
    d.grant()
    assert case(d).stage == Stage.GRANTED and case(d).decided_on == d.on
    duty = clock(d, "licence.certificate")
    assert duty.rolled == working(d.on, 10)
    assert clock(d, "publish.licence").rolled == working(d.on, 7)
    later(d, 1)
    d.certify()
    licence = Licence.objects.get(origin_id=d.case)
    assert check_food_number(licence.number) is None and licence.number.startswith("JY1411200")
    assert (licence.holder, licence.holder_number) == (d.party["name"], d.party["code"])
    assert licence.valid_to == date(
        licence.valid_from.year + 5, licence.valid_from.month, licence.valid_from.day
    ) - timedelta(days=1)
    with pytest.raises(StepRefused):
        d.certify()
    d.seal()
    d.serve_decision()
    assert clock(d, "licence.certificate").open
    with pytest.raises(StepRefused) as refusal:
        d.close()
    assert codes(refusal) == {"service.open", "publication.open"}
    d.serve(Doc.LICENCE_CERTIFICATE)
    assert clock(d, "licence.certificate").met_on == d.on
    d.prepare()
    d.publish()
    d.close()
    assert case(d).stage == Stage.CLOSED


@pytest.mark.law("行政许可法38", "行政许可法40")
def test_a_refusal_says_why_and_how_to_object_and_is_not_published(ground: Ground) -> None:
    d = deed(ground, "accepted")
    d.check(bad=True)
    d.examine(bad=True)
    d.refuse()
    text = "".join(d.decision.version.units.order_by("ord").values_list("value", flat=True))
    assert d.matter.reasons in text and "申请行政复议" in text and "提起行政诉讼" in text
    assert clock(d, "publish.licence") is None
    d.seal()
    d.serve_decision()
    d.close()
    d.archive()
    assert not Licence.objects.filter(origin_id=d.case).exists()


def test_every_row_of_a_licence_is_bound_to_its_entry(ground: Ground) -> None:
    from mingjing.ledger import audit

    d = deed(ground, "served")
    assert Licence.objects.filter(origin_id=d.case).exists()
    report = audit.audit()
    assert not getattr(report, "findings", report), report


# --- a licence that exists ----------------------------------------------------------------------------------------


def fitted(ground: Ground, matter: str, words: str = "事由。", **details: Any) -> Applying:
    """The holder of a licence raises, or the organ takes up, a matter about it."""
    d = deed(ground, "served")
    d.raise_matter(matter, words, **details)
    return d


def test_a_licence_that_is_not_in_the_register_or_anothers_is_told_at_once(ground: Ground) -> None:
    d = deed(ground, "served")
    before = ground.entries()
    held = d.number
    with pytest.raises(FormIncomplete, match="登记簿中没有"):
        d.raise_matter("change", "变更。", scope="x", licence="JY14112000000099")
    other = newcomer(ground, n=77)
    other.case = d.case
    with pytest.raises(FormIncomplete, match="不是这个许可证的持有人"):
        other.raise_matter("change", "变更。", scope="x", licence=held)
    assert ground.entries() == before


@pytest.mark.law("行政许可法49")
def test_a_change_is_accepted_decided_and_keeps_the_number(ground: Ground) -> None:
    d = fitted(ground, "change", scope="增加冷食类食品制售")
    number = d.number
    assert case(d).stage == Stage.RAISED
    d.accept_matter()
    assert clock(d, "licence.decide.food_operation").rolled == working(d.on, 10)
    d.find("现场和材料符合增加冷食类食品制售的条件。", "热食类食品制售，冷食类食品制售")
    d.step(Step.CHANGE_LICENCE, d.actor("B"))
    d.certify()
    licence = Licence.objects.get(number=number)
    assert (licence.scope, licence.last_id) == ("热食类食品制售，冷食类食品制售", d.case)
    paper = papers.latest(case(d), Doc.LICENCE_CERTIFICATE)
    assert paper is not None and paper.values["scope"] == licence.scope
    d.seal()
    d.hand_over()
    d.prepare()
    d.publish()
    d.close()


def recertify(d: Applying) -> None:
    """Years later the officers hold new certificates."""
    organ = d.world.organs[d.organ]
    for n, person in enumerate(d.world.people[d.organ, "H"]):
        organs.issue_certificate(
            by=FOUNDER, person=person, now=d.at, number=f"1613{n:07d}", fields=[organ.field], region=organ.region,
            issued_on=d.on - timedelta(days=9), valid_to=d.on + timedelta(days=900),
        )  # fmt: skip


def renewing(ground: Ground, days_before: int) -> Applying:
    """A renewal asked so many days before the end of the term, at the counter."""
    d = deed(ground, "served")
    licence = Licence.objects.get(number=d.number)
    _, last = licensing.renewal_days(d.item, licence.valid_to)
    assert last is not None
    day = last - timedelta(days=days_before)
    d.at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=BEGUN.tzinfo)
    recertify(d)
    receipt = applying.ask_about_licence(
        organ_id=d.world.organs["scjg"].pk, licence=licence.number, matter=Matter.RENEW, applicant=d.party,
        reason="继续经营。", phone=d.phone, request="renew", now=d.at,
    )  # fmt: skip
    d.code, d.case = receipt.code, applying.application_of(receipt.code, d.phone).case_id
    return d


@pytest.mark.law("行政许可法50")
@pytest.mark.parametrize(("early", "good"), [(1, True), (0, True), (-1, False), (400, False)])
def test_a_renewal_is_asked_within_the_days_of_its_item(ground: Ground, early: int, good: bool) -> None:
    d = renewing(ground, early)
    people = {"lead": d.ids("H")[0], "others": d.ids("H")[1:2]}
    if not good:
        with pytest.raises(StepRefused) as refusal:
            d.step(Step.ACCEPT, d.actor("U"), **people)
        assert codes(refusal) == {"renewal.late"}
        d.step(Step.REFUSE_ACCEPTANCE, d.actor("U"), ground="late", reason="没有在规定时间内提出。")
        return
    d.step(Step.ACCEPT, d.actor("U"), **people)
    licence = Licence.objects.get(number=d.number)
    assert clock(d, "licence.renew").nominal == licence.valid_to


@pytest.mark.law("行政许可法50")
def test_a_renewal_decided_in_time_adds_a_term(ground: Ground) -> None:
    d = renewing(ground, 3)
    before = Licence.objects.get(number=d.number)
    d.step(Step.ACCEPT, d.actor("U"), lead=d.ids("H")[0], others=d.ids("H")[1:2])
    d.find("条件没有变化。", "热食类食品制售")
    d.step(Step.RENEW_LICENCE, d.actor("B"))
    assert clock(d, "licence.renew").met_on == d.on
    d.certify()
    after = Licence.objects.get(number=before.number)
    assert after.valid_to == licensing.years_on(before.valid_to, 5)
    text = "".join(d.decision.version.units.order_by("ord").values_list("value", flat=True))
    assert f"延续至{after.valid_to.year}年" in text


@pytest.mark.law("行政许可法50")
def test_silence_to_the_end_of_the_term_renews_the_licence(ground: Ground) -> None:
    d = renewing(ground, 3)
    licence = Licence.objects.get(number=d.number)
    d.step(Step.ACCEPT, d.actor("U"), lead=d.ids("H")[0], others=d.ids("H")[1:2])
    end = licence.valid_to
    d.at = datetime(end.year, end.month, end.day, 18, 0, tzinfo=BEGUN.tzinfo)
    unmanned.settle(now=d.at)
    assert case(d).stage == Stage.ACCEPTED
    day = clocks.calendar().add(end, 2)
    d.at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=BEGUN.tzinfo)
    assert unmanned.settle(now=d.at) == 1
    assert case(d).stage == Stage.GRANTED and unmanned.settle(now=d.at) == 0
    d.certify()
    assert Licence.objects.get(number=licence.number).valid_to == licensing.years_on(end, 5)
    with pytest.raises(StepRefused) as refusal:
        d.close()
    assert codes(refusal) == {"service.open"}
    d._serve(Doc.ACCEPTANCE_NOTICE)
    d.serve(Doc.LICENCE_CERTIFICATE)
    d.close()
    assert case(d).stage == Stage.CLOSED


@pytest.mark.law("行政许可法69", "行政许可法79")
def test_fraud_is_told_heard_reviewed_revoked_and_shuts_the_door_for_three_years(ground: Ground) -> None:
    d = fitted(ground, "revoke", "发现申请材料系伪造。", ground_revoke="fraud", public_harm="no")
    number = d.number
    with pytest.raises(StepRefused) as refusal:
        d.accept_matter()
    assert "matter.other" in codes(refusal)
    d.start_review()
    d.find("布局流程图和管理制度系冒用其他单位材料。", "收回食品经营许可证。")
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.REVOKE_LICENCE, d.actor("B"))
    assert codes(refusal) == {"holder.untold", "review.not-passed", "discussion.none"}
    d.tell_holder()
    d.draft(Doc.REVOCATION_DECISION)
    with pytest.raises(StepRefused) as refusal:
        d.submit()
    assert codes(refusal) == {"interested.window-open"}
    later(d, 6)
    d.submit()
    d.agree()
    d.discuss()
    d.step(Step.REVOKE_LICENCE, d.actor("B"))
    licence = Licence.objects.get(number=number)
    assert (licence.state, licence.ground, licence.ended_on) == ("revoked", "fraud", d.on)
    text = "".join(d.decision.version.units.order_by("ord").values_list("value", flat=True))
    assert "三年内不得再次申请" in text
    d.seal()
    d.serve_decision()
    d.prepare()
    d.publish()
    d.close()
    again = newcomer(ground, n=d.n, at=d.at)
    again.apply()
    with pytest.raises(StepRefused) as refusal:
        again.accept()
    assert codes(refusal) == {"applicant.barred"}
    d.raise_matter("cancel", "许可已被撤销。", ground_cancel="taken", licence=number)
    d.start_review()
    d.find("许可已被撤销。", "注销登记。")
    d.draft(Doc.CANCELLATION_DECISION)
    d.submit()
    d.agree()
    d.discuss()
    d.step(Step.CANCEL_LICENCE, d.actor("B"))
    assert Licence.objects.get(number=number).state == "cancelled"


@pytest.mark.law("行政许可法69")
def test_a_revocation_that_would_gravely_harm_the_public_is_dropped(ground: Ground) -> None:
    d = fitted(ground, "revoke", "程序瑕疵。", ground_revoke="procedure", public_harm="yes")
    d.start_review()
    d.find("准予决定没有告知利害关系人。", "撤销。")
    with pytest.raises(StepRefused) as refusal:
        d.step(Step.REVOKE_LICENCE, d.actor("B"))
    assert "revocation.public-harm" in codes(refusal)
    d.step(Step.DROP_REVIEW, d.actor("B"), reason="撤销可能对公共利益造成重大损害。")
    assert case(d).stage == Stage.TERMINATED
    assert Licence.objects.get(number=d.number).state == "valid"


@pytest.mark.law("行政许可法8")
def test_a_retraction_says_the_public_interest_and_the_compensation(ground: Ground) -> None:
    with pytest.raises(FormIncomplete) as refusal:
        fitted(ground, "retract", "道路改造。", ground_retract="circumstances")
    assert {"interest", "compensation"} <= set(refusal.value.errors)


@pytest.mark.law("行政许可法70")
def test_a_licence_is_not_cancelled_as_expired_before_it_has_expired(ground: Ground) -> None:
    d = fitted(ground, "cancel", "届满未延续。", ground_cancel="expired")
    with pytest.raises(StepRefused) as refusal:
        d.start_review()
    assert codes(refusal) == {"ground.none"}


def test_at_the_window_an_officer_opens_registers_materials_and_gives_the_receipt(ground: Ground) -> None:
    d = newcomer(ground, n=61)
    d.begin(
        ActKind.LICENCE, "licence", cause="食品经营许可", clue="窗口申请。", source="application",
        power=d.world.powers["scjg", "food_licence"],
        details={"item": "food_operation", "scope": "预包装食品销售", "trade": "1"},
    )  # fmt: skip
    row = Application.objects.get(case_id=d.case)
    assert row.channel == "window" and len(row.code) == 12
    for m in d.item.required:
        blob = vault.keep(io.BytesIO(photo(m.code)), now=d.at).sha256
        d.step(Step.RECEIVE_MATERIAL, d.lead, material=m.code, way="given", file=blob)
    with pytest.raises(FormIncomplete, match="没有留存可以沿用"):
        d.step(Step.RECEIVE_MATERIAL, d.lead, material="business", way="held", held_from="三市监许办〔2026〕1号")
    with pytest.raises(FormIncomplete, match="不在本事项的材料目录"):
        d.step(Step.RECEIVE_MATERIAL, d.lead, material="capital", way="given", file=blob)
    d.step(Step.GIVE_RECEIPT, d.lead)
    d.step(Step.ACCEPT, d.lead)
    assert case(d).stage == Stage.ACCEPTED
    assert Service.objects.filter(case_id=d.case).count() == 0
