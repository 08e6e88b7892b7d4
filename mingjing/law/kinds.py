"""The words the law uses, once: kinds of act, stages, steps, roles, documents, penalties.

Every enum member carries its statutory Chinese term as ``label``; the English value is what is stored.
"""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A stored English value with the statute's own Chinese term as ``label``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Term:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the order of definition."""
        return [(m.value, m.label) for m in cls]


class ActKind(Term):
    """The five kinds of administrative act of the plan (三政办〔2019〕16号)."""

    PENALTY = "penalty", "行政处罚"
    COERCION = "coercion", "行政强制"
    INSPECTION = "inspection", "行政检查"
    LEVY = "levy", "行政征收征用"
    LICENCE = "licence", "行政许可"


class Role(Term):
    """Roles a grant may carry; the letters are the columns of ``organs/matrix.csv``."""

    HANDLER = "H", "承办人"
    UNIT_LEAD = "U", "承办机构负责人"
    REVIEWER = "L", "法制审核人员"
    HEAD = "B", "机关负责人"
    ARCHIVIST = "R", "档案管理员"
    PUBLISHER = "PB", "公示拟稿人"
    CHECKER = "PC", "公示审核人"
    SUPERVISOR = "J", "司法局监督人员"
    SYSTEM_ADMIN = "S", "系统管理员"
    SECURITY_ADMIN = "C", "安全管理员"
    AUDITOR = "D", "审计员"
    PUBLIC = "G", "公众"
    CLIENT = "K", "接口客户端"


class Stage(Term):
    """Where a case stands. The five public stages of the plan are in ``Phase``."""

    CLUE = "clue", "线索核查"
    NOT_FILED = "not_filed", "不予立案"
    INVESTIGATING = "investigating", "调查取证"
    INVESTIGATED = "investigated", "调查终结"
    NOTIFIED = "notified", "已告知"
    DECIDED = "decided", "已决定"
    SERVED = "served", "已送达"
    EXECUTED = "executed", "已执行"
    CLOSED = "closed", "已结案"
    ARCHIVED = "archived", "已归档"
    TRANSFERRED = "transferred", "已移送"
    TERMINATED = "terminated", "已终止"


class Phase(Term):
    """The five phases shown to everyone (plan 三(二)): the stepper on the case page."""

    START = "start", "启动"
    EVIDENCE = "evidence", "调查取证"
    DECISION = "decision", "审核决定"
    EXECUTION = "execution", "送达执行"
    ARCHIVE = "archive", "归档"


class Step(Term):
    """One act on a case. A step that leads to no new stage still passes the gatekeeper."""

    REGISTER_CLUE = "register_clue", "登记线索"
    FILE = "file", "立案"
    DECLINE_FILING = "decline_filing", "不予立案"
    REQUEST_RECUSAL = "request_recusal", "申请回避"
    DECIDE_RECUSAL = "decide_recusal", "决定回避"
    ASSIGN_HANDLERS = "assign_handlers", "指派承办人"
    PRESERVE = "preserve", "先行登记保存"
    HANDLE_PRESERVED = "handle_preserved", "处理登记保存物品"
    ORDER_CORRECTION = "order_correction", "责令改正"
    RECHECK = "recheck", "复查改正情况"
    APPROVE_MONITOR_EVIDENCE = "approve_monitor_evidence", "审核电子监控证据"
    CONCLUDE = "conclude", "调查终结"
    NOTIFY = "notify", "事先告知"
    RECORD_STATEMENT = "record_statement", "登记陈述申辩"
    WAIVE_STATEMENT = "waive_statement", "登记放弃陈述申辩"
    ANSWER_STATEMENT = "answer_statement", "复核陈述申辩"
    REQUEST_HEARING = "request_hearing", "登记听证申请"
    WAIVE_HEARING = "waive_hearing", "登记放弃听证"
    SUMMON_HEARING = "summon_hearing", "通知听证"
    HOLD_HEARING = "hold_hearing", "举行听证"
    REPORT_HEARING = "report_hearing", "提交听证报告"
    SUBMIT_REVIEW = "submit_review", "送法制审核"
    GIVE_OPINION = "give_opinion", "出具审核意见"
    CONFIRM_REVIEW = "confirm_review", "确认原审核意见"
    OBJECT = "object", "提出异议"
    CONSULT = "consult", "协商"
    REQUEST_DISCUSSION = "request_discussion", "提请集体讨论"
    DISCUSS = "discuss", "负责人集体讨论"
    SETTLE_REVIEW = "settle_review", "依集体讨论结论审核"
    DECIDE = "decide", "作出处罚决定"
    DECIDE_NO_PENALTY = "decide_no_penalty", "决定不予处罚"
    TRANSFER = "transfer", "移送"
    TERMINATE = "terminate", "终止案件"
    SUSPEND = "suspend", "中止"
    RESUME = "resume", "恢复"
    EXTEND = "extend", "延长办案期限"
    SEAL_DECISION = "seal_decision", "上传盖章件"
    SERVE_DOCUMENT = "serve_document", "送达文书"
    SERVE = "serve", "送达决定书"
    RECORD_PAYMENT = "record_payment", "登记缴款"
    GRANT_DEFERRAL = "grant_deferral", "批准延期分期"
    IMPOSE_SURCHARGE = "impose_surcharge", "加处罚款"
    DEMAND = "demand", "催告"
    APPLY_COURT = "apply_court", "申请法院强制执行"
    RECORD_EXECUTION = "record_execution", "登记执行完毕"
    FILE_RECORD = "file_record", "报送备案"
    CLOSE = "close", "结案"
    ARCHIVE = "archive", "归档"


class Doc(Term):
    """Documents (文书) of the ordinary penalty line and what its gates need besides."""

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


class Penalty(Term):
    """Kinds of penalty (行政处罚法9), from lightest to heaviest."""

    WARNING = "warning", "警告"
    PUBLIC_CRITICISM = "public_criticism", "通报批评"
    FINE = "fine", "罚款"
    CONFISCATE_INCOME = "confiscate_income", "没收违法所得"
    CONFISCATE_GOODS = "confiscate_goods", "没收非法财物"
    SUSPEND_LICENCE = "suspend_licence", "暂扣许可证件"
    DOWNGRADE = "downgrade", "降低资质等级"
    RESTRICT_BUSINESS = "restrict_business", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "suspend_business", "责令停产停业"
    CLOSE = "close", "责令关闭"
    RESTRICT_EMPLOYMENT = "restrict_employment", "限制从业"
    REVOKE_LICENCE = "revoke_licence", "吊销许可证件"
    DETENTION = "detention", "行政拘留"


class PartyKind(Term):
    """Whom the act concerns. Thresholds treat 个体工商户 as 公民 (protective side, 待确认)."""

    PERSON = "person", "自然人"
    SOLE_TRADER = "sole_trader", "个体工商户"
    ORGANISATION = "organisation", "法人及非法人组织"


class UnitClass(Term):
    """Class of one unit of an issued text (design: redaction that can be proved)."""

    PUBLIC = "public", "公开"
    PERSONAL = "personal", "个人信息"
    MINOR = "minor", "未成年人信息"
    THIRD_PARTY = "third_party", "第三人信息"
    TRADE_SECRET = "trade_secret", "商业秘密"
    PROCESS = "process", "过程性信息"


class EvidenceKind(Term):
    """Eight kinds of evidence (行政处罚法46)."""

    DOCUMENTARY = "documentary", "书证"
    PHYSICAL = "physical", "物证"
    AUDIOVISUAL = "audiovisual", "视听资料"
    ELECTRONIC = "electronic", "电子数据"
    WITNESS = "witness", "证人证言"
    PARTY_STATEMENT = "party_statement", "当事人的陈述"
    EXPERT = "expert", "鉴定意见"
    INQUEST = "inquest", "勘验笔录、现场笔录"


class ServiceMode(Term):
    """Ways of service (行政处罚法61 → 民事诉讼法87–95)."""

    DIRECT = "direct", "直接送达"
    LIEN = "lien", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"
    POST = "post", "邮寄送达"
    FORWARDED = "forwarded", "转交送达"
    ANNOUNCEMENT = "announcement", "公告送达"


class ReviewOutcome(Term):
    """Opinion of the legal review: there is no "agree with changes"."""

    AGREE = "agree", "同意"
    OBJECT = "object", "存在问题"
    SETTLED = "settled", "依集体讨论结论通过"


class ReviewPurpose(Term):
    """Only a final round opens the decision."""

    PRE_NOTICE = "pre_notice", "告知前审核"
    FINAL = "final", "终审"


class ReviewHead(Term):
    """Eight matters the review looks at (plan 三(三)3)."""

    SUBJECT = "R1", "执法主体合法，执法人员具有资格"
    PROCEDURE = "R2", "执法程序合法"
    FACTS = "R3", "案件事实清楚，证据合法充分"
    LAW = "R4", "适用法律、法规、规章准确"
    DISCRETION = "R5", "裁量基准运用适当"
    AUTHORITY = "R6", "执法未超越法定权限"
    DOCUMENTS = "R7", "行政执法文书完备、规范"
    CRIME = "R8", "违法行为涉嫌犯罪的，移送司法机关"


class Power(Term):
    """What a grant lets a person do: the rows of ``organs/matrix.csv`` that procedure steps need."""

    OPEN_CASE = "case.open", "登记线索"
    EDIT_CASE = "case.edit", "办理案件"
    ASSIGN_CASE = "case.assign", "指派承办人"
    APPROVE_FILING = "filing.approve", "批准立案"
    DECIDE_RECUSAL = "recusal.decide", "决定回避"
    APPROVE_PRESERVATION = "preservation.approve", "批准先行登记保存"
    HANDLE_PRESERVATION = "preservation.handle", "处理登记保存物品"
    ORDER_CORRECTION = "order.correct", "责令改正"
    APPROVE_EXTENSION = "extension.approve", "批准延长、中止、恢复、终止、移送"
    ISSUE_NOTICE = "notice.issue", "事先告知"
    RECORD_STATEMENT = "statement.record", "登记陈述申辩"
    HOST_HEARING = "hearing.host", "主持听证"
    SUBMIT_REVIEW = "review.submit", "送法制审核"
    GIVE_OPINION = "review.opinion", "出具法制审核意见"
    CONFIRM_REVIEW = "review.confirm", "确认原审核意见"
    OBJECT_REVIEW = "review.object", "对审核意见提出异议"
    SETTLE_REVIEW = "review.settle", "依集体讨论结论审核"
    CHAIR_DISCUSSION = "discussion.chair", "主持集体讨论"
    SIGN_DECISION = "decision.sign", "签发决定"
    ANNUL_DECISION = "decision.annul", "撤销决定"
    UPLOAD_SEALED = "seal.upload", "上传盖章件"
    RECORD_SERVICE = "service.record", "登记送达"
    RECORD_PAYMENT = "payment.record", "登记缴款"
    APPROVE_DEFERRAL = "deferral.approve", "批准延期分期"
    IMPOSE_SURCHARGE = "surcharge.impose", "加处罚款"
    ISSUE_DEMAND = "demand.issue", "催告"
    APPLY_COURT = "court.apply", "申请法院强制执行"
    APPROVE_CLOSING = "closing.approve", "批准结案"
    FILE_ARCHIVE = "archive.file", "立卷归档"
