"""应急征用: decision, list signed at hand-over, record of use, return, losses, compensation, payment (突发法12、76)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, note, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
LAW = "突发事件应对法第十二条、第七十六条"

NUMBER = Field("case_number", "征用编号", required=True, source="case.number", own=True)
SUBJECT = Field("cause", "征用事由", required=True, source="case.cause")
EVENT = Field("event", "突发事件", required=True, source="matter.event", element=Element.FACTS)
USE = Field("use", "用途", Type.LONG, True, source="matter.use")
OWNER = Field("owner", "权利人", width=3, klass=P)
GOODS = Field(
    "goods", "征用物品", Type.ROWS, True,
    columns=(
        Field("name", "名称、型号", required=True, width=4), Field("quantity", "数量", required=True, width=2),
        Field("condition", "状况", width=4), OWNER,
    ),
)  # fmt: skip
REMEDY_LINE = para(
    "如不服本决定，可以自收到之日起六十日内向{reconsideration_body}申请行政复议，也可以自收到之日起六个月内直接向{court}"
    "提起行政诉讼。", element="remedy",
)  # fmt: skip
BASIS = Field("basis", "依据", Type.CITATION, True, source="power.basis", element=Element.BASIS)

REQUISITION_DECISION = Form(
    doc=Doc.REQUISITION_DECISION,
    basis=LAW,
    layout="official",
    outward=True,
    sealed=True,
    word="应急征用",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, EVENT, USE, BASIS,
        c.need(GOODS, element=Element.DECISION, source="matter.goods"),
        Field("until", "拟用至", Type.DATE, True, source="matter.until"),
        Field("urgent_on", "先行征用日期", Type.DATE, source="requisition_urgently.on"),
        Field("urgent_reason", "先行征用的紧急情况", Type.LONG, True, source="requisition_urgently.reason",
              when="urgent_on"),
        *c.REMEDY,
    ),
    body=(
        title("应急征用决定书", element="kind"),
        *c.PARTY_LINES,
        para("为应对{event}，因{cause}，{organ_name}依照{basis}，决定征用你（单位）下列财产，用于{use}。"
             "征用编号：{case_number}。承办人：{handler_names}（执法证号：{handler_certificates}）。", element="facts"),
        each("goods", "{name}，{quantity}，{condition}；", element="decision"),
        para("因情况紧急（{urgent_reason}），上述财产已于{urgent_on}凭清单先行征用，现补办手续。", when="urgent_on"),
        para("拟使用至{until}。使用完毕或者应急处置工作结束后，本机关及时返还；财产被征用或者征用后毁损、灭失的，依法给予公平、"
             "合理的补偿。", element="basis"),
        para("交接时双方当面清点，签署征用物品清单。"),
        head("救济途径和期限"),
        REMEDY_LINE,
        note("本决定书一式两份，一份送达被征用人，一份归档。"),
    ),
)  # fmt: skip

REQUISITION_LIST = Form(
    doc=Doc.REQUISITION_LIST,
    basis=LAW,
    layout="record",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY_BRIEF, *c.OFFICERS, EVENT,
        Field("handed_at", "交接时间", Type.DATETIME, True),
        Field("place", "交接地点", required=True),
        GOODS,
        Field("urgent_reason", "先行征用的紧急情况", Type.LONG),
        Field("present_name", "交付人", Type.PERSON, True, klass=P),
        Field("remark", "交付人核对意见", required=True),
    ),
    body=(
        title("征用物品清单"),
        plain("征用编号：{case_number}　事由：{cause}"),
        plain("被征用人：{party_name}　交付人：{present_name}"),
        plain("征用机关：{organ_name}　经办人：{handler_names}（执法证号：{handler_certificates}）"),
        plain("突发事件：{event}"),
        plain("交接时间：{handed_at}　交接地点：{place}"),
        table("goods"),
        para("情况紧急，先行征用，手续后补：{urgent_reason}", when="urgent_reason"),
        plain("交付人核对意见：{remark}"),
        note("本清单一式两份，双方各执一份。"),
    ),
    signatures=(Signature("present", "交付人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

USE_RECORD = Form(
    doc=Doc.USE_RECORD,
    basis="突发事件应对法第十二条；三政办〔2019〕16号三(二)",
    layout="record",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("used_from", "使用开始时间", Type.DATETIME, True),
        Field("used_to", "使用结束时间", Type.DATETIME, True),
        Field("place", "使用地点", required=True),
        Field("used_by", "使用单位、使用人", required=True),
        Field("content", "使用情况", Type.LONG, True, help="用途、作业量、油料、人员；发生故障、毁损的写明经过。"),
        Field("finished", "是否使用完毕", Type.CHOICE, True, choices=(("no", "继续使用"), ("yes", "使用完毕"))),
    ),
    body=(
        title("征用物品使用记录"),
        plain("征用编号：{case_number}　事由：{cause}"),
        plain("被征用人：{party_name}　征用机关：{organ_name}"),
        plain("使用时间：{used_from}至{used_to}　使用地点：{place}"),
        plain("使用单位、使用人：{used_by}"),
        para("{content}"),
        plain("{finished}"),
        plain("记录人：{handler_names}（执法证号：{handler_certificates}）"),
    ),
    signatures=(Signature("user", "使用人（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

RETURN_NOTE = Form(
    doc=Doc.RETURN_NOTE,
    basis="突发事件应对法第十二条",
    layout="record",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("returned_at", "返还时间", Type.DATETIME, True),
        Field("place", "返还地点", required=True),
        Field("goods", "返还物品", Type.ROWS, True, columns=(
            Field("name", "名称、型号", required=True, width=4), Field("returned", "完好返还", width=2),
            Field("damaged", "毁损返还", width=2), Field("lost", "灭失", width=2),
            Field("note", "毁损、灭失情况", width=4))),
        Field("present_name", "接收人", Type.PERSON, True, klass=P),
        Field("remark", "接收人核对意见", required=True),
    ),
    body=(
        title("征用物品返还单"),
        plain("征用编号：{case_number}　事由：{cause}"),
        plain("被征用人：{party_name}　接收人：{present_name}"),
        plain("征用机关：{organ_name}　经办人：{handler_names}（执法证号：{handler_certificates}）"),
        plain("返还时间：{returned_at}　返还地点：{place}"),
        table("goods"),
        plain("接收人核对意见：{remark}"),
        note("本返还单一式两份，双方各执一份。"),
    ),
    signatures=(Signature("present", "接收人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

LOSSES = Field(
    "losses", "损失", Type.ROWS, True,
    columns=(
        Field("name", "名称、型号", required=True, width=4), Field("kind", "损失种类", required=True, width=2),
        Field("quantity", "数量", width=2), Field("way", "计算方法", Type.LONG, width=5),
        Field("amount", "金额", Type.MONEY, True, width=3),
    ),
)  # fmt: skip

DAMAGE_REPORT = Form(
    doc=Doc.DAMAGE_REPORT,
    basis="突发事件应对法第十二条",
    layout="table",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY_BRIEF, *c.OFFICERS, LOSSES,
        Field("total", "损失合计", Type.MONEY, True),
        Field("assessor", "评估人（机构）", required=True, help="双方协商委托，或者具有资质的机构。"),
        Field("party_view", "被征用人的意见", Type.LONG, True, klass=PR),
    ),
    body=(
        title("征用物品损失评估表"),
        row("征用编号", "{case_number}", "征用事由", "{cause}"),
        row("被征用人", "{party_name}", "类别", "{party_kind}"),
        row("征用机关", "{organ_name}", "评估人（机构）", "{assessor}"),
        table("losses"),
        row("损失合计", "{total}（大写：{total|upper}）"),
        row("被征用人的意见", "{party_view}"),
        row("经办人", "{handler_names}", "执法证号", "{handler_certificates}"),
    ),
    signatures=(Signature("present", "被征用人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

REQUISITION_COMPENSATION = Form(
    doc=Doc.REQUISITION_COMPENSATION,
    basis="突发事件应对法第十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="征补",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, replace(EVENT, element=""), BASIS,
        Field("facts", "使用、返还和毁损、灭失情况", Type.LONG, True, source="compensate_requisition.facts",
              element=Element.FACTS),
        LOSSES,
        Field("amount", "补偿金额", Type.MONEY, True, element=Element.DECISION),
        Field("pay_by", "支付期限", Type.DATE, True),
        Field("pay_way", "支付方式", required=True),
        *c.REMEDY,
    ),
    body=(
        title("征用补偿决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}为应对{event}征用你（单位）财产（{cause}，征用编号：{case_number}；承办人：{handler_names}，执法证号："
             "{handler_certificates}），现已返还。"),
        para("{facts}", element="facts"),
        para("经评估，损失如下："),
        each("losses", "{name}，{kind}，{way}，人民币{amount}；"),
        para("依照{basis}和《中华人民共和国突发事件应对法》第十二条，给予公平、合理的补偿。", element="basis"),
        para("本机关决定补偿你（单位）人民币{amount}（大写：{amount|upper}），于{pay_by}前支付。支付方式：{pay_way}。",
             element="decision"),
        head("救济途径和期限"),
        REMEDY_LINE,
        note("本决定书一式两份，一份送达被征用人，一份归档。"),
    ),
)  # fmt: skip

COMPENSATION_PAYMENT = Form(
    doc=Doc.COMPENSATION_PAYMENT,
    basis="突发事件应对法第十二条；国有土地上房屋征收与补偿条例第二十七条",
    layout="table",
    fields=(
        c.ORGAN, Field("case_number", "编号", required=True, source="case.number", own=True),
        Field("cause", "事由", required=True, source="case.cause"), *c.PARTY_BRIEF,
        Field("total", "应补偿总额", Type.MONEY, True),
        Field("amount", "本次支付", Type.MONEY, True),
        Field("paid_before", "此前已支付", Type.MONEY),
        Field("way", "支付方式", Type.CHOICE, True, choices=(
            ("transfer", "国库集中支付转账"), ("deposit", "提存"), ("account", "专户存储"))),
        Field("voucher", "支付凭证号", required=True, own=True),
        Field("bank", "支付银行或者提存机构", required=True),
        Field("paid_on", "支付日期", Type.DATE, True),
    ),
    body=(
        title("补偿支付单"),
        row("编号", "{case_number}", "事由", "{cause}"),
        row("受补偿人", "{party_name}", "类别", "{party_kind}"),
        row("应补偿总额", "{total}（大写：{total|upper}）"),
        row("本次支付", "{amount}（大写：{amount|upper}）", "支付日期", "{paid_on}"),
        row("此前已支付", "{paid_before}", when="paid_before"),
        row("支付方式", "{way}", "支付凭证号", "{voucher}"),
        row("支付银行或者提存机构", "{bank}", "支付机关", "{organ_name}"),
    ),
    signatures=(Signature("payee", "受补偿人（签名或者盖章）"), Signature("payer", "经办人（签名）")),
)  # fmt: skip

FORMS = (
    REQUISITION_DECISION, REQUISITION_LIST, USE_RECORD, RETURN_NOTE, DAMAGE_REPORT, REQUISITION_COMPENSATION,
    COMPENSATION_PAYMENT,
)  # fmt: skip
