"""Which dossiers are appraised and by whom: drawn so that anyone can draw them again and get the same.

As 双随机 (``law.draw``, whose seed, words and ``below`` are used): dossiers and reviewers are fixed → their hashes
enter the public log as ``data`` of ``dossiers.committed``, ``obj`` the plan's id → the log is sealed → the first
checkpoint that holds the entry gives the seed. Nobody who writes the entry can know it.

* pools    canon({"kind": "mingjing.dossiers.rows" or "mingjing.dossiers.reviewers", "rows": […by id], "v": 1}).
* sample   for every quota (organ, kind, number) on its own, in the order given: words of ["dossiers", organ, kind];
           r = below(sum of the weights left), drawn is the first in order of id whose running sum exceeds r, and so on.
           A quota larger than what there is takes all of it.
* seats    for every dossier in the order drawn, words of ["reviewers", dossier, 0]: one after another out of those free
           of conflict who have the fewest dossiers so far, in order of id. So the load is even, which 双随机 must not
           be: here all seats are drawn at once and there is nobody to warn.
* a third, or someone in place of another: words of ["reviewers", dossier, n], n = 1, 2 … counted per dossier, out of
           those free of conflict who never had a seat on it, each as likely.

Weights: 1 for every dossier when the draw is random; by ``RISKS`` when it is by risk. They are published per dossier,
their reasons are not: a reason could name what is secret before the appraisal.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from mingjing.law.draw import Anchor, below, canon, first_checkpoint, seed_of, words
from mingjing.law.draw_terms import DrawError
from mingjing.law.terms import Term

ENTRY = "dossiers.committed"
SEATS = 2
RISK_SINCE = date(2022, 1, 1)


class Method(Term):
    """How dossiers are drawn."""

    RANDOM = "random", "随机抽取"
    RISK = "risk", "按风险加权抽取"


class Risk(Term):
    """Why a dossier is drawn more often under ``Method.RISK``."""

    MAJOR = "major", "重大决定，应当备案"
    RETURNED = "returned", "法制审核曾经退回"
    LATE = "late", "有办理期限超期"
    ANNULLED = "annulled", "决定曾被撤销"
    UNRECORDED = "unrecorded", "缺少应当有的音像记录"


# How much each adds to the weight 1. No document gives numbers: 待确认.
RISKS: Mapping[Risk, int] = {Risk.MAJOR: 2, Risk.RETURNED: 2, Risk.LATE: 2, Risk.ANNULLED: 4, Risk.UNRECORDED: 2}


def weight(method: Method, risks: Sequence[Risk]) -> int:
    """How often a dossier is drawn, relative to others."""
    return 1 + (sum(RISKS[r] for r in risks) if method is Method.RISK else 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier that may be drawn: an opaque id, whose, of which kind, its weight."""

    id: str
    organ: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One who may be drawn to review: an opaque id and the organ served, no name."""

    id: str
    organ: str


@dataclass(frozen=True, slots=True)
class Quota:
    """How many dossiers of one organ and kind."""

    organ: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A reviewer who may not have this dossier: of the organ itself, handler, legal reviewer, signer."""

    dossier: str
    reviewer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is drawn. ``draw``: the plan's id."""

    draw: str
    title: str
    method: str
    quotas: tuple[Quota, ...]
    conflicts: tuple[Conflict, ...] = ()

    def told(self) -> dict[str, Any]:
        """As committed and published."""
        return {
            "v": 1, "draw": self.draw, "title": self.title, "method": self.method, "seats": SEATS,
            "quotas": [asdict(q) for q in self.quotas],
            "conflicts": [asdict(c) for c in sorted(self.conflicts, key=lambda c: (c.dossier, c.reviewer))],
        }  # fmt: skip

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Request:
        """Read back what ``told`` gave."""
        return cls(
            draw=told["draw"], title=told["title"], method=told["method"],
            quotas=tuple(Quota(**q) for q in told["quotas"]),
            conflicts=tuple(Conflict(**c) for c in told["conflicts"]),
        )  # fmt: skip


def pool(name: str, rows: Sequence[Row | Reviewer]) -> bytes:
    """The published bytes of a pool, ``name`` rows or reviewers."""
    ordered = sorted(rows, key=lambda row: row.id)
    return canon({"v": 1, "kind": f"mingjing.dossiers.{name}", "rows": [asdict(row) for row in ordered]})


def commitment(request: Request, rows: Sequence[Row], reviewers: Sequence[Reviewer]) -> dict[str, str]:
    """``data`` of the entry. Raises DrawError: what is committed can be drawn."""
    check(request, rows, reviewers)
    return {
        "draw": request.draw,
        "request": sha256(canon(request.told())).hexdigest(),
        "rows": sha256(pool("rows", rows)).hexdigest(),
        "reviewers": sha256(pool("reviewers", reviewers)).hexdigest(),
    }


def check(request: Request, rows: Sequence[Row], reviewers: Sequence[Reviewer]) -> None:
    """Raises DrawError with what is missing and the cure."""
    for what, ids in (("案卷", [r.id for r in rows]), ("评查人员", [r.id for r in reviewers])):
        if len(ids) != len(set(ids)):
            raise DrawError(f"{what}名单里有重复")
    if not rows:
        raise DrawError("所选机关在这段时间没有归档的案卷，换一段时间或者换机关")
    if any(r.weight < 1 for r in rows):
        raise DrawError("权重应为正整数")
    if not any(q.number for q in request.quotas):
        raise DrawError("至少抽一卷")
    barred = {(c.dossier, c.reviewer) for c in request.conflicts}
    for row in rows:
        free = sum((row.id, r.id) not in barred for r in reviewers)
        if free < SEATS:
            raise DrawError(f"{row.organ}的案卷只有 {free} 名没有利害关系的评查人员，至少要 {SEATS} 名，增加评查人员")


def result_of(request: Request, rows: Sequence[Row], reviewers: Sequence[Reviewer], anchor: Anchor) -> dict[str, Any]:
    """The whole draw as a plain dict; ``canon`` of it is the result file. Raises DrawError."""
    committed = commitment(request, rows, reviewers)
    seed = seed_of(first_checkpoint(anchor, committed, ENTRY), request.draw)
    return {
        "v": 1, "kind": "mingjing.dossiers", "request": request.told(),
        "pools": {name: committed[name] for name in ("rows", "reviewers")},
        "log": {
            "checkpoint": anchor.note, "index": anchor.index, "body": b64encode(anchor.body).decode(),
            "proof": [b64encode(p).decode() for p in anchor.proof], "previous": anchor.previous,
            "growth": [b64encode(p).decode() for p in anchor.growth],
        },
        "seed": seed.hex(),
        "base": len(rows),
        "drawn": drawn(seed, request, rows, reviewers),
    }  # fmt: skip


def drawn(seed: bytes, request: Request, rows: Sequence[Row], reviewers: Sequence[Reviewer]) -> list[dict[str, Any]]:
    """Dossiers in the order drawn, each with its two reviewers."""
    load = {r.id: 0 for r in sorted(reviewers, key=lambda r: r.id)}
    found = []
    for row in (row for quota in request.quotas for row in _sample(seed, quota, rows)):
        seats = []
        stream = words(seed, "reviewers", row.id, 0)
        for _ in range(SEATS):
            free = [r for r in _free(request, row.id, load) if r not in seats]
            least = [r for r in free if load[r] == min(load[f] for f in free)]
            seats.append(least[below(stream, len(least))])
        for seat in seats:
            load[seat] += 1
        found.append({"dossier": row.id, "reviewers": seats})
    return found


def another(seed: bytes, request: Request, dossier: str, n: int, people: Sequence[str], had: Sequence[str]) -> str:
    """The n-th person drawn for a dossier besides the first two, out of ``people`` who never had it.

    Raises DrawError when nobody is left.
    """
    free = [r for r in _free(request, dossier, dict.fromkeys(sorted(people))) if r not in set(had)]
    if not free:
        raise DrawError("没有其他没有利害关系的评查人员，先在计划里增加人员")
    return free[below(words(seed, "reviewers", dossier, n), len(free))]


def _free(request: Request, dossier: str, people: Mapping[str, Any]) -> list[str]:
    barred = {c.reviewer for c in request.conflicts if c.dossier == dossier}
    return [r for r in people if r not in barred]


def _sample(seed: bytes, quota: Quota, rows: Sequence[Row]) -> Iterator[Row]:
    left = sorted((r for r in rows if (r.organ, r.kind) == (quota.organ, quota.kind)), key=lambda r: r.id)
    stream = words(seed, "dossiers", quota.organ, quota.kind)
    for _ in range(min(quota.number, len(left))):
        mark, place = below(stream, sum(r.weight for r in left)), 0
        while mark >= left[place].weight:
            mark -= left[place].weight
            place += 1
        yield left.pop(place)
