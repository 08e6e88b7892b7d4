"""What each step writes, by phase and act. A writer decides nothing: the gates have already answered.

A step without a writer of its own is ``recording.record``ed: papers, decision, and that it was taken.
"""

from __future__ import annotations

from collections.abc import Callable

from mingjing.law.kinds import Step
from mingjing.procedure.steps import (
    annulment,
    coercion,
    decision,
    evidence,
    execution,
    inspection,
    levy,
    licence,
    notice,
    review,
    serving,
    start,
    summary,
)
from mingjing.procedure.taking import Taking

WRITERS: dict[Step, Callable[[Taking], None]] = {
    **start.WRITERS,
    **evidence.WRITERS,
    **notice.WRITERS,
    **review.WRITERS,
    **decision.WRITERS,
    **execution.WRITERS,
    **serving.WRITERS,
    **summary.WRITERS,
    **annulment.WRITERS,
    **coercion.WRITERS,
    **inspection.WRITERS,
    **levy.WRITERS,
    **licence.WRITERS,
}
