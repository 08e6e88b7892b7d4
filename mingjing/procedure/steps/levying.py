"""What the steps of all 行政征收征用 share: the number of the case, rows that move a debt, moments that are past."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingjing.documents import actions as documents
from mingjing.law.kinds import Step
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Measure
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.taking import Taking


def numbered(t: Taking, word: str = "征") -> None:
    """The case gets its number, in sequence, with the first step that is taken in it."""
    if not t.case.number:
        prefix = f"{t.case.organ.doc_prefix}{word}"
        t.case.number = documents.issue_number(organ=t.case.organ, prefix=prefix, year=t.on.year)
        t.case.filed_on = t.on


def obliged(t: Taking) -> int:
    """分 that what is decided obliges the party to pay: the fine, or the fee as it was assessed."""
    assessed = t.facts.last(Step.ASSESS)
    return int(assessed.values["amount"]) if assessed else t.case.fine


def measure(t: Taking, kind: str, **more: object) -> None:
    """A deferral, a surcharge or an application to the court, of the decision that stands."""
    t.act.save(Measure(case=t.case, decision=t.seen.decision, kind=kind, made_on=t.on, **more))


def past(t: Taking, *names: str) -> None:
    """Moments that were typed must lie behind, and follow each other. Raises FormIncomplete."""
    moments: list[datetime] = [t.values[name] for name in names]
    late = {name: "时间不能晚于现在" for name, at in zip(names, moments, strict=True) if at > t.now}
    if not late and moments != sorted(moments):
        late = {names[-1]: "结束时间不能早于开始时间"}
    if late:
        raise FormIncomplete(late)


def minute(value: Any) -> str:
    """A moment as a paper keeps it, in Beijing time."""
    return f"{value.astimezone(BEIJING):%Y-%m-%dT%H:%M}"
