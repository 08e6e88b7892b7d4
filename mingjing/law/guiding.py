"""案例指导 (plan 四(二)): how a guiding case comes to be, and when it guides no longer.

It is drafted from a closed case whose decision is published, in the words that the public may read; the bureau approves
it. A guiding case helps to treat like cases alike; it is no ground of a decision (no statute makes it one).
"""

from __future__ import annotations

from mingjing.law.terms import Term


class Standing(Term):
    """Where a guiding case stands."""

    PROPOSED = "proposed", "待审定"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已发布"
    WITHDRAWN = "withdrawn", "已停用"


class Move(Term):
    """One step."""

    PROPOSE = "propose", "报送"
    APPROVE = "approve", "审定发布"
    RETURN = "return", "退回修改"
    WITHDRAW = "withdraw", "停用"


MOVES: dict[Move, tuple[frozenset[Standing], Standing]] = {
    Move.PROPOSE: (frozenset({Standing.RETURNED}), Standing.PROPOSED),
    Move.APPROVE: (frozenset({Standing.PROPOSED}), Standing.APPROVED),
    Move.RETURN: (frozenset({Standing.PROPOSED}), Standing.RETURNED),
    Move.WITHDRAW: (frozenset({Standing.APPROVED}), Standing.WITHDRAWN),
}
NEEDS_WORDS = frozenset({Move.RETURN, Move.WITHDRAW})
READ, PROPOSE, APPROVE = "guidance.read", "guidance.propose", "guidance.approve"
BY: dict[Move, str] = {
    Move.PROPOSE: PROPOSE, Move.APPROVE: APPROVE, Move.RETURN: APPROVE, Move.WITHDRAW: APPROVE,
}  # fmt: skip
SHORTEST, LONGEST = 10, 2_000  # letters of what the case teaches
