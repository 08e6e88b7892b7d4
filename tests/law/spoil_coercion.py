"""How ready facts of 行政强制 are spoiled, one gate at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import DecisionKind, Doc, Step
from tests.law.ready import TODAY
from tests.law.ready_coercion import DAY, HEAD, MONEY, TOLD, after, clock, detail, given, took, without

# gate code → how to spoil ready facts so that this gate alone must answer.
Spoil = Callable[[CaseFacts], CaseFacts]


def _late(f: CaseFacts) -> CaseFacts:
    return clock(f, "seize.hold", due=TODAY - DAY, nominal=TODAY - DAY)


SPOIL: dict[str, Spoil] = {
    # measures
    "organ.entrusted": lambda f: replace(f, entrusted=True),
    "measure.not-empowered": lambda f: replace(f, power_name="扣留证件"),
    "basis.not-law": lambda f: detail(f, basis="《某某管理办法》第三条"),
    "freeze.amount": lambda f: detail(replace(f, power_name="冻结存款、汇款"), measure="freeze", amount=2, involved=1),
    "measure.unapproved": lambda f: without(f, Step.APPROVE_MEASURE),
    "review.reviewer-conflict": lambda f: replace(f, reviewer="p1"),
    "measure.signer": lambda f: replace(f, signer="p7"),
    "certificate.not-shown": lambda f: given(f, Step.TELL_ON_SITE, certificates_shown=False),
    "party.not-called": lambda f: given(f, Step.TELL_ON_SITE, called=" "),
    "party.not-told": lambda f: given(f, Step.TELL_ON_SITE, told_remedy=False),
    "party.not-heard": lambda f: given(f, Step.TELL_ON_SITE, answer=""),
    "witness.none": lambda f: given(
        given(f, Step.TELL_ON_SITE, present="absent"), Step.RECORD_ON_SITE, signed="witness"
    ),
    "record.none": lambda f: after(f, TOLD),
    "record.unsigned": lambda f: given(f, Step.RECORD_ON_SITE, signed="refused"),
    "goods.none": lambda f: given(f, Step.RECORD_ON_SITE, goods=[]),
    "goods.unrelated": lambda f: given(f, Step.RECORD_ON_SITE, related=False),
    "goods.necessities": lambda f: given(f, Step.RECORD_ON_SITE, no_necessities=False),
    "goods.elsewhere": lambda f: replace(f, elsewhere=("肉制品（A1）已由某局查封",)),
    "decision.differs": lambda f: replace(
        f, draft_doc=Doc.MEASURE_DECISION, draft_values={"goods": [{"name": "肉制品", "quantity": "13箱"}]}
    ),
    "measure.taken": lambda f: replace(f, decisions=(DecisionKind.MEASURE,)),
    "approval.missing-after": lambda f: after(f, took(Step.TAKE_MEASURE_URGENTLY)),
    "approval.not-urgent": lambda f: without(f, Step.TAKE_MEASURE_URGENTLY),
    "measure.must-release": _late,
    "hold.extended": lambda f: clock(f, "seize.hold", extended=True),
    "test.running": lambda f: after(f, took(Step.BEGIN_TEST, until=TODAY)),
    "test.none": lambda f: without(f, Step.BEGIN_TEST),
    "test.not-for-freeze": lambda f: detail(f, measure="freeze"),
    "decision.served-already": lambda f: replace(f, decision=replace(f.decision, served_on=TODAY)),  # type: ignore[type-var]
    "return.open": lambda f: without(f, Step.RETURN_SEIZED),
    "return.nothing": lambda f: after(f, took(Step.RETURN_SEIZED)),
    # executions
    "duty.unknown": lambda f: replace(f, duty=replace(f.duty, number="")),  # type: ignore[type-var]
    "duty.not-overdue": lambda f: replace(f, duty=replace(f.duty, perform_by=TODAY)),  # type: ignore[type-var]
    "duty.annulled": lambda f: replace(f, duty=replace(f.duty, annulled=True)),  # type: ignore[type-var]
    "duty.not-money": lambda f: detail(f, duty_kind="other"),
    "payment.nothing-left": lambda f: after(
        detail(f, duty_kind="money", method="transfer"), took(Step.PAY_DUTY, what="duty", amount=10**9, paid_on=TODAY)
    ),
    "payment.left": lambda f: detail(f, duty_kind="money"),
    "power.no-execution": lambda f: detail(f, own_basis=""),
    "power.own-execution": lambda f: detail(f, own_power="own"),
    "demand.open": lambda f: clock(f, "execution.demand", due=TODAY),
    "views.unanswered": lambda f: after(f, took(Step.RECORD_VIEWS)),
    "views.none": lambda f: without(f, Step.RECORD_VIEWS),
    "method.unfit": lambda f: detail(f, method="clear" if f.details["duty_kind"] == "demolish" else ""),
    "method.substitute": lambda f: detail(f, duty_kind="restore", method="substitute", harm="traffic"),
    "charge.too-early": lambda f: detail(f, duty_kind="money", method="auction"),
    "transfer.not-empowered": lambda f: replace(
        detail(MONEY, duty_kind="money", method="transfer"), power_name="加处罚款"
    ),
    "substitute.not-allowed": lambda f: detail(f, harm="none"),
    "clearing.not-fit": lambda f: detail(f, duty_kind="restore"),
    "execution.utilities": lambda f: replace(f, draft_values={"method_text": "停止供水，直至履行。"}),
    "decision.exists": lambda f: replace(f, decisions=(DecisionKind.EXECUTION,)),
    "execution.rest-time": lambda f: replace(f, holiday=True),
    "execution.holiday-written": lambda f: without(replace(f, holiday_written=True), Step.RECORD_FLIGHT),
    "execution.too-early": lambda f: replace(f, draft_values={"execute_on": (TODAY + DAY).isoformat()}),
    "agreement.in-force": lambda f: after(f, took(Step.AGREE_EXECUTION)),
    "demolition.not-announced": lambda f: without(f, Step.ANNOUNCE_DEMOLITION),
    "demolition.remedy-open": lambda f: replace(f, duty=replace(f.duty, remedy_end=TODAY)),  # type: ignore[type-var]
    "demolition.only": lambda f: detail(f, duty_kind="restore"),
    "substitute.only": lambda f: without(f, Step.DECIDE_SUBSTITUTE),
    "substitute.demand-first": lambda f: after(f, took(Step.DECIDE_SUBSTITUTE, by=HEAD)),
    "execution.not-begun": lambda f: without(f, Step.EXECUTE),
    "execution.suspended-already": lambda f: after(f, took(Step.AGREE_EXECUTION)),
    "execution.nothing-to-resume": lambda f: without(f, Step.SUSPEND_EXECUTION),
    "execution.lapsed": lambda f: clock(f, "execution.lapse", due=TODAY - DAY),
    "court.window": lambda f: replace(f, duty=replace(f.duty, court_end=TODAY - DAY)),  # type: ignore[type-var]
    "court.not-granted": lambda f: given(f, Step.RECORD_RULING, result="refused"),
}
