"""Random edits of a bundle: of its bytes, and of its values in canonical form."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from mingjing.tlog.canon import canonical

Path = tuple[Any, ...]


def changed_bytes(seed: int, data: bytes, stride: int = 1) -> Iterator[bytes]:
    """The same bytes with one changed, at every ``stride``-th place in turn."""
    rng = random.Random(seed)
    for at in range(0, len(data), stride):
        other = rng.choice([b for b in range(256) if b != data[at]])
        yield data[:at] + bytes([other]) + data[at + 1 :]


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


def edited(rng: random.Random, bundle: bytes, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` edits of values, each written anew in canonical form: what was done, and the file."""
    places = _walk(json.loads(bundle))
    for n in range(count):
        value = json.loads(bundle)
        path = rng.choice(places)
        holder, key = _at(value, path[:-1]), path[-1]
        match rng.randrange(3):
            case 0:
                holder[key] = _forged(rng, holder[key])
            case 1:
                del holder[key]
            case _:
                other = rng.choice(places)
                if other[: len(path)] == path or path[: len(other)] == other:
                    continue
                theirs = _at(value, other[:-1])
                holder[key], theirs[other[-1]] = theirs[other[-1]], holder[key]
        changed = canonical(value)
        if changed != bundle:
            yield f"edit {n} at {path}", changed


def _walk(value: Any, path: Path = ()) -> list[Path]:
    """Every place of a value inside the bundle."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += _walk(inner, (*path, key))
    return found


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _forged(rng: random.Random, value: Any) -> Any:
    """Another value of the same type, or one that Python takes for equal."""
    if isinstance(value, str):
        i = rng.randrange(len(value)) if value else 0
        return value[:i] + rng.choice("0aA一 ") + value[i + 1 :]
    if isinstance(value, int):
        return rng.choice([value + 1, value - 1] + [bool(value)] * (value in (0, 1)))
    return list(reversed(value)) if isinstance(value, list) and len(value) > 1 else None
