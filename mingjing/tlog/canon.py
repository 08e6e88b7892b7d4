"""Canonical JSON: RFC 8785 restricted to what needs no judgement.

Allowed: null, true, false, integers with |n| < 2**53, strings of valid Unicode, lists, objects with ASCII keys.
Floats never: money is integer 分, times are integer milliseconds. So equal values have exactly one encoding, and
``parse`` accepts exactly the bytes that ``canonical`` writes.
"""

from __future__ import annotations

import json
from typing import Any

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 100


class CanonError(ValueError):
    """The value has no canonical form, or the bytes are not it."""


def canonical(value: Any) -> bytes:
    """The RFC 8785 encoding of ``value``. Raises CanonError for floats, tuples, non-ASCII keys, huge integers."""
    _check(value, 0)
    # With ASCII keys, Python's order of str is RFC 8785's order of UTF-16 units; escapes are the same minimal set.
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonError("string holds a lone surrogate") from error


def parse(data: bytes) -> Any:
    """Decode canonical bytes. Raises CanonError for anything that ``canonical`` would not have written."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
    except CanonError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonError(f"not JSON: {error}") from error
    if canonical(value) != data:
        raise CanonError("not in canonical form")
    return value


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise CanonError("nested too deeply")
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise CanonError("integer is outside ±(2**53 - 1)")
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise CanonError("keys must be ASCII strings")
            _check(item, depth + 1)
    else:
        raise CanonError(f"{type(value).__name__} has no canonical form here")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise CanonError("duplicate key")
    return result


def _no_float(text: str) -> Any:
    raise CanonError(f"not an integer: {text[:40]}")
