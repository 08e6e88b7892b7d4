"""What the steps of 应急征用 ask, and what opening one asks. Lists are typed one line per item."""

from __future__ import annotations

from mingjing.law.kinds import Step
from mingjing.law.requisition import REQUISITION
from mingjing.procedure.inputs.model import Input

GOODS = Input(
    "goods", "物品清单", "rows",
    columns=(("name", "名称、型号"), ("quantity", "数量"), ("condition", "状况"), ("owner", "权利人")),
    help="一行一项，名称不重复，数量写整数，例：示例装载机ZL50，2，九成新，示例公司",
)  # fmt: skip
PLACE = Input("place", "地点")
PRESENT = (Input("present_name", "对方在场人"), Input("remark", "对方核对意见", help="例：清点无误。"))
USE = (
    Input("used_from", "使用开始时间", "datetime"),
    Input("used_to", "使用结束时间", "datetime"),
    PLACE,
    Input("used_by", "使用单位、使用人"),
    Input("content", "使用情况", "long"),
)

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.APPROVE_REQUISITION: (),
    Step.COMPLETE_REQUISITION: (),
    Step.REQUISITION: (Input("handed_at", "交接时间", "datetime"), PLACE, GOODS, *PRESENT),
    Step.REQUISITION_URGENTLY: (
        Input("handed_at", "交接时间", "datetime"),
        PLACE,
        Input("reason", "情况紧急、来不及先办手续的理由", "long"),
        GOODS,
        *PRESENT,
    ),
    Step.RECORD_USE: USE,
    Step.END_USE: USE,
    Step.RETURN_GOODS: (
        Input("returned_at", "返还时间", "datetime"),
        PLACE,
        Input(
            "goods", "返还物品", "rows",
            columns=(
                ("name", "名称、型号"), ("returned", "完好返还"), ("damaged", "毁损返还"), ("lost", "灭失"),
                ("note", "情况"),
            ),
            help="一行一项，数量写整数，没有的写 0，例：示例装载机ZL50，1，1，0，右前轮毁损",
        ),
        *PRESENT,
    ),
    Step.ASSESS_DAMAGE: (
        Input(
            "losses", "损失", "rows",
            columns=(
                ("name", "名称、型号"), ("kind", "损失种类"), ("quantity", "数量"), ("way", "计算方法"),
                ("amount", "金额"),
            ),
            help="一行一项，种类写使用、毁损或者灭失，金额单位元；毁损、灭失的物品名称与返还单一致。",
        ),
        Input("assessor", "评估人（机构）"),
        Input("party_view", "被征用人的意见", "long"),
    ),
    Step.COMPENSATE_REQUISITION: (
        Input("facts", "使用、返还和毁损、灭失情况", "long"),
        Input("amount", "补偿金额", "money", help="不低于评估的损失合计。"),
        Input("pay_by", "支付期限", "date", future=True),
        Input("pay_way", "支付方式", help="例：国库集中支付转账"),
    ),
    Step.PAY_COMPENSATION: (
        Input("amount", "本次支付", "money"),
        Input(
            "way", "支付方式", "choice",
            choices=(("transfer", "国库集中支付转账"), ("deposit", "提存"), ("account", "专户存储")),
        ),
        Input("voucher", "支付凭证号"),
        Input("bank", "支付银行或者提存机构"),
        Input("paid_on", "支付日期", "date"),
    ),
}  # fmt: skip

MATTERS: dict[str, tuple[Input, ...]] = {
    REQUISITION.version: (
        Input("event", "突发事件", help="名称、级别，启动应急响应的文件。"),
        Input("use", "用途", "long"),
        Input("until", "拟用至", "date", future=True),
        GOODS,
    ),
}
