"""The shape of a procedure table: step → Rule. A running case keeps the version of the table it began under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingjing.law.gates import party_heard
from mingjing.law.gating import Gate
from mingjing.law.kinds import ActKind, DecisionKind, Doc, Phase, Power, Role, Stage, Step


@dataclass(frozen=True, slots=True)
class Rule:
    """When a step may be taken, by whom, what it makes, and which clocks it moves.

    ``leads_to`` None keeps the stage. ``starts`` and ``meets`` are limit rule ids of ``law.deadlines``.
    ``records`` are codes of the 音像记录事项清单 that this step is expected to be recorded under.
    ``decides``: the step issues a decision of this kind; the first of ``produces`` is its text.
    ``others``: an optional step that stands under 其他办理 on the page of a case.
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
    decides: DecisionKind | None = None
    others: bool = False


def rule(
    starts_from: frozenset[Stage], by: Power, basis: str, *gates: Gate, phase: Phase = Phase.EVIDENCE, **more: object
) -> Rule:
    """A line of a table. A decision always waits for what the party has handed in."""
    if more.get("decides") and party_heard not in gates:
        gates = (*gates, party_heard)
    return Rule(starts_from, by, basis, gates, phase=phase, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of one kind of act, dated and versioned.

    ``opens_with`` is the paper that opening makes, ``opening_starts`` the clocks it starts. ``focus``: stage → the step
    a case at that stage is on its way to (its checklist stands on the case page). ``decide_clock`` is the limit of the
    decision, ``publish_clock`` that of its publication. ``service_starts``, ``service_meets``: clocks that the service
    of a paper other than the decision starts from its day, and meets.
    """

    version: str
    label: str
    rules: dict[Step, Rule]
    kind: ActKind = ActKind.PENALTY
    name: str = "ordinary"
    first_stage: Stage = Stage.CLUE
    opened_by: Power = Power.OPEN_CASE
    opens_with: Doc | None = Doc.CLUE_REGISTRATION
    opening_starts: tuple[str, ...] = ("clue.verify",)
    focus: Mapping[Stage, Step] = field(default_factory=dict)
    decide_clock: str = "case.decide"
    publish_clock: str = "publish.penalty"
    pay_clock: str = "payment.pay"  # the limit within which the party pays what a decision obliges to
    service_starts: Mapping[Doc, tuple[str, ...]] = field(default_factory=dict)
    service_meets: Mapping[Doc, tuple[str, ...]] = field(default_factory=dict)
    written: frozenset[Doc] = frozenset()  # papers of its own that people write apart

    @property
    def deciding(self) -> dict[Doc, Step]:
        """The text of each decision this procedure can end in → the step that issues it."""
        return {r.produces[0]: step for step, r in self.rules.items() if r.decides}

    @property
    def produced(self) -> frozenset[Doc]:
        """Every document that some step of this procedure makes."""
        return frozenset(doc for r in self.rules.values() for doc in r.produces)


HEADS = frozenset(
    {
        Power.APPROVE_FILING, Power.DECIDE_RECUSAL, Power.APPROVE_PRESERVATION, Power.HANDLE_PRESERVATION,
        Power.APPROVE_EXTENSION, Power.CHAIR_DISCUSSION, Power.SIGN_DECISION, Power.ANNUL_DECISION,
        Power.APPROVE_DEFERRAL, Power.APPLY_COURT, Power.APPROVE_CLOSING, Power.APPROVE_MEASURE, Power.APPROVE_LEVY,
        Power.APPROVE_INSPECTION,
    }
)  # fmt: skip
REVIEWERS = frozenset({Power.GIVE_OPINION, Power.CONFIRM_REVIEW, Power.SETTLE_REVIEW, Power.HOST_HEARING})
LEADS = frozenset({Power.ISSUE_NOTICE, Power.IMPOSE_SURCHARGE, Power.ASSESS_LEVY, Power.ASSIGN_CASE})


def duty_of(power: Power) -> tuple[Role, ...]:
    """Whose work a step under this power is: the first of these roles that anyone in the organ holds."""
    if power in HEADS:
        return (Role.HEAD,)
    if power in REVIEWERS:
        return (Role.REVIEWER,)
    if power in LEADS:
        return (Role.UNIT_LEAD, Role.HEAD)
    return (Role.ARCHIVIST, Role.HANDLER) if power is Power.FILE_ARCHIVE else (Role.HANDLER,)
