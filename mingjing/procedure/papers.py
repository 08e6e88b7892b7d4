"""Documents of a case as the procedure makes them: filled, completed, checked, made final."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.documents import actions as documents
from mingjing.documents.content import validate
from mingjing.documents.forms import FORMS, Form, holds
from mingjing.documents.models import DocumentVersion, SignedCopy, State
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc, PartyKind
from mingjing.organs import queries as organs
from mingjing.organs.models import Person
from mingjing.procedure import annulment
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.refusals import FormIncomplete

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingjing.cases.models import Case
    from mingjing.ledger.actions import Act, By
    from mingjing.procedure.facts import Gathered

# Documents of which a case holds one; of every other it may hold several, each time a document of its own.
ONCE = frozenset(
    {
        Doc.CLUE_REGISTRATION, Doc.FILING_APPROVAL, Doc.NO_FILING_APPROVAL, Doc.MONITOR_EVIDENCE_REVIEW,
        Doc.INVESTIGATION_REPORT, Doc.HEARING_RECORD, Doc.HEARING_REPORT, Doc.PENALTY_DECISION,
        Doc.NO_PENALTY_DECISION, Doc.TRANSFER_LETTER, Doc.TERMINATION_APPROVAL, Doc.DEMAND_NOTICE,
        Doc.COURT_APPLICATION, Doc.CLOSING_APPROVAL,
        Doc.LICENCE_APPLICATION, Doc.LICENCE_MATTER, Doc.CORRECTION_NOTICE, Doc.ACCEPTANCE_NOTICE,
        Doc.NON_ACCEPTANCE_NOTICE, Doc.GRANT_DECISION, Doc.REFUSAL_DECISION, Doc.LICENCE_CERTIFICATE,
        Doc.CHANGE_DECISION,
        Doc.RENEWAL_DECISION, Doc.REVOCATION_DECISION, Doc.RETRACTION_DECISION, Doc.CANCELLATION_DECISION,
        Doc.FEE_NOTICE, Doc.EXPROPRIATION_DECISION, Doc.HOUSE_COMPENSATION, Doc.REQUISITION_DECISION,
        Doc.REQUISITION_COMPENSATION,
    }
)  # fmt: skip


def versions(case: Case) -> QuerySet[DocumentVersion]:
    """Every version of every document of a case, in order of making."""
    found = DocumentVersion.objects.filter(document__case=case).select_related("document")
    return found.order_by("document__sort", "no")


def counted(case: Case) -> QuerySet[DocumentVersion]:
    """Versions without those of an annulled decision: what a new decision of the case can rest on."""
    found = versions(case)
    if case.annulled_on is None:
        return found
    return found.exclude(document__doc__in=annulment.RENEWED, ledger_id__lte=annulment.since(case))


def states(case: Case) -> tuple[frozenset[Doc], frozenset[Doc]]:
    """(kinds with a final version, kinds that are drafts only)."""
    rows = counted(case).values_list("document__doc", "state").distinct().order_by()
    finals = frozenset(Doc(doc) for doc, state in rows if state == State.FINAL)
    return finals, frozenset(Doc(doc) for doc, _ in rows) - finals


def latest(case: Case, doc: Doc) -> DocumentVersion | None:
    """The newest version of the newest document of this kind."""
    return counted(case).filter(document__doc=doc).last()


def draft_of(case: Case, doc: Doc) -> DocumentVersion | None:
    """The newest version when it is still a draft."""
    found = latest(case, doc)
    return found if found and found.state == State.DRAFT else None


def finals(case: Case) -> QuerySet[DocumentVersion]:
    """Issued versions, in order."""
    return versions(case).filter(state=State.FINAL)


def unserved(case: Case, served: set[str]) -> tuple[str, ...]:
    """Outward documents that were issued and not served: they take no effect on the party (处61)."""
    return tuple(
        v.document.title
        for v in finals(case)
        if FORMS[Doc(v.document.doc)].outward and v.pk not in served and v.document.doc not in NOT_SERVED
    )


NOT_SERVED = frozenset(
    {
        Doc.TRANSFER_LETTER, Doc.COURT_APPLICATION, Doc.PAYMENT_SLIP, Doc.FREEZE_NOTICE, Doc.DEMOLITION_NOTICE,
        Doc.DUTY_COURT_APPLICATION, Doc.MATERIALS_RECEIPT, Doc.LICENCE_HEARING_ANNOUNCEMENT,
    }
)  # fmt: skip


def has_sealed_copy(version_id: str) -> bool:
    """Whether a sealed copy is bound to an issued version (处59②)."""
    return SignedCopy.objects.filter(version_id=version_id, kind="sealed").exists()


def changed_since_cut(draft: DocumentVersion) -> str:
    """Says that the newest draft is not the text that was sent to review; "" when it is, or when none was sent."""
    if draft.text_root:
        return ""
    cut = draft.document.versions.exclude(text_root="").last()
    return f"送审的是第 {cut.no} 稿，现在是第 {draft.no} 稿" if cut else ""


# The fields of the generated paragraph on notice and answer in a decision: all that may differ from what was reviewed
# before the notice, where the review unit only confirms (design: the gate).
ON_NOTICE = frozenset(
    {
        "notice_number", "notice_served_on", "statement", "statement_claims", "statement_answer", "hearing",
        "hearing_held_on", "hearing_answer",
    }
)  # fmt: skip


def beyond_notice(draft: DocumentVersion, reviewed: DocumentVersion) -> str:
    """Labels of the fields, other than the paragraph on notice, in which a draft differs from the reviewed text."""
    labels = {f.name: f.label for f in draft.form.fields}
    names = (draft.values.keys() | reviewed.values.keys()) - ON_NOTICE
    changed = [labels.get(n, n) for n in sorted(names) if draft.values.get(n) != reviewed.values.get(n)]
    return "、".join(changed)


def issue(
    act: Act,
    case: Case,
    doc: Doc,
    *,
    seen: Gathered,
    by: By,
    now: datetime,
    filled: dict[str, Any],
    extra: dict[str, Any],
) -> DocumentVersion:
    """Make one document final: what fills itself, then its draft if any, then ``extra``.

    Raises FormIncomplete with ``field → message`` for everything that is missing or wrong.
    """
    form, draft = FORMS[doc], draft_of(case, doc)
    values = {**filled, **(draft.values if draft else {}), **extra}
    values = without_idle(form, values)
    errors = validate(form, values)
    if errors:
        raise FormIncomplete({e.field: f"{form.title}：{e.message}" for e in errors})
    version = documents.record_draft(
        act,
        case=case,
        doc=doc,
        values=values,
        author=Person.objects.filter(pk=by.person_id).first(),
        now=now,
        document=draft.document if draft else None,
    )
    documents.record_cut(act, version=version, names=names(seen))
    return finalise(act, case, version, doc, on=now.astimezone(BEIJING).date())


def without_idle(form: Form, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, and fields whose condition does not hold (a fine where none is proposed)."""
    return {
        f.name: values[f.name]
        for f in form.fields
        if values.get(f.name) not in (None, "", []) and (not f.when or holds(f.when, values))
    }


def names(seen: Gathered) -> list[str]:
    """Natural persons of the case, to be found anywhere in a text (design: redaction)."""
    people = [p.name for p in seen.parties if p.kind == PartyKind.PERSON]
    return people + [p.representative for p in seen.parties if p.representative]


def finalise(act: Act, case: Case, version: DocumentVersion, doc: Doc, *, on: date) -> DocumentVersion:
    """Give the version its number, in sequence, where the form carries one, and its date. Unchangeable from then on."""
    return documents.record_final(
        act,
        version=version,
        organ_prefix=case.organ.doc_prefix,
        number_needed=bool(FORMS[doc].word),
        issued_on=on,
    )


def materials(case: Case) -> list[dict[str, Any]]:
    """What goes to the review with the draft (plan 三(三)4): final documents and evidence, with their hashes."""
    papers = [{"name": v.document.title, "number": v.number, "digest": v.content_sha256} for v in finals(case)]
    return papers + [{"name": i.title, "number": "", "digest": i.blob_id or ""} for i in evidence.items(case.pk)]


def names_of(people: list[str]) -> str:
    """Names of persons, in the order given."""
    return "、".join(organs.names(people))
