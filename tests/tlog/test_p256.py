"""P-256 verification against another implementation, and against what must be refused."""

from __future__ import annotations

import random

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mingjing.tlog import p256

pytestmark = pytest.mark.pure


def signed(message: bytes) -> tuple[bytes, bytes]:
    """A fresh key and its signature, made by OpenSSL."""
    key = ec.generate_private_key(ec.SECP256R1())
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return public, r.to_bytes(32, "big") + s.to_bytes(32, "big")


def test_what_openssl_signs_is_verified_and_nothing_else() -> None:
    for size in range(40):
        message = random.Random(size).randbytes(size)
        public, signature = signed(message)
        assert p256.verify(public, message, signature)
        assert not p256.verify(public, message + b"x", signature)
        assert not p256.verify(signed(message)[0], message, signature)


def test_the_vector_of_rfc_6979() -> None:
    public = bytes.fromhex("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
    signature = bytes.fromhex(
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    )
    assert p256.verify(public, b"sample", signature)
    assert not p256.verify(public, b"test", signature)


def test_every_flipped_bit_is_refused() -> None:
    public, signature = signed(b"minute")
    for bit in range(0, 512, 3):
        wrong = bytearray(signature)
        wrong[bit // 8] ^= 1 << bit % 8
        assert not p256.verify(public, b"minute", bytes(wrong))


@pytest.mark.parametrize("r, s", [(0, 1), (1, 0), (p256.N, 1), (1, p256.N), (0, 0), (2**256 - 1, 2**256 - 1)])
def test_numbers_out_of_range_are_refused(r: int, s: int) -> None:
    public, _ = signed(b"")
    assert not p256.verify(public, b"", r.to_bytes(32, "big") + s.to_bytes(32, "big"))


@pytest.mark.parametrize(
    "key",
    [b"", b"\x02" + b"\0" * 31, b"\x04" + b"\1" * 32, b"\x02" + b"\xff" * 32, b"\x02" + (5).to_bytes(32, "big")[:-1]],
)
def test_what_is_no_point_is_no_key(key: bytes) -> None:
    assert p256.decode(key) is None
    assert not p256.verify(key, b"", signed(b"")[1])
