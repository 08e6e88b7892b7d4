"""The offline check of a real bundle: it holds, and no changed byte and no rearranged content is ever accepted."""

from __future__ import annotations

import contextlib
import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingjing.tlog.canon import canonical
from tests.disclosure.checking import SCRIPT, code, files, verifier

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


def test_the_vectors_of_others_are_answered_the_same(verifier: Any) -> None:
    folder = Path(__file__).resolve().parents[1] / "vectors" / "merkle"
    ran, wrong = verifier.vectors(folder)
    assert ran > 100 and wrong == []


@pytest.mark.clause("D1.5")
def test_every_changed_byte_of_the_bundle_is_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool
) -> None:
    bundle, trust = files
    assert code(bundle, trust) == 0
    rng = random.Random(SEED)
    places = range(len(bundle)) if long else range(0, len(bundle), STRIDE)
    accepted = []
    for at in places:
        other = rng.choice([b for b in range(256) if b != bundle[at]])
        if code(bundle[:at] + bytes([other]) + bundle[at + 1 :], trust) != 1:
            accepted.append((at, other))
    assert accepted == []


def test_every_changed_byte_of_the_trust_file_is_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    bundle, trust = files
    rng = random.Random(SEED)
    for at in range(len(trust)):
        other = rng.choice([b for b in range(256) if b != trust[at]])
        assert code(bundle, trust[:at] + bytes([other]) + trust[at + 1 :]) == 1, (at, other)


def mangled(rng: random.Random, data: bytes) -> bytes:
    """One random edit: a few bytes changed, taken out, put in, doubled, or swapped with others."""
    at, size = rng.randrange(len(data)), rng.choice((1, 1, 2, 8, 64, 500))
    piece, rest = data[at : at + size], data[at + size :]
    match rng.randrange(6):
        case 0:
            new = bytes(rng.randrange(256) for _ in piece)
        case 1:
            new = b""
        case 2:
            new = piece + bytes(rng.randrange(256) for _ in range(size))
        case 3:
            new = piece + piece
        case 4:
            there = rng.randrange(len(data))
            new = data[there : there + len(piece)]
        case _:
            return data[:at]
    return data[:at] + new + rest


def test_random_edits_are_refused(files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool) -> None:
    bundle, trust = files
    rng = random.Random(SEED)
    for n in range(LONG_MUTATIONS if long else MUTATIONS):
        changed = mangled(rng, bundle)
        if changed != bundle:
            assert code(changed, trust) == 1, f"edit {n} of seed {SEED} was accepted"


def walk(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a value inside the bundle."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += walk(inner, (*path, key))
    return found


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def forged(rng: random.Random, value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, str):
        i = rng.randrange(len(value)) if value else 0
        return value[:i] + rng.choice("0aA一 ") + value[i + 1 :]
    if isinstance(value, int):
        return value + rng.choice((-1, 1))
    return list(reversed(value)) if isinstance(value, list) and len(value) > 1 else None


def test_edits_that_stay_canonical_are_refused(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int], long: bool
) -> None:
    """What a forger would do: change, drop or exchange values and write the file anew in its canonical form."""
    bundle, trust = files
    rng = random.Random(SEED)
    places = walk(json.loads(bundle))
    for n in range(LONG_MUTATIONS if long else MUTATIONS):
        value = json.loads(bundle)
        path = rng.choice(places)
        holder, key = at(value, path[:-1]), path[-1]
        match rng.randrange(3):
            case 0:
                holder[key] = forged(rng, holder[key])
            case 1:
                del holder[key]
            case _:
                other = rng.choice(places)
                if other[: len(path)] == path or path[: len(other)] == other:
                    continue
                theirs = at(value, other[:-1])
                holder[key], theirs[other[-1]] = theirs[other[-1]], holder[key]
        changed = canonical(value)
        if changed != bundle:
            assert code(changed, trust) == 1, f"edit {n} at {path} was accepted"


def test_each_lie_one_could_tell_is_refused(files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]) -> None:
    bundle, trust = files
    told = json.loads(bundle)
    shown = next(u for u in told["units"] if u["class"] == "public")
    hidden = next(u for u in told["units"] if u["class"] != "public")

    def lie(change: Callable[[Any], None]) -> int:
        value = json.loads(bundle)
        change(value)
        return code(canonical(value), trust)

    def unit(value: Any, path: str) -> Any:
        return next(u for u in value["units"] if u["path"] == path)

    def hide(value: Any) -> None:
        u = unit(value, shown["path"])
        u["class"] = "personal"
        del u["value"], u["salt"]

    lies: list[Callable[[Any], None]] = [
        hide,
        lambda v: unit(v, hidden["path"]).update({"class": "minor"}),
        lambda v: unit(v, hidden["path"]).update({"class": "public", "value": "张三", "salt": "00" * 32}),
        lambda v: unit(v, shown["path"]).update(value=shown["value"] + "，"),
        lambda v: v["units"].pop(),
        lambda v: v["units"].append(dict(hidden)),
        lambda v: v["units"].reverse(),
        lambda v: v["issue"].update(number="三交处罚〔2026〕99号"),
        lambda v: v["issue"].update(organ="三门峡市水利局"),
        lambda v: v["issue"].update(date="2026-01-01"),
        lambda v: v["anjuan"]["entries"].pop(0),
        lambda v: v["gongshi"]["entries"].pop(0),
        lambda v: v["anjuan"].update(checkpoint=v["gongshi"]["checkpoint"]),
        lambda v: v.update(gongshi=v["anjuan"]),
        lambda v: v["anjuan"]["entries"][0].update(index=v["anjuan"]["entries"][0]["index"] + 1),
        lambda v: v["anjuan"]["entries"][0]["proof"].append(v["anjuan"]["entries"][0]["proof"][0]),
        lambda v: v.update(note="可信"),
        lambda v: v.update(v=2),
    ]
    assert [lie(change) for change in lies] == [1] * len(lies)
    assert lie(lambda v: None) == 0


def test_a_bundle_of_another_platform_is_not_trusted(
    files: tuple[bytes, bytes], code: Callable[[bytes, bytes], int]
) -> None:
    bundle, trust = files
    keys = json.loads(trust)
    exchanged = canonical({**keys, "keys": {"anjuan": keys["keys"]["gongshi"], "gongshi": keys["keys"]["anjuan"]}})
    assert code(bundle, exchanged) == 1
    assert code(bundle, canonical({**keys, "keys": {"anjuan": [], "gongshi": []}})) == 1
    assert code(trust, bundle) == 1 and code(b"", trust) == 1 and code(bundle, b"") == 1


def test_a_file_that_is_not_there_is_a_usage_error(verifier: Any, tmp_path: Path) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        assert verifier.main([str(tmp_path / "no.json"), str(tmp_path / "no.json")]) == 2
        assert verifier.main([]) == 2
