"""The shape of a procedure table: step → Rule. A running case keeps the version of the table it began under."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.gating import Gate
from mingjing.law.kinds import Doc, Phase, Power, Stage, Step


@dataclass(frozen=True, slots=True)
class Rule:
    """When a step may be taken, by whom, what it makes, and which clocks it moves.

    ``leads_to`` None keeps the stage. ``starts`` and ``meets`` are limit rule ids of ``law.deadlines``.
    ``records`` are codes of the 音像记录事项清单 that this step is expected to be recorded under.
    """

    starts_from: frozenset[Stage]
    by: Power
    basis: str
    gates: tuple[Gate, ...] = ()
    leads_to: Stage | None = None
    produces: tuple[Doc, ...] = ()
    records: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    seals_at_once: bool = False
    phase: Phase = Phase.EVIDENCE


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of one kind of act, dated and versioned."""

    version: str
    label: str
    rules: dict[Step, Rule]
