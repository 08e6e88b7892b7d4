"""Putting publications on the shelf: scanned, whole, idempotent; making the store anew."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from mingjing.disclosure import public_lists, queries
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.pages import contents, draws, formats, line, proof, registers
from mingjing.disclosure.pages import decision as decision_pages
from mingjing.disclosure.pages import organs as organ_pages
from mingjing.disclosure.pages.ending import put_ended
from mingjing.disclosure.pages.formats import JSON, SVG, TEXT, Outputs
from mingjing.disclosure.pages.lists import put_lists, put_standing
from mingjing.disclosure.pages.log import put_log
from mingjing.disclosure.pages.scanning import scan
from mingjing.disclosure.pages.shelf import store
from mingjing.ledger import sealing
from mingjing.procedure.limits import BEIJING

State = Publication.State


def check(publication: Publication, on: date, classes: dict[str, str] | None = None) -> None:
    """Render everything as it would go out and scan it. ``classes``: of a draft not yet kept. Raises Residue."""
    classes = queries.classes_of(publication) if classes is None else classes
    _scan(publication, decision_pages.outputs(publication, on, classes), _item(publication, on, classes), classes)


def put(publication: Publication, box: Outbox, on: date) -> None:
    """Write the pages of one publication, its row and the log. Idempotent. Raises Residue."""
    size = sealing.seal("gongshi", proof.approved_at(publication)).size
    classes = queries.classes_of(publication)
    outputs = decision_pages.outputs(publication, on, classes, log_index=box.public_seq or 0, log_size=size)
    item = _item(publication, on, classes)
    _scan(publication, outputs, item, classes)
    shelf = store()
    url = f"/decisions/{publication.page}"
    shelf.put_pages({**outputs, f"{url}.bundle.json": (JSON, proof.bundle_of(publication, box))})
    shelf.put_item(**item)
    put_log(shelf)


def _item(publication: Publication, on: date, classes: dict[str, str]) -> dict[str, str]:
    """The row of the lists, with the words it is found by: nothing that the page itself does not show."""
    shown = line.row(publication)
    facts = decision_pages.facts_shown(publication, classes)
    return {
        "page": f"/decisions/{publication.page}",
        "organ": publication.case.organ_id,
        "organ_name": publication.case.organ.short_name,
        "kind": shown["kind"],
        "title": shown["cause"],
        "number": shown["number"],
        "party": shown["party"],
        "decided_on": shown["decided_on"],
        "published_on": on.isoformat(),
        "snippet": formats.html("public/item.html", {"r": shown}).decode(),
        "state": "published",
        "text": " ".join([*(shown[k] for k in ("party", "code", "cause", "number", "organ", "decision")), facts]),
    }


def _scan(publication: Publication, outputs: Outputs, item: dict[str, str], classes: dict[str, str]) -> None:
    named = {_words(path): output for path, output in outputs.items() if output[0] != SVG}
    searched = (TEXT, f"{item['text']}\n{item['snippet']}".encode())
    scan(publication, named | {"检索": searched}, classes)


def _words(path: str) -> str:
    """What people call an address of a decision."""
    if path.startswith("/verify/"):
        return "核验页"
    return {"json": "开放数据", "pdf": "公开件 PDF"}.get(path.rpartition(".")[2], "公示页面")


def rebuild(now: datetime) -> int:
    """Make the public store anew from database and ledger. Returns how many decisions it holds."""
    on = now.astimezone(BEIJING).date()
    path = settings.HOME / "public.sqlite3"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    sealing.seal("anjuan", now)
    sealing.seal("gongshi", now)
    shelf = store()
    Outbox.objects.filter(step="stored").update(step="anchored")  # its pages lay in the store that is gone
    count = 0
    everything = Publication.objects.select_related(
        "case", "case__organ", "decision", "decision__version", "decision__party", "decision__review"
    )
    for publication in everything.exclude(published_at=None).order_by("published_at"):
        box = Outbox.objects.get(pk=publication.pk)
        if publication.state == State.PUBLISHED or publication.state in {State.WITHDRAWN, State.CORRECTED}:
            put(publication, box, (publication.published_at or now).astimezone(BEIJING).date())
            if publication.state != State.PUBLISHED:
                put_ended(publication, on)
            count += 1
    put_log(shelf)
    draws.put_all(shelf)
    stamps = {registers.address(*one): registers.put(shelf, *one, on) for one in registers.stale(shelf, on)}
    contents.put(shelf)
    put_standing(shelf, on)
    organ_pages.put(shelf, None, on)
    put_lists(shelf, on)
    for page, stamp in stamps.items():
        public_lists.stamped(shelf, page, stamp)
    return count
