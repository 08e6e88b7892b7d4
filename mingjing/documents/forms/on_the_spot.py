"""简易程序: the decision on the spot (处 52), and the slip that sends its fine to the bank (处 67)."""

from __future__ import annotations

from dataclasses import replace

from mingjing.documents.forms import common as c
from mingjing.documents.forms.lines import each, item, note, para, plain, title
from mingjing.documents.forms.model import Element, Field, Form, Signature, Type
from mingjing.law.kinds import Doc, UnitClass
from mingjing.law.thresholds import SPOT_KINDS

STATED = "said=stated"
REFUSED = "receipt=refused"
PENALTIES = replace(c.PENALTIES, choices=tuple(choice for choice in c.PENALTIES.choices if choice[0] in SPOT_KINDS))
SAID = (("none", "当事人没有陈述、申辩"), ("stated", "当事人提出陈述、申辩"))
RECEIPT = (("signed", "当场签收"), ("refused", "拒绝签收"))
PROOF = (("witness", "见证人"), ("video", "拍照、录像"))

SPOT_DECISION = Form(
    doc=Doc.SPOT_DECISION,
    basis="行政处罚法第五十一条、第五十二条；行政复议法第二十三条第一款第一项",
    layout="official",
    outward=True,
    sealed=True,
    word="当罚",
    fields=(
        c.ORGAN, *c.PARTY, *c.OFFICERS, c.CAUSE,
        Field("decided_at", "处罚时间", Type.DATETIME, True, source="spot.at"),
        Field("place", "处罚地点", required=True, source="record.place"),
        c.VIOLATION, c.EVIDENCE, c.VIOLATED, c.PENALTY_BASIS, PENALTIES, c.FINE,
        Field("correction", "责令改正内容", Type.LONG, source="correction.content",
              help="实施行政处罚时应当责令改正或者限期改正（处28①）。"),
        Field("said", "陈述、申辩情况", Type.CHOICE, True, source="hear_party.said", choices=SAID),
        Field("statement_claims", "陈述、申辩的意见", Type.LONG, True, source="hear_party.content", when=STATED),
        Field("statement_answer", "复核意见", Type.LONG, True, source="hear_party.answer", when=STATED),
        Field("pay_to", "缴款银行、账户或者电子支付渠道", required=True, source="organ.pay_to", own=True,
              when="penalties=fine", help="罚缴分离（处67）；当场收缴的须出具财政部门统一制发的专用票据（处70）。"),
        Field("receipt", "交付情况", Type.CHOICE, True, source="decide_on_spot.receipt", choices=RECEIPT),
        Field("refusal", "拒绝签收的情况", Type.LONG, True, source="decide_on_spot.refusal", when=REFUSED,
              klass=UnitClass.PROCESS, help="拒绝签收的，应当在决定书上注明（处52①）。"),
        Field("proof", "拒签的证明", Type.CHOICE, True, source="decide_on_spot.proof", when=REFUSED, choices=PROOF,
              klass=UnitClass.PROCESS),
        Field("witness_names", "见证人", required=True, source="decide_on_spot.witness_names",
              when=f"{REFUSED} & proof=witness", klass=UnitClass.THIRD_PARTY),
        Field("video", "拍照、录像情况", required=True, source="decide_on_spot.video", when=f"{REFUSED} & proof=video",
              klass=UnitClass.PROCESS, help="设备编号和起止时间。"),
        *c.REMEDY,
    ),
    body=(
        title("当场行政处罚决定书", element="kind"),
        *c.PARTY_LINES,
        para("{decided_at}，{organ_name}执法人员{handler_names}（执法证号：{handler_certificates}）在{place}向你（单位）"
             "出示执法证件，现就{cause}一案当场作出如下行政处罚决定。"),
        para("违法行为：{violation}", element="facts"),
        para("以上事实，有下列证据证明："),
        each("evidence", "{name}，证明{proves}。"),
        para("执法人员已当场告知拟作出的行政处罚内容及事实、理由、依据，以及依法享有的陈述、申辩权利。"),
        para("你（单位）没有陈述、申辩。", when="said=none"),
        para("你（单位）提出的陈述、申辩意见为：{statement_claims}经复核，{statement_answer}", when=STATED),
        para("上述行为违反了{violated}的规定，依照{penalty_basis}、《中华人民共和国行政处罚法》第五十一条的规定，"
             "应当给予行政处罚。", element="basis"),
        para("责令改正：{correction}", when="correction"),
        para("本机关决定给予你（单位）{penalties}的行政处罚：", element="decision"),
        item("警告；", when="penalties=warning", element="decision"),
        item("罚款人民币{fine}（大写：{fine|upper}）；", when="fine", element="decision"),
        para("自收到本决定书之日起十五日内，到{pay_to}缴纳罚款；依法当场收缴的，向执法人员索取财政部门统一制发的专用票据，"
             "不出具的有权拒绝缴纳。到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。",
             when="fine"),
        para("如不服本决定，应当自收到本决定书之日起六十日内先向{reconsideration_body}申请行政复议；对行政复议决定不服的，"
             "可以自收到行政复议决定书之日起十五日内向{court}提起行政诉讼。申请行政复议期间，行政处罚不停止执行，"
             "法律另有规定的除外。", element="remedy"),
        plain("交付情况：{receipt}。"),
        plain("拒绝签收的情况：{refusal}", when="refusal"),
        plain("见证人：{witness_names}", when="proof=witness"),
        plain("拍照、录像：{video}", when="proof=video"),
        note("本决定书一式两份，一份当场交付当事人，一份报所属行政机关备案并归档。"),
    ),
    signatures=(Signature("handlers", "执法人员（签名或者盖章）"), Signature("party", "当事人（签名或者盖章）"),
                Signature("witness", "见证人（签名）")),
)  # fmt: skip

PAYMENT_SLIP = Form(
    doc=Doc.PAYMENT_SLIP,
    basis="行政处罚法第六十七条；罚款决定与罚款收缴分离实施办法第七条",
    layout="official",
    outward=True,
    sealed=True,
    word="缴款",
    fields=(
        c.ORGAN, *c.PARTY_BRIEF, c.CAUSE, c.DECISION_NUMBER, c.DECIDED_ON,
        Field("fine", "罚款金额", Type.MONEY, source="slip.fine"),
        Field("confiscated", "没收违法所得金额", Type.MONEY, source="slip.confiscated"),
        Field("total", "应缴合计", Type.MONEY, True, source="slip.total", element=Element.DECISION),
        Field("due_on", "缴款期限", Type.DATE, True, source="slip.due_on"),
        Field("pay_to", "缴款银行、账户或者电子支付渠道", required=True, source="organ.pay_to", own=True),
        c.ORGAN_PHONE,
    ),
    body=(
        title("罚没款缴款通知书"),
        plain("{party_name}："),
        para("{organ_name}于{decided_on}就{cause}一案对你（单位）作出处罚决定（{decision_number}）。请于{due_on}前（含当日），"
             "到{pay_to}缴纳下列款项："),
        item("罚款人民币{fine}（大写：{fine|upper}）；", when="fine"),
        item("没收违法所得人民币{confiscated}（大写：{confiscated|upper}）；", when="confiscated"),
        para("合计人民币{total}（大写：{total|upper}）。"),
        para("作出决定的机关与收缴罚款的机构分离，除依法当场收缴的以外，执法机关和执法人员不收取罚款。"
             "缴款后请保存银行或者电子支付系统出具的票据。"),
        plain("联系电话：{organ_phone}"),
        note("本通知书随处罚决定书一并交付。"),
    ),
)  # fmt: skip

FORMS = (SPOT_DECISION, PAYMENT_SLIP)
