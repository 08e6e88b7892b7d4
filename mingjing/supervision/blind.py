"""RSA blind signatures, RSABSSA-SHA384-PSS-Randomized of RFC 9474: the signer cannot tell later which one it signed.

The client's half (``prepare``, ``blind``, ``finalize``) runs in the browser (``mj/feedback.js``); here it serves the
demonstration and the tests. Numbers travel as hexadecimal text, big-endian.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha384

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BITS, SALT, PREFIX = 2048, 48, 32
E = 65537


class Unfit(ValueError):
    """A number that is no blinded message, or a signature that does not verify."""


def new_key() -> rsa.RSAPrivateKey:
    """A fresh key of one round."""
    return rsa.generate_private_key(public_exponent=E, key_size=BITS)


def blind_sign(key: rsa.RSAPrivateKey, blinded: int) -> int:
    """BlindSign (RFC 9474 §4.3), the exponentiation blinded once more against timing. Raises Unfit."""
    numbers = key.private_numbers()
    n = numbers.public_numbers.n
    if not 0 < blinded < n:
        raise Unfit("不是本轮的凭证请求")
    mask = secrets.randbelow(n - 2) + 2
    signed = pow(blinded * pow(mask, E, n) % n, numbers.d, n) * pow(mask, -1, n) % n
    if pow(signed, E, n) != blinded:
        raise Unfit("签名没有通过自检")
    return signed


def verify(n: int, message: bytes, signature: int) -> bool:
    """Whether a signature over a prepared message verifies under the modulus of a round."""
    size = (n.bit_length() + 7) // 8
    if not 0 < signature < n:
        return False
    pss = padding.PSS(padding.MGF1(hashes.SHA384()), SALT)
    try:
        rsa.RSAPublicNumbers(E, n).public_key().verify(signature.to_bytes(size, "big"), message, pss, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


# --- the client's half --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Blinded:
    """What the client keeps (``message``, ``inverse``) and what it sends (``sent``)."""

    message: bytes
    inverse: int
    sent: int


def prepare(message: bytes, prefix: bytes = b"") -> bytes:
    """PrepareRandomize (§4.1)."""
    return (prefix or secrets.token_bytes(PREFIX)) + message


def blind(n: int, message: bytes, *, salt: bytes = b"", inverse: int = 0) -> Blinded:
    """Blind (§4.2) a prepared message. ``salt`` and ``inverse`` are drawn unless given (test vectors)."""
    encoded = int.from_bytes(_encode(message, n.bit_length() - 1, salt or secrets.token_bytes(SALT)), "big")
    inverse = inverse or secrets.randbelow(n - 2) + 2
    return Blinded(message, inverse, encoded * pow(pow(inverse, -1, n), E, n) % n)


def finalize(n: int, kept: Blinded, signed: int) -> int:
    """Finalize (§4.4): the signature over ``kept.message``. Raises Unfit when the signer did not sign."""
    signature = signed * kept.inverse % n
    if not verify(n, kept.message, signature):
        raise Unfit("收到的不是有效的签名")
    return signature


def _encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with SHA-384 and MGF1-SHA-384."""
    length = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    block = bytes(length - len(salt) - len(digest) - 2) + b"\1" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    rounds = -(-length // sha384().digest_size)
    return b"".join(sha384(seed + n.to_bytes(4, "big")).digest() for n in range(rounds))[:length]
