"""The bureau's screens: who sees them, what they say, and that nothing typed or linked makes an error of ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.clocks.models import Obligation
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.supervising import Move, Source
from mingjing.supervision import actions, findings, following
from mingjing.supervision.findings import Said
from mingjing.supervision.intake import Given
from mingjing.supervision.models import Circular, Complaint, Finding
from tests.desk import staged
from tests.desk.staged import PAPER, entered

NOW = real_now()
ON = NOW.date()
PAGES = ("oversight", "oversight/region/411200", "oversight/cell/publish", "alerts", "findings", "findings/new",
         "circulars", "circulars/new", "records", "inbox", "calendar")  # fmt: skip


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "sthj", "cg", "sj")


def late(world: World, n: int = 1) -> None:
    for k in range(n):
        due = ON - timedelta(days=9)
        Obligation.objects.create(
            rule_id="publish.penalty", subject_kind="case", subject_id=f"x{k}", org=world.organs["sthj"].pk,
            owner_role="PB", label=f"示例案件{k}", started_on=due - timedelta(days=9), nominal=due, rolled=due,
        )  # fmt: skip


def sent(world: World, move: Move = Move.OPINION) -> Finding:
    j = world.actor("sj", "J", ON)
    row = findings.raise_finding(
        j, world.organs["sthj"], Source.SPOT, "行政处罚法48", "公示超期", "一件决定没有公示。", "", "", NOW
    )
    findings.take(actor=j, finding_id=row.pk, move=Move.VERIFY, said=Said("属实。"), now=NOW)
    return findings.take(actor=j, finding_id=row.pk, move=move, said=Said(), now=NOW)


def test_the_bureau_sees_every_screen_and_others_only_their_own(world: World) -> None:
    late(world)
    bureau, head, officer = entered("sj.j1"), entered("sthj.b1"), entered("sthj.h1")
    for path in PAGES:
        assert bureau.get(f"/office/{path}").status_code == 200, path
    for path in ("oversight", "oversight/cell/publish", "alerts", "findings/new", "circulars/new", "records"):
        assert head.get(f"/office/{path}").status_code == 403, path
        assert officer.get(f"/office/{path}").status_code == 403, path
    for path in ("findings", "circulars", "inbox", "calendar"):
        assert head.get(f"/office/{path}").status_code == 200, path
    assert "监督总览" in bureau.get("/office/").content.decode()
    assert "监督总览" not in head.get("/office/").content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("oversight?period=own&from=x&to=%00", 200),
        ("oversight?period=own&from=0001-01-01&to=9999-12-31", 200),
        ("oversight/region/999999", 404),
        ("oversight/cell/nothing", 404),
        ("oversight/cell/publish?organ=%00&page=99999999999", 200),
        ("oversight/cell/staff?region=411200&page=-1", 200),
        ("oversight/cell/footage?organ=nobody", 200),
        ("alerts?rule=nothing&organ=x&page=abc", 200),
        ("findings?tab=x&q=%00%F0&page=999", 200),
        ("findings/new?alert=publish&organ=nobody", 404),
        ("findings/new?alert=nothing", 200),
        ("findings/new?complaint=nobody", 404),
        ("findings/nobody", 404),
        ("findings/nobody/opinion", 404),
        ("findings/letter/nobody", 404),
        ("findings/letter/nobody.pdf", 404),
        ("findings/file/nobody/0", 404),
        ("circulars/nobody", 404),
        ("circulars/new?period=own&from=2026-02-30&to=x", 200),
        ("records?tab=x&page=0", 200),
        ("inbox?tab=x&page=x", 200),
    ],
)
def test_wrong_addresses_are_answered_in_words(world: World, path: str, status: int) -> None:
    assert entered("sj.j1").get(f"/office/{path}").status_code == status


@pytest.mark.clause("G4.1")
def test_an_alert_becomes_a_finding_once(world: World) -> None:
    late(world, 2)
    client, organ = entered("sj.j1"), world.organs["sthj"].pk
    page = client.get("/office/oversight").content.decode()
    link = f"/office/findings/new?alert=publish&amp;organ={organ}&amp;as=urge"
    assert link in page and "公示超期 2 件" in page
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert "示例案件0" in form and "示例案件1" in form
    typed = {"organ": organ, "source": "alert", "title": "公示超期 2 件", "rule": "行政处罚法48", "facts": "两件。"}
    done = client.post(link.replace("&amp;", "&"), typed)
    assert done.status_code == 302
    row = Finding.objects.get()
    assert (row.subject_kind, row.subject_id, row.source) == ("alert", f"publish:{organ}", "alert")
    again = client.get(link.replace("&amp;", "&")).content.decode()
    assert "已经在办理" in again and row.pk in again
    assert client.post(link.replace("&amp;", "&"), typed).status_code == 422 and Finding.objects.count() == 1


def test_a_finding_on_an_alert_cites_what_gives_the_days_of_the_clocks_that_are_over(world: World) -> None:
    due, organ = ON - timedelta(days=9), world.organs["sthj"].pk
    form = f"/office/findings/new?alert=decide&organ={organ}&as=urge"
    for n, (rule_id, known) in enumerate(
        (("inspection.result", "国办发〔2024〕54号"), ("case.decide", "国办发〔2024〕54号；行政处罚法60"))
    ):
        Obligation.objects.create(
            rule_id=rule_id, subject_kind="case", subject_id=f"d{n}", org=organ, owner_role="H", label="示例案件",
            started_on=due - timedelta(days=9), nominal=due, rolled=due + timedelta(days=n),
        )  # fmt: skip
        assert f'value="{known}"' in entered("sj.j1").get(form).content.decode()


def test_what_is_missing_is_said_beside_its_field_and_kept(world: World) -> None:
    client = entered("sj.j1")
    page = client.post("/office/findings/new", {"source": "spot", "title": "写好的题目", "facts": "", "rule": ""})
    text = page.content.decode()
    assert page.status_code == 422 and "写好的题目" in text and "填写情况" in text and "选择被监督的机关" in text
    own = {"organ": world.organs["sj"].pk, "source": "spot", "title": "t", "facts": "f", "rule": "r"}
    assert client.post("/office/findings/new", own).status_code == 422, "never the bureau itself"


def test_a_complaint_and_its_finding_know_each_other(world: World) -> None:
    given = Given(wish="complaint", content="检查时没有出示证件。", about="organ", organ_id=world.organs["sthj"].pk)
    receipt = actions.receive(given=given, address="192.0.2.9", request="", now=NOW)
    complaint = Complaint.objects.get(code=receipt.code)
    client = entered("sj.j1")
    page = client.get(f"/office/complaints/{complaint.pk}").content.decode()
    assert f"/office/findings/new?complaint={complaint.pk}" in page
    form = client.get(f"/office/findings/new?complaint={complaint.pk}").content.decode()
    assert "检查时没有出示证件" in form
    typed = {
        "organ": complaint.organ_id,
        "source": "complaint",
        "title": "没有亮证",
        "rule": "行政处罚法42",
        "facts": "见投诉。",
    }
    assert client.post(f"/office/findings/new?complaint={complaint.pk}", typed).status_code == 302
    row = following.of_complaint(complaint)[0]
    assert f"/office/findings/{row.pk}" in client.get(f"/office/complaints/{complaint.pk}").content.decode()
    assert f"/office/complaints/{complaint.pk}" in client.get(f"/office/findings/{row.pk}").content.decode()


def test_the_organ_answers_with_files_and_only_what_may_be_taken(world: World) -> None:
    row = sent(world)
    client = entered("sthj.b1")
    assert "公示超期" in client.get("/office/").content.decode()
    place = f"/office/findings/{row.pk}"
    assert client.post(place, {"move": "reply", "words": "已办结。"}).status_code == 409, "signed for first"
    assert client.post(place, {"move": "sign"}).status_code == 302
    bad = SimpleUploadedFile("a.exe", b"MZ\x00\x01" * 50)
    assert client.post(place, {"move": "reply", "words": "已办结。", "files": bad}).status_code == 422
    assert client.post(place, {"move": "accept", "words": "自己认可"}).status_code == 409
    good = SimpleUploadedFile("办理材料.pdf", PAPER.read_bytes())
    assert client.post(place, {"move": "reply", "words": "已办结。", "files": good}).status_code == 302
    move = row.moves.get(move="reply")
    answer = entered("sj.j1").get(f"/office/findings/file/{move.pk}/0")
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == PAPER.read_bytes()
    assert entered("sj.j1").get(f"/office/findings/file/{move.pk}/1").status_code == 404
    assert entered("cg.b1").get(f"/office/findings/file/{move.pk}/0").status_code == 404


def test_letters_are_pages_and_pdf_for_both_sides_only(world: World) -> None:
    letter = sent(world).letters.get()
    for name in ("sj.j1", "sthj.b1"):
        client = entered(name)
        assert letter.number in client.get(f"/office/findings/letter/{letter.pk}").content.decode()
        for tail in (".pdf", "/receipt.pdf"):
            answer = client.get(f"/office/findings/letter/{letter.pk}{tail}")
            assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert entered("cg.b1").get(f"/office/findings/letter/{letter.pk}").status_code == 404
    assert entered("sthj.h1").get(f"/office/findings/letter/{letter.pk}").status_code == 403


def test_a_blocked_letter_says_every_reason_before_and_after_pressing(world: World) -> None:
    row = sent(world)
    client = entered("sj.j1")
    page = client.get(f"/office/findings/{row.pk}/decide").content.decode()
    assert "现在不能发监督决定书" in page and "aria-disabled" in page and "另一名监督人员" in page
    refused = client.post(
        f"/office/findings/{row.pk}/decide",
        {"facts": "f", "rule": "r", "demand": "d", "outcome": "annul", "due_on": ""},
    )
    text = refused.content.decode()
    assert refused.status_code == 409 and "处理期限已满" in text and "河南省行政执法条例43" in text
    assert client.post(f"/office/findings/{row.pk}/opinion", {"due_on": "明天"}).status_code == 422
    assert client.get(f"/office/findings/{row.pk}/accept").status_code == 404


def test_the_grid_as_a_file_and_a_circular_from_the_same_period(world: World) -> None:
    late(world, 2)
    client = entered("sj.j1")
    answer = client.get("/office/oversight?file=csv")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv") and text.startswith("机关或者地区") and "合计" in text
    assert "市直机关,0,2,0.0" in text
    page = client.post(
        "/office/circulars/new", {"tone": "criticise", "first": f"{ON.year}-01-01", "last": ON.isoformat()}
    )
    assert page.status_code == 302
    row = Circular.objects.get()
    place = f"/office/circulars/{row.pk}"
    assert client.post(place, {"do": "save", "title": "", "body": "x"}).status_code == 422
    assert client.post(place, {"do": "send", "organs": [world.organs["sthj"].pk]}).status_code == 409, "own draft"
    second = entered("sj.j2")
    assert second.post(place, {"do": "send"}).status_code == 422
    assert second.post(place, {"do": "send", "organs": [world.organs["sthj"].pk]}).status_code == 302
    assert second.post(place, {"do": "nonsense"}).status_code == 409
    assert second.get(f"/office/circulars/{row.pk}.pdf").content.startswith(b"%PDF")
    organ = entered("sthj.b1")
    assert organ.post(place, {"do": "sign"}).status_code == 302
    assert organ.post(place, {"do": "publish"}).status_code == 403
    assert second.post(place, {"do": "publish"}).status_code == 302
    assert entered("cg.b1").get(place).status_code == 404
    for bad in ({"tone": "x", "first": "2026-01-01", "last": "2026-02-01"}, {"tone": "report", "first": "", "last": ""},
                {"tone": "report", "first": "2026-03-01", "last": "2026-01-01"}):  # fmt: skip
        assert client.post("/office/circulars/new", bad).status_code == 422
