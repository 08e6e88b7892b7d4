"""Words, rows, weights and requests of 双随机: what a draw is made of, before any of it is checked or drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mingjing.law.terms import Term


class DrawError(ValueError):
    """The draw cannot be made; the text says why, in Chinese."""


class PoolError(DrawError):
    """A pool (名录库) that cannot be drawn from."""


class RequestError(DrawError):
    """A request that the pools cannot meet, or that the law does not allow."""


class NotCommitted(DrawError):
    """The checkpoint or entry given is not that of these pools and this request."""


class Exclusion(Term):
    """Why a target is left out of a draw. The first two name the other draw or inspection (``ref``)."""

    DRAWN = "drawn", "本年已在另一次抽取中抽中"
    MERGED = "merged", "并入另一次检查（综合查一次）"
    COVERED = "covered", "属于全覆盖检查的重点领域，不适用随机抽查"
    CEASED = "ceased", "已经注销、停业或者不在辖区"


class Bias(Term):
    """Why an officer does not inspect a target (河南省行政执法条例23①; the head of the organ decides, 23②)."""

    KIN = "kin", "系当事人或者当事人的近亲属"
    INTEREST = "interest", "检查事项与本人或者本人近亲属有利害关系"
    FAIRNESS = "fairness", "可能影响公正执法的其他情形"


@dataclass(frozen=True, slots=True)
class Weights:
    """How often a level is drawn, relative to others. No document gives the numbers: all are 待确认."""

    table_id: str
    rule_id: str
    levels: Mapping[str, int]
    valid_from: date
    basis: str
    note: str
    to_confirm: bool = True


WEIGHTS = (
    Weights("credit-risk-2022", "credit-risk", {"A": 1, "B": 2, "C": 4, "D": 8, "N": 2}, date(2022, 1, 13),
            "国市监信发〔2022〕6号：按企业信用风险分类（A 低、B 一般、C 较高、D 高）合理确定、动态调整抽查比例和频次",
            "文件没有规定数值，本表为默认值，待确认；N 为没有分类的对象，同 B"),
    Weights("even-2015", "even", {"A": 1, "B": 1, "C": 1, "D": 1, "N": 1}, date(2015, 7, 29),
            "国办发〔2015〕58号：随机抽取检查对象、随机选派执法检查人员",
            "不加权，待确认；名录库中可以一律写 N，不公开分类"),
)  # fmt: skip


def weights(rule_id: str, on: date) -> Weights:
    """The weight table in force on a day. Raises LookupError when there is none."""
    found = [w for w in WEIGHTS if w.rule_id == rule_id and w.valid_from <= on]
    if not found:
        raise LookupError(f"没有 {on} 有效的抽查权重表：{rule_id}")
    return max(found, key=lambda w: w.valid_from)


@dataclass(frozen=True, slots=True)
class Target:
    """检查对象. ``kind`` is org or person; a person has neither name nor code here."""

    id: str
    kind: str
    name: str
    code: str
    risk: str


@dataclass(frozen=True, slots=True)
class Officer:
    """执法检查人员, by name and number of the certificate (both public)."""

    id: str
    name: str
    certificate: str
    field: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A target left out before the draw; ``reason`` a value of Exclusion, ``ref`` the other draw."""

    target: str
    reason: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """利害关系: an officer who may not inspect a target; ``reason`` a value of Bias. Known before, or found after."""

    target: str
    officer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be drawn: ``number`` targets, or ``ratio`` (3, 100) of the whole target pool, rounded up.

    ``officers`` per target, two at least (河南省行政执法条例24). The base counts excluded targets too.
    """

    draw: str
    item: str
    item_name: str
    table_id: str
    levels: Mapping[str, int]
    number: int = 0
    ratio: tuple[int, int] | None = None
    officers: int = 2
    excludes: tuple[Excluded, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def told(self) -> dict[str, Any]:
        """As committed and published; the order of excludes and conflicts does not matter."""
        return {
            "v": 1,
            "draw": self.draw,
            "item": {"id": self.item, "name": self.item_name},
            "count": {"number": self.number} if self.ratio is None else {"ratio": list(self.ratio)},
            "officers": self.officers,
            "weights": {"id": self.table_id, "levels": dict(self.levels)},
            "excludes": [asdict(x) for x in sorted(self.excludes, key=lambda x: x.target)],
            "conflicts": [asdict(c) for c in sorted(self.conflicts, key=lambda c: (c.target, c.officer))],
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Request:
        """Read back what ``told`` gave. Raises RequestError for anything else."""
        try:
            many = told["count"]
            request = cls(
                draw=told["draw"], item=told["item"]["id"], item_name=told["item"]["name"],
                table_id=told["weights"]["id"], levels=told["weights"]["levels"], number=many.get("number", 0),
                ratio=tuple(many["ratio"]) if "ratio" in many else None, officers=told["officers"],
                excludes=tuple(Excluded(**x) for x in told["excludes"]),
                conflicts=tuple(Conflict(**c) for c in told["conflicts"]),
            )  # fmt: skip
            same = request.told() == told
        except (KeyError, TypeError, AttributeError) as error:
            raise RequestError("抽取要求的内容不完整") from error
        if not same:
            raise RequestError("抽取要求的内容多了或者少了")
        return request
