"""The party's code opens the party's page, so nothing that everyone may read carries one."""

from __future__ import annotations

import gzip

import pytest

from mingjing.disclosure import pages, residue
from mingjing.documents import codes
from mingjing.documents.models import DocumentVersion
from mingjing.documents.rendering import CODE_FOR
from tests.disclosure.acted import Scene


@pytest.mark.clause("D0.4")
def test_no_page_file_or_log_entry_carries_a_code(scene: Scene) -> None:
    scene.published()
    issued = dict(DocumentVersion.objects.exclude(code=None).values_list("code", "document__doc"))
    assert len(issued) >= 10 and "penalty_decision" in issued.values()
    forbidden = {form for code in issued for form in (code, codes.grouped(code), code.lower())}
    shelf, kinds = pages.store(), set()
    for path in shelf.paths():
        page = shelf.page(path)
        assert page is not None
        data = gzip.decompress(page.gz)
        kinds.add(page.content_type.partition(";")[0])
        texts = [data.decode("utf-8", "replace")]
        if page.content_type == "application/pdf":
            texts.append("".join(residue.text_of(page.content_type, data).split()))
        for text in texts:
            assert not any(code in text for code in forbidden), path
            assert CODE_FOR not in text and "party-code" not in text, path
    assert {"text/html", "application/json", "application/pdf", "image/svg+xml", "application/octet-stream"} <= kinds
    searched = " ".join(str(row) for row in shelf.search(limit=1000))
    assert not any(code in searched for code in forbidden)
