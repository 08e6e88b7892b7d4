"""The gatekeeper. Web, API and command line call these functions; nothing else changes a case.

Each is one act: one transaction, one ledger entry. Refusals carry every reason (StepRefused, FormIncomplete,
OutOfDate, organs.permissions.NotAllowed) and leave nothing half-written.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from mingjing.cases import actions as cases
from mingjing.cases.models import Case
from mingjing.documents import actions as documents
from mingjing.documents.forms import FORMS
from mingjing.law import procedures
from mingjing.law.kinds import ActKind, Doc, Power, Step
from mingjing.ledger import sealing
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor, require
from mingjing.procedure import counting, dates, drafting, filling, history, inputs, limits, opening, papers
from mingjing.procedure.facts import gather
from mingjing.procedure.locking import locked
from mingjing.procedure.models import Decision
from mingjing.procedure.refusals import DECIDED, FormIncomplete, StepRefused
from mingjing.procedure.steps import WRITERS, recording
from mingjing.procedure.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mingjing.documents.models import DocumentVersion

REVIEWING = frozenset({Power.GIVE_OPINION, Power.CONFIRM_REVIEW, Power.SETTLE_REVIEW})


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step came to: its entry in the internal log, and the documents it made (doc → version id)."""

    seq: int
    stage: str
    papers: dict[str, str]


def open_case(
    *,
    actor: Actor,
    organ_id: str,
    unit_id: str,
    values: dict[str, Any],
    now: datetime,
    kind: ActKind = ActKind.PENALTY,
    procedure: str = "ordinary",
    origin: Case | None = None,
    origin_kind: str = "",
) -> Case:
    """Begin an act of one kind as a case (行政处罚法54; plan 三(二)1), with party, power and two officers.

    ``values``: see ``cases.actions.record_case``, and under ``details`` what ``inputs.MATTERS`` lists for this
    procedure. ``origin``: the case it comes from, and why. Raises FormIncomplete with field → message.
    """
    table = procedures.PROCEDURES[procedures.version_for(kind, procedure)]
    by = require(actor, table.opened_by, cases.new_scope(organ_id, unit_id, actor))
    return opening.begin(
        by=by, organ_id=organ_id, unit_id=unit_id, values=values, now=now, kind=kind, procedure=procedure,
        origin=origin, origin_kind=origin_kind,
    )  # fmt: skip


def edit_case(
    *, actor: Actor, case_id: str, values: dict[str, Any], now: datetime, expected: int | None = None
) -> Case:
    """Correct or complete the facts of a case before its decision. Flags may be widened, never narrowed.

    Raises FormIncomplete, StepRefused (after the decision), NotAllowed, OutOfDate.
    """
    with locked(actor, case_id, Power.EDIT_CASE, "case.edited", now, expected) as (case, _, opened):
        if case.decided_on:
            raise StepRefused((DECIDED,))
        on = limits.beijing_date(now)
        problems = cases.problems(values, on=on, kind=ActKind(case.kind), case=case)
        if "details" in values:
            problems |= inputs.wrong(inputs.MATTERS.get(case.law_version, ()), values["details"], today=on)
            case.details = history.kept(values["details"])
        if problems:
            raise FormIncomplete(problems)
        cases.record_edit(opened, case=case, values=values)
        counting.recount(case, on=on)
    return case


@contextmanager
def taking(
    *,
    actor: Actor,
    case_id: str,
    step: Step,
    values: dict[str, Any],
    now: datetime,
    expected: int | None = None,
) -> Iterator[Taking]:
    """A step whose gates have answered: the body writes, then the stage moves and the clocks with it.

    Raises StepRefused with every blocker, FormIncomplete with every missing value, NotAllowed, OutOfDate.
    """
    on = limits.beijing_date(now)
    version = Case.objects.only("law_version").get(pk=case_id).law_version
    rule = procedures.rule_of(version, step)
    if rule is None:
        raise StepRefused(procedures.unknown(step))
    with locked(actor, case_id, rule.by, f"case.{step.value}", now, expected) as (case, by, opened):
        signer = by.person_id if rule.decides or rule.by == Power.SIGN_DECISION else ""
        reviewer = by.person_id if rule.by in REVIEWING else ""
        seen = gather(case, on=on, signer=signer, reviewer=reviewer, at=now)
        blocked = procedures.blockers(case.law_version, seen.facts, step)
        if blocked:
            raise StepRefused(blocked)
        errors = inputs.missing(step, values, today=on) or dates.out_of_order(step, values, seen, today=on)
        if errors:
            raise FormIncomplete(errors)
        taken = Taking(case, step, rule, opened, seen, values, actor, by, now)
        yield taken
        recording.keep(taken)
        if rule.leads_to:
            taken.lead_to(rule.leads_to)
        opened.save(case)
        limits.move(case, rule, on=on, idle=_nothing_to_pay(case))
        counting.after_step(taken)


def _nothing_to_pay(case: Case) -> frozenset[str]:
    """The limit for paying, where the decision is a warning or the like: no sum of money, no time for it (处67)."""
    decision = Decision.objects.filter(case=case).order_by("-ledger_id").first()
    if decision is None or decision.fine or decision.confiscated:
        return frozenset()
    return frozenset({procedures.PROCEDURES[case.law_version].pay_clock})


def take_step(
    *,
    actor: Actor,
    case_id: str,
    step: Step,
    values: dict[str, Any],
    now: datetime,
    expected: int | None = None,
) -> Taken:
    """Take one step of the procedure: lock, gather, ask the law, write, append once, then seal what must be sealed.

    Raises what ``taking`` raises.
    """
    with transaction.atomic():
        with taking(actor=actor, case_id=case_id, step=step, values=values, now=now, expected=expected) as taken:
            WRITERS.get(step, recording.record)(taken)
        for go_on in taken.after:
            go_on()
    if taken.rule.seals_at_once:
        sealing.seal("anjuan", now)
    return Taken(taken.act.seq, taken.case.stage, {d.value: v.pk for d, v in taken.made.items()})


def save_draft(
    *,
    actor: Actor,
    case_id: str,
    doc: Doc,
    values: dict[str, Any],
    now: datetime,
    expected: int | None = None,
    based_on: str | None = None,
) -> DocumentVersion:
    """Keep a draft of one document: what the case knows is filled in, what the person typed wins.

    ``based_on`` is the draft the page showed ("" for none). Raises NotAllowed, OutOfDate, StepRefused when the document
    is not written apart or already final, FormIncomplete for values that are wrong; missing ones may wait.
    """
    with locked(actor, case_id, Power.EDIT_CASE, "document.drafted", now, expected) as (case, by, opened):
        drafting.refuse(case, doc, based_on=based_on)
        seen = gather(case, on=limits.beijing_date(now))
        draft = papers.draft_of(case, doc)
        kept = draft.values if draft else {}
        merged = papers.without_idle(FORMS[doc], {**filling.fill(doc, case, seen, now=now), **kept, **values})
        try:
            version = documents.record_draft(
                opened,
                case=case,
                doc=doc,
                values=merged,
                author=Person.objects.get(pk=by.person_id),
                now=now,
                document=draft.document if draft else None,
                complete=False,
            )
        except documents.NotValid as wrong:
            raise FormIncomplete({e.field: e.message for e in wrong.errors}) from wrong
        opened.data |= {"doc": doc.value, "version": version.pk}
    return version


def finalise_document(
    *,
    actor: Actor,
    case_id: str,
    doc: Doc,
    now: datetime,
    values: dict[str, Any] | None = None,
    expected: int | None = None,
    based_on: str | None = None,
) -> DocumentVersion:
    """Make a record or report final: complete, numbered where it goes out, unchangeable from then on.

    Raises FormIncomplete listing every required field that is empty; every document that a step makes is final only by
    that step (StepRefused). ``expected`` and ``based_on`` as for ``save_draft``.
    """
    with locked(actor, case_id, Power.EDIT_CASE, "document.issued", now, expected) as (case, by, opened):
        drafting.refuse(case, doc, final=True, based_on=based_on)
        version = opening.issue(opened, case, doc, by=by, now=now, extra=values)
        opened.data |= {"doc": doc.value, "version": version.pk}
        if case.ended_on:
            counting.recount(case, on=limits.beijing_date(now))
    return version
