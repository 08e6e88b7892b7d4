"""``python -m mingjing.tlog verify …`` as a stranger runs it: another process, no Django."""

import base64
import subprocess
import sys

import pytest

from mingjing.tlog.checkpoints import Checkpoint
from mingjing.tlog.hashing import Frontier, leaf_hash
from mingjing.tlog.notes import cosign, sign_note
from mingjing.tlog.proofs import consistency, inclusion
from mingjing.tlog.tiles import encode_entries, new_bundles, new_tiles, tile_data
from tests.tlog import trees
from tests.tlog.test_notes import LOG, OTHER, WITNESS

pytestmark = pytest.mark.pure


def verify(*arguments):
    command = [sys.executable, "-I", "-c", RUN, "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONUTF8": "1"}, check=False)


# -I: nothing of the environment; the one path is added by hand; Django may not even be importable.
RUN = f"""
import sys
sys.path[:0] = [{str(__file__.rsplit("/tests/", 1)[0])!r}]
sys.modules["django"] = sys.modules["cryptography"] = None
from mingjing.tlog.__main__ import main
sys.exit(main())
"""


def b64(data):
    return base64.b64encode(data).decode()


def test_an_entry_is_shown_to_be_in_the_log(tmp_path):
    (tmp_path / "entry").write_bytes(trees.body(5))
    proof = [b64(h) for h in inclusion(5, 11, trees.node)]
    arguments = ["inclusion", "--index", 5, "--size", 11, "--root", b64(trees.mth(0, 11)), "--proof", *proof]
    done = verify(*arguments, "--entry", tmp_path / "entry")
    assert (done.returncode, done.stdout) == (0, "通过：第 5 条在 11 条的日志中\n")
    assert verify(*arguments, "--leaf", b64(leaf_hash(trees.body(5)))).returncode == 0
    done = verify(*arguments, "--leaf", b64(leaf_hash(trees.body(6))))
    assert (done.returncode, done.stdout[:4]) == (1, "不通过：")
    assert verify(*arguments, "--entry", tmp_path / "missing").returncode == 2
    assert verify(*arguments, "--leaf", "???").returncode == 2


def test_growth_is_shown():
    def ask(root):
        sizes = ["--old-size", 6, "--new-size", 11, "--old-root", b64(root), "--new-root", b64(trees.mth(0, 11))]
        return verify("consistency", *sizes, "--proof", *[b64(h) for h in consistency(6, 11, trees.node)])

    assert ask(trees.mth(0, 6)).returncode == 0
    assert ask(trees.mth(0, 7)).returncode == 1


def test_a_note_names_its_signers(tmp_path):
    text = Checkpoint(LOG.name, 6, trees.mth(0, 6)).text()
    (tmp_path / "note").write_text(sign_note(text, [LOG]) + cosign(text, WITNESS, 7))
    keys = ["--key", LOG.verifier.vkey(), "--key", WITNESS.verifier.vkey()]
    done = verify("note", tmp_path / "note", *keys)
    assert done.returncode == 0
    assert LOG.name in done.stdout
    assert "见证" in done.stdout
    assert verify("note", tmp_path / "note", *keys[:2]).returncode == 1
    assert verify("note", tmp_path / "note", *keys[:2], "--lenient").returncode == 0
    assert verify("note", tmp_path / "note", "--key", OTHER.verifier.vkey()).returncode == 1


@pytest.fixture
def mirror(tmp_path):
    """A mirrored log of 300 entries."""
    frontier, nodes = Frontier(), {}
    for body in trees.bodies(300):
        nodes.update({(level, i): digest for level, i, digest in frontier.append(leaf_hash(body))})
    for tile in new_tiles(0, 300):
        put(tmp_path / tile.path, tile_data(tile, lambda level, i: nodes[level, i]))
    for tile in new_bundles(0, 300):
        put(tmp_path / tile.path, encode_entries(trees.bodies(300)[tile.index * 256 :][: tile.width]))
    note = sign_note(Checkpoint(LOG.name, 300, frontier.root()).text(), [LOG])
    put(tmp_path / "checkpoint", note.encode())
    return tmp_path


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_a_mirrored_log_is_recomputed_from_its_entries(mirror):
    done = verify("log", mirror, "--key", LOG.verifier.vkey(), "--origin", LOG.name)
    assert done.returncode == 0, done
    assert "共 300 条" in done.stdout
    assert verify("log", mirror, "--key", LOG.verifier.vkey(), "--origin", OTHER.name).returncode == 1


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"])
def test_one_flipped_bit_anywhere_in_a_mirror_is_found(mirror, path):
    data = bytearray((mirror / path).read_bytes())
    data[-1] ^= 1
    (mirror / path).write_bytes(data)
    assert verify("log", mirror, "--key", LOG.verifier.vkey()).returncode == 1


def test_a_missing_file_in_a_mirror_is_not_passed_over(mirror):
    (mirror / "tile/0/000").unlink()
    assert verify("log", mirror, "--key", LOG.verifier.vkey()).returncode == 2
