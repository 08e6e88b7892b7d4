"""The 裁量测算 that counts in a case, read: as the law asks for it, and as screens and papers show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mingjing.cases.models import Case, Weighing
from mingjing.discretion import asking
from mingjing.discretion import queries as benchmarks
from mingjing.law.benchmarks import Unit
from mingjing.law.circumstances import Effect
from mingjing.law.discretion import Line, Result, Span
from mingjing.law.kinds import ActKind, PartyKind
from mingjing.law.weighed import Weighed

if TYPE_CHECKING:
    from mingjing.discretion.models import Benchmark


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept 裁量测算 as it is shown: nothing is reckoned again."""

    row: Weighing
    benchmark: Benchmark
    question: asking.Question
    level: str
    effect: Effect
    statutory: Span
    tier_range: Span
    suggested: Span
    allowed: Span
    steps: tuple[Line, ...]

    @property
    def outside(self) -> bool:
        """Whether the fine it was kept with departs from the range."""
        return bool(self.row.fine) and self.row.fine not in self.allowed


def keep(result: Result) -> dict[str, Any]:
    """A result as JSON keeps it; ``show`` reads it."""
    spans = ("statutory", "tier_range", "suggested", "allowed")
    return {
        "level": result.level,
        "effect": result.effect.value,
        **{name: [getattr(result, name).low, getattr(result, name).high] for name in spans},
        "steps": [{"words": line.words, "article": line.article} for line in result.steps],
    }


def show(row: Weighing) -> Shown:
    """A kept row with its values typed again."""
    found = row.found
    return Shown(
        row, row.benchmark, asking.kept(row.asked), found["level"], Effect(found["effect"]), Span(*found["statutory"]),
        Span(*found["tier_range"]), Span(*found["suggested"]), Span(*found["allowed"]),
        tuple(Line(**line) for line in found["steps"]),
    )  # fmt: skip


def latest(case: Case) -> Shown | None:
    """The one that counts: the last."""
    if case.kind != ActKind.PENALTY:
        return None
    rows = Weighing.objects.filter(case=case).select_related("benchmark", "benchmark__organ", "benchmark__region")
    row = rows.order_by("ledger_id").last()
    return show(row) if row else None


def fact(case: Case) -> Weighed | None:
    """The one that counts, as gates ask for it."""
    shown = latest(case)
    if shown is None:
        return None
    table, asked = shown.benchmark.table, shown.question.base
    by_value = table.unit is Unit.TIMES_VALUE or (not table.unit.base and bool(asked))
    now = case.goods_value if by_value else case.confiscated_income if table.unit is Unit.TIMES_INCOME else asked
    return Weighed(
        benchmark=shown.benchmark.document,
        tier=shown.level,
        effect=shown.effect,
        statutory=shown.statutory,
        allowed=shown.allowed,
        reason=shown.row.reason,
        reasoned=shown.row.fine,
        base=asked,
        base_now=now,
        in_force=table.on(act_day(case)),
    )


def act_day(case: Case) -> date:
    """The day whose benchmark is used: when the violation ended, else when it was found."""
    return case.act_ended_on or case.found_on


def fitting(case: Case) -> list[Benchmark]:
    """Published benchmarks in force on the day of the violation that name it, for this sort of party."""
    if case.kind != ActKind.PENALTY:
        return []
    return benchmarks.for_case(**_where(case), names=(case.cause, case.power.name), on=act_day(case))


def others(case: Case) -> list[Benchmark]:
    """The rest of the field, to choose from when none fits by its name."""
    near = {b.pk for b in fitting(case)}
    return [b for b in benchmarks.of_field(**_where(case), on=act_day(case)) if b.pk not in near]


def _where(case: Case) -> dict[str, Any]:
    party = case.parties.first()
    return {
        "organ_id": case.organ_id,
        "region_code": case.organ.region_id,
        "field": case.organ.field,
        "party": PartyKind(party.kind) if party else None,
    }
