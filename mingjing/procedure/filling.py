"""What the case already knows, under the source keys of the forms: so that nobody types the same thing twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.cases.checks import OTHER_SOURCES
from mingjing.documents.forms import FORMS
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import ActKind, Doc, EvidenceKind, PartyKind, Stage
from mingjing.procedure import duties, history, levies, licence_words, papers, progress, rows, visiting
from mingjing.procedure.limits import BEIJING

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
        **progress.progress(case, seen, today),
        **_given(case, seen),
        **visiting.known(case, seen),
        **levies.known(case, seen),
        **licence_words.known(case, seen),
        **duties.known(case, seen, today),
        **progress.approvals(),
    }


def _given(case: Case, seen: Gathered) -> dict[str, Any]:
    """What opening asked (``matter.name``), what steps were given (``step.name``: the last time), and from where."""
    known: dict[str, Any] = {f"matter.{name}": value for name, value in case.details.items()}
    for taken in seen.facts.history:
        known[f"{taken.step}.on"] = taken.on.isoformat()
        known |= {f"{taken.step}.{name}": value for name, value in history.kept(taken.values).items()}
    if case.origin_id:
        known["origin.number"], known["origin.title"] = case.origin.number, case.origin.title
    return known


def _moment(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")


def _case(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    organ, end = case.organ, seen.facts.limitation_end
    source = dict(OTHER_SOURCES)[case.source]
    ended = case.act_ended_on or case.found_on
    return {
        "organ.name": organ.name,
        "organ.address": organ.address,
        "organ.phone": organ.phone,
        "organ.reconsideration_body": organ.reconsideration_body,
        "organ.court": organ.court,
        "organ.enforcement_court": organ.court,
        "organ.pay_to": "随本决定书送达的缴款通知书所列代收银行或者电子支付渠道",
        "power.basis": case.power.basis,
        "case.number": case.number or f"{organ.doc_prefix}线索",
        "case.cause": case.cause,
        "case.kind": case.kind,
        "case.source_text": source,
        "case.unit_name": case.unit.name,
        "case.found_on": case.found_on.isoformat(),
        "case.filed_on": case.filed_on.isoformat() if case.filed_on else None,
        "case.summary": case.clue,
        "case.violation": case.violation,
        "case.limitation": f"违法行为终了之日为{_cn(ended)}，追责时效至{_cn(end)}届满，发现时未超过时效（处36）。"
        if end
        else "",
        "case.result": RESULT.get(Stage(case.stage)) or _result(case),
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
        "report.proposal": rows.proposal_text(case),
        "report.crime_check": "涉嫌犯罪，应当移送。"
        if case.crime_suspected
        else "经审查，未发现涉嫌犯罪，不需要移送。",
        "citations.violated": _cited(case, "violated"),
        "citations.penalty": _cited(case, "penalty"),
        "citations.correction": "《中华人民共和国行政处罚法》第二十八条第一款",
        "discretion.basis": _benchmark(case, seen),
        "discretion.tier": case.tier or TIER,
        "discretion.reason": case.discretion,
        "record.place": case.place,
        "record.started_at": _moment(today.replace(hour=9, minute=0)),
        "record.ended_at": _moment(today.replace(hour=10, minute=0)),
        "record.session_no": 1,
    }


def _benchmark(case: Case, seen: Gathered) -> str:
    weighed = seen.facts.weighed
    return (weighed.benchmark if weighed else _cited(case, "discretion")) or "本机关公布的行政处罚裁量基准"


def _result(case: Case) -> str:
    if case.kind != ActKind.PENALTY:
        return "decided"
    return "no_penalty" if case.no_penalty_ground else "penalty"


def _cited(case: Case, role: str) -> str:
    return "、".join(c.text for c in case.citations.all() if c.role == role)


def _course(case: Case) -> str:
    filed = f"{_cn(case.filed_on)}立案。" if case.filed_on else ""
    source = dict(OTHER_SOURCES)[case.source]
    return f"{_cn(case.found_on)}，本机关经{source}发现本案线索。{filed}承办人员依法进行了调查取证。"


def _cn(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


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
