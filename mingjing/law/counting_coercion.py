"""Counting 行政强制: measures by decision, execution when completed or ended, the court by application (杭州口径)."""

from __future__ import annotations

from collections.abc import Iterator

from mingjing.law.counted import Act, Line
from mingjing.law.counting_rules import Rules, Switch
from mingjing.law.kinds import DecisionKind, Step

MEASURES = {"seal": "measure.seal", "seize": "measure.seize", "freeze": "measure.freeze", "person": "measure.person"}
METHODS = {
    "transfer": "execution.transfer",
    "auction": "execution.auction",
    "clear": "execution.removal",
    "substitute": "execution.substitute",
    "demolish": "execution.other",
}
GROWN = (Step.CHARGE_DAILY, Step.IMPOSE_SURCHARGE, Step.FEE_LATE)
COURT = (Step.APPLY_COURT, Step.APPLY_COURT_DUTY, Step.APPLY_COURT_LEVY)
#: What ends a duty: from then on what has grown on it no longer grows.
OVER = (
    Step.RECORD_EXECUTION, Step.END_COLLECTION, Step.FINISH_EXECUTION, Step.END_EXECUTION, Step.PERFORM_SELF,
    Step.COURT_DONE,
)  # fmt: skip


def lines(act: Act, rules: Rules) -> Iterator[Line]:
    """A measure under its kind, an execution under its way of being carried out."""
    for decided in act.of(DecisionKind.MEASURE):
        yield Line(MEASURES.get(str(act.details.get("measure")), "measure.other"), decided.on)
    if act.of(DecisionKind.EXECUTION, DecisionKind.CLEARING):
        for done in act.each(Step.FINISH_EXECUTION, Step.END_EXECUTION):
            yield Line(_way(act, rules), done.on)
    yield from surcharge(act)
    yield from court(act)


def _way(act: Act, rules: Rules) -> str:
    if act.of(DecisionKind.CLEARING):  # 立即代履行 (强52)
        return METHODS["substitute"]
    method = str(act.details.get("method"))
    if method == "demolish":
        last = act.of(DecisionKind.EXECUTION)[-1].on
        if rules.counts(Switch.DEMOLITION_AS_REMOVAL, act.region, last):
            return METHODS["clear"]
    return METHODS.get(method, "execution.other")


def surcharge(act: Act) -> Iterator[Line]:
    """加处罚款、滞纳金 counts once, when the duty it grew on is over."""
    grown, over = act.last(*GROWN), act.last(*OVER)
    if grown and over and over.on >= grown.on:
        yield Line("execution.charge", over.on)


def court(act: Act) -> Iterator[Line]:
    """申请法院强制执行 on the day of the application."""
    for done in act.each(*COURT):
        yield Line("execution.court", done.on)
