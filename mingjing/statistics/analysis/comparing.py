"""Comparing each group with its peers: shares, counts, ranks. Groups differ by nature; the tests allow for that.

A bare binomial would call every officer who differs a little. So the spread between groups is first estimated from all
of them, robustly (the upper tenth is left out, as the anomalies sought would sit there), and the tail is taken from
the wider distribution. Peers of a group are all others of the same stratum, never the group itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from statistics import median

from mingjing.statistics.analysis import exact

FDR = 0.05  # false discovery rate that is called
TRIM, KEPT = 0.9, 0.623  # share of residuals kept, and their mean under a standard normal
FEWEST_PEERS = 20
Key = Hashable


@dataclass(slots=True)
class Group:
    """One group against its peers: k of n where ``expected`` (a share or a count) was to be expected."""

    key: Key
    n: int = 0
    k: int = 0
    expected: float = 0.0
    cases: list[str] = field(default_factory=list)
    p: float = 1.0
    q: float = 1.0

    @property
    def share(self) -> float:
        """k of n."""
        return self.k / self.n if self.n else 0.0

    @property
    def odds(self) -> float:
        """Odds of the share to the odds expected (比值比)."""
        return self.k * (1 - self.expected) / max((self.n - self.k) * self.expected, 1e-9)


def shares(
    rows: Iterable[tuple[Key, Key, bool, str]], *, minimum: int, effect: float, low: bool = False
) -> list[Group]:
    """Groups whose share of flagged rows is beyond what peers and chance explain (beta-binomial tail).

    ``rows``: (group, stratum, flag, case). ``effect``: odds at least so many times those expected; with ``low`` also
    shares so far below are found.
    """
    groups = [g for g in _tallied(rows) if g.n >= minimum]
    spread = _spread([(g.k - g.n * g.expected) ** 2 / (g.n * g.expected * (1 - g.expected)) for g in groups],
                     [g.n - 1 for g in groups])  # fmt: skip
    for g in groups:
        above = exact.beta_binomial_tail(g.k, g.n, g.expected, spread)
        g.p = above
        if low:
            below = exact.beta_binomial_tail(g.n - g.k, g.n, 1 - g.expected, spread)
            g.p = min(1.0, 2 * min(above, below))
    found = _called(groups)
    return [g for g in found if g.odds >= effect or (low and g.odds * effect <= 1)]


def _tallied(rows: Iterable[tuple[Key, Key, bool, str]]) -> list[Group]:
    """Groups with k, n and the share expected from the other groups of the same strata."""
    all_n: Counter[Key] = Counter()
    all_k: Counter[Key] = Counter()
    own: dict[Key, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    cases: dict[Key, list[str]] = defaultdict(list)
    for group, stratum, flag, case in rows:
        all_n[stratum] += 1
        cell = own[group][stratum]
        cell[0] += 1
        if flag:
            all_k[stratum] += 1
            cell[1] += 1
            cases[group].append(case)
    total = sum(all_n.values())
    overall = (sum(all_k.values()) + 0.5) / (total + 1) if total else 0.5
    return [g for key, strata in own.items() if (g := _against(key, strata, all_n, all_k, overall, cases[key])).n]


def _against(
    key: Key, strata: dict[Key, list[int]], all_n: Counter[Key], all_k: Counter[Key], overall: float, cases: list[str]
) -> Group:
    group, awaited = Group(key, cases=cases), 0.0
    for stratum, (n, k) in strata.items():
        peers = all_n[stratum] - n
        if peers < FEWEST_PEERS:  # no one to compare with
            continue
        group.n += n
        group.k += k
        awaited += n * (all_k[stratum] - k + 2 * overall) / (peers + 2)
    if group.n:
        group.expected = min(max(awaited / group.n, 1e-9), 1 - 1e-9)
    return group


def counts(observed: dict[Key, tuple[int, float, list[str]]], *, minimum: int, effect: float) -> list[Group]:
    """Groups whose count is beyond what was expected (negative binomial tail). Values: (count, expected, cases)."""
    groups = [Group(key, n=k, k=k, expected=mean, cases=cases) for key, (k, mean, cases) in observed.items() if mean]
    spread = _spread([(g.k - g.expected) ** 2 / g.expected for g in groups], [g.expected for g in groups])
    for g in groups:
        g.p = exact.negative_binomial_tail(g.k, g.expected, spread)
    return [g for g in _called(groups) if g.k >= minimum and g.k >= effect * g.expected]


def _spread(residuals: list[float], weights: list[float]) -> float:
    """By how much groups differ beyond chance: moments of squared residuals, the largest tenth left out.

    One standard error is added, so that few groups make the test careful, not bold; below ten groups it is 0.05.
    """
    if len(residuals) < 10:
        return 0.05
    order = sorted(range(len(residuals)), key=residuals.__getitem__)
    kept = order[: max(1, int(len(order) * TRIM))]
    excess = sum(residuals[i] for i in kept) / KEPT - len(kept) + (2 * len(kept)) ** 0.5
    weight = sum(weights[i] for i in kept)
    return min(max(excess / weight, 0.0), 0.5) if weight > 0 else 0.0


def repeats(members: dict[Key, list[str]], *, minimum: int) -> list[Group]:
    """Subjects that come back more often than the series of all subjects explains (truncated negative binomial tail).

    ``expected`` of a group is the θ of the series.
    """
    groups = [Group(key, n=len(cases), k=len(cases), cases=cases) for key, cases in members.items()]
    sizes = Counter(g.k for g in groups)
    theta, size = series(sizes)
    tails = {k: exact.seen_tail(k, theta, size) for k in sizes}
    for g in groups:
        g.p, g.expected = tails[g.k], theta
    return [g for g in _called(groups) if g.k >= minimum]


def series(sizes: Counter[int]) -> tuple[float, float]:
    """(θ, r) of the negative binomial series behind how many subjects were seen once, twice, three times…

    In such a series (k+1)·f(k+1)/f(k) = θk + θr: a line, fitted where at least twenty subjects stand on both sides (the
    tail, where anomalies would sit, is left out). θ is taken one standard error higher than fitted. With one point
    alone r = 0: Fisher's logarithmic series.
    """
    points, k = [], 1
    while sizes[k] and sizes[k + 1] and (sizes[k + 1] >= FEWEST_PEERS or k == 1):
        x = (k + 1) * sizes[k + 1] / sizes[k]
        points.append((k, x, 1 / (x * x * (1 / sizes[k] + 1 / sizes[k + 1]))))
        k += 1
    if not points:
        return 0.05, 0.0
    if len(points) == 1:
        return min(points[0][1] * (1 + (1 / sizes[1] + 1 / sizes[2]) ** 0.5), 0.95), 0.0
    weight = sum(w for _, _, w in points)
    mean_k = sum(w * k for k, _, w in points) / weight
    mean_x = sum(w * x for _, x, w in points) / weight
    width = sum(w * (k - mean_k) ** 2 for k, _, w in points)
    slope = sum(w * (k - mean_k) * (x - mean_x) for k, x, w in points) / width
    theta = min(max(slope, 0.01) + width**-0.5, 0.95)
    return theta, max(0.0, (mean_x - theta * mean_k) / theta)


def concentrated(tests: Iterable[tuple[Key, int, int, float, int, list[str]]], *, minimum: int) -> list[Group]:
    """Groups in which k of n fell together though each had chance p. Rows: (key, k, n, p, choices, cases).

    ``choices``: among how many the most frequent one was picked; its p counts so many times (Bonferroni).
    """
    groups = []
    for key, k, n, chance, choices, cases in tests:
        p = min(1.0, exact.binomial_tail(k, n, chance) * choices)
        groups.append(Group(key, n=n, k=k, expected=chance, cases=cases, p=p))
    return [g for g in _called(groups) if g.k >= minimum]


@dataclass(slots=True)
class Ranked:
    """One group in a stratified rank test: ``z`` of its ranks, ``ratio`` of its mean to that of its peers."""

    key: Key
    n: int
    z: float
    ratio: float
    p: float = 1.0
    q: float = 1.0
    cases: list[str] = field(default_factory=list)


def ranks(rows: Iterable[tuple[Key, Key, float, str]], *, minimum: int, effect: float) -> list[Ranked]:
    """Groups whose values stand above or below their peers in the same strata (van Elteren's rank test, two-sided).

    The widths of all z are taken as they are (median absolute deviation), not as theory would have them.
    ``rows``: (group, stratum, value, case); ``effect``: the mean at least so many times above or below the peers' own.
    """
    sums: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])  # rank excess, variance, value, peers'
    cases: dict[Key, list[str]] = defaultdict(list)
    strata: dict[Key, list[tuple[float, Key, str]]] = defaultdict(list)
    for group, stratum, value, case in rows:
        strata[stratum].append((value, group, case))
    for members in strata.values():
        if len(members) >= FEWEST_PEERS // 2:
            _ranked(members, sums, cases)
    found = [Ranked(key, len(cases[key]), excess / variance**0.5, value / peers, cases=cases[key])
             for key, (excess, variance, value, peers) in sums.items()
             if variance > 0 and peers > 0 and len(cases[key]) >= minimum]  # fmt: skip
    width = max(1.0, median(abs(r.z) for r in found) / 0.6745) if len(found) >= 10 else 1.5
    for r in found:
        r.p = exact.normal_two_sided(r.z / width)
    for r, q in zip(found, exact.adjusted([r.p for r in found]), strict=True):
        r.q = q
    return [r for r in found if r.q <= FDR and (r.ratio >= effect or r.ratio <= 1 / effect)]


def _ranked(members: list[tuple[float, Key, str]], sums: dict[Key, list[float]], cases: dict[Key, list[str]]) -> None:
    """One stratum: mid-ranks, each group's excess over its mean, the variance with ties (weights 1/(N+1))."""
    members.sort(key=lambda m: m[0])
    size, start, ties = len(members), 0, 0
    own: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])  # n, ranks, values
    while start < size:
        end = start
        while end < size and members[end][0] == members[start][0]:
            end += 1
        ties += (end - start) ** 3 - (end - start)
        for value, group, case in members[start:end]:
            cell = own[group]
            cell[0] += 1
            cell[1] += (start + 1 + end) / 2
            cell[2] += value
            cases[group].append(case)
        start = end
    total = sum(m[0] for m in members)
    for group, (n, rank, value) in own.items():
        others = size - n
        if not others:
            continue
        variance = n * others / 12 * (size + 1 - ties / (size * (size - 1)))
        cell = sums[group]
        cell[0] += (rank - n * (size + 1) / 2) / (size + 1)
        cell[1] += variance / (size + 1) ** 2
        cell[2] += value
        cell[3] += n * (total - value) / others


def _called(groups: list[Group]) -> list[Group]:
    for g, q in zip(groups, exact.adjusted([g.p for g in groups]), strict=True):
        g.q = q
    return [g for g in groups if g.q <= FDR]
