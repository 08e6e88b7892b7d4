"""房屋征收补偿 of one household: appraisal, agreement, decision, its announcement, the demand to move (条例19–28)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.expropriation import GOVERNMENT, HANDLERS_LINE, NUMBER, PLACE, PROJECT, RULES, SUBJECT
from mingjing.documents.forms.lines import each, head, note, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P = UnitClass.PERSONAL

HOUSE = Field("house", "房屋坐落", required=True, source="matter.house", klass=P)
SIZE = Field("size", "建筑面积（平方米）", required=True, source="matter.size")
OWN = (c.ORGAN, NUMBER, SUBJECT, PROJECT, *c.PARTY, *c.OFFICERS, HOUSE, SIZE)
VALUE = Field("value", "评估价值", Type.MONEY, True, source="appraise.value")
APPRAISER = Field("appraiser", "评估机构", required=True, source="matter.appraiser")
WAY = Field("way", "补偿方式", Type.CHOICE, True, choices=(("money", "货币补偿"), ("exchange", "房屋产权调换")))
EXCHANGE = Field("exchange", "产权调换房屋的地点、面积和差价", Type.LONG, True, when="way=exchange")
ITEMS = Field(
    "items", "补偿内容", Type.ROWS, True,
    columns=(
        Field("item", "项目", required=True, width=6, help="房屋价值，搬迁、临时安置，停产停业损失，补助和奖励。"),
        Field("amount", "金额", Type.MONEY, True, width=3),
    ),
)  # fmt: skip
AMOUNT = Field("amount", "补偿金额", Type.MONEY, True, element=Element.DECISION)
MOVE = Field("move_until", "搬迁期限", Type.DATE, True)
PAY = Field("pay_way", "支付方式和期限", Type.LONG, True)
TEMPORARY = Field("temporary", "临时安置、周转用房", Type.LONG)

APPRAISAL_NOTICE = Form(
    doc=Doc.APPRAISAL_NOTICE, basis=f"{RULES}第十九条、第二十条", layout="official", outward=True, sealed=True,
    word="评送",
    fields=(
        *OWN, APPRAISER,
        Field("report_number", "评估报告编号", required=True, own=True),
        Field("valued_on", "价值时点", Type.DATE, True, help="房屋征收决定公告之日。"), VALUE, c.ORGAN_PHONE,
    ),
    body=(
        title("房屋评估报告送达通知书"), *c.PARTY_LINES,
        para("{project}（{cause}，编号：{case_number}）征收你（单位）的房屋：{house}，建筑面积{size}平方米。现送达{appraiser}"
             "出具的评估报告（{report_number}），价值时点{valued_on}，评估价值人民币{value}（大写：{value|upper}）。"),
        para("对评估结果有异议的，可以自收到评估报告之日起十日内向评估机构申请复核评估；对复核结果有异议的，可以依法向房地产"
             "价格评估专家委员会申请鉴定。"),
        HANDLERS_LINE, plain("联系电话：{organ_phone}"),
    ),
)  # fmt: skip

COMPENSATION_AGREEMENT = Form(
    doc=Doc.COMPENSATION_AGREEMENT, basis=f"{RULES}第二十五条", layout="official", sealed=True, word="征协",
    fields=(*OWN, VALUE, WAY, ITEMS, AMOUNT, EXCHANGE, TEMPORARY, PAY, MOVE),
    body=(
        title("房屋征收补偿协议"), plain("房屋征收部门：{organ_name}　经办人：{handler_names}（执法证号："
                                 "{handler_certificates}）"), *c.PARTY_LINES,
        para("就{project}（{cause}，编号：{case_number}）征收房屋的补偿，双方达成协议如下。"),
        para("被征收房屋：{house}，建筑面积{size}平方米，评估价值人民币{value}。"),
        para("补偿方式：{way}。"), each("items", "{item}：人民币{amount}；"),
        para("补偿金额合计人民币{amount}（大写：{amount|upper}）。"), para("{exchange}", when="exchange"),
        para("{temporary}", when="temporary"), para("支付方式和期限：{pay_way}。被征收人于{move_until}前搬迁。"),
        para("一方不履行协议约定的义务的，另一方可以依法提起诉讼。"),
    ),
    signatures=(Signature("party", "被征收人（签名或者盖章）"), Signature("head", "房屋征收部门负责人（签名）")),
)  # fmt: skip

HOUSE_COMPENSATION = Form(
    doc=Doc.HOUSE_COMPENSATION,
    basis=f"{RULES}第二十六条",
    layout="official",
    outward=True,
    sealed=True,
    word="房补",
    fields=(
        *OWN, GOVERNMENT,
        Field("basis", "依据", Type.CITATION, True, source="power.basis", element=Element.BASIS),
        Field("decided", "房屋征收决定文号", required=True, source="matter.expropriation_number", own=True),
        Field("facts", "征收、评估和协商经过", Type.LONG, True, source="compensation.course", element=Element.FACTS),
        APPRAISER, VALUE, WAY, ITEMS, AMOUNT, EXCHANGE, TEMPORARY, PAY, MOVE,
        *c.REMEDY,
    ),
    body=(
        title("房屋征收补偿决定书", element="kind"), *c.PARTY_LINES,
        para("{government}房屋征收决定（{decided}）征收你（单位）的房屋：{house}，建筑面积{size}平方米（{project}，{cause}，"
             "编号：{case_number}）。房屋征收部门：{organ_name}，承办人：{handler_names}（执法证号：{handler_certificates}）。"),
        head("征收、评估和协商经过"), para("{facts}", element="facts"),
        para("经{appraiser}评估，房屋价值人民币{value}。"),
        head("补偿决定"),
        para("依照{basis}和《国有土地上房屋征收与补偿条例》第二十六条，按照征收补偿方案作出补偿决定。",
             element="basis"),
        para("补偿方式：{way}。"), each("items", "{item}：人民币{amount}；"),
        para("补偿金额合计人民币{amount}（大写：{amount|upper}）。", element="decision"),
        para("{exchange}", when="exchange"), para("{temporary}", when="temporary"),
        para("支付方式和期限：{pay_way}。", element="decision"),
        para("请在补偿之后于{move_until}前搬迁。", element="decision"),
        head("救济途径和期限"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，也可以自收到本决定书之日起六个"
             "月内直接向{court}提起行政诉讼。", element="remedy"),
        para("在法定期限内不申请行政复议、不提起行政诉讼，在规定的期限内又不搬迁的，依法申请人民法院强制执行；行政机关不自行强制"
             "搬迁。"),
        note("本决定在房屋征收范围内公告。"),
    ),
)  # fmt: skip

COMPENSATION_NOTICE = Form(
    doc=Doc.COMPENSATION_NOTICE, basis=f"{RULES}第二十六条第一款", layout="official", sealed=True, word="补告",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, PROJECT, *c.PARTY_BRIEF, *c.OFFICERS, GOVERNMENT,
        Field("decision_number", "补偿决定文号", required=True, source="decision.number", own=True),
        Field("decided_on", "决定日期", Type.DATE, True, source="decision.issued_on"), PLACE,
    ),
    body=(
        title("补偿决定公告"),
        para("{government}就{project}（{cause}，编号：{case_number}）于{decided_on}对{party_name}作出房屋征收补偿决定"
             "（{decision_number}），在房屋征收范围内予以公告。"),
        plain("公布地点：{place}"), HANDLERS_LINE,
    ),
)  # fmt: skip

MOVE_DEMAND = Form(
    doc=Doc.MOVE_DEMAND, basis=f"{RULES}第二十八条；行政强制法第五十四条", layout="official", outward=True, sealed=True,
    word="搬催",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, PROJECT, *c.PARTY, *c.OFFICERS, HOUSE,
        Field("decision_number", "补偿决定文号", required=True, source="decision.number", own=True),
        Field("decided_on", "决定日期", Type.DATE, True, source="decision.issued_on"),
        Field("decision_served_on", "送达日期", Type.DATE, True, source="decision.served_on"),
        MOVE, Field("paid", "补偿支付情况", required=True), c.ORGAN_PHONE,
    ),
    body=(
        title("搬迁催告书"), *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就{project}（{cause}，编号：{case_number}）对你（单位）作出补偿决定（{decision_number}），"
             "于{decision_served_on}送达，搬迁期限至{move_until}。补偿支付情况：{paid}。你（单位）没有在期限内从{house}搬迁。"),
        para("现催告你（单位）自收到本催告书之日起十日内搬迁。你（单位）有权进行陈述和申辩。逾期仍不搬迁的，依法申请人民法院强制"
             "执行。"),
        HANDLERS_LINE, plain("联系电话：{organ_phone}"),
    ),
)  # fmt: skip

FORMS = (APPRAISAL_NOTICE, COMPENSATION_AGREEMENT, HOUSE_COMPENSATION, COMPENSATION_NOTICE, MOVE_DEMAND)
