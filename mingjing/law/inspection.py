"""行政检查: from plan, draw or ground to approval, visit, result, correction and archive (domain table §2.3 as data).

One table for routine, special, case-based and random visits: the type is a detail of the case, asked by gates.
国办发〔2024〕54号; 优化营商环境条例54; 行政许可法61、62.
"""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import inspection_gates as i
from mingjing.law import review_gates as review
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, rule
from mingjing.law.shared import ACTING, SIGNING, ending, people, reviewed, service

BASIS = i.BASIS
PLANNED = frozenset({Stage.PLANNED})
APPROVED = frozenset({Stage.APPROVED})
THERE = frozenset({Stage.INSPECTING})
SEEN = frozenset({Stage.INSPECTED})
DECIDED = frozenset({Stage.DECIDED})
SERVED = frozenset({Stage.SERVED})

BEFORE = {
    Step.APPROVE_INSPECTION: rule(
        PLANNED,
        Power.APPROVE_INSPECTION,
        f"{BASIS}：凡检查必审批",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        i.items_listed,
        i.period_set,
        i.planned_or_grounded,
        i.within_cap,
        i.repeat_answered,
        phase=Phase.START,
        leads_to=Stage.APPROVED,
        produces=(Doc.INSPECTION_APPROVAL,),
    ),
    Step.CANCEL_INSPECTION: rule(
        PLANNED | APPROVED,
        Power.APPROVE_INSPECTION,
        f"{BASIS}",
        phase=Phase.START,
        leads_to=Stage.CANCELLED,
        starts=("archive.file",),
        others=True,
    ),
    Step.NOTIFY_INSPECTION: rule(
        APPROVED,
        Power.RECORD_SCENE,
        f"{BASIS}：凡检查必通知",
        i.not_unannounced,
        phase=Phase.START,
        produces=(Doc.INSPECTION_NOTICE,),
    ),
}

VISIT = {
    Step.ENTER: rule(
        APPROVED,
        Power.RECORD_SCENE,
        f"{BASIS}：主动出示执法证件，扫码入企；行政处罚法42",
        *ACTING,
        i.notified,
        i.in_period,
        leads_to=Stage.INSPECTING,
        records=("scene",),
    ),
    Step.RECORD_INSPECTION: rule(
        THERE,
        Power.RECORD_SCENE,
        "行政许可法61②；三政办〔2019〕16号三(二)",
        *ACTING,
        leads_to=Stage.INSPECTED,
        produces=(Doc.INSPECTION_RECORD,),
        records=("scene",),
        starts=("inspection.result",),
    ),
    Step.TAKE_SAMPLE: rule(
        THERE | SEEN,
        Power.RECORD_SCENE,
        "行政许可法62①",
        *ACTING,
        produces=(Doc.SAMPLING_RECORD,),
        others=True,
    ),
}

RESULT = {
    Step.ORDER_CORRECTION: rule(
        SEEN | SERVED,
        Power.ORDER_CORRECTION,
        "行政处罚法28①",
        *ACTING,
        i.problem_found,
        phase=Phase.DECISION,
        produces=(Doc.ORDER_TO_CORRECT,),
    ),
    Step.RECHECK_INSPECTION: rule(
        SEEN | DECIDED | SERVED,
        Power.RECORD_SCENE,
        "行政处罚法28①",
        *ACTING,
        i.correction_open,
        phase=Phase.EXECUTION,
        produces=(Doc.RECHECK_RECORD,),
        meets=("inspection.recheck",),
    ),
    **reviewed(SEEN, i.sample_reported),
    Step.GIVE_RESULT: rule(
        SEEN,
        Power.SIGN_DECISION,
        f"{BASIS}；行政许可法61②",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        review.decision_draft_complete,
        i.result_fits_record,
        i.order_given,
        i.sample_reported,
        reviewed_where_required(DecisionKind.INSPECTION),
        discussed_where_required(DecisionKind.INSPECTION),
        *SIGNING,
        i.no_result_yet,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.INSPECTION_RESULT,),
        decides=DecisionKind.INSPECTION,
        starts=("inspection.tell", "publish.inspection"),
        meets=("inspection.result",),
        seals_at_once=True,
    ),
}

AFTER = {
    **service(DECIDED, APPROVED | THERE | SEEN | SERVED, article=f"{BASIS}；行政处罚法61", meets=("inspection.tell",)),
    Step.OPEN_PENALTY: rule(
        DECIDED | SERVED, Power.EDIT_CASE, "行政处罚法54", *ACTING, i.penalty_due, phase=Phase.EXECUTION
    ),
    Step.TRANSFER: rule(
        DECIDED | SERVED,
        Power.APPROVE_EXTENSION,
        "行政处罚法22、27",
        i.transfer_due,
        phase=Phase.EXECUTION,
        produces=(Doc.TRANSFER_LETTER,),
    ),
    **ending(SERVED, execution.corrections_rechecked, i.corrected, i.penalty_opened, i.transferred),
}

INSPECTION = Procedure(
    version="inspection/2025-01-01",
    label="行政检查",
    rules={**BEFORE, **people(PLANNED | APPROVED | THERE | SEEN), **VISIT, **RESULT, **AFTER},
    kind=ActKind.INSPECTION,
    name="inspection",
    first_stage=Stage.PLANNED,
    opens_with=None,
    opening_starts=(),
    focus={
        Stage.PLANNED: Step.APPROVE_INSPECTION,
        Stage.APPROVED: Step.ENTER,
        Stage.INSPECTING: Step.RECORD_INSPECTION,
        Stage.INSPECTED: Step.GIVE_RESULT,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
        Stage.CANCELLED: Step.ARCHIVE,
    },
    decide_clock="inspection.result",
    publish_clock="publish.inspection",
)

PROCEDURES: tuple[Procedure, ...] = (INSPECTION,)
