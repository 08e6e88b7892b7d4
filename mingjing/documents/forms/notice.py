"""告知与听证: notices before a decision, statements and their answer, the hearing (处 44、45、62–65)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, item, note, para, plain, title
from mingjing.documents.forms.model import Field, Form, Line, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P = UnitClass.PERSONAL
PR = UnitClass.PROCESS
STATEMENT_DAYS = Field(
    "statement_days", "陈述、申辩期限（工作日）", Type.NUMBER, True, source="notice.statement_days",
    help="法律没有统一规定，本机关规则默认五个工作日。",
)  # fmt: skip

PROPOSED: tuple[Line, ...] = (
    item("警告；", when="penalties=warning"),
    item("通报批评；", when="penalties=public_criticism"),
    item("罚款人民币{fine}（大写：{fine|upper}）；", when="fine"),
    item("没收违法所得人民币{confiscated_income}（大写：{confiscated_income|upper}）；", when="confiscated_income"),
    item("没收非法财物：{confiscated_goods}；", when="confiscated_goods"),
    item("{other_penalty}", when="other_penalty"),
)
CASE_MADE: tuple[Line, ...] = (
    *c.PARTY_LINES,
    para("本机关对你（单位）涉嫌{cause}一案（案号：{case_number}）已经调查终结。现将拟作出的行政处罚内容及事实、理由、"
         "依据和你（单位）依法享有的权利告知如下："),
    head("查明的事实和证据"),
    para("{facts}"),
    para("综上，{violation}"),
    para("以上事实有下列证据证明："),
    each("evidence", "{name}，证明{proves}。"),
    head("拟作出行政处罚的理由和依据"),
    para("你（单位）的上述行为违反了{violated}的规定，依照{penalty_basis}的规定，应当给予行政处罚。"),
    para("裁量情况：{discretion_tier}。依照{discretion_basis}，{discretion_reason}"),
    head("拟作出的行政处罚"),
    para("拟给予的行政处罚种类为：{penalties}，具体内容如下："),
    *PROPOSED,
)  # fmt: skip
CONTACT_LINES: tuple[Line, ...] = (
    plain("执法机关：{organ_name}"),
    plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
    plain("联系人：{contact_names}　联系电话：{organ_phone}"),
    plain("地址：{organ_address}"),
)
NOTICE_FIELDS = (
    c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, c.FACTS, c.VIOLATION, c.EVIDENCE, c.VIOLATED,
    c.PENALTY_BASIS, *c.DISCRETION, *c.PENALTY, STATEMENT_DAYS, c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
)  # fmt: skip

PRIOR_NOTICE = Form(
    doc=Doc.PRIOR_NOTICE,
    basis="行政处罚法第四十四条、第四十五条、第六十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="罚告",
    fields=NOTICE_FIELDS,
    body=(
        title("行政处罚事先告知书"),
        *CASE_MADE,
        head("你（单位）享有的权利"),
        para("依照《中华人民共和国行政处罚法》第四十四条、第四十五条的规定，你（单位）有权进行陈述和申辩。自收到本告知书之日起"
             "{statement_days}个工作日内，可以书面、口头或者通过本机关指定的网上渠道提出；逾期未提出的，视为放弃该权利。"
             "本机关将充分听取意见，对提出的事实、理由和证据进行复核，不会因陈述、申辩而给予更重的处罚。"),
        *CONTACT_LINES,
        note("本告知书不是行政处罚决定。本文书一式两份，一份送达当事人，一份归档。"),
    ),
)  # fmt: skip

HEARING_RIGHT_NOTICE = Form(
    doc=Doc.HEARING_RIGHT_NOTICE,
    basis="行政处罚法第四十四条、第四十五条、第六十三条、第六十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="听告",
    fields=(
        *NOTICE_FIELDS,
        Field("hearing_ground", "享有听证权利的情形", Type.CITATION, True, source="hearing.ground",
              help="引用处63和本地区、本系统的数额规定。"),
    ),
    body=(
        title("行政处罚听证告知书"),
        *CASE_MADE,
        head("你（单位）享有的权利"),
        para("依照《中华人民共和国行政处罚法》第四十四条、第四十五条的规定，你（单位）有权进行陈述和申辩。自收到本告知书之日起"
             "{statement_days}个工作日内，可以书面、口头或者通过本机关指定的网上渠道提出；逾期未提出的，视为放弃该权利。"),
        para("拟作出的行政处罚属于{hearing_ground}规定的情形，你（单位）有权要求听证。要求听证的，应当自收到本告知书之日起"
             "五个工作日内向本机关提出；逾期未提出的，视为放弃听证权利。听证费用由行政机关承担，你（单位）可以亲自参加听证，"
             "也可以委托一至二人代理。"),
        para("本机关不会因陈述、申辩或者要求听证而给予更重的处罚。"),
        *CONTACT_LINES,
        note("本告知书不是行政处罚决定。本文书一式两份，一份送达当事人，一份归档。"),
    ),
)  # fmt: skip

STATEMENT_RECORD = Form(
    doc=Doc.STATEMENT_RECORD,
    basis="行政处罚法第四十五条、第六十二条",
    layout="record",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS,
        Field("notice_number", "告知书文号", required=True, source="notice.number", own=True),
        Field("form", "陈述申辩方式", Type.CHOICE, True, source="statement.form", choices=(
            ("written", "书面"), ("oral", "口头"), ("online", "网上"), ("waived", "明确放弃"))),
        Field("made_at", "时间", Type.DATETIME, True, source="statement.made_at"),
        Field("place", "地点", source="statement.place"),
        Field("speaker_name", "陈述申辩人", Type.PERSON, True, source="statement.speaker_name", klass=P),
        Field("speaker_role", "与当事人关系", required=True, source="statement.speaker_role"),
        c.words("content", "陈述申辩内容", "statement.content", when="form=written|oral|online"),
        c.words("evidence_given", "提交的证据材料", "statement.evidence_given", required=False),
    ),
    body=(
        title("陈述申辩笔录"),
        plain("案由：{cause}（案号：{case_number}）"),
        *c.PARTY_LINES,
        plain("告知书文号：{notice_number}"),
        plain("方式：{form}　时间：{made_at}"),
        plain("地点：{place}", when="place"),
        plain("陈述申辩人：{speaker_name}（{speaker_role}）"),
        plain("执法机关：{organ_name}"),
        plain("听取人：{handler_names}（执法证号：{handler_certificates}）"),
        para("告知事项：你（单位）有权就拟作出的行政处罚进行陈述和申辩，本机关不会因陈述、申辩而给予更重的处罚。"),
        para("陈述申辩内容：{content}", when="form=written|oral|online"),
        para("陈述申辩人明确表示：已收到告知书，知悉享有的权利，放弃陈述和申辩。", when="form=waived"),
        para("提交的证据材料：{evidence_given}", when="evidence_given"),
        para("以上笔录已经陈述申辩人核对无误。（以下空白）"),
    ),
    signatures=(Signature("speaker", "陈述申辩人（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

STATEMENT_ANSWER = Form(
    doc=Doc.STATEMENT_ANSWER,
    basis="行政处罚法第四十五条",
    layout="record",
    volume="main",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("notice_number", "告知书文号", required=True, source="notice.number", own=True),
        Field("made_on", "提出日期", Type.DATE, True, source="statement.made_on"),
        c.words("claims", "陈述申辩的事实、理由和证据", "statement.content"),
        c.words("checked", "复核情况", "statement.checked"),
        Field("result", "复核结论", Type.CHOICE, True, source="statement.result", klass=PR, choices=(
            ("adopted", "成立，予以采纳"), ("partly", "部分成立，予以部分采纳"), ("rejected", "不成立，不予采纳"))),
        c.words("reason", "理由", "statement.reason"),
        c.words("effect", "对拟处罚内容的影响", "statement.effect", help="不得因陈述、申辩而给予更重的处罚（处45②）。"),
    ),
    body=(
        title("陈述申辩复核意见书"),
        plain("案由：{cause}（案号：{case_number}）"),
        plain("当事人：{party_name}"),
        para("{organ_name}送达告知书（{notice_number}）后，当事人于{made_on}提出陈述、申辩。"
             "承办人{handler_names}（执法证号：{handler_certificates}）进行了复核，情况如下："),
        head("陈述、申辩的事实、理由和证据"),
        para("{claims}"),
        head("复核情况"),
        para("{checked}"),
        head("复核结论"),
        para("{result}。{reason}"),
        para("{effect}"),
    ),
    signatures=(Signature("handlers", "承办人（签名）"), Signature("unit", "承办机构负责人（签名）")),
)  # fmt: skip

HEARING_SUMMONS = Form(
    doc=Doc.HEARING_SUMMONS,
    basis="行政处罚法第六十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="听通",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF,
        Field("asked_on", "申请听证日期", Type.DATE, True, source="hearing.asked_on"),
        Field("held_at", "听证时间", Type.DATETIME, True, source="hearing.held_at",
              help="举行七个工作日前通知（处64(二)、85）。"),
        Field("place", "听证地点", required=True, source="hearing.place"),
        Field("openness", "听证方式", Type.CHOICE, True, source="hearing.openness",
              choices=(("open", "公开举行"), ("closed", "不公开举行"))),
        Field("closed_reason", "不公开理由", required=True, source="hearing.closed_reason", when="openness=closed"),
        Field("host_name", "听证主持人", Type.PEOPLE, True, source="hearing.host_name", own=True,
              help="非本案调查人员（处64(四)）。"),
        Field("hearers", "听证员", Type.PEOPLE, source="hearing.hearers", own=True),
        Field("recorder", "记录员", Type.PEOPLE, True, source="hearing.recorder", own=True),
        c.CONTACT, c.ORGAN_PHONE, c.ORGAN_ADDRESS,
    ),
    body=(
        title("听证通知书"),
        plain("{party_name}："),
        para("你（单位）于{asked_on}就{cause}一案（案号：{case_number}）要求听证。依照《中华人民共和国行政处罚法》第六十三条、"
             "第六十四条的规定，{organ_name}决定于{held_at}在{place}{openness}听证。"),
        para("不公开举行的理由：{closed_reason}", when="openness=closed"),
        para("听证主持人：{host_name}。听证员：{hearers}。记录员：{recorder}。", when="hearers"),
        para("听证主持人：{host_name}。记录员：{recorder}。", when="!hearers"),
        para("你（单位）认为主持人与本案有直接利害关系的，有权申请回避；可以亲自参加听证，也可以委托一至二人代理，"
             "委托代理的应当提交授权委托书；可以携带证据，通知证人到场。"),
        para("无正当理由拒不出席听证或者未经许可中途退出听证的，视为放弃听证权利，本机关终止听证。"),
        plain("联系人：{contact_names}　联系电话：{organ_phone}"),
        plain("地址：{organ_address}"),
    ),
)  # fmt: skip

SPEECHES = Field(
    "speeches", "听证过程", Type.ROWS, True, source="hearing.speeches", klass=PR,
    columns=(Field("speaker", "发言人", required=True, klass=P), Field("words", "发言", Type.LONG, True, klass=PR)),
)  # fmt: skip
HEARING_HEAD = (
    Field("held_at", "听证时间", Type.DATETIME, True, source="hearing.held_at"),
    Field("place", "听证地点", required=True, source="hearing.place"),
    Field("openness", "听证方式", Type.CHOICE, True, source="hearing.openness",
          choices=(("open", "公开举行"), ("closed", "不公开举行"))),
    Field("host_name", "听证主持人", Type.PEOPLE, True, source="hearing.host_name", own=True),
    Field("recorder", "记录员", Type.PEOPLE, True, source="hearing.recorder", own=True),
)  # fmt: skip

HEARING_RECORD = Form(
    doc=Doc.HEARING_RECORD,
    basis="行政处罚法第六十四条第八项",
    layout="record",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY, *c.OFFICERS, *HEARING_HEAD,
        Field("agent_names", "委托代理人", source="hearing.agent_names", klass=P),
        SPEECHES,
        Field("ended_at", "结束时间", Type.DATETIME, True, source="hearing.ended_at"),
        Field("remark", "核对情况", required=True, source="hearing.remark",
              help="当事人或者代理人核对无误后签名；拒绝签名的由主持人注明。"),
    ),
    body=(
        title("听证笔录"),
        plain("案由：{cause}（案号：{case_number}）"),
        plain("听证机关：{organ_name}"),
        plain("时间：{held_at}至{ended_at}"),
        plain("地点：{place}　方式：{openness}"),
        plain("主持人：{host_name}　记录员：{recorder}"),
        *c.PARTY_LINES,
        plain("委托代理人：{agent_names}", when="agent_names"),
        plain("案件调查人员：{handler_names}（执法证号：{handler_certificates}）"),
        para("主持人核对听证参加人身份，宣布听证纪律，告知当事人申请回避、申辩、质证和最后陈述的权利。"),
        each("speeches", "{speaker}：{words}", role="para"),
        para("核对情况：{remark}"),
    ),
    signatures=(Signature("party", "当事人或者代理人（签名）"), Signature("handlers", "案件调查人员（签名）"),
                Signature("host", "听证主持人（签名）"), Signature("recorder", "记录员（签名）")),
)  # fmt: skip

HEARING_REPORT = Form(
    doc=Doc.HEARING_REPORT,
    basis="行政处罚法第六十五条",
    layout="record",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, *HEARING_HEAD,
        c.words("handlers_view", "调查人员提出的事实、证据和建议", "hearing.handlers_view"),
        c.words("party_view", "当事人申辩和质证的意见", "hearing.party_view"),
        c.words("findings", "听证认定的事实和证据", "hearing.findings"),
        c.words("advice", "处理意见和建议", "hearing.advice"),
    ),
    body=(
        title("听证报告"),
        plain("案由：{cause}（案号：{case_number}）"),
        plain("当事人：{party_name}"),
        plain("时间：{held_at}　地点：{place}"),
        plain("方式：{openness}　主持人：{host_name}　记录员：{recorder}"),
        plain("听证机关：{organ_name}"),
        head("调查人员提出的事实、证据和处罚建议"),
        para("{handlers_view}"),
        head("当事人申辩和质证的意见"),
        para("{party_view}"),
        head("听证认定的事实和证据"),
        para("{findings}"),
        head("处理意见和建议"),
        para("{advice}"),
    ),
    signatures=(Signature("host", "听证主持人（签名）"),),
)  # fmt: skip

FORMS = (
    PRIOR_NOTICE, HEARING_RIGHT_NOTICE, STATEMENT_RECORD, STATEMENT_ANSWER, HEARING_SUMMONS, HEARING_RECORD,
    HEARING_REPORT,
)  # fmt: skip
