"""The offline script part by part: signatures, canonical form, base64, checkpoints, as strict as the platform."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingjing.ledger.keys import LogKey
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.notes import sign_note
from tests.disclosure.checking import SHAPELESS, verifier
from tests.tlog.test_ed25519 import NOT_CANONICAL, SMALL_ORDER, VECTORS

__all__ = ["verifier"]
pytestmark = pytest.mark.pure


def refused(verifier: Any, call: Callable[[], Any]) -> bool:
    try:
        call()
    except (verifier.Refused, *SHAPELESS):
        return True
    return False


# --- RFC 6962 -------------------------------------------------------------------------------------------------------


def test_the_vectors_of_others_are_answered_the_same(verifier: Any) -> None:
    folder = Path(__file__).resolve().parents[1] / "vectors" / "merkle"
    assert verifier.vectors(folder) == (196, [])


def test_no_proof_is_longer_than_its_tree_is_high(verifier: Any) -> None:
    """Whoever signs the checkpoint could make the root fit the further step: the entry would stand elsewhere."""
    one, two, three, four, more = (bytes([n]) * 32 for n in range(5))
    node = verifier.node
    verifier.included(one, 0, 1, [], one)
    assert refused(verifier, lambda: verifier.included(one, 0, 1, [more], node(more, one)))
    old, new = node(node(one, two), three), node(node(one, two), node(three, four))
    verifier.consistent(3, 4, [three, four, node(one, two)], old, new)
    longer = [three, four, node(one, two), more]
    assert refused(verifier, lambda: verifier.consistent(3, 4, longer, node(more, old), node(more, new)))
    assert refused(verifier, lambda: verifier.consistent(3, 2, [one, two], one, node(one, two)))  # it would have shrunk


# --- Ed25519 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_of_the_rfc_hold_and_no_flipped_bit_does(verifier: Any, vector: tuple[str, ...]) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in vector)
    verifier.signed(key, message, signature)
    assert refused(verifier, lambda: verifier.signed(key, message + b"\0", signature))
    for at in range(0, 512, 7):
        bad = bytearray(signature)
        bad[at // 8] ^= 1 << at % 8
        assert refused(verifier, lambda b=bytes(bad): verifier.signed(key, message, b)), at


def test_a_second_form_of_the_same_signature_is_refused(verifier: Any) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    scalar = int.from_bytes(signature[32:], "little") + verifier.L
    assert refused(verifier, lambda: verifier.signed(key, message, signature[:32] + scalar.to_bytes(32, "little")))
    point = bytes.fromhex(SMALL_ORDER[4])
    with pytest.raises(verifier.Refused, match="签名不规范"):  # before anything is said about the key
        verifier.signed(point, message, point + verifier.L.to_bytes(32, "little"))
    for bad in (signature[:-1], signature + b"\0", b""):
        assert refused(verifier, lambda b=bad: verifier.signed(key, message, b))


@pytest.mark.parametrize("point", SMALL_ORDER + NOT_CANONICAL)
def test_keys_under_which_anything_is_signed_are_refused(verifier: Any, point: str) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    bad = bytes.fromhex(point)
    for public, signed in ((bad, signature), (key, bad + signature[32:])):
        assert refused(verifier, lambda p=public, s=signed: verifier.signed(p, message, s))
    for n in range(64):  # under a key of order eight every eighth message would do
        assert refused(verifier, lambda m=bytes([n]): verifier.signed(bad, m, bad + bytes(32)))


@pytest.mark.parametrize("point", [*NOT_CANONICAL, "02" + "00" * 31])
def test_a_point_has_one_form_and_lies_on_the_curve(verifier: Any, point: str) -> None:
    with pytest.raises(verifier.Refused):
        verifier.point_of(bytes.fromhex(point))


# --- canonical JSON, base64, hexadecimal ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b'{"a":1 }', b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1}\n', b"\xef\xbb\xbf{}", b'{"a":1.0}',
     b'{"a":1e3}', b'{"a":-0}', b'{"a":NaN}', b'{"a":9007199254740992}', b'{"a":"\\u4e00"}', b'{"a":"\\/"}',
     b'{"\xe4\xb8\x80":1}', b"{'a':1}", b"[1,]", b"", b"\xff", b'{"a":"\xed\xa0\x80"}', b"[" * 100_000],
)  # fmt: skip
def test_only_the_canonical_form_is_read(verifier: Any, data: bytes) -> None:
    assert refused(verifier, lambda: verifier.parse(data))


def test_the_canonical_form_is_the_platform_s(verifier: Any) -> None:
    value = {"b": [1, -1, 0, True, False, None], "a": '引号" \\ \n \u0001 𠮷 \u2028', "": {}, "zz": []}
    assert verifier.parse(canonical(value)) == value and verifier.canon(value).encode() == canonical(value)


def test_base64_and_hexadecimal_have_one_form(verifier: Any) -> None:
    assert verifier.b64("AAE=") == b"\0\1" and verifier.hexed("ab" * 32) == b"\xab" * 32
    for text in ("AAF=", "AAE", "AAE==", "AA E=", "AAE=\n", "__8=", None, 5):
        assert refused(verifier, lambda t=text: verifier.b64(t)), text
    for text in ("AB" * 32, "ab" * 31, "ab" * 31 + "zz", " " * 64, None, "١" * 64):
        assert refused(verifier, lambda t=text: verifier.hexed(t)), text


# --- checkpoints and trust ------------------------------------------------------------------------------------------


def test_a_checkpoint_has_exactly_its_lines_and_its_signatures(verifier: Any) -> None:
    key = LogKey("log.example/x", os.urandom(32))
    keys, head = [key.verifier().vkey()], Checkpoint("log.example/x", 7, bytes(32))
    note = sign_note(head.text(), [key])
    assert verifier.checkpoint(note, keys) == (7, bytes(32))
    body, line = note.split("\n\n")
    stranger = sign_note(head.text(), [LogKey("log.example/x", os.urandom(32))]).split("\n\n")[1]
    root = base64.b64encode(bytes(32)).decode()

    def resigned(text: str) -> str:
        return sign_note(text, [key])

    wrong = [
        body + "\n\n", body + "\n", line, note[:-1], note[:-1] + "x", note + "\n", note + "x\n",
        note.replace("— ", "- "), note + line, f"{body}\n\n{stranger}", f"{note}{stranger}",
        note.replace("\n7\n", "\n8\n"), resigned(head.text() + "more\n"), resigned("log.example/x\n7\n"),
        resigned(f"log.example/x\n07\n{root}\n"), resigned(f"log.example/x\n٧\n{root}\n"),
        resigned(f"log.example/x\n7\n{root[:-1]}\n"), resigned(f"log.example/y\n7\n{root}\n"),
        resigned(f"\n7\n{root}\n"),
    ]  # fmt: skip
    for text in wrong:
        assert refused(verifier, lambda t=text: verifier.checkpoint(t, keys)), repr(text)
    for text in (None, 5, ["x"]):
        assert refused(verifier, lambda t=text: verifier.checkpoint(t, keys))
    with pytest.raises(verifier.Refused, match="不在信任文件中"):
        verifier.checkpoint(note, [LogKey("log.example/x", os.urandom(32)).verifier().vkey()])


def test_two_keys_of_one_log_may_sign_the_same_checkpoint(verifier: Any) -> None:
    """As when a key is changed: both are in the trust file, and both lines are checked."""
    both = [LogKey("log.example/x", os.urandom(32)) for _ in range(2)]
    note = sign_note(Checkpoint("log.example/x", 7, bytes(32)).text(), both)
    assert verifier.checkpoint(note, [k.verifier().vkey() for k in both]) == (7, bytes(32))
    assert refused(verifier, lambda: verifier.checkpoint(note, [both[0].verifier().vkey()]))


def test_a_key_of_the_trust_file_has_exactly_its_form(verifier: Any) -> None:
    key = LogKey("log.example/x", os.urandom(32))
    vkey = key.verifier().vkey()
    name, number, encoded = vkey.split("+", 2)
    assert verifier.verifier(vkey) == (name, key.key_id, key.public)

    def numbered(data: bytes) -> str:
        """A key with the number that fits it."""
        return (
            f"{name}+{verifier.sha(name.encode(), chr(10).encode(), data)[:4].hex()}+{base64.b64encode(data).decode()}"
        )

    assert numbered(b"\x01" + key.public) == vkey
    for bad in (name, f"{name}+{number}", f"{name}+00000000+{encoded}", f"x{vkey}",
                f"{name}+{number.upper()}+{encoded}x", numbered(b"\x04" + key.public),
                numbered(b"\x01" + key.public[:-1]), numbered(b"\x01" + key.public + b"\0")):  # fmt: skip
        assert refused(verifier, lambda b=bad: verifier.verifier(b)), bad
