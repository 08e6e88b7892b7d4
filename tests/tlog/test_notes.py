"""C2SP signed-note and tlog-cosignature."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.tlog.notes import (
    COSIGNATURE_V1,
    ED25519,
    NoteError,
    Verifier,
    cosign,
    cosigned_message,
    key_id,
    open_note,
    sign_note,
    signature_line,
    split_note,
)

pytestmark = pytest.mark.pure

# The example of golang.org/x/mod/sumdb/note, and the verifier key of Go's checksum database.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SUM_DB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
TEXT = "sanmenxia.example/gongshi\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"


class Key:
    """A signer as the caller injects it."""

    def __init__(self, name, seed, algorithm=ED25519):
        self.secret = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.name = name
        self.verifier = Verifier(name, self.secret.public_key().public_bytes_raw(), algorithm)
        self.key_id = self.verifier.key_id

    def sign(self, message):
        return self.secret.sign(message)


LOG, OTHER = Key("sanmenxia.example/gongshi", 1), Key("other.example/log", 2)
WITNESS = Key("witness.example/w1", 3, COSIGNATURE_V1)


def test_the_note_of_the_go_project_opens():
    note = open_note(PETER_TEXT + "\n" + PETER_LINE, [Verifier.parse(PETER)])
    assert note.text == PETER_TEXT
    assert [s.name for s in note.signatures] == ["PeterNeumann"]


@pytest.mark.parametrize("vkey", [PETER, SUM_DB, LOG.verifier.vkey(), WITNESS.verifier.vkey()])
def test_a_verifier_key_reads_and_writes_the_same(vkey):
    assert Verifier.parse(vkey).vkey() == vkey


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "PeterNeumann",
        PETER[:-1],
        PETER + " ",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER.replace("c74f20a3", "c74f20a"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER.replace("PeterNeumann", ""),
        PETER.replace("ARpc", "Arpc"),
        PETER.replace("10TW", "10TX"),
        PETER.replace("+c74f20a3+", "+c74f20a3"),
        PETER.replace("PeterNeumann", "Peter\u3000"),
        f"x+{key_id('x', 2, bytes(32)).hex()}+" + base64.b64encode(b"\2" + bytes(32)).decode(),
        f"x+{key_id('x', 1, bytes(31)).hex()}+" + base64.b64encode(b"\1" + bytes(31)).decode(),
        f"x+{key_id('x', 1, b'').hex()}+",
    ],
)
def test_a_malformed_verifier_key_is_refused(vkey):
    with pytest.raises(NoteError):
        Verifier.parse(vkey)


def test_what_is_signed_opens_with_every_signature_in_order():
    note = sign_note(TEXT, [LOG, OTHER])
    opened = open_note(note, [OTHER.verifier, LOG.verifier])
    assert opened.text == TEXT
    assert [(s.name, s.timestamp) for s in opened.signatures] == [(LOG.name, None), (OTHER.name, None)]
    assert open_note(note.encode(), [OTHER.verifier, LOG.verifier]) == opened


def test_a_text_may_hold_blank_lines():
    text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    assert open_note(sign_note(text, [LOG]), [LOG.verifier]).text == text


def test_every_changed_byte_of_a_strictly_opened_note_is_refused():
    data = sign_note(TEXT, [LOG]).encode()
    for at in range(len(data)):
        for flip in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[at] ^= flip
            with pytest.raises(NoteError):
                open_note(bytes(changed), [LOG.verifier])


def test_every_shortened_or_lengthened_note_is_refused():
    data = sign_note(TEXT, [LOG]).encode()
    for at in range(len(data)):
        with pytest.raises(NoteError):
            open_note(data[:at], [LOG.verifier])
    for extra in (b"\n", b" ", b"x", b"\n\n"):
        for wrong in (data + extra, extra + data):
            with pytest.raises(NoteError):
                open_note(wrong, [LOG.verifier])


def test_an_unknown_key_is_refused_strictly_and_ignored_otherwise():
    note = sign_note(TEXT, [LOG, OTHER])
    with pytest.raises(NoteError, match="unknown key"):
        open_note(note, [LOG.verifier])
    assert [s.name for s in open_note(note, [LOG.verifier], strict=False).signatures] == [LOG.name]
    with pytest.raises(NoteError, match="no signature"):
        open_note(sign_note(TEXT, [OTHER]), [LOG.verifier], strict=False)


def test_the_same_name_with_another_key_is_unknown():
    impostor = Key(LOG.name, 9)
    with pytest.raises(NoteError, match="no signature"):
        open_note(sign_note(TEXT, [impostor]), [LOG.verifier], strict=False)


def test_a_false_signature_of_a_known_key_is_refused_even_beside_a_good_one():
    false = signature_line(LOG.name, LOG.key_id, OTHER.sign(TEXT.encode()))
    for strict in (True, False):
        with pytest.raises(NoteError, match="false signature"):
            open_note(sign_note(TEXT, [OTHER]) + false, [LOG.verifier, OTHER.verifier], strict)


def test_a_repeated_line_is_refused_strictly_and_counted_once_otherwise():
    note = sign_note(TEXT, [LOG, LOG])
    with pytest.raises(NoteError, match="repeated"):
        open_note(note, [LOG.verifier])
    assert len(open_note(note, [LOG.verifier], strict=False).signatures) == 1


def test_a_witness_signs_the_time_and_the_whole_text():
    assert cosigned_message(TEXT, 1679315147) == b"cosignature/v1\ntime 1679315147\n" + TEXT.encode()
    note = sign_note(TEXT, [LOG]) + cosign(TEXT, WITNESS, 1679315147)
    signatures = open_note(note, [LOG.verifier, WITNESS.verifier]).signatures
    assert [(s.name, s.timestamp) for s in signatures] == [(LOG.name, None), (WITNESS.name, 1679315147)]


def test_a_cosignature_with_another_time_is_refused():
    line = cosign(TEXT, WITNESS, 1679315147)
    (_, key, blob), *_ = split_note(TEXT + "\n" + line)[1]
    moved = signature_line(WITNESS.name, key, (1679315148).to_bytes(8, "big") + blob[8:])
    for wrong in (moved, signature_line(WITNESS.name, key, blob[8:]), signature_line(WITNESS.name, key, blob + b"\0")):
        with pytest.raises(NoteError, match="false signature"):
            open_note(TEXT + "\n" + wrong, [WITNESS.verifier])


def test_a_cosignature_time_has_63_bits():
    with pytest.raises(NoteError):
        cosign(TEXT, WITNESS, 2**63)
    blob = (2**63).to_bytes(8, "big") + WITNESS.sign(cosigned_message(TEXT, 2**63))
    with pytest.raises(NoteError, match="false signature"):
        open_note(TEXT + "\n" + signature_line(WITNESS.name, WITNESS.key_id, blob), [WITNESS.verifier])


def test_an_ordinary_key_and_a_witness_key_are_never_confused():
    same = Key(WITNESS.name, 3, ED25519)
    assert same.key_id != WITNESS.key_id
    with pytest.raises(NoteError):
        open_note(sign_note(TEXT, [same]), [WITNESS.verifier])


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n", "cr\r\n", "nul\0\n"])
def test_a_text_that_is_no_note_text_is_not_signed(text):
    with pytest.raises(NoteError):
        sign_note(text, [LOG])


def test_a_note_needs_a_signer_and_a_proper_name():
    with pytest.raises(NoteError):
        sign_note(TEXT, [])
    for name in ("", "a b", "a+b", "a\u2003b", "a\nb", "a\x00b"):
        with pytest.raises(NoteError):
            Verifier(name, bytes(32))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        TEXT,
        TEXT + "\n",
        TEXT + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace("— ", "- "),
        TEXT + "\n" + PETER_LINE.replace("— ", "—"),
        TEXT + "\n— x\n",
        TEXT + "\n— x AAAA\n",
        TEXT + "\n" + PETER_LINE[:-1],
        TEXT + "\n" + PETER_LINE.replace("AM=", "AN="),
        TEXT + "\n" + PETER_LINE * 101,
        "x" * 1_000_001,
        "\ud800\n\n" + PETER_LINE,
    ],
    ids=range(14),
)
def test_a_malformed_note_is_refused(note):
    with pytest.raises(NoteError):
        split_note(note)


def test_sixteen_signatures_are_accepted():
    keys = [Key(f"key{i}.example", i + 1) for i in range(16)]
    assert len(open_note(sign_note(TEXT, keys), [k.verifier for k in keys]).signatures) == 16


def test_two_verifiers_under_one_name_and_id_are_refused():
    with pytest.raises(NoteError, match="share"):
        open_note(sign_note(TEXT, [LOG]), [LOG.verifier, LOG.verifier])


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]) | st.just("\n")))
def test_any_text_survives_signing_and_opening(body):
    text = body + "\n"
    assert open_note(sign_note(text, [LOG]), [LOG.verifier]).text == text
