"""What the steps of 行政检查 ask, and what opening one asks."""

from __future__ import annotations

from mingjing.law import inspection, visits
from mingjing.law.kinds import Step
from mingjing.procedure.inputs.model import REASON, Input

SHOWN = (
    ("scanned", "企业扫描检查码，同时出示执法证件"),
    ("certificates", "企业没有扫码条件，出示执法证件"),
)

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.APPROVE_INSPECTION: (Input("opinion", "审批意见", "long", help="例：符合计划和频次要求，同意检查。"),),
    Step.CANCEL_INSPECTION: (REASON,),
    Step.NOTIFY_INSPECTION: (
        Input("prepare", "请企业准备的材料", "long", required=False, help="能共享查到的，不要求企业再提供。"),
    ),
    Step.ENTER: (
        Input("entered_at", "进入时间", "datetime"),
        Input("received_by", "接待人姓名、职务", help="例：张示例，生产部主管。不要求法定代表人到场。"),
        Input("shown", "亮码亮证方式", "choice", choices=SHOWN),
        Input("code", "检查码编号", when="shown=scanned"),
        Input("no_code_reason", "没有扫码的原因", when="shown=certificates"),
        Input("rights_told", "已告知检查事由、依据、权利义务和回避权", "yes"),
        Input("bans_told", "已告知“五个严禁、八个不得”", "yes"),
        Input("recusal", "被检查人是否申请回避", "choice", choices=(("no", "不申请"), ("yes", "申请"))),
    ),
    Step.RECORD_INSPECTION: (
        Input("started_at", "检查开始时间", "datetime"),
        Input("ended_at", "检查结束时间", "datetime"),
        Input("present_name", "到场人"),
        Input("present_role", "到场人身份", help="例：门店负责人"),
        Input(
            "items", "逐项检查情况", "rows",
            columns=(("item", "检查事项"), ("finding", "检查情况"), ("result", "结论")),
            choices=tuple((word, word) for word in visits.FITS),
            help="批准的事项逐项写，不得超出。",
        ),
        Input("violation", "违法事实摘要", "long", required=False, help="有不符合项的填写，写清何时何地何行为。"),
        Input(
            "violated", "涉嫌违反的规定", "rows", required=False, columns=(("law", "法律名称"), ("article", "条款")),
            help="有不符合项的填写，例：中华人民共和国食品安全法，第三十四条第十项",
        ),
        Input("statement", "被检查人的意见", "long"),
        Input("recording", "音像记录情况", help="设备编号和起止时间；不录的写明理由。"),
        Input("remark", "到场人核对意见", help="例：以上笔录已看过，与实际情况相符。"),
        Input("proposal", "处理建议", "choice", choices=tuple(visits.Result.choices())),
    ),
    Step.TAKE_SAMPLE: (
        Input("sampled_at", "抽样时间", "datetime"),
        Input(
            "samples", "样品", "rows",
            columns=(("name", "样品名称"), ("model", "规格、批号"), ("base", "抽样基数"), ("quantity", "抽样数量")),
        ),
        Input("way", "抽样方法、封样情况", "long"),
        Input("tester", "检测机构"),
        Input(
            "paid", "样品费用", "choice",
            choices=(("bought", "购买"), ("free", "依法无偿提供"), ("returned", "检测后退还")),
        ),
        Input("remark", "到场人核对意见"),
    ),
    Step.GIVE_RESULT: (),
    Step.RECHECK_INSPECTION: (
        Input(
            "result", "复查结果", "choice",
            choices=(("corrected", "已经改正"), ("partly", "部分改正"), ("not_corrected", "未改正")),
        ),
        Input("findings", "复查情况", "long"),
    ),
    Step.OPEN_PENALTY: (
        Input("power", "处罚职权事项", help="权责清单中的处罚事项名称或者编号"),
        Input("penalty_cause", "案由", help="例：经营超过保质期的食品"),
        Input("reason", "转立案的理由", "long"),
    ),
}  # fmt: skip

MATTERS: dict[str, tuple[Input, ...]] = {
    inspection.INSPECTION.version: (
        Input("type", "检查类型", "choice", choices=tuple(visits.VisitType.choices())),
        Input(
            "items", "检查事项", "rows", columns=(("item", "检查事项"), ("standard", "检查标准（要点）")),
            help="一行一项；只写本机关公布的检查事项。",
        ),
        Input("method", "检查方式", "choice", choices=(("on_site", "现场检查"), ("off_site", "非现场检查"))),
        Input("planned_from", "检查开始日期", "date", future=True),
        Input("planned_to", "检查截止日期", "date", future=True),
        Input("notice", "通知方式", "choice", choices=(("given", "事先通知"), ("unannounced", "不事先通知"))),
        Input("unannounced_reason", "不事先通知的理由", "long", when="notice=unannounced"),
        Input("assistants", "协助人员", required=False, help="专家、检测人员等，写明人数。"),
        Input("plan", "年度计划项目编号", required=False, help="日常、专项检查从年度计划的项目办理时自动填写。"),
        Input("draw", "随机抽取编号", required=False, help="双随机抽查从抽取结果办理时自动填写。"),
        Input("draw_target", "抽取对象编号", required=False),
        Input("exception", "超过年度频次的例外情形", "choice", required=False, choices=visits.EXCEPTIONS),
        Input("exception_reason", "超过年度频次的理由", "long", required=False),
        Input("repeat_reason", "近期已有检查、不能合并的理由", "long", required=False),
    ),
}  # fmt: skip
