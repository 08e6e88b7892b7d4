"""裁量测算: from benchmark, tier and circumstances to a range of money, with every step in words (行政处罚法30–34、49).

Exact: fractions until the last step, then whole 分, a lower end rounded up and an upper end down. 减轻 lies below the
statutory minimum, 从轻 and 从重 within the range, nothing above the maximum.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from math import ceil, floor

from mingjing.law.benchmarks import MITIGATED, NONE, Benchmark, Method, Tier, Unit, text_of
from mingjing.law.circumstances import BY_CODE, LIGHTENING, Choice, Circumstance, Does, Effect, effect
from mingjing.law.reckoned import YUAN, Line, NotReckoned, Result, Span, yuan

SHARE = Fraction(3, 10)  # the lighter and the heavier part of a range (国市监法规〔2022〕2号)
PUBLISHED = "行政处罚法34"


def calculate(
    benchmark: Benchmark,
    tier: str = "",
    circumstances: Collection[str] = (),
    *,
    base: int = 0,
    choice: str = "",
    factors: Mapping[str, str] | None = None,
) -> Result:
    """What the benchmark gives for a tier and circumstances (codes of ``circumstances.CIRCUMSTANCES``).

    ``base``: 分 of goods, income or contract, or hundredths of a ㎡, as the benchmark's unit asks. ``choice``: spare,
    mitigate or lighten where the law leaves it to the organ. ``factors``: factor → option of 百分值累加.
    Raises NotReckoned.
    """
    if unknown := [c for c in circumstances if c not in BY_CODE]:
        raise NotReckoned("circumstances", f"没有这种情节：{'、'.join(unknown)}，请从列表中选择")
    found = tuple(c for code, c in BY_CODE.items() if code in circumstances)
    try:
        does = effect(found, choice)
    except ValueError as error:
        raise NotReckoned("choice", str(error)) from None
    _check_base(benchmark, base)
    statutory = _span(benchmark, benchmark.low, benchmark.high, base)
    if does is Effect.MITIGATED and statutory.low <= 1:
        raise NotReckoned(
            "choice", "法律没有规定罚款的下限，不能低于下限减轻；选择从轻，或者减少处罚种类（行政处罚法32）"
        )
    steps = [Line(f"法定幅度：{benchmark.cited}，{_law_words(benchmark, statutory, base)}", benchmark.cited)]
    name, own, more = _tiered(benchmark, tier, base, factors or {}, statutory, does)
    steps += more
    steps += [Line(f"情节：{c.label}，{c.does.label}", c.article) for c in found]
    suggested, words = _suggested(benchmark, name, own, statutory, does)
    steps.append(Line(words, _article(found, does)))
    outside = does in (Effect.SPARED, Effect.MITIGATED) or benchmark.method is Method.FACTOR_PERCENT
    extra = next((t.extra for t in benchmark.choices if t.name == name), "") or benchmark.also
    return Result(name, does, statutory, own, suggested, suggested if outside else own, tuple(steps), extra)


def _tiered(
    b: Benchmark, tier: str, base: int, factors: Mapping[str, str], statutory: Span, does: Effect
) -> tuple[str, Span, tuple[Line, ...]]:
    """(tier, its range, the steps that led there). Where no tier applies any more, none need be chosen."""
    bands = b.method is Method.THIRTY_SEVENTY
    if does is Effect.SPARED and (bands or not tier or b.method is Method.FACTOR_PERCENT):
        return NONE, Span(0, 0), ()
    if does is Effect.MITIGATED and (bands or not tier) and b.method is not Method.FACTOR_PERCENT:
        return MITIGATED, Span(1, statutory.low - 1), ()
    if b.method is Method.FACTOR_PERCENT:
        return _by_factors(b, factors, statutory)
    chosen = _tier(b, tier, does)
    own = _tier_span(b, chosen, base, statutory)
    return chosen.name, own, (Line(_tier_words(b, chosen, own), PUBLISHED),)


def _check_base(b: Benchmark, base: int) -> None:
    if not b.unit.base and b.base_from is None and b.base_below is None:
        return
    what = b.unit.base or "货值金额"
    if base <= 0:
        raise NotReckoned("base", f"填写{what}，这项基准按{what}计算")
    if b.base_from is not None and base < b.base_from:
        raise NotReckoned(
            "base", f"{what}不足 {yuan(b.base_from)} 元，不适用这一档法定幅度，请改选同一违法行为的另一项基准"
        )
    if b.base_below is not None and base >= b.base_below:
        raise NotReckoned(
            "base", f"{what}达到 {yuan(b.base_below)} 元，不适用这一档法定幅度，请改选同一违法行为的另一项基准"
        )


def fen(b: Benchmark, value: Fraction, base: int) -> Fraction:
    """A number of the benchmark's unit in 分, exact."""
    per = {
        Unit.YUAN: Fraction(YUAN),
        Unit.PERCENT_CONTRACT: Fraction(base, 100),
        Unit.YUAN_PER_SQM: Fraction(base),  # hundredths of a ㎡ × 元 = 分
    }.get(b.unit, Fraction(base))
    return value * per


def _span(b: Benchmark, low: Fraction, high: Fraction, base: int) -> Span:
    top = floor(fen(b, high, base))
    if b.cap is not None:
        top = min(top, b.cap)
    return Span(min(ceil(fen(b, low, base)), top), top)


def _tier(b: Benchmark, name: str, does: Effect) -> Tier:
    names = "、".join(t.name for t in b.choices)
    if not name and b.method is Method.THIRTY_SEVENTY:
        name = {Effect.LIGHTER: "从轻", Effect.HEAVIER: "从重"}.get(does, "一般")
    found = b.tier(name)
    if found is None:
        raise NotReckoned("tier", f"选择裁量阶次：{names}")
    if b.method is Method.THIRTY_SEVENTY:
        fitting = {Effect.LIGHTER: ("从轻",), Effect.HEAVIER: ("从重",), Effect.PLAIN: ("一般",)}.get(does)
        if fitting and name not in fitting:
            raise NotReckoned("tier", f"所选情节对应“{fitting[0]}”档，不能按“{name}”档；改选阶次，或者核对情节")
    if name == MITIGATED and does is not Effect.MITIGATED:
        raise NotReckoned("tier", "“减轻”阶次要有从轻或者减轻的情节（行政处罚法30至32）并选择减轻")
    if name == NONE and does is not Effect.SPARED:
        raise NotReckoned("tier", "“不予”阶次要有不予处罚的情节（行政处罚法30、31、33）")
    return found


def _tier_span(b: Benchmark, tier: Tier, base: int, statutory: Span) -> Span:
    """The tier in whole 分, never outside the statutory range for the rounding of its ends."""
    own = _span(b, tier.low, tier.high, base)
    if tier.name in (NONE, MITIGATED):
        return own
    own = Span(*(max(statutory.low, min(statutory.high, end)) for end in (own.low, own.high)))
    if b.method is not Method.THIRTY_SEVENTY or tier.name != "一般":
        return own
    lighter, heavier = floor(fen(b, tier.low, base)), ceil(fen(b, tier.high, base))  # open at both ends
    if b.cap is not None:
        lighter, heavier = min(lighter, b.cap), min(heavier, b.cap)
    return Span(lighter + 1, heavier - 1) if heavier - lighter > 1 else own


def _law_words(b: Benchmark, statutory: Span, base: int) -> str:
    also = f"{b.also}，" if b.also else ""
    who = f"{b.subject}" if b.subject else ""
    if b.unit is Unit.YUAN:
        return f"{also}{who}罚款{statutory.words}"
    cap = f"，最高{yuan(b.cap)}元" if b.cap is not None else ""
    return f"{also}{who}罚款{_between(b, b.low, b.high)}{cap}；{_base_words(b, base)}，即{statutory.words}"


def _tier_words(b: Benchmark, tier: Tier, own: Span) -> str:
    document = f"《{b.document}》" if b.document else "本机关公布的裁量基准"
    if tier.name == NONE:
        return f"裁量基准：{document}“{tier.name}”阶次，{tier.circumstances}，不予处罚"
    how = own.words if b.unit is Unit.YUAN else f"{_between(b, tier.low, tier.high)}，即{own.words}"
    return f"裁量基准：{document}“{tier.name}”阶次，{tier.circumstances}，罚款{how}"


def _between(b: Benchmark, low: Fraction, high: Fraction) -> str:
    unit = b.unit.short
    what = f"{b.unit.base}的" if b.unit is Unit.PERCENT_CONTRACT else b.unit.base if unit == "倍" else ""
    if low == high:
        return f"{what}{text_of(high)}{unit}"
    return f"{what}{f'{text_of(low)}{unit}以上' if low else ''}{text_of(high)}{unit}以下"


def _base_words(b: Benchmark, base: int) -> str:
    if b.unit is Unit.YUAN_PER_SQM:
        return f"面积 {text_of(Fraction(base, 100))} 平方米"
    return f"{b.unit.base} {yuan(base)} 元"


def _by_factors(b: Benchmark, chosen: Mapping[str, str], statutory: Span) -> tuple[str, Span, tuple[Line, ...]]:
    total, parts = Fraction(0), []
    for factor in b.factors:
        percent = dict(factor.options).get(chosen.get(factor.name, ""))
        if percent is None:
            offered = "、".join(words for words, _ in factor.options)
            raise NotReckoned("factors", f"{factor.name}选择一项：{offered}")
        total += percent
        parts.append(f"{factor.name}{chosen[factor.name]} {text_of(percent)}%")
    exact = Fraction(statutory.high) * total / 100
    rounded = floor(exact / YUAN + Fraction(1, 2)) * YUAN
    amount = max(statutory.low, min(statutory.high, rounded))
    document = f"《{b.document}》" if b.document else "本机关公布的裁量基准"
    words = f"裁量基准：{document}，{'，'.join(parts)}，合计 {text_of(total)}%"
    sum_words = f"法定上限{yuan(statutory.high)}元 × {text_of(total)}% = {yuan(rounded)}元"
    if amount != rounded:
        sum_words += f"，{'低于法定下限，取下限' if amount > rounded else '高于法定上限，取上限'}{yuan(amount)}元"
    return _level(amount, statutory), Span(amount, amount), (Line(words, PUBLISHED), Line(sum_words, PUBLISHED))


def _level(amount: int, statutory: Span) -> str:
    """Where a sum lies in the statutory range, by thirty and seventy percent (国市监法规〔2022〕2号)."""
    share = (statutory.high - statutory.low) * SHARE
    return "轻微" if amount <= statutory.low + share else "严重" if amount >= statutory.high - share else "一般"


def _suggested(b: Benchmark, name: str, own: Span, statutory: Span, does: Effect) -> tuple[Span, str]:
    if does is Effect.SPARED:
        return Span(0, 0), "不予行政处罚，对当事人进行教育"
    if does is Effect.MITIGATED:
        below = own if name == MITIGATED else Span(1, statutory.low - 1)
        return below, f"减轻处罚，罚款应当低于法定下限{yuan(statutory.low)}元，建议{below.words}"
    if b.method is Method.FACTOR_PERCENT:
        return _moved(own, statutory, does)
    if b.method is Method.THIRTY_SEVENTY or does in (Effect.PLAIN, Effect.BALANCED):
        why = "从轻、从重情节并存，综合裁量，" if does is Effect.BALANCED else ""
        return own, f"{why}在“{name}”阶次内确定罚款，建议{own.words}"
    part = floor((own.high - own.low) * SHARE)
    if does is Effect.LIGHTER:
        span = Span(own.low, own.low + part)
        return span, f"从轻处罚，取“{name}”阶次中较低的三成，建议{span.words}"
    span = Span(own.high - part, own.high)
    return span, f"从重处罚，取“{name}”阶次中较高的三成，建议{span.words}"


def _moved(own: Span, statutory: Span, does: Effect) -> tuple[Span, str]:
    """累加所得 is a point: circumstances open the way down to the minimum, or up to the maximum."""
    if does is Effect.LIGHTER:
        span = Span(statutory.low, own.low)
        return span, f"从轻处罚，在累加所得以下、法定幅度以内确定罚款，建议{span.words}"
    if does is Effect.HEAVIER:
        span = Span(own.high, statutory.high)
        return span, f"从重处罚，在累加所得以上、法定幅度以内确定罚款，建议{span.words}"
    return own, f"按累加所得确定罚款，建议{own.words}"


def _article(found: tuple[Circumstance, ...], does: Effect) -> str:
    if does is Effect.SPARED:
        spare = next(c for c in found if c.does in (Does.MUST_SPARE, Does.MAY_SPARE))
        return f"{spare.article}；行政处罚法33③"
    if does in (Effect.MITIGATED, Effect.LIGHTER):
        return "；".join(dict.fromkeys(c.article for c in found if c.does in LIGHTENING))
    if does is Effect.HEAVIER:
        return "；".join(dict.fromkeys(c.article for c in found if c.does is Does.AGGRAVATE))
    return "行政处罚法5②、34"


__all__ = ["Choice", "Line", "NotReckoned", "Result", "Span", "calculate", "fen", "yuan"]
