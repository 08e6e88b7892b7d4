"""Inclusion and consistency proofs: made as in RFC 6962 §2.1.1–2.1.2, verified as in RFC 9162 §2.1.3.2 and §2.1.4.2.

Proofs are lists of 32-byte hashes, from the leaf towards the root. Verification raises and returns nothing, so that
a forgotten ``if`` cannot accept a false proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingjing.tlog.hashing import HASH_SIZE, Node, node_hash


class ProofError(ValueError):
    """The proof does not show what it claims."""


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D[size]): the audit path of leaf ``index`` in the tree of ``size`` leaves.

    ``node(level, index)`` must give the complete subtrees of that tree. Raises ValueError outside 0 ≤ index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        split = low + _largest_power_below(high - low)
        if index < split:
            path.append(_range_root(split, high, node))
            high = split
        else:
            path.append(_range_root(low, split, node))
            low = split
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D[new]): shows that the tree of ``new`` leaves only appended to the tree of ``old`` leaves.

    Raises ValueError outside 0 < old ≤ new: nothing can be proved from the empty tree.
    """
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof from size {old} to size {new}")
    path: list[bytes] = []
    low, high, whole = 0, new, True  # whole: the old tree still is exactly [0, old), its root is known to the verifier
    while high != old:
        split = low + _largest_power_below(high - low)
        if old <= split:
            path.append(_range_root(split, high, node))
            high = split
        else:
            path.append(_range_root(low, split, node))
            low, whole = split, False
    if not whole:
        path.append(_range_root(low, high, node))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that leaf hash ``leaf`` is entry ``index`` of the tree of ``size`` leaves under ``root``.

    Raises ProofError otherwise; RFC 9162 §2.1.3.2.
    """
    _require_hashes([leaf, root, *proof])
    if not 0 <= index < size:
        raise ProofError("leaf index is outside the tree")
    position, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("proof is too long")
        if position & 1 or position == last:
            digest = node_hash(sibling, digest)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("proof is too short")
    if digest != root:
        raise ProofError("proof leads to another root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the tree (``new``, ``new_root``) only appended to the tree (``old``, ``old_root``).

    Raises ProofError otherwise, also for ``old`` = 0, from which nothing can be shown; RFC 9162 §2.1.4.2.
    """
    if not 0 < old <= new:
        raise ProofError("sizes must satisfy 0 < old ≤ new")
    if old == new:
        if proof or old_root != new_root:
            raise ProofError("equal sizes need equal roots and an empty proof")
        return
    _require_hashes([old_root, new_root, *proof])
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not proof or not path:
        raise ProofError("proof is empty")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_digest = new_digest = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("proof is too long")
        if position & 1 or position == last:
            old_digest = node_hash(sibling, old_digest)
            new_digest = node_hash(sibling, new_digest)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new_digest = node_hash(new_digest, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("proof is too short")
    if old_digest != old_root:
        raise ProofError("proof leads to another old root")
    if new_digest != new_root:
        raise ProofError("proof leads to another new root")


def _largest_power_below(width: int) -> int:
    """The largest power of two smaller than ``width`` (RFC 6962's k)."""
    return 1 << (width - 1).bit_length() - 1


def _range_root(low: int, high: int, node: Node) -> bytes:
    """MTH(D[low:high]) from complete subtrees; ``low`` is aligned as the RFC's recursion aligns it."""
    parts: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(node(level, low >> level))
        low += 1 << level
    digest = parts.pop()
    while parts:
        digest = node_hash(parts.pop(), digest)
    return digest


def _require_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(h) != HASH_SIZE for h in hashes):
        raise ProofError("every hash must be 32 bytes")
