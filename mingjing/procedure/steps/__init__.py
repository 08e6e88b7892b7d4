"""What each step writes, by phase. A writer decides nothing: the gates have already answered."""

from __future__ import annotations

from collections.abc import Callable

from mingjing.law.kinds import Step
from mingjing.procedure.steps import decision, evidence, execution, notice, review, start
from mingjing.procedure.taking import Taking

WRITERS: dict[Step, Callable[[Taking], None]] = {
    **start.WRITERS,
    **evidence.WRITERS,
    **notice.WRITERS,
    **review.WRITERS,
    **decision.WRITERS,
    **execution.WRITERS,
}
