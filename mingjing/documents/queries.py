"""Reads of documents. The caller has already passed the case's own door (``cases``/``procedure``); only
``public_by_code`` is for everyone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mingjing.documents import codes, commitments
from mingjing.documents.comparing import Comparison, compare
from mingjing.documents.cutting import Unit
from mingjing.documents.forms import Doc
from mingjing.documents.models import Document, DocumentSalt, DocumentVersion, SignedCopy, State, as_units
from mingjing.organs.permissions import Actor


def count(case_id: str) -> int:
    """How many documents a case has. The case came through ``procedure.queries.case_for``."""
    return Document.objects.filter(case=case_id).count()


def of_case(case_id: str) -> list[DocumentVersion]:
    """The newest version of each document of a case, in order of making, with ``sealed``: a signed copy is bound."""
    newest = DocumentVersion.objects.filter(document=OuterRef("document")).order_by("-no").values("pk")[:1]
    rows = DocumentVersion.objects.filter(document__case=case_id, pk=Subquery(newest)).select_related("document")
    copies = SignedCopy.objects.filter(version=OuterRef("pk"))
    return list(rows.annotate(sealed=Exists(copies)).order_by("document__sort"))


def documents_of(actor: Actor, case_id: str) -> QuerySet[Document]:
    """All documents of a case, in order of making."""
    return Document.objects.filter(case_id=case_id)


def latest(actor: Actor, case_id: str, doc: Doc) -> DocumentVersion | None:
    """The newest version of the newest document of this kind, with its document."""
    found = DocumentVersion.objects.filter(document__case_id=case_id, document__doc=doc)
    return found.select_related("document").order_by("-document__sort", "-no").first()


def issued(actor: Actor, case_id: str) -> QuerySet[DocumentVersion]:
    """Every issued version of a case, in order."""
    found = DocumentVersion.objects.filter(document__case_id=case_id, state=State.FINAL)
    return found.select_related("document").order_by("document__sort")


def version_of(actor: Actor, version_id: str) -> DocumentVersion:
    """One version with its document. Raises DocumentVersion.DoesNotExist."""
    return DocumentVersion.objects.select_related("document").get(pk=version_id)


def find(case_id: str, version_id: str) -> DocumentVersion | None:
    """A version by id, if it belongs to this case. The case came through ``procedure.queries.case_for``."""
    found = DocumentVersion.objects.filter(pk=version_id, document__case=case_id)
    return found.select_related("document").first()


def public_by_code(code: str) -> DocumentVersion | None:
    """The issued version that carries this normalised code, with document, case and organ; None when there is none.

    Whoever holds the paper may ask; whether it was served is for the caller to look at.
    """
    if codes.problem(code):
        return None
    return DocumentVersion.objects.select_related("document__case__organ").filter(code=code).first()


def units_of(actor: Actor, version: DocumentVersion) -> tuple[Unit, ...]:
    """The units a version was cut into, in order; empty before the cut."""
    return as_units(version.units.order_by("ord"))


def salts_of(actor: Actor, version: DocumentVersion) -> dict[str, bytes]:
    """Salts by path. For the maker of a bundle only: a salt is published with its value or not at all."""
    found = DocumentSalt.objects.filter(unit__version=version).values_list("unit__path", "salt")
    return {path: bytes(salt) for path, salt in found}


def committed_of(actor: Actor, version: DocumentVersion) -> list[tuple[str, str]]:
    """(path, hex commitment) of every unit in order, as stored at the cut."""
    return list(version.units.order_by("ord").values_list("path", "commitment"))


def roots_of(actor: Actor, version: DocumentVersion, classes: Mapping[str, str]) -> tuple[str, str]:
    """(text_root, span_root) in hex over the stored commitments under these classes.

    ``classes`` by path; a path not named keeps the class proposed at the cut.
    """
    rows = list(version.units.order_by("ord").values_list("path", "commitment", "klass"))
    committed = [(path, c) for path, c, _ in rows]
    full = {path: str(classes.get(path, klass)) for path, _, klass in rows}
    return commitments.text_root(committed).hex(), commitments.span_root(committed, full).hex()


def altered_units(actor: Actor, version: DocumentVersion) -> list[str]:
    """Paths whose stored value and salt no longer give the stored commitment; the audit asks this."""
    salts, committed = salts_of(actor, version), dict(committed_of(actor, version))
    return [
        unit.path
        for unit in units_of(actor, version)
        if unit.path not in salts or commitments.commit(salts[unit.path], unit.value).hex() != committed[unit.path]
    ]


def history(actor: Actor, document: Document) -> QuerySet[DocumentVersion]:
    """All versions of a document, newest first."""
    return document.versions.order_by("-no")


def changes(actor: Actor, old: DocumentVersion, new: DocumentVersion) -> Comparison:
    """What changed between two versions of one kind of document."""
    return compare(_values(old), _values(new), new.form)


def _values(version: DocumentVersion) -> dict[str, Any]:
    return dict(version.values)


def texts_of(cases: QuerySet[Any]) -> dict[str, list[str]]:
    """Case id → what the latest version of each of its documents says. ``cases``: a query of ids."""
    found: dict[str, dict[str, str]] = {}
    rows = DocumentVersion.objects.filter(document__case_id__in=cases).order_by("document_id", "no")
    for case_id, document_id, values in rows.values_list("document__case_id", "document_id", "values"):
        found.setdefault(case_id, {})[document_id] = json.dumps(values, ensure_ascii=False)
    return {case_id: list(texts.values()) for case_id, texts in found.items()}
