"""行政处罚, 普通程序 with hearing and detours: domain table §2.1 B and C as data (行政处罚法54–76).

What follows the decision stands in ``penalty_execution``; 简易程序 in ``summary``.

Order of notice and review: ``notice_first`` (default) or ``review_first`` per field; the database accepts only final
rounds on the final text. Detours: 不予立案, 不予处罚, 移送, 终止, 中止.
"""

from __future__ import annotations

from mingjing.law import annulment_gates as annulment
from mingjing.law import discretion_gates as discretion
from mingjing.law import execution_gates as execution
from mingjing.law import gates as g
from mingjing.law import notice_gates as notice
from mingjing.law import review_gates as review
from mingjing.law.kinds import DecisionKind, Doc, Phase, Power, Stage, Step
from mingjing.law.penalty_execution import AFTER_DECISION, ARCHIVE, BEFORE_DECISION, EXECUTION
from mingjing.law.rules import Procedure, rule
from mingjing.law.summary import SUMMARY

CLUE = frozenset({Stage.CLUE})
OPEN = frozenset({Stage.INVESTIGATING})
DONE = frozenset({Stage.INVESTIGATED})
TOLD = frozenset({Stage.NOTIFIED})

ACTING = (g.two_qualified_officers, g.no_open_recusal, g.not_suspended)
AFTER_NOTICE = (
    notice.notice_served,
    notice.statement_window_closed_or_waived,
    notice.statement_answered,
    notice.hearing_right_told,
    notice.hearing_window_closed,
    notice.hearing_held_if_requested,
)
MATERIALS = (
    review.decision_draft_complete,
    g.document(Doc.INVESTIGATION_REPORT, "三政办〔2019〕16号三(三)4"),
    g.evidence_present,
    g.expert_report_present,
)


START = {
    Step.FILE: rule(
        CLUE,
        Power.APPROVE_FILING,
        "行政处罚法54",
        g.document(Doc.CLUE_REGISTRATION, "三政办〔2019〕16号三(二)1"),
        g.party_valid,
        g.power_on_list,
        g.within_entrustment,
        g.citations_in_force,
        g.within_limitation,
        g.two_qualified_officers,
        g.no_open_recusal,
        phase=Phase.START,
        leads_to=Stage.INVESTIGATING,
        produces=(Doc.FILING_APPROVAL,),
        starts=("case.decide",),
        meets=("clue.verify",),
    ),
    Step.DECLINE_FILING: rule(
        CLUE,
        Power.APPROVE_FILING,
        "行政处罚法36、54",
        g.document(Doc.CLUE_REGISTRATION, "三政办〔2019〕16号三(二)1"),
        phase=Phase.START,
        leads_to=Stage.NOT_FILED,
        produces=(Doc.NO_FILING_APPROVAL,),
        starts=("archive.file",),
        meets=("clue.verify",),
        others=True,
    ),
    Step.ASSIGN_HANDLERS: rule(
        CLUE | BEFORE_DECISION, Power.ASSIGN_CASE, "行政处罚法42", phase=Phase.START, others=True
    ),
    Step.REQUEST_RECUSAL: rule(CLUE | BEFORE_DECISION, Power.EDIT_CASE, "行政处罚法43", phase=Phase.START, others=True),
    Step.DECIDE_RECUSAL: rule(
        CLUE | BEFORE_DECISION,
        Power.DECIDE_RECUSAL,
        "行政处罚法43③",
        phase=Phase.START,
        produces=(Doc.RECUSAL_DECISION,),
        others=True,
    ),
}

EVIDENCE = {
    Step.PRESERVE: rule(
        OPEN,
        Power.APPROVE_PRESERVATION,
        "行政处罚法56",
        *ACTING,
        produces=(Doc.PRESERVATION_NOTICE,),
        records=("preservation",),
        starts=("preserve.handle",),
        others=True,
    ),
    Step.HANDLE_PRESERVED: rule(
        BEFORE_DECISION,
        Power.HANDLE_PRESERVATION,
        "行政处罚法56",
        produces=(Doc.PRESERVATION_HANDLING,),
        meets=("preserve.handle",),
        others=True,
    ),
    Step.ORDER_CORRECTION: rule(
        BEFORE_DECISION, Power.ORDER_CORRECTION, "行政处罚法28", *ACTING, produces=(Doc.ORDER_TO_CORRECT,), others=True
    ),
    Step.RECHECK: rule(
        BEFORE_DECISION | AFTER_DECISION,
        Power.EDIT_CASE,
        "行政处罚法28",
        g.two_qualified_officers,
        produces=(Doc.RECHECK_RECORD,),
        records=("scene",),
        others=True,
    ),
    Step.APPROVE_MONITOR_EVIDENCE: rule(
        OPEN, Power.GIVE_OPINION, "行政处罚法41", produces=(Doc.MONITOR_EVIDENCE_REVIEW,), others=True
    ),
    Step.CONCLUDE: rule(
        OPEN,
        Power.EDIT_CASE,
        "行政处罚法54、57",
        *ACTING,
        g.party_valid,
        g.evidence_present,
        g.expert_report_present,
        g.required_recordings_present,
        g.preserved_goods_handled,
        g.proposal_made,
        *discretion.GATES,
        g.citations_in_force,
        g.document(Doc.INVESTIGATION_REPORT, "行政处罚法57"),
        leads_to=Stage.INVESTIGATED,
        records=("scene", "interview"),
        starts=("review.submit",),
    ),
}

NOTICE = {
    Step.NOTIFY: rule(
        DONE | TOLD,
        Power.ISSUE_NOTICE,
        "行政处罚法44、63",
        *ACTING,
        g.party_of_age,
        g.proposal_made,
        *discretion.GATES,
        notice.pre_notice_reviewed,
        g.no_crime_suspected,
        phase=Phase.DECISION,
        leads_to=Stage.NOTIFIED,
        produces=(Doc.PRIOR_NOTICE,),
    ),
    Step.RECORD_STATEMENT: rule(
        TOLD,
        Power.RECORD_STATEMENT,
        "行政处罚法45",
        notice.notice_served,
        phase=Phase.DECISION,
        produces=(Doc.STATEMENT_RECORD,),
        others=True,
    ),
    Step.WAIVE_STATEMENT: rule(
        TOLD,
        Power.RECORD_STATEMENT,
        "行政处罚法62",
        notice.notice_served,
        phase=Phase.DECISION,
        meets=("statement.window",),
        others=True,
    ),
    Step.ANSWER_STATEMENT: rule(
        TOLD, Power.RECORD_STATEMENT, "行政处罚法45", phase=Phase.DECISION, produces=(Doc.STATEMENT_ANSWER,)
    ),
    Step.REQUEST_HEARING: rule(
        TOLD,
        Power.RECORD_STATEMENT,
        "行政处罚法64①一",
        notice.notice_served,
        notice.hearing_request_in_time,
        phase=Phase.DECISION,
        meets=("hearing.request",),
        others=True,
    ),
    Step.WAIVE_HEARING: rule(
        TOLD,
        Power.RECORD_STATEMENT,
        "行政处罚法64",
        notice.notice_served,
        phase=Phase.DECISION,
        meets=("hearing.request",),
        others=True,
    ),
    Step.SUMMON_HEARING: rule(
        TOLD,
        Power.HOST_HEARING,
        "行政处罚法64①二、四",
        notice.hearing_requested,
        notice.host_not_handler,
        phase=Phase.DECISION,
        produces=(Doc.HEARING_SUMMONS,),
    ),
    Step.HOLD_HEARING: rule(
        TOLD,
        Power.HOST_HEARING,
        "行政处罚法64",
        notice.hearing_requested,
        notice.summoned_seven_days_before,
        notice.host_not_handler,
        phase=Phase.DECISION,
        produces=(Doc.HEARING_RECORD,),
        records=("hearing",),
    ),
    Step.REPORT_HEARING: rule(
        TOLD,
        Power.HOST_HEARING,
        "行政处罚法65",
        notice.hearing_requested,
        phase=Phase.DECISION,
        produces=(Doc.HEARING_REPORT,),
    ),
}

REVIEW = {
    Step.SUBMIT_REVIEW: rule(
        DONE | TOLD,
        Power.SUBMIT_REVIEW,
        "三政办〔2019〕16号三(三)4；行政处罚法58",
        *ACTING,
        notice.order_of_notice_and_review,
        *(notice.once_notified(gate) for gate in AFTER_NOTICE),
        *MATERIALS,
        review.no_pending_round,
        g.proposal_made,
        *discretion.GATES,
        phase=Phase.DECISION,
        produces=(Doc.REVIEW_SUBMISSION,),
        starts=("review.opinion",),
        meets=("review.submit",),
    ),
    Step.GIVE_OPINION: rule(
        DONE | TOLD,
        Power.GIVE_OPINION,
        "行政处罚法58；三政办〔2019〕16号三(三)3、4",
        review.pending_round,
        review.reviewer_not_handler,
        phase=Phase.DECISION,
        produces=(Doc.REVIEW_OPINION,),
        meets=("review.opinion",),
        seals_at_once=True,
    ),
    Step.CONFIRM_REVIEW: rule(
        TOLD,
        Power.CONFIRM_REVIEW,
        "三政办〔2019〕16号三(三)3",
        *AFTER_NOTICE,
        review.confirmable,
        review.decision_draft_complete,
        review.reviewer_not_handler,
        phase=Phase.DECISION,
        produces=(Doc.REVIEW_OPINION,),
        seals_at_once=True,
    ),
    Step.OBJECT: rule(
        DONE | TOLD,
        Power.OBJECT_REVIEW,
        "三政办〔2019〕16号三(三)3",
        review.round_objected_to,
        phase=Phase.DECISION,
        others=True,
    ),
    Step.CONSULT: rule(
        DONE | TOLD,
        Power.GIVE_OPINION,
        "三政办〔2019〕16号三(三)3",
        review.round_objected_to,
        review.dispute_raised,
        phase=Phase.DECISION,
        produces=(Doc.CONSULTATION_RECORD,),
        others=True,
    ),
    Step.REQUEST_DISCUSSION: rule(
        DONE | TOLD,
        Power.OBJECT_REVIEW,
        "三政办〔2019〕16号三(三)3",
        review.round_objected_to,
        review.dispute_raised,
        review.consulted,
        phase=Phase.DECISION,
        others=True,
    ),
    Step.DISCUSS: rule(
        DONE | TOLD,
        Power.CHAIR_DISCUSSION,
        "行政处罚法57②；河南省行政执法条例28；三政办〔2019〕16号三(三)3",
        phase=Phase.DECISION,
        produces=(Doc.DISCUSSION_RECORD,),
    ),
    Step.SETTLE_REVIEW: rule(
        DONE | TOLD,
        Power.SETTLE_REVIEW,
        "三政办〔2019〕16号三(三)3",
        review.round_objected_to,
        review.dispute_raised,
        review.consulted,
        review.dispute_discussed,
        review.reviewer_not_handler,
        phase=Phase.DECISION,
        produces=(Doc.REVIEW_OPINION,),
        seals_at_once=True,
    ),
}

DECISION = {
    Step.DECIDE: rule(
        TOLD,
        Power.SIGN_DECISION,
        "行政处罚法57、58、60",
        *ACTING,
        g.power_on_list,
        g.within_entrustment,
        g.within_limitation,
        g.party_valid,
        g.party_of_age,
        *AFTER_NOTICE,
        notice.not_heavier_than_notice,
        *discretion.GATES,
        review.discussed_if_major_or_complex,
        review.decision_draft_complete,
        review.final_text_reviewed,
        review.reviewer_not_handler,
        review.signer_not_handler,
        g.required_recordings_present,
        g.preserved_goods_handled,
        g.citations_in_force,
        g.no_crime_suspected,
        execution.no_decision_yet,
        annulment.not_the_same_again,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.PENALTY_DECISION,),
        decides=DecisionKind.ORDINARY_PENALTY,
        starts=("serve.decision", "publish.penalty"),
        meets=("case.decide", "redo.decide"),
        seals_at_once=True,
    ),
    Step.DECIDE_NO_PENALTY: rule(
        DONE | TOLD,
        Power.SIGN_DECISION,
        "行政处罚法30、31、33、57",
        *ACTING,
        g.no_penalty_ground_given,
        review.decision_draft_complete,
        review.final_text_reviewed,
        review.reviewer_not_handler,
        review.signer_not_handler,
        g.preserved_goods_handled,
        g.no_crime_suspected,
        execution.no_decision_yet,
        phase=Phase.DECISION,
        leads_to=Stage.DECIDED,
        produces=(Doc.NO_PENALTY_DECISION,),
        decides=DecisionKind.NO_PENALTY,
        starts=("serve.decision", "publish.penalty"),
        meets=("case.decide", "redo.decide"),
        seals_at_once=True,
    ),
    Step.TRANSFER: rule(
        BEFORE_DECISION,
        Power.APPROVE_EXTENSION,
        "行政处罚法22、27、57①四",
        phase=Phase.DECISION,
        leads_to=Stage.TRANSFERRED,
        produces=(Doc.TRANSFER_LETTER,),
        starts=("archive.file",),
        meets=("case.decide", "redo.decide"),
        others=True,
    ),
    Step.TERMINATE: rule(
        BEFORE_DECISION,
        Power.APPROVE_EXTENSION,
        "行政处罚法36、57",
        phase=Phase.DECISION,
        leads_to=Stage.TERMINATED,
        produces=(Doc.TERMINATION_APPROVAL,),
        starts=("archive.file",),
        meets=("case.decide", "redo.decide"),
        others=True,
    ),
    Step.SUSPEND: rule(
        BEFORE_DECISION,
        Power.APPROVE_EXTENSION,
        "行政处罚法60",
        g.suspension_has_rule,
        g.not_suspended,
        phase=Phase.DECISION,
        produces=(Doc.SUSPENSION_APPROVAL,),
        others=True,
    ),
    Step.RESUME: rule(
        BEFORE_DECISION,
        Power.APPROVE_EXTENSION,
        "行政处罚法60",
        g.is_suspended,
        phase=Phase.DECISION,
        produces=(Doc.SUSPENSION_APPROVAL,),
        others=True,
    ),
    Step.EXTEND: rule(
        BEFORE_DECISION,
        Power.APPROVE_EXTENSION,
        "行政处罚法60",
        g.extension_has_rule,
        g.not_suspended,
        phase=Phase.DECISION,
        produces=(Doc.EXTENSION_APPROVAL,),
        others=True,
    ),
}

ORDINARY = Procedure(
    version="penalty.ordinary/2021-07-15",
    label="行政处罚普通程序",
    rules={**START, **EVIDENCE, **NOTICE, **REVIEW, **DECISION, **EXECUTION, **ARCHIVE},
    focus={
        Stage.CLUE: Step.FILE,
        Stage.INVESTIGATING: Step.CONCLUDE,
        Stage.INVESTIGATED: Step.NOTIFY,
        Stage.NOTIFIED: Step.DECIDE,
        Stage.DECIDED: Step.SERVE,
        Stage.SERVED: Step.RECORD_EXECUTION,
        Stage.EXECUTED: Step.CLOSE,
        Stage.CLOSED: Step.ARCHIVE,
    },
)

# Where a field's own rules suspend or extend the ninety days. A field not listed has none: 处60 then refuses.
# (field, what, basis, max days or 0, valid_from). 待确认 until the local bureau confirms the field's text.
FIELD_CLOCK_RULES = (
    ("市场监管", "extend", "市场监督管理行政处罚程序规定64①：延长不超过三十日", 30, "2021-07-15"),
    ("市场监管", "suspend", "市场监督管理行政处罚程序规定46：有中止情形的可以中止调查", 0, "2021-07-15"),
)

# Fields whose habit is review → notice → window.
REVIEW_FIRST_FIELDS = frozenset({"市场监管"})

PROCEDURES = (ORDINARY, SUMMARY)
