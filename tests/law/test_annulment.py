"""What may not be decided again after an annulment (行政诉讼法71; 行政复议法64②)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingjing.law import procedures
from mingjing.law.annulment import Annuller, Fault, Redo
from mingjing.law.facts import ClockFact
from mingjing.law.kinds import Penalty, Stage, Step
from mingjing.law.penalty import ORDINARY
from tests.law.ready import FINE, READY, REDONE, TODAY

pytestmark = pytest.mark.pure
SAME = replace(REDONE, same_grounds=True)


def codes(annulled: object, **proposal: object) -> set[str]:
    facts = READY[Step.DECIDE]
    facts = replace(facts, annulled=annulled, proposal=replace(facts.proposal, **proposal))
    return {b.code for b in procedures.blockers(ORDINARY.version, facts, Step.DECIDE)}


@pytest.mark.law("行政诉讼法71", "行政复议法64")
@pytest.mark.parametrize("by", [Annuller.COURT, Annuller.RECONSIDERATION], ids=str)
def test_the_same_again_is_refused_to_the_fen(by: Annuller) -> None:
    told = replace(SAME, by=by, fine=FINE)
    assert codes(told) == {"redo.same"}
    tenth = FINE // 10
    assert "redo.same" in codes(replace(told, fine=FINE + tenth), fine=FINE)  # within a tenth of the old one
    assert codes(told, fine=FINE - tenth) == {"redo.same"}
    assert codes(told, fine=FINE - tenth - 1) == set()


@pytest.mark.law("行政诉讼法71")
def test_other_facts_or_another_kind_of_penalty_are_not_the_same() -> None:
    assert codes(REDONE) == set()
    assert codes(replace(SAME, penalties=frozenset({Penalty.FINE, Penalty.WARNING}))) == set()


@pytest.mark.law("行政复议法64")
def test_a_breach_of_procedure_alone_leaves_the_result_free() -> None:
    assert codes(replace(SAME, fault=Fault.PROCEDURE)) == set()


def test_the_organ_s_own_annulment_binds_it_to_nothing() -> None:
    for by in (Annuller.ORGAN, Annuller.SUPERIOR):
        assert codes(replace(SAME, by=by, redo=Redo.ANEW)) == set()


@pytest.mark.law("行政处罚法48")
def test_nothing_is_filed_in_the_archive_while_the_annulled_page_is_out() -> None:
    facts = replace(READY[Step.ARCHIVE], stage=Stage.TERMINATED)
    out = replace(facts, clocks={"withdraw.penalty": ClockFact(TODAY, TODAY)})
    (blocker,) = procedures.blockers(ORDINARY.version, out, Step.ARCHIVE)
    assert (blocker.code, blocker.article) == ("publication.to-withdraw", "行政处罚法48②")
    gone = replace(facts, clocks={"withdraw.penalty": ClockFact(TODAY, TODAY, met_on=TODAY)})
    assert procedures.blockers(ORDINARY.version, gone, Step.ARCHIVE) == ()


@pytest.mark.law("行政诉讼法70")
def test_a_decision_is_annulled_also_long_after_its_case_was_closed() -> None:
    for stage in (Stage.DECIDED, Stage.SERVED, Stage.EXECUTED, Stage.CLOSED, Stage.ARCHIVED):
        assert procedures.blockers(ORDINARY.version, replace(READY[Step.ANNUL], stage=stage), Step.ANNUL) == ()
