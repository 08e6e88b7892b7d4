"""How a case stands for its party: what may be told to whoever holds a served paper, and what only to the party.

Nothing of the inside is here: no review, no discussion, no reporter, no officer's opinion (政府信息公开条例16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.cases.models import Case, Party
from mingjing.clocks import queries as clocks
from mingjing.clocks.queries import Light
from mingjing.documents.models import DocumentVersion
from mingjing.law.deadlines import resolve
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import DecisionKind, Doc, PartyKind, Phase, Stage
from mingjing.law.limits import Holder
from mingjing.law.procedures import PHASE_OF_STAGE, PROCEDURES
from mingjing.law.steps import ENDED
from mingjing.procedure import papers, party
from mingjing.procedure.facts import gather
from mingjing.procedure.models import Decision, DecisionAnnulment, PartyFiling, Service
from mingjing.procedure.models.party import KINDS

# What an outsider is told while the inside is at work.
WORDS = {Phase.START: "已启动", Phase.EVIDENCE: "办理中", Phase.DECISION: "审查决定中", Phase.EXECUTION: "执行中"}


@dataclass(frozen=True, slots=True)
class Window:
    """A time of the party's own: what it may do, until when."""

    label: str
    last_day: date
    light: Light
    basis: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper served on the party."""

    version: DocumentVersion
    title: str
    number: str
    served_on: date


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid by the decision, in 分; ``due`` is the last day without surcharge."""

    number: str
    owed: int
    paid: int
    surcharge: int
    due: date | None

    @property
    def rest(self) -> int:
        """分 still to be paid."""
        return max(0, self.owed + self.surcharge - self.paid)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the party's page shows. ``offers`` are the kinds that may be handed in now."""

    case: Case
    organ: str
    phone: str
    kind: str
    phase: int
    words: str
    name: str
    windows: tuple[Window, ...]
    papers: tuple[Paper, ...]
    bill: Bill | None
    filings: tuple[PartyFiling, ...]
    offers: tuple[tuple[str, str], ...]
    reconsider_first: bool  # 对当场处罚先复议、再诉讼 (行政复议法23①一)


def standing(paper: DocumentVersion, on: date) -> Standing:
    """The case of a served paper as its party may see it on a day."""
    case = paper.document.case
    seen = gather(case, on=on)
    facts = seen.facts
    served = {s.version_id: s for s in Service.objects.filter(case=case)}
    stage = Stage(case.stage)
    phase = PHASE_OF_STAGE[stage]
    return Standing(
        case=case,
        organ=case.organ.name,
        phone=case.organ.phone,
        kind=PROCEDURES[case.law_version].label,
        phase=len(Phase) if stage is Stage.ARCHIVED else list(Phase).index(phase),
        words=stage.label if stage in ENDED or case.decided_on else WORDS.get(phase, stage.label),
        name=masked(case.parties.all()[0]),
        windows=tuple(_windows(case, on)),
        papers=tuple(
            Paper(v, v.document.title, v.number, served[v.pk].served_on)
            for v in papers.finals(case)
            if v.pk in served and v.document.doc != Doc.SERVICE_RECEIPT
        ),
        bill=_bill(facts, seen.decision.number if seen.decision else ""),
        filings=tuple(party.filings(case)),
        offers=tuple(_offers(case, facts)),
        reconsider_first=DecisionKind.SUMMARY_PENALTY in facts.decisions,
    )


def masked(who: Party) -> str:
    """A natural person by surname only; a firm by its whole name."""
    if who.kind == PartyKind.ORGANISATION:
        return who.name
    if who.kind == PartyKind.SOLE_TRADER and len(who.name) > 4:
        return who.name
    return f"{who.name[:1]}某"


def proves_to_be(case: Case, tail: str) -> bool:
    """Whether these are the last four of the party's ID number or credit code: what the paper alone does not tell."""
    who = case.parties.all()[0]
    known = who.id_number if who.kind == PartyKind.PERSON else who.code
    return len(tail) == 4 and bool(known) and known[-4:].upper() == tail.upper()


def decision_served(case: Case) -> Decision | None:
    """The decision in force, once it was served."""
    annulled = DecisionAnnulment.objects.values("decision_id")
    found = Decision.objects.filter(case=case).exclude(pk__in=annulled).select_related("version").last()
    return found if found and Service.objects.filter(version=found.version).exists() else None


def _windows(case: Case, on: date) -> list[Window]:
    found = []
    for item in clocks.of_subject(case.pk):
        limit = resolve(item.rule_id, item.started_on)
        if limit.holder is Holder.PARTY and item.open:
            found.append(Window(limit.label, item.rolled, clocks.light(item, on), limit.basis))
    return sorted(found, key=lambda w: w.last_day)


def _bill(facts: CaseFacts, number: str) -> Bill | None:
    decision = facts.decision
    if decision is None or not decision.fine or decision.annulled or decision.served_on is None:
        return None
    return Bill(
        number=number,
        owed=decision.fine,
        paid=decision.paid,
        surcharge=decision.surcharge,
        due=decision.deferred_until or decision.payment_due,
    )


def _offers(case: Case, facts: CaseFacts) -> list[tuple[str, str]]:
    """Before a decision a statement, and a hearing where the right to one was told; while money is owed, a deferral."""
    names, found = dict(KINDS), []
    ended = Stage(case.stage) in ENDED or case.stage == Stage.ARCHIVED
    notice, decision = facts.notice, facts.decision
    if not ended and decision is None:
        found.append("statement")
        if notice is not None and notice.hearing_told:
            found.append("hearing")
    if not ended and decision is not None and decision.fine > decision.paid:
        found.append("deferral")
    return [(k, names[k]) for k in (*found, "correction")]
