"""The office door, the login page, the workbench and the list of cases."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.test import Client, RequestFactory

from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.desk.access import ACCEPTED, Office, office, same_site
from mingjing.law.gating import Blocker
from mingjing.organs.models import Account
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure.queries import NoSuchCase
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused

UI = Path(__file__).resolve().parents[2] / "mingjing/ui/templates"
TEMPLATES = [UI / "base_app.html", *sorted((UI / "desk").glob("**/*.html")), *sorted((UI / "ui").glob("*.html"))]
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/office/",
    "///evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http://testserver.evil.example/office/",
    "https:evil.example",
)


@pytest.fixture(autouse=True)
def plain_static(settings: Any) -> None:
    """Addresses of style sheets without their hashes: nothing is gathered for tests."""
    settings.STORAGES = {**settings.STORAGES, **PLAIN}
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def world(db: None, home: Path, now: datetime) -> founding.World:
    return founding.found(now, frozenset({"scjg", "wj"}))


def entered(username: str) -> Client:
    client = Client()
    done = client.post("/office/login", {"username": username, "password": founding.PASSWORD})
    assert done.status_code == 302, done.content.decode()
    return client


def test_strangers_log_in_first(db: None) -> None:
    for path in ("/office/", "/office/cases", "/office/no/such/page"):
        answer = Client().get(path + "?q=1")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/office/login?next={path}%3Fq%3D1"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_posted_after_the_session_ended_leads_back_to_its_page(db: None) -> None:
    answer = Client().post("/office/cases", headers={"referer": "http://testserver/office/cases/7?tab=2"})
    assert answer.headers["Location"] == "/office/login?next=/office/cases/7%3Ftab%3D2"
    answer = Client().post("/office/cases", headers={"referer": "https://evil.example/office/cases/7"})
    assert answer.headers["Location"] == "/office/login?next=/office/"


def test_a_wrong_password_keeps_the_name_and_says_the_same_for_both(world: founding.World) -> None:
    words = []
    for name in ("scjg.h1", "nobody"):
        answer = Client().post(
            "/office/login", {"username": name, "password": "wrong-password", "next": "/office/cases"}
        )
        page = answer.content.decode()
        assert answer.status_code == 400
        assert f'value="{name}"' in page and 'value="/office/cases"' in page
        assert "wrong-password" not in page
        words.append(re.search(r'href="#f-username">(.*?)</a>', page).group(1))  # type: ignore[union-attr]
    assert words == ["账号或者密码不对，请核对后再试"] * 2


def test_five_failures_lock_the_name(world: founding.World) -> None:
    client = Client()
    for _ in range(5):
        client.post("/office/login", {"username": "scjg.h1", "password": "wrong-password"})
    answer = client.post("/office/login", {"username": "scjg.h1", "password": founding.PASSWORD})
    assert answer.status_code < 500 and answer.status_code != 302
    assert "连续输错 5 次" in answer.content.decode()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_logging_in_leads_nowhere_but_into_this_site(world: founding.World, target: str) -> None:
    values = {"username": "scjg.h1", "password": founding.PASSWORD, "next": target}
    assert Client().post("/office/login", values).headers["Location"] == "/office/"
    request = RequestFactory().get("/office/")
    assert same_site(request, target) == ""


def test_logging_in_returns_to_the_page_asked_for(world: founding.World) -> None:
    values = {"username": "scjg.h1", "password": founding.PASSWORD, "next": "/office/cases?q=油"}
    assert Client().post("/office/login", values).headers["Location"] == "/office/cases?q=%E6%B2%B9"


def test_every_page_says_who_is_there_and_is_stored_nowhere(world: founding.World) -> None:
    client, name = entered("scjg.h1"), world.one("scjg", "H").name
    for path, status in (("/office/", 200), ("/office/cases", 200), ("/office/no/such/page", 404)):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == "no-store"
        assert name in page and "市市场监管局" in page and 'id="main"' in page
        assert page.count("<h1") == 1


def test_logging_out_takes_a_post(world: founding.World) -> None:
    client = entered("scjg.h1")
    assert client.get("/office/logout").status_code == 405
    assert client.get("/office/").status_code == 200
    assert client.post("/office/logout").status_code == 302
    assert client.get("/office/").status_code == 302


def visit(view: Any, account: Account, method: str = "GET", **values: str) -> HttpResponse:
    request = RequestFactory().generic(method, "/office/x", headers={"referer": "http://testserver/office/cases/7"})
    request.POST = values  # type: ignore[assignment]
    request.user, request.session = account, {}  # type: ignore[assignment]
    return office(view)(request)  # type: ignore[return-value]


BLOCKER = Blocker("review.none", "法制审核", "还没有审核", "行政处罚法58", "送法制审核", None)


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (NoSuchCase("x"), 404, "没有这个页面"),
        (ObjectDoesNotExist("x"), 404, "没有这个页面"),
        (NotAllowed("这件事由机关负责人办理"), 403, "这件事由机关负责人办理。"),
        (OutOfDate(), 409, 'href="/office/cases/7"'),
        (StepRefused((BLOCKER,)), 409, "行政处罚法58"),
        (FormIncomplete({"fine": "填写罚款金额"}), 400, "填写罚款金额"),
    ],
)
def test_a_refusal_becomes_a_page(world: founding.World, refusal: Exception, status: int, words: str) -> None:
    def view(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
        raise refusal

    answer = visit(view, Account.objects.get(username="scjg.h1"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_view_gets_the_actor_and_beijing_time(world: founding.World) -> None:
    def view(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
        return HttpResponse(f"{actor.name} {now.utcoffset()} {isinstance(request.office, Office)}")  # type: ignore[attr-defined]

    page = visit(view, Account.objects.get(username="scjg.h1")).content.decode()
    assert page == f"{world.one('scjg', 'H').name} 8:00:00 True"


def test_a_wrong_method_is_told_in_words(world: founding.World) -> None:
    answer = visit(
        lambda request, actor, now: HttpResponseNotAllowed(["POST"]), Account.objects.get(username="scjg.h1")
    )
    assert answer.status_code == 405 and "请从页面上的按钮办理" in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "answer", "draft", "kept"),
    [
        ("POST", HttpResponseRedirect("/office/"), "abc123", "abc123"),
        ("POST", HttpResponse("有 1 处需要修改"), "abc123", None),
        ("GET", HttpResponseRedirect("/office/"), "abc123", None),
        ("POST", HttpResponseRedirect("/office/"), "a;b\r\nc", None),
        ("POST", HttpResponseRedirect("/office/"), "", None),
    ],
)
def test_a_draft_is_given_up_only_when_its_form_was_accepted(
    world: founding.World, method: str, answer: HttpResponse, draft: str, kept: str | None
) -> None:
    done = visit(lambda request, actor, now: answer, Account.objects.get(username="scjg.h1"), method, _draft=draft)
    assert (done.cookies[ACCEPTED].value if ACCEPTED in done.cookies else None) == kept


def opened(world: founding.World, organ: str, n: int, at: datetime) -> None:
    matter = next(m for m in MATTERS.values() if m.field == world.organs[organ].field)
    Line(world, organ, matter, n, at).open()


def test_a_clue_waits_for_the_head_and_no_one_else(world: founding.World, now: datetime) -> None:
    opened(world, "scjg", 1, now)
    todo = re.compile(r'class="act"[^>]*>立案</a>')
    assert todo.search(entered("scjg.b1").get("/office/").content.decode())
    for other in ("scjg.h1", "scjg.l", "scjg.pb", "wj.b"):
        assert not todo.search(entered(other).get("/office/").content.decode()), other


def test_the_list_shows_what_the_role_may_read(world: founding.World, now: datetime) -> None:
    opened(world, "scjg", 1, now)
    count = re.compile(r"共 (\d+) 件")
    for who, seen in {"scjg.h1": 1, "scjg.h3": 0, "scjg.u": 1, "scjg.l": 0, "wj.b": 0}.items():
        found = count.search(entered(who).get("/office/cases").content.decode())
        assert found and int(found.group(1)) == seen, who


def test_words_and_stage_narrow_the_list(world: founding.World, now: datetime) -> None:
    opened(world, "scjg", 1, now)
    client = entered("scjg.h1")
    for query, seen in {
        "?stage=clue": 1,
        "?stage=closed": 0,
        "?stage=nonsense": 1,
        "?q=%00&page=x": 1,
        "?q=油锯": 0,
    }.items():
        answer = client.get("/office/cases" + query)
        assert answer.status_code == 200
        assert answer.context["total"] == seen, query


def test_more_cases_take_no_more_queries(
    world: founding.World, now: datetime, django_assert_max_num_queries: Any
) -> None:
    opened(world, "scjg", 1, now)
    client = entered("scjg.h1")
    client.get("/office/")
    for n in range(2, 6):
        opened(world, "scjg", n, now)
    for path, most in (("/office/", 26), ("/office/cases", 16)):
        with django_assert_max_num_queries(most):
            client.get(path)


def test_deadlines_are_said_in_words(world: founding.World, now: datetime) -> None:
    opened(world, "scjg", 1, now)
    page = entered("scjg.h1").get("/office/").content.decode()
    assert re.search(r'<span class="light" data-level="(green|yellow|red)">(剩|超期|今日)[^<]+</span>', page)
    assert "线索核查" in page


@pytest.mark.pure
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)", text, re.I)


@pytest.mark.pure
def test_the_templates_are_found() -> None:
    assert {"base_app.html", "login.html", "workbench.html", "cases.html", "error.html"} <= {t.name for t in TEMPLATES}
