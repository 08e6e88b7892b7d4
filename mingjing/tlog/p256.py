"""ECDSA over P-256 with SHA-256, verification only (FIPS 186-5 §6.4.2, SEC 1). What phones sign with (WebCrypto).

A public key is the compressed point (33 bytes), a signature is r ‖ s (64 bytes), as WebCrypto gives it. Nothing here
is secret, so nothing is constant time.
"""

from __future__ import annotations

from hashlib import sha256

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_BASE_X = 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296

#: Jacobian coordinates (X, Y, Z) with x = X/Z², y = Y/Z³; Z = 0 is the point at infinity.
Point = tuple[int, int, int]

_INFINITY: Point = (1, 1, 0)


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """True when ``signature`` (r ‖ s) over ``message`` was made by the holder of ``public_key`` (compressed)."""
    key = decode(public_key)
    if key is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    digest = int.from_bytes(sha256(message).digest(), "big")
    x, _, z = _combine(digest * inverse % N, _BASE, r * inverse % N, key)
    return z != 0 and x * pow(z, -2, P) % P % N == r


def decode(data: bytes) -> Point | None:
    """The point of a compressed key, or None when there is no such point."""
    if len(data) != 33 or data[0] not in (2, 3):
        return None
    x = int.from_bytes(data[1:], "big")
    if x >= P:
        return None
    square = (x * x * x - 3 * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        return None
    return (x, y if y & 1 == data[0] & 1 else P - y, 1)


def _double(point: Point) -> Point:
    x, y, z = point
    if not z:
        return point
    delta, gamma = z * z % P, y * y % P
    beta, alpha = x * gamma % P, 3 * (x - delta) * (x + delta) % P
    across = (alpha * alpha - 8 * beta) % P
    return across, (alpha * (4 * beta - across) - 8 * gamma * gamma) % P, ((y + z) * (y + z) - gamma - delta) % P


def _add(left: Point, right: Point) -> Point:
    if not left[2] or not right[2]:
        return right if not left[2] else left
    z1z1, z2z2 = left[2] * left[2] % P, right[2] * right[2] % P
    u1, u2 = left[0] * z2z2 % P, right[0] * z1z1 % P
    s1, s2 = left[1] * right[2] * z2z2 % P, right[1] * left[2] * z1z1 % P
    if u1 == u2:
        return _double(left) if s1 == s2 else _INFINITY
    h, r = (u2 - u1) % P, (s2 - s1) % P
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x = (r * r - hhh - 2 * v) % P
    return x, (r * (v - x) - s1 * hhh) % P, h * left[2] * right[2] % P


def _combine(m: int, first: Point, n: int, second: Point) -> Point:
    """[m]first + [n]second, two bits of each at a time."""
    table = [_INFINITY]
    for index in range(1, 16):
        table.append(_add(table[index - 4], second) if index >= 4 else _add(table[index - 1], first))
    result = _INFINITY
    for shift in range(254, -1, -2):
        result = _double(_double(result))
        index = (m >> shift & 3) | (n >> shift & 3) << 2
        if index:
            result = _add(result, table[index])
    return result


_BASE = decode(b"\x03" + _BASE_X.to_bytes(32, "big")) or _INFINITY
