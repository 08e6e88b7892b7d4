"""Field work: one record from a phone is one case, however often it arrives, whatever its clock says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.cases.models import Case
from mingjing.config.demo.footage import photo
from mingjing.config.demo.founding import World
from mingjing.config.demo.world import id_number
from mingjing.evidence import queries as evidence
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure.models import StepTaken
from tests.desk import staged
from tests.desk.staged import entered

KEY = "0123456789abcdef" * 2


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "cg", "sj")


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("p.jpg", photo("stall"))


def record(world: World, **changes: Any) -> dict[str, Any]:
    law = world.statutes["cs"] if "cs" in world.statutes else next(iter(world.statutes.values()))
    given = {
        "key": KEY, "power": world.powers["cg", "street_stall"],
        "device_at": staged.real_now().isoformat(),
        "place": "三门峡市湖滨区示例路口", "cause": "占用道路摆摊设点", 
        "violation": "在人行道摆设水果摊，占道约三平方米。",
        "violated_statute": law, "violated_article": "第十四条",
        "penalty_statute": law, "penalty_article": "第三十六条",
        "party_kind": "person", "party_name": "示例甲", "party_id_number": id_number(7),
        "party_address": "河南省三门峡市湖滨区示例路1号", "fine": "50",
        "d_certain": "yes", "colleague": world.one("cg", "H", 1).pk,
        "tell_rights__certificates_shown": "yes", "tell_rights__told": "yes",
        "hear_party__said": "none", "decide_on_spot__receipt": "signed", "photos": [picture()],
        "decide_on_spot__signature": SimpleUploadedFile("s.png", photo("sign")), **changes,
    }  # fmt: skip
    return {k: v for k, v in given.items() if v is not None}


def sent(world: World, **changes: Any) -> Any:
    return entered("cg.h1").post("/office/field/sync/spot", record(world, **changes))


@pytest.mark.law("行政处罚法51", "行政处罚法52")
def test_one_record_from_the_phone_is_a_decided_and_served_case(world: World) -> None:
    answer = sent(world)
    assert answer.status_code == 200, answer.content.decode()
    case = Case.objects.get(pk=answer.json()["case"])
    assert case.stage == "served" and case.procedure == "summary" and case.fine == 50_00
    assert [i.title for i in evidence.items(case.pk)][0] == "现场照片1"


def test_a_double_tap_and_a_lost_answer_write_nothing_twice(world: World) -> None:
    cases = {sent(world).json()["case"] for _ in range(3)}
    case = cases.pop()
    assert not cases and Case.objects.count() == 1
    assert StepTaken.objects.filter(case=case).count() == 3
    assert len(evidence.items(case)) == 1
    assert AnjuanEntry.objects.filter(case=case, type="decision.issued").count() == 1


def test_what_was_refused_is_mended_on_the_phone_and_sent_again(world: World) -> None:
    assert sent(world, d_certain=None).status_code == 409
    assert sent(world, violation="在人行道摆设水果摊，占道约五平方米。").status_code == 200
    assert "五平方米" in Case.objects.get().violation


def test_a_record_that_stopped_in_the_middle_goes_on_where_it_stopped(world: World) -> None:
    empty = sent(world, decide_on_spot__receipt="")
    assert empty.status_code == 422 and "decide_on_spot__receipt" in empty.json()["errors"]
    assert not Case.objects.exists(), "what is not filled in is told before anything is written"
    assert sent(world, fine="200.01").status_code == 409
    case = Case.objects.get()
    assert case.stage == "scene", "told and heard, not yet decided"
    done = sent(world)
    assert done.status_code == 200 and done.json()["case"] == case.pk
    assert StepTaken.objects.filter(case=case).count() == 3


@pytest.mark.parametrize(("fine", "status"), [("200", 200), ("200.01", 409)])
def test_the_threshold_holds_to_the_fen(world: World, fine: str, status: int) -> None:
    answer = sent(world, fine=fine)
    assert answer.status_code == status, answer.content.decode()
    if status == 409:
        assert any("行政处罚法" in r["article"] and r["cure"] for r in answer.json()["reasons"])


@pytest.mark.parametrize("off", [timedelta(hours=9), timedelta(days=-400)])
def test_a_wrong_clock_on_the_phone_decides_nothing_and_is_noted(world: World, off: timedelta) -> None:
    answer = sent(world, device_at=(staged.real_now() + off).isoformat())
    assert answer.status_code == 200, answer.content.decode()
    case = Case.objects.get()
    assert case.decided_on == staged.real_now().date(), "the server's day counts"
    values = StepTaken.objects.filter(case=case).first().values
    assert "以服务器收到的时间为准" in values["device_clock"]
    assert datetime.fromisoformat(values["device_at"]) - staged.real_now() < off + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "short"}, "key"),
        ({"power": "none"}, "power"),
        ({"party_id_number": "411202199001011234"}, "party_id_number"),
        ({"fine": "五十"}, "fine"),
        ({"photos": [SimpleUploadedFile("x.exe", b"MZ" + bytes(300))]}, "photos"),
    ],
)
def test_what_is_wrong_is_told_by_field(world: World, changes: dict[str, Any], field: str) -> None:
    answer = sent(world, **changes)
    assert answer.status_code == 422 and field in answer.json()["errors"], answer.content.decode()
    assert Case.objects.count() == 0


def test_pages_and_worker_of_the_field(world: World) -> None:
    client = entered("cg.h1")
    home = client.get("/office/field/").content.decode()
    assert "占用道路摆摊设点" in home
    form = client.get(f"/office/field/spot/{world.powers['cg', 'street_stall']}").content.decode()
    assert 'data-sign="decide_on_spot__signature"' in form and "现场照片" in form
    worker = client.get("/office/field/sw.js")
    assert worker.headers["Content-Type"].startswith("text/javascript") and b"field.js" in worker.content
    assert client.get("/office/field/token").json()["person"] == world.one("cg", "H").pk
