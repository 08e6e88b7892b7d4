"""No row of a public list carries a person's number: identity and account numbers, passports, mobile phones.

A public list names organs, powers and times; who must be reached is an office line. Protection of persons beats
publication (政府信息公开条例15; 个人信息保护法28).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mingjing.law.cells import Cell
from mingjing.law.listing import ListKind, Problem, Rule
from mingjing.law.personal_numbers import numbers

MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
KINDS = {"id_number": "公民身份号码", "bank_account": "银行账号", "passport": "护照等证件号", "plate": "机动车号牌"}
LONG_RUN = re.compile(
    r"[0-9０-９][0-9０-９\s\-－—]{8,}|[A-HJ-Z][A-HJ-NP-Z0-9]{5}"
)  # without one there is nothing to find
READ = frozenset({Cell.TEXT, Cell.LONG, Cell.LINES, Cell.PHONE})


def guarded(kind: ListKind) -> ListKind:
    """The kind with the rule added. A certificate number is published on purpose and has a column of its own."""
    names = tuple(c.name for c in kind.columns if c.cell in READ and c.name != "certificate")
    return replace(kind, rules=(*kind.rules, _no_numbers(kind, names)), by_name={})


def _no_numbers(kind: ListKind, names: tuple[str, ...]) -> Rule:
    headings = {c.name: c.heading for c in kind.columns}

    def rule(values: Mapping[str, Any]) -> Sequence[Problem]:
        found = []
        for name in names:
            value = values.get(name)
            text = "\n".join(value) if isinstance(value, list) else str(value or "")
            what = held(text) if LONG_RUN.search(text) else ""
            if what:
                message = f"{headings[name]}中有{what}：清单要公开，请删去，联系方式写办公电话"
                found.append(Problem(name, text[:60], message))
        return found

    return rule


def held(text: str) -> str:
    """What of a person's numbers stands in a text, in words; "" where there is none."""
    if MOBILE.search(text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})):
        return "手机号码"
    return next((KINDS[span.kind] for span in numbers(text, frozenset(), None) if span.kind in KINDS), "")
