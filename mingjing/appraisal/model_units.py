"""示范点: units named by the bureau for others to follow (plan 四(四)), each naming one act with its document."""

from __future__ import annotations

from datetime import datetime

from mingjing.appraisal.models import ModelUnit
from mingjing.appraisal.planning import organs_below
from mingjing.ledger.actions import act
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete

MAKE = "assessment.make"


def name_unit(*, actor: Actor, organ_id: str, reason: str, document: str, now: datetime) -> ModelUnit:
    """Name a 示范点, with what it did and the document. Raises NotAllowed, FormIncomplete."""
    by = require(actor, MAKE, Scope(actor.organ_id, actor.region_code))
    organ = organs_below(actor.region_code).filter(pk=organ_id).first()
    errors = {}
    if organ is None:
        errors["organ"] = "选择本地区的执法机关"
    if not reason.strip() or len(reason) > 300:
        errors["reason"] = "写明值得推广的做法，不超过 300 字"
    if not document.strip() or len(document) > 60:
        errors["document"] = "写明命名的文号，不超过 60 字"
    if errors or organ is None:
        raise FormIncomplete(errors)
    with act(type="model_unit.named", by=by, obj=organ.pk, now=now) as opened:
        if ModelUnit.objects.filter(organ=organ, ended_on=None).exists():
            raise FormIncomplete({"organ": f"{organ.short_name}已经是示范点"})
        row = ModelUnit(
            organ=organ, bureau_id=actor.organ_id, reason=reason.strip(), document=document.strip(),
            named_on=beijing_date(now), named_by_id=by.person_id,
        )  # fmt: skip
        opened.save(row)
    return row


def end_unit(*, actor: Actor, unit_id: str, reason: str, now: datetime) -> ModelUnit:
    """Take the name back, with the reason. Raises ModelUnit.DoesNotExist, NotAllowed, FormIncomplete."""
    row = ModelUnit.objects.select_related("organ").get(pk=unit_id, bureau=actor.organ_id)
    by = require(actor, MAKE, Scope(actor.organ_id, actor.region_code))
    if not reason.strip() or len(reason) > 300 or row.ended_on:
        raise FormIncomplete({"ended": "写明撤销的理由，不超过 300 字" if not row.ended_on else "已经撤销"})
    with act(type="model_unit.ended", by=by, obj=row.organ_id, now=now) as opened:
        row.ended_on, row.ended_reason = beijing_date(now), reason.strip()
        opened.save(row)
    return row
