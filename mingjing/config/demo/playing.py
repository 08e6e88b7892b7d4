"""``mingjing demo play``: one case through the whole line, told step by step."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from mingjing.config.demo import founding, lines
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.stories import STORIES
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure import bundle as proof
from mingjing.disclosure import pages
from mingjing.ledger import sealing
from mingjing.procedure.limits import BEIJING


def play(name: str, now: datetime, tell: Callable[[int, str, int], None]) -> dict[str, object]:
    """Play one story in this home and tell each act (number, label, entry). Returns steps, page, bundle and trust.

    ``page`` is "" where the decision is not published; the bundle is then the party's own.
    """
    story = STORIES[name]
    # At nine in the morning, whatever the hour is now: a scene filmed at night would be stored on the next day.
    start = (now - story.length).astimezone(BEIJING).replace(hour=9, minute=0)
    world = founding.found(start - timedelta(days=1), story.organs | {"sj"})
    count = 0

    def report(label: str, seq: int) -> None:
        nonlocal count
        count += 1
        tell(count, label, seq)

    deed, acts = story.tell(world, start, report)
    lines.perform([(deed, acts)], now)
    page = f"/decisions/{deed.named['page']}" if "page" in deed.named else ""
    disclosure.drain_outbox(now=now)  # as the worker does: the seal of what is not published enters the public log
    bundle, trust = _write(settings.HOME / "proof", deed, page)
    return {"steps": count, "page": page, "bundle": str(bundle), "trust": str(trust)}


def _write(folder: Path, deed: CaseDeed, page: str) -> tuple[Path, Path]:
    """The bundle as the portal serves it, or as the party is given it, and the keys a stranger trusts."""
    folder.mkdir(exist_ok=True)
    bundle, trust = folder / "bundle.json", folder / "trust.json"
    bundle.write_bytes(_published(page) if page else pages.party_bundle(deed.decision))
    trust.write_bytes(proof.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi")))
    return bundle, trust


def _published(page: str) -> bytes:
    found = pages.store().page(f"{page}.bundle.json")
    if found is None:
        raise LookupError(f"公示库中没有 {page} 的证明文件")
    return gzip.decompress(found.gz)
