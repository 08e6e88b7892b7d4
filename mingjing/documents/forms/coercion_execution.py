"""行政强制执行: the decisions, the announcement, what is carried out, its course (强37–44、50–52)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.coercion import CONTACT_LINE, COPIES, OFFICERS_LINE, REMEDY_LINE
from mingjing.documents.forms.coercion_demand import DUTY, DUTY_LINE, OWED
from mingjing.documents.forms.lines import each, head, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.coercion_course_gates import ENDINGS, SUSPENSIONS
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
DEMANDED = (
    Field("demand_number", "催告书文号", required=True, source="duty.demand_number", own=True),
    Field("demand_served_on", "催告书送达日期", Type.DATE, True, source="duty.demand_served_on"),
    Field("views", "陈述、申辩情况", Type.CHOICE, True, source="duty.views",
          choices=(("none", "没有提出"), ("rejected", "提出，不成立"), ("partly", "提出，部分采纳"))),
    Field("views_answer", "复核意见", Type.LONG, True, source="answer_views.answer", when="views=rejected|partly"),
)  # fmt: skip
DEMANDED_LINES = (
    para("本机关于{demand_served_on}向你（单位）送达催告书（{demand_number}），催告期内你（单位）没有提出陈述、申辩，"
         "逾期仍未履行，且无正当理由。", when="views=none"),
    para("本机关于{demand_served_on}向你（单位）送达催告书（{demand_number}），你（单位）提出了陈述、申辩。经复核："
         "{views_answer}你（单位）逾期仍未履行，且无正当理由。", when="views=rejected|partly"),
)  # fmt: skip
BASIS = Field("basis", "强制执行的依据", Type.CITATION, True, source="coercion.basis", element=Element.BASIS)
EXECUTE_ON = Field("execute_on", "执行时间", Type.DATE, True, help="不得在夜间或者法定节假日（强43①）。")

EXECUTION_DECISION = Form(
    doc=Doc.EXECUTION_DECISION,
    basis="行政强制法第三十七条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="强执",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, c.VIOLATION, *DUTY, *DEMANDED, BASIS,
        Field("method", "执行方式", Type.CHOICE, True, source="matter.method", element=Element.DECISION, choices=(
            ("transfer", "划拨存款、汇款"), ("auction", "拍卖或者依法处理查封、扣押的财物"),
            ("clear", "排除妨碍、恢复原状"), ("demolish", "强制拆除"), ("other", "其他方式"))),
        Field("method_text", "具体方式", Type.LONG, True,
              help="写明如何执行；不得对居民生活停止供水、供电、供热、供燃气（强43②）。"),
        EXECUTE_ON, *OWED, *c.REMEDY,
    ),
    body=(
        title("行政强制执行决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案（案号：{case_number}）中查明：{violation}", element="facts"),
        DUTY_LINE,
        *DEMANDED_LINES,
        head("强制执行的依据、方式和时间"),
        para("依照{basis}和《中华人民共和国行政强制法》第三十七条的规定，本机关决定强制执行，方式为：{method}。",
             element="decision"),
        para("{method_text}"),
        para("执行款项：本金人民币{principal}，加处罚款（滞纳金）人民币{charged}，已缴人民币{paid}，合计应缴人民币{left}"
             "（大写：{left|upper}）。", when="left"),
        para("执行时间：{execute_on}起。"),
        head("救济途径和期限"),
        REMEDY_LINE,
        OFFICERS_LINE,
        COPIES,
    ),
)  # fmt: skip

SUBSTITUTE_DECISION = Form(
    doc=Doc.SUBSTITUTE_DECISION,
    basis="行政强制法第五十条、第五十一条第一款第一项",
    layout="official",
    outward=True,
    sealed=True,
    word="代履",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, c.VIOLATION, *DUTY, *DEMANDED, BASIS,
        Field("harm", "后果", Type.CHOICE, True, source="matter.harm", choices=(
            ("traffic", "已经或者将危害交通安全"), ("pollution", "已经或者将造成环境污染"),
            ("nature", "已经或者将破坏自然资源"))),
        Field("subject", "代履行的标的", Type.LONG, True, element=Element.DECISION),
        Field("manner", "代履行的方式", Type.LONG, True, help="不得采用暴力、胁迫以及其他非法方式（强51③）。"),
        EXECUTE_ON,
        Field("budget", "费用预算", Type.MONEY, True, help="按照成本合理确定（强51②）。"),
        Field("performer", "代履行人", required=True, own=True, help="本机关，或者没有利害关系的第三人（强50）。"),
        Field("unrelated", "代履行人与本案的关系", Type.CHOICE, True,
              choices=(("self", "本机关代履行"), ("third", "没有利害关系的第三人"))),
        *c.REMEDY,
    ),
    body=(
        title("代履行决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案（案号：{case_number}）中查明：{violation}", element="facts"),
        DUTY_LINE,
        *DEMANDED_LINES,
        head("代履行的依据、标的、方式和时间"),
        para("你（单位）不履行义务的后果{harm}。依照{basis}和《中华人民共和国行政强制法》第五十条、第五十一条的规定，"
             "本机关决定代履行。标的：{subject}", element="decision"),
        para("方式：{manner}"),
        para("代履行人：{performer}（{unrelated}）。时间：{execute_on}。"),
        para("费用预算：人民币{budget}（大写：{budget|upper}），按照成本合理确定，由你（单位）承担。"),
        para("代履行三日前，本机关将再次催告；你（单位）履行的，停止代履行。"),
        head("救济途径和期限"),
        REMEDY_LINE,
        OFFICERS_LINE,
        COPIES,
    ),
)  # fmt: skip

CLEARING_DECISION = Form(
    doc=Doc.CLEARING_DECISION,
    basis="行政强制法第五十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="立代",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, c.VIOLATION,
        replace(BASIS, source="coercion.clearing_basis"),
        Field("site", "地点种类", Type.CHOICE, True, source="clear_at_once.site", choices=(
            ("road", "道路"), ("river", "河道"), ("channel", "航道"), ("public", "公共场所"))),
        Field("place", "地点", required=True, source="record.place"),
        Field("things", "需要立即清除的物", required=True, source="clear_at_once.things"),
        Field("unable", "当事人不能清除的情况", Type.LONG, True, source="clear_at_once.unable"),
        Field("performer", "代履行人", required=True, source="clear_at_once.performer", own=True),
        *c.REMEDY,
    ),
    body=(
        title("立即代履行决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}查明（案号：{case_number}，案由：{cause}）：{violation}", element="facts"),
        para("位于{place}（{site}）的{things}需要立即清除。你（单位）不能清除：{unable}"),
        para("依照{basis}的规定，本机关决定立即实施代履行，由{performer}清除。", element="decision"),
        para("代履行的费用按照成本合理确定，由当事人承担；当事人不在场的，本机关在事后立即通知。"),
        REMEDY_LINE,
        OFFICERS_LINE,
        COPIES,
    ),
)  # fmt: skip

SUBSTITUTE_DEMAND = Form(
    doc=Doc.SUBSTITUTE_DEMAND,
    basis="行政强制法第五十一条第一款第二项",
    layout="official",
    outward=True,
    sealed=True,
    word="代催",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE,
        Field("decision_number", "代履行决定书文号", required=True, source="decision.number", own=True),
        Field("perform_on", "拟代履行日期", Type.DATE, True, source="demand_again.perform_on"),
        c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("代履行催告书"),
        *c.PARTY_LINES,
        para("{organ_name}就{cause}一案作出代履行决定（{decision_number}），定于{perform_on}代履行。依照《中华人民共和国"
             "行政强制法》第五十一条第一款第二项的规定，现再次催告你（单位）履行义务；在此之前履行的，停止代履行。"),
        CONTACT_LINE,
        COPIES,
    ),
)  # fmt: skip

DEMOLITION_NOTICE = Form(
    doc=Doc.DEMOLITION_NOTICE,
    basis="行政强制法第四十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="拆告",
    fields=(
        c.ORGAN, *c.PARTY_BRIEF, c.CAUSE, *DUTY,
        Field("building", "建筑物、构筑物、设施", Type.LONG, True, source="announce_demolition.building"),
        Field("deadline", "自行拆除的期限", Type.DATE, True, source="announce_demolition.deadline"),
        Field("posted", "张贴地点和载体", required=True, source="announce_demolition.posted"),
        c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("限期自行拆除公告"),
        plain("{party_name}："),
        para("{organ_name}查明（案由：{cause}）下列建筑物、构筑物、设施违法：{building}"),
        DUTY_LINE,
        para("依照《中华人民共和国行政强制法》第四十四条的规定，现予公告，限你（单位）于{deadline}前自行拆除。在法定期限内不申请"
             "行政复议或者提起行政诉讼，又不拆除的，本机关将依法强制拆除。"),
        plain("张贴地点和载体：{posted}"),
        CONTACT_LINE,
    ),
)  # fmt: skip

EXECUTION_NOTICE = Form(
    doc=Doc.EXECUTION_NOTICE,
    basis="行政强制法第三十九条、第四十条、第四十二条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="执通",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DUTY,
        Field("action", "事项", Type.CHOICE, True, source="coercion.course",
              choices=(("suspend", "中止执行"), ("resume", "恢复执行"), ("end", "终结执行"))),
        Field("suspended_for", "中止的情形", Type.CHOICE, True, source="suspend_execution.ground", choices=SUSPENSIONS,
              when="action=suspend"),
        Field("resumed_for", "恢复的情形", Type.CHOICE, True, source="resume_execution.ground", when="action=resume",
              choices=(("gone", "中止的情形消失"), ("breach", "当事人不履行执行协议"))),
        Field("ended_for", "终结的情形", Type.CHOICE, True, source="end_execution.ground", choices=ENDINGS,
              when="action=end"),
        Field("reason", "理由", Type.LONG, True, source="coercion.course_reason"),
        c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("中止（恢复、终结）执行通知书"),
        *c.PARTY_LINES,
        para("{organ_name}在{cause}一案的强制执行中，决定自即日起{action}。"),
        DUTY_LINE,
        para("情形：{suspended_for}。", when="suspended_for"),
        para("情形：{resumed_for}。", when="resumed_for"),
        para("情形：{ended_for}。", when="ended_for"),
        para("{reason}"),
        para("中止执行的情形消失后，本机关将恢复执行。", when="action=suspend"),
        CONTACT_LINE,
        COPIES,
    ),
)  # fmt: skip

EXECUTION_AGREEMENT = Form(
    doc=Doc.EXECUTION_AGREEMENT,
    basis="行政强制法第四十二条",
    layout="record",
    sealed=True,
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DUTY,
        Field("stages", "分阶段履行", Type.ROWS, True, source="agree_execution.stages", columns=(
            Field("by", "日期", required=True, width=3), Field("what", "履行内容", required=True, width=8))),
        Field("remission", "减免的加处罚款、滞纳金", Type.MONEY, source="agree_execution.remission"),
        Field("remedied", "采取的补救措施", Type.LONG, source="agree_execution.remedied"),
    ),
    body=(
        title("执行协议"),
        plain("行政机关：{organ_name}　案由：{cause}"),
        *c.PARTY_LINES,
        DUTY_LINE,
        para("在不损害公共利益和他人合法权益的情况下，双方依照《中华人民共和国行政强制法》第四十二条的规定，就分阶段履行达成协议："),
        each("stages", "{by}前：{what}；"),
        para("当事人采取的补救措施：{remedied}", when="remedied"),
        para("减免加处罚款（滞纳金）人民币{remission}。本金不予减免。", when="remission"),
        para("当事人应当履行本协议；不履行的，行政机关恢复强制执行。"),
    ),
    signatures=(Signature("organ", "行政机关（盖章）"), c.PARTY_SIGN),
)  # fmt: skip

EXECUTION_RECORD = Form(
    doc=Doc.EXECUTION_RECORD,
    basis="行政强制法第三十七条、第四十三条、第五十一条第一款",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.PARTY, *c.OFFICERS,
        Field("decision_number", "执行决定书文号", required=True, source="decision.number", own=True),
        Field("started_at", "开始时间", Type.DATETIME, True, source="finish_execution.started_at"),
        Field("ended_at", "结束时间", Type.DATETIME, True, source="finish_execution.ended_at"),
        Field("place", "地点", required=True, source="record.place"),
        Field("supervisor", "到场监督的工作人员", Type.PEOPLE, source="execute.supervisor", own=True),
        Field("witness_name", "见证人", Type.PERSON, source="execute.witness_name", klass=UnitClass.THIRD_PARTY),
        Field("urgent_reason", "紧急执行的理由", Type.LONG, source="approve_urgency.reason", klass=PR),
        c.words("course", "执行经过和结果", "finish_execution.course"),
        Field("amount", "执行到的款项", Type.MONEY, source="finish_execution.amount"),
        Field("performer", "代履行人", source="finish_execution.performer", own=True),
        Field("cost", "代履行费用", Type.MONEY, source="finish_execution.cost"),
        Field("cost_basis", "费用构成", Type.LONG, source="finish_execution.cost_basis", klass=PR),
        Field("recording", "音像记录", required=True, source="finish_execution.recording"),
        Field("signers", "签名或者盖章的人", required=True, source="finish_execution.signers", klass=P),
    ),
    body=(
        title("强制执行现场笔录"),
        plain("决定书文号：{decision_number}　案由：{cause}"),
        plain("时间：{started_at}至{ended_at}"),
        plain("地点：{place}"),
        plain("执法机关：{organ_name}"),
        OFFICERS_LINE,
        *c.PARTY_LINES,
        plain("到场监督的工作人员：{supervisor}", when="supervisor"),
        plain("代履行人：{performer}", when="performer"),
        plain("见证人：{witness_name}", when="witness_name"),
        plain("紧急执行的理由：{urgent_reason}", when="urgent_reason"),
        plain("音像记录：{recording}"),
        head("执行经过和结果"),
        para("{course}"),
        para("执行到的款项：人民币{amount}，上缴国库或者划入财政专户。", when="amount"),
        para("代履行费用：人民币{cost}，由当事人承担。", when="cost"),
        para("费用构成：{cost_basis}", when="cost_basis"),
        para("（以下空白）"),
        plain("签名或者盖章：{signers}"),
    ),
    signatures=(Signature("supervisor", "到场监督的工作人员（签名）"),
                Signature("performer", "代履行人（签名或者盖章）"), c.PARTY_SIGN,
                Signature("witness", "见证人（签名）")),
)  # fmt: skip

FORMS = (
    EXECUTION_DECISION, SUBSTITUTE_DECISION, CLEARING_DECISION, SUBSTITUTE_DEMAND, DEMOLITION_NOTICE, EXECUTION_NOTICE,
    EXECUTION_AGREEMENT, EXECUTION_RECORD,
)  # fmt: skip
