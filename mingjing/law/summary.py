"""行政处罚, 简易程序: decided, signed and handed over on the spot (行政处罚法51–53、68–71).

The officer who acts decides and signs; there is no review and no prior notice in writing. A case that does not fit goes
on under the ordinary procedure (``CONVERT``). 对当场处罚不服，先复议、再诉讼（行政复议法23①一）.
"""

from __future__ import annotations

from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import shared
from mingjing.law import summary_gates as spot
from mingjing.law.kinds import DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.penalty_execution import ARCHIVE, EXECUTION, LATER, annulling
from mingjing.law.rules import Procedure, Rule, rule

SCENE = frozenset({Stage.SCENE})
SERVED = frozenset({Stage.SERVED})
AFTER = SERVED | frozenset({Stage.EXECUTED})
FITS = (
    g.power_on_list, g.within_entrustment, g.citations_in_force, g.within_limitation, g.party_valid, g.party_of_age,
    spot.facts_certain,
)  # fmt: skip

ON_THE_SPOT: dict[Step, Rule] = {
    **shared.people(SCENE),
    Step.TELL_RIGHTS: rule(
        SCENE,
        Power.RECORD_SCENE,
        "行政处罚法44、52①、55",
        *shared.ACTING,
        spot.within_summary_limits,
        phase=Phase.EVIDENCE,
        records=("spot",),
    ),
    Step.HEAR_PARTY: rule(SCENE, Power.RECORD_STATEMENT, "行政处罚法45、62", spot.told_on_spot, phase=Phase.EVIDENCE),
    Step.DECIDE_ON_SPOT: rule(
        SCENE,
        Power.DECIDE_ON_SPOT,
        "行政处罚法51、52",
        *shared.ACTING,
        *FITS,
        spot.within_summary_limits,
        spot.not_major,
        g.no_crime_suspected,
        spot.told_on_spot,
        spot.heard_on_spot,
        spot.not_heavier_than_told,
        spot.signed_by_officer,
        execution.no_decision_yet,
        phase=Phase.DECISION,
        leads_to=Stage.SERVED,
        produces=(Doc.SPOT_DECISION, Doc.PAYMENT_SLIP),
        decides=DecisionKind.SUMMARY_PENALTY,
        records=("spot",),
        starts=("summary.file", "payment.pay", "remedy.reconsideration", "publish.penalty"),
        seals_at_once=True,
    ),
    Step.CONVERT: rule(
        SCENE,
        Power.EDIT_CASE,
        "行政处罚法51、54",
        phase=Phase.DECISION,
        leads_to=Stage.TERMINATED,
        starts=("archive.file",),
        others=True,
    ),
    Step.TERMINATE: rule(
        SCENE,
        Power.APPROVE_EXTENSION,
        "行政处罚法30、31、33、36、51",
        phase=Phase.DECISION,
        leads_to=Stage.TERMINATED,
        produces=(Doc.TERMINATION_APPROVAL,),
        starts=("archive.file",),
        others=True,
    ),
}

AFTERWARDS: dict[Step, Rule] = {
    Step.REPORT_BACK: rule(
        AFTER,
        Power.EDIT_CASE,
        "行政处罚法52③",
        execution.decision_issued,
        phase=Phase.EXECUTION,
        meets=("summary.file",),
    ),
    Step.SERVE_DOCUMENT: rule(
        AFTER,
        Power.RECORD_SERVICE,
        "行政处罚法61",
        phase=Phase.EXECUTION,
        produces=(Doc.SERVICE_RECEIPT,),
        records=("lien_service",),
        others=True,
    ),
    Step.ANNUL: annulling(AFTER | LATER),
    **{
        step: EXECUTION[step]
        for step in (
            Step.RECORD_PAYMENT, Step.COLLECT_ON_SPOT, Step.HAND_IN, Step.BANK_IN, Step.GRANT_DEFERRAL,
            Step.IMPOSE_SURCHARGE, Step.DEMAND, Step.APPLY_COURT, Step.SEEK_REMEDY, Step.END_COLLECTION,
            Step.RECORD_EXECUTION,
        )
    },
    Step.CLOSE: rule(
        frozenset({Stage.EXECUTED}),
        Power.APPROVE_CLOSING,
        "三政办〔2019〕16号三(二)",
        execution.penalty_executed,
        spot.reported_back,
        spot.cash_banked,
        g.required_recordings_present,
        execution.everything_served,
        execution.publication_settled,
        phase=Phase.EXECUTION,
        leads_to=Stage.CLOSED,
        produces=(Doc.CLOSING_APPROVAL,),
        starts=("archive.file",),
    ),
}  # fmt: skip

SUMMARY = Procedure(
    version="penalty.summary/2021-07-15",
    label="行政处罚简易程序",
    rules={**ON_THE_SPOT, **AFTERWARDS, **ARCHIVE},
    name="summary",
    first_stage=Stage.SCENE,
    opens_with=None,
    opening_starts=(),
    focus={
        Stage.SCENE: Step.DECIDE_ON_SPOT,
        Stage.SERVED: Step.RECORD_EXECUTION,
        Stage.EXECUTED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
        Stage.TERMINATED: Step.ARCHIVE,
    },
    decide_clock="",
)
