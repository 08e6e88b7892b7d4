"""The offline script part by part: signatures, canonical form, base64, checkpoints, as strict as the platform."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from mingjing.ledger.keys import LogKey
from mingjing.tlog.canon import canonical
from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.notes import sign_note
from tests.disclosure.checking import code, files, verifier
from tests.tlog.test_ed25519 import NOT_CANONICAL, SMALL_ORDER, VECTORS

__all__ = ["code", "files", "verifier"]


def refused(verifier: Any, call: Callable[[], Any]) -> bool:
    try:
        call()
    except verifier.Refused:
        return True
    return False


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
    for bad in (signature[:-1], signature + b"\0", b""):
        assert refused(verifier, lambda b=bad: verifier.signed(key, message, b))
    assert refused(verifier, lambda: verifier.signed(key[:31], message, signature))


@pytest.mark.parametrize("point", SMALL_ORDER + NOT_CANONICAL)
def test_keys_under_which_anything_is_signed_are_refused(verifier: Any, point: str) -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    bad = bytes.fromhex(point)
    for public, signed in ((bad, bad + bytes(32)), (bad, signature), (key, bad + signature[32:])):
        assert refused(verifier, lambda p=public, s=signed: verifier.signed(p, message, s))


# --- canonical JSON, base64, hexadecimal ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b'{"a":1 }', b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1}\n', b"\xef\xbb\xbf{}", b'{"a":1.0}',
     b'{"a":1e3}', b'{"a":-0}', b'{"a":NaN}', b'{"a":9007199254740993}', b'{"a":"\\u4e00"}', b'{"a":"\\/"}',
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
    assert verifier.checkpoint(note, keys) == ("log.example/x", 7, bytes(32))
    body, line = note.split("\n\n")
    stranger = sign_note(head.text(), [LogKey("log.example/x", os.urandom(32))]).split("\n\n")[1]

    def resigned(text: str) -> str:
        return sign_note(text, [key])

    wrong = [
        body + "\n\n", body + "\n", line, note[:-1], note + "\n", note + "x\n", note.replace("— ", "- "),
        f"{body}\n\n{stranger}", f"{note}{stranger}", note.replace("\n7\n", "\n8\n"),
        resigned("log.example/x\n07\n" + base64.b64encode(bytes(32)).decode() + "\n"),
        resigned("log.example/x\n7\n" + base64.b64encode(bytes(31)).decode() + "\n"),
        resigned(head.text() + "more\n"), resigned("log.example/x\n7\n"),
        resigned("\n" + head.text().split("\n", 1)[1]),
        resigned("log.example/x\n-7\n" + base64.b64encode(bytes(32)).decode() + "\n"),
    ]  # fmt: skip
    for text in wrong:
        assert refused(verifier, lambda t=text: verifier.checkpoint(t, keys)), repr(text)
    for text in (None, 5, ["x"]):
        assert refused(verifier, lambda t=text: verifier.checkpoint(t, keys))


def test_a_key_of_the_trust_file_has_exactly_its_form(verifier: Any) -> None:
    vkey = LogKey("log.example/x", os.urandom(32)).verifier().vkey()
    name, number, key = vkey.split("+", 2)
    assert verifier.verifier(vkey)[0] == name
    raw = base64.b64decode(key)
    other = base64.b64encode(b"\x04" + raw[1:]).decode()
    short = base64.b64encode(raw[:-1]).decode()
    for bad in (name, f"{name}+{number}", f"{name}+00000000+{key}", f"x{vkey}", f"{name}+{number}+{other}",
                f"{name}+{number}+{short}", f"{name}+{number.upper()}+{key}x"):  # fmt: skip
        assert refused(verifier, lambda b=bad: verifier.verifier(b)), bad


def test_a_signature_by_nobody_under_the_right_name_is_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    """A stranger without the keys keeps names and key numbers and writes sixty-four bytes of his own."""
    bundle, trust = files
    for log in ("anjuan", "gongshi"):
        told = json.loads(bundle)
        note = told[log]["checkpoint"]
        head, _, blob = note.rpartition(" ")
        raw = base64.b64decode(blob)
        forged = base64.b64encode(raw[:4] + os.urandom(32) + bytes(32)).decode()
        told[log]["checkpoint"] = f"{head} {forged}\n"
        assert code(canonical(told), trust) == 1
