"""Gates of 行政强制措施 while it is in force and when it ends (行政强制法19、21、25、27、28、32、33)."""

from __future__ import annotations

from datetime import date, timedelta

from mingjing.law.coercion_gates import frozen
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Answer, gate, no, ok
from mingjing.law.kinds import DecisionKind, Doc, Penalty, Step

DAY = timedelta(days=1)
HOURS = timedelta(hours=24)
# Penalties for which things may still be held: to be confiscated, or sold for an unpaid fine (强27、46③).
KEEPS = frozenset({Penalty.CONFISCATE_GOODS, Penalty.FINE})
GROUNDS = (
    ("no_violation", "当事人没有违法行为"),
    ("unrelated", "查封、扣押、冻结的与违法行为无关"),
    ("decided", "已经作出处理决定，不再需要"),
    ("expired", "期限已经届满"),
    ("other", "其他不再需要的情形"),
)


def hold_end(f: CaseFacts) -> date | None:
    """The last day of the measure: thirty days and what was added, days of tests told in writing left out (强25).

    It does not roll over days off: the law says 不得超过. While a test runs, the time told for it counts as standing
    still, and not a day more.
    """
    clock = f.clocks.get("seize.hold")
    if clock is None:
        return None
    end = clock.nominal or clock.due
    test, since = f.last(Step.BEGIN_TEST), f.served.get(Doc.TEST_NOTICE)
    if clock.stopped and test and since:
        first = max(since, clock.started_on + DAY)  # the day it began is not counted anyhow
        end += max(test.values["until"] + DAY - first, timedelta(0))
    return end


def must_release(f: CaseFacts) -> str:
    """Why the measure must be lifted now; "" while nothing says so (强19、28、33)."""
    after = f.last(Step.APPROVE_AFTERWARDS)
    if after and after.values.get("result") == "refused":
        return "机关负责人认为不应当采取强制措施（行政强制法19）"
    found = f.last(Step.FIND_UNNEEDED)
    if found:
        return f"{dict(GROUNDS)[found.values['ground']]}（{found.on} 登记）"
    if f.duty and f.duty.of_system:
        if f.duty.over or f.duty.kind == DecisionKind.NO_PENALTY:
            return f"来源案件{f.duty.number}已经终结或者不予处罚，不再需要"
        if f.duty.kind and not f.duty.penalties & KEEPS:
            return f"来源案件{f.duty.number}已经作出决定，没有没收、罚款，不再需要"
    end = hold_end(f)
    return f"期限 {end} 已经届满" if end and f.on > end else ""


@gate("measure.must-release", "没有应当解除的情形", "行政强制法28、33")
def not_to_be_released(f: CaseFacts) -> Answer:
    why = must_release(f)
    if why:
        return no(why, "立即解除，退还财物", Step.RELEASE_MEASURE)
    return ok(f"期限至 {hold_end(f)}")


@gate("approval.missing-after", "紧急实施已补办批准", "行政强制法19")
def approved_afterwards(f: CaseFacts) -> Answer:
    urgent = f.last(Step.TAKE_MEASURE_URGENTLY)
    if urgent is None:
        return ok("不是紧急当场实施")
    after = f.last(Step.APPROVE_AFTERWARDS)
    if after and after.by in f.handled_by:
        return no("补办批准的人是本案承办人，或者曾经承办本案", "由未承办本案的负责人决定", Step.RELEASE_MEASURE)
    if after:
        return ok("已报告并补办")
    return no(
        f"紧急当场实施，{urgent.at + HOURS:%Y-%m-%d %H:%M} 前应当报告并补办批准",
        "向机关负责人报告，补办批准手续",
        Step.APPROVE_AFTERWARDS,
    )


@gate("approval.not-urgent", "有待补办的批准", "行政强制法19")
def approval_due(f: CaseFacts) -> Answer:
    if f.done(Step.TAKE_MEASURE_URGENTLY) and not f.done(Step.APPROVE_AFTERWARDS):
        return ok("紧急当场实施，尚未补办")
    return no("没有需要补办批准的紧急实施", "不需要办理")


@gate("hold.extended", "没有延长过", "行政强制法25①、32①")
def not_yet_extended(f: CaseFacts) -> Answer:
    clock = f.clocks.get("seize.hold")
    if clock and clock.extended:
        return no("已经延长过一次，延长不得超过三十日", "在期限内作出处理决定，或者解除", Step.RELEASE_MEASURE)
    return ok("尚未延长")


def _running(f: CaseFacts) -> bool:
    last = f.last(Step.BEGIN_TEST, Step.END_TEST)
    return last is not None and last.step is Step.BEGIN_TEST


@gate("test.running", "没有正在进行的检测、鉴定", "行政强制法25③")
def no_test_running(f: CaseFacts) -> Answer:
    if _running(f):
        return no("检测、检验、检疫、技术鉴定还没有结束", "结束后登记", Step.END_TEST)
    return ok("没有")


@gate("test.none", "有正在进行的检测、鉴定", "行政强制法25③")
def test_running(f: CaseFacts) -> Answer:
    return ok("正在进行") if _running(f) else no("没有正在进行的检测、鉴定", "不需要办理")


@gate("test.not-for-freeze", "是查封、扣押", "行政强制法21、25③、27")
def things_held(f: CaseFacts) -> Answer:
    return no("冻结没有物品", "不适用于冻结") if frozen(f) else ok("查封、扣押")


@gate("decision.served-already", "决定书还没有送达", "行政强制法24①、31")
def not_yet_served(f: CaseFacts) -> Answer:
    if f.decision and f.decision.served_on:
        return no(f"{f.decision.served_on} 已经交付", "不需要再次送达")
    return ok("尚未交付")


@gate("return.open", "财物已退还", "行政强制法28②")
def things_returned(f: CaseFacts) -> Answer:
    if frozen(f) or not f.done(Step.RELEASE_MEASURE) or f.done(Step.RETURN_SEIZED):
        return ok("已退还，或者没有需要退还的")
    return no("解除后还没有退还财物", "立即退还，由当事人在清单上签名", Step.RETURN_SEIZED)


@gate("return.nothing", "有需要退还的财物", "行政强制法28②")
def something_to_return(f: CaseFacts) -> Answer:
    if f.done(Step.RELEASE_MEASURE) and not f.done(Step.RETURN_SEIZED) and not frozen(f):
        return ok("已解除，尚未退还")
    return no("没有需要退还的财物", "不需要办理")


@gate("measure.taken", "还没有采取措施", "行政强制法18、24")
def not_yet_taken(f: CaseFacts) -> Answer:
    return no("本案的措施已经采取", "需要另行采取的，另行报批") if f.decisions else ok("尚未采取")
