"""An applicant without an account: apply, lose the connection, track, complete, withdraw; what a stranger cannot do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjing.cases.models import Case
from mingjing.config.demo.founding import World
from mingjing.config.demo.world import credit_code
from mingjing.documents.codes import grouped
from mingjing.law.kinds import Step
from mingjing.procedure import actions
from mingjing.procedure.models import Application
from tests.desk import staged
from tests.desk.staged import PAPER

PHONE = "13903985555"


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "scjg", "sj")


def pdf(name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PAPER.read_bytes())


def typed(world: World, **changes: Any) -> dict[str, Any]:
    given = {
        "request": "r" * 32, "kind": "organisation", "name": "示例餐饮有限公司",
        "code": credit_code("91", "411202", 91), "representative": "示例",
        "address": "河南省三门峡市湖滨区示例路9号", "phone": PHONE,
        "organ": world.organs["scjg"].pk, "scope": "热食类食品制售", "place": "三门峡市湖滨区示例路9号", "trade": "2",
        "material_business": pdf(), "material_layout": pdf(), "material_rules": pdf(), **changes,
    }  # fmt: skip
    return {k: v for k, v in given.items() if v is not None}


def applied(world: World, **changes: Any) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/apply/food_operation", typed(world, **changes))


@pytest.mark.clause("D2.2")
def test_a_citizen_applies_without_an_account_and_gets_a_code(world: World) -> None:
    assert "食品经营许可" in Client().get("/apply").content.decode()
    client, answer = applied(world)
    assert answer.status_code == 302, answer.content.decode()
    receipt = client.get("/apply/received").content.decode()
    application = Application.objects.get()
    assert grouped(application.code) in receipt and application.case.stage == "applied"
    assert client.get("/track/application").status_code == 200, "the browser that applied goes straight on"
    assert grouped(application.code) not in Client().get("/apply/received", follow=True).content.decode()


def test_the_same_sending_twice_is_one_application(world: World) -> None:
    codes = set()
    for _ in range(3):
        client, answer = applied(world)
        assert answer.status_code == 302
        codes.add(client.session["application-receipt"]["code"])
    assert len(codes) == 1 and Case.objects.count() == 1


def test_going_back_and_sending_again_is_told_and_makes_no_second_application(world: World) -> None:
    client, _ = applied(world)
    again = client.post("/apply/food_operation", typed(world, request="s" * 32))
    assert again.status_code == 422 and grouped(Application.objects.get().code) in again.content.decode()
    assert Case.objects.count() == 1
    other = client.post("/apply/food_operation", typed(world, request="t" * 32, place="三门峡市陕州区示例路1号"))
    assert other.status_code == 302 and Case.objects.count() == 2


def test_everything_wrong_is_told_at_once_in_the_order_of_the_page(world: World) -> None:
    page = Client().post("/apply/food_operation", {}).context
    assert list(page["errors"]) == [
        "kind", "name", "address", "phone", "organ", "trade", "scope", "place", "materials",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"material_business": None, "material_layout": None, "material_rules": None}, "还没有上传任何申请材料"),
        ({"name": ""}, "填写申请人姓名或者名称"),
        ({"code": "91411202DEMA00778X"}, "信用代码"),
        ({"kind": "person", "id_number": "411202199001011234"}, "身份"),
        ({"phone": "call me"}, "填写能联系到你的电话"),
        ({"organ": "nobody"}, "选择办理机关"),
        ({"trade": ""}, "选择主体业态"),
        ({"material_business": SimpleUploadedFile("x.exe", b"MZ" + bytes(300))}, "x.exe"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_written(
    world: World, changes: dict[str, Any], words: str
) -> None:
    _, answer = applied(world, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "热食类食品制售" in page, "what was typed stays"
    assert Case.objects.count() == 0


def test_code_and_telephone_together_open_it_and_neither_alone(world: World) -> None:
    applied(world)
    code = Application.objects.get().code
    client = Client()
    for wrong in ({"code": code, "phone": "13900000000"}, {"code": "X" * 12, "phone": PHONE}, {}):
        answer = client.post("/track", wrong)
        assert answer.status_code == 404 and "没有查到" in answer.content.decode()
        assert client.get("/track/application").status_code == 302
    copied = f" {grouped(code).lower()} ".replace("-", " - ", 1)
    assert client.post("/track", {"code": copied, "phone": "139-0398-5555"}).status_code == 302
    page = client.get("/track/application").content.decode()
    assert "已申请" in page and "撤回申请" in page


def test_one_correction_is_told_completed_online_and_papers_come_back(world: World) -> None:
    client, _ = applied(world, material_rules=None)
    application = Application.objects.get()
    now = staged.real_now()
    case = application.case
    actions.take_step(
        actor=world.actor("scjg", "U", now.date()), case_id=case.pk, step=Step.REQUEST_CORRECTION,
        values={"corrections": [{"material": "规章制度", "demand": "补交食品安全自查制度"}]}, now=now,
    )  # fmt: skip
    client.post("/track", {"code": application.code, "phone": PHONE})
    page = client.get("/track/application").content.decode()
    assert "补交食品安全自查制度" in page and "补正" in page
    empty = client.post("/track/supplement", {})
    assert empty.status_code == 422 and "还没有上传补正材料" in empty.content.decode()
    assert client.post("/track/supplement", {"material_rules": pdf()}).status_code == 302
    case.refresh_from_db()
    assert case.stage == "applied"
    paper = client.get("/track/application").context["a"].papers[0]
    assert client.get(f"/track/papers/{paper.pk}.pdf").content.startswith(b"%PDF")
    assert Client().get(f"/track/papers/{paper.pk}.pdf").status_code == 302, "a stranger is asked for code and phone"


def test_an_application_is_taken_back_with_a_reason(world: World) -> None:
    client, _ = applied(world)
    application = Application.objects.get()
    client.post("/track", {"code": application.code, "phone": PHONE})
    assert client.post("/track/withdraw", {"reason": " "}).status_code == 422
    assert client.post("/track/withdraw", {"reason": "改址后另行申请"}).status_code == 302
    application.case.refresh_from_db()
    assert application.case.stage == "withdrawn"
    again = client.post("/track/withdraw", {"reason": "再撤一次"})
    assert again.status_code == 409
