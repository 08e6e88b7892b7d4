"""The offline check of a real bundle: it holds, and no changed byte, no rearranged content and no lie is accepted."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.disclosure import lying, made
from tests.disclosure.checking import SCRIPT, code, files, refusal, verifier
from tests.disclosure.edits import changed_bytes, edited, mangled
from tests.disclosure.lying import Operator

__all__ = ["code", "files", "verifier"]
STRIDE, MUTATIONS, LONG_MUTATIONS, SEED = 97, 300, 10_000, 20261123


@pytest.mark.clause("D1.5")
def test_a_stranger_checks_it_offline_with_nothing_but_python(files: tuple[bytes, bytes], tmp_path: Path) -> None:
    for name, data in zip(("bundle.json", "trust.json"), files, strict=True):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "verify_decision.py").write_bytes(SCRIPT.read_bytes())
    command = [sys.executable, "-I", "-S", "verify_decision.py", "bundle.json", "trust.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 0, done.stderr
    assert "核验通过" in done.stdout and "个人信息 6 段" in done.stdout and "（已隐去）" in done.stdout
    damaged = bytearray(files[0])
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "bundle.json").write_bytes(bytes(damaged))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 1 and "核验不通过" in done.stderr and not done.stdout


def shape(bundle: bytes) -> dict[str, Any]:
    """What a bundle consists of, values apart: members, entries by type, what each entry says, units by class."""
    told = json.loads(bundle)
    found: dict[str, Any] = {"bundle": set(told), "issue": set(told["issue"])}
    found |= {unit.get("class", "") == "public": set(unit) for unit in told["units"]}
    for log in ("anjuan", "gongshi"):
        for row in told[log]["entries"]:
            entry = json.loads(base64.b64decode(row["body"]))
            found[entry["type"]] = set(entry), set(entry["data"]) - {"clock_regressed_ms"}, set(row)
    return found


def test_what_is_made_without_a_database_has_the_shape_of_what_is_real(files: tuple[bytes, bytes]) -> None:
    """The other tests of the script take bundles made of keys and words: they must not drift from the platform."""
    assert shape(made.bundle(reviewed=True, public=True)[0]) == shape(files[0])


@pytest.mark.clause("D1.5")
def test_every_changed_byte_of_the_bundle_is_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool
) -> None:
    bundle, trust = files
    assert code(bundle, trust) == 0
    changed = enumerate(changed_bytes(SEED, bundle, 1 if long else STRIDE))
    assert [n for n, other in changed if code(other, trust) != 1] == []


def test_every_changed_byte_of_the_trust_file_is_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    bundle, trust = files
    assert [n for n, other in enumerate(changed_bytes(SEED, trust)) if code(bundle, other) != 1] == []


def test_random_edits_are_refused(files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool) -> None:
    bundle, trust = files
    rng = random.Random(SEED)
    for n in range(LONG_MUTATIONS if long else MUTATIONS):
        changed = mangled(rng, bundle)
        if changed != bundle:
            assert code(changed, trust) == 1, f"edit {n} of seed {SEED} was accepted"


def test_edits_that_stay_canonical_are_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool
) -> None:
    """What a forger would do: change, drop or exchange values and write the file anew in its canonical form."""
    bundle, trust = files
    for what, changed in edited(random.Random(SEED), bundle, LONG_MUTATIONS if long else MUTATIONS):
        assert code(changed, trust) == 1, f"{what} was accepted"


def test_no_lie_of_the_operator_passes(files: tuple[bytes, bytes], verifier: Any) -> None:
    assert refusal(verifier, *Operator(files[0]).bundle()) == ""
    passed = []
    for name, lie in lying.about(reviewed=True, public=True).items():
        operator = Operator(files[0])
        lie(operator)
        if not refusal(verifier, *operator.bundle()):
            passed.append(name)
    assert passed == []
