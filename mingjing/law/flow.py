"""The public flow chart (执法流程图, plan 三(一)1) of any procedure table, as places and moves; drawing is elsewhere.

The main line runs from the first stage along ``focus`` to the end. What keeps the stage stands beside it, once; what
leads away from the line leads to a side place, which is drawn where it is first reached. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from mingjing.law.limit_table import resolve
from mingjing.law.limits import Holder, Limit
from mingjing.law.rules import Procedure, Rule, duty_of
from mingjing.law.steps import ENDED, Stage, Step


@dataclass(frozen=True, slots=True)
class Move:
    """One step as it stands on the chart. Who, article and limits are given where it stands first, not again.

    ``to``: sign and name of the place it leads to, "" when it keeps the stage. ``also``: the other places at which the
    step may be taken. ``opens``: the side place that is drawn with this move.
    """

    step: Step
    label: str
    who: str = ""
    article: str = ""
    limits: tuple[str, ...] = ()
    to: str = ""
    also: str = ""
    opens: Place | None = None

    @property
    def told_before(self) -> bool:
        """Whether the step was described at an earlier place."""
        return not self.article


@dataclass(frozen=True, slots=True)
class Place:
    """One stage: ``sign`` is its number on the main line, or its letter beside it.

    ``within``: steps every case may need here; ``at_need``: optional ones; ``away``: steps that leave the line (of a
    side place: every step out of it); ``onward``: the step to the next place of the line, then its alternatives.
    """

    sign: str
    stage: Stage
    within: tuple[Move, ...]
    at_need: tuple[Move, ...]
    away: tuple[Move, ...]
    onward: tuple[Move, ...] = ()

    @property
    def label(self) -> str:
        """The stage in words."""
        return self.stage.label

    @property
    def moves(self) -> Iterator[Move]:
        """Every move drawn with this place, those of the side places it opens included."""
        for move in (*self.within, *self.at_need, *self.away, *self.onward):
            yield move
            if move.opens:
                yield from move.opens.moves


@dataclass(frozen=True, slots=True)
class Flow:
    """The chart of one procedure. ``opening``: who opens a case of it, and the clocks that start then."""

    title: str
    opening: str
    line: tuple[Place, ...]

    @property
    def moves(self) -> Iterator[Move]:
        """Every move of the chart, in the order of drawing."""
        for place in self.line:
            yield from place.moves


def flow(procedure: Procedure, on: date) -> Flow:
    """The chart of a procedure, with the limits in force on a day."""
    return _Chart(procedure, on).drawn()


def main_line(procedure: Procedure) -> list[Stage]:
    """The stages of the main line: along ``focus``, else along the first step that goes on; never twice through one."""
    line = [procedure.first_stage]
    while following := _following(procedure, line):
        line.append(following)
    return line


def _following(procedure: Procedure, line: list[Stage]) -> Stage | None:
    here = line[-1]

    def goes_on(rule: Rule | None) -> bool:
        return bool(rule and here in rule.starts_from and rule.leads_to and rule.leads_to not in line)

    wanted = procedure.rules.get(procedure.focus[here]) if here in procedure.focus else None
    if wanted and goes_on(wanted):
        return wanted.leads_to
    ways = [rule.leads_to for rule in procedure.rules.values() if goes_on(rule) and not rule.others]
    early_ends = ENDED - {Stage.CLOSED}
    return next((stage for stage in ways if stage not in early_ends), ways[0] if ways else None)


class _Chart:
    """Signs of all places first, then their moves: a move names places that are drawn later."""

    def __init__(self, procedure: Procedure, on: date) -> None:
        self.rules, self.procedure, self.on = procedure.rules, procedure, on
        self.line = main_line(procedure)
        self.signs = {stage: str(number) for number, stage in enumerate(self.line, 1)}
        self.opened_by: dict[tuple[Step, Stage], Stage] = {}
        for stage in self.line:
            self._find_sides(stage)
        self.first: dict[Step, Stage] = {}  # where a step is described
        for step, rule in self.rules.items():
            at = [stage for stage in self.signs if stage in rule.starts_from]
            on_line = [stage for stage in at if self._is_onward(rule, stage)]
            if at:
                self.first[step] = (on_line or at)[0]

    def _find_sides(self, stage: Stage) -> None:
        """Side places that are first reached from here, then those that are reached from them."""
        found = []
        for step, rule in self.rules.items():
            target = rule.leads_to
            if target and stage in rule.starts_from and target not in self.signs:
                self.signs[target] = _letter(len(self.signs) - len(self.line))
                self.opened_by[step, stage] = target
                found.append(target)
        for target in found:
            self._find_sides(target)

    def _is_onward(self, rule: Rule, stage: Stage) -> bool:
        if stage not in self.line[:-1] or stage not in rule.starts_from:
            return False
        after = self.line[self.line.index(stage) + 1]
        return rule.leads_to == after and (not rule.others or rule is self._way(stage, after))

    def _way(self, stage: Stage, after: Stage) -> Rule | None:
        wanted = self.rules.get(self.procedure.focus[stage]) if stage in self.procedure.focus else None
        return wanted if wanted and wanted.leads_to == after else None

    def drawn(self) -> Flow:
        p = self.procedure
        clocks = (f"起算：{limit.label} {limit.length}" for limit in self._limits(p.opening_starts))
        opening = "；".join((f"由{duty_of(p.opened_by)[0].label}登记", *clocks))
        return Flow(f"{p.label}流程图", opening, tuple(self._place(stage) for stage in self.line))

    def _place(self, stage: Stage) -> Place:
        within: list[Move] = []
        at_need: list[Move] = []
        away: list[Move] = []
        onward: list[Move] = []
        for step, rule in self.rules.items():
            if stage not in rule.starts_from:
                continue
            if self._is_onward(rule, stage):
                onward.append(self._move(step, rule, stage))
            elif rule.leads_to and rule.leads_to != stage:
                if self._is_worth_telling(step, rule, stage):
                    away.append(self._move(step, rule, stage))
            elif self.first[step] == stage:
                (at_need if rule.others else within).append(self._move(step, rule, stage))
        if len(onward) > 1:
            after = self.line[self.line.index(stage) + 1]
            onward.sort(key=lambda move: self.rules[move.step] is not self._way(stage, after))
        return Place(self.signs[stage], stage, tuple(within), tuple(at_need), tuple(away), tuple(onward))

    def _is_worth_telling(self, step: Step, rule: Rule, stage: Stage) -> bool:
        """A way out is drawn where it is described, out of every side place, and where it also is part of the line."""
        described = self.first[step]
        return described == stage or stage not in self.line or self._is_onward(rule, described)

    def _move(self, step: Step, rule: Rule, stage: Stage) -> Move:
        target = rule.leads_to if rule.leads_to != stage else None
        to = f"{self.signs[target]} {target.label}" if target else ""
        opened = self.opened_by.get((step, stage))
        opens = self._place(opened) if opened else None
        if self.first[step] != stage:
            return Move(step, step.label, to=to, opens=opens)
        return Move(
            step,
            step.label,
            duty_of(rule.by)[0].label,
            rule.basis,
            self._limits_of(step, rule),
            to,
            self._also(step, rule, stage),
            opens,
        )

    def _also(self, step: Step, rule: Rule, stage: Stage) -> str:
        """The other places of a step that are not drawn as ways of their own, in words."""
        signs = [
            self.signs[other]
            for other in self.signs
            if other in rule.starts_from
            and other != stage
            and not self._is_onward(rule, other)
            and not (rule.leads_to and rule.leads_to != other and self._is_worth_telling(step, rule, other))
        ]
        return f"阶段 {'、'.join(_runs(signs))} 也可以办理" if signs else ""

    def _limits_of(self, step: Step, rule: Rule) -> tuple[str, ...]:
        due = [f"时限：{limit.start_event}起 {limit.length}内{_own(limit)}" for limit in self._limits(rule.meets)]
        begun = [f"起算：{_of(limit)}" for limit in self._limits(rule.starts)]
        if step is Step.SERVE_DOCUMENT:
            for doc, clocks in self.procedure.service_starts.items():
                begun += [f"{doc.label}送达起算：{_of(limit)}" for limit in self._limits(clocks)]
        return tuple(dict.fromkeys((*due, *begun)))

    def _limits(self, rule_ids: tuple[str, ...]) -> list[Limit]:
        """Those in force; a clock that has none on this day is left out of the chart, not made up."""
        found = []
        for rule_id in rule_ids:
            try:
                found.append(resolve(rule_id, self.on))
            except LookupError:
                continue
        return found


def _of(limit: Limit) -> str:
    whose = "当事人" if limit.holder is Holder.PARTY and "当事人" not in limit.label else ""
    return f"{whose}{limit.label} {limit.length}{_own(limit)}"


def _own(limit: Limit) -> str:
    return "（机关规定）" if limit.configurable else ""


def _letter(number: int) -> str:
    """A … Z, AA, AB …"""
    before, at = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[at]


def _runs(signs: list[str]) -> Iterator[str]:
    """2, 3, 4, 6, A → 2—4, 6, A."""
    run: list[str] = []
    for sign in [*signs, ""]:
        if run and not (sign.isdigit() and run[-1].isdigit() and int(sign) == int(run[-1]) + 1):
            yield "、".join(run) if len(run) < 3 else f"{run[0]}—{run[-1]}"
            run = []
        run.append(sign)
