"""RFC 6962 §2.1: hashes, roots, the frontier."""

import pytest

from mingjing.tlog.hashing import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root
from tests.tlog import trees

pytestmark = pytest.mark.pure

# Published by Certificate Transparency for the leaves below (certificate-transparency, merkle_tree_test).
CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert root([]) == EMPTY_ROOT == Frontier().root()
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_that_certificate_transparency_published(size):
    assert root(leaf_hash(bytes.fromhex(leaf)) for leaf in CT_LEAVES[:size]).hex() == CT_ROOTS[size - 1]


def test_a_leaf_can_never_pass_for_a_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) != leaf_hash(left + right)
    assert node_hash(left, right) != leaf_hash(b"\x01" + left + right)


def test_every_root_up_to_300_leaves_is_the_one_the_definition_gives():
    frontier = Frontier()
    for size in range(301):
        assert frontier.size == size
        assert frontier.root() == trees.mth(0, size)
        frontier.append(leaf_hash(trees.body(size)))


def test_append_reports_each_complete_subtree_exactly_once():
    frontier, nodes = Frontier(), {}
    for index in range(257):
        done = frontier.append(leaf_hash(trees.body(index)))
        assert done[0] == (0, index, leaf_hash(trees.body(index)))
        for level, position, digest in done:
            assert (level, position) not in nodes
            assert digest == trees.node(level, position)
            nodes[level, position] = digest
    assert len(nodes) == sum(257 >> level for level in range(9))


@pytest.mark.parametrize("size", range(65))
def test_a_frontier_rebuilt_from_stored_nodes_continues_as_the_old_one(size):
    frontier = Frontier.from_nodes(size, trees.node)
    assert (frontier.size, frontier.root()) == (size, trees.mth(0, size))
    for index in range(size, size + 10):
        frontier.append(leaf_hash(trees.body(index)))
    assert frontier.root() == trees.mth(0, size + 10)


def test_a_negative_size_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Frontier.from_nodes(-1, trees.node)
