"""The review screen: the text that was sent, eight heads, one opinion that agrees with them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingjing.cases.models import Case
from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.documents.models import DocumentVersion
from mingjing.law.kinds import ReviewHead, Step
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import actions
from mingjing.procedure.inputs import missing
from mingjing.review.models import Finding, Opinion, Submission
from tests.desk.staged import acted, entered, found

PASS = {f"head_{h.value}": "pass" for h in ReviewHead}
AGREE = {**PASS, "outcome": "agree", "words": "八项均无问题，同意。"}
RETURN = {
    **PASS,
    "outcome": "object",
    "head_R5": "issue",
    "note_R5": "裁量理由没有对应基准。",
    "words": "退回补充裁量理由。",
}


@pytest.fixture
def world(db: None, home: Path, settings: Any) -> founding.World:
    return found(settings, "sthj", "scjg", "sj")


@pytest.fixture
def sent(world: founding.World) -> Line:
    """Sent to review, told before it; nothing is late."""
    return acted(world, "sthj", days=50, stop="review")


def screen(line: Line) -> str:
    return f"/office/cases/{line.case}/review"


def posted(client: Client, line: Line, values: dict[str, str], step: Step = Step.GIVE_OPINION) -> Any:
    expected = str(Case.objects.get(pk=line.case).ledger_id)
    return client.post(screen(line), {"step": step.value, "expected": expected, **values})


@pytest.mark.clause("D3.3")
def test_the_reviewer_sees_the_text_that_was_sent_and_eight_heads_with_what_was_checked(sent: Line) -> None:
    page = entered("sthj.l").get(screen(sent)).content.decode()
    submission = Submission.objects.get(case=sent.case)
    assert submission.text_root in page and "与送审时一致" in page
    text = "".join(u.value for u in submission.version.units.order_by("ord"))
    assert text.split("。")[2] in re.sub(r"<[^>]+>", "", page)
    for head in ReviewHead:
        assert head.label in page and f'name="head_{head.value}" value="pass"' in page
        assert 'value="pass" checked' not in page, "nothing is judged beforehand"
    assert "的执法证在有效期内" in page and "10,000元以上100,000元以下" in page and "件证据" not in page
    assert page.count("系统核对：") == 8
    for material in submission.materials:
        assert material["name"] in page


@pytest.mark.clause("D3.3", "D3.4")
def test_agreeing_passes_the_text_and_keeps_what_the_machine_found(sent: Line) -> None:
    client = entered("sthj.l")
    answer = posted(client, sent, AGREE)
    assert answer.status_code == 302, answer.content.decode()
    opinion = Opinion.objects.get(case=sent.case)
    assert (opinion.outcome, opinion.words) == ("agree", "八项均无问题，同意。")
    assert opinion.text_root == Submission.objects.get(case=sent.case).text_root
    findings = {f.head: f for f in Finding.objects.filter(submission__case=sent.case)}
    assert set(findings) == {h.value for h in ReviewHead}
    assert all(f.verdict == "pass" and f.evidence for f in findings.values())
    assert {"state", "label", "sentence", "article"} == set(findings["R1"].evidence[0])
    page = client.get(screen(sent)).content.decode()
    assert "系统当时核对" in page and "审核意见已签署：同意" in page and 'name="outcome"' not in page
    assert DocumentVersion.objects.filter(document__doc="review_opinion", state="final").count() == 1


def test_returning_names_the_head_and_goes_into_the_opinion(sent: Line) -> None:
    assert posted(entered("sthj.l"), sent, RETURN).status_code == 302
    opinion = Opinion.objects.get(case=sent.case)
    assert opinion.outcome == "object" and opinion.grounds == '["R5"]'
    page = entered("sthj.h1").get(screen(sent)).content.decode()
    assert "裁量理由没有对应基准。" in page and "提出异议" in page and "送法制审核" in page


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        ({"head_R5": "issue", "note_R5": "不当"}, "outcome", "不能出具“同意”"),
        ({"outcome": "object"}, "outcome", "至少要有一项判为存在问题"),
        ({"outcome": "object", "head_R2": "issue"}, "note_R2", "写明问题所在：执法程序合法"),
        ({"outcome": "object", "head_R2": "issue", "note_R2": "  "}, "note_R2", "写明问题所在"),
        ({"head_R8": ""}, "head_R8", "第 8 项还没有判断"),
        ({"head_R8": "maybe"}, "head_R8", "只能是"),
        ({"outcome": ""}, "outcome", "填写审核意见"),
        ({"words": ""}, "words", "填写意见内容"),
        ({"words": "长" * 4001}, "words", "太长"),
    ],
)
def test_an_opinion_that_does_not_agree_with_its_heads_is_refused_and_kept(
    sent: Line, change: dict[str, str], at: str, says: str
) -> None:
    client, values = entered("sthj.l"), {**AGREE, **change}
    before = AnjuanEntry.objects.count()
    answer = posted(client, sent, values)
    page = answer.content.decode()
    assert answer.status_code == 422 and AnjuanEntry.objects.count() == before
    assert not Opinion.objects.exists() and not Finding.objects.exists()
    error = re.search(rf'<a href="#f-{at}">([^<]*)</a>', page)
    assert error and says in error.group(1) and f'id="f-{at}"' in page
    assert values["words"] in page
    assert re.search(r'id="h-R1-pass" name="head_R1" value="pass" checked', page)
    if "note_R5" in change:
        assert 'value="不当"' in page


@pytest.mark.pure
def test_the_rule_holds_for_every_way_in() -> None:
    """Web, API and command line pass the same inputs."""
    today = date(2026, 11, 23)
    assert missing(Step.GIVE_OPINION, AGREE, today=today) == {}
    assert missing(Step.GIVE_OPINION, RETURN, today=today) == {}
    agreed = {**AGREE, "head_R3": "issue", "head_R7": "issue", "note_R3": "缺", "note_R7": "缺"}
    assert "第 3 项、第 7 项" in missing(Step.GIVE_OPINION, agreed, today=today)["outcome"]
    assert set(missing(Step.GIVE_OPINION, {**AGREE, "outcome": "object"}, today=today)) == {"outcome"}


@pytest.mark.clause("D3.4")
def test_everyone_else_reads_whose_turn_it_is(sent: Line) -> None:
    reviewer = sent.world.one("sthj", "L").name
    for username in ("sthj.h1", "sthj.u", "sthj.b1", "sj.j1"):
        client = entered(username)
        page = client.get(screen(sent)).content.decode()
        assert f"等待{reviewer}（法制审核人员）出具第 1 轮审核意见" in page, username
        assert 'name="outcome"' not in page and 'type="radio"' not in page
        assert posted(client, sent, AGREE).status_code == 403
    assert not Opinion.objects.exists()
    assert entered("scjg.l").get(screen(sent)).status_code == 404
    assert posted(entered("scjg.l"), sent, AGREE).status_code == 404


def test_what_changed_meanwhile_is_said_and_the_words_are_kept(sent: Line) -> None:
    client = entered("sthj.l")
    answer = client.post(screen(sent), {"step": "give_opinion", "expected": "1", **RETURN})
    page = answer.content.decode()
    assert answer.status_code == 409 and "案件刚刚有变化" in page and not Opinion.objects.exists()
    assert "退回补充裁量理由。" in page and 'id="h-R5-issue" name="head_R5" value="issue" checked' in page
    expected = re.search(r'name="expected" value="(\d+)"', page)
    assert expected and int(expected.group(1)) == Case.objects.get(pk=sent.case).ledger_id


def test_the_step_itself_leads_to_this_screen(sent: Line) -> None:
    client = entered("sthj.l")
    for step in (Step.GIVE_OPINION, Step.CONFIRM_REVIEW):
        for answer in (
            client.get(f"/office/cases/{sent.case}/steps/{step}"),
            client.post(f"/office/cases/{sent.case}/steps/{step}", AGREE),
        ):
            assert answer.headers["Location"] == screen(sent)
    assert not Opinion.objects.exists()


def test_an_opinion_cannot_be_given_twice(sent: Line) -> None:
    client = entered("sthj.l")
    assert posted(client, sent, AGREE).status_code == 302
    answer = posted(client, sent, RETURN)
    assert answer.status_code == 409 and "没有待审的送审" in answer.content.decode()
    assert Opinion.objects.count() == 1


@pytest.mark.clause("D3.3")
def test_earlier_rounds_are_listed_with_what_changed_between_them(world: founding.World) -> None:
    line = acted(world, "sthj", days=50, returned=True, stop="review_again")
    page = entered("sthj.l").get(screen(line) + "?show=rounds").content.decode()
    assert "审核记录 2 轮" in page and "与上一轮相比改动 1 处：裁量理由" in page
    assert "<ins>对应裁量基准“轻微”阶次。</ins>" in page
    assert "裁量理由没有说明与裁量基准的对应关系" in page and "待审" in page
    one, two = Submission.objects.filter(case=line.case).order_by("round")
    assert f"/office/documents/{one.version_id}/compare/{two.version_id}" in page


def test_materials_are_read_here_and_nothing_of_another_case(sent: Line, world: founding.World) -> None:
    client = entered("sthj.l")
    evidence = client.get(screen(sent) + "?show=evidence").content.decode()
    item = Submission.objects.get(case=sent.case).materials[-1]
    assert item["digest"] in evidence and "送审材料清单" in evidence
    assert "现场检查" in client.get(screen(sent) + "?show=recordings").content.decode()
    report = DocumentVersion.objects.get(document__case=sent.case, document__doc="investigation_report")
    assert "案件性质和法律适用" in client.get(f"{screen(sent)}?show={report.pk}").content.decode()
    other = acted(world, "scjg", 2, days=50, stop="conclude")
    foreign = DocumentVersion.objects.filter(document__case=other.case).first()
    assert foreign and client.get(f"{screen(sent)}?show={foreign.pk}").status_code == 404
    assert client.get(screen(sent) + "?show=nonsense").status_code == 404


def test_the_machine_sees_a_text_that_says_other_than_the_case(sent: Line) -> None:
    actions.edit_case(actor=sent.lead, case_id=sent.case, values={"fine": 15_000_00}, now=sent.at)
    page = entered("sthj.l").get(screen(sent)).content.decode()
    assert "书稿罚款 20,000 元，案件处罚建议 15,000 元" in page


def test_a_case_not_yet_sent_shows_what_the_machine_would_say(world: founding.World) -> None:
    line = acted(world, "sthj", days=50, stop="draft")
    page = entered("sthj.h1").get(screen(line)).content.decode()
    assert "还没有行政处罚决定书稿" in page and 'type="radio"' not in page
    assert page.count("系统核对") >= 8


@pytest.fixture
def told(world: founding.World) -> Line:
    """Reviewed before the notice; the party waived; the draft now tells of it."""
    line = acted(world, "scjg", days=50, stop="confirm")
    line.draft()
    return line


@pytest.mark.clause("D3.3")
def test_an_opinion_from_before_the_notice_is_confirmed_in_a_short_form(told: Line) -> None:
    client = entered("scjg.l")
    page = client.get(screen(told)).content.decode()
    assert "确认告知前的审核意见" in page and "告知书文号" in page and 'type="radio"' not in page
    assert posted(client, told, {"words": ""}, Step.CONFIRM_REVIEW).status_code == 422
    words = "告知情况已补入，其余没有变化。"
    assert posted(client, told, {"words": words}, Step.CONFIRM_REVIEW).status_code == 302
    opinion = Opinion.objects.filter(case=told.case).latest("round")
    assert (opinion.purpose, opinion.outcome, opinion.words) == ("final", "agree", words)
    assert "审核记录 2 轮" in client.get(screen(told) + "?show=rounds").content.decode()


def test_what_was_changed_beside_the_notice_cannot_be_confirmed(told: Line) -> None:
    told.draft(nature="另一种定性。")
    client = entered("scjg.l")
    page = client.get(screen(told)).content.decode()
    assert "现在不能确认原审核意见" in page and "除告知情况外还改动了：定性理由" in page and 'id="judge"' not in page
    answer = posted(client, told, {"words": "确认。"}, Step.CONFIRM_REVIEW)
    assert answer.status_code == 409 and Opinion.objects.filter(case=told.case).count() == 1
