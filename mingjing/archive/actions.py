"""立卷归档 (plan 三(二)4): cover, index, numbered documents, remarks, recordings with hashes, in one PDF/A."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf

from mingjing.archive import queries, volume
from mingjing.archive.models import Volume
from mingjing.documents.actions import issue_number
from mingjing.law.kinds import Step
from mingjing.ledger.actions import act
from mingjing.organs.permissions import Actor, require
from mingjing.procedure import actions as procedure
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.queries import READ, case_for, scope_of
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault import actions as vault

LETTERS = 200


def file_case(*, actor: Actor, case_id: str, remarks: str, now: datetime, late_reason: str = "") -> Volume:
    """File a closed case. The volume is in the vault before the entry that names its hash.

    Raises StepRefused, NotAllowed; FormIncomplete when late without a reason.
    """
    case, on = case_for(actor, case_id), beijing_date(now)
    last_day, late_reason = queries.overdue(case_id, on), late_reason.strip()
    if last_day and not late_reason:
        raise FormIncomplete({"late_reason": f"归档期限 {last_day} 已届满，写明逾期原因"})
    if len(late_reason) > LETTERS:
        raise FormIncomplete({"late_reason": f"逾期原因不超过 {LETTERS} 字"})
    with procedure.taking(actor=actor, case_id=case_id, step=Step.ARCHIVE, values={}, now=now) as taken:
        made = volume.build(case, remarks=remarks.strip() or "本卷材料齐全，无缺损。", filer=actor.name, on=on)
        blob = vault.keep(io.BytesIO(made.data), now=now, media_type="application/pdf")
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            pages = len(pdf.pages)
        row = Volume(
            case=taken.case,
            number=issue_number(organ=taken.case.organ, prefix=f"{taken.case.organ.doc_prefix}卷", year=on.year),
            blob=blob.sha256,
            size=blob.size,
            pages=pages,
            documents=made.documents,
            recordings=made.recordings,
            retention=volume.retention(taken.seen.facts),
            filed_by_id=taken.by.person_id,
            filed_on=on,
            late_reason=late_reason,
        )
        taken.act.save(row)
        taken.act.data |= {"volume": row.pk, "sha256": blob.sha256, "pages": pages}
    return row


def take_out(*, actor: Actor, case_id: str, purpose: str, now: datetime) -> Volume:
    """Enter that this person takes the volume of a case out, and for what (plan 三(二)3), before a byte is given.

    ``purpose`` is one of ``queries.PURPOSES``. Raises NoSuchCase, NotAllowed, Volume.DoesNotExist, FormIncomplete.
    """
    case = case_for(actor, case_id)
    by = require(actor, READ, scope_of(case))
    row = Volume.objects.filter(case=case).latest("ledger_id")
    if purpose not in {value for value, _ in queries.PURPOSES}:
        raise FormIncomplete({"purpose": "选择调阅用途"})
    data = {"volume": row.pk, "sha256": row.blob, "purpose": purpose}
    with act(type="volume.viewed", by=by, obj=row.pk, case=case.pk, data=data, now=now):
        return row
