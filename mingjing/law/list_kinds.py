"""Every list of the plan, by its code. The codes are also what ``mingjing import`` takes."""

from __future__ import annotations

from mingjing.law.list_privacy import guarded
from mingjing.law.listing import ListKind
from mingjing.law.lists_published import PUBLISHED
from mingjing.law.lists_registered import REGISTERED

KINDS: tuple[ListKind, ...] = (*REGISTERED[:2], *map(guarded, PUBLISHED), *REGISTERED[2:])
BY_CODE: dict[str, ListKind] = {kind.code: kind for kind in KINDS}
#: Kinds that a file can bring in; the others are made from a register.
IMPORTABLE: tuple[str, ...] = tuple(kind.code for kind in KINDS if not kind.generated)
