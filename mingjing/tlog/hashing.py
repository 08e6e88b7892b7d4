"""RFC 6962 §2.1: hashes of leaves, nodes and whole trees, and a frontier that grows one leaf at a time.

Node coordinates are those of Certificate Transparency: ``(level, index)`` names the complete subtree over the leaves
``index * 2**level`` up to, not including, ``(index + 1) * 2**level``; level 0 holds the leaf hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

HASH_SIZE = 32

#: MTH({}): the root of a tree without leaves.
EMPTY_ROOT = sha256(b"").digest()

#: Reads the hash of a complete subtree: ``node(level, index)``.
Node = Callable[[int, int], bytes]


def leaf_hash(body: bytes) -> bytes:
    """Hash of one entry: SHA-256(0x00 ‖ body)."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree: the complete subtrees that make up its present size, largest first.

    It needs one hash per set bit of the size, so a log of any length is continued from a few nodes.
    """

    __slots__ = ("_size", "_stack")

    def __init__(self) -> None:
        self._size = 0
        self._stack: list[bytes] = []

    @classmethod
    def from_nodes(cls, size: int, node: Node) -> Frontier:
        """Rebuild the frontier of a tree of ``size`` leaves from its stored complete nodes."""
        if size < 0:
            raise ValueError("size must not be negative")
        frontier = cls()
        frontier._size = size
        for level in range(size.bit_length() - 1, -1, -1):
            if size >> level & 1:
                frontier._stack.append(node(level, (size >> level) - 1))
        return frontier

    @property
    def size(self) -> int:
        """Number of leaves appended so far."""
        return self._size

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add one leaf hash; returns the nodes it completed as ``(level, index, hash)``, the leaf itself first."""
        index = self._size
        completed = [(0, index, leaf)]
        stack, level, digest = self._stack, 0, leaf
        while index >> level & 1:
            digest = sha256(b"\x01" + stack.pop() + digest).digest()
            level += 1
            completed.append((level, index >> level, digest))
        stack.append(digest)
        self._size = index + 1
        return completed

    def root(self) -> bytes:
        """The tree's root hash (MTH) at the present size."""
        if not self._stack:
            return EMPTY_ROOT
        digest = self._stack[-1]
        for left in reversed(self._stack[:-1]):
            digest = node_hash(left, digest)
        return digest


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """MTH over leaf hashes (not bodies), in order."""
    frontier = Frontier()
    for leaf in leaf_hashes:
        frontier.append(leaf)
    return frontier.root()
