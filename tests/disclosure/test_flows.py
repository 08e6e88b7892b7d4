"""The flow charts lie in the public store, one page and two drawings for every procedure, linked from the home page."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date

import pytest

from mingjing.disclosure import pages
from mingjing.disclosure.pages import flows
from mingjing.law import procedures
from mingjing.law.flow import flow
from mingjing.law.kinds import ActKind
from tests.disclosure.acted import Scene

TODAY = date(2026, 11, 23)


def text(path: str) -> str:
    page = pages.store().page(path)
    assert page is not None, path
    return gzip.decompress(page.gz).decode()


@pytest.mark.clause("D1.6")
def test_every_procedure_has_its_page_and_drawings_in_the_store(scene: Scene) -> None:
    assert 'href="/flows"' in text("/")
    listed = re.findall(r'href="(/flows/[^"]+)"', text("/flows"))
    assert listed == [f"/flows/{flows.name_of(p)}" for p in flows.current()] and len(set(listed)) == len(listed)
    assert {p.kind for p in flows.current()} == set(ActKind)
    assert {p.version for p in flows.current()} == set(procedures.CURRENT.values())
    for procedure, url in zip(flows.current(), listed, strict=True):
        page, chart = text(url), flow(procedure, TODAY)
        assert f'src="{url}.svg"' in page and f'srcset="{url}.narrow.svg"' in page
        assert text(f"{url}.svg").startswith("<svg ") and text(f"{url}.narrow.svg").startswith("<svg ")
        assert "<style" not in page and "style=" not in page and "<script" not in page
        for move in chart.moves:
            words = [move.label, *([] if move.told_before else [move.who, move.article, *move.limits, move.also])]
            assert all(part in page for part in words), move
        for place in chart.line:
            assert f"<b>{place.sign}</b> {place.label}" in page


def test_addresses_stay_when_a_table_gets_a_new_version() -> None:
    for procedure in flows.current():
        assert re.fullmatch(r"[a-z-]+", flows.name_of(procedure))
        assert flows.name_of(replace(procedure, version="new/2030-01-01")) == flows.name_of(procedure)


def test_unchanged_charts_are_not_written_again_and_changed_ones_are(scene: Scene) -> None:
    shelf = pages.store()
    flows.put_flows(shelf, TODAY)
    written = shelf.meta(flows.WRITTEN)
    name = f"/flows/{flows.name_of(flows.current()[0])}"
    shelf.put_page(name, "text/html; charset=utf-8", b"kept")
    flows.put_flows(shelf, TODAY)
    assert text(name) == "kept" and shelf.meta(flows.WRITTEN) == written
    flows.put_flows(shelf, date(2020, 1, 1))  # other limits were in force
    assert text(name) != "kept" and shelf.meta(flows.WRITTEN) != written
