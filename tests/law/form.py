"""Acts in a line each, and the form a clerk fills in from them: what the tests of counting are written with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from mingjing.law import counting
from mingjing.law.annual import FIGURES, derived
from mingjing.law.counted import Act, Decided, Done
from mingjing.law.counting_rules import RULES, Rules
from mingjing.law.kinds import ActKind, DecisionKind, Penalty

P, D = Penalty, DecisionKind
SANMENXIA, DATONG, QUFU = "411200", "140200", "370881"
YUAN = 100
MAY, JUNE, DECEMBER = date(2026, 5, 12), date(2026, 6, 3), date(2026, 12, 31)


def counted(acts: Iterable[Act], year: int = 2026, rules: Rules = RULES) -> dict[str, int]:
    """The form of one year: every figure that is not nought."""
    n: Counter[str] = Counter()
    amount: Counter[str] = Counter()
    for act in acts:
        for line in counting.lines(act, rules):
            if line.day.year == year:
                n[line.figure] += line.n
                amount[line.figure] += line.amount
    values = derived({figure: (n[figure], amount[figure]) for figure in n | amount}, {})
    return {figure: value for figure, value in values.items() if value and FIGURES[figure].unit != "%"}


def penalty(*decided: Decided, region: str = SANMENXIA, history: tuple[Done, ...] = ()) -> Act:
    """A case of penalty, with its decisions."""
    return Act(ActKind.PENALTY, "ordinary", region, decisions=decided, history=history)


def decided(*kinds: Penalty, fine: int = 0, confiscated: int = 0, on: date = MAY, tier: str = "") -> Decided:
    """A decision of penalty; amounts in 元. Without a kind: one of 其他 only."""
    return Decided(D.ORDINARY_PENALTY, on, frozenset(kinds), fine * YUAN, confiscated * YUAN, tier)
