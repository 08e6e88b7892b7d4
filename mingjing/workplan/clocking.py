"""The clock of a duty: its last day is the one of the notice. Called inside the open act; nothing is appended here."""

from __future__ import annotations

from datetime import date

from mingjing.clocks import actions as clocks
from mingjing.workplan.models import Duty

RULE, KIND, OWNER = "workplan.due", "duty", "L"


def started(duty: Duty, on: date, basis: str) -> None:
    """Runs from ``on`` to the day the notice gives; an open one is replaced."""
    clocks.start_obligation(
        rule_id=RULE, subject_kind=KIND, subject_id=duty.pk, org=duty.organ_id, owner_role=OWNER,
        label=duty.item.title[:120], started_on=min(on, duty.due_on),
    )  # fmt: skip
    redated(duty, basis)


def redated(duty: Duty, basis: str) -> None:
    """The last day is now ``duty.due_on``, as ``basis`` has it."""
    clocks.fix(rule_id=RULE, subject_id=duty.pk, until=duty.due_on, basis=basis[:100])


def met(duty: Duty, on: date) -> None:
    """It was sent in."""
    clocks.meet(rule_id=RULE, subject_id=duty.pk, on=on)


def cancelled(duty: Duty, on: date, reason: str) -> None:
    """It fell away."""
    clocks.cancel(rule_id=RULE, subject_id=duty.pk, on=on, reason=reason[:200])
