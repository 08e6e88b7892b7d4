"""What the case already knows, under the source keys of the forms: so that nobody types the same thing twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mingjing.cases.checks import SOURCES
from mingjing.clocks import queries as clocks
from mingjing.documents.forms import FORMS
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Doc, EvidenceKind, PartyKind, Penalty, Stage
from mingjing.procedure import papers
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Correction, Preservation, Service, Statement

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.procedure.facts import Gathered

SOURCE_CODES = {"transfer": "transferred"}
RESULT = {Stage.TRANSFERRED: "transferred", Stage.TERMINATED: "terminated"}
TIER = "一般"


def fill(doc: Doc, case: Case, seen: Gathered, *, now: datetime) -> dict[str, Any]:
    """Field → value for everything the case can answer by itself. Money in 分, dates ISO, lists as rows."""
    form = FORMS[doc]
    known = sources(case, seen, now=now)
    values = {f.name: known[f.source] for f in form.fields if known.get(f.source) not in (None, "", [])}
    return papers.without_idle(form, values)


def sources(case: Case, seen: Gathered, *, now: datetime) -> dict[str, Any]:
    """Every source key this case can answer now."""
    today = now.astimezone(BEIJING)
    return {
        **_case(case, seen, today),
        **_party(seen),
        **_people(case, seen),
        **_evidence(case),
        **_penalty(case),
        **_progress(case, seen, today),
        **_approvals(case, seen),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")


def _case(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    organ, end = case.organ, seen.facts.limitation_end
    source = dict(SOURCES)[case.source]
    ended = case.act_ended_on or case.found_on
    return {
        "organ.name": organ.name,
        "organ.address": organ.address,
        "organ.phone": organ.phone,
        "organ.reconsideration_body": organ.reconsideration_body,
        "organ.court": organ.court,
        "organ.enforcement_court": organ.court,
        "organ.pay_to": "随本决定书送达的缴款通知书所列代收银行或者电子支付渠道",
        "case.number": case.number or f"{organ.doc_prefix}线索",
        "case.cause": case.cause,
        "case.source_text": source,
        "case.unit_name": case.unit.name,
        "case.found_on": case.found_on.isoformat(),
        "case.filed_on": case.filed_on.isoformat() if case.filed_on else None,
        "case.summary": case.clue,
        "case.violation": case.violation,
        "case.limitation": f"违法行为终了之日为{_cn(ended)}，追责时效至{_cn(end)}届满，发现时未超过时效（处36）。"
        if end
        else "",
        "case.result": RESULT.get(Stage(case.stage), "no_penalty" if case.no_penalty_ground else "penalty"),
        "clue.kind": SOURCE_CODES.get(case.source, case.source),
        "clue.found_at": f"{case.found_on.isoformat()}T09:00",
        "clue.subject_name": "、".join(p.name for p in seen.parties),
        "clue.subject_address": seen.parties[0].address if seen.parties else "",
        "clue.content": case.clue,
        "clue.sent_by": "有关单位",
        "clue.reporter_name": "匿名",
        "report.course": _course(case),
        "report.facts": case.facts_found,
        "report.nature": case.nature,
        "report.proposal": proposal_text(case),
        "report.crime_check": "涉嫌犯罪，应当移送。"
        if case.crime_suspected
        else "经审查，未发现涉嫌犯罪，不需要移送。",
        "citations.violated": _cited(case, "violated"),
        "citations.penalty": _cited(case, "penalty"),
        "citations.correction": "《中华人民共和国行政处罚法》第二十八条第一款",
        "discretion.basis": _cited(case, "discretion") or "本机关公布的行政处罚裁量基准",
        "discretion.tier": case.tier or TIER,
        "discretion.reason": case.discretion,
        "record.place": case.place,
        "record.started_at": _moment(today.replace(hour=9, minute=0)),
        "record.ended_at": _moment(today.replace(hour=10, minute=0)),
        "record.session_no": 1,
    }


def _cited(case: Case, role: str) -> str:
    return "、".join(c.text for c in case.citations.all() if c.role == role)


def _course(case: Case) -> str:
    filed = f"{_cn(case.filed_on)}立案。" if case.filed_on else ""
    return (
        f"{_cn(case.found_on)}，本机关经{dict(SOURCES)[case.source]}发现本案线索。{filed}承办人员依法进行了调查取证。"
    )


def _cn(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def proposal_text(case: Case) -> str:
    """The proposal in words, as it stands in report, minutes and closing."""
    if case.no_penalty_ground:
        return "建议不予行政处罚。"
    parts = []
    for kind in Penalty:
        if kind not in case.penalties:
            continue
        if kind is Penalty.FINE:
            parts.append(f"罚款{case.fine / 100:,.2f}元".replace(".00元", "元"))
        elif kind is Penalty.CONFISCATE_INCOME:
            parts.append(f"没收违法所得{case.confiscated_income / 100:,.2f}元".replace(".00元", "元"))
        elif kind is Penalty.CONFISCATE_GOODS:
            parts.append(f"没收{case.confiscated_goods}")
        else:
            parts.append(kind.label)
    return f"建议{'，'.join(parts)}。" if parts else ""


def _party(seen: Gathered) -> dict[str, Any]:
    if not seen.parties:
        return {}
    party = seen.parties[0]
    kind = PartyKind(party.kind)
    return {
        "party.kind": kind.value,
        "party.name": party.name,
        "party.uscc": party.code,
        "party.legal_representative": party.representative if kind is PartyKind.ORGANISATION else "",
        "party.operator": party.representative if kind is PartyKind.SOLE_TRADER else "",
        "party.id_number": party.id_number,
        "party.address": party.address,
        "party.phone": party.phone,
        "record.present_name": party.name if kind is PartyKind.PERSON else party.representative,
        "record.present_role": {"person": "当事人本人", "sole_trader": "经营者"}.get(
            kind.value, "法定代表人（负责人）"
        ),
        "record.interviewee_name": party.name if kind is PartyKind.PERSON else party.representative,
        "record.interviewee_id_number": party.id_number,
        "record.interviewee_address": party.address,
        "record.interviewee_phone": party.phone,
        "record.relation": "当事人本人" if kind is PartyKind.PERSON else "当事人的负责人",
    }


def _people(case: Case, seen: Gathered) -> dict[str, Any]:
    names = [h.person.name for h in seen.handlers]
    return {
        "handlers.names": "、".join(names),
        "handlers.certificates": "、".join(h.certificate.number for h in seen.handlers),
        "clue.registered_by": names[0] if names else "",
        "record.recorder": names[-1] if names else "",
    }


def _evidence(case: Case) -> dict[str, Any]:
    items = evidence.items(case.pk)
    return {
        "evidence.rows": [{"name": i.title, "kind": EvidenceKind(i.kind).label, "proves": i.proves} for i in items],
        "evidence.list": [
            {
                "no": str(i.number),
                "name": i.title,
                "kind": EvidenceKind(i.kind).label,
                "origin": i.source,
                "taken_on": i.obtained_on.isoformat(),
                "proves": i.proves,
                "digest": (i.blob_id or "")[:16],
            }
            for i in items
        ],
    }


def _penalty(case: Case) -> dict[str, Any]:
    return {
        "penalty.kinds": list(case.penalties),
        "penalty.fine": case.fine or None,
        "penalty.confiscated_income": case.confiscated_income or None,
        "penalty.confiscated_goods": case.confiscated_goods,
        "penalty.other": case.other_penalty,
        "penalty.perform_other": "自本决定书送达之日起履行。",
        "correction.content": case.correction,
        "publicity.scope": "public",
        "no_penalty.ground": case.no_penalty_ground,
        "no_penalty.basis": NO_PENALTY_BASIS.get(case.no_penalty_ground, ""),
        "no_penalty.reason": case.discretion,
        "no_penalty.education": "本机关已对当事人进行教育，并要求其遵守有关规定。",
        "notice.statement_days": 5,
        "preservation.keeping": "in_place",
        "preservation.reason": "证据可能灭失或者以后难以取得。",
        "preservation.keeper": "当事人",
        "correction.mode": "by_date",
    }


NO_PENALTY_BASIS = {
    "slight": "《中华人民共和国行政处罚法》第三十三条第一款",
    "first": "《中华人民共和国行政处罚法》第三十三条第一款",
    "no_fault": "《中华人民共和国行政处罚法》第三十三条第二款",
    "minor": "《中华人民共和国行政处罚法》第三十条",
    "capacity": "《中华人民共和国行政处罚法》第三十一条",
    "expired": "《中华人民共和国行政处罚法》第三十六条",
    "unfounded": "《中华人民共和国行政处罚法》第五十七条第一款第三项",
}
ADOPTED = {"full": "adopted", "part": "partly", "none": "rejected"}


def _progress(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
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
        "decision.text": proposal_text(case).removeprefix("建议"),
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
        "execution.state": "enforced" if fact.enforced and fact.paid < d.fine else "performed",
        "execution.detail": f"罚款已缴{fact.paid / 100:,.2f}元。" if d.fine else "已履行。",
        "deferral.asked_on": today.date().isoformat(),
        "deferral.mode": "deferral",
    }


def _approvals(case: Case, seen: Gathered) -> dict[str, Any]:
    return {
        "approval.handler_opinion": "建议按以上意见办理，请审批。",
        "approval.unit_opinion": "同意承办人意见，报负责人审批。",
        "approval.head_opinion": "同意。",
    }
