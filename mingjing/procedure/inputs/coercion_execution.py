"""What the steps of 行政强制执行 ask (强35–58), and what opening one asks."""

from __future__ import annotations

from mingjing.law.coercion_course_gates import ENDINGS, SUSPENSIONS
from mingjing.law.kinds import Doc, Step
from mingjing.procedure.inputs.model import REASON, Input, from_form

PRESENT = (("party", "当事人（负责人）到场"), ("agent", "委托代理人到场"), ("absent", "当事人不到场"))
NECESSITY = Input("necessity", "采取强制的必要性", "long", help="为什么采用非强制手段不能达到目的（强5、16②）。")
MONEY, LATE = "duty_kind=money", "duty_kind=money & charge=late_fee"
OWN = (("own", "法律规定本机关强制执行"), ("court", "申请人民法院强制执行"))
METHODS = (
    ("transfer", "划拨存款、汇款"),
    ("auction", "拍卖或者依法处理查封、扣押的财物"),
    ("clear", "排除妨碍、恢复原状"),
    ("substitute", "代履行"),
    ("demolish", "强制拆除"),
    ("other", "其他方式"),
)

VIEWS = (
    Input("presented_on", "提出日期", "date"),
    Input("speaker", "陈述、申辩人"),
    Input("content", "事实、理由和证据", "long"),
)
DEMAND: dict[Step, tuple[Input, ...]] = {
    Step.CHARGE_DAILY: (),
    Step.DEMAND_DUTY: (
        Input("days", "履行期限（工作日）", "number", help="自收到催告书之日起，不少于十个工作日。"),
        Input("manner", "履行的方式", "long", help="例：自行拆除并清理场地；缴至指定账户。"),
    ),
    Step.RECORD_VIEWS: VIEWS,
    Step.ANSWER_VIEWS: (
        Input(
            "adopted", "复核结论", "choice",
            choices=(("full", "成立，采纳"), ("part", "部分成立，部分采纳"), ("none", "不成立，不采纳")),
        ),
        Input("answer", "复核情况和理由", "long"),
    ),
    Step.RECORD_FLIGHT: (Input("signs", "转移或者隐匿财物的迹象和证据", "long"),),
    Step.RECORD_REMEDY: (
        Input("way", "途径", "choice", choices=(("reconsideration", "行政复议"), ("litigation", "行政诉讼"))),
        Input("event", "情况", "choice", choices=(("filed", "已申请、已起诉"), ("ended", "已终结"))),
        Input("happened_on", "日期", "date", help="受理日期；终结的，填写决定书、生效裁判的送达日期。"),
        Input(
            "result", "结果", "choice", choices=(("upheld", "维持"), ("annulled", "撤销、变更或者确认违法")),
            when="event=ended",
        ),
    ),
    Step.PAY_DUTY: (
        Input("what", "缴纳的是", "choice", choices=(("duty", "应履行的款项"), ("cost", "代履行费用"))),
        Input("amount", "金额", "money"),
        Input("voucher", "票据号"),
        Input("paid_on", "缴款日期", "date"),
    ),
    Step.PERFORM_SELF: (Input("performed_on", "履行日期", "date"), Input("detail", "履行情况", "long")),
}  # fmt: skip
CARRY_OUT: dict[Step, tuple[Input, ...]] = {
    Step.DECIDE_EXECUTION: (),
    Step.DECIDE_SUBSTITUTE: (),
    Step.CLEAR_AT_ONCE: (
        from_form(Doc.CLEARING_DECISION, "site", "地点种类"),
        Input("things", "需要立即清除的物", help="遗洒物、障碍物或者污染物的名称、数量。"),
        Input("unable", "当事人不能清除的情况", "long"),
        Input("performer", "代履行人"),
        Input("present", "当事人", "choice", choices=(("yes", "在场"), ("no", "不在场，已在事后立即通知"))),
        Input("told_at", "事后通知的时间", "datetime", when="present=no"),
    ),
    Step.ANNOUNCE_DEMOLITION: (
        Input("deadline", "自行拆除的期限", "date", future=True),
        Input("building", "建筑物、构筑物、设施的位置和状况", "long"),
        Input("posted", "公告张贴地点和载体"),
    ),
    Step.DEMAND_AGAIN: (Input("perform_on", "拟代履行日期", "date", future=True),),
    Step.APPROVE_URGENCY: (
        Input("reason", "情况紧急的理由", "long"),
        Input("until", "执行至", "datetime", help="只在这一时刻之前有效。"),
    ),
    Step.EXECUTE: (
        Input("supervisor", "到场监督的工作人员"),
        Input("present", "到场情况", "choice", choices=PRESENT),
        Input("witness_name", "见证人", when="present=absent"),
        Input("no_cutting", "没有对居民生活停止供水、供电、供热、供燃气", "yes"),
        Input("no_force", "没有采用暴力、胁迫以及其他非法方式", "yes"),
    ),
    Step.FINISH_EXECUTION: (
        Input("started_at", "开始时间", "datetime"),
        Input("ended_at", "结束时间", "datetime"),
        Input("course", "执行经过和结果", "long"),
        Input("amount", "执行到的款项", "money", required=False, help="划拨、拍卖的填写，应当上缴国库或者财政专户。"),
        Input("performer", "代履行人", required=False, help="代履行的填写。"),
        Input("cost", "代履行费用", "money", required=False, help="按成本合理确定，由当事人承担（强51②）。"),
        Input("cost_basis", "费用构成", "long", required=False),
        Input("recording", "音像记录情况", help="设备编号和起止时间；强制拆除须全程录像。"),
        Input("signers", "签名或者盖章的人", help="监督人员、代履行人和当事人或者见证人（强51①四）。"),
    ),
    Step.SUSPEND_EXECUTION: (
        Input("ground", "中止的情形", "choice", choices=SUSPENSIONS),
        Input("harmless", "没有明显社会危害，当事人确无能力履行", "yes", required=False, when="ground=hardship"),
        REASON,
    ),
    Step.RESUME_EXECUTION: (
        Input(
            "ground", "恢复的情形", "choice",
            choices=(("gone", "中止的情形消失"), ("breach", "当事人不履行执行协议")),
        ),
        REASON,
    ),
    Step.END_EXECUTION: (Input("ground", "终结的情形", "choice", choices=ENDINGS), REASON),
    Step.AGREE_EXECUTION: (
        Input(
            "stages", "分阶段履行", "rows", columns=(("by", "日期"), ("what", "履行内容")),
            help="一行一期：日期，履行内容",
        ),
        Input("remission", "减免的加处罚款、滞纳金", "money", required=False, help="只限采取补救措施的，本金不减。"),
        Input("remedied", "当事人采取的补救措施", "long", required=False),
        Input("harmless", "不损害公共利益和他人合法权益", "yes"),
    ),
    Step.APPLY_COURT_DUTY: (
        Input("court", "人民法院", help="本机关所在地；执行对象是不动产的，不动产所在地（强54）。"),
        Input("subject", "申请执行的标的", "long"),
        Input("party_view", "当事人的意见", "long", help="没有提出的写“未提出”。"),
        Input("property", "已知财产线索", "long", required=False),
    ),
    Step.RECORD_RULING: (
        Input(
            "result", "结果", "choice",
            choices=(
                ("accepted", "受理"), ("granted", "裁定准予执行"), ("refused", "裁定不予执行"),
                ("not_accepted", "裁定不予受理"),
            ),
        ),
        Input("number", "文书案号"),
        Input("ruled_on", "收到日期", "date"),
    ),
    Step.COURT_DONE: (Input("done_on", "执行完毕日期", "date"), Input("detail", "执行情况", "long")),
}  # fmt: skip

INPUTS: dict[Step, tuple[Input, ...]] = DEMAND | CARRY_OUT

MATTER: tuple[Input, ...] = (
    Input(
        "duty_kind", "义务", "choice",
        choices=(
            ("money", "金钱给付"), ("restore", "排除妨碍、恢复原状"), ("demolish", "拆除违法建筑物、构筑物、设施"),
            ("other", "其他"), ("clear_now", "立即清除遗洒物、障碍物、污染物"),
        ),
    ),
    Input("duty", "义务的内容", "long"),
    Input("decision_title", "据以执行的决定名称", required=False, help="本系统案件转来的不用填写。"),
    Input("decision_number", "决定文号", required=False),
    Input("decided_on", "决定日期", "date", required=False),
    Input("served_on", "决定送达日期", "date", required=False),
    Input("perform_by", "履行期限届满日", "date", required=False, future=True),
    Input("principal", "应缴本金", "money", required=False, when=MONEY),
    Input(
        "charge", "逾期加收", "choice", choices=(("surcharge", "加处罚款（每日百分之三）"), ("late_fee", "滞纳金")),
        when=MONEY,
    ),
    Input("late_rate", "滞纳金每日万分之几", "number", when=LATE),
    Input("late_basis", "滞纳金的法律规定", when=LATE),
    Input("own_power", "强制执行权", "choice", choices=OWN),
    Input("own_basis", "本机关强制执行的法律规定", when="own_power=own", help="法律名称和条款（强13）。"),
    Input("method", "执行方式", "choice", when="own_power=own", choices=METHODS),
    Input(
        "harm", "后果", "choice", when="duty_kind=restore",
        choices=(
            ("traffic", "已经或者将危害交通安全"), ("pollution", "已经或者将造成环境污染"),
            ("nature", "已经或者将破坏自然资源"), ("none", "没有以上情形"),
        ),
    ),
    Input("living", "有居民居住", "yes", required=False),
    NECESSITY,
)  # fmt: skip
