"""T1, T3–T6: licences, coercion, levies, inspections, one figure after the other over the raw rows."""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law.counting_rules import SETTINGS, Switch
from mingjing.procedure.models import Application, JointVisit
from mingjing.statistics.recount.raw import CaseRow, Fact, Raw, StepRow, day

NOT_APPLIED = {"revoke", "retract", "cancel"}
MEASURED = ("seal", "seize", "freeze", "person")
WAYS = {"clear": "removal", "substitute": "substitute", "auction": "auction", "transfer": "transfer"}
GREW = {"charge_daily", "impose_surcharge", "fee_late"}
ENDED = {
    "record_execution", "end_collection", "finish_execution", "end_execution", "perform_self", "court_done",
}  # fmt: skip
COURTS = {"apply_court", "apply_court_duty", "apply_court_levy"}


def licences(raw: Raw) -> Iterator[Fact]:
    """T1."""
    seen = set()
    for case_id, came in Application.objects.order_by("ledger_id").values_list("case_id", "received_on"):
        case = raw.cases[case_id]
        if case.id not in seen and case.details.get("matter") not in NOT_APPLIED:
            yield Fact("licence.applied", case.organ, came)
        seen.add(case.id)
    taken_up = set()
    for row in raw.taken("licence", "accept", "deem_accepted"):
        if row.case.id not in taken_up:
            yield Fact("licence.accepted", row.case.organ, day(row.values.get("accepted_on"), row.on))
        taken_up.add(row.case.id)
    for row in raw.taken("licence", "deem_renewed"):
        yield Fact("licence.granted", row.case.organ, row.on)
    for row in raw.decisions:
        case = raw.cases[row.case_id]
        if row.kind in ("licence_grant", "licence_change"):
            yield Fact("licence.granted", case.organ, row.decided_on)
        elif row.kind == "licence_refusal":
            yield Fact("licence.refused", case.organ, row.decided_on)
        elif row.kind == "licence_revocation" and case.details.get("matter") == "revoke":
            yield Fact("licence.revoked", case.organ, row.decided_on)


def coercion(raw: Raw) -> Iterator[Fact]:
    """T3."""
    for row in raw.decisions:
        case = raw.cases[row.case_id]
        if row.kind == "measure":
            what = case.details.get("measure")
            yield Fact(f"measure.{what if what in MEASURED else 'other'}", case.organ, row.decided_on)
    for step in raw.taken("coercion", "finish_execution", "end_execution"):
        decided = {d.kind: d for d in raw.decided[step.case.id]}
        if "clearing" in decided:
            yield Fact("execution.substitute", step.case.organ, step.on)
        elif "execution" in decided:
            yield Fact(f"execution.{_way(step, decided['execution'].decided_on)}", step.case.organ, step.on)
    for case_id, steps in raw.steps_of.items():
        case = raw.cases[case_id]
        grown, over = [s for s in steps if s.step in GREW], [s for s in steps if s.step in ENDED]
        if grown and over and over[-1].on >= grown[-1].on:
            yield Fact("execution.charge", case.organ, over[-1].on)
        for s in steps:
            if s.step in COURTS:
                yield Fact("execution.court", case.organ, s.on)


def _way(step: StepRow, on: object) -> str:
    method = step.case.details.get("method")
    if method == "demolish" and _set(Switch.DEMOLITION_AS_REMOVAL, step.case, on):
        return "removal"
    return WAYS.get(str(method), "other")


def _set(switch: Switch, case: CaseRow, on: object) -> bool:
    """How a switch stands for the case's region on a day: the nearest region's word, its latest."""
    said = [
        (len(s.region), s.valid_from, s.on)
        for s in SETTINGS
        if s.switch == switch and case.region[: len(s.region)] == s.region and not s.valid_from > on  # type: ignore[operator]
    ]
    return sorted(said)[-1][2]


def levies(raw: Raw) -> Iterator[Fact]:
    """T4, T5."""
    for case in raw.cases.values():
        if case.kind != "levy":
            continue
        paid, closed = raw.ever(case.id, "record_execution"), raw.ever(case.id, "close")
        fees = [d for d in raw.decided[case.id] if d.kind == "fee"]
        if case.procedure == "fee" and paid and fees:
            yield Fact("levy.count", case.organ, paid[-1].on, 1, fees[-1].fine)
        if case.procedure == "expropriation" and closed:
            yield Fact("levy.count", case.organ, closed[-1].on)
        if case.procedure == "requisition" and closed:
            given = raw.ever(case.id, "compensate_requisition")
            amount = int(given[-1].values["amount"]) if given else 0
            yield Fact("requisition.count", case.organ, closed[-1].on, 1, amount)


def inspections(raw: Raw) -> Iterator[Fact]:
    """T6."""
    joint: set[str] = set()
    for sides in JointVisit.objects.filter(accepted=True).values_list("host_id", "guest_id"):
        joint.update(sides)
    for row in raw.taken("inspection", "open_penalty"):
        yield Fact("inspection.to_penalty", row.case.organ, row.on)
    for case in raw.cases.values():
        records = raw.ever(case.id, "record_inspection")
        if case.kind != "inspection" or not records:
            continue
        on, found = records[-1].on, records[-1].values.get("items", [])
        if "不符合" in [item.get("result") for item in found]:
            yield Fact("inspection.problems", case.organ, on)
        if raw.ever(case.id, "open_penalty") and not _set(Switch.INSPECTION_WHEN_PENALIZED, case, on):
            continue
        codes = raw.codes[case.id]
        if not codes and not _set(Switch.INSPECTION_WITHOUT_OBJECT, case, on):
            continue
        yield Fact(f"inspection.{case.details['type']}", case.organ, on)
        if case.id in joint:
            yield Fact("inspection.joint", case.organ, on)
        if [code for code in codes if code[:1] == "9"]:
            yield Fact("inspection.enterprise", case.organ, on)
