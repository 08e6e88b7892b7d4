"""Complaints recounted from their rows for ``mingjing statistics recount``, by a way of its own."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from mingjing.clocks.models import Obligation
from mingjing.law.complaining import ANSWER_RULE, CORRECT_RULE
from mingjing.statistics.recount.raw import Fact
from mingjing.supervision.models import Complaint

BEIJING = ZoneInfo("Asia/Shanghai")


def facts() -> Iterator[Fact]:
    """Received, answered, due, in time, of any year, under the organ that handles it."""
    for row in Complaint.objects.all():
        organ = row.handled_by_id
        yield Fact("complaint.received", organ, row.received_at.astimezone(BEIJING).date())
        if row.answered_on is not None:
            yield Fact("complaint.answered", organ, row.answered_on)
        correction = row.wish == "correction"
        if correction and row.publication_id:
            continue
        rule = CORRECT_RULE if correction else ANSWER_RULE
        clocks = sorted(Obligation.objects.filter(subject_id=row.pk, rule_id=rule), key=lambda o: o.pk)
        if clocks and clocks[-1].cancelled_on is None:
            yield Fact("complaint.due", organ, clocks[-1].rolled)
            if clocks[-1].met_on and not clocks[-1].met_on > clocks[-1].rolled:
                yield Fact("complaint.on_time", organ, clocks[-1].rolled)
