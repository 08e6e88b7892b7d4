"""After a penalty was decided, under either procedure: service, payment, enforcement, closing (行政处罚法61、66–73).

The surcharge, the demand and the court stand in 行政处罚法72 and 行政强制法53–55.
"""

from __future__ import annotations

from mingjing.law import annulment_gates as annulment
from mingjing.law import execution_gates as execution
from mingjing.law import summary_gates as spot
from mingjing.law.kinds import Doc, Phase, Power, Stage, Step
from mingjing.law.rules import Rule, rule
from mingjing.law.steps import ENDED

BEFORE_DECISION = frozenset({Stage.INVESTIGATING, Stage.INVESTIGATED, Stage.NOTIFIED})
DECIDED = frozenset({Stage.DECIDED})
SERVED = frozenset({Stage.SERVED})
AFTER_DECISION = DECIDED | SERVED | frozenset({Stage.EXECUTED})

LATER = frozenset({Stage.CLOSED, Stage.ARCHIVED})  # the court takes longer than the case


def annulling(stages: frozenset[Stage]) -> Rule:
    """A decision is annulled by whoever may. Where the case goes from there, follows from what was ordered."""
    return rule(
        stages,
        Power.ANNUL_DECISION,
        "行政复议法63、64；行政诉讼法70、71；行政处罚法48②、75②",
        annulment.decision_to_annul,
        phase=Phase.EXECUTION,
        produces=(Doc.ANNULMENT_RECORD, Doc.ANNULMENT_DECISION),
        others=True,
    )


EXECUTION = {
    Step.SERVE_DOCUMENT: rule(
        BEFORE_DECISION | AFTER_DECISION,
        Power.RECORD_SERVICE,
        "行政处罚法61",
        phase=Phase.EXECUTION,
        produces=(Doc.SERVICE_RECEIPT,),
        records=("lien_service",),
    ),
    Step.SEAL_DECISION: rule(
        DECIDED, Power.UPLOAD_SEALED, "行政处罚法59②", execution.decision_issued, phase=Phase.EXECUTION
    ),
    Step.SERVE: rule(
        DECIDED,
        Power.RECORD_SERVICE,
        "行政处罚法59②、61",
        execution.decision_issued,
        execution.decision_entry_sealed,
        execution.sealed_copy_bound,
        phase=Phase.EXECUTION,
        leads_to=Stage.SERVED,
        produces=(Doc.SERVICE_RECEIPT, Doc.PAYMENT_SLIP),
        records=("lien_service",),
        starts=("payment.pay", "remedy.reconsideration", "remedy.litigation"),
        meets=("serve.decision",),
    ),
    Step.RECORD_PAYMENT: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        "行政处罚法67",
        execution.decision_served,
        phase=Phase.EXECUTION,
    ),
    Step.COLLECT_ON_SPOT: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        "行政处罚法68、69、70",
        execution.decision_served,
        spot.fine_owed,
        phase=Phase.EXECUTION,
        starts=("collect.hand_over",),
        meets=("payment.pay",),
        others=True,
    ),
    Step.HAND_IN: rule(
        SERVED | frozenset({Stage.EXECUTED}),
        Power.RECORD_PAYMENT,
        "行政处罚法71",
        spot.cash_collected,
        phase=Phase.EXECUTION,
        starts=("collect.deposit",),
        meets=("collect.hand_over",),
        others=True,
    ),
    Step.BANK_IN: rule(
        SERVED | frozenset({Stage.EXECUTED}),
        Power.RECORD_PAYMENT,
        "行政处罚法71、74②",
        spot.cash_handed_in,
        phase=Phase.EXECUTION,
        meets=("collect.deposit",),
        others=True,
    ),
    Step.GRANT_DEFERRAL: rule(
        SERVED,
        Power.APPROVE_DEFERRAL,
        "行政处罚法66②",
        execution.decision_served,
        phase=Phase.EXECUTION,
        produces=(Doc.DEFERRAL_APPROVAL,),
        others=True,
    ),
    Step.IMPOSE_SURCHARGE: rule(
        SERVED,
        Power.IMPOSE_SURCHARGE,
        "行政处罚法72①一",
        execution.decision_served,
        execution.payment_overdue,
        execution.surcharge_grown,
        phase=Phase.EXECUTION,
        produces=(Doc.SURCHARGE_DECISION,),
        others=True,
    ),
    Step.DEMAND: rule(
        SERVED,
        Power.ISSUE_DEMAND,
        "行政强制法54",
        execution.decision_served,
        execution.payment_overdue,
        phase=Phase.EXECUTION,
        produces=(Doc.DEMAND_NOTICE,),
        starts=("demand.comply",),
        others=True,
    ),
    Step.APPLY_COURT: rule(
        SERVED,
        Power.APPLY_COURT,
        "行政强制法53、54、55",
        execution.decision_served,
        execution.payment_overdue,
        execution.demand_expired,
        execution.no_remedy_pending,
        execution.court_window_open,
        phase=Phase.EXECUTION,
        produces=(Doc.COURT_APPLICATION,),
        others=True,
    ),
    Step.SEEK_REMEDY: rule(
        SERVED | frozenset({Stage.EXECUTED}),
        Power.EDIT_CASE,
        "行政处罚法73；行政强制法53",
        execution.decision_served,
        phase=Phase.EXECUTION,
        others=True,
    ),
    Step.END_COLLECTION: rule(
        SERVED,
        Power.APPROVE_EXTENSION,
        "行政强制法40；行政处罚法72",
        execution.decision_served,
        spot.fine_owed,
        execution.no_remedy_pending,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
        produces=(Doc.COLLECTION_ENDED,),
        others=True,
    ),
    Step.RECORD_EXECUTION: rule(
        SERVED,
        Power.RECORD_PAYMENT,
        "行政处罚法66、72",
        execution.decision_served,
        execution.penalty_executed,
        phase=Phase.EXECUTION,
        leads_to=Stage.EXECUTED,
    ),
    Step.ANNUL: annulling(AFTER_DECISION | LATER),
    Step.FILE_RECORD: rule(
        AFTER_DECISION,
        Power.SUBMIT_REVIEW,
        "三政办〔2019〕16号三(三)2",
        execution.decision_issued,
        execution.filing_is_due,
        phase=Phase.EXECUTION,
        meets=("file.record",),
    ),
    Step.CLOSE: rule(
        frozenset({Stage.EXECUTED}),
        Power.APPROVE_CLOSING,
        "三政办〔2019〕16号三(二)",
        execution.decision_served,
        execution.penalty_executed,
        spot.cash_banked,
        execution.corrections_rechecked,
        execution.everything_served,
        execution.publication_settled,
        execution.major_filed,
        phase=Phase.EXECUTION,
        leads_to=Stage.CLOSED,
        produces=(Doc.CLOSING_APPROVAL,),
        starts=("archive.file",),
    ),
}

ARCHIVE = {
    Step.ARCHIVE: rule(
        ENDED,
        Power.FILE_ARCHIVE,
        "三政办〔2019〕16号三(二)4",
        execution.is_closed,
        annulment.page_withdrawn,
        phase=Phase.ARCHIVE,
        leads_to=Stage.ARCHIVED,
        meets=("archive.file",),
    ),
}
