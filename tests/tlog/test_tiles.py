"""C2SP tlog-tiles: paths, partial tiles, entry bundles, and proofs out of nothing but tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.tlog.hashing import Frontier, leaf_hash
from mingjing.tlog.proofs import consistency, inclusion, verify_consistency, verify_inclusion
from mingjing.tlog.tiles import (
    ENTRIES,
    Tile,
    TileError,
    decode_entries,
    encode_entries,
    new_bundles,
    new_tiles,
    node_from_tiles,
    parse_tile_path,
    tile_data,
    tile_path,
)
from tests.tlog import trees

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(1, 999, 255), "tile/1/999.p/255"),
        (Tile(63, 1000, 1), "tile/63/x001/000.p/1"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
        (Tile(ENTRIES, 1_000_000), "tile/entries/x001/x000/000"),
    ],
)
def test_paths_are_those_of_the_specification(tile, path):
    assert tile.path == path
    assert parse_tile_path(path) == tile


@given(st.integers(0, 63) | st.just(ENTRIES), st.integers(0, 2**63), st.integers(1, 256))
def test_every_path_reads_back(level, index, width):
    assert parse_tile_path(tile_path(level, index, width)) == Tile(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/data/000",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(TileError):
        parse_tile_path(path)


@pytest.mark.parametrize("arguments", [(64, 0), (-1, 0), ("data", 0), (0, -1), (0, 0, 0), (0, 0, 257)])
def test_impossible_tiles_have_no_path(arguments):
    with pytest.raises(TileError):
        tile_path(*arguments)


def test_seventy_thousand_leaves_need_the_tiles_the_specification_counts():
    tiles = new_tiles(0, 70_000)
    widths = [[t.width for t in tiles if t.level == level] for level in range(4)]
    assert widths == [[256] * 273 + [112], [256, 17], [1], []]
    assert [t.width for t in new_bundles(0, 70_000)] == [256] * 273 + [112]


def test_a_tree_of_256_has_a_full_tile_and_a_partial_one_of_width_1():
    assert new_tiles(0, 256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert new_tiles(0, 0) == new_bundles(0, 0) == []


@pytest.mark.parametrize("old", [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536])
def test_growth_rewrites_only_the_tiles_that_changed(old):
    for new in (old, old + 1, old + 2, old + 255, old + 256, old + 600):
        before, after = set(new_tiles(0, old)), set(new_tiles(0, new))
        assert set(new_tiles(old, new)) == after - before
        assert set(new_bundles(old, new)) == set(new_bundles(0, new)) - set(new_bundles(0, old))


def test_levels_above_hold_full_tiles_only():
    for size in (255, 256, 300, 511, 512, 70_000):
        for tile in new_tiles(0, size):
            assert tile.level >= 0
            assert (tile.index * 256 + tile.width) * 256**tile.level <= size


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600, 70_000])
def test_every_proof_can_be_made_from_published_tiles(size):
    frontier, nodes = Frontier(), {}
    for index in range(size):
        nodes.update({(level, i): digest for level, i, digest in frontier.append(leaf_hash(b"%d" % index))})
    files = {t.path: tile_data(t, lambda level, i: nodes[level, i]) for t in new_tiles(0, size)}
    node = node_from_tiles(size, files.__getitem__)
    for index in {0, size // 3, size - 1}:
        verify_inclusion(leaf_hash(b"%d" % index), index, size, inclusion(index, size, node), frontier.root())
    for old in {1, size // 2 or 1, size}:
        smaller = Frontier.from_nodes(old, node).root()
        verify_consistency(old, size, consistency(old, size, node), smaller, frontier.root())
    assert Frontier.from_nodes(size, node).root() == frontier.root()


def test_a_tile_of_the_wrong_length_or_outside_the_tree_is_refused():
    node = node_from_tiles(3, lambda path: bytes(32))
    with pytest.raises(TileError, match="length"):
        node(0, 0)
    for level, index in ((0, 3), (1, 1), (2, 0), (-1, 0), (0, -1), (9, 0)):
        with pytest.raises(TileError, match="not in the tree"):
            node(level, index)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_entry_bundles_read_back(bodies):
    assert decode_entries(encode_entries(bodies)) == bodies


def test_an_entry_bundle_is_lengths_and_bodies():
    assert encode_entries([b"", b"abc"]) == b"\0\0\0\3abc"
    assert decode_entries(encode_entries([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(TileError, match="65535"):
        encode_entries([b"x" * 65_536])
    for cut in (b"\0", b"\0\3ab", b"\0\0\0"):
        with pytest.raises(TileError, match="cut off"):
            decode_entries(cut)


def test_entry_bundles_have_no_hashes():
    with pytest.raises(TileError):
        tile_data(Tile(ENTRIES, 0), trees.node)
