"""The small exact distributions against values that are published or can be counted by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb, exp, factorial, isclose

import pytest

from mingjing.statistics.analysis import comparing, exact

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(("k", "n", "p"), [(3, 5, 0.5), (8, 10, 0.3), (0, 4, 0.1), (5, 5, 0.2), (60, 100, 0.5)])
def test_the_binomial_tail_equals_the_sum_of_fractions(k: int, n: int, p: float) -> None:
    chance = Fraction(p).limit_denominator(1000)
    wanted = sum(comb(n, x) * chance**x * (1 - chance) ** (n - x) for x in range(k, n + 1))
    assert isclose(exact.binomial_tail(k, n, p), float(wanted), rel_tol=1e-9)


def test_sixty_heads_of_a_hundred() -> None:
    assert isclose(exact.binomial_tail(60, 100, 0.5), 0.02844396682049, rel_tol=1e-9)


@pytest.mark.parametrize(("k", "mean"), [(1, 0.5), (4, 1.0), (10, 3.0), (3, 7.5)])
def test_the_poisson_tail_is_one_minus_the_head(k: int, mean: float) -> None:
    head = sum(exp(-mean) * mean**x / factorial(x) for x in range(k))
    assert isclose(exact.poisson_tail(k, mean), 1 - head, rel_tol=1e-9)


def test_the_lady_tasting_tea() -> None:
    """Fisher 1935: all four of eight right by chance, 1/70; three or more, 17/70."""
    assert isclose(exact.hypergeometric_tail(4, 4, 4, 8), 1 / 70, rel_tol=1e-12)
    assert isclose(exact.hypergeometric_tail(3, 4, 4, 8), 17 / 70, rel_tol=1e-12)


def test_a_beta_binomial_with_a_flat_chance_is_uniform() -> None:
    """Chance uniform on 0–1 (spread 1/3, mean 1/2): every number of successes is as likely as every other."""
    for k in range(11):
        assert isclose(exact.beta_binomial_tail(k, 10, 0.5, 1 / 3), (11 - k) / 11, rel_tol=1e-9)


def test_wider_spread_makes_a_tail_less_surprising() -> None:
    tails = [exact.beta_binomial_tail(30, 50, 0.3, spread) for spread in (0.0, 0.01, 0.05, 0.2)]
    assert tails == sorted(tails) and tails[0] < 2e-5 < 0.1 < tails[-1]


def test_a_negative_binomial_of_size_one_is_geometric() -> None:
    for k in range(6):
        assert isclose(exact.negative_binomial_tail(k, 3.0, 1.0), 0.75**k, rel_tol=1e-9)
        if k:
            assert isclose(exact.seen_tail(k, 0.75, 1.0), 0.75 ** (k - 1), rel_tol=1e-9)


def test_the_logarithmic_series_sums_to_one_and_gives_its_head() -> None:
    assert exact.log_series_tail(1, 0.5) == 1.0
    assert isclose(1 - exact.log_series_tail(2, 0.5), 0.5 / 0.6931471805599453, rel_tol=1e-9)
    assert isclose(exact.seen_tail(4, 0.5, 0.0), exact.log_series_tail(4, 0.5))


def test_the_normal_at_well_known_points() -> None:
    assert isclose(exact.normal_two_sided(1.959963984540054), 0.05, rel_tol=1e-9)
    assert isclose(exact.normal_two_sided(-2.575829303548901), 0.01, rel_tol=1e-9)


def test_the_correction_on_the_example_of_its_authors() -> None:
    """Benjamini and Hochberg 1995, table of fifteen p-values: four are called at five per cent."""
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
          0.7590, 1.0000]  # fmt: skip
    found = exact.adjusted(ps)
    assert sum(q <= 0.05 for q in found) == 4
    assert isclose(found[0], 0.0015, rel_tol=1e-9) and found[-1] == 1.0


def test_a_rank_test_has_the_moments_of_all_permutations() -> None:
    """Mean and variance of the rank sum with ties, against every way of dealing five values to two people."""
    values = [1.0, 2.0, 2.0, 3.0, 5.0]
    ranks = {1.0: 1.0, 2.0: 2.5, 3.0: 4.0, 5.0: 5.0}
    sums = [sum(ranks[v] for v, mine in zip(values, deal, strict=True) if mine)
            for deal in product((0, 1), repeat=5) if sum(deal) == 2]  # fmt: skip
    mean = sum(sums) / len(sums)
    variance = sum((s - mean) ** 2 for s in sums) / len(sums)
    cells: dict[object, list[float]] = {"a": [0.0] * 4, "b": [0.0] * 4}
    members = [(v, "a" if n < 2 else "b", str(n)) for n, v in enumerate(values)]
    comparing._ranked(members, cells, {"a": [], "b": []})  # type: ignore[arg-type]
    assert isclose(cells["a"][0], (3.5 - mean) / 6) and isclose(cells["a"][1], variance / 36)


def test_a_series_is_read_back_from_its_own_frequencies() -> None:
    """Geometric counts (r = 1, θ = 0.5): seen once 8192 times, twice 4096 …"""
    theta, size = comparing.series(Counter({k: 2 ** (14 - k) for k in range(1, 11)}))
    assert 0.5 <= theta < 0.53 and abs(size - 1) < 0.15
