"""C2SP tlog-checkpoint."""

import base64

import pytest

from mingjing.tlog.checkpoints import MAX_SIZE, Checkpoint, CheckpointError, open_checkpoint
from mingjing.tlog.notes import cosign, sign_note
from tests.tlog.test_notes import LOG, OTHER, WITNESS

pytestmark = pytest.mark.pure

# The example of the specification.
SPEC = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = bytes(range(32))


def test_the_example_of_the_specification_reads_and_writes_the_same():
    checkpoint = Checkpoint.parse(SPEC)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text() == SPEC


@pytest.mark.parametrize("size", [0, 1, 255, 256, 2**40, MAX_SIZE])
def test_every_size_survives(size):
    checkpoint = Checkpoint("三门峡.example/公示", size, ROOT, ("extension", "另一行"))
    assert Checkpoint.parse(checkpoint.text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        SPEC[:-1],
        SPEC + "\n",
        "\n" + SPEC,
        SPEC.replace("20852163", "020852163"),
        SPEC.replace("20852163", "-1"),
        SPEC.replace("20852163", "+1"),
        SPEC.replace("20852163", "1.0"),
        SPEC.replace("20852163", ""),
        SPEC.replace("20852163", "１"),
        SPEC.replace("20852163", "1_000"),
        SPEC.replace("20852163", str(2**63)),
        SPEC.replace("20852163", "9" * 5000),
        SPEC.replace("q2I=", "q2J="),
        SPEC.replace("q2I=", "q2I"),
        SPEC.replace("CsUY", "CsU"),
        SPEC.replace("CsUYapGG", ""),
        SPEC.replace("example.com/behind-the-sofa", ""),
        SPEC + "extension\n\n",
        "only\n2\n",
    ],
    ids=range(21),
)
def test_anything_else_is_refused(text):
    with pytest.raises(CheckpointError):
        Checkpoint.parse(text)


def test_impossible_checkpoints_cannot_be_made():
    for arguments in (("", 1, ROOT), ("a\nb", 1, ROOT), ("a", -1, ROOT), ("a", 1, ROOT[:31]), ("a", 1, ROOT, ("",))):
        with pytest.raises(CheckpointError):
            Checkpoint(*arguments)


def test_a_signed_checkpoint_opens_for_its_own_log_only():
    checkpoint = Checkpoint(LOG.name, 5, ROOT)
    note = sign_note(checkpoint.text(), [LOG]) + cosign(checkpoint.text(), WITNESS, 1_800_000_000)
    keys = [LOG.verifier, WITNESS.verifier]
    opened, signed = open_checkpoint(note, keys, LOG.name)
    assert opened == checkpoint
    assert [s.timestamp for s in signed.signatures] == [None, 1_800_000_000]
    with pytest.raises(CheckpointError, match="another log"):
        open_checkpoint(note, keys, OTHER.name)


def test_a_witness_alone_does_not_make_a_checkpoint():
    text = Checkpoint(LOG.name, 5, ROOT).text()
    with pytest.raises(CheckpointError, match="has not signed"):
        open_checkpoint(text + "\n" + cosign(text, WITNESS, 1), [LOG.verifier, WITNESS.verifier], LOG.name)
    with pytest.raises(CheckpointError, match="has not signed"):
        open_checkpoint(sign_note(text, [OTHER]), [OTHER.verifier], LOG.name)


def test_a_signed_text_that_is_no_checkpoint_is_refused():
    with pytest.raises(CheckpointError):
        open_checkpoint(sign_note("hello\n", [LOG]), [LOG.verifier])


def test_the_root_is_in_the_one_proper_base64():
    assert Checkpoint("a", 1, ROOT).text().split("\n")[2] == base64.b64encode(ROOT).decode()
