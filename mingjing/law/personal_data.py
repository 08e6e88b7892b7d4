"""Personal data in Chinese enforcement texts: where it stands, what kind it is, and why it was recognised.

Pure text in, spans out; nothing is decided here about what may be published (个人信息保护法 28; 行政处罚法 48;
政府信息公开条例 14、15): the class of each span is proposed by ``documents`` and approved by people.

Three passes of compiled patterns over the text:

1. ``personal_numbers``: runs of digits and letters, classified by check digits and never guessed from length alone.
2. ``personal_cues`` and ``personal_names``: words such as 住址, 患有, 就读, 当事人 say what stands beside them.
3. Names that the caller knows (the parties of the case), and every name and home address that pass 2 revealed,
   are found again wherever they recur.

A missed hit publishes a person's data, a false one costs a click: where the two pull apart, this errs to the second.
Already masked forms (张某, 李某某, 138****8000) are no hits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mingjing.law.personal_cues import cued
from mingjing.law.personal_names import cued_names
from mingjing.law.personal_numbers import Span, numbers

KINDS = (
    "name",
    "id_number",
    "phone",
    "address",
    "bank_account",
    "plate",
    "email",
    "passport",
    "social_account",
    "minor",
    "health",
    "licence_number",
)


class Hit(NamedTuple):
    """One span, in characters of the text as given: ``text[start:end]``; ``kind`` is one of KINDS."""

    start: int
    end: int
    kind: str
    text: str
    reason: str


def find(
    text: str,
    names: Iterable[str] = (),
    *,
    public_phones: Iterable[str] = (),
    public_terms: Iterable[str] = (),
    on: date | None = None,
) -> list[Hit]:
    """All personal data in ``text``, in order, without overlaps; the same input always gives the same hits.

    ``names``: natural persons of the case (names of organisations among them are passed over). ``public_phones``:
    telephones of organs, with or without area code. ``public_terms``: phrases of the case that are public although
    they look personal (a trade name holding its owner's name, the account that collects fines). ``on``: with a day
    given, identity numbers, dates of birth and ages of persons under 18 on that day are of kind ``minor``.

    Of an address only what is finer than county or district is marked; dates of birth are of kind ``id_number``,
    being part of one.
    """
    phones = (re.sub(r"\D", "", phone) for phone in public_phones)
    # Seven digits are the shortest telephone: a word without digits among them must not make every number public.
    spans = numbers(text, frozenset(digits for digits in phones if len(digits) >= 7), on)
    spans += cued(text, on)
    spans += _mail(text)
    spans += _known(text, names)
    revealed = cued_names(text)
    spans += [span for span, _ in revealed]
    spans += _again(text, [span for span, firm in revealed if firm] + [s for s in spans if s.kind == "address"])
    return _settled(text, spans, _everywhere(text, public_terms))


_MAIL_BEFORE = re.compile("[0-9A-Za-z._%+\\-]{1,64}$")
_MAIL_AFTER = re.compile("[0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*\\.[A-Za-z]{2,10}")
_GAPS = frozenset(" \u3000\n")
_DOTS = frozenset("·•・．")
_PERSONAL = ("先生", "女士", "本人", "说", "称", "表示", "承认", "陈述", "辩称", "签字", "签名")
_ORGANIZATION = re.compile("(?:公司|店|厂|局|所|院|中心|合作社|学校|部|站|行|馆|会|社|超市|政府|委员会|办公室|厅|队)$")


def _mail(text: str) -> list[Span]:
    spans = []
    at = -1
    for at in _places(text, "@") + _places(text, "＠"):
        before, after = _MAIL_BEFORE.search(text, max(0, at - 64), at), _MAIL_AFTER.match(text, at + 1)
        if before and after and not after.group().lower().endswith("gov.cn"):
            spans.append(Span(before.start(), after.end(), "email", "电子邮箱"))
    return spans


def _known(text: str, names: Iterable[str]) -> list[Span]:
    spans: list[Span] = []
    joined = ""
    for name in sorted({name.strip() for name in names}):
        size = len(name)
        if size < 2 or size > 3 and _ORGANIZATION.search(name):
            continue
        places = _places(text, name)
        spans += [Span(at, at + size, "name", "本案当事人姓名") for at in places]
        joined = joined or "".join(text.split())
        if joined.count(name) > len(places):
            spans += _spread(text, name)
        if size == 3 and name[1] != "某":
            spans += [
                Span(at, at + 2, "name", "本案当事人名字")
                for at in _places(text, name[1:])
                if text.startswith(_PERSONAL, at + 2)
            ]
        if size > 3 and _DOTS.intersection(name):
            spans += _dotted(text, name)
    return spans


def _spread(text: str, name: str) -> Iterator[Span]:
    """李　文　博, or a name broken by the end of a line."""
    for cut in range(1, len(name)):
        for gap in sorted(_GAPS):
            for at in _places(text, name[:cut] + gap):
                if (end := _spaced(text, at, name)) is not None:
                    yield Span(at, end, "name", "本案当事人姓名，中间有空格")


def _dotted(text: str, name: str) -> Iterator[Span]:
    """买买提·艾力 is typed with several dots."""
    dots = re.escape("".join(sorted(_DOTS)))
    pattern = f"[{dots}]".join(map(re.escape, re.split(f"[{dots}]", name)))
    for match in re.finditer(pattern, text):
        yield Span(*match.span(), "name", "本案当事人姓名")


def _spaced(text: str, at: int, name: str) -> int | None:
    """End of ``name`` with spaces or a line break between its characters, or None."""
    for symbol in name:
        while text[at : at + 1] in _GAPS:
            at += 1
        if text[at : at + 1] != symbol:
            return None
        at += 1
    return at


def _again(text: str, revealed: list[Span]) -> list[Span]:
    spans = []
    for word, kind in sorted({(text[s.start : s.end], s.kind) for s in revealed}):
        for at in _places(text, word):
            spans.append(Span(at, at + len(word), kind, "前后文已指明，再次出现"))
    return spans


def _places(text: str, word: str) -> list[int]:
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places


def _everywhere(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    return [(at, at + len(word)) for word in words if word for at in _places(text, word)]


_NAMED_BY_CUE = frozenset(["social_account", "passport", "licence_number", "minor", "health"])


def _settled(text: str, spans: list[Span], public: list[tuple[int, int]]) -> list[Hit]:
    """No overlaps, and no character of any candidate lost: what a longer span covers in part is cut, not dropped.

    Of spans that begin together the longest counts; of equal ones the kind that a cue named, else the first by name.
    """
    hits: list[Hit] = []
    covered = 0
    for start, end, kind, reason in sorted(spans, key=_order):
        if end <= covered or public and any(a <= start and end <= b for a, b in public):
            continue
        start = max(start, covered)
        hits.append(Hit(start, end, kind, text[start:end], reason))
        covered = end
    return hits


def _order(span: Span) -> tuple[int, int, bool, str, str]:
    return span.start, -span.end, span.kind not in _NAMED_BY_CUE, span.kind, span.reason
