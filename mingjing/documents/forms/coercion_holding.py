"""行政强制措施 while it lasts and when it ends: extension, test, handling, release, return (强21、25–28、33)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.coercion import CONTACT_LINE, COPIES, GOODS, MEASURE, REMEDY_LINE, TAKEN, THINGS
from mingjing.documents.forms.lines import para, row, table, title
from mingjing.documents.forms.model import Field, Form, Signature, Type
from mingjing.law.coercion_hold import GROUNDS
from mingjing.law.kinds import Doc, UnitClass

P = UnitClass.PERSONAL

MEASURE_EXTENSION = Form(
    doc=Doc.MEASURE_EXTENSION,
    basis="行政强制法第二十五条第一款、第二款，第三十二条",
    layout="official",
    outward=True,
    sealed=True,
    word="强延",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, MEASURE, *TAKEN,
        Field("reason", "延长的理由", Type.LONG, True, source="extend_measure.reason"),
        Field("days", "延长日数", Type.NUMBER, True, source="extend_measure.days"),
        Field("ends_on", "延长后的届满日期", Type.DATE, True, source="coercion.ends_on"),
        *c.REMEDY,
    ),
    body=(
        title("延长查封（扣押、冻结）期限决定书"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案中，于{taken_on}以{decision_number}决定对你（单位）的有关场所、设施、财物或者存款、"
             "汇款予以{measure}。"),
        para("因情况复杂：{reason}依照《中华人民共和国行政强制法》第二十五条、第三十二条的规定，经本机关负责人批准，决定延长{days}日，"
             "延长后的期限至{ends_on}届满。", element="decision"),
        REMEDY_LINE,
        COPIES,
    ),
)  # fmt: skip

TEST_NOTICE = Form(
    doc=Doc.TEST_NOTICE,
    basis="行政强制法第二十五条第三款",
    layout="official",
    outward=True,
    sealed=True,
    word="检期",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *TAKEN,
        Field("test_kind", "种类", Type.CHOICE, True, source="begin_test.test_kind",
              choices=(("test", "检测"), ("inspection", "检验"), ("quarantine", "检疫"), ("appraisal", "技术鉴定"))),
        Field("objects", "物品", Type.LONG, True, source="begin_test.objects"),
        Field("tester", "机构", required=True, source="begin_test.tester"),
        Field("until", "期间至", Type.DATE, True, source="begin_test.until"),
        c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("检测（检验、检疫、鉴定）期间告知书"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案中，对{taken_on}以{decision_number}查封、扣押的下列物品进行{test_kind}：{objects}"),
        para("承担机构：{tester}。期间自本告知书送达之日起至{until}止。依照《中华人民共和国行政强制法》第二十五条第三款的规定，"
             "上述期间不计入查封、扣押的期限，费用由本机关承担；提前结束的，自结束之日起恢复计算。"),
        CONTACT_LINE,
        COPIES,
    ),
)  # fmt: skip

SEIZED_HANDLING = Form(
    doc=Doc.SEIZED_HANDLING,
    basis="行政强制法第二十七条",
    layout="official",
    outward=True,
    sealed=True,
    word="强处",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE,
        Field("taken_number", "查封、扣押决定书文号", required=True, source="decision.number", own=True),
        Field("taken_on", "实施日期", Type.DATE, True, source="decision.issued_on"),
        Field("handling", "处理方式", Type.CHOICE, True, source="handle_seized.handling",
              choices=(("confiscate", "没收"), ("destroy", "销毁"))),
        Field("decision_number", "没收所依据的处罚决定书", required=True, source="handle_seized.decision_number",
              own=True, when="handling=confiscate"),
        Field("destroy_basis", "应当销毁的规定", Type.CITATION, True, source="handle_seized.destroy_basis",
              when="handling=destroy"),
        Field("detail", "处理情况", Type.LONG, True, source="handle_seized.detail"),
        replace(GOODS, when=""), *c.REMEDY,
    ),
    body=(
        title("查封、扣押财物处理决定书"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案中，对{taken_on}以{taken_number}查封、扣押的下列财物，依照《中华人民共和国行政强制法》"
             "第二十七条的规定，决定作如下处理：{handling}。", element="decision"),
        table("goods"),
        para("没收依据：{decision_number}。", when="handling=confiscate"),
        para("销毁依据：{destroy_basis}。", when="handling=destroy"),
        para("{detail}"),
        REMEDY_LINE,
        COPIES,
    ),
)  # fmt: skip

SEIZED_TRANSFER = Form(
    doc=Doc.SEIZED_TRANSFER,
    basis="行政强制法第二十一条",
    layout="official",
    outward=True,
    sealed=True,
    word="强移",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, *TAKEN,
        Field("receiver", "受移送机关", required=True, source="transfer_seized.receiver", own=True),
        Field("reason", "移送的理由", Type.LONG, True, source="transfer_seized.reason"),
        replace(GOODS, when=""), c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("查封、扣押财物移送告知书"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案中，发现违法行为涉嫌犯罪，应当移送司法机关。{reason}依照《中华人民共和国行政强制法》"
             "第二十一条的规定，{taken_on}以{decision_number}查封、扣押的下列财物已一并移送{receiver}，特此告知。"),
        table("goods"),
        CONTACT_LINE,
        COPIES,
    ),
)  # fmt: skip

RELEASE_DECISION = Form(
    doc=Doc.RELEASE_DECISION,
    basis="行政强制法第二十八条、第三十三条",
    layout="official",
    outward=True,
    sealed=True,
    word="强解",
    fields=(
        c.ORGAN, *c.PARTY, c.CAUSE, MEASURE, *TAKEN,
        Field("ground", "解除的情形", Type.CHOICE, True, source="release_measure.ground", choices=GROUNDS),
        Field("reason", "理由", Type.LONG, True, source="release_measure.reason"),
        c.CONTACT, c.ORGAN_PHONE,
    ),
    body=(
        title("解除查封（扣押、冻结）决定书"),
        *c.PARTY_LINES,
        para("{organ_name}在办理{cause}一案中，于{taken_on}以{decision_number}决定予以{measure}。现查明：{ground}。{reason}"),
        para("依照《中华人民共和国行政强制法》第二十八条、第三十三条的规定，决定自即日起解除{measure}。",
             element="decision"),
        para("请持本决定书到本机关领取财物，或者由执法人员当场退还；变卖的，退还所得款项。", when=THINGS),
        CONTACT_LINE,
        COPIES,
    ),
)  # fmt: skip

RETURN_LIST = Form(
    doc=Doc.RETURN_LIST,
    basis="行政强制法第二十八条第二款",
    layout="table",
    sealed=True,
    fields=(
        c.ORGAN, c.CASE_NUMBER, *c.PARTY_BRIEF, *c.OFFICERS, TAKEN[0], replace(GOODS, when=""),
        Field("receiver", "领取人", required=True, source="return_seized.receiver", klass=P),
        Field("condition", "财物状况", Type.CHOICE, True, source="return_seized.condition",
              choices=(("intact", "完好，数量相符"), ("damaged", "有损失"))),
        Field("loss", "损失和赔偿、补偿", Type.LONG, True, source="return_seized.loss", when="condition=damaged"),
        Field("proceeds", "退还变卖所得款项", Type.MONEY, source="return_seized.proceeds"),
    ),
    body=(
        title("解除查封、扣押财物清单"),
        row("决定书文号", "{decision_number}", "案号", "{case_number}"),
        row("当事人", "{party_name}", "执法机关", "{organ_name}"),
        table("goods"),
        row("财物状况", "{condition}", "领取人", "{receiver}"),
        row("损失和赔偿、补偿", "{loss}", when="loss"),
        row("退还变卖所得款项", "{proceeds}", when="proceeds"),
        row("执法人员", "{handler_names}", "执法证号", "{handler_certificates}"),
    ),
    signatures=(Signature("receiver", "领取人（签名或者盖章）"), c.HANDLER_SIGN),
)  # fmt: skip

FORMS = (MEASURE_EXTENSION, TEST_NOTICE, SEIZED_HANDLING, SEIZED_TRANSFER, RELEASE_DECISION, RETURN_LIST)
