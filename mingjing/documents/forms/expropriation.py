"""国有土地上房屋征收, the project (国有土地上房屋征收与补偿条例8–29); each household: ``compensation``.

Announcements are posted in the area and stand here with number and seal; they are not served on one party.
"""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, head, note, para, plain, row, title
from mingjing.documents.forms.model import Element, Field, Form, Line, Signature, Type
from mingjing.law.expropriation_gates import GROUNDS
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
RULES = "国有土地上房屋征收与补偿条例"

NUMBER = Field("case_number", "编号", required=True, source="case.number", own=True)
SUBJECT = Field("cause", "征收事由", required=True, source="case.cause")
PROJECT = Field("project", "项目", required=True, source="matter.project", element=Element.FACTS)
AREA = Field("area", "征收范围", Type.LONG, True, source="matter.area")
GOVERNMENT = Field("government", "作出决定的人民政府", required=True, source="matter.government", own=True)
HOUSEHOLDS = Field("households", "被征收户数", Type.NUMBER, True, source="matter.households")
GROUND = Field("ground", "公共利益情形", Type.CHOICE, True, source="matter.ground", choices=GROUNDS,
               element=Element.BASIS)  # fmt: skip
PLACE = Field("place", "公布地点", required=True, help="在房屋征收范围内公布，并在政府网站公布。")
HEADER = (c.ORGAN, NUMBER, SUBJECT, PROJECT, AREA, GOVERNMENT)
HANDLERS_LINE = plain("承办：{organ_name}　{handler_names}（执法证号：{handler_certificates}）")
PLAN = Field("plan", "征收补偿方案", Type.LONG, True, source="publish_plan.plan",
             help="补偿方式、补偿标准、签约期限、搬迁期限、补助和奖励、产权调换房屋。")  # fmt: skip


def announcement(doc: Doc, article: str, word: str, fields: tuple[Field, ...], *body: Line) -> Form:
    """A notice posted in the area: numbered and sealed, not served on one party."""
    return Form(
        doc=doc, basis=f"{RULES}{article}", layout="official", sealed=True, word=word,
        fields=(*HEADER, *c.OFFICERS, *fields, PLACE, c.ORGAN_PHONE),
        body=(
            title(doc.label), *body,
            plain("公布地点：{place}"), HANDLERS_LINE, plain("联系电话：{organ_phone}　编号：{case_number}"),
        ),
    )  # fmt: skip


PLAN_NOTICE = announcement(
    Doc.PLAN_NOTICE, "第八条、第十条", "征意告",
    (HOUSEHOLDS, GROUND, PLAN, Field("until", "征求意见截止日", Type.DATE, True),
     Field("ways", "提出意见的方式", Type.LONG, True)),
    para("因{cause}，{government}拟征收下列范围内国有土地上的房屋：{area}。项目：{project}。公共利益情形：{ground}。涉及"
         "{households}户。现将征收补偿方案公布，征求公众意见，期限不少于三十日，至{until}止。"),
    head("征收补偿方案"), para("{plan}"), head("提出意见的方式"), para("{ways}"),
)  # fmt: skip

VIEWS_NOTICE = announcement(
    Doc.VIEWS_NOTICE, "第十一条", "征意公",
    (Field("views", "征求意见情况", Type.LONG, True), Field("changes", "根据公众意见修改的情况", Type.LONG, True),
     Field("majority_against", "多数被征收人认为方案不符合条例", Type.CHOICE, True,
           choices=(("no", "否"), ("yes", "是")))),
    para("{government}就{project}（{cause}，范围：{area}）征收补偿方案征求公众意见的情况和修改情况公布如下。"),
    head("征求意见情况"), para("{views}"), head("修改情况"), para("{changes}"),
    para("多数被征收人认为征收补偿方案不符合条例规定：{majority_against}。"),
)  # fmt: skip

PLAN_HEARING = Form(
    doc=Doc.PLAN_HEARING, basis=f"{RULES}第十一条第二款", layout="record",
    fields=(
        *HEADER, *c.OFFICERS,
        Field("held_at", "听证时间", Type.DATETIME, True), Field("place", "听证地点", required=True),
        Field("attended", "参加人员", Type.LONG, True, klass=PR, help="被征收人和公众代表。"),
        Field("record", "听证记录", Type.LONG, True, klass=PR),
        Field("changes", "方案修改情况", Type.LONG, True),
    ),
    body=(
        title("征收补偿方案听证会记录"), plain("项目：{project}　编号：{case_number}"), plain("事由：{cause}"),
        plain("范围：{area}"), plain("组织：{government}"), HANDLERS_LINE,
        plain("时间：{held_at}　地点：{place}"), plain("参加人员：{attended}"),
        head("听证记录"), para("{record}"), head("方案修改情况"), para("{changes}"),
    ),
    signatures=(Signature("attended", "参加人员（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

RISK_REPORT = Form(
    doc=Doc.RISK_REPORT, basis=f"{RULES}第十二条第一款", layout="table",
    fields=(
        *HEADER, *c.OFFICERS,
        Field("assessor", "评估单位", required=True), Field("findings", "风险点和化解措施", Type.LONG, True, klass=PR),
        Field("level", "风险等级", Type.CHOICE, True,
              choices=(("low", "低风险"), ("middle", "中风险"), ("high", "高风险"))),
        Field("conclusion", "评估结论", Type.CHOICE, True,
              choices=(("go", "可以实施"), ("hold", "暂缓实施"), ("stop", "不实施"))),
    ),
    body=(
        title("社会稳定风险评估报告"), row("项目", "{project}", "编号", "{case_number}"), row("事由", "{cause}"),
        row("征收范围", "{area}"), row("人民政府", "{government}", "评估单位", "{assessor}"),
        row("风险点和化解措施", "{findings}"), row("风险等级", "{level}", "评估结论", "{conclusion}"),
        row("承办", "{organ_name}　{handler_names}", "执法证号", "{handler_certificates}"),
    ),
)  # fmt: skip

MEETING_RECORD = Form(
    doc=Doc.MEETING_RECORD, basis=f"{RULES}第十二条第一款", layout="table", volume="side",
    fields=(
        *HEADER, *c.OFFICERS, HOUSEHOLDS,
        Field("met_on", "会议日期", Type.DATE, True), Field("minutes", "会议纪要文号", required=True, own=True),
        Field("conclusion", "讨论决定", Type.LONG, True, klass=PR),
    ),
    body=(
        title("政府常务会议讨论登记表"), row("项目", "{project}", "编号", "{case_number}"), row("事由", "{cause}"),
        row("征收范围", "{area}", "户数", "{households}"), row("人民政府", "{government}", "会议日期", "{met_on}"),
        row("会议纪要", "{minutes}"), row("讨论决定", "{conclusion}"),
        row("承办", "{organ_name}　{handler_names}", "执法证号", "{handler_certificates}"),
    ),
)  # fmt: skip

FUNDS_RECORD = Form(
    doc=Doc.FUNDS_RECORD, basis=f"{RULES}第十二条第二款", layout="table",
    fields=(
        *HEADER, *c.OFFICERS,
        Field("cost", "补偿费用概算", Type.MONEY, True, source="matter.cost"),
        Field("amount", "本次到位", Type.MONEY, True), Field("total", "累计到位", Type.MONEY, True),
        Field("account", "专户", required=True, own=True), Field("voucher", "到账凭证号", required=True, own=True),
        Field("paid_in_on", "到账日期", Type.DATE, True),
    ),
    body=(
        title("补偿费用专户存储登记表"), row("项目", "{project}", "编号", "{case_number}"), row("事由", "{cause}"),
        row("征收范围", "{area}", "人民政府", "{government}"), row("补偿费用概算", "{cost}", "本次到位", "{amount}"),
        row("累计到位", "{total}", "到账日期", "{paid_in_on}"), row("专户", "{account}", "到账凭证号", "{voucher}"),
        row("承办", "{organ_name}　{handler_names}", "执法证号", "{handler_certificates}"),
    ),
)  # fmt: skip

EXPROPRIATION_DECISION = Form(
    doc=Doc.EXPROPRIATION_DECISION,
    basis=f"{RULES}第八条、第十二条、第十三条",
    layout="official",
    outward=True,
    sealed=True,
    word="房征",
    fields=(
        *HEADER, *c.PARTY_BRIEF, *c.OFFICERS, HOUSEHOLDS, GROUND,
        Field("basis", "依据", Type.CITATION, True, source="power.basis", element=Element.BASIS),
        Field("views", "征求意见和修改情况", Type.LONG, True, source="publish_views.changes"),
        Field("plan", "征收补偿方案", Type.LONG, True, source="publish_plan.plan", element=Element.DECISION),
        Field("meeting", "常务会议", source="hold_meeting.minutes"),
        Field("funds", "补偿费用到位情况", required=True, source="record_funds.account"),
        Field("sign_until", "签约期限", Type.DATE, True, source="publish_plan.sign_until"),
        *c.REMEDY,
    ),
    body=(
        title("房屋征收决定书", element="kind"),
        para("因{cause}，为实施{project}，属于{ground}，依照{basis}，经征求公众意见、社会稳定风险评估，{government}决定征收"
             "下列范围内国有土地上的房屋：{area}。编号：{case_number}。", element="basis"),
        para("项目：{project}。", element="facts"),
        para("本决定经政府常务会议讨论决定（{meeting}）。", when="meeting"),
        plain("被征收人：{party_name}等{households}户（名单见调查登记结果）", element="party"),
        plain("房屋征收部门：{organ_name}　承办人：{handler_names}（执法证号：{handler_certificates}）"),
        head("征求意见和修改情况"),
        para("{views}"),
        head("征收决定和补偿方案"),
        para("决定征收上述范围内的房屋，同时收回国有土地使用权。征收补偿方案如下：", element="decision"),
        para("{plan}", element="decision"),
        para("签约期限至{sign_until}。补偿费用已足额到位，专户存储、专款专用：{funds}。"),
        head("救济途径和期限"),
        para("如不服本决定，可以自公告规定的期限届满之日起六十日内向{reconsideration_body}申请行政复议，也可以自公告规定的期限"
             "届满之日起六个月内直接向{court}提起行政诉讼。", element="remedy"),
        note("本决定在房屋征收范围内公告。补偿先于搬迁；任何单位和个人不得以暴力、威胁或者中断供水、供热、供气、供电和道路通行"
             "等方式迫使搬迁。"),
    ),
)  # fmt: skip

EXPROPRIATION_NOTICE = announcement(
    Doc.EXPROPRIATION_NOTICE, "第十三条", "征告",
    (Field("decision_number", "征收决定文号", required=True, source="decision.number", own=True),
     Field("decided_on", "决定日期", Type.DATE, True, source="decision.issued_on"), PLAN,
     Field("until", "公告期限至", Type.DATE, True), *c.REMEDY),
    para("{government}于{decided_on}作出房屋征收决定（{decision_number}），因{cause}，为实施{project}，征收下列范围内国有土地"
         "上的房屋：{area}。现予公告，公告期限至{until}。"),
    head("征收补偿方案"), para("{plan}"), head("行政复议、行政诉讼权利"),
    para("被征收人不服征收决定的，可以自公告规定的期限届满之日起六十日内向{reconsideration_body}申请行政复议，也可以在六个月"
         "内直接向{court}提起行政诉讼。"),
)  # fmt: skip

SURVEY_NOTICE = announcement(
    Doc.SURVEY_NOTICE, "第十五条", "征调公",
    (Field("houses", "调查登记结果", Type.ROWS, True, columns=(
        Field("household", "被征收人", required=True, width=3, klass=P),
        Field("seat", "房屋坐落", width=4, klass=P), Field("use", "用途", width=2),
        Field("area", "建筑面积（平方米）", width=2), Field("right", "权属", width=3))),),
    para("{government}对{project}（{cause}，范围：{area}）征收范围内房屋的权属、区位、用途、建筑面积等组织了调查登记，结果向"
         "被征收人公布如下。"),
    each("houses", "{household}，{seat}，{use}，{area}平方米，{right}；"),
    para("被征收人对登记结果有异议的，可以向{organ_name}提出。"),
)  # fmt: skip

APPRAISER_RECORD = Form(
    doc=Doc.APPRAISER_RECORD, basis=f"{RULES}第二十条", layout="table",
    fields=(
        *HEADER, *c.OFFICERS,
        Field("appraiser", "选定的评估机构", required=True),
        Field("way", "选定方式", Type.CHOICE, True, choices=(
            ("agreed", "被征收人协商选定"), ("majority", "多数决定"), ("random", "随机选定"))),
        Field("course", "选定经过", Type.LONG, True), Field("published_on", "公布日期", Type.DATE, True),
    ),
    body=(
        title("评估机构选定记录"), row("项目", "{project}", "编号", "{case_number}"), row("事由", "{cause}"),
        row("征收范围", "{area}", "人民政府", "{government}"),
        row("选定的评估机构", "{appraiser}", "选定方式", "{way}"),
        row("选定经过", "{course}"), row("公布日期", "{published_on}"),
        row("承办", "{organ_name}　{handler_names}", "执法证号", "{handler_certificates}"),
    ),
    signatures=(Signature("households", "被征收人代表（签名）"), c.HANDLER_SIGN),
)  # fmt: skip

HOUSEHOLDS_NOTICE = announcement(
    Doc.HOUSEHOLDS_NOTICE, "第二十九条", "分户公",
    (Field("rows", "分户补偿情况", Type.ROWS, True, columns=(
        Field("household", "被征收人", required=True, width=3, klass=P),
        Field("area", "建筑面积（平方米）", width=2), Field("way", "补偿方式", width=3),
        Field("amount", "补偿金额（元）", width=3))),),
    para("{government}{project}（{cause}，范围：{area}）的分户补偿情况公布如下。"),
    each("rows", "{household}，{area}平方米，{way}，{amount}；"),
)  # fmt: skip

FORMS = (
    PLAN_NOTICE, VIEWS_NOTICE, PLAN_HEARING, RISK_REPORT, MEETING_RECORD, FUNDS_RECORD, EXPROPRIATION_DECISION,
    EXPROPRIATION_NOTICE, SURVEY_NOTICE, APPRAISER_RECORD, HOUSEHOLDS_NOTICE,
)  # fmt: skip
