"""What an upload may be for: which media may enter and how large. The names mean something to the callers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mingjing.vault.sniffing import MEDIA

GIB = 1024**3
_MOVING = frozenset(t for t in MEDIA if t.startswith(("video/", "audio/")))


@dataclass(frozen=True, slots=True)
class Purpose:
    """``types`` that may enter, up to ``limit`` bytes."""

    label: str
    types: frozenset[str]
    limit: int

    @property
    def allowed(self) -> str:
        """The suffixes of its types, as people say them."""
        return "、".join(m.suffix[1:].upper() for m in MEDIA.values() if m.type in self.types)


PURPOSES: Final = {
    "evidence": Purpose("证据", frozenset(MEDIA), 20 * GIB),
    "recording": Purpose("音像记录", _MOVING | {"image/jpeg", "image/png"}, 64 * GIB),
    "attachment": Purpose("附件", frozenset({"application/pdf", "image/jpeg", "image/png"}), 20 * 1024**2),
    "paper": Purpose("盖章件或者扫描件", frozenset({"application/pdf"}), GIB // 4),
}
