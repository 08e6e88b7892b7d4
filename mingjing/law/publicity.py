"""What is published, by when, what must be shown, for how long. Publishing and protecting are opposed duties:
"stricter" does not decide between them; protection of persons beats publication, and both sources are cited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.kinds import DecisionKind, PartyKind, Penalty, UnitClass


@dataclass(frozen=True, slots=True)
class Scope:
    """``must`` publish, ``may``, or ``must_not``; with the ground and its source."""

    value: str
    ground: str
    basis: str


PLAN3 = "三政办〔2019〕16号三(一)3"
PENALTIES = frozenset({DecisionKind.ORDINARY_PENALTY, DecisionKind.SUMMARY_PENALTY})


def publish_scope(
    *, kind: str, party: PartyKind, minor: bool, penalties: frozenset[Penalty], field: str, secret: bool = False
) -> Scope:
    """Whether a decision is published. Default of the plan: publish; 处48 alone would ask social influence.

    ``kind`` is a DecisionKind. A licence that is granted is open to the public (许40); a refusal is between the organ
    and the applicant. Protection beats disclosure: minors and secrets first.
    """
    if secret:
        return Scope("must_not", "涉及国家秘密", "政府信息公开条例14")
    if minor:
        return Scope("must_not", "当事人是未成年人", "未成年人保护法；个人信息保护法28、31")
    if kind == DecisionKind.NO_PENALTY:
        return Scope("may", "不予处罚，由机关决定是否公开", "行政处罚法48①")
    if kind == DecisionKind.LICENCE_REFUSAL:
        return Scope("may", "不予许可，法律没有要求公开，由机关决定", "行政许可法40")
    if kind == DecisionKind.LICENCE_GRANT:
        return Scope("must", "准予许可的决定，公众有权查阅", f"行政许可法40；{PLAN3}")
    if kind in PENALTIES and penalties == {Penalty.WARNING} and field == "市场监管":
        return Scope("may", "仅受警告", "市场监督管理行政处罚信息公示规定")
    if kind == DecisionKind.INSPECTION and party is PartyKind.PERSON:
        return Scope("may", "被检查人是自然人", f"{PLAN3}；个人信息保护法28")
    what = DecisionKind(kind).label
    if party is PartyKind.PERSON:
        return Scope("must", f"{what}，自然人隐去姓名和住址", f"{PLAN3}；行政处罚法48、50")
    return Scope("must", what, f"{PLAN3}；行政处罚法48" if kind in PENALTIES else PLAN3)


def publication_end(decided_on: date, penalties: frozenset[Penalty], fine: int) -> date:
    """Last day of publication (信用修复管理办法, 2026-04-01): slight 3 months, general 1 year, serious 3 years."""
    grave = penalties & {Penalty.REVOKE_LICENCE, Penalty.RESTRICT_EMPLOYMENT, Penalty.SUSPEND_BUSINESS, Penalty.CLOSE}
    years = 3 if grave else 1
    if penalties <= {Penalty.WARNING, Penalty.PUBLIC_CRITICISM}:
        month = decided_on.month + 3
        return date(decided_on.year + (month - 1) // 12, (month - 1) % 12 + 1, min(decided_on.day, 28))
    return date(decided_on.year + years, decided_on.month, min(decided_on.day, 28))


WITHHELD_LABELS = {c.value: c.label for c in UnitClass if c is not UnitClass.PUBLIC}
