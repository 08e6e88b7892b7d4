"""Writes of documents. Each needs the caller's open act and appends nothing itself: the caller appends once.

The ledger's data of an act gets ids, hashes, roots and numbers only (design: ledger §1): each function returns the row,
from which the caller takes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Max

from mingjing.cases.models import Case
from mingjing.documents import codes, commitments, content
from mingjing.documents.cutting import cut
from mingjing.documents.forms import FORMS, Doc
from mingjing.documents.models import (
    Document,
    DocumentSalt,
    DocumentUnit,
    DocumentVersion,
    NumberSequence,
    SignedCopy,
    State,
    numbered,
)
from mingjing.ledger.actions import Act
from mingjing.organs.models import Organ, Person
from mingjing.tlog.canon import canonical


class Kept(Protocol):
    """What the vault says of bytes it keeps."""

    @property
    def sha256(self) -> str:
        """Hash of the bytes, hex."""

    @property
    def size(self) -> int:
        """How many bytes."""


class NotValid(ValueError):
    """The values do not make a document; ``errors`` says field by field what to put right."""

    def __init__(self, errors: Sequence[content.FieldError]) -> None:
        super().__init__("；".join(error.message for error in errors))
        self.errors = list(errors)


class NotAllowedNow(RuntimeError):
    """The version is in the wrong state: already issued, not yet cut, or not the last one."""


def record_draft(
    act: Act,
    *,
    case: Case,
    doc: Doc,
    values: Mapping[str, Any],
    author: Person | None,
    now: datetime,
    document: Document | None = None,
    complete: bool = True,
) -> DocumentVersion:
    """A new version: of ``document``, or the first one of a new document of this kind.

    ``author`` None: what someone outside handed in (an application at the counter). With ``complete`` false unfinished
    drafts are kept too (missing fields are allowed, wrong ones are not). Raises NotValid, and NotAllowedNow when the
    document was already issued.
    """
    form = FORMS[doc]
    errors = content.validate(form, values)
    if not complete:
        errors = [error for error in errors if not error.missing]
    if errors:
        raise NotValid(errors)
    if document is None:
        last = Document.objects.filter(case=case).aggregate(last=Max("sort"))["last"] or 0
        document = Document.objects.create(case=case, doc=doc, title=form.title, sort=last + 1)
    elif document.state == State.FINAL:
        raise NotAllowedNow(f"“{document.title}”已经制发，不能再改；需要更正的，另行制作文书。")
    no = document.versions.aggregate(last=Max("no"))["last"] or 0
    kept = dict(values)
    digest = hashlib.sha256(canonical({"doc": str(doc), "values": kept})).hexdigest()
    return act.save(
        DocumentVersion(document=document, no=no + 1, values=kept, content_sha256=digest, author=author, made_at=now)
    )


def record_cut(
    act: Act,
    *,
    version: DocumentVersion,
    names: Sequence[str],
    on: date | None = None,
    later: Collection[str] = (),
) -> DocumentVersion:
    """Cut the text of a version once and bind it by ``text_root``. A second call returns the same cut untouched.

    ``names``: natural persons whose names are to be found anywhere in the text; ``later``: fields that cannot be
    written yet and are not in this text. Raises NotValid for unfinished values.
    """
    if version.text_root:
        return version
    if errors := [e for e in content.validate(version.form, version.values) if e.field not in later]:
        raise NotValid(errors)
    units = cut(content.blocks(version.form, version.values), names, on)
    salts = commitments.new_salts(units)
    committed = commitments.commitments(units, salts)
    rows = [
        DocumentUnit(
            version=version, ord=n, path=u.path, value=u.value, field=u.field, kind=u.kind, klass=u.klass,
            role=u.role, element=u.element, commitment=c,
        )
        for n, (u, (_, c)) in enumerate(zip(units, committed, strict=True))
    ]  # fmt: skip
    version.text_root = commitments.text_root(committed).hex()
    act.save(version)
    DocumentUnit.objects.bulk_create(rows)
    stored = DocumentUnit.objects.filter(version=version).only("id", "path")
    DocumentSalt.objects.bulk_create([DocumentSalt(unit=row, salt=salts[row.path]) for row in stored])
    return version


def record_final(
    act: Act, *, version: DocumentVersion, organ_prefix: str, number_needed: bool, issued_on: date
) -> DocumentVersion:
    """Issue the last version of a document: its number (when it carries one) and its date. Only here numbers are given.

    A document for the party also gets its code. ``organ_prefix`` is the organ's 机关代字, to which the form adds its
    own word. Raises NotAllowedNow when the version is not cut, not the last, or already issued.
    """
    document = Document.objects.select_for_update().get(pk=version.document_id)
    if document.state == State.FINAL:
        raise NotAllowedNow(f"“{document.title}”已经制发，不能重复制发。")
    if not version.text_root:
        raise NotAllowedNow(f"“{document.title}”尚未固定送审文本，不能制发。")
    if document.versions.filter(no__gt=version.no).exists():
        raise NotAllowedNow(f"“{document.title}”还有更新的一稿，请制发最后一稿。")
    if number_needed:
        organ = document.case.organ
        version.number = issue_number(organ=organ, prefix=organ_prefix + document.form.word, year=issued_on.year)
    if document.form.outward:
        version.code = codes.new()
    version.state, version.issued_on = State.FINAL, issued_on
    act.save(version)
    document.state = State.FINAL
    document.save(update_fields=["state"])
    version.document = document
    return version


def issue_number(*, organ: Organ, prefix: str, year: int) -> str:
    """The next 文号 of this organ, prefix and year: unique and without gaps, also when many ask at once.

    The row is locked until the caller's transaction ends; a transaction that is rolled back gives its number back.
    """
    sequence, _ = NumberSequence.objects.select_for_update().get_or_create(
        organ_code=organ.pk, prefix=prefix, year=year
    )
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return numbered(prefix, year, sequence.last)


def record_signed_copy(act: Act, *, version: DocumentVersion, blob: Kept, kind: str, pages: int = 0) -> SignedCopy:
    """Bind a scan (``signed``) or a sealed file (``sealed``) in the vault to an issued version by its hash.

    Raises NotAllowedNow for a draft.
    """
    if version.state != State.FINAL:
        raise NotAllowedNow(f"“{version.document.title}”尚未制发，不能上传盖章件。")
    return act.save(
        SignedCopy(version=version, blob=blob.sha256, size=blob.size, pages=pages, kind=kind, made_at=act.now)
    )
