"""Final scores recounted from the rulings for ``mingjing statistics recount``, by a way of its own."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from mingjing.appraisal.models import Ruling
from mingjing.statistics.recount.raw import Fact

BEIJING = ZoneInfo("Asia/Shanghai")


def facts() -> Iterator[Fact]:
    """One dossier on the Beijing day of its ruling; a vetoed one counts with nothing."""
    for ruling in Ruling.objects.select_related("dossier"):
        dossier = ruling.dossier
        score = 0 if dossier.vetoed else (dossier.points or 0) * 10
        yield Fact("dossier.count", dossier.organ_id, ruling.at.astimezone(BEIJING).date(), 1, score)
