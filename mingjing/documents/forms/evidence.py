"""调查取证: records on the spot, interviews, evidence, order to correct and its recheck (处 28、46、55)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, note, para, plain, row, table, title
from mingjing.documents.forms.model import Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P = UnitClass.PERSONAL
WITNESS = (
    Field("witness_name", "见证人", Type.PERSON, source="record.witness_name", klass=UnitClass.THIRD_PARTY),
    Field("witness_phone", "见证人联系电话", source="record.witness_phone", klass=UnitClass.THIRD_PARTY),
)
SHOWN = "我们是{organ_name}的执法人员{handler_names}，执法证号为{handler_certificates}，这是我们的执法证件，请你过目。"

SCENE_RECORD = Form(
    doc=Doc.SCENE_RECORD,
    basis="行政处罚法第四十二条、第四十六条、第五十五条第二款",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.PARTY, *c.OFFICERS,
        Field("started_at", "检查开始时间", Type.DATETIME, True, source="record.started_at"),
        Field("ended_at", "检查结束时间", Type.DATETIME, True, source="record.ended_at"),
        Field("place", "检查地点", required=True, source="record.place"),
        Field("present_name", "到场人", Type.PERSON, True, source="record.present_name", klass=P,
              help="当事人不到场的，请见证人到场并在笔录中注明。"),
        Field("present_role", "到场人身份", required=True, source="record.present_role"),
        *WITNESS,
        Field("recording", "音像记录情况", required=True, source="record.recording",
              help="写明设备编号、起止时间；不录的写明理由。"),
        c.words("findings", "检查情况", "record.findings", help="客观记录所见，不作评价；可以分段。"),
        Field("remark", "到场人核对意见", required=True, source="record.remark",
              help="如“以上笔录我已看过，与实际情况相符”；拒绝签名的写明情况。"),
    ),
    body=(
        title("现场检查（勘验）笔录"),
        plain("检查时间：{started_at}至{ended_at}"),
        plain("检查地点：{place}"),
        *c.PARTY_LINES,
        plain("到场人：{present_name}（{present_role}）"),
        plain("见证人：{witness_name}　联系电话：{witness_phone}", when="witness_name"),
        plain("检查事由：{cause}"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        plain("音像记录：{recording}"),
        para("告知事项：" + SHOWN + "现依法对你（单位）进行检查。你依法享有陈述、申辩的权利；认为我们与本案有直接"
             "利害关系或者有其他关系可能影响公正执法的，有权申请回避；同时应当如实回答询问、协助检查，不得拒绝或者阻挠。"
             "到场人表示：已看清执法证件，已听明白，不申请回避。"),
        head("现场情况"),
        para("{findings}"),
        para("（以下空白）"),
        plain("到场人核对意见：{remark}"),
    ),
    signatures=(Signature("present", "到场人（签名）"), c.HANDLER_SIGN, Signature("witness", "见证人（签名）")),
)  # fmt: skip

INTERVIEW_RECORD = Form(
    doc=Doc.INTERVIEW_RECORD,
    basis="行政处罚法第五十五条",
    layout="record",
    fields=(
        c.ORGAN, c.CAUSE, *c.OFFICERS,
        Field("started_at", "询问开始时间", Type.DATETIME, True, source="record.started_at"),
        Field("ended_at", "询问结束时间", Type.DATETIME, True, source="record.ended_at"),
        Field("session_no", "第几次询问", Type.NUMBER, True, source="record.session_no"),
        Field("place", "询问地点", required=True, source="record.place"),
        Field("interviewee_name", "被询问人", Type.PERSON, True, source="record.interviewee_name", klass=P),
        Field("interviewee_gender", "性别", source="record.interviewee_gender", klass=P),
        Field("interviewee_id_number", "公民身份号码", required=True, source="record.interviewee_id_number", klass=P,
              check="id_number"),
        Field("interviewee_work", "工作单位及职务", source="record.interviewee_work", klass=P),
        Field("interviewee_address", "住址", required=True, source="record.interviewee_address", klass=P),
        Field("interviewee_phone", "联系电话", required=True, source="record.interviewee_phone", klass=P),
        Field("relation", "与本案的关系", required=True, source="record.relation"),
        Field("recorder", "记录人", Type.PEOPLE, True, source="record.recorder", own=True),
        Field("answers", "问答", Type.ROWS, True, source="record.answers", klass=UnitClass.PROCESS,
              columns=(Field("question", "问", Type.LONG, True, klass=UnitClass.PROCESS),
                       Field("answer", "答", Type.LONG, True, klass=UnitClass.PROCESS)),
              help="一人一份；第一问确认身份，最后一问确认有无补充。"),
        Field("remark", "被询问人核对意见", required=True, source="record.remark",
              help="如“以上笔录我已看过，与我说的一致”。"),
    ),
    body=(
        title("询问笔录"),
        plain("时间：{started_at}至{ended_at}（第{session_no}次询问）"),
        plain("地点：{place}"),
        plain("被询问人：{interviewee_name}　性别：{interviewee_gender}　公民身份号码：{interviewee_id_number}"),
        plain("工作单位及职务：{interviewee_work}", when="interviewee_work"),
        plain("住址：{interviewee_address}　联系电话：{interviewee_phone}"),
        plain("与本案的关系：{relation}"),
        plain("询问人：{handler_names}（执法证号：{handler_certificates}）　记录人：{recorder}"),
        para("问：" + SHOWN + "现就{cause}一案向你询问。你应当如实回答，协助调查，不得作虚假陈述；你有权陈述、申辩，"
             "认为我们与本案有直接利害关系或者有其他关系可能影响公正执法的，有权申请我们回避。你听清楚了吗？"
             "是否申请回避？"),
        para("答：我看清了证件，听清楚了，不申请回避。"),
        each("answers", "问：{question}", "答：{answer}", role="para"),
        plain("被询问人核对意见：{remark}"),
    ),
    signatures=(Signature("interviewee", "被询问人（签名）"), Signature("handlers", "询问人（签名）"),
                Signature("recorder", "记录人（签名）")),
)  # fmt: skip

EVIDENCE_LIST = Form(
    doc=Doc.EVIDENCE_LIST,
    basis="行政处罚法第四十条、第四十六条",
    layout="table",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, *c.OFFICERS,
        Field("collected", "证据", Type.ROWS, True, source="evidence.list", columns=(
            Field("no", "编号", required=True, width=2),
            Field("name", "证据名称", required=True, width=5),
            Field("kind", "种类", required=True, width=3),
            Field("origin", "来源、提供人", required=True, width=4),
            Field("taken_on", "取得日期", Type.DATE, True, width=4),
            Field("proves", "证明事项", required=True, width=5),
            Field("digest", "电子文件校验值", width=4, own=True),
        )),
        c.words("remark", "说明", "evidence.remark", required=False),
    ),
    body=(
        title("证据清单"),
        row("案号", "{case_number}", "案由", "{cause}"),
        row("当事人", "{party_name}", "类别", "{party_kind}"),
        row("执法机关", "{organ_name}"),
        row("取证人", "{handler_names}", "执法证号", "{handler_certificates}"),
        table("collected"),
        row("说明", "{remark}", when="remark"),
    ),
    signatures=(c.HANDLER_SIGN, Signature("provider", "证据提供人（签名或者盖章）")),
)  # fmt: skip

ORDER_TO_CORRECT = Form(
    doc=Doc.ORDER_TO_CORRECT,
    basis="行政处罚法第二十八条第一款",
    layout="official",
    outward=True,
    sealed=True,
    word="责改",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *c.OFFICERS, c.VIOLATION, c.VIOLATED,
        Field("correction_basis", "责令改正依据", Type.CITATION, True, source="citations.correction",
              help="专门法律有责令改正规定的，引用该条款。"),
        Field("mode", "改正方式", Type.CHOICE, True, source="correction.mode",
              choices=(("at_once", "立即改正"), ("by_date", "限期改正"))),
        Field("due_on", "改正期限", Type.DATE, True, source="correction.due_on", when="mode=by_date"),
        Field("content", "改正内容和要求", Type.LONG, True, source="correction.content"),
        *c.REMEDY, c.CONTACT, c.ORGAN_ADDRESS, c.ORGAN_PHONE,
    ),
    body=(
        title("责令改正通知书"),
        *c.PARTY_LINES,
        para("经查，{violation}"),
        para("上述行为违反了{violated}的规定。依照《中华人民共和国行政处罚法》第二十八条第一款和{correction_basis}的"
             "规定，责令你（单位）立即改正，具体要求如下：", when="mode=at_once"),
        para("上述行为违反了{violated}的规定。依照《中华人民共和国行政处罚法》第二十八条第一款和{correction_basis}的"
             "规定，责令你（单位）于{due_on}前改正，具体要求如下：", when="mode=by_date"),
        para("{content}"),
        para("改正期间，应当采取措施防止危害后果扩大。改正完成后，请向本机关书面报告，本机关将依法复查；逾期不改正的，"
             "本机关将依法处理。"),
        para("本通知不免除你（单位）依法应当承担的行政处罚责任。"),
        para("如不服本通知，可以自收到本通知书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本通知书之日起六个月内依法向{court}提起行政诉讼。", element="remedy"),
        plain("执法机关：{organ_name}"),
        plain("执法人员：{handler_names}（执法证号：{handler_certificates}）"),
        plain("联系人：{contact_names}　联系电话：{organ_phone}"),
        plain("地址：{organ_address}"),
        note("本文书一式两份，一份送达当事人，一份归档。案由：{cause}。"),
    ),
)  # fmt: skip

RECHECK_RECORD = Form(
    doc=Doc.RECHECK_RECORD,
    basis="行政处罚法第二十八条第一款",
    layout="official",
    outward=True,
    sealed=True,
    word="复查",
    fields=(
        c.ORGAN, *c.PARTY, *c.OFFICERS,
        Field("order_number", "责令改正通知书文号", required=True, source="correction.number", own=True),
        Field("order_on", "责令改正通知书日期", Type.DATE, True, source="correction.issued_on"),
        Field("rechecked_on", "复查日期", Type.DATE, True, source="recheck.on"),
        Field("findings", "复查情况", Type.LONG, True, source="recheck.findings"),
        Field("result", "复查结论", Type.CHOICE, True, source="recheck.result",
              choices=(("corrected", "已经改正"), ("partly", "部分改正"), ("not_corrected", "未改正"))),
        Field("remaining", "仍需改正的事项和期限", Type.LONG, True, source="recheck.remaining",
              when="result=partly|not_corrected"),
    ),
    body=(
        title("整改复查意见书"),
        *c.PARTY_LINES,
        para("本机关于{order_on}向你（单位）送达《责令改正通知书》（{order_number}）。{rechecked_on}，{organ_name}执法人员"
             "{handler_names}（执法证号：{handler_certificates}）对改正情况进行了复查，情况如下："),
        para("{findings}"),
        para("复查结论：{result}。"),
        para("仍需改正的事项和期限：{remaining}", when="result=partly|not_corrected"),
        para("逾期仍不改正的，本机关将依法处理。", when="result=partly|not_corrected"),
    ),
    signatures=(c.PARTY_SIGN, c.HANDLER_SIGN),
)  # fmt: skip

FORMS = (SCENE_RECORD, INTERVIEW_RECORD, EVIDENCE_LIST, ORDER_TO_CORRECT, RECHECK_RECORD)
