"""What a publication adds to the yearly figures, and what it changes for its case: whether it was published in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingjing.cases.models import Case
from mingjing.disclosure.models import Publication
from mingjing.law.counted import Line
from mingjing.procedure import counting
from mingjing.procedure.limits import beijing_date
from mingjing.tally import actions as tally

ENDED = {Publication.State.WITHDRAWN: "public.withdrawn", Publication.State.CORRECTED: "public.corrected"}


def count(publication: Publication, *, on: date) -> None:
    """Count a publication and its case anew. Call it in the transaction of the change, clocks included."""
    organ = publication.case.organ_id
    tally.count(subject=f"publication:{publication.pk}", organ=organ, lines=_lines(publication), on=on)
    counting.recount(publication.case, on=on)


def moved(case: Case, *, on: date) -> None:
    """Count a case anew with all that hangs on it, after it has come to another organ."""
    counting.moved(case, on=on)
    for row in Publication.objects.filter(case=case):
        tally.count(subject=f"publication:{row.pk}", organ=case.organ_id, lines=_lines(row), on=on)


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(subject, organ, lines) of every publication there is."""
    for row in Publication.objects.select_related("case").order_by("pk").iterator(chunk_size=500):
        yield f"publication:{row.pk}", row.case.organ_id, _lines(row)


def _lines(row: Publication) -> tuple[Line, ...]:
    shown = (Line("public.done", beijing_date(row.published_at)),) if row.published_at else ()
    figure = ENDED.get(Publication.State(row.state))
    return (*shown, Line(figure, row.ended_on)) if figure and row.ended_on else shown
