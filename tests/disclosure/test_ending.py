"""Correcting and withdrawing: the address stays, the reason is public, nothing of what was wrong can be fetched."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mingjing.disclosure import actions, pages
from mingjing.disclosure.models import Outbox
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.disclosure.acted import Scene
from tests.disclosure.deeds import approve, codes, prepare

PHONE = "13903980401"  # of the party of the first story


def outputs(page: str) -> list[str]:
    return [f"/decisions/{page}", f"/decisions/{page}.pdf", f"/decisions/{page}.json", f"/decisions/{page}.bundle.json"]


@pytest.mark.clause("D1.4", "D4.2")
def test_a_withdrawn_decision_leaves_its_tombstone_at_the_same_address(scene: Scene) -> None:
    line, out = scene.published()
    party = line.decision.party.name
    assert party in scene.page(f"/decisions/{out.page}") and pages.store().search(party)
    line.withdraw()
    for path in outputs(out.page):
        text = scene.page(path)
        assert "复议机关撤销" in text and party not in text, path
    assert "已撤下" in scene.page(f"/decisions/{out.page}") and "已撤下" in scene.page(f"/verify/{out.page}")
    assert out.decision.number in scene.page("/") and not pages.store().search(party)
    rows = pages.store().search(out.decision.number)
    assert [r["state"] for r in rows] == ["withdrawn"]
    assert out.decision.number not in scene.page("/data/decisions.csv")
    assert scene.types("gongshi")[-1] == "publication.withdrawn"
    assert Outbox.objects.get(pk=out.pk).step == "done"


@pytest.mark.clause("D1.4", "D4.3")
def test_a_corrected_decision_comes_back_at_the_same_address(scene: Scene) -> None:
    line, out = scene.published()
    line.correct()
    url = f"/decisions/{out.page}"
    for path in outputs(out.page):
        assert "隐去范围有误" in scene.page(path) and PHONE not in scene.page(path)
    assert "已更正" in scene.page(url) and "已更正" in scene.page(f"/verify/{out.page}")
    course = scene.path_of(line, "course", "public", -1)
    line.wait(1)
    again = prepare(line, marks={course: ("process", "办案过程")})
    assert (again.page, again.revision) == (out.page, 1)
    approve(line, again)
    assert "更正后第 2 版" in scene.page(url) and "有效" in scene.page(f"/verify/{out.page}")
    bundle = json.loads(scene.page(f"{url}.bundle.json"))
    assert {u["path"]: u["class"] for u in bundle["units"]}[course] == "process"
    assert [r["state"] for r in pages.store().search(out.decision.number)] == ["published"]
    kept = [t for t in scene.types("gongshi") if t.startswith("publication.")]
    assert kept[-3:] == ["publication.published", "publication.corrected", "publication.published"]


@pytest.mark.parametrize("deed", [actions.correct, actions.withdraw])
def test_ending_needs_a_reason_that_may_be_public(scene: Scene, deed: Any) -> None:
    line, out = scene.published()
    before = scene.types("gongshi")
    for reason in (" ", "长" * 301, f"电话 {PHONE} 没有隐去", "当事人身份号码 411221199603274467 没有隐去"):
        with pytest.raises(FormIncomplete) as refusal:
            deed(actor=line.actor("PC"), publication_id=out.pk, reason=reason, now=line.at)
        assert list(refusal.value.errors) == ["reason"]
    assert scene.types("gongshi") == before and line.publication.state == "published"


def test_what_is_not_out_cannot_be_ended(scene: Scene) -> None:
    line, draft = scene.prepared()
    for deed in (actions.correct, actions.withdraw):
        with pytest.raises(StepRefused) as refusal:
            deed(actor=line.actor("PC"), publication_id=draft.pk, reason="理由", now=line.at)
        assert codes(refusal) == ["publication.state"]


def test_a_rebuilt_store_says_the_same(scene: Scene) -> None:
    line, out = scene.published()
    line.withdraw()
    store = pages.store()
    told = {path: store.page(path) for path in store.paths() if path.startswith(("/decisions", "/data"))}
    pages.rebuild(line.at)
    new = pages.store()
    assert {p for p in new.paths() if p in told} == set(told)
    mine = [p for p in told if out.page in p and not p.endswith(".qr.svg")]
    assert mine and all(new.page(p).etag == told[p].etag for p in mine)  # type: ignore[union-attr]
    assert new.page("/data/decisions.csv").etag == told["/data/decisions.csv"].etag  # type: ignore[union-attr]


def test_the_home_page_shows_what_was_published_last(scene: Scene) -> None:
    line, out = scene.published()
    home = scene.page("/")
    assert f"/decisions/{out.page}" in home and f"/decisions/{out.page}" in scene.page("/feed.xml")
