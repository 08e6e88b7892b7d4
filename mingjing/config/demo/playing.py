"""``mingjing demo play``: one case through the whole line, told step by step."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from mingjing.config.demo import founding, lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import bundle as proof
from mingjing.disclosure import pages
from mingjing.ledger import sealing

STORIES = {"ordinary-penalty": ("sthj", "dust_yard")}
LENGTH = timedelta(days=90)  # longer than the line takes, so that it ends in the past


def play(story: str, now: datetime, tell: Callable[[int, str, int], None]) -> dict[str, object]:
    """Play one story in this home and tell each act (number, label, entry). Returns steps, page, bundle and trust."""
    organ, matter = STORIES[story]
    world = founding.found(now - LENGTH - timedelta(days=1), frozenset({organ, "sj"}))
    count = 0

    def report(label: str, seq: int) -> None:
        nonlocal count
        count += 1
        tell(count, label, seq)

    line = Line(world, organ, MATTERS[matter], 1, now - LENGTH, report)
    lines.perform([(line, lines.Plot(statement="given"))], now)
    page = f"/decisions/{line.named['page']}"
    bundle, trust = _write(settings.HOME / "proof", page)
    return {"steps": count, "page": page, "bundle": str(bundle), "trust": str(trust)}


def _write(folder: Path, page: str) -> tuple[Path, Path]:
    """The bundle as the portal serves it, and the keys a stranger trusts."""
    folder.mkdir(exist_ok=True)
    found = pages.store().page(f"{page}.bundle.json")
    if found is None:
        raise LookupError(f"公示库中没有 {page} 的证明文件")
    bundle, trust = folder / "bundle.json", folder / "trust.json"
    bundle.write_bytes(gzip.decompress(found.gz))
    trust.write_bytes(proof.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi")))
    return bundle, trust
