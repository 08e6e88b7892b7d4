"""The tables of 行政强制: ready facts pass, every gate blocks alone with its article; days, hours, money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingjing.law import coercion, coercion_execution, procedures
from mingjing.law import coercion_gates as c
from mingjing.law.deadlines import LIMITS
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Gate
from mingjing.law.kinds import Doc, Power, Stage, Step
from mingjing.law.rules import Procedure
from tests.law import ready
from tests.law.ready_coercion import (
    EXECUTION,
    MEASURE,
    ON_SITE,
    detail,
    given,
    took,
)  # fmt: skip
from tests.law.spoil_coercion import SPOIL

pytestmark = pytest.mark.pure
TABLES: tuple[tuple[Procedure, dict[Step, CaseFacts]], ...] = (
    (coercion.MEASURE, MEASURE),
    (coercion_execution.EXECUTION, EXECUTION),
)
FACTS = {table.version: facts for table, facts in TABLES}
STEPS = [(table, step) for table, _ in TABLES for step in table.rules]
PAIRS = [(table, step, gate) for table, step in STEPS for gate in table.rules[step].gates]
SPOILED = {**ready.SPOIL, **SPOIL}
# What necessarily answers too: without a decision all that reads one; a frozen account is no thing.
TOO = {
    "decision.none": {"decision.unsealed", "seal.missing", "decision.unserved"},
    "record.none": {
        "record.unsigned", "goods.none", "goods.unrelated", "goods.necessities", "goods.elsewhere",
    },
    "method.unfit": {"substitute.not-allowed"},
    "duty.not-money": {"payment.nothing-left"},
    "method.substitute": {"method.unfit"},
    "payment.nothing-left": {"charge.too-early", "transfer.not-empowered", "method.unfit"},
    "case.not-closed": {"stage.wrong"},
    "handler.too-few": {"measure.signer"},
}  # fmt: skip


def _id(value: object) -> str:
    return str(getattr(value, "version", "") or getattr(value, "code", "") or value)[:30]


@pytest.mark.parametrize(("table", "step"), STEPS, ids=_id)
def test_ready_facts_pass_every_step(table: Procedure, step: Step) -> None:
    assert procedures.blockers(table.version, FACTS[table.version][step], step) == ()


@pytest.mark.clause("D2.2", "I1.2")
@pytest.mark.parametrize(("table", "step", "gate"), PAIRS, ids=_id)
def test_every_gate_blocks_alone_with_its_article_and_a_cure(table: Procedure, step: Step, gate: Gate) -> None:
    facts = FACTS[table.version]
    spoil = _review if gate.code in {"review.not-passed", "discussion.none"} else SPOILED[gate.code]
    found = procedures.blockers(table.version, spoil(facts[step]), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    also = {"discussion.none"} if gate.code == "review.not-passed" else {"review.not-passed"} & codes
    assert codes <= {gate.code} | TOO.get(gate.code, set()) | also
    mine = next(b for b in found if b.code == gate.code)
    assert mine.article == gate.article
    assert mine.cure


def _review(f: CaseFacts) -> CaseFacts:
    """A decision that is major and was neither reviewed nor discussed."""
    return replace(f, proposal=replace(f.proposal, public_interest=True), rounds=(), discussions=())


@pytest.mark.parametrize(("table", "step"), STEPS, ids=_id)
def test_a_step_out_of_order_is_refused_first_by_its_stage(table: Procedure, step: Step) -> None:
    wrong = next(s for s in Stage if s not in table.rules[step].starts_from)
    facts = replace(FACTS[table.version][step], stage=wrong)
    assert procedures.blockers(table.version, facts, step)[0].code == "stage.wrong"


def test_every_step_names_a_power_and_an_article() -> None:
    for table, step in STEPS:
        rule = table.rules[step]
        assert rule.by in Power and ("法" in rule.basis or "号" in rule.basis or "条例" in rule.basis), step


def test_every_clock_of_the_tables_is_a_limit_of_the_law() -> None:
    known = {limit.rule_id for limit in LIMITS}
    for table, _ in TABLES:
        used = {rule_id for rule in table.rules.values() for rule_id in (*rule.starts, *rule.meets)}
        used |= {rule_id for ids in table.service_starts.values() for rule_id in ids}
        assert used <= known


@pytest.mark.law("行政强制法18", "行政强制法24")
def test_a_measure_is_never_taken_without_each_of_the_ten_points() -> None:
    for step in (Step.TAKE_MEASURE, Step.TAKE_MEASURE_URGENTLY):
        gates = {g.code for g in coercion.MEASURE.rules[step].gates}
        assert {
            "handler.too-few", "certificate.not-shown", "party.not-called", "party.not-told", "party.not-heard",
            "record.none", "record.unsigned", "witness.none", "organ.entrusted", "goods.necessities", "goods.elsewhere",
        } <= gates  # fmt: skip
    assert c.approved_before in coercion.MEASURE.rules[Step.TAKE_MEASURE].gates


@pytest.mark.law("行政强制法18")
def test_an_absent_party_needs_a_witness_and_the_witness_signs() -> None:
    absent = given(ON_SITE, Step.TELL_ON_SITE, present="absent", witness_name="证人")
    assert c.record_signed(absent)
    assert procedures.blockers(coercion.MEASURE.version, given(absent, Step.RECORD_ON_SITE, signed="witness"),
                               Step.TAKE_MEASURE) == ()  # fmt: skip


@pytest.mark.law("行政强制法18")
def test_a_refused_signature_is_noted() -> None:
    assert c.record_signed(given(ON_SITE, Step.RECORD_ON_SITE, signed="refused"))
    assert c.record_signed(given(ON_SITE, Step.RECORD_ON_SITE, signed="refused", refusal="拒绝签名")) is None


@pytest.mark.law("行政强制法18")
def test_the_head_who_approves_does_not_handle_the_case() -> None:
    own = replace(ON_SITE, history=(took(Step.APPROVE_MEASURE, by="p1"), *ON_SITE.history[1:]))
    found = c.approved_before(own)
    assert found and "承办" in found.message
    assert c.approved_before(replace(ON_SITE, former_handlers=frozenset({"p9"})))


@pytest.mark.law("行政强制法9", "行政强制法10", "行政强制法22")
@pytest.mark.parametrize(
    ("measure", "basis", "good"),
    [
        ("seize", "《中华人民共和国食品安全法》第一百一十条", True),
        ("seal", "《三门峡市示例条例》第三条", True),
        ("seize", "《某某管理规定》第三条", False),
        ("seize", "第三条", False),
        ("freeze", "《三门峡市示例条例》第三条", False),
        ("freeze", "《中华人民共和国反洗钱法》第二十六条", True),
    ],
)
def test_only_laws_freeze_and_only_laws_and_regulations_seize(measure: str, basis: str, good: bool) -> None:
    assert (c.basis_is_law(detail(ON_SITE, measure=measure, basis=basis)) is None) is good


@pytest.mark.law("行政强制法30")
def test_freezing_asks_for_approval_two_officers_certificates_and_the_record_only() -> None:
    told = took(Step.TELL_ON_SITE, certificates_shown=True, called="", present="absent")
    record = took(Step.RECORD_ON_SITE, not_elsewhere=True)
    frozen = replace(
        detail(ON_SITE, measure="freeze", amount=100, involved=100), power_name="冻结存款、汇款",
        history=(ON_SITE.history[0], told, record),
    )  # fmt: skip
    assert procedures.blockers(coercion.MEASURE.version, frozen, Step.TAKE_MEASURE) == ()
    more = detail(frozen, amount=101)
    assert [b.code for b in procedures.blockers(coercion.MEASURE.version, more, Step.TAKE_MEASURE)] == ["freeze.amount"]


def test_documents_of_the_tables_are_their_own() -> None:
    for table, _ in TABLES:
        assert table.deciding and all(doc in Doc for doc in table.produced)
