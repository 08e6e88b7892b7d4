"""罚缴分离、严禁利益挂钩: which tasks, indicators and incentives are refused, and on which article (plan 四(五)).

Two questions. :func:`refusals` asks about a number that is known by what it counts and what it is used for.
:func:`wording` asks about words alone: no target can hide in a task, the name of an indicator or a budget line.
What is counted is never in doubt (statistics stay free); only being driven to raise it is. Words are judged sentence by
sentence: a sentence that forbids such targets is not one, a rate of lawfulness (公示率、审核率) is not one either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingjing.law.interest_rules import COUNTS as COUNTS
from mingjing.law.interest_rules import MONEY as MONEY
from mingjing.law.interest_rules import Aim as Aim
from mingjing.law.interest_rules import Quantity as Quantity
from mingjing.law.interest_rules import Use as Use
from mingjing.law.interest_rules import grounds
from mingjing.law.interest_words import hints, sentences

CURE = "改为考核合法、规范、及时的程度，例：公示及时率、法制审核率、案卷评查得分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that is to be reached, scored, ranked or paid for.

    ``counts``: what it counts, for a ratio its numerator. ``per``: the denominator of a ratio, None otherwise.
    """

    name: str
    counts: Quantity
    use: Use
    per: Quantity | None = None
    aim: Aim = Aim.MORE


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it is refused: ``code`` of the provision, sentence, article, its words, and what to do instead."""

    code: str
    message: str
    article: str
    words: str
    cure: str = CURE


def refusals(measure: Measure, on: date) -> tuple[Refusal, ...]:
    """Why a measure may not be used so on a day; () when it may (行政处罚法74③; 河南省行政执法条例11②).

    Money is refused in either direction and on either side of a ratio: a share of fines paid is still linked to fines.
    Numbers of penalties and cases are refused in either direction, of visits only where more are wanted.
    """
    if measure.use is Use.REPORT:
        return ()
    found = [measure.counts] if _driven(measure.counts, measure.aim) else []
    if measure.per in MONEY and measure.per not in found:
        found.append(measure.per)
    return tuple(r for quantity in found for r in _refused(measure.name, quantity, measure.use.label, on))


def _driven(counts: Quantity, aim: Aim) -> bool:
    if counts in MONEY | COUNTS:
        return True
    return counts in {Quantity.VISIT, Quantity.COERCION} and aim is Aim.MORE


def _refused(name: str, quantity: Quantity, use: str, on: date) -> list[Refusal]:
    return [
        Refusal(g.code, f"“{name}”把{quantity.label}用作{use}：{g.words}", g.article, g.words)
        for g in grounds(quantity, on)
    ]


def wording(text: str, on: date) -> tuple[Refusal, ...]:
    """Why words may not stand as a task, indicator or incentive on a day; () when nothing forbids them.

    Each refused sentence is named, with the first provision that forbids it. Total on any text.
    """
    found: list[Refusal] = []
    for sentence in sentences(text):
        for hint in hints(sentence):
            if cited := grounds(hint.quantity, on):
                ground = cited[0]
                said = sentence if len(sentence) <= 40 else sentence[:40] + "……"
                message = f"“{said}”以{hint.quantity.label}为{hint.why}：{ground.words}"
                found.append(Refusal(ground.code, message, ground.article, ground.words))
                break
    return tuple(found)


def refused(name: str, text: str, measures: Sequence[Measure], on: date) -> tuple[Refusal, ...]:
    """Everything that stands against a task or indicator: its name, its words, its measures. No provision twice."""
    all_of = [*wording(f"{name}。{text}", on)]
    for measure in measures:
        all_of += refusals(measure, on)
    seen: dict[tuple[str, str], Refusal] = {}
    for refusal in all_of:
        seen.setdefault((refusal.code, refusal.message), refusal)
    return tuple(seen.values())
