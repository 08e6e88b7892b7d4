"""执法装备: what an organ should have, by dated rules, and the life of one piece of equipment (plan 三(二)2、四(五)).

The plan leaves the standards to the city government by class and warns against one rule for all (不搞“一刀切”): the
figures here are a start, each 待确认, and give way to the standards that the bureau enters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingjing.law.plan_clauses import PLAN
from mingjing.law.terms import Term


class Item(Term):
    """Kinds of equipment that have a standard."""

    RECORDER = "recorder", "执法记录仪"
    CAMERA = "camera", "照相、摄像设备"
    DOCK = "dock", "记录仪采集站"
    TERMINAL = "terminal", "移动执法终端"
    PRINTER = "printer", "便携打印机"
    VEHICLE = "vehicle", "执法车辆"
    INSTRUMENT = "instrument", "快速检测仪器"
    ASK_ROOM = "ask_room", "询问室"
    HEARING_ROOM = "hearing_room", "听证室"


class Per(Term):
    """What the number of a standard is counted by."""

    OFFICER = "officer", "每名持证执法人员"
    PAIR = "pair", "每两名持证执法人员"
    ORGAN = "organ", "每个机关"


class Standing(Term):
    """Where one piece stands."""

    STORED = "stored", "在库"
    USED = "used", "在用"
    REPAIR = "repair", "送修"
    LOST = "lost", "遗失"
    RETIRED = "retired", "报废"


class Move(Term):
    """One step in its life."""

    REGISTER = "register", "登记入库"
    ISSUE = "issue", "领用"
    GIVE_BACK = "give_back", "归还"
    SEND_OUT = "send_out", "送修"
    COME_BACK = "come_back", "修复入库"
    LOSE = "lose", "登记遗失"
    FIND = "find", "找回入库"
    RETIRE = "retire", "报废"


MOVES: dict[Move, tuple[frozenset[Standing], Standing]] = {
    Move.ISSUE: (frozenset({Standing.STORED}), Standing.USED),
    Move.GIVE_BACK: (frozenset({Standing.USED}), Standing.STORED),
    Move.SEND_OUT: (frozenset({Standing.STORED, Standing.USED}), Standing.REPAIR),
    Move.COME_BACK: (frozenset({Standing.REPAIR}), Standing.STORED),
    Move.LOSE: (frozenset({Standing.STORED, Standing.USED, Standing.REPAIR}), Standing.LOST),
    Move.FIND: (frozenset({Standing.LOST}), Standing.STORED),
    Move.RETIRE: (frozenset({Standing.STORED, Standing.REPAIR, Standing.LOST}), Standing.RETIRED),
}
#: Pieces that count towards the standard: what is under repair is still the organ's, what is lost is not.
HELD = frozenset({Standing.STORED, Standing.USED, Standing.REPAIR})
#: Equipment on which recordings lie: it may not leave the organ before they are stored (plan 三(二)4).
RECORDING = frozenset({Item.RECORDER, Item.CAMERA, Item.DOCK})
LEAVING = frozenset({Move.SEND_OUT, Move.RETIRE})
NEEDS_WORDS = frozenset({Move.SEND_OUT, Move.LOSE, Move.RETIRE})


def moves_from(standing: Standing) -> tuple[Move, ...]:
    """Steps that may follow."""
    return tuple(move for move, (starts, _) in MOVES.items() if standing in starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """``number`` pieces of an item ``per`` something, for organs of a field ("" all), from a day on, on a basis."""

    item: Item
    per: Per
    number: int
    field: str = ""
    valid_from: date
    basis: str
    to_confirm: bool = True

    def needed(self, officers: int) -> int:
        """How many an organ with so many officers should have; a started pair counts whole."""
        if self.per is Per.ORGAN:
            return self.number
        return self.number * (officers if self.per is Per.OFFICER else -(-officers // 2))


_SINCE, _BASIS = date(2019, 8, 1), f"{PLAN}四(五)：市政府分类制定；数量是默认值，待确认"
DEFAULTS: tuple[Standard, ...] = (
    Standard(item=Item.RECORDER, per=Per.PAIR, number=1, valid_from=_SINCE, basis=_BASIS),
    Standard(item=Item.DOCK, per=Per.ORGAN, number=1, valid_from=_SINCE, basis=_BASIS),
    Standard(item=Item.CAMERA, per=Per.ORGAN, number=1, valid_from=_SINCE, basis=_BASIS),
    Standard(item=Item.ASK_ROOM, per=Per.ORGAN, number=1, valid_from=_SINCE, basis=_BASIS),
)


def in_force(standards: Iterable[Standard], field: str, on: date) -> tuple[Standard, ...]:
    """For each item the standard that governs an organ of a field on a day: its field's own before the general one,
    the newest first. A number of 0 means that the organ need not have it.
    """
    best: dict[Item, Standard] = {}
    for s in (*DEFAULTS, *standards):
        if s.valid_from > on or s.field not in {"", field}:
            continue
        kept = best.get(s.item)
        if kept is None or (bool(s.field), s.valid_from, not s.to_confirm) >= (
            bool(kept.field), kept.valid_from, not kept.to_confirm,
        ):  # fmt: skip
            best[s.item] = s
    return tuple(best[item] for item in Item if item in best and best[item].number)


@dataclass(frozen=True, slots=True)
class Allotment:
    """One item of one organ: needed, held, what it rests on."""

    standard: Standard
    needed: int
    held: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.held)


def rate(allotments: Iterable[Allotment]) -> tuple[int, int]:
    """配备率 as (held towards the standard, needed): what one item has beyond its standard fills no other gap."""
    rows = list(allotments)
    return sum(min(a.held, a.needed) for a in rows), sum(a.needed for a in rows)
