"""A reference tree, written straight from the definitions of RFC 6962 §2.1, to compare with."""

from __future__ import annotations

from functools import cache
from hashlib import sha256


def h(data: bytes) -> bytes:
    return sha256(data).digest()


@cache
def body(index: int) -> bytes:
    return b"entry %d" % index


def bodies(size: int) -> list[bytes]:
    return [body(i) for i in range(size)]


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@cache
def mth(low: int, high: int) -> bytes:
    if high == low:
        return h(b"")
    if high - low == 1:
        return h(b"\x00" + body(low))
    k = split(high - low)
    return h(b"\x01" + mth(low, low + k) + mth(low + k, high))


def path(m: int, low: int, high: int) -> list[bytes]:
    if high - low == 1:
        return []
    k = split(high - low)
    if m < k:
        return [*path(m, low, low + k), mth(low + k, high)]
    return [*path(m - k, low + k, high), mth(low, low + k)]


def subproof(m: int, low: int, high: int, whole: bool) -> list[bytes]:
    if m == high - low:
        return [] if whole else [mth(low, high)]
    k = split(high - low)
    if m <= k:
        return [*subproof(m, low, low + k, whole), mth(low + k, high)]
    return [*subproof(m - k, low + k, high, False), mth(low, low + k)]


def node(level: int, index: int) -> bytes:
    return mth(index << level, (index + 1) << level)
