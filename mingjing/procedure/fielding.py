"""Work done in the field, perhaps without a connection, brought in afterwards: the same record twice is one record.

A device names each record by a random key. Whatever was written under that key is found again, so that a double tap, a
lost answer or a second try goes on where the first one stopped. The server's clock counts; what the device's clock said
is kept beside it, with the difference when it is more than a few minutes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError

from mingjing.cases.models import Case
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import ActKind, EvidenceKind, Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import actions, materials
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import StepTaken
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.vault.models import Blob

KEY = re.compile(r"[0-9a-f]{32}\Z")
DRIFT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a device: what opening asks (None for a visit to a case that is open), then steps in order."""

    key: str
    opening: Mapping[str, Any] | None
    kind: ActKind
    procedure: str
    steps: Sequence[tuple[Step, Mapping[str, Any]]]
    photos: Sequence[Blob] = ()
    device_at: datetime | None = None
    case_id: str = ""


def bring_in(*, actor: Actor, unit_id: str, record: Record, now: datetime) -> Case:
    """Write what of the record is not written yet, act by act, and return its case.

    Raises what ``open_case``, ``add_evidence`` and ``take_step`` raise; what was written before stays, and a later try
    goes on from there. FormIncomplete for a key that no device makes.
    """
    if not KEY.match(record.key):
        raise FormIncomplete({"key": "现场记录的编号不对，请在终端上重新打开这条记录"})
    try:
        return _write(actor, unit_id, record, now)
    except StepRefused:
        if whole := _written(actor, record):  # the same record came in twice at once: the other one wrote it
            return whole
        raise


def _write(actor: Actor, unit_id: str, record: Record, now: datetime) -> Case:
    case = _case(actor, unit_id, record, now)
    held = {item.blob_id for item in evidence.items(case.pk)}
    for number, blob in enumerate(record.photos, 1):
        if blob.pk not in held:
            materials.add_evidence(actor=actor, case_id=case.pk, values=_photo(actor, case, blob, number, now), now=now)
    done = _steps_of(case, record.key)
    for step, values in record.steps:
        if step not in done:
            given = {**values, "field_key": record.key, **clock_note(record.device_at, now)}
            actions.take_step(actor=actor, case_id=case.pk, step=step, values=given, now=now)
    case.refresh_from_db()
    return case


def _steps_of(case: Case, key: str) -> set[str]:
    return {row.step for row in StepTaken.objects.filter(case=case) if row.values.get("field_key") == key}


def _written(actor: Actor, record: Record) -> Case | None:
    """The case of a record of which every step is taken."""
    own = Case.objects.filter(organ_id=actor.organ_id)
    case = own.filter(pk=record.case_id).first() if record.case_id else own.filter(field_key=record.key).first()
    return case if case and {str(step) for step, _ in record.steps} <= _steps_of(case, record.key) else None


def _case(actor: Actor, unit_id: str, record: Record, now: datetime) -> Case:
    if record.opening is None:
        return Case.objects.select_related("organ").get(pk=record.case_id)
    found = Case.objects.filter(field_key=record.key, organ_id=actor.organ_id).first()
    if found is not None:
        if found.decided_on is None and found.ended_on is None:  # what was mended on the phone since it was refused
            mended = {name: value for name, value in record.opening.items() if name != "handlers"}
            actions.edit_case(actor=actor, case_id=found.pk, values=mended, now=now)
        return found
    try:
        return actions.open_case(
            actor=actor, organ_id=actor.organ_id, unit_id=unit_id, kind=record.kind, procedure=record.procedure,
            values={**record.opening, "field_key": record.key}, now=now,
        )  # fmt: skip
    except IntegrityError:  # the same record arrived twice at once: the other one wrote it
        return Case.objects.get(field_key=record.key, organ_id=actor.organ_id)


def _photo(actor: Actor, case: Case, blob: Blob, number: int, now: datetime) -> dict[str, Any]:
    return {
        "kind": EvidenceKind.AUDIOVISUAL, "title": f"现场照片{number}", "proves": "现场情况",
        "source": "执法人员现场拍摄",
        "obtained_on": beijing_date(now), "obtained_by": [actor.person_id], "obtained_place": case.place or "现场",
        "blob": blob,
    }  # fmt: skip


def clock_note(device_at: datetime | None, now: datetime) -> dict[str, str]:
    """What the device's clock said, and by how much it is off when that is more than a few minutes."""
    if device_at is None:
        return {}
    note = {"device_at": device_at.isoformat()}
    off = device_at - now
    if off > DRIFT:
        note["device_clock"] = f"终端时钟快 {int(off.total_seconds() // 60)} 分钟，以服务器收到的时间为准"
    elif -off > DRIFT:
        note["device_clock"] = f"终端记录早 {int(-off.total_seconds() // 60)} 分钟，以服务器收到的时间为准"
    return note
