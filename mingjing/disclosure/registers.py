"""Published lists in public: the last word on a version puts its pages at once; the worker finishes what was cut short.

The entry of the public log is catalog's (``publishing``); here the log is sealed and the pages are put. Every function
may be called again.
"""

from __future__ import annotations

from datetime import datetime

from mingjing.catalog import publishing
from mingjing.catalog.models import ListVersion
from mingjing.disclosure import pages, public_lists
from mingjing.disclosure.pages import boards, contents, lists, officers
from mingjing.disclosure.pages import organs as organ_pages
from mingjing.disclosure.pages import registers as list_pages
from mingjing.ledger import sealing
from mingjing.organs.permissions import Actor
from mingjing.procedure.limits import BEIJING

AT_ONCE = 2000  # rows; a longer list is shown by the worker, so that nobody waits a minute for an answer


def agree(*, actor: Actor, version: ListVersion, words: str, now: datetime) -> ListVersion:
    """Say yes to a version; the yes that publishes it shows it too, unless it is very long.

    Raises what ``publishing.agree`` raises.
    """
    agreed = publishing.agree(actor=actor, version=version, words=words, now=now)
    short = agreed.count <= AT_ONCE
    if short and agreed.state == ListVersion.State.PUBLISHED:
        show(agreed.organ_id, agreed.kind, now)
    return agreed


def show(organ_id: str, kind: str, now: datetime) -> None:
    """Seal the public log; put one list, its organ's page and the contents. Nothing else is rendered."""
    _show([(organ_id, kind)], now)


def catch_up(now: datetime) -> int:
    """Show every list that is not shown as it stands on this day, and organs that have no page. Returns how many lists.

    Home is written again when the numbers of 事前公开 have changed: it alone needs every publication.
    """
    shelf, on = pages.store(), now.astimezone(BEIJING).date()
    behind = list_pages.stale(shelf, on)
    if behind:
        _show(behind, now)
    if not shelf.has("/lists"):
        contents.put(shelf)
    organ_pages.put_missing(shelf, on)
    if lists.home_is_behind(shelf):
        pages.put_lists(shelf, on)
    return len(behind)


def _show(behind: list[tuple[str, str]], now: datetime) -> None:
    shelf, on = pages.store(), now.astimezone(BEIJING).date()
    sealing.seal("gongshi", now)
    pages.put_log(shelf)
    shown = [(organ_id, kind) for organ_id, kind in behind if kind in list_pages.CODES]
    stamps = {list_pages.address(*one): list_pages.put(shelf, *one, on) for one in shown}
    kinds = {kind for _, kind in shown}
    contents.put(shelf, kinds)
    owners = {organ_id for organ_id, _ in shown}
    boards.put_boards(shelf, on, owners)
    organ_pages.put(shelf, owners, on)
    if "officers" in kinds:
        officers.put_officers(shelf, on)
    for page, stamp in stamps.items():
        public_lists.stamped(shelf, page, stamp)
