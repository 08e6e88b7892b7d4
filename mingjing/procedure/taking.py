"""One step being taken: the open act, the locked case, the facts it was judged on, and what the person filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mingjing.cases.models import Case
from mingjing.documents.forms import FORMS
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Doc, Stage, Step
from mingjing.law.rules import Rule
from mingjing.procedure import filling, history, limits, papers

if TYPE_CHECKING:
    from mingjing.documents.models import DocumentVersion
    from mingjing.ledger.actions import Act, By
    from mingjing.organs.permissions import Actor
    from mingjing.procedure.facts import Gathered


@dataclass
class Taking:
    """Handed to the step's writer. Everything it writes goes through ``act.save`` and so into the one entry.

    ``after``: what this step brings about in another case: acts of their own, done in the same transaction when the
    step's entry stands (a case that goes on as another, see ``opening``).
    """

    case: Case
    step: Step
    rule: Rule
    act: Act
    seen: Gathered
    values: dict[str, Any]
    actor: Actor
    by: By
    now: datetime
    made: dict[Doc, DocumentVersion] = field(default_factory=dict)
    amount: int | None = None  # 分 that the decision obliges to pay, where it is not the fine of the case
    after: list[Callable[[], object]] = field(default_factory=list)

    @property
    def on(self) -> date:
        """The Beijing date of the act."""
        return limits.beijing_date(self.now)

    @property
    def facts(self) -> CaseFacts:
        return self.seen.facts

    def paper(self, doc: Doc, **extra: Any) -> DocumentVersion:
        """Make one document of this step final: filled from the case, then ``extra``. Kept for the step's entry."""
        filled = filling.fill(doc, self.case, self.seen, now=self.now)
        version = papers.issue(
            self.act, self.case, doc, seen=self.seen, by=self.by, now=self.now, filled=filled, extra=extra
        )
        self.made[doc] = version
        return version

    def fields(self, doc: Doc) -> dict[str, Any]:
        """The values of this step under the names of the form's own fields, as a document keeps them."""
        names = {f.name for f in FORMS[doc].fields}
        return {name: value for name, value in history.kept(self.values).items() if name in names}

    def lead_to(self, stage: Stage) -> None:
        """Move the case to ``stage`` and note the day where the stage has one."""
        self.case.stage = stage
        name = DAY_OF_STAGE.get(stage)
        if name:
            setattr(self.case, name, self.on)


DAY_OF_STAGE = {
    Stage.INVESTIGATED: "concluded_on",
    Stage.DECIDED: "decided_on",
    Stage.GRANTED: "decided_on",
    Stage.EXECUTED: "executed_on",
    Stage.CLOSED: "ended_on",
    Stage.NOT_FILED: "ended_on",
    Stage.TRANSFERRED: "ended_on",
    Stage.TERMINATED: "ended_on",
    Stage.CANCELLED: "ended_on",
    Stage.NOT_ACCEPTED: "ended_on",
    Stage.WITHDRAWN: "ended_on",
    Stage.ARCHIVED: "archived_on",
}
