"""Papers of 行政执法监督 between bureau and organ, of no case: reminder, urging, opinion, decision, circular, receipt.

Opinion and decision follow 河南省行政执法条例43; no prescribed format was found for any of them, so the text is the
house's own and marked 待确认 in the handbook. They are written by ``supervision`` and stand apart from ``FORMS``.
"""

from __future__ import annotations

from mingjing.documents.forms.lines import note, para, plain, row, table, title
from mingjing.documents.forms.model import Field, Form, Type
from mingjing.law.supervising import Letter, Outcome, Source

BUREAU = Field("organ_name", "监督机关", required=True, own=True)
TO = Field("to_name", "被监督机关", required=True, own=True)
SUBJECT = Field("subject", "监督事项", required=True)
SOURCE = Field("source", "来源", Type.CHOICE, True, choices=tuple(Source.choices()))
FACTS = Field("facts", "查明的情况", Type.LONG, True, help="写清哪件案件、哪个环节、差几日，逐件列明")
RULE = Field("rule", "违反或者未落实的规定", required=True)
DEMAND = Field("demand", "监督要求", Type.LONG, True, help="要机关做什么、怎样算做到")
DUE = Field("due_on", "反馈期限", Type.DATE, True)
CONTACT = (Field("contact", "联系人", Type.PEOPLE, True, own=True), Field("phone", "联系电话", required=True, own=True))
COMMON = (BUREAU, TO, SUBJECT, SOURCE, FACTS, RULE, DEMAND, DUE, *CONTACT)
TAIL = (
    plain("联系人：{contact}，电话：{phone}"),
    note("本文书由平台送达，被监督机关签收后自动形成送达回证。"),
)
FOUND = para("经{source}发现并核实，你单位{subject}，情况如下：")

REMINDER = Form(
    doc=Letter.REMINDER, basis="三政办〔2019〕16号四(四)", layout="official", outward=True, word="监提",
    fields=COMMON,
    body=(
        title("行政执法监督提醒函"), plain("{to_name}："), FOUND, para("{facts}"), para("有关规定：{rule}。"),
        para("现提醒你单位：{demand}"), para("请于{due_on}前在平台反馈处理情况。"), *TAIL,
    ),
)  # fmt: skip
URGING = Form(
    doc=Letter.URGING, basis="三政办〔2019〕16号四(四)", layout="official", outward=True, sealed=True, word="监督办",
    fields=COMMON,
    body=(
        title("行政执法督办通知书"), plain("{to_name}："), FOUND, para("{facts}"), para("有关规定：{rule}。"),
        para("现予督办。{demand}"),
        para("请于{due_on}前办结，并在平台反馈办理结果和材料。逾期不办的，予以通报。"), *TAIL,
    ),
)  # fmt: skip
OPINION = Form(
    doc=Letter.OPINION, basis="河南省行政执法条例43", layout="official", outward=True, sealed=True, word="监意",
    fields=COMMON,
    body=(
        title("行政执法监督意见书"), plain("{to_name}："), FOUND, para("{facts}"),
        para("上述行为不符合{rule}的规定。依照《河南省行政执法条例》第四十三条的规定，提出以下监督意见："),
        para("{demand}"),
        para("请于{due_on}前依法处理，并书面报告处理情况。在规定期限内未自行处理的，本机关将依法作出行政执法监督决定，"
             "予以撤销或者纠正。"),
        *TAIL,
    ),
)  # fmt: skip
DECISION = Form(
    doc=Letter.DECISION, basis="河南省行政执法条例43", layout="official", outward=True, sealed=True, word="监决",
    fields=(*COMMON, Field("opinion_number", "监督意见书文号", required=True, own=True),
            Field("opinion_on", "监督意见书日期", Type.DATE, True),
            Field("outcome", "决定内容", Type.CHOICE, True, choices=tuple(Outcome.choices()))),
    body=(
        title("行政执法监督决定书"), plain("{to_name}："), FOUND, para("{facts}"),
        para("本机关于{opinion_on}向你单位发出行政执法监督意见书（{opinion_number}），规定期限届满，你单位未依法处理。"),
        para("上述行为不符合{rule}的规定。依照《河南省行政执法条例》第四十三条的规定，本机关决定：{outcome}。"),
        para("{demand}"),
        para("请于{due_on}前执行本决定并报告执行情况。不执行本决定的，依照《河南省行政执法条例》第四十四条的规定处理。"),
        *TAIL,
    ),
)  # fmt: skip
CIRCULAR = Form(
    doc=Letter.CIRCULAR, basis="三政办〔2019〕16号四(四)", layout="official", outward=True, sealed=True, word="监通",
    fields=(
        BUREAU, Field("to_name", "主送", required=True, own=True), Field("heading", "标题", required=True),
        Field("body", "正文", Type.LONG, True),
        Field("figures", "数据", Type.ROWS, columns=(
            Field("name", "机关", width=5), Field("item", "指标", width=4), Field("value", "数值", width=3),
            Field("base", "件数", width=3))),
        Field("until", "数据截至", Type.DATE, True),
    ),
    body=(
        title("{heading}"), plain("{to_name}："), para("{body}"),
        para("主要数据如下（截至{until}）：", when="figures"),
        table("figures"),
    ),
)  # fmt: skip
RECEIPT = Form(
    doc=Letter.RECEIPT, basis="河南省行政执法条例43", layout="table",
    fields=(BUREAU, TO, Field("paper", "送达文书", required=True), Field("number", "文号", required=True, own=True),
            Field("mode", "送达方式", required=True), Field("sent_at", "送达时间", Type.DATETIME, True),
            Field("signed_at", "签收时间", Type.DATETIME), Field("signed_by", "签收人", Type.PEOPLE, own=True)),
    body=(
        title("行政执法监督文书送达回证"),
        row("送达机关", "{organ_name}", "受送达机关", "{to_name}"),
        row("送达文书", "{paper}", "文号", "{number}"),
        row("送达方式", "{mode}", "送达时间", "{sent_at}"),
        row("签收人", "{signed_by}", "签收时间", "{signed_at}", when="signed_at"),
        row("签收情况", "尚未签收", when="!signed_at"),
    ),
)  # fmt: skip

LETTERS: dict[Letter, Form] = {
    Letter(form.doc): form for form in (REMINDER, URGING, OPINION, DECISION, CIRCULAR, RECEIPT)
}
