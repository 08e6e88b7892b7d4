"""Penalties and lists as rows write them (canonical JSON text, alike on both engines) and as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mingjing.law.kinds import Penalty
from mingjing.tlog.canon import canonical

if TYPE_CHECKING:
    from mingjing.cases.models import Case


def penalty_text(penalties: Iterable[str]) -> str:
    """Kinds of penalty in the order of the law, as canonical JSON."""
    chosen = {Penalty(p) for p in penalties}
    return canonical([p.value for p in Penalty if p in chosen]).decode()


def list_text(items: Iterable[str]) -> str:
    """A list of plain texts as canonical JSON."""
    return canonical(list(items)).decode()


def proposal_text(case: Case) -> str:
    """The proposal in words, as it stands in report, minutes and closing."""
    if case.no_penalty_ground:
        return "建议不予行政处罚。"
    parts = []
    for kind in Penalty:
        if kind not in case.penalties:
            continue
        if kind is Penalty.FINE:
            parts.append(f"罚款{case.fine / 100:,.2f}元".replace(".00元", "元"))
        elif kind is Penalty.CONFISCATE_INCOME:
            parts.append(f"没收违法所得{case.confiscated_income / 100:,.2f}元".replace(".00元", "元"))
        elif kind is Penalty.CONFISCATE_GOODS:
            parts.append(f"没收{case.confiscated_goods}")
        else:
            parts.append(kind.label)
    return f"建议{'，'.join(parts)}。" if parts else ""
