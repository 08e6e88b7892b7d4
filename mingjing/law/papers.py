"""The prescribed documents (文书) by name; their forms stand in ``documents/forms``, one for every member."""

from __future__ import annotations

from mingjing.law.terms import Term


class Doc(Term):
    """Documents (文书) of the five kinds of act. Each has its form in ``documents/forms``."""

    CLUE_REGISTRATION = "clue_registration", "案件来源登记表"
    FILING_APPROVAL = "filing_approval", "立案审批表"
    NO_FILING_APPROVAL = "no_filing_approval", "不予立案审批表"
    RECUSAL_DECISION = "recusal_decision", "回避决定书"
    SCENE_RECORD = "scene_record", "现场检查笔录"
    INTERVIEW_RECORD = "interview_record", "询问笔录"
    EVIDENCE_LIST = "evidence_list", "证据清单"
    ORDER_TO_CORRECT = "order_to_correct", "责令改正通知书"
    RECHECK_RECORD = "recheck_record", "整改复查意见书"
    PRESERVATION_NOTICE = "preservation_notice", "先行登记保存通知书"
    PRESERVATION_HANDLING = "preservation_handling", "先行登记保存物品处理决定书"
    MONITOR_EVIDENCE_REVIEW = "monitor_evidence_review", "电子监控证据审核表"
    INVESTIGATION_REPORT = "investigation_report", "调查终结报告"
    REVIEW_SUBMISSION = "review_submission", "法制审核送审表"
    REVIEW_OPINION = "review_opinion", "法制审核意见书"
    CONSULTATION_RECORD = "consultation_record", "法制审核协商记录"
    PRIOR_NOTICE = "prior_notice", "行政处罚事先告知书"
    HEARING_RIGHT_NOTICE = "hearing_right_notice", "听证告知书"
    STATEMENT_RECORD = "statement_record", "陈述申辩笔录"
    STATEMENT_ANSWER = "statement_answer", "陈述申辩复核意见书"
    HEARING_SUMMONS = "hearing_summons", "听证通知书"
    HEARING_RECORD = "hearing_record", "听证笔录"
    HEARING_REPORT = "hearing_report", "听证报告"
    DISCUSSION_RECORD = "discussion_record", "集体讨论记录"
    PENALTY_DECISION = "penalty_decision", "行政处罚决定书"
    NO_PENALTY_DECISION = "no_penalty_decision", "不予处罚决定书"
    TRANSFER_LETTER = "transfer_letter", "案件移送函"
    SUSPENSION_APPROVAL = "suspension_approval", "中止（恢复）审批表"
    EXTENSION_APPROVAL = "extension_approval", "延长办案期限审批表"
    TERMINATION_APPROVAL = "termination_approval", "终止案件审批表"
    SERVICE_RECEIPT = "service_receipt", "送达回证"
    DEFERRAL_APPROVAL = "deferral_approval", "延（分）期缴纳罚款审批表"
    SURCHARGE_DECISION = "surcharge_decision", "加处罚款决定书"
    DEMAND_NOTICE = "demand_notice", "履行催告书"
    COURT_APPLICATION = "court_application", "强制执行申请书"
    CLOSING_APPROVAL = "closing_approval", "结案审批表"

    # 行政处罚: 简易程序, 缴款
    SPOT_DECISION = "spot_decision", "当场行政处罚决定书"
    PAYMENT_SLIP = "payment_slip", "罚没款缴款通知书"
