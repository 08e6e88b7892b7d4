"""From draft to public: submitted when every check is answered, approved by the head, published by the publisher.

Draft, approval and publication are by different people. Publishing gives the version its digest, ends the one it
corrects and makes the entry of the public log, all in one act; the pages are put by ``showing``.
"""

from __future__ import annotations

from datetime import datetime

from mingjing.law.report_checks import Remark
from mingjing.ledger.actions import Act, act, append_public
from mingjing.organs.permissions import Actor, NotAllowed, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics import reports
from mingjing.statistics.drafting import _write, _writing
from mingjing.statistics.models import AnnualReport
from mingjing.statistics.payload import root_of
from mingjing.statistics.reports import APPROVE, PUBLISH, scope_of

State = AnnualReport.State
LONGEST = 300


class ReportBlocked(ValueError):
    """The report cannot go on; ``remarks`` are all the checks that stand against it."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("；".join(r.words for r in remarks))
        self.remarks = remarks


def submit(*, actor: Actor, report_id: str, now: datetime, expected: int | None = None) -> AnnualReport:
    """Submit a draft to the head. Raises NotAllowed, OutOfDate, ReportBlocked with every check not answered."""
    with _writing(actor, report_id, "report.submitted", now, expected) as (opened, row):
        against = [r for r in reports.remarks(row, beijing_date(now)) if r.level == "red"]
        if against:
            raise ReportBlocked(against)
        row.state, row.drafted_by = State.SUBMITTED, opened.by.person_id
        _write(opened, row, "提交负责人审定", "")
    return row


def approve(*, actor: Actor, report_id: str, now: datetime, expected: int | None = None) -> AnnualReport:
    """The head approves. Raises NotAllowed (also for who made it), OutOfDate, ReportBlocked when cases changed."""
    row = reports.report_for(actor, report_id)
    by = require(actor, APPROVE, scope_of(row.organ_id))
    if by.person_id == row.drafted_by:
        raise NotAllowed("编制和审定不能是同一个人：请另一位负责人审定")
    with act(type="report.approved", by=by, obj=row.pk, now=now) as opened:
        row = _at(row, State.SUBMITTED, expected)
        against = [r for r in reports.remarks(row, beijing_date(now)) if r.level == "red"]
        if against:
            raise ReportBlocked(against)
        row.state, row.approved_by = State.APPROVED, by.person_id
        _write(opened, row, "负责人审定", "")
    return row


def send_back(*, actor: Actor, report_id: str, reason: str, now: datetime) -> AnnualReport:
    """The head or the publisher returns it with what is to be mended. Raises NotAllowed, OutOfDate, FormIncomplete."""
    row, reason = reports.report_for(actor, report_id), reason.strip()
    power = PUBLISH if row.state == State.APPROVED else APPROVE
    by = require(actor, power, scope_of(row.organ_id))
    if not reason or len(reason) > LONGEST:
        raise FormIncomplete({"reason": f"写明退回的理由和怎样修改，不超过 {LONGEST} 字"})
    with act(type="report.returned", by=by, obj=row.pk, now=now) as opened:
        row = _at(row, str(row.state) if row.state in (State.SUBMITTED, State.APPROVED) else State.SUBMITTED)
        row.state, row.approved_by = State.RETURNED, ""
        _write(opened, row, "退回修改", reason)
    return row


def publish(*, actor: Actor, report_id: str, now: datetime, expected: int | None = None) -> AnnualReport:
    """Publish an approved version; the one it corrects ends and says so. Raises NotAllowed, OutOfDate.

    The same version twice is refused as OutOfDate: the second time it is not waiting any more.
    """
    row = reports.report_for(actor, report_id)
    by = require(actor, PUBLISH, scope_of(row.organ_id))
    if by.person_id in {row.drafted_by, row.approved_by}:
        raise NotAllowed("编制、审定、公布不能是同一个人：请公示岗位的另一位办理")
    with act(type="report.published", by=by, obj=row.pk, now=now) as opened:
        row = _at(row, State.APPROVED, expected)
        _end_before(opened, row)
        row.organ_name, row.published_on = row.organ.name, opened.at.date()
        row.root, row.state = root_of(row), State.PUBLISHED
        row.public_seq = append_public(
            type="report.published", obj=row.pk, org=row.organ_id,
            data={
                "organ": row.organ_name, "year": row.year, "number": row.number, "root": row.root,
                "corrects": row.base.number if row.base else 0, "published_on": row.published_on.isoformat(),
            },
            now=opened.now,
        )  # fmt: skip
        opened.data |= {"root": row.root}
        _write(opened, row, "公布", "")
    return row


def _end_before(opened: Act, row: AnnualReport) -> None:
    """The version that stands until now ends today: what was published stays readable and says what replaced it."""
    before = AnnualReport.objects.filter(organ_id=row.organ_id, year=row.year, state__in=AnnualReport.OUT).first()
    if before:
        before.state, before.ended_on = State.SUPERSEDED, opened.at.date()
        opened.save(before)


def _at(row: AnnualReport, state: str, expected: int | None = None) -> AnnualReport:
    """The report as it stands now, under the lock. Raises OutOfDate."""
    fresh = AnnualReport.objects.select_related("organ", "base").get(pk=row.pk)
    if fresh.state != state or (expected is not None and expected != fresh.ledger_id):
        raise OutOfDate
    return fresh
