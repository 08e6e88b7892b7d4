"""Header values of tus 1.0.0: strict, since a lenient reader lets two programs disagree."""

from __future__ import annotations

import base64
import hashlib

import pytest

from mingjing.vault import tus

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("value", [None, "", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "٣", "0x10", "9" * 20])
def test_a_number_that_is_none_is_refused(value: str | None) -> None:
    with pytest.raises(tus.BadHeader, match="Upload-Offset"):
        tus.number(value, "Upload-Offset")


def test_numbers_are_read() -> None:
    assert [tus.number(v, "x") for v in ("0", "7", "9223372036854775807")] == [0, 7, 2**63 - 1]


def test_metadata_is_read_as_utf_8() -> None:
    name = base64.b64encode("现场一.mp4".encode()).decode()
    assert tus.metadata(f"filename {name},purpose cmVjb3JkaW5n, empty") == {
        "filename": "现场一.mp4",
        "purpose": "recording",
        "empty": "",
    }
    assert tus.metadata(None) == tus.metadata("") == {}


@pytest.mark.parametrize("value", ["a !!!", "a YQ", "a YQ==,a YQ==", ",", "é YQ==", "a /w==", "a Y Q=="])
def test_metadata_that_is_doubled_or_not_base64_of_utf_8_is_refused(value: str) -> None:
    with pytest.raises(tus.BadHeader):
        tus.metadata(value)


def test_a_checksum_names_its_algorithm() -> None:
    for algorithm in ("sha256", "sha1"):
        digest = hashlib.new(algorithm, b"piece").digest()
        read = tus.checksum(f"{algorithm} {base64.b64encode(digest).decode()}")
        assert read == tus.Checksum(algorithm, digest)
    assert tus.checksum(None) is None


@pytest.mark.parametrize("value", ["", "sha256", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha256 YQ==", "sha256 not base64"])
def test_an_unknown_or_short_checksum_is_refused(value: str) -> None:
    with pytest.raises(tus.BadHeader):
        tus.checksum(value)
