"""Complaints and corrections from the public: received without an account, kept from whom they concern, answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.clock import now as real_now
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure.models import Publication
from mingjing.law.complaining import Move, Standing
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.supervision import actions, flood, queries
from mingjing.supervision.actions import Said
from mingjing.supervision.intake import Given
from mingjing.supervision.models import Complaint, ComplaintMove, IntakeCount
from tests.desk import staged
from tests.desk.staged import PAPER, acted, entered

REASON = "不属于本机关职责，已告知向市城管局反映。"


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "sthj", "cg", "sj")


@pytest.fixture
def line(world: World) -> Line:
    """A case whose decision is published."""
    return acted(world, "sthj")


@pytest.fixture
def page(line: Line) -> Publication:
    return Publication.objects.filter(case_id=line.case).latest("revision")


def who(world: World, organ: str, role: str, n: int = 0) -> Actor:
    return world.actor(organ, role, real_now().date(), n)


def sent(**changes: Any) -> Complaint:
    given = Given(**{"wish": "complaint", "content": "检查时没有出示执法证件。", "about": "organ", **changes})
    receipt = actions.receive(given=given, address="192.0.2.1", request="", now=real_now())
    return Complaint.objects.get(code=receipt.code)


def about_unit(world: World, **changes: Any) -> Complaint:
    """About the organ's work on a list item: nobody in particular."""
    return sent(about="item", organ_id=world.organs["sthj"].pk, item="服务指南：排污许可", **changes)


def take(actor: Actor, row: Complaint, move: Move, **said: str) -> Complaint:
    return actions.take(actor=actor, complaint_id=row.pk, move=move, said=Said(**said), now=real_now())


# --- who handles it -----------------------------------------------------------------------------------------------


@pytest.mark.clause("D1.7")
def test_a_complaint_about_an_organ_or_its_head_goes_to_the_bureau_and_one_about_an_item_stays(world: World) -> None:
    sthj, bureau = world.organs["sthj"], world.organs["sj"]
    assert sent(organ_id=sthj.pk).handled_by == bureau
    assert sent(organ_id=sthj.pk, about="head").handled_by == bureau
    assert about_unit(world).handled_by == sthj
    assert sent(organ_id=sthj.pk, wish="correction").handled_by == sthj, "correcting is the publisher's own duty"
    head = world.one("sthj", "B")
    assert about_unit(world, content=f"{head.name}打招呼不让检查。").handled_by == bureau, "a head named in the text"


def test_a_complaint_about_the_bureau_itself_is_told_where_to_go(world: World) -> None:
    with pytest.raises(FormIncomplete, match="12345"):
        sent(organ_id=world.organs["sj"].pk)


@pytest.mark.clause("D1.7")
def test_nobody_named_and_nobody_of_the_unit_complained_of_reads_or_handles_it(world: World) -> None:
    officer = world.one("sthj", "H")
    row = sent(about="officer", certificates=organs.latest_certificate(officer.pk).number)
    assert (row.officer, row.unit_id, row.handled_by) == (officer, officer.unit_id, world.organs["sthj"])
    leader, reviewer = who(world, "sthj", "U"), who(world, "sthj", "L")
    with pytest.raises(NotAllowed, match="被投诉的机构"):
        take(leader, row, Move.ACCEPT)
    assert row not in queries.complaints_for(leader) and row in queries.complaints_for(reviewer)
    assert take(reviewer, row, Move.ACCEPT).standing == Standing.ACCEPTED


def test_whom_it_concerns_cannot_open_it_by_its_address_either(world: World) -> None:
    row = sent(about="officer", certificates=organs.latest_certificate(world.one("sthj", "H").pk).number)
    with pytest.raises(NotAllowed, match="被投诉的机构"):
        queries.complaint_for(who(world, "sthj", "U"), row.pk)
    assert entered("sthj.u").get(f"/office/complaints/{row.pk}").status_code == 403
    assert queries.complaint_for(who(world, "sthj", "L"), row.pk) == row


def test_officers_of_two_organs_are_not_named_in_one_complaint(world: World) -> None:
    numbers = [organs.latest_certificate(world.one(key, "H").pk).number for key in ("sthj", "cg")]
    with pytest.raises(FormIncomplete, match="请分开提交"):
        sent(about="officer", certificates="，".join(numbers))
    assert not Complaint.objects.exists()


def test_those_who_handled_signed_or_reviewed_the_decision_do_not_handle_the_complaint(
    world: World, page: Publication
) -> None:
    row = sent(about="decision", decision=page.page)
    assert row.publication == page and page.decision.number in row.subject
    case = Case.objects.get(pk=page.case_id)
    tied = {page.decision.signer, page.decision.reviewer, *case.handlers.values_list("person_id", flat=True)}
    assert set(row.ties.values_list("person_id", flat=True)) == tied - {None}
    now = real_now()
    signer = next(world.actor("sthj", "B", now.date(), n) for n in range(3)
                  if world.one("sthj", "B", n).pk == page.decision.signer)  # fmt: skip
    with pytest.raises(NotAllowed, match="签发人"):
        take(signer, row, Move.ACCEPT)
    assert row not in queries.complaints_for(signer)
    other = next(world.actor("sthj", "B", now.date(), n) for n in range(3)
                 if world.one("sthj", "B", n).pk != page.decision.signer)  # fmt: skip
    take(other, row, Move.ACCEPT)


def test_a_complaint_about_the_whole_organ_cannot_be_passed_back_to_it(world: World) -> None:
    row, j = sent(organ_id=world.organs["sthj"].pk), who(world, "sj", "J")
    with pytest.raises(FormIncomplete, match="不能转给它自己"):
        take(j, row, Move.TRANSFER, organ_id=world.organs["sthj"].pk, reason="请自行处理")
    assert take(j, row, Move.TRANSFER, organ_id=world.organs["cg"].pk, reason=REASON).standing == Standing.TRANSFERRED
    with pytest.raises(Complaint.DoesNotExist):
        queries.complaint_for(who(world, "sthj", "L"), row.pk)
    assert queries.complaint_for(who(world, "cg", "L"), row.pk).handled_by == world.organs["cg"]


def test_the_organ_complained_of_does_not_see_what_the_bureau_handles(world: World) -> None:
    row = sent(organ_id=world.organs["sthj"].pk)
    for role in ("U", "L", "B"):
        assert row not in queries.complaints_for(who(world, "sthj", role))
        with pytest.raises(Complaint.DoesNotExist):
            queries.complaint_for(who(world, "sthj", role), row.pk)
    with pytest.raises(Complaint.DoesNotExist):
        queries.complaint_for(who(world, "sthj", "H"), row.pk)


# --- steps, clocks, entries ---------------------------------------------------------------------------------------


@pytest.mark.clause("D1.7")
def test_each_step_is_one_act_with_one_entry_and_no_word_of_the_complaint_in_the_log(world: World) -> None:
    words = "门口堆放废渣，电话里态度不好。"
    before = AnjuanEntry.objects.count()
    row, me = about_unit(world, content=words, name="王女士", phone="13900000001"), who(world, "sthj", "L")
    take(me, row, Move.ACCEPT)
    take(me, row, Move.ANSWER, finding="partly", reply="已经批评教育。")
    take(me, row, Move.CLOSE)
    entries = list(AnjuanEntry.objects.order_by("seq"))[before:]
    assert [e.type for e in entries] == [f"complaint.{k}" for k in ("received", "accept", "answer", "close")]
    for entry in entries:
        body = bytes(entry.body).decode()
        assert not any(w in body for w in (words, "王女士", "13900000001", "批评"))
    assert ComplaintMove.objects.filter(complaint=row).count() == 3
    assert not any(e.case for e in entries), "nothing of it appears in the trail of a case"


def test_clocks_run_from_receipt_are_met_by_the_steps_and_do_not_begin_again_when_passed_on(world: World) -> None:
    row, on = about_unit(world), real_now().date()
    accept = clocks.obligation_of(row.pk, "complaint.accept")
    answer = clocks.obligation_of(row.pk, "complaint.answer")
    assert accept and answer and accept.org == answer.org == world.organs["sthj"].pk
    assert answer.rolled == clocks.due_of("complaint.answer", on).rolled
    take(who(world, "sthj", "L"), row, Move.TRANSFER, organ_id=world.organs["cg"].pk, reason=REASON)
    again = clocks.obligation_of(row.pk, "complaint.answer")
    assert again and again.org == world.organs["cg"].pk and again.rolled == answer.rolled
    other = who(world, "cg", "L")
    take(other, row, Move.ACCEPT)
    assert clocks.is_settled(row.pk, "complaint.accept") and not clocks.is_settled(row.pk, "complaint.answer")
    take(other, row, Move.ANSWER, finding="unfounded", reply="经核查没有这件事。")
    assert clocks.is_settled(row.pk, "complaint.answer")


def test_steps_out_of_order_without_a_reason_or_from_an_old_page_are_refused(world: World) -> None:
    row, me = about_unit(world), who(world, "sthj", "L")
    for move in (Move.ANSWER, Move.CLOSE):
        with pytest.raises(FormIncomplete, match="不能再"):
            take(me, row, move, finding="upheld", reply="好")
    with pytest.raises(FormIncomplete, match="理由"):
        take(me, row, Move.DECLINE)
    with pytest.raises(OutOfDate):
        actions.take(actor=me, complaint_id=row.pk, move=Move.ACCEPT, said=Said(), now=real_now(), expected=1)
    take(me, row, Move.DECLINE, reason=REASON)
    assert clocks.is_settled(row.pk, "complaint.answer")
    with pytest.raises(FormIncomplete):
        take(me, row, Move.ACCEPT)


@pytest.mark.clause("D1.7", "D4.1", "D4.3")
def test_an_upheld_correction_ends_only_when_the_page_is_corrected_and_that_meets_its_clock(
    world: World, page: Publication
) -> None:
    row, me = sent(about="decision", decision=page.page, wish="correction", content="住所写错了门牌。"), None
    duty = clocks.obligation_of(page.case_id, "correct.general")
    assert duty and duty.open and duty.rolled == clocks.due_of("correct.general", real_now().date()).rolled
    me = next(world.actor("sthj", "B", real_now().date(), n) for n in range(3)
              if world.one("sthj", "B", n).pk != page.decision.signer)  # fmt: skip
    take(me, row, Move.ACCEPT)
    take(me, row, Move.ANSWER, finding="upheld", reply="门牌确有错误，将更正。")
    assert not clocks.is_settled(page.case_id, "correct.general"), "an answer corrects nothing"
    with pytest.raises(FormIncomplete, match="还没有更正"):
        take(me, row, Move.CLOSE)
    disclosure.correct(actor=who(world, "sthj", "PC"), publication_id=page.pk, reason="门牌有误", now=real_now())
    assert clocks.is_settled(page.case_id, "correct.general")
    assert take(me, row, Move.CLOSE).standing == Standing.CLOSED


def test_a_second_request_gives_no_more_time_and_an_unfounded_one_ends_only_its_own(
    world: World, page: Publication
) -> None:
    first = sent(about="decision", decision=page.page, wish="correction", content="住所写错了门牌。")
    begun = clocks.obligation_of(page.case_id, "correct.general")
    second = sent(about="decision", decision=page.decision.number, wish="correction", content="金额也不对。")
    assert clocks.obligation_of(page.case_id, "correct.general") == begun
    me = next(world.actor("sthj", "B", real_now().date(), n) for n in range(3)
              if world.one("sthj", "B", n).pk != page.decision.signer)  # fmt: skip
    for row, still in ((second, True), (first, False)):
        take(me, row, Move.ACCEPT)
        take(me, row, Move.ANSWER, finding="unfounded", reply="经核对与决定书一致。")
        running = clocks.obligation_of(page.case_id, "correct.general")
        assert running is not None and running.open is still


# --- the citizen's side -------------------------------------------------------------------------------------------


@pytest.mark.clause("D1.7")
def test_anonymous_with_a_picture_gets_a_code_and_reads_progress_and_answer_by_it(world: World) -> None:
    client, organ = Client(), world.organs["sthj"]
    typed = {
        "wish": "complaint",
        "about": "item",
        "organ": organ.pk,
        "item": "权责清单第 1 项",
        "content": "依据已经废止。",
    }
    with PAPER.open("rb") as file:
        done = client.post("/complain", {**typed, "request": "abc", "files": file})
    assert done.status_code == 302, done.content.decode()
    row = Complaint.objects.get()
    receipt = client.get("/complain/received").content.decode()
    assert row.code[:4] in receipt and "没有留电话" in receipt and len(row.files) == 1
    take(who(world, "sthj", "L"), row, Move.ACCEPT)
    take(who(world, "sthj", "L"), row, Move.ANSWER, finding="upheld", reply="已经更新依据。")
    shown = Client().post("/complain/progress", {"code": row.code.lower()}).content.decode()
    assert "已经更新依据" in shown and "受理" in shown and "已答复" in shown
    assert who(world, "sthj", "L").name not in shown, "no handler's name"
    with PAPER.open("rb") as file:
        client.post("/complain", {**typed, "request": "abc", "files": file})
    assert Complaint.objects.count() == 1, "the same sending twice is one"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"wish": ""}, "选择是投诉举报"), ({"about": "moon"}, "选择反映的对象"), ({"content": "短"}, "至少"),
        ({"content": "长" * 3001}, "3000 字"), ({"organ": "no"}, "选择反映的机关"), ({"organ": "\0"}, "选择反映的机关"),
        ({"phone": "call me"}, "电话"), ({"about": "officer", "certificates": ""}, "执法证号"),
        ({"about": "officer", "certificates": "999\0，888"}, "没有查到执法证号"), ({"item": ""}, "哪份清单"),
        ({"about": "decision", "decision": "0123456789abcdef"}, "没有公示过"), ({"about": "decision"}, "公示编号"),
        ({"certificates": ",".join(str(n) for n in range(20))}, "最多填写 10"), ({"name": "名" * 41}, "40 字"),
        ({"about": "decision", "decision": "/decisions/../../etc"}, "没有公示过"), ({"item": "项" * 121}, "120 字"),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_plain_words_and_nothing_is_kept(world: World, changes: Any, says: str) -> None:
    typed = {
        "wish": "complaint",
        "about": "item",
        "organ": world.organs["sthj"].pk,
        "item": "指南",
        "content": "写得不对。",
    }
    answer = Client().post("/complain", {**typed, **changes})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Complaint.objects.exists() and not IntakeCount.objects.exists()


def test_a_wrong_file_and_a_wrong_code_are_told(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed = {
        "wish": "complaint",
        "about": "item",
        "organ": world.organs["sthj"].pk,
        "item": "指南",
        "content": "写得不对。",
    }
    answer = Client().post("/complain", {**typed, "files": SimpleUploadedFile("a.exe", b"MZ\0\0")})
    assert answer.status_code == 422 and "a.exe" in answer.content.decode()
    client = Client()
    for code in ("", "K7M3", "\0", "2" * 300):
        assert client.post("/complain/progress", {"code": code}).status_code == 404
    assert Client().get("/complain?organ=%00&decision=%FF&officer=x").status_code == 200
    statuses = [client.post("/complain/progress", {"code": "K7M3"}).status_code for _ in range(17)]
    assert statuses[-1] == 429


def test_a_flood_from_one_address_ends_with_an_honest_word_and_the_address_is_not_kept(world: World) -> None:
    for _ in range(flood.MOST_A_DAY):
        about_unit(world)
    with pytest.raises(flood.TooMany, match="12345"):
        about_unit(world)
    assert Complaint.objects.count() == flood.MOST_A_DAY
    (kept,) = IntakeCount.objects.all()
    assert kept.count == flood.MOST_A_DAY and "192.0.2" not in kept.address
    typed = {
        "wish": "complaint",
        "about": "item",
        "organ": world.organs["sthj"].pk,
        "item": "指南",
        "content": "写得不对。",
    }
    IntakeCount.objects.all().delete()
    client = Client(REMOTE_ADDR="192.0.2.9")
    statuses = [client.post("/complain", typed).status_code for _ in range(flood.MOST_A_DAY + 1)]
    assert statuses == [302] * flood.MOST_A_DAY + [429]
    given = Given(wish="complaint", about="item", organ_id=typed["organ"], item="指南", content="写得不对。")
    actions.receive(given=given, address="192.0.2.9", request="", now=real_now() + timedelta(days=1))
    assert IntakeCount.objects.count() == 1, "the days before are forgotten"


@pytest.mark.clause("D6.1")
def test_the_public_sees_numbers_per_organ_and_never_a_word(world: World) -> None:
    me = who(world, "sthj", "L")
    row = about_unit(world, content="隔壁工厂夜间排放。")
    take(me, row, Move.ACCEPT)
    take(me, row, Move.ANSWER, finding="upheld", reply="已立案。")
    about_unit(world)
    on = real_now().date()
    (counts,) = queries.public_counts(on.year, on)
    assert (counts.received, counts.answered, counts.in_time, counts.overdue) == (2, 1, 1, 0)
    (later,) = queries.public_counts(on.year, on + timedelta(days=60))
    assert later.overdue == 1
    shown = Client().get("/complain/counts").content.decode()
    assert world.organs["sthj"].name in shown and "夜间" not in shown and "立案" not in shown
    assert Client().get("/complain/counts?year=99999999999").status_code == 200


# --- the office ---------------------------------------------------------------------------------------------------


def test_a_clerk_registers_a_call_and_a_12345_order_once(world: World) -> None:
    client = entered("sj.j1")
    typed = {
        "source": "hotline", "outside_number": "SMX-示例-001", "wish": "complaint", "about": "organ",
        "organ": world.organs["sthj"].pk, "content": "多次检查同一家店。",
    }  # fmt: skip
    assert client.post("/office/complaints/new", typed).status_code == 302
    row = Complaint.objects.get()
    assert row.registered_by == world.one("sj", "J") and row.handled_by == world.organs["sj"]
    assert "已经登记过" in client.post("/office/complaints/new", typed).content.decode()
    missing = client.post("/office/complaints/new", {**typed, "outside_number": ""})
    assert missing.status_code == 422 and "工单号" in missing.content.decode()
    forged = client.post("/office/complaints/new", {**typed, "source": "portal"})
    assert forged.status_code == 422 and "来源" in forged.content.decode()
    assert entered("sthj.h1").get("/office/complaints/new").status_code == 403


def test_the_office_takes_a_complaint_from_the_list_to_its_end(world: World) -> None:
    row, client = about_unit(world, content="服务指南的电话打不通。"), entered("sthj.l")
    assert "服务指南" in client.get("/office/complaints").content.decode()
    assert "服务指南" in client.get("/office/").content.decode(), "on the workbench too"
    address = f"/office/complaints/{row.pk}"
    assert client.get(address).status_code == 200
    assert client.post(address, {"move": "accept", "expected": "1"}).status_code == 409
    assert client.post(address, {"move": "accept", "expected": str(row.ledger_id)}).status_code == 302
    wrong = client.post(address, {"move": "answer", "reply": "已经更换号码。"})
    assert (
        wrong.status_code == 422
        and "选择核查结果" in wrong.content.decode()
        and "已经更换号码" in wrong.content.decode()
    )
    assert client.post(address, {"move": "answer", "finding": "upheld", "reply": "已经更换号码。"}).status_code == 302
    assert client.post(address, {"move": "fly"}).status_code == 409
    assert client.post(address, {"move": "close", "expected": "９９"}).status_code == 302
    assert Complaint.objects.get().standing == Standing.CLOSED
    assert entered("cg.l").get(address).status_code == 404
    assert entered("sthj.h1").get(address).status_code == 403
    assert client.get(f"{address}/file/0").status_code == 404
