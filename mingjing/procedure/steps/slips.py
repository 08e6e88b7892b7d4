"""罚没款缴款通知书: whoever decides does not collect (行政处罚法67); the slip goes with the decision."""

from __future__ import annotations

from datetime import date

from mingjing.law.kinds import Doc
from mingjing.procedure import limits
from mingjing.procedure.taking import Taking


def issue(t: Taking, *, fine: int, number: str, decided_on: date, served_on: date, confiscated: int = 0) -> None:
    """Make the slip of a decision that obliges to pay; none where nothing is to be paid. Amounts in 分."""
    if not fine + confiscated:
        return
    t.paper(
        Doc.PAYMENT_SLIP,
        decision_number=number,
        decided_on=decided_on.isoformat(),
        total=fine + confiscated,
        due_on=limits.end("payment.pay", served_on).isoformat(),
        **({"fine": fine} if fine else {}),
        **({"confiscated": confiscated} if confiscated else {}),
    )
