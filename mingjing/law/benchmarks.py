"""裁量基准 (行政处罚法34): a table of tiers for one violation and one sort of party, dated and cited.

Numbers are exact: ``Fraction`` in the benchmark's own unit (元, 倍, % or 元 per ㎡). What they come to in 分 is
reckoned in ``discretion``; whether a table holds together in ``benchmark_checks``. Both ends of a tier belong to it: a
number that two tiers share is judged by the tier that was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from mingjing.law.kinds import PartyKind
from mingjing.law.terms import Term


class Unit(Term):
    """What a number of the table counts."""

    YUAN = "yuan", "元"
    TIMES_VALUE = "times_value", "倍货值"
    TIMES_INCOME = "times_income", "倍所得"
    PERCENT_CONTRACT = "percent_contract", "%合同价"
    YUAN_PER_SQM = "yuan_per_sqm", "元每㎡"

    @property
    def short(self) -> str:
        """What follows the number in a sentence."""
        return {"yuan": "元", "percent_contract": "%", "yuan_per_sqm": "元/平方米"}.get(self, "倍")

    @property
    def base(self) -> str:
        """What must be known before the number comes to money; "" when nothing."""
        return {
            "times_value": "货值金额",
            "times_income": "违法所得",
            "percent_contract": "合同价款",
            "yuan_per_sqm": "面积",
        }.get(self, "")


class Method(Term):
    """How the fine is found from the table."""

    TIER_RANGE = "tier_range", "阶次区间"
    THIRTY_SEVENTY = "thirty_seventy", "三七分档"
    FACTOR_PERCENT = "factor_percent", "百分值累加"
    MULTIPLE = "multiple", "倍数"
    PER_UNIT = "per_unit", "计量"
    PCT_CONTRACT = "pct_contract", "合同价百分比"


class Party(Term):
    """Whom the table is for. 个体工商户 is judged as a person, the protective side (待确认)."""

    PERSON = "person", "个人"
    UNIT = "unit", "单位"
    ANY = "any", "个人和单位"

    def fits(self, kind: PartyKind) -> bool:
        """Whether a party of this kind is judged by the table."""
        if self is Party.ANY:
            return True
        return (self is Party.UNIT) is (kind is PartyKind.ORGANISATION)


NONE, MITIGATED = "不予", "减轻"  # tiers outside the statutory range
LEVELS = (NONE, MITIGATED, "从轻", "轻微", "一般", "较重", "从重", "严重", "特别严重")
BANDS = ("从轻", "一般", "从重")  # of 三七分档


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: its circumstances in words and its range in the benchmark's unit."""

    name: str
    circumstances: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    extra: str = ""  # what is imposed besides the fine


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of 百分值累加: each option says how many percent of the statutory maximum it adds."""

    name: str
    options: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One version of one benchmark. ``low`` and ``high`` are the statutory range in ``unit``.

    A law that names only a maximum has ``low`` 0. ``cap``: 分 that no fine may pass, whatever the base.
    ``base_from``, ``base_below``: 分 between which the base must lie for this range to apply.
    ``valid_to``: last day, None while it stands. ``invented``: tiers made up for the demonstration.
    """

    code: str
    violation: str
    law: str
    article: str
    low: Fraction
    high: Fraction
    valid_from: date
    unit: Unit = Unit.YUAN
    method: Method = Method.TIER_RANGE
    party: Party = Party.ANY
    subject: str = ""
    tiers: tuple[Tier, ...] = ()
    factors: tuple[Factor, ...] = ()
    cap: int | None = None
    base_from: int | None = None
    base_below: int | None = None
    also: str = ""
    field: str = ""
    issuer: str = ""
    document: str = ""
    valid_to: date | None = None
    invented: bool = False
    source: str = ""

    @property
    def cited(self) -> str:
        """《法律》第几条."""
        return f"《{self.law}》{self.article}"

    @property
    def choices(self) -> tuple[Tier, ...]:
        """The tiers one may choose from: of the table, or the three bands of 三七分档."""
        return bands(self) if self.method is Method.THIRTY_SEVENTY else self.tiers

    def tier(self, name: str) -> Tier | None:
        """The tier of this name."""
        return next((t for t in self.choices if t.name == name), None)

    def on(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def bands(benchmark: Benchmark) -> tuple[Tier, ...]:
    """从轻, 一般, 从重 of the statutory range by thirty and seventy percent (国市监法规〔2022〕2号)."""
    low, high = benchmark.low, benchmark.high
    share = (high - low) * 3 / 10
    ends = ((low, low + share), (low + share, high - share), (high - share, high))
    words = ("有从轻情节", "没有从轻、从重情节", "有从重情节")
    return tuple(Tier(name, said, *end) for name, said, end in zip(BANDS, words, ends, strict=True))


def number(cell: object, what: str) -> Fraction:
    """A number as typed or kept: 1.5, 10,000, 2万. Raises ValueError in Chinese."""
    text = str(cell if cell is not None else "").translate(HALF).replace(",", "").strip()
    wan = text.endswith("万")
    try:
        value = Decimal(text.removesuffix("万").strip())
    except InvalidOperation:
        raise ValueError(f"{what}填写数字，例：10000 或者 1.5") from None
    if not value.is_finite() or value < 0 or value.adjusted() > 13 or value != round(value, 6):
        raise ValueError(f"{what}应是不小于零、最多六位小数的数")
    return Fraction(value) * (10_000 if wan else 1)


HALF = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def text_of(value: Fraction) -> str:
    """A number as it is kept and shown: exact, without needless zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


TEXTS = ("code", "violation", "law", "article", "subject", "also", "field", "issuer", "document", "source")


def to_data(b: Benchmark) -> dict[str, Any]:
    """As JSON keeps it: numbers as text, dates ISO."""
    return {
        **{name: getattr(b, name) for name in TEXTS},
        "unit": b.unit.value,
        "method": b.method.value,
        "party": b.party.value,
        "low": text_of(b.low),
        "high": text_of(b.high),
        "cap": b.cap,
        "base_from": b.base_from,
        "base_below": b.base_below,
        "valid_from": b.valid_from.isoformat(),
        "valid_to": b.valid_to.isoformat() if b.valid_to else None,
        "invented": b.invented,
        "tiers": [
            {"name": t.name, "circumstances": t.circumstances, "low": text_of(t.low), "high": text_of(t.high),
             "extra": t.extra}
            for t in b.tiers
        ],
        "factors": [
            {"name": f.name, "options": [{"words": w, "percent": text_of(p)} for w, p in f.options]} for f in b.factors
        ],
    }  # fmt: skip


def from_data(data: Mapping[str, Any]) -> Benchmark:
    """The benchmark that ``to_data`` kept. Raises ValueError in Chinese, KeyError for a field that is missing."""
    return Benchmark(
        **{name: data[name] for name in TEXTS},
        unit=Unit(data["unit"]),
        method=Method(data["method"]),
        party=Party(data["party"]),
        low=number(data["low"], "法定下限"),
        high=number(data["high"], "法定上限"),
        cap=data["cap"],
        base_from=data["base_from"],
        base_below=data["base_below"],
        valid_from=date.fromisoformat(data["valid_from"]),
        valid_to=date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
        invented=data["invented"],
        tiers=tuple(
            Tier(t["name"], t["circumstances"], number(t["low"], "下限"), number(t["high"], "上限"), t["extra"])
            for t in data["tiers"]
        ),
        factors=tuple(
            Factor(f["name"], tuple((o["words"], number(o["percent"], "百分值")) for o in f["options"]))
            for f in data["factors"]
        ),
    )


def ending(b: Benchmark, last: date) -> Benchmark:
    """The same, ending on a day: what becomes of a version when the next one begins."""
    return replace(b, valid_to=last)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a table. ``row``: of the tier, from 1; 0 for the benchmark itself."""

    message: str
    cure: str
    tier: str = ""
    row: int = 0
    column: str = field(default="", compare=False)

    def __str__(self) -> str:
        where = f"“{self.tier}”" if self.tier else ""
        return f"{where}{self.message}；{self.cure}"
