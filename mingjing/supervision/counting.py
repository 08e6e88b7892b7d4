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


def count(row: Complaint, *, on: date) -> None:
    """Count a complaint anew. Call it in the transaction of the change, after its clocks have moved."""
    tally.count(subject=f"complaint:{row.pk}", organ=row.handled_by_id, lines=_lines(row), on=on)


def contributions() -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(subject, organ, lines) of every complaint there is."""
    for row in Complaint.objects.select_related("publication").order_by("pk").iterator(chunk_size=500):
        yield f"complaint:{row.pk}", row.handled_by_id, _lines(row)


def _lines(row: Complaint) -> tuple[Line, ...]:
    """A correction of a published decision runs on the case; its time is not the complaint's."""
    found: tuple[Line, ...] = (Line("complaint.received", beijing_date(row.received_at)),)
    if row.answered_on:
        found += (Line("complaint.answered", row.answered_on),)
    clock = None if clocking.on_case(row) else clocks.obligation_of(row.pk, answer_rule(Wish(row.wish)))
    if clock is None or clock.cancelled_on:
        return found
    found += (Line("complaint.due", clock.rolled),)
    in_time = clock.met_on is not None and clock.met_on <= clock.rolled
    return (*found, Line("complaint.on_time", clock.rolled)) if in_time else found
