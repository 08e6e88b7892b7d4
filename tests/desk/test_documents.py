"""Writing a document, reading a version as the paper, its PDF, and two versions side by side."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingjing.cases.models import Case
from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.documents.models import DocumentVersion
from mingjing.law.kinds import Doc
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import actions
from mingjing.procedure.drafting import WRITTEN, obstacles
from tests.desk.staged import acted, entered, found

QUESTIONS = {
    "answers.0.question": "请说明情况。",
    "answers.0.answer": "情况属实。",
    "answers.3.question": "还有补充吗？",
    "answers.3.answer": "没有。",
}


@pytest.fixture
def world(db: None, home: Path, settings: Any) -> founding.World:
    return found(settings, "sthj", "scjg", "sj")


@pytest.fixture
def line(world: founding.World) -> Line:
    """Under investigation: records and evidence are there, the report is not."""
    return acted(world, "sthj", stop="conclude")


def editor(line: Line, doc: Doc) -> str:
    return f"/office/cases/{line.case}/documents/{doc.value}/edit"


def boxes(page: str) -> dict[str, Any]:
    """What a browser would send of the editor as it stands."""
    form = page[page.index('id="write"') : page.index("</form>", page.index('id="write"'))]
    form = re.sub(r"<template>.*?</template>", "", form, flags=re.S)
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            sent.setdefault(name.group(1), []).append(unescape(value.group(1)) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = [unescape(text)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.findall(r'value="([^"]*)" selected', options)
    return sent


def opened(client: Client, line: Line, doc: Doc) -> tuple[str, dict[str, Any]]:
    page = client.get(editor(line, doc)).content.decode()
    return page, boxes(page)


@pytest.mark.clause("L0.1")
def test_the_editor_is_filled_from_the_case_and_says_what_remains(line: Line) -> None:
    page, sent = opened(entered("sthj.h1"), line, Doc.INTERVIEW_RECORD)
    case = Case.objects.get(pk=line.case)
    assert sent["cause"] == [case.cause] and sent["handler_names"] == ["、".join(_names(line))]
    filled = page.count('<span class="auto">自动填写</span>')
    assert f"自动填写 {filled} 项" in page and filled >= 12
    assert "余 2 项" in page and "〔待填：被询问人核对意见〕" in page


def test_a_draft_is_kept_with_rows_and_may_lack_what_is_required(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.INTERVIEW_RECORD)
    half = {"answers.5.question": "只写了问题"}
    answer = client.post(editor(line, Doc.INTERVIEW_RECORD), {**sent, **QUESTIONS, **half, "act": "draft"})
    assert answer.status_code == 302, answer.content.decode()
    draft = DocumentVersion.objects.filter(document__doc=Doc.INTERVIEW_RECORD).latest("made_at")
    assert draft.state == "draft"
    assert draft.values["answers"] == [
        {"question": "请说明情况。", "answer": "情况属实。"},
        {"question": "还有补充吗？", "answer": "没有。"},
        {"question": "只写了问题"},
    ]
    page, sent = opened(client, line, Doc.INTERVIEW_RECORD)
    assert "第 1 稿" in page and sent["answers.2.question"] == ["只写了问题"]


def test_an_optional_field_that_was_emptied_stays_empty(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    assert sent["party_phone"][0] and sent["violation"][0]
    client.post(editor(line, Doc.PENALTY_DECISION), {**sent, "party_phone": "", "violation": "", "act": "draft"})
    page, sent = opened(client, line, Doc.PENALTY_DECISION)
    assert sent["party_phone"] == [""] and "案件资料：" in page
    assert sent["violation"][0], "a required field is filled again"


def test_money_is_typed_in_yuan_and_kept_in_fen(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    assert sent["fine"] == ["20000"]
    client.post(editor(line, Doc.PENALTY_DECISION), {**sent, "fine": "20,000.50", "act": "draft"})
    draft = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION)
    assert draft.values["fine"] == 2_000_050
    page, sent = opened(client, line, Doc.PENALTY_DECISION)
    assert sent["fine"] == ["20000.50"] and "案件资料：<q>20000元</q>" in page


def test_what_does_not_apply_is_not_kept_and_not_refused(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    sent |= {"penalties": ["warning"], "fine": "20000", "act": "draft"}
    assert client.post(editor(line, Doc.PENALTY_DECISION), sent).status_code == 302
    draft = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION)
    assert draft.values["penalties"] == ["warning"] and "fine" not in draft.values and "pay_to" not in draft.values


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [("fine", "两万", "填写数字"), ("party_uscc", "9141", "18"), ("filed_on", "昨天", "不是有效的日期")],
)
def test_a_wrong_value_comes_back_as_typed_with_its_error(line: Line, name: str, typed: str, says: str) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    before = AnjuanEntry.objects.count()
    answer = client.post(
        editor(line, Doc.PENALTY_DECISION), {**sent, name: typed, "nature": "改写过的定性理由", "act": "draft"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and AnjuanEntry.objects.count() == before
    assert boxes(page)[name] == [typed] and boxes(page)["nature"] == ["改写过的定性理由"]
    error = re.search(rf'<p class="error" id="e-{name}">([^<]*)</p>', page)
    assert error and says in error.group(1)
    assert f'<a href="#f-{name}">' in page


def test_a_record_is_made_final_only_when_complete_and_nothing_typed_is_lost(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.INTERVIEW_RECORD)
    finals = DocumentVersion.objects.filter(state="final").count()
    answer = client.post(editor(line, Doc.INTERVIEW_RECORD), {**sent, **QUESTIONS, "remark": "", "act": "final"})
    page = answer.content.decode()
    assert answer.status_code == 422 and '<a href="#f-remark">' in page and "请补充" in page
    assert "询问笔录：“" not in page, "the title of the form is not repeated in every message"
    assert boxes(page)["answers.1.answer"] == ["没有。"]
    assert DocumentVersion.objects.filter(state="final").count() == finals
    answer = client.post(editor(line, Doc.INTERVIEW_RECORD), {**sent, **QUESTIONS, "remark": "相符。", "act": "final"})
    made = DocumentVersion.objects.filter(document__doc=Doc.INTERVIEW_RECORD).latest("made_at")
    assert answer.headers["Location"] == f"/office/documents/{made.pk}"
    assert made.state == "final" and made.text_root and made.values["remark"] == "相符。"


def test_two_people_writing_at_once_do_not_overwrite_each_other(line: Line) -> None:
    one, other = entered("sthj.h1"), entered("sthj.h2")
    _, mine = opened(one, line, Doc.PENALTY_DECISION)
    _, theirs = opened(other, line, Doc.PENALTY_DECISION)
    assert one.post(editor(line, Doc.PENALTY_DECISION), {**mine, "act": "draft"}).status_code == 302
    answer = other.post(editor(line, Doc.PENALTY_DECISION), {**theirs, "nature": "第二人写的", "act": "draft"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "刚有人更新过这件案子" in page
    assert DocumentVersion.objects.filter(document__doc=Doc.PENALTY_DECISION).count() == 1
    again = boxes(page)
    assert again["nature"] == ["第二人写的"]
    assert other.post(editor(line, Doc.PENALTY_DECISION), {**again, "act": "draft"}).status_code == 302


def test_a_case_that_moved_on_refuses_the_old_page(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    actions.edit_case(actor=line.lead, case_id=line.case, values={"nature": "另一种定性"}, now=line.at)
    answer = client.post(editor(line, Doc.PENALTY_DECISION), {**sent, "act": "draft"})
    assert answer.status_code == 409 and not DocumentVersion.objects.filter(document__doc=Doc.PENALTY_DECISION).exists()


def test_a_document_of_a_step_is_not_written_apart(line: Line) -> None:
    """Else the officers in charge could write, number and issue the reviewer's opinion."""
    client, case = entered("sthj.h1"), Case.objects.get(pk=line.case)
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    for doc in Doc:
        if doc in WRITTEN:
            continue
        for act in ("draft", "final"):
            answer = client.post(editor(line, doc), {**sent, "based_on": "", "act": act})
            assert answer.status_code == 409, (doc, act)
        assert obstacles(case, doc)
    page = client.get(editor(line, Doc.REVIEW_OPINION)).content.decode()
    assert "这份文书现在不单独制作" in page and 'id="write"' not in page
    assert not DocumentVersion.objects.filter(document__doc=Doc.REVIEW_OPINION).exists()


def test_a_decision_is_drafted_here_and_final_only_by_its_step(line: Line) -> None:
    client = entered("sthj.h1")
    page, sent = opened(client, line, Doc.PENALTY_DECISION)
    assert "确认定稿" not in page
    answer = client.post(editor(line, Doc.PENALTY_DECISION), {**sent, "act": "final"})
    assert answer.status_code == 409 and "决定书只在签发时定稿" in answer.content.decode()


def test_nothing_is_written_in_a_case_that_ended(world: founding.World) -> None:
    line = acted(world, "sthj")
    client = entered("sthj.h1")
    before = AnjuanEntry.objects.count()
    assert Case.objects.get(pk=line.case).stage == "archived"
    answer = client.post(editor(line, Doc.INTERVIEW_RECORD), {**QUESTIONS, "remark": "相符。", "act": "final"})
    assert answer.status_code == 409 and "案件已办结" in answer.content.decode()
    assert AnjuanEntry.objects.count() == before


def test_only_the_officers_of_the_case_write_it(line: Line) -> None:
    assert entered("sthj.u").get(editor(line, Doc.INTERVIEW_RECORD)).status_code == 403
    assert entered("scjg.h1").get(editor(line, Doc.INTERVIEW_RECORD)).status_code == 404
    assert entered("sthj.h1").get(f"/office/cases/{line.case}/documents/no_such/edit").status_code == 404


def test_the_preview_shows_what_is_typed_and_keeps_nothing(line: Line) -> None:
    client = entered("sthj.h1")
    _, sent = opened(client, line, Doc.PENALTY_DECISION)
    before = AnjuanEntry.objects.count()
    path = editor(line, Doc.PENALTY_DECISION).replace("/edit", "/preview")
    page = client.post(
        path, {**sent, "nature": "<script>定性</script>", "fine": "两万", "filed_on": "x"}
    ).content.decode()
    assert "&lt;script&gt;定性&lt;/script&gt;" in page and "〔待填：罚款金额〕" in page and "<html" not in page
    assert AnjuanEntry.objects.count() == before
    assert client.get(path).status_code == 405


@pytest.fixture
def returned(world: founding.World) -> Line:
    """Decided after a second round: the decision has two versions, the last issued and sealed."""
    return acted(world, "sthj", returned=True, stop="serve")


def test_a_version_is_shown_as_the_paper_with_what_binds_it(returned: Line) -> None:
    version = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION, state="final")
    page = entered("sthj.h1").get(f"/office/documents/{version.pk}").content.decode()
    assert '<article class="doc">' in page and version.number in page
    assert version.content_sha256 in page and version.text_root in page and version.author.name in page
    copy = version.copies.get()
    assert copy.blob in page and "盖章件" in page
    old = version.document.versions.get(no=1)
    assert f"/office/documents/{old.pk}/compare/{version.pk}" in page


def test_the_paper_is_what_was_cut_not_what_the_values_say_now(returned: Line) -> None:
    """Shown from its units: a value altered behind our back does not change what was reviewed."""
    version = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION, state="final")
    page = entered("sthj.h1").get(f"/office/documents/{version.pk}").content.decode()
    text = "".join(u.value for u in version.units.order_by("ord"))
    body = unescape(re.sub(r"<[^>]+>", "", page[page.index('<article class="doc">') : page.index("</article>")]))
    assert all(part in body for part in text.split("。")[:20] if part)


def test_the_pdf_is_an_archival_file_and_the_sealed_copy_comes_back_byte_for_byte(returned: Line) -> None:
    client = entered("sthj.h1")
    version = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION, state="final")
    answer = client.get(f"/office/documents/{version.pk}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert b"pdfaid:part" in answer.content
    sealed = client.get(f"/office/documents/{version.pk}/copies/{version.copies.get().blob}")
    assert b"".join(sealed.streaming_content) == answer.content  # type: ignore[attr-defined]  # the demo seals its text
    assert client.get(f"/office/documents/{version.pk}/copies/{'0' * 64}").status_code == 404


def test_two_versions_stand_side_by_side_with_changed_words_marked(returned: Line) -> None:
    client = entered("sthj.h1")
    new = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION, state="final")
    old = new.document.versions.get(no=1)
    page = client.get(f"/office/documents/{new.pk}/compare/{old.pk}").content.decode()
    assert "<ins>对应裁量基准“轻微”阶次。</ins>" in page and "改动 1 个栏目" in page and "裁量理由" in page
    assert page.index("第 1 稿</a>") < page.index("第 2 稿</a>"), (
        "the older stands on the left whichever was named first"
    )
    other = DocumentVersion.objects.filter(document__doc=Doc.SCENE_RECORD).latest("made_at")
    assert client.get(f"/office/documents/{new.pk}/compare/{other.pk}").status_code == 404
    assert client.get(f"/office/documents/{new.pk}/compare/{new.pk}").status_code == 404


@pytest.mark.clause("D3.2")
def test_strangers_do_not_learn_that_a_document_exists(returned: Line) -> None:
    version = DocumentVersion.objects.get(document__doc=Doc.PENALTY_DECISION, state="final")
    client, copy = entered("scjg.h1"), version.copies.get()
    for rest in ("", ".pdf", f"/compare/{version.pk}", f"/copies/{copy.blob}"):
        assert client.get(f"/office/documents/{version.pk}{rest}").status_code == 404
        assert Client().get(f"/office/documents/{version.pk}{rest}").status_code == 302
    assert client.get("/office/documents/" + "0" * 32).status_code == 404


def _names(line: Line) -> list[str]:
    return [p.name for p in line.world.people[line.organ, "H"][:2]]
