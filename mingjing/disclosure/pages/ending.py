"""The tombstone of a corrected or withdrawn publication: at the address of its page, with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.disclosure import queries
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import formats, line, proof
from mingjing.disclosure.pages.formats import HTML, JSON, Outputs
from mingjing.disclosure.pages.lists import put_lists
from mingjing.disclosure.pages.scanning import scan
from mingjing.disclosure.pages.shelf import store

KEPT = ("page", "organ", "organ_name", "kind", "title", "number", "decided_on", "published_on")


def check_ended(publication: Publication) -> None:
    """Scan the tombstone before it is put: its reason is public for good. Raises Residue."""
    scan(publication, {"理由": _tombstone(publication)[_url(publication)]}, queries.classes_of(publication))


def put_ended(publication: Publication, on: date) -> None:
    """Put the tombstone in place of every output of the page: what was wrong must not stay to be fetched."""
    shelf = store()
    shelf.put_pages(_tombstone(publication))
    old = shelf.item(_url(publication))
    if old:
        shelf.put_item(**{k: old[k] for k in KEPT}, **_found_by(publication, old["number"]))
    put_lists(shelf, on)


def _url(publication: Publication) -> str:
    return f"/decisions/{publication.page}"


def _tombstone(publication: Publication) -> Outputs:
    d, url = proof.ended(publication), _url(publication)
    page = (HTML, formats.html("public/ended.html", {"d": d}))
    values = {"state": str(publication.state), **{k: d[k] for k in ("number", "reason", "ended_on")}}
    data = (JSON, formats.as_json(values))
    verify = (HTML, formats.html("public/verify.html", {"d": proof.verdict(publication)}))
    return {
        url: page,
        f"{url}.pdf": page,
        f"{url}.json": data,
        f"{url}.bundle.json": data,
        f"/verify/{publication.page}": verify,
    }


def _found_by(publication: Publication, number: str) -> dict[str, Any]:
    """Its row in the lists. A withdrawn decision is found by its number only."""
    shown = line.row(publication)
    if publication.state == Publication.State.WITHDRAWN:
        shown |= {"party": "", "decision": publication.note}
    words = " ".join((shown["party"], number)).strip()
    snippet = formats.html("public/item.html", {"r": shown}).decode()
    return {"party": shown["party"], "snippet": snippet, "state": str(publication.state), "text": words}
