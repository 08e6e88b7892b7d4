"""Gates on the fine against the benchmark used in the case (行政处罚法5②、32、34)."""

from __future__ import annotations

from mingjing.law.circumstances import Effect
from mingjing.law.discretion import yuan
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok
from mingjing.law.kinds import Penalty

SCREEN = "到案件的裁量测算页"


def _fine(f: CaseFacts) -> int | None:
    p = f.proposal
    return p.fine if p and Penalty.FINE in p.penalties and not f.no_penalty_ground else None


@gate("discretion.outside-statute", "罚款在法定幅度内", "行政处罚法4、32")
def within_statute(f: CaseFacts) -> Answer:
    """Never above the maximum; below the minimum, and no fine at all, only as the circumstances allow."""
    w, fine = f.weighed, _fine(f)
    if w is None or fine is None:
        return ok("没有可比的裁量测算" if w is None else "不涉及罚款")
    said = f"法定幅度{w.statutory.words}，拟罚 {yuan(fine)} 元"
    if fine > w.statutory.high:
        return no(f"{said}，高于法定上限", f"罚款改到 {yuan(w.statutory.high)} 元以下")
    if w.effect is Effect.SPARED:
        return no("裁量测算的结果是不予处罚，却拟处罚款", f"改为不予处罚；情节认定有误的，{SCREEN}重新测算")
    if fine < w.statutory.low and w.effect is not Effect.MITIGATED:
        cure = f"罚款改到 {yuan(w.statutory.low)} 元以上；有减轻情节的，{SCREEN}选择情节"
        return no(f"{said}，低于法定下限而没有减轻情节", cure)
    return ok(said)


@gate("discretion.outside-tier", "罚款在裁量阶次内，或者写明偏离理由", "行政处罚法34")
def within_tier(f: CaseFacts) -> Answer:
    """A fine outside the tier's range needs a reason written for exactly this fine."""
    w, fine = f.weighed, _fine(f)
    if w is None or fine is None:
        return ok("没有可比的裁量测算" if w is None else "不涉及罚款")
    said = f"“{w.tier}”阶次{w.allowed.words}，拟罚 {yuan(fine)} 元"
    if fine in w.allowed:
        return ok(said)
    if w.reason.strip() and w.reasoned == fine:
        return ok(f"{said}，偏离理由：{w.reason}")
    why = "，没有写明偏离的理由" if not w.reason.strip() else f"，偏离理由是为 {yuan(w.reasoned)} 元写的"
    return no(said + why, f"罚款改到{w.allowed.words}，或者{SCREEN}写明偏离理由")


GATES = (within_statute, within_tier)
