"""The screens of 案卷评查 and assessment: who gets which, bad input is told at its place, queries do not grow."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingjing.appraisal import actions, assessment, publishing
from mingjing.appraisal.models import Assessment, AssessmentLine, Dossier, Plan, Score, SheetVersion
from mingjing.config.clock import now as real_now
from mingjing.disclosure import pages
from mingjing.ledger import sealing
from mingjing.organs.models import Account, Person
from tests.appraisal.scene import Scene
from tests.desk.staged import entered

pytestmark = pytest.mark.clause("G2.1")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(scene: Scene, settings: Any) -> Scene:
    settings.ALLOWED_HOSTS = ["testserver"]
    scene.now = real_now()  # the screens read the real clock
    return scene


def client_of(person: Person) -> Client:
    return entered(Account.objects.get(person=person).username)


def who(site: Scene, organ: str, role: str, n: int = 0) -> Client:
    return client_of(site.world.one(organ, role, n))


def reviewed(site: Scene) -> tuple[Plan, Dossier, Client, Client]:
    """A drawn plan, its first penalty dossier, and browsers of its two reviewers."""
    plan = site.drawn()
    dossier = site.first(plan)
    first, second = (client_of(s.person) for s in site.seats(dossier))
    return plan, dossier, first, second


def text(answer: Any) -> str:
    return answer.content.decode()


# --- who ----------------------------------------------------------------------------------------------------------


def test_a_dossier_opens_only_for_its_reviewers_and_shows_papers_only_after_taking_it_out(site: Scene) -> None:
    _, dossier, first, _ = reviewed(site)
    address = f"/office/appraisal/review/{dossier.pk}"
    assert "登记调阅" in text(first.get(address)) and "行政处罚决定书" not in text(first.get(address))
    assert first.post(f"{address}/open").status_code == 302
    page = text(first.get(address))
    assert "行政处罚决定书" in page and "卷内文书" in page and "审核通过" in page
    seated = {s.person_id for s in site.seats(dossier)}
    for key in (("sthj", "B"), ("sthj", "H"), ("scjg", "L"), ("cg", "L"), ("cg", "U"), ("sj", "J"), ("sj", "S")):
        if site.world.one(*key).pk not in seated:
            assert who(site, *key).get(address).status_code == 404, key
    assert Client().get(address).status_code == 302, "not logged in"
    assert Client().get("/office/appraisal").status_code == 302


def test_the_other_score_is_nowhere_on_the_page_before_both_are_in(site: Scene) -> None:
    _, dossier, first, second = reviewed(site)
    address = f"/office/appraisal/review/{dossier.pk}"
    for browser in (first, second):
        browser.post(f"{address}/open")
    done = first.post(address, {"off-B1": "7.5", "why-B1": "只此一处的理由", "page-B1": "7"})
    assert done.status_code == 302
    for browser in (second, who(site, "sj", "J")):
        place = address if browser is second else f"/office/appraisal/dossiers/{dossier.pk}"
        seen = text(browser.get(place))
        assert "92.5" not in seen and "只此一处的理由" not in seen
    second.post(address, {"off-B1": "7", "why-B1": "理由", "page-B1": "7"})
    assert "92.5" in text(second.get(address))


def test_organs_see_their_own_result_once_told_and_strangers_nothing(site: Scene) -> None:
    dossier = site.told()
    organ = site.organ_of(dossier)
    address = f"/office/appraisal/own/{dossier.pk}"
    assert "97.5" in text(who(site, organ, "L").get(address))
    assert who(site, organ, "H").get(address).status_code == 404
    other = "scjg" if organ != "scjg" else "sthj"
    assert who(site, other, "L").get(address).status_code == 404
    assert who(site, organ, "L").get(f"/office/appraisal/dossiers/{dossier.pk}").status_code == 404
    assert who(site, organ, "L").get(f"/office/appraisal/plans/{dossier.plan_id}").status_code == 404
    assert who(site, organ, "L").get("/office/appraisal/plans/new").status_code == 403
    for path in ("review", "dossiers", "own", "plans"):
        assert who(site, "sj", "J").get(f"/office/appraisal/{path}/nothing").status_code == 404


def test_what_waits_stands_on_the_workbench_until_it_is_done(site: Scene) -> None:
    _, dossier, first, _ = reviewed(site)
    address = f"/office/appraisal/review/{dossier.pk}"
    assert address in text(first.get("/office/"))
    first.post(f"{address}/open")
    first.post(address, {"words": "没有扣分。"})
    assert address not in text(first.get("/office/"))
    told = site.told()
    organ, own = who(site, site.organ_of(told), "L"), f"/office/appraisal/own/{told.pk}"
    page = text(organ.get("/office/"))
    assert own in page and "个工作日" in page.split(own)[1][:600]
    assert own not in text(who(site, site.organ_of(told), "H").get("/office/"))
    assert organ.post(own, {"deed": "defend", "against": "B1", "content": "第三页有记录"}).status_code == 302
    assert own not in text(organ.get("/office/"))


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"off-A1": "2", "why-A1": "理由"}, "扣分在 0 到 1 分之间"),
        ({"off-A1": "0.55", "why-A1": "理由"}, "最多一位小数"),
        ({"off-A1": "一分", "why-A1": "理由"}, "分数填写数字"),
        ({"off-A1": "1"}, "写明扣分（否决）的理由"),
        ({"why-A1": "理由"}, "没有扣分（否决）"),
        ({"off-V1": "yes"}, "写明扣分（否决）的理由"),
        ({"off-A1": "1", "why-A1": "长" * 301}, "不超过 300 字"),
        ({"words": "长" * 2001}, "不超过 2000 字"),
    ],
)  # fmt: skip
def test_a_wrong_sheet_comes_back_with_everything_typed(site: Scene, typed: dict[str, str], words: str) -> None:
    _, dossier, first, _ = reviewed(site)
    address = f"/office/appraisal/review/{dossier.pk}"
    first.post(f"{address}/open")
    answer = first.post(address, {**typed, "why-B2": "另一处\0理由", "off-B2": "1"})
    assert answer.status_code == 422 and words in text(answer), text(answer)[-3000:]
    assert "另一处理由" in text(answer) and not Score.objects.exists()


def test_a_plan_is_written_on_the_form_and_what_is_wrong_stands_at_its_field(site: Scene) -> None:
    bureau, ids = who(site, "sj", "J"), {k: o.pk for k, o in site.world.organs.items()}
    given: dict[str, Any] = {
        "title": "评查（示例）", "year": "2026", "filed_from": "2026-01-01",
        "filed_to": "2026-11-23", "limit": "5", "method": "random",
        "reviewers": [site.world.one(o, r).pk for o, r in (("scjg", "L"), ("cg", "L"), ("cg", "U"))],
        f"q-{ids['sthj']}-penalty": "2",
    }  # fmt: skip
    for wrong, words in (
        ({"limit": "很多"}, "分歧上限"), ({f"q-{ids['sthj']}-penalty": "两"}, "应为整数"),
        ({"filed_to": "11月"}, "写作"), ({"year": "今年"}, "填写整数"), ({"reviewers": ["nobody"]}, "没有评查资格"),
        ({f"q-{ids['sthj']}-penalty": "51"}, "在 0 到 50"),
        ({"method": ""}, "选择抽取方式"), ({"title": "长" * 121}, "不超过 120 字"),
    ):  # fmt: skip
        answer = bureau.post("/office/appraisal/plans/new", {**given, **wrong})
        assert answer.status_code == 422 and words in text(answer), words
    assert not Plan.objects.exists()
    done = bureau.post("/office/appraisal/plans/new", given)
    plan = Plan.objects.get()
    assert done.status_code == 302 and done.url == f"/office/appraisal/plans/{plan.pk}"
    for deed in ("run", "tell", "close", "seal"):
        answer = bureau.post(f"/office/appraisal/plans/{plan.pk}/{deed}")
        assert answer.status_code in (302, 422), deed
    assert bureau.post(f"/office/appraisal/plans/{plan.pk}/anything").status_code == 404
    assert bureau.post(f"/office/appraisal/plans/{plan.pk}/commit", {"expected": "1"}).status_code == 409
    assert bureau.post(f"/office/appraisal/plans/{plan.pk}/commit").status_code == 302
    assert bureau.post(f"/office/appraisal/plans/{plan.pk}/run").status_code == 302
    assert Plan.objects.get().dossiers.count() == 2


def test_a_sheet_is_adopted_on_its_page_or_told_what_is_wrong(site: Scene) -> None:
    bureau, address = who(site, "sj", "J"), "/office/appraisal/sheets/penalty"
    given = {
        "document": "三司〔2026〕20号",
        "valid_from": "2030-01-01",
        "vetoes": "V1，案件主体，没有资格",
        "items": "A1，总体，质量，100",
    }
    for wrong, words in (
        ({"items": "A1，总体，质量，99"}, "合计 99 分"), ({"items": "A1，总体，质量，九十"}, "应为整数"),
        ({"vetoes": "V1，别的，没有资格"}, "应为：案件主体"), ({"items": "A1，一，二，三，四，五"}, "有 6 栏"),
        ({"valid_from": ""}, "填写启用日期"), ({"document": ""}, "文号"),
    ):  # fmt: skip
        answer = bureau.post(address, {**given, **wrong})
        assert answer.status_code == 422 and words in text(answer), words
    assert bureau.post(address, given).status_code == 302 and SheetVersion.objects.count() == 1
    assert who(site, "sthj", "L").post(address, given).status_code == 403
    assert bureau.get("/office/appraisal/sheets/other").status_code == 404


def test_defence_ruling_and_rectification_go_through_their_pages(site: Scene) -> None:
    dossier = site.told()
    organ, bureau = who(site, site.organ_of(dossier), "L"), who(site, "sj", "J")
    own, page = f"/office/appraisal/own/{dossier.pk}", f"/office/appraisal/dossiers/{dossier.pk}"
    assert organ.post(own, {"deed": "defend", "content": "不同意"}).status_code == 422
    assert organ.post(own, {"deed": "else"}).status_code == 409
    kept = text(organ.post(own, {"deed": "defend", "against": "A1", "content": "第三页有记录"}))
    assert "只能对扣分项" in kept and "第三页有记录" in kept
    assert organ.post(own, {"deed": "defend", "against": "B1", "content": "第三页有记录"}).status_code == 302
    assert bureau.post(page, {"deed": "rule", "back-B1": "很多", "answer": "采纳"}).status_code == 422
    assert bureau.post(page, {"deed": "rule", "back-B1": "9", "answer": "采纳"}).status_code == 422
    assert bureau.post(page, {"deed": "tell"}).status_code == 422
    assert bureau.post(page, {"deed": "rule", "back-B1": "1", "answer": "采纳", "demand": "补正"}).status_code == 302
    assert organ.post(own, {"deed": "rectify", "content": ""}).status_code == 422
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("proof.exe", b"MZ\0\0")
    assert organ.post(own, {"deed": "rectify", "content": "已补正", "proof": bad}).status_code == 422
    good = SimpleUploadedFile("proof.pdf", (ROOT / "tests/vault/samples/small.pdf").read_bytes())
    assert organ.post(own, {"deed": "rectify", "content": "已补正", "proof": good}).status_code == 302
    sha = Dossier.objects.get(pk=dossier.pk).rectifications.get().files[0]
    for browser in (organ, bureau):
        assert browser.get(f"{own}/proof/{sha}").status_code == 200
    assert who(site, "cg", "L").get(f"{own}/proof/{sha}").status_code == 404
    assert bureau.post(page, {"deed": "return", "content": ""}).status_code == 422
    assert bureau.post(page, {"deed": "accept", "content": ""}).status_code == 302
    assert "已办结" in text(organ.get(own))


@pytest.mark.clause("D6.1", "G4.1")
def test_the_assessment_goes_through_its_pages(site: Scene) -> None:
    bureau, organ = who(site, "sj", "J"), who(site, "sthj", "L")
    assert bureau.post("/office/assessment", {"year": "去年", "title": "考核"}).status_code == 422
    assert bureau.post("/office/assessment", {"year": "2026", "title": "考核（示例）"}).status_code == 302
    row = Assessment.objects.get()
    page = f"/office/assessment/{row.pk}"
    mine = AssessmentLine.objects.get(assessment=row, organ=site.world.organs["sthj"])
    own = f"/office/assessment/line/{mine.pk}"
    assert organ.get(own).status_code == 404 and organ.get(page).status_code == 404
    entry = {"deed": "enter", "code": "P5", "part": "0", "whole": "二十", "source": "抽检"}
    assert bureau.post(own, entry).status_code == 422
    assert bureau.post(own, {**entry, "whole": "20"}).status_code == 302
    assert bureau.post(page, {"deed": "adopt"}).status_code == 422
    assert bureau.post(page, {"deed": "tell"}).status_code == 302
    assert "无数据" in text(organ.get(own)) and "÷" in text(organ.get(own))
    assert organ.get(f"{own}/P2").status_code == 200 and organ.get(f"{own}/XX").status_code == 404
    assert who(site, "scjg", "L").get(f"{own}/P2").status_code == 404
    assert organ.post(own, {"deed": "appeal", "code": "P1", "content": ""}).status_code == 422
    assert organ.post(own, {"deed": "appeal", "code": "P1", "content": "漏计一份。"}).status_code == 302
    asked = mine.appeals.get()
    answer = {"deed": "answer", "code": "P1", "appeal": asked.pk, "content": "核对属实。", "upheld": "yes", "part": "1"}
    assert bureau.post(own, answer).status_code == 422
    assert bureau.post(own, {**answer, "whole": "5"}).status_code == 302
    assert "采纳" in text(organ.get(own))
    weights = "/office/assessment/weights"
    fine = {
        "document": "三司〔2026〕21号",
        "valid_from": "2030-01-01",
        "rows": "Z1，100，罚没收入，罚没收入，任务，罚款、没收款项",
    }
    refused = bureau.post(weights, fine)
    assert refused.status_code == 422 and "罚没收入" in text(refused) and "行政处罚法" in text(refused)
    unit = {"organ": site.world.organs["sthj"].pk, "reason": "记录规范", "document": "三司〔2026〕22号"}
    assert bureau.post("/office/assessment/units", unit).status_code == 302
    assert bureau.post("/office/assessment/units", unit).status_code == 400
    assert "示范点" in text(organ.get("/office/assessment"))


# --- how much is asked, what is public ----------------------------------------------------------------------------


def asked(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def test_queries_of_the_pages_do_not_grow_with_dossiers_and_organs(site: Scene) -> None:
    small = site.drawn(quotas={(site.world.organs["sthj"].pk, "penalty"): 1})
    large = site.drawn(title="又一次")
    bureau = who(site, "sj", "J")
    plan = "/office/appraisal/plans"
    few = asked(bureau, f"{plan}/{small.pk}")
    assert asked(bureau, f"{plan}/{large.pk}") <= few + 1 <= 30
    assert asked(bureau, "/office/appraisal") <= 25 and asked(bureau, f"{plan}/new") <= 30
    dossier = site.first(large)
    reviewer = client_of(site.seats(dossier)[0].person)
    reviewer.post(f"/office/appraisal/review/{dossier.pk}/open")
    assert asked(reviewer, f"/office/appraisal/review/{dossier.pk}") <= 45
    row = assessment.make(actor=site.bureau, year=2026, title="考核", now=site.now)
    line = row.lines.order_by("pk").first()
    assert (
        asked(bureau, f"/office/assessment/{row.pk}") <= 20
        and asked(bureau, f"/office/assessment/line/{line.pk}") <= 20
    )


def test_a_stranger_verifies_the_published_draw_and_learns_no_name(site: Scene, tmp_path: Path) -> None:
    plan = site.plan()
    publishing.commit(actor=site.bureau, plan_id=plan.pk, now=site.now)
    publishing.run(actor=site.bureau, plan_id=plan.pk, now=site.now)
    shelf, url = pages.store(), publishing.address(plan)

    def published(path: str) -> bytes:
        page = shelf.page(path)
        assert page is not None, path
        return gzip.decompress(page.gz)

    for name in ("result", "rows", "reviewers"):
        (tmp_path / f"{name}.json").write_bytes(published(f"{url}/{name}.json"))
    for script in ("verify_sample.py", "verify_draw.py"):
        (tmp_path / script).write_bytes((ROOT / script).read_bytes())
    trust = {"keys": {"gongshi": [sealing.vkey("gongshi")]}, "v": 1, "witnesses": []}
    (tmp_path / "trust.json").write_text(json.dumps(trust, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    def verify(*names: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "utf8", "-S", "verify_sample.py", *names]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    files = ("result.json", "rows.json", "reviewers.json", "trust.json")
    done = verify(*files)
    assert done.returncode == 0 and "签名成立" in done.stdout, done.stderr
    everything = published(url).decode() + "".join((tmp_path / n).read_text() for n in files)
    names = [p.name for people in site.world.people.values() for p in people]
    assert not [n for n in names if n in everything] and "示例" not in "".join(
        (tmp_path / n).read_text() for n in files[1:3]
    )
    rows = json.loads((tmp_path / "rows.json").read_text())
    for spoil in (
        lambda: rows["rows"].pop(),
        lambda: rows["rows"][0].update(weight=9),
        lambda: rows["rows"][0].update(kind="licence"),
    ):  # fmt: skip
        spoil()
        (tmp_path / "rows.json").write_text(json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        assert verify(*files).returncode == 1
    assert verify().returncode == 2


def test_what_a_kill_left_unpublished_is_caught_up(site: Scene) -> None:
    from mingjing.appraisal import drawing

    plan = site.plan()
    drawing.commit(actor=site.bureau, plan_id=plan.pk, now=site.now)
    assert pages.store().page(publishing.address(plan)) is None
    assert publishing.catch_up(real_now()) == 1 and publishing.catch_up(real_now()) == 0
    assert pages.store().page(publishing.address(plan)) is not None
    dossier = site.first(drawing.run(actor=site.bureau, plan_id=plan.pk, now=site.now))
    assert dossier and publishing.catch_up(real_now()) == 1


def test_the_notice_is_public_only_when_the_bureau_decides_so(site: Scene) -> None:
    for public in (False, True):
        plan = site.drawn(quotas={(site.world.organs["sthj"].pk, "penalty"): 1}, title=f"评查{int(public)}")
        dossier = site.settled(("B1", 20), plan=plan)
        actions.tell(actor=site.bureau, dossier_id=dossier.pk, now=site.now)
        organ = site.who("sthj", "L")
        actions.defend(actor=organ, dossier_id=dossier.pk, accepts=True, against=[], content="", now=site.now)
        actions.rule(
            actor=site.bureau, dossier_id=dossier.pk, restored={}, lifted=[], answer="", demand="", now=site.now
        )
        actions.close_plan(actor=site.bureau, plan_id=plan.pk, public=public, now=site.now)
        publishing.show(plan.pk, site.now)
        page = pages.store().page(publishing.address(plan))
        assert page and ("平均 98 分" in gzip.decompress(page.gz).decode()) is public
        assert "结果通报" in text(who(site, "sthj", "L").get(f"/office/appraisal/plans/{plan.pk}/notice"))
        assert who(site, "cg", "L").get(f"/office/appraisal/plans/{plan.pk}/notice").status_code == 404
