"""Exact tails of small distributions and the correction for many comparisons. Standard library only.

Each is checked against published values in the tests. Sums run from the observed value outwards, in logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, log1p, sqrt


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _capped(total: float) -> float:
    return min(1.0, max(0.0, total))


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X ≥ k) of n independent trials with chance p each."""
    if k <= 0 or p >= 1:
        return 1.0
    if k > n or p <= 0:
        return 0.0
    return _capped(sum(exp(_choose(n, x) + x * log(p) + (n - x) * log1p(-p)) for x in range(k, n + 1)))


def poisson_tail(k: int, mean: float) -> float:
    """P(X ≥ k) of a Poisson count with the given mean."""
    if k <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    total, x = 0.0, k
    while True:
        term = exp(x * log(mean) - mean - lgamma(x + 1))
        total += term
        x += 1
        if x > mean and term < total * 1e-16:
            return _capped(total)


def beta_binomial_tail(k: int, n: int, p: float, spread: float) -> float:
    """P(X ≥ k) of n trials whose chance itself varies between groups: mean p, intraclass correlation ``spread``."""
    if spread <= 1e-9 or not 0 < p < 1:
        return binomial_tail(k, n, p)
    if k <= 0:
        return 1.0
    whole = 1 / spread - 1
    a, b = p * whole, (1 - p) * whole
    norm = _beta(a, b)
    return _capped(sum(exp(_choose(n, x) + _beta(x + a, n - x + b) - norm) for x in range(k, n + 1)))


def negative_binomial_tail(k: int, mean: float, spread: float) -> float:
    """P(X ≥ k) of a count with variance mean + spread·mean² (Poisson with a varying mean)."""
    if spread <= 1e-9:
        return poisson_tail(k, mean)
    if k <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    size = 1 / spread
    chance = size / (size + mean)
    total, x = 0.0, k
    while True:
        term = exp(lgamma(x + size) - lgamma(size) - lgamma(x + 1) + size * log(chance) + x * log1p(-chance))
        total += term
        x += 1
        if x > mean and term < total * 1e-15:
            return _capped(total)


def log_series_tail(k: int, theta: float) -> float:
    """P(X ≥ k) of Fisher's logarithmic series: counts per subject among subjects seen at least once."""
    if k <= 1:
        return 1.0
    if not 0 < theta < 1:
        return 0.0 if theta <= 0 else 1.0
    norm, total, x = -log1p(-theta), 0.0, k
    while True:
        term = exp(x * log(theta)) / x / norm
        total += term
        x += 1
        if term < total * 1e-15:
            return _capped(total)


def seen_tail(k: int, theta: float, size: float) -> float:
    """P(X ≥ k | X ≥ 1) of a negative binomial falling by ``theta``; size 0: the logarithmic series."""
    if size <= 1e-6:
        return log_series_tail(k, theta)
    if k <= 1:
        return 1.0
    never = (1 - theta) ** size
    return _capped(negative_binomial_tail(k, size * theta / (1 - theta), 1 / size) / (1 - never))


def hypergeometric_tail(k: int, drawn: int, marked: int, all_: int) -> float:
    """P(X ≥ k): marked ones among ``drawn`` out of ``all_`` of which ``marked`` are marked (Fisher's exact test)."""
    low, high = max(0, drawn - (all_ - marked)), min(drawn, marked)
    if k <= low:
        return 1.0
    base = _choose(all_, drawn)
    terms = (exp(_choose(marked, x) + _choose(all_ - marked, drawn - x) - base) for x in range(k, high + 1))
    return _capped(sum(terms))


def normal_two_sided(z: float) -> float:
    """P(|Z| ≥ |z|) of a standard normal."""
    return erfc(abs(z) / sqrt(2))


def adjusted(ps: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg: for each p the smallest false discovery rate at which it is still called."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    found, least = [1.0] * len(ps), 1.0
    for rank in range(len(ps), 0, -1):
        place = order[rank - 1]
        least = min(least, ps[place] * len(ps) / rank)
        found[place] = least
    return found
