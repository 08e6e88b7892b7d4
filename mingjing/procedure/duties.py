"""行政强制: the decision that is executed or the case a measure serves, what another measure holds, what papers say.

Reads cases and steps; the law's questions stand in ``law.coercion_*``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from mingjing.cases.models import Case, Party
from mingjing.law import coercion_money as money
from mingjing.law.coercion_execution_gates import HARMS
from mingjing.law.duty import DutyFact
from mingjing.law.facts import Taken
from mingjing.law.kinds import ActKind, Doc, Penalty, Stage, Step
from mingjing.law.procedures import PROCEDURES
from mingjing.procedure import limits, papers
from mingjing.procedure.models import Decision, DecisionAnnulment, Measure, Service, StepTaken

if TYPE_CHECKING:
    from mingjing.procedure.facts import Gathered

OVER = frozenset({Stage.NOT_FILED, Stage.TERMINATED, Stage.CANCELLED})  # ended without a decision
FINED = "《中华人民共和国行政处罚法》第七十二条第一款第一项"
VIEWS = {"full": "partly", "part": "partly", "none": "rejected"}


def of(case: Case, history: Sequence[Taken]) -> DutyFact | None:
    """What an act of coercion rests on: what opening was told goes before what the origin's own rows say."""
    if case.kind != ActKind.COERCION:
        return None
    told, decision = case.details, _decision(case.origin)
    served = _day(told, "served_on") or _served(decision)
    end, pending, sued, overturned = _remedy(served, history)
    annulled = decision is not None and DecisionAnnulment.objects.filter(decision=decision).exists()
    return DutyFact(
        number=told.get("decision_number") or (decision.number if decision else ""),
        decided_on=_day(told, "decided_on") or (decision.decided_on if decision else None),
        served_on=served,
        perform_by=_day(told, "perform_by") or _payment_due(decision, served),
        remedy_end=end,
        court_end=limits.end("court.apply", end) if end else None,
        principal=int(told.get("principal") or (decision.fine if decision else 0)),
        annulled=annulled or overturned,
        remedy_pending=pending,
        sued=sued,
        of_system=case.origin is not None,
        over=case.origin is not None and Stage(case.origin.stage) in OVER,
        kind=decision.kind if decision else "",
        penalties=decision.penalty_kinds if decision else frozenset[Penalty](),
    )


def _decision(origin: Case | None) -> Decision | None:
    return Decision.objects.filter(case=origin).order_by("-ledger_id").first() if origin else None


def _served(decision: Decision | None) -> date | None:
    service = Service.objects.filter(version_id=decision.version_id).first() if decision else None
    return service.served_on if service else None


def _payment_due(decision: Decision | None, served: date | None) -> date | None:
    """Where the origin's decision is to pay: fifteen days from service, or what was granted (处66、67)."""
    if decision is None or served is None or not decision.fine:
        return None
    granted = Measure.objects.filter(decision=decision, kind="deferral", until__isnull=False).order_by("-until").first()
    return granted.until if granted else limits.end(PROCEDURES[decision.case.law_version].pay_clock, served)


def _day(values: dict[str, Any], name: str) -> date | None:
    value = values.get(name)
    return date.fromisoformat(value) if value else None


def _remedy(served: date | None, history: Sequence[Taken]) -> tuple[date | None, bool, bool, bool]:
    """(last day on which it may be challenged, a remedy is pending, it went to court, it was overturned)."""
    end = limits.end("remedy.litigation", served) if served else None
    pending = sued = overturned = False
    for taken in history:
        if taken.step is not Step.RECORD_REMEDY:
            continue
        v = taken.values
        court = v["way"] == "litigation"
        pending, sued = v["event"] == "filed", sued or court
        if v["event"] == "ended":
            overturned = overturned or v["result"] == "annulled"
            end = v["happened_on"] if court else limits.end("remedy.litigation_after", v["happened_on"])
    return end, pending, sued, overturned


def pauses(history: Sequence[Taken]) -> list[tuple[date, date | None]]:
    """Times of reconsideration and litigation: 加处罚款 does not grow then (处73③)."""
    found: list[tuple[date, date | None]] = []
    for taken in (t for t in history if t.step is Step.RECORD_REMEDY):
        if taken.values["event"] == "filed":
            found.append((taken.values["happened_on"], None))
        elif found:
            found[-1] = (found[-1][0], taken.values["happened_on"])
    return found


# --- 强23②、29② ----------------------------------------------------------------------------------------------------


def held_elsewhere(case: Case, parties: Sequence[Party], history: Sequence[Taken]) -> tuple[str, ...]:
    """Things of this party, by name and number, or its account, that another measure of this system holds already."""
    if case.kind != ActKind.COERCION or case.procedure != "measure" or not parties:
        return ()
    if case.stage not in {Stage.PROPOSED, Stage.APPROVED}:
        return ()
    who = Q(parties__code=parties[0].code) if parties[0].code else Q(parties__id_number=parties[0].id_number)
    rows = Case.objects.filter(who, kind=ActKind.COERCION, procedure="measure", stage=Stage.IN_FORCE)
    others = rows.exclude(pk=case.pk).select_related("organ").distinct()
    last = next((t for t in reversed(history) if t.step is Step.RECORD_ON_SITE), None)
    mine, account = _marked(last.values.get("goods") if last else ()), case.details.get("account")
    found = []
    for other in others:
        record = StepTaken.objects.filter(case=other, step=Step.RECORD_ON_SITE).order_by("-ledger_id").first()
        theirs = _marked(record.values.get("goods") if record else ())
        same = sorted(f"{name}（{mark}）" for name, mark in mine & theirs)
        if account and account == other.details.get("account"):
            same.append(f"账号 {account}")
        if same:
            found.append(f"{'、'.join(same)}已由{other.organ.name}在{other}中查封、扣押或者冻结")
    return tuple(found)


def _marked(rows: Sequence[Mapping[str, Any]] | None) -> set[tuple[Any, Any]]:
    """Things that can be told apart: those whose number is known."""
    return {(row.get("name"), row["mark"]) for row in rows or () if row.get("mark")}


# --- words of the papers --------------------------------------------------------------------------------------------


def known(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    """Source keys of the papers of 行政强制, and what shared papers ask that only a penalty has."""
    if case.kind != ActKind.COERCION:
        return {}
    f, told = seen.facts, case.details
    urgent = f.last(Step.TAKE_MEASURE_URGENTLY)
    basis = told.get("basis") or told.get("own_basis") or case.power.basis
    opened = case.filed_on or limits.beijing_date(case.opened_at)
    return {
        "case.filed_on": opened.isoformat(),
        "case.violation": case.violation or case.clue,
        "case.result": "decided" if seen.decision else "terminated",
        "report.facts": case.facts_found or case.violation or case.clue,
        "citations.violated": _cited(case, "violated") or basis,
        "citations.penalty": _cited(case, "penalty") or basis,
        "discretion.basis": "《中华人民共和国行政强制法》第五条",
        "discretion.tier": "适当",
        "discretion.reason": case.discretion or told.get("necessity") or "",
        "execution.detail": _outcome(seen),
        **({} if seen.decision else {"decision.text": f"{case.cause}：没有作出强制决定。"}),
        "coercion.basis": basis,
        "coercion.clearing_basis": "《中华人民共和国行政强制法》第五十二条",
        "coercion.when_approved": "afterwards" if urgent else "before",
        "take_measure_urgently.at": urgent.at.strftime("%Y-%m-%dT%H:%M") if urgent else None,
        **_duty(case, seen, today),
    }


def _cited(case: Case, role: str) -> str:
    return "、".join(c.text for c in case.citations.all() if c.role == role)


def _duty(case: Case, seen: Gathered, today: datetime) -> dict[str, Any]:
    f, d = seen.facts, seen.facts.duty
    if d is None or case.procedure != "execution":
        return {}
    on = today.date()
    origin = _decision(case.origin)
    title = case.details.get("decision_title") or (origin.version.document.title if origin else "")
    demand = papers.latest(case, Doc.DUTY_DEMAND)
    served, answer = f.served.get(Doc.DUTY_DEMAND), f.last(Step.ANSWER_VIEWS)
    words: dict[str, Any] = {
        "duty.title": title,
        "duty.number": d.number,
        "duty.decided_on": d.decided_on.isoformat() if d.decided_on else None,
        "duty.served_on": d.served_on.isoformat() if d.served_on else None,
        "duty.perform_by": d.perform_by.isoformat() if d.perform_by else None,
        "duty.remedy_end": d.remedy_end.isoformat() if d.remedy_end else None,
        "duty.demand_number": demand.number if demand else "",
        "duty.demand_served_on": served.isoformat() if served else None,
        "duty.views": VIEWS[answer.values["adopted"]] if answer else "none",
        "duty.today": on.isoformat(),
        "duty.harm": HARMS.get(case.details.get("harm", ""), ""),
    }
    if money.is_money(f):
        rate = money.daily(case.details, on)
        whole = rate.per_myriad % 100 == 0
        words |= {
            "duty.principal": d.principal,
            "duty.charged": money.charged(f),
            "duty.paid": sum(amount for _, amount in money.paid(f)),
            "duty.left": money.outstanding(f) or None,
            "duty.rate": f"每日{'百' if whole else '万'}分之{rate.per_myriad // (100 if whole else 1)}",
            "duty.rate_basis": rate.basis if "《" in rate.basis else FINED,
        }
    return words


def _outcome(seen: Gathered) -> str:
    """What became of it, in words for the closing."""
    f = seen.facts
    last = f.last(
        Step.RELEASE_MEASURE, Step.HANDLE_SEIZED, Step.TRANSFER_SEIZED, Step.FINISH_EXECUTION, Step.PERFORM_SELF,
        Step.END_EXECUTION, Step.COURT_DONE,
    )  # fmt: skip
    if last is None:
        return "已办理。"
    words = next((str(last.values[name]) for name in ("course", "detail", "reason") if last.values.get(name)), "")
    return f"{last.on} {last.step.label}。{words}"
