"""The public log in the public store, as C2SP tlog-tiles wants it."""

from __future__ import annotations

from mingjing.disclosure import bundle
from mingjing.disclosure.pages.formats import JSON, TEXT, Outputs
from mingjing.disclosure.pages.shelf import store
from mingjing.disclosure.public_store import PublicStore
from mingjing.ledger import sealing
from mingjing.ledger.models import GongshiEntry
from mingjing.tlog import tiles


def put_log(shelf: PublicStore | None = None) -> None:
    """Checkpoint, hash tiles and entry bundles of the public log, as C2SP tlog-tiles wants them under ``/log/``."""
    shelf = shelf or store()
    size = sealing.sealed_size("gongshi")
    if not size:
        return
    old = int(shelf.meta("log_size") or 0)
    if old > size:
        old = 0
    levels = sealing.levels("gongshi")
    pages: Outputs = {}
    for tile in tiles.new_tiles(old, size):
        pages[f"/log/{tile.path}"] = ("application/octet-stream", tiles.tile_data(tile, levels.node))
    for part in tiles.new_bundles(old, size):
        first = part.index * tiles.WIDTH
        rows = GongshiEntry.objects.filter(seq__gte=first, seq__lt=first + part.width).order_by("seq")
        bodies = [bytes(b) for b in rows.values_list("body", flat=True)]
        pages[f"/log/{part.path}"] = ("application/octet-stream", tiles.encode_entries(bodies))
    pages["/log/checkpoint"] = (TEXT, sealing.checkpoint("gongshi").encode())
    pages["/trust.json"] = (JSON, bundle.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi")))
    shelf.put_pages(pages)
    shelf.set_meta(log_size=str(size))
