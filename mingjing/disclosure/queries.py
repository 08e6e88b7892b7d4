"""Reads on publications: what is to be published, how it is marked, what the law says of it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from mingjing.cases.models import Case
from mingjing.disclosure.models import Publication
from mingjing.documents import commitments
from mingjing.documents.cutting import Unit
from mingjing.documents.models import DocumentVersion, as_units
from mingjing.law.identifiers import is_minor
from mingjing.law.kinds import PartyKind, UnitClass
from mingjing.law.publicity import Scope, publish_scope
from mingjing.organs.permissions import Actor
from mingjing.procedure.models import Decision, Service
from mingjing.procedure.queries import visible_to


def proposed(version: DocumentVersion) -> dict[str, str]:
    """path → class as proposed at the cut, in the order of the text."""
    return dict(version.units.order_by("ord").values_list("path", "klass"))


def classes(version: DocumentVersion, marks: dict[str, str]) -> dict[str, str]:
    """path → class after relabelling."""
    return {path: marks.get(path, klass) for path, klass in proposed(version).items()}


def classes_of(publication: Publication) -> dict[str, str]:
    """path → class of one publication."""
    return classes(publication.decision.version, dict(publication.marks.values_list("path", "klass")))


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


def publication_for(actor: Actor, publication_id: str) -> Publication:
    """One publication this actor may see. Raises Publication.DoesNotExist for strangers."""
    return Publication.objects.select_related(
        "case", "case__organ", "decision", "decision__version", "prepared_by", "approved_by"
    ).get(pk=publication_id, case__in=Case.objects.filter(visible_to(actor)))


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
    return rows.exclude(pk__in=running).select_related("case", "party").order_by("decided_on")
