"""The steps a case has taken, and its clocks, as the law asks for them; and how a step is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.clocks import queries as clocks
from mingjing.law.facts import ClockFact, Taken
from mingjing.law.kinds import Doc, Step
from mingjing.procedure.inputs import INPUTS
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Service, StepTaken

if TYPE_CHECKING:
    from mingjing.cases.models import Case


def of_case(case: Case) -> tuple[Taken, ...]:
    """Every step taken, oldest first, with its values as they were given."""
    return tuple(
        Taken(
            Step(row.step), row.taken_on, row.taken_at.astimezone(BEIJING), row.by_id or "",
            typed(INPUTS.get(Step(row.step), ()), row.values),
        )
        for row in StepTaken.objects.filter(case=case).order_by("ledger_id")
    )  # fmt: skip


def clocks_of(case: Case) -> dict[str, ClockFact]:
    """The latest clock of every rule of the case that was not cancelled."""
    return {
        item.rule_id: ClockFact(
            item.started_on, item.rolled, item.met_on, any(not p.get("until") for p in item.suspensions),
            bool(item.extensions), item.nominal,
        )
        for item in clocks.of_subject(case.pk)
    }  # fmt: skip


def served(services: Mapping[str, Service]) -> dict[Doc, date]:
    """The day on which each kind of document last took effect on the party."""
    found: dict[Doc, date] = {}
    for s in services.values():
        doc = Doc(s.version.document.doc)
        found[doc] = max(s.served_on, found.get(doc, s.served_on))
    return found


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them: dates and moments in ISO form, nothing empty."""
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in values.items()
        if value not in (None, "", [])
    }


def typed(fields: tuple[Any, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with dates and moments as such again."""
    readers = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}
    types = {f.name: f.type for f in fields}
    return {
        name: readers[types[name]](value) if types.get(name) in readers and isinstance(value, str) else value
        for name, value in values.items()
    }
