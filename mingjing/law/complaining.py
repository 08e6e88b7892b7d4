"""投诉举报与更正申请: what may be complained of, who may not handle it, which step follows which (plan 三(一)1、4).

The plan asks for ways to complain and gives twenty working days for correcting what was published wrongly; it gives no
days for answering a complaint: those are marked 待确认 in ``limits_supervision``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mingjing.law.terms import Term


class Source(Term):
    """How it came in."""

    PORTAL = "portal", "网上提交"
    PHONE = "phone", "电话受理"
    HOTLINE = "hotline", "12345 转办"
    VISIT = "visit", "来访来信"
    TRANSFER = "transfer", "其他机关移送"


class Wish(Term):
    """What is asked for."""

    COMPLAINT = "complaint", "投诉举报"
    CORRECTION = "correction", "更正公示内容"


class About(Term):
    """What it is about."""

    ORGAN = "organ", "机关整体"
    HEAD = "head", "机关负责人"
    OFFICER = "officer", "执法人员"
    DECISION = "decision", "已公示的执法决定"
    ITEM = "item", "公开的清单、指南事项"


class Standing(Term):
    """Where it stands."""

    RECEIVED = "received", "已收到"
    TRANSFERRED = "transferred", "已转办"
    ACCEPTED = "accepted", "已受理"
    DECLINED = "declined", "不予受理"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "已办结"


class Move(Term):
    """One step of handling."""

    ACCEPT = "accept", "受理"
    TRANSFER = "transfer", "转办"
    DECLINE = "decline", "不予受理"
    ANSWER = "answer", "答复"
    CLOSE = "close", "办结"


class Finding(Term):
    """What looking into it came to."""

    UPHELD = "upheld", "属实"
    PARTLY = "partly", "部分属实"
    UNFOUNDED = "unfounded", "不属实"


class Tie(Term):
    """Why a person may not handle it."""

    NAMED = "named", "被投诉人"
    HANDLER = "handler", "所涉案件的承办人"
    SIGNER = "signer", "所涉决定的签发人"
    REVIEWER = "reviewer", "所涉决定的审核人"


WAITING = frozenset({Standing.RECEIVED, Standing.TRANSFERRED})
OVER = frozenset({Standing.DECLINED, Standing.CLOSED})
MOVES: dict[Move, tuple[frozenset[Standing], Standing]] = {
    Move.ACCEPT: (WAITING, Standing.ACCEPTED),
    Move.TRANSFER: (WAITING, Standing.TRANSFERRED),
    Move.DECLINE: (WAITING, Standing.DECLINED),
    Move.ANSWER: (frozenset({Standing.ACCEPTED}), Standing.ANSWERED),
    Move.CLOSE: (frozenset({Standing.ANSWERED}), Standing.CLOSED),
}
FOUND = frozenset({Finding.UPHELD, Finding.PARTLY})

ACCEPT_RULE, ANSWER_RULE, CORRECT_RULE = "complaint.accept", "complaint.answer", "correct.general"


def moves_from(standing: Standing) -> tuple[Move, ...]:
    """Steps that may follow where it stands, in order."""
    return tuple(move for move, (starts, _) in MOVES.items() if standing in starts)


def answer_rule(wish: Wish) -> str:
    """The limit within which it is answered (corrections: plan 三(一)4)."""
    return CORRECT_RULE if wish is Wish.CORRECTION else ANSWER_RULE


def goes_to_bureau(wish: Wish, about: About, *, head_named: bool) -> bool:
    """Whether the justice bureau handles it: complaints about an organ as a whole, or about one of its heads.

    A correction is always the publishing organ's own duty (plan 三(一)4).
    """
    return wish is Wish.COMPLAINT and (about in {About.ORGAN, About.HEAD} or head_named)


@dataclass(frozen=True, slots=True)
class Ties:
    """Whom and whose unit a complaint concerns: ``people`` id → why, ``unit`` complained of ("" none)."""

    people: dict[str, Tie]
    unit: str = ""


def conflict(ties: Ties, person_id: str, units: Collection[str]) -> str:
    """Why this person, who works in ``units``, may not handle it; "" when nothing stands against it."""
    if tie := ties.people.get(person_id):
        return f"你是{tie.label}，不能办理这件投诉"
    if ties.unit and ties.unit in units:
        return "你所在的机构就是被投诉的机构，不能办理这件投诉"
    return ""
