"""The roots bind text and classes: any change of a character is seen, relabelling leaves the text root alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.documents import commitments
from mingjing.documents.content import blocks
from mingjing.documents.cutting import Unit, cut
from mingjing.documents.forms import FORMS, Doc
from mingjing.law.kinds import UnitClass
from tests.documents import samples

pytestmark = pytest.mark.pure

FORM = FORMS[Doc.PENALTY_DECISION]
UNITS = cut(blocks(FORM, samples.sample(FORM)))
SALTS = commitments.new_salts(UNITS)
CLASSES = {unit.path: str(unit.klass) for unit in UNITS}


def root_of(units: tuple[Unit, ...]) -> bytes:
    return commitments.text_root(commitments.commitments(units, SALTS))


def tree(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 written again, recursively."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + tree(leaves[:split]) + tree(leaves[split:])).digest()


def test_roots_are_those_of_the_design_computed_by_hand() -> None:
    pairs = [(u.path, hashlib.sha256(SALTS[u.path] + u.value.encode()).hexdigest()) for u in UNITS]
    plain = [json.dumps([p, c], separators=(",", ":")).encode() for p, c in pairs]
    marked = [json.dumps([p, CLASSES[p], c], separators=(",", ":")).encode() for p, c in pairs]
    committed = commitments.commitments(UNITS, SALTS)
    assert commitments.text_root(committed) == tree(plain)
    assert commitments.span_root(committed, CLASSES) == tree(marked)


@pytest.mark.clause("L0.1")
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_changing_any_one_character_changes_the_text_root(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(UNITS) - 1))
    unit = UNITS[index]
    at = data.draw(st.integers(0, len(unit.value) - 1))
    other = data.draw(st.characters(exclude_characters=unit.value[at], exclude_categories=["Cs"]) | st.just(""))
    changed = (*UNITS[:index], replace(unit, value=unit.value[:at] + other + unit.value[at + 1 :]), *UNITS[index + 1 :])
    assert root_of(changed) != root_of(UNITS)


def test_leaving_out_adding_or_swapping_a_unit_changes_the_text_root() -> None:
    assert root_of(UNITS[1:]) != root_of(UNITS)
    assert root_of((UNITS[1], UNITS[0], *UNITS[2:])) != root_of(UNITS)


@pytest.mark.clause("D3.3")
def test_relabelling_changes_the_span_root_and_never_the_text_root_or_the_cut() -> None:
    committed = commitments.commitments(UNITS, SALTS)
    before = commitments.span_root(committed, CLASSES)
    relabelled = {**CLASSES, UNITS[5].path: str(UnitClass.TRADE_SECRET)}
    assert commitments.span_root(committed, relabelled) != before
    assert commitments.text_root(committed) == root_of(UNITS)


def test_salts_are_fresh_random_and_of_full_length() -> None:
    again = commitments.new_salts(UNITS)
    assert len(set(again.values()) | set(SALTS.values())) == 2 * len(UNITS)
    assert {len(salt) for salt in again.values()} == {32}
    with pytest.raises(ValueError, match="32"):
        commitments.commit(b"short", "值")


def test_without_its_salt_a_commitment_does_not_give_away_a_guessable_value() -> None:
    number = next(unit for unit in UNITS if unit.value == "13800001234")
    committed = dict(commitments.commitments(UNITS, SALTS))[number.path]
    guesses = (f"1380000{n:04d}" for n in range(10_000))
    assert committed not in {hashlib.sha256(guess.encode()).hexdigest() for guess in guesses}
