"""行政许可, on the way to a decision: examination, those it concerns, hearing, time (许34–48)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.licence import ACCEPTED, APPLICANT, BASIS, CONTACT, ITEM, LAW, MATERIALS, OFFICE, RECEIVED
from mingjing.documents.forms.lines import each, head, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS

EXAMINATION_FORM = Form(
    doc=Doc.EXAMINATION_FORM,
    basis="行政许可法第三十四条、第三十六条、第四十八条第二款",
    layout="table",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, *c.OFFICERS, RECEIVED, ACCEPTED, BASIS, MATERIALS,
        Field("mode", "审查方式", Type.CHOICE, True, source="examine.mode", choices=(
            ("formal", "形式审查"), ("substantive", "核实材料的实质内容"))),
        c.words("facts", "审查认定的情况", "examine.facts"),
        Field("interested", "是否直接关系他人重大利益", Type.CHOICE, True, source="examine.interested",
              choices=(("no", "不直接关系"), ("yes", "直接关系，应当告知")), klass=PR),
        c.words("by_record", "听证笔录的采纳情况", "examine.by_record", required=False),
        Field("conclusion", "审查结论", Type.CHOICE, True, source="examine.conclusion", klass=PR, choices=(
            ("meets", "符合法定条件、标准（法定情形成立）"), ("fails", "不符合法定条件、标准（法定情形不成立）"))),
        c.words("scope", "建议许可（处理）的内容", "examine.scope", when="conclusion=meets"),
        c.words("reasons", "不符合的理由和依据", "examine.reasons", when="conclusion=fails"),
        c.OPINIONS[0], c.OPINIONS[1],
    ),
    body=(
        title("行政许可审查表"),
        row("受理编号", "{case_number}", "许可事项", "{item_name}"),
        row("申请人", "{party_name}", "审查机关", "{organ_name}"),
        row("收到日期", "{received_on}", "受理日期", "{accepted_on}"),
        row("审查人员", "{handler_names}", "执法证号", "{handler_certificates}"),
        row("许可依据", "{licence_basis}"),
        table("materials"),
        row("审查方式", "{mode}", "利害关系", "{interested}"),
        row("审查认定的情况", "{facts}"),
        row("听证笔录的采纳", "{by_record}", when="by_record"),
        row("审查结论", "{conclusion}"),
        row("建议的内容", "{scope}", when="scope"),
        row("理由和依据", "{reasons}", when="reasons"),
        opinion("handler", "审查人员意见", "{handler_opinion}"),
        opinion("unit", "办理机构负责人意见", "{unit_opinion}"),
    ),
)  # fmt: skip

SITE_CHECK_RECORD = Form(
    doc=Doc.SITE_CHECK_RECORD,
    basis="行政许可法第三十四条第三款",
    layout="record",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY, *c.OFFICERS,
        Field("started_at", "核查开始时间", Type.DATETIME, True, source="check_on_site.started_at"),
        Field("ended_at", "核查结束时间", Type.DATETIME, True, source="check_on_site.ended_at"),
        Field("place", "核查地点", required=True, source="record.place"),
        Field("present_name", "在场人", Type.PERSON, True, source="record.present_name", klass=P),
        Field("checks", "逐项核查情况", Type.ROWS, True, source="check_on_site.checks", columns=(
            Field("condition", "条件、标准", Type.LONG, True, width=5),
            Field("finding", "核查情况", Type.LONG, True, width=5), Field("result", "结论", required=True, width=2))),
        Field("remark", "在场人意见", Type.LONG, True, source="check_on_site.remark"),
    ),
    body=(
        title("现场核查记录"),
        plain("受理编号：{case_number}　许可事项：{item_name}"),
        plain("核查时间：{started_at}至{ended_at}　核查地点：{place}"),
        *APPLICANT,
        plain("在场人：{present_name}"),
        plain("核查人员：{organ_name}　{handler_names}（执法证号：{handler_certificates}）"),
        para("核查人员不少于两名，已出示证件，说明来意；核查不妨碍正常的生产经营活动，不收取费用。"),
        head("逐项核查情况"),
        each("checks", "{condition}：{finding}（{result}）", role="item"),
        plain("在场人意见：{remark}"),
    ),
    signatures=(Signature("present", "在场人（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

INTERESTED_NOTICE = Form(
    doc=Doc.INTERESTED_NOTICE,
    basis="行政许可法第三十六条、第四十七条",
    layout="official",
    outward=True,
    sealed=True,
    word="许利告",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, ACCEPTED,
        Field("role", "被告知人身份", Type.CHOICE, True, source="tell_interested.role",
              choices=(("interested", "利害关系人"), ("applicant", "申请人"))),
        Field("addressee", "被告知人", required=True, source="tell_interested.addressee", klass=UnitClass.THIRD_PARTY),
        Field("interest", "与本许可的利害关系", Type.LONG, True, source="tell_interested.interest"),
        *OFFICE,
    ),
    body=(
        title("许可利害关系告知书"),
        plain("{addressee}（{role}）："),
        para("{organ_name}于{accepted_on}受理{party_name}提出的{item_name}申请（受理编号：{case_number}）。经审查，该许可事项"
             "直接关系他人重大利益：{interest}"),
        para(f"依照{LAW}第三十六条、第四十七条的规定，现予告知：自收到本告知书之日起五个工作日内，可以向本机关陈述、申辩，"
             "也可以要求听证；逾期不提出的，视为放弃。要求听证的，不承担组织听证的费用。"),
        CONTACT,
    ),
)  # fmt: skip

LICENCE_VIEWS = Form(
    doc=Doc.LICENCE_VIEWS,
    basis="行政许可法第七条、第三十六条",
    layout="record",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("speaker", "提出人", required=True, source="hear_interested.speaker", klass=UnitClass.THIRD_PARTY),
        Field("presented_on", "提出日期", Type.DATE, True, source="hear_interested.presented_on"),
        Field("content", "意见内容", Type.LONG, True, source="hear_interested.content"),
    ),
    body=(
        title("许可陈述申辩意见记录"),
        plain("受理编号：{case_number}　许可事项：{item_name}　申请人：{party_name}"),
        plain("提出人：{speaker}　提出日期：{presented_on}"),
        plain("记录人：{organ_name}　{handler_names}（执法证号：{handler_certificates}）"),
        para("{content}"),
    ),
    signatures=(Signature("speaker", "提出人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

LICENCE_VIEWS_ANSWER = Form(
    doc=Doc.LICENCE_VIEWS_ANSWER,
    basis="行政许可法第七条、第三十六条",
    layout="official",
    outward=True,
    sealed=True,
    word="许意复",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF,
        Field("speaker", "提出人", required=True, source="hear_interested.speaker", klass=UnitClass.THIRD_PARTY),
        Field("presented_on", "提出日期", Type.DATE, True, source="hear_interested.presented_on"),
        Field("adopted", "采纳情况", Type.CHOICE, True, source="answer_interested.adopted",
              choices=(("full", "采纳"), ("part", "部分采纳"), ("none", "不予采纳"))),
        Field("answer", "理由", Type.LONG, True, source="answer_interested.answer"),
        *OFFICE,
    ),
    body=(
        title("许可意见答复书"),
        plain("{speaker}："),
        para("你（单位）于{presented_on}对{party_name}{item_name}一事（受理编号：{case_number}）提出的意见，{organ_name}已研究，"
             "{adopted}。{answer}"),
        CONTACT,
    ),
)  # fmt: skip

HEARING_FIELDS = (
    Field("ground", "听证的缘由", Type.CHOICE, True, source="announce_licence_hearing.ground", choices=(
        ("asked", "申请人、利害关系人要求听证"), ("statutory", "法律、法规、规章规定应当听证"),
        ("public", "涉及公共利益的重大许可事项"))),
    Field("held_at", "听证时间", Type.DATETIME, True, source="licence.hearing_at"),
    Field("place", "听证地点", required=True, source="announce_licence_hearing.place"),
    Field("host_name", "主持人", Type.PEOPLE, True, source="licence.hearing_host"),
)  # fmt: skip

LICENCE_HEARING_ANNOUNCEMENT = Form(
    doc=Doc.LICENCE_HEARING_ANNOUNCEMENT,
    basis="行政许可法第四十六条、第四十八条第一款第一项、第二项",
    layout="official",
    outward=True,
    sealed=True,
    word="许听公",
    fields=(c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, *HEARING_FIELDS, *OFFICE),
    body=(
        title("许可听证公告"),
        para("{organ_name}正在审查{party_name}提出的{item_name}申请（受理编号：{case_number}）。因{ground}，"
             f"依照{LAW}第四十六条、第四十八条的规定，定于{{held_at}}在{{place}}公开举行听证，由{{host_name}}主持。"),
        para("需要旁听或者认为与本许可有利害关系的，请在听证三日前与本机关联系。"),
        CONTACT,
    ),
)  # fmt: skip

LICENCE_HEARING_NOTICE = Form(
    doc=Doc.LICENCE_HEARING_NOTICE,
    basis="行政许可法第四十七条、第四十八条",
    layout="official",
    outward=True,
    sealed=True,
    word="许听通",
    fields=(c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, *HEARING_FIELDS, *OFFICE),
    body=(
        title("许可听证通知书"),
        plain("{party_name}："),
        para("关于你（单位）提出的{item_name}申请（受理编号：{case_number}），因{ground}，{organ_name}定于{held_at}在{place}"
             "公开举行听证，由{host_name}主持。"),
        para("你（单位）可以亲自参加，也可以委托一至二人代理；认为主持人与本许可有直接利害关系的，有权申请回避；"
             "有权提出证据，进行申辩和质证。申请人、利害关系人不承担听证的费用。"),
        CONTACT,
    ),
)  # fmt: skip

LICENCE_HEARING_RECORD = Form(
    doc=Doc.LICENCE_HEARING_RECORD,
    basis="行政许可法第四十八条第一款第五项、第二款",
    layout="record",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, *c.OFFICERS, *HEARING_FIELDS,
        Field("attendees", "听证参加人", Type.LONG, True, source="hold_licence_hearing.attendees",
              klass=UnitClass.THIRD_PARTY),
        c.words("record", "听证记录", "hold_licence_hearing.record"),
        Field("recorder", "记录人", Type.PEOPLE, True, source="hold_licence_hearing.recorder"),
    ),
    body=(
        title("许可听证笔录"),
        plain("受理编号：{case_number}　许可事项：{item_name}　申请人：{party_name}"),
        plain("听证缘由：{ground}"),
        plain("时间：{held_at}　地点：{place}"),
        plain("主持人：{host_name}　记录人：{recorder}　组织机关：{organ_name}"),
        plain("审查人员：{handler_names}（执法证号：{handler_certificates}）"),
        plain("参加人：{attendees}"),
        para("{record}"),
    ),
    signatures=(Signature("host", "主持人（签名）"), Signature("parties", "听证参加人（签名或者盖章）")),
)  # fmt: skip

LICENCE_EXTENSION = Form(
    doc=Doc.LICENCE_EXTENSION,
    basis="行政许可法第四十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="许延",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, ACCEPTED,
        Field("days", "延长的工作日", Type.NUMBER, True, source="extend_licence.days"),
        Field("due_on", "延长后的届满日", Type.DATE, True, source="licence.due"),
        Field("reason", "延长的理由", Type.LONG, True, source="extend_licence.reason"),
        *OFFICE,
    ),
    body=(
        title("许可延期告知书"),
        plain("{party_name}："),
        para("{organ_name}于{accepted_on}受理你（单位）提出的{item_name}申请（受理编号：{case_number}）。因{reason}，不能在法定期限内"
             f"作出决定。依照{LAW}第四十二条的规定，经负责人批准，延长{{days}}个工作日，至{{due_on}}届满。"),
        CONTACT,
    ),
)  # fmt: skip

SPECIAL = (
    ("hearing", "听证"), ("tender", "招标"), ("auction", "拍卖"), ("inspection", "检验"), ("test", "检测"),
    ("quarantine", "检疫"), ("appraisal", "鉴定"), ("review", "专家评审"),
)  # fmt: skip

SPECIAL_PROCEDURE_NOTICE = Form(
    doc=Doc.SPECIAL_PROCEDURE_NOTICE,
    basis="行政许可法第四十五条",
    layout="official",
    outward=True,
    sealed=True,
    word="许扣",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, ACCEPTED,
        Field("kind", "特别程序", Type.CHOICE, True, source="stop_clock.kind", choices=SPECIAL),
        Field("days", "所需工作日", Type.NUMBER, True, source="stop_clock.days"),
        Field("reason", "需要的理由和承担单位", Type.LONG, True, source="stop_clock.reason"),
        *OFFICE,
    ),
    body=(
        title("许可特别程序告知书"),
        plain("{party_name}："),
        para("{organ_name}于{accepted_on}受理你（单位）提出的{item_name}申请（受理编号：{case_number}）。依法需要{kind}："
             "{reason}，所需时间{days}个工作日。"),
        para(f"依照{LAW}第四十五条的规定，上述时间不计算在许可办理期限内。"),
        CONTACT,
    ),
)  # fmt: skip

FORMS = (
    EXAMINATION_FORM, SITE_CHECK_RECORD, INTERESTED_NOTICE, LICENCE_VIEWS, LICENCE_VIEWS_ANSWER,
    LICENCE_HEARING_ANNOUNCEMENT, LICENCE_HEARING_NOTICE, LICENCE_HEARING_RECORD, LICENCE_EXTENSION,
    SPECIAL_PROCEDURE_NOTICE,
)  # fmt: skip
