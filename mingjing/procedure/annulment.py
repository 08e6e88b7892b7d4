"""A decision of the case was annulled: what came before it no longer counts towards the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mingjing.law.annulment import Annulled, Annuller, Fault, Redo
from mingjing.law.facts import Taken
from mingjing.law.kinds import Doc, Step
from mingjing.procedure.models import DecisionAnnulment

if TYPE_CHECKING:
    from mingjing.cases.models import Case

# Of these a case may hold another one after an annulment; what was made before it is of the annulled decision.
RENEWED = frozenset(
    {
        Doc.INVESTIGATION_REPORT, Doc.HEARING_RECORD, Doc.HEARING_REPORT, Doc.PENALTY_DECISION,
        Doc.NO_PENALTY_DECISION, Doc.TRANSFER_LETTER, Doc.TERMINATION_APPROVAL, Doc.DEMAND_NOTICE,
        Doc.COURT_APPLICATION, Doc.CLOSING_APPROVAL,
    }
)  # fmt: skip
# Facts, reasons, articles and evidence of a decision: what must change, or the result must (诉71).
GROUNDS = ("facts", "violation", "nature", "violated", "penalty_basis", "discretion_reason", "evidence")


def last(case: Case) -> DecisionAnnulment | None:
    """The last annulment in this case."""
    if case.annulled_on is None:
        return None
    rows = DecisionAnnulment.objects.filter(decision__case=case).select_related("decision__version")
    return rows.order_by("ledger_id").last()


def since(case: Case) -> int:
    """The entry of the last annulment, -1 when there was none: only what stands after it counts for a new decision."""
    found = last(case)
    return found.ledger_id if found else -1


def fact(case: Case, history: tuple[Taken, ...], draft: Any) -> Annulled | None:
    """The last annulment as the law asks about it, beside the decision text that is being written."""
    row = last(case)
    taken = next((t for t in reversed(history) if t.step is Step.ANNUL), None)
    if row is None or taken is None:
        return None
    old, new = row.decision.version.values, draft.values if draft else None
    return Annulled(
        by=Annuller(taken.values["authority"]),
        fault=Fault(taken.values["ground"]),
        redo=Redo(taken.values["redo"]),
        on=row.annulled_on,
        fine=row.decision.fine,
        penalties=row.decision.penalty_kinds,
        same_grounds=new is None or all(old.get(name) == new.get(name) for name in GROUNDS),
        redo_by=taken.values.get("redo_by"),
    )
