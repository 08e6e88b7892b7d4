"""C2SP tlog-tiles: the log as static files of 256 hashes each, and bundles of 256 entries.

A tile of level *l* holds hashes of complete subtrees of 256**l leaves, i.e. nodes ``(8 * l, index)`` of ``hashing``.
``ENTRIES`` stands in the place of the level for entry bundles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingjing.tlog.hashing import HASH_SIZE, Node, node_hash

WIDTH = 256
ENTRIES = "entries"
MAX_ENTRY = 65_535

_PATH = re.compile(r"tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


class TileError(ValueError):
    """A path or a tile is not what the specification writes."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One resource: ``level`` 0–63 or ENTRIES, ``index`` within the level, ``width`` 1–256 (256 is full)."""

    level: int | str
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its path below the log's prefix."""
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int | str, n: int, width: int = WIDTH) -> str:
    """``tile/<L>/<N>[.p/<W>]``: index 1234067 is written ``x001/x234/067``. Raises TileError out of range."""
    if level != ENTRIES and not (isinstance(level, int) and 0 <= level <= 63):
        raise TileError(f"no such tile level: {level}")
    if n < 0 or not 1 <= width <= WIDTH:
        raise TileError("tile index or width out of range")
    elements = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        elements.append(f"x{n % 1000:03d}")
    partial = f".p/{width}" if width < WIDTH else ""
    return f"tile/{level}/{'/'.join(reversed(elements))}{partial}"


def parse_tile_path(path: str) -> Tile:
    """The tile at ``path``. Raises TileError unless it is exactly what ``tile_path`` writes."""
    match = _PATH.fullmatch(path)
    if not match:
        raise TileError("not a tile path")
    level, index, width = match.groups()
    n = int(index.replace("x", "").replace("/", ""))
    tile = Tile(level if level == ENTRIES else int(level), n, int(width) if width else WIDTH)
    if tile.path != path:
        raise TileError("not a tile path")
    return tile


def new_tiles(old_size: int, new_size: int) -> list[Tile]:
    """Hash tiles to write when the tree grows, partial ones at the right edge included; lowest level first."""
    tiles: list[Tile] = []
    level = 0
    while new_size >> (8 * level):
        tiles += _grown(level, old_size >> (8 * level), new_size >> (8 * level))
        level += 1
    return tiles


def new_bundles(old_size: int, new_size: int) -> list[Tile]:
    """Entry bundles to write when the tree grows."""
    return _grown(ENTRIES, old_size, new_size)


def tile_data(tile: Tile, node: Node) -> bytes:
    """Content of a hash tile, read from complete nodes."""
    if not isinstance(tile.level, int):
        raise TileError("entry bundles hold bodies: use encode_entries")
    first = tile.index * WIDTH
    return b"".join(node(tile.level * 8, first + i) for i in range(tile.width))


def encode_entries(bodies: Sequence[bytes]) -> bytes:
    """An entry bundle: each body behind its length as a big-endian uint16."""
    if any(len(body) > MAX_ENTRY for body in bodies):
        raise TileError(f"an entry has at most {MAX_ENTRY} bytes")
    return b"".join(len(body).to_bytes(2, "big") + body for body in bodies)


def decode_entries(data: bytes) -> list[bytes]:
    """The bodies of an entry bundle. Raises TileError when the lengths do not add up."""
    bodies: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise TileError("entry bundle is cut off")
        bodies.append(data[at + 2 : end])
        at = end
    return bodies


def node_from_tiles(size: int, fetch: Callable[[str], bytes]) -> Node:
    """A ``node`` function over published tiles of a tree of ``size`` leaves; ``fetch`` takes a tile path.

    So that whoever holds nothing but the static files can make every proof. What it returns is as trustworthy as the
    root it is then checked against. Raises TileError for nodes that are not in the tree and tiles of wrong length.
    """

    @lru_cache(maxsize=1024)
    def tile_hashes(level: int, index: int) -> bytes:
        width = min(WIDTH, (size >> (8 * level)) - index * WIDTH)
        if width < 1:
            raise TileError("node is not in the tree")
        data = fetch(tile_path(level, index, width))
        if len(data) != width * HASH_SIZE:
            raise TileError("tile has the wrong length")
        return data

    def node(level: int, index: int) -> bytes:
        if level < 0 or index < 0 or (index + 1) << level > size:
            raise TileError("node is not in the tree")
        tile_level, height = divmod(level, 8)
        count, first = 1 << height, (index << height) % WIDTH
        data = tile_hashes(tile_level, (index << height) // WIDTH)
        row = [data[i * HASH_SIZE : (i + 1) * HASH_SIZE] for i in range(first, first + count)]
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    return node


def _grown(level: int | str, old: int, new: int) -> list[Tile]:
    """Tiles of one level whose content changed when its hashes went from ``old`` to ``new``."""
    if old >= new:
        return []
    return [Tile(level, n, min(WIDTH, new - n * WIDTH)) for n in range(old // WIDTH, (new - 1) // WIDTH + 1)]
