"""Printed pages are read back: PDF/A-2u on A4, every word there, nothing outside the type area, equal bytes."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from mingjing.documents import fonts
from mingjing.documents.content import blocks
from mingjing.documents.cutting import cut
from mingjing.documents.fonts import FontsMissing
from mingjing.documents.forms import FORMS, Doc, Form
from mingjing.documents.rendering import Issue, pdf
from mingjing.documents.typesetting import MissingGlyph
from mingjing.law.kinds import UnitClass
from tests.documents import samples

pytestmark = pytest.mark.pure

MM = 72 / 25.4
DECISION = FORMS[Doc.PENALTY_DECISION]
ISSUE = Issue(
    "三门峡市市场监督管理局", "三市监处罚〔2026〕187号", "2026年11月16日", qr_url="https://example.cn/verify/0a1b2c"
)


def squeezed(text: str) -> str:
    """Text without blanks, folios and page feet, for comparing words."""
    text = re.sub(r"[—－]\s*\d+\s*[—－]|第\s*\d+\s*页\s*共\s*\d+\s*页", "", text)
    return re.sub(r"\s", "", text)


def read(data: bytes) -> str:
    return squeezed("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))


def places(data: bytes) -> Iterator[tuple[int, float, float, str]]:
    """(page, x, y, text) of every run of text, in points from the lower left corner."""
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1):
        found: list[tuple[float, float, str]] = []

        def note(text: str, cm: list[float], tm: list[float], *_: object, found: list = found) -> None:  # type: ignore[type-arg]
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found.append((x, y, text))

        page.extract_text(visitor_text=note)
        yield from ((number, x, y, text) for x, y, text in found)


@pytest.mark.clause("R1.2")
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.doc)
def test_every_form_prints_as_an_archival_page_with_all_its_words(form: Form, home: Path) -> None:
    content = cut(blocks(form, samples.sample(form)))
    data = pdf(form, content, ISSUE)
    assert data == pdf(form, content, ISSUE)
    with pikepdf.open(io.BytesIO(data)) as opened:
        claim = opened.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in claim and b"<pdfaid:conformance>U</pdfaid:conformance>" in claim
        assert opened.docinfo["/CreationDate"].unparse().startswith(b"(D:20261116")
        for page in opened.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            assert (round(width / MM), round(height / MM)) == (210, 297)
            for font in page.resources.Font.values():
                assert "/ToUnicode" in font and "/FontFile3" in font.DescendantFonts[0].FontDescriptor
    printed = read(data)
    for unit in content:
        if unit.kind not in ("label", "sep"):
            assert squeezed(unit.value) in printed, unit


@pytest.fixture(scope="module")
def decision_data() -> bytes:
    return pdf(DECISION, cut(blocks(DECISION, samples.sample(DECISION))), ISSUE)


def test_a_decision_reads_back_word_for_word_in_order(decision_data: bytes) -> None:
    body = [block.text for block in blocks(DECISION, samples.sample(DECISION)) if block.role != "note"]
    assert squeezed("".join(body)) in read(decision_data)


def test_no_text_of_a_long_decision_leaves_the_type_area(decision_data: bytes) -> None:
    pages = {number for number, *_ in places(decision_data)}
    assert len(pages) >= 3
    for _, x, y, text in places(decision_data):
        folio = bool(re.fullmatch(r"\s*—?\s*\d*\s*—?\s*", text))
        assert 28 * MM - 1 <= x <= (210 - 26) * MM + 1, text
        assert (20 if folio else 35) * MM - 1 <= y <= (297 - 37) * MM, text


def test_a_full_page_holds_twenty_two_lines_of_twenty_eight_characters(home: Path) -> None:
    values = samples.sample(DECISION, facts="\n".join(["国" * 26 + "国" * 28 * 8 + "国" * 27 + "。"] * 6))
    data = pdf(DECISION, blocks(DECISION, values), ISSUE)
    lines: dict[float, str] = {}
    for page, _, y, text in places(data):
        if page == 3 and y > 30 * MM:
            lines[round(y, 1)] = lines.get(round(y, 1), "") + text.strip()
    heights = sorted(lines)
    assert len(lines) == 22 and {len(line) for line in lines.values()} == {28, 26}
    assert {round((b - a) / MM, 1) for a, b in itertools.pairwise(heights)} == {10.2}


def test_page_numbers_stand_outside_right_and_left(decision_data: bytes) -> None:
    x = {}
    for page, at, y, text in places(decision_data):
        if y < 30 * MM and text.strip(" —").isdigit():
            x[page] = at
    assert x[1] > 105 * MM > x[2] and x[3] > 105 * MM


@pytest.mark.parametrize("name", ["𬱖㛃", "䶮𣲘", "镕喆堃", "阿卜杜拉·买买提"])
def test_rare_characters_of_names_are_printed(name: str, home: Path) -> None:
    values = samples.sample(DECISION, **{**samples.PARTY_TRADER, "party_operator": name})
    assert name in read(pdf(DECISION, blocks(DECISION, values), ISSUE))


def test_a_character_no_font_has_stops_the_page_and_is_named(home: Path) -> None:
    with pytest.raises(MissingGlyph, match="U\\+3134F"):
        pdf(DECISION, blocks(DECISION, samples.sample(DECISION)), replace(ISSUE, seal_note="\U0003134f"))


def test_without_a_chinese_font_the_error_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SYSTEM", ())
    with pytest.raises(FontsMissing, match="fonts-noto-cjk"):
        pdf(DECISION, blocks(DECISION, samples.sample(DECISION)), ISSUE)


@pytest.mark.clause("D0.4", "D3.3")
def test_the_public_copy_has_no_character_of_a_withheld_unit(home: Path) -> None:
    units = cut(blocks(DECISION, samples.sample(DECISION, **samples.PARTY_PERSON)), ["欧阳鉴明"])
    data = pdf(DECISION, units, ISSUE, "public")
    printed = read(data)
    for unit in units:
        if unit.klass != UnitClass.PUBLIC and len(unit.value) > 2:
            assert unit.value not in printed and unit.value.encode() not in data
    assert "当事人：欧阳某" in printed and "湖滨区（已隐去）" in printed


def test_the_page_shows_number_date_seal_note_and_code(decision_data: bytes, home: Path) -> None:
    assert ISSUE.number in read(decision_data) and ISSUE.date_text in read(decision_data)
    plain = pdf(DECISION, blocks(DECISION, samples.sample(DECISION)), replace(ISSUE, qr_url="", seal_note="（印章）"))
    assert "扫码核验" in read(decision_data) and "扫码核验" not in read(plain) and "（印章）" in read(plain)


def test_a_long_opinion_wraps_and_breaks_over_pages_without_loss(home: Path) -> None:
    form = FORMS[Doc.FILING_APPROVAL]
    summary = "。".join(f"第{n}项情况说明文字用于观察跨页" for n in range(400))
    data = pdf(form, blocks(form, samples.sample(form, summary=summary)), Issue("示例机关", made_on="2026-09-10"))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) >= 3
    assert read(data).count("用于观察跨页") == 400


def test_a_hash_breaks_into_lines_and_reads_back_whole(home: Path) -> None:
    form = FORMS[Doc.REVIEW_SUBMISSION]
    digest = "0123456789abcdef" * 4
    data = pdf(form, blocks(form, samples.sample(form, text_root=digest)), Issue("示例机关", made_on="2026-09-10"))
    assert digest in read(data)
    assert all(x < (210 - 20) * MM for _, x, _, _ in places(data))


def test_text_is_never_read_as_markup(home: Path) -> None:
    hostile = '#import "/etc/passwd" *粗* $x$ \\u{41} <标签> @引用 `代码` // 注释 https://example.cn'
    data = pdf(DECISION, blocks(DECISION, samples.sample(DECISION, facts=hostile)), ISSUE)
    assert squeezed(hostile) in read(data)
