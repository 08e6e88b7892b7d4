"""Gate code → how to spoil ready facts of 征收征用 so that this gate must answer; and what answers along with it."""

from __future__ import annotations

from dataclasses import replace

from mingjing.law.facts import RecordingNeed
from mingjing.law.kinds import DecisionKind, ReviewOutcome, Step
from tests.law import ready
from tests.law.ready_levy import (
    AMOUNT,
    ASKED,
    HANDED,
    LATE,
    SERVED,
    SPOIL_ONE,
    TODAY,
    clocked,
    decided,
    of,
    took,
    with_,
    without,
)

SPOIL: dict[str, SPOIL_ONE] = {
    **{code: spoil for code, spoil in ready.SPOIL.items() if not code.startswith(("discussion", "review.not-passed"))},
    "review.not-passed": lambda f: replace(f, rounds=(replace(ready.PASSED, outcome=ReviewOutcome.OBJECT),)),
    "discussion.none": lambda f: replace(f, discussions=()),
    "decision.none": lambda f: replace(f, decision=None),
    "recording.missing": lambda f: replace(f, recordings=(RecordingNeed("requisition", "实施征用", True, False),)),
    "decision.exists": lambda f: replace(f, decisions=tuple(DecisionKind)),
    "publication.open": lambda f: replace(f, publication_settled=False, decision=f.decision or SERVED.decision),
    "demand.too-early": clocked("demand.comply", 0),
    # fees
    "fee.unknown": of(period_end="2024-12-01"),
    "assess.none": without(Step.ASSESS),
    "assess.differs": lambda f: replace(f, draft_values={"amount": AMOUNT + 1}),
    "deferral.no-rule": of(fee="soil"),
    "deferral.asked": with_(ASKED),
    "deferral.none-open": without(Step.ASK_DEFERRAL),
    "deferral.silence": clocked("fee.deferral_answer", -1),
    "deferral.not-silent": clocked("fee.deferral_answer", 0),
    "deferral.open": with_(ASKED),
    "fee.not-overdue": decided(payment_due=TODAY),
    "chase.running": clocked("demand.comply", 0),
    "late-fee.no-rule": of(fee="sewage"),
    "late-fee.none": decided(surcharge=AMOUNT),
    "late-fee.undecided": lambda f: replace(LATE, stage=f.stage),
    "penalty.no-rule": of(fee="another"),
    "fee.unpaid": lambda f: replace(decided(paid=AMOUNT - 1)(f)),
    # requisition
    "goods.unlisted": of(goods=[]),
    "emergency.unnamed": of(event=""),
    "requisition.none": lambda f: replace(f, decisions=()),
    "goods.taken": with_(HANDED),
    "goods.not-taken": without(Step.REQUISITION, Step.REQUISITION_URGENTLY, Step.RETURN_GOODS),
    "goods.none-left": with_(took(Step.RETURN_GOODS, 0, goods=[{"name": "装载机", "returned": 2}])),
    "goods.outstanding": without(Step.RETURN_GOODS),
    "use.unrecorded": without(Step.RECORD_USE),
    "use.ended": with_(took(Step.END_USE)),
    "damage.uncovered": lambda f: with_(took(Step.ASSESS_DAMAGE, 0, losses=[{"name": "别的", "amount": 1}], total=1))(
        f
    ),
    "compensation.undecided": lambda f: replace(f, decisions=(DecisionKind.REQUISITION,)),
    "compensation.paid": with_(took(Step.PAY_COMPENSATION, 0, amount=AMOUNT)),
    "compensation.unpaid": without(Step.PAY_COMPENSATION),
    # expropriation
    "interest.none": of(ground="business"),
    "plan.unpublished": without(Step.PUBLISH_PLAN),
    "plan.comments-open": clocked("plan.comments", 0),
    "views.unpublished": without(Step.PUBLISH_VIEWS),
    "plan.hearing-due": without(Step.HOLD_PLAN_HEARING),
    "risk.none": with_(took(Step.ASSESS_RISK, 0, conclusion="hold")),
    "meeting.none": without(Step.HOLD_MEETING),
    "funds.missing": of(cost=AMOUNT + 1),
    "announcement.none": without(Step.ANNOUNCE_EXPROPRIATION),
    "survey.unpublished": without(Step.SURVEY),
    "appraiser.none": lambda f: of(appraiser="")(without(Step.CHOOSE_APPRAISER)(f)),
    "households.unfiled": of(households=2),
    "households.unpublished": without(Step.PUBLISH_HOUSEHOLDS),
    "appraisal.none": lambda f: replace(f, served={}),
    "appraisal.review-open": clocked("appraisal.review", 0),
    "agreement.term-open": of(sign_until="2026-11-23"),
    "agreement.signed": with_(took(Step.SIGN_AGREEMENT, 0, amount=AMOUNT)),
    "compensation.too-low": lambda f: replace(f, draft_values={"way": "money", "amount": AMOUNT - 1}),
    "house-compensation.undecided": without(Step.ANNOUNCE_COMPENSATION),
    "house-compensation.unannounced": without(Step.ANNOUNCE_COMPENSATION),
    "move.term-open": with_(took(Step.DECIDE_COMPENSATION, 0, amount=AMOUNT, move_until="2026-11-23")),
}
# Spoiling these necessarily trips a second gate that says the same thing from another side.
ALSO: dict[str, set[str]] = {
    "late-fee.no-rule": {"late-fee.none"},
    "chase.running": {"late-fee.none"},
    "late-fee.none": set(),
    "fee.not-overdue": {"late-fee.none"},
    "deferral.asked": set(),
    "goods.not-taken": {"goods.none-left", "damage.uncovered"},
    "goods.outstanding": {"damage.uncovered"},
    "views.unpublished": {"plan.hearing-due"},
    "plan.unpublished": {"plan.comments-open"},
    "decision.none": {"decision.unsealed", "seal.missing", "decision.unserved", "fee.not-overdue", "late-fee.none"},
    "case.not-closed": {"stage.wrong"},
    "compensation.undecided": set(),
}
