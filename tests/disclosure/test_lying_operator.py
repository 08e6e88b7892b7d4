"""Whoever runs the platform holds both keys and signs what he likes: a bundle that contradicts itself is refused."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.law.kinds import DecisionKind
from mingjing.law.reviewing import ALWAYS
from tests.disclosure import lying, made
from tests.disclosure.checking import refusal, verifier
from tests.disclosure.lying import Operator

__all__ = ["verifier"]
pytestmark = pytest.mark.pure


@pytest.fixture(params=made.FORMS)
def form(request: pytest.FixtureRequest) -> tuple[bool, bool]:
    """(was it reviewed, was it published)."""
    return made.FORMS[request.param]


def made_as(form: tuple[bool, bool], **says: Any) -> tuple[bytes, bytes]:
    return made.bundle(reviewed=form[0], public=form[1], **says)


def test_what_is_signed_anew_without_a_lie_passes(verifier: Any, form: tuple[bool, bool]) -> None:
    bundle, trust = made_as(form)
    assert verifier.check(bundle, trust) == verifier.check(*Operator(bundle).bundle())


@pytest.mark.clause("D1.5")
def test_no_lie_passes_although_every_signature_and_proof_holds(verifier: Any, form: tuple[bool, bool]) -> None:
    bundle, _ = made_as(form)
    found = {}
    for name, lie in lying.about(*form).items():
        operator = Operator(bundle)
        lie(operator)
        found[name] = refusal(verifier, *operator.bundle())
    assert [name for name, why in found.items() if not why] == []
    assert [name for name, why in found.items() if why == "not a bundle"] == []


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_needs_no_review_says_so_and_what_always_needs_one_has_it(verifier: Any, kind: DecisionKind) -> None:
    """The kinds and what is always reviewed are written twice, here and in the law: they must be the same."""
    assert verifier.KINDS[kind] == kind.label
    says = {"kind": kind.value} | ({"signer": made.HANDLERS[0]} if kind is DecisionKind.SUMMARY_PENALTY else {})
    for public in (True, False):
        assert refusal(verifier, *made_as((True, public), **says)) == ""
        bundle, trust = made_as((False, public), **says)
        if kind in ALWAYS:
            assert "一律须经法制审核" in refusal(verifier, bundle, trust)
        else:
            told = verifier.check(bundle, trust)
            assert f"本决定依法不需要法制审核（{kind.label}）。" in told and "经法制审核" not in told


def test_there_are_no_other_kinds(verifier: Any) -> None:
    assert set(verifier.KINDS) == {kind.value for kind in DecisionKind}
    assert set(verifier.ALWAYS_REVIEWED) == {kind.value for kind in ALWAYS}


def test_what_handlers_decide_on_the_spot_they_sign_themselves(verifier: Any) -> None:
    """Penalties on the spot, measures in an emergency (强19), results of an inspection; nothing else."""
    own = {DecisionKind.SUMMARY_PENALTY, DecisionKind.MEASURE, DecisionKind.INSPECTION}
    for kind in DecisionKind:
        if kind not in ALWAYS:
            why = refusal(verifier, *made_as((False, True), kind=kind.value, signer=made.HANDLERS[0]))
            assert (why == "") is (kind in own), kind


@pytest.mark.law("行政处罚法52")
@pytest.mark.parametrize("public", [True, False])
def test_a_penalty_on_the_spot_is_signed_by_one_of_the_two_who_were_there(verifier: Any, public: bool) -> None:
    on_the_spot = {"kind": DecisionKind.SUMMARY_PENALTY.value}
    for signer in made.HANDLERS:
        assert refusal(verifier, *made_as((False, public), **on_the_spot, signer=signer)) == ""
    assert "不是承办的执法人员" in refusal(verifier, *made_as((False, public), **on_the_spot))
    alone = {"handlers": made.HANDLERS[:1], "signer": made.HANDLERS[0]}
    assert "少于两名" in refusal(verifier, *made_as((False, public), **on_the_spot, **alone))


def test_an_entry_older_than_the_flag_counts_as_reviewed(verifier: Any) -> None:
    operator = Operator(made_as((True, True))[0])
    del operator.decided["review_required"]
    assert "经法制审核（同意）后" in verifier.check(*operator.bundle())


def test_everything_shown_may_be_what_must_be_shown(verifier: Any, form: tuple[bool, bool]) -> None:
    operator = Operator(made_as((form[0], True))[0])
    operator.data("publication.published")["must_show"] = [u["path"] for u in operator.units if "value" in u]
    assert refusal(verifier, *operator.bundle()) == ""


def test_it_tells_what_passed_the_review_and_what_was_settled(verifier: Any) -> None:
    operator = Operator(made_as((True, True))[0])
    operator.data("review.passed")["basis"] = "settled"
    assert "经法制审核（依集体讨论结论通过）后" in verifier.check(*operator.bundle())
