"""A stranger without the keys changes files: nothing he can write is accepted, in any of the four forms."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mingjing.tlog.canon import canonical
from tests.disclosure import made
from tests.disclosure.checking import SCRIPT, code, refusal, verifier
from tests.disclosure.edits import changed_bytes, edited

__all__ = ["code", "verifier"]
pytestmark = pytest.mark.pure
SEED, STRIDE, EDITS, LONG_EDITS = 20261124, 11, 400, 20_000


@pytest.fixture(params=made.FORMS)
def files(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """Bundle and trust file of one form."""
    reviewed, public = made.FORMS[request.param]
    return made.bundle(reviewed=reviewed, public=public)


def ran(folder: Path, *files: bytes, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The script as anyone runs it, in a folder of its own."""
    for name, data in zip(("bundle.json", "trust.json"), files, strict=True):
        (folder / name).write_bytes(data)
    command = [sys.executable, "-S", str(SCRIPT), "bundle.json", "trust.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env or {})


def test_the_command_answers_with_its_exit_code(files: tuple[bytes, bytes], tmp_path: Path) -> None:
    bundle, trust = files
    done = ran(tmp_path, bundle, trust)
    assert done.returncode == 0 and "核验通过" in done.stdout and not done.stderr
    done = ran(tmp_path, bundle.replace("决定\\n如下".encode(), "决定\\n加重".encode()), trust)
    assert done.returncode == 1 and done.stderr == "核验不通过：文字与决定不符：b04.u01\n" and not done.stdout
    assert ran(tmp_path, b"{}", trust).returncode == 1


def test_a_screen_that_cannot_show_a_letter_changes_no_verdict(tmp_path: Path) -> None:
    files = made.bundle(reviewed=True, public=True)
    done = ran(tmp_path, *files, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and "?" in done.stdout


def test_what_is_withheld_is_shown_as_one_blank_and_counted(verifier: Any) -> None:
    told = verifier.check(*made.bundle(reviewed=False, public=True)).split("\n")
    assert told[:6] == [
        made.ISSUE["organ"], made.ISSUE["number"], "准予许可决定书", f"申请人：邓{verifier.BLANK}",
        f"与{verifier.BLANK}", "“本机关”决定",
    ]  # fmt: skip
    assert told[-5:-1] == [
        "核验通过：公示的文字就是作出的决定，未被改动。",
        "本决定依法不需要法制审核（准予许可决定）。",
        "内部日志 6 条，决定第 3 条，批准公示第 4 条；公示日志 3 条。",
        "隐去：个人信息 2 段，第三人信息 1 段",
    ]


def test_the_party_s_copy_shows_everything_and_says_what_it_is(verifier: Any) -> None:
    told = verifier.check(*made.bundle(reviewed=True, public=False))
    assert "申请人：邓某某，电话0398\n与岳某\n" in told and "隐去" not in told
    assert "核验通过：这份全文就是经法制审核（同意）后作出的决定，未被改动。" in told
    assert "不是公示件，也不证明这份决定已经公示" in told


def test_every_changed_byte_is_refused(verifier: Any, files: tuple[bytes, bytes], long: bool) -> None:
    bundle, trust = files
    stride = 1 if long else STRIDE
    assert [o for o in changed_bytes(SEED, bundle, stride) if not refusal(verifier, o, trust)] == []
    assert [o for o in changed_bytes(SEED, trust, stride) if not refusal(verifier, bundle, o)] == []


def test_edits_that_stay_canonical_are_refused(verifier: Any, files: tuple[bytes, bytes], long: bool) -> None:
    """What a forger would do: change, drop or exchange values and write the file anew in its canonical form."""
    bundle, trust = files
    for what, other in edited(random.Random(SEED), bundle, LONG_EDITS if long else EDITS):
        assert refusal(verifier, other, trust), f"{what} was accepted"


def forgeries(told: Any) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """What a stranger could try by hand."""
    shown = next(n for n, u in enumerate(told["units"]) if len(u.get("value", "")) > 1)
    first = told["units"][shown]
    yield "the version is true", lambda v: v.update(v=True)
    yield "another version", lambda v: v.update(v=2)
    yield "another kind of file", lambda v: v.update(kind="mingjing.receipt")
    other = {"mingjing.decision": "mingjing.served", "mingjing.served": "mingjing.decision"}[told["kind"]]
    yield "the other form", lambda v: v.update(kind=other)
    yield "a remark", lambda v: v.update(note="可信")
    yield "the words", lambda v: v["units"][shown].update(value=first["value"] + "，")
    yield (
        "a letter moved into the salt",
        lambda v: v["units"][shown].update(
            salt=first["salt"] + first["value"][0].encode().hex(), value=first["value"][1:]
        ),
    )
    yield "a salt in capitals", lambda v: v["units"][shown].update(salt=first["salt"].upper())
    yield "the units in another order", lambda v: v["units"].reverse()
    yield "a unit less", lambda v: v["units"].pop()
    yield "a unit twice", lambda v: v["units"].append(dict(v["units"][-1]))
    for log in ("anjuan", "gongshi"):
        note = told[log]["checkpoint"]
        yield (
            f"{log}: a signature twice",
            lambda v, k=log: v[k].update(checkpoint=v[k]["checkpoint"] + v[k]["checkpoint"].split("\n\n")[1]),
        )
        head, _, blob = note.rpartition(" ")
        raw = base64.b64decode(blob)
        forged = f"{head} {base64.b64encode(raw[:4] + os.urandom(32) + bytes(32)).decode()}\n"
        yield f"{log}: sixty-four bytes of his own", lambda v, k=log, f=forged: v[k].update(checkpoint=f)
        yield f"{log}: an entry less", lambda v, k=log: v[k]["entries"].pop(0)
        yield f"{log}: an entry twice", lambda v, k=log: v[k]["entries"].append(v[k]["entries"][-1])
        yield (
            f"{log}: a step of a proof more",
            lambda v, k=log: v[k]["entries"][0]["proof"].append(v[k]["entries"][0]["proof"][0]),
        )
        yield f"{log}: another place", lambda v, k=log: v[k]["entries"][0].update(index=v[k]["entries"][0]["index"] + 1)
        for n, row in enumerate(told[log]["entries"]):
            if row["index"] in (0, 1):
                yield (
                    f"{log}: a place that is not a number",
                    lambda v, k=log, i=n, r=row: v[k]["entries"][i].update(index=bool(r["index"])),
                )
        if len(told[log]["entries"]) > 1:
            yield f"{log}: entries in another order", lambda v, k=log: v[k]["entries"].reverse()
    yield "one log for both", lambda v: v.update(gongshi=v["anjuan"])


def test_each_forgery_is_refused(verifier: Any, files: tuple[bytes, bytes]) -> None:
    bundle, trust = files
    accepted = []
    for name, forge in forgeries(json.loads(bundle)):
        value = json.loads(bundle)
        forge(value)
        if not refusal(verifier, canonical(value), trust):
            accepted.append(name)
    assert accepted == []


def test_what_a_published_bundle_withholds_no_other_form_brings_out(verifier: Any) -> None:
    """Renamed to the party's own copy it is refused, and neither words nor salt of what it withholds are in it."""
    bundle, trust = made.bundle(reviewed=True, public=True)
    told = json.loads(bundle)
    for unit, given in zip(told["units"], made.UNITS, strict=True):
        assert ("value" in unit, "salt" in unit) == (given.klass == "public",) * 2
        assert given.klass == "public" or given.value.encode() not in bundle
    told["kind"] = "mingjing.served"
    for unit in told["units"]:
        del unit["class"]
    assert refusal(verifier, canonical(told), trust)


def test_another_trust_file_is_refused(verifier: Any, files: tuple[bytes, bytes]) -> None:
    bundle, trust = files
    keys = json.loads(trust)
    anjuan, gongshi = keys["keys"]["anjuan"], keys["keys"]["gongshi"]
    for changed in (
        {**keys, "keys": {"anjuan": gongshi, "gongshi": anjuan}},
        {**keys, "keys": {"anjuan": [], "gongshi": []}},
        {**keys, "v": True},
        {**keys, "v": 2},
        {**keys, "note": "可信"},
    ):
        assert refusal(verifier, bundle, canonical(changed)), changed
    assert refusal(verifier, trust, bundle) and refusal(verifier, b"", trust) and refusal(verifier, bundle, b"")


def test_what_cannot_be_read_is_a_usage_error(verifier: Any, tmp_path: Path) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        assert verifier.main([str(tmp_path / "no.json"), str(tmp_path / "no.json")]) == 2
        assert verifier.main([]) == 2


def test_vectors_that_are_not_there_or_not_met_are_an_error(verifier: Any, tmp_path: Path) -> None:
    vectors = SCRIPT.parent / "tests" / "vectors" / "merkle" / "inclusion" / "single-entry"
    one = json.loads(next(vectors.glob("*.json")).read_text())
    with contextlib.redirect_stdout(io.StringIO()):
        assert verifier.main(["--vectors", str(vectors)]) == 0
        assert verifier.main(["--vectors", str(tmp_path)]) == 1
        (tmp_path / "one.json").write_text(json.dumps({**one, "wantErr": not one["wantErr"]}))
        assert verifier.main(["--vectors", str(tmp_path)]) == 1
