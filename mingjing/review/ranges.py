"""The statutory range of a fine as officers write it down: “5万元以上10万元以下”, “货值金额十倍以上二十倍以下”.

Only what can be read one way is read; everything else is left to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from mingjing.law.kinds import PartyKind

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = r"(?P<{0}>[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)(?P<{0}_wan>万)?"
BETWEEN = re.compile(
    rf"(?:{NUMBER.format('low')}(?:元|(?P<low_times>倍))以上)?{NUMBER.format('high')}(?:元|(?P<times>倍))以下"
)
PERSONS, FIRMS = "个人", ("单位", "企业", "法人")


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high`` 分, both included (行政处罚中的“以上”“以下”均含本数)."""

    low: int
    high: int


def read(text: str, *, party: PartyKind | None = None, value: int = 0) -> Range | None:
    """The one range that ``text`` states for this party. ``value``: worth of the goods in 分, for ranges in 倍.

    None when it states none, one that cannot be reckoned, or several of which the party does not tell the right one.
    """
    found = [(m.start(), _range(m, value)) for m in BETWEEN.finditer(text)]
    if len(found) <= 1 or any(range_ is None for _, range_ in found):
        return found[0][1] if len(found) == 1 else None
    natural = party in (PartyKind.PERSON, PartyKind.SOLE_TRADER)
    fitting = [range_ for at, range_ in found if _named(text[:at], natural)]
    return fitting[0] if len(fitting) == 1 and party is not None else None


def number(text: str) -> Fraction:
    """A number in figures or in Chinese below ten thousand: 1.5, 20, 二十, 三千五百."""
    if text[0].isascii():
        return Fraction(text.replace(",", ""))
    total, digit = 0, 0
    for ch in text:
        if ch in UNITS:
            total, digit = total + (digit or 1) * UNITS[ch], 0
        else:
            digit = DIGITS[ch]
    return Fraction(total + digit)


def _range(found: re.Match[str], value: int) -> Range | None:
    times = bool(found["times"])
    if found["low"] and bool(found["low_times"]) is not times:
        return None
    if times and not value:
        return None
    unit = value if times else 100
    high = _amount(found, "high") * unit
    low = _amount(found, "low") * unit if found["low"] else Fraction(0)
    return Range(int(low), int(high)) if low <= high else None


def _amount(found: re.Match[str], name: str) -> Fraction:
    return number(found[name]) * (10_000 if found[f"{name}_wan"] else 1)


def _named(before: str, natural: bool) -> bool:
    """Whether the words just before an amount name this sort of party: the last party named counts."""
    person = before.rfind(PERSONS)
    firm = max(before.rfind(word) for word in FIRMS)
    return person > firm if natural else firm > person
