"""审核: the closing report, submission to legal review, its opinion, consultation (处 57、58; 方案三(三))."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, opinion, para, plain, row, table, title
from mingjing.documents.forms.model import Field, Form, Signature, Type
from mingjing.law.kinds import Doc, ReviewHead, ReviewOutcome, ReviewPurpose, UnitClass

PLAN = "三政办〔2019〕16号三（三）"
PR = UnitClass.PROCESS

INVESTIGATION_REPORT = Form(
    doc=Doc.INVESTIGATION_REPORT,
    basis="行政处罚法第五十七条",
    layout="record",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.SOURCE_TEXT, c.FILED_ON, *c.PARTY, *c.OFFICERS,
        c.words("course", "调查经过", "report.course", help="立案、取证、强制措施、责令改正的日期和经过。"),
        c.FACTS, c.VIOLATION, c.EVIDENCE,
        c.words("nature", "案件性质", "report.nature", help="为什么构成该违法行为，抗辩为什么不成立。"),
        c.VIOLATED, c.PENALTY_BASIS, *c.DISCRETION,
        c.words("proposal", "处理建议", "report.proposal", help="拟处罚种类、数额，或者不予处罚、移送的建议。"),
        c.words("crime_check", "是否涉嫌犯罪的审查", "report.crime_check", help="涉嫌犯罪的应当移送（处27）。"),
    ),
    body=(
        title("调查终结报告"),
        plain("案号：{case_number}"),
        plain("案由：{cause}"),
        head("当事人基本情况"),
        *c.PARTY_LINES,
        head("案件来源和调查经过"),
        para("案件来源：{case_source}。{organ_name}于{filed_on}立案，指派执法人员{handler_names}（执法证号："
             "{handler_certificates}）承办。"),
        para("{course}"),
        head("查明的事实"),
        para("{facts}"),
        para("违法事实摘要：{violation}"),
        head("证据"),
        each("evidence", "{name}，证明{proves}。"),
        head("案件性质和法律适用"),
        para("{nature}"),
        para("上述行为违反了{violated}的规定，应当依照{penalty_basis}的规定处理。"),
        head("裁量情况"),
        para("裁量阶次：{discretion_tier}。裁量依据：{discretion_basis}。"),
        para("{discretion_reason}"),
        head("是否涉嫌犯罪"),
        para("{crime_check}"),
        head("处理建议"),
        para("{proposal}"),
    ),
    signatures=(Signature("handlers", "承办人（签名）"), Signature("unit", "承办机构负责人（签名）")),
)  # fmt: skip

MATERIALS = Field(
    "materials", "送审材料", Type.ROWS, True, source="review.materials", klass=PR,
    columns=(Field("no", "序号", Type.NUMBER, True, width=1), Field("name", "材料名称", required=True, width=6),
             Field("count", "份数（页数）", required=True, width=2), Field("remark", "备注", width=3)),
    help="拟作决定、调查终结报告、取证材料、鉴定（评估）报告等（方案三(三)4）。",
)  # fmt: skip
WHY = (
    ("public_interest", "涉及重大公共利益"),
    ("social_risk", "可能造成重大社会影响或者引发社会风险"),
    ("major_rights", "直接关系当事人或者第三人重大权益"),
    ("hearing", "经过听证程序"),
    ("complex", "案件情况疑难复杂、涉及多个法律关系"),
    ("catalogue", "列入本机关重大执法决定法制审核目录清单"),
    ("ordinary", "适用普通程序的行政处罚"),
    ("listed", "列入重大执法决定法制审核目录清单"),
    ("statute", "法律、法规规定的其他情形"),
)

REVIEW_SUBMISSION = Form(
    doc=Doc.REVIEW_SUBMISSION,
    basis="行政处罚法第五十八条；" + PLAN + "4",
    layout="table",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.ACT, replace(c.FILED_ON, required=False), *c.PARTY, *c.OFFICERS,
        Field("unit_name", "承办机构", required=True, source="case.unit_name", own=True),
        Field("round_no", "第几轮送审", Type.NUMBER, True, source="review.round", klass=PR),
        Field("purpose", "审核类别", Type.CHOICE, True, source="review.purpose", klass=PR,
              choices=tuple(ReviewPurpose.choices())),
        Field("grounds", "送审情形", Type.MULTICHOICE, True, source="review.grounds", klass=PR, choices=WHY),
        *map(c.penal, (c.FACTS, c.VIOLATED, c.PENALTY_BASIS, replace(c.PENALTIES, required=False))), *c.PENALTY[1:],
        *map(c.penal, c.DISCRETION),
        Field("matter", "基本情况", Type.LONG, True, source="case.summary", when=c.OTHER),
        Field("act_basis", "依据", Type.CITATION, True, source="power.basis", when=c.OTHER),
        Field("proposed", "拟作决定", required=True, source="review.proposed", when=c.OTHER),
        c.words("procedure_note", "程序履行情况", "review.procedure_note",
                help="亮证、回避、告知、陈述申辩、听证、期限等（自动汇总，可补充）。"),
        c.words("changes", "对上一轮意见的处理", "review.changes", when="round_no=2|3|4|5"),
        MATERIALS,
        Field("text_root", "送审文本校验值", source="review.text_root", own=True, klass=PR,
              help="对拟作决定全文计算，审核意见与之对应；文本改动一字即不符。"),
        c.words("unit_opinion", "承办机构意见", "approval.unit_opinion"),
    ),
    body=(
        title("法制审核送审表"),
        row("案号", "{case_number}", "案由", "{cause}"),
        row("执法机关", "{organ_name}", "承办机构", "{unit_name}"),
        row("承办人", "{handler_names}", "执法证号", "{handler_certificates}"),
        row("立案日期", "{filed_on}", "轮次", "第{round_no}轮（{purpose}）"),
        *c.PARTY_ROWS,
        row("送审情形", "{grounds}"),
        row("查明的事实", "{facts}", when=c.PENAL),
        row("违反的规定", "{violated}", when=c.PENAL),
        row("处罚依据", "{penalty_basis}", when=c.PENAL),
        row("拟处罚种类", "{penalties}", when="penalties"),
        row("拟处理意见", "不予行政处罚", when=f"{c.PENAL} & !penalties"),
        row("执法类别", "{act}", "拟作决定", "{proposed}", when=c.OTHER),
        row("基本情况", "{matter}", when=c.OTHER),
        row("依据", "{act_basis}", when=c.OTHER),
        row("拟罚款", "{fine}（大写：{fine|upper}）", when="fine"),
        row("拟没收违法所得", "{confiscated_income}", when="confiscated_income"),
        row("拟没收非法财物", "{confiscated_goods}", when="confiscated_goods"),
        row("其他处罚内容", "{other_penalty}", when="other_penalty"),
        row("裁量阶次", "{discretion_tier}", "裁量依据", "{discretion_basis}", when=c.PENAL),
        row("裁量理由", "{discretion_reason}", when=c.PENAL),
        row("程序履行情况", "{procedure_note}"),
        row("对上一轮意见的处理", "{changes}", when="changes"),
        table("materials"),
        row("送审文本校验值", "{text_root}", when="text_root"),
        opinion("unit", "承办机构意见", "{unit_opinion}"),
    ),
    signatures=(Signature("handlers", "承办人（签名）"),),
)  # fmt: skip

RESULTS = (("pass", "合格"), ("issue", "存在问题"), ("na", "不涉及"))
GROUNDS = (
    ("subject", "行政执法主体不合法，行政执法人员不具备执法资格"),
    ("procedure", "违反法定程序"),
    ("facts", "主要事实不清，证据不足"),
    ("law", "法律、法规、规章适用错误"),
    ("discretion", "裁量基准运用不当"),
    ("authority", "超越法定权限"),
    ("documents", "行政执法文书不规范、不完备"),
    ("crime", "涉嫌犯罪需要移送司法机关"),
)

REVIEW_OPINION = Form(
    doc=Doc.REVIEW_OPINION,
    basis="行政处罚法第五十八条；" + PLAN + "3、4",
    layout="record",
    volume="side",
    word="法审",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, c.ACT, *c.PARTY_BRIEF,
        Field("unit_name", "承办机构", required=True, source="case.unit_name", own=True),
        Field("round_no", "第几轮审核", Type.NUMBER, True, source="review.round", klass=PR),
        Field("purpose", "审核类别", Type.CHOICE, True, source="review.purpose", klass=PR,
              choices=tuple(ReviewPurpose.choices())),
        Field("received_on", "收到送审材料日期", Type.DATE, True, source="review.received_on", klass=PR),
        Field("heads", "八项审核", Type.ROWS, True, source="review.heads", klass=PR, columns=(
            Field("head", "审核内容", Type.CHOICE, True, choices=tuple(ReviewHead.choices()), width=6, klass=PR),
            Field("result", "结论", Type.CHOICE, True, choices=RESULTS, width=2, klass=PR),
            Field("remark", "意见", Type.LONG, width=6, klass=PR),
        )),
        Field("outcome", "审核意见", Type.CHOICE, True, source="review.outcome", klass=PR,
              choices=tuple(ReviewOutcome.choices())),
        Field("grounds", "不予通过情形", Type.MULTICHOICE, True, source="review.return_grounds", klass=PR,
              choices=GROUNDS, when="outcome=object"),
        c.words("explanation", "存在的问题和处理建议", "review.explanation", when="outcome=object"),
        Field("minutes_number", "集体讨论记录编号", required=True, source="discussion.number", klass=PR, own=True,
              when="outcome=settled"),
        Field("text_root", "审核文本校验值", required=True, source="review.text_root", klass=PR, own=True),
        Field("reviewer_name", "审核人员", Type.PEOPLE, True, source="review.reviewer_name", own=True),
        Field("qualification", "法律职业资格", source="review.qualification", own=True,
              help="初次从事行政处罚决定法制审核的人员应当取得法律职业资格（处58②）。"),
    ),
    body=(
        title("法制审核意见书"),
        plain("{unit_name}："),
        para("你机构于{received_on}报送的{party_name}涉嫌{cause}一案（案号：{case_number}）第{round_no}轮送审材料收悉。"
             "{organ_name}法制审核机构对拟作出的行政处罚决定进行了{purpose}。审核文本校验值：{text_root}。",
             when=c.PENAL),
        para("你机构于{received_on}报送的{party_name}{cause}（编号：{case_number}）第{round_no}轮送审材料收悉。"
             "{organ_name}法制审核机构对拟作出的{act}决定进行了{purpose}。审核文本校验值：{text_root}。", when=c.OTHER),
        head("审核情况"),
        table("heads"),
        head("审核意见"),
        para("同意。承办机构可以依法定程序报请机关负责人作出决定。送审文本如有改动，应当重新报送审核。",
             when="outcome=agree"),
        para("存在问题，不予审核通过并退回承办机构。具体情形：{grounds}。", when="outcome=object"),
        para("{explanation}", when="outcome=object"),
        para("承办机构对存在的问题应当研究处理后再次报送审核；有异议的，与本机构协商沟通，经沟通未达成一致意见的，"
             "及时提请机关负责人集体讨论决定。", when="outcome=object"),
        para("依照机关负责人集体讨论结论（集体讨论记录：{minutes_number}），审核通过。送审文本如有改动，"
             "应当重新报送审核。", when="outcome=settled"),
        plain("审核人员：{reviewer_name}　法律职业资格：{qualification}", when="qualification"),
        plain("审核人员：{reviewer_name}", when="!qualification"),
    ),
    signatures=(Signature("reviewer", "审核人员（签名）"), Signature("legal_head", "法制审核机构负责人（签名）")),
)  # fmt: skip

CONSULTATION_RECORD = Form(
    doc=Doc.CONSULTATION_RECORD,
    basis=PLAN + "3",
    layout="record",
    volume="side",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE,
        Field("held_at", "协商时间", Type.DATETIME, True, source="consultation.held_at", klass=PR),
        Field("place", "协商地点", source="consultation.place", klass=PR),
        Field("unit_people", "承办机构参加人员", Type.PEOPLE, True, source="consultation.unit_people"),
        Field("review_people", "法制审核机构参加人员", Type.PEOPLE, True, source="consultation.review_people"),
        Field("opinion_number", "审核意见书编号", required=True, source="review.opinion_number", own=True, klass=PR),
        c.words("unit_view", "承办机构意见和理由", "consultation.unit_view"),
        c.words("review_view", "法制审核机构意见和理由", "consultation.review_view"),
        Field("result", "协商结果", Type.CHOICE, True, source="consultation.result", klass=PR, choices=(
            ("follow", "承办机构接受审核意见，修改后再次送审"),
            ("withdraw", "法制审核机构调整意见，由承办机构再次送审"),
            ("none", "未达成一致意见，由承办机构提请机关负责人集体讨论决定"))),
    ),
    body=(
        title("法制审核协商记录"),
        plain("案号：{case_number}"),
        plain("案由：{cause}"),
        plain("时间：{held_at}"),
        plain("地点：{place}", when="place"),
        plain("机关：{organ_name}"),
        plain("承办机构参加人员：{unit_people}"),
        plain("法制审核机构参加人员：{review_people}"),
        plain("所涉审核意见书：{opinion_number}"),
        head("承办机构的意见和理由"),
        para("{unit_view}"),
        head("法制审核机构的意见和理由"),
        para("{review_view}"),
        head("协商结果"),
        para("{result}。"),
    ),
    signatures=(Signature("unit", "承办机构（签名）"), Signature("reviewer", "法制审核机构（签名）")),
)  # fmt: skip

FORMS = (INVESTIGATION_REPORT, REVIEW_SUBMISSION, REVIEW_OPINION, CONSULTATION_RECORD)
