"""The page of a case, its documents and its trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingjing.catalog import queries as catalog
from mingjing.clocks import queries as clocks
from mingjing.desk import words
from mingjing.desk.access import address, office
from mingjing.desk.views import citing, matters
from mingjing.desk.views.casehead import head
from mingjing.documents import queries as documents
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc, Penalty, Role, Stage, Step
from mingjing.law.procedures import rule_of
from mingjing.law.steps import ENDED
from mingjing.law.thresholds import hearing_right, must_file, needs_discussion
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may, roles_for
from mingjing.procedure import drafting, party, rows
from mingjing.procedure import queries as procedure

GATHERING = frozenset(
    {Stage.INVESTIGATING, Stage.SCENE, Stage.INSPECTING, Stage.PROPOSED, Stage.IN_FORCE, Stage.ACCEPTED}
)
LATEST = 6


@dataclass(frozen=True, slots=True)
class Way:
    """One step as the page offers it. ``state``: open, waiting (blocked) or others (not this actor's)."""

    step: Step
    href: str
    state: str
    blockers: int
    whose: str
    aside: bool  # stands under 其他办理


@office
def case(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Where the case stands, what keeps it from its next step, and what this actor may do now."""
    found = procedure.case_for(actor, case_id)
    outlook = procedure.outlook(actor, found, now.date())
    scope = procedure.scope_of(found)
    ways = _ways(actor, found, outlook, scope)
    editable = may(actor, "case.edit", scope).ok
    focus = next((w for w in ways if w.step is outlook.focus), None)
    proposal = outlook.seen.facts.proposal
    context = head(actor, found, now, proposal=proposal, scope=scope) | {
        "outlook": outlook,
        "conditions": outlook.checklist,
        "unmet": sum(c.state != "yes" for c in outlook.checklist),
        "step_base": f"/office/cases/{found.pk}/steps/",
        "focus": outlook.focus,
        "focus_way": focus,
        "main": [w for w in ways if not w.aside and w.state == "open"],
        "others": [w for w in ways if w.aside and w.state == "open"],
        "blocked": [w for w in ways if not w.aside and w.state == "waiting"][:3],
        "turn": focus.whose if focus and focus.state == "others" else "",
        "clocks": clocks.running(found.pk, now.date()),
        "papers": list(documents.of_case(found.pk)),
        "drafts": _drafts(found, editable, outlook.seen.facts.documents),
        "gathering": editable and found.stage in GATHERING,
        "matter": matters.shown(found),
        "filings": party.open_filings(found),
        "items": evidence.items(found.pk),
        "recordings": evidence.recordings(found.pk),
        "av_names": {i.code: i.name for i in catalog.av_items(found.organ_id, now.date())},
        "trail": _trail(found, LATEST),
        "penalty": rows.proposal_text(found).removeprefix("建议"),
        "penalties": [Penalty(p).label for p in found.penalties],
        "cited": citing.checked(found, now.date()),
        "grounds": [*hearing_right(proposal), *needs_discussion(proposal), *must_file(proposal)] if proposal else [],
        "editable": editable and not found.decided_on,
        "weighable": editable and not found.decided_on and found.procedure == "ordinary",
        "weighed": outlook.seen.facts.weighed,
    }
    return render(request, "desk/case.html", context)


def _ways(actor: Actor, case: Any, outlook: Any, scope: Scope) -> list[Way]:
    proposal = outlook.seen.facts.proposal
    idle = set()
    if not (proposal and needs_discussion(proposal)) and not outlook.seen.submission:
        idle.add(Step.DISCUSS)
    if not outlook.seen.facts.filing_due:
        idle.add(Step.FILE_RECORD)
    said = outlook.seen.facts.statement
    if said.presented <= said.answered:
        idle.add(Step.ANSWER_STATEMENT)
    if not procedure.to_serve(case):
        idle.add(Step.SERVE_DOCUMENT)
    idle.add(Step.DECIDE_NO_PENALTY if not case.no_penalty_ground else Step.DECIDE)
    ways = []
    for step, blockers in outlook.steps:
        rule = rule_of(case.law_version, step)
        if rule is None or step in idle:
            continue
        allowed = may(actor, rule.by, scope).ok
        state = "others" if not allowed else "waiting" if blockers else "open"
        ways.append(
            Way(
                step, address("step", case_id=case.pk, step=step.value), state, len(blockers), roles_for(rule.by),
                rule.others,
            )
        )  # fmt: skip
    ways.sort(key=lambda w: w.step is not outlook.focus)
    return ways


def _drafts(case: Any, editable: bool, final: Iterable[Doc] = ()) -> list[tuple[Doc, str]]:
    """Documents one would write at this stage, for those who handle the case, without those that are final."""
    if not editable or Stage(case.stage) in ENDED:
        return []
    docs = [d for d in drafting.now_due(case) if d not in final]
    return [(d, address("document_edit", case_id=case.pk, doc=d.value)) for d in docs]


@office
def papers(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Every document of the case, and every form one may begin."""
    found = procedure.case_for(actor, case_id)
    editable = may(actor, "case.edit", procedure.scope_of(found)).ok
    context = head(actor, found, now, "documents") | {
        "papers": list(documents.of_case(found.pk)),
        "drafts": _drafts(found, editable),
        "forms": [(d, address("document_edit", case_id=found.pk, doc=d.value)) for d in drafting.writable(found)],
        "editable": editable,
    }
    return render(request, "desk/case_documents.html", context)


@office
def publication(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """From a case to the publication of its decision."""
    decision = procedure.decision_of(procedure.case_for(actor, case_id))
    if decision is None:
        raise Http404(case_id)
    return redirect(address("publication", decision_id=decision.pk))


@office
def trail(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Every entry of the internal log about this case: who, what, when, the number anyone can hold us to."""
    found = procedure.case_for(actor, case_id)
    context = head(actor, found, now, "trail") | {"trail": _trail(found, 500), "shown": 500}
    return render(request, "desk/case_trail.html", context)


def _trail(case: Any, limit: int) -> list[dict[str, Any]]:
    entries = procedure.trail(case, limit)
    bodies = [e.content for e in entries]
    known = organs.names_by_id({str(b.get("actor", "")) for b in bodies})
    return [
        {
            "seq": e.seq,
            "at": e.at,
            "words": words.entry(e.type),
            "who": known.get(str(b.get("actor", "")), "系统"),
            "role": Role(b["role"]).label if b.get("role") in {r.value for r in Role} else "",
            "leaf": bytes(e.leaf).hex(),
        }
        for e, b in zip(entries, bodies, strict=True)
    ]
