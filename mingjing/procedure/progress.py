"""What has happened in the case so far, under the source keys of the forms: notice, answer, hearing, execution."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mingjing.clocks import queries as clocks
from mingjing.law.kinds import DecisionKind, Doc
from mingjing.procedure import papers, rows
from mingjing.procedure.models import Correction, Preservation, Service, Statement

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.procedure.facts import Gathered

ADOPTED = {"full": "adopted", "part": "partly", "none": "rejected"}


def progress(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    """Source keys about notice, statements, hearing, preservation, correction, and what follows the decision."""
    known: dict[str, Any] = {}
    if seen.notice:
        service = Service.objects.filter(version=seen.notice.version).first()
        known["notice.number"] = seen.notice.version.number
        known["notice.served_on"] = service.served_on.isoformat() if service else None
        known |= _statements(seen)
        known |= _hearing(case, seen)
    kept = Preservation.objects.filter(case=case).last()
    if kept:
        known["preservation.starts_on"] = kept.made_on.isoformat()
        notice = papers.latest(case, Doc.PRESERVATION_NOTICE)
        known["preservation.number"] = notice.number if notice else ""
        known["preservation.items"] = [{"name": g, "quantity": "见清单"} for g in kept.goods]
    order = papers.latest(case, Doc.ORDER_TO_CORRECT)
    if order and Correction.objects.filter(case=case).exists():
        known["correction.number"] = order.number
        known["correction.issued_on"] = order.issued_on.isoformat() if order.issued_on else None
        known["recheck.on"] = today.date().isoformat()
    due = clocks.obligation_of(case.pk, "case.decide")
    if due:
        known["clock.decide_due"] = due.rolled.isoformat()
    return known | _after_decision(case, seen, today)


def _statements(seen: Gathered) -> dict[str, Any]:
    rows = list(Statement.objects.filter(notice=seen.notice))
    if not rows:
        return {"statement.state": "none"}
    last = rows[-1]
    if last.waived:
        return {"statement.state": "waived"}
    return {
        "statement.state": ADOPTED.get(last.adopted, "rejected"),
        "statement.content": last.content,
        "statement.reason": last.answer,
        "statement.made_on": last.presented_on.isoformat(),
    }


def _hearing(case: Case, seen: Gathered) -> dict[str, Any]:
    hearing, told = seen.hearing, seen.notice and seen.notice.hearing_told
    if hearing is None or hearing.waived:
        state = "waived" if hearing else ("none" if told else "not_due")
        return {"hearing.state": state}
    known: dict[str, Any] = {
        "hearing.asked_on": hearing.requested_on.isoformat(),
        "hearing.openness": "open",
        "hearing.place": hearing.place,
        "hearing.host_name": hearing.host.name if hearing.host else "",
    }
    if hearing.to_be_held_on:
        known["hearing.held_at"] = f"{hearing.to_be_held_on.isoformat()}T09:00"
        known["hearing.ended_at"] = f"{hearing.to_be_held_on.isoformat()}T11:00"
    if hearing.held_on:
        known["hearing.state"] = "held"
        known["hearing.held_on"] = hearing.held_on.isoformat()
        known["hearing.answer"] = hearing.report or "听证报告已随卷送审。"
    return known


def _after_decision(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    if seen.decision is None or seen.facts.decision is None:
        return {}
    d, fact = seen.decision, seen.facts.decision
    unpaid = d.fine - fact.paid
    demand = papers.latest(case, Doc.DEMAND_NOTICE)
    return {
        "decision.number": d.number,
        "decision.issued_on": d.decided_on.isoformat(),
        "decision.served_on": fact.served_on.isoformat() if fact.served_on else None,
        "decision.text": rows.proposal_text(case).removeprefix("建议")
        or f"{DecisionKind(d.kind).label}（{d.number}）。",
        "decision.facts_reason": case.violation,
        "clock.pay_due": fact.payment_due.isoformat() if fact.payment_due else None,
        "payment.unpaid": unpaid or None,
        "surcharge.amount": fact.surcharge or None,
        "surcharge.starts_on": (fact.payment_due + timedelta(days=1)).isoformat() if fact.payment_due else None,
        "surcharge.until_on": today.date().isoformat(),
        "demand.duty": f"缴纳罚款{unpaid / 100:,.2f}元" if unpaid else "履行行政处罚决定",
        "demand.days": 10,
        "demand.number": demand.number if demand else "",
        "demand.served_on": fact.demanded_on.isoformat() if fact.demanded_on else None,
        "demand.answer": "当事人收到催告后未陈述、申辩。",
        "remedy.state": "当事人在法定期限内未申请行政复议，也未提起行政诉讼",
        "remedy.ended_on": fact.remedy_end.isoformat() if fact.remedy_end else None,
        "court.subject": f"罚款{unpaid / 100:,.2f}元",
        "court.amount": unpaid or None,
        "execution.state": "ended"
        if fact.ended
        else "enforced"
        if fact.enforced and fact.paid < d.fine
        else "performed",
        "execution.detail": f"罚款已缴{fact.paid / 100:,.2f}元。" if d.fine else "已履行。",
        "deferral.asked_on": today.date().isoformat(),
        "deferral.mode": "deferral",
    }


def approvals() -> dict[str, Any]:
    """The usual words of an approval; whoever approves may write his own."""
    return {
        "approval.handler_opinion": "建议按以上意见办理，请审批。",
        "approval.unit_opinion": "同意承办人意见，报负责人审批。",
        "approval.head_opinion": "同意。",
    }
