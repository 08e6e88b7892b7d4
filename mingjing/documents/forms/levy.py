"""征收 (费): approval, assessment with payment notice, deferral (取水许可和水资源费征收管理条例32–35).

What follows when nobody pays: ``levy_collection``.
"""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, note, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Type
from mingjing.law.fees import FEES
from mingjing.law.kinds import Doc, UnitClass

PR = UnitClass.PROCESS
WATER = "取水许可和水资源费征收管理条例"
CHOICES = tuple((fee.key, fee.label) for fee in FEES.values())

NUMBER = Field("case_number", "征收编号", required=True, source="case.number", own=True)
SUBJECT = Field("cause", "征收事由", required=True, source="case.cause")
FEE = Field("fee", "征收项目", Type.CHOICE, True, source="matter.fee", choices=CHOICES, element=Element.DECISION)
PERIOD = Field("period", "所属期", required=True, source="matter.period")
COLLECTOR = Field("pay_to", "收缴单位和缴库方式", required=True, source="matter.collector", own=True,
                  help="收支两条线：作出决定的机关不收款。")  # fmt: skip
QUANTITY = Field("quantity", "计征基数", Type.NUMBER, True, source="assess.quantity")
UNIT = Field("unit", "计征单位", required=True, source="assess.unit", help="如“平方米”“立方米”。")
STANDARD = Field("standard", "征收标准（每单位）", Type.MONEY, True, source="assess.standard")
REDUCTION = Field("reduction", "减免额", Type.MONEY, source="assess.reduction")
REDUCED_BY = Field("reduction_basis", "减免依据", Type.CITATION, True, source="assess.reduction_basis",
                   when="reduction")  # fmt: skip
AMOUNT = Field("amount", "应缴数额", Type.MONEY, True, source="assess.amount", element=Element.DECISION)
BASE = (QUANTITY, UNIT, STANDARD, REDUCTION, REDUCED_BY)
BASIS = Field("basis", "征收依据", Type.CITATION, True, source="power.basis", element=Element.BASIS)
NOTICE = (
    Field("decision_number", "通知书文号", required=True, source="decision.number", own=True),
    Field("decided_on", "通知书日期", Type.DATE, True, source="decision.issued_on"),
    Field("decision_served_on", "通知书送达日期", Type.DATE, True, source="decision.served_on"),
)
DUE = Field("due_on", "缴款期限届满日", Type.DATE, True, source="clock.pay_due")
UNPAID = Field("unpaid", "未缴数额", Type.MONEY, True, source="payment.unpaid")
TAIL = (
    plain("联系人：{contact_names}　联系电话：{organ_phone}"),
    plain("地址：{organ_address}"),
    note("本文书一式两份，一份送达缴纳义务人，一份归档。"),
)
CONTACT = (c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS)
REMEDY_LINE = para(
    "如不服本通知，可以自收到之日起六十日内向{reconsideration_body}申请行政复议，也可以自收到之日起六个月内直接向{court}"
    "提起行政诉讼。", element="remedy",
)  # fmt: skip

LEVY_APPROVAL = Form(
    doc=Doc.LEVY_APPROVAL,
    basis=f"{WATER}第三十二条、第三十三条；三政办〔2019〕16号三(二)",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS,
        Field("item", "审批事项", Type.CHOICE, True, choices=(
            ("assess", "核定应缴数额"), ("exempt", "不予征收"), ("refer", "移送处罚"))),
        FEE, PERIOD,
        *(c.need(field, "item=assess") for field in (QUANTITY, UNIT, STANDARD, AMOUNT)),
        REDUCTION, REDUCED_BY,
        c.words("reason", "事实、理由和依据"),
        *c.OPINIONS,
    ),
    body=(
        title("征收事项审批表"),
        row("征收编号", "{case_number}", "审批事项", "{item}"),
        row("征收事由", "{cause}"),
        *c.PARTY_ROWS,
        row("征收项目", "{fee}", "所属期", "{period}"),
        row("计征基数", "{quantity}{unit}", "征收标准", "{standard}", when="item=assess"),
        row("减免额", "{reduction}", "减免依据", "{reduction_basis}", when="reduction"),
        row("应缴数额", "{amount}（大写：{amount|upper}）", when="item=assess"),
        row("事实、理由和依据", "{reason}"),
        row("执法机关", "{organ_name}", "承办人", "{handler_names}"),
        row("执法证号", "{handler_certificates}"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

FEE_NOTICE = Form(
    doc=Doc.FEE_NOTICE,
    basis=f"{WATER}第三十二条、第三十三条；水土保持法第三十二条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="征缴",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, FEE, PERIOD, BASIS,
        Field("facts", "核定的事实", Type.LONG, True, source="assess.facts", element=Element.FACTS,
              help="计征基数从何而来，如批准文件、计量数据。"),
        *BASE, AMOUNT,
        Field("budget_item", "政府非税收入项目", required=True, source="matter.budget_item", own=True),
        COLLECTOR,
        *c.REMEDY,
    ),
    body=(
        title("征收核定（缴款）通知书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}（承办人：{handler_names}，执法证号：{handler_certificates}）对你（单位）{cause}应缴的{fee}"
             "（所属期：{period}，征收编号：{case_number}）核定如下。"),
        head("核定的事实"),
        para("{facts}", element="facts"),
        head("征收依据和应缴数额"),
        para("依照{basis}，计征基数{quantity}{unit}，征收标准每{unit}{standard}。", element="basis"),
        para("依照{reduction_basis}，减免{reduction}。", when="reduction"),
        para("应缴{fee}人民币{amount}（大写：{amount|upper}）。", element="decision"),
        head("缴款方式和期限"),
        para("请自收到本通知书之日起七日内缴款。收缴单位和缴库方式：{pay_to}。收入项目：{budget_item}。"
             "本机关和承办人员不收取现金。"),
        para("因特殊困难不能按期缴纳的，可以自收到本通知书之日起七日内向本机关申请缓缴。", when="fee=water"),
        para("逾期不缴纳的，本机关责令限期缴纳；仍不缴纳的，从滞纳之日起按日加收滞纳部分千分之二的滞纳金，并处应缴数额一倍"
             "以上五倍以下的罚款（水法第七十条）。滞纳金不超出应缴数额。", when="fee=water"),
        para("逾期不缴纳的，本机关责令限期缴纳；仍不缴纳的，自滞纳之日起按日加收滞纳部分万分之五的滞纳金，可以处应缴数额三倍"
             "以下的罚款（水土保持法第五十七条）。滞纳金不超出应缴数额。", when="fee=soil"),
        para("逾期不缴纳的，本机关责令限期缴纳；仍不缴纳的，可以处应缴数额一倍以上三倍以下的罚款（城镇排水与污水处理条例"
             "第五十四条）。", when="fee=sewage"),
        head("救济途径和期限"),
        REMEDY_LINE,
        note("本通知书一式三份，一份送达缴纳义务人，一份交收缴单位，一份归档。"),
    ),
)  # fmt: skip

PLAN = Field(
    "plan", "分期计划", Type.ROWS, True, when="mode=instalments",
    columns=(
        Field("no", "期次", Type.NUMBER, True, width=1), Field("due_on", "缴纳日期", Type.DATE, True, width=3),
        Field("amount", "金额", Type.MONEY, True, width=3),
    ),
)  # fmt: skip
MODE = Field("mode", "缓缴方式", Type.CHOICE, True, choices=(("defer", "缓缴"), ("instalments", "分期缴纳")))
UNTIL = Field("until", "缓缴至", Type.DATE, True, when="mode=defer")
ASKED = Field("asked_on", "收到申请日期", Type.DATE, True, source="ask_deferral.asked_on")

DEFERRAL_REVIEW = Form(
    doc=Doc.DEFERRAL_REVIEW,
    basis=f"{WATER}第三十四条",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY_BRIEF, *c.OFFICERS, FEE,
        Field("kind", "审批事项", Type.CHOICE, True, choices=(("deferral", "缓缴"), ("reduction", "减免"))),
        c.need(NOTICE[0], "kind=deferral"), c.need(AMOUNT),
        c.need(ASKED, "kind=deferral"), c.need(MODE, "kind=deferral"), UNTIL, PLAN,
        c.need(REDUCTION, "kind=reduction"), c.need(REDUCED_BY, "kind=reduction"),
        c.words("hardship", "申请理由和证明材料", "ask_deferral.reason"),
        Field("result", "审批结果", Type.CHOICE, True, choices=(("granted", "同意"), ("refused", "不同意"))),
        *c.OPINIONS,
    ),
    body=(
        title("缓（减免）缴审批表"),
        row("征收编号", "{case_number}", "征收项目", "{fee}"),
        row("征收事由", "{cause}", "审批事项", "{kind}"),
        row("缴纳义务人", "{party_name}", "类别", "{party_kind}"),
        row("缴款通知书", "{decision_number}", "应缴数额", "{amount}", when="decision_number"),
        row("应缴数额", "{amount}", when="!decision_number"),
        row("收到申请日期", "{asked_on}", "缓缴方式", "{mode}", when="asked_on"),
        row("缓缴至", "{until}", when="until"),
        table("plan"),
        row("减免额", "{reduction}", "减免依据", "{reduction_basis}", when="reduction"),
        row("申请理由", "{hardship}"),
        row("审批结果", "{result}"),
        row("执法机关", "{organ_name}", "承办人", "{handler_names}"),
        row("执法证号", "{handler_certificates}"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

AGREED = "result=granted|silent"
DEFERRAL_REPLY = Form(
    doc=Doc.DEFERRAL_REPLY,
    basis=f"{WATER}第三十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="缓缴",
    fields=(
        c.ORGAN, *c.PARTY_BRIEF, SUBJECT, FEE, NOTICE[0], AMOUNT, ASKED,
        Field("result", "答复", Type.CHOICE, True, choices=(
            ("granted", "同意"), ("silent", "逾期未答复，视为同意"), ("refused", "不同意"))),
        c.need(MODE, AGREED), UNTIL, PLAN,
        Field("reason", "理由", Type.LONG, True),
        *CONTACT,
    ),
    body=(
        title("缓缴申请答复书"),
        plain("{party_name}："),
        para("你（单位）就《征收核定（缴款）通知书》（{decision_number}，{cause}，{fee}人民币{amount}）提出的缓缴申请，"
             "{organ_name}于{asked_on}收到。"),
        para("经审查，{reason}", when="result=granted|refused"),
        para("本机关同意你（单位）的申请，{mode}。", when="result=granted"),
        para("本机关在收到申请之日起五个工作日内没有作出书面决定，依照《取水许可和水资源费征收管理条例》第三十四条，视为同意。"
             "{reason}", when="result=silent"),
        para("本机关不同意缓缴，请按缴款通知书的期限缴纳。", when="result=refused"),
        para("缓缴至{until}。届时请一次缴清。", when="until"),
        each("plan", "第{no}期：{due_on}前缴纳人民币{amount}。"),
        para("任何一期逾期的，从该期届满之次日起为滞纳。", when="plan"),
        *TAIL,
    ),
)  # fmt: skip

FORMS = (LEVY_APPROVAL, FEE_NOTICE, DEFERRAL_REVIEW, DEFERRAL_REPLY)
