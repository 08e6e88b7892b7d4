"""行政征收征用: fees here; 国有土地上房屋征收 and 应急征用 in modules of their own (domain table §2.4 as data).

There is no single procedure act: each table follows the statute of its own matter. Whoever decides never takes the
money: payment is recorded from the treasury's voucher alone (收支两条线), and what is paid is counted against the sum
the notice obliges to. A late fee, a deferral by silence or a penalty exists only where the fee's own law has it
(``fees.FEES``).
"""

from __future__ import annotations

from mingjing.law import compensation, expropriation, requisition
from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import levy_gates as fee
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed, service

WATER = fee.WATER
ASSESSING = frozenset({Stage.ASSESSING})
DECIDED = frozenset({Stage.DECIDED})
SERVED = frozenset({Stage.SERVED})
EXECUTED = frozenset({Stage.EXECUTED})

ASSESS = {
    Step.ASSESS: rule(
        ASSESSING,
        Power.ASSESS_LEVY,
        f"{WATER}32、33",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        fee.fee_known,
        phase=Phase.EVIDENCE,
        produces=(Doc.LEVY_APPROVAL,),
    ),
    Step.NOT_LEVY: rule(
        ASSESSING,
        Power.APPROVE_LEVY,
        "政府非税收入管理办法（财税〔2016〕33号）",
        phase=Phase.DECISION,
        leads_to=Stage.TERMINATED,
        produces=(Doc.LEVY_APPROVAL,),
        starts=("archive.file",),
        others=True,
    ),
    **reviewed(ASSESSING, fee.assessed, fee.notice_as_assessed),
    Step.ISSUE_PAY_NOTICE: rule(
        ASSESSING,
        Power.SIGN_DECISION,
        f"{WATER}33",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        fee.fee_known,
        fee.assessed,
        fee.notice_as_assessed,
        reviewed_where_required(DecisionKind.FEE),
        discussed_where_required(DecisionKind.FEE),
        *SIGNING,
        fee.none_in_force(DecisionKind.FEE),
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.FEE_NOTICE,),
        decides=DecisionKind.FEE,
        starts=("publish.general",),
        seals_at_once=True,
    ),
}

PAY = {
    Step.RECORD_PAYMENT: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        f"{WATER}33、35",
        execution.decision_served,
        phase=Phase.EXECUTION,
    ),
    Step.ASK_DEFERRAL: rule(
        SERVED,
        Power.RECORD_STATEMENT,
        f"{WATER}34",
        execution.decision_served,
        fee.deferral_has_rule,
        fee.not_deferred,
        phase=Phase.EXECUTION,
        meets=("fee.deferral_ask",),
        others=True,
    ),
    Step.ANSWER_DEFERRAL: rule(
        SERVED,
        Power.APPROVE_LEVY,
        f"{WATER}34",
        fee.request_open,
        fee.answer_in_time,
        phase=Phase.EXECUTION,
        produces=(Doc.DEFERRAL_REVIEW, Doc.DEFERRAL_REPLY),
        meets=("fee.deferral_answer",),
    ),
    Step.DEFERRAL_BY_SILENCE: rule(
        SERVED,
        Power.RECORD_STATEMENT,
        f"{WATER}34",
        fee.request_open,
        fee.silence_reached,
        phase=Phase.EXECUTION,
        produces=(Doc.DEFERRAL_REPLY,),
        meets=("fee.deferral_answer",),
    ),
    Step.CHASE: rule(
        SERVED,
        Power.ISSUE_DEMAND,
        "水法70；水土保持法57；行政强制法54",
        execution.decision_served,
        fee.no_open_request,
        fee.fee_overdue,
        phase=Phase.EXECUTION,
        produces=(Doc.CHASE_NOTICE,),
        others=True,
    ),
    Step.FEE_LATE: rule(
        SERVED,
        Power.IMPOSE_SURCHARGE,
        fee.LATE,
        execution.decision_served,
        fee.no_open_request,
        fee.late_fee_has_rule,
        fee.chase_expired,
        fee.late_fee_grown,
        phase=Phase.EXECUTION,
        produces=(Doc.LATE_FEE_DECISION,),
        others=True,
    ),
    Step.REFER_PENALTY: rule(
        SERVED,
        Power.APPROVE_LEVY,
        "水法70；水土保持法57；城镇排水与污水处理条例54",
        fee.penalty_has_rule,
        fee.chase_expired,
        fee.fee_overdue,
        phase=Phase.EXECUTION,
        produces=(Doc.LEVY_APPROVAL,),
        others=True,
    ),
    Step.APPLY_COURT_LEVY: rule(
        SERVED,
        Power.APPLY_COURT,
        "行政强制法53、54、55",
        execution.decision_served,
        fee.no_open_request,
        fee.fee_overdue,
        fee.chase_expired,
        execution.court_window_open,
        phase=Phase.EXECUTION,
        produces=(Doc.LEVY_COURT_APPLICATION,),
        others=True,
    ),
    Step.RECORD_EXECUTION: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        f"{WATER}33",
        execution.decision_served,
        fee.no_open_request,
        fee.late_fee_charged,
        fee.fee_paid,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
    ),
}

FEE = Procedure(
    version="levy-fee-2026",
    label="行政征收（费）",
    kind=ActKind.LEVY,
    name="fee",
    first_stage=Stage.ASSESSING,
    opens_with=None,
    opening_starts=(),
    publish_clock="publish.general",
    pay_clock="fee.pay",
    service_starts={Doc.CHASE_NOTICE: (fee.CHASE_CLOCK,)},
    focus={
        Stage.ASSESSING: Step.ISSUE_PAY_NOTICE,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.RECORD_EXECUTION,
        Stage.EXECUTED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
        Stage.TERMINATED: Step.ARCHIVE,
    },
    rules={
        **people(ASSESSING | DECIDED | SERVED),
        **ASSESS,
        **service(
            DECIDED,
            ASSESSING | SERVED | EXECUTED,
            article=f"{WATER}33",
            starts=("fee.pay", "fee.deferral_ask", "remedy.reconsideration", "remedy.litigation"),
            meets=(),
        ),
        **PAY,
        **ending(EXECUTED, fee.fee_paid),
    },
)

PROCEDURES: tuple[Procedure, ...] = (FEE, expropriation.PROJECT, compensation.HOUSEHOLD, requisition.REQUISITION)
