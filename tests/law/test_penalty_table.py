"""The table of the ordinary penalty: ready facts pass, and every gate blocks alone with its article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingjing.law import penalty, procedures
from mingjing.law.kinds import Power, Stage, Step
from tests.law.ready import ALSO, READY, SPOIL

pytestmark = pytest.mark.pure
RULES = penalty.ORDINARY.rules
VERSION = penalty.ORDINARY.version
PAIRS = [(step, gate) for step, rule in RULES.items() for gate in rule.gates]


@pytest.mark.parametrize("step", RULES, ids=str)
def test_ready_facts_pass_every_step(step: Step) -> None:
    assert procedures.blockers(VERSION, READY[step], step) == ()


@pytest.mark.clause("L0.1", "L2.3", "D2.2")
@pytest.mark.parametrize(("step", "gate"), PAIRS, ids=lambda x: str(getattr(x, "code", x)))
def test_every_gate_blocks_alone_with_its_article_and_a_cure(step: Step, gate) -> None:  # noqa: ANN001
    found = procedures.blockers(VERSION, SPOIL[gate.code](READY[step]), step)
    codes = {b.code for b in found}
    assert gate.code in codes
    assert codes <= {gate.code} | ALSO.get((gate.code, step), set()) | _same_stage(gate.code, step, codes)
    mine = next(b for b in found if b.code == gate.code)
    assert mine.article == gate.article
    assert mine.cure


def _same_stage(code: str, step: Step, codes: set[str]) -> set[str]:
    """Without a notice or a decision the gates that read it must answer too."""
    if code == "notice.not-served":
        return codes & {"statement.window-open", "hearing.window-open", "hearing.late-request"}
    if code in {"decision.none", "decision.unserved"}:
        return codes & {"decision.unsealed", "seal.missing", "decision.unserved", "payment.incomplete"}
    return set()


@pytest.mark.parametrize("step", RULES, ids=str)
def test_a_step_out_of_order_is_refused_first_by_its_stage(step: Step) -> None:
    wrong = next(s for s in Stage if s not in RULES[step].starts_from)
    found = procedures.blockers(VERSION, replace(READY[step], stage=wrong), step)
    assert found[0].code == "stage.wrong"


def test_all_blockers_are_listed_together_not_only_the_first() -> None:
    facts = replace(READY[Step.DECIDE], officers=(), citations=(), crime_suspected=True, power_listed=False)
    codes = {b.code for b in procedures.blockers(VERSION, facts, Step.DECIDE)}
    assert {"handler.too-few", "citation.not-in-force", "crime.suspected", "power.not-listed"} <= codes


def test_every_gate_of_the_table_has_a_spoiled_twin() -> None:
    assert {g.code for _, g in PAIRS} <= set(SPOIL)


def test_every_step_names_a_power_and_an_article() -> None:
    for step, rule in RULES.items():
        assert rule.by in Power, step
        assert "法" in rule.basis or "号" in rule.basis, step
