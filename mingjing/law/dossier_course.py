"""Words of an appraisal: how a plan and a dossier stand, what an organ says, how what was found is put right."""

from __future__ import annotations

from mingjing.law.terms import Term

DEFEND_RULE, RECTIFY_RULE = "appraisal.defend", "appraisal.rectify"


class PlanState(Term):
    """How a plan stands."""

    DRAFT = "draft", "拟订中"
    COMMITTED = "committed", "名单已登记，等待抽取"
    DRAWN = "drawn", "评查中"
    CLOSED = "closed", "已通报"


class Standing(Term):
    """How a drawn dossier stands."""

    SCORING = "scoring", "评分中"
    SPLIT = "split", "评分有分歧"
    SETTLED = "settled", "待告知机关"
    TOLD = "told", "机关申辩期"
    RECTIFYING = "rectifying", "整改中"
    RECTIFIED = "rectified", "整改待验收"
    CLOSED = "closed", "已办结"


# The score is known to the organ from here on, and final from the second group on.
TOLD = frozenset({Standing.TOLD, Standing.RECTIFYING, Standing.RECTIFIED, Standing.CLOSED})
FINAL = frozenset({Standing.RECTIFYING, Standing.RECTIFIED, Standing.CLOSED})


class Move(Term):
    """One step of putting right what was found."""

    SUBMITTED = "submitted", "报送整改"
    RETURNED = "returned", "退回重改"
    ACCEPTED = "accepted", "整改通过"
