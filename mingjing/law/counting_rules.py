"""The counting rules of the yearly figures as dated data: what each region counts, since when, on whose word.

They differ from place to place: the order of severity and whether a visit that ended in a penalty counts are data here,
resolved by region and by the day of the act, so that a rule that changes in mid-year holds from its day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.kinds import Penalty
from mingjing.law.terms import Term

P = Penalty
DATONG = "大同市行政执法统计年报口径（2024）"
LUNAN = "曲阜市等鲁南地区行政执法统计年报样例"
PLAN = "三政办〔2019〕16号四(一)"


@dataclass(frozen=True, slots=True)
class Order:
    """Penalties from lightest to heaviest, each step with the kinds that weigh the same.

    ``region``: code prefix, "" for everywhere; ``mark``: what is still to be confirmed.
    """

    steps: tuple[frozenset[Penalty], ...]
    region: str
    valid_from: date
    basis: str
    mark: str = ""


def _steps(*kinds: Penalty | tuple[Penalty, ...]) -> tuple[frozenset[Penalty], ...]:
    return tuple(frozenset(k) if isinstance(k, tuple) else frozenset({k}) for k in kinds)


CONFISCATE = (P.CONFISCATE_INCOME, P.CONFISCATE_GOODS)
SHUT = (P.CLOSE, P.RESTRICT_EMPLOYMENT)
#: 大同: 警告<通报批评<罚款<没收<暂扣<降资质<限制经营<停产停业<关闭、限制从业<吊销<拘留.
USUAL = _steps(
    P.WARNING, P.PUBLIC_CRITICISM, P.FINE, CONFISCATE, P.SUSPEND_LICENCE, P.DOWNGRADE, P.RESTRICT_BUSINESS,
    P.SUSPEND_BUSINESS, SHUT, P.REVOKE_LICENCE, P.DETENTION,
)  # fmt: skip
#: 鲁南: 吊销 stands before 限制经营.
SOUTHERN = _steps(
    P.WARNING, P.PUBLIC_CRITICISM, P.FINE, CONFISCATE, P.SUSPEND_LICENCE, P.DOWNGRADE, P.REVOKE_LICENCE,
    P.RESTRICT_BUSINESS, P.SUSPEND_BUSINESS, SHUT, P.DETENTION,
)  # fmt: skip
UNCONFIRMED = "本地没有公布轻重顺序，暂用这一顺序，待确认"
ORDERS: tuple[Order, ...] = (
    Order(USUAL, "", date(2019, 1, 1), DATONG, UNCONFIRMED),
    Order(USUAL, "1402", date(2019, 1, 1), DATONG),
    *(Order(SOUTHERN, code, date(2019, 1, 1), LUNAN) for code in ("3704", "3708", "3713")),
)


class Switch(Term):
    """What one place counts and another does not."""

    INSPECTION_WHEN_PENALIZED = "count_inspection_when_penalized", "检查后立案查处的，仍计检查次数"
    INSPECTION_WITHOUT_OBJECT = "count_inspection_without_object", "没有特定对象的巡查，计检查次数"
    DEMOLITION_AS_REMOVAL = "count_demolition_as_removal", "强制拆除计入排除妨碍、恢复原状"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a switch stands in a region since a day."""

    switch: Switch
    on: bool
    region: str
    valid_from: date
    basis: str
    mark: str = ""


SETTINGS: tuple[Setting, ...] = (
    Setting(Switch.INSPECTION_WHEN_PENALIZED, False, "", date(2019, 1, 1), DATONG, "本地表式没有写明，待确认"),
    Setting(Switch.INSPECTION_WITHOUT_OBJECT, False, "", date(2019, 1, 1), DATONG),
    Setting(Switch.DEMOLITION_AS_REMOVAL, False, "", date(2019, 1, 1), "行政强制法12", "计入其他强制执行，待确认"),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is counted how: the data above, or other data of the same shape."""

    orders: tuple[Order, ...] = ORDERS
    settings: tuple[Setting, ...] = SETTINGS

    def order(self, region: str, on: date) -> Order:
        """The order of severity of a region on a day: the nearest region's, its latest. Raises LookupError."""
        found = [o for o in self.orders if region.startswith(o.region) and o.valid_from <= on]
        if not found:
            raise LookupError(f"没有 {on} 有效的处罚轻重顺序")
        return max(found, key=lambda o: (len(o.region), o.valid_from))

    def counts(self, switch: Switch, region: str, on: date) -> bool:
        """Whether a region counts something on a day. Raises LookupError when nothing is set."""
        found = [s for s in self.settings if s.switch is switch and region.startswith(s.region) and s.valid_from <= on]
        if not found:
            raise LookupError(f"没有 {on} 有效的统计口径：{switch.label}")
        return max(found, key=lambda s: (len(s.region), s.valid_from)).on


RULES = Rules()
