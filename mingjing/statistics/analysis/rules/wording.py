"""From a group that stands out to a suspicion with its figures in words. Keys of groups are (organ, key)."""

from __future__ import annotations

from collections.abc import Iterable

from mingjing.statistics.analysis.comparing import Group, Ranked
from mingjing.statistics.analysis.plain import Rule, Suspicion

MOST_CASES = 500
SHARES = (
    "各组占比与同层其他各组比较：贝塔二项分布单尾概率，组间离散度由全部各组稳健估计（去掉最高的一成），"
    "Benjamini–Hochberg 校正，错误发现率 5%"
)
SHARES_BOTH = SHARES.replace("单尾", "双尾")
RANKS = "分层秩和检验（van Elteren，含同值校正，双尾），标准差按各组 z 值的绝对中位差放宽，Benjamini–Hochberg 校正，5%"
REPEATS = "对象出现次数服从零截断负二项分布（数据少时为对数级数分布），参数由低频次数估计；右尾概率，Benjamini–Hochberg 校正，5%"
COUNTS = "件数与同机关其他人比较：负二项分布右尾概率，离散度由全部各组稳健估计，Benjamini–Hochberg 校正，5%"
TOGETHER = "同落一处的件数：二项分布右尾概率，乘以可选的个数（Bonferroni），各组再作 Benjamini–Hochberg 校正，5%"
F_SHARES = "P(X ≥ k)，X ~ BetaBin(n, p̂, ρ̂)；p̂ = Σ n_s·p_s / n，p_s = 同层其余各组占比"
F_RANKS = "z = Σ_s (R_s − n_s(N_s+1)/2)/(N_s+1) ÷ √Σ_s Var_s；p = 2·Φ(−|z|/σ̂)"
F_REPEATS = "P(X ≥ k | X ≥ 1)，X ~ NegBin(r, θ)；(j+1)·f_{j+1}/f_j = θj + θr 加权直线拟合，θ 上浮一个标准误"
F_COUNTS = "P(X ≥ k)，X ~ NegBin(均值 μ, 方差 μ + α̂μ²)；μ = 同机关其余人员平均件数"
F_TOGETHER = "min(1, c·P(X ≥ k))，X ~ Bin(n, s)；s = 其余案件中的占比，c = 可选的个数"


def percent(share: float) -> str:
    """12.3%."""
    return f"{100 * share:.1f}%"


def tiny(p: float) -> str:
    """A probability in words: 0.013, 小于百万分之一."""
    return "小于百万分之一" if p < 1e-6 else f"{p:.2g}"


def from_shares(rule: Rule, kind: str, groups: Iterable[Group], what: str) -> list[Suspicion]:
    """Suspicions from a comparison of shares; ``what`` names the flagged cases: 逾期公示的."""
    return [
        _made(rule, kind, g, g.n, g.p, g.q,
              ((f"{what}", f"{g.k} 件"), ("比较的件数", f"{g.n} 件"), ("占比", percent(g.share)),
               ("同类应有的占比", percent(g.expected))))
        for g in groups
    ]  # fmt: skip


def from_repeats(rule: Rule, kind: str, groups: Iterable[Group], what: str) -> list[Suspicion]:
    """Suspicions from how often one subject came back."""
    return [
        _made(rule, kind, g, g.k, g.p, g.q, ((what, f"{g.k} 次"), ("次数分布参数 θ", f"{g.expected:.3f}")))
        for g in groups
    ]


def from_counts(rule: Rule, kind: str, groups: Iterable[Group], what: str) -> list[Suspicion]:
    """Suspicions from counts against an expected count."""
    return [
        _made(rule, kind, g, g.k, g.p, g.q, ((what, f"{g.k} 件"), ("同机关人均", f"{g.expected:.1f} 件")))
        for g in groups
    ]


def from_together(rule: Rule, kind: str, groups: Iterable[Group], what: str) -> list[Suspicion]:
    """Suspicions from k of n falling together."""
    return [
        _made(rule, kind, g, g.n, g.p, g.q,
              ((what, f"{g.k}"), ("其中共有", f"{g.n}"), ("其余案件中的占比", percent(g.expected))))
        for g in groups
    ]  # fmt: skip


def from_ranks(rule: Rule, kind: str, groups: Iterable[Ranked]) -> list[Suspicion]:
    """Suspicions from a rank test of fines."""
    return [
        _made(rule, kind, g, g.n, g.p, g.q,
              (("比较的件数", f"{g.n} 件"), ("平均罚款与同类之比", f"{g.ratio:.2f}"), ("z", f"{g.z:.1f}")),
              "偏高" if g.ratio > 1 else "偏低")
        for g in groups
    ]  # fmt: skip


def _key(group: Group | Ranked) -> tuple[str, str]:
    whole = group.key
    assert isinstance(whole, tuple)
    return str(whole[0]), str(whole[1])


def _made(
    rule: Rule, kind: str, group: Group | Ranked, n: int, p: float, q: float, figures: tuple[tuple[str, str], ...],
    detail: str = "",
) -> Suspicion:  # fmt: skip
    organ, key = _key(group)
    shown = (*figures, ("偶然出现的概率", tiny(p)), ("多次比较校正后", tiny(q)))
    return Suspicion(rule.code, (kind, key), organ, n, tuple(group.cases[:MOST_CASES]), p, q, shown, detail)
