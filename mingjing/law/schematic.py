"""方块示意图 of a region: where each part lies, roughly. Positions only, no boundaries (design: ux §2 地图)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a region on a sheet of 300 × 176 units."""

    code: str
    label: str
    x: int
    y: int
    width: int
    height: int


SANMENXIA = (
    Tile("411282", "灵宝", 2, 36, 84, 56), Tile("411203", "陕州", 90, 36, 54, 56),
    Tile("411271", "开发区", 90, 2, 54, 30),
    Tile("411202", "湖滨", 148, 2, 54, 56), Tile("411221", "渑池", 206, 20, 92, 56),
    Tile("411281", "义马", 236, 80, 62, 34),
    Tile("411224", "卢氏", 30, 96, 114, 72),
)  # fmt: skip
SHEETS: dict[str, tuple[Tile, ...]] = {"411200": SANMENXIA}
COLUMNS, WIDE, HIGH, GAP = 4, 70, 40, 4


def tiles(region: str, parts: Sequence[tuple[str, str]]) -> tuple[Tile, ...]:
    """The tiles of a region: its own sheet where there is one, else its parts (code, label) in rows of four."""
    if region in SHEETS:
        return SHEETS[region]
    return tuple(
        Tile(code, label[:5], n % COLUMNS * (WIDE + GAP) + 2, n // COLUMNS * (HIGH + GAP) + 2, WIDE, HIGH)
        for n, (code, label) in enumerate(parts)
    )
