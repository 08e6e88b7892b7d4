"""What the steps of 行政征收征用 ask, and opening a case of it: fees here, the rest in modules of their own."""

from __future__ import annotations

from dataclasses import replace

from mingjing.law import levy
from mingjing.law.fees import FEES
from mingjing.law.kinds import Step
from mingjing.procedure.inputs import expropriation, requisition
from mingjing.procedure.inputs.model import REASON, Input

FEE = tuple((fee.key, fee.label) for fee in FEES.values())
MODES = (("defer", "缓缴到一个日期"), ("instalments", "分期缴纳"))
UNTIL = Input("until", "缓缴至", "date", future=True, when="mode=defer", help="最长不超过缴款期限届满之日起九十日。")
PLAN = Input(
    "plan", "分期计划", "rows", when="mode=instalments", columns=(("due_on", "缴纳日期"), ("amount", "金额")),
    help="一行一期：日期，金额（元），例：2026-12-20，3000.00；合计等于未缴数额。",
)  # fmt: skip

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.ASSESS: (
        Input("facts", "核定的事实", "long", help="计征基数从何而来：批准文件、计量数据、现场核实。"),
        Input("quantity", "计征基数", "number"),
        Input("unit", "计征单位", help="例：平方米"),
        Input("standard", "征收标准（每单位）", "money"),
        Input("reduction", "减免额", "money", required=False),
        Input("reduction_basis", "减免依据", required=False, help="减免须有法律、法规或者国家规定的依据，写到条款。"),
        Input("amount", "应缴数额", "money", help="等于计征基数乘以标准，减去减免额。"),
        Input("opinion", "核定意见", "long"),
    ),
    Step.NOT_LEVY: (Input("reason", "不予征收的理由和依据", "long"),),
    Step.ISSUE_PAY_NOTICE: (),
    Step.ASK_DEFERRAL: (
        Input("asked_on", "收到申请日期", "date"),
        Input("mode", "申请方式", "choice", choices=MODES),
        UNTIL,
        PLAN,
        Input("reason", "申请理由", "long", help="特殊困难的情况和证明材料。"),
    ),
    Step.ANSWER_DEFERRAL: (
        Input(
            "granted", "决定", "choice",
            choices=(("granted", "同意，按申请"), ("changed", "同意，另定期限"), ("refused", "不同意")),
        ),
        Input("mode", "缓缴方式", "choice", choices=MODES, when="granted=changed"),
        replace(UNTIL, when="granted=changed & mode=defer"),
        replace(PLAN, when="granted=changed & mode=instalments"),
        REASON,
    ),
    Step.DEFERRAL_BY_SILENCE: (Input("reason", "没有按期答复的原因", "long"),),
    Step.CHASE: (),
    Step.FEE_LATE: (),
    Step.REFER_PENALTY: (
        Input("power", "处罚职权事项", help="权责清单中的处罚事项名称或者编号"),
        Input("reason", "移送处罚的事实和理由", "long"),
    ),
    Step.APPLY_COURT_LEVY: (
        Input("party_view", "当事人的意见", "long"),
        Input("facts_reason", "作出决定的事实、理由和依据", "long"),
        Input("account", "专户存储账号或者支付票据", required=False, help="申请执行补偿决定的填写。"),
        Input("exchange", "产权调换房屋和周转用房的地点和面积", "long", required=False),
    ),
    **expropriation.INPUTS,
    **requisition.INPUTS,
}  # fmt: skip

MATTERS: dict[str, tuple[Input, ...]] = {
    levy.FEE.version: (
        Input("fee", "征收项目", "choice", choices=FEE),
        Input("period", "所属期", help="例：2024年1月至11月；一次性征收的写项目名称。"),
        Input("period_end", "所属期截止", "date", future=True),
        Input("budget_item", "政府非税收入项目", help="收入科目或者执收项目名称、编码。"),
        Input("collector", "收缴单位和缴库方式", help="例：税务部门征收，缴入国库。作出决定的机关不收款。"),
    ),
    **expropriation.MATTERS,
    **requisition.MATTERS,
}
