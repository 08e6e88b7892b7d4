"""Layer 4 of the gate: the ledger itself refuses a decision without its review."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from mingjing.ledger import rules
from mingjing.ledger.models import AnjuanEntry
from mingjing.ledger.rules import Rule, RuleBroken

ROOT, OTHER = "ab" * 32, "cd" * 32
PASSED = {"type": "review.passed", "case": "c", "text_root": ROOT, "purpose": "final", "basis": "agree"}
DECIDED = {"type": "decision.issued", "case": "c", "text_root": ROOT}


@pytest.mark.parametrize("basis", ["agree", "settled"])
def test_a_decision_follows_the_passed_review_of_the_same_case_and_text(stage, note: Callable[..., int], basis: str):
    seq = note(**{**PASSED, "basis": basis})
    note(**DECIDED, review_seq=seq)
    assert AnjuanEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("review", "decision"),
    [
        (None, DECIDED),
        ({**PASSED, "case": "d"}, DECIDED),
        ({**PASSED, "text_root": OTHER}, DECIDED),
        ({**PASSED, "purpose": "pre_notice"}, DECIDED),
        ({**PASSED, "basis": "changed"}, DECIDED),
        ({**PASSED, "type": "review.returned"}, DECIDED),
        (PASSED, {**DECIDED, "text_root": ""}),
        (PASSED, {**DECIDED, "case": ""}),
        (PASSED, {**DECIDED, "review_seq": 7}),
    ],
    ids=[
        "no review", "other case", "other text", "not final", "no basis", "not passed", "no text named", "no case",
        "another review cited",
    ],
)  # fmt: skip
def test_a_decision_is_refused_and_nothing_is_written(stage, note: Callable[..., int], review, decision):
    if review:
        note(**review)
    before = AnjuanEntry.objects.count()
    with pytest.raises(RuleBroken, match=r"decision\.follows-review"):
        note(**decision)
    assert AnjuanEntry.objects.count() == before


def test_an_objection_after_the_pass_takes_the_pass_away(stage, note: Callable[..., int]):
    note(**PASSED)
    note(**{**PASSED, "type": "review.returned"})
    with pytest.raises(RuleBroken):
        note(**DECIDED)
    note(**PASSED)
    note(**DECIDED)


def test_without_the_rule_the_same_decision_is_written(stage, note: Callable[..., int], monkeypatch):
    monkeypatch.setattr(rules, "RULES", [])
    note(**DECIDED)
    assert AnjuanEntry.objects.count() == 1


@pytest.fixture
def waiver() -> Iterator[Rule]:
    """A rule of another family, registered for one test."""

    def broken(entry: rules.Body, earlier: list[rules.Body]) -> str | None:
        return None if earlier else "豁免没有在先的申请"

    rule = Rule("evidence.waiver-asked", "anjuan", "evidence.waived", frozenset({"evidence.waiver_asked"}), broken)
    rules.register(rule)
    yield rule
    rules.RULES.remove(rule)


def test_another_family_of_rules_can_be_registered(stage, note: Callable[..., int], waiver: Rule):
    with pytest.raises(RuleBroken, match=r"豁免没有在先的申请（规则 evidence\.waiver-asked）"):
        note(type="evidence.waived", case="c")
    note(type="evidence.waiver_asked", case="c")
    note(type="evidence.waived", case="c")
    with pytest.raises(ValueError):
        rules.register(dataclasses.replace(waiver))
