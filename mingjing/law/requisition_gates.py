"""Gates of the emergency requisition: goods listed, handed over, returned, assessed, compensated (突发法12、76)."""

from __future__ import annotations

from mingjing.law import goods
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok
from mingjing.law.kinds import DecisionKind, Step
from mingjing.law.levy_gates import yuan

LAW = "突发事件应对法12"
TAKE = "突发事件应对法12、76"


@gate("goods.unlisted", "拟征用物品已列明", TAKE)
def goods_listed(f: CaseFacts) -> Answer:
    rows = f.details.get("goods") or []
    if not rows:
        return no("没有列明拟征用的物品、场地或者交通工具", "在事项信息中列明名称、数量、状况、权利人")
    return ok(goods.listed(goods.counted(rows)))


@gate("emergency.unnamed", "为应对突发事件", TAKE)
def emergency_named(f: CaseFacts) -> Answer:
    if f.details.get("event"):
        return ok(f.details["event"])
    return no("没有写明所应对的突发事件", "写明突发事件和启动应急响应的依据；不是应对突发事件的不得征用")


@gate("requisition.none", "征用决定有效", TAKE)
def requisition_decided(f: CaseFacts) -> Answer:
    if DecisionKind.REQUISITION in f.decisions:
        return ok("已作出征用决定")
    step = Step.COMPLETE_REQUISITION if f.done(Step.REQUISITION_URGENTLY) else Step.APPROVE_REQUISITION
    return no("还没有作出征用决定", "作出征用决定；先行征用的补办手续", step)


@gate("goods.taken", "物品尚未交接", TAKE)
def not_taken(f: CaseFacts) -> Answer:
    last = f.last(*goods.TAKING)
    return no(f"{last.on} 已交接", "不需要再次交接；增加物品的另行决定") if last else ok("尚未交接")


@gate("goods.not-taken", "物品已凭清单交接", TAKE)
def goods_taken(f: CaseFacts) -> Answer:
    last = f.last(*goods.TAKING)
    if last is None:
        return no("物品还没有凭清单交接", "当面清点、填写清单、双方签名", Step.REQUISITION)
    return ok(f"{last.on} 交接：{goods.listed(goods.taken(f))}")


@gate("goods.none-left", "还有物品在使用", LAW)
def some_left(f: CaseFacts) -> Answer:
    left = goods.outstanding(f)
    return ok(f"在用：{goods.listed(left)}") if left else no("物品已全部返还或者登记毁损、灭失", "不需要办理")


@gate("goods.outstanding", "物品全部返还或者登记毁损、灭失", LAW)
def all_accounted(f: CaseFacts) -> Answer:
    left = goods.outstanding(f)
    if left:
        return no(f"还没有返还：{goods.listed(left)}", "返还；毁损、灭失的如实登记", Step.RETURN_GOODS)
    return ok("全部返还或者已登记毁损、灭失")


@gate("use.unrecorded", "有使用记录", "突发事件应对法12；三政办〔2019〕16号三(二)")
def use_recorded(f: CaseFacts) -> Answer:
    if f.done(Step.RECORD_USE, Step.END_USE):
        return ok("已登记使用情况")
    return no("没有使用记录", "登记使用时间、地点、用途和使用人", Step.RECORD_USE)


@gate("use.ended", "尚未登记使用完毕", LAW)
def use_not_ended(f: CaseFacts) -> Answer:
    last = f.last(Step.END_USE)
    return no(f"{last.on} 已登记使用完毕", "返还被征用财产", Step.RETURN_GOODS) if last else ok("尚在使用")


@gate("damage.uncovered", "毁损、灭失逐项评估", LAW)
def losses_covered(f: CaseFacts) -> Answer:
    """Every item that came back damaged or not at all has its loss in money: compensation covers it."""
    if not f.done(Step.ASSESS_DAMAGE):
        return no("还没有评估损失", "逐项评估使用、毁损、灭失的损失", Step.ASSESS_DAMAGE)
    worth = goods.assessed_losses(f)
    bare = [name for name in goods.came_back(f, "damaged", "lost") if worth[name] <= 0]
    if bare:
        return no(f"没有评估损失：{'、'.join(bare)}", "补充评估", Step.ASSESS_DAMAGE)
    return ok(f"评估损失 {yuan(sum(worth.values()))}")


@gate("compensation.undecided", "已作出补偿决定", LAW)
def compensation_decided(f: CaseFacts) -> Answer:
    if DecisionKind.COMPENSATION in f.decisions:
        return ok("已作出补偿决定")
    return no("还没有作出补偿决定", "依评估作出补偿决定", Step.COMPENSATE_REQUISITION)


def compensation(f: CaseFacts) -> int:
    """分 that was decided or agreed as compensation."""
    last = f.last(Step.COMPENSATE_REQUISITION, Step.DECIDE_COMPENSATION, Step.SIGN_AGREEMENT)
    return int(last.values["amount"]) if last else 0


def compensated(f: CaseFacts) -> int:
    """分 of compensation paid out, or deposited for whoever does not take it."""
    return sum(t.values["amount"] for t in f.each(Step.PAY_COMPENSATION))


@gate("compensation.paid", "补偿尚未付清", "突发事件应对法12；国有土地上房屋征收与补偿条例27")
def compensation_open(f: CaseFacts) -> Answer:
    left = compensation(f) - compensated(f)
    return ok(f"还应支付 {yuan(left)}") if left > 0 else no("补偿已付清", "不需要办理")


@gate("compensation.unpaid", "补偿已付清", "突发事件应对法12；国有土地上房屋征收与补偿条例27")
def compensation_paid(f: CaseFacts) -> Answer:
    left = compensation(f) - compensated(f)
    if left > 0:
        return no(f"还有补偿 {yuan(left)} 没有支付", "支付补偿，拒收的提存或者专户存储", Step.PAY_COMPENSATION)
    return ok(f"已支付 {yuan(compensated(f))}")
