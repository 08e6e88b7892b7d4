"""撤销: the record that a decision was annulled by whomever, and the organ's own decision to annul (复 64；诉 70)."""

from __future__ import annotations

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import note, opinion, para, plain, row, title
from mingjing.documents.forms.model import Element, Field, Form, Type
from mingjing.law.annulment import Annuller, Fault, Redo
from mingjing.law.kinds import Doc

DECIDED = (c.DECISION_NUMBER, c.DECIDED_ON)

ANNULMENT_RECORD = Form(
    doc=Doc.ANNULMENT_RECORD,
    basis="行政复议法第六十四条；行政诉讼法第七十条、第七十一条；行政处罚法第四十八条第二款",
    layout="table",
    fields=(
        c.ORGAN, c.CASE_NUMBER, c.CAUSE, *c.PARTY_BRIEF, *DECIDED,
        Field("authority", "撤销机关类别", Type.CHOICE, True, source="annul.authority",
              choices=tuple(Annuller.choices())),
        Field("by_name", "撤销机关", required=True, source="annul.name", own=True),
        Field("number", "撤销文书文号", required=True, source="annul.number", own=True),
        Field("received_on", "收到（作出）日期", Type.DATE, True, source="annul.received_on"),
        Field("ground", "撤销的理由", Type.CHOICE, True, source="annul.ground", choices=tuple(Fault.choices())),
        c.words("reason", "具体情况", "annul.reason"),
        Field("redo", "后续处理", Type.CHOICE, True, source="annul.redo", choices=tuple(Redo.choices())),
        Field("redo_by", "责令重新作出的期限", Type.DATE, source="annul.redo_by", when="redo=ordered"),
        c.words("refund", "已缴款项的处理", "annul.refund", required=False),
        *c.OPINIONS,
    ),
    body=(
        title("处罚决定被撤销登记表"),
        row("案号", "{case_number}", "案由", "{cause}"),
        row("当事人", "{party_name}", "类别", "{party_kind}"),
        row("执法机关", "{organ_name}", "原决定书", "{decision_number}"),
        row("原决定日期", "{decided_on}", "收到（作出）日期", "{received_on}"),
        row("撤销机关", "{by_name}（{authority}）", "撤销文书", "{number}"),
        row("撤销的理由", "{ground}", "后续处理", "{redo}"),
        row("具体情况", "{reason}"),
        row("重新作出的期限", "{redo_by}", when="redo_by"),
        row("已缴款项的处理", "{refund}", when="refund"),
        opinion("handler", "承办人意见", "{handler_opinion}"),
        opinion("unit", "承办机构负责人意见", "{unit_opinion}"),
        opinion("head", "机关负责人意见", "{head_opinion}"),
    ),
)  # fmt: skip

ANNULMENT_DECISION = Form(
    doc=Doc.ANNULMENT_DECISION,
    basis="行政处罚法第七十五条第二款",
    layout="official",
    outward=True,
    sealed=True,
    word="撤",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *DECIDED,
        Field("fault", "撤销的理由", Type.CHOICE, True, choices=tuple(Fault.choices()), source="annul.ground"),
        Field("reason", "具体情况", Type.LONG, True, source="annul.reason"),
        Field("redo", "后续处理", Type.CHOICE, True, choices=tuple(Redo.choices()), source="annul.redo",
              element=Element.DECISION),
        *c.REMEDY,
    ),
    body=(
        title("撤销行政处罚决定书", element="kind"),
        *c.PARTY_LINES,
        para("{organ_name}于{decided_on}就{cause}一案对你（单位）作出处罚决定（{decision_number}）。"
             "经查，该决定存在下列情形：{fault}。{reason}"),
        para("依照《中华人民共和国行政处罚法》第七十五条第二款的规定，本机关决定撤销上述处罚决定。",
             element="decision"),
        para("后续处理：{redo}。"),
        para("如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
             "也可以自收到本决定书之日起六个月内直接向{court}提起行政诉讼。", element="remedy"),
        plain("已经公示的，本机关自撤销之日起三个工作日内撤回处罚决定信息并公开说明理由。"),
        note("本决定书一式两份，一份送达当事人，一份归档。"),
    ),
)  # fmt: skip

FORMS = (ANNULMENT_RECORD, ANNULMENT_DECISION)
