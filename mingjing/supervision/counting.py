"""What a complaint adds to the yearly figures of the organ that handles it; passed on, it takes its counts along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingjing.clocks import queries as clocks
from mingjing.law.complaining import Wish, answer_rule
from mingjing.law.counted import Line
from mingjing.procedure.limits import beijing_date
from mingjing.supervision import clocking
from mingjing.supervision.models import Complaint
from mingjing.tally import actions as tally


def count(row: Complaint) -> None:
    """Count a complaint anew. Call it in the transaction of the change, after its clocks have moved."""
    tally.count(subject=f"complaint:{row.pk}", organ=row.handled_by_id, lines=_lines(row))


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(subject, organ, lines) of every complaint there is."""
    for row in Complaint.objects.select_related("publication").order_by("pk").iterator(chunk_size=500):
        yield f"complaint:{row.pk}", row.handled_by_id, _lines(row)


def _lines(row: Complaint) -> tuple[Line, ...]:
    came = beijing_date(row.received_at)
    found = (Line("complaint.received", came),)
    if row.answered_on is None:
        return found
    found += (Line("complaint.answered", came),)
    due = _due(row, came)
    return (*found, Line("complaint.on_time", came)) if due and row.answered_on <= due else found


def _due(row: Complaint, came: date) -> date | None:
    """The last day of the clock it was answered under: the latest that began by the day it came in."""
    begun = clocks.begun_by(clocking.answer_subject(row), answer_rule(Wish(row.wish)), came)
    return begun.rolled if begun else None
