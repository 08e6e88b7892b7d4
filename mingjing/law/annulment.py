"""撤销后重作: who annulled a decision, why, and what may not be done again (行政复议法64; 行政诉讼法70、71).

The organ may not make basically the same decision on the same facts and reasons. 撤销 for a breach of procedure alone
is excepted (行政复议法64②；最高人民法院行政诉讼法解释90).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.kinds import Penalty
from mingjing.law.terms import Term

# How near a fine must lie to the old one to count as basically the same: a habit of ours, 待确认.
SAME_WITHIN = 10  # per cent


class Annuller(Term):
    """Who annulled."""

    RECONSIDERATION = "reconsideration", "行政复议机关"
    COURT = "court", "人民法院"
    SUPERIOR = "superior", "上级机关或者行政执法监督机关"
    ORGAN = "organ", "本机关自行撤销"


class Fault(Term):
    """Why (行政诉讼法70; 行政复议法64). New evidence is a ground of the organ's own."""

    FACTS = "facts", "主要事实不清、证据不足"
    LAW = "law", "适用的依据错误、不合法"
    PROCEDURE = "procedure", "违反法定程序"
    POWER = "power", "超越职权"
    ABUSE = "abuse", "滥用职权"
    UNJUST = "unjust", "明显不当"
    NEW_EVIDENCE = "new_evidence", "发现新的证据"
    OTHER = "other", "依法应当撤销的其他情形"


class Redo(Term):
    """What follows for the case."""

    ORDERED = "ordered", "责令重新作出"
    ANEW = "anew", "自行重新调查处理"
    NONE = "none", "不再重新作出"


BINDING = frozenset({Annuller.RECONSIDERATION, Annuller.COURT})


@dataclass(frozen=True, slots=True)
class Annulled:
    """The last annulled decision of a case, and how the text now being written stands to it.

    ``same_grounds``: facts, reasons, articles and evidence are still those of the annulled decision.
    """

    by: Annuller
    fault: Fault
    redo: Redo
    on: date
    fine: int = 0
    penalties: frozenset[Penalty] = frozenset()
    same_grounds: bool = False
    redo_by: date | None = None

    @property
    def binds(self) -> bool:
        """Whether facts, reasons and result may not be the same again."""
        return self.by in BINDING and self.fault is not Fault.PROCEDURE

    def same_result(self, penalties: frozenset[Penalty], fine: int) -> bool:
        """Whether a penalty is basically the annulled one: the same kinds, and a fine within ``SAME_WITHIN`` of it."""
        return penalties == self.penalties and abs(fine - self.fine) * 100 <= self.fine * SAME_WITHIN
