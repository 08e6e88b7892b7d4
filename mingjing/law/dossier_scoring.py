"""Arithmetic of 案卷评查: what one reviewer took off, when two differ too much, what the score comes to.

All points are integer tenths of a point (1000 = 100 points): no floats, halves rounded up. A machine's findings never
enter here: only what people took off counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from mingjing.law.dossier_sheets import FULL, Sheet

TENTHS = 10
WHOLE = FULL * TENTHS
LIMIT = 5 * TENTHS  # 待确认: no text gives the disagreement at which a third is asked; a plan may set its own
WORDS = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing found: ``lost`` tenths of an item, or a veto (``lost`` 0), with its reason and page of the dossier."""

    code: str
    lost: int = 0
    reason: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What one reviewer found, alone."""

    marks: tuple[Mark, ...] = ()
    vetoes: tuple[Mark, ...] = ()

    def told(self) -> dict[str, Any]:
        """As stored."""
        return {"marks": [asdict(m) for m in self.marks], "vetoes": [asdict(v) for v in self.vetoes]}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Given:
        """Read back what ``told`` gave."""
        return cls(tuple(Mark(**m) for m in told["marks"]), tuple(Mark(**v) for v in told["vetoes"]))


@dataclass(frozen=True, slots=True)
class Total:
    """``points`` in tenths before any veto; ``tenths`` is what counts: 0 where vetoed."""

    points: int
    vetoed: bool = False
    groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def tenths(self) -> int:
        """The score: a veto is always 0."""
        return 0 if self.vetoed else self.points


def problems(sheet: Sheet, given: Given) -> dict[str, str]:
    """What is wrong with a filled sheet, code → message; empty when it adds up."""
    found: dict[str, str] = {}
    for mark in given.marks:
        item = sheet.item(mark.code)
        if item is None:
            found[mark.code] = f"评查表没有 {mark.code} 这一项"
        elif not 0 < mark.lost <= item.points * TENTHS:
            found[mark.code] = f"{item.code} {item.label}：扣分在 0 到 {item.points} 分之间"
        elif wrong := _unsaid(mark):
            found[mark.code] = f"{item.code} {item.label}：{wrong}"
    for mark in given.vetoes:
        veto = sheet.veto(mark.code)
        if veto is None:
            found[mark.code] = f"评查表没有否决项 {mark.code}"
        elif wrong := _unsaid(mark):
            found[mark.code] = f"否决项 {veto.code} {veto.label}：{wrong}"
    codes = [m.code for m in (*given.marks, *given.vetoes)]
    return found | {c: f"{c} 写了两次" for c in codes if codes.count(c) > 1}


def _unsaid(mark: Mark) -> str:
    if not mark.reason.strip():
        return "写明扣分（否决）的理由"
    if len(mark.reason) > WORDS or len(mark.page) > 40:
        return f"理由不超过 {WORDS} 字，页码不超过 40 字"
    return ""


def total(sheet: Sheet, given: Given) -> Total:
    """What a filled sheet comes to: 100 points less what was taken off, by group as well. Raises ValueError."""
    if wrong := problems(sheet, given):
        raise ValueError("；".join(wrong.values()))
    lost = {m.code: m.lost for m in given.marks}
    groups = {
        name: (sum(i.points * TENTHS - lost.get(i.code, 0) for i in items), sum(i.points for i in items) * TENTHS)
        for name, items in sheet.groups.items()
    }
    return Total(WHOLE - sum(lost.values()), bool(given.vetoes), groups)


def apart(first: Total, second: Total, limit: int = LIMIT) -> str:
    """Why two scores cannot stand together; "" when they can."""
    if first.vetoed != second.vetoed:
        return "一人认定有否决项，一人认定没有"
    gap = abs(first.points - second.points)
    if gap > limit and not first.vetoed:
        return f"相差 {shown(gap)} 分，超过 {shown(limit)} 分"
    return ""


def settled(totals: Sequence[Total], limit: int = LIMIT) -> Total | None:
    """The score of two who agree, or of three; None while a third is needed.

    Three: a veto that two of them find stands; one that only one finds falls, with that one's score. Else the mean of
    the two nearest counts, and of three at equal distances the one in the middle.
    """
    if len(totals) < 2 or (len(totals) == 2 and apart(totals[0], totals[1], limit)):
        return None
    vetoed = sum(t.vetoed for t in totals) * 2 > len(totals)
    points = sorted(t.points for t in totals if t.vetoed == vetoed)
    if len(points) == 3:
        gaps = [b - a for a, b in pairwise(points)]
        points = points[1:2] if gaps[0] == gaps[1] else points[:2] if gaps[0] < gaps[1] else points[1:]
    return Total(mean(points), vetoed)


def counted(totals: Sequence[Total]) -> list[int]:
    """Which of the scores make up the settled one, by position."""
    vetoed = sum(t.vetoed for t in totals) * 2 > len(totals)
    kept = sorted((n for n, t in enumerate(totals) if t.vetoed == vetoed), key=lambda n: totals[n].points)
    if len(kept) == 3:
        gaps = [totals[b].points - totals[a].points for a, b in pairwise(kept)]
        kept = kept[1:2] if gaps[0] == gaps[1] else kept[:2] if gaps[0] < gaps[1] else kept[1:]
    return sorted(kept)


def merged(given: Sequence[Given]) -> Given:
    """What the organ is told: every item with the mean of what was taken off, every reason, every page.

    ``given``: those that count. Their sum is what the settled score is short of 100 points.
    """
    codes = list(dict.fromkeys(m.code for g in given for m in g.marks))
    vetoes = list(dict.fromkeys(v.code for g in given for v in g.vetoes))

    def joined(rows: list[Mark], lost: int) -> Mark:
        reasons, pages = dict.fromkeys(m.reason for m in rows), dict.fromkeys(m.page for m in rows if m.page)
        return Mark(rows[0].code, lost, "；".join(reasons), "、".join(pages))

    found = [[m for g in given for m in g.marks if m.code == c] for c in codes]
    struck = [[v for g in given for v in g.vetoes if v.code == c] for c in vetoes]
    shares = _shares([sum(m.lost for m in rows) for rows in found], len(given))
    marks = tuple(joined(rows, lost) for rows, lost in zip(found, shares, strict=True) if lost)
    return Given(marks, tuple(joined(rows, 0) for rows in struck))


def _shares(sums: Sequence[int], people: int) -> list[int]:
    """Mean of every item in whole tenths, so that together they are exactly what the settled score is short of 100."""
    shares = [total // people for total in sums]
    left = sum(sums) // people - sum(shares) if people else 0
    for n, total in enumerate(sums):
        if left and total % people:
            shares[n] += 1
            left -= 1
    return shares


def ruled(score: Total, told: Given, restored: Mapping[str, int], lifted: Sequence[str]) -> Total:
    """The final score after the organ's defence: points given back and vetoes lifted, never anything taken off.

    Raises ValueError where more is given back than was taken off, or a code was not told.
    """
    lost = {m.code: m.lost for m in told.marks}
    for code, back in restored.items():
        if not 0 <= back <= lost.get(code, 0):
            raise ValueError(f"{code} 原扣 {shown(lost.get(code, 0))} 分，恢复的不能更多")
    if unknown := [c for c in lifted if c not in {v.code for v in told.vetoes}]:
        raise ValueError(f"没有认定否决项 {unknown[0]}")
    left = {v.code for v in told.vetoes} - set(lifted)
    return Total(min(WHOLE, score.points + sum(restored.values())), score.vetoed and bool(left))


def grade(sheet: Sheet, score: Total) -> str:
    """优秀, 良好, 合格, 不合格."""
    if score.vetoed:
        return sheet.grades[-1].label
    return next(g.label for g in sheet.grades if score.points >= g.least * TENTHS)


def mean(values: Sequence[int]) -> int:
    """Whole tenths, halves up."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else 0


def shown(tenths: int) -> str:
    """965 → 96.5, 960 → 96."""
    whole, rest = divmod(abs(tenths), TENTHS)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def tenths(text: str) -> int:
    """Points as typed → tenths. Raises ValueError in Chinese."""
    try:
        points = Decimal(text.strip() or "0")
    except InvalidOperation:
        raise ValueError("分数填写数字，例：1 或者 0.5") from None
    if not points.is_finite() or not 0 <= points <= FULL or points * TENTHS != int(points * TENTHS):
        raise ValueError(f"分数在 0 到 {FULL} 之间，最多一位小数")
    return int(points * TENTHS)
