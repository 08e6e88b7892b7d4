"""The party's own proof of a real decision: the whole text, published or not, and nothing before it can be proved."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from mingjing.config.demo import lines
from mingjing.config.demo.acting import Line
from mingjing.config.demo.lines import Plot
from mingjing.config.demo.matters import MATTERS
from mingjing.disclosure import actions, bundle, pages
from mingjing.ledger import sealing
from tests.disclosure import lying, made
from tests.disclosure.acted import Scene
from tests.disclosure.checking import refusal, verifier
from tests.disclosure.lying import Operator
from tests.disclosure.test_verify_decision import shape

__all__ = ["verifier"]


@pytest.fixture
def line(scene: Scene) -> Line:
    """A case that was decided after every publication: nothing in the public log covers its decision yet."""
    made_up = Line(scene.line().world, "jt", MATTERS["freight"], 90, scene.line().at - timedelta(days=100))
    lines.perform([(made_up, lines.act_out(made_up, Plot(stop="prepare")))], scene.line().at)
    made_up.wait(1)
    return made_up


def trust() -> bytes:
    return bundle.trust(anjuan=sealing.vkey("anjuan"), gongshi=sealing.vkey("gongshi"))


def test_the_party_proves_its_decision_although_it_is_not_published(scene: Scene, line: Line, verifier: Any) -> None:
    before = scene.types("gongshi")
    assert actions.anchor(now=line.at)
    assert scene.types("gongshi") == [*before, "checkpoint.anjuan"]
    told = verifier.check(pages.party_bundle(line.decision), trust())
    whole = [unit.value for unit in line.decision.version.units.order_by("ord")]
    assert all(part in told for value in whole for part in value.split("\n"))
    assert "这份全文就是经法制审核（同意）后作出的决定" in told and "不是公示件" in told
    assert line.decision.number in told and "已隐去" not in told


def test_the_whole_text_and_its_salts_are_in_no_public_file(scene: Scene) -> None:
    line, out = scene.published("person")
    public = scene.data(f"/decisions/{out.page}.bundle.json")
    shown = {unit["path"] for unit in json.loads(public)["units"] if "value" in unit}
    served = json.loads(pages.party_bundle(line.decision))
    withheld = [unit for unit in served["units"] if unit["path"] not in shown]
    assert len(withheld) > 4
    everything = [scene.data(path) for path in pages.store().paths() if not path.endswith(".pdf")]
    for unit in withheld:
        assert all(unit["salt"].encode() not in page for page in everything)


def test_no_proof_before_the_decision_is_sealed_and_anchored(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(sealing, "sealed_size", lambda log: line.decision.ledger_id)
        with pytest.raises(pages.NotProvable, match="还没有封存"):
            pages.party_bundle(line.decision)
    with pytest.raises(pages.NotProvable, match="还没有列入公示日志"):
        pages.party_bundle(line.decision)
    with monkeypatch.context() as killed:  # between the entry and its seal
        killed.setattr(
            sealing, "seal", lambda log, now, seal=sealing.seal: 1 / 0 if log == "gongshi" else seal(log, now)
        )
        with pytest.raises(ZeroDivisionError):
            actions.anchor(now=line.at)
    with pytest.raises(pages.NotProvable, match="还没有列入公示日志"):
        pages.party_bundle(line.decision)
    assert actions.anchor(now=line.at)
    assert pages.party_bundle(line.decision)


def test_the_worker_anchors_what_no_publication_covers_once(scene: Scene, line: Line) -> None:
    before = scene.types("gongshi")
    for _ in range(2):
        actions.drain_outbox(now=line.at)
        assert scene.types("gongshi") == [*before, "checkpoint.anjuan"]
        assert sealing.sealed_size("gongshi") == len(before) + 1
    assert scene.data("/log/checkpoint").decode() == sealing.checkpoint("gongshi")
    assert pages.party_bundle(line.decision)


def test_no_lie_about_a_real_one_passes_and_what_is_made_has_its_shape(line: Line, verifier: Any) -> None:
    actions.anchor(now=line.at)
    served = pages.party_bundle(line.decision)
    assert shape(made.bundle(reviewed=True, public=False)[0]) == shape(served)
    assert refusal(verifier, *Operator(served).bundle()) == ""
    passed = []
    for name, lie in lying.about(reviewed=True, public=False).items():
        operator = Operator(served)
        lie(operator)
        if not refusal(verifier, *operator.bundle()):
            passed.append(name)
    assert passed == []
