"""Inclusion and consistency: every small tree, every altered proof, and the vectors of transparency-dev/merkle."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.tlog.hashing import leaf_hash
from mingjing.tlog.proofs import ProofError, consistency, inclusion, verify_consistency, verify_inclusion
from tests.tlog import trees

pytestmark = pytest.mark.pure

MERKLE = Path(__file__).parent.parent / "vectors" / "merkle"
INCLUSION = sorted((MERKLE / "inclusion").rglob("*.json"))
CONSISTENCY = sorted((MERKLE / "consistency").rglob("*.json"))


def load(path):
    data = json.loads(path.read_text())
    return data, [base64.b64decode(h) for h in data["proof"] or []]


def accepts(check, *args):
    try:
        check(*args)
    except ProofError:
        return False
    return True


def test_the_vectors_are_all_there():
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)


@pytest.mark.parametrize("path", INCLUSION, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_inclusion_vectors_of_others(path):
    data, proof = load(path)
    leaf, root = base64.b64decode(data["leafHash"]), base64.b64decode(data["root"])
    accepted = accepts(verify_inclusion, leaf, data["leafIdx"], data["treeSize"], proof, root)
    assert accepted is not data["wantErr"], data["desc"]


@pytest.mark.parametrize("path", CONSISTENCY, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_consistency_vectors_of_others(path):
    data, proof = load(path)
    roots = [base64.b64decode(data[key]) for key in ("root1", "root2")]
    accepted = accepts(verify_consistency, data["size1"], data["size2"], proof, *roots)
    assert accepted is not data["wantErr"], data["desc"]


@pytest.mark.parametrize("size", range(1, 65))
def test_every_inclusion_proof_is_the_one_of_the_rfc_and_verifies(size):
    for index in range(size):
        proof = inclusion(index, size, trees.node)
        assert proof == trees.path(index, 0, size)
        verify_inclusion(leaf_hash(trees.body(index)), index, size, proof, trees.mth(0, size))


@pytest.mark.parametrize("new", range(1, 65))
def test_every_consistency_proof_is_the_one_of_the_rfc_and_verifies(new):
    for old in range(1, new + 1):
        proof = consistency(old, new, trees.node)
        assert proof == trees.subproof(old, 0, new, True)
        verify_consistency(old, new, proof, trees.mth(0, old), trees.mth(0, new))


def mutations(proof):
    for at in range(len(proof)):
        for byte in range(32):
            changed = bytearray(proof[at])
            changed[byte] ^= 1 << (byte % 8)
            yield [*proof[:at], bytes(changed), *proof[at + 1 :]]
        yield proof[:at] + proof[at + 1 :]
        yield [*proof[:at], bytes(32), *proof[at:]]
        yield [*proof[:at], proof[at][:31], *proof[at + 1 :]]
        yield [*proof[:at], proof[at] + b"\0", *proof[at + 1 :]]
    yield [*proof, bytes(32)]
    for at in range(len(proof) - 1):
        yield [*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]]


@pytest.mark.parametrize("size", range(1, 13))
def test_every_altered_inclusion_proof_is_refused(size):
    root = trees.mth(0, size)
    for index in range(size):
        leaf, proof = leaf_hash(trees.body(index)), inclusion(index, size, trees.node)
        for wrong in mutations(proof):
            assert not accepts(verify_inclusion, leaf, index, size, wrong, root)
        for other in range(-1, size + 2):
            assert accepts(verify_inclusion, leaf, other, size, proof, root) is (other == index)
        assert not accepts(verify_inclusion, leaf_hash(b"forged"), index, size, proof, root)
        assert not accepts(verify_inclusion, leaf, index, size, proof, leaf_hash(b"forged"))


@pytest.mark.parametrize("new", range(2, 13))
def test_every_altered_consistency_proof_is_refused(new):
    for old in range(1, new):
        proof = consistency(old, new, trees.node)
        roots = trees.mth(0, old), trees.mth(0, new)
        for wrong in mutations(proof):
            assert not accepts(verify_consistency, old, new, wrong, *roots)
        for other in range(-1, new + 1):
            assert accepts(verify_consistency, other, new, proof, *roots) is (other == old)
        assert not accepts(verify_consistency, old, new, proof, roots[1], roots[1])
        assert not accepts(verify_consistency, old, new, proof, roots[0], roots[0])


def test_nothing_is_proved_from_or_in_an_empty_tree():
    with pytest.raises(ValueError, match="no consistency"):
        consistency(0, 5, trees.node)
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion(0, 0, trees.node)
    assert not accepts(verify_inclusion, leaf_hash(b""), 0, 0, [], trees.mth(0, 0))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_large_trees_prove_the_same(data):
    size = data.draw(st.integers(65, 2000))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = trees.mth(0, size)
    verify_inclusion(leaf_hash(trees.body(index)), index, size, inclusion(index, size, trees.node), root)
    verify_consistency(old, size, consistency(old, size, trees.node), trees.mth(0, old), root)
