"""行政许可, receiving: application, receipt, correction, acceptance or not, withdrawal (许29–32)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, note, para, plain, row, table, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass

P, PR = UnitClass.PERSONAL, UnitClass.PROCESS
LAW = "《中华人民共和国行政许可法》"

ITEM = Field("item_name", "许可事项", required=True, source="licence.item", own=True)
BASIS = Field("licence_basis", "许可依据", Type.CITATION, True, source="licence.basis", element=Element.BASIS)
RECEIVED = Field("received_on", "收到申请日期", Type.DATE, True, source="licence.received_on")
ACCEPTED = Field("accepted_on", "受理日期", Type.DATE, True, source="licence.accepted_on")
UNIT = Field("unit_name", "办理机构", required=True, source="case.unit_name", own=True)
CODE = Field("query_code", "办理进度查询码", required=True, source="licence.query_code", klass=P)
SCOPE = Field("scope", "申请的内容", Type.LONG, True, source="matter.scope")
PLACE = Field("place", "从事活动的地点", source="record.place")
MATERIALS = Field(
    "materials", "申请材料", Type.ROWS, source="licence.materials",
    columns=(
        Field("name", "材料名称", required=True, width=6), Field("form", "形式", width=3),
        Field("how", "提交方式", required=True, width=5),
    ),
)  # fmt: skip
APPLICANT = (replace(c.PARTY_LINES[0], texts=("申请人：{party_name}",)), *c.PARTY_LINES[1:])
APPLICANT_ROWS = (replace(c.PARTY_ROWS[0], texts=("申请人", "{party_name}", "类别", "{party_kind}")), *c.PARTY_ROWS[1:])
CONTACT = plain("办理机构：{unit_name}　联系电话：{organ_phone}　地址：{organ_address}")
OFFICE = (UNIT, c.ORGAN_PHONE, c.ORGAN_ADDRESS)
AGENT = Field("agent_name", "委托代理人", Type.PERSON, source="matter.agent_name", klass=P)
REMEDY_WORDS = (
    "可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "也可以自收到本决定书之日起六个月内向{court}提起行政诉讼。"
)

LICENCE_APPLICATION = Form(
    doc=Doc.LICENCE_APPLICATION,
    basis="行政许可法第二十九条、第三十一条",
    layout="table",
    fields=(c.ORGAN, ITEM, *c.PARTY, AGENT, SCOPE, PLACE, MATERIALS, RECEIVED),
    body=(
        title("行政许可申请书"),
        row("申请机关", "{organ_name}", "许可事项", "{item_name}"),
        *APPLICANT_ROWS,
        row("委托代理人", "{agent_name}", when="agent_name"),
        row("申请的内容", "{scope}"),
        row("从事活动的地点", "{place}", when="place"),
        row("申请日期", "{received_on}"),
        table("materials"),
        note("申请人对申请材料实质内容的真实性负责（行政许可法31）。隐瞒有关情况或者提供虚假材料的，不予受理或者不予许可，并给予警告"
             "（行政许可法78）。本格式文本不收费。"),
    ),
    signatures=(Signature("party", "申请人（签名或者盖章）"),),
)  # fmt: skip

MATERIALS_RECEIPT = Form(
    doc=Doc.MATERIALS_RECEIPT,
    basis="行政许可法第三十二条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="许收",
    fields=(c.ORGAN, ITEM, *c.PARTY_BRIEF, MATERIALS, RECEIVED, CODE, *OFFICE),
    body=(
        title("申请材料接收凭证"),
        plain("{party_name}："),
        para("{organ_name}于{received_on}收到你（单位）提出的{item_name}申请和下列材料："),
        each("materials", "{name}（{form}，{how}）；"),
        para("本机关将在收到之日起五个工作日内决定是否受理；材料不齐全或者不符合法定形式的，一次告知需要补正的全部内容；"
             "逾期不告知的，自收到之日起即为受理。"),
        plain("办理进度查询码：{query_code}"),
        CONTACT,
        note("本凭证只证明收到材料，不是受理通知。"),
    ),
)  # fmt: skip

CORRECTION_NOTICE = Form(
    doc=Doc.CORRECTION_NOTICE,
    basis="行政许可法第三十二条第一款第四项、第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="许补",
    fields=(
        c.ORGAN, ITEM, *c.PARTY_BRIEF, RECEIVED,
        Field("corrections", "需要补正的内容", Type.ROWS, True, source="request_correction.corrections", columns=(
            Field("material", "材料", required=True, width=4), Field("demand", "补正要求", Type.LONG, True, width=7))),
        *OFFICE,
    ),
    body=(
        title("补正申请材料告知书"),
        plain("{party_name}："),
        para("你（单位）于{received_on}向{organ_name}提出{item_name}申请。经审查，申请材料不齐全或者不符合法定形式，"
             f"依照{LAW}第三十二条第一款第四项的规定，现一次告知需要补正的全部内容："),
        each("corrections", "{material}：{demand}；"),
        para("请自收到本告知书之日起十个工作日内补正。按照要求提交全部补正材料的，本机关予以受理；"
             "可以当场更正的，允许当场更正。"),
        CONTACT,
        note("补正要求只告知一次，没有列出的内容不再要求补正。"),
    ),
)  # fmt: skip

ACCEPTANCE_NOTICE = Form(
    doc=Doc.ACCEPTANCE_NOTICE,
    basis="行政许可法第三十二条第一款第五项、第二款，第四十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="许受",
    fields=(
        c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY_BRIEF, RECEIVED, ACCEPTED,
        Field("silent", "视为受理", Type.CHOICE, source="licence.silent", choices=(("yes", "逾期没有告知，视为受理"),)),
        Field("days", "法定办理时限", Type.NUMBER, True, source="licence.days"),
        Field("promised", "承诺办理时限", Type.NUMBER, source="licence.promised"),
        Field("due_on", "法定期限届满日", Type.DATE, True, source="licence.due"),
        CODE, *OFFICE,
    ),
    body=(
        title("行政许可受理通知书"),
        plain("{party_name}："),
        para("你（单位）于{received_on}向{organ_name}提出{item_name}申请。申请事项属于本机关职权范围，申请材料齐全、"
             f"符合法定形式，依照{LAW}第三十二条第一款第五项的规定，自{{accepted_on}}起受理，"
             "受理编号：{case_number}。", when="!silent"),
        para("你（单位）于{received_on}向{organ_name}提出{item_name}申请，本机关在五个工作日内没有告知补正，"
             f"依照{LAW}第三十二条第一款第四项的规定，自{{accepted_on}}起即为受理，"
             "受理编号：{case_number}。", when="silent"),
        para("本事项法定办理时限{days}个工作日，{due_on}届满。听证、检验、检测、检疫、鉴定、专家评审等所需时间不计入，"
             "本机关将书面告知。"),
        para("本机关承诺{promised}个工作日内作出决定。", when="promised"),
        para("实施本许可不收取费用。"),
        plain("办理进度查询码：{query_code}"),
        CONTACT,
    ),
)  # fmt: skip

NOT_ACCEPTED = (
    ("not_needed", "申请事项依法不需要取得行政许可"),
    ("not_ours", "申请事项依法不属于本机关职权范围"),
    ("not_supplied", "期满没有按照要求提交全部补正材料"),
    ("false", "隐瞒有关情况或者提供虚假材料"),
    ("barred", "在不得再次申请的期限内"),
    ("late", "没有在规定时间内申请延续"),
)

NON_ACCEPTANCE_NOTICE = Form(
    doc=Doc.NON_ACCEPTANCE_NOTICE,
    basis="行政许可法第三十二条第一款第一项、第二项，第二款，第七十八条",
    layout="official",
    outward=True,
    sealed=True,
    word="许不受",
    fields=(
        c.ORGAN, ITEM, *c.PARTY_BRIEF, RECEIVED,
        Field("ground", "不予受理的情形", Type.CHOICE, True, source="refuse_acceptance.ground", choices=NOT_ACCEPTED),
        Field("reason", "理由", Type.LONG, True, source="refuse_acceptance.reason"),
        Field("right_organ", "有权办理的机关", required=True, source="refuse_acceptance.right_organ",
              when="ground=not_ours"),
        *c.REMEDY, *OFFICE,
    ),
    body=(
        title("行政许可不予受理决定书"),
        plain("{party_name}："),
        para("你（单位）于{received_on}向{organ_name}提出{item_name}申请。经审查，{ground}。{reason}"),
        para(f"依照{LAW}第三十二条第一款第一项的规定，告知不受理。", when="ground=not_needed"),
        para(f"依照{LAW}第三十二条第一款第二项的规定，决定不予受理。请向{{right_organ}}申请。", when="ground=not_ours"),
        para(f"依照{LAW}第三十二条第一款第五项的规定，决定不予受理。补齐后可以重新申请。", when="ground=not_supplied"),
        para(f"依照{LAW}第七十八条的规定，决定不予受理，给予警告。"
             "申请属于直接关系公共安全、人身健康、生命财产安全事项的，一年内不得再次申请。", when="ground=false"),
        para(f"依照{LAW}第七十八条、第七十九条的规定，决定不予受理。", when="ground=barred"),
        para(f"依照{LAW}第五十条第一款的规定，决定不予受理，可以按新申请办理。", when="ground=late"),
        para("如不服本决定，" + REMEDY_WORDS),
        CONTACT,
    ),
)  # fmt: skip

LICENCE_WITHDRAWAL = Form(
    doc=Doc.LICENCE_WITHDRAWAL,
    basis="行政许可法第二十九条",
    layout="table",
    fields=(
        c.ORGAN, ITEM, *c.PARTY_BRIEF, RECEIVED,
        Field("asked_on", "撤回日期", Type.DATE, True, source="withdraw_application.asked_on"),
        Field("reason", "撤回原因", Type.LONG, True, source="withdraw_application.reason"),
    ),
    body=(
        title("撤回许可申请登记表"),
        row("受理机关", "{organ_name}", "许可事项", "{item_name}"),
        row("申请人", "{party_name}", "收到申请日期", "{received_on}"),
        row("撤回日期", "{asked_on}"),
        row("撤回原因", "{reason}"),
        note("申请撤回后办理终止，申请材料退还；不影响申请人再次申请。"),
    ),
    signatures=(Signature("party", "申请人（签名或者盖章）"),),
)  # fmt: skip

FORMS = (
    LICENCE_APPLICATION, MATERIALS_RECEIPT, CORRECTION_NOTICE, ACCEPTANCE_NOTICE, NON_ACCEPTANCE_NOTICE,
    LICENCE_WITHDRAWAL,
)  # fmt: skip
