"""RFC 9110 §14 for files that never change."""

from __future__ import annotations

import pytest

from mingjing.vault.ranges import Unsatisfiable, holds, matches, wanted

pytestmark = pytest.mark.pure

ETAG = '"' + "a" * 64 + '"'


@pytest.mark.parametrize(
    ("header", "size", "expected"),
    [
        (None, 10, None),
        ("", 10, None),
        ("bytes=0-0", 10, (0, 0)),
        ("bytes=0-9", 10, (0, 9)),
        ("bytes=0-", 10, (0, 9)),
        ("bytes=3-", 10, (3, 9)),
        ("bytes=9-9", 10, (9, 9)),
        ("bytes=3-99", 10, (3, 9)),
        ("bytes=3-9999999999999999999", 10, (3, 9)),
        ("bytes=-1", 10, (9, 9)),
        ("bytes=-10", 10, (0, 9)),
        ("bytes=-99", 10, (0, 9)),
        ("Bytes=1-2", 10, (1, 2)),
        ("bytes= 1-2 ", 10, (1, 2)),
        ("bytes=2-1", 10, None),
        ("bytes=-", 10, None),
        ("bytes=", 10, None),
        ("bytes=a-b", 10, None),
        ("bytes=1-2,4-5", 10, None),
        ("bytes=1-2,", 10, None),
        ("bytes=--1", 10, None),
        ("bytes=+1-2", 10, None),
        ("bytes=1 -2", 10, None),
        ("bytes=0x1-2", 10, None),
        ("bytes=١-٢", 10, None),
        ("bytes=" + "9" * 40 + "-", 10, None),
        ("items=0-1", 10, None),
        ("0-1", 10, None),
    ],
)
def test_one_range_is_cut_to_the_file_and_anything_malformed_ignored(header, size, expected) -> None:  # noqa: ANN001
    assert wanted(header, size) == expected


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=10-20", 10), ("bytes=-0", 10), ("bytes=0-", 0)]
)
def test_a_range_outside_the_file_cannot_be_satisfied(header: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        wanted(header, size)


@pytest.mark.parametrize(
    ("if_range", "usable"),
    [(None, True), (ETAG, True), ("W/" + ETAG, False), ('"other"', False), ("Mon, 23 Nov 2026 01:30:00 GMT", False)],
)
def test_a_range_holds_only_for_the_same_strong_tag(if_range: str | None, usable: bool) -> None:
    assert holds(if_range, ETAG) is usable


@pytest.mark.parametrize(
    ("header", "same"),
    [
        (None, False),
        ("", False),
        (ETAG, True),
        ("W/" + ETAG, True),
        (f'"x", {ETAG}', True),
        ("*", True),
        ('"x"', False),
    ],
)
def test_a_browser_that_has_the_file_is_told_so(header: str | None, same: bool) -> None:
    assert matches(header, ETAG) is same
