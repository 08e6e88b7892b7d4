"""Fees an organ may levy here, and the rules each brings along: late fee, deferral, penalty, until when.

A late fee, a deferral by silence or a penalty exists only where the law of that very fee says so; a fee without such a
rule has none. 水资源费 gave way to a tax nationwide on 2024-12-01, so only what was due before can still be levied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.limits import Rate


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee. ``rate`` is a rule of ``limits_levy.RATES``; ``deferral``, ``penalty`` cite their articles; "" = none.

    ``until``: last day of the period for which it may still be assessed. ``collector``: who takes the money, which is
    never the organ that decides (收支两条线).
    """

    key: str
    label: str
    basis: str
    collector: str
    rate: str = ""
    deferral: str = ""
    penalty: str = ""
    until: date | None = None


FEES: dict[str, Fee] = {
    fee.key: fee
    for fee in (
        Fee(
            "soil",
            "水土保持补偿费",
            "《中华人民共和国水土保持法》第三十二条第二款",
            "税务部门征收，全额缴入国库",
            rate="late.soil",
            penalty="水土保持法57：可以处应缴水土保持补偿费三倍以下的罚款",
        ),
        Fee(
            "water",
            "水资源费（费改税以前欠缴）",
            "《取水许可和水资源费征收管理条例》第二十八条",
            "税务部门征收，全额缴入国库",
            rate="late.water",
            deferral="取水许可和水资源费征收管理条例34",
            penalty="水法70：并处应缴或者补缴水资源费一倍以上五倍以下的罚款",
            until=date(2024, 11, 30),
        ),
        Fee(
            "sewage",
            "污水处理费",
            "《城镇排水与污水处理条例》第三十二条",
            "代收银行，缴入国库",
            penalty="城镇排水与污水处理条例54：可以处应缴纳污水处理费数额一倍以上三倍以下罚款",
        ),
    )
}


def fee_of(key: object) -> Fee | None:
    """The fee a case is about; None where it names none that is known."""
    return FEES.get(str(key))


def assessed(quantity: int, standard: int, reduction: int) -> int:
    """分 to pay: base × standard less what the law remits. Raises ValueError for negatives."""
    if min(quantity, standard, reduction) < 0:
        raise ValueError("计征基数、标准和减免额不能为负数")
    return quantity * standard - reduction


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a debt: so many 分 by this day."""

    due: date
    amount: int


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that came in on a day."""

    on: date
    amount: int


def overdue(parts: tuple[Part, ...], paid: tuple[Paid, ...], on: date) -> int:
    """分 that should have been paid before ``on`` and were not: nothing is overdue on its last day."""
    fell_due = sum(p.amount for p in parts if p.due < on)
    return max(0, fell_due - sum(p.amount for p in paid if p.on < on))


def owed_days(parts: tuple[Part, ...], paid: tuple[Paid, ...], until: date) -> int:
    """分 × days overdue up to and including ``until``. The day of a payment still counts for what it paid."""
    marks = sorted({until} | {p.due for p in parts if p.due < until} | {p.on for p in paid if p.on < until})
    return sum(overdue(parts, paid, end) * (end - start).days for start, end in zip(marks, marks[1:], strict=False))


def late_fee(rate: Rate, parts: tuple[Part, ...], paid: tuple[Paid, ...], until: date) -> int:
    """分 of late fee up to ``until``: never above the debt itself (行政强制法45②). Parts of a 分 fall away."""
    grown = owed_days(parts, paid, until) * rate.per_myriad // 10_000
    return min(grown, sum(p.amount for p in parts) * rate.cap)
