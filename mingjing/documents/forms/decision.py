"""决定: collective discussion, the decision with every item of 处59, the decision not to penalise, transfer."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, item, note, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

PR = UnitClass.PROCESS

DISCUSSION_RECORD = Form(
    doc=Doc.DISCUSSION_RECORD,
    basis="行政处罚法第五十七条第二款；河南省行政执法条例第二十八条",
    layout="record",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.ACT, *c.PARTY_BRIEF, *map(c.penal, (c.VIOLATED, c.PENALTY_BASIS)),
        Field("act_basis", "依据", Type.CITATION, True, source="power.basis", when=c.OTHER),
        Field("held_at", "讨论时间", Type.DATETIME, True, source="discussion.held_at", klass=PR),
        Field("place", "讨论地点", required=True, source="discussion.place", klass=PR),
        Field("chair_name", "主持人", Type.PEOPLE, True, source="discussion.chair_name"),
        Field("members", "参加讨论的负责人", Type.PEOPLE, True, source="discussion.members"),
        Field("attendees", "列席人员", Type.PEOPLE, True, source="discussion.attendees", help="承办人、法制审核人员。"),
        Field("recorder", "记录人", Type.PEOPLE, True, source="discussion.recorder"),
        c.words("reason_to_discuss", "提请讨论的情形", "discussion.reason"),
        c.words("report", "承办人汇报", "discussion.report"),
        c.words("review_view", "法制审核意见", "discussion.review_view"),
        Field("speeches", "讨论意见", Type.ROWS, True, source="discussion.speeches", klass=PR, columns=(
            Field("speaker", "发言人", required=True, klass=PR), Field("words", "意见", Type.LONG, True, klass=PR))),
        c.words("conclusion", "讨论结论", "discussion.conclusion", help="种类、数额和依据；不同意见如实记录。"),
    ),
    body=(
        replace(title("行政处罚案件集体讨论记录"), when=c.PENAL),
        replace(title("重大行政执法决定集体讨论记录"), when=c.OTHER),
        plain("案由：{cause}（案号：{case_number}）"),
        plain("当事人：{party_name}"),
        plain("机关：{organ_name}"),
        plain("时间：{held_at}　地点：{place}"),
        plain("主持人：{chair_name}　记录人：{recorder}"),
        plain("参加人员：{members}"),
        plain("列席人员：{attendees}"),
        head("提请讨论的情形"),
        para("{reason_to_discuss}"),
        head("承办人汇报"),
        para("{report}"),
        para("涉嫌违反的规定：{violated}。处罚依据：{penalty_basis}。", when=c.PENAL),
        para("{act}。依据：{act_basis}。", when=c.OTHER),
        head("法制审核意见"),
        para("{review_view}"),
        head("讨论意见"),
        each("speeches", "{speaker}：{words}", role="para"),
        head("讨论结论"),
        para("{conclusion}"),
    ),
    signatures=(Signature("members", "参加人员（签名）"), Signature("chair", "主持人（签名）"),
                Signature("recorder", "记录人（签名）")),
)  # fmt: skip

STATEMENT = Field(
    "statement", "陈述、申辩情况", Type.CHOICE, True, source="statement.state", choices=(
        ("none", "期限内未提出"), ("waived", "明确放弃"), ("adopted", "提出，予以采纳"),
        ("partly", "提出，部分采纳"), ("rejected", "提出，不予采纳")),
)  # fmt: skip
HEARING = Field(
    "hearing", "听证情况", Type.CHOICE, True, source="hearing.state", choices=(
        ("not_due", "不属于听证范围"), ("none", "期限内未要求"), ("waived", "明确放弃"), ("held", "已举行听证")),
)  # fmt: skip
MADE = "statement=adopted|partly|rejected"

PENALTY_DECISION = Form(
    doc=Doc.PENALTY_DECISION,
    basis="行政处罚法第五十七条、第五十九条",
    layout="official",
    outward=True,
    sealed=True,
    word="处罚",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, c.FILED_ON,
        c.SOURCE_TEXT, *c.OFFICERS,
        Field("course", "调查经过", Type.LONG, True, source="report.course",
              help="检查、取证、登记保存、责令改正等经过。"),
        c.FACTS, c.VIOLATION, c.EVIDENCE, c.VIOLATED,
        Field("nature", "定性理由", Type.LONG, source="report.nature"),
        c.PENALTY_BASIS, *c.DISCRETION,
        Field("notice_number", "告知书文号", required=True, source="notice.number", own=True),
        Field("notice_served_on", "告知书送达日期", Type.DATE, True, source="notice.served_on"),
        STATEMENT,
        Field("statement_claims", "陈述、申辩的主要意见", Type.LONG, True, source="statement.content", when=MADE),
        Field("statement_answer", "复核意见和采纳情况", Type.LONG, True, source="statement.reason", when=MADE),
        HEARING,
        Field("hearing_held_on", "听证日期", Type.DATE, True, source="hearing.held_on", when="hearing=held"),
        Field("hearing_answer", "听证意见的采纳情况", Type.LONG, True, source="hearing.answer", when="hearing=held"),
        *c.PENALTY,
        Field("correction", "责令改正内容", Type.LONG, source="correction.content",
              help="实施行政处罚时应当责令改正或者限期改正（处28①）；已经改正的写“已改正”。"),
        Field("pay_to", "缴款银行、账户或者电子支付渠道", required=True, source="organ.pay_to", own=True,
              when="penalties=fine|confiscate_income", help="罚缴分离（处67）。"),
        Field("perform_other", "其他处罚的履行方式和期限", Type.LONG, True, source="penalty.perform_other",
              when="penalties=confiscate_goods|suspend_licence|downgrade|restrict_business|suspend_business|close"
                   "|restrict_employment|revoke_licence|detention"),
        Field("publicity", "公示", Type.CHOICE, True, source="publicity.scope",
              choices=(("public", "依法公示"), ("withheld", "依法不予公开"))),
        Field("publicity_ground", "不予公开的依据", Type.CITATION, True, source="publicity.ground",
              when="publicity=withheld"),
        *c.REMEDY,
    ),
    body=(
        title("行政处罚决定书", element="kind"),
        *c.PARTY_LINES,
        head("案件来源和调查经过"),
        para("案件来源：{case_source}。{organ_name}于{filed_on}对你（单位）涉嫌{cause}的行为立案调查（案号：{case_number}），"
             "指派执法人员{handler_names}（执法证号：{handler_certificates}）承办。执法人员依法出示执法证件，"
             "告知了权利和义务。"),
        para("{course}"),
        head("违法事实和证据"),
        para("经查，{facts}"),
        para("综上，{violation}", element="facts"),
        para("以上事实，有下列证据证明："),
        each("evidence", "{name}，证明{proves}。"),
        head("陈述、申辩和听证情况"),
        para("本机关于{notice_served_on}向你（单位）送达告知书（{notice_number}），依法告知了拟作出的行政处罚内容及事实、理由、"
             "依据，以及依法享有的陈述、申辩权利。", when="hearing=not_due"),
        para("本机关于{notice_served_on}向你（单位）送达告知书（{notice_number}），依法告知了拟作出的行政处罚内容及事实、理由、"
             "依据，以及依法享有的陈述、申辩和要求听证的权利。", when="hearing=none|waived|held"),
        para("你（单位）在规定期限内未提出陈述、申辩意见。", when="statement=none"),
        para("你（单位）明确表示放弃陈述、申辩。", when="statement=waived"),
        para("你（单位）提出的陈述、申辩意见为：{statement_claims}", when=MADE),
        para("经复核，上述意见成立，本机关予以采纳。{statement_answer}", when="statement=adopted"),
        para("经复核，上述意见部分成立，本机关予以部分采纳。{statement_answer}", when="statement=partly"),
        para("经复核，上述意见不成立，本机关不予采纳。{statement_answer}", when="statement=rejected"),
        para("你（单位）在规定期限内未要求听证。", when="hearing=none"),
        para("你（单位）明确表示放弃听证。", when="hearing=waived"),
        para("应你（单位）的要求，本机关于{hearing_held_on}举行听证。{hearing_answer}", when="hearing=held"),
        head("处罚的理由和依据"),
        para("{nature}", when="nature"),
        para("你（单位）的上述行为，违反了{violated}的规定，应当依照{penalty_basis}的规定给予行政处罚。",
             element="basis"),
        para("关于裁量：依照{discretion_basis}，本案属于{discretion_tier}情形。{discretion_reason}"),
        head("处罚决定"),
        para("责令改正：{correction}", when="correction"),
        para("本机关决定给予你（单位）{penalties}的行政处罚，具体内容如下：", element="decision"),
        item("警告；", when="penalties=warning", element="decision"),
        item("通报批评；", when="penalties=public_criticism", element="decision"),
        item("罚款人民币{fine}（大写：{fine|upper}）；", when="fine", element="decision"),
        item("没收违法所得人民币{confiscated_income}（大写：{confiscated_income|upper}）；", when="confiscated_income",
             element="decision"),
        item("没收非法财物：{confiscated_goods}；", when="confiscated_goods", element="decision"),
        item("{other_penalty}", when="other_penalty", element="decision"),
        head("履行方式和期限"),
        para("自收到本决定书之日起十五日内，到{pay_to}缴纳上述款项。到期不缴纳罚款的，依照《中华人民共和国行政处罚法》第七十二条"
             "第一款第一项的规定，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。",
             when="penalties=fine"),
        para("自收到本决定书之日起十五日内，到{pay_to}缴纳上述款项。", when="!fine & confiscated_income"),
        para("{perform_other}", when="perform_other"),
        para("确有经济困难，需要延期或者分期缴纳罚款的，可以向本机关提出申请。", when="penalties=fine"),
        head("救济途径和期限"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本决定书之日起六个月内直接向{court}提起行政诉讼。申请行政复议或者提起行政诉讼期间，"
             "行政处罚不停止执行，法律另有规定的除外。", element="remedy"),
        para("逾期不申请行政复议、不提起行政诉讼，又不履行本决定的，本机关将依法强制执行或者申请人民法院强制执行。"),
        head("公示告知"),
        para("本机关将依照《中华人民共和国行政处罚法》第四十八条和行政执法公示的有关规定，自作出本决定之日起七个工作日内公示本决定"
             "信息，个人信息、商业秘密等依法隐去。你（单位）认为公示内容不准确的，有权要求更正；"
             "履行义务、纠正违法行为后，可以依法申请信用修复。", when="publicity=public"),
        para("依照{publicity_ground}，本决定信息不予公开。", when="publicity=withheld"),
        note("本决定书一式三份，一份送达当事人，一份归档，一份备查。"),
    ),
)  # fmt: skip

NOT_PUNISHED = (
    ("slight", "违法行为轻微并及时改正，没有造成危害后果（处33①）"),
    ("first", "初次违法且危害后果轻微并及时改正（处33①）"),
    ("no_fault", "当事人有证据足以证明没有主观过错（处33②）"),
    ("minor", "当事人不满十四周岁（处30）"),
    ("capacity", "当事人在不能辨认或者不能控制自己行为时有违法行为（处31）"),
    ("expired", "超过追责时效（处36）"),
    ("unfounded", "违法事实不能成立（处57①(三)）"),
)

NO_PENALTY_DECISION = Form(
    doc=Doc.NO_PENALTY_DECISION,
    basis="行政处罚法第三十条、第三十一条、第三十三条、第三十六条、第五十七条第一款",
    layout="official",
    outward=True,
    sealed=True,
    word="不罚",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, c.FILED_ON, *c.OFFICERS, c.FACTS, c.VIOLATION, c.EVIDENCE,
        Field("violated", "涉及的规定", Type.CITATION, True, source="citations.violated", element=Element.BASIS),
        Field("ground", "不予处罚情形", Type.CHOICE, True, source="no_penalty.ground", choices=NOT_PUNISHED,
              element=Element.DECISION),
        Field("ground_basis", "不予处罚依据", Type.CITATION, True, source="no_penalty.basis", element=Element.BASIS),
        Field("reason", "不予处罚的理由", Type.LONG, True, source="no_penalty.reason"),
        Field("education", "教育、管教、改正要求", Type.LONG, True, source="no_penalty.education",
              help="对当事人进行教育（处33③）；未成年人责令监护人管教（处30）。",
              when="ground=slight|first|no_fault|minor|capacity"),
        *c.REMEDY,
    ),
    body=(
        title("不予行政处罚决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}于{filed_on}对你（单位）涉嫌{cause}的行为立案调查（案号：{case_number}），指派执法人员"
             "{handler_names}（执法证号：{handler_certificates}）承办，现已调查终结。"),
        head("查明的事实和证据"),
        para("{facts}"),
        para("综上，{violation}", element="facts"),
        para("以上事实，有下列证据证明："),
        each("evidence", "{name}，证明{proves}。"),
        head("不予处罚的理由和依据"),
        para("上述行为涉及{violated}的规定。{reason}", element="basis"),
        head("决定"),
        para("本案属于下列情形：{ground}。依照{ground_basis}的规定，本机关决定不予行政处罚。", element="decision"),
        para("{education}", when="education"),
        head("救济途径和期限"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本决定书之日起六个月内直接向{court}提起行政诉讼。", element="remedy"),
        note("本决定书一式三份，一份送达当事人，一份归档，一份备查。"),
    ),
)  # fmt: skip

TRANSFER_LETTER = Form(
    doc=Doc.TRANSFER_LETTER,
    basis="行政处罚法第二十五条、第二十七条、第五十七条第一款第四项",
    layout="official",
    outward=True,
    sealed=True,
    word="移",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("sent_to", "受移送机关", required=True, source="transfer.sent_to", own=True),
        Field("ground", "移送情形", Type.CHOICE, True, source="transfer.ground", choices=(
            ("crime", "涉嫌犯罪"), ("jurisdiction", "不属于本机关管辖"), ("discipline", "涉嫌职务违法或者违纪"))),
        Field("violation", "案件情况", Type.LONG, True, source="case.violation"),
        Field("reason", "移送理由和依据", Type.LONG, True, source="transfer.reason"),
        Field("materials", "移送材料", Type.ROWS, True, source="transfer.materials", columns=(
            Field("name", "材料名称", required=True, width=6), Field("count", "份数（页数）", required=True, width=2))),
        c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
    ),
    body=(
        title("案件移送函"),
        plain("{sent_to}："),
        para("{organ_name}在办理{party_name}{cause}一案（案号：{case_number}）中，发现本案{ground}。现将有关情况函告如下："),
        para("{violation}"),
        para("{reason}"),
        para("依照《中华人民共和国行政处罚法》第二十七条和行政执法机关移送涉嫌犯罪案件的有关规定，现将本案移送你机关依法处理，"
             "请将处理结果函复本机关；依法不需要追究刑事责任但应当给予行政处罚的，请移送本机关。", when="ground=crime"),
        para("现将本案移送你机关依法处理，请将处理结果函复本机关。", when="ground=jurisdiction|discipline"),
        para("随函移送下列材料："),
        each("materials", "{name}，{count}；"),
        plain("承办人：{handler_names}（执法证号：{handler_certificates}）"),
        plain("联系人：{contact_names}　联系电话：{organ_phone}　地址：{organ_address}"),
        note("附：送达回证。请受移送机关在收到材料后签收并将回执退回本机关。"),
    ),
)  # fmt: skip

FORMS = (DISCUSSION_RECORD, PENALTY_DECISION, NO_PENALTY_DECISION, TRANSFER_LETTER)
