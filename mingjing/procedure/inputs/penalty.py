"""What the steps of 行政处罚 ask, and those that every act shares: review, discussion, service, closing."""

from __future__ import annotations

from mingjing.documents.forms.on_the_spot import PROOF
from mingjing.law.annulment import Annuller, Fault, Redo
from mingjing.law.kinds import Doc, ReviewHead, Step
from mingjing.law.summary import SUMMARY
from mingjing.procedure.inputs.model import REASON, RECORDER, SERVICE, Input, from_form

COLLECTING = (
    ("small", "一百元以下罚款（处68一）"),
    ("hard", "不当场收缴事后难以执行（处68二）"),
    ("remote", "边远、水上、交通不便地区，当事人提出（处69）"),
)

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.FILE: (Input("opinion", "审批意见", "long", help="例：符合立案标准，同意立案。"),),
    Step.DECLINE_FILING: (from_form(Doc.NO_FILING_APPROVAL, "ground", "不予立案的情形"), REASON),
    Step.ASSIGN_HANDLERS: (
        Input("lead", "主办人", "person", who="officers"),
        Input("others", "协办人", "people", who="officers"),
    ),
    Step.REQUEST_RECUSAL: (
        Input("person", "被申请回避的人员", "person", who="handlers"),
        Input("asked_by", "申请人", "choice", choices=(("party", "当事人"), ("self", "本人"))),
        REASON,
    ),
    Step.DECIDE_RECUSAL: (
        Input("granted", "决定", "choice", choices=(("yes", "回避"), ("no", "不予回避"))),
        REASON,
    ),
    Step.PRESERVE: (
        Input("goods", "物品清单", "long", help="一行一项：名称，数量"),
        Input("place", "保存地点"),
    ),
    Step.HANDLE_PRESERVED: (
        from_form(Doc.PRESERVATION_HANDLING, "handling", "处理方式", name="mode"),
        Input("handling", "处理决定", help="例：解除登记保存，退还当事人。"),
    ),
    Step.ORDER_CORRECTION: (
        Input("demand", "改正要求", "long"),
        Input("due_on", "改正期限", "date", future=True),
    ),
    Step.RECHECK: (
        from_form(Doc.RECHECK_RECORD, "result", "复查结果"),
        Input("findings", "复查情况", "long"),
    ),
    Step.APPROVE_MONITOR_EVIDENCE: (
        Input("device", "设备名称、编号"),
        Input("verified_until", "检定有效期至", "date", future=True),
        Input("site", "设置地点"),
        Input("announced", "地点公布情况"),
        Input("recorded_at", "记录时间"),
        Input("content", "记录的内容", "long"),
        from_form(Doc.MONITOR_EVIDENCE_REVIEW, "quality", "记录真实、清晰、完整、准确"),
        Input("technical_opinion", "技术审核意见", "long"),
        Input("legal_opinion", "法制审核意见", "long"),
        from_form(Doc.MONITOR_EVIDENCE_REVIEW, "usable", "结论"),
    ),
    Step.CONCLUDE: (),
    Step.NOTIFY: (Input("grounds", "拟处罚的理由", "long", help="事实、理由、依据会自动写入告知书，这里写裁量理由。"),),
    Step.RECORD_STATEMENT: (
        Input("presented_on", "提出日期", "date"),
        Input("content", "陈述申辩内容", "long"),
    ),
    Step.WAIVE_STATEMENT: (Input("presented_on", "放弃日期", "date"),),
    Step.ANSWER_STATEMENT: (
        Input(
            "adopted",
            "采纳情况",
            "choice",
            choices=(("full", "采纳"), ("part", "部分采纳"), ("none", "不予采纳")),
        ),
        Input("answer", "复核意见", "long"),
    ),
    Step.REQUEST_HEARING: (Input("requested_on", "申请日期", "date"),),
    Step.WAIVE_HEARING: (),
    Step.SUMMON_HEARING: (
        Input("host", "主持人", "person", who="L"),
        Input("to_be_held_on", "举行日期", "date", future=True),
        Input("place", "举行地点"),
        RECORDER,
    ),
    Step.HOLD_HEARING: (
        Input("record", "听证笔录", "long", help="一行一句，写作“发言人：发言内容”"),
        RECORDER,
        Input("absent", "当事人无正当理由缺席", "yes", required=False),
    ),
    Step.REPORT_HEARING: (
        Input("handlers_view", "调查人员的意见", "long"),
        Input("party_view", "当事人的意见", "long"),
        Input("findings", "听证认定的事实", "long"),
        Input("report", "处理建议", "long"),
        RECORDER,
    ),
    Step.SUBMIT_REVIEW: (
        Input("reviewer", "法制审核人员", "person", who="L"),
        Input("note", "送审说明", "long", required=False),
    ),
    Step.GIVE_OPINION: (
        Input("outcome", "审核意见", "choice", choices=(("agree", "同意"), ("object", "存在问题"))),
        *(
            Input(
                f"head_{h.value}",
                h.label,
                "choice",
                choices=(("pass", "符合"), ("issue", "存在问题"), ("na", "不涉及")),
            )
            for h in ReviewHead
        ),
        *(Input(f"note_{h.value}", f"{h.label}：说明", "long", required=False) for h in ReviewHead),
        Input("words", "意见内容", "long"),
    ),
    Step.CONFIRM_REVIEW: (Input("words", "确认意见", "long"),),
    Step.OBJECT: (Input("objection", "异议理由", "long"),),
    Step.CONSULT: (
        Input("reviewer_view", "法制审核机构意见", "long"),
        Input("outcome", "协商结果", "choice", choices=(("agreed", "达成一致"), ("disagreed", "未达成一致"))),
    ),
    Step.REQUEST_DISCUSSION: (),
    Step.DISCUSS: (
        Input("kind", "讨论事由", "choice", choices=(("major", "情节复杂或者重大"), ("dispute", "审核意见不一致"))),
        Input("members", "参加讨论的负责人", "people", who="B"),
        Input("reviewer_heard", "已听取法制审核人员意见", "yes"),
        Input("conclusion", "讨论结论", "long"),
        Input("place", "地点"),
        RECORDER,
    ),
    Step.SETTLE_REVIEW: (Input("words", "审核意见", "long"),),
    Step.DECIDE: (),
    Step.DECIDE_NO_PENALTY: (),
    Step.TRANSFER: (
        Input("receiver", "接收机关"),
        from_form(Doc.TRANSFER_LETTER, "ground", "移送情形"),
        REASON,
    ),
    Step.TERMINATE: (from_form(Doc.TERMINATION_APPROVAL, "ground", "终止情形"), REASON),
    Step.SUSPEND: (REASON,),
    Step.RESUME: (REASON,),
    Step.EXTEND: (REASON, Input("days", "延长日数")),
    Step.SEAL_DECISION: (Input("file", "盖章件", "file", help="盖章后扫描成 PDF，入库后不可替换"),),
    Step.SERVE_DOCUMENT: SERVICE,
    Step.SERVE: SERVICE[1:],
    Step.RECORD_PAYMENT: (
        Input("amount", "金额", "money"),
        Input("voucher", "票据号"),
        Input("bank", "代收机构"),
        Input("paid_on", "缴款日期", "date"),
    ),
    Step.GRANT_DEFERRAL: (
        Input("asked_on", "当事人申请日期", "date"),
        from_form(Doc.DEFERRAL_APPROVAL, "mode", "申请方式"),
        Input("until", "延至日期", "date", future=True, when="mode=deferral"),
        Input(
            "plan",
            "分期计划",
            "rows",
            columns=(("due_on", "缴纳日期"), ("amount", "金额（元）")),
            when="mode=instalments",
        ),
        Input("reason", "经济困难情况和证明材料", "long"),
    ),
    Step.SEEK_REMEDY: (
        Input("way", "途径", "choice", choices=(("reconsideration", "行政复议"), ("litigation", "行政诉讼"))),
        Input("event", "情况", "choice", choices=(("filed", "已受理"), ("ended", "已终结，维持原决定"))),
        Input(
            "happened_on",
            "日期",
            "date",
            help="受理日期；终结的，为决定书、生效裁判的送达日期。被撤销的，办理“撤销决定”。",
        ),
    ),
    Step.END_COLLECTION: (
        from_form(Doc.COLLECTION_ENDED, "ground", "终结执行的情形"),
        Input("facts", "财产和义务承受人调查情况", "long"),
    ),
    Step.IMPOSE_SURCHARGE: (),
    Step.DEMAND: (Input("served_on", "催告书送达日期", "date"),),
    Step.APPLY_COURT: (Input("court", "人民法院"),),
    Step.RECORD_EXECUTION: (Input("reason", "执行情况", "long", required=False),),
    Step.FILE_RECORD: (),
    Step.CLOSE: (Input("opinion", "结案意见", "long"),),
}

INPUTS |= {
    Step.ANNUL: (
        Input("authority", "撤销机关", "choice", choices=tuple(Annuller.choices())),
        Input("name", "机关、法院名称", required=False, help="本机关自行撤销的不用填写。"),
        Input("number", "撤销文书文号", help="复议决定书、判决书文号；本机关自行撤销的，为审批文号。"),
        Input("received_on", "收到（作出）撤销文书的日期", "date"),
        Input("ground", "撤销的理由", "choice", choices=tuple(Fault.choices())),
        Input("reason", "具体情况", "long"),
        Input("redo", "后续处理", "choice", choices=tuple(Redo.choices())),
        Input(
            "redo_by",
            "责令重新作出的期限",
            "date",
            required=False,
            future=True,
            when="redo=ordered",
            help="文书没有写明的不填写，按六十日。",
        ),
        Input("refund", "已缴款项的处理", "long", required=False),
    ),
}

# 简易程序: on a telephone, in the street.
INPUTS |= {
    Step.TELL_RIGHTS: (
        Input("certificates_shown", "两名执法人员已出示执法证件", "yes"),
        Input("told", "已当场告知违法事实、处罚理由、依据和内容，以及陈述、申辩权利", "yes"),
    ),
    Step.HEAR_PARTY: (
        from_form(Doc.SPOT_DECISION, "said", "陈述、申辩"),
        Input("content", "陈述、申辩的意见", "long", when="said=stated"),
        Input("answer", "复核意见", "long", when="said=stated", help="不得因陈述、申辩给予更重的处罚（处45）。"),
    ),
    Step.DECIDE_ON_SPOT: (
        Input("place", "处罚地点", required=False, help="不填写的，为案件登记的违法地点。"),
        from_form(Doc.SPOT_DECISION, "receipt", "交付情况"),
        Input(
            "signature",
            "当事人签名",
            "signature",
            required=False,
            when="receipt=signed",
            help="在纸面上签名的不用填写。",
        ),
        Input("refusal", "拒绝签收的情况", when="receipt=refused"),
        Input("proof", "拒签的证明", "choice", choices=PROOF, when="receipt=refused"),
        Input("witness_names", "见证人", when="receipt=refused & proof=witness"),
        Input("video", "拍照、录像情况", when="receipt=refused & proof=video", help="设备编号和起止时间。"),
    ),
    Step.CONVERT: (REASON,),
    Step.REPORT_BACK: (Input("reported_to", "备案机构"),),
    Step.COLLECT_ON_SPOT: (
        Input("ground", "当场收缴的情形", "choice", choices=COLLECTING),
        Input("reason", "事后难以执行的情况", when="ground=hard"),
        Input("requested", "当事人提出当场缴纳", "yes", when="ground=remote"),
        Input(
            "landed_on",
            "抵岸日期",
            "date",
            required=False,
            future=True,
            when="ground=remote",
            help="在水上收缴的填写。",
        ),
        Input("amount", "金额", "money"),
        Input("voucher", "专用票据号", help="国务院或者省级财政部门统一制发（处70）。"),
    ),
    Step.HAND_IN: (Input("receiver", "机关收款人"),),
    Step.BANK_IN: (Input("voucher", "银行回单号"), Input("bank", "指定的银行")),
}

MATTERS: dict[str, tuple[Input, ...]] = {
    SUMMARY.version: (Input("certain", "违法事实确凿，有证据证明", "yes", required=False),),
}
