"""征收 (费) unpaid: chase, late fee, application to the court (水法70; 水土保持法57; 行政强制法45、53–55).

The application serves the compensation of a household too (国有土地上房屋征收与补偿条例28).
"""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.levy import COLLECTOR, CONTACT, DUE, FEE, NOTICE, SUBJECT, TAIL, UNPAID
from mingjing.documents.forms.lines import head, note, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc

CHASE_NOTICE = Form(
    doc=Doc.CHASE_NOTICE,
    basis="水法第七十条；水土保持法第五十七条；行政强制法第三十五条、第五十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="催缴",
    fields=(
        c.ORGAN, *c.PARTY, SUBJECT, FEE, *NOTICE, DUE, UNPAID, COLLECTOR,
        Field("standard_told", "滞纳金标准", Type.LONG, True),
        *CONTACT,
    ),
    body=(
        title("催缴通知书"),
        *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就你（单位）{cause}作出《征收核定（缴款）通知书》（{decision_number}），并于"
             "{decision_served_on}送达。该笔{fee}应当于{due_on}前缴纳，你（单位）逾期未缴人民币{unpaid}（大写："
             "{unpaid|upper}）。"),
        para("现责令你（单位）自收到本通知书之日起十个工作日内缴清。给付方式：{pay_to}。"),
        para("{standard_told}"),
        para("你（单位）收到本通知书后有权进行陈述和申辩。无正当理由逾期仍不缴纳的，本机关将依法处罚，或者申请人民法院强制"
             "执行。"),
        *TAIL,
    ),
)  # fmt: skip

LATE_FEE_DECISION = Form(
    doc=Doc.LATE_FEE_DECISION,
    basis="水法第七十条；水土保持法第五十七条；行政强制法第四十五条",
    layout="official",
    outward=True,
    sealed=True,
    word="滞纳",
    fields=(
        c.ORGAN, *c.PARTY, SUBJECT, FEE, *NOTICE, DUE,
        Field("principal", "应缴数额", Type.MONEY, True),
        Field("until_on", "计算截止日", Type.DATE, True),
        Field("late_rate", "每日标准", required=True),
        Field("late_basis", "加收依据", Type.CITATION, True, element=Element.BASIS),
        Field("charged", "此前已加收", Type.MONEY),
        Field("late_fee", "本次加收滞纳金", Type.MONEY, True, element=Element.DECISION),
        COLLECTOR, *c.REMEDY,
    ),
    body=(
        title("加收滞纳金决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就你（单位）{cause}作出《征收核定（缴款）通知书》（{decision_number}），核定{fee}"
             "人民币{principal}，并于{decision_served_on}送达。该款应当于{due_on}前缴纳，经催缴，你（单位）在限期内仍未缴清。"),
        para("依照{late_basis}，决定从滞纳之日起每日按滞纳部分的{late_rate}加收滞纳金。逐日按当日滞纳的部分计算至{until_on}，"
             "本次加收人民币{late_fee}（大写：{late_fee|upper}）。滞纳金合计不超出应缴数额。", element="decision"),
        para("此前已加收人民币{charged}。", when="charged"),
        para("请与未缴的款项一并缴纳。收缴单位和缴库方式：{pay_to}。"),
        para("如不服本决定，可以自收到之日起六十日内向{reconsideration_body}申请行政复议，也可以自收到之日起六个月内直接向"
             "{court}提起行政诉讼。", element="remedy"),
        note("本决定书一式两份，一份送达缴纳义务人，一份归档。"),
    ),
)  # fmt: skip

LEVY_COURT_APPLICATION = Form(
    doc=Doc.LEVY_COURT_APPLICATION,
    basis="行政强制法第五十三条至第五十五条；国有土地上房屋征收与补偿条例第二十八条",
    layout="official",
    sealed=True,
    word="征申",
    fields=(
        c.ORGAN, c.ORGAN_ADDRESS, c.ORGAN_PHONE,
        Field("organ_head_name", "机关负责人", Type.PEOPLE, True, own=True),
        *c.PARTY, SUBJECT,
        Field("matter", "申请执行的决定", Type.CHOICE, True, choices=(("fee", "缴款"), ("house", "补偿决定"))),
        *NOTICE,
        Field("court", "申请法院", required=True, source="organ.enforcement_court", own=True),
        Field("remedy_state", "复议、诉讼情况", required=True, source="remedy.state"),
        Field("remedy_ended_on", "法定期限届满日", Type.DATE, True, source="remedy.ended_on"),
        Field("demand_number", "催告文书文号", required=True, own=True),
        Field("demand_served_on", "催告文书送达日期", Type.DATE, True),
        Field("party_view", "当事人的意见", Type.LONG, True),
        Field("amount", "申请执行金额", Type.MONEY, True, when="matter=fee"),
        Field("house", "搬迁的房屋", required=True, source="matter.house", when="matter=house"),
        Field("compensation", "补偿金额", Type.MONEY, True, when="matter=house"),
        Field("account", "专户存储账号或者支付票据", required=True, own=True, when="matter=house"),
        Field("exchange", "产权调换房屋和周转用房的地点和面积", Type.LONG, when="matter=house"),
        Field("facts_reason", "作出决定的事实、理由和依据", Type.LONG, True),
    ),
    body=(
        title("强制执行申请书"),
        plain("申请人：{organ_name}"),
        plain("地址：{organ_address}　联系电话：{organ_phone}"),
        plain("机关负责人：{organ_head_name}"),
        plain("被申请人的基本情况如下。"),
        *c.PARTY_LINES,
        head("申请事项"),
        para("请求{court}依法强制执行缴纳人民币{amount}（大写：{amount|upper}）。", when="matter=fee"),
        para("请求{court}依法强制执行被申请人从{house}搬迁。", when="matter=house"),
        head("事实和理由"),
        para("申请人于{decided_on}就{cause}对被申请人作出决定（{decision_number}），并于{decision_served_on}送达。"
             "{facts_reason}"),
        para("{remedy_state}，法定期限已于{remedy_ended_on}届满，被申请人仍未履行。申请人于{demand_served_on}送达催告文书"
             "（{demand_number}），催告期满，被申请人仍未履行义务。"),
        para("当事人的意见：{party_view}"),
        para("补偿金额人民币{compensation}，{account}。", when="matter=house"),
        para("产权调换房屋和周转用房的地点和面积：{exchange}", when="exchange"),
        plain("此致"),
        plain("{court}"),
        note("附：决定书及作出决定的事实、理由和依据；当事人的意见及催告情况；申请强制执行标的情况；补偿金额和专户存储账号、"
             "产权调换房屋和周转用房的地点和面积等材料。"),
    ),
    signatures=(Signature("head", "机关负责人（签名）"),),
)  # fmt: skip

FORMS = (CHASE_NOTICE, LATE_FEE_DECISION, LEVY_COURT_APPLICATION)
