"""送达执行: service receipt, surcharge, demand, application to the court (处 61、72；强 35、45、53–55)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import head, note, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, ServiceMode, UnitClass

P = UnitClass.PERSONAL
NOTICE_KIND = "mode=announcement"

SERVICE_RECEIPT = Form(
    doc=Doc.SERVICE_RECEIPT,
    basis="行政处罚法第六十一条；民事诉讼法第八十七条至第九十五条",
    layout="table",
    sealed=True,
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE,
        Field("addressee_name", "受送达人", required=True, source="party.name", klass=P),
        Field("papers", "送达文书", Type.ROWS, True, source="service.papers", columns=(
            Field("name", "文书名称", required=True, width=6), Field("number", "文号", width=5, own=True),
            Field("copies", "份数", Type.NUMBER, True, width=2))),
        Field("mode", "送达方式", Type.CHOICE, True, source="service.mode", choices=tuple(ServiceMode.choices())),
        Field("place", "送达地点", required=True, source="service.place", klass=P),
        Field("served_at", "送达时间", Type.DATETIME, True, source="service.served_at"),
        Field("receiver_name", "签收人", Type.PERSON, True, source="service.receiver_name", klass=P,
              when="mode=direct|post|entrusted|forwarded|electronic"),
        Field("relation", "签收人与受送达人关系", required=True, source="service.relation",
              when="mode=direct|post|entrusted|forwarded|electronic"),
        Field("refusal", "拒收事由", Type.LONG, True, source="service.refusal", when="mode=lien"),
        Field("witness_names", "见证人", required=True, source="service.witness_names",
              klass=UnitClass.THIRD_PARTY, when="mode=lien", help="邀请基层组织或者单位代表到场，或者拍照、录像。"),
        Field("confirmation", "送达确认书和送达信息", required=True, source="service.confirmation", klass=P,
              when="mode=electronic", help="当事人同意并签订确认书（处61②）；写明到达对方系统的时间。"),
        Field("mail_no", "邮件号码", required=True, source="service.mail_no", own=True, when="mode=post"),
        Field("carrier", "公告载体和公告日期", required=True, source="service.carrier", when=NOTICE_KIND,
              help="自发出公告之日起，经过三十日，视为送达（民诉95）。"),
        Field("server_names", "送达人", Type.PEOPLE, True, source="handlers.names", own=True),
        Field("remark", "备注", Type.LONG, source="service.remark"),
    ),
    body=(
        title("送达回证"),
        row("送达机关", "{organ_name}", "案号", "{case_number}"),
        row("案由", "{cause}"),
        row("受送达人", "{addressee_name}", "送达方式", "{mode}"),
        table("papers"),
        row("送达地点", "{place}"),
        row("送达时间", "{served_at}", "送达人", "{server_names}"),
        row("签收人", "{receiver_name}", "与受送达人关系", "{relation}", when="receiver_name"),
        row("拒收事由", "{refusal}", when="refusal"),
        row("见证人", "{witness_names}", when="witness_names"),
        row("送达确认书和送达信息", "{confirmation}", when="confirmation"),
        row("邮件号码", "{mail_no}", when="mail_no"),
        row("公告载体和日期", "{carrier}", when="carrier"),
        row("备注", "{remark}", when="remark"),
    ),
    signatures=(Signature("receiver", "受送达人或者签收人（签名或者盖章）"), Signature("servers", "送达人（签名）"),
                Signature("witness", "见证人（签名）")),
)  # fmt: skip

DECIDED = (c.DECISION_NUMBER, c.DECIDED_ON, c.SERVED_ON)

SURCHARGE_DECISION = Form(
    doc=Doc.SURCHARGE_DECISION,
    basis="行政处罚法第七十二条第一款第一项、第七十三条第三款；行政强制法第四十五条",
    layout="official",
    outward=True,
    sealed=True,
    word="加罚",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DECIDED,
        Field("fine", "罚款本金", Type.MONEY, True, source="penalty.fine"),
        Field("pay_due_on", "缴款期限届满日", Type.DATE, True, source="clock.pay_due"),
        Field("unpaid", "未缴金额", Type.MONEY, True, source="payment.unpaid"),
        Field("starts_on", "加处起始日", Type.DATE, True, source="surcharge.starts_on"),
        Field("until_on", "计算截止日", Type.DATE, True, source="surcharge.until_on"),
        Field("days", "逾期日数", Type.NUMBER, True, source="surcharge.days",
              help="行政复议、行政诉讼期间不计算（处73③）。"),
        Field("surcharge", "加处罚款金额", Type.MONEY, True, source="surcharge.amount", element=Element.DECISION,
              help="每日百分之三，不超出罚款数额。"),
        Field("pay_to", "缴款银行、账户或者电子支付渠道", required=True, source="organ.pay_to", own=True),
        *c.REMEDY,
    ),
    body=(
        title("加处罚款决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就{cause}一案对你（单位）作出《行政处罚决定书》（{decision_number}），处罚款人民币{fine}，"
             "并于{decision_served_on}送达。该罚款应当于{pay_due_on}前缴纳，你（单位）逾期未缴纳人民币{unpaid}。"),
        para("依照《中华人民共和国行政处罚法》第七十二条第一款第一项和《中华人民共和国行政强制法》第四十五条的规定，决定自"
             "{starts_on}起，每日按罚款数额的百分之三加处罚款。计算至{until_on}，逾期{days}日，加处罚款人民币{surcharge}"
             "（大写：{surcharge|upper}）。加处罚款的数额不超出罚款的数额。", element="decision"),
        para("请自收到本决定书之日起十五日内，将未缴罚款和加处罚款一并缴至{pay_to}。"),
        para("逾期不申请行政复议、不提起行政诉讼，又不履行的，本机关将依法强制执行或者申请人民法院强制执行。"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本决定书之日起六个月内直接向{court}提起行政诉讼。", element="remedy"),
        note("本决定书一式两份，一份送达当事人，一份归档。"),
    ),
)  # fmt: skip

DEMAND_NOTICE = Form(
    doc=Doc.DEMAND_NOTICE,
    basis="行政强制法第三十五条、第三十六条、第五十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="催",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DECIDED,
        Field("duty", "应当履行的义务", Type.LONG, True, source="demand.duty"),
        Field("unpaid", "应缴罚没款", Type.MONEY, source="payment.unpaid"),
        Field("surcharge", "加处罚款", Type.MONEY, source="surcharge.amount"),
        Field("pay_to", "缴款银行、账户或者电子支付渠道", required=True, source="organ.pay_to", own=True,
              when="unpaid"),
        Field("days", "履行期限（日）", Type.NUMBER, True, source="demand.days", help="一般为十日。"),
        c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
    ),
    body=(
        title("履行催告书"),
        *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就{cause}一案对你（单位）作出《行政处罚决定书》（{decision_number}），"
             "并于{decision_served_on}送达。你（单位）在法定期限内未履行下列义务：{duty}"),
        para("依照《中华人民共和国行政强制法》第三十五条、第五十四条的规定，现催告你（单位）自收到本催告书之日起{days}日内履行"
             "上述义务。"),
        para("应缴罚没款：人民币{unpaid}（大写：{unpaid|upper}）。给付方式：缴至{pay_to}。", when="unpaid"),
        para("加处罚款：人民币{surcharge}（大写：{surcharge|upper}）。", when="surcharge"),
        para("你（单位）收到本催告书后有权进行陈述和申辩。无正当理由逾期仍不履行的，"
             "本机关将依法强制执行或者申请人民法院强制执行。"),
        plain("联系人：{contact_names}　联系电话：{organ_phone}"),
        plain("地址：{organ_address}"),
        note("本文书一式两份，一份送达当事人，一份归档。"),
    ),
)  # fmt: skip

COURT_APPLICATION = Form(
    doc=Doc.COURT_APPLICATION,
    basis="行政强制法第五十三条至第五十五条；行政处罚法第七十二条第一款第四项",
    layout="official",
    outward=True,
    sealed=True,
    word="强申",
    fields=(
        c.ORGAN, c.ORGAN_ADDRESS, c.ORGAN_PHONE,
        Field("organ_head_name", "机关负责人", Type.PEOPLE, True, source="organ.head_name", own=True),
        *c.PARTY, c.CAUSE, *DECIDED,
        Field("court", "申请法院", required=True, source="organ.enforcement_court", own=True,
              help="机关所在地有管辖权的人民法院；不动产在不动产所在地（强54）。"),
        Field("remedy_state", "复议、诉讼情况", required=True, source="remedy.state",
              help="如“法定期限内未申请行政复议，也未提起行政诉讼”。"),
        Field("remedy_ended_on", "法定期限届满日", Type.DATE, True, source="remedy.ended_on"),
        Field("demand_number", "催告书文号", required=True, source="demand.number", own=True),
        Field("demand_served_on", "催告书送达日期", Type.DATE, True, source="demand.served_on"),
        Field("party_view", "当事人的意见", Type.LONG, True, source="demand.answer"),
        Field("subject", "申请执行的标的", Type.LONG, True, source="court.subject"),
        Field("amount", "申请执行金额", Type.MONEY, source="court.amount"),
        Field("facts_reason", "作出决定的事实、理由和依据", Type.LONG, True, source="decision.facts_reason"),
        Field("property", "已知财产线索", Type.LONG, source="court.property", klass=P),
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
        para("申请执行金额：人民币{amount}（大写：{amount|upper}）。", when="amount"),
        head("事实和理由"),
        para("申请人于{decided_on}就被申请人{cause}一案作出《行政处罚决定书》（{decision_number}），并于{decision_served_on}"
             "送达被申请人。"),
        para("{facts_reason}"),
        para("{remedy_state}，法定期限已于{remedy_ended_on}届满，被申请人仍未履行。申请人于{demand_served_on}送达《履行催告书》"
             "（{demand_number}），催告书送达已满十日，被申请人仍未履行义务。"),
        para("当事人的意见：{party_view}"),
        para("依照《中华人民共和国行政强制法》第五十三条、第五十四条、第五十五条和《中华人民共和国行政处罚法》第七十二条第一款"
             "第四项的规定，特提出申请。"),
        para("已知财产线索：{property}", when="property"),
        plain("此致"),
        plain("{court}"),
        note("附：行政处罚决定书及作出决定的事实、理由和依据；当事人的意见及催告情况；申请强制执行标的情况；"
             "法律、行政法规规定的其他材料。"),
    ),
    signatures=(Signature("head", "机关负责人（签名）"),),
)  # fmt: skip

FORMS = (SERVICE_RECEIPT, SURCHARGE_DECISION, DEMAND_NOTICE, COURT_APPLICATION)
