"""Writes. ``record_*`` need the caller's open act and append nothing; ``view_evidence`` is an act of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from mingjing.evidence import checks, lateness, queries
from mingjing.evidence.checks import Incomplete
from mingjing.evidence.models import Absence, Derivative, EvidenceItem, Mark, Recording, View
from mingjing.ledger.actions import By, act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mingjing.ledger.actions import Act
    from mingjing.vault.models import Blob

_DESCRIPTION = ("kind", "title", "proves", "source", "obtained_on", "obtained_place", "obtained_by") + (
    "original_or_copy",
    "note",
)


def record_evidence(
    act: Act,
    *,
    case: Any,
    kind: str,
    title: str,
    proves: str,
    source: str,
    obtained_on: date,
    obtained_by: Sequence[str],
    original_or_copy: str = "original",
    obtained_place: str = "",
    blob: Blob | None = None,
    note: str = "",
    now: datetime,
) -> EvidenceItem:
    """One piece of evidence, with the next number of the case (行政处罚法46). Raises Incomplete."""
    values: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "proves": proves,
        "source": source,
        "obtained_on": obtained_on,
        "obtained_by": list(obtained_by),
        "obtained_place": obtained_place,
        "original_or_copy": original_or_copy,
        "note": note,
    }
    _refuse(checks.evidence_problems({**values, "blob": blob}, now=now))
    last = EvidenceItem.objects.filter(case=case).aggregate(n=Max("number"))["n"] or 0
    item = act.save(EvidenceItem(case=case, number=last + 1, **_bytes(blob), **values))
    act.data |= {"evidence": item.pk, "number": item.number, "kind": str(item.kind), "sha256": item.blob_id or ""}
    return item


def record_correction(act: Act, *, item: EvidenceItem, now: datetime, **changes: Any) -> EvidenceItem:
    """A corrected description over the same bytes; the former one stays and can be read. Raises Incomplete.

    ``changes``: any of kind, title, proves, source, obtained_on, obtained_place, obtained_by, original_or_copy, note.
    """
    if unknown := set(changes) - set(_DESCRIPTION):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    values = {name: changes.get(name, getattr(item, name)) for name in _DESCRIPTION}
    _refuse(checks.evidence_problems({**values, "blob": item.blob}, now=now))
    last = EvidenceItem.objects.filter(case=item.case_id, number=item.number).aggregate(n=Max("revision"))["n"]
    new = EvidenceItem(case_id=item.case_id, number=item.number, revision=last + 1, **_bytes(item.blob), **values)
    act.save(new)
    act.data |= {"evidence": new.pk, "corrects": item.pk, "number": new.number, "sha256": new.blob_id or ""}
    return new


def record_recording(
    act: Act,
    *,
    case: Any,
    av_item: str,
    blob: Blob,
    claimed_started_at: datetime,
    claimed_ended_at: datetime,
    operator: str,
    step: str = "",
    device_no: str = "",
    sequence_no: int | None = None,
    place: str = "",
    marks: Sequence[dict[str, Any]] = (),
    returned_at: datetime | None = None,
    late_reason: str = "",
    retention: str = "case",
    now: datetime,
) -> Recording:
    """One original recording. Receipt is when the vault had the bytes; lateness follows from it (plan 三(二)4).

    Not stored the same day: ``late_reason`` is demanded, and beyond 24 hours of ``returned_at`` the row is marked late.
    Raises Incomplete.
    """
    values: dict[str, Any] = {
        "av_item": av_item,
        "step": str(step),
        "device_no": device_no.strip(),
        "sequence_no": sequence_no,
        "place": place,
        "claimed_started_at": claimed_started_at,
        "claimed_ended_at": claimed_ended_at,
        "operator": operator,
        "returned_at": returned_at,
        "late_reason": late_reason.strip(),
        "marks": list(marks),
        "retention": retention,
    }
    _refuse(checks.recording_problems({**values, "blob": blob}, now=now))
    received = blob.received_at
    late = lateness.is_late(claimed_ended_at, received, returned_at)
    row = act.save(Recording(case=case, received_at=received, late=late, **_bytes(blob), **values))
    act.data |= {"recording": row.pk, "av_item": av_item, "sha256": blob.pk, "late": late}
    return row


def record_mark(act: Act, *, recording: Recording, t: int, label: str, person: str) -> Mark:
    """Note a moment of a stored recording, in whole seconds from its start. Raises Incomplete."""
    if problem := checks.marks_problem([{"t": t, "label": label}]):
        raise Incomplete({"marks": problem})
    mark = act.save(Mark(recording=recording, t=t, label=label.strip(), person=person))
    act.data |= {"mark": mark.pk, "recording": recording.pk}
    return mark


def record_absence(
    act: Act, *, case: Any, av_item: str, reason: str, asked_by: str, approved_by: str, step: str = "", now: datetime
) -> Absence:
    """Why an expected recording does not exist, approved by someone else than who asks. Raises Incomplete."""
    problems = {}
    if not av_item:
        problems["av_item"] = "选择音像记录事项"
    if len(reason.strip()) < 4:
        problems["reason"] = "写明没有音像记录的理由"
    if not asked_by or not approved_by or asked_by == approved_by:
        problems["approved_by"] = "没有音像记录的理由要由另一人批准，不能自己批准自己"
    _refuse(problems)
    row = Absence(
        case=case, av_item=av_item, step=str(step), reason=reason.strip(), asked_by=asked_by, approved_by=approved_by
    )
    act.save(row)
    act.data |= {"absence": row.pk, "av_item": av_item, "asked_by": asked_by, "approved_by": approved_by}
    return row


def record_view(act: Act, *, case_id: str, object_id: str, person: str, purpose: str) -> View:
    """That ``person`` opens an object of the case, and for what (plan 三(二)3). Raises Incomplete, NoSuchObject."""
    found = queries.shown(case_id, object_id)
    if len(purpose.strip()) < 2:
        raise Incomplete({"purpose": "写明调阅用途"})
    row = View(case_id=case_id, object_id=object_id, person=person, purpose=purpose.strip()[:200], at=act.at)
    act.save(row)
    act.data |= {"view": row.pk, "object": object_id, "sha256": found.sha256}
    return row


def record_derivative(
    act: Act,
    *,
    case: Any,
    kind: str,
    parent: Blob,
    blob: Blob,
    tool: str,
    version: str,
    parameters: dict[str, Any],
    operator: str,
    approver: str,
) -> Derivative:
    """A new file made from an original of this case; the original stays as it is. Raises Incomplete."""
    problems = {}
    if kind not in set(Derivative.Kind):
        problems["kind"] = "选择制作的种类"
    if not operator or not approver or operator == approver:
        problems["approver"] = "制作副本要由另一人批准，不能自己批准自己"
    if blob.pk == parent.pk:
        problems["blob"] = "副本与原件是同一个文件"
    if not queries.holds(case.pk, parent.pk):
        problems["parent"] = "原件不在本案之中"
    if not tool or not version:
        problems["tool"] = "写明制作工具和版本"
    _refuse(problems)
    row = Derivative(
        case=case,
        kind=kind,
        parent=parent,
        tool=tool,
        version=version,
        parameters=parameters,
        operator=operator,
        approver=approver,
        **_bytes(blob),
    )
    act.save(row)
    act.data |= {"derivative": row.pk, "parent": parent.pk, "sha256": blob.pk, "approver": approver}
    return row


def view_evidence(*, actor_by: By, case_id: str, object_id: str, purpose: str, now: datetime) -> View:
    """Open one object of a case: one entry ``evidence.viewed``. The caller has checked ``evidence.view`` on the case.

    Raises Incomplete without a purpose, NoSuchObject when the case has no such object.
    """
    with act(type="evidence.viewed", by=actor_by, obj=object_id, case=case_id, now=now) as opened:
        return record_view(opened, case_id=case_id, object_id=object_id, person=actor_by.person_id, purpose=purpose)


def _bytes(blob: Blob | None) -> dict[str, Any]:
    return {"blob": blob, "size": blob.size, "media_type": blob.media_type} if blob else {}


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise Incomplete(problems)
