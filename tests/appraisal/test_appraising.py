"""案卷评查 from the plan to the notice: drawn in public, scored blind by two without conflict, defended, put right."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from mingjing.appraisal import actions, drawing, planning, queries, results, scoring, sheets
from mingjing.appraisal.models import Defence, Dossier, Plan, Score, Seat
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.documents.models import DocumentVersion
from mingjing.law import dossier_draw as law
from mingjing.law.dossier_course import PlanState, Standing
from mingjing.law.dossier_scoring import Given, Mark
from mingjing.law.dossier_sheets import DossierKind
from mingjing.law.draw import Anchor
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs.models import Grant, Organ, Person
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.supervision import alerts
from mingjing.supervision.alerts import Alert
from tests.appraisal.scene import Scene

pytestmark = pytest.mark.clause("G2.1")


def entries() -> int:
    return AnjuanEntry.objects.count()


# --- plan and draw ------------------------------------------------------------------------------------------------


def test_a_plan_names_organs_kinds_numbers_and_reviewers_and_is_one_entry(scene: Scene) -> None:
    before = entries()
    plan = scene.plan()
    assert entries() == before + 1 and plan.number.startswith("三司评查〔2026〕")
    assert (plan.state, len(plan.quotas), len(plan.reviewers), plan.limit) == (PlanState.DRAFT, 3, 5, 50)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "填写计划名称"),
        ({"year": 2012}, "year", "在 2019 和 2027 之间"),
        ({"filed_from": date(2026, 12, 1)}, "filed_to", "止不早于起"),
        ({"filed_to": date(2027, 1, 1)}, "filed_to", "截止到今天"),
        ({"filed_from": None}, "filed_to", "填写归档时间"),
        ({"method": "favourites"}, "method", "选择抽取方式"),
        ({"limit": 0}, "limit", "分歧上限"),
        ({"quotas": {}}, "quotas", "至少给一个机关"),
        ({"quotas": {("nowhere", "penalty"): 1}}, "quotas", "不在本地区"),
        ({"reviewers": ()}, "reviewers", "至少选择两名"),
    ],
)
def test_a_wrong_plan_is_refused_by_field(scene: Scene, changes: dict, field: str, words: str) -> None:
    with pytest.raises(FormIncomplete) as refusal:
        scene.plan(**changes)
    assert words in refusal.value.errors[field]


def test_an_abolished_organ_cannot_be_drawn_from(scene: Scene) -> None:
    organ = scene.world.organs["sthj"]
    scene.changed(Organ.objects.get(pk=organ.pk), valid_to=date(2026, 6, 30))
    with pytest.raises(FormIncomplete, match="已于 2026-06-30 撤销"):
        scene.plan()


def test_only_the_bureau_plans(scene: Scene) -> None:
    with pytest.raises(NotAllowed, match="司法局监督人员"):
        planning.make(actor=scene.who("sthj", "B"), asked=scene.asked(), now=scene.now)
    plan = scene.plan()
    with pytest.raises(Plan.DoesNotExist):
        queries.plan_for(scene.who("scjg", "L"), plan.pk)


def test_administrators_of_the_bureau_neither_see_a_plan_nor_commit_it(scene: Scene) -> None:
    plan = scene.plan()
    for role in ("S", "C", "D"):
        with pytest.raises(NotAllowed):
            queries.plan_for(scene.who("sj", role), plan.pk)
        with pytest.raises(NotAllowed):
            drawing.commit(actor=scene.who("sj", role), plan_id=plan.pk, now=scene.now)


def test_a_committed_plan_cannot_be_changed_any_more(scene: Scene) -> None:
    plan = scene.plan()
    planning.change(actor=scene.bureau, plan_id=plan.pk, asked=scene.asked(title="改"), expected=None, now=scene.now)
    with pytest.raises(OutOfDate):
        drawing.commit(actor=scene.bureau, plan_id=plan.pk, expected=plan.ledger_id, now=scene.now)
    drawing.commit(actor=scene.bureau, plan_id=plan.pk, now=scene.now)
    with pytest.raises(FormIncomplete, match="另立一个计划"):
        planning.change(actor=scene.bureau, plan_id=plan.pk, asked=scene.asked(), expected=None, now=scene.now)
    with pytest.raises(FormIncomplete, match="封存以后"):
        drawing.run(actor=scene.bureau, plan_id=plan.pk, now=scene.now)


def test_lists_are_committed_once(scene: Scene) -> None:
    plan = scene.plan()
    first = drawing.commit(actor=scene.bureau, plan_id=plan.pk, now=scene.now)
    with pytest.raises(FormIncomplete, match="名单已登记"):
        drawing.commit(actor=scene.bureau, plan_id=plan.pk, now=scene.now)
    assert GongshiEntry.objects.filter(type=law.ENTRY, obj=plan.pk).count() == 1
    assert Plan.objects.get(pk=plan.pk).entry == first.entry


def test_no_dossiers_in_the_period_is_said_before_anything_is_committed(scene: Scene) -> None:
    plan = scene.plan(filed_from=date(2019, 1, 1), filed_to=date(2019, 12, 31))
    before = entries()
    with pytest.raises(FormIncomplete, match="没有归档的案卷"):
        drawing.commit(actor=scene.bureau, plan_id=plan.pk, now=scene.now)
    assert entries() == before


def test_the_draw_can_be_repeated_from_what_the_public_log_and_the_published_lists_hold(scene: Scene) -> None:
    plan = scene.drawn()
    entry = GongshiEntry.objects.get(pk=plan.entry)
    assert entry.type == law.ENTRY and entry.obj == plan.pk
    result = json.loads(plan.result)
    held = result["log"]
    from base64 import b64decode

    anchor = Anchor(
        held["checkpoint"], held["index"], b64decode(held["body"]), [b64decode(p) for p in held["proof"]],
        held["previous"], [b64decode(p) for p in held["growth"]],
    )  # fmt: skip
    request = law.Request.of(json.loads(plan.request))
    rows = [law.Row(**row) for row in json.loads(plan.rows)["rows"]]
    people = [law.Reviewer(**row) for row in json.loads(plan.people)["rows"]]
    assert law.result_of(request, rows, people, anchor) == result
    told = [(d.case_id, [s.person_id for s in scene.seats(d)]) for d in plan.dossiers.order_by("ord")]
    assert told == [(d["dossier"], d["reviewers"]) for d in result["drawn"]]
    assert "示例" not in plan.rows + plan.people and not Person.objects.filter(name__in=plan.people).exists()
    assert drawing.run(actor=scene.bureau, plan_id=plan.pk, now=scene.now).result == plan.result


def test_kinds_and_numbers_hold_and_no_reviewer_has_anything_to_do_with_the_case(scene: Scene) -> None:
    plan = scene.drawn()
    rows = list(plan.dossiers.all())
    assert sorted((scene.organ_of(d), d.kind) for d in rows) == [
        ("scjg", "licence"), ("scjg", "penalty"), ("sthj", "penalty"), ("sthj", "penalty"),
    ]  # fmt: skip
    for d in rows:
        from mingjing.appraisal.facts import tied

        for seat in scene.seats(d):
            assert seat.person.organ_id != d.organ_id and seat.person_id not in tied(Case.objects.get(pk=d.case_id))


def test_the_legal_reviewer_of_a_case_is_barred_even_from_another_organ(scene: Scene) -> None:
    reviewer = scene.world.one("sthj", "L")
    scene.changed(
        Person.objects.get(pk=reviewer.pk), *Grant.objects.filter(person=reviewer), organ=scene.world.organs["cg"]
    )
    plan = scene.drawn()
    own = plan.dossiers.filter(organ=scene.world.organs["sthj"])
    assert own and all(reviewer.pk not in {s.person_id for s in scene.seats(d)} for d in own)


def test_risk_weights_come_from_the_cases(scene: Scene) -> None:
    plan = scene.drawn(method="risk")
    weights = {row["id"]: row["weight"] for row in json.loads(plan.rows)["rows"]}
    assert weights[scene.cases["returned"]] > weights[scene.cases["licence"]] >= 1


# --- scoring ------------------------------------------------------------------------------------------------------


def test_a_dossier_is_read_only_by_those_drawn_for_it_and_only_after_taking_it_out(scene: Scene) -> None:
    plan = scene.drawn()
    dossier = scene.first(plan)
    seat = scene.seats(dossier)[0]
    mine = scene.actor(seat.person)
    assert queries.review_for(mine, dossier.pk).papers == ()
    before = entries()
    scoring.open_dossier(actor=mine, dossier_id=dossier.pk, now=scene.now)
    assert entries() == before + 1
    assert AnjuanEntry.objects.order_by("-seq").first().type == "dossier.opened"
    papers = queries.review_for(mine, dossier.pk).papers
    assert papers and {page for _, page in papers} >= {1}
    paper = queries.paper_of(mine, dossier.pk, papers[0][0].pk)
    seated = {s.person_id for s in scene.seats(dossier)}
    for people in scene.world.people.values():
        for person in people:
            if person.pk in seated:
                continue
            with pytest.raises((Seat.DoesNotExist, NotAllowed)):
                queries.paper_of(scene.actor(person), dossier.pk, paper.pk)
    other = plan.dossiers.exclude(seats__person=seat.person).first()
    if other:
        with pytest.raises(Seat.DoesNotExist):
            queries.review_for(mine, other.pk)
    foreign = DocumentVersion.objects.exclude(document__case=dossier.case_id).first()
    with pytest.raises(DocumentVersion.DoesNotExist):
        queries.paper_of(mine, dossier.pk, foreign.pk)


def test_what_the_machine_finds_cites_paper_field_and_page_and_changes_no_score(scene: Scene) -> None:
    dossier = scene.settled(("B1", 20))
    found = {f["code"]: f for f in dossier.findings}
    assert {"V4", "V13", "V16", "V17", "V19", "C4", "D6", "E1", "F1", "G1", "G5", "G6"} <= set(found)
    assert found["V16"]["state"] == "good" and "审核通过" in found["V16"]["words"]
    assert found["D6"]["page"] >= 1 and found["D6"]["paper"].startswith("《") and found["D6"]["field"]
    assert dossier.points == 980
    scores = Score.objects.filter(seat__dossier=dossier)
    assert {s.points for s in scores} == {980}, "no finding enters a score"


def test_whatever_the_machine_finds_a_score_is_what_its_reviewer_took_off(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    first, second = scene.seats(dossier)
    scene.score(first, ("A1", 5))
    found = Dossier.objects.get(pk=dossier.pk)
    worst = [{**f, "state": "bad", "lost": 80} for f in found.findings]
    assert worst, "the machine has looked"
    scene.changed(found, findings=worst)
    scene.score(second, ("A1", 5))
    assert [s.points for s in Score.objects.filter(seat__dossier=dossier)] == [995, 995]
    after = Dossier.objects.get(pk=dossier.pk)
    assert after.points == 995 and not after.vetoed and [m.code for m in after.told_marks.marks] == ["A1"]


def test_nobody_sees_a_score_before_every_seat_has_its_own(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    first, second = scene.seats(dossier)
    scene.score(first, ("A1", 5))
    for viewer in (scene.actor(second.person), scene.bureau):
        seen = {s.seat.number: s for s in queries.scores_of(viewer, dossier)}
        assert seen[1].handed_in and (seen[1].score is None or viewer.person_id == first.person_id)
    assert queries.scores_of(scene.actor(first.person), dossier)[0].score.points == 995
    scene.score(second, ("A1", 10))
    assert [s.score.points for s in queries.scores_of(scene.actor(second.person), dossier)] == [995, 990]


def test_a_score_is_handed_in_once_and_in_full(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    seat = scene.seats(dossier)[0]
    who = scene.actor(seat.person)
    with pytest.raises(FormIncomplete, match="先登记调阅"):
        scoring.score(actor=who, dossier_id=dossier.pk, given=Given(), words="", now=scene.now)
    scoring.open_dossier(actor=who, dossier_id=dossier.pk, now=scene.now)
    with pytest.raises(FormIncomplete, match="没有 Z1 这一项"):
        scoring.score(actor=who, dossier_id=dossier.pk, given=Given((Mark("Z1", 5, "理由"),)), words="", now=scene.now)
    scene.score(seat, ("A1", 5))
    with pytest.raises(FormIncomplete, match="已经提交"):
        scene.score(seat, ("A1", 10))
    assert Score.objects.filter(seat=seat).count() == 1


def test_two_who_differ_may_talk_and_each_changes_only_the_own_score(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    first, second = scene.seats(dossier)
    scene.score(first, ("A1", 5))
    scene.score(second, ("B1", 80), ("B2", 50))
    dossier.refresh_from_db()
    assert dossier.standing == Standing.SPLIT and dossier.points is None
    with pytest.raises(FormIncomplete, match="修改评分的理由"):
        scene.score(second, ("B1", 30))
    scene.score(second, ("B1", 30), reason="核对原件后扣分减少")
    dossier.refresh_from_db()
    assert (dossier.standing, dossier.points) == (Standing.SETTLED, (995 + 970 + 1) // 2)
    rounds = [(s.round, s.points) for s in Score.objects.filter(seat=second)]
    assert rounds == [(1, 870), (2, 970)], "the first score stays as it was"
    assert Score.objects.get(seat=first).points == 995


def test_a_third_is_drawn_from_the_same_seed_and_the_two_nearest_count(scene: Scene) -> None:
    plan = scene.drawn()
    dossier = scene.first(plan)
    with pytest.raises(FormIncomplete, match="不必请第三人"):
        drawing.third(actor=scene.bureau, dossier_id=dossier.pk, now=scene.now)
    first, second = scene.seats(dossier)
    scene.score(first, ("A1", 10))
    scene.score(second, veto="V6")
    seat = drawing.third(actor=scene.bureau, dossier_id=dossier.pk, now=scene.now)
    told = GongshiEntry.objects.order_by("-seq").first().content["data"]
    again = law.another(
        bytes.fromhex(json.loads(plan.result)["seed"]), law.Request.of(json.loads(plan.request)), dossier.case_id,
        told["n"], told["among"], told["had"],
    )  # fmt: skip
    assert seat.person_id == again == told["in"]
    third = Seat.objects.select_related("person").get(pk=seat.pk)
    assert third.person.organ_id != dossier.organ_id
    assert [s.score for s in queries.scores_of(scene.actor(third.person), dossier)] == [None] * 3, "blind as well"
    scene.score(third, ("B1", 30))
    dossier.refresh_from_db()
    assert (dossier.points, dossier.vetoed) == (980, False)
    assert "V6" not in {v.code for v in dossier.told_marks.vetoes}, "a veto that one of three finds falls"


def test_a_veto_that_both_find_makes_the_dossier_nothing(scene: Scene) -> None:
    dossier = scene.settled(("A1", 5), veto="V16")
    assert (dossier.score_shown, dossier.grade, dossier.points) == ("0", "不合格", 995)


def test_a_reviewer_who_lost_the_office_cannot_score_and_is_replaced(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    seat = scene.seats(dossier)[0]
    scoring.open_dossier(actor=scene.actor(seat.person), dossier_id=dossier.pk, now=scene.now)
    scene.changed(*Grant.objects.filter(person=seat.person), valid_to=scene.on - timedelta(days=1))
    gone = scene.actor(seat.person)
    with pytest.raises(NotAllowed):
        scoring.score(actor=gone, dossier_id=dossier.pk, given=Given(), words="", now=scene.now)
    with pytest.raises(NotAllowed):
        queries.review_for(gone, dossier.pk)
    with pytest.raises(FormIncomplete, match="写明更换"):
        drawing.replace(actor=scene.bureau, seat_id=seat.pk, reason=" ", now=scene.now)
    new = drawing.replace(actor=scene.bureau, seat_id=seat.pk, reason="岗位调整", now=scene.now)
    assert (new.number, new.draw) == (seat.number, 1) and new.person_id != seat.person_id
    with pytest.raises(Seat.DoesNotExist):
        queries.review_for(gone, dossier.pk)


def test_a_reviewer_who_moved_to_the_organ_stands_aside(scene: Scene) -> None:
    dossier = scene.first(scene.drawn())
    seat = scene.seats(dossier)[0]
    rows = [Person.objects.get(pk=seat.person_id), *Grant.objects.filter(person=seat.person_id)]
    scene.changed(*rows, organ_id=dossier.organ_id)
    with pytest.raises(NotAllowed, match="应当回避"):
        scoring.open_dossier(actor=scene.actor(seat.person), dossier_id=dossier.pk, now=scene.now)


def test_a_reviewer_who_had_a_hand_in_the_case_stands_aside_however_the_seat_came_about(scene: Scene) -> None:
    plan, reviewer = scene.drawn(), scene.world.one("sthj", "L")
    seat = scene.seats(plan.dossiers.filter(organ=scene.world.organs["sthj"]).first())[0]
    rows = [Person.objects.get(pk=reviewer.pk), *Grant.objects.filter(person=reviewer)]
    scene.changed(*rows, organ=scene.world.organs["cg"])
    scene.changed(seat, person=reviewer)
    with pytest.raises(NotAllowed, match="参与过这件案件的办理"):
        scoring.open_dossier(actor=scene.actor(reviewer), dossier_id=seat.dossier_id, now=scene.now)
    with pytest.raises(NotAllowed, match="参与过这件案件的办理"):
        queries.review_for(scene.actor(reviewer), seat.dossier_id)


def small(scene: Scene, *reviewers: tuple[str, str]) -> Plan:
    """One dossier of sthj drawn for these reviewers."""
    people = tuple(scene.world.one(*who).pk for who in reviewers)
    return scene.drawn(quotas={(scene.world.organs["sthj"].pk, "penalty"): 1}, reviewers=people)


def test_whoever_serves_the_organ_is_barred_without_any_hand_in_the_case(scene: Scene) -> None:
    moved = scene.world.one("cg", "U")
    rows = [Person.objects.get(pk=moved.pk), *Grant.objects.filter(person=moved)]
    scene.changed(*rows, organ=scene.world.organs["sthj"])
    with pytest.raises(FormIncomplete, match="只有 1 名没有利害关系的评查人员"):
        small(scene, ("cg", "L"), ("cg", "U"))


def test_people_added_later_are_not_drawn_for_a_dossier_of_their_own_organ(scene: Scene) -> None:
    plan = small(scene, ("cg", "L"), ("cg", "U"))
    seat = scene.seats(scene.first(plan))[0]
    planning.add_reviewers(
        actor=scene.bureau, plan_id=plan.pk, people=(scene.world.one("sthj", "U").pk,), now=scene.now
    )
    with pytest.raises(FormIncomplete, match="没有其他没有利害关系的评查人员"):
        drawing.replace(actor=scene.bureau, seat_id=seat.pk, reason="岗位调整", now=scene.now)
    assert Seat.objects.get(pk=seat.pk).ended_on is None


def test_who_lost_the_office_is_not_drawn_in_place_of_another(scene: Scene) -> None:
    plan = small(scene, ("cg", "L"), ("cg", "U"), ("scjg", "L"))
    seats = scene.seats(scene.first(plan))
    (left,) = set(plan.reviewers) - {s.person_id for s in seats}
    scene.changed(*Grant.objects.filter(person=left), valid_to=scene.on - timedelta(days=1))
    with pytest.raises(FormIncomplete, match="没有其他没有利害关系的评查人员"):
        drawing.replace(actor=scene.bureau, seat_id=seats[0].pk, reason="岗位调整", now=scene.now)


def test_a_seat_is_not_given_to_another_once_the_score_stands(scene: Scene) -> None:
    dossier = scene.settled(("A1", 5))
    with pytest.raises(FormIncomplete, match="评分已经确定"):
        drawing.replace(actor=scene.bureau, seat_id=scene.seats(dossier)[0].pk, reason="换人重评", now=scene.now)
    assert Seat.objects.filter(dossier=dossier).count() == 2


def test_a_sheet_changed_in_the_middle_does_not_touch_a_plan_that_is_drawn(scene: Scene) -> None:
    plan = scene.drawn()
    rows = [{"code": "A1", "group": "总体", "label": "总体质量", "points": "100"}]
    vetoes = [{"code": "V1", "project": "案件主体", "label": "没有主体资格"}]
    adopted = sheets.adopt(
        actor=scene.bureau, kind=DossierKind.PENALTY, vetoes=vetoes, items=rows, document="三司〔2026〕9号",
        valid_from=scene.on, now=scene.now,
    )  # fmt: skip
    assert sheets.current(plan.organ_id, "penalty", scene.on) == adopted.sheet
    assert len(plan.sheet("penalty").vetoes) == 19
    assert scene.settled(("B1", 20), plan=plan).points == 980
    new = drawing.commit(actor=scene.bureau, plan_id=scene.plan(title="又一次").pk, now=scene.now)
    assert [i.code for i in new.sheet("penalty").items] == ["A1"]


def test_a_wrong_sheet_is_refused_and_only_the_bureau_adopts(scene: Scene) -> None:
    items = [{"code": "A1", "group": "甲", "label": "乙", "points": "x"}]
    given = {"kind": DossierKind.PENALTY, "vetoes": [], "items": items, "document": "", "now": scene.now}
    given["valid_from"] = scene.on - timedelta(days=1)
    with pytest.raises(FormIncomplete) as refusal:
        sheets.adopt(actor=scene.bureau, **given)
    assert set(refusal.value.errors) == {"vetoes", "items", "document", "valid_from"}
    assert "第 1 行的分值“x”应为整数" in refusal.value.errors["items"]
    with pytest.raises(NotAllowed):
        sheets.adopt(actor=scene.who("sthj", "B"), **given)


# --- defence, ruling, rectification -------------------------------------------------------------------------------


def test_the_organ_learns_the_score_only_when_it_is_told_and_defends_within_its_time(scene: Scene) -> None:
    dossier = scene.settled(("B1", 20))
    organ = scene.organ_of(dossier)
    with pytest.raises(Dossier.DoesNotExist):
        queries.own_for(scene.who(organ, "L"), dossier.pk)
    actions.tell(actor=scene.bureau, dossier_id=dossier.pk, now=scene.now)
    assert queries.own_for(scene.who(organ, "L"), dossier.pk).points == 980
    with pytest.raises(Dossier.DoesNotExist):
        queries.own_for(scene.who("cg", "L"), dossier.pk)
    with pytest.raises(FormIncomplete, match="勾选有异议的项目"):
        actions.defend(
            actor=scene.who(organ, "L"),
            dossier_id=dossier.pk,
            accepts=False,
            against=[],
            content="不同意",
            now=scene.now,
        )
    with pytest.raises(FormIncomplete, match="只能对扣分项"):
        actions.defend(
            actor=scene.who(organ, "L"),
            dossier_id=dossier.pk,
            accepts=False,
            against=["A1"],
            content="不同意",
            now=scene.now,
        )
    scene.later(30)
    with pytest.raises(FormIncomplete, match="申辩期限 2026-11-30 已届满"):
        actions.defend(
            actor=scene.who(organ, "L"), dossier_id=dossier.pk, accepts=True, against=[], content="", now=scene.now
        )


def test_only_the_organ_itself_answers_through_those_who_may_and_only_what_it_was_told(scene: Scene) -> None:
    dossier = scene.told()
    organ = scene.organ_of(dossier)
    given = {"accepts": True, "against": [], "content": "", "now": scene.now}
    other = next(key for key in ("sthj", "scjg") if key != organ)
    with pytest.raises(Dossier.DoesNotExist):
        actions.defend(actor=scene.who(other, "L"), dossier_id=dossier.pk, **given)
    for role in ("H", "PB"):
        with pytest.raises(NotAllowed):
            actions.defend(actor=scene.who(organ, role), dossier_id=dossier.pk, **given)
    hidden = dossier.plan.dossiers.exclude(pk=dossier.pk).first()
    with pytest.raises(Dossier.DoesNotExist):
        actions.defend(actor=scene.who(scene.organ_of(hidden), "L"), dossier_id=hidden.pk, **given)
    assert not Defence.objects.exists()


def test_the_score_is_not_final_before_the_organ_has_spoken_or_its_time_is_over(scene: Scene) -> None:
    dossier = scene.told()
    given = {"actor": scene.bureau, "dossier_id": dossier.pk, "restored": {}, "lifted": [], "answer": "", "demand": ""}
    with pytest.raises(FormIncomplete, match="期满以后定分"):
        actions.rule(**given, now=scene.now)
    scene.later(8)
    ruling = actions.rule(**given, now=scene.now)
    dossier.refresh_from_db()
    assert (dossier.standing, dossier.points, ruling.due_on) == (Standing.CLOSED, 975, None)


def test_points_are_given_back_only_with_the_reason_even_when_nobody_objected(scene: Scene) -> None:
    dossier = scene.told()
    scene.later(8)
    given = {"actor": scene.bureau, "dossier_id": dossier.pk, "lifted": [], "demand": "", "now": scene.now}
    with pytest.raises(FormIncomplete, match="恢复分数、撤销否决的，写明理由"):
        actions.rule(**given, restored={"B1": 20}, answer=" ")
    dossier.refresh_from_db()
    assert (dossier.standing, dossier.points) == (Standing.TOLD, 975)


def test_a_defence_is_answered_gives_points_back_and_never_takes_any(scene: Scene) -> None:
    dossier = scene.told()
    organ = scene.organ_of(dossier)
    actions.defend(
        actor=scene.who(organ, "L"),
        dossier_id=dossier.pk,
        accepts=False,
        against=["B1"],
        content="第 3 页有亮证记录。",
        now=scene.now,
    )
    with pytest.raises(FormIncomplete, match="一卷只提一次"):
        actions.defend(
            actor=scene.who(organ, "U"), dossier_id=dossier.pk, accepts=True, against=[], content="", now=scene.now
        )
    given = {"actor": scene.bureau, "dossier_id": dossier.pk, "lifted": [], "now": scene.now}
    with pytest.raises(FormIncomplete, match="逐项写明"):
        actions.rule(**given, restored={}, answer="", demand="")
    with pytest.raises(FormIncomplete, match="恢复的不能更多"):
        actions.rule(**given, restored={"B1": 21}, answer="采纳", demand="")
    with pytest.raises(FormIncomplete, match="恢复的不能更多"):
        actions.rule(**given, restored={"B1": -5}, answer="采纳", demand="")
    actions.rule(**given, restored={"B1": 20}, answer="第 3 页确有记录，采纳。", demand="补做页码。")
    dossier.refresh_from_db()
    assert (dossier.points, dossier.grade, dossier.standing) == (995, "优秀", Standing.RECTIFYING)
    assert clocks.obligation_of(dossier.pk, "appraisal.rectify").org == dossier.organ_id


def test_a_rectification_that_is_late_is_an_alert_and_a_clock_of_its_own(scene: Scene) -> None:
    dossier = scene.told()
    organ = scene.organ_of(dossier)
    actions.defend(
        actor=scene.who(organ, "L"), dossier_id=dossier.pk, accepts=True, against=[], content="", now=scene.now
    )
    actions.rule(
        actor=scene.bureau, dossier_id=dossier.pk, restored={}, lifted=[], answer="", demand="补做页码。", now=scene.now
    )
    due = clocks.obligation_of(dossier.pk, "appraisal.rectify").rolled

    def late(on: date) -> list[Alert]:
        return [a for a in alerts.holding([dossier.organ_id], on) if a.rule == "rectify"]

    assert late(due) == []
    (found,) = late(due + timedelta(days=1))
    assert (found.subject_kind, found.subject_id, found.light.level) == ("dossier", dossier.pk, "red")
    actions.rectify(
        actor=scene.who(organ, "U"), dossier_id=dossier.pk, content="已补页码。", files=[], now=scene.later(1)
    )
    assert late(due + timedelta(days=1)) == []


def test_rectification_is_reported_sent_back_and_taken(scene: Scene) -> None:
    dossier = scene.told()
    organ, bureau = scene.organ_of(dossier), scene.bureau
    actions.defend(
        actor=scene.who(organ, "B"), dossier_id=dossier.pk, accepts=True, against=[], content="", now=scene.now
    )
    actions.rule(actor=bureau, dossier_id=dossier.pk, restored={}, lifted=[], answer="", demand="补正", now=scene.now)
    with pytest.raises(FormIncomplete, match="写明整改情况"):
        actions.rectify(actor=scene.who(organ, "U"), dossier_id=dossier.pk, content=" ", now=scene.now)
    actions.rectify(actor=scene.who(organ, "U"), dossier_id=dossier.pk, content="已补正。", now=scene.now)
    with pytest.raises(FormIncomplete, match="退回的理由"):
        actions.accept(actor=bureau, dossier_id=dossier.pk, accepted=False, content="", now=scene.now)
    actions.accept(actor=bureau, dossier_id=dossier.pk, accepted=False, content="没有证明材料", now=scene.now)
    assert clocks.obligation_of(dossier.pk, "appraisal.rectify").open
    actions.rectify(actor=scene.who(organ, "U"), dossier_id=dossier.pk, content="已补正，附照片。", now=scene.now)
    actions.accept(actor=bureau, dossier_id=dossier.pk, accepted=True, content="", now=scene.now)
    dossier.refresh_from_db()
    assert dossier.standing == Standing.CLOSED
    assert [r.move for r in dossier.rectifications.all()] == ["submitted", "returned", "submitted", "accepted"]


def test_an_organ_abolished_in_the_middle_has_no_defence_and_no_rank(scene: Scene) -> None:
    dossier = scene.settled(("B1", 20))
    scene.changed(Organ.objects.get(pk=dossier.organ_id), valid_to=scene.on - timedelta(days=1))
    actions.tell(actor=scene.bureau, dossier_id=dossier.pk, now=scene.now)
    assert actions.defence_ends(dossier) is None
    actions.rule(
        actor=scene.bureau, dossier_id=dossier.pk, restored={}, lifted=[], answer="", demand="整改", now=scene.now
    )
    dossier = Dossier.objects.select_related("organ", "plan").get(pk=dossier.pk)
    assert dossier.standing == Standing.CLOSED, "nobody is left to put it right"
    lines = results.ranking(dossier.plan, queries.dossiers_of(dossier.plan), scene.on)
    mine = next(x for x in lines if x.organ.pk == dossier.organ_id)
    assert mine.rank is None and "已撤销" in mine.caveat


def test_the_round_closes_with_a_notice_that_says_what_it_rests_on(scene: Scene) -> None:
    plan = scene.drawn(quotas={(scene.world.organs["sthj"].pk, "penalty"): 1})
    dossier = scene.settled(("B1", 20), plan=plan)
    with pytest.raises(FormIncomplete, match="还有 1 卷没有定分"):
        actions.close_plan(actor=scene.bureau, plan_id=plan.pk, public=False, now=scene.now)
    actions.tell(actor=scene.bureau, dossier_id=dossier.pk, now=scene.now)
    scene.later(10)
    actions.rule(actor=scene.bureau, dossier_id=dossier.pk, restored={}, lifted=[], answer="", demand="", now=scene.now)
    closed = actions.close_plan(actor=scene.bureau, plan_id=plan.pk, public=False, now=scene.now)
    for words in (
        "优秀 1 卷",
        "平均 98 分",
        "卷数少",
        f"公示日志第 {plan.entry} 条",
        "现场笔录",
        "没有案卷被认定否决项",
    ):
        assert words in closed.notice
    assert audit() == [], "every row is bound to its entry"


def test_the_demonstration_brings_dossiers_to_many_stages_and_every_row_is_bound(scene: Scene) -> None:
    from mingjing.config.demo import appraising

    assert appraising.load(scene.now) == 5
    standings = set(Dossier.objects.values_list("standing", flat=True))
    assert {Standing.CLOSED, Standing.RECTIFIED, Standing.RECTIFYING, Standing.TOLD} <= standings
    assert Plan.objects.filter(state=PlanState.CLOSED, public=True).count() == 1
    assert audit() == []
