"""A question to the calculator as it is put in an address: the same on the case and for the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any

from mingjing.discretion.models import Benchmark
from mingjing.law import benchmarks
from mingjing.law.benchmarks import Method, Unit, text_of
from mingjing.law.circumstances import CIRCUMSTANCES, Choice, Does
from mingjing.law.discretion import NotReckoned, Result, calculate

HEADS = (
    (Does.MUST_SPARE, "应当不予处罚的情节"),
    (Does.MAY_SPARE, "可以不予处罚的情节"),
    (Does.MUST_LIGHTEN, "应当从轻或者减轻的情节"),
    (Does.MAY_LIGHTEN, "可以从轻或者减轻的情节"),
    (Does.AGGRAVATE, "从重的情节"),
)
CHOICES = (
    ("", "按情节（应当从轻或者减轻的，从轻）"),
    (Choice.LIGHTEN.value, "从轻"),
    (Choice.MITIGATE.value, "减轻（低于法定下限）"),
    (Choice.SPARE.value, "不予处罚（有“可以不予”的情节）"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one benchmark. ``base``: 分, or hundredths of a ㎡; ``typed``: the base as it was typed."""

    tier: str = ""
    circumstances: tuple[str, ...] = ()
    choice: str = ""
    base: int = 0
    typed: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self) | {"circumstances": list(self.circumstances), "factors": dict(self.factors)}


def kept(data: Mapping[str, Any]) -> Question:
    """The question that ``Question.kept`` wrote."""
    return Question(**{**data, "circumstances": tuple(data["circumstances"])})


def read(table: benchmarks.Benchmark, get: Callable[[str], str | None], many: Callable[[str], list[str]]) -> Question:
    """A question from named values: tier, c (many), choice, base, f0, f1 … The base stays as typed: see ``put``."""
    typed = (get("base") or "").strip()[:40]
    factors = {f.name: f.options[n][0] for i, f in enumerate(table.factors) if (n := _place(get(f"f{i}"), f)) >= 0}
    return Question(
        tier=(get("tier") or "")[:12],
        circumstances=tuple(c[:40] for c in many("c")[:40]),
        choice=(get("choice") or "")[:12],
        typed=typed,
        factors=factors,
    )


def _place(text: str | None, factor: benchmarks.Factor) -> int:
    ok = bool(text) and text is not None and text.isascii() and text.isdigit() and len(text) < 4
    return int(text or 0) if ok and int(text or 0) < len(factor.options) else -1


def needs_base(table: benchmarks.Benchmark) -> str:
    """What base is asked, in words with its unit; "" for none."""
    what = table.unit.base or ("货值金额" if table.base_from is not None or table.base_below is not None else "")
    return f"{what}（{'平方米' if table.unit is Unit.YUAN_PER_SQM else '元'}）" if what else ""


def base(table: benchmarks.Benchmark, typed: str) -> int:
    """The base as typed in 元 or ㎡, in hundredths. Raises NotReckoned."""
    if not typed or not needs_base(table):
        return 0
    try:
        value = benchmarks.number(typed.removesuffix("元").removesuffix("平方米"), needs_base(table)) * 100
    except ValueError as error:
        raise NotReckoned("base", str(error)) from None
    if value.denominator != 1:
        raise NotReckoned("base", f"{needs_base(table)}最多两位小数")
    return int(value)


def answer(benchmark: Benchmark, question: Question) -> Result:
    """What the benchmark gives. Raises NotReckoned."""
    return calculate(
        benchmark.table, question.tier, question.circumstances,
        base=question.base, choice=question.choice, factors=question.factors,
    )  # fmt: skip


def put(
    benchmark: Benchmark, get: Callable[[str], str | None], many: Callable[[str], list[str]]
) -> tuple[Question, Result | None, NotReckoned | None]:
    """A question in an address with its answer, or with what was wrong; what was chosen is kept either way."""
    question = read(benchmark.table, get, many)
    try:
        question = replace(question, base=base(benchmark.table, question.typed))
        return question, answer(benchmark, question), None
    except NotReckoned as error:
        return question, None, error


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen, as a form shows it."""

    value: str
    label: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Everything the calculator's form shows. ``error``: field → message."""

    tiers: tuple[Option, ...]
    factors: tuple[tuple[str, str, tuple[Option, ...]], ...]
    circumstances: tuple[tuple[str, tuple[Option, ...]], ...]
    choices: tuple[Option, ...]
    base: str
    typed: str
    error: Mapping[str, str]


def form(benchmark: Benchmark, question: Question, error: NotReckoned | None = None) -> Form:
    """The form of a benchmark with what is chosen, and what was wrong with it."""
    table = benchmark.table
    bands = table.method is Method.THIRTY_SEVENTY
    tiers = (Option("", "按情节确定", chosen=not question.tier),) if bands else ()
    offered = tuple(
        Option(t.name, t.name, f"{t.circumstances}：{ranged(table, t)}", t.name == question.tier) for t in table.choices
    )
    found = question.circumstances
    by_head = {does: [c for c in CIRCUMSTANCES if c.does is does] for does, _ in HEADS}
    return Form(
        tiers=tiers + offered,
        factors=tuple(
            (f"f{i}", f.name, tuple(
                Option(str(n), words, f"{text_of(percent)}%", question.factors.get(f.name) == words)
                for n, (words, percent) in enumerate(f.options)
            ))
            for i, f in enumerate(table.factors)
        ),
        circumstances=tuple(
            (head, tuple(Option(c.code, c.label, c.article, c.code in found) for c in by_head[does]))
            for does, head in HEADS
        ),
        choices=tuple(Option(value, label, chosen=value == question.choice) for value, label in CHOICES),
        base=needs_base(table),
        typed=question.typed,
        error={error.field: str(error)} if error else {},
    )  # fmt: skip


def ranged(table: benchmarks.Benchmark, tier: benchmarks.Tier) -> str:
    """A tier's range as the table has it: 合同价款的 1% 至 1.3%."""
    return between(table, tier.low, tier.high) if tier.name != benchmarks.NONE else "不予处罚"


def between(table: benchmarks.Benchmark, low: Fraction, high: Fraction) -> str:
    """A range of the table in its own unit."""
    unit, lead = table.unit.short, f"{table.unit.base}的" if table.unit is Unit.PERCENT_CONTRACT else ""
    numbers = [f"{int(n):,}" if n.denominator == 1 else text_of(n) for n in (low, high)]
    return f"{lead}{numbers[1]}{unit}以下" if not low else f"{lead}{numbers[0]}{unit}以上{numbers[1]}{unit}以下"
