"""Reads for the windows. Every one takes the actor first; a stranger gets nothing, a colleague a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from mingjing.cases import actions as cases
from mingjing.cases.models import Case
from mingjing.law import procedures
from mingjing.law.kinds import Stage, Step
from mingjing.law.steps import ENDED, ISSUED
from mingjing.ledger import queries as ledger
from mingjing.organs.permissions import Actor, NotAllowed, Scope, may
from mingjing.procedure import papers
from mingjing.procedure.facts import Gathered, gather
from mingjing.procedure.models import Decision, Service
from mingjing.review.models import Submission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingjing.documents.models import DocumentVersion
    from mingjing.law.gating import Blocker
    from mingjing.law.procedures import Condition
    from mingjing.ledger.models import AnjuanEntry

READ = "case.read"


class NoSuchCase(LookupError):
    """There is no such case for this actor: a stranger is not told whether it exists."""


def scope_of(case: Case) -> Scope:
    """Whose case it is, for the permission check: organ, unit, handlers, the reviewer it was sent to."""
    reviewers = Submission.objects.filter(case=case).values_list("assigned_to_id", flat=True)
    return Scope(
        organ_id=case.organ_id,
        region_code=case.organ.region_id,
        unit_id=case.unit_id,
        handler_ids=frozenset(h.person_id for h in case.handlers.all() if h.until is None and not h.recused),
        reviewer_ids=frozenset(r for r in reviewers if r),
        state=_state(case),
    )


def _state(case: Case) -> str:
    """Its stage; while an annulled decision is made anew, still one that is issued: its page is to be withdrawn."""
    again = case.annulled_on is not None and Stage(case.stage) not in ENDED | ISSUED
    return str(Stage.DECIDED if again and case.stage != Stage.ARCHIVED else case.stage)


def own_scope(actor: Actor) -> Scope:
    """The scope of a case this actor would open in the own organ."""
    return cases.new_scope(actor.organ_id, "", actor)


def case_for(actor: Actor, case_id: str) -> Case:
    """The one door to a case.

    Raises NoSuchCase for strangers and unknown ids (404), NotAllowed for colleagues without the right (403).
    """
    case = (
        Case.objects.select_related("organ", "organ__region", "unit", "power")
        .prefetch_related("parties", "handlers__person", "handlers__certificate", "citations__statute")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NoSuchCase(case_id)
    verdict = may(actor, READ, scope_of(case))
    if not verdict.ok:
        if actor.organ_id == case.organ_id:
            raise NotAllowed(verdict.reason)
        raise NoSuchCase(case_id)
    return case


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the case page shows beside the stage: the next steps, and the checklist of the one that matters."""

    seen: Gathered
    steps: tuple[tuple[Step, tuple[Blocker, ...]], ...]
    focus: Step | None
    checklist: tuple[Condition, ...]


def outlook(actor: Actor, case: Case, on: date) -> Outlook:
    """Next steps with their blockers on the day ``on``, and the checklist of the step this stage leads to."""
    seen = gather(case, on=on)
    focus = procedures.PROCEDURES[case.law_version].focus.get(Stage(case.stage))
    if focus is Step.DECIDE and case.no_penalty_ground:
        focus = Step.DECIDE_NO_PENALTY
    return Outlook(
        seen,
        procedures.next_steps(case.law_version, seen.facts),
        focus,
        procedures.checklist(case.law_version, seen.facts, focus) if focus else (),
    )


def allowed(actor: Actor, case: Case, step: Step) -> bool:
    """Whether this actor's grants cover the step on this case, whatever the gates say."""
    rule = procedures.rule_of(case.law_version, step)
    return bool(rule and may(actor, rule.by, scope_of(case)).ok)


def cases_for(actor: Actor, *, words: str = "", stage: str = "", kind: str = "", mine: bool = False) -> QuerySet[Case]:
    """Cases this actor may read, newest first. ``words`` match number, cause or party."""
    rows = (
        Case.objects.filter(visible_to(actor))
        .select_related("organ", "unit")
        .prefetch_related("parties", "handlers__person")
        .order_by("-opened_at", "-id")
    )
    if stage:
        rows = rows.filter(stage=stage)
    if kind:
        rows = rows.filter(kind=kind)
    if mine:
        rows = rows.filter(pk__in=own_cases(actor))
    for word in words.split():
        rows = rows.filter(
            Q(number__contains=word)
            | Q(cause__contains=word)
            | Q(pk__in=Case.objects.filter(Q(parties__name__contains=word) | Q(parties__code=word)).values("pk"))
        )
    return rows


def last_under(actor: Actor, power_id: str) -> Case | None:
    """The newest case this actor may read under one power: what it says need not be typed again."""
    rows = cases_for(actor).filter(power_id=power_id).prefetch_related("citations")
    return rows.first()


def own_cases(actor: Actor) -> QuerySet[Any]:
    """Ids of the cases this actor handles now."""
    return Case.objects.filter(
        handlers__person_id=actor.person_id, handlers__until__isnull=True, handlers__recused=False
    ).values("pk")


def visible_to(actor: Actor) -> Q:
    """The filter that equals ``may(actor, "case.read", …)``, role by role (organs/matrix.csv)."""
    seen = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role == "H":
            seen |= Q(pk__in=own_cases(actor))
        elif grant.role == "U":
            seen |= Q(unit_id=grant.unit_id) if grant.unit_id else Q(organ_id=grant.organ_id)
        elif grant.role == "B":
            seen |= Q(organ_id=grant.organ_id)
        elif grant.role == "L":
            seen |= Q(pk__in=Submission.objects.filter(assigned_to_id=actor.person_id).values("case_id"))
        elif grant.role == "R":
            seen |= Q(organ_id=grant.organ_id, ended_on__isnull=False)
        elif grant.role in {"PB", "PC"}:
            issued = Q(decided_on__isnull=False) | Q(annulled_on__isnull=False)
            seen |= issued & Q(organ_id=grant.organ_id)
        elif grant.role == "J":
            seen |= Q(organ__region_id__in=_regions_below(grant.region_code))
    return seen


def _regions_below(code: str) -> list[str]:
    from mingjing.organs import queries as organs

    return organs.regions_below(code)


def decision_of(case: Case) -> Decision | None:
    """The decision in force, or the last one."""
    return Decision.objects.filter(case=case).order_by("-ledger_id").first()


def trail_length(case: Case) -> int:
    """How many entries there are about a case."""
    return ledger.count_of_case(case.pk)


def to_serve(case: Case) -> list[DocumentVersion]:
    """Issued outward documents, other than decisions, that have not been served: choices of 送达文书."""
    served = set(Service.objects.filter(case=case).values_list("version_id", flat=True))
    own = procedures.PROCEDURES[case.law_version].deciding
    rows = [v for v in papers.finals(case) if v.form.outward and v.pk not in served and v.document.doc not in own]
    return [v for v in rows if v.document.doc not in papers.NOT_SERVED]


def trail(case: Case, limit: int = 200) -> list[AnjuanEntry]:
    """The entries of a case, newest first: its 留痕. The case came through ``case_for``."""
    return ledger.entries_of_case(case.pk, limit)
