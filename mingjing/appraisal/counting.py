"""What a finally scored dossier adds to the yearly figures of the organ appraised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingjing.appraisal.models import Dossier
from mingjing.law.counted import Line
from mingjing.tally import actions as tally

HUNDREDTHS = 10  # of a tenth


def count(row: Dossier, *, on: date) -> None:
    """Count a dossier anew on the day of the act. Call it in the transaction of the ruling."""
    tally.count(subject=f"dossier:{row.pk}", organ=row.organ_id, lines=_lines(row), on=on)


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(subject, organ, lines) of every dossier with a final score."""
    for row in Dossier.objects.exclude(final_on=None).order_by("pk").iterator(chunk_size=500):
        yield f"dossier:{row.pk}", row.organ_id, _lines(row)


def _lines(row: Dossier) -> tuple[Line, ...]:
    """The amount is the score in hundredths of a point, 0 where vetoed."""
    if row.final_on is None or row.score is None:
        return ()
    return (Line("dossier.count", row.final_on, 1, row.score.tenths * HUNDREDTHS),)
