"""What stands above every page of one case: title, five phases, tabs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingjing.desk.access import BEIJING, address
from mingjing.desk.words import phase_of
from mingjing.documents import queries as documents
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import ActKind, DecisionKind, Phase, Stage
from mingjing.law.procedures import PROCEDURES
from mingjing.law.reviewing import review_grounds
from mingjing.law.rules import Procedure
from mingjing.law.thresholds import Proposal, must_file, needs_discussion
from mingjing.organs.permissions import Actor, Scope, may
from mingjing.procedure import queries as procedure
from mingjing.procedure.facts import propose


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the five phases: ``state`` done, now or "" (to come)."""

    words: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the case."""

    words: str
    href: str
    count: int | None
    current: bool


TABS = (
    ("overview", "概览", "case"),
    ("documents", "文书", "case_documents"),
    ("evidence", "证据与音像", "case_evidence"),
    ("review", "审核", "case_review"),
    ("publication", "公示", "case_publication"),
    ("trail", "留痕", "case_trail"),
)


def head(
    actor: Actor,
    case: Any,
    now: datetime,
    tab: str = "overview",
    *,
    proposal: Proposal | None = None,
    scope: Scope | None = None,
) -> dict[str, Any]:
    """Context of ``desk/case_base.html``: the case came through ``procedure.queries.case_for``.

    ``proposal``, ``scope``: where the page has read them already.
    """
    counts = {
        "documents": documents.count(case.pk),
        "evidence": evidence.summary(case.pk)[0] + evidence.count_recordings(case.pk),
        "trail": procedure.trail_length(case),
    }
    hidden = (
        set()
        if case.decided_on and may(actor, "publication.read", scope or procedure.scope_of(case)).ok
        else {"publication"}
    )
    tabs = [
        Tab(words, address(route, case_id=case.pk), counts.get(name), name == tab)
        for name, words, route in TABS
        if name not in hidden
    ]
    table = PROCEDURES[case.law_version]
    grave = _grave(table, proposal or propose(case, tuple(case.parties.all()), now.date()))
    handlers = [h for h in case.handlers.all() if h.until is None and not h.recused]
    return {
        "case": case,
        "stage": Stage(case.stage),
        "table": table,
        "penal": case.kind == ActKind.PENALTY,
        "phases": _phases(case),
        "tabs": tabs,
        "grave": grave,
        "handlers": handlers,
        "today": now.date(),
    }


def _grave(table: Procedure, proposal: Proposal | None) -> bool:
    """Whether the decision this case is heading for is a major one (处57②; 豫执28; plan 三(三)2)."""
    if proposal is None:
        return False
    kinds = {r.decides for r in table.rules.values() if r.decides}
    if DecisionKind.ORDINARY_PENALTY in kinds:
        return bool(needs_discussion(proposal) or must_file(proposal))
    return any(review_grounds(kind, proposal) for kind in kinds)


def _phases(case: Any) -> list[Mark]:
    notes = {
        Phase.START: _begun(case),
        Phase.EVIDENCE: f"{case.concluded_on:%m-%d} 调查终结" if case.concluded_on else "",
        Phase.DECISION: f"{case.decided_on:%m-%d} 作出决定" if case.decided_on else "",
        Phase.EXECUTION: f"{case.executed_on:%m-%d} 执行完毕" if case.executed_on else _served(case),
        Phase.ARCHIVE: f"{case.archived_on:%m-%d} 归档" if case.archived_on else "终结后 20 个工作日内",
    }
    here, over = list(Phase).index(phase_of(case.stage)), case.stage == Stage.ARCHIVED
    marks = []
    for place, phase in enumerate(Phase):
        state = "done" if place < here or over else "now" if place == here else ""
        stage = Stage(case.stage).label
        note = notes[phase] or ((stage if stage != phase.label else "办理中") if state == "now" else "")
        marks.append(Mark(phase.label, note, state))
    return marks


def _begun(case: Any) -> str:
    if case.kind != ActKind.PENALTY or case.procedure != "ordinary":
        return f"{case.opened_at.astimezone(BEIJING):%m-%d} 启动"
    return f"{case.filed_on:%m-%d} 立案" if case.filed_on else "待立案"


def _served(case: Any) -> str:
    return f"{case.served_on:%m-%d} 送达" if case.served_on else "决定后 7 个工作日内送达" if case.decided_on else ""
