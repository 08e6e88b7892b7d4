"""Amounts at which the law asks for more, and the four predicates that must never be merged into one "major".

``needs_review``, ``needs_discussion``, ``hearing_right``, ``must_file`` each return the grounds found (empty: no).
Amounts are integer 分. "以上" includes the number. 个体工商户 counts as 公民, the protective side (待确认).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.law.kinds import PartyKind, Penalty

YUAN = 100


UP_TO = "以下，包括本数"
MARKET = "市场监管的部门规章为一万元、十万元，省里另有数额的可以从其规定（凭记忆，待确认），从低"
TRADER = f"{UP_TO}；个体工商户按公民，待确认"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From ``amount`` 分 on, for a citizen or an organisation, in one field of law ("" = every field).

    ``note`` says where it is an upper bound instead: up to and with ``amount``.
    """

    rule_id: str
    citizen: bool
    amount: int
    field: str
    valid_from: date
    basis: str
    note: str = ""


THRESHOLDS = (
    Threshold("hearing", True, 5_000 * YUAN, "", date(2021, 7, 15), "河南省行政处罚听证办法4", MARKET),
    Threshold("hearing", False, 50_000 * YUAN, "", date(2021, 7, 15), "河南省行政处罚听证办法4", MARKET),
    Threshold("file", True, 10_000 * YUAN, "", date(2019, 8, 1), "三政办〔2019〕16号三(三)2"),
    Threshold("file", False, 100_000 * YUAN, "", date(2019, 8, 1), "三政办〔2019〕16号三(三)2"),
    Threshold("summary", True, 200 * YUAN, "", date(2021, 7, 15), "行政处罚法51", TRADER),
    Threshold("summary", False, 3_000 * YUAN, "", date(2021, 7, 15), "行政处罚法51", UP_TO),
    Threshold("summary", True, 50 * YUAN, "", date(1996, 10, 1), "行政处罚法（2017）33", TRADER),
    Threshold("summary", False, 1_000 * YUAN, "", date(1996, 10, 1), "行政处罚法（2017）33", UP_TO),
    Threshold("collect", True, 100 * YUAN, "", date(2021, 7, 15), "行政处罚法68一", UP_TO),
    Threshold("collect", False, 100 * YUAN, "", date(2021, 7, 15), "行政处罚法68一", UP_TO),
    Threshold("collect", True, 20 * YUAN, "", date(1996, 10, 1), "行政处罚法（2017）47①一", UP_TO),
    Threshold("collect", False, 20 * YUAN, "", date(1996, 10, 1), "行政处罚法（2017）47①一", UP_TO),
)
SPOT_KINDS = frozenset({Penalty.WARNING, Penalty.FINE})  # all that may be decided on the spot (行政处罚法51)

HEARING_KINDS = frozenset(
    {
        Penalty.DOWNGRADE,
        Penalty.REVOKE_LICENCE,
        Penalty.SUSPEND_BUSINESS,
        Penalty.CLOSE,
        Penalty.RESTRICT_EMPLOYMENT,
    }
)
FILING_KINDS = frozenset({Penalty.SUSPEND_BUSINESS, Penalty.REVOKE_LICENCE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed or decided: the template fields that gates read. Amounts in 分."""

    party_kind: PartyKind
    field: str
    on: date
    penalties: frozenset[Penalty] = frozenset()
    fine: int = 0
    confiscated: int = 0
    public_interest: bool = False
    social_risk: bool = False
    grave_rights: bool = False
    complex_case: bool = False
    heard: bool = False
    listed: tuple[str, ...] = ()  # grounds from the organ's own list of major decisions


def threshold(rule_id: str, proposal: Proposal) -> Threshold:
    """The threshold in force on the day, the field's own before the general one.

    Raises LookupError when none is in force: a gap in the data must be loud.
    """
    citizen = proposal.party_kind in {PartyKind.PERSON, PartyKind.SOLE_TRADER}
    found = [
        t
        for t in THRESHOLDS
        if t.rule_id == rule_id
        and t.citizen is citizen
        and t.field in {"", proposal.field}
        and t.valid_from <= proposal.on
    ]
    if not found:
        raise LookupError(f"没有 {proposal.on} 有效的数额标准：{rule_id}")
    return max(found, key=lambda t: (t.field == proposal.field != "", t.valid_from))


def _amounts(rule_id: str, proposal: Proposal) -> tuple[str, ...]:
    limit = threshold(rule_id, proposal)
    grounds = []
    for label, amount in (("罚款", proposal.fine), ("没收数额", proposal.confiscated)):
        if amount >= limit.amount:
            grounds.append(f"{label}达到 {limit.amount // YUAN:,} 元（{limit.basis}）")
    return tuple(grounds)


def hearing_right(proposal: Proposal) -> tuple[str, ...]:
    """Grounds on which the party must be told of the right to a hearing (行政处罚法63)."""
    kinds = tuple(f"拟{k.label}（行政处罚法63）" for k in sorted(proposal.penalties & HEARING_KINDS))
    return _amounts("hearing", proposal) + kinds


def must_file(proposal: Proposal) -> tuple[str, ...]:
    """Grounds on which the decision is filed with the justice bureau (三政办〔2019〕16号三(三)2)."""
    kinds = tuple(f"{k.label}（三政办〔2019〕16号三(三)2）" for k in sorted(proposal.penalties & FILING_KINDS))
    return _amounts("file", proposal) + kinds


def not_on_spot(proposal: Proposal) -> tuple[str, ...]:
    """Why a penalty is not one that may be decided on the spot (行政处罚法51); empty when it is."""
    limit = threshold("summary", proposal)
    heavier = "、".join(k.label for k in Penalty if k in proposal.penalties - SPOT_KINDS)
    found = [f"{heavier}不适用简易程序（{limit.basis}）"] if heavier else []
    if proposal.fine > limit.amount:
        found.append(f"罚款超过 {limit.amount // YUAN:,} 元（{limit.basis}）")
    return tuple(found)


def small_enough_to_collect(proposal: Proposal, fine: int) -> bool:
    """Whether a fine on the spot is so small that it may be collected there for this alone (行政处罚法68一)."""
    return fine <= threshold("collect", proposal).amount


def needs_review(proposal: Proposal) -> tuple[str, ...]:
    """Grounds of the legal review. Every ordinary-procedure penalty is reviewed; the list only adds why."""
    grounds = ["普通程序的处罚决定一律审核（三政办〔2019〕16号三(三)2）"]
    if proposal.public_interest:
        grounds.append("涉及重大公共利益（行政处罚法58）")
    if proposal.social_risk:
        grounds.append("可能造成重大社会影响或者引发社会风险（三政办〔2019〕16号三(三)2）")
    if proposal.grave_rights or proposal.heard:
        grounds.append("直接关系重大权益或者经过听证（行政处罚法58）")
    if proposal.complex_case:
        grounds.append("疑难复杂、涉及多个法律关系（行政处罚法58）")
    return tuple(grounds)


def needs_discussion(proposal: Proposal) -> tuple[str, ...]:
    """Grounds of a collective discussion by the heads (行政处罚法57②; 河南省行政执法条例28)."""
    grounds = []
    if proposal.complex_case:
        grounds.append("情节复杂（行政处罚法57②）")
    if proposal.public_interest or proposal.social_risk:
        grounds.append("涉及重大公共利益或者社会风险（河南省行政执法条例28）")
    if proposal.grave_rights:
        grounds.append("直接关系当事人或者第三人重大权益（河南省行政执法条例28）")
    if hearing_right(proposal) or must_file(proposal):
        grounds.append("属于重大处罚（行政处罚法57②、河南省行政执法条例28）")
    return tuple(grounds)
