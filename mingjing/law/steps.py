"""Where an act stands, and what may be done next: stages, phases and steps of all five kinds of act.

A step or stage that several acts share stands once, under the first of them.
"""

from __future__ import annotations

from mingjing.law.terms import Term


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

    # 简易程序
    SCENE = "scene", "现场处理"

    # 行政强制: a measure (措施), and execution (执行)
    PROPOSED = "proposed", "拟办待批"
    APPROVED = "approved", "已批准"
    IN_FORCE = "in_force", "措施实施中"
    RELEASED = "released", "措施已解除"
    DEMANDED = "demanded", "已催告"
    ANNOUNCED = "announced", "已公告"
    EXECUTION_SUSPENDED = "exec_suspended", "中止执行"
    EXECUTION_ENDED = "exec_ended", "终结执行"
    AT_COURT = "at_court", "已申请法院执行"

    # 行政检查
    PLANNED = "planned", "待批准检查"
    INSPECTING = "inspecting", "检查中"
    INSPECTED = "inspected", "检查完毕"
    CANCELLED = "cancelled", "已取消"

    # 行政征收征用
    ASSESSING = "assessing", "待核定"
    CONSULTING = "consulting", "征求意见中"
    CONSULTED = "consulted", "已征求意见"
    SURVEYED = "surveyed", "分户待补偿"
    AGREED = "agreed", "已签补偿协议"
    IN_USE = "in_use", "征用使用中"
    RETURNED = "returned", "已返还待补偿"
    COMPENSATED = "compensated", "已补偿"

    # 行政许可
    APPLIED = "applied", "已申请"
    AWAITING_MATERIALS = "awaiting", "待补正"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    ACCEPTED = "accepted", "已受理"
    EXAMINED = "examined", "审查完毕"
    GRANTED = "granted", "已准予待发证"
    CERTIFIED = "certified", "已颁证"
    RAISED = "raised", "已登记待办"
    WITHDRAWN = "withdrawn", "已撤回申请"


# Where an act of any kind has ended: filed in the archive next, and nothing else.
ENDED = frozenset(
    {
        Stage.CLOSED, Stage.NOT_FILED, Stage.TRANSFERRED, Stage.TERMINATED, Stage.CANCELLED, Stage.NOT_ACCEPTED,
        Stage.WITHDRAWN,
    }
)  # fmt: skip
# Where a decision may already stand: publishing it can begin.
ISSUED = frozenset(
    {
        Stage.DECIDED, Stage.SERVED, Stage.EXECUTED, Stage.IN_FORCE, Stage.RELEASED, Stage.ANNOUNCED,
        Stage.EXECUTION_SUSPENDED, Stage.EXECUTION_ENDED, Stage.IN_USE, Stage.RETURNED, Stage.COMPENSATED,
        Stage.GRANTED, Stage.CERTIFIED,
    }
)  # fmt: skip


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

    # 行政处罚: 简易程序, 重作, 并案分案
    TELL_RIGHTS = "tell_rights", "当场告知"
    HEAR_PARTY = "hear_party", "听取陈述申辩"
    DECIDE_ON_SPOT = "decide_on_spot", "当场处罚"
    COLLECT_ON_SPOT = "collect_on_spot", "当场收缴"
    HAND_IN = "hand_in", "罚款交机关"
    BANK_IN = "bank_in", "罚款交银行"
    REPORT_BACK = "report_back", "报所属机关备案"
    CONVERT = "convert", "转普通程序"
    ANNUL = "annul", "撤销决定"
    SEEK_REMEDY = "seek_remedy", "登记对处罚的复议、诉讼"
    END_COLLECTION = "end_collection", "终结罚款执行"

    # 行政强制措施
    APPROVE_MEASURE = "approve_measure", "批准强制措施"
    DROP_MEASURE = "drop_measure", "不采取强制措施"
    TELL_ON_SITE = "tell_on_site", "到场告知、听取意见"
    RECORD_ON_SITE = "record_on_site", "清点财物、制作现场笔录"
    TAKE_MEASURE_URGENTLY = "take_measure_urgently", "紧急当场实施"
    TAKE_MEASURE = "take_measure", "实施强制措施"
    APPROVE_AFTERWARDS = "approve_afterwards", "补办批准"
    BEGIN_TEST = "begin_test", "告知检测鉴定期间"
    END_TEST = "end_test", "检测鉴定结束"
    EXTEND_MEASURE = "extend_measure", "延长措施期限"
    SELL_PERISHABLE = "sell_perishable", "变卖不易保管的财物"
    FIND_UNNEEDED = "find_unneeded", "登记应当解除的情形"
    HANDLE_SEIZED = "handle_seized", "处理查封扣押财物"
    TRANSFER_SEIZED = "transfer_seized", "随案移送财物"
    RELEASE_MEASURE = "release_measure", "解除措施"
    RETURN_SEIZED = "return_seized", "退还财物"

    # 行政强制执行
    CHARGE_DAILY = "charge_daily", "加处罚款、滞纳金"
    DEMAND_DUTY = "demand_duty", "催告履行义务"
    RECORD_VIEWS = "record_views", "登记陈述申辩意见"
    ANSWER_VIEWS = "answer_views", "复核陈述申辩意见"
    RECORD_FLIGHT = "record_flight", "登记转移、隐匿财物迹象"
    RECORD_REMEDY = "record_remedy", "登记复议、诉讼情况"
    PAY_DUTY = "pay_duty", "登记义务人缴款"
    PERFORM_SELF = "perform_self", "登记自行履行"
    DECIDE_SUBSTITUTE = "decide_substitute", "作出代履行决定"
    DECIDE_EXECUTION = "decide_execution", "作出强制执行决定"
    CLEAR_AT_ONCE = "clear_at_once", "立即代履行"
    ANNOUNCE_DEMOLITION = "announce_demolition", "公告限期自行拆除"
    DEMAND_AGAIN = "demand_again", "代履行前再次催告"
    APPROVE_URGENCY = "approve_urgency", "批准紧急执行"
    EXECUTE = "execute", "开始强制执行"
    FINISH_EXECUTION = "finish_execution", "强制执行完毕"
    SUSPEND_EXECUTION = "suspend_execution", "中止执行"
    RESUME_EXECUTION = "resume_execution", "恢复执行"
    END_EXECUTION = "end_execution", "终结执行"
    AGREE_EXECUTION = "agree_execution", "达成执行协议"
    APPLY_COURT_DUTY = "apply_court_duty", "申请法院强制执行义务"
    RECORD_RULING = "record_ruling", "登记法院受理、裁定"
    COURT_DONE = "court_done", "登记法院执行完毕"

    # 行政检查
    APPROVE_INSPECTION = "approve_inspection", "批准检查"
    CANCEL_INSPECTION = "cancel_inspection", "取消检查"
    NOTIFY_INSPECTION = "notify_inspection", "通知检查"
    ENTER = "enter", "亮码入企"
    RECORD_INSPECTION = "record_inspection", "检查记录"
    TAKE_SAMPLE = "take_sample", "抽样"
    GIVE_RESULT = "give_result", "作出检查结果"
    RECHECK_INSPECTION = "recheck_inspection", "复查整改"
    OPEN_PENALTY = "open_penalty", "转立案查处"

    # 行政征收
    ASSESS = "assess", "核定应缴数额"
    NOT_LEVY = "not_levy", "不予征收"
    ISSUE_PAY_NOTICE = "issue_pay_notice", "签发缴款通知书"
    ASK_DEFERRAL = "ask_deferral", "登记缓缴申请"
    ANSWER_DEFERRAL = "answer_deferral", "答复缓缴申请"
    DEFERRAL_BY_SILENCE = "deferral_by_silence", "登记逾期未答复视为同意"
    CHASE = "chase", "催缴"
    FEE_LATE = "fee_late", "加收滞纳金（征收）"
    REFER_PENALTY = "refer_penalty", "移送处罚（征收）"
    APPLY_COURT_LEVY = "apply_court_levy", "申请法院强制执行（征收）"

    # 房屋征收: the project, then each household
    PUBLISH_PLAN = "publish_plan", "公布补偿方案征求意见"
    PUBLISH_VIEWS = "publish_views", "公布意见和修改情况"
    HOLD_PLAN_HEARING = "hold_plan_hearing", "举行补偿方案听证会"
    ASSESS_RISK = "assess_risk", "社会稳定风险评估"
    HOLD_MEETING = "hold_meeting", "政府常务会议讨论"
    RECORD_FUNDS = "record_funds", "登记补偿费用到位"
    DECIDE_EXPROPRIATION = "decide_expropriation", "作出征收决定"
    ANNOUNCE_EXPROPRIATION = "announce_expropriation", "公告征收决定"
    SURVEY = "survey", "公布调查登记结果"
    CHOOSE_APPRAISER = "choose_appraiser", "选定评估机构"
    OPEN_HOUSEHOLD = "open_household", "分户立档"
    PUBLISH_HOUSEHOLDS = "publish_households", "公布分户补偿情况"
    APPRAISE = "appraise", "出具评估报告"
    SIGN_AGREEMENT = "sign_agreement", "签订补偿协议"
    DECIDE_COMPENSATION = "decide_compensation", "作出补偿决定"
    ANNOUNCE_COMPENSATION = "announce_compensation", "公告补偿决定"
    RECORD_MOVE = "record_move", "登记搬迁"
    DEMAND_MOVE = "demand_move", "催告搬迁"

    # 应急征用
    APPROVE_REQUISITION = "approve_requisition", "作出征用决定"
    REQUISITION = "requisition", "实施征用"
    REQUISITION_URGENTLY = "requisition_urgently", "紧急先行征用"
    COMPLETE_REQUISITION = "complete_requisition", "补办征用手续"
    RECORD_USE = "record_use", "登记使用情况"
    END_USE = "end_use", "登记使用完毕"
    RETURN_GOODS = "return_goods", "返还"
    ASSESS_DAMAGE = "assess_damage", "损失评估"
    COMPENSATE_REQUISITION = "compensate_requisition", "作出征用补偿决定"
    PAY_COMPENSATION = "pay_compensation", "支付补偿"

    # 行政许可
    RECEIVE_MATERIAL = "receive_material", "登记申请材料"
    GIVE_RECEIPT = "give_receipt", "出具材料接收凭证"
    REQUEST_CORRECTION = "request_correction", "一次告知补正"
    SUPPLEMENT = "supplement", "登记补正材料"
    ACCEPT = "accept", "受理"
    DEEM_ACCEPTED = "deem_accepted", "逾期视为受理"
    GIVE_SLIP = "give_slip", "补发受理通知书"
    REFUSE_ACCEPTANCE = "refuse_acceptance", "不予受理"
    WITHDRAW_APPLICATION = "withdraw_application", "撤回申请"
    CHECK_ON_SITE = "check_on_site", "现场核查"
    TELL_INTERESTED = "tell_interested", "告知利害关系人"
    HEAR_INTERESTED = "hear_interested", "听取申请人、利害关系人意见"
    ANSWER_INTERESTED = "answer_interested", "答复申请人、利害关系人意见"
    ASK_LICENCE_HEARING = "ask_licence_hearing", "登记许可听证申请"
    ANNOUNCE_LICENCE_HEARING = "announce_licence_hearing", "通知许可听证"
    HOLD_LICENCE_HEARING = "hold_licence_hearing", "举行许可听证"
    STOP_CLOCK = "stop_clock", "告知特别程序所需时间"
    RESTART_CLOCK = "restart_clock", "特别程序结束"
    EXTEND_LICENCE = "extend_licence", "延长许可期限"
    EXAMINE = "examine", "审查"
    GRANT = "grant", "准予许可"
    REFUSE = "refuse", "不予许可"
    ISSUE_CERTIFICATE = "issue_certificate", "颁发许可证件"

    # 已有许可: 变更、延续、撤销、撤回、注销
    START_REVIEW = "start_review", "启动核查"
    TELL_HOLDER = "tell_holder", "告知被许可人"
    DROP_REVIEW = "drop_review", "核查终止"
    CHANGE_LICENCE = "change_licence", "准予变更"
    RENEW_LICENCE = "renew_licence", "准予延续"
    DEEM_RENEWED = "deem_renewed", "逾期视为准予延续"
    REVOKE_LICENCE = "revoke_licence", "撤销许可"
    RETRACT_LICENCE = "retract_licence", "撤回许可"
    CANCEL_LICENCE = "cancel_licence", "注销许可"
