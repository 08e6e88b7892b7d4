"""What a case of 行政征收征用 came to, in the words its closing approval needs. Nothing for other acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mingjing.law import fees, goods, requisition_gates
from mingjing.law.kinds import ActKind, Step
from mingjing.law.levy_gates import yuan

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.law.facts import CaseFacts
    from mingjing.procedure.facts import Gathered


def known(case: Case, seen: Gathered) -> dict[str, Any]:
    """Source keys: what was decided or agreed, and how it was carried out."""
    if case.kind != ActKind.LEVY:
        return {}
    text, done = WORDS[case.procedure](case, seen.facts)
    agreed = {"case.result": "agreed"} if seen.facts.done(Step.SIGN_AGREEMENT) else {}
    return {"decision.text": text, "execution.detail": done, **agreed}


def _fee(case: Case, f: CaseFacts) -> tuple[str, str]:
    fee, d = fees.fee_of(case.details.get("fee")), f.decision
    if fee is None or d is None:
        return "", ""
    late = f"，其中滞纳金 {yuan(d.surcharge)}" if d.surcharge else ""
    return f"核定应缴{fee.label} {yuan(d.fine)}。", f"已缴入国库 {yuan(d.paid)}{late}。"


def _requisition(case: Case, f: CaseFacts) -> tuple[str, str]:
    taken, damaged = goods.listed(goods.taken(f)), goods.listed(goods.came_back(f, "damaged", "lost"))
    back = f"毁损、灭失：{damaged}；" if damaged else ""
    text = f"征用{taken}；补偿 {yuan(requisition_gates.compensation(f))}。"
    return text, f"全部返还或者登记，{back}已支付补偿 {yuan(requisition_gates.compensated(f))}。"


def _project(case: Case, f: CaseFacts) -> tuple[str, str]:
    filed = sum(1 for _ in f.each(Step.OPEN_HOUSEHOLD))
    return f"征收{case.details.get('area', '')}。", f"征收决定已公告，{filed} 户均已立档，分户补偿情况已公布。"


def _household(case: Case, f: CaseFacts) -> tuple[str, str]:
    way = "签订补偿协议" if f.done(Step.SIGN_AGREEMENT) else "作出补偿决定"
    moved = f.last(Step.RECORD_MOVE)
    left = f"，{moved.values['moved_on']} 搬迁" if moved else ""
    paid = yuan(requisition_gates.compensated(f))
    return f"{way}，补偿 {yuan(requisition_gates.compensation(f))}。", f"已支付 {paid}{left}。"


WORDS = {"fee": _fee, "requisition": _requisition, "expropriation": _project, "compensation": _household}
