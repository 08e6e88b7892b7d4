"""A kill at every arrow between approval and the public: draining finishes with one entry and one page, never two."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from django.db import connection

from mingjing.disclosure import actions, outbox, pages, queries
from mingjing.disclosure.models import Outbox
from mingjing.ledger import sealing
from tests.disclosure.acted import PLAIN_STATIC as PLAIN
from tests.disclosure.acted import Scene, Template, opened
from tests.disclosure.deeds import approve, prepare
from tests.disclosure.reaper import Killed, reaping
from tests.settings import ENGINE

# The way is the same code on both engines, and a copy of a PostgreSQL database costs seconds: every fourth point there,
# and every point with --long.
STRIDE = 1 if ENGINE == "sqlite" else 4
FEWEST = 20  # points on the way from approval to done; fewer means that the reaper no longer sees them


def one_publication(scene: Scene, line: Any, before: list[str]) -> None:
    """Exactly one of everything a publication leaves, and the pages are whole."""
    out = line.publication
    assert out.state == "published" and Outbox.objects.get(pk=out.pk).step == "done"
    new = scene.types("gongshi")[len(before) :]
    assert new == ["checkpoint.anjuan", "publication.published"]
    kinds = scene.types("anjuan", line)
    assert [kinds.count(k) for k in ("publish.approved", "publish.published")] == [1, 1]
    url = f"/decisions/{out.page}"
    assert out.decision.number in scene.page(url) and f"/verify/{out.page}" in pages.store().paths()
    bundle = json.loads(scene.page(f"{url}.bundle.json"))
    assert bundle["gongshi"]["entries"][-1]["index"] == Outbox.objects.get(pk=out.pk).public_seq
    assert scene.page("/").count(f'href="{url}"') == 1 and scene.page("/feed.xml").count(f"{url}</link>") == 1
    assert len(pages.store().search(out.decision.number)) == 1
    assert scene.page("/log/checkpoint") == sealing.checkpoint("gongshi")
    assert sealing.sealed_size("gongshi") == len(scene.types("gongshi"))


def killed_everywhere(
    template: Template, folder: Any, monkeypatch: pytest.MonkeyPatch, deed: Any, check: Any, stride: int
) -> int:
    """Do ``deed`` in a fresh copy with a kill at the first point, at the second …, and see what remains each time."""
    for at in itertools.count(1, stride):
        with opened(template, folder / f"home{at}") as scene:
            ready = deed(scene)
            try:
                with reaping(monkeypatch, at) as reaper:
                    ready()
            except Killed:
                connection.close()  # another process begins
                check(scene, ready, reaper)
            else:
                check(scene, ready, reaper)
                return int(reaper.passed)
    raise AssertionError("counting does not end")


@pytest.mark.clause("R1.2")
def test_a_kill_at_any_point_of_publishing_loses_and_doubles_nothing(
    acted_template: Template,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    django_db_blocker: Any,
    long: bool,
) -> None:
    settings.HOME, settings.STORAGES = settings.HOME, {**settings.STORAGES, **PLAIN}

    class Approving:
        def __init__(self, scene: Scene) -> None:
            self.line = scene.line()
            self.draft = prepare(self.line)
            self.before = scene.types("gongshi")

        def __call__(self) -> None:
            approve(self.line, self.draft)

    def check(scene: Scene, it: Approving, reaper: Any) -> None:
        if it.line.publication.state == "prepared":  # killed before the approval was committed: nothing happened
            assert not Outbox.objects.filter(pk=it.draft.pk).exists(), reaper.where
            assert scene.types("gongshi") == it.before and actions.drain_outbox(now=it.line.at) == 0
            it()
        left = Outbox.objects.exclude(step="done").count()
        assert actions.drain_outbox(now=it.line.at) == left
        assert actions.drain_outbox(now=it.line.at) == 0
        one_publication(scene, it.line, it.before)

    with django_db_blocker.unblock():
        passed = killed_everywhere(acted_template, tmp_path, monkeypatch, Approving, check, 1 if long else STRIDE)
    assert passed >= FEWEST


@pytest.mark.clause("R1.2")
def test_a_kill_at_any_point_of_withdrawing_leaves_one_tombstone(
    acted_template: Template,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    django_db_blocker: Any,
    long: bool,
) -> None:
    settings.HOME, settings.STORAGES = settings.HOME, {**settings.STORAGES, **PLAIN}

    class Withdrawing:
        def __init__(self, scene: Scene) -> None:
            self.line = scene.line("out")
            self.before = scene.types("gongshi")

        def __call__(self) -> None:
            self.line.withdraw()

    def check(scene: Scene, it: Withdrawing, reaper: Any) -> None:
        if it.line.publication.state == "published":
            assert scene.types("gongshi") == it.before, reaper.where
            it()
        actions.drain_outbox(now=it.line.at)
        out = it.line.publication
        assert out.state == "withdrawn" and Outbox.objects.get(pk=out.pk).step == "done"
        assert scene.types("gongshi")[len(it.before) :] == ["publication.withdrawn"]
        assert scene.types("anjuan", it.line).count("publish.withdrawn") == 1
        for suffix in ("", ".pdf", ".json", ".bundle.json"):
            assert "撤销" in scene.page(f"/decisions/{out.page}{suffix}"), reaper.where
        assert "已撤下" in scene.page(f"/verify/{out.page}") and out.decision.number in scene.page("/")
        assert scene.page("/log/checkpoint") == sealing.checkpoint("gongshi")

    with django_db_blocker.unblock():
        passed = killed_everywhere(acted_template, tmp_path, monkeypatch, Withdrawing, check, 1 if long else STRIDE)
    assert passed >= FEWEST // 2


def test_what_fails_stays_approved_keeps_its_cause_and_holds_nothing_up(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, draft = scene.prepared()
    other, second = scene.prepared("person")
    real = pages.put

    def full(publication: Any, *args: Any) -> None:
        if publication.pk == draft.pk:
            raise OSError("磁盘已满")
        real(publication, *args)

    with monkeypatch.context() as patch:
        patch.setattr(outbox.pages, "put", full)
        assert approve(line, draft).state == "approved"
        assert approve(other, second).state == "published"
        assert actions.drain_outbox(now=line.at) == 0
    box = queries.outbox_of(draft)
    assert box is not None and (box.step, box.attempts, box.last_error) == ("anchored", 2, "磁盘已满")
    assert pages.store().page(f"/decisions/{draft.page}") is None
    assert actions.drain_outbox(now=line.at) == 1
    assert line.publication.state == "published" and draft.decision.number in scene.page(f"/decisions/{draft.page}")


def test_a_store_rebuilt_in_the_middle_is_filled_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    line, draft = scene.prepared()

    def never(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(outbox, "_note_published", never)
        approve(line, draft)
    assert Outbox.objects.get(pk=draft.pk).step == "stored"
    pages.rebuild(line.at)
    assert actions.drain_outbox(now=line.at) == 1
    assert draft.decision.number in scene.page(f"/decisions/{draft.page}")
