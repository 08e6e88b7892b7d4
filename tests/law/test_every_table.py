"""No table is left out: ready facts, every wrong stage and every gate, for each procedure that the law knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mingjing.law import procedures
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Stage, Step
from tests.law import ready, ready_coercion, ready_levy, ready_licence, ready_visits, test_summary_table
from tests.law.spoil_coercion import SPOIL as SPOIL_COERCION
from tests.law.spoil_levy import SPOIL as SPOIL_LEVY
from tests.law.test_coercion_table import _review

pytestmark = pytest.mark.pure
Facts = Callable[[Step], CaseFacts]
Spoil = dict[str, Callable[[CaseFacts], CaseFacts]]


def _levy(version: str) -> Facts:
    return lambda step: ready_levy.ready_for(version, step)


COERCION: Spoil = {
    **ready.SPOIL, **SPOIL_COERCION, "review.not-passed": _review, "discussion.none": _review,
}  # fmt: skip
READY: dict[str, tuple[Facts, Spoil]] = {
    "penalty.ordinary/2021-07-15": (ready.READY.__getitem__, ready.SPOIL),
    "penalty.summary/2021-07-15": (test_summary_table.READY.__getitem__, test_summary_table.SPOIL),
    "coercion.measure/2012-01-01": (ready_coercion.MEASURE.__getitem__, COERCION),
    "coercion.execution/2012-01-01": (ready_coercion.EXECUTION.__getitem__, COERCION),
    "inspection/2025-01-01": (ready_visits.READY.__getitem__, ready_visits.SPOIL),
    **{table.version: (_levy(table.version), SPOIL_LEVY) for table in ready_levy.TABLES},
    "licence/2019-04-23": (ready_licence.READY.__getitem__, ready_licence.SPOIL),
    "licence.existing/2019-04-23": (ready_licence.READY_EXISTING.__getitem__, ready_licence.SPOIL),
}


def test_every_table_is_tried_here() -> None:
    assert set(READY) == set(procedures.PROCEDURES)


@pytest.mark.clause("D2.2", "L0.1")
@pytest.mark.parametrize("version", sorted(procedures.PROCEDURES))
def test_every_step_of_every_table_passes_ready_and_is_refused_first_at_every_other_stage(version: str) -> None:
    facts, _ = READY[version]
    for step, rule in procedures.PROCEDURES[version].rules.items():
        assert procedures.blockers(version, facts(step), step) == (), step
        for wrong in set(Stage) - rule.starts_from:
            found = procedures.blockers(version, replace(facts(step), stage=wrong), step)
            assert found[0].code == "stage.wrong" and found[0].article == rule.basis, (step, wrong)


@pytest.mark.parametrize("version", sorted(procedures.PROCEDURES))
def test_every_gate_of_every_table_can_block(version: str) -> None:
    facts, spoil = READY[version]
    for step, rule in procedures.PROCEDURES[version].rules.items():
        for gate in rule.gates:
            found = {b.code: b for b in procedures.blockers(version, spoil[gate.code](facts(step)), step)}
            assert gate.code in found, (step, gate.code)
            assert found[gate.code].article and found[gate.code].cure and found[gate.code].message


def test_no_step_asks_the_same_thing_twice() -> None:
    for table in procedures.PROCEDURES.values():
        for step, rule in table.rules.items():
            codes = [gate.code for gate in rule.gates]
            assert len(codes) == len(set(codes)), (table.name, step)
