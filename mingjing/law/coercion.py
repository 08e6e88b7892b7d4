"""行政强制措施 as data (domain table §2.2, first half): 查封、扣押、冻结 from proposal to release (行政强制法16–33).

The head approves, the officers act on the spot and hand over the decision; in an emergency they act first and report
within twenty-four hours. 行政强制执行 stands in ``coercion_execution``.
"""

from __future__ import annotations

from typing import Any

from mingjing.law import coercion_execution
from mingjing.law import coercion_gates as c
from mingjing.law import coercion_hold as hold
from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import review_gates as review
from mingjing.law.gating import Gate
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.reviewing import discussed_where_required, reviewed_where_required
from mingjing.law.rules import Procedure, Rule, rule
from mingjing.law.shared import ACTING, ending, people, reviewed, service

PROPOSED = frozenset({Stage.PROPOSED})
APPROVED = frozenset({Stage.APPROVED})
BEFORE = PROPOSED | APPROVED
IN_FORCE = frozenset({Stage.IN_FORCE})
RELEASED = frozenset({Stage.RELEASED})
REVIEWED = (
    reviewed_where_required(DecisionKind.MEASURE),
    discussed_where_required(DecisionKind.MEASURE),
    review.reviewer_not_handler,
)
KEPT = (hold.approved_afterwards, hold.not_to_be_released)


def _taken(starts_from: frozenset[Stage], basis: str, *gates: Gate, **more: Any) -> Rule:
    """A line by which the measure is taken: the officers decide and hand over on the spot what the law prescribes."""
    return rule(
        starts_from,
        Power.RECORD_SCENE,
        basis,
        *ACTING,
        g.power_on_list,
        g.party_valid,
        *c.LAWFUL,
        *gates,
        *c.ON_SITE,
        c.taken_by_officer,
        *REVIEWED,
        hold.not_yet_taken,
        leads_to=Stage.IN_FORCE,
        produces=(Doc.MEASURE_DECISION, Doc.SEIZED_LIST),
        decides=DecisionKind.MEASURE,
        records=("measure",),
        seals_at_once=True,
        **more,
    )


TAKING: dict[Step, Rule] = {
    Step.APPROVE_MEASURE: rule(
        PROPOSED,
        Power.APPROVE_MEASURE,
        "行政强制法18①一",
        *ACTING,
        g.power_on_list,
        g.party_valid,
        *c.LAWFUL,
        phase=Phase.START,
        leads_to=Stage.APPROVED,
        produces=(Doc.MEASURE_APPROVAL,),
    ),
    Step.DROP_MEASURE: rule(
        BEFORE,
        Power.APPROVE_MEASURE,
        "行政强制法16②、18①一",
        phase=Phase.START,
        leads_to=Stage.CANCELLED,
        starts=("archive.file",),
        others=True,
    ),
    Step.TELL_ON_SITE: rule(BEFORE, Power.RECORD_SCENE, "行政强制法18①三、四、五、六、九", *ACTING, c.not_entrusted),
    Step.RECORD_ON_SITE: rule(
        BEFORE,
        Power.RECORD_SCENE,
        "行政强制法18①七、八、23、24",
        *ACTING,
        c.certificates_shown,
        produces=(Doc.MEASURE_RECORD,),
        records=("measure",),
    ),
    Step.TAKE_MEASURE_URGENTLY: _taken(
        PROPOSED, "行政强制法19", starts=("seize.hold", "publish.general", "seize.report"), others=True
    ),
    Step.TAKE_MEASURE: _taken(
        APPROVED, "行政强制法18、24、30、31", c.approved_before, starts=("seize.hold", "publish.general")
    ),
}

HOLDING: dict[Step, Rule] = {
    Step.APPROVE_AFTERWARDS: rule(
        IN_FORCE | RELEASED,
        Power.APPROVE_MEASURE,
        "行政强制法19",
        hold.approval_due,
        phase=Phase.EXECUTION,
        produces=(Doc.MEASURE_APPROVAL,),
        meets=("seize.report",),
    ),
    Step.BEGIN_TEST: rule(
        IN_FORCE,
        Power.RECORD_SCENE,
        "行政强制法25③",
        *ACTING,
        hold.things_held,
        *KEPT,
        hold.no_test_running,
        phase=Phase.EXECUTION,
        produces=(Doc.TEST_NOTICE,),
        others=True,
    ),
    Step.END_TEST: rule(
        IN_FORCE, Power.RECORD_SCENE, "行政强制法25③", hold.test_running, phase=Phase.EXECUTION, others=True
    ),
    Step.EXTEND_MEASURE: rule(
        IN_FORCE,
        Power.APPROVE_MEASURE,
        "行政强制法25①、②、32",
        *ACTING,
        *KEPT,
        hold.not_yet_extended,
        phase=Phase.EXECUTION,
        produces=(Doc.MEASURE_EXTENSION,),
        others=True,
    ),
    Step.SELL_PERISHABLE: rule(
        IN_FORCE,
        Power.APPROVE_MEASURE,
        "行政强制法28②",
        *ACTING,
        hold.things_held,
        *KEPT,
        phase=Phase.EXECUTION,
        others=True,
    ),
    Step.FIND_UNNEEDED: rule(
        IN_FORCE, Power.EDIT_CASE, "行政强制法28①、33①", phase=Phase.EXECUTION, starts=("measure.release",), others=True
    ),
    Step.HANDLE_SEIZED: rule(
        IN_FORCE,
        Power.APPROVE_MEASURE,
        "行政强制法27",
        *ACTING,
        hold.things_held,
        hold.approved_afterwards,
        hold.no_test_running,
        phase=Phase.EXECUTION,
        leads_to=Stage.RELEASED,
        produces=(Doc.SEIZED_HANDLING,),
        meets=("seize.hold", "measure.release"),
    ),
    Step.TRANSFER_SEIZED: rule(
        IN_FORCE,
        Power.APPROVE_MEASURE,
        "行政强制法21",
        *ACTING,
        hold.things_held,
        hold.approved_afterwards,
        hold.no_test_running,
        phase=Phase.EXECUTION,
        leads_to=Stage.RELEASED,
        produces=(Doc.SEIZED_TRANSFER,),
        meets=("seize.hold", "measure.release"),
        others=True,
    ),
    Step.RELEASE_MEASURE: rule(
        IN_FORCE,
        Power.APPROVE_MEASURE,
        "行政强制法19、27、28、33",
        phase=Phase.EXECUTION,
        leads_to=Stage.RELEASED,
        produces=(Doc.RELEASE_DECISION,),
        meets=("seize.hold", "measure.release"),
    ),
    Step.RETURN_SEIZED: rule(
        RELEASED,
        Power.RECORD_SCENE,
        "行政强制法28②",
        *ACTING,
        hold.something_to_return,
        phase=Phase.EXECUTION,
        produces=(Doc.RETURN_LIST,),
        meets=("measure.return",),
    ),
}

MEASURE = Procedure(
    version="coercion.measure/2012-01-01",
    label="行政强制措施",
    rules={
        **TAKING,
        **people(BEFORE | IN_FORCE),
        **reviewed(BEFORE, *c.LAWFUL),
        **HOLDING,
        **service(
            IN_FORCE | RELEASED,
            BEFORE,
            article="行政强制法24、25②、31",
            leads_to=None,
            meets=("freeze.deliver",),
            gates=(hold.not_yet_served,),
        ),
        **ending(
            RELEASED,
            hold.approved_afterwards,
            hold.things_returned,
            g.required_recordings_present,
            execution.sealed_copy_bound,
        ),
    },
    kind=ActKind.COERCION,
    name="measure",
    first_stage=Stage.PROPOSED,
    opens_with=None,
    opening_starts=(),
    focus={
        Stage.PROPOSED: Step.APPROVE_MEASURE,
        Stage.APPROVED: Step.TAKE_MEASURE,
        Stage.IN_FORCE: Step.RELEASE_MEASURE,
        Stage.RELEASED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
        Stage.CANCELLED: Step.ARCHIVE,
    },
    decide_clock="",
    publish_clock="publish.general",
)

PROCEDURES: tuple[Procedure, ...] = (MEASURE, coercion_execution.EXECUTION)
