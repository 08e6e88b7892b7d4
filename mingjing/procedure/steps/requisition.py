"""应急征用: the list handed over, use, return counted to the piece, losses, compensation (突发事件应对法12、76)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from mingjing.law import goods, requisition_gates
from mingjing.law.kinds import Doc, Step
from mingjing.law.levy_gates import yuan
from mingjing.procedure import limits, money
from mingjing.procedure.models import StepTaken
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import decision
from mingjing.procedure.steps.levying import minute, numbered, past
from mingjing.procedure.taking import Taking

KINDS = ("使用", "毁损", "灭失")


def _counted(rows: list[dict[str, Any]], column: str = "quantity") -> Counter[str]:
    """Name → count. Raises FormIncomplete naming what is not a whole number."""
    try:
        return goods.counted(rows, column)
    except ValueError as wrong:
        raise FormIncomplete({"goods": f"物品清单的数量：{wrong}"}) from None


def _listed(rows: list[dict[str, Any]]) -> Counter[str]:
    """A list to be signed: every name once, at least one of each."""
    found = _counted(rows)
    if len(found) != len(rows):
        raise FormIncomplete({"goods": "物品名称有重复，同名的合并，不同的写明型号、编号"})
    if min(found.values()) < 1:
        raise FormIncomplete({"goods": "每项物品的数量至少为 1"})
    return found


def approve(t: Taking) -> None:
    """The decision lists what may be taken; nothing else may be."""
    numbered(t)
    _decide(t, t.case.details["goods"])


def complete(t: Taking) -> None:
    """The papers afterwards: the decision lists what was in fact taken on the spot."""
    last = t.facts.last(Step.REQUISITION_URGENTLY)
    assert last is not None
    _decide(t, last.values["goods"])


def _decide(t: Taking, rows: list[dict[str, Any]]) -> None:
    """A text that was drafted and reviewed before must list the same goods."""
    wanted = _listed(rows)
    t.values = {**t.values, "goods": _rows(rows)}
    decision.decide(t)
    if _counted(t.made[Doc.REQUISITION_DECISION].values["goods"]) != wanted:
        raise FormIncomplete({"goods": "征用决定书稿所列物品与拟征用（已征用）的不一致，改正后重新送审"})


def _rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "quantity": str(row["quantity"])} for row in rows]


def take(t: Taking) -> None:
    """Handed over against a list both sides sign; not more of anything than was decided."""
    past(t, "handed_at")
    found = _listed(t.values["goods"])
    urgent = t.step is Step.REQUISITION_URGENTLY
    if urgent:
        numbered(t)
    else:
        allowed = goods.counted(t.case.details["goods"])
        over = found - allowed
        if over:
            raise FormIncomplete({"goods": f"超出征用决定的范围：{goods.listed(over)}；确需增加的另行决定"})
    t.paper(
        Doc.REQUISITION_LIST, handed_at=minute(t.values["handed_at"]), place=t.values["place"],
        goods=_rows(t.values["goods"]), present_name=t.values["present_name"], remark=t.values["remark"],
        urgent_reason=t.values["reason"] if urgent else None,
    )  # fmt: skip


def use(t: Taking) -> None:
    past(t, "used_from", "used_to")
    v = t.values
    t.paper(
        Doc.USE_RECORD, used_from=minute(v["used_from"]), used_to=minute(v["used_to"]), place=v["place"],
        used_by=v["used_by"], content=v["content"], finished="yes" if t.step is Step.END_USE else "no",
    )  # fmt: skip


def give_back(t: Taking) -> None:
    """Every piece comes back, whole or damaged, or is said to be lost: never more than is out."""
    past(t, "returned_at")
    rows = t.values["goods"]
    back: Counter[str] = Counter()
    for fate in goods.FATES:
        back += _counted(rows, fate)
    left = goods.outstanding(t.facts)
    over = back - left
    if over:
        raise FormIncomplete(
            {"goods": f"多于尚未返还的数量：{goods.listed(over)}（尚未返还：{goods.listed(left) or '无'}）"}
        )
    if not back:
        raise FormIncomplete({"goods": "填写返还、毁损或者灭失的数量"})
    bare = [r["name"] for r in rows if goods.whole(r.get("damaged")) + goods.whole(r.get("lost")) and not r.get("note")]
    if bare:
        raise FormIncomplete({"goods": f"毁损、灭失的写明情况：{'、'.join(bare)}"})
    shown = [{name: str(value) for name, value in row.items() if value not in ("", None)} for row in rows]
    t.paper(
        Doc.RETURN_NOTE, returned_at=minute(t.values["returned_at"]), place=t.values["place"], goods=shown,
        present_name=t.values["present_name"], remark=t.values["remark"],
    )  # fmt: skip
    if not left - back:
        limits.meet(t.case, "requisition.return", on=t.on)


def assess(t: Taking) -> None:
    """Each loss in money; what came back damaged or not at all must stand among them (突发法12)."""
    rows: list[dict[str, Any]] = []
    known = set(goods.taken(t.facts))
    for number, row in enumerate(t.values["losses"], 1):
        try:
            amount = money.fen(row.get("amount"))
        except ValueError as wrong:
            raise FormIncomplete({"losses": f"损失第 {number} 行：{wrong}"}) from None
        if row.get("kind") not in KINDS:
            raise FormIncomplete({"losses": f"损失第 {number} 行：损失种类写{'、'.join(KINDS)}"})
        if str(row["name"]).strip() not in known:
            raise FormIncomplete({"losses": f"损失第 {number} 行：“{row['name']}”不在征用物品清单中"})
        rows.append({**row, "amount": amount})
    worth: Counter[str] = Counter()
    for row in rows:
        worth[str(row["name"]).strip()] += row["amount"] if row["kind"] != "使用" else 0
    bare = [name for name in goods.came_back(t.facts, "damaged", "lost") if worth[name] <= 0]
    if bare:
        raise FormIncomplete({"losses": f"毁损、灭失的物品没有评估损失：{'、'.join(bare)}"})
    total = sum(row["amount"] for row in rows)
    if total <= 0:
        raise FormIncomplete({"losses": "财产被征用的，应当给予公平、合理的补偿，损失合计要大于 0"})
    t.values = {**t.values, "losses": rows, "total": total}
    t.paper(
        Doc.DAMAGE_REPORT, losses=rows, total=total, assessor=t.values["assessor"], party_view=t.values["party_view"]
    )


def compensate(t: Taking) -> None:
    """Not a 分 below what was assessed."""
    last = t.facts.last(Step.ASSESS_DAMAGE)
    assert last is not None
    total, amount = last.values["total"], t.values["amount"]
    if amount < total:
        raise FormIncomplete({"amount": f"补偿金额 {yuan(amount)}，低于评估的损失 {yuan(total)}"})
    if t.values["pay_by"] < t.on:
        raise FormIncomplete({"pay_by": "支付期限不能早于今天"})
    t.values = {**t.values, "losses": last.values["losses"]}
    t.amount = 0  # it obliges the organ, not the party
    decision.decide(t)


def pay(t: Taking) -> None:
    """Paid out by the treasury, or deposited for who does not take it; never more than was decided."""
    v, errors = t.values, {}
    total, before = requisition_gates.compensation(t.facts), requisition_gates.compensated(t.facts)
    if v["amount"] > total - before:
        errors["amount"] = f"超过尚未支付的补偿 {yuan(total - before)}"
    if StepTaken.objects.filter(step=Step.PAY_COMPENSATION, values__voucher=v["voucher"]).exists():
        errors["voucher"] = "这张支付凭证已经登记过"
    decided = t.case.decided_on
    if decided and v["paid_on"] < decided:
        errors["paid_on"] = f"支付日期不能早于决定日期（{decided}）"
    if errors:
        raise FormIncomplete(errors)
    t.act.data["amount"] = v["amount"]
    t.paper(
        Doc.COMPENSATION_PAYMENT, total=total, amount=v["amount"], paid_before=before or None, way=v["way"],
        voucher=v["voucher"], bank=v["bank"], paid_on=v["paid_on"].isoformat(),
    )  # fmt: skip
    if v["amount"] == total - before:
        limits.meet(t.case, "requisition.compensate", on=t.on)


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.APPROVE_REQUISITION: approve,
    Step.COMPLETE_REQUISITION: complete,
    Step.REQUISITION: take,
    Step.REQUISITION_URGENTLY: take,
    Step.RECORD_USE: use,
    Step.END_USE: use,
    Step.RETURN_GOODS: give_back,
    Step.ASSESS_DAMAGE: assess,
    Step.COMPENSATE_REQUISITION: compensate,
    Step.PAY_COMPENSATION: pay,
}
