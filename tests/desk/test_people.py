"""人员 on the screen: lists, one person, each deed with its refusals; the own password."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure.pages.shelf import store
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.models import Account, Certificate, Person
from tests.desk.gathering import STATIC, entered

NEW = "a-new-password-26"


@pytest.fixture
def world(db: None, home: Path, settings: Any) -> founding.World:
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    settings.ALLOWED_HOSTS = ["testserver"]
    return founding.found(real_now() - timedelta(days=30), frozenset({"sj", "scjg", "wj"}))


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


@pytest.mark.clause("D1.2")
def test_the_bureau_suspends_from_the_screen_and_the_public_reads_it(world: founding.World) -> None:
    officer = world.one("scjg", "H")
    held = Certificate.objects.get(person=officer)
    field = world.organs["scjg"].field
    line = Line(world, "scjg", next(m for m in MATTERS.values() if m.field == field), 1, real_now() - timedelta(days=2))
    line.open()
    client = entered("sj.j1")
    assert "市市场监管局" in page(client, "/office/people").replace("三门峡市市场监督管理局", "市市场监管局")
    assert held.number in page(client, f"/office/people/organs/{world.organs['scjg'].pk}")
    here = f"/office/people/{officer.pk}"
    assert f"{here}/suspend?of={held.pk}" in page(client, here)
    form = f"{here}/suspend?of={held.pk}"
    text = page(client, form)
    assert "第四十二条" in text and "名下还有 1 件未办结案件" in text and f"/office/cases/{line.case}" in text
    empty = client.post(form, {"reason": " "})
    assert empty.status_code == 422 and "填写理由" in empty.content.decode()
    done = client.post(form, {"reason": "示例：正在调查", "document": ""})
    assert (done.status_code, done.headers["Location"]) == (302, here)
    assert "另行指派" in page(client, here)
    again = client.post(form, {"reason": "示例：正在调查", "document": ""})
    assert again.status_code == 409 and "现在是“暂扣”" in again.content.decode()
    public = store().page("/officers")
    assert public is not None and "暂扣" in gzip.decompress(public.gz).decode()


def test_heads_read_their_own_people_and_change_nothing(world: founding.World) -> None:
    officer = world.one("scjg", "H")
    for name in ("scjg.b1", "scjg.u"):
        client = entered(name)
        assert officer.name in page(client, "/office/people")
        assert "/suspend" not in page(client, f"/office/people/{officer.pk}")
        for deed in ("leave", "record", "give", "issue", "move"):
            page(client, f"/office/people/{officer.pk}/{deed}", 403)
        page(client, f"/office/people/organs/{world.organs['wj'].pk}", 403)
        page(client, f"/office/people/{world.one('wj', 'H').pk}", 403)
    for name in ("scjg.h1", "sj.s", "sj.d", "scjg.pb"):
        client = entered(name)
        for path in ("/office/people", f"/office/people/{officer.pk}", "/office/people/counsel"):
            page(client, path, 403)


def test_what_does_not_exist_is_not_found(world: founding.World) -> None:
    client, officer = entered("sj.j1"), world.one("scjg", "H")
    for path in ("nobody", f"{officer.pk}/dance", f"{officer.pk}/suspend", f"{officer.pk}/suspend?of=x", "organs/x"):
        page(client, f"/office/people/{path}", 404)


def test_a_person_leaves_and_is_out_in_the_same_moment(world: founding.World) -> None:
    officer = world.one("scjg", "H")
    theirs, client = entered("scjg.h1"), entered("sj.c")
    assert theirs.get("/office/").status_code == 200
    done = client.post(f"/office/people/{officer.pk}/leave", {"reason": "示例：退休", "document": ""})
    assert done.status_code == 302
    assert theirs.get("/office/").status_code == 302, "the session is over"
    assert "已离任" in page(client, f"/office/people/{officer.pk}")


@pytest.mark.parametrize(
    ("deed", "values", "words"),
    [
        ("give", {"role": "L", "basis": "示例任职"}, "行政处罚法58②"),
        ("give", {"role": "S", "basis": "示例任职"}, "必须是专职"),
        ("give", {"role": "X", "basis": "示例任职"}, "选择岗位"),
        ("give", {"role": "R", "basis": "示例任职", "until": "2020-01-01"}, "不能早于今天"),
        ("move", {"organ": "", "unit": "执法九科", "reason": "示例"}, "选择机关"),
        ("describe", {"position": "队长", "phone": "张三", "reason": "示例"}, "联系电话只写数字"),
        ("record", {"kind": "training", "on": "2026-13-01", "title": "x", "hours": "8"}, "日期写作"),
        ("qualify", {"qualified": "yes", "reason": "示例"}, "填写法律职业资格证号"),
    ],
)  # fmt: skip
def test_each_refusal_is_explained_and_keeps_what_was_typed(
    world: founding.World, deed: str, values: dict[str, str], words: str
) -> None:
    officer = world.one("scjg", "H")
    answer = entered("sj.c").post(f"/office/people/{officer.pk}/{deed}", values)
    text = answer.content.decode()
    assert answer.status_code in {409, 422} and words in text, text[:4000]
    assert all(v in text for name, v in values.items() if name != "role")


def test_the_own_password_is_changed_and_only_this_session_stays(world: founding.World) -> None:
    here, there = entered("scjg.h1"), entered("scjg.h1")
    good = {"old": founding.PASSWORD, "new": NEW, "again": NEW}
    for wrong, words in (
        ({"old": "not-the-old-one"}, "原密码不对"),
        ({"new": "short", "again": "short"}, "12"),
        ({"new": "password1234567", "again": "x"}, "两次填写"),
        ({"new": founding.PASSWORD, "again": founding.PASSWORD}, "不能与原密码相同"),
        ({"new": "my-scjg.h1-word", "again": "my-scjg.h1-word"}, "不能包含账号"),
        ({"old": ""}, "填写原密码"),
    ):
        answer = here.post("/office/account/password", good | wrong)
        assert answer.status_code == 422 and words in answer.content.decode(), words
    assert here.post("/office/account/password", good).status_code == 302
    assert here.get("/office/").status_code == 200
    assert there.get("/office/").status_code == 302
    assert Account.objects.get(username="scjg.h1").check_password(NEW)


def test_guessing_the_old_password_locks_as_at_the_login(world: founding.World) -> None:
    client = entered("scjg.h1")
    for _ in range(5):
        answer = client.post("/office/account/password", {"old": "guess", "new": NEW, "again": NEW})
        assert answer.status_code == 422
    good = {"old": founding.PASSWORD, "new": NEW, "again": NEW}
    answer = client.post("/office/account/password", good)
    assert answer.status_code == 422 and "15 分钟" in answer.content.decode()


def test_a_lost_password_is_replaced_by_a_first_one_shown_once(world: founding.World) -> None:
    officer = world.one("scjg", "H")
    lost, admin = entered("scjg.h1"), entered("sj.c")
    here = f"/office/people/{officer.pk}/reset"
    guess = Client()
    for _ in range(5):
        guess.post("/office/login", {"username": "scjg.h1", "password": "guess"})
    assert admin.get(f"/office/people/{officer.pk}").content.decode().count(here) == 1
    assert admin.post(here, {"reason": " "}).status_code == 422
    answer = admin.post(here, {"reason": "本人忘记密码，已当面核对身份。"})
    first = re.search(r"<code>([^<]+)</code>", answer.content.decode())
    assert answer.status_code == 200 and first and first[1] not in admin.get("/office/people").content.decode()
    assert lost.get("/office/").status_code == 302, "sessions of the old password end"
    entry = AnjuanEntry.objects.get(type="account.password_reset")
    assert first[1] not in json.dumps(entry.content, ensure_ascii=False) and "当面核对" in str(entry.content)
    back = Client()
    assert back.post("/office/login", {"username": "scjg.h1", "password": first[1]}).status_code == 302, "and the lock"
    assert back.get("/office/cases").headers["Location"].startswith("/office/account/password")


def test_a_password_is_reset_by_who_grants_roles_and_not_to_oneself(world: founding.World) -> None:
    officer, admin = world.one("scjg", "H"), Account.objects.get(username="sj.c").person
    before = Account.objects.get(username="scjg.h1").password
    for name in ("sj.j1", "scjg.u", "scjg.h1"):
        asked = entered(name).post(f"/office/people/{officer.pk}/reset", {"reason": "示例理由"})
        assert asked.status_code in {403, 404}, name
    assert entered("sj.c").post(f"/office/people/{admin.pk}/reset", {"reason": "示例理由"}).status_code == 403
    assert Account.objects.get(username="scjg.h1").password == before


def test_one_person_is_registered_by_hand_like_a_row_of_a_file(world: founding.World) -> None:
    client, organ = entered("sj.c"), world.organs["scjg"].pk
    form = f"/office/lists/{organ}/people/one"
    assert form in page(client, f"/office/people/organs/{organ}")
    typed = {
        "name": "示例新人", "id_number": "411202199003070015", "position": "执法人员", "unit": "执法一科",
        "username": "scjg.new", "roles": ["H"], "certificate": "16120299901", "issued_on": "2024-01-01",
        "valid_to": "2028-12-31",
    }  # fmt: skip
    wrong = client.post(form, typed | {"id_number": "411202199003070016", "name": ""})
    text = wrong.content.decode()
    assert wrong.status_code == 422 and "校验" in text and "填写姓名" in text and 'value="scjg.new"' in text, text[
        :3000
    ]
    taken = client.post(form, typed | {"username": "scjg.h1"})
    assert taken.status_code == 422 and "账号 scjg.h1 已由" in taken.content.decode()
    assert not Person.objects.filter(name="示例新人").exists()
    done = client.post(form, typed)
    first = re.search(r"<code>([^<]+)</code>", done.content.decode())
    assert done.status_code == 200 and first
    assert Person.objects.get(name="示例新人").organ_id == organ
    assert Client().post("/office/login", {"username": "scjg.new", "password": first[1]}).status_code == 302
    undo = re.search(r'action="([^"]+/undo)"', done.content.decode())
    assert undo and client.post(undo[1]).status_code == 302
    assert Person.objects.get(name="示例新人").left_on is not None
    assert entered("scjg.h1").get(form).status_code in {403, 404}


def test_a_first_password_is_changed_before_anything_else(world: founding.World) -> None:
    Account.objects.filter(username="scjg.h1").update(first_password=True)
    client = entered("scjg.h1")
    for path in ("/office/", "/office/cases", "/office/people"):
        assert client.get(path).headers["Location"] == "/office/account/password"
    posted = client.post("/office/acts/penalty/ordinary", {"cause": "x"})
    assert posted.headers["Location"] == "/office/account/password"
    assert "首次登录" in page(client, "/office/account/password")
    good = {"old": founding.PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/office/account/password", good).headers["Location"] == "/office/"
    assert client.get("/office/cases").status_code == 200


def test_the_lists_warn_while_reviewers_are_missing(world: founding.World) -> None:
    reviewer = Person.objects.get(pk=world.one("scjg", "L").pk)
    head, bureau = entered("scjg.b1"), entered("sj.j1")
    assert "未配足" not in page(head, "/office/lists") + page(bureau, "/office/lists")
    assert entered("sj.c").post(f"/office/people/{reviewer.pk}/leave", {"reason": "示例"}).status_code == 302
    assert "法制审核人员未配足" in page(head, "/office/lists")
    assert "1 个机关的法制审核人员未配足" in page(bureau, "/office/lists")
