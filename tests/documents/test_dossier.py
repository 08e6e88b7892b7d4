"""A volume: cover, index with right pages, numbers on every page, recordings, remarks; archival when its parts are."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest

from mingjing.documents.content import blocks
from mingjing.documents.dossier import Cover, IndexEntry, RecordingLine, Remarks, dossier_pdf
from mingjing.documents.forms import FORMS, Doc
from mingjing.documents.rendering import Issue, pdf
from tests.documents import samples

pytestmark = pytest.mark.pure

COVER = Cover("示例机关", "行政处罚案卷", [("案号", "示案〔2026〕1号"), ("当事人", "示例公司")], "2026-12-05")
REMARKS = Remarks("本卷材料齐全。\n音像资料一段。", "周正", "林夏", "2026年12月5日")
RECORDING = RecordingLine("现场检查", "2026-09-08 09:30", "示例路88号", "A0017", "周正", "ab" * 32)
DOCS = (Doc.FILING_APPROVAL, Doc.PENALTY_DECISION, Doc.SERVICE_RECEIPT)


def part(doc: Doc) -> bytes:
    form = FORMS[doc]
    return pdf(form, blocks(form, samples.sample(form)), Issue("示例机关", made_on="2026-11-16"))


def volume(parts: list[bytes]) -> bytes:
    index = [IndexEntry("", "示例机关", FORMS[doc].title, "2026-11-16") for doc in DOCS]
    return dossier_pdf(COVER, index, parts, REMARKS, [RECORDING])


@pytest.fixture
def parts(home: Path) -> list[bytes]:
    return [part(doc) for doc in DOCS]


@pytest.mark.clause("R3.1")
def test_the_index_names_the_pages_that_the_documents_stand_on(parts: list[bytes]) -> None:
    counts = [len(pypdf.PdfReader(io.BytesIO(p)).pages) for p in parts]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(volume(parts))).pages]
    assert len(pages) == sum(counts) + 4
    assert "行政处罚案卷" in pages[0] and f"共 {sum(counts)} 页" in pages[0]
    at = 1
    for count, doc in zip(counts, DOCS, strict=True):
        shown = f"{at}-{at + count - 1}" if count > 1 else str(at)
        assert re.search(rf"{FORMS[doc].title}\s*2026-11-16\s*{shown}\b", pages[1]), (doc, pages[1])
        assert re.sub(r"\s", "", FORMS[doc].body[0].texts[0]) in re.sub(r"\s", "", pages[1 + at])
        at += count


@pytest.mark.clause("R3.1")
def test_every_document_page_is_numbered_at_its_upper_right(parts: list[bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(volume(parts)))
    inner = reader.pages[2:-2]
    for number, page in enumerate(inner, 1):
        found: list[tuple[str, float, float]] = []
        page.extract_text(visitor_text=lambda t, cm, tm, *_, f=found: f.append((t, tm[4], tm[5])))
        text, x, y = next((t.strip(), x, y) for t, x, y in reversed(found) if t.strip())
        assert (text, x > 520, y > 780) == (str(number), True, True)


def test_recordings_and_remarks_close_the_volume(parts: list[bytes]) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(volume(parts))).pages]
    assert "音像资料说明" in pages[-2] and "ab" * 32 in re.sub(r"\s", "", pages[-2])
    assert "卷内备考表" in pages[-1] and "本卷材料齐全。" in pages[-1] and "立卷人：周正" in pages[-1]


def test_equal_parts_give_equal_bytes_and_the_archival_claim_is_kept(parts: list[bytes]) -> None:
    data = volume(parts)
    assert data == volume(parts)
    with pikepdf.open(io.BytesIO(data)) as opened:
        metadata = opened.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert f"<xmpTPg:NPages>{len(opened.pages)}<".encode() in metadata
        assert not opened.check_pdf_syntax() if hasattr(opened, "check_pdf_syntax") else True


def test_a_scan_that_is_not_archival_takes_the_claim_away(parts: list[bytes]) -> None:
    scan = pikepdf.new()
    scan.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    scan.save(target)
    with pikepdf.open(io.BytesIO(volume([parts[0], target.getvalue(), parts[2]]))) as opened:
        assert b"pdfaid:part>" not in opened.Root.Metadata.read_bytes()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_scan_is_numbered_where_the_reader_sees_the_upper_right(turn: int, parts: list[bytes]) -> None:
    scan = pikepdf.new()
    scan.add_blank_page(page_size=(595, 842))
    scan.pages[0].Rotate = turn
    target = io.BytesIO()
    scan.save(target)
    page = pypdf.PdfReader(io.BytesIO(volume([target.getvalue(), *parts[1:]]))).pages[2]
    found: list[tuple[float, float]] = []
    page.extract_text(visitor_text=lambda t, cm, tm, *_: found.append((tm[4], tm[5])) if t.strip() else None)
    (x, y), width, height = found[-1], 595, 842
    seen = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[turn]
    across, up = (width, height) if turn % 180 == 0 else (height, width)
    assert across - 80 < seen[0] < across - 50 and up - 50 < seen[1] < up - 40


def test_an_index_that_does_not_match_its_parts_is_refused(parts: list[bytes]) -> None:
    with pytest.raises(ValueError, match="应当一致"):
        dossier_pdf(COVER, [], parts, REMARKS)
