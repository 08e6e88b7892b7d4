"""RFC 8785, restricted: one value, one encoding."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.tlog.canon import MAX_INTEGER, CanonError, canonical, parse

pytestmark = pytest.mark.pure

KEYS = st.text(st.characters(max_codepoint=127), max_size=6)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(VALUES)
def test_what_is_written_is_read_back_and_is_json(value):
    data = canonical(value)
    assert parse(data) == value == json.loads(data)
    assert canonical(parse(data)) == data


@given(VALUES, st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_never_reads_as_the_same_value(value, at, flip):
    data = bytearray(canonical(value))
    data[at % len(data)] ^= flip
    try:
        other = parse(bytes(data))
    except CanonError:
        return
    assert canonical(other) == bytes(data) != canonical(value)


def test_strings_are_escaped_as_rfc_8785_section_3_2_2_2_shows():
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert canonical(text).decode() == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'
    assert canonical("\x7f\u2028\ud7ff\U0001f600").decode() == '"\x7f\u2028\ud7ff\U0001f600"'
    assert canonical("\b\t\n\f\r\x00\x1f") == b'"\\b\\t\\n\\f\\r\\u0000\\u001f"'


def test_keys_are_sorted_and_nothing_is_spaced():
    assert canonical({"b": [1, None, True], "a": {"": ""}, "B": -5}) == b'{"B":-5,"a":{"":""},"b":[1,null,true]}'


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), (1,), {1: 2}, {"金额": 1}, 2**53, -(2**53), b"x", {"a": {1}}, "\ud800", {"a": "\udfff"}],
    ids=repr,
)
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(CanonError):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"01",
        b"-0",
        b"+1",
        b"1.0",
        b"1e2",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud800"',
        b'"\\u00e9"',
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"[1,]",
        b"[" * 100_000,
        b"[" * 101 + b"1" + b"]" * 101,
        b"1" * 5000,
        b"'a'",
        b"null//",
        '{"é":1}'.encode(),
    ],
    ids=lambda d: repr(d[:20]),
)
def test_only_canonical_bytes_are_read(data):
    with pytest.raises(CanonError):
        parse(data)
