"""From a lead of the analysis to a finding of the bureau: each says what became of the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingjing.law.supervising import Source
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete
from mingjing.statistics.analysis import actions, queries
from mingjing.statistics.analysis.rules import BY_CODE
from mingjing.statistics.analysis.standing import MoveKind
from mingjing.supervision import findings
from mingjing.supervision.models import Finding

KIND = "lead"


def pass_on(*, actor: Actor, lead_id: str, words: str, now: datetime, expected: int | None = None) -> Finding:
    """Enter a finding on what a lead says, and end the lead with it. Two acts, both or neither.

    Raises Lead.DoesNotExist, NotAllowed, FormIncomplete (words; a lead of no organ), StepRefused, OutOfDate.
    """
    lead = queries.lead_for(actor, lead_id)
    if lead.organ is None:
        raise FormIncomplete({"words": "这条线索不针对哪一个机关，不能转为监督事项；写明理由后另作处理"})
    rule = BY_CODE.get(lead.rule)
    with transaction.atomic():
        row = findings.raise_finding(
            actor, lead.organ, Source.ANALYSIS, rule.basis if rule else "三政办〔2019〕16号三(四)2",
            rule.name if rule else lead.rule, f"{lead.words}\n{words.strip()}".strip(), KIND, lead.pk, now,
        )  # fmt: skip
        actions.move(
            actor=actor, lead_id=lead_id, kind=MoveKind.PASSED, words=words, now=now, expected=expected, finding=row.pk
        )
    return row
