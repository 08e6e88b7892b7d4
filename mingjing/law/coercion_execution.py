"""行政强制执行 as data (domain table §2.2, second half): demand, views, decision, execution, or the court (强34–60).

One table for money, 排除妨碍、恢复原状, 拆除 and 立即清除: what the duty is, is a detail of the case, asked by gates.
"""

from __future__ import annotations

from typing import Any

from mingjing.law import coercion_execution_gates as x
from mingjing.law import coercion_money as money
from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import review_gates as review
from mingjing.law.coercion_course import (
    AT_COURT,
    COURSE,
    COURT,
    DEMANDED,
    OVERDUE,
    PAUSED,
    PROPOSED,
    READY,
    SERVED,
    SIGN,
)
from mingjing.law.gating import Gate
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, Rule, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed, service

DECIDED = frozenset({Stage.DECIDED})
OVER = frozenset({Stage.EXECUTED, Stage.EXECUTION_ENDED})
ELSEWHERE = PROPOSED | DEMANDED | READY | PAUSED | AT_COURT | OVER
OPEN = PROPOSED | DEMANDED | DECIDED | READY | PAUSED | AT_COURT

DEMAND: dict[Step, Rule] = {
    Step.CHARGE_DAILY: rule(
        PROPOSED | DEMANDED,
        Power.IMPOSE_SURCHARGE,
        "行政强制法45；行政处罚法72①一、73③",
        *OVERDUE,
        money.duty_is_money,
        money.still_owed,
        phase=Phase.START,
        produces=(Doc.CHARGE_DECISION,),
        others=True,
    ),
    Step.DEMAND_DUTY: rule(
        PROPOSED | DEMANDED,
        Power.ISSUE_DEMAND,
        "行政强制法35、54",
        *ACTING,
        *SIGN,
        *OVERDUE,
        money.still_owed,
        phase=Phase.START,
        leads_to=Stage.DEMANDED,
        produces=(Doc.DUTY_DEMAND,),
    ),
    Step.RECORD_VIEWS: rule(
        DEMANDED,
        Power.RECORD_STATEMENT,
        "行政强制法36",
        phase=Phase.EVIDENCE,
        produces=(Doc.VIEWS_RECORD,),
        others=True,
    ),
    Step.ANSWER_VIEWS: rule(
        DEMANDED,
        Power.RECORD_STATEMENT,
        "行政强制法36",
        x.views_waiting,
        phase=Phase.EVIDENCE,
        produces=(Doc.VIEWS_ANSWER,),
    ),
    Step.RECORD_FLIGHT: rule(
        DEMANDED, Power.EDIT_CASE, "行政强制法37③", *ACTING, g.evidence_present, phase=Phase.EVIDENCE, others=True
    ),
    Step.RECORD_REMEDY: rule(
        OPEN, Power.EDIT_CASE, "行政强制法44、53；行政处罚法73③", x.duty_known, phase=Phase.EVIDENCE, others=True
    ),
    Step.PAY_DUTY: rule(OPEN | OVER, Power.RECORD_PAYMENT, "行政强制法45、51②", phase=Phase.EXECUTION, others=True),
    Step.PERFORM_SELF: rule(
        OPEN - DECIDED,
        Power.EDIT_CASE,
        "行政强制法37①、51①二",
        money.all_paid,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
        meets=("execution.demand", "charge.thirty", "substitute.demand", "court.apply", "court.object"),
        others=True,
    ),
}  # fmt: skip


def _decided(*gates: Gate, doc: Doc, basis: str, **more: Any) -> Rule:
    """A line that decides the execution after the demand: reviewed and discussed, always."""
    return rule(
        DEMANDED,
        Power.SIGN_DECISION,
        basis,
        *ACTING,
        *SIGN,
        *OVERDUE,
        x.may_execute,
        x.demand_over,
        x.views_answered,
        x.method_fits,
        *gates,
        x.no_cutting,
        x.holiday_not_written,
        x.none_in_force,
        review.decision_draft_complete,
        reviewed_where_required(DecisionKind.EXECUTION),
        discussed_where_required(DecisionKind.EXECUTION),
        *SIGNING,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(doc,),
        decides=DecisionKind.EXECUTION,
        starts=("execution.serve", "publish.general"),
        meets=("execution.demand", "charge.thirty"),
        seals_at_once=True,
        **more,
    )


DECIDE: dict[Step, Rule] = {
    Step.DECIDE_EXECUTION: _decided(
        x.not_by_substitute,
        money.still_owed,
        money.thirty_days_charged,
        money.may_transfer,
        doc=Doc.EXECUTION_DECISION,
        basis="行政强制法37、44、46",
    ),
    Step.DECIDE_SUBSTITUTE: _decided(
        x.may_substitute, doc=Doc.SUBSTITUTE_DECISION, basis="行政强制法50、51①一", others=True
    ),
    Step.CLEAR_AT_ONCE: rule(
        PROPOSED,
        Power.SIGN_DECISION,
        "行政强制法52",
        *ACTING,
        *SIGN,
        x.must_clear,
        x.none_in_force,
        reviewed_where_required(DecisionKind.CLEARING),
        discussed_where_required(DecisionKind.CLEARING),
        *SIGNING,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.CLEARING_DECISION,),
        decides=DecisionKind.CLEARING,
        records=("execution",),
        starts=("execution.serve", "publish.general"),
        seals_at_once=True,
        others=True,
    ),
}

CARRY_OUT: dict[Step, Rule] = {
    Step.ANNOUNCE_DEMOLITION: rule(
        SERVED,
        Power.SIGN_DECISION,
        "行政强制法44",
        x.is_demolition,
        x.duty_stands,
        phase=Phase.EXECUTION,
        leads_to=Stage.ANNOUNCED,
        produces=(Doc.DEMOLITION_NOTICE,),
        others=True,
    ),
    Step.DEMAND_AGAIN: rule(
        SERVED,
        Power.ISSUE_DEMAND,
        "行政强制法51①二",
        x.is_substitute,
        x.duty_stands,
        phase=Phase.EXECUTION,
        produces=(Doc.SUBSTITUTE_DEMAND,),
        others=True,
    ),
    Step.APPROVE_URGENCY: rule(READY, Power.SIGN_DECISION, "行政强制法43①", phase=Phase.EXECUTION, others=True),
    Step.EXECUTE: rule(
        READY,
        Power.RECORD_SCENE,
        "行政强制法37、43、44、51",
        *ACTING,
        execution.decision_served,
        x.duty_stands,
        x.by_day,
        x.time_come,
        x.no_agreement,
        x.announced,
        x.remedy_over,
        x.demanded_again,
        money.still_owed,
        phase=Phase.EXECUTION,
        records=("execution",),
        meets=("substitute.demand",),
    ),
    Step.FINISH_EXECUTION: rule(
        READY,
        Power.RECORD_SCENE,
        "行政强制法37、51①四",
        *ACTING,
        x.begun,
        execution.decision_served,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
        produces=(Doc.EXECUTION_RECORD,),
        records=("execution",),
    ),
}

EXECUTION = Procedure(
    version="coercion.execution/2012-01-01",
    label="行政强制执行",
    rules={
        **DEMAND,
        **people(OPEN),
        **reviewed(DEMANDED, x.demand_over, x.views_answered, x.holiday_not_written),
        **DECIDE,
        **service(DECIDED, ELSEWHERE, article="行政强制法38", meets=("execution.serve",)),
        **CARRY_OUT,
        **COURSE,
        **COURT,
        **ending(OVER, g.required_recordings_present),
    },
    kind=ActKind.COERCION,
    name="execution",
    first_stage=Stage.PROPOSED,
    opens_with=None,
    opening_starts=(),
    focus={
        Stage.PROPOSED: Step.DEMAND_DUTY,
        Stage.DEMANDED: Step.DECIDE_EXECUTION,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.EXECUTE,
        Stage.ANNOUNCED: Step.EXECUTE,
        Stage.EXECUTION_SUSPENDED: Step.RESUME_EXECUTION,
        Stage.AT_COURT: Step.COURT_DONE,
        Stage.EXECUTED: Step.CLOSE,
        Stage.EXECUTION_ENDED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
    },
    decide_clock="",
    publish_clock="publish.general",
    service_starts={
        Doc.DUTY_DEMAND: ("execution.demand",),
        Doc.SUBSTITUTE_DEMAND: ("substitute.demand",),
    },
)  # fmt: skip
