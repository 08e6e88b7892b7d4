"""What publisher and checker do, as tests ask for it."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.disclosure import actions, queries
from mingjing.disclosure.models import Mark, Publication
from mingjing.ledger.actions import By, act
from mingjing.procedure.refusals import StepRefused


def codes(refusal: pytest.ExceptionInfo[StepRefused]) -> list[str]:
    """Why it was refused."""
    return [b.code for b in refusal.value.blockers]


def prepare(line: Any, **more: Any) -> Publication:
    """A draft by the publisher of the case, or by ``who``."""
    marks = more.pop("marks", {})
    who = more.pop("who", None) or line.actor("PB")
    made = actions.prepare(actor=who, decision_id=line.decision.pk, marks=marks, now=line.at, **more)
    line.named["publication"] = made.pk
    return made


def approve(line: Any, publication: Publication, who: Any = None, **more: Any) -> Publication:
    """Approval by the checker of the case, or by ``who``."""
    return actions.approve(actor=who or line.actor("PC"), publication_id=publication.pk, now=line.at, **more)


def relabelled(line: Any, publication: Publication, klass: str, *paths: str) -> None:
    """What no action would write: other classes under the draft, with the root that fits them."""
    decision = line.decision
    by = By(line.actor("PB").person_id, "PB", decision.case.organ_id)
    with act(type="publish.prepared", by=by, obj=line.case, case=line.case, now=line.at) as opened:
        for path in paths:
            opened.save(Mark(publication=publication, path=path, klass=klass, reason="测试"))
        classes = queries.classes_of(publication)
        publication.span_root = queries.span_root(decision.version, classes)
        opened.save(publication)
