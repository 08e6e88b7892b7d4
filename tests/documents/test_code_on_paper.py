"""The party's code stands on the last page of what is served, beside the text, readable and scannable; nowhere else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from django.conf import settings

from mingjing.documents import actions, codes, sheets
from mingjing.documents.content import blocks
from mingjing.documents.cutting import cut
from mingjing.documents.forms import FORMS, Doc, Form
from mingjing.documents.models import DocumentVersion
from mingjing.documents.rendering import CODE_FOR, Issue, html, pdf
from mingjing.ledger.actions import act
from tests.documents import samples
from tests.documents.conftest import World
from tests.documents.test_html import Checker, words
from tests.documents.test_pdf import MM, places, read, squeezed

CODE = "K7M39QXT4HVD2WPCR"
URL = f"https://zf.example.cn/p/{CODE}"
PLAIN = Issue("三门峡市市场监督管理局", "三市监处罚〔2026〕187号", "2026年11月16日")
ISSUE = replace(PLAIN, code=codes.grouped(CODE), code_url=URL)
BORDER = 2
LAYOUTS = (Doc.PENALTY_DECISION, Doc.PRIOR_NOTICE, Doc.FILING_APPROVAL, Doc.SCENE_RECORD)


def content(form: Form) -> Any:
    return cut(blocks(form, samples.sample(form)))


def modules(url: str) -> list[list[int]]:
    return [list(row) for row in segno.make(url, error="m", micro=False).matrix]


def painted(strokes: list[tuple[float, float, float]], size: int) -> list[list[int]]:
    """Dark modules of (x, y, length) strokes of width one, as a matrix."""
    found = [[0] * size for _ in range(size)]
    for x, y, length in strokes:
        for at in range(round(x), round(x + length)):
            found[int(y) - BORDER][at - BORDER] = 1
    return found


def drawn(data: bytes) -> tuple[list[list[int]], float]:
    """The QR code on the last page as a matrix, and the width of one module in points, from the page's own lines."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        strokes, at, scale, stack = [], (0.0, 0.0), 1.0, []
        for operands, operator in pikepdf.parse_content_stream(opened.pages[-1]):
            match str(operator):
                case "q":
                    stack.append(scale)
                case "Q":
                    scale = stack.pop()
                case "cm":
                    scale *= abs(float(operands[0]))
                case "m":
                    at = float(operands[0]), float(operands[1])
                case "l" if float(operands[1]) == at[1] and at[1] % 1 == 0.5:
                    strokes.append((*at, float(operands[0]) - at[0], scale))
    size = len(modules(URL))
    return painted([stroke[:3] for stroke in strokes], size), strokes[0][3]


@pytest.mark.pure
@pytest.mark.parametrize("doc", LAYOUTS)
def test_the_code_is_printed_in_words_and_as_a_scannable_square(doc: Doc, home: Path) -> None:
    form = FORMS[doc]
    data = pdf(form, content(form), ISSUE)
    assert codes.grouped(CODE) in read(data) and squeezed(CODE_FOR) in read(data)
    matrix, module = drawn(data)
    assert matrix == modules(URL)
    width = module * (len(matrix) + 2 * BORDER) / MM
    assert 15.5 < width < 16.5 and module / MM > 0.33  # a phone reads modules of a third of a millimetre
    with pikepdf.open(io.BytesIO(data)) as opened:
        claim = opened.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in claim and b"<pdfaid:conformance>U</pdfaid:conformance>" in claim
    assert data == pdf(form, content(form), ISSUE)


@pytest.mark.pure
@pytest.mark.parametrize("doc", LAYOUTS)
def test_it_stands_at_the_foot_of_the_last_page_on_nothing_else(doc: Doc, home: Path) -> None:
    form = FORMS[doc]
    data = pdf(form, content(form), ISSUE)
    runs = list(places(data))
    last = max(page for page, *_ in runs)
    mine = [(page, x, y) for page, x, y, text in runs if CODE[:4] in text or "扫码查看" in text or "缴款、陈" in text]
    assert len(mine) == 3 and {page for page, *_ in mine} == {last}
    assert all(5 * MM < y < 23 * MM for _, _, y in mine)
    left, right = min(x for _, x, _ in mine), max(x for _, x, _ in mine) + 34 * MM + 18 * MM
    for page, x, y, text in runs:
        if page == last and y < 22 * MM and (page, x, y) not in mine:
            assert not left - 3 * MM < x < right, text


@pytest.mark.pure
@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.doc)
def test_the_text_and_its_pages_are_the_same_with_and_without_it(form: Form, home: Path) -> None:
    def text(issue: Issue) -> list[tuple[int, float, float, str]]:
        return [run for run in places(pdf(form, content(form), issue)) if run[2] > 36 * MM]

    assert text(ISSUE) == text(PLAIN)


@pytest.mark.pure
def test_the_screen_shows_the_same_code_and_square() -> None:
    form = FORMS[Doc.PENALTY_DECISION]
    page = html(form, content(form), ISSUE)
    Checker().feed(page)
    assert f"{CODE_FOR}{codes.grouped(CODE)}" in words(page)
    path = re.search(r'd="([^"]+)"', page)
    assert path
    strokes, x, y = [], 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        given = [float(number) for number in numbers.split()]
        if command == "h":
            strokes.append((x, y, given[0]))
            x += given[0]
        else:
            x, y = (given[0], given[1]) if command == "M" else (x + given[0], y + given[1])
    assert painted(strokes, len(modules(URL))) == modules(URL)


@pytest.mark.pure
@pytest.mark.clause("D0.4")
def test_a_copy_for_the_public_cannot_carry_it(home: Path) -> None:
    form = FORMS[Doc.PENALTY_DECISION]
    for issue in (ISSUE, replace(ISSUE, code=""), replace(ISSUE, code_url="")):
        with pytest.raises(ValueError, match="never printed on a copy for the public"):
            html(form, content(form), issue, "public")
        with pytest.raises(ValueError, match="never printed on a copy for the public"):
            pdf(form, content(form), issue, "public")


def issued(world: World, now: datetime, doc: Doc) -> tuple[DocumentVersion, str]:
    """An issued document of this kind, and its page as a draft."""
    form = FORMS[doc]
    with act(type="document.issued", by=world.by, obj="o", case=world.case.pk, now=now) as opened:
        version = actions.record_draft(
            opened, case=world.case, doc=doc, values=samples.sample(form), author=world.person, now=now
        )
        before = sheets.html_of(version, world.organ.name)
        actions.record_cut(opened, version=version, names=[])
        actions.record_final(
            opened, version=version, organ_prefix="示监", number_needed=bool(form.word), issued_on=date(2026, 11, 16)
        )
    return version, before


def test_only_what_was_issued_for_the_party_carries_it(world: World, now: datetime) -> None:
    outward, draft = issued(world, now, Doc.PENALTY_DECISION)
    assert outward.code and "party-code" not in draft
    shown = sheets.issue_of(outward, world.organ.name)
    assert shown.code_url == f"{settings.SITE}/p/{outward.code}"
    assert codes.grouped(outward.code) in sheets.html_of(outward, world.organ.name)
    data = sheets.pdf_of(outward, world.organ.name)
    assert codes.grouped(outward.code) in read(data)
    inner, _ = issued(world, now, Doc.FILING_APPROVAL)
    assert "party-code" not in sheets.html_of(inner, world.organ.name)
    assert squeezed(CODE_FOR) not in read(sheets.pdf_of(inner, world.organ.name))
