"""应急征用: decision, goods handed over by a signed list, use, return, damage, compensation (突发事件应对法12、76).

One case is the goods of one owner. In an emergency the goods are used first and the papers completed afterwards: the
list is signed on the spot all the same. Two decisions stand in one case, the requisition and its compensation; each is
sealed, served and published. Nothing closes while goods are out or compensation unpaid.
"""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import requisition_gates as r
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.levy_gates import none_in_force
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed, service

LAW, TAKE = r.LAW, r.TAKE
PROPOSED = frozenset({Stage.PROPOSED})
DECIDED = frozenset({Stage.DECIDED})
SERVED = frozenset({Stage.SERVED})
IN_USE = frozenset({Stage.IN_USE})
RETURNED = frozenset({Stage.RETURNED})
HELD = IN_USE | DECIDED | SERVED  # goods may be out at these
DECIDING = (
    *ACTING,
    g.power_on_list,
    g.party_valid,
    r.emergency_named,
    reviewed_where_required(DecisionKind.REQUISITION),
    discussed_where_required(DecisionKind.REQUISITION),
    *SIGNING,
    none_in_force(DecisionKind.REQUISITION),
)

TAKING = {
    Step.REQUISITION_URGENTLY: rule(
        PROPOSED,
        Power.RECORD_SCENE,
        f"{TAKE}：情况紧急的先行征用，手续后补",
        *ACTING,
        g.power_on_list,
        r.emergency_named,
        r.not_taken,
        phase=Phase.EVIDENCE,
        leads_to=Stage.IN_USE,
        produces=(Doc.REQUISITION_LIST,),
        records=("requisition",),
        starts=("requisition.papers",),
        others=True,
    ),
    Step.COMPLETE_REQUISITION: rule(
        IN_USE,
        Power.SIGN_DECISION,
        TAKE,
        *DECIDING,
        r.goods_taken,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.REQUISITION_DECISION,),
        decides=DecisionKind.REQUISITION,
        starts=("publish.general",),
        meets=("requisition.papers",),
        seals_at_once=True,
    ),
    Step.APPROVE_REQUISITION: rule(
        PROPOSED,
        Power.SIGN_DECISION,
        TAKE,
        *DECIDING,
        r.goods_listed,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.REQUISITION_DECISION,),
        decides=DecisionKind.REQUISITION,
        starts=("publish.general",),
        seals_at_once=True,
    ),
    Step.REQUISITION: rule(
        SERVED,
        Power.RECORD_SCENE,
        TAKE,
        *ACTING,
        r.requisition_decided,
        r.not_taken,
        phase=Phase.EXECUTION,
        leads_to=Stage.IN_USE,
        produces=(Doc.REQUISITION_LIST,),
        records=("requisition",),
    ),
}

USE = {
    Step.RECORD_USE: rule(
        HELD,
        Power.RECORD_SCENE,
        f"{LAW}；三政办〔2019〕16号三(二)",
        r.goods_taken,
        r.some_left,
        phase=Phase.EXECUTION,
        produces=(Doc.USE_RECORD,),
        others=True,
    ),
    Step.END_USE: rule(
        HELD,
        Power.RECORD_SCENE,
        LAW,
        r.goods_taken,
        r.use_not_ended,
        phase=Phase.EXECUTION,
        produces=(Doc.USE_RECORD,),
        starts=("requisition.return",),
    ),
    Step.RETURN_GOODS: rule(
        HELD,
        Power.RECORD_SCENE,
        LAW,
        *ACTING,
        r.goods_taken,
        r.some_left,
        phase=Phase.EXECUTION,
        produces=(Doc.RETURN_NOTE,),
        records=("return",),
    ),
    Step.ASSESS_DAMAGE: rule(
        IN_USE | SERVED | RETURNED,
        Power.ASSESS_LEVY,
        LAW,
        r.requisition_decided,
        execution.decision_served,
        r.goods_taken,
        r.all_accounted,
        r.use_recorded,
        none_in_force(DecisionKind.COMPENSATION),
        phase=Phase.EXECUTION,
        leads_to=Stage.RETURNED,
        produces=(Doc.DAMAGE_REPORT,),
        starts=("requisition.compensate",),
    ),
}

COMPENSATE = {
    Step.COMPENSATE_REQUISITION: rule(
        RETURNED,
        Power.SIGN_DECISION,
        LAW,
        *ACTING,
        r.all_accounted,
        r.losses_covered,
        execution.publication_settled,
        reviewed_where_required(DecisionKind.COMPENSATION),
        discussed_where_required(DecisionKind.COMPENSATION),
        *SIGNING,
        none_in_force(DecisionKind.COMPENSATION),
        phase=Phase.EXECUTION,
        leads_to=Stage.DECIDED,
        produces=(Doc.REQUISITION_COMPENSATION,),
        decides=DecisionKind.COMPENSATION,
        starts=("publish.general",),
        seals_at_once=True,
    ),
    Step.PAY_COMPENSATION: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        LAW,
        r.compensation_decided,
        execution.decision_served,
        r.compensation_open,
        phase=Phase.EXECUTION,
        produces=(Doc.COMPENSATION_PAYMENT,),
    ),
}

REQUISITION = Procedure(
    version="levy-requisition-2026",
    label="应急征用",
    kind=ActKind.LEVY,
    name="requisition",
    first_stage=Stage.PROPOSED,
    opens_with=None,
    opening_starts=(),
    publish_clock="publish.general",
    focus={
        Stage.PROPOSED: Step.APPROVE_REQUISITION,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.CLOSE,
        Stage.IN_USE: Step.ASSESS_DAMAGE,
        Stage.RETURNED: Step.COMPENSATE_REQUISITION,
        Stage.CLOSED: Step.ARCHIVE,
    },
    rules={
        **people(PROPOSED | HELD | RETURNED),
        **reviewed(PROPOSED | IN_USE | RETURNED),
        **TAKING,
        **service(DECIDED, PROPOSED | IN_USE | SERVED | RETURNED, article=f"{LAW}；三政办〔2019〕16号三(二)", meets=()),
        **USE,
        **COMPENSATE,
        **ending(
            SERVED, r.goods_taken, r.all_accounted, r.compensation_decided, r.compensation_paid,
            g.required_recordings_present,
        ),
    },
)  # fmt: skip
