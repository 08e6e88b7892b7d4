"""行政强制执行 before its decision: what grows by the day, demand, views and answer; the court (强35、36、45、53)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.coercion import CONTACT_LINE, COPIES, REMEDY_LINE
from mingjing.documents.forms.lines import head, note, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
# The decision that is executed, and what it asks.
DUTY = (
    Field("duty_title", "据以执行的决定", required=True, source="duty.title", own=True),
    Field("duty_number", "据以执行的决定文号", required=True, source="duty.number", own=True),
    Field("duty_decided_on", "作出日期", Type.DATE, True, source="duty.decided_on"),
    Field("duty_served_on", "送达日期", Type.DATE, True, source="duty.served_on"),
    Field("duty_text", "义务的内容", Type.LONG, True, source="matter.duty"),
)
DUTY_LINE = para(
    "本机关于{duty_decided_on}作出《{duty_title}》（{duty_number}），并于{duty_served_on}送达。该决定要求履行的义务：{duty_text}"
)
OWED = (
    Field("principal", "本金", Type.MONEY, source="duty.principal"),
    Field("charged", "加处罚款、滞纳金", Type.MONEY, source="duty.charged"),
    Field("paid", "已缴", Type.MONEY, source="duty.paid"),
    Field("left", "合计应缴", Type.MONEY, source="duty.left"),
)
PAY_TO = Field("pay_to", "缴款银行、账户或者电子支付渠道", source="organ.pay_to", own=True)

CHARGE_DECISION = Form(
    doc=Doc.CHARGE_DECISION,
    basis="行政强制法第四十五条；行政处罚法第七十二条第一款第一项",
    layout="official",
    outward=True,
    sealed=True,
    word="加收",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DUTY,
        Field("perform_by", "履行期限届满日", Type.DATE, True, source="duty.perform_by"),
        Field("principal", "应缴本金", Type.MONEY, True, source="duty.principal"),
        Field("charge", "加收的种类", Type.CHOICE, True, source="matter.charge",
              choices=(("surcharge", "加处罚款"), ("late_fee", "滞纳金"))),
        Field("rate", "标准", required=True, source="duty.rate", help="标准应当告知当事人（强45①）。"),
        Field("rate_basis", "依据", Type.CITATION, True, source="duty.rate_basis"),
        Field("until_on", "计算截止日", Type.DATE, True, source="duty.today"),
        Field("days", "计算日数", Type.NUMBER, True, source="charge_daily.days"),
        Field("amount", "数额", Type.MONEY, True, source="charge_daily.amount", element=Element.DECISION),
        PAY_TO, *c.REMEDY,
    ),
    body=(
        title("加处罚款（滞纳金）决定书"),
        *c.PARTY_LINES,
        DUTY_LINE,
        para("上述义务涉及{cause}，应缴人民币{principal}，履行期限于{perform_by}届满，你（单位）逾期未履行。"),
        para("依照《中华人民共和国行政强制法》第四十五条和{rate_basis}的规定，{organ_name}决定自期限届满次日起{charge}，标准为{rate}。"
             "计算至{until_on}，共{days}日，数额人民币{amount}（大写：{amount|upper}）。数额不超出金钱给付义务的数额。",
             element="decision"),
        para("请一并缴至{pay_to}。", when="pay_to"),
        REMEDY_LINE,
        COPIES,
    ),
)  # fmt: skip

DUTY_DEMAND = Form(
    doc=Doc.DUTY_DEMAND,
    basis="行政强制法第三十五条、第三十六条、第五十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="强催",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DUTY,
        Field("days", "履行期限（工作日）", Type.NUMBER, True, source="demand_duty.days"),
        Field("manner", "履行的方式", Type.LONG, True, source="demand_duty.manner"),
        *OWED, PAY_TO, c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
    ),
    body=(
        title("行政强制执行催告书"),
        *c.PARTY_LINES,
        DUTY_LINE,
        para("上述义务涉及{cause}，你（单位）在规定的期限内没有履行。依照《中华人民共和国行政强制法》第三十五条、第五十四条的规定，"
             "{organ_name}现催告你（单位）自收到本催告书之日起{days}个工作日内履行。履行的方式：{manner}"),
        para("金额：本金人民币{principal}，加处罚款（滞纳金）人民币{charged}，已缴人民币{paid}，合计应缴人民币{left}"
             "（大写：{left|upper}）。给付方式：缴至{pay_to}。", when="left"),
        para("你（单位）收到本催告书后有权进行陈述和申辩，本机关将充分听取、记录、复核；成立的，予以采纳。逾期仍不履行且无正当理由的，"
             "本机关将依法强制执行或者申请人民法院强制执行。"),
        CONTACT_LINE,
        plain("地址：{organ_address}"),
        COPIES,
    ),
)  # fmt: skip

VIEWS_RECORD = Form(
    doc=Doc.VIEWS_RECORD,
    basis="行政强制法第三十六条",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.PARTY, *c.OFFICERS,
        Field("demand_number", "催告书文号", required=True, source="duty.demand_number", own=True),
        Field("presented_on", "提出日期", Type.DATE, True, source="record_views.presented_on"),
        Field("speaker", "陈述、申辩人", Type.PERSON, True, source="record_views.speaker", klass=P),
        c.words("content", "事实、理由和证据", "record_views.content"),
    ),
    body=(
        title("强制执行陈述申辩笔录"),
        plain("案由：{cause}　催告书文号：{demand_number}"),
        *c.PARTY_LINES,
        plain("提出日期：{presented_on}"),
        plain("陈述、申辩人：{speaker}"),
        plain("听取人：{handler_names}（执法证号：{handler_certificates}）　机关：{organ_name}"),
        head("陈述、申辩的事实、理由和证据"),
        para("{content}"),
        para("以上笔录已经陈述、申辩人核对无误。（以下空白）"),
    ),
    signatures=(Signature("speaker", "陈述、申辩人（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

VIEWS_ANSWER = Form(
    doc=Doc.VIEWS_ANSWER,
    basis="行政强制法第三十六条",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.PARTY_BRIEF, *c.OFFICERS,
        c.words("claims", "陈述、申辩的意见", "record_views.content"),
        Field("adopted", "复核结论", Type.CHOICE, True, source="answer_views.adopted", klass=PR, choices=(
            ("full", "成立，予以采纳"), ("part", "部分成立，部分采纳"), ("none", "不成立，不予采纳"))),
        c.words("answer", "复核情况和理由", "answer_views.answer"),
    ),
    body=(
        title("强制执行陈述申辩复核意见书"),
        plain("案由：{cause}　机关：{organ_name}"),
        plain("当事人：{party_name}"),
        plain("复核人：{handler_names}（执法证号：{handler_certificates}）"),
        head("陈述、申辩的意见"),
        para("{claims}"),
        head("复核情况和结论"),
        para("{answer}"),
        para("复核结论：{adopted}。"),
    ),
    signatures=(c.HANDLER_SIGN, Signature("unit", "承办机构负责人（签名）")),
)  # fmt: skip

DUTY_COURT_APPLICATION = Form(
    doc=Doc.DUTY_COURT_APPLICATION,
    basis="行政强制法第五十三条至第五十五条",
    layout="official",
    outward=True,
    sealed=True,
    word="执申",
    fields=(
        c.ORGAN, c.ORGAN_ADDRESS, c.ORGAN_PHONE, *c.PARTY, c.CAUSE, *DUTY,
        Field("organ_head_name", "机关负责人", Type.PEOPLE, True, source="organ.head_name", own=True),
        Field("court", "申请法院", required=True, source="organ.enforcement_court", own=True),
        Field("facts_reason", "作出决定的事实、理由和依据", Type.LONG, True, source="case.violation"),
        Field("remedy_ended_on", "复议、诉讼期限届满日", Type.DATE, True, source="duty.remedy_end"),
        Field("demand_number", "催告书文号", required=True, source="duty.demand_number", own=True),
        Field("demand_served_on", "催告书送达日期", Type.DATE, True, source="duty.demand_served_on"),
        Field("party_view", "当事人的意见", Type.LONG, True, source="apply_court_duty.party_view"),
        Field("subject", "申请执行的标的", Type.LONG, True, source="apply_court_duty.subject"),
        Field("left", "申请执行金额", Type.MONEY, source="duty.left"),
        Field("property", "已知财产线索", Type.LONG, source="apply_court_duty.property", klass=P),
    ),
    body=(
        title("行政强制执行申请书"),
        plain("申请人：{organ_name}"),
        plain("地址：{organ_address}　联系电话：{organ_phone}"),
        plain("机关负责人：{organ_head_name}"),
        plain("被申请人的基本情况如下。"),
        *c.PARTY_LINES,
        head("申请事项"),
        para("请求{court}依法强制执行：{subject}"),
        para("申请执行金额：人民币{left}（大写：{left|upper}）。", when="left"),
        head("事实和理由"),
        para("申请人就{cause}一案作出的决定，被申请人没有履行。"),
        DUTY_LINE,
        para("作出决定的事实、理由和依据：{facts_reason}"),
        para("被申请人在法定期限内没有申请行政复议，也没有提起行政诉讼，期限已于{remedy_ended_on}届满。申请人于{demand_served_on}"
             "送达催告书（{demand_number}），送达已满十日，被申请人仍未履行义务。"),
        para("当事人的意见：{party_view}"),
        para("已知财产线索：{property}", when="property"),
        para("依照《中华人民共和国行政强制法》第五十三条、第五十四条、第五十五条的规定，特提出申请。"),
        plain("此致"),
        plain("{court}"),
        note("附：行政决定书及作出决定的事实、理由和依据；当事人的意见及催告情况；申请强制执行标的情况；法律、行政法规规定的其他材料。"),
    ),
    signatures=(Signature("head", "机关负责人（签名）"),),
)  # fmt: skip

FORMS = (CHARGE_DECISION, DUTY_DEMAND, VIEWS_RECORD, VIEWS_ANSWER, DUTY_COURT_APPLICATION)
