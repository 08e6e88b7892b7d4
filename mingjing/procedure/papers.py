"""Documents of a case as the procedure makes them: filled, completed, checked, made final."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.documents import actions as documents
from mingjing.documents import queries as versions
from mingjing.documents.content import validate
from mingjing.documents.forms import FORMS
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc
from mingjing.organs import queries as organs
from mingjing.procedure import filling
from mingjing.procedure.refusals import FormIncomplete

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.documents.models import DocumentVersion
    from mingjing.ledger.actions import Act, By
    from mingjing.procedure.facts import Gathered

# Documents of which a case may hold several: each time is a document of its own.
REPEATABLE = frozenset(
    {
        Doc.SCENE_RECORD,
        Doc.INTERVIEW_RECORD,
        Doc.EVIDENCE_LIST,
        Doc.ORDER_TO_CORRECT,
        Doc.RECHECK_RECORD,
        Doc.PRESERVATION_NOTICE,
        Doc.PRESERVATION_HANDLING,
        Doc.REVIEW_SUBMISSION,
        Doc.REVIEW_OPINION,
        Doc.CONSULTATION_RECORD,
        Doc.PRIOR_NOTICE,
        Doc.HEARING_RIGHT_NOTICE,
        Doc.STATEMENT_RECORD,
        Doc.STATEMENT_ANSWER,
        Doc.HEARING_SUMMONS,
        Doc.DISCUSSION_RECORD,
        Doc.SUSPENSION_APPROVAL,
        Doc.EXTENSION_APPROVAL,
        Doc.SERVICE_RECEIPT,
        Doc.SURCHARGE_DECISION,
        Doc.RECUSAL_DECISION,
        Doc.DEFERRAL_APPROVAL,
    }
)


def states(case: Case) -> tuple[frozenset[Doc], frozenset[Doc]]:
    """(kinds with a final version, kinds that are drafts only)."""
    return versions.states_of(case.pk)


def issue(
    act: Act, case: Case, doc: Doc, *, seen: Gathered, by: By, now: datetime, extra: dict[str, Any]
) -> DocumentVersion:
    """Make one document final: filled from the case, then its draft if any, then ``extra``.

    Raises FormIncomplete with ``field → message`` for everything that is missing or wrong.
    """
    form = FORMS[doc]
    draft = versions.draft_version(case.pk, doc)
    values = {**filling.fill(doc, case, seen, now=now), **(draft.values if draft else {}), **extra}
    values = filling.without_idle(form, {k: v for k, v in values.items() if v not in (None, "", [])})
    errors = validate(form, values)
    if errors:
        raise FormIncomplete({e.field: f"{form.title}：{e.message}" for e in errors})
    version = documents.record_draft(act, case=case, doc=doc, values=values, author=by.person_id, now=now)
    return finalise(act, case, version, doc, on=filling.beijing_day(now))


def finalise(act: Act, case: Case, version: DocumentVersion, doc: Doc, *, on: date) -> DocumentVersion:
    """Give the version its number, in sequence, where the form carries one, and its date. Unchangeable from then on."""
    form = FORMS[doc]
    return documents.record_final(
        act,
        version=version,
        organ_code=case.organ_id,
        prefix=f"{case.organ.doc_prefix}{form.word}" if form.word else "",
        issued_on=on,
    )


def materials(case: Case) -> list[dict[str, Any]]:
    """What goes to the review with the draft (plan 三(三)4): final documents and evidence, with their hashes."""
    papers = [
        {"name": v.document.title, "number": v.number, "digest": v.content_sha256} for v in versions.finals(case.pk)
    ]
    return papers + [{"name": i.title, "number": "", "digest": i.blob_id or ""} for i in evidence.items(case.pk)]


def names_of(people: list[str]) -> str:
    """Names of persons, in the order given."""
    return "、".join(organs.names(people))
