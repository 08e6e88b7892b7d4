"""Putting publications on the shelf: scanned, whole, idempotent; ending them; making the store anew."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from mingjing.disclosure import queries, residue
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.pages import decision as decision_pages
from mingjing.disclosure.pages import formats, line, proof
from mingjing.disclosure.pages.formats import HTML, JSON, SVG, Outputs
from mingjing.disclosure.pages.lists import put_lists, put_standing
from mingjing.disclosure.pages.log import put_log
from mingjing.disclosure.pages.shelf import store
from mingjing.law.kinds import PartyKind
from mingjing.ledger import sealing
from mingjing.procedure.limits import BEIJING

State = Publication.State


def check(publication: Publication, on: date) -> None:
    """Render everything as it would go out and scan it. Raises Residue."""
    _scan(publication, decision_pages.outputs(publication, on, log_index=0, log_size=0))


def put(publication: Publication, box: Outbox, on: date) -> None:
    """Write the pages of one publication, its row, the log and the lists. Idempotent. Raises Residue."""
    size = sealing.seal("gongshi", proof.approved_at(publication)).size
    outputs = decision_pages.outputs(publication, on, log_index=box.public_seq or 0, log_size=size)
    _scan(publication, outputs)
    shelf = store()
    url = f"/decisions/{publication.page}"
    shelf.put_pages({**outputs, f"{url}.bundle.json": (JSON, proof.bundle_of(publication, box))})
    shown = line.row(publication)
    snippet = formats.html("public/item.html", {"r": shown}).decode()
    shelf.put_item(
        page=url,
        organ=publication.case.organ_id,
        organ_name=publication.case.organ.short_name,
        kind="penalty",
        title=shown["cause"],
        number=shown["number"],
        party=shown["party"],
        decided_on=shown["decided_on"],
        published_on=on.isoformat(),
        snippet=snippet,
        state="published",
        text=" ".join(
            (
                shown["party"],
                shown["code"],
                shown["cause"],
                shown["number"],
                shown["organ"],
                shown["decision"],
                decision_pages.facts_shown(publication),
            )
        ),
    )
    put_log(shelf)
    put_lists(shelf, on)


def put_ended(publication: Publication, on: date) -> None:
    """Put the tombstone of a corrected or withdrawn publication in place of its page; the address stays."""
    d = proof.ended(publication)
    url = f"/decisions/{publication.page}"
    shelf = store()
    pages: Outputs = {
        url: (HTML, formats.html("public/ended.html", {"d": d})),
        f"/verify/{publication.page}": (HTML, formats.html("public/verify.html", {"d": proof.verdict(publication)})),
        f"{url}.json": (
            JSON,
            formats.as_json(
                {
                    "state": str(publication.state),
                    "number": d["number"],
                    "reason": d["reason"],
                    "ended_on": d["ended_on"],
                }
            ),
        ),
    }
    if publication.state == State.WITHDRAWN:
        pages[f"{url}.pdf"] = (HTML, pages[url][1])
        pages[f"{url}.bundle.json"] = (JSON, pages[f"{url}.json"][1])
    shelf.put_pages(pages)
    old = shelf.item(url)
    if old:
        shown = {**line.row(publication), "state": str(publication.state)}
        kept = {
            k: old[k]
            for k in ("page", "organ", "organ_name", "kind", "title", "number", "party", "decided_on", "published_on")
        }
        text = "" if publication.state == State.WITHDRAWN else " ".join((shown["party"], shown["number"]))
        kept_party = {"party": ""} if publication.state == State.WITHDRAWN else {}
        if kept_party:
            shown = {**shown, "party": "", "decision": d["reason"]}
        snippet = formats.html("public/item.html", {"r": shown}).decode()
        shelf.put_item(
            **{**kept, **kept_party}, snippet=snippet, state=str(publication.state), text=f"{text} {old['number']}"
        )
    put_lists(shelf, on)


def _scan(publication: Publication, outputs: Outputs) -> None:
    version = publication.decision.version
    units = queries.units_of(publication)
    case, organ = publication.case, publication.case.organ
    hidden_names = [p.name for p in case.parties.all() if p.kind == PartyKind.PERSON]
    public = [organ.name, organ.phone, organ.address, organ.reconsideration_body, organ.court, version.number]
    public += [n for h in line.handlers(publication) for n in (h["name"], h["number"])]
    residue.scan(
        {k: v for k, v in outputs.items() if v[0] != SVG},
        units,
        queries.classes_of(publication),
        names=hidden_names,
        public=public,
    )


def rebuild(now: datetime) -> int:
    """Make the public store anew from database and ledger. Returns how many decisions it holds."""
    on = now.astimezone(BEIJING).date()
    path = settings.HOME / "public.sqlite3"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    sealing.seal("anjuan", now)
    sealing.seal("gongshi", now)
    shelf = store()
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
    put_standing(shelf, on)
    put_lists(shelf, on)
    return count
