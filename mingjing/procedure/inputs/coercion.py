"""What the steps of 行政强制措施 ask (强18–33), and what opening one asks; 执行 in ``coercion_execution``."""

from __future__ import annotations

from dataclasses import replace

from mingjing.law import coercion
from mingjing.law.coercion_execution import EXECUTION
from mingjing.law.coercion_gates import MEASURES
from mingjing.law.coercion_hold import GROUNDS
from mingjing.law.kinds import Doc, Step
from mingjing.procedure.inputs import coercion_execution
from mingjing.procedure.inputs.coercion_execution import NECESSITY, PRESENT
from mingjing.procedure.inputs.model import REASON, Input, from_form

HERE, STATED = "present=party|agent", "said=stated"
GOODS = (("name", "名称"), ("mark", "规格、编号"), ("quantity", "数量"), ("remark", "特征、备注"))
SAID = (("none", "没有意见"), ("stated", "提出陈述、申辩"))
RECEIPT = (("signed", "当场签收"), ("refused", "拒绝签收"), ("later", "当事人不在场，另行送达"))
PROOF = (("witness", "见证人"), ("video", "拍照、录像"))
OPINION = Input("opinion", "审批意见", "long", help="例：事实清楚，依据充分，同意。")

ON_SITE: dict[Step, tuple[Input, ...]] = {
    Step.APPROVE_MEASURE: (OPINION,),
    Step.DROP_MEASURE: (REASON,),
    Step.TELL_ON_SITE: (
        Input("certificates_shown", "两名执法人员已出示执法身份证件", "yes"),
        Input("called", "通知当事人到场的时间和方式", required=False, help="例：9时10分当面通知。冻结不填写。"),
        Input("present", "到场情况", "choice", choices=PRESENT, help="冻结的，对象是金融机构，选择“当事人不到场”。"),
        Input("present_name", "到场人姓名", when=HERE),
        Input("told_reason", "已当场告知采取强制措施的理由", "yes", when=HERE),
        Input("told_basis", "已当场告知依据", "yes", when=HERE),
        Input("told_rights", "已当场告知依法享有的权利", "yes", when=HERE),
        Input("told_remedy", "已当场告知救济途径", "yes", when=HERE),
        Input("said", "陈述、申辩", "choice", choices=SAID, when=HERE),
        Input("content", "陈述、申辩的意见", "long", when=STATED),
        Input("answer", "复核意见", "long", when=STATED),
        Input("witness_name", "见证人姓名", required=False, when="present=absent", help="查封、扣押须邀请见证人到场。"),
        Input("witness_phone", "见证人联系电话", required=False, when="present=absent"),
    ),
    Step.RECORD_ON_SITE: (
        Input("started_at", "开始时间", "datetime"),
        Input("ended_at", "结束时间", "datetime"),
        Input("place", "地点"),
        Input("findings", "现场情况", "long", help="客观记录实施经过。"),
        Input(
            "goods", "场所、设施或者财物清单", "rows", required=False, columns=GOODS,
            help="一行一项：名称，规格或者编号，数量，备注。冻结不填写。",
        ),
        Input("related", "均与违法行为有关", "yes", required=False),
        Input("no_necessities", "不含公民个人及其所扶养家属的生活必需品", "yes", required=False),
        Input("not_elsewhere", "没有被其他国家机关查封、冻结", "yes", required=False),
        replace(from_form(Doc.MEASURE_RECORD, "keeping", "保管方式"), required=False),
        Input("keeper", "保管人", required=False, help="就地查封的写当事人；委托第三人的写明第三人（强26②）。"),
        Input("recording", "音像记录情况", help="设备编号和起止时间；查封、扣押须全程录像。"),
        Input(
            "signed", "笔录签名", "choice",
            choices=(("signed", "当事人签名或者盖章"), ("refused", "当事人拒绝签名"), ("witness", "见证人签名")),
        ),
        Input("refusal", "拒绝签名的情况", when="signed=refused"),
    ),
}  # fmt: skip
TAKE = (
    Input("receipt", "决定书、清单的交付", "choice", choices=RECEIPT),
    Input("signature", "当事人签名", "signature", required=False, when="receipt=signed", help="纸面签名的不用填写。"),
    Input("refusal", "拒绝签收的情况", when="receipt=refused"),
    Input("proof", "拒签的证明", "choice", choices=PROOF, when="receipt=refused"),
    Input("witness_names", "见证人", when="receipt=refused & proof=witness"),
    Input("video", "拍照、录像情况", when="receipt=refused & proof=video", help="设备编号和起止时间。"),
)
MEASURE: dict[Step, tuple[Input, ...]] = ON_SITE | {
    Step.TAKE_MEASURE_URGENTLY: (
        Input("urgent_reason", "情况紧急的理由", "long", help="为什么来不及事先报批（强19）。"),
        *TAKE,
    ),
    Step.TAKE_MEASURE: TAKE,
    Step.APPROVE_AFTERWARDS: (
        Input("result", "决定", "choice", choices=(("approved", "补办批准"), ("refused", "不应当采取，立即解除"))),
        OPINION,
        Input("late_reason", "超过二十四小时的原因", "long", required=False, help="逾期补办的必须写明，列入监督。"),
    ),
    Step.BEGIN_TEST: (
        from_form(Doc.TEST_NOTICE, "test_kind", "种类"),
        Input("objects", "检测、鉴定的物品", "long"),
        Input("tester", "检测、鉴定机构"),
        Input("until", "期间至", "date", future=True, help="期间应当明确；超过的日数计入查封、扣押期限（强25③）。"),
    ),
    Step.END_TEST: (
        Input("ended_on", "结束日期", "date"),
        Input("result", "检测、鉴定结果", "long"),
    ),
    Step.EXTEND_MEASURE: (
        Input("days", "延长日数", "number", help="不超过三十日"),
        Input("reason", "延长的理由", "long", help="写明情况复杂的具体情形；决定书要说明理由。"),
    ),
    Step.SELL_PERISHABLE: (
        Input("goods", "变卖的财物", "long", help="鲜活物品或者其他不易保管的财物。"),
        Input("way", "方式", "choice", choices=(("auction", "拍卖"), ("sale", "变卖"))),
        Input("proceeds", "所得款项", "money"),
        Input("market_price", "市场价格", "money", help="明显低于市场价格造成损失的，应当补偿。"),
    ),
    Step.FIND_UNNEEDED: (Input("ground", "情形", "choice", choices=GROUNDS), REASON),
    Step.HANDLE_SEIZED: (
        from_form(Doc.SEIZED_HANDLING, "handling", "处理方式"),
        Input("decision_number", "没收所依据的处罚决定书文号", when="handling=confiscate"),
        Input("destroy_basis", "应当销毁的规定", when="handling=destroy", help="法律、行政法规的名称和条款。"),
        Input("detail", "处理情况", "long"),
    ),
    Step.TRANSFER_SEIZED: (Input("receiver", "受移送机关"), REASON),
    Step.RELEASE_MEASURE: (Input("ground", "解除的情形", "choice", choices=GROUNDS), REASON),
    Step.RETURN_SEIZED: (
        Input("receiver", "领取人"),
        from_form(Doc.RETURN_LIST, "condition", "财物状况"),
        Input("loss", "损失和赔偿、补偿情况", "long", when="condition=damaged"),
        Input("proceeds", "退还变卖所得款项", "money", required=False),
    ),
}

INPUTS: dict[Step, tuple[Input, ...]] = MEASURE | coercion_execution.INPUTS

MATTERS: dict[str, tuple[Input, ...]] = {
    coercion.MEASURE.version: (
        Input("measure", "强制措施", "choice", choices=tuple(MEASURES.items())),
        Input("basis", "实施依据", help="设定这项措施的法律、法规名称和条款，名称用书名号。"),
        Input("target", "对象", "long", help="场所、设施、财物或者账户。"),
        Input("reason", "理由", "long", help="制止违法行为、防止证据损毁、避免危害发生、控制危险扩大的具体情形。"),
        NECESSITY,
        Input("bank", "金融机构", when="measure=freeze"),
        Input("account", "账号", when="measure=freeze"),
        Input("amount", "拟冻结数额", "money", when="measure=freeze"),
        Input("involved", "违法行为涉及的金额", "money", when="measure=freeze"),
    ),
    EXECUTION.version: coercion_execution.MATTER,
}
