"""报送: a published report goes to the bureau and the superior, who receive or return it; the late are chased."""

from __future__ import annotations

from datetime import datetime

from mingjing.ledger.actions import act
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics import reports
from mingjing.statistics.approving import _at
from mingjing.statistics.drafting import _write
from mingjing.statistics.models import AnnualReport, ReportReminder, ReportSending
from mingjing.statistics.reports import ACCEPT, COLLECT, SEND, scope_of

State, To, Answer = AnnualReport.State, ReportSending.To, ReportSending.Answer
LONGEST = 500


def addressees(organ: Organ, now: datetime) -> list[tuple[str, Organ]]:
    """To whom an organ's report goes: the justice bureau over its region, and its superior. (kind, organ) each once."""
    bureau, found = organs.bureau_over(organ, beijing_date(now)), []
    if bureau:
        found.append((str(To.BUREAU), bureau))
    if organ.parent and organ.parent_id != (bureau.pk if bureau else ""):
        found.append((str(To.SUPERIOR), organ.parent))
    return found


def report(*, actor: Actor, report_id: str, now: datetime) -> AnnualReport:
    """Send a published report to the bureau and the superior. Raises NotAllowed, OutOfDate, FormIncomplete."""
    row = reports.report_for(actor, report_id)
    by = require(actor, SEND, scope_of(row.organ_id))
    to = addressees(row.organ, now)
    with act(type="report.sent", by=by, obj=row.pk, now=now) as opened:
        row = _at(row, State.PUBLISHED)
        for kind, organ in to:
            opened.save(ReportSending(report=row, to=organ, kind=kind, sent_by=by.person_id, sent_at=now))
        row.reported_on = opened.at.date()
        row.state = State.REPORTED if any(kind == To.BUREAU for kind, _ in to) else State.RECEIVED
        names = "、".join(organ.short_name for _, organ in to)
        _write(opened, row, f"报送{names}" if to else "登记为已报送（辖区内没有上级司法行政部门）", "")
    return row


def receive(*, actor: Actor, report_id: str, now: datetime) -> AnnualReport:
    """The addressee receives it; the bureau's receipt ends the duty. Raises NotAllowed, OutOfDate."""
    return _answer(actor, report_id, Answer.RECEIVED, "", now)


def give_back(*, actor: Actor, report_id: str, reason: str, now: datetime) -> AnnualReport:
    """The addressee returns it with reasons: the organ corrects. Raises NotAllowed, OutOfDate, FormIncomplete."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise FormIncomplete({"reason": f"写明哪里不对、怎样改，不超过 {LONGEST} 字"})
    return _answer(actor, report_id, Answer.RETURNED, reason, now)


def _answer(actor: Actor, report_id: str, answer: str, reason: str, now: datetime) -> AnnualReport:
    row = reports.report_for(actor, report_id)
    by = require(actor, ACCEPT, Scope(actor.organ_id, actor.region_code))
    if by.person_id in {row.drafted_by, row.approved_by}:
        raise NotAllowed("编制、审定这份年报的人不能接收它")
    kind = "report.received" if answer == Answer.RECEIVED else "report.given_back"
    with act(type=kind, by=by, obj=row.pk, now=now) as opened:
        sending = ReportSending.objects.filter(report=row, to_id=actor.organ_id, answer="").first()
        row = AnnualReport.objects.select_related("organ").get(pk=row.pk)
        if sending is None or row.state not in (State.REPORTED, State.RECEIVED, State.BACK):
            raise OutOfDate
        sending.answer, sending.words = answer, reason
        sending.answered_by, sending.answered_at = by.person_id, now
        opened.save(sending)
        if sending.kind == To.BUREAU:
            row.state = State.RECEIVED if answer == Answer.RECEIVED else State.BACK
            row.received_on = opened.at.date() if answer == Answer.RECEIVED else None
        said = "接收" if answer == Answer.RECEIVED else "退回"
        _write(opened, row, f"{organs.organ(actor.organ_id).short_name}{said}", reason)
    return row


def remind(*, actor: Actor, organ_ids: list[str], year: int, words: str, now: datetime) -> list[ReportReminder]:
    """Remind organs whose report of a year is not in. Raises NotAllowed, FormIncomplete when one owes nothing."""
    on, words = beijing_date(now), words.strip()
    rows = list(Organ.objects.filter(pk__in=organ_ids).select_related("region").order_by("region_id", "name"))
    if not rows:
        raise FormIncomplete({"organs": "选择要催报的机关"})
    if len(words) > 300:
        raise FormIncomplete({"words": "附言不超过 300 字"})
    for organ in rows:
        by = require(actor, COLLECT, Scope(organ.pk, organ.region_id))
    owing = [s.organ.pk for s in reports.standings(rows, year, on) if not s.done]
    if free := [o.short_name for o in rows if o.pk not in owing]:
        raise FormIncomplete({"organs": f"{'、'.join(free)}的 {year} 年年报已经报送，或者这一年没有存续，不用催报"})
    by = require(actor, COLLECT, Scope(actor.organ_id, actor.region_code))
    with act(type="report.reminded", by=by, obj=actor.organ_id, data={"year": year, "organs": len(rows)}, now=now) as o:
        return [
            o.save(ReportReminder(organ=organ, year=year, bureau_id=actor.organ_id, by_person=by.person_id, at=now,
                                  words=words))
            for organ in rows
        ]  # fmt: skip
