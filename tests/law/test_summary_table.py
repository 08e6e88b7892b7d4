"""The table of 简易程序: ready facts pass, every gate blocks alone with its article, and the amounts to the 分."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mingjing.law import procedures
from mingjing.law.facts import CaseFacts, DecisionFact, RecordingNeed
from mingjing.law.kinds import DecisionKind, Doc, PartyKind, Penalty, Stage, Step
from mingjing.law.reviewing import discussion_grounds, review_grounds
from mingjing.law.summary import SUMMARY
from mingjing.law.thresholds import Proposal, not_on_spot, small_enough_to_collect, threshold
from tests.law import ready
from tests.law.ready import CLUE, TODAY, took

pytestmark = pytest.mark.pure
RULES = SUMMARY.rules
FINE = 50_00
PROPOSAL = Proposal(PartyKind.PERSON, "城市管理", TODAY, frozenset({Penalty.FINE}), FINE)
TOLD = {"told_fine": FINE, "told_penalties": ["fine"]}

SCENE = replace(
    CLUE,
    stage=Stage.SCENE,
    field="城市管理",
    party_kind=PartyKind.PERSON,
    party_age_at_act=30,
    proposal=PROPOSAL,
    evidence_count=1,
    details={"certain": True},
    documents=frozenset(),
    signer="p1",
)
HEARD = took(took(SCENE, Step.TELL_RIGHTS, **TOLD), Step.HEAR_PARTY, said="none")
SERVED = replace(
    HEARD,
    stage=Stage.SERVED,
    decision=DecisionFact(
        "summary_penalty", TODAY, FINE, False, TODAY, True, payment_due=date(2026, 12, 8),
        remedy_end=date(2027, 1, 22), court_window_end=date(2027, 4, 22),
    ),
)  # fmt: skip
PAID = replace(SERVED, decision=replace(SERVED.decision, paid=FINE))  # type: ignore[type-var]
OWING = replace(
    SERVED,
    on=date(2027, 2, 1),
    decision=replace(SERVED.decision, demanded_on=date(2027, 1, 4), demand_due=date(2027, 1, 18)),  # type: ignore[type-var]
)
DONE = replace(took(PAID, Step.REPORT_BACK), stage=Stage.EXECUTED)

READY: dict[Step, CaseFacts] = {
    Step.ASSIGN_HANDLERS: SCENE,
    Step.REQUEST_RECUSAL: SCENE,
    Step.DECIDE_RECUSAL: SCENE,
    Step.TELL_RIGHTS: SCENE,
    Step.HEAR_PARTY: took(SCENE, Step.TELL_RIGHTS, **TOLD),
    Step.DECIDE_ON_SPOT: HEARD,
    Step.CONVERT: SCENE,
    Step.TERMINATE: SCENE,
    Step.ANNUL: SERVED,
    Step.REPORT_BACK: SERVED,
    Step.SERVE_DOCUMENT: SERVED,
    Step.RECORD_PAYMENT: SERVED,
    Step.COLLECT_ON_SPOT: SERVED,
    Step.HAND_IN: took(PAID, Step.COLLECT_ON_SPOT),
    Step.BANK_IN: took(PAID, Step.COLLECT_ON_SPOT, Step.HAND_IN),
    Step.GRANT_DEFERRAL: SERVED,
    Step.SEEK_REMEDY: SERVED,
    Step.END_COLLECTION: SERVED,
    Step.IMPOSE_SURCHARGE: OWING,
    Step.DEMAND: OWING,
    Step.APPLY_COURT: OWING,
    Step.RECORD_EXECUTION: PAID,
    Step.CLOSE: DONE,
    Step.ARCHIVE: replace(DONE, stage=Stage.CLOSED),
}
SPOIL: dict[str, Callable[[CaseFacts], CaseFacts]] = {
    **ready.SPOIL,
    "surcharge.nothing": lambda f: replace(f, decision=replace(f.decision, surcharge=FINE)),
    "spot.above": lambda f: replace(
        f, proposal=replace(PROPOSAL, penalties=frozenset({Penalty.PUBLIC_CRITICISM}), fine=0)
    ),
    "spot.uncertain": lambda f: replace(f, details={}),
    "spot.major": lambda f: replace(f, proposal=replace(PROPOSAL, complex_case=True)),
    "spot.not-told": lambda f: replace(f, history=()),
    "spot.not-heard": lambda f: replace(f, history=f.history[:1]),
    "spot.heavier": lambda f: replace(f, proposal=replace(PROPOSAL, fine=FINE + 1)),
    "spot.signer": lambda f: replace(f, signer="p9"),
    "spot.unreported": lambda f: replace(f, history=()),
    "recording.missing": lambda f: replace(f, recordings=(RecordingNeed("spot", "当场处罚", True, False),)),
    "payment.none-owed": lambda f: replace(f, decision=replace(f.decision, paid=FINE)),
    "decision.exists": lambda f: replace(f, decision=SERVED.decision),
}
ALSO = {
    ("spot.not-told", Step.DECIDE_ON_SPOT): {"spot.not-heard"},
    ("spot.above", Step.DECIDE_ON_SPOT): {"spot.heavier"},
    ("case.not-closed", Step.ARCHIVE): {"stage.wrong"},
    ("decision.unserved", Step.APPLY_COURT): set(),
}
PAIRS = [(step, gate) for step, rule in RULES.items() for gate in rule.gates]


@pytest.mark.parametrize("step", RULES, ids=str)
def test_ready_facts_pass_every_step(step: Step) -> None:
    assert procedures.blockers(SUMMARY.version, READY[step], step) == ()


@pytest.mark.clause("D2.2")
@pytest.mark.law("行政处罚法51", "行政处罚法52", "行政处罚法44", "行政处罚法45")
@pytest.mark.parametrize(("step", "gate"), PAIRS, ids=lambda x: str(getattr(x, "code", x)))
def test_every_gate_blocks_alone_with_its_article_and_a_cure(step: Step, gate) -> None:  # noqa: ANN001
    found = procedures.blockers(SUMMARY.version, SPOIL[gate.code](READY[step]), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    more = {"payment.incomplete"} if gate.code.startswith("decision.") else set()
    assert codes <= {gate.code} | ALSO.get((gate.code, step), set()) | more
    mine = next(b for b in found if b.code == gate.code)
    assert (mine.article, bool(mine.cure)) == (gate.article, True)


@pytest.mark.parametrize("step", RULES, ids=str)
def test_a_step_out_of_order_is_refused_first_by_its_stage(step: Step) -> None:
    wrong = next(s for s in Stage if s not in RULES[step].starts_from)
    assert procedures.blockers(SUMMARY.version, replace(READY[step], stage=wrong), step)[0].code == "stage.wrong"


LIMITS = [
    (PartyKind.PERSON, date(2026, 1, 1), 200_00),
    (PartyKind.SOLE_TRADER, date(2026, 1, 1), 200_00),
    (PartyKind.ORGANISATION, date(2026, 1, 1), 3_000_00),
    (PartyKind.PERSON, date(2021, 7, 14), 50_00),
    (PartyKind.ORGANISATION, date(2021, 7, 14), 1_000_00),
]


@pytest.mark.law("行政处罚法51")
@pytest.mark.parametrize(("kind", "on", "limit"), LIMITS, ids=lambda x: str(x))
def test_the_limit_includes_its_own_number_and_nothing_above(kind: PartyKind, on: date, limit: int) -> None:
    asked = replace(PROPOSAL, party_kind=kind, on=on)
    for fine, fits in ((limit - 1, True), (limit, True), (limit + 1, False)):
        assert (not_on_spot(replace(asked, fine=fine)) == ()) is fits
    assert threshold("summary", asked).basis.startswith("行政处罚法")


@pytest.mark.law("行政处罚法51")
@pytest.mark.parametrize("kind", list(Penalty), ids=str)
def test_only_a_warning_and_a_fine_are_decided_on_the_spot(kind: Penalty) -> None:
    fits = kind in {Penalty.WARNING, Penalty.FINE}
    assert (not_on_spot(replace(PROPOSAL, penalties=frozenset({kind}), fine=0)) == ()) is fits


@pytest.mark.law("行政处罚法68")
def test_a_hundred_yuan_and_no_more_may_be_collected_for_its_smallness() -> None:
    assert small_enough_to_collect(PROPOSAL, 100_00) and not small_enough_to_collect(PROPOSAL, 100_01)
    old = replace(PROPOSAL, on=date(2021, 7, 14))
    assert small_enough_to_collect(old, 20_00) and not small_enough_to_collect(old, 20_01)


@pytest.mark.law("行政处罚法58")
def test_what_is_decided_on_the_spot_is_neither_reviewed_nor_discussed() -> None:
    assert review_grounds(DecisionKind.SUMMARY_PENALTY, PROPOSAL) == ()
    assert discussion_grounds(DecisionKind.SUMMARY_PENALTY, replace(PROPOSAL, complex_case=True)) == ()


def test_told_again_it_must_be_heard_again() -> None:
    again = took(HEARD, Step.TELL_RIGHTS, **TOLD)
    codes = [b.code for b in procedures.blockers(SUMMARY.version, again, Step.DECIDE_ON_SPOT)]
    assert codes == ["spot.not-heard"]


def test_money_is_banked_only_after_the_officer_handed_it_in() -> None:
    held = replace(took(PAID, Step.REPORT_BACK, Step.COLLECT_ON_SPOT), stage=Stage.EXECUTED)
    for facts, step in ((held, Step.HAND_IN), (took(held, Step.HAND_IN), Step.BANK_IN)):
        (blocker,) = procedures.blockers(SUMMARY.version, facts, Step.CLOSE)
        assert (blocker.code, blocker.step) == ("cash.not-banked", step)
    assert procedures.blockers(SUMMARY.version, took(held, Step.HAND_IN, Step.BANK_IN), Step.CLOSE) == ()


@pytest.mark.law("行政处罚法52", "行政处罚法67", "行政复议法23")
def test_deciding_on_the_spot_serves_and_starts_every_clock_but_that_of_the_court() -> None:
    rule = RULES[Step.DECIDE_ON_SPOT]
    assert rule.leads_to is Stage.SERVED and rule.produces[0] is Doc.SPOT_DECISION
    assert set(rule.starts) == {"summary.file", "payment.pay", "remedy.reconsideration", "publish.penalty"}
