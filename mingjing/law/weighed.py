"""What the law may ask about the discretion used in a case: the reckoning that counts."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.circumstances import Effect
from mingjing.law.discretion import Span


@dataclass(frozen=True, slots=True)
class Weighed:
    """The reckoning that counts in a case. ``reasoned``: the fine for which ``reason`` was written, in 分.

    ``base``: what it was reckoned from, 0 where no base is asked; ``base_now``: what the case says today.
    """

    benchmark: str
    tier: str
    effect: Effect
    statutory: Span
    allowed: Span
    reason: str = ""
    reasoned: int = 0
    base: int = 0
    base_now: int = 0
    in_force: bool = True
