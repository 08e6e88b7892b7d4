"""Citations as they are written: 第三十四条第十项. Reading them, finding the words in the article, naming statutes.

Pure text: which statute exists and when it was in force is asked of the caller (``law.force``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
STATE = "中华人民共和国"
_NUMBER = r"[〇零一二三四五六七八九十百千]+|\d+"
_PLACE = re.compile(
    rf"第?({_NUMBER})条(?:之({_NUMBER}))?(?:第?({_NUMBER})款)?(?:第?[（(]?({_NUMBER})[）)]?项)?(?:第?({_NUMBER})目)?"
)
_ITEM = re.compile(rf"^[（(]({_NUMBER})[）)]")
# What follows the name of a law where another rule made under it is meant: 食品安全法实施条例 is not 食品安全法.
_UNDER_IT = r"(?!实施条例|实施细则|实施办法|实施规定|解释|若干)"


class Place(NamedTuple):
    """One place in a statute: ``article`` as the statute labels it; 款, 项, 目 by number, 0 where none is named."""

    article: str
    paragraph: int = 0
    item: int = 0
    sub: int = 0


def number(text: str) -> int:
    """一千二百四十二 → 1242; digits as they are. Raises ValueError for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, last = 0, 0
    for char in text.replace("〇", "零"):
        if char in UNITS:
            total, last = total + (last or 1) * UNITS[char], 0
        elif char in DIGITS:
            last = DIGITS.index(char)
        else:
            raise ValueError(f"“{text}”不是数字")
    return total + last


def chinese(value: int) -> str:
    """1242 → 一千二百四十二, as statutes number their articles. Raises ValueError outside 1–9999."""
    if not 0 < value < 10_000:
        raise ValueError(f"条号 {value} 超出范围")
    words, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(words) and value > 0
    return words.removeprefix("一") if words.startswith("一十") else words


def places(text: str) -> tuple[Place, ...]:
    """Every place a citation names, in order: 第一百二十四条第一款第五项; 34条10项; full-width digits too."""
    text = re.sub(r"\s", "", text).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    found = []
    for article, after, paragraph, item, sub in _PLACE.findall(text):
        try:
            label = f"第{chinese(number(article))}条" + (f"之{chinese(number(after))}" if after else "")
        except ValueError:
            continue
        found.append(Place(label, *(number(n) if n else 0 for n in (paragraph, item, sub))))
    return tuple(found)


def written(place: Place) -> str:
    """A place as a document writes it: 第三十四条第一款第十项."""
    parts = (("款", place.paragraph), ("项", place.item), ("目", place.sub))
    return place.article + "".join(f"第{chinese(n)}{unit}" for unit, n in parts if n)


def paragraphs(text: str) -> list[tuple[str, list[str]]]:
    """An article's 款, each with its 项: lines that begin with （一） belong to the paragraph above them."""
    found: list[tuple[str, list[str]]] = []
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        if _ITEM.match(line) and found:
            found[-1][1].append(line)
        else:
            found.append((line, []))
    return found


def lacking(place: Place, text: str) -> str:
    """What of a place the article's text does not have, in Chinese; "" when it is there (目 is not looked for)."""
    parts = paragraphs(text)
    if place.paragraph > len(parts):
        return f"{place.article}只有 {len(parts)} 款，没有第{chinese(place.paragraph)}款"
    if not place.item:
        return ""
    if not place.paragraph:
        most = max((len(items) for _, items in parts), default=0)
        where = place.article
    else:
        most, where = len(parts[place.paragraph - 1][1]), f"{place.article}第{chinese(place.paragraph)}款"
    return f"{where}有 {most} 项，没有第{chinese(place.item)}项" if place.item > most else ""


def bare(title: str) -> str:
    """A statute's title without brackets and without 中华人民共和国."""
    return title.strip().strip("《》").removeprefix(STATE)


def finder(titles: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds these statutes in a text, by full name or without 中华人民共和国, longer names first.

    海洋环境保护法 is not taken for 环境保护法, nor 食品安全法实施条例 for 食品安全法.
    """
    names = sorted({bare(t) for t in titles if bare(t)}, key=lambda name: (-len(name), name))
    return (
        re.compile(f"(?:{STATE})?(" + "|".join(map(re.escape, names)) + f"){_UNDER_IT}")
        if names
        else re.compile("(?!)")
    )


def named(text: str, pattern: re.Pattern[str]) -> set[str]:
    """Which statutes (``bare`` titles) a text names."""
    return set(pattern.findall(text)) if text else set()


def mentions(text: str, title: str, pattern: re.Pattern[str], articles: Sequence[str] = ()) -> bool:
    """Whether a text names the statute; with ``articles``: one of these right after it, or none at all."""
    wanted = bare(title)
    if not text or wanted not in text:  # most texts: hundreds of names need not be tried at every character
        return False
    for hit in pattern.finditer(text):
        if hit[1] != wanted:
            continue
        if not articles:
            return True
        behind = re.split(r"[《；;。]", text[hit.end() :].lstrip("》"))[0]
        cited = {place.article for place in places(behind)}
        if not cited or cited & set(articles):
            return True
    return False
