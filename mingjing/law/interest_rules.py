"""Which provisions forbid that an organ gains by punishing, and from when (plan 四(五); 行政处罚法74).

The provisions cited here were read in the statutes kept with the project, but for 国办发〔2024〕54号, of which only the
five bans were read. 行政执法监督条例 (国务院令825号, in force 2026-02-01) also bears on it; its article was not read,
so it is not cited as a ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.limits import Mark
from mingjing.law.terms import Term


class Quantity(Term):
    """What a number counts. The first six are those that no one may be driven to raise."""

    FINE = "fine", "罚款、没收款项"
    FEE = "fee", "收费收入"
    PENALTY = "penalty", "处罚决定件数"
    CASE = "case", "立案、办案件数"
    COERCION = "coercion", "强制措施次数"
    VISIT = "visit", "检查次数"
    QUALITY = "quality", "合法、规范、及时的程度"
    WORK = "work", "培训、评查、公示、宣传等工作量"
    WRONG = "wrong", "纠错、败诉、投诉等差错"
    REPEAT = "repeat", "超频次、重复检查次数"


class Use(Term):
    """What a number is used for. Only counting and telling leave an organ without interest in it."""

    REPORT = "report", "只作统计、公开"
    TARGET = "target", "任务、指标"
    SCORE = "score", "考核计分"
    RANK = "rank", "排名"
    REWARD = "reward", "奖惩、绩效"
    BUDGET = "budget", "经费、预算"


class Aim(Term):
    """Which way is better."""

    MORE = "more", "越多越好"
    LESS = "less", "越少越好"


MONEY = frozenset({Quantity.FINE, Quantity.FEE})
COUNTS = frozenset({Quantity.PENALTY, Quantity.CASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One provision: of which quantities it forbids targets, from when to when."""

    code: str
    article: str
    words: str
    of: frozenset[Quantity]
    valid_from: date
    valid_to: date | None = None
    source_mark: Mark = Mark.READ

    def in_force(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


# In the order in which they are cited: the strongest text on a quantity first.
GROUNDS: tuple[Ground, ...] = (
    Ground(
        code="interest.fines-assessed", article="行政处罚法74③",
        words="罚款、没收的违法所得或者没收非法财物拍卖的款项，不得同作出行政处罚决定的行政机关及其工作人员的考核、考评直接或者变相挂钩",
        of=frozenset({Quantity.FINE}), valid_from=date(2021, 7, 15),
    ),
    Ground(
        code="interest.penalty-target", article="河南省行政执法条例11②",
        words="行政执法机关不得下达或者变相下达行政处罚指标；严禁收费罚没收入同部门利益直接或者变相挂钩",
        of=MONEY | COUNTS, valid_from=date(2016, 6, 1),
    ),
    Ground(
        code="interest.coercion-target", article="行政强制法7",
        words="行政机关及其工作人员不得利用行政强制权为单位或者个人谋取利益",
        of=frozenset({Quantity.COERCION}), valid_from=date(2012, 1, 1),
    ),
    Ground(
        code="interest.visit-target", article="国办发〔2024〕54号",
        words="严禁下达检查指标，不得将考核考评、预算项目绩效与检查频次、罚没数额挂钩",
        of=frozenset({Quantity.VISIT, Quantity.FINE}), valid_from=date(2024, 12, 16), source_mark=Mark.PART,
    ),
    Ground(
        code="interest.income-linked", article="三政办〔2019〕16号四(五)",
        words="严禁将收费、罚没收入同部门利益直接或者变相挂钩",
        of=MONEY, valid_from=date(2019, 8, 1),
    ),
)  # fmt: skip


def grounds(of: Quantity, on: date) -> tuple[Ground, ...]:
    """Provisions that forbid a target of this quantity on a day, the strongest first; none where it is free."""
    return tuple(g for g in GROUNDS if of in g.of and g.in_force(on))
