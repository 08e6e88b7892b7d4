"""调查取证: preservation, correction, recheck, conclusion (行政处罚法28、41、54–57)."""

from __future__ import annotations

from datetime import date

from mingjing.law.kinds import Doc, Step
from mingjing.procedure import limits
from mingjing.procedure.models import Correction, Preservation
from mingjing.procedure.taking import Taking


def preserve(t: Taking) -> None:
    goods = [line.strip() for line in t.values["goods"].splitlines() if line.strip()]
    t.act.save(Preservation(case=t.case, goods=goods, place=t.values["place"], made_on=t.on))
    t.paper(
        Doc.PRESERVATION_NOTICE,
        items=[{"name": name, "quantity": "见现场清点"} for name in goods],
        place=t.values["place"],
        starts_on=t.on.isoformat(),
        ends_on=limits.end("preserve.handle", t.on).isoformat(),
    )


def handle_preserved(t: Taking) -> None:
    for row in Preservation.objects.filter(case=t.case, handled_on=None):
        row.handled_on, row.handling = t.on, t.values["handling"]
        t.act.save(row)
    t.paper(Doc.PRESERVATION_HANDLING, handling=[t.values["mode"]], detail=t.values["handling"])


def order_correction(t: Taking) -> None:
    t.act.save(Correction(case=t.case, demand=t.values["demand"], due_on=t.values["due_on"]))
    t.paper(Doc.ORDER_TO_CORRECT, content=t.values["demand"], due_on=t.values["due_on"].isoformat())


def recheck(t: Taking) -> None:
    for row in Correction.objects.filter(case=t.case, rechecked_on=None):
        row.rechecked_on, row.result = t.on, t.values["findings"]
        t.act.save(row)
    t.paper(
        Doc.RECHECK_RECORD,
        rechecked_on=t.on.isoformat(),
        findings=t.values["findings"],
        result=t.values["result"],
        remaining="" if t.values["result"] == "corrected" else t.values["findings"],
    )


def approve_monitor_evidence(t: Taking) -> None:
    t.paper(Doc.MONITOR_EVIDENCE_REVIEW, **{n: _text(v) for n, v in t.values.items()})


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def conclude(t: Taking) -> None:
    """The gates saw the report, the proposal and the recordings; the stage moves on."""


WRITERS = {
    Step.PRESERVE: preserve,
    Step.HANDLE_PRESERVED: handle_preserved,
    Step.ORDER_CORRECTION: order_correction,
    Step.RECHECK: recheck,
    Step.APPROVE_MONITOR_EVIDENCE: approve_monitor_evidence,
    Step.CONCLUDE: conclude,
}
