"""Ed25519 verification, RFC 8032 §5.1.7, strict. Verification only: this module never sees a secret.

Strict means that exactly one encoding of each value is accepted: S < L, coordinates < p, no negative zero; keys and
nonce points of small order are refused, because with them one signature would fit many messages. The group equation
is checked without the cofactor, as OpenSSL does, so both accept the same honest signatures.
"""

from __future__ import annotations

from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
_SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)

#: Extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
Point = tuple[int, int, int, int]

_IDENTITY: Point = (0, 1, 1, 0)


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """True when ``signature`` (64 bytes) over ``message`` was made by the holder of ``public_key`` (32 bytes)."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, nonce = _decode(public_key), _decode(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= L or _small_order(key) or _small_order(nonce):
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % L
    # [S]B = R + [k]A, asked as [S]B + [k](-A) = R.
    return _equal(_combine(scalar, _BASE, challenge, _negate(key)), nonce)


def _decode(data: bytes) -> Point | None:
    """RFC 8032 §5.1.3, refusing y ≥ p and the encoding of -0."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x = _recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _recover_x(y: int, sign: int) -> int | None:
    numerator, denominator = (y * y - 1) % P, (D * y * y + 1) % P
    x = numerator * pow(denominator, 3, P) * pow(numerator * pow(denominator, 7, P), (P - 5) // 8, P) % P
    if (denominator * x * x - numerator) % P:
        x = x * _SQRT_MINUS_ONE % P
    if (denominator * x * x - numerator) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _add(left: Point, right: Point) -> Point:
    x1, y1, z1, t1 = left
    x2, y2, z2, t2 = right
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(point: Point) -> Point:
    x, y, z, _ = point
    a, b, c = x * x % P, y * y % P, 2 * z * z % P
    h, g = a + b, a - b
    e, f = h - (x + y) * (x + y), c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _negate(point: Point) -> Point:
    x, y, z, t = point
    return P - x, y, z, P - t


def _equal(left: Point, right: Point) -> bool:
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


def _small_order(point: Point) -> bool:
    return _equal(_double(_double(_double(point))), _IDENTITY)


def _combine(m: int, first: Point, n: int, second: Point) -> Point:
    """[m]first + [n]second, two bits of each at a time (nothing here is secret, so not constant time)."""
    table = [_IDENTITY]
    for index in range(1, 16):
        table.append(_add(table[index - 4], second) if index >= 4 else _add(table[index - 1], first))
    result = _IDENTITY
    for shift in range(254, -1, -2):
        result = _double(_double(result))
        index = (m >> shift & 3) | (n >> shift & 3) << 2
        if index:
            result = _add(result, table[index])
    return result


_BASE_Y = 4 * pow(5, P - 2, P) % P
_BASE_X = _recover_x(_BASE_Y, 0) or 0
_BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % P)
