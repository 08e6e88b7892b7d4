"""Between the table's limit ids and the clocks: due dates from the calendar in force, obligations of a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mingjing.clocks import actions as clocks
from mingjing.clocks import queries
from mingjing.law.deadlines import Due, resolve
from mingjing.law.kinds import Doc, Role, Stage
from mingjing.law.limits import Holder, Unit

BEIJING = ZoneInfo("Asia/Shanghai")

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.law.rules import Rule

# Whose duty a clock is when it is not the handler's: the role that sees it on the workbench.
OWNER = {"review.opinion": Role.REVIEWER, "archive.file": Role.ARCHIVIST}


def beijing_date(now: datetime) -> date:
    """The legal date of a moment: the Beijing date."""
    return now.astimezone(BEIJING).date()


def due(rule_id: str, start: date) -> Due:
    """The due date of a limit from its start day, with nominal, rolled, provisional and explanation."""
    return queries.due_of(rule_id, start)


def end(rule_id: str, start: date) -> date:
    """The rolled last day of a limit: rights of parties end on it."""
    return due(rule_id, start).rolled


def clear_days_after(rule_id: str, day: date) -> date:
    """First day that lies the limit's clear days after ``day`` ("七日前": date ≥ notice + 7 working days)."""
    return due(rule_id, day).nominal


def start(case: Case, rule_id: str, *, on: date) -> None:
    """Start one clock of the case, owned by whoever the limit names."""
    if rule_id.startswith(("publish.", "withdraw.")):
        role: str = Role.PUBLISHER
    else:
        role = OWNER.get(rule_id, "" if of_party(rule_id, on) else Role.HANDLER)
    clocks.start_obligation(
        rule_id=rule_id,
        subject_kind="case",
        subject_id=case.pk,
        org=case.organ_id,
        owner_role=role,
        label=str(case),
        started_on=on,
    )


def of_party(rule_id: str, on: date) -> bool:
    """Whether a limit is the party's own window: shown, but nobody's duty."""
    return resolve(rule_id, on).holder is Holder.PARTY


def meet(case: Case, rule_id: str, *, on: date) -> None:
    """The duty was done."""
    clocks.meet(rule_id=rule_id, subject_id=case.pk, on=on)


def met(case: Case, rule_id: str) -> bool:
    """Whether the last duty under this rule was done (not merely cancelled)."""
    found = queries.obligation_of(case.pk, rule_id)
    return found is not None and found.met_on is not None


def cancel(case: Case, rule_id: str, *, on: date, reason: str) -> None:
    """The duty fell away."""
    clocks.cancel(rule_id=rule_id, subject_id=case.pk, on=on, reason=reason)


def fix(case: Case, rule_id: str, *, until: date, basis: str) -> None:
    """The last day is the one a document names: an order of a court, an approval (处66②)."""
    clocks.fix(rule_id=rule_id, subject_id=case.pk, until=until, basis=basis)


def move(case: Case, rule: Rule, *, on: date, idle: frozenset[str] = frozenset()) -> None:
    """Start and meet the clocks a step moves. A party's window runs from the service day, not from its entry.

    ``idle``: limits without an object in this case, such as that for paying where nothing is to be paid.
    """
    for rule_id in rule.meets:
        meet(case, rule_id, on=on)
    for rule_id in rule.starts:
        if rule_id in idle:
            continue
        from_service = (rule.leads_to is Stage.SERVED or Doc.SERVICE_RECEIPT in rule.produces) and of_party(rule_id, on)
        day = case.served_on if case.served_on and from_service else on
        start(case, rule_id, on=day)


def suspend(case: Case, rule_id: str, *, on: date, basis: str) -> None:
    """Stop a clock under a cited rule."""
    clocks.suspend(rule_id=rule_id, subject_id=case.pk, on=on, basis=basis)


def resume(case: Case, rule_id: str, *, on: date) -> None:
    """Let a stopped clock run again; its due date moves by the days it stood still."""
    clocks.resume(rule_id=rule_id, subject_id=case.pk, on=on)


def extend(
    case: Case, rule_id: str, *, days: int, basis: str, approver: str, unit: Unit = Unit.CALENDAR_DAY
) -> date | None:
    """Extend a clock by so many units, under the field's rule. Returns the new due date."""
    return clocks.extend(rule_id=rule_id, subject_id=case.pk, days=days, basis=basis, approver=approver, unit=unit)
