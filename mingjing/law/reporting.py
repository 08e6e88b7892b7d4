"""The annual report as a document (三政办〔2019〕16号 三(一)5): its sections, how figures are added, typed and written.

What is checked before it goes out: ``report_checks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from mingjing.law.annual import FIGURES, Figure, Source, share
from mingjing.law.terms import Term

BASIS = "三政办〔2019〕16号三(一)5"
CLOCK = "report.annual"
FIRST_YEAR = 2019  # the plan is of July 2019: the first report is due in January 2020
NO_DUTY = "本机关没有此项职责"  # the note of a table that an organ has no power for
TO_WRITE = "〔待填："  # what the system cannot know stands in such a mark until a person has written it
WHOLE = "all"  # the key of a remark on the report as a whole
LONGEST_NOTE, LONGEST_TEXT = 300, 5000
MOST = 10**15
#: What a person may add for cases that live elsewhere; sums, ratios and means follow from these.
ENTERED = frozenset({Source.COUNTED, Source.AMOUNT, Source.LENGTH, Source.ROSTER})
NOT_ADDED = "由其他数字算出，不单独填写"


class Section(Term):
    """Sections of 情况说明, in order (domain reference §6)."""

    OVERALL = "overall", "总体情况"
    ACTS = "acts", "各类执法分析"
    REMEDIES = "remedies", "复议诉讼"
    SYSTEMS = "systems", "三项制度落实"
    AHEAD = "ahead", "问题与下步"


def merged(counted: Mapping[str, int], manual: Mapping[str, int]) -> dict[str, int]:
    """Every figure with what was added: sums and ratios are worked out again; means stay those of counted cases."""
    values = {c: counted.get(c, 0) + manual.get(c, 0) for c, f in FIGURES.items() if f.source in ENTERED}
    for code, figure in FIGURES.items():
        if figure.source is Source.SUM:
            values[code] = sum(values[part] for part in figure.of)
    for code, figure in FIGURES.items():
        if figure.source is Source.RATIO and values[figure.of[1]]:
            values[code] = share(values[figure.of[0]], values[figure.of[1]])
        elif figure.source is Source.MEAN and code in counted:
            values[code] = counted[code]
    return values


def total(many: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of several reports, given as values: ratios are worked out from the summed parts; means are left out."""
    summed: dict[str, int] = {}
    for values in many:
        for code, value in values.items():
            summed[code] = summed.get(code, 0) + value
    return merged({c: v for c, v in summed.items() if FIGURES[c].source in ENTERED}, {})


# --- how a value is written ----------------------------------------------------------------------------------------


def unit_of(figure: Figure) -> str:
    """The unit as a reader sees it: amounts in 万元, lengths in hours."""
    return {Source.AMOUNT: "万元", Source.LENGTH: "小时"}.get(figure.source, figure.unit)


def written(figure: Figure, value: int | None) -> str:
    """A value as the tables show it, without its unit; — where there is none."""
    if value is None:
        return "—"
    if figure.source is Source.AMOUNT:
        return _decimal(Decimal(value) / 1_000_000, 6)
    if figure.source is Source.LENGTH:
        return _decimal(Decimal(value) / 3600, 1)
    if figure.source in (Source.RATIO, Source.MEAN):
        return _decimal(Decimal(value) / 100, 2)
    return f"{value:,}"


def _decimal(number: Decimal, most: int) -> str:
    text = f"{number:,.{most}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(figure: Figure, text: str) -> int:
    """A typed value in the unit it is shown in → 件, 分, 秒. Raises ValueError in Chinese with the cure."""
    if figure.source not in ENTERED:
        raise ValueError(f"“{figure.label}”{NOT_ADDED}，请填写它的各项")
    clean = text.replace(",", "").replace("，", "").strip().removesuffix(unit_of(figure)).strip()
    try:
        number = Decimal(clean)
    except InvalidOperation:
        raise ValueError(f"“{figure.label}”填写数字，单位{unit_of(figure)}，例：12") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"“{figure.label}”不能是负数；没有发生的填 0 或者不填")
    factor = {Source.AMOUNT: 1_000_000, Source.LENGTH: 3600}.get(figure.source, 1)
    value = number * factor
    if value >= MOST:
        raise ValueError(f"“{figure.label}”的数字太大，请核对单位（{unit_of(figure)}）")
    if value != value.to_integral_value():
        least = "最多六位小数（精确到分）" if factor == 1_000_000 else "填写整数" if factor == 1 else "精确到秒"
        raise ValueError(f"“{figure.label}”{least}")
    return int(value)


def changed(value: int, before: int) -> str:
    """增长 31.2% / 下降 8% / 持平, in words."""
    if value == before:
        return "持平"
    word = "增长" if value > before else "下降"
    return f"{word} {_decimal(Decimal(abs(value - before) * 100) / before, 1)}%" if before else f"{word}（上年为 0）"
