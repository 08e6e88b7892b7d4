"""Facts of 行政强制 on which everything is in order: each test spoils exactly one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mingjing.law.duty import DutyFact
from mingjing.law.facts import CaseFacts, ClockFact, DecisionFact, DiscussionFact, RecordingNeed, Taken
from mingjing.law.kinds import DecisionKind, Doc, ReviewOutcome, Stage, Step
from tests.law.ready import CLUE, PASSED, ROOT, TODAY

BEIJING = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=BEIJING)
HEAD, OFFICER = "p9", "p1"


def took(step: Step, days_ago: int = 0, by: str = OFFICER, **values: Any) -> Taken:
    """A step taken at noon, so many days ago."""
    at = NOON - days_ago * DAY
    return Taken(step, at.date(), at, by, values)


def after(f: CaseFacts, *steps: Taken) -> CaseFacts:
    """The same facts after these steps."""
    return replace(f, history=(*f.history, *steps))


def without(f: CaseFacts, *steps: Step) -> CaseFacts:
    """The same facts, as if these steps had never been taken."""
    return replace(f, history=tuple(t for t in f.history if t.step not in steps))


def given(f: CaseFacts, step: Step, **values: Any) -> CaseFacts:
    """The same facts with other values of a step."""
    changed = (replace(t, values={**t.values, **values}) if t.step is step else t for t in f.history)
    return replace(f, history=tuple(changed))


def detail(f: CaseFacts, **values: Any) -> CaseFacts:
    """The same facts with other details of the matter."""
    return replace(f, details={**f.details, **values})


def clock(f: CaseFacts, rule_id: str, **changes: Any) -> CaseFacts:
    """The same facts with another clock."""
    return replace(f, clocks={**f.clocks, rule_id: replace(f.clocks[rule_id], **changes)})


# --- 措施 ---------------------------------------------------------------------------------------------------------

PROPOSED = replace(
    CLUE,
    stage=Stage.PROPOSED,
    citations=(),
    documents=frozenset(),
    at=NOON,
    signer=OFFICER,
    power_name="查封、扣押不符合食品安全标准的食品",
    power_basis="《中华人民共和国食品安全法》第一百一十条",
    details={"measure": "seize", "basis": "《中华人民共和国食品安全法》第一百一十条第四项", "target": "食品"},
)
APPROVED = after(replace(PROPOSED, stage=Stage.APPROVED), took(Step.APPROVE_MEASURE, by=HEAD, opinion="同意。"))
TOLD = took(
    Step.TELL_ON_SITE, certificates_shown=True, called="当面通知。", present="party", present_name="甲",
    told_reason=True, told_basis=True, told_rights=True, told_remedy=True, said="stated", content="请尽快处理。",
    answer="依法处理。",
)  # fmt: skip
LISTED = took(
    Step.RECORD_ON_SITE, goods=[{"name": "肉制品", "mark": "A1", "quantity": "12箱"}], related=True,
    no_necessities=True, not_elsewhere=True, signed="signed", keeping="moved",
)  # fmt: skip
ON_SITE = after(APPROVED, TOLD, LISTED)
URGENT = after(PROPOSED, TOLD, LISTED)
HOLD = ClockFact(TODAY, TODAY + 30 * DAY, nominal=TODAY + 30 * DAY)
IN_FORCE = replace(
    after(ON_SITE, took(Step.TAKE_MEASURE)),
    stage=Stage.IN_FORCE,
    clocks={"seize.hold": HOLD},
    decisions=(DecisionKind.MEASURE,),
    decision=DecisionFact("measure", TODAY, 0, True, TODAY, True),
)
TESTING = replace(
    after(IN_FORCE, took(Step.BEGIN_TEST, until=TODAY + 10 * DAY)),
    clocks={"seize.hold": replace(HOLD, stopped=True)},
    served={Doc.TEST_NOTICE: TODAY},
)
TAKEN_URGENTLY = replace(
    IN_FORCE, history=(*URGENT.history, took(Step.TAKE_MEASURE_URGENTLY, urgent_reason="正在转移"))
)
UNSERVED = replace(IN_FORCE, decision=replace(IN_FORCE.decision, served_on=None))  # type: ignore[type-var]
RELEASED = after(replace(IN_FORCE, stage=Stage.RELEASED), took(Step.RELEASE_MEASURE, by=HEAD, ground="other"))
RETURNED = after(RELEASED, took(Step.RETURN_SEIZED, receiver="甲", condition="intact"))

ROUNDS = replace(PROPOSED, rounds=(replace(PASSED, outcome=None),))
OBJECTED = replace(
    PROPOSED,
    rounds=(replace(PASSED, outcome=ReviewOutcome.OBJECT, objected=True, consulted=True),),
    discussions=(DiscussionFact(TODAY, ROOT, 0, frozenset(), "dispute"),),
)
MEASURE: dict[Step, CaseFacts] = {
    Step.APPROVE_MEASURE: PROPOSED,
    Step.DROP_MEASURE: PROPOSED,
    Step.TELL_ON_SITE: APPROVED,
    Step.RECORD_ON_SITE: after(APPROVED, TOLD),
    Step.TAKE_MEASURE_URGENTLY: URGENT,
    Step.TAKE_MEASURE: ON_SITE,
    Step.APPROVE_AFTERWARDS: TAKEN_URGENTLY,
    Step.END_TEST: TESTING,
    Step.SEAL_DECISION: IN_FORCE,
    Step.SERVE: UNSERVED,
    Step.RETURN_SEIZED: RELEASED,
    Step.CLOSE: RETURNED,
    Step.ARCHIVE: replace(RETURNED, stage=Stage.CLOSED),
    Step.GIVE_OPINION: ROUNDS,
    Step.SUBMIT_REVIEW: PROPOSED,
    Step.DISCUSS: PROPOSED,
    Step.ASSIGN_HANDLERS: PROPOSED,
    Step.REQUEST_RECUSAL: PROPOSED,
    Step.DECIDE_RECUSAL: PROPOSED,
    **dict.fromkeys((Step.OBJECT, Step.CONSULT, Step.REQUEST_DISCUSSION, Step.SETTLE_REVIEW), OBJECTED),
    **dict.fromkeys(
        (
            Step.BEGIN_TEST, Step.EXTEND_MEASURE, Step.SELL_PERISHABLE, Step.FIND_UNNEEDED, Step.HANDLE_SEIZED,
            Step.TRANSFER_SEIZED, Step.RELEASE_MEASURE, Step.SERVE_DOCUMENT,
        ),
        IN_FORCE,
    ),
}  # fmt: skip

# --- 执行 ---------------------------------------------------------------------------------------------------------

LONG_AGO = date(2026, 3, 2)
DUTY = DutyFact(
    number="三城管责改〔2026〕1号", decided_on=date(2026, 2, 27), served_on=LONG_AGO, perform_by=date(2026, 3, 17),
    remedy_end=date(2026, 9, 2), court_end=date(2026, 12, 2), principal=86_400_00,
)  # fmt: skip
OPENED = replace(
    PROPOSED,
    signer=HEAD,
    power_name="强制拆除违法建筑",
    details={
        "duty_kind": "demolish", "own_power": "own", "own_basis": "《中华人民共和国城乡规划法》第六十八条",
        "method": "demolish", "living": True,
    },
    duty=DUTY,
    rounds=(PASSED,),
    discussions=(DiscussionFact(TODAY, ROOT, 0, frozenset(), "major"),),
)  # fmt: skip
DEMANDED = replace(
    after(OPENED, took(Step.DEMAND_DUTY, 20, days=10)),
    stage=Stage.DEMANDED,
    clocks={"execution.demand": ClockFact(TODAY - 20 * DAY, TODAY - DAY)},
    served={Doc.DUTY_DEMAND: TODAY - 20 * DAY},
)
ANSWERED = after(DEMANDED, took(Step.RECORD_VIEWS, 10), took(Step.ANSWER_VIEWS, 9, adopted="none", answer="不成立。"))
MONEY = detail(
    replace(
        after(DEMANDED, took(Step.CHARGE_DAILY, 40, amount=1_000_00)),
        power_name="划拨存款、加处罚款",
        clocks={**DEMANDED.clocks, "charge.thirty": ClockFact(TODAY - 31 * DAY, TODAY - DAY)},
    ),
    duty_kind="money", method="transfer", charge="surcharge",
)  # fmt: skip
SUBSTITUTE = detail(ANSWERED, duty_kind="restore", method="substitute", harm="traffic")
CLEARING = detail(OPENED, duty_kind="clear_now")
DECIDED = replace(
    ANSWERED,
    stage=Stage.DECIDED,
    decisions=(DecisionKind.EXECUTION,),
    decision=DecisionFact("execution", TODAY, 0, True, None, True),
)
SERVED = replace(DECIDED, stage=Stage.SERVED, decision=replace(DECIDED.decision, served_on=TODAY))  # type: ignore[type-var]
ANNOUNCED = after(
    replace(SERVED, stage=Stage.ANNOUNCED), took(Step.ANNOUNCE_DEMOLITION, 12, by=HEAD, deadline=TODAY - DAY)
)
BEGUN = after(ANNOUNCED, took(Step.EXECUTE))
REPLACED = replace(
    after(
        detail(SERVED, duty_kind="restore", method="substitute", harm="traffic"),
        took(Step.DECIDE_SUBSTITUTE, 9, by=HEAD),
        took(Step.DEMAND_AGAIN, 5),
    ),
    clocks={**SERVED.clocks, "substitute.demand": ClockFact(TODAY - 5 * DAY, TODAY)},
)  # fmt: skip
SUSPENDED = replace(
    after(SERVED, took(Step.SUSPEND_EXECUTION, 30, by=HEAD, ground="hardship", harmless=True)),
    stage=Stage.EXECUTION_SUSPENDED,
    clocks={"execution.lapse": ClockFact(TODAY - 30 * DAY, date(2029, 10, 24))},
)
TO_COURT = detail(ANSWERED, own_power="court")
APPLIED = after(replace(TO_COURT, stage=Stage.AT_COURT), took(Step.APPLY_COURT_DUTY, 5, by=HEAD))
EXECUTED = replace(BEGUN, stage=Stage.EXECUTED, recordings=(RecordingNeed("execution", "强制执行全过程", True, True),))
EXECUTION: dict[Step, CaseFacts] = {
    Step.CHARGE_DAILY: MONEY,
    Step.DEMAND_DUTY: OPENED,
    Step.RECORD_VIEWS: DEMANDED,
    Step.ANSWER_VIEWS: after(DEMANDED, took(Step.RECORD_VIEWS)),
    Step.RECORD_FLIGHT: DEMANDED,
    Step.RECORD_REMEDY: DEMANDED,
    Step.PAY_DUTY: MONEY,
    Step.PERFORM_SELF: DEMANDED,
    Step.DECIDE_EXECUTION: ANSWERED,
    Step.DECIDE_SUBSTITUTE: SUBSTITUTE,
    Step.CLEAR_AT_ONCE: CLEARING,
    Step.SEAL_DECISION: DECIDED,
    Step.SERVE: DECIDED,
    Step.SERVE_DOCUMENT: DECIDED,
    Step.ANNOUNCE_DEMOLITION: SERVED,
    Step.DEMAND_AGAIN: REPLACED,
    Step.APPROVE_URGENCY: SERVED,
    Step.EXECUTE: ANNOUNCED,
    Step.FINISH_EXECUTION: BEGUN,
    Step.SUSPEND_EXECUTION: SERVED,
    Step.AGREE_EXECUTION: SERVED,
    Step.RESUME_EXECUTION: SUSPENDED,
    Step.END_EXECUTION: SUSPENDED,
    Step.APPLY_COURT_DUTY: TO_COURT,
    Step.RECORD_RULING: APPLIED,
    Step.COURT_DONE: after(APPLIED, took(Step.RECORD_RULING, result="granted", ruled_on=TODAY)),
    Step.CLOSE: EXECUTED,
    Step.ARCHIVE: replace(EXECUTED, stage=Stage.CLOSED),
    Step.SUBMIT_REVIEW: ANSWERED,
    Step.GIVE_OPINION: replace(ANSWERED, rounds=(replace(PASSED, outcome=None),)),
    Step.DISCUSS: ANSWERED,
    Step.ASSIGN_HANDLERS: OPENED,
    Step.REQUEST_RECUSAL: OPENED,
    Step.DECIDE_RECUSAL: OPENED,
    **{
        step: replace(ANSWERED, rounds=OBJECTED.rounds, discussions=OBJECTED.discussions)
        for step in (Step.OBJECT, Step.CONSULT, Step.REQUEST_DISCUSSION, Step.SETTLE_REVIEW)
    },
}
