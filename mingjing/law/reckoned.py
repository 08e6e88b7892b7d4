"""What a 裁量测算 comes to: ranges of money in whole 分, the steps that led there, each with its article."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.benchmarks import MITIGATED, NONE
from mingjing.law.circumstances import Effect
from mingjing.law.short_citations import in_full

YUAN = 100


def yuan(amount: int) -> str:
    """分 in 元, with separators; 分 only where there are any."""
    whole, rest = divmod(amount, YUAN)
    return f"{whole:,}" if not rest else f"{whole:,}.{rest:02d}"


class NotReckoned(ValueError):
    """The question has no answer as it was put. ``field`` names what to change; the message says how."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high`` 分, both included."""

    low: int
    high: int

    def __contains__(self, amount: int) -> bool:
        return self.low <= amount <= self.high

    @property
    def words(self) -> str:
        """1,000元以上2,000元以下; without a lower end to speak of 2,000元以下."""
        if self.low == self.high:
            return f"{yuan(self.low)}元"
        return f"{yuan(self.low)}元以上{yuan(self.high)}元以下" if self.low > 1 else f"{yuan(self.high)}元以下"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the trace with its article."""

    words: str
    article: str


@dataclass(frozen=True, slots=True)
class Result:
    """What it came to. ``allowed``: a fine outside of it needs a written reason. Amounts in 分."""

    tier: str
    effect: Effect
    statutory: Span
    tier_range: Span
    suggested: Span
    allowed: Span
    steps: tuple[Line, ...]
    extra: str = ""

    @property
    def level(self) -> str:
        """The tier as a document names it: 不予 and 减轻 where the circumstances come to that."""
        return {Effect.SPARED: NONE, Effect.MITIGATED: MITIGATED}.get(self.effect, self.tier)

    @property
    def reasoning(self) -> str:
        """The trace as a paragraph for the reasoning of a decision, articles in full."""
        return "".join(_sentence(line) for line in self.steps)


def _sentence(line: Line) -> str:
    return f"{line.words}。" if line.article in line.words else f"{line.words}（{in_full(line.article)}）。"
