"""The screen shows the same words, escapes everything, styles nothing inline, and blanks what is withheld."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from mingjing.documents.content import blocks
from mingjing.documents.cutting import Unit, cut
from mingjing.documents.forms import FORMS, Doc, Form
from mingjing.documents.rendering import REDACTED, Issue, html
from mingjing.law.kinds import UnitClass
from tests.documents import samples

pytestmark = pytest.mark.pure

DECISION = FORMS[Doc.PENALTY_DECISION]
ISSUE = Issue("三门峡市市场监督管理局", "三市监处罚〔2026〕187号", "2026年11月16日")
PERSON = cut(blocks(DECISION, samples.sample(DECISION, **samples.PARTY_PERSON)), ["欧阳鉴明"])


class Checker(HTMLParser):
    """Collects tags and attributes; refuses what a strict CSP would block."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "style", "img", "iframe")
        assert not [name for name, _ in attrs if name == "style" or name.startswith("on")]
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def words(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page.replace("<br>", "")))


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.doc)
def test_every_form_is_sound_markup_with_all_its_words(form: Form) -> None:
    content = cut(blocks(form, samples.sample(form)))
    page = html(form, content, ISSUE)
    checker = Checker()
    checker.feed(page)
    assert checker.open == [] and checker.tags[0] == "article" and "h1" in checker.tags
    plain = words(page)
    for unit in content:
        if unit.kind not in ("label", "sep"):
            assert unit.value.replace("\n", "") in plain
    assert page == html(form, blocks(form, samples.sample(form)), ISSUE)


def test_the_head_of_an_outward_document_is_that_of_the_design() -> None:
    page = html(DECISION, PERSON, ISSUE)
    assert page.startswith(
        '<article class="doc"><p class="org plain">三门峡市市场监督管理局</p><p class="docno plain">'
    )
    assert '<div class="sign">三门峡市市场监督管理局<br>2026年11月16日</div>' in page


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "{{7*7}}&amp;</article>"])
def test_hostile_text_stays_text(hostile: str) -> None:
    values = samples.sample(DECISION, facts=hostile, party_name=hostile)
    page = html(DECISION, cut(blocks(DECISION, values)), replace(ISSUE, number=hostile, seal_note=hostile, tag=hostile))
    Checker().feed(page)
    assert hostile in words(page) and "<script" not in page and "<img" not in page


@pytest.mark.clause("D0.4", "D3.3")
def test_the_public_page_has_no_character_of_a_withheld_unit() -> None:
    page = html(DECISION, PERSON, ISSUE, "public")
    withheld = [unit for unit in PERSON if unit.klass != UnitClass.PUBLIC]
    assert len(withheld) >= 4
    for unit in withheld:
        assert unit.value not in page
    assert "当事人：欧阳某</p>" in page and f"三门峡市湖滨区{REDACTED}</p>" in page


def test_adjacent_withheld_units_share_one_blank_of_fixed_length() -> None:
    def unit(n: int, value: str, klass: UnitClass) -> Unit:
        return Unit(f"b01.u{n:02d}", value, "", "long", klass, "para")

    long = [unit(1, "甲", UnitClass.PUBLIC), unit(2, "密" * 50, UnitClass.PERSONAL), unit(3, "密", UnitClass.MINOR)]
    short = [unit(1, "甲", UnitClass.PUBLIC), unit(2, "密", UnitClass.PERSONAL)]
    assert html(DECISION, long, ISSUE, "public") == html(DECISION, short, ISSUE, "public")
    assert html(DECISION, long, ISSUE, "public").count(REDACTED) == 1
    assert REDACTED == '<span class="redact"><span class="sr">（已隐去）</span>　　　　　　</span>'


def test_relabelling_decides_what_is_shown_and_a_value_that_is_gone_stays_gone() -> None:
    unit = next(unit for unit in PERSON if unit.field == "facts" and len(unit.value) > 12)
    hidden = html(DECISION, PERSON, ISSUE, "public", {unit.path: "trade_secret"})
    assert unit.value in html(DECISION, PERSON, ISSUE, "public") and unit.value not in hidden
    emptied = tuple(replace(u, value=None) if u.klass != UnitClass.PUBLIC else u for u in PERSON)  # type: ignore[arg-type]
    assert html(DECISION, emptied, ISSUE, "public") == html(DECISION, PERSON, ISSUE, "public")
    assert REDACTED in html(DECISION, emptied, ISSUE, "office")


def test_the_office_sees_everything_and_may_see_the_marks() -> None:
    marked = html(DECISION, PERSON, ISSUE, marks=True)
    assert "501室" in marked and 'data-class="personal"' in marked and "<mark" not in html(DECISION, PERSON, ISSUE)
    assert "<mark" not in html(DECISION, PERSON, ISSUE, "public", marks=True)


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(ValueError, match="audience"):
        html(DECISION, PERSON, ISSUE, "everyone")


def test_an_electronic_signature_is_printed_in_its_place() -> None:
    form = FORMS[Doc.INTERVIEW_RECORD]
    page = html(form, blocks(form, samples.sample(form)), Issue("示例机关", signed={"recorder": "林夏　2026年9月15日"}))
    assert "记录人（签名）：林夏　2026年9月15日" in page
    form = FORMS[Doc.FILING_APPROVAL]
    page = html(form, blocks(form, samples.sample(form)), Issue("示例机关", signed={"head": "赵明　2026年9月10日"}))
    assert page.count("<br>赵明　2026年9月10日</td>") == 1


def test_a_text_that_was_not_cut_is_never_shown_to_the_public() -> None:
    with pytest.raises(ValueError, match="cut"):
        html(DECISION, blocks(DECISION, samples.sample(DECISION)), ISSUE, "public")
