"""立卷归档 (plan 三(二)4): cover, index, numbered documents, remarks, recordings with hashes, in one PDF/A."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf

from mingjing.archive import volume
from mingjing.archive.models import Volume
from mingjing.clocks import queries as clocks
from mingjing.documents.actions import issue_number
from mingjing.law.kinds import Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import actions as procedure
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.queries import case_for
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault import actions as vault


def file_case(*, actor: Actor, case_id: str, remarks: str, now: datetime, late_reason: str = "") -> Volume:
    """File a closed case. The volume is in the vault before the entry that names its hash.

    Raises StepRefused, NotAllowed; FormIncomplete when late without a reason.
    """
    case, on = case_for(actor, case_id), beijing_date(now)
    duty = clocks.obligation_of(case_id, "archive.file")
    if duty and duty.open and on > duty.rolled and not late_reason.strip():
        raise FormIncomplete({"late_reason": f"归档期限 {duty.rolled} 已届满，写明逾期原因"})
    with procedure.taking(actor=actor, case_id=case_id, step=Step.ARCHIVE, values={}, now=now) as taken:
        made = volume.build(case, remarks=remarks or "本卷材料齐全，无缺损。", filer=actor.name, on=on)
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
