"""行政强制措施 as it is taken: approval, record of the site, decision, list, notice to a bank (强18–24、30、31)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import head, note, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Line, Signature, Type
from mingjing.law.coercion_gates import MEASURES
from mingjing.law.kinds import Doc, UnitClass

P, PR, THIRD = UnitClass.PERSONAL, UnitClass.PROCESS, UnitClass.THIRD_PARTY
THINGS, MONEY = "measure=seal|seize", "measure=freeze"
MEASURE = Field("measure", "强制措施", Type.CHOICE, True, source="matter.measure", choices=tuple(MEASURES.items()))
BASIS = Field("basis", "实施依据", Type.CITATION, True, source="coercion.basis", element=Element.BASIS)
REASON = Field("reason", "理由", Type.LONG, True, source="matter.reason")
GOODS_COLUMNS = (
    Field("name", "名称", required=True, width=5),
    Field("mark", "规格、编号", width=4),
    Field("quantity", "数量", required=True, width=2),
    Field("remark", "特征、备注", width=4),
)
GOODS = Field(
    "goods", "场所、设施或者财物清单", Type.ROWS, True, source="record_on_site.goods", columns=GOODS_COLUMNS,
    when=THINGS,
)  # fmt: skip
ACCOUNT = (
    Field("bank", "金融机构", required=True, source="matter.bank", when=MONEY),
    Field("account", "账号", required=True, source="matter.account", klass=P, when=MONEY),
    Field("amount", "冻结数额", Type.MONEY, True, source="matter.amount", when=MONEY),
)
KEEPING = (
    Field("keeping", "保管方式", Type.CHOICE, True, source="record_on_site.keeping", when=THINGS,
          choices=(("in_place", "就地查封"), ("moved", "扣押后由本机关保管"), ("third", "委托第三人保管"))),
    Field("keeper", "保管人", source="record_on_site.keeper", klass=P, when=THINGS),
)  # fmt: skip
TAKEN = (
    Field("decision_number", "决定书文号", required=True, source="decision.number", own=True),
    Field("taken_on", "实施日期", Type.DATE, True, source="decision.issued_on"),
)
REMEDY_LINE = para(
    "如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "也可以自收到本决定书之日起六个月内依法向{court}提起行政诉讼。", element="remedy",
)  # fmt: skip
OFFICERS_LINE = plain("执法人员：{handler_names}（执法证号：{handler_certificates}）")
CONTACT_LINE = plain("联系人：{contact_names}　联系电话：{organ_phone}")
COPIES = note("本文书一式两份，一份交当事人，一份归档。")


def called(text: str, measure: str) -> Line:
    """The title of a decision by the measure it is about."""
    return Line("title", (text,), when=f"measure={measure}", element="kind")


MEASURE_APPROVAL = Form(
    doc=Doc.MEASURE_APPROVAL,
    basis="行政强制法第十八条第一项、第十九条",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, MEASURE, BASIS, REASON,
        Field("target", "对象", Type.LONG, True, source="matter.target"),
        c.words("necessity", "必要性", "matter.necessity"),
        Field("when_approved", "报批时间", Type.CHOICE, True, source="coercion.when_approved",
              choices=(("before", "事前报批"), ("afterwards", "当场实施后补办"))),
        Field("taken_at", "当场实施时间", Type.DATETIME, True, source="take_measure_urgently.at",
              when="when_approved=afterwards"),
        Field("urgent_reason", "情况紧急的理由", Type.LONG, True, source="take_measure_urgently.urgent_reason",
              klass=PR, when="when_approved=afterwards"),
        Field("late_reason", "超过二十四小时的原因", Type.LONG, source="approve_afterwards.late_reason", klass=PR),
        *c.OPINIONS,
    ),
    body=(
        title("行政强制措施审批表"),
        row("案号", "{case_number}", "案由", "{cause}"),
        row("执法机关", "{organ_name}", "报批时间", "{when_approved}"),
        *c.PARTY_ROWS,
        row("承办人", "{handler_names}", "执法证号", "{handler_certificates}"),
        row("强制措施", "{measure}", "实施依据", "{basis}"),
        row("对象", "{target}"),
        row("理由", "{reason}"),
        row("必要性", "{necessity}"),
        row("当场实施时间", "{taken_at}", "紧急理由", "{urgent_reason}", when="when_approved=afterwards"),
        row("逾期原因", "{late_reason}", when="late_reason"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

MEASURE_RECORD = Form(
    doc=Doc.MEASURE_RECORD,
    basis="行政强制法第十八条第七项至第九项、第三十条",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.PARTY, *c.OFFICERS, MEASURE, BASIS, REASON,
        Field("started_at", "开始时间", Type.DATETIME, True, source="record_on_site.started_at"),
        Field("ended_at", "结束时间", Type.DATETIME, True, source="record_on_site.ended_at"),
        Field("place", "地点", required=True, source="record_on_site.place"),
        Field("called", "通知当事人到场", source="tell_on_site.called"),
        Field("present", "到场情况", Type.CHOICE, True, source="tell_on_site.present",
              choices=(("party", "当事人（负责人）到场"), ("agent", "委托代理人到场"), ("absent", "当事人不到场"))),
        Field("present_name", "到场人", Type.PERSON, source="tell_on_site.present_name", klass=P),
        Field("said", "陈述、申辩", Type.CHOICE, source="tell_on_site.said",
              choices=(("none", "没有意见"), ("stated", "提出陈述、申辩"))),
        Field("content", "陈述、申辩的意见", Type.LONG, source="tell_on_site.content", klass=PR),
        Field("answer", "复核意见", Type.LONG, source="tell_on_site.answer", klass=PR),
        Field("witness_name", "见证人", Type.PERSON, source="tell_on_site.witness_name", klass=THIRD),
        Field("witness_phone", "见证人联系电话", source="tell_on_site.witness_phone", klass=THIRD),
        c.words("findings", "现场情况", "record_on_site.findings"),
        replace(GOODS, required=False), *KEEPING,
        Field("recording", "音像记录", required=True, source="record_on_site.recording"),
        Field("signed", "签名情况", Type.CHOICE, True, source="record_on_site.signed",
              choices=(("signed", "当事人签名或者盖章"), ("refused", "当事人拒绝签名"), ("witness", "见证人签名"))),
        Field("refusal", "拒绝签名的情况", Type.LONG, True, source="record_on_site.refusal", when="signed=refused"),
    ),
    body=(
        title("行政强制现场笔录"),
        plain("时间：{started_at}至{ended_at}"),
        plain("地点：{place}"),
        plain("执法机关：{organ_name}　案由：{cause}"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        *c.PARTY_LINES,
        plain("通知到场：{called}", when="called"),
        plain("到场情况：{present}"),
        plain("到场人：{present_name}", when="present_name"),
        plain("见证人：{witness_name}", when="witness_name"),
        plain("见证人联系电话：{witness_phone}", when="witness_phone"),
        plain("音像记录：{recording}"),
        para("执法人员出示执法身份证件。拟采取的强制措施：{measure}。理由：{reason}依据：{basis}。",
             when="present=absent"),
        para("执法人员出示执法身份证件，当场告知：拟采取的强制措施为{measure}，理由：{reason}依据：{basis}。你（单位）享有陈述权、"
             "申辩权，有权依法申请行政复议或者提起行政诉讼，因违法实施行政强制受到损害的，有权要求赔偿。",
             when="present=party|agent"),
        para("陈述、申辩：{said}。", when="said"),
        para("意见：{content}", when="content"),
        para("复核：{answer}", when="answer"),
        head("现场情况"),
        para("{findings}"),
        head("场所、设施或者财物清单", when="goods"),
        table("goods"),
        plain("保管方式：{keeping}。", when="keeping"),
        plain("保管人：{keeper}", when="keeper"),
        para("（以下空白）"),
        plain("签名情况：{signed}。"),
        plain("拒绝签名的情况：{refusal}", when="refusal"),
    ),
    signatures=(Signature("present", "当事人或者代理人（签名或者盖章）"), c.HANDLER_SIGN,
                Signature("witness", "见证人（签名）")),
)  # fmt: skip

MEASURE_DECISION = Form(
    doc=Doc.MEASURE_DECISION,
    basis="行政强制法第二十四条第二款、第三十一条",
    layout="official",
    outward=True,
    sealed=True,
    word="强措",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, MEASURE, c.VIOLATION, REASON, BASIS, GOODS, *ACCOUNT,
        *KEEPING,
        Field("ends_on", "届满日期", Type.DATE, source="coercion.ends_on", help="检测、鉴定期间不计入（强25③）。"),
        Field("urgent_reason", "紧急实施的理由", Type.LONG, source="take_measure_urgently.urgent_reason"),
        *c.REMEDY,
    ),
    body=(
        called("查封决定书", "seal"),
        called("扣押决定书", "seize"),
        called("冻结决定书", "freeze"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案（案号：{case_number}）中查明：{violation}", element="facts"),
        para("{reason}"),
        para("情况紧急，当场实施：{urgent_reason}", when="urgent_reason"),
        para("依照{basis}的规定，本机关决定对下列场所、设施或者财物予以{measure}，期限三十日，自作出本决定之日起计算：",
             when=THINGS, element="decision"),
        para("依照{basis}的规定，本机关决定对你（单位）在{bank}账号{account}的存款、汇款予以{measure}，数额人民币{amount}"
             "（大写：{amount|upper}），期限三十日，自作出本决定之日起计算。", when=MONEY, element="decision"),
        table("goods"),
        para("期限至{ends_on}届满。", when="ends_on"),
        para("保管方式：{keeping}。本机关妥善保管，不使用、不损毁，保管费用由本机关承担。", when=THINGS),
        plain("保管人：{keeper}", when="keeper"),
        para("对物品进行检测、检验、检疫或者技术鉴定的，其期间不计入上述期限，由本机关书面告知。情况复杂的，经本机关负责人批准"
             "可以延长，延长期限不超过三十日。", when=THINGS),
        para("在此期间，未经本机关同意，不得使用、转移、变卖、损毁或者隐匿。", when=THINGS),
        para("你（单位）有权陈述和申辩；因违法实施行政强制受到损害的，有权依法要求赔偿。"),
        REMEDY_LINE,
        OFFICERS_LINE,
        note("本决定书和清单一式二份，由当事人和行政机关分别保存。"),
    ),
    signatures=(c.PARTY_SIGN, c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

SEIZED_LIST = Form(
    doc=Doc.SEIZED_LIST,
    basis="行政强制法第二十四条第一款、第三款",
    layout="table",
    sealed=True,
    fields=(
        c.ORGAN, c.CASE_NUMBER, *c.PARTY_BRIEF, *c.OFFICERS, MEASURE, TAKEN[0], replace(GOODS, when=""),
        replace(KEEPING[0], when=""),
        Field("receipt", "交付情况", Type.CHOICE, True, source="coercion.receipt",
              choices=(("signed", "当场签收"), ("refused", "拒绝签收"), ("later", "当事人不在场，另行送达"))),
        Field("refusal", "拒绝签收的情况", Type.LONG, source="coercion.refusal", klass=PR),
        Field("witness_names", "见证人", source="coercion.witness_names", klass=THIRD),
        Field("video", "拍照、录像", source="coercion.video", klass=PR),
    ),
    body=(
        title("查封、扣押财物清单"),
        row("决定书文号", "{decision_number}", "案号", "{case_number}"),
        row("当事人", "{party_name}", "措施", "{measure}"),
        table("goods"),
        row("执法机关", "{organ_name}", "保管方式", "{keeping}"),
        row("执法人员", "{handler_names}", "执法证号", "{handler_certificates}"),
        row("交付情况", "{receipt}"),
        row("拒绝签收的情况", "{refusal}", when="refusal"),
        row("见证人", "{witness_names}", when="witness_names"),
        row("拍照、录像", "{video}", when="video"),
        row("份数", "一式二份，由当事人和行政机关分别保存"),
    ),
    signatures=(c.PARTY_SIGN, c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

FREEZE_NOTICE = Form(
    doc=Doc.FREEZE_NOTICE,
    basis="行政强制法第三十条、第三十三条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="冻通",
    fields=(
        c.ORGAN, c.CASE_NUMBER, *c.PARTY_BRIEF, *c.OFFICERS, BASIS,
        Field("bank", "金融机构", required=True, source="matter.bank"),
        Field("account", "账号", required=True, source="matter.account", klass=P),
        Field("amount", "数额", Type.MONEY, True, source="matter.amount"),
        Field("action", "事项", Type.CHOICE, True, source="coercion.freeze_action",
              choices=(("freeze", "冻结"), ("release", "解除冻结"))),
        Field("ends_on", "届满日期", Type.DATE, source="coercion.ends_on"),
        c.ORGAN_PHONE,
    ),
    body=(
        title("冻结（解除冻结）通知书"),
        plain("{bank}："),
        para("依照{basis}的规定，{organ_name}决定对{party_name}（案号：{case_number}）在你单位账号{account}的存款、汇款{action}，数额"
             "人民币{amount}（大写：{amount|upper}）。"),
        para("冻结期限至{ends_on}届满；本机关逾期未作出处理决定或者解除冻结决定的，你单位应当自期满之日起解除冻结。",
             when="action=freeze & ends_on"),
        para("请在接到本通知后立即办理，不得拖延，不得在冻结前向当事人泄露信息。", when="action=freeze"),
        para("请在接到本通知后立即办理。", when="action=release"),
        OFFICERS_LINE,
        plain("联系电话：{organ_phone}"),
    ),
)  # fmt: skip

FORMS = (MEASURE_APPROVAL, MEASURE_RECORD, MEASURE_DECISION, SEIZED_LIST, FREEZE_NOTICE)
