"""行政检查: approval, notice, record, inquest, sampling, result.

司法部《行政检查文书基本格式文本（试行）》2025 has seven kinds. Its stages and purposes were read in reports of it,
the texts themselves were not: fields and wording are ours, built on what the reports name (task source, frequency,
rights, 五个严禁). 询问笔录 and 责令改正通知书 are shared with other acts.
"""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, item, note, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass
from mingjing.law.visits import EXCEPTIONS, FIVE_BANS, ORDERED, PROSECUTED, Result, VisitType

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
SET = "国办发〔2024〕54号；司法部《行政检查文书基本格式文本（试行）》（条文未逐字核对）"

NUMBER = Field("case_number", "检查编号", required=True, source="case.number", own=True)
SUBJECT = Field("cause", "检查事由", required=True, source="case.cause")
TYPE = Field("type", "检查类型", Type.CHOICE, True, source="matter.type", choices=tuple(VisitType.choices()))
METHOD = Field(
    "method", "检查方式", Type.CHOICE, True, source="matter.method",
    choices=(("on_site", "现场检查"), ("off_site", "非现场检查")),
)  # fmt: skip
FROM = Field("planned_from", "检查开始日期", Type.DATE, True, source="matter.planned_from")
TO = Field("planned_to", "检查截止日期", Type.DATE, True, source="matter.planned_to")
PLACE = Field("place", "检查地点", required=True, source="record.place")
BASIS = Field("power_basis", "检查依据", Type.CITATION, True, source="power.basis", element=Element.BASIS)
ITEMS = Field(
    "items", "检查事项", Type.ROWS, True, source="matter.items",
    columns=(
        Field("item", "检查事项", required=True, width=5),
        Field("standard", "检查标准（要点）", width=6),
    ),
)  # fmt: skip
FINDINGS = Field(
    "findings", "逐项检查情况", Type.ROWS, True, source="record_inspection.items",
    columns=(
        Field("item", "检查事项", required=True, width=4),
        Field("finding", "检查情况", Type.LONG, True, width=7),
        Field("result", "结论", required=True, width=2),
    ),
)  # fmt: skip
NOTICE = Field(
    "notice", "通知方式", Type.CHOICE, True, source="matter.notice",
    choices=(("given", "事先通知"), ("unannounced", "不事先通知")),
)  # fmt: skip
RIGHTS = (
    "你（单位）有权要求执法人员出示执法证件，未出示或者少于两人的，有权拒绝检查；有权陈述、申辩；认为执法人员与检查事项有"
    "直接利害关系或者有其他关系可能影响公正执法的，有权申请回避；有权拒绝超出本次检查事项范围的检查，对违法检查有权投诉举报。"
    "同时应当如实提供有关情况和材料，协助检查，不得拒绝、阻挠。"
)
PRESENT = (
    Field("present_name", "到场人", Type.PERSON, True, source="record_inspection.present_name", klass=P),
    Field("present_role", "到场人身份", required=True, source="record_inspection.present_role"),
)

INSPECTION_APPROVAL = Form(
    doc=Doc.INSPECTION_APPROVAL,
    basis=f"{SET}；行政许可法第六十一条",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, c.SOURCE_TEXT, *c.PARTY, *c.OFFICERS, TYPE, METHOD, FROM, TO, PLACE, BASIS, ITEMS,
        NOTICE,
        Field("unannounced_reason", "不事先通知的理由", Type.LONG, True, source="matter.unannounced_reason",
              klass=PR, when="notice=unannounced"),
        Field("frequency", "本年度检查频次", required=True, source="visits.frequency", klass=PR,
              help="本年度对该企业第几次检查，本机关公布的上限。"),
        Field("exception", "超过频次的例外情形", Type.CHOICE, source="matter.exception", choices=EXCEPTIONS),
        Field("exception_reason", "超过频次的理由", Type.LONG, source="matter.exception_reason", klass=PR),
        Field("near", "近期检查和合并情况", Type.LONG, True, source="visits.near", klass=PR),
        Field("assistants", "协助人员", Type.LONG, source="matter.assistants",
              help="专家、检测人员等的人数；没有执法证件的不得单独检查。"),
        *c.OPINIONS,
    ),
    body=(
        title("行政检查审批表"),
        row("检查编号", "{case_number}", "任务来源", "{case_source}"),
        row("检查事由", "{cause}", "检查类型", "{type}"),
        *c.PARTY_ROWS,
        row("检查时间", "{planned_from}至{planned_to}", "检查方式", "{method}"),
        row("检查地点", "{place}"),
        row("检查依据", "{power_basis}"),
        table("items"),
        row("执法人员", "{handler_names}", "执法证号", "{handler_certificates}"),
        row("协助人员", "{assistants}", when="assistants"),
        row("通知方式", "{notice}", when="!unannounced_reason"),
        row("通知方式", "{notice}", "理由", "{unannounced_reason}", when="unannounced_reason"),
        row("本年度检查频次", "{frequency}"),
        row("例外情形", "{exception}", "理由", "{exception_reason}", when="exception"),
        row("近期检查和合并情况", "{near}"),
        row("执法机关", "{organ_name}"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

INSPECTION_NOTICE = Form(
    doc=Doc.INSPECTION_NOTICE,
    basis=f"{SET}；行政许可法第六十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="检通",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, TYPE, METHOD, FROM, TO, PLACE, BASIS, ITEMS,
        Field("frequency", "本年度检查频次", required=True, source="visits.frequency"),
        Field("prepare", "请准备的材料", Type.LONG, source="notify_inspection.prepare"),
        c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
    ),
    body=(
        title("行政检查通知书"),
        plain("{party_name}："),
        *c.PARTY_LINES[1:],
        para("依照{power_basis}，{organ_name}定于{planned_from}至{planned_to}对你（单位）进行{type}（{method}，检查编号："
             "{case_number}）。检查事由：{cause}。{frequency}。"),
        plain("检查地点：{place}"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        head("检查事项"),
        each("items", "{item}　{standard}"),
        para("请准备下列材料：{prepare}", when="prepare"),
        head("你（单位）的权利和义务"),
        para(RIGHTS),
        head("检查纪律"),
        *(item(ban) for ban in FIVE_BANS),
        plain("联系人：{contact_names}　联系电话：{organ_phone}　地址：{organ_address}"),
        note("本通知书一式两份，一份送达被检查人，一份归档。"),
    ),
)  # fmt: skip

INSPECTION_RECORD = Form(
    doc=Doc.INSPECTION_RECORD,
    basis=f"{SET}；行政许可法第六十一条第二款",
    layout="record",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, PLACE,
        Field("started_at", "检查开始时间", Type.DATETIME, True, source="record_inspection.started_at"),
        Field("ended_at", "检查结束时间", Type.DATETIME, True, source="record_inspection.ended_at"),
        *PRESENT,
        Field("shown", "亮码亮证情况", required=True, source="enter.shown_words",
              help="企业扫描检查码，或者出示执法证件。"),
        Field("recording", "音像记录情况", required=True, source="record_inspection.recording"),
        FINDINGS,
        Field("statement", "被检查人的意见", Type.LONG, True, source="record_inspection.statement", klass=PR),
        Field("remark", "到场人核对意见", required=True, source="record_inspection.remark"),
    ),
    body=(
        title("现场检查笔录"),
        plain("检查编号：{case_number}　检查事由：{cause}"),
        plain("检查时间：{started_at}至{ended_at}"),
        plain("检查地点：{place}"),
        *c.PARTY_LINES,
        plain("到场人：{present_name}（{present_role}）"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        plain("音像记录：{recording}"),
        para("告知事项：我们是{organ_name}的执法人员{handler_names}，现依法对你（单位）进行检查。{shown}。" + RIGHTS
             + "并告知涉企行政检查“五个严禁”。到场人表示：已看清，已听明白，不申请回避。"),
        head("逐项检查情况"),
        each("findings", "{item}：{finding}（{result}）", role="item"),
        head("被检查人的意见"),
        para("{statement}"),
        para("（以下空白）"),
        plain("到场人核对意见：{remark}"),
    ),
    signatures=(Signature("present", "到场人（签名）"), c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

INQUEST_RECORD = Form(
    doc=Doc.INQUEST_RECORD,
    basis=f"{SET}；行政处罚法第四十六条第一款第八项",
    layout="record",
    written=True,
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS,
        Field("started_at", "勘验开始时间", Type.DATETIME, True, source="record.started_at"),
        Field("ended_at", "勘验结束时间", Type.DATETIME, True, source="record.ended_at"),
        Field("place", "勘验地点", required=True, source="record.place"),
        Field("present_name", "到场人", Type.PERSON, True, source="record.present_name", klass=P),
        Field("present_role", "到场人身份", required=True, source="record.present_role"),
        Field("tools", "勘验工具和方法", required=True, source="inquest.tools", help="量具名称、编号，检定有效期。"),
        c.words("findings", "勘验情况", "inquest.findings", help="方位、距离、尺寸、状态；附图的注明图号。"),
        Field("drawings", "附图、照片", source="inquest.drawings"),
        Field("remark", "到场人核对意见", required=True, source="inquest.remark"),
    ),
    body=(
        title("勘验笔录"),
        plain("检查编号：{case_number}　勘验事由：{cause}"),
        plain("勘验时间：{started_at}至{ended_at}"),
        plain("勘验地点：{place}"),
        *c.PARTY_LINES,
        plain("到场人：{present_name}（{present_role}）"),
        plain("勘验人：{organ_name}　{handler_names}（执法证号：{handler_certificates}）"),
        plain("工具和方法：{tools}"),
        head("勘验情况"),
        para("{findings}"),
        plain("附图、照片：{drawings}", when="drawings"),
        para("（以下空白）"),
        plain("到场人核对意见：{remark}"),
    ),
    signatures=(Signature("present", "到场人（签名）"), c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

SAMPLING_RECORD = Form(
    doc=Doc.SAMPLING_RECORD,
    basis=f"{SET}；行政许可法第六十二条第一款；食品安全法第八十七条",
    layout="record",
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS,
        Field("sampled_at", "抽样时间", Type.DATETIME, True, source="take_sample.sampled_at"),
        Field("place", "抽样地点", required=True, source="record.place"),
        Field("present_name", "到场人", Type.PERSON, True, source="record.present_name", klass=P),
        Field("samples", "样品", Type.ROWS, True, source="take_sample.samples", columns=(
            Field("name", "样品名称", required=True, width=4), Field("model", "规格、批号", width=4),
            Field("base", "抽样基数", width=2), Field("quantity", "抽样数量", required=True, width=2))),
        Field("way", "抽样方法、封样情况", Type.LONG, True, source="take_sample.way"),
        Field("tester", "检测机构", required=True, source="take_sample.tester", help="具有法定资质的检测机构。"),
        Field("paid", "样品费用", Type.CHOICE, True, source="take_sample.paid",
              choices=(("bought", "购买"), ("free", "依法无偿提供"), ("returned", "检测后退还"))),
        Field("remark", "到场人核对意见", required=True, source="take_sample.remark"),
    ),
    body=(
        title("抽样取样记录"),
        plain("检查编号：{case_number}　抽样事由：{cause}"),
        plain("抽样时间：{sampled_at}　抽样地点：{place}"),
        *c.PARTY_LINES,
        plain("到场人：{present_name}"),
        plain("抽样人：{organ_name}　{handler_names}（执法证号：{handler_certificates}）"),
        table("samples"),
        para("抽样方法、封样情况：{way}"),
        plain("检测机构：{tester}　样品费用：{paid}"),
        plain("到场人核对意见：{remark}"),
        note("本记录一式两份，一份交被抽样人，一份归档。检测不得收取费用。"),
    ),
    signatures=(Signature("present", "到场人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

CORRECT = "result=" + "|".join(r for r in Result if r in ORDERED)
PENALTY = "result=" + "|".join(r for r in Result if r in PROSECUTED)
INSPECTION_RESULT = Form(
    doc=Doc.INSPECTION_RESULT,
    basis=f"{SET}；行政许可法第六十一条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="检查",
    written=True,
    fields=(
        c.ORGAN, NUMBER, SUBJECT, *c.PARTY, *c.OFFICERS, TYPE, PLACE, BASIS,
        Field("inspected_on", "检查日期", Type.DATE, True, source="enter.on"),
        FINDINGS,
        Field("facts", "检查认定的情况", Type.LONG, True, source="inspection.facts", element=Element.FACTS,
              help="一两句话写清检查发现；没有问题的写“未发现问题”。公示时展示，不得写入个人信息和商业秘密。"),
        Field("result", "检查结果", Type.CHOICE, True, source="record_inspection.proposal",
              choices=tuple(Result.choices()), element=Element.DECISION),
        Field("order_number", "责令改正通知书文号", required=True, source="correction.number", own=True, when=CORRECT,
              element=Element.DECISION),
        Field("note", "其他处理意见", Type.LONG, source="inspection.note"),
        *c.REMEDY,
    ),
    body=(
        title("行政检查结果告知书", element="kind"),
        *c.PARTY_LINES,
        para("{inspected_on}，{organ_name}执法人员{handler_names}（执法证号：{handler_certificates}）在{place}对你（单位）"
             "进行了{type}（检查编号：{case_number}，事由：{cause}）。"),
        para("检查依据：{power_basis}。", element="basis"),
        head("逐项检查情况"),
        each("findings", "{item}：{finding}（{result}）", role="item"),
        head("检查认定的情况"),
        para("{facts}", element="facts"),
        head("检查结果"),
        para("{result}。", element="decision"),
        para("本机关已责令改正（{order_number}），请按期改正，本机关将复查。", when=CORRECT, element="decision"),
        para("上述情况涉嫌违法，本机关将另行立案查处。", when=PENALTY, element="decision"),
        para("上述情况依法移送有权机关处理。", when=f"result={Result.TRANSFER}", element="decision"),
        para("{note}", when="note"),
        head("救济途径"),
        para("对本检查结果有异议的，可以向本机关陈述、申辩；认为本检查侵犯你（单位）合法权益的，可以自收到本告知书之日起"
             "六十日内向{reconsideration_body}申请行政复议，也可以自收到本告知书之日起六个月内向{court}提起行政诉讼。",
             element="remedy"),
        para("本机关将依照行政执法公示的规定，自作出本结果之日起二十个工作日内公示。"),
        note("本告知书一式两份，一份送达被检查人，一份归档。"),
    ),
)  # fmt: skip

FORMS = (
    INSPECTION_APPROVAL, INSPECTION_NOTICE, INSPECTION_RECORD, INQUEST_RECORD, SAMPLING_RECORD, INSPECTION_RESULT,
)  # fmt: skip
