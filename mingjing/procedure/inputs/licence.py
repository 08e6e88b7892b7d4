"""What the steps of 行政许可 ask, and what opening a case of it asks."""

from __future__ import annotations

from mingjing.law import licence, licence_items
from mingjing.law.kinds import Doc, Step
from mingjing.law.licence_facts import CANCELLATION, RETRACTION, REVOCATION, Matter
from mingjing.procedure.inputs.model import REASON, RECORDER, Input, from_form

LEAD = Input("lead", "主办人", "person", required=False, who="officers", help="网上申请还没有承办人的，受理时指派")
OTHERS = Input("others", "协办人", "people", required=False, who="officers")

INPUTS: dict[Step, tuple[Input, ...]] = {
    Step.RECEIVE_MATERIAL: (
        Input("material", "材料", "choice", choices=tuple(licence_items.MATERIALS.items())),
        Input("way", "提交方式", "choice", choices=(("given", "申请人提交"), ("held", "本机关已留存"))),
        Input("file", "文件", "file", when="way=given", help="扫描件或者 PDF，入库后不可替换"),
        Input("held_from", "留存在哪一件", when="way=held", help="受理编号"),
    ),
    Step.GIVE_RECEIPT: (),
    Step.REQUEST_CORRECTION: (
        Input(
            "corrections",
            "需要补正的全部内容",
            "rows",
            columns=(("material", "材料"), ("demand", "补正要求")),
            help="例：经营场所平面图，补交标明面积和出入口的平面图。只能告知一次。",
        ),
    ),
    Step.SUPPLEMENT: (Input("note", "补正情况", "long", required=False),),
    Step.ACCEPT: (LEAD, OTHERS),
    Step.DEEM_ACCEPTED: (LEAD, OTHERS),
    Step.GIVE_SLIP: (),
    Step.REFUSE_ACCEPTANCE: (
        from_form(Doc.NON_ACCEPTANCE_NOTICE, "ground", "不予受理的情形"),
        REASON,
        Input("right_organ", "有权办理的机关", when="ground=not_ours"),
    ),
    Step.WITHDRAW_APPLICATION: (Input("asked_on", "撤回日期", "date"), Input("reason", "撤回原因", "long")),
    Step.CHECK_ON_SITE: (
        Input("started_at", "核查开始时间", "datetime"),
        Input("ended_at", "核查结束时间", "datetime"),
        Input(
            "checks",
            "逐项核查情况",
            "rows",
            columns=(("condition", "条件、标准"), ("finding", "核查情况"), ("result", "结论")),
            choices=(("符合", "符合"), ("不符合", "不符合")),
        ),
        Input("remark", "在场人意见", "long"),
    ),
    Step.TELL_INTERESTED: (
        from_form(Doc.INTERESTED_NOTICE, "role", "被告知人身份"),
        Input("addressee", "被告知人"),
        Input("interest", "与本许可的利害关系", "long"),
    ),
    Step.HEAR_INTERESTED: (
        Input("speaker", "提出人"),
        Input("presented_on", "提出日期", "date"),
        Input("content", "意见内容", "long"),
    ),
    Step.ANSWER_INTERESTED: (
        from_form(Doc.LICENCE_VIEWS_ANSWER, "adopted", "采纳情况"),
        Input("answer", "理由", "long"),
    ),
    Step.ASK_LICENCE_HEARING: (
        Input("asked_on", "申请日期", "date"),
        Input("asked_by", "申请人", "choice", choices=(("applicant", "许可申请人"), ("interested", "利害关系人"))),
    ),
    Step.ANNOUNCE_LICENCE_HEARING: (
        from_form(Doc.LICENCE_HEARING_NOTICE, "ground", "听证的缘由"),
        Input("host", "主持人", "person", who="L"),
        Input("to_be_held_on", "举行日期", "date", future=True, help="通知送达后满七个工作日"),
        Input("place", "举行地点"),
    ),
    Step.HOLD_LICENCE_HEARING: (
        Input("attendees", "听证参加人", "long"),
        Input("record", "听证记录", "long", help="一行一句，写作“发言人：发言内容”"),
        RECORDER,
    ),
    Step.STOP_CLOCK: (
        from_form(Doc.SPECIAL_PROCEDURE_NOTICE, "kind", "特别程序"),
        Input("days", "所需工作日", "number"),
        Input("reason", "需要的理由和承担单位", "long"),
    ),
    Step.RESTART_CLOCK: (Input("result", "特别程序的结果", "long"),),
    Step.EXTEND_LICENCE: (REASON,),
    Step.EXAMINE: (
        from_form(Doc.EXAMINATION_FORM, "mode", "审查方式"),
        Input("facts", "审查认定的情况", "long", help="公示时展示，不写个人信息和商业秘密"),
        from_form(Doc.EXAMINATION_FORM, "interested", "是否直接关系他人重大利益"),
        Input("by_record", "听证笔录的采纳情况", "long", required=False, help="举行听证的必须填写（行政许可法48②）"),
        from_form(Doc.EXAMINATION_FORM, "conclusion", "审查结论"),
        Input("scope", "建议许可（处理）的内容", "long", when="conclusion=meets"),
        Input("conditions", "附带的要求", "long", required=False, when="conclusion=meets"),
        Input("reasons", "不符合的理由和依据", "long", when="conclusion=fails"),
        Input("untrue", "隐瞒有关情况或者提供虚假材料", "yes", required=False, when="conclusion=fails"),
    ),
    Step.GRANT: (),
    Step.REFUSE: (),
    Step.ISSUE_CERTIFICATE: (),
    Step.START_REVIEW: (REASON,),
    Step.TELL_HOLDER: (Input("facts", "查明的情况", "long"),),
    Step.DROP_REVIEW: (REASON,),
    Step.CHANGE_LICENCE: (),
    Step.RENEW_LICENCE: (),
    Step.DEEM_RENEWED: (),
    Step.REVOKE_LICENCE: (),
    Step.RETRACT_LICENCE: (),
    Step.CANCEL_LICENCE: (),
}

TRADE = (("1", "食品销售经营者"), ("2", "餐饮服务经营者"), ("3", "集中用餐单位食堂"))
YES = (("no", "否"), ("yes", "是"))
MATTERS: dict[str, tuple[Input, ...]] = {
    licence.LICENCE.version: (
        Input("item", "许可事项", "choice", choices=licence_items.CHOICES),
        Input("scope", "申请的内容", "long"),
        Input("trade", "主体业态", "choice", choices=TRADE, when="item=food_operation"),
        Input("agent_name", "委托代理人", required=False),
        Input("joint", "统一办理、联合办理或者集中办理", "choice", required=False, choices=YES),
    ),
    licence.EXISTING.version: (
        Input("licence", "许可证编号"),
        Input("matter", "事项", "choice", choices=tuple(Matter.choices())),
        Input("scope", "变更的内容", "long", when="matter=change"),
        Input("ground_revoke", "撤销的情形", "choice", choices=REVOCATION, when="matter=revoke"),
        Input("public_harm", "撤销可能对公共利益造成重大损害", "choice", choices=YES, when="matter=revoke"),
        Input("ground_retract", "撤回的情形", "choice", choices=RETRACTION, when="matter=retract"),
        Input("interest", "公共利益的需要", "long", when="matter=retract"),
        Input("compensation", "财产损失的补偿", "long", when="matter=retract"),
        Input("ground_cancel", "注销的情形", "choice", choices=CANCELLATION, when="matter=cancel"),
    ),
}
