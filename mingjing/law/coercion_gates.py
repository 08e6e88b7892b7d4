"""Gates of 行政强制措施 before and while it is taken (行政强制法10、16–19、22–25、29、30).

What was done on the spot is asked of the steps that recorded it: ``TELL_ON_SITE`` and ``RECORD_ON_SITE``. 冻结 follows
强30, which asks only for approval, two officers, their certificates and the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, Gate, gate, no, ok
from mingjing.law.kinds import Doc, Step

MEASURES = {"seal": "查封", "seize": "扣押", "freeze": "冻结"}
TITLE = re.compile(r"《([^》]+)》")
PRESENT = frozenset({"party", "agent"})  # 当事人（负责人）, 委托代理人


def frozen(f: CaseFacts) -> bool:
    """Whether the measure is 冻结."""
    return f.details.get("measure") == "freeze"


def _told(f: CaseFacts) -> Mapping[str, Any]:
    taken = f.last(Step.TELL_ON_SITE)
    return taken.values if taken else {}


def recorded(f: CaseFacts) -> Mapping[str, Any]:
    """What the record of the site holds, if it was made after the last telling; else nothing."""
    last = f.last(Step.TELL_ON_SITE, Step.RECORD_ON_SITE)
    return last.values if last and last.step is Step.RECORD_ON_SITE else {}


def _not_for_freeze(ask: Callable[[CaseFacts], Answer]) -> Callable[[CaseFacts], Answer]:
    def answer(f: CaseFacts) -> Answer:
        return ok("冻结不适用（行政强制法30）") if frozen(f) else ask(f)

    return answer


# --- by whom and on what ground ------------------------------------------------------------------------------------


@gate("organ.entrusted", "由行政机关自己实施", "行政强制法17①")
def not_entrusted(f: CaseFacts) -> Answer:
    if f.entrusted:
        return no("本单位是受委托组织，行政强制措施权不得委托", "报委托机关，由委托机关依法实施")
    return ok("行政机关或者法律、行政法规授权的组织")


@gate("measure.not-empowered", "职权包括这种强制措施", "行政强制法17①、22、29①")
def empowered(f: CaseFacts) -> Answer:
    wanted = MEASURES.get(f.details.get("measure", ""), "")
    if wanted and wanted in f.power_name:
        return ok(f.power_name)
    return no(
        f"职权“{f.power_name}”不包括{wanted or '所选的措施'}",
        "选择权责清单中法律、法规赋予本机关的措施；没有的，移送有权机关",
    )


@gate("basis.not-law", "依据是法律、法规", "行政强制法10、11、16①")
def basis_is_law(f: CaseFacts) -> Answer:
    """查封、扣押 stand in a law or regulation (法、法典、条例), 冻结 in a law alone; 规定 or 办法 never suffices."""
    text = f.details.get("basis") or f.power_basis
    titles = TITLE.findall(text)
    if any(t.endswith(("法", "法典")) and not t.endswith("办法") for t in titles):
        return ok(text)
    if not frozen(f) and any(t.endswith("条例") for t in titles):
        return ok(text)
    named = f"“{text}”不是" if text else "没有填写"
    wanted = "法律" if frozen(f) else "法律、法规"
    return no(f"{named}{wanted}的条款", f"填写设定这项强制措施的{wanted}名称和条款；没有的，不得采取")


@gate("freeze.amount", "冻结数额与涉案金额相当", "行政强制法29②")
def freeze_fits(f: CaseFacts) -> Answer:
    if not frozen(f):
        return ok("不是冻结")
    amount, involved = int(f.details.get("amount") or 0), int(f.details.get("involved") or 0)
    if amount <= 0 or involved <= 0:
        return no("没有填写冻结数额或者违法行为涉及的金额", "填写两项金额")
    if amount > involved:
        return no(f"拟冻结 {amount / 100:,.2f} 元，超过涉及的 {involved / 100:,.2f} 元", "减少冻结数额")
    return ok(f"{amount / 100:,.2f} 元")


@gate("measure.unapproved", "事前经机关负责人批准", "行政强制法18①一")
def approved_before(f: CaseFacts) -> Answer:
    taken = f.last(Step.APPROVE_MEASURE)
    if taken is None:
        return no(
            "还没有向机关负责人报告并经批准", "报批；情况紧急的，紧急当场实施并在二十四小时内补办", Step.APPROVE_MEASURE
        )
    if taken.by in f.handled_by:
        return no("批准人是本案承办人，或者曾经承办本案", "由未承办本案的负责人批准", Step.APPROVE_MEASURE)
    return ok(f"{taken.on} 批准")


@gate("measure.signer", "由本案执法人员实施", "行政强制法17③、18①二")
def taken_by_officer(f: CaseFacts) -> Answer:
    if f.signer and f.signer not in {o.person for o in f.officers}:
        return no("实施的人不是本案执法人员", "由本案具备资格的执法人员实施")
    return ok("本案执法人员")


# --- on the spot: 强18①三 to 九 -------------------------------------------------------------------------------------


def _said_yes(f: CaseFacts, *names: str) -> bool:
    return all(_told(f).get(name) for name in names)


@gate("certificate.not-shown", "已出示执法身份证件", "行政强制法18①三")
def certificates_shown(f: CaseFacts) -> Answer:
    if _said_yes(f, "certificates_shown"):
        return ok("两名执法人员已出示")
    return no("没有记录出示执法身份证件", "出示证件并登记", Step.TELL_ON_SITE)


def _called(f: CaseFacts) -> Answer:
    if str(_told(f).get("called") or "").strip():
        return ok("已通知")
    return no("没有记录通知当事人到场的时间和方式", "通知当事人到场并登记", Step.TELL_ON_SITE)


def _rights(f: CaseFacts) -> Answer:
    if _told(f).get("present") == "absent":
        return ok("当事人不到场，在决定书中告知")
    if _said_yes(f, "told_reason", "told_basis", "told_rights", "told_remedy"):
        return ok("理由、依据、权利、救济途径均已告知")
    return no("没有当场告知理由、依据、依法享有的权利和救济途径", "当场逐项告知并登记", Step.TELL_ON_SITE)


def _heard(f: CaseFacts) -> Answer:
    told = _told(f)
    if told.get("present") == "absent":
        return ok("当事人不到场")
    if told.get("present") in PRESENT and told.get("said") == "none":
        return ok("当事人没有意见")
    if told.get("said") == "stated" and told.get("content") and told.get("answer"):
        return ok("已听取并复核")
    return no("没有听取当事人的陈述和申辩，或者没有复核", "听取、记录并复核；没有意见的也要记录", Step.TELL_ON_SITE)


def _witnessed(f: CaseFacts) -> Answer:
    told = _told(f)
    if told.get("present") in PRESENT:
        return ok("当事人到场")
    if told.get("present") == "absent" and str(told.get("witness_name") or "").strip():
        return ok(f"见证人 {told['witness_name']}")
    return no("当事人不到场，没有邀请见证人到场", "邀请见证人到场并登记", Step.TELL_ON_SITE)


@gate("record.none", "制作了现场笔录", "行政强制法18①七")
def record_made(f: CaseFacts) -> Answer:
    if recorded(f):
        return ok("现场笔录已制作")
    return no("告知之后还没有制作现场笔录", "清点财物，制作现场笔录", Step.RECORD_ON_SITE)


def _signed(f: CaseFacts) -> Answer:
    values, absent = recorded(f), _told(f).get("present") == "absent"
    signed = values.get("signed")
    if absent and signed == "witness":
        return ok("见证人和执法人员签名")
    if not absent and signed == "signed":
        return ok("当事人和执法人员签名")
    if not absent and signed == "refused" and str(values.get("refusal") or "").strip():
        return ok("当事人拒绝签名，已注明")
    wanted = "由见证人签名" if absent else "由当事人签名或者盖章；拒绝的，在笔录中注明"
    return no("现场笔录没有签名，也没有注明拒绝签名的情况", wanted, Step.RECORD_ON_SITE)


party_called = Gate("party.not-called", "已通知当事人到场", "行政强制法18①四", _not_for_freeze(_called))
rights_told = Gate(
    "party.not-told", "已当场告知理由、依据、权利、救济途径", "行政强制法18①五", _not_for_freeze(_rights)
)
views_heard = Gate("party.not-heard", "已听取陈述和申辩", "行政强制法18①六", _not_for_freeze(_heard))
record_signed = Gate("record.unsigned", "现场笔录已签名或者注明", "行政强制法18①八", _not_for_freeze(_signed))
witness_invited = Gate("witness.none", "当事人到场或者有见证人", "行政强制法18①九", _not_for_freeze(_witnessed))


# --- the things: 强23、24 -------------------------------------------------------------------------------------------


def _listed(f: CaseFacts) -> Answer:
    goods = recorded(f).get("goods") or []
    if goods:
        return ok(f"{len(goods)} 项")
    return no("没有清点场所、设施或者财物", "逐项清点，列入清单", Step.RECORD_ON_SITE)


def _related(f: CaseFacts) -> Answer:
    if recorded(f).get("related"):
        return ok("均与违法行为有关")
    return no("没有确认均为涉案的场所、设施或者财物", "与违法行为无关的剔除，重新清点", Step.RECORD_ON_SITE)


def _not_necessary(f: CaseFacts) -> Answer:
    if recorded(f).get("no_necessities"):
        return ok("没有生活必需品")
    return no("没有确认不含公民个人及其所扶养家属的生活必需品", "剔除生活必需品，重新清点", Step.RECORD_ON_SITE)


goods_listed = Gate("goods.none", "已逐项清点", "行政强制法24①、②三", _not_for_freeze(_listed))
goods_related = Gate("goods.unrelated", "限于涉案的场所、设施或者财物", "行政强制法23①", _not_for_freeze(_related))
no_necessities = Gate("goods.necessities", "不含生活必需品", "行政强制法23①", _not_for_freeze(_not_necessary))


@gate("goods.elsewhere", "没有重复查封、冻结", "行政强制法23②、29②")
def not_held_elsewhere(f: CaseFacts) -> Answer:
    if f.elsewhere:
        return no(f"{'；'.join(f.elsewhere)}", "不得重复查封、冻结；与在先机关协商，或者剔除", Step.RECORD_ON_SITE)
    if recorded(f).get("not_elsewhere"):
        return ok("没有被其他国家机关查封、冻结")
    return no("没有确认未被其他国家机关查封、冻结", "查明后登记", Step.RECORD_ON_SITE)


@gate("decision.differs", "决定书与现场清点一致", "行政强制法24②三")
def draft_fits_site(f: CaseFacts) -> Answer:
    """A text that was written and reviewed before must say what was found on the spot."""
    if f.draft_doc is not Doc.MEASURE_DECISION or frozen(f):
        return ok("决定书按现场清点制作")
    rows = [{k: v for k, v in row.items() if v} for row in f.draft_values.get("goods") or ()]
    if rows == [{k: v for k, v in row.items() if v} for row in recorded(f).get("goods") or ()]:
        return ok("清单相同")
    return no("决定书稿的清单与现场清点不一致", "按现场清点修改决定书稿；已审核的重新送审", Step.SUBMIT_REVIEW)


ON_SITE = (
    certificates_shown,
    party_called,
    rights_told,
    views_heard,
    record_made,
    record_signed,
    witness_invited,
    goods_listed,
    goods_related,
    no_necessities,
    not_held_elsewhere,
    draft_fits_site,
)
LAWFUL = (not_entrusted, empowered, basis_is_law, freeze_fits)
