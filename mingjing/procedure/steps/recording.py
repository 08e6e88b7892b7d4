"""A step that needs no writer of its own: its papers, its decision, and the record that it was taken."""

from __future__ import annotations

from mingjing.procedure import history
from mingjing.procedure.models import StepTaken
from mingjing.procedure.steps import decision
from mingjing.procedure.taking import Taking


def record(t: Taking) -> None:
    """Issue the decision the step is for, if any, and make its other documents from the case and what was given."""
    if t.rule.decides:
        decision.decide(t)
    for doc in t.rule.produces:
        if doc not in t.made:
            t.paper(doc, **t.fields(doc))


def keep(t: Taking) -> None:
    """Keep that the step was taken, and with which values: what later gates ask about."""
    t.act.save(
        StepTaken(
            case=t.case,
            step=t.step,
            by_id=t.by.person_id or None,
            taken_on=t.on,
            taken_at=t.now,
            values=history.kept(t.values),
        )
    )
