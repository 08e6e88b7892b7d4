"""Facts of 征收征用 cases on which everything is in order: each test spoils exactly one thing (``spoil_levy``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.law import compensation, expropriation, levy, requisition
from mingjing.law.facts import CaseFacts, ClockFact, DecisionFact, DiscussionFact, Taken
from mingjing.law.kinds import DecisionKind, Doc, PartyKind, Stage, Step
from mingjing.law.thresholds import Proposal
from tests.law import ready

TODAY, ROOT = ready.TODAY, ready.ROOT
AMOUNT = 100_000_00
SPOIL_ONE = Callable[[CaseFacts], CaseFacts]


def took(step: Step, days_ago: int = 1, **values: Any) -> Taken:
    """A step taken so many days ago."""
    at = datetime(2026, 11, 23, 9) - timedelta(days=days_ago)
    return Taken(step, at.date(), at, "p1", values)


def clock(days: int, *, start: int = 40) -> ClockFact:
    """A clock that ends so many days from today."""
    return ClockFact(TODAY - timedelta(days=start), TODAY + timedelta(days=days))


def without(*steps: Step) -> SPOIL_ONE:
    """The same facts had these steps never been taken."""
    return lambda f: replace(f, history=tuple(t for t in f.history if t.step not in steps))


def with_(*taken: Taken) -> SPOIL_ONE:
    return lambda f: replace(f, history=(*f.history, *taken))


def of(**details: Any) -> SPOIL_ONE:
    return lambda f: replace(f, details={**f.details, **details})


def decided(**changes: Any) -> SPOIL_ONE:
    return lambda f: replace(f, decision=replace(f.decision, **changes))  # type: ignore[type-var]


def clocked(rule: str, days: int) -> SPOIL_ONE:
    return lambda f: replace(f, clocks={**f.clocks, rule: clock(days)})


DISCUSSED = DiscussionFact(TODAY, ROOT, 0, frozenset(), "major")
BASE = replace(
    ready.CLUE,
    field="水利",
    proposal=Proposal(PartyKind.ORGANISATION, "水利", TODAY, complex_case=True),  # reviewed and discussed
    documents=frozenset(),
    rounds=(ready.PASSED,),
    discussions=(DISCUSSED,),
)

# --- fees ----------------------------------------------------------------------------------------------------------

ASSESSED = took(Step.ASSESS, 60, amount=AMOUNT)
ASKED = took(Step.ASK_DEFERRAL, 3, asked_on=TODAY - timedelta(days=3), mode="defer", until=TODAY + timedelta(days=30))
ASSESSING = replace(
    BASE, stage=Stage.ASSESSING, details={"fee": "water", "period_end": "2024-11-30"}, history=(ASSESSED,),
    draft_doc=Doc.FEE_NOTICE, draft_values={"amount": AMOUNT},
)  # fmt: skip
SERVED = replace(
    ASSESSING,
    stage=Stage.SERVED,
    decisions=(DecisionKind.FEE,),
    decision=DecisionFact(
        DecisionKind.FEE, date(2026, 10, 1), AMOUNT, True, date(2026, 10, 8), True,
        payment_due=TODAY + timedelta(days=2), remedy_end=TODAY - timedelta(days=3),
        court_window_end=TODAY + timedelta(days=80),
    ),
    clocks={"fee.deferral_ask": clock(2), "fee.deferral_answer": clock(2)},
)  # fmt: skip
OWING = decided(payment_due=TODAY - timedelta(days=30))(SERVED)
CHASED = replace(
    OWING, served={Doc.CHASE_NOTICE: TODAY - timedelta(days=20)}, clocks={**OWING.clocks, "demand.comply": clock(-2)}
)
PAID = replace(
    decided(paid=AMOUNT)(SERVED), history=(ASSESSED, took(Step.RECORD_PAYMENT, 3, amount=AMOUNT, paid_on=TODAY))
)
LATE = replace(  # everything paid, but after the chase had run out
    decided(paid=AMOUNT)(CHASED), history=(ASSESSED, took(Step.RECORD_PAYMENT, 0, amount=AMOUNT, paid_on=TODAY))
)
ASKING = with_(ASKED)(SERVED)

FEE: dict[Step, CaseFacts] = {
    Step.ASSESS: ASSESSING,
    Step.NOT_LEVY: ASSESSING,
    Step.ISSUE_PAY_NOTICE: ASSESSING,
    Step.RECORD_PAYMENT: SERVED,
    Step.ASK_DEFERRAL: SERVED,
    Step.ANSWER_DEFERRAL: ASKING,
    Step.DEFERRAL_BY_SILENCE: clocked("fee.deferral_answer", -1)(ASKING),
    Step.CHASE: OWING,
    Step.FEE_LATE: CHASED,
    Step.REFER_PENALTY: CHASED,
    Step.APPLY_COURT_LEVY: CHASED,
    Step.RECORD_EXECUTION: PAID,
    Step.CLOSE: replace(PAID, stage=Stage.EXECUTED),
}

# --- requisition ---------------------------------------------------------------------------------------------------

GOODS = [{"name": "装载机", "quantity": 2}]
HANDED = took(Step.REQUISITION, 9, goods=GOODS)
BACK = took(Step.RETURN_GOODS, 3, goods=[{"name": "装载机", "returned": 1, "damaged": 1, "lost": 0}])
USED = took(Step.RECORD_USE, 5)
LOSS = took(Step.ASSESS_DAMAGE, 2, losses=[{"name": "装载机", "amount": 5_000_00}], total=5_000_00)
PROPOSED = replace(BASE, stage=Stage.PROPOSED, details={"event": "洪水", "goods": GOODS})
TAKEN_FROM = replace(
    PROPOSED,
    stage=Stage.SERVED,
    decisions=(DecisionKind.REQUISITION,),
    decision=DecisionFact(DecisionKind.REQUISITION, TODAY, 0, True, TODAY, True),
)
IN_USE = replace(TAKEN_FROM, stage=Stage.IN_USE, history=(HANDED,))
OUT_AND_BACK = replace(IN_USE, history=(HANDED, USED, BACK))
RETURNED = replace(OUT_AND_BACK, stage=Stage.RETURNED, history=(HANDED, USED, BACK, LOSS))
COMPENSATED = replace(
    with_(took(Step.COMPENSATE_REQUISITION, 2, amount=5_000_00))(RETURNED),
    stage=Stage.SERVED,
    decisions=(DecisionKind.REQUISITION, DecisionKind.COMPENSATION),
)
PAID_OUT = with_(took(Step.PAY_COMPENSATION, 1, amount=5_000_00))(COMPENSATED)

REQUISITION: dict[Step, CaseFacts] = {
    Step.REQUISITION_URGENTLY: PROPOSED,
    Step.COMPLETE_REQUISITION: replace(
        PROPOSED, stage=Stage.IN_USE, history=(took(Step.REQUISITION_URGENTLY, goods=GOODS),)
    ),
    Step.APPROVE_REQUISITION: PROPOSED,
    Step.REQUISITION: TAKEN_FROM,
    Step.RECORD_USE: IN_USE,
    Step.END_USE: IN_USE,
    Step.RETURN_GOODS: IN_USE,
    Step.ASSESS_DAMAGE: OUT_AND_BACK,
    Step.COMPENSATE_REQUISITION: RETURNED,
    Step.PAY_COMPENSATION: COMPENSATED,
    Step.CLOSE: PAID_OUT,
}

# --- expropriation: the project, one household ---------------------------------------------------------------------

PLAN = took(Step.PUBLISH_PLAN, 60)
VIEWS = took(Step.PUBLISH_VIEWS, 20, majority_against="no")
AGAINST = took(Step.PUBLISH_VIEWS, 20, majority_against="yes")
HEARD = took(Step.HOLD_PLAN_HEARING, 10)
RISK = took(Step.ASSESS_RISK, 9, conclusion="go")
MEETING = took(Step.HOLD_MEETING, 8)
FUNDS = took(Step.RECORD_FUNDS, 7, amount=AMOUNT)
PROJECT_DETAILS = {"ground": "old_town", "many": "yes", "cost": AMOUNT, "households": 1}
CONSULTING = replace(
    BASE, stage=Stage.CONSULTING, details=PROJECT_DETAILS, history=(PLAN,), clocks={"plan.comments": clock(-1)}
)
CONSULTED = replace(CONSULTING, stage=Stage.CONSULTED, history=(PLAN, AGAINST, HEARD, RISK, MEETING, FUNDS))
ANNOUNCED = replace(
    with_(
        took(Step.ANNOUNCE_EXPROPRIATION, 5), took(Step.SURVEY, 5), took(Step.CHOOSE_APPRAISER, 4, appraiser="某公司"),
        took(Step.OPEN_HOUSEHOLD, 3, household="甲"), took(Step.PUBLISH_HOUSEHOLDS, 2),
    )(CONSULTED),
    stage=Stage.ANNOUNCED,
)  # fmt: skip
EXPROPRIATED = replace(
    CONSULTED, stage=Stage.DECIDED, decisions=(DecisionKind.EXPROPRIATION,),
    decision=DecisionFact(DecisionKind.EXPROPRIATION, TODAY, 0, True, None, True),
)  # fmt: skip

PROJECT: dict[Step, CaseFacts] = {
    Step.PUBLISH_PLAN: replace(CONSULTING, stage=Stage.PROPOSED, history=()),
    Step.PUBLISH_VIEWS: CONSULTING,
    Step.HOLD_PLAN_HEARING: CONSULTED,
    Step.ASSESS_RISK: CONSULTING,
    Step.HOLD_MEETING: CONSULTED,
    Step.RECORD_FUNDS: CONSULTING,
    Step.SURVEY: CONSULTING,
    Step.DECIDE_EXPROPRIATION: CONSULTED,
    Step.SEAL_DECISION: EXPROPRIATED,
    Step.ANNOUNCE_EXPROPRIATION: EXPROPRIATED,
    Step.CHOOSE_APPRAISER: ANNOUNCED,
    Step.OPEN_HOUSEHOLD: ANNOUNCED,
    Step.PUBLISH_HOUSEHOLDS: ANNOUNCED,
    Step.CLOSE: ANNOUNCED,
}

WORTH = took(Step.APPRAISE, 30, value=AMOUNT)
WAITING = replace(
    BASE, stage=Stage.SURVEYED, history=(WORTH,), served={Doc.APPRAISAL_NOTICE: TODAY - timedelta(days=20)},
    clocks={"appraisal.review": clock(-8)}, details={"appraiser": "某公司", "sign_until": "2026-11-22"},
    draft_doc=Doc.HOUSE_COMPENSATION, draft_values={"way": "money", "amount": AMOUNT},
)  # fmt: skip
ORDERED = replace(
    with_(took(Step.DECIDE_COMPENSATION, 20, amount=AMOUNT, move_until="2026-11-01"))(WAITING),
    stage=Stage.SERVED,
    decisions=(DecisionKind.COMPENSATION,),
    decision=DecisionFact(
        DecisionKind.COMPENSATION, date(2026, 10, 1), 0, True, date(2026, 10, 8), True,
        remedy_end=TODAY - timedelta(days=3), court_window_end=TODAY + timedelta(days=80),
    ),
    served={**WAITING.served, Doc.MOVE_DEMAND: TODAY - timedelta(days=20)},
    clocks={**WAITING.clocks, "demand.comply": clock(-2)},
)  # fmt: skip
TOLD = with_(took(Step.ANNOUNCE_COMPENSATION, 15))(ORDERED)
SETTLED = with_(took(Step.PAY_COMPENSATION, 12, amount=AMOUNT))(TOLD)

HOUSEHOLD: dict[Step, CaseFacts] = {
    Step.APPRAISE: WAITING,
    Step.SIGN_AGREEMENT: WAITING,
    Step.DECIDE_COMPENSATION: WAITING,
    Step.ANNOUNCE_COMPENSATION: ORDERED,
    Step.PAY_COMPENSATION: TOLD,
    Step.DEMAND_MOVE: SETTLED,
    Step.APPLY_COURT_LEVY: SETTLED,
    Step.RECORD_MOVE: SETTLED,
    Step.CLOSE: replace(SETTLED, stage=Stage.COMPENSATED),
}

# What every table shares; the stage is set to one the step starts from.
SHARED: dict[Step, SPOIL_ONE] = {
    Step.GIVE_OPINION: lambda f: replace(f, rounds=(replace(ready.PASSED, outcome=None),)),
    **dict.fromkeys(
        (Step.OBJECT, Step.CONSULT, Step.REQUEST_DISCUSSION, Step.SETTLE_REVIEW),
        lambda f: replace(f, rounds=ready.OBJECTED.rounds, discussions=ready.OBJECTED.discussions),
    ),
    Step.ARCHIVE: lambda f: replace(f, stage=Stage.CLOSED),
}
READY = {
    levy.FEE.version: (ASSESSING, FEE, SERVED),
    requisition.REQUISITION.version: (PROPOSED, REQUISITION, TAKEN_FROM),
    expropriation.PROJECT.version: (CONSULTED, PROJECT, EXPROPRIATED),
    compensation.HOUSEHOLD.version: (WAITING, HOUSEHOLD, ORDERED),
}
TABLES = (levy.FEE, requisition.REQUISITION, expropriation.PROJECT, compensation.HOUSEHOLD)


def ready_for(version: str, step: Step) -> CaseFacts:
    """Facts on which this step may be taken."""
    table = next(t for t in TABLES if t.version == version)
    base, own, issued = READY[version]
    if step in own:
        return own[step]
    starts = table.rules[step].starts_from
    if step in {Step.SERVE, Step.SEAL_DECISION, Step.SERVE_DOCUMENT}:
        base = replace(issued, stage=Stage.DECIDED)
    facts = SHARED.get(step, lambda f: f)(base)
    return facts if facts.stage in starts else replace(facts, stage=min(starts))
