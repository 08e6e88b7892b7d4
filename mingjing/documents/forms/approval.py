"""内部审批: suspension and resumption, extension, termination, deferral of payment, closing (处 60、66)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import opinion, row, title
from mingjing.documents.forms.model import Field, Form, Line, Type
from mingjing.law.kinds import Doc

FILED_ON = replace(c.FILED_ON, required=False)  # what is decided on the spot was never filed
BASIC = (c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, FILED_ON, *c.OFFICERS)
BASIC_ROWS: tuple[Line, ...] = (
    row("案号", "{case_number}", "案由", "{cause}"),
    row("当事人", "{party_name}", "类别", "{party_kind}"),
    row("执法机关", "{organ_name}", "立案日期", "{filed_on}"),
    row("承办人", "{handler_names}", "执法证号", "{handler_certificates}"),
)
OPINION_ROWS: tuple[Line, ...] = (
    opinion("handler", "承办人意见", "{handler_opinion}"),
    opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
    opinion("head", "机关负责人审批意见", "{head_opinion}"),
)

SUSPENSION_APPROVAL = Form(
    doc=Doc.SUSPENSION_APPROVAL,
    basis="该领域有日期、有条文的中止规则（在“依据”栏引用）；行政处罚法第六十条",
    layout="table",
    volume="side",
    fields=(
        *BASIC,
        Field("action", "事项", Type.CHOICE, True, source="suspension.action",
              choices=(("suspend", "中止"), ("resume", "恢复"))),
        Field("rule", "依据", Type.CITATION, True, source="suspension.rule",
              help="没有法律、法规、规章规定的，不得中止、不得扣除期限（处60）。"),
        Field("starts_on", "起始日期", Type.DATE, True, source="suspension.starts_on"),
        Field("ends_on", "恢复日期", Type.DATE, True, source="suspension.ends_on", when="action=resume"),
        c.words("reason", "事实和理由", "suspension.reason"),
        *c.OPINIONS,
    ),
    body=(
        title("中止（恢复）案件审批表"),
        *BASIC_ROWS,
        row("事项", "{action}", "起始日期", "{starts_on}"),
        row("恢复日期", "{ends_on}", when="ends_on"),
        row("依据", "{rule}"),
        row("事实和理由", "{reason}"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

EXTENSION_APPROVAL = Form(
    doc=Doc.EXTENSION_APPROVAL,
    basis="行政处罚法第六十条及该领域的延长规定（在“依据”栏引用）",
    layout="table",
    volume="side",
    fields=(
        *BASIC,
        Field("due_on", "原定期限届满日", Type.DATE, True, source="clock.decide_due"),
        Field("extended_to", "延长至", Type.DATE, True, source="extension.until"),
        Field("days", "延长日数", Type.NUMBER, True, source="extension.days"),
        Field("rule", "依据", Type.CITATION, True, source="extension.rule",
              help="法律、法规、规章没有规定的，不得延长（处60）。"),
        c.words("reason", "不能按期办结的原因", "extension.reason"),
        *c.OPINIONS,
    ),
    body=(
        title("延长办案期限审批表"),
        *BASIC_ROWS,
        row("原定期限届满日", "{due_on}", "延长至", "{extended_to}"),
        row("延长日数", "{days}日", "依据", "{rule}"),
        row("不能按期办结的原因", "{reason}"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

TERMINATION_APPROVAL = Form(
    doc=Doc.TERMINATION_APPROVAL,
    basis="行政处罚法第五十四条、第五十七条；该领域的终止规定（在“依据”栏引用）",
    layout="table",
    volume="side",
    fields=(
        *BASIC,
        Field("ground", "终止情形", Type.CHOICE, True, source="termination.ground", choices=(
            ("died", "当事人死亡，没有权利义务承受人"), ("dissolved", "当事人终止，没有权利义务承受人"),
            ("abolished", "据以处罚的规定已被废止，行为不再违法"), ("unfounded", "立案后发现不应当立案"),
            ("other", "依法应当终止的其他情形"))),
        Field("rule", "依据", Type.CITATION, True, source="termination.rule"),
        c.words("course", "调查情况", "report.course"),
        c.words("reason", "终止理由", "termination.reason"),
        c.words("property", "涉案财物处理", "termination.property", required=False),
        *c.OPINIONS,
    ),
    body=(
        title("终止案件审批表"),
        *BASIC_ROWS,
        row("终止情形", "{ground}"),
        row("依据", "{rule}"),
        row("调查情况", "{course}"),
        row("终止理由", "{reason}"),
        row("涉案财物处理", "{property}", when="property"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

DEFERRAL_APPROVAL = Form(
    doc=Doc.DEFERRAL_APPROVAL,
    basis="行政处罚法第六十六条第二款、第七十二条第二款",
    layout="table",
    volume="side",
    fields=(
        *BASIC, c.DECISION_NUMBER, c.DECIDED_ON, c.SERVED_ON,
        Field("fine", "罚款金额", Type.MONEY, True, source="penalty.fine"),
        Field("asked_on", "申请日期", Type.DATE, True, source="deferral.asked_on"),
        Field("mode", "申请方式", Type.CHOICE, True, source="deferral.mode",
              choices=(("deferral", "延期缴纳"), ("instalments", "分期缴纳"))),
        c.words("hardship", "经济困难情况和证明材料", "deferral.hardship"),
        Field("due_on", "延期至", Type.DATE, True, source="deferral.due_on", when="mode=deferral"),
        Field("plan", "分期计划", Type.ROWS, True, source="deferral.plan", when="mode=instalments", columns=(
            Field("no", "期次", Type.NUMBER, True, width=1), Field("due_on", "缴纳日期", Type.DATE, True, width=3),
            Field("amount", "金额", Type.MONEY, True, width=3))),
        *c.OPINIONS,
    ),
    body=(
        title("延（分）期缴纳罚款审批表"),
        *BASIC_ROWS,
        row("处罚决定书", "{decision_number}", "决定日期", "{decided_on}"),
        row("送达日期", "{decision_served_on}", "罚款金额", "{fine}（{fine|upper}）"),
        row("申请日期", "{asked_on}", "申请方式", "{mode}"),
        row("经济困难情况", "{hardship}"),
        row("延期至", "{due_on}", when="due_on"),
        Line("table", (), field="plan", when="plan"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

DECIDED = "result=penalty|no_penalty|decided"
CLOSING_APPROVAL = Form(
    doc=Doc.CLOSING_APPROVAL,
    basis="行政处罚法第五十七条、第六十六条；河南省行政执法案卷评查标准",
    layout="table",
    volume="side",
    fields=(
        *BASIC,
        Field("result", "案件处理结果", Type.CHOICE, True, source="case.result", choices=(
            ("penalty", "给予行政处罚"), ("no_penalty", "不予行政处罚"), ("transferred", "移送"),
            ("terminated", "终止"), ("decided", "决定已经执行"), ("deemed", "依法视为决定"),
            ("agreed", "协议已经履行"))),
        Field("decision_number", "决定书文号", required=True, source="decision.number", own=True, when=DECIDED),
        Field("decided_on", "决定日期", Type.DATE, True, source="decision.issued_on", when=DECIDED),
        Field("decision_served_on", "送达日期", Type.DATE, True, source="decision.served_on", when=DECIDED),
        c.words("decision_text", "处理内容", "decision.text"),
        Field("executed", "执行情况", Type.CHOICE, True, source="execution.state", when="result=penalty", choices=(
            ("performed", "当事人自觉履行完毕"), ("enforced", "强制执行完毕"), ("ended", "依法终结执行"))),
        Field("receipt", "缴款票据号", source="execution.receipt", own=True),
        c.words("execution_detail", "履行、执行经过", "execution.detail"),
        c.words("property", "涉案财物处理", "execution.property", required=False),
        Field("published_on", "公示日期", Type.DATE, source="publication.on"),
        *c.OPINIONS,
    ),
    body=(
        title("结案审批表"),
        *BASIC_ROWS,
        row("处理结果", "{result}", "执行情况", "{executed}", when="executed"),
        row("处理结果", "{result}", when="!executed"),
        row("决定书文号", "{decision_number}", "决定日期", "{decided_on}", when="decision_number"),
        row("送达日期", "{decision_served_on}", "公示日期", "{published_on}", when="decision_number"),
        row("处理内容", "{decision_text}"),
        row("履行、执行经过", "{execution_detail}"),
        row("缴款票据号", "{receipt}", when="receipt"),
        row("涉案财物处理", "{property}", when="property"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

COLLECTION_ENDED = Form(
    doc=Doc.COLLECTION_ENDED,
    basis="行政强制法第四十条；行政处罚法第七十二条",
    layout="table",
    volume="side",
    fields=(
        *BASIC, c.DECISION_NUMBER, c.DECIDED_ON, c.SERVED_ON,
        Field("fine", "罚款金额", Type.MONEY, True, source="penalty.fine"),
        Field("unpaid", "未缴金额", Type.MONEY, True, source="payment.unpaid"),
        Field("ground", "终结执行的情形", Type.CHOICE, True, source="end_collection.ground", choices=(
            ("died", "公民死亡，无遗产可供执行，又无义务承受人（强40一）"),
            ("dissolved", "法人或者其他组织终止，无财产可供执行，又无义务承受人（强40二）"),
            ("lost", "执行标的灭失（强40三）"), ("other", "需要终结执行的其他情形（强40五）"))),
        c.words("facts", "财产和义务承受人调查情况", "end_collection.facts"),
        *c.OPINIONS,
    ),
    body=(
        title("终结执行审批表"),
        *BASIC_ROWS,
        row("处罚决定书", "{decision_number}", "决定日期", "{decided_on}"),
        row("送达日期", "{decision_served_on}", "罚款金额", "{fine}"),
        row("未缴金额", "{unpaid}（{unpaid|upper}）"),
        row("终结执行的情形", "{ground}"),
        row("调查情况", "{facts}"),
        *OPINION_ROWS,
    ),
)  # fmt: skip

FORMS = (
    COLLECTION_ENDED,
    SUSPENSION_APPROVAL,
    EXTENSION_APPROVAL,
    TERMINATION_APPROVAL,
    DEFERRAL_APPROVAL,
    CLOSING_APPROVAL,
)
