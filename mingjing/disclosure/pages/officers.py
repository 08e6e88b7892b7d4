"""执法主体与执法人员 (plan 三(一)1): the page, and its renewal the moment a certificate or a person changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.boards import put_boards
from mingjing.disclosure.pages.formats import HTML
from mingjing.disclosure.pages.organs import officers_shown
from mingjing.disclosure.pages.organs import put as put_organs
from mingjing.disclosure.pages.shelf import store
from mingjing.organs import people
from mingjing.organs import queries as organs

if TYPE_CHECKING:
    from mingjing.disclosure.public_store import PublicStore


def put_officers(shelf: PublicStore, on: date) -> None:
    """Organs with their officers as they stand on a day, and reviewers in post and needed (plan 三(三)1)."""
    counts = people.public_staffing(on)
    every = [
        {
            "id": o.pk,
            "name": o.name,
            "region": o.region.name,
            "field": o.field,
            "address": o.address,
            "phone": o.phone,
            "reconsideration_body": o.reconsideration_body,
            "officers": officers_shown(o, on),
            "staffing": counts.get(o.pk),
        }
        for o in organs.public_organs()
    ]
    shelf.put_pages({"/officers": (HTML, formats.html("public/officers.html", {"organs": every}))})


def renew(now: datetime, organ_ids: set[str] | None = None) -> None:
    """Show at once what changed about officers: their page, the pages and window boards of these organs or all."""
    shelf = store()
    put_officers(shelf, now.date())
    put_boards(shelf, now.date(), organ_ids)
    put_organs(shelf, organ_ids, now.date())
