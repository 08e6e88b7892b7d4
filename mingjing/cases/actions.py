"""Writes on the case file. Each needs the caller's open act and appends nothing itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.cases import checks
from mingjing.cases.models import Case, Citation, Handler, Party, Weighing
from mingjing.law.kinds import ActKind
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope

if TYPE_CHECKING:
    from mingjing.ledger.actions import Act

FACTS = (
    "cause",
    "source",
    "clue",
    "found_on",
    "act_from",
    "act_ended_on",
    "place",
    "expert_needed",
    "violation",
    "facts_found",
    "nature",
    "penalties",
    "fine",
    "confiscated_income",
    "confiscated_goods",
    "goods_value",
    "other_penalty",
    "correction",
    "statutory_range",
    "tier",
    "discretion",
    "no_penalty_ground",
)


def problems(
    values: dict[str, Any], *, on: date, kind: ActKind = ActKind.PENALTY, case: Case | None = None
) -> dict[str, str]:
    """Field → Chinese message for everything wrong with the values of a new case, or of an edit of ``case``."""
    return checks.problems(values, on=on, kind=kind, new=case is None)


def new_scope(organ_id: str, unit_id: str, actor: Actor) -> Scope:
    """The scope of a case that is about to be opened: it will be the actor's own."""
    return Scope(
        organ_id=organ_id,
        region_code=organs.region_of(organ_id),
        unit_id=unit_id,
        handler_ids=frozenset({actor.person_id}),
    )


def record_case(
    act: Act,
    *,
    case: Case,
    organ_id: str,
    unit_id: str,
    values: dict[str, Any],
    now: datetime,
) -> Case:
    """Insert the case with its parties, handlers and citations. Call ``problems`` first."""
    case.organ_id, case.unit_id, case.power_id, case.opened_at = organ_id, unit_id, values["power"], now
    case.field_key = values.get("field_key") or None
    _fill(case, values)
    act.save(case)
    for ord, party in enumerate(values["parties"]):
        act.save(Party(case=case, ord=ord, **party))
    record_handlers(act, case=case, people=values["handlers"] or [], on=values.get("on") or case.found_on)
    _cite(act, case, values.get("citations") or [])
    return case


def record_edit(act: Act, *, case: Case, values: dict[str, Any]) -> None:
    """Correct or complete the facts. Flags the law reads may be widened, never narrowed (design: the gate)."""
    if values.get("power"):
        case.power_id = values["power"]
    _fill(case, values)
    act.save(case)
    for ord, given in enumerate(values.get("parties") or []):
        party = Party.objects.filter(case=case, ord=ord).first() or Party(case=case, ord=ord)
        for name, value in given.items():
            setattr(party, name, value)
        act.save(party)
    if "citations" in values:
        _recite(act, case, values["citations"])


def record_handlers(act: Act, *, case: Case, people: list[str], on: date) -> None:
    """Make ``people`` the handlers, the first one in the lead. Former handlers end; a new row is never an edit."""
    for row in case.handlers.filter(until__isnull=True):
        row.until = on
        act.save(row)
    for position, person_id in enumerate(people):
        certificate = organs.certificate_of(person_id, on)
        act.save(
            Handler(
                case=case,
                person_id=person_id,
                certificate_id=certificate.pk if certificate else organs.latest_certificate(person_id).pk,
                lead=position == 0,
                since=on,
            )
        )


def record_recused(act: Act, *, case: Case, person_id: str, on: date) -> None:
    """A recused handler loses the case the same moment (行政处罚法43)."""
    for row in case.handlers.filter(person_id=person_id, until__isnull=True):
        row.recused, row.until = True, on
        act.save(row)


def record_weighing(act: Act, *, case: Case, weighing: Weighing, values: dict[str, Any]) -> Weighing:
    """Keep a 裁量测算, and what of the case follows from it: tier, range, reason, fine."""
    _fill(case, values)
    act.save(case)
    weighing.case = case
    return act.save(weighing)


def _fill(case: Case, values: dict[str, Any]) -> None:
    for name in FACTS:
        if name in values:
            setattr(case, name, values[name])
    for name in ("act_from", "act_ended_on"):
        if name in values:
            setattr(case, name, values[name] or None)
    for name in ("fine", "confiscated_income", "goods_value"):
        setattr(case, name, getattr(case, name) or 0)
    for flag in checks.FLAGS:
        setattr(case, flag, getattr(case, flag) or bool(values.get(flag)))


def _recite(act: Act, case: Case, citations: list[dict[str, str]]) -> None:
    """Add what is new. A citation that ``replaces`` one of the case (its id) takes that row's place (处37: 改引)."""
    kept = {c.pk: c for c in Citation.objects.filter(case=case)}
    known = {(c.statute_id, c.article, c.role) for c in kept.values()}
    new = [c for c in citations if (c["statute"], c["article"], c["role"]) not in known]
    for c in new:
        old = kept.get(c.get("replaces", ""))
        if old:
            old.statute_id, old.article, old.role = c["statute"], c["article"], c["role"]
            act.save(old)
    _cite(act, case, [c for c in new if c.get("replaces", "") not in kept])


def _cite(act: Act, case: Case, citations: list[dict[str, str]]) -> None:
    start = case.citations.count()
    for ord, c in enumerate(citations, start):
        act.save(Citation(case=case, statute_id=c["statute"], article=c["article"], role=c["role"], ord=ord))
