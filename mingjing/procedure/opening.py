"""A case begins: by an officer who opens it, or because a step of another case goes on as a case of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from mingjing.cases import actions as cases
from mingjing.cases import checks
from mingjing.cases.models import Case
from mingjing.evidence import actions as evidence
from mingjing.evidence import queries as gathered
from mingjing.law import procedures
from mingjing.law.kinds import ActKind, Doc
from mingjing.ledger.actions import Act, By, act
from mingjing.procedure import counting, filling, history, inputs, licensing, limits, papers
from mingjing.procedure.facts import Gathered, gather
from mingjing.procedure.refusals import FormIncomplete

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion
    from mingjing.evidence.models import EvidenceItem
    from mingjing.procedure.taking import Taking

COPIED = ("kind", "title", "proves", "obtained_on", "obtained_place", "obtained_by", "original_or_copy", "blob")


def begin(
    *,
    by: By,
    organ_id: str,
    unit_id: str,
    values: dict[str, Any],
    now: datetime,
    kind: ActKind,
    procedure: str,
    origin: Case | None = None,
    origin_kind: str = "",
    items: Iterable[EvidenceItem] = (),
) -> Case:
    """Open a case by one act; whoever calls has asked whether this person may. Raises FormIncomplete, LookupError.

    ``items``: evidence of the origin that goes with it, the same bytes under their new case.
    """
    on = limits.beijing_date(now)
    table = procedures.PROCEDURES[procedures.version_for(kind, procedure)]
    details = values.get("details") or {}
    problems = cases.problems(values, on=on, kind=kind)
    problems |= inputs.wrong(inputs.MATTERS.get(table.version, ()), details, today=on)
    if problems:
        raise FormIncomplete(problems)
    with transaction.atomic():
        case = Case(
            kind=kind,
            procedure=procedure,
            law_version=table.version,
            stage=table.first_stage,
            details=history.kept(details),
            origin=origin,
            origin_kind=origin_kind,
        )
        with act(type="case.opened", by=by, obj=case.pk, case=case.pk, now=now) as opened:
            case = cases.record_case(opened, case=case, organ_id=organ_id, unit_id=unit_id, values=values, now=now)
            for item in items:
                source = f"{item.source}（由{origin}一案转来）" if origin else item.source
                given = {name: getattr(item, name) for name in COPIED}
                evidence.record_evidence(opened, case=case, source=source[:200], now=now, **given)
            own = licensing.begin(opened, case, values, now=now) if kind is ActKind.LICENCE else ()
            begins_with = ((table.opens_with,) if table.opens_with else ()) + own
            seen = gather(case, on=on) if begins_with else None
            for doc in begins_with:
                issue(opened, case, doc, by=by, now=now, seen=seen)
            for rule_id in table.opening_starts:
                limits.start(case, rule_id, on=on)
            counting.after_opening(case, on)
    return case


def issue(
    opened: Act,
    case: Case,
    doc: Doc,
    *,
    by: By,
    now: datetime,
    extra: dict[str, Any] | None = None,
    seen: Gathered | None = None,
) -> DocumentVersion:
    """Make one document of a case final: from what the case knows, its draft, and ``extra``. Raises FormIncomplete.

    ``seen``: what was gathered already in the same act.
    """
    seen = seen or gather(case, on=limits.beijing_date(now))
    filled = filling.fill(doc, case, seen, now=now)
    return papers.issue(opened, case, doc, seen=seen, by=by, now=now, filled=filled, extra=extra or {})


def carried(case: Case) -> dict[str, Any]:
    """What a case of the same act takes over from another: facts, law, officers, power; parties are left to choose."""
    names = (*cases.FACTS, *checks.FLAGS)
    return {
        **{name: getattr(case, name) for name in names},
        "power": case.power_id,
        "handlers": [h.person_id for h in case.handlers.all() if h.until is None and not h.recused],
        "citations": [{"statute": c.statute_id, "article": c.article, "role": c.role} for c in case.citations.all()],
    }


def party_values(party: Any) -> dict[str, Any]:
    """A party as ``begin`` takes it."""
    names = ("kind", "name", "code", "id_number", "representative", "address", "phone")
    return {name: getattr(party, name) for name in names}


def goes_on(t: Taking, *, procedure: str, origin_kind: str, parties: list[Any], **changes: Any) -> None:
    """The case of this step goes on as another of the same act and organ, once the step's own entry stands.

    ``changes``: what the new case has otherwise; its evidence goes along.
    """
    values = {**carried(t.case), "parties": [party_values(p) for p in parties], "on": t.on, **changes}
    items = gathered.items(t.case.pk)
    t.after.append(
        lambda: begin(
            by=t.by, organ_id=t.case.organ_id, unit_id=t.case.unit_id, values=values, now=t.now,
            kind=ActKind(t.case.kind), procedure=procedure, origin=t.case, origin_kind=origin_kind, items=items,
        )
    )  # fmt: skip
