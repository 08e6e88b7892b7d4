"""Gates on a licence that exists: change, renewal, revocation, retraction, cancellation (许8、49、50、69、70)."""

from __future__ import annotations

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, Gate, gate, no, ok, wait
from mingjing.law.kinds import Doc, Step
from mingjing.law.licence_facts import CANCELLATION, RETRACTION, REVOCATION, LicenceState, Matter
from mingjing.law.licence_gates import asked

ARTICLES = {
    Matter.CHANGE: "行政许可法49",
    Matter.RENEW: "行政许可法50",
    Matter.REVOKE: "行政许可法69",
    Matter.RETRACT: "行政许可法8②",
    Matter.CANCEL: "行政许可法70",
}
GROUNDS = {
    Matter.REVOKE: ("ground_revoke", REVOCATION),
    Matter.RETRACT: ("ground_retract", RETRACTION),
    Matter.CANCEL: ("ground_cancel", CANCELLATION),
}


def about(*matters: Matter) -> Gate:
    """The case is about one of these matters."""
    words = "、".join(m.label for m in matters)

    def ask(f: CaseFacts) -> Answer:
        found = asked(f).matter
        if found in matters:
            return ok(words)
        return no(f"本案登记的是“{found.label if found else '没有选择事项'}”", "按登记的事项办理，或者改正登记的事项")

    return Gate("matter.other", f"办理的是{words}", "；".join(dict.fromkeys(ARTICLES[m] for m in matters)), ask)


@gate("register.unknown", "许可证在本机关登记簿中", "行政许可法49、50、69")
def in_register(f: CaseFacts) -> Answer:
    r = asked(f).register
    if r is None:
        return no("本机关的登记簿中没有这个许可证编号", "核对许可证编号；不是本机关颁发的，告知向颁发机关提出")
    if not r.same_holder:
        return no(f"{r.number} 不是当事人持有的许可证", "核对许可证编号和当事人")
    return ok(f"{r.number}，{r.valid_from} 起" + (f"至 {r.valid_to}" if r.valid_to else ""))


@gate("register.not-valid", "许可有效", "行政许可法8、69、70")
def licence_stands(f: CaseFacts) -> Answer:
    """Cancelling is for what has ended; everything else needs a licence that still stands."""
    r, matter = asked(f).register, asked(f).matter
    if r is None:
        return wait("没有找到许可证", "先核对许可证编号")
    if r.state is LicenceState.CANCELLED or (r.state is not LicenceState.VALID and matter is not Matter.CANCEL):
        return no(f"这个许可证{r.state.label}", "不需要办理；已撤销、撤回的，办理注销")
    if matter is Matter.CHANGE and r.valid_to and r.valid_to < f.on:
        return no(f"有效期 {r.valid_to} 已届满", "按新申请办理")
    return ok(r.state.label)


@gate("register.busy", "没有办理中的其他事项", "行政许可法49、50")
def not_busy(f: CaseFacts) -> Answer:
    r = asked(f).register
    return no(f"{r.busy} 正在办理这个许可证的其他事项", "办结后再办") if r and r.busy else ok("没有办理中的其他事项")


@gate("renewal.late", "在规定时间内申请延续", "行政许可法50①")
def renewal_in_time(f: CaseFacts) -> Answer:
    r, day, item = asked(f).register, asked(f).received_on, asked(f).item
    if asked(f).matter is not Matter.RENEW or r is None:
        return ok("不是延续")
    basis = item.renew_basis if item else "行政许可法50①"
    if r.renew_last is None:
        return no("这个许可没有有效期，不需要延续", "不予受理，说明理由", Step.REFUSE_ACCEPTANCE)
    if day > r.renew_last:
        return no(
            f"{day} 提出，最迟应当在 {r.renew_last}（{basis}）", "不予受理，告知按新申请办理", Step.REFUSE_ACCEPTANCE
        )
    if r.renew_first and day < r.renew_first:
        return no(f"{day} 提出，最早在 {r.renew_first}（{basis}）", "告知到期再申请", Step.REFUSE_ACCEPTANCE)
    return ok(f"{day} 提出，最迟 {r.renew_last}")


@gate("renewal.not-lapsed", "有效期届满没有作出决定", "行政许可法50②")
def renewal_lapsed(f: CaseFacts) -> Answer:
    r = asked(f).register
    if asked(f).matter is not Matter.RENEW or r is None or r.valid_to is None:
        return no("不是延续有效期", "不适用")
    if f.decisions:
        return no("已经作出是否准予延续的决定", "不需要办理")
    if f.on <= r.valid_to:
        return wait(f"有效期到 {r.valid_to}", "届满前作出是否准予延续的决定")
    return ok(f"{r.valid_to} 届满没有作出决定，视为准予延续")


@gate("ground.none", "有法定情形", "行政许可法8②、69、70")
def ground_holds(f: CaseFacts) -> Answer:
    matter, r = asked(f).matter, asked(f).register
    if matter not in GROUNDS:
        return ok("依申请办理")
    name, choices = GROUNDS[matter]
    chosen = f.details.get(name)
    if chosen not in dict(choices):
        return no(f"没有选择{matter.label}的法定情形", f"选择{ARTICLES[matter]}规定的情形")
    if matter is Matter.CANCEL and r is not None:
        if chosen == "expired" and (r.valid_to is None or f.on <= r.valid_to):
            return no("有效期还没有届满", "届满未延续的才可以以此注销；其他情形另选")
        if chosen == "taken" and r.state is LicenceState.VALID:
            return no("许可没有被撤销、撤回", "先作出撤销、撤回决定；证件被吊销的在情况说明中写明并选其他情形")
    return ok(dict(choices)[chosen])


@gate("revocation.public-harm", "撤销不会对公共利益造成重大损害", "行政许可法69③")
def no_public_harm(f: CaseFacts) -> Answer:
    if f.details.get("public_harm") == "yes":
        return no("撤销可能对公共利益造成重大损害，不予撤销", "终止核查，另行采取补救措施", Step.DROP_REVIEW)
    return ok("没有标明对公共利益的重大损害")


@gate("retraction.no-interest", "写明公共利益的需要和补偿", "行政许可法8②")
def interest_stated(f: CaseFacts) -> Answer:
    if not str(f.details.get("interest") or "").strip() or not str(f.details.get("compensation") or "").strip():
        return no("没有写明公共利益的需要，或者财产损失的补偿办法", "在案件信息中补填")
    return ok("已写明公共利益的需要和补偿办法")


@gate("holder.untold", "已告知被许可人", "行政许可法7、8①")
def holder_told(f: CaseFacts) -> Answer:
    if asked(f).matter not in {Matter.REVOKE, Matter.RETRACT}:
        return ok("依申请办理，或者是注销")
    if not f.done(Step.TELL_HOLDER):
        return no("还没有告知被许可人拟作的处理、理由和陈述申辩权利", "制作并送达事先告知书", Step.TELL_HOLDER)
    if Doc.HOLDER_NOTICE.label in f.unserved:
        return no("事先告知书还没有送达", "登记送达", Step.SERVE_DOCUMENT)
    return ok("已告知并送达")
