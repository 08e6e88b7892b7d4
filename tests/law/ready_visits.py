"""Facts of inspections on which everything is in order; a test spoils exactly one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mingjing.law.facts import CaseFacts, DecisionFact, Taken
from mingjing.law.kinds import DecisionKind, Doc, ReviewOutcome, Stage, Step
from mingjing.law.visits import Cap, Preparation, Visit, VisitType
from tests.law import ready

TODAY, NOON = ready.TODAY, datetime(2026, 11, 23, 12)
ITEMS = [{"item": "保质期", "standard": "不过期"}, {"item": "索证", "standard": "齐全"}]
BAD = [
    {"item": "保质期", "finding": "过期 6 袋", "result": "不符合"},
    {"item": "索证", "finding": "齐全", "result": "符合"},
]
DETAILS: dict[str, Any] = {
    "type": "routine", "items": ITEMS, "planned_from": "2026-11-20", "planned_to": "2026-12-10", "notice": "given",
}  # fmt: skip
EARLIER = Visit("c1", "us", "市市场监管局", date(2026, 3, 2), VisitType.ROUTINE, True)
BEFORE = Preparation(
    "us", visits=(EARLIER,), cap=Cap(2, "频次公告"), plan="2026 年计划第 1 项", plan_approved=True, drawn="抽取 d1"
)

PLANNED = replace(ready.CLUE, stage=Stage.PLANNED, details=DETAILS, preparation=BEFORE, source="plan")


def took(f: CaseFacts, step: Step, **values: Any) -> CaseFacts:
    """The same facts with one more step behind them."""
    return replace(f, history=(*f.history, Taken(step, TODAY, NOON, "p1", values)))


APPROVED = replace(took(PLANNED, Step.APPROVE_INSPECTION, **DETAILS), stage=Stage.APPROVED)
NOTIFIED = replace(
    APPROVED, documents=APPROVED.documents | {Doc.INSPECTION_NOTICE}, served={Doc.INSPECTION_NOTICE: TODAY}
)
THERE = replace(took(NOTIFIED, Step.ENTER), stage=Stage.INSPECTING)
SEEN = replace(
    took(THERE, Step.RECORD_INSPECTION, items=BAD, proposal="correct"),
    stage=Stage.INSPECTED,
    draft_values={"result": "correct"},
)
ORDERED = took(SEEN, Step.ORDER_CORRECTION)
OPEN_ORDER = replace(ORDERED, corrections_open=1)
GIVEN = DecisionFact("inspection", TODAY, 0, True, None, True)
DECIDED = replace(
    took(ORDERED, Step.GIVE_RESULT, result="correct"), stage=Stage.DECIDED, decision=GIVEN,
    decisions=(DecisionKind.INSPECTION,), draft_values={},
)  # fmt: skip
SERVED = replace(DECIDED, stage=Stage.SERVED, decision=replace(GIVEN, served_on=TODAY))


def resulting(f: CaseFacts, result: str) -> CaseFacts:
    """The same facts with another result given."""
    kept = tuple(t for t in f.history if t.step is not Step.GIVE_RESULT)
    return took(replace(f, history=kept), Step.GIVE_RESULT, result=result)


FLAGGED = replace(SEEN, proposal=replace(SEEN.proposal, social_risk=True))  # type: ignore[type-var]
OBJECTED = replace(FLAGGED, rounds=ready.OBJECTED.rounds, discussions=ready.OBJECTED.discussions)

READY: dict[Step, CaseFacts] = {
    Step.APPROVE_INSPECTION: PLANNED,
    Step.CANCEL_INSPECTION: APPROVED,
    Step.NOTIFY_INSPECTION: APPROVED,
    Step.ASSIGN_HANDLERS: PLANNED,
    Step.REQUEST_RECUSAL: THERE,
    Step.DECIDE_RECUSAL: THERE,
    Step.ENTER: NOTIFIED,
    Step.RECORD_INSPECTION: THERE,
    Step.TAKE_SAMPLE: THERE,
    Step.ORDER_CORRECTION: SEEN,
    Step.RECHECK_INSPECTION: replace(SERVED, corrections_open=1),
    Step.SUBMIT_REVIEW: FLAGGED,
    Step.GIVE_OPINION: replace(FLAGGED, rounds=(replace(ready.PASSED, outcome=None),)),
    Step.OBJECT: OBJECTED,
    Step.CONSULT: OBJECTED,
    Step.REQUEST_DISCUSSION: OBJECTED,
    Step.DISCUSS: FLAGGED,
    Step.SETTLE_REVIEW: OBJECTED,
    Step.GIVE_RESULT: ORDERED,
    Step.SERVE_DOCUMENT: APPROVED,
    Step.SEAL_DECISION: DECIDED,
    Step.SERVE: DECIDED,
    Step.OPEN_PENALTY: resulting(SERVED, "penalty"),
    Step.TRANSFER: resulting(SERVED, "transfer"),
    Step.CLOSE: SERVED,
    Step.ARCHIVE: replace(SERVED, stage=Stage.CLOSED),
}


def _with(name: str, value: Any) -> Callable[[CaseFacts], CaseFacts]:
    """Spoil one detail, also as it was approved."""

    def spoil(f: CaseFacts) -> CaseFacts:
        history = tuple(
            replace(t, values={**t.values, name: value}) if t.step is Step.APPROVE_INSPECTION else t for t in f.history
        )
        return replace(f, details={**f.details, name: value}, history=history)

    return spoil


def _repeated(f: CaseFacts) -> CaseFacts:
    near = Visit("c9", "them", "市应急局", date(2026, 12, 5), VisitType.SPECIAL, False)
    return replace(f, preparation=replace(f.preparation, visits=(near,)))  # type: ignore[type-var]


SPOIL: dict[str, Callable[[CaseFacts], CaseFacts]] = {
    **ready.SPOIL,
    "inspection.no-items": lambda f: replace(f, details={**f.details, "items": []}),
    "inspection.period-invalid": lambda f: replace(f, details={**f.details, "planned_to": "2026-11-19"}),
    "plan.none": lambda f: replace(f, preparation=replace(f.preparation, plan="")),
    "visits.over-cap": lambda f: replace(f, preparation=replace(f.preparation, cap=Cap(1, "频次公告"))),
    "visits.repeated": _repeated,
    "notice.inspection-unserved": lambda f: replace(f, served={}),
    "notice.unannounced": lambda f: _with("notice", "unannounced")(f),
    "inspection.outside-period": lambda f: _with("planned_to", "2026-11-22")(f),
    "record.no-problem": lambda f: replace(f, history=()),
    "correction.none": lambda f: replace(f, corrections_open=0),
    "sample.unreported": lambda f: took(f, Step.TAKE_SAMPLE),
    "result.contradicts-record": lambda f: replace(f, draft_values={"result": "none"}),
    "result.no-order": lambda f: replace(f, history=tuple(t for t in f.history if t.step is not Step.ORDER_CORRECTION)),
    "result.not-penalty": lambda f: resulting(f, "correct"),
    "result.not-transfer": lambda f: resulting(f, "correct"),
    "penalty.unopened": lambda f: resulting(f, "penalty"),
    "transfer.unsent": lambda f: resulting(f, "transfer"),
    "correction.failed": lambda f: took(f, Step.RECHECK_INSPECTION, result="not_corrected"),
    "decision.exists": lambda f: replace(f, decisions=(DecisionKind.INSPECTION,)),
    "review.not-passed": lambda f: replace(FLAGGED, history=ORDERED.history),
    "discussion.none": lambda f: replace(FLAGGED, history=ORDERED.history, rounds=(ready.PASSED,)),
    "review.reviewer-conflict": lambda f: replace(
        f, rounds=(replace(f.rounds[-1] if f.rounds else ready.PASSED, reviewer="p1"),)
    ),
}
# Spoiling these necessarily trips a second gate that says the same thing from another side.
ALSO: dict[tuple[str, Step], set[str]] = {
    ("decision.none", Step.SERVE): {"decision.unsealed", "seal.missing"},
    ("case.not-closed", Step.ARCHIVE): {"stage.wrong"},
    ("review.not-passed", Step.GIVE_RESULT): {"discussion.none"},
    ("result.not-transfer", Step.TRANSFER): set(),
}
OUTCOME = ReviewOutcome
