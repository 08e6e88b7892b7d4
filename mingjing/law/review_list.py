"""重大执法决定法制审核目录清单 at work: which rows of the organ's published list a decision falls under (plan 三(三)2).

A row counts by its powers, its amounts, its kinds of penalty; what it names it must all fulfil, amounts and kinds being
alternatives. A row that is words only is for people to judge: the case's own flags say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mingjing.law.kinds import ActKind, PartyKind
from mingjing.law.thresholds import Proposal


def listed_grounds(rows: Iterable[Mapping[str, Any]], act: ActKind, power: str, proposal: Proposal) -> tuple[str, ...]:
    """Grounds of review from the organ's list, in words; ``power`` is the code of the case's power."""
    return tuple(
        f"列入本机关法制审核目录清单“{row['name']}”（{row['basis']}）"
        for row in rows
        if row["act"] == act and _falls_under(row, power, proposal)
    )


def _falls_under(row: Mapping[str, Any], power: str, p: Proposal) -> bool:
    powers, kinds = row.get("powers") or [], row.get("penalties") or []
    citizen = p.party_kind in {PartyKind.PERSON, PartyKind.SOLE_TRADER}
    amount = row.get("amount_person" if citizen else "amount_org") or 0
    measured = bool(kinds or row.get("amount_person") or row.get("amount_org"))
    if not powers and not measured:
        return False
    if powers and power not in powers:
        return False
    if not measured:
        return True
    return bool(amount and max(p.fine, p.confiscated) >= amount) or bool(set(kinds) & p.penalties)
