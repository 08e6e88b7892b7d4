"""How a value is written in an official text: dates, money in figures and in capitals, choices, lists of articles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingjing.documents.forms import Field, Type

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
NUMERALS = "零一二三四五六七八九"


def written(field: Field, value: Any, form: str = "") -> str:
    """The text of one value; empty for no value. ``form="upper"`` writes money in capitals (大写)."""
    if value in (None, "", [], ()):
        return ""
    match field.type:
        case Type.MONEY:
            return capitals(value) if form == "upper" else yuan(value)
        case Type.DATE:
            return day(date.fromisoformat(value))
        case Type.DATETIME:
            return moment(datetime.fromisoformat(value))
        case Type.CHOICE:
            return dict(field.choices)[value]
        case Type.MULTICHOICE:
            labels = dict(field.choices)
            return "、".join(labels[v] for v in value)
        case Type.PEOPLE | Type.CITATION:
            return value if isinstance(value, str) else "、".join(str(v).strip() for v in value)
        case _:
            return str(value).replace("\r\n", "\n").strip()


def day(value: date) -> str:
    """GB/T 9704: year in full, no leading zeros. ``2026年9月8日``."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Day and time to the minute. ``2026年9月8日9时05分``."""
    return f"{day(value.date())}{value.hour}时{value.minute:02d}分"


def yuan(fen: int) -> str:
    """Money in figures: ``50000元``, ``36.50元``. ``fen`` is integer 分."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}元" if rest else f"{whole}元"


def capitals(fen: int) -> str:
    """Money in capitals as on receipts: ``伍万元整``, ``叁拾陆元伍角``, ``壹仟元零伍分``."""
    whole, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    text = _integer(whole) + "元" if whole or not rest else ""
    if not rest:
        return text + "整"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (DIGITS[cent] + "分" if cent else "")


def _integer(number: int) -> str:
    if number == 0:
        return "零"
    parts: list[str] = []
    groups = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        higher = any(groups[index + 1 :])
        if group == 0:
            continue
        skipped = index + 1 < len(groups) and groups[index + 1] == 0
        if higher and (group < 1000 or skipped):
            parts.append("零")
        parts.append(_four(group) + GROUPS[index])
    return "".join(parts)


def _four(number: int) -> str:
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[place]
            zero = False
        else:
            zero = True
    return text


def ordinal(number: int) -> str:
    """1–99 in Chinese numerals: 一, 十, 十二, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else NUMERALS[tens] + "十")
    return lead + (NUMERALS[ones] if ones or not tens else "")
