"""Evidence and recordings of a case: entered while it runs, each as one act (行政处罚法46; plan 三(二)2、4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingjing.cases.models import Case
from mingjing.evidence import actions as evidence
from mingjing.law.gating import Blocker
from mingjing.law.kinds import Power
from mingjing.organs.permissions import Actor
from mingjing.procedure import counting
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.locking import locked
from mingjing.procedure.refusals import StepRefused


def _refuse_ended(case: Case) -> None:
    if case.ended_on:
        raise StepRefused(
            (
                Blocker(
                    "case.ended",
                    "案件已终结",
                    f"案件已于 {case.ended_on} 终结，不再登记证据和音像",
                    "三政办〔2019〕16号三(二)4",
                    "遗漏的材料由档案管理员在归档说明中注明",
                ),
            )
        )


def add_evidence(*, actor: Actor, case_id: str, values: dict[str, Any], now: datetime) -> Any:
    """Enter one piece of evidence, its original bound by hash (行政处罚法46). Returns the EvidenceItem."""
    with locked(actor, case_id, Power.EDIT_CASE, "evidence.stored", now) as (case, _, opened):
        _refuse_ended(case)
        return evidence.record_evidence(opened, case=case, now=now, **values)


def add_recording(*, actor: Actor, case_id: str, values: dict[str, Any], now: datetime) -> Any:
    """Enter one original audio or video record. Late arrival needs its reason (plan 三(二)4). Returns the Recording."""
    with locked(actor, case_id, Power.EDIT_CASE, "recording.stored", now) as (case, _, opened):
        _refuse_ended(case)
        row = evidence.record_recording(opened, case=case, now=now, **values)
        counting.count_recording(case, row, on=beijing_date(now))
        return row


def excuse_recording(*, actor: Actor, case_id: str, code: str, asked_by: str, reason: str, now: datetime) -> Any:
    """Approve, as someone other than who asked, that an expected recording does not exist (plan 三(二)2)."""
    with locked(actor, case_id, Power.ASSIGN_CASE, "evidence.absent", now) as (case, by, opened):
        return evidence.record_absence(
            opened, case=case, av_item=code, reason=reason, asked_by=asked_by, approved_by=by.person_id, now=now
        )
