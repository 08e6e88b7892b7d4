"""Numbers of persons in text, told apart by their check digits: the first pass of ``personal_data``.

Every run of digits and letters is cut into tokens; windows of tokens (people write 138 0013 8000) are joined and
classified in this order: 公民身份号码 > 统一社会信用代码 (public) > bank account > telephone > number plate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mingjing.law.identifiers import (
    PROVINCE,
    birth_date,
    check_id_number,
    check_uscc,
    id_check_digit,
    luhn_sum,
    under_age,
)


class Span(NamedTuple):
    """A candidate, before overlaps are settled."""

    start: int
    end: int
    kind: str
    reason: str


class _Window(NamedTuple):
    """Neighbouring tokens joined: places in the text, the joined symbols, and the length of each token."""

    start: int
    end: int
    joined: str
    shape: tuple[int, ...]


PUBLIC = "public"  # the kind of windows that are known and not personal

_T = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_GAP = "[ \u3000()（）·•._\\-‐‑–—－]"
#: Seven or more digits and letters, beginning with a digit, with at most two separators between neighbours. Like all
#: patterns that walk the whole text it begins with a plain character class: only then does ``re`` skip ahead in C.
_RUN = re.compile(f"[0-9０-９](?:[{_T}]{{6,}}+(?:{_GAP}{{1,2}}+[{_T}]++)*+|[{_T}]{{0,5}}+(?:{_GAP}{{1,2}}+[{_T}]++)++)")
_PLATE = re.compile(
    "[A-HJ-Z](?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼].)[·•.]?"
    "(?:[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])|[A-HJ-NP-Z0-9]{4}[挂学警港澳领使])"
)
#: Amounts, dates with times, and words without a digit.
_NO_NUMBER = re.compile(r"[0-9]+\.[0-9]+|(?:19|20)\d\d-\d\d?-\d\d?(?: +\d\d?)?|[^0-9０-９]+", re.ASCII)
_TOKEN = re.compile("[0-9A-Z]+")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_MOBILE = re.compile(r"(?:86|0086)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:86|0086)?0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}")
_EXTENSION = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}\d{1,6}")
_MOBILE_LABEL = re.compile(r"(1[3-9]\d{9})(?:WX|VX|QQ|TEL)")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

#: What is taken off the end of the words before a number.
_AROUND = "：:（(+＋ \u3000\t\n为是"
_GLUED_LENGTHS = {22: ((11, 11),), 29: ((18, 11), (11, 18)), 36: ((18, 18),)}


_SAYS_ID = ("身份证", "身份证号", "身份号", "身份证件", "身份证件号", "身份证编号", "身份证件编号")
_SAYS_PHONE = ("电话", "手机", "手机号", "电话号", "座机", "固话", "传真", "联系方式", "tel", "Tel", "TEL")
_SAYS_ACCOUNT = ("账号", "帐号", "账户", "帐户", "卡号", "银行卡", "存折")
_SAYS_OTHER = (
    *(
        "编号",
        "单号",
        "票号",
        "批号",
        "案号",
        "型号",
        "货号",
        "证号",
        "序号",
        "卷号",
        "流水号",
        "序列号",
        "注册号",
        "凭证号",
    ),
    *("报告号", "合同号", "备案号", "登记号", "产品号", "编", "条", "批次", "发票", "条形"),
)
_STATE_ACCOUNT = re.compile("财政|代收|非税|国库|罚没")
_CONTEXT = 16


def numbers(text: str, public_phones: frozenset[str], on: date | None) -> list[Span]:
    """Identity, account and telephone numbers and plates in ``text``; ``public_phones`` are digits only."""
    spans = [Span(m.start() - 1, m.end(), "plate", "机动车号牌") for m in _PLATE.finditer(text)]
    for run in _RUN.finditer(text):
        start, end = run.span()
        found = run.group()
        if start and text[start - 1] in _LETTERS:
            spans += _glued(text, start, found)
        elif found.isascii() and found.isalnum() and end - start not in _GLUED_LENGTHS:
            span = _classify(text, _Window(start, end, found.upper(), (end - start,)), public_phones, on)
            if span is not None and span.kind != PUBLIC:
                spans.append(span)
        elif not _NO_NUMBER.fullmatch(found):
            spans += _grouped(text, start, found, public_phones, on)
    return spans


def _glued(text: str, start: int, found: str) -> Iterator[Span]:
    """tel13800138000: digits behind letters are a number of their own only behind such letters."""
    mobile = _MOBILE.match(found)
    if mobile and text[max(0, start - 6) : start].upper().endswith(("TEL", "PHONE", "MOBILE", "MOB", "WX", "VX", "QQ")):
        yield Span(start, start + mobile.end(), "phone", "手机号码")


def _grouped(text: str, start: int, found: str, public_phones: frozenset[str], on: date | None) -> Iterator[Span]:
    """A run of several tokens: 138 0013 8000, or an account and a telephone side by side."""
    half = (found if found.isascii() else found.translate(_HALF)).upper()
    tokens = [part for m in _TOKEN.finditer(half) for part in _unglued(half, *m.span())]
    at = 0
    while at < len(tokens):
        used = 1
        for window in _windows(start, half, tokens, at):
            span = _classify(text, window, public_phones, on)
            if span is not None:
                used = len(window.shape)
                if span.kind != PUBLIC:
                    yield span
                break
        at += used


def _before(text: str, window: _Window) -> str:
    """The words before a number, so that one may ask ``.endswith(_SAYS_…)``: 号码 is shortened to 号."""
    tail = text[max(0, window.start - _CONTEXT) : window.start].rstrip(_AROUND)
    return tail[:-1] if tail.endswith("码") else tail


def _unglued(half: str, start: int, end: int) -> list[tuple[int, int]]:
    """An identity number and a telephone written without a space between them are two tokens."""
    for first, _ in _GLUED_LENGTHS.get(end - start, ()):
        middle = start + first
        if _certain(half[start:middle]) and _certain(half[middle:end]):
            return [(start, middle), (middle, end)]
    return [(start, end)]


def _certain(number: str) -> bool:
    return check_id_number(number) is None if len(number) == 18 else bool(_MOBILE.fullmatch(number))


def _windows(offset: int, half: str, tokens: list[tuple[int, int]], at: int) -> Iterator[_Window]:
    """Windows that begin with token ``at``, longest first: a card number is not taken for its first part."""
    for stop in range(min(len(tokens), at + 6), at, -1):
        part = tokens[at:stop]
        joined = "".join(half[a:b] for a, b in part)
        if len(joined) <= 30:
            yield _Window(offset + part[0][0], offset + part[-1][1], joined, tuple(b - a for a, b in part))


def _classify(text: str, window: _Window, public_phones: frozenset[str], on: date | None) -> Span | None:
    joined, size = window.joined, len(window.joined)
    if not joined.isdigit():
        if size == 18 and joined[17] == "X" and joined[:17].isdigit():
            return _identity(text, window, on)
        if size == 18 and _is_credit_code(window):
            return Span(window.start, window.end, PUBLIC, "")
        if (mobile := _MOBILE_LABEL.match(joined)) and len(window.shape) == 1:
            return Span(window.start, window.start + mobile.end(1), "phone", "手机号码")
        return None
    if size in (15, 18):
        span = _identity(text, window, on)
        if span is not None:
            return span
        if size == 18 and _is_credit_code(window):
            return Span(window.start, window.end, PUBLIC, "")
    if size >= 8 and (span := _account(text, window)) is not None:
        return span
    if size >= 7:
        return _phone(text, window, public_phones)
    return None


def _identity(text: str, window: _Window, on: date | None) -> Span | None:
    joined, before = window.joined, _before(text, window)
    born = birth_date(joined)
    plausible = born is not None and PROVINCE.match(joined)
    said = before.endswith(_SAYS_ID)
    if min(window.shape) < 2 or not said and not plausible:
        return None
    if plausible and len(joined) == 18 and id_check_digit(joined[:17]) == joined[17]:
        reason = "公民身份号码，校验位相符"
    elif not said and (before.endswith(_SAYS_OTHER) or len(window.shape) > 1):
        return None
    else:
        reason = "15 位旧身份证号" if len(joined) == 15 else "形似公民身份号码，校验位不符，可能抄录有误"
    if on is not None and born is not None and born <= on and under_age(born, on):
        return Span(window.start, window.end, "minor", reason + "，未满十八周岁")
    return Span(window.start, window.end, "id_number", reason)


def _is_credit_code(window: _Window) -> bool:
    joined, shape = window.joined, window.shape
    grouped = len(shape) == 1 or set(shape[:-1]) == {4} or shape in {(8, 9, 1), (2, 6, 9, 1), (6, 6, 6), (9, 9)}
    return grouped and (bool(PROVINCE.match(joined[2:])) or joined[2:4] == "10") and check_uscc(joined) is None


def _account(text: str, window: _Window) -> Span | None:
    joined, shape = window.joined, window.shape
    if len(shape) > 1 and (set(shape[:-1]) - {3, 4, 5, 6} or len(joined) < 12):
        return None
    card = 16 <= len(joined) <= 19 and joined[0] in "34569" and luhn_sum(joined) % 10 == 0
    before = _before(text, window)
    if card and (len(shape) == 1 or set(shape[:-1]) == {4}) and not before.endswith(_SAYS_OTHER):
        return Span(window.start, window.end, "bank_account", "银行卡号，校验位相符")
    if len(joined) > 30 or not before.endswith(_SAYS_ACCOUNT):
        return None
    if _STATE_ACCOUNT.search(text, max(0, window.start - 40), window.start):
        return Span(window.start, window.end, PUBLIC, "")
    return Span(window.start, window.end, "bank_account", "前文称账号、卡号")


def _phone(text: str, window: _Window, public_phones: frozenset[str]) -> Span | None:
    joined, shape, start = window.joined, window.shape, window.start
    if shape[0] in (2, 4) and joined.startswith(("86", "0086")) and len(shape) > 1:
        shape = shape[1:]
    if _MOBILE.fullmatch(joined) and shape in {(11,), (13,), (15,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5)}:
        reason = "手机号码"
    elif _LANDLINE.fullmatch(joined) and len(shape) <= 3 and min(shape) >= 3:
        reason = "固定电话"
    elif len(shape) == 3 and shape[0] in (3, 4) and shape[1] in (7, 8) and _EXTENSION.fullmatch(joined):
        reason = "固定电话及分机"
    elif (
        len(shape) == 1 and len(joined) <= 8 and joined[0] in "2345678" and _before(text, window).endswith(_SAYS_PHONE)
    ):
        reason = "前文称电话"
    else:
        return None
    if _before(text, window).endswith(_SAYS_OTHER):
        return None
    if any(joined.startswith(known) or len(joined) < 9 and known.endswith(joined) for known in public_phones):
        return Span(start, window.end, PUBLIC, "")
    opened = start and text[start - 1] in "(（" and re.search("[)）]", text[start : window.end])
    if opened or start and text[start - 1] in "+＋":
        start -= 1
    return Span(start, window.end, "phone", reason)
