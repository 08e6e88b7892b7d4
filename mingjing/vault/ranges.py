"""The Range and If-Range headers of RFC 9110 §14, single byte ranges only, for files that never change."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=\s*(?:(\d{1,19})-(\d{0,19})|-(\d{1,19}))\s*", re.ASCII | re.IGNORECASE)


class Unsatisfiable(ValueError):
    """The range lies wholly outside the file: 416."""


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """(first, last) byte asked for, both included, cut to the file; None when the whole file should be sent.

    A malformed header and one of several ranges are ignored, as §14.2 allows. Raises Unsatisfiable.
    """
    match = _ONE.fullmatch(header) if header else None
    if match is None:
        return None
    if match[3] is not None:  # the last n bytes
        length = min(int(match[3]), size)
        if length == 0:
            raise Unsatisfiable
        return size - length, size - 1
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, min(last, size - 1)


def holds(if_range: str | None, etag: str) -> bool:
    """May the range be used? Only a strong tag that is equal; a date never matches, since we send no Last-Modified."""
    return if_range is None or if_range.strip() == etag


def matches(if_none_match: str | None, etag: str) -> bool:
    """Does If-None-Match name this file (weak comparison, §13.1.2)?"""
    tags = [t.strip().removeprefix("W/") for t in (if_none_match or "").split(",")]
    return etag in tags or tags == ["*"]
