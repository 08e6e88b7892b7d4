"""The screens of the annual report: every deed through its button, strangers outside, queries counted."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.statistics import importing
from mingjing.statistics.models import AnnualReport
from tests.desk import staged
from tests.desk.staged import acted, entered
from tests.statistics.reporting import finished

pytestmark = pytest.mark.clause("D5.1")
# Page → most queries, session, account and grants (4) included.
MOST = {
    "/office/reports": 17, "/office/reports/{report}": 18, "/office/reports/{report}/figures/penalty.total": 12,
    "/office/reports/{report}/upload": 9,
}  # fmt: skip
# The bureau's shell itself asks three more: the numbers beside its entries of the navigation.
BUREAU = {"/office/reports/collection/{year}": 19, "/office/reports/collection/{year}/sums": 19}


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sj")


@pytest.fixture
def year() -> int:
    """Last year: over, so that it can be submitted; the world is younger, so nothing was counted in it."""
    return real_now().year - 1


def made(client: Client, year: int) -> AnnualReport:
    done = client.post("/office/reports/make", {"year": str(year)})
    assert done.status_code == 302, done.content.decode()
    return AnnualReport.objects.exclude(state="discarded").latest("ledger_id")


def deed(client: Client, row: AnnualReport, name: str, **values: str) -> Any:
    return client.post(f"/office/reports/{row.pk}/deeds/{name}", values)


def submitted(client: Client, row: AnnualReport) -> Any:
    words = {"text-ahead": finished(row.texts["ahead"]), "note-all": "试点单位，全年没有案件。"}
    return deed(client, row, "submit", expected=str(row.ledger_id), **words)


def test_from_the_first_button_to_the_receipt(world: World, year: int) -> None:
    clerk, head, publisher, bureau = (entered(u) for u in ("sthj.u", "sthj.b1", "sthj.pb", "sj.j1"))
    assert "编制" in clerk.get("/office/").content.decode()
    row = made(clerk, year)
    page = clerk.get(f"/office/reports/{row.pk}").content.decode()
    assert "项没有通过核对" in page and "提交审定" in page
    assert submitted(clerk, row).status_code == 302
    assert "审定" in head.get("/office/").content.decode()
    assert deed(clerk, row, "approve").status_code == 403
    for who, name, state in (
        (head, "approve", "approved"), (publisher, "publish", "published"), (clerk, "send", "reported"),
        (bureau, "receive", "received"),
    ):  # fmt: skip
        assert deed(who, row, name).status_code == 302, name
        row.refresh_from_db()
        assert row.state == state
    assert "司法局已接收" in clerk.get("/office/reports").content.decode()
    assert "1<small>/ 3" in bureau.get(f"/office/reports/collection/{year}").content.decode()


def test_a_refused_submission_is_saved_and_says_every_reason(world: World, year: int) -> None:
    clerk = entered("sthj.u")
    row = made(clerk, year)
    done = deed(clerk, row, "submit", **{"text-ahead": "写了一半〔待填：下一步〕"})
    text = done.content.decode()
    assert (
        done.status_code == 409 and "没有办理" in text and "全年各类执法都是 0" in text and "〔待填：下一步〕" in text
    )
    row.refresh_from_db()
    assert row.texts["ahead"] == "写了一半〔待填：下一步〕" and row.state == "draft"


def test_a_wrong_value_stays_in_its_box_with_its_cure(world: World, year: int) -> None:
    clerk = entered("sthj.u")
    row = made(clerk, year)
    done = deed(clerk, row, "save", **{"added-penalty.fine": "十二", "note-all": "留着"})
    text = done.content.decode()
    assert done.status_code == 422 and 'value="十二"' in text and "填写数字" in text and "f-added-penalty.fine" in text
    row.refresh_from_db()
    assert row.notes.get("all") is None


def test_checks_follow_what_is_typed_and_write_nothing(world: World, year: int) -> None:
    clerk = entered("sthj.u")
    row = made(clerk, year)
    values = {"text-ahead": finished(row.texts["ahead"]), "added-penalty.fine": "3", "source-penalty.fine": ""}
    text = clerk.post(f"/office/reports/{row.pk}/check", values).content.decode()
    assert "没有写来源" in text and "作出行政处罚决定" not in text
    values |= {"source-penalty.fine": "旧系统", "text-overall": "全年平稳。"}
    assert "核对全部通过" in clerk.post(f"/office/reports/{row.pk}/check", values).content.decode()
    assert AnnualReport.objects.get(pk=row.pk).ledger_id == row.ledger_id


@pytest.mark.parametrize("typed", ["", "abcd", "99999", "２０２５", "2018", "-1"])
def test_a_year_that_is_no_year_is_answered_in_words(world: World, typed: str) -> None:
    done = entered("sthj.u").post("/office/reports/make", {"year": typed})
    assert done.status_code == 422 and "选择 2019 年至" in done.content.decode()


def test_strangers_do_not_know_of_it_and_colleagues_are_told_whose_job_it_is(world: World, year: int) -> None:
    row = made(entered("sthj.u"), year)
    stranger, officer = entered("cg.u"), entered("sthj.h1")
    for path in ("", "/file.pdf", "/figures/penalty.total", "/upload"):
        assert stranger.get(f"/office/reports/{row.pk}{path}").status_code == 404, path
    assert stranger.post(f"/office/reports/{row.pk}/deeds/discard").status_code == 404
    assert officer.get(f"/office/reports/{row.pk}").status_code == 404, "an officer on cases reads no report"
    assert entered("sthj.b1").post(f"/office/reports/{row.pk}/deeds/save").status_code == 403
    assert entered("sthj.u").get(f"/office/reports/collection/{year}").status_code == 403
    assert entered("sj.j1").get(f"/office/reports/{row.pk}").status_code == 200
    assert Client().get(f"/office/reports/{row.pk}").status_code == 302
    assert entered("sj.j1").get("/office/reports/collection/2018").status_code == 404


def test_nothing_odd_in_an_address_or_a_form_is_an_error_of_ours(world: World, year: int) -> None:
    clerk = entered("sthj.u")
    row = made(clerk, year)
    base = f"/office/reports/{row.pk}"
    for path in ("/file.exe", "/figures/no.such", "/figures/penalty.total?page=x", "/deeds/other", "/check"):
        assert clerk.get(base + path).status_code < 500, path
    assert clerk.post(base + "/deeds/other").status_code == 404
    assert clerk.post(base + "/deeds/save", {"expected": "9" * 40, "note-all": "a\0b"}).status_code == 302
    assert clerk.post(base + "/deeds/save", {"expected": "1", "note-all": "c"}).status_code == 409
    assert clerk.post(base + "/upload").status_code == 422
    file = io.BytesIO(b"nonsense")
    file.name = "x.xlsx"
    assert clerk.post(base + "/upload", {"file": file}).status_code == 422
    bureau = entered("sj.j1")
    assert bureau.post(f"/office/reports/collection/{year}/remind", {"organs": ["nobody"]}).status_code == 422
    assert bureau.get(f"/office/reports/collection/{year}?region=%00'--").status_code == 200


def test_the_template_filled_in_and_sent_back_comes_in(world: World, year: int) -> None:
    clerk = entered("sthj.u")
    row = made(clerk, year)
    assert clerk.get("/office/reports/template.xlsx").content[:2] == b"PK"
    assert importing.template()[:2] == b"PK"
    file = io.BytesIO("指标代码,补报数,来源\npenalty.fine,12,旧系统\n".encode())
    file.name = "补报.csv"
    assert clerk.post(f"/office/reports/{row.pk}/upload", {"file": file}).status_code == 302
    text = clerk.get(f"/office/reports/{row.pk}").content.decode()
    assert "已导入 1 个补报数" in text and "计数 0，补报 12" in text
    for form in ("xlsx", "docx", "pdf", "json"):
        got = clerk.get(f"/office/reports/{row.pk}/file.{form}")
        assert got.status_code == 200 and got.content and "attachment" in got["Content-Disposition"]


def test_pages_ask_no_more_than_this_whatever_there_is_to_list(world: World) -> None:
    acted(world, "sthj", stop="serve")
    year, lead, bureau = real_now().year, entered("sthj.u"), entered("sj.j1")
    row = made(lead, year)
    asked = {}
    for client, pages in ((lead, MOST), (bureau, BUREAU)):
        for path in pages:
            address = path.format(report=row.pk, year=year)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            asked[path] = len(queries)
    most = MOST | BUREAU
    assert {p: n for p, n in asked.items() if n > most[p]} == {}, asked
