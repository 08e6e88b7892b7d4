"""启动: registration of a clue, filing, refusal to file, recusal (行政处罚法 36、43、54)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import opinion, para, plain, row, title
from mingjing.documents.forms.model import Field, Form, Type
from mingjing.law.kinds import Doc, UnitClass

SOURCES = (
    ("inspection", "监督检查发现"),
    ("complaint", "投诉、举报"),
    ("transferred", "其他机关移送"),
    ("assigned", "上级机关交办"),
    ("monitoring", "监测、检验发现"),
    ("other", "其他"),
)

CLUE_REGISTRATION = Form(
    doc=Doc.CLUE_REGISTRATION,
    basis="行政处罚法第五十四条；河南省行政执法案卷评查标准",
    layout="table",
    volume="main",
    fields=(
        c.ORGAN,
        Field("source_kind", "案件来源", Type.CHOICE, True, source="clue.kind", choices=SOURCES),
        Field("found_at", "发现（收到）时间", Type.DATETIME, True, source="clue.found_at"),
        Field("registered_by", "登记人", Type.PEOPLE, True, source="clue.registered_by", own=True),
        Field("subject_name", "被反映对象", Type.TEXT, True, source="clue.subject_name", klass=UnitClass.PERSONAL),
        Field("subject_address", "被反映对象地址", source="clue.subject_address", klass=UnitClass.PERSONAL),
        Field(
            "reporter_name", "投诉举报人", Type.PERSON, True, source="clue.reporter_name", klass=UnitClass.THIRD_PARTY,
            when="source_kind=complaint", help="举报人信息从严保密；要求匿名的填“匿名”。",
        ),
        Field(
            "reporter_phone", "投诉举报人联系方式", source="clue.reporter_phone", klass=UnitClass.THIRD_PARTY,
            when="source_kind=complaint",
        ),
        Field(
            "sent_by", "移送、交办机关及文号", required=True, source="clue.sent_by",
            when="source_kind=transferred|assigned",
        ),
        c.words("content", "线索内容", "clue.content"),
        c.words("check", "核查情况", "clue.check", required=False),
        c.words("handler_opinion", "处理建议", "approval.handler_opinion"),
        c.words("head_opinion", "负责人意见", "approval.head_opinion"),
    ),
    body=(
        title("案件来源登记表"),
        row("案件来源", "{source_kind}", "发现时间", "{found_at}"),
        row("移送、交办机关", "{sent_by}", when="sent_by"),
        row("被反映对象", "{subject_name}", "地址", "{subject_address}"),
        row("投诉举报人", "{reporter_name}", "联系方式", "{reporter_phone}", when="reporter_name"),
        row("线索内容", "{content}"),
        row("核查情况", "{check}", when="check"),
        row("登记机关", "{organ_name}", "登记人", "{registered_by}"),
        opinion("handler", "处理建议", "{handler_opinion}"),
        opinion("head", "负责人意见", "{head_opinion}"),
    ),
)  # fmt: skip

FILING_APPROVAL = Form(
    doc=Doc.FILING_APPROVAL,
    basis="行政处罚法第三十六条、第五十四条第二款",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.SOURCE_TEXT, *c.PARTY,
        Field("found_on", "违法行为发现日期", Type.DATE, True, source="case.found_on"),
        c.words("summary", "案情摘要", "case.summary", help="时间、地点、行为、初步证据。"),
        c.VIOLATED,
        c.words(
            "limitation", "追责时效审查", "case.limitation",
            help="写明违法行为发生或者终了之日，是否在二年（五年）时效内（处36）。",
        ),
        Field("proposed_handlers", "拟指派承办人", Type.PEOPLE, True, source="handlers.names", own=True),
        *c.OPINIONS,
    ),
    body=(
        title("立案审批表"),
        row("案号", "{case_number}", "案件来源", "{case_source}"),
        row("案由", "{cause}", "发现日期", "{found_on}"),
        *c.PARTY_ROWS,
        row("案情摘要", "{summary}"),
        row("涉嫌违反的规定", "{violated}"),
        row("追责时效", "{limitation}"),
        row("执法机关", "{organ_name}", "拟指派承办人", "{proposed_handlers}"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

GROUNDS_NOT_TO_FILE = (
    ("no_fact", "没有违法事实或者违法事实不能成立"),
    ("expired", "已经超过追责时效（处36）"),
    ("no_power", "不属于本机关管辖"),
    ("slight", "违法行为轻微并及时改正，没有造成危害后果（处33①）"),
    ("no_fault", "当事人有证据足以证明没有主观过错（处33②）"),
    ("other", "依法不予立案的其他情形"),
)

NO_FILING_APPROVAL = Form(
    doc=Doc.NO_FILING_APPROVAL,
    basis="行政处罚法第三十三条、第三十六条、第五十四条第二款",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.SOURCE_TEXT, *c.PARTY_BRIEF,
        Field("found_on", "线索发现日期", Type.DATE, True, source="case.found_on"),
        c.words("checked", "核查情况", "case.summary"),
        Field("ground", "不予立案情形", Type.CHOICE, True, choices=GROUNDS_NOT_TO_FILE, source="case.no_filing_ground"),
        c.words("reason", "不予立案理由", "case.no_filing_reason"),
        c.words("reply", "告知投诉举报人情况", "case.reply", required=False),
        *c.OPINIONS,
    ),
    body=(
        title("不予立案审批表"),
        row("案号", "{case_number}", "案件来源", "{case_source}"),
        row("案由", "{cause}", "发现日期", "{found_on}"),
        row("当事人", "{party_name}", "类别", "{party_kind}"),
        row("核查情况", "{checked}"),
        row("不予立案情形", "{ground}"),
        row("理由", "{reason}"),
        row("告知投诉举报人情况", "{reply}", when="reply"),
        row("执法机关", "{organ_name}"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人审批意见", "{head_opinion}"),
    ),
)  # fmt: skip

RECUSAL_DECISION = Form(
    doc=Doc.RECUSAL_DECISION,
    basis="行政处罚法第四十三条",
    layout="official",
    outward=True,
    sealed=True,
    word="回避",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF,
        Field(
            "asked_by", "申请方式", Type.CHOICE, True, source="recusal.asked_by",
            choices=(("party", "当事人申请"), ("self", "执法人员自行申请")),
        ),
        Field("asked_on", "申请日期", Type.DATE, True, source="recusal.asked_on"),
        Field("officer_name", "被申请回避人员", Type.PEOPLE, True, source="recusal.officer", own=True),
        Field("reason", "申请理由", Type.LONG, True, source="recusal.reason"),
        Field(
            "result", "决定", Type.CHOICE, True, source="recusal.result",
            choices=(("granted", "准予回避"), ("refused", "不予回避")),
        ),
        Field("ground", "决定理由", Type.LONG, True, source="recusal.ground"),
        Field(
            "replacement", "接办人员", Type.PEOPLE, True, source="recusal.replacement", own=True, when="result=granted"
        ),
    ),
    body=(
        title("回避决定书"),
        plain("{party_name}："),
        para("你（单位）于{asked_on}就本机关办理的{cause}一案（案号：{case_number}），申请执法人员{officer_name}回避，"
             "理由是：{reason}", when="asked_by=party"),
        para("本机关办理的{cause}一案（案号：{case_number}），执法人员{officer_name}于{asked_on}自行申请回避，"
             "理由是：{reason}", when="asked_by=self"),
        para("经审查，{ground}"),
        para("依照《中华人民共和国行政处罚法》第四十三条的规定，本机关负责人决定：准予{officer_name}回避，"
             "本案改由{replacement}办理。", when="result=granted"),
        para("依照《中华人民共和国行政处罚法》第四十三条的规定，本机关负责人决定：{officer_name}不予回避。",
             when="result=refused"),
        para("本决定作出之前，不停止对本案的调查。{organ_name}将依法继续办理本案。"),
    ),
)  # fmt: skip

FORMS = (CLUE_REGISTRATION, FILING_APPROVAL, NO_FILING_APPROVAL, RECUSAL_DECISION)
