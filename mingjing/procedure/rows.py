"""How append-only rows write what varies by engine: penalties and lists as canonical JSON text."""

from __future__ import annotations

from collections.abc import Iterable

from mingjing.law.kinds import Penalty
from mingjing.tlog.canon import canonical


def penalty_text(penalties: Iterable[str]) -> str:
    """Kinds of penalty in the order of the law, as canonical JSON."""
    chosen = {Penalty(p) for p in penalties}
    return canonical([p.value for p in Penalty if p in chosen]).decode()


def list_text(items: Iterable[str]) -> str:
    """A list of plain texts as canonical JSON."""
    return canonical(list(items)).decode()
