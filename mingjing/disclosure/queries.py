"""Reads on publications: what is to be published, how it is marked, what the law says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.disclosure.models import Mark, Outbox, Publication
from mingjing.documents import commitments
from mingjing.documents.cutting import Unit
from mingjing.documents.models import DocumentVersion, as_units
from mingjing.law.identifiers import is_minor
from mingjing.law.kinds import PartyKind, UnitClass
from mingjing.law.procedures import PROCEDURES
from mingjing.law.publicity import Scope, publish_scope
from mingjing.organs.permissions import Actor, matrix, require
from mingjing.procedure import queries as procedure
from mingjing.procedure.models import Decision, DecisionAnnulment, Service
from mingjing.procedure.queries import visible_to

READ = "publication.read"
State = Publication.State


def proposed(version: DocumentVersion) -> dict[str, str]:
    """path → class as proposed at the cut, in the order of the text."""
    return dict(version.units.order_by("ord").values_list("path", "klass"))


def classes(version: DocumentVersion, marks: dict[str, str]) -> dict[str, str]:
    """path → class after relabelling."""
    return {path: marks.get(path, klass) for path, klass in proposed(version).items()}


def classes_of(publication: Publication) -> dict[str, str]:
    """path → class of one publication."""
    return classes(publication.decision.version, dict(publication.marks.values_list("path", "klass")))


def marks_of(publication: Publication) -> dict[str, tuple[str, str]]:
    """path → (class, reason), where the publisher differs from the proposal."""
    rows = Mark.objects.filter(publication=publication).values_list("path", "klass", "reason")
    return {path: (klass, reason) for path, klass, reason in rows}


def units_of(publication: Publication) -> tuple[Unit, ...]:
    """The units of the issued text, in order."""
    return as_units(publication.decision.version.units.order_by("ord"))


def span_root(version: DocumentVersion, labelled: dict[str, str]) -> str:
    """Root over path, class and commitment: binds what is shown and what is withheld."""
    committed = list(version.units.order_by("ord").values_list("path", "commitment"))
    return commitments.span_root(committed, labelled).hex()


def must_show(version: DocumentVersion) -> tuple[str, ...]:
    """Paths of the plan's eight elements that are public by their nature: these may not be withheld."""
    rows = version.units.exclude(element="").filter(klass=UnitClass.PUBLIC).order_by("ord")
    return tuple(rows.values_list("path", flat=True))


def served_on(decision: Decision) -> date | None:
    """The day service of a decision took effect."""
    return Service.objects.filter(version=decision.version_id).values_list("served_on", flat=True).first()


def scope_for(decision: Decision) -> Scope:
    """Whether this decision must, may or must not be published."""
    party = decision.party
    minor = party.kind == PartyKind.PERSON and bool(party.id_number) and is_minor(party.id_number, decision.decided_on)
    return publish_scope(
        kind=decision.kind,
        party=PartyKind(party.kind),
        minor=minor,
        penalties=decision.penalty_kinds,
        field=decision.case.organ.field,
    )


def rule_of(case: Case) -> str:
    """The limit within which a decision of this case is published."""
    return PROCEDURES[case.law_version].publish_clock


def overdue(case: Case, on: date) -> date | None:
    """The last day of the duty to publish, once it has passed with the duty open."""
    duty = clocks.obligation_of(case.pk, rule_of(case))
    return duty.rolled if duty and duty.open and on > duty.rolled else None


def decision_of(decision_id: str) -> Decision:
    """One decision with all that a publication reads of it. Raises Decision.DoesNotExist."""
    return Decision.objects.select_related("case", "case__organ", "party", "review", "version__document").get(
        pk=decision_id
    )


def decision_for(actor: Actor, decision_id: str) -> Decision:
    """The one door to a decision's publication. Raises Decision.DoesNotExist or NoSuchCase (404), NotAllowed (403)."""
    decision = decision_of(decision_id)
    procedure.case_for(actor, decision.case_id)
    require(actor, READ, procedure.scope_of(decision.case))
    return decision


def revisions(decision_id: str) -> QuerySet[Publication]:
    """Every publication of a decision, the newest first."""
    rows = Publication.objects.filter(decision_id=decision_id).order_by("-revision")
    return rows.select_related("prepared_by", "approved_by", "case", "case__organ", "decision__version__document")


def last_of(decision_id: str) -> Publication | None:
    """The newest publication of a decision."""
    return revisions(decision_id).first()


def outbox_of(publication: Publication) -> Outbox | None:
    """What an approved publication still needs; None before approval."""
    return Outbox.objects.filter(pk=publication.pk).first()


def of_case(actor: Actor, case_id: str) -> QuerySet[Publication]:
    """Publications of a case, newest first."""
    return Publication.objects.filter(case_id=case_id).order_by("-prepared_at")


def waiting(actor: Actor) -> QuerySet[Publication]:
    """Publications of the actor's organs, those to be checked first."""
    rows = Publication.objects.filter(case__in=Case.objects.filter(visible_to(actor)))
    return rows.select_related("case", "decision").order_by("-prepared_at")


def unpublished(actor: Actor) -> QuerySet[Decision]:
    """Decisions the actor may see that have no publication under way or out."""
    rows = Decision.objects.filter(case__in=Case.objects.filter(visible_to(actor)))
    running = Publication.objects.exclude(state__in=["returned", "corrected"]).values("decision_id")
    rows = rows.exclude(pk__in=running).exclude(pk__in=DecisionAnnulment.objects.values("decision_id"))
    return rows.select_related("case", "party").order_by("decided_on")


# --- the lists of the office --------------------------------------------------------------------------------------

TABS: dict[str, Q] = {
    "draft": (Q(state__isnull=True) | Q(state=State.CORRECTED)) & Q(annulled=False),
    "check": Q(state=State.PREPARED),
    "returned": Q(state=State.RETURNED, annulled=False),
    "out": Q(state__in=[State.APPROVED, State.PUBLISHED]),
    "ended": Q(state__in=[State.CORRECTED, State.WITHDRAWN]),
    "withheld": Q(state=State.WITHHELD),
}


def to_follow(actor: Actor, words: str = "") -> QuerySet[Decision]:
    """Decisions whose publication this actor may follow, each with ``state`` and ``latest`` of its newest one.

    Filter with ``TABS``. A corrected decision stands in two: it is ended, and it waits for a new draft.
    """
    cells = matrix()[READ]
    seeing = replace(actor, grants=tuple(g for g in actor.grants if cells.get(g.role, "–") != "–"))
    cases = procedure.cases_for(seeing, words=words).order_by()
    last = Publication.objects.filter(decision=OuterRef("pk")).order_by("-revision")
    rows = Decision.objects.filter(case__in=cases.values("pk")).select_related("case", "case__organ", "party")
    return rows.annotate(
        state=Subquery(last.values("state")[:1]),
        latest=Subquery(last.values("pk")[:1]),
        annulled=Exists(DecisionAnnulment.objects.filter(decision=OuterRef("pk"))),
    )


def publications(ids: list[str]) -> dict[str, Publication]:
    """Publications by id, with who prepared and who approved."""
    return Publication.objects.select_related("prepared_by", "approved_by").in_bulk(ids)


def handled_by(person_id: str, cases: list[str]) -> frozenset[str]:
    """Those of these cases that the person handles or ever handled: their publication is others' to do."""
    rows = Case.objects.filter(pk__in=cases, handlers__person_id=person_id)
    return frozenset(rows.values_list("pk", flat=True))
