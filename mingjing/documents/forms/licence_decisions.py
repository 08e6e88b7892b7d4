"""行政许可, decided: grant, refusal, certificate, change, renewal, revocation, retraction, cancellation (许38–70)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.licence import (
    ACCEPTED,
    APPLICANT,
    BASIS,
    CONTACT,
    ITEM,
    LAW,
    OFFICE,
    PLACE,
    RECEIVED,
    REMEDY_WORDS,
)
from mingjing.documents.forms.lines import head, item, note, para, plain, row, title
from mingjing.documents.forms.model import Element, Field, Form, Line, Type
from mingjing.law.kinds import Doc
from mingjing.law.licence_facts import CANCELLATION, RETRACTION, REVOCATION, Matter

FACTS = Field(
    "facts", "审查认定的情况", Type.LONG, True, source="examine.facts", element=Element.FACTS,
    help="一两句话写清审查结果。公示时展示，不得写入个人信息和商业秘密。",
)  # fmt: skip
SCOPE = Field("scope", "许可的内容", Type.LONG, True, source="examine.scope", element=Element.DECISION)
TERM = Field("term", "有效期", required=True, source="licence.term", element=Element.DECISION)
NUMBER = Field(
    "licence_number", "许可证编号", required=True, source="licence.number", own=True, element=Element.DECISION
)
CERTIFICATE = Field("certificate", "许可证件名称", required=True, source="licence.certificate", own=True)
HEARD = (
    Field("hearing", "听证情况", Type.CHOICE, True, source="licence.hearing",
          choices=(("none", "没有听证"), ("held", "已举行听证"))),
    Field("hearing_held_on", "听证日期", Type.DATE, True, source="hold_licence_hearing.on", when="hearing=held"),
    Field("by_record", "听证笔录的采纳情况", Type.LONG, True, source="examine.by_record", when="hearing=held"),
    Field("views", "意见答复情况", Type.LONG, source="licence.views"),
)  # fmt: skip
HEARD_LINES = (
    para("本机关于{hearing_held_on}举行听证，根据听证笔录，{by_record}", when="hearing=held"),
    para("{views}", when="views"),
)
PUBLIC = para("本决定依法公开，公众有权查阅；涉及国家秘密、商业秘密或者个人隐私的除外。")
COPIES = note("本决定书一式两份，一份送达当事人，一份归档。")
HOLDER: tuple[Line, ...] = (replace(c.PARTY_LINES[0], texts=("被许可人：{party_name}",)), *c.PARTY_LINES[1:])
INTRO = (
    "你（单位）于{received_on}提出{item_name}申请，{organ_name}于{accepted_on}受理（受理编号：{case_number}），由{handler_names}"
    "（执法证号：{handler_certificates}）审查。"
)
BASIC = (c.ORGAN, c.CASE_NUMBER, ITEM, *c.PARTY, *c.OFFICERS, BASIS)

LICENCE_MATTER = Form(
    doc=Doc.LICENCE_MATTER,
    basis="行政许可法第八条第二款、第四十九条、第五十条、第六十九条、第七十条",
    layout="table",
    fields=(
        c.ORGAN, *c.PARTY, c.SOURCE_TEXT,
        Field("matter", "事项", Type.CHOICE, True, source="matter.matter", choices=tuple(Matter.choices())),
        Field("licence_number", "许可证编号", required=True, source="matter.licence", own=True),
        Field("content", "内容和理由", Type.LONG, True, source="case.summary"),
        RECEIVED,
    ),
    body=(
        title("已有许可事项登记表"),
        row("办理机关", "{organ_name}", "来源", "{case_source}"),
        row("事项", "{matter}", "许可证编号", "{licence_number}"),
        *c.PARTY_ROWS,
        row("内容和理由", "{content}"),
        row("登记日期", "{received_on}"),
    ),
)  # fmt: skip

HOLDER_NOTICE = Form(
    doc=Doc.HOLDER_NOTICE,
    basis="行政许可法第七条、第八条、第六十九条、第七十条",
    layout="official",
    outward=True,
    sealed=True,
    word="许事告",
    fields=(
        c.ORGAN, c.CASE_NUMBER, *c.PARTY,
        Field("matter", "拟作的处理", Type.CHOICE, True, source="matter.matter", choices=tuple(Matter.choices())),
        Field("licence_number", "许可证编号", required=True, source="matter.licence", own=True),
        Field("ground", "法定情形", required=True, source="licence.ground"),
        Field("facts", "查明的情况", Type.LONG, True, source="tell_holder.facts"),
        *OFFICE,
    ),
    body=(
        title("许可处理事先告知书"),
        *(replace(line, texts=(line.texts[0].replace("当事人：", "被许可人："),)) for line in c.PARTY_LINES),
        para("{organ_name}对你（单位）持有的许可（许可证编号：{licence_number}）进行核查（编号：{case_number}）。经查，{facts}"),
        para("上述情况属于“{ground}”，本机关拟依法{matter}该许可。"),
        para("对此你（单位）享有陈述、申辩的权利。请自收到本告知书之日起五个工作日内提出；逾期不提出的，视为没有意见。"),
        item("提出的事实、理由和证据成立的，本机关予以采纳；"),
        item("不因陈述、申辩作出更不利的处理。"),
        CONTACT,
    ),
)  # fmt: skip

GRANT_DECISION = Form(
    doc=Doc.GRANT_DECISION,
    basis="行政许可法第三十八条第一款、第三十九条、第四十条、第四十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="准许",
    fields=(
        *BASIC, RECEIVED, ACCEPTED, FACTS, *HEARD, SCOPE, PLACE, TERM,
        Field("conditions", "附带的要求", Type.LONG, source="examine.conditions", element=Element.DECISION),
        CERTIFICATE, *c.REMEDY,
    ),
    body=(
        title("准予行政许可决定书", element="kind"),
        *APPLICANT,
        para(INTRO),
        para("经审查，{facts}", element="facts"),
        *HEARD_LINES,
        para(f"申请符合{{licence_basis}}规定的条件、标准，依照{LAW}第三十八条第一款的规定，决定准予行政许可：",
             element="basis"),
        item("许可事项：{item_name}；", element="decision"),
        item("许可内容：{scope}；", element="decision"),
        item("地点：{place}；", when="place", element="decision"),
        item("有效期：{term}；", element="decision"),
        item("要求：{conditions}；", when="conditions", element="decision"),
        para("本机关将自作出本决定之日起十个工作日内颁发、送达{certificate}。许可不得违法转让。需要变更许可事项的，向本机关申请；"
             "需要延续有效期的，在规定的时间内提出。"),
        PUBLIC,
        para("如不服本决定，" + REMEDY_WORDS, element="remedy"),
        COPIES,
    ),
)  # fmt: skip

REFUSAL_DECISION = Form(
    doc=Doc.REFUSAL_DECISION,
    basis="行政许可法第三十八条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="不许",
    fields=(
        *BASIC, RECEIVED, ACCEPTED, FACTS, *HEARD,
        Field("reasons", "不予许可的理由和依据", Type.LONG, True, source="examine.reasons", element=Element.DECISION),
        *c.REMEDY,
    ),
    body=(
        title("不予行政许可决定书", element="kind"),
        *APPLICANT,
        para(INTRO),
        para("经审查，{facts}", element="facts"),
        *HEARD_LINES,
        head("理由和依据"),
        para("{reasons}", element="decision"),
        para("上述情况不符合{licence_basis}规定的条件、标准。", element="basis"),
        head("决定"),
        para(f"依照{LAW}第三十八条第二款的规定，决定不予行政许可。", element="decision"),
        head("救济途径和期限"),
        para("如不服本决定，" + REMEDY_WORDS, element="remedy"),
        para("具备法定条件后，可以重新提出申请。"),
        COPIES,
    ),
)  # fmt: skip

LICENCE_CERTIFICATE = Form(
    doc=Doc.LICENCE_CERTIFICATE,
    basis="行政许可法第三十九条、第四十四条",
    layout="official",
    outward=True,
    sealed=True,
    word="许证",
    fields=(
        c.ORGAN, ITEM, *c.PARTY, CERTIFICATE, replace(NUMBER, element=""),
        replace(SCOPE, source="licence.scope", element=""), PLACE,
        Field("valid_from", "有效期自", Type.DATE, True, source="licence.valid_from"),
        Field("valid_to", "有效期至", Type.DATE, source="licence.valid_to"),
    ),
    body=(
        title("行政许可证件"),
        plain("证件名称：{certificate}"),
        plain("许可证编号：{licence_number}"),
        *HOLDER,
        plain("许可事项：{item_name}"),
        plain("许可内容：{scope}"),
        plain("地点：{place}", when="place"),
        plain("有效期：{valid_from}至{valid_to}", when="valid_to"),
        plain("有效期：{valid_from}起，没有固定期限", when="!valid_to"),
        plain("颁发机关：{organ_name}"),
        note("不得涂改、倒卖、出租、出借，不得以其他形式非法转让（行政许可法80）。"),
    ),
)  # fmt: skip


def _about(doc: Doc, basis: str, word: str, fields: tuple[Field, ...], *body: Line) -> Form:
    """A decision about a licence that exists: the same head and end for all five."""
    return Form(
        doc=doc, basis=basis, layout="official", outward=True, sealed=True, word=word,
        fields=(*BASIC, NUMBER, FACTS, *HEARD, *fields, *c.REMEDY),
        body=(
            title(doc.label, element="kind"), *HOLDER,
            para("{organ_name}指派{handler_names}（执法证号：{handler_certificates}）办理你（单位）{item_name}"
                 "（许可证编号：{licence_number}）的有关事项（编号：{case_number}）。", element="decision"),
            para("经审查，{facts}", element="facts"), *HEARD_LINES, *body, PUBLIC,
            para("如不服本决定，" + REMEDY_WORDS, element="remedy"), COPIES,
        ),
    )  # fmt: skip


CHANGE_DECISION = _about(
    Doc.CHANGE_DECISION, "行政许可法第四十九条", "许变",
    (RECEIVED, replace(SCOPE, label="变更的内容"), CERTIFICATE),
    para(f"你（单位）于{{received_on}}提出的变更申请符合{{licence_basis}}规定的条件、标准，依照{LAW}第四十九条的规定，"
         "决定准予变更：", element="basis"),
    para("{scope}", element="decision"),
    para("其他许可内容和有效期不变，本机关换发{certificate}。"),
)  # fmt: skip

RENEWAL_DECISION = _about(
    Doc.RENEWAL_DECISION, "行政许可法第五十条", "许续",
    (
        RECEIVED, Field("valid_to", "原有效期届满日", Type.DATE, True, source="licence.valid_to"),
        Field("new_valid_to", "延续至", Type.DATE, True, source="licence.new_valid_to", element=Element.DECISION),
        CERTIFICATE,
    ),
    para(f"你（单位）于{{received_on}}提出的延续申请符合{{licence_basis}}规定的条件、标准，依照{LAW}第五十条的规定，"
         "决定准予延续：", element="basis"),
    para("有效期由{valid_to}延续至{new_valid_to}。", element="decision"),
    para("许可内容不变，本机关换发{certificate}。"),
)  # fmt: skip

REVOCATION_DECISION = _about(
    Doc.REVOCATION_DECISION, "行政许可法第六十九条", "许撤",
    (
        Field("ground", "撤销的情形", Type.CHOICE, True, source="matter.ground_revoke", choices=REVOCATION,
              element=Element.DECISION),
        replace(SCOPE, label="处理要求"),
    ),
    para(f"上述情况属于{LAW}第六十九条规定的“{{ground}}”，该许可依据{{licence_basis}}作出。", element="basis"),
    para(f"依照{LAW}第六十九条的规定，决定撤销该许可。{{scope}}", element="decision"),
    para("以欺骗、贿赂等不正当手段取得的许可，基于该许可取得的利益不受保护；属于直接关系公共安全、人身健康、生命财产安全事项的，"
         "三年内不得再次申请。", when="ground=fraud"),
    para("因本次撤销合法权益受到损害的，可以依法要求赔偿。", when="ground=abuse|beyond|procedure|unqualified|other"),
)  # fmt: skip

RETRACTION_DECISION = _about(
    Doc.RETRACTION_DECISION, "行政许可法第八条第二款", "许回",
    (
        Field("ground", "撤回的情形", Type.CHOICE, True, source="matter.ground_retract", choices=RETRACTION,
              element=Element.DECISION),
        Field("interest", "公共利益的需要", Type.LONG, True, source="matter.interest", element=Element.DECISION),
        Field("compensation", "财产损失的补偿", Type.LONG, True, source="matter.compensation",
              element=Element.DECISION),
        replace(SCOPE, label="处理要求"),
    ),
    para("该许可依据{licence_basis}作出，现{ground}。为了公共利益的需要：{interest}", element="basis"),
    para(f"依照{LAW}第八条第二款的规定，决定撤回该许可。{{scope}}", element="decision"),
    para("由此造成财产损失的，本机关依法给予补偿：{compensation}", element="decision"),
)  # fmt: skip

CANCELLATION_DECISION = _about(
    Doc.CANCELLATION_DECISION, "行政许可法第七十条", "许注",
    (
        Field("ground", "注销的情形", Type.CHOICE, True, source="matter.ground_cancel", choices=CANCELLATION,
              element=Element.DECISION),
        replace(SCOPE, label="处理要求"),
    ),
    para(f"该许可依据{{licence_basis}}作出，现属于{LAW}第七十条规定的“{{ground}}”。", element="basis"),
    para(f"依照{LAW}第七十条的规定，决定注销该许可。{{scope}}", element="decision"),
)  # fmt: skip

FORMS = (
    LICENCE_MATTER, HOLDER_NOTICE, GRANT_DECISION, REFUSAL_DECISION, LICENCE_CERTIFICATE, CHANGE_DECISION,
    RENEWAL_DECISION, REVOCATION_DECISION, RETRACTION_DECISION, CANCELLATION_DECISION,
)  # fmt: skip
