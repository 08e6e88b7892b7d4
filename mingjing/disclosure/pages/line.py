"""One published decision as one line: of the home page, the lists, the search, the open data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.disclosure import queries
from mingjing.disclosure.models import Publication
from mingjing.documents.cutting import surname_length
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import ActKind, DecisionKind, PartyKind, Penalty
from mingjing.law.limits import Limit
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
        "kind": case.kind,
        "act": ActKind(case.kind).label,
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
    if decision.kind == DecisionKind.NO_PENALTY:
        return "不予行政处罚"
    if case.kind != ActKind.PENALTY:
        return _other(decision)
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


def _other(decision: Decision) -> str:
    """The kind of decision, its result where the form offers several, and what is to be paid."""
    words = DecisionKind(decision.kind).label.removesuffix("决定").removesuffix("结果")
    form, values = decision.version.form, decision.version.values
    result = next((f for f in form.fields if f.name == "result" and f.choices), None)
    if result and values.get("result"):
        words = dict(result.choices).get(values["result"], words)
    return f"{words}，{decision.fine / 100:,.2f} 元".replace(".00 元", " 元") if decision.fine else words


def limit(publication: Publication) -> Limit:
    """The time within which this decision is published (plan 三(一)3)."""
    return resolve(queries.rule_of(publication.case), publication.decision.decided_on)


def handlers(publication: Publication) -> list[dict[str, str]]:
    """Officers in charge on the day of the decision, with their certificates (plan: published)."""
    on = publication.decision.decided_on
    rows = publication.case.handlers.filter(since__lte=on, recused=False).select_related("person", "certificate")
    return [{"name": h.person.name, "number": h.certificate.number} for h in rows if h.until is None or h.until >= on]


def pace(publication: Publication) -> tuple[str, str]:
    """How many working days publication took, against its limit (plan 三(一)3)."""
    decided, out = (
        publication.decision.decided_on,
        (publication.approved_at or publication.prepared_at).astimezone(BEIJING).date(),
    )
    took = clocks.calendar().between(decided, out)
    late = out > due(queries.rule_of(publication.case), decided).rolled
    return ("red", f"{took} 个工作日，超期") if late else ("green", f"{took} 个工作日")


def day(at: datetime | None) -> str:
    """The Beijing date of a moment, "" for none."""
    return at.astimezone(BEIJING).date().isoformat() if at else ""
