"""What is owed in an execution of money, and the gates on it (行政强制法45–47)."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok, wait
from mingjing.law.kinds import Step
from mingjing.law.limit_table import rate
from mingjing.law.limits import Rate


def is_money(f: CaseFacts) -> bool:
    """Whether the duty is to pay."""
    return f.details.get("duty_kind") == "money"


def daily(details: Any, on: date) -> Rate:
    """The rate that grows on the duty: 加处罚款 of 处72, or the 滞纳金 of the law that was named at opening."""
    if details.get("charge") == "late_fee":
        per, basis = int(details.get("late_rate") or 0), details.get("late_basis") or ""
        return Rate(rule_id="late.given", label="滞纳金", per_myriad=per, cap=1, basis=basis, valid_from=on)
    return rate("surcharge.fine", on)


def paid(f: CaseFacts) -> list[tuple[date, int]]:
    """Every payment on the duty: day and 分. What was paid for the cost of 代履行 is not among them."""
    return [(t.values["paid_on"], t.values["amount"]) for t in f.each(Step.PAY_DUTY) if t.values["what"] == "duty"]


def charged(f: CaseFacts) -> int:
    """分 that have grown by the last decision on it, what an agreement forgave left out (强42①)."""
    last = f.last(Step.CHARGE_DAILY)
    forgiven = sum(t.values.get("remission") or 0 for t in f.each(Step.AGREE_EXECUTION))
    return max(0, last.values["amount"] - forgiven) if last else 0


def outstanding(f: CaseFacts) -> int:
    """分 still owed: principal and what has grown, less every payment."""
    principal = f.duty.principal if f.duty else 0
    return max(0, principal + charged(f) - sum(amount for _, amount in paid(f)))


def unpaid_principal(f: CaseFacts) -> int:
    """分 of the principal that no payment has covered; payments go to it first."""
    principal = f.duty.principal if f.duty else 0
    return max(0, principal - sum(amount for _, amount in paid(f)))


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f} 元"


@gate("duty.not-money", "是金钱给付义务", "行政强制法45①")
def duty_is_money(f: CaseFacts) -> Answer:
    if is_money(f) and f.duty and f.duty.principal > 0:
        return ok(_yuan(f.duty.principal))
    return no("不是金钱给付义务，或者没有填写金额", "不适用；是金钱给付义务的，补填金额")


@gate("payment.nothing-left", "还有应缴未缴的款项", "行政强制法37①、45①")
def still_owed(f: CaseFacts) -> Answer:
    if not is_money(f):
        return ok("不是金钱给付义务")
    left = outstanding(f)
    return ok(f"欠 {_yuan(left)}") if left else no("款项已经缴清", "登记自行履行，结案", Step.PERFORM_SELF)


@gate("payment.left", "应缴款项已经缴清", "行政强制法37①、45")
def all_paid(f: CaseFacts) -> Answer:
    if not is_money(f):
        return ok("不是金钱给付义务")
    left = outstanding(f)
    return no(f"还欠 {_yuan(left)}", "登记缴款", Step.PAY_DUTY) if left else ok("已缴清")


@gate("charge.too-early", "加处罚款、滞纳金超过三十日", "行政强制法46①")
def thirty_days_charged(f: CaseFacts) -> Answer:
    if not is_money(f):
        return ok("不是金钱给付义务")
    if not f.done(Step.CHARGE_DAILY):
        return no("还没有加处罚款或者滞纳金", "先加处，告知标准", Step.CHARGE_DAILY)
    clock = f.clocks.get("charge.thirty")
    if clock is None:
        return no("加处罚款（滞纳金）决定书还没有送达", "送达决定书", Step.SERVE_DOCUMENT)
    if f.on <= clock.due:
        return wait(f"三十日到 {clock.due} 届满", "超过三十日、经催告仍不履行的，再强制执行")
    return ok(f"{clock.due} 届满")


@gate("transfer.not-empowered", "法律规定本机关可以划拨", "行政强制法47①")
def may_transfer(f: CaseFacts) -> Answer:
    if f.details.get("method") != "transfer" or "划拨" in f.power_name:
        return ok("不是划拨，或者职权包括划拨")
    return no(f"职权“{f.power_name}”不包括划拨存款、汇款", "改用其他方式，或者申请人民法院强制执行")
