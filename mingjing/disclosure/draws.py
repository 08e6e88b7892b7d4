"""双随机 in public: pools and request before the draw, the result after it, all as files that anyone can check.

The entries of the public log are procedure's (``drawing``); here the log is sealed and the pages are put. Every
function may be called again: the worker finishes what a kill interrupted.
"""

from __future__ import annotations

from datetime import datetime

from mingjing.disclosure import pages
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import draws as draw_pages
from mingjing.disclosure.pages import organs as organ_pages
from mingjing.ledger import sealing
from mingjing.organs.permissions import Actor
from mingjing.procedure import drawing
from mingjing.procedure.drawing import Wish
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Draw

SEEN = "draws_seen"  # until when published results have been taken into the pages of their draws


def commit(*, actor: Actor, item_id: str, wish: Wish, key: str, now: datetime) -> Draw:
    """Commit the pools, seal the log, publish both pools: all before anyone can know the seed."""
    draw = drawing.commit_pools(actor=actor, item_id=item_id, wish=wish, key=key, now=now)
    return show(draw.pk, now)


def run(*, actor: Actor, draw_id: str, now: datetime) -> Draw:
    """Draw and publish the result. Raises what ``drawing.run_draw`` raises."""
    drawing.run_draw(actor=actor, draw_id=draw_id, now=now)
    return show(draw_id, now)


def redraw(*, actor: Actor, draw_id: str, target: str, officer: str, reason: str, now: datetime) -> Draw:
    """Redraw one officer and publish it. Raises what ``drawing.redraw`` raises."""
    drawing.redraw(actor=actor, draw_id=draw_id, target=target, officer=officer, reason=reason, now=now)
    return show(draw_id, now)


def show(draw_id: str, now: datetime) -> Draw:
    """Keep the first checkpoint, seal what was entered since, put the pages of one draw and the list."""
    draw = drawing.anchor(draw_id, now)
    sealing.seal("gongshi", now)
    draw_pages.put(pages.store(), draw)
    draw_pages.put_list(pages.store())
    organ_pages.put(pages.store(), {draw.organ_id}, now.astimezone(BEIJING).date())
    pages.put_log()
    return draw


def catch_up(now: datetime) -> int:
    """Show every draw that is not shown as it stands, and those of which a result was published since."""
    shelf, count = pages.store(), 0
    since = shelf.meta(SEEN)
    news = Publication.objects.filter(state=Publication.State.PUBLISHED, case__source="draw")
    if since:
        news = news.filter(published_at__gt=datetime.fromisoformat(since))
    fresh = {p.case.details.get("draw") for p in news.select_related("case")}
    for draw in Draw.objects.select_related("organ", "item"):
        if draw.pk in fresh or not draw_pages.shown(shelf, draw):
            show(draw.pk, now)
            count += 1
    shelf.set_meta(**{SEEN: now.astimezone(BEIJING).isoformat()})
    return count
