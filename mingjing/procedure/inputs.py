"""What each step asks of the person who takes it: one list, read by web forms, API and command line alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.documents.forms import FORMS
from mingjing.law.kinds import Doc, Penalty, ReviewHead, ServiceMode, Step


@dataclass(frozen=True, slots=True)
class Input:
    """One value. ``type``: text, long, date, money (分), choice, choices, yes, person, people, file or document."""

    name: str
    label: str
    type: str = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


PENALTIES = tuple(Penalty.choices())
REASON = Input("reason", "理由", "long")
RECORDER = Input("recorder", "记录人")


def _from_form(doc: Doc, field: str, label: str, *, name: str = "") -> Input:
    """A choice whose options are those of the prescribed form: written once."""
    found = next(f for f in FORMS[doc].fields if f.name == field)
    return Input(name or field, label, "choice", choices=found.choices)


INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.FILE: (Input("opinion", "审批意见", "long", help="例：符合立案标准，同意立案。"),),
    Step.DECLINE_FILING: (_from_form(Doc.NO_FILING_APPROVAL, "ground", "不予立案的情形"), REASON),
    Step.ASSIGN_HANDLERS: (
        Input("lead", "主办人", "person"),
        Input("others", "协办人", "people"),
    ),
    Step.REQUEST_RECUSAL: (
        Input("person", "被申请回避的人员", "person"),
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
        _from_form(Doc.PRESERVATION_HANDLING, "handling", "处理方式", name="mode"),
        Input("handling", "处理决定", help="例：解除登记保存，退还当事人。"),
    ),
    Step.ORDER_CORRECTION: (
        Input("demand", "改正要求", "long"),
        Input("due_on", "改正期限", "date"),
    ),
    Step.RECHECK: (
        _from_form(Doc.RECHECK_RECORD, "result", "复查结果"),
        Input("findings", "复查情况", "long"),
    ),
    Step.APPROVE_MONITOR_EVIDENCE: (
        Input("device", "设备名称、编号"),
        Input("verified_until", "检定有效期至", "date"),
        Input("site", "设置地点"),
        Input("announced", "地点公布情况"),
        Input("recorded_at", "记录时间"),
        Input("content", "记录的内容", "long"),
        _from_form(Doc.MONITOR_EVIDENCE_REVIEW, "quality", "记录真实、清晰、完整、准确"),
        Input("technical_opinion", "技术审核意见", "long"),
        Input("legal_opinion", "法制审核意见", "long"),
        _from_form(Doc.MONITOR_EVIDENCE_REVIEW, "usable", "结论"),
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
        Input("host", "主持人", "person"),
        Input("to_be_held_on", "举行日期", "date"),
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
        Input("reviewer", "法制审核人员", "person"),
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
        Input("members", "参加讨论的负责人", "people"),
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
        _from_form(Doc.TRANSFER_LETTER, "ground", "移送情形"),
        REASON,
    ),
    Step.TERMINATE: (_from_form(Doc.TERMINATION_APPROVAL, "ground", "终止情形"), REASON),
    Step.SUSPEND: (REASON,),
    Step.RESUME: (REASON,),
    Step.EXTEND: (REASON, Input("days", "延长日数")),
    Step.SEAL_DECISION: (Input("file", "盖章件", "file", help="扫描件或者 PDF，入库后不可替换"),),
    Step.SERVE_DOCUMENT: (
        Input("document", "文书", "document"),
        Input("mode", "送达方式", "choice", choices=tuple(ServiceMode.choices())),
        Input("acted_on", "送达日期", "date"),
        Input("place", "送达地点"),
        Input("receiver", "签收人", required=False),
        Input("relation", "与受送达人关系", required=False),
        Input("refusal", "拒收事由", required=False, help="留置送达填写"),
        Input("witness", "见证人", required=False, help="留置送达填写；没有见证人的须有录像"),
        Input("carrier", "公告载体、邮件号或者电子地址", required=False),
    ),
    Step.RECORD_PAYMENT: (
        Input("amount", "金额", "money"),
        Input("voucher", "票据号"),
        Input("bank", "代收机构"),
        Input("paid_on", "缴款日期", "date"),
    ),
    Step.GRANT_DEFERRAL: (Input("until", "延至日期", "date"), REASON),
    Step.IMPOSE_SURCHARGE: (),
    Step.DEMAND: (Input("served_on", "催告书送达日期", "date"),),
    Step.APPLY_COURT: (Input("court", "人民法院"),),
    Step.RECORD_EXECUTION: (Input("reason", "执行情况", "long", required=False),),
    Step.FILE_RECORD: (),
    Step.CLOSE: (Input("opinion", "结案意见", "long"),),
}
INPUTS[Step.SERVE] = INPUTS[Step.SERVE_DOCUMENT][1:]


def missing(step: Step, values: dict[str, Any], *, today: date) -> dict[str, str]:
    """Field → Chinese message for every value that is absent, not offered, or dated in the future."""
    errors: dict[str, str] = {}
    for field in INPUTS.get(step, ()):
        value = values.get(field.name)
        if value in (None, "", []):
            if field.required:
                errors[field.name] = f"填写{field.label}"
        elif field.choices and field.type == "choice" and value not in dict(field.choices):
            errors[field.name] = f"{field.label}只能是：{'、'.join(dict(field.choices).values())}"
        elif field.type == "date" and field.name not in FUTURE_DATES and value > today:
            errors[field.name] = f"{field.label}不能晚于今天（{today}）"
        elif field.type == "money" and value <= 0:
            errors[field.name] = f"{field.label}要大于 0"
    return errors or (_opinion(values) if step is Step.GIVE_OPINION else {})


def _opinion(values: dict[str, Any]) -> dict[str, str]:
    """An opinion agrees with its own heads: 存在问题 names at least one, and which; 同意 names none (plan 三(三)4)."""
    issues = [h for h in ReviewHead if values.get(f"head_{h.value}") == "issue"]
    if values["outcome"] == "agree" and issues:
        listed = "、".join(f"第 {n} 项" for n, h in enumerate(ReviewHead, 1) if h in issues)
        return {"outcome": f"{listed}存在问题，不能出具“同意”；改选“存在问题”，或者改判该项"}
    if values["outcome"] == "object" and not issues:
        return {"outcome": "审核意见为“存在问题”的，至少要有一项判为存在问题"}
    silent = [h for h in issues if not (values.get(f"note_{h.value}") or "").strip()]
    return {f"note_{h.value}": f"写明问题所在：{h.label}" for h in silent}


FUTURE_DATES = frozenset({"due_on", "to_be_held_on", "until", "verified_until"})
