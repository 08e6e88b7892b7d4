"""What the steps of 房屋征收 ask, of the project and of each household, and what opening asks."""

from __future__ import annotations

from mingjing.law.compensation import HOUSEHOLD
from mingjing.law.expropriation import PROJECT
from mingjing.law.expropriation_gates import GROUNDS
from mingjing.law.kinds import Step
from mingjing.procedure.inputs.model import Input

YES_NO = (("no", "否"), ("yes", "是"))
PLACE = Input("place", "公布地点", help="在房屋征收范围内公布，并写明网站。")
WAYS = (("money", "货币补偿"), ("exchange", "房屋产权调换"))

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.PUBLISH_PLAN: (
        Input("plan", "征收补偿方案", "long", help="补偿方式和标准、签约期限、搬迁期限、补助和奖励、产权调换房屋。"),
        Input("ways", "提出意见的方式", "long"),
        Input("sign_until", "签约期限", "date", future=True),
        PLACE,
    ),
    Step.PUBLISH_VIEWS: (
        Input("views", "征求意见情况", "long"),
        Input("changes", "根据公众意见修改的情况", "long"),
        Input("majority_against", "多数被征收人认为方案不符合条例", "choice", choices=YES_NO),
        PLACE,
    ),
    Step.HOLD_PLAN_HEARING: (
        Input("held_at", "听证时间", "datetime"),
        Input("place", "听证地点"),
        Input("attended", "参加人员", "long", help="被征收人和公众代表。"),
        Input("record", "听证记录", "long"),
        Input("changes", "方案修改情况", "long"),
    ),
    Step.ASSESS_RISK: (
        Input("assessor", "评估单位"),
        Input("findings", "风险点和化解措施", "long"),
        Input("level", "风险等级", "choice", choices=(("low", "低风险"), ("middle", "中风险"), ("high", "高风险"))),
        Input(
            "conclusion", "评估结论", "choice", choices=(("go", "可以实施"), ("hold", "暂缓实施"), ("stop", "不实施"))
        ),
    ),
    Step.HOLD_MEETING: (
        Input("met_on", "会议日期", "date"),
        Input("minutes", "会议纪要文号"),
        Input("conclusion", "讨论决定", "long"),
    ),
    Step.RECORD_FUNDS: (
        Input("amount", "本次到位", "money"),
        Input("account", "专户", help="开户行和账号尾数。"),
        Input("voucher", "到账凭证号"),
        Input("paid_in_on", "到账日期", "date"),
    ),
    Step.SURVEY: (
        Input(
            "houses", "调查登记结果", "rows",
            columns=(
                ("household", "被征收人"), ("seat", "房屋坐落"), ("use", "用途"), ("area", "建筑面积"),
                ("right", "权属"),
            ),
            help="一户一行：被征收人，坐落，用途，建筑面积（平方米），权属",
        ),
        PLACE,
    ),
    Step.DECIDE_EXPROPRIATION: (),
    Step.ANNOUNCE_EXPROPRIATION: (
        Input("until", "公告期限至", "date", future=True, help="复议、诉讼期限自公告期限届满之日起算。"),
        PLACE,
    ),
    Step.CHOOSE_APPRAISER: (
        Input("appraiser", "评估机构"),
        Input(
            "way", "选定方式", "choice",
            choices=(("agreed", "被征收人协商选定"), ("majority", "多数决定"), ("random", "随机选定")),
        ),
        Input("course", "选定经过", "long"),
        Input("published_on", "公布日期", "date"),
    ),
    Step.OPEN_HOUSEHOLD: (
        Input("household", "被征收人", help="与当事人名单中的名称一致。"),
        Input("house", "房屋坐落"),
        Input("size", "建筑面积（平方米）"),
        Input("owner", "房屋所有权人", "choice", choices=(("known", "明确"), ("unknown", "不明确"))),
    ),
    Step.PUBLISH_HOUSEHOLDS: (
        Input(
            "rows", "分户补偿情况", "rows",
            columns=(("household", "被征收人"), ("area", "建筑面积"), ("way", "补偿方式"), ("amount", "补偿金额")),
            help="一户一行：被征收人，建筑面积，补偿方式，补偿金额",
        ),
        PLACE,
    ),
    Step.APPRAISE: (
        Input("report_number", "评估报告编号"),
        Input("valued_on", "价值时点", "date", help="房屋征收决定公告之日。"),
        Input("value", "评估价值", "money"),
    ),
    Step.SIGN_AGREEMENT: (
        Input("way", "补偿方式", "choice", choices=WAYS),
        Input(
            "items", "补偿内容", "rows", columns=(("item", "项目"), ("amount", "金额")),
            help="一行一项，金额单位元：房屋价值，搬迁、临时安置，停产停业损失，补助和奖励",
        ),
        Input("amount", "补偿金额", "money", help="等于各项之和。"),
        Input("exchange", "产权调换房屋的地点、面积和差价", "long", when="way=exchange"),
        Input("temporary", "临时安置、周转用房", "long", required=False),
        Input("pay_way", "支付方式和期限", "long"),
        Input("move_until", "搬迁期限", "date", future=True),
    ),
    Step.DECIDE_COMPENSATION: (),
    Step.ANNOUNCE_COMPENSATION: (PLACE,),
    Step.DEMAND_MOVE: (),
    Step.RECORD_MOVE: (
        Input("moved_on", "搬迁日期", "date"),
        Input("handed_over", "房屋交接情况", "long"),
    ),
}  # fmt: skip

MATTERS: dict[str, tuple[Input, ...]] = {
    PROJECT.version: (
        Input("project", "建设项目"),
        Input("ground", "公共利益情形", "choice", choices=GROUNDS),
        Input("area", "征收范围", "long", help="四至和门牌。"),
        Input("government", "作出决定的人民政府"),
        Input("households", "被征收户数", "number"),
        Input("many", "达到本级政府规定的“人数较多”", "choice", choices=YES_NO),
        Input("cost", "补偿费用概算", "money"),
    ),
    HOUSEHOLD.version: (
        Input("project", "建设项目"),
        Input("government", "作出决定的人民政府"),
        Input("expropriation_number", "房屋征收决定文号"),
        Input("house", "房屋坐落"),
        Input("size", "建筑面积（平方米）"),
        Input("owner", "房屋所有权人", "choice", choices=(("known", "明确"), ("unknown", "不明确"))),
        Input("appraiser", "选定的评估机构"),
        Input("sign_until", "签约期限", "date", future=True),
    ),
}
