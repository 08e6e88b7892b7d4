"""Numbers of persons in text, told apart by their check digits: the first pass of ``personal_data``.

Every run of digits and letters is cut into tokens; windows of tokens (people write 138 0013 8000) are joined and
classified in this order: 公民身份号码 > 统一社会信用代码 (public) > bank account > telephone > number plate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mingjing.law.identifiers import PROVINCE, birth_date, check_id_number, check_uscc, luhn_sum, under_age


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
_GAP = "[ \u3000()（）·•\\-‐‑–—－]"
_DATE = r"(?:19|20)\d\d-\d{1,2}-\d{1,2}(?!\d)"
#: Six or more digits and letters with at most two separators between neighbours; or the short plate of a trailer.
_RUN = re.compile(
    f"(?<![{_T}])(?!{_DATE})[{_T}](?:{_GAP}{{0,2}}[{_T}]){{5,}}|(?<=[一-龥])[A-Z][·.]?[0-9A-Z]{{4}}(?=[挂学警])"
)
_TOKEN = re.compile("[0-9A-Z]+")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_PLATE = re.compile("[A-HJ-Z][A-HJ-NP-Z0-9]{5,6}|[A-HJ-Z][A-HJ-NP-Z0-9]{4}")
_PLATE_SUFFIX = "挂学警港澳领使"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MOBILE = re.compile(r"(?:86|0086)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:86|0086)?0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}")
_EXTENSION = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}\d{1,6}")
_GLUED = re.compile(r"(?:TEL|PHONE|MOBILE|MOB|WX|VX|QQ)?(?P<phone>1[3-9]\d{9})(?:(?:WX|VX|QQ|TEL).*)?")
_QQ = re.compile(r"(?:.*?)QQ(?P<qq>[1-9]\d{4,11})")

_GLUED_LENGTHS = {22: ((11, 11),), 29: ((18, 11), (11, 18)), 36: ((18, 18),)}

_SAYS_ID = re.compile("身份(?:证|号|证件)[^0-9A-Za-z，。；\n]{0,8}$")
_SAYS_PHONE = re.compile("(?:电话|手机|座机|固话|传真|联系方式|tel)[^0-9a-z，。；\n]{0,6}$", re.IGNORECASE)
_SAYS_ACCOUNT = re.compile("(?:[账帐][号户]|卡号|银行卡|存折)[^0-9A-Za-z，。；\n]{0,4}$")
_SAYS_OTHER = re.compile(
    "(?:(?:[订运单编票批案型货证]|流水|序列|注册|凭证|许可证|检验|报告|合同|执法证|备案|登记|发票|产品)(?:编号|单号|号码|号|码)"
    "|条码|批次)[为是：:\\s]{0,3}$"
)
_STATE_ACCOUNT = re.compile("财政|代收|非税|国库|罚没")
_CONTEXT = 16


def numbers(text: str, public_phones: frozenset[str], on: date | None) -> list[Span]:
    """Identity numbers, bank accounts, telephones and plates in ``text``; ``public_phones`` are digits only."""
    spans: list[Span] = []
    for run in _RUN.finditer(text):
        start, found = run.start(), run.group()
        if len(found) < 7 and not (start and text[start - 1] in _PROVINCES):
            continue
        half = (found if found.isascii() else found.translate(_HALF)).upper()
        tokens = [part for m in _TOKEN.finditer(half) for part in _unglued(half, *m.span())]
        at = 0
        while at < len(tokens):
            for window in _windows(start, half, tokens, at):
                span = _classify(text, window, public_phones, on)
                if span is not None:
                    if span.kind != PUBLIC:
                        spans.append(span)
                    at += len(window.shape)
                    break
            else:
                at += 1
    return spans


def _unglued(half: str, start: int, end: int) -> list[tuple[int, int]]:
    """An identity number and a telephone written without a space between them are two tokens."""
    for first, second in _GLUED_LENGTHS.get(end - start, ()):
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
        if size == 18 and joined[:17].isdigit() and joined[17] == "X":
            return _identity(text, window, on)
        if size == 18 and _is_credit_code(window):
            return Span(window.start, window.end, PUBLIC, "")
        return _lettered(text, window)
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
    born, said = birth_date(joined), bool(_SAYS_ID.search(before))
    if min(window.shape) < 2 or not said and (born is None or not PROVINCE.match(joined)):
        return None
    if len(joined) == 18 and check_id_number(joined) is None:
        reason = "公民身份号码，校验位相符"
    elif not said and (_SAYS_OTHER.search(before) or len(window.shape) > 1):
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
    before = _before(text, window)
    card = 16 <= len(joined) <= 19 and joined[0] in "34569" and luhn_sum(joined) % 10 == 0
    if card and (len(shape) == 1 or set(shape[:-1]) == {4}) and not _SAYS_OTHER.search(before):
        return Span(window.start, window.end, "bank_account", "银行卡号，校验位相符")
    if len(joined) > 30 or not _SAYS_ACCOUNT.search(before):
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
    elif len(shape) == 1 and len(joined) <= 8 and joined[0] in "2345678" and _SAYS_PHONE.search(_before(text, window)):
        reason = "前文称电话"
    else:
        return None
    if _SAYS_OTHER.search(_before(text, window)):
        return None
    if any(joined.startswith(known) or len(joined) < 9 and known.endswith(joined) for known in public_phones):
        return Span(start, window.end, PUBLIC, "")
    opened = start and text[start - 1] in "(（" and re.search("[)）]", text[start : window.end])
    if opened or start and text[start - 1] in "+＋":
        start -= 1
    return Span(start, window.end, "phone", reason)


def _lettered(text: str, window: _Window) -> Span | None:
    joined, start, end = window.joined, window.start, window.end
    if start and text[start - 1] in _PROVINCES and len(window.shape) <= 2 and _PLATE.fullmatch(joined):
        suffix = end < len(text) and text[end] in _PLATE_SUFFIX
        if len(joined) > 5 or suffix:
            return Span(start - 1, end + (len(joined) < 7 and suffix), "plate", "机动车号牌")
    if len(window.shape) > 1:
        return None
    if (glued := _GLUED.fullmatch(joined)) is not None:
        return Span(start + glued.start("phone"), start + glued.end("phone"), "phone", "手机号码")
    if (glued := _QQ.fullmatch(joined)) is not None:
        return Span(start + glued.start("qq"), start + glued.end("qq"), "social_account", "QQ 号")
    return None


def _before(text: str, window: _Window) -> str:
    return text[max(0, window.start - _CONTEXT) : window.start]
