"""Asking the tables: what blocks a step, what may come next, the checklist a screen shows."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law import coercion, inspection, levy, licence, penalty
from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Blocker
from mingjing.law.kinds import ActKind, Phase, Stage, Step
from mingjing.law.rules import Procedure, Rule

TABLES: tuple[Procedure, ...] = (
    *penalty.PROCEDURES,
    *coercion.PROCEDURES,
    *inspection.PROCEDURES,
    *levy.PROCEDURES,
    *licence.PROCEDURES,
)
PROCEDURES: dict[str, Procedure] = {p.version: p for p in TABLES}
CURRENT: dict[tuple[ActKind, str], str] = {(p.kind, p.name): p.version for p in TABLES}

PHASE_OF_STAGE = {
    Stage.CLUE: Phase.START,
    Stage.NOT_FILED: Phase.ARCHIVE,
    Stage.INVESTIGATING: Phase.EVIDENCE,
    Stage.INVESTIGATED: Phase.DECISION,
    Stage.NOTIFIED: Phase.DECISION,
    Stage.DECIDED: Phase.EXECUTION,
    Stage.SERVED: Phase.EXECUTION,
    Stage.EXECUTED: Phase.EXECUTION,
    Stage.CLOSED: Phase.ARCHIVE,
    Stage.ARCHIVED: Phase.ARCHIVE,
    Stage.TRANSFERRED: Phase.ARCHIVE,
    Stage.TERMINATED: Phase.ARCHIVE,
    Stage.SCENE: Phase.EVIDENCE,
    Stage.PROPOSED: Phase.START,
    Stage.APPROVED: Phase.EVIDENCE,
    Stage.IN_FORCE: Phase.EXECUTION,
    Stage.RELEASED: Phase.EXECUTION,
    Stage.DEMANDED: Phase.EVIDENCE,
    Stage.ANNOUNCED: Phase.EXECUTION,
    Stage.EXECUTION_SUSPENDED: Phase.EXECUTION,
    Stage.EXECUTION_ENDED: Phase.EXECUTION,
    Stage.AT_COURT: Phase.EXECUTION,
    Stage.PLANNED: Phase.START,
    Stage.INSPECTING: Phase.EVIDENCE,
    Stage.INSPECTED: Phase.DECISION,
    Stage.CANCELLED: Phase.ARCHIVE,
    Stage.ASSESSING: Phase.START,
    Stage.CONSULTING: Phase.EVIDENCE,
    Stage.CONSULTED: Phase.DECISION,
    Stage.SURVEYED: Phase.EVIDENCE,
    Stage.AGREED: Phase.EXECUTION,
    Stage.IN_USE: Phase.EXECUTION,
    Stage.RETURNED: Phase.EXECUTION,
    Stage.COMPENSATED: Phase.EXECUTION,
    Stage.APPLIED: Phase.START,
    Stage.AWAITING_MATERIALS: Phase.START,
    Stage.NOT_ACCEPTED: Phase.ARCHIVE,
    Stage.ACCEPTED: Phase.EVIDENCE,
    Stage.EXAMINED: Phase.DECISION,
    Stage.GRANTED: Phase.EXECUTION,
    Stage.CERTIFIED: Phase.EXECUTION,
    Stage.RAISED: Phase.START,
    Stage.WITHDRAWN: Phase.ARCHIVE,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the checklist: ``state`` yes | no | wait, with why, article and the step that mends it."""

    code: str
    label: str
    state: str
    message: str
    article: str
    cure: str
    step: Step | None


def rule_of(version: str, step: Step) -> Rule | None:
    """The rule of one step in one version of a table, or None where the step does not exist."""
    return PROCEDURES[version].rules.get(step)


def blockers(version: str, facts: CaseFacts, step: Step) -> tuple[Blocker, ...]:
    """Every reason why ``step`` may not be taken now; empty when it may."""
    rule = rule_of(version, step)
    if rule is None:
        return (
            Blocker(
                "step.unknown", "步骤", f"本程序没有“{step.label}”这一步", "三政办〔2019〕16号三(二)", "按流程图办理"
            ),
        )
    found = [b for gate in rule.gates if (b := gate(facts))]
    if facts.stage not in rule.starts_from:
        where = "、".join(s.label for s in Stage if s in rule.starts_from)
        found.insert(
            0,
            Blocker(
                "stage.wrong",
                "案件阶段",
                f"案件现在是“{facts.stage.label}”，{step.label}要在“{where}”时办理",
                rule.basis,
                "先完成前面的步骤",
            ),
        )
    return tuple(found)


def unknown(step: Step) -> tuple[Blocker, ...]:
    """The refusal of a step that the table of this case does not have."""
    words = f"本程序没有“{step.label}”这一步"
    return (Blocker("step.unknown", "步骤", words, "三政办〔2019〕16号三(二)", "按流程图办理"),)


def checklist(version: str, facts: CaseFacts, step: Step) -> tuple[Condition, ...]:
    """Every condition of a step, met or not: unmet first, then waiting, then met."""
    rule = PROCEDURES[version].rules[step]
    lines = []
    for gate in rule.gates:
        a = gate.ask(facts)
        lines.append(Condition(gate.code, gate.label, a.state, a.message, gate.article, a.cure, a.step))
    return tuple(sorted(lines, key=lambda c: ("no", "wait", "yes").index(c.state)))


def next_steps(version: str, facts: CaseFacts) -> tuple[tuple[Step, tuple[Blocker, ...]], ...]:
    """Steps that start from the present stage, each with its blockers, in the order of the table."""
    return tuple(
        (step, blockers(version, facts, step))
        for step, rule in PROCEDURES[version].rules.items()
        if facts.stage in rule.starts_from
    )


def version_for(kind: ActKind, procedure: str) -> str:
    """The table version a new case begins under.

    Raises LookupError when this kind has no such procedure yet.
    """
    try:
        return CURRENT[(kind, procedure)]
    except KeyError:
        raise LookupError(f"{kind.label}还没有“{procedure}”程序") from None


#: What a party owes by a day: not kept, it is overdue. Its other times are rights, which lapse.
PAYING = frozenset({"demand.comply", *(table.pay_clock for table in PROCEDURES.values())})
