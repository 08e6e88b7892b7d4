"""行政执法监督: what a finding is, which move follows which, and what stands against a move (豫执37–44; 监督条例6).

A finding says that an organ may have enforced unlawfully, improperly or too late. The bureau verifies it, reminds or
writes 《行政执法监督意见书》, the organ answers, the bureau accepts or, after the term, writes 《行政执法监督决定书》.
The statutes name no days for any of it: the terms stand in ``limits_supervision`` and are marked 待确认.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.gating import Blocker
from mingjing.law.terms import Term

BASIS = "河南省行政执法条例43"
BUREAU = "行政执法监督条例6"


class Source(Term):
    """Where a finding came from (domain reference §7.1)."""

    APPRAISAL = "appraisal", "案卷评查"
    SPOT = "spot", "抽查、暗访"
    COMPLAINT = "complaint", "投诉举报"
    HOTLINE = "hotline", "12345 转办"
    ALERT = "alert", "系统预警"
    PROCURATORATE = "procuratorate", "检察建议"
    MEDIA = "media", "媒体反映"
    ANALYSIS = "analysis", "分析线索"
    FILING = "filing", "重大决定备案"


class Standing(Term):
    """Where a finding stands."""

    RAISED = "raised", "待核实"
    VERIFIED = "verified", "已核实"
    SENT = "sent", "待机关反馈"
    REPLIED = "replied", "机关已反馈"
    DECIDED = "decided", "已作监督决定"
    ACCEPTED = "accepted", "已认可整改"
    CLOSED = "closed", "已结案"
    DISMISSED = "dismissed", "不成立"


class Move(Term):
    """One step on a finding. The first eight are the bureau's, the last two the organ's."""

    VERIFY = "verify", "核实属实"
    DISMISS = "dismiss", "认定不成立"
    REMIND = "remind", "发提醒函"
    URGE = "urge", "发督办通知书"
    OPINION = "opinion", "发监督意见书"
    RETURN = "return", "退回补充"
    DECIDE = "decide", "发监督决定书"
    ACCEPT = "accept", "认可整改"
    CLOSE = "close", "结案"
    SIGN = "sign", "签收"
    REPLY = "reply", "反馈处理情况"


class Letter(Term):
    """A paper of the bureau. Opinion and decision are named by the statute (豫执43), the others by habit."""

    REMINDER = "reminder", "行政执法监督提醒函"
    URGING = "urging", "行政执法督办通知书"
    OPINION = "opinion", "行政执法监督意见书"
    DECISION = "decision", "行政执法监督决定书"
    CIRCULAR = "circular", "行政执法情况通报"
    RECEIPT = "receipt", "行政执法监督文书送达回证"


class Tone(Term):
    """What a circular does."""

    PRAISE = "praise", "通报表扬"
    CRITICISE = "criticise", "通报批评"
    REPORT = "report", "情况通报"


R, V, S, P = Standing.RAISED, Standing.VERIFIED, Standing.SENT, Standing.REPLIED
D, A = Standing.DECIDED, Standing.ACCEPTED
#: move → (where it may start, where it leads; None: it stays where it is).
MOVES: dict[Move, tuple[frozenset[Standing], Standing | None]] = {
    Move.VERIFY: (frozenset({R}), V),
    Move.REMIND: (frozenset({V}), S),
    Move.URGE: (frozenset({V, S, P}), S),
    Move.OPINION: (frozenset({V, S, P}), S),
    Move.ACCEPT: (frozenset({P}), A),
    Move.RETURN: (frozenset({P}), None),
    Move.DECIDE: (frozenset({S, P}), D),
    Move.CLOSE: (frozenset({A}), Standing.CLOSED),
    Move.DISMISS: (frozenset({R, V, P}), Standing.DISMISSED),
    Move.SIGN: (frozenset({S, D}), None),
    Move.REPLY: (frozenset({S, D}), P),
}
OVER = frozenset({Standing.CLOSED, Standing.DISMISSED})
OWED = frozenset({Standing.SENT, Standing.DECIDED})  # the organ is to answer
ORGANS = frozenset({Move.SIGN, Move.REPLY})  # moves of the organ, not of the bureau
LETTERS = {Move.REMIND: Letter.REMINDER, Move.URGE: Letter.URGING, Move.OPINION: Letter.OPINION,
           Move.DECIDE: Letter.DECISION}  # fmt: skip
#: Letter → the clock within which the organ answers.
TERMS = {Letter.REMINDER: "finding.remind", Letter.URGING: "finding.urge", Letter.OPINION: "finding.opinion",
         Letter.DECISION: "finding.decision"}  # fmt: skip
VERIFY_RULE = "finding.verify"
LONGEST_TERM = 90  # days; a letter may not give longer, 待确认


class Outcome(Term):
    """What a decision of supervision does (豫执43: 依法予以撤销或者纠正)."""

    CORRECT = "correct", "责令限期纠正"
    ANNUL = "annul", "撤销行政执法行为"
    PERFORM = "perform", "责令限期履行职责"


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """All that may be asked of a finding before a move."""

    standing: Standing
    own_organ: bool  # the finding is about the acting bureau itself
    opinion_sent: bool
    due: date | None  # last day of the last letter's term, as it judges
    on: date
    written_by_actor: bool  # the actor wrote the opinion
    signed: bool  # the organ signed for the last letter
    replied_to_decision: bool
    decided: bool


def blockers(f: FindingFacts, move: Move) -> tuple[Blocker, ...]:
    """Everything that stands against a move, each with its article and what to do; empty: it may be taken."""
    found = (_in_order(f, move), *(gate(f) for gate in GATES.get(move, ())))
    own = _not_itself(f) if move not in ORGANS else None
    return tuple(b for b in (*found, own) if b is not None)


def moves_from(standing: Standing) -> tuple[Move, ...]:
    """Moves that may follow where it stands, in order."""
    return tuple(move for move, (starts, _) in MOVES.items() if standing in starts)


def _in_order(f: FindingFacts, move: Move) -> Blocker | None:
    starts, _ = MOVES[move]
    if f.standing in starts:
        return None
    after = "、".join(s.label for s in Standing if s in starts)
    message = f"这件监督事项{f.standing.label}，不能{move.label}"
    return Blocker("finding.order", "环节次序", message, BASIS, f"在“{after}”时办理")


def _not_itself(f: FindingFacts) -> Blocker | None:
    if not f.own_organ:
        return None
    return Blocker(
        "finding.itself", "监督与执法分开", "监督机关不能办理对自己的监督事项", BUREAU, "报上一级行政执法监督机构办理"
    )


def _opinion_first(f: FindingFacts) -> Blocker | None:
    if f.opinion_sent:
        return None
    message = "还没有发出《行政执法监督意见书》"
    return Blocker("finding.no-opinion", "先发监督意见书", message, BASIS, "先发监督意见书，写明处理期限")


def _term_over(f: FindingFacts) -> Blocker | None:
    if f.due is None or f.on > f.due:
        return None
    message = f"意见书规定的期限到 {f.due} 才届满，机关还可以自行处理"
    return Blocker("finding.term-runs", "处理期限已满", message, BASIS, f"{f.due} 之后仍未处理的再作决定", waiting=True)


def _second_person(f: FindingFacts) -> Blocker | None:
    if not f.written_by_actor:
        return None
    message = "监督意见书由你签发，监督决定书须由另一名监督人员签发"
    return Blocker("finding.same-person", "两人经手", message, f"{BASIS}（内部分工，待确认）", "请另一名监督人员办理")


def _decision_carried_out(f: FindingFacts) -> Blocker | None:
    if not f.decided or f.replied_to_decision:
        return None
    message = "监督决定作出后，机关还没有报告执行情况"
    return Blocker(
        "finding.not-carried-out", "报告执行情况", message, "河南省行政执法条例44十四", "等机关反馈，或者通报批评"
    )


def _signed_first(f: FindingFacts) -> Blocker | None:
    if f.signed:
        return None
    return Blocker("finding.not-signed", "先签收", "最近一份监督文书还没有签收", BASIS, "先点“签收”，再反馈")


def _decision_stands(f: FindingFacts) -> Blocker | None:
    if not f.decided:
        return None
    message = "已经作出《行政执法监督决定书》，不能再认定不成立，也不再发意见书"
    return Blocker("finding.decided", "监督决定已作出", message, BASIS, "由机关执行决定并报告；决定有误的另行撤销")


GATES = {
    Move.DECIDE: (_opinion_first, _term_over, _second_person, _decision_stands),
    Move.ACCEPT: (_decision_carried_out,),
    Move.REPLY: (_signed_first,),
    Move.DISMISS: (_decision_stands,),
    Move.REMIND: (_decision_stands,),
    Move.URGE: (_decision_stands,),
    Move.OPINION: (_decision_stands,),
}
