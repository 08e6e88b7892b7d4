"""Words of the yearly assessment."""

from __future__ import annotations

from mingjing.law.terms import Term

APPEAL_RULE = "assessment.appeal"


class State(Term):
    """How an assessment stands."""

    DRAFT = "draft", "核算中"
    TOLD = "told", "机关复核期"
    ADOPTED = "adopted", "结果已确定"
