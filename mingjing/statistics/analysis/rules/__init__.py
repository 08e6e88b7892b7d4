"""Every rule of the analysis, one family per file; ``in_force`` on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import (
    course,
    footage,
    inspections,
    money,
    parties,
    places,
    reviews,
    thresholds,
)

RULES: tuple[Rule, ...] = (
    *parties.RULES,
    *inspections.RULES,
    *course.RULES,
    *reviews.RULES,
    *money.RULES,
    *thresholds.RULES,
    *footage.RULES,
    *places.RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}


def in_force(on: date) -> tuple[Rule, ...]:
    """The rules that apply on a day."""
    return tuple(r for r in RULES if r.valid_from <= on and (r.valid_to is None or on <= r.valid_to))


def analyse(records: Sequence[Rec], on: date, rules: Sequence[Rule] | None = None) -> list[Suspicion]:
    """What the rules in force find in the records as they stand on ``on``; surest first within a rule."""
    found: list[Suspicion] = []
    for rule in in_force(on) if rules is None else rules:
        found += sorted(rule.find(rule, records, on), key=lambda s: (s.q, s.subject))
    return found
