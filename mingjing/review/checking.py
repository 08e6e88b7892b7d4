"""What a check of the machine is, and what it looks at besides the facts of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingjing.law.facts import CaseFacts
from mingjing.law.gating import Gate

ORDER = ("no", "wait", "yes", "na")
WORDS = {"yes": "相符", "no": "不符", "wait": "待核", "na": "不涉及"}
PLAN = "三政办〔2019〕16号三"
NO_TEXT = "还没有决定书稿"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``state``: yes | no | wait (a person must look) | na (does not arise in this case)."""

    state: str
    label: str
    sentence: str
    article: str

    @property
    def words(self) -> str:
        """The state in words."""
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence as the list has it."""

    kind: str
    title: str
    proves: str
    kept: bool  # its file is in the vault


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies before the reviewer besides the facts. Amounts in 分.

    ``values``: fields of the text under review; ``similar``: fines of decided cases of the same kind;
    ``reviewer``: person to whom it was sent; ``benchmarks``: published 裁量基准 that fit the case.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    exhibits: tuple[Exhibit, ...] = ()
    recordings: int = 0
    organ: str = ""
    organ_valid: bool = True
    decide_due: date | None = None
    statutory_range: str = ""
    goods_value: int = 0
    similar: tuple[int, ...] = ()
    reviewer: str = ""
    benchmarks: tuple[str, ...] = ()


def ask(gate: Gate, f: CaseFacts, *, na: str = "") -> Check:
    """A gate's answer as a check; ``na`` says why it does not arise."""
    if na:
        return Check("na", gate.label, na, gate.article)
    answer = gate.ask(f)
    return Check(answer.state, gate.label, answer.message, gate.article)
