"""The words the law uses, once: kinds of act, stages, steps, roles, documents, penalties.

Every enum member carries its statutory Chinese term as ``label``; the English value is what is stored.
"""

from __future__ import annotations

from mingjing.law.papers import Doc as Doc
from mingjing.law.steps import Phase as Phase
from mingjing.law.steps import Stage as Stage
from mingjing.law.steps import Step as Step
from mingjing.law.terms import Term


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


class DecisionKind(Term):
    """What is decided, across the five acts. Whether it needs a legal review: ``law.reviewing``."""

    ORDINARY_PENALTY = "ordinary_penalty", "行政处罚决定"
    NO_PENALTY = "no_penalty", "不予处罚决定"
    SUMMARY_PENALTY = "summary_penalty", "当场处罚决定"
    MEASURE = "measure", "行政强制措施决定"
    EXECUTION = "execution", "行政强制执行决定"
    CLEARING = "clearing", "立即代履行决定"
    INSPECTION = "inspection", "行政检查结果"
    FEE = "fee", "征收决定"
    EXPROPRIATION = "expropriation", "房屋征收决定"
    REQUISITION = "requisition", "征用决定"
    COMPENSATION = "compensation", "补偿决定"
    LICENCE_GRANT = "licence_grant", "准予许可决定"
    LICENCE_REFUSAL = "licence_refusal", "不予许可决定"
    LICENCE_CHANGE = "licence_change", "许可变更（延续）决定"
    LICENCE_REVOCATION = "licence_revocation", "许可撤销（撤回、注销）决定"


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
    RECORD_SCENE = "scene.record", "现场执法"
    DECIDE_ON_SPOT = "spot.decide", "当场处罚"
    APPROVE_MEASURE = "measure.approve", "批准行政强制措施"
    APPROVE_INSPECTION = "inspection.approve", "批准行政检查"
    ASSESS_LEVY = "levy.assess", "核定征收数额"
    APPROVE_LEVY = "levy.approve", "批准征用、缓缴、补偿"
    ACCEPT_LICENCE = "licence.accept", "受理许可申请"
    EXAMINE_LICENCE = "licence.examine", "审查许可申请"
