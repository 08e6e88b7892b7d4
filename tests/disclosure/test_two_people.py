"""Who may draft, check and end: two people, neither a handler of the case; and never two of anything at once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection

from mingjing.disclosure import actions
from mingjing.disclosure.models import Publication
from mingjing.ledger.actions import By, act
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.refusals import OutOfDate, StepRefused
from tests.disclosure.acted import Scene, also
from tests.disclosure.deeds import approve, codes, prepare


@pytest.mark.clause("D1.2")
def test_a_handler_may_not_draft_even_with_the_role(scene: Scene) -> None:
    line = scene.line()
    handler = also(scene.person(line, "H"), "PB", line)
    with pytest.raises(StepRefused) as refusal:
        prepare(line, who=handler)
    assert codes(refusal) == ["publication.handler"]
    assert not Publication.objects.filter(case=line.case).exists()


def test_a_handler_may_not_check_return_withhold_nor_end_even_with_the_role(scene: Scene) -> None:
    line, draft = scene.prepared()
    handler = also(scene.person(line, "H", 1), "PC", line)
    before = scene.types("anjuan")
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft, handler)
    assert codes(refusal) == ["publication.handler"]
    for deed in (actions.return_to_publisher, actions.withhold):
        with pytest.raises(StepRefused) as refusal:
            deed(actor=handler, publication_id=draft.pk, reason="理由", now=line.at)
        assert "publication.handler" in codes(refusal)
    assert scene.types("anjuan") == before
    approve(line, draft)
    for deed in (actions.correct, actions.withdraw):
        with pytest.raises(StepRefused) as refusal:
            deed(actor=handler, publication_id=draft.pk, reason="理由", now=line.at)
        assert codes(refusal) == ["publication.handler"]
    assert line.publication.state == "published"


def test_who_drafted_may_not_check_even_with_both_roles(scene: Scene) -> None:
    line, draft = scene.prepared()
    both = also(scene.person(line, "PB"), "PC", line)
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft, both)
    assert codes(refusal) == ["publication.same-person"]
    with pytest.raises(StepRefused) as refusal:
        actions.withhold(actor=both, publication_id=draft.pk, reason="理由", now=line.at)
    assert "publication.same-person" in codes(refusal)
    with pytest.raises(StepRefused):
        actions.return_to_publisher(actor=both, publication_id=draft.pk, reason="理由", now=line.at)
    assert line.publication.state == "prepared"


def test_the_database_refuses_one_person_as_both(scene: Scene) -> None:
    line, draft = scene.prepared()
    by = By(draft.prepared_by_id, "PC", draft.case.organ_id)
    draft.approved_by_id = draft.prepared_by_id
    with (
        pytest.raises(IntegrityError),
        act(type="publish.approved", by=by, obj=line.case, case=line.case, now=line.at) as opened,
    ):
        opened.save(draft)


@pytest.mark.parametrize("role", ["H", "U", "L", "B", "PC"])
def test_only_the_publisher_drafts(scene: Scene, role: str) -> None:
    line = scene.line()
    with pytest.raises(NotAllowed):
        prepare(line, who=line.actor(role))


@pytest.mark.parametrize("role", ["H", "U", "L", "B", "PB"])
def test_only_the_checker_checks(scene: Scene, role: str) -> None:
    line, draft = scene.prepared()
    with pytest.raises(NotAllowed):
        approve(line, draft, line.actor(role))


def test_the_checker_of_another_organ_may_not_check(scene: Scene) -> None:
    line, draft = scene.prepared()
    with pytest.raises(NotAllowed):
        approve(line, draft, scene.line("person").actor("PC"))


def test_a_second_draft_of_the_same_decision_is_refused(scene: Scene) -> None:
    line, _ = scene.prepared()
    with pytest.raises(StepRefused) as refusal:
        prepare(line)
    assert codes(refusal) == ["publication.exists"]


def test_what_is_out_cannot_be_returned_or_withheld(scene: Scene) -> None:
    line, out = scene.published()
    for deed in (actions.return_to_publisher, actions.withhold):
        with pytest.raises(StepRefused) as refusal:
            deed(actor=line.actor("PC"), publication_id=out.pk, reason="理由", now=line.at)
        assert "publication.state" in codes(refusal)
    assert line.publication.state == "published"


def both_at_once(deed: Any) -> list[str]:
    """The same deed by two threads; what each came to."""
    ready, found = threading.Barrier(2), []

    def run() -> None:
        ready.wait()
        try:
            deed()
            found.append("done")
        except (StepRefused, OutOfDate) as refusal:
            found.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def test_two_drafts_at_once_are_one(scene: Scene) -> None:
    line = scene.line()
    found = both_at_once(lambda: prepare(line))
    assert found.count("done") == 1 and Publication.objects.filter(case=line.case).count() == 1


def test_two_approvals_at_once_are_one(scene: Scene) -> None:
    line, draft = scene.prepared()
    before = scene.types("gongshi").count("publication.published")
    found = both_at_once(lambda: approve(line, draft))
    assert found.count("done") == 1
    assert scene.types("gongshi").count("publication.published") == before + 1
    assert scene.types("anjuan", line).count("publish.approved") == 1
    assert scene.types("anjuan", line).count("publish.published") == 1
