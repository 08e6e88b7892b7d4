"""The party's page: what a holder of a served paper may see and do, and what a stranger may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjing.cases.models import Case, Party
from mingjing.config.demo.acting import Line
from mingjing.config.demo.founding import World
from mingjing.documents import codes
from mingjing.law.kinds import Doc, Step
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import actions, limits, papers, party, standing
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.desk import staged
from tests.desk.staged import PAPER, acted, entered


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home}}
    return staged.found(settings, "sthj", "sj")


@pytest.fixture
def told(world: World) -> Line:
    """A case whose prior notice is served and whose window runs."""
    return acted(world, "sthj", days=18, statement="silent", stop="window")


@pytest.fixture
def code(told: Line) -> str:
    """The code printed on its notice."""
    case = Case.objects.get(pk=told.case)
    return str((papers.latest(case, Doc.PRIOR_NOTICE) or papers.latest(case, Doc.HEARING_RIGHT_NOTICE)).code)


def handed(code: str, **changes: Any) -> Any:
    typed = {"kind": "statement", "content": "事实有出入，请核实。", "phone": "13903980001", **changes}
    return Client().post(f"/p/{code}/hand-in", typed)


@pytest.mark.clause("D2.2")
def test_the_code_opens_the_page_and_shows_windows_but_no_private_number(told: Line, code: str) -> None:
    page = Client().get(f"/p/{code.lower()}").content.decode()
    assert "陈述" in page and "最后一日" in page and told.world.organs["sthj"].name in page
    party_row = Case.objects.get(pk=told.case).parties.get()
    for private in (party_row.id_number, party_row.phone, party_row.representative):
        assert not private or private not in page
    assert "法制审核" not in page and "集体讨论" not in page, "nothing of the inside"


def test_a_right_that_was_not_used_has_lapsed_and_is_not_called_overdue(told: Line, code: str) -> None:
    case, on = Case.objects.get(pk=told.case), told.on + timedelta(days=60)
    shown = standing.standing(papers.finals(case).get(code=code), on).windows
    assert shown and {w.light for w in shown} == {("", "期限已过")}
    limits.start(case, "payment.pay", on=told.on)
    owed = {w.label: w.light for w in standing.standing(papers.finals(case).get(code=code), on).windows}
    assert owed["缴纳罚款"].level == "red" and "超期" in owed["缴纳罚款"].text


def test_a_natural_person_is_shown_by_surname_only() -> None:
    assert standing.masked(Party(kind="person", name="欧阳示例")) == "欧某"
    assert standing.masked(Party(kind="sole_trader", name="示例百货店")) == "示例百货店"


def test_a_mistyped_code_is_told_as_one_and_an_unserved_paper_opens_nothing(told: Line, code: str) -> None:
    client = Client()
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert "输错" in client.get(f"/p?code={wrong}").content.decode()
    assert client.get(f"/p?code={codes.grouped(code)}").headers["Location"] == f"/p/{code}"
    assert client.get(f"/p/{codes.new()}").status_code == 404
    case = Case.objects.get(pk=told.case)
    unserved = [v for v in papers.finals(case) if v.code and v.pk not in _served(case)]
    assert all(client.get(f"/p/{v.code}").status_code == 404 for v in unserved)


def _served(case: Case) -> set[str]:
    from mingjing.procedure.models import Service

    return set(Service.objects.filter(case=case).values_list("version_id", flat=True))


def test_papers_open_only_for_who_knows_the_rest_of_the_partys_number(told: Line, code: str) -> None:
    client = Client()
    version = papers.finals(Case.objects.get(pk=told.case)).get(code=code)
    address = f"/p/{code}/papers/{version.pk}.pdf"
    assert client.get(address).status_code == 404
    assert client.post(f"/p/{code}/prove", {"tail": "0000"}).status_code == 422
    assert client.get(address).status_code == 404
    tail = Case.objects.get(pk=told.case).parties.get().code[-4:]
    assert client.post(f"/p/{code}/prove", {"tail": tail}).status_code == 302
    paper = client.get(address)
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    assert Client().get(address).status_code == 404, "another browser has to prove it again"


def test_guessing_the_rest_of_the_number_ends_after_a_few_tries_whoever_guesses(told: Line, code: str) -> None:
    statuses = [Client().post(f"/p/{code}/prove", {"tail": f"{n:04d}"}).status_code for n in range(9)]
    assert statuses == [422] * 8 + [429]
    tail = Case.objects.get(pk=told.case).parties.get().code[-4:]
    assert Client().post(f"/p/{code}/prove", {"tail": tail}).status_code == 429


@pytest.mark.law("行政处罚法45")
def test_what_is_handed_in_is_an_entry_and_blocks_the_decision_until_it_is_taken_up(told: Line, code: str) -> None:
    answer = handed(code, files=[SimpleUploadedFile("a.pdf", PAPER.read_bytes())])
    assert answer.status_code == 302, answer.content.decode()
    filing = party.open_filings(Case.objects.get(pk=told.case))[0]
    entry = AnjuanEntry.objects.get(seq=filing.ledger_id).content
    assert (entry["type"], entry["actor_role"]) == ("party.filed", "G") and len(filing.files) == 1
    with pytest.raises(StepRefused) as refusal:
        actions.take_step(actor=told.actor("B"), case_id=told.case, step=Step.DECIDE, values={}, now=staged.real_now())
    assert "party.unanswered" in {b.code for b in refusal.value.blockers}
    told.at = staged.real_now()
    settle = {"actor": told.lead, "case_id": told.case, "filing_id": filing.pk, "reply": "已登记，将予复核。"}
    with pytest.raises(FormIncomplete):
        party.settle(**settle, outcome="recorded", now=told.at)
    told.step(Step.RECORD_STATEMENT, told.lead, presented_on=told.on, content=filing.content)
    party.settle(**settle, outcome="recorded", now=told.at)
    assert party.open_filings(Case.objects.get(pk=told.case)) == []
    assert "已登记，将予复核" in Client().get(f"/p/{code}").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": " "}, "写明你的意见或者请求"),
        ({"content": "字" * 5001}, "不超过 5000 字"),
        ({"phone": "不告诉你"}, "填写能联系到你的电话"),
        ({"kind": "bribe"}, "选择要提交的内容"),
        ({"files": [SimpleUploadedFile("a.exe", b"MZ" + bytes(300))]}, "a.exe"),
        ({"files": [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4") for n in range(7)]}, "一次最多 6 个文件"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(
    told: Line, code: str, changes: dict[str, Any], words: str
) -> None:
    answer = handed(code, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "13903980001" in page or "phone" in changes
    assert party.open_filings(Case.objects.get(pk=told.case)) == []


def test_a_double_tap_is_one_filing_and_a_flood_is_stopped(told: Line, code: str) -> None:
    assert [handed(code).status_code for _ in range(3)] == [302] * 3
    assert len(party.open_filings(Case.objects.get(pk=told.case))) == 1
    for n in range(4):
        assert handed(code, content=f"第{n}条意见").status_code == 302
    assert "等待办理" in handed(code, content="又一条").content.decode()


def test_an_officer_reads_and_answers_it_in_the_office(told: Line, code: str) -> None:
    handed(code, kind="correction", content="名称写错了一个字。")
    filing = party.open_filings(Case.objects.get(pk=told.case))[0]
    client = entered("sthj.h1")
    assert "当事人在线提交了 1 份材料" in client.get(f"/office/cases/{told.case}").content.decode()
    address = f"/office/cases/{told.case}/filings/{filing.pk}"
    assert "名称写错了一个字" in client.get(address).content.decode()
    empty = client.post(address, {"outcome": "answered", "reply": ""})
    assert empty.status_code == 422 and "写明给当事人的答复" in empty.content.decode()
    done = client.post(address, {"outcome": "answered", "reply": "已核对更正。"})
    assert done.status_code == 302
    assert "已核对更正" in Client().get(f"/p/{code}").content.decode()


def test_a_strangers_code_of_another_case_never_shows_this_one(told: Line, code: str, world: World) -> None:
    other = acted(world, "sthj", 2, days=18, statement="silent", stop="window")
    case = Case.objects.get(pk=other.case)
    theirs = str((papers.latest(case, Doc.PRIOR_NOTICE) or papers.latest(case, Doc.HEARING_RIGHT_NOTICE)).code)
    client, version = Client(), papers.finals(Case.objects.get(pk=told.case)).get(code=code)
    client.post(f"/p/{theirs}/prove", {"tail": case.parties.get().code[-4:]})
    assert client.get(f"/p/{theirs}/papers/{version.pk}.pdf").status_code == 404
