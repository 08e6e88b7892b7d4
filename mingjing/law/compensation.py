"""房屋征收补偿, one household: appraisal, agreement or decision, payment, move, or the court (条例19–29).

Money first, then the move (条例27): the court may be asked only when compensation is paid or deposited, the term to
move is over and the demand has run out. See ``expropriation`` for why each household is a case of its own.
"""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import expropriation_gates as e
from mingjing.law import gates as g
from mingjing.law import requisition_gates as r
from mingjing.law import review_gates as review
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.levy_gates import CHASE_CLOCK, none_in_force
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed, service

RULES = e.RULES
WAITING = frozenset({Stage.SURVEYED})
AGREED = frozenset({Stage.AGREED})
DECIDED = frozenset({Stage.DECIDED})
SERVED = frozenset({Stage.SERVED})
PAID = frozenset({Stage.COMPENSATED})

HOUSE = {
    Step.APPRAISE: rule(
        WAITING,
        Power.ASSESS_LEVY,
        f"{RULES}19、20",
        e.appraiser_chosen,
        phase=Phase.EVIDENCE,
        produces=(Doc.APPRAISAL_NOTICE,),
    ),
    Step.SIGN_AGREEMENT: rule(
        WAITING,
        Power.APPROVE_LEVY,
        f"{RULES}25",
        e.appraisal_served,
        none_in_force(DecisionKind.COMPENSATION),
        phase=Phase.DECISION,
        leads_to=Stage.AGREED,
        produces=(Doc.COMPENSATION_AGREEMENT,),
    ),
    **reviewed(WAITING, e.appraisal_served, e.not_below_appraisal),
    Step.DECIDE_COMPENSATION: rule(
        WAITING,
        Power.SIGN_DECISION,
        f"{RULES}26①",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        e.appraisal_served,
        e.appraisal_review_over,
        e.signing_term_over,
        e.not_agreed,
        review.decision_draft_complete,
        e.not_below_appraisal,
        reviewed_where_required(DecisionKind.COMPENSATION),
        discussed_where_required(DecisionKind.COMPENSATION),
        *SIGNING,
        none_in_force(DecisionKind.COMPENSATION),
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.HOUSE_COMPENSATION,),
        decides=DecisionKind.COMPENSATION,
        starts=("publish.general",),
        seals_at_once=True,
    ),
    **service(DECIDED, WAITING | AGREED | SERVED | PAID, article=f"{RULES}26", meets=()),
    Step.ANNOUNCE_COMPENSATION: rule(
        SERVED,
        Power.RECORD_SERVICE,
        f"{RULES}26①",
        execution.decision_served,
        phase=Phase.EXECUTION,
        produces=(Doc.COMPENSATION_NOTICE,),
    ),
    Step.PAY_COMPENSATION: rule(
        AGREED | SERVED,
        Power.RECORD_PAYMENT,
        f"{RULES}27①",
        r.compensation_open,
        phase=Phase.EXECUTION,
        produces=(Doc.COMPENSATION_PAYMENT,),
    ),
    Step.DEMAND_MOVE: rule(
        SERVED,
        Power.ISSUE_DEMAND,
        f"{RULES}28；行政强制法54",
        execution.decision_served,
        r.compensation_paid,
        e.move_term_over,
        phase=Phase.EXECUTION,
        produces=(Doc.MOVE_DEMAND,),
        others=True,
    ),
    Step.APPLY_COURT_LEVY: rule(
        SERVED,
        Power.APPLY_COURT,
        f"{RULES}28；行政强制法53、54",
        execution.decision_served,
        e.compensation_announced,
        r.compensation_paid,
        e.move_term_over,
        e.demand_expired,
        execution.court_window_open,
        phase=Phase.EXECUTION,
        produces=(Doc.LEVY_COURT_APPLICATION,),
        others=True,
    ),
    Step.RECORD_MOVE: rule(
        AGREED | SERVED,
        Power.RECORD_SCENE,
        f"{RULES}27①：先补偿、后搬迁",
        r.compensation_paid,
        e.announced_if_decided,
        phase=Phase.EXECUTION,
        leads_to=Stage.COMPENSATED,
    ),
}

HOUSEHOLD = Procedure(
    version="levy-compensation-2026",
    label="国有土地上房屋征收补偿（分户）",
    kind=ActKind.LEVY,
    name="compensation",
    first_stage=Stage.SURVEYED,
    opens_with=None,
    opening_starts=(),
    publish_clock="publish.general",
    service_starts={Doc.APPRAISAL_NOTICE: ("appraisal.review",), Doc.MOVE_DEMAND: (CHASE_CLOCK,)},
    focus={
        Stage.SURVEYED: Step.DECIDE_COMPENSATION,
        Stage.AGREED: Step.RECORD_MOVE,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.RECORD_MOVE,
        Stage.COMPENSATED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
    },
    rules={
        **people(WAITING | AGREED | DECIDED | SERVED),
        **HOUSE,
        **ending(PAID, r.compensation_paid),
    },
)
