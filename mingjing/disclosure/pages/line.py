"""One published decision as one line: of the home page, the lists, the search, the open data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.disclosure.models import Publication
from mingjing.documents.cutting import surname_length
from mingjing.law.kinds import PartyKind, Penalty
from mingjing.procedure.limits import BEIJING, due
from mingjing.procedure.models import Decision


def row(publication: Publication) -> dict[str, Any]:
    """The values of ``public/item.html`` and of one row of the open data."""
    decision, case = publication.decision, publication.case
    name, code = party_shown(publication)
    level, took = pace(publication)
    return {
        "url": f"/decisions/{publication.page}",
        "cause": case.cause,
        "party": name,
        "code": code,
        "number": decision.number,
        "decision": decision_words(decision, case),
        "organ": case.organ.short_name,
        "decided_on": decision.decided_on.isoformat(),
        "level": level,
        "pace": took,
        "state": str(publication.state),
    }


def party_shown(publication: Publication) -> tuple[str, str]:
    """(name as published, credit code as published): a natural person is a surname with 某."""
    party = publication.decision.party
    if party.kind == PartyKind.PERSON:
        return party.name[: surname_length(party.name)] + "某", ""
    return party.name, party.code


def decision_words(decision: Decision, case: Case) -> str:
    """What was decided, in a few words."""
    parts = []
    if decision.kind == "no_penalty":
        return "不予行政处罚"
    for kind in Penalty:
        if kind not in decision.penalty_kinds:
            continue
        if kind is Penalty.FINE:
            parts.append(f"罚款 {decision.fine // 100:,} 元")
        elif kind is Penalty.CONFISCATE_INCOME:
            parts.append(f"没收违法所得 {case.confiscated_income // 100:,} 元")
        elif kind is Penalty.SUSPEND_BUSINESS and case.other_penalty:
            parts.append(case.other_penalty)
        else:
            parts.append(kind.label)
    return "，".join(parts)


def handlers(publication: Publication) -> list[dict[str, str]]:
    """Officers in charge on the day of the decision, with their certificates (plan: published)."""
    on = publication.decision.decided_on
    rows = publication.case.handlers.filter(since__lte=on, recused=False).select_related("person", "certificate")
    return [{"name": h.person.name, "number": h.certificate.number} for h in rows if h.until is None or h.until >= on]


def pace(publication: Publication) -> tuple[str, str]:
    """How many working days publication took, against seven (plan 三(一)3)."""
    decided, out = (
        publication.decision.decided_on,
        (publication.approved_at or publication.prepared_at).astimezone(BEIJING).date(),
    )
    took = clocks.calendar().between(decided, out)
    late = out > due("publish.penalty", decided).rolled
    return ("red", f"{took} 个工作日，超期") if late else ("green", f"{took} 个工作日")


def day(at: datetime | None) -> str:
    """The Beijing date of a moment, "" for none."""
    return at.astimezone(BEIJING).date().isoformat() if at else ""
