"""Short citations (行政处罚法33①) as a document writes them: 《中华人民共和国行政处罚法》第三十三条第一款."""

from __future__ import annotations

import re

PENALTY_LAW = "行政处罚法"
PLACE = re.compile(r"(?P<article>\d{1,3})(?P<paragraph>[①-⑩]?)(?P<item>[一二三四五六七八九十]?)")
DIGITS = "零一二三四五六七八九"


def in_full(short: str) -> str:
    """Every citation of 行政处罚法 in ``short`` in full; other words stay as they are."""
    return "；".join(_one(part) for part in short.split("；"))


def _one(part: str) -> str:
    if not part.startswith(PENALTY_LAW):
        return part
    places = [
        f"第{numeral(int(m['article']))}条{_paragraph(m['paragraph'])}{_item(m['item'])}" for m in PLACE.finditer(part)
    ]
    return f"《中华人民共和国{PENALTY_LAW}》{'、'.join(places)}"


def _paragraph(mark: str) -> str:
    return f"第{numeral(ord(mark) - ord('①') + 1)}款" if mark else ""


def _item(mark: str) -> str:
    return f"第{mark}项" if mark else ""


def numeral(n: int) -> str:
    """1 to 999 in Chinese: 三十二, 一百零四."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not n else "")
