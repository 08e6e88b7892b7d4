"""Whether an officer is on an inspection today, in the words a passer-by may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.cases.models import Case
from mingjing.law.kinds import ActKind, PartyKind, Stage
from mingjing.procedure import visiting

OPEN = (Stage.APPROVED, Stage.INSPECTING)


@dataclass(frozen=True, slots=True)
class Presence:
    """``open``: there is an approved visit today. ``targets``: organisations that may be named, in order."""

    open: bool
    targets: tuple[str, ...] = ()


def visiting_today(person_id: str, on: date) -> Presence:
    """The visits of a day that this person handles and that are approved or under way.

    Named are organisations only, and one that is to be visited unannounced only once it was entered; a natural person
    or an individual trader never.
    """
    rows = Case.objects.filter(
        kind=ActKind.INSPECTION,
        stage__in=OPEN,
        handlers__person_id=person_id,
        handlers__until__isnull=True,
        handlers__recused=False,
    )
    cases = [c for c in rows.prefetch_related("parties").distinct() if _period(c, on)]
    entered = visiting.days_entered([c.pk for c in cases])
    told = [c for c in cases if c.pk in entered or c.details.get("notice") == "given"]
    names = {p.name for c in told for p in c.parties.all() if p.kind == PartyKind.ORGANISATION}
    return Presence(bool(cases), tuple(sorted(names)))


def _period(case: Case, on: date) -> bool:
    first, last = case.details.get("planned_from"), case.details.get("planned_to")
    return (not first or date.fromisoformat(first) <= on) and (not last or on <= date.fromisoformat(last))
