"""RFC 8032 §7.1 vectors, what must be refused, and agreement with OpenSSL."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.tlog import ed25519

pytestmark = pytest.mark.pure

# (seed, public key, message, signature) of RFC 8032 §7.1: TEST 1, 2, 3, SHA(abc).
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac1"
        "7ad9bef1177331a704",
    ),
]
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
NOT_CANONICAL = [
    "0100000000000000000000000000000000000000000000000000000000000080",  # -0
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",  # -0, y = -1
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p + 1
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


def example():
    seed, key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    return key, message, signature


@pytest.mark.parametrize("vector", VECTORS, ids=["empty", "one byte", "two bytes", "sha(abc)"])
def test_the_vectors_of_the_rfc_verify_and_are_what_openssl_signs(vector):
    seed, key, message, signature = (bytes.fromhex(part) for part in vector)
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    assert (secret.public_key().public_bytes_raw(), secret.sign(message)) == (key, signature)
    assert ed25519.verify(key, message, signature)
    assert not ed25519.verify(key, message + b"\0", signature)


def test_every_single_bit_of_signature_and_key_counts():
    key, message, signature = example()
    for bit in range(512):
        assert not ed25519.verify(key, message, flip(signature, bit)), bit
    for bit in range(256):
        assert not ed25519.verify(flip(key, bit), message, signature), bit


def test_s_plus_l_is_refused():
    key, message, signature = example()
    scalar = int.from_bytes(signature[32:], "little") + ed25519.L
    assert not ed25519.verify(key, message, signature[:32] + scalar.to_bytes(32, "little"))


def test_wrong_lengths_are_refused():
    key, message, signature = example()
    assert not ed25519.verify(key[:31], message, signature)
    assert not ed25519.verify(key + b"\0", message, signature)
    assert not ed25519.verify(key, message, signature[:63])
    assert not ed25519.verify(key, message, signature + b"\0")


@pytest.mark.parametrize("point", SMALL_ORDER + NOT_CANONICAL)
def test_small_and_ill_encoded_points_are_refused_as_key_and_as_nonce(point):
    key, message, signature = example()
    bad = bytes.fromhex(point)
    assert not ed25519.verify(bad, message, signature)
    assert not ed25519.verify(bad, message, bad + bytes(32))  # with R = A = a small point and S = 0 many would accept
    assert not ed25519.verify(key, message, bad + signature[32:])


def test_a_key_with_a_small_component_is_refused_as_openssl_refuses_it():
    # A + T with T of order 8: the signature fits the cofactored equation only.
    key, message, signature = example()
    torsion = ed25519._decode(bytes.fromhex(SMALL_ORDER[4]))
    mixed = encode(ed25519._add(ed25519._decode(key), torsion))
    assert not ed25519.verify(mixed, message, signature)
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(mixed).verify(signature, message)


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 1023))
def test_it_agrees_with_openssl(seed, message, bit):
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = secret.public_key().public_bytes_raw(), secret.sign(message)
    assert ed25519.verify(key, message, signature)
    if bit < 768:
        joined = flip(key + signature, bit)
        key, signature = joined[:32], joined[32:]
    assert ed25519.verify(key, message, signature) is openssl(key, message, signature)


def openssl(key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def flip(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


def encode(point):
    x, y, z, _ = point
    inverse = pow(z, ed25519.P - 2, ed25519.P)
    x, y = x * inverse % ed25519.P, y * inverse % ed25519.P
    return (y | (x & 1) << 255).to_bytes(32, "little")
