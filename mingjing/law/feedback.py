"""What an inspected firm may say of an inspection, and when what firms said is released (国办发〔2024〕54号“五个严禁”).

Released is a whole round (one organ, one quarter), once, after it closed, and only when at least ``LEAST`` firms spoke.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

BASIS = "国办发〔2024〕54号"
LEAST = 5  # firms; 待确认
GRACE = timedelta(days=30)  # after the quarter, 待确认
COMMENT = 300
UNKNOWN = ("unknown", "记不清")
YES_NO = (("yes", "是"), ("no", "否"), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers; ``good`` is the answer that the rule asks for."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    good: str


QUESTIONS = (
    Question("shown", "检查前是否出示了执法证件", YES_NO, "yes"),
    Question("two", "是否有两名以上执法人员", YES_NO, "yes"),
    Question("repeated", "同一事项是否被重复检查", YES_NO, "no"),
    Question("charged", "是否有收费、摊派、指定服务", YES_NO, "no"),
    Question(
        "manner", "执法人员的态度", (("good", "文明规范"), ("fair", "一般"), ("poor", "粗暴、刁难"), UNKNOWN), "good"
    ),
)


def quarter_of(day: date) -> str:
    """“2026Q4”."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_label(quarter: str) -> str:
    """“2026 年第 4 季度”."""
    return f"{quarter[:4]} 年第 {quarter[5:]} 季度"


def closes_on(quarter: str) -> date:
    """The last day on which a round takes anything: thirty days after its quarter."""
    year, part = int(quarter[:4]), int(quarter[5:])
    first = date(year + (part == 4), part % 4 * 3 + 1, 1)
    return first - timedelta(days=1) + GRACE


def wrong(answers: Mapping[str, str], comment: str) -> dict[str, str]:
    """What is missing or cannot be taken: name → message."""
    errors = {}
    for question in QUESTIONS:
        if answers.get(question.name) not in dict(question.choices):
            errors[question.name] = f"选择“{question.label}”的回答；不确定的选“记不清”"
    if len(comment) > COMMENT:
        errors["comment"] = f"不超过 {COMMENT} 字，现在 {len(comment)} 字"
    return errors


def tallies(ratings: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Question → answer → how many: each question by itself, so that no firm's answers stand together."""
    counted = {q.name: Counter(r["answers"][q.name] for r in ratings) for q in QUESTIONS}
    return {q.name: {value: counted[q.name][value] for value, _ in q.choices} for q in QUESTIONS}
