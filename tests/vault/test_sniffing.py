"""What a file is, by its bytes: real files enter, a zoo of others does not, and each refusal says what to do."""

from __future__ import annotations

import time

import pytest

from mingjing.vault.sniffing import HEAD, MEDIA, Refused, screen, sniff
from tests.vault import zoo

pytestmark = pytest.mark.pure

REAL = {
    "small.mp4": "video/mp4",
    "fragmented.mp4": "video/mp4",
    "small.3gp": "video/mp4",
    "small.mov": "video/quicktime",
    "small.webm": "video/webm",
    "small.m4a": "audio/mp4",
    "small.mp3": "audio/mpeg",
    "bare.mp3": "audio/mpeg",
    "small.wav": "audio/wav",
    "small.jpg": "image/jpeg",
    "small.png": "image/png",
    "small.pdf": "application/pdf",
}


def seen(data: bytes) -> str:
    return screen(data[:HEAD], data[-HEAD:], len(data))


@pytest.mark.parametrize(("name", "media"), REAL.items())
def test_a_real_file_enters_as_what_it_is(name: str, media: str) -> None:
    assert seen((zoo.SAMPLES / name).read_bytes()) == media
    assert media in MEDIA


@pytest.mark.parametrize("name", ["small.mp4", "small.mov", "small.webm", "small.jpg", "small.wav", "bare.mp3"])
def test_a_recording_cut_off_by_a_dead_battery_still_enters(name: str) -> None:
    data = (zoo.SAMPLES / name).read_bytes()
    assert seen(data[: len(data) * 2 // 3]) == REAL[name]


def test_none_of_the_zoo_enters_and_every_refusal_says_what_to_do() -> None:
    animals = list(zoo.hostile())
    assert len(animals) >= 300
    began = time.process_time()
    for what, data in animals:
        with pytest.raises(Refused) as refusal:
            pytest.fail(f"{what} entered as {seen(data)}")
        words = str(refusal.value)
        assert any(cure in words for cure in ("请", "可以上传")), (what, words)
        assert "！" not in words
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zoo.EICAR, "EICAR"),
        (b"MZ\x90\x00", "Windows 程序"),
        (zoo.zipped("word/document.xml"), "另存为 PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "宏"),
        (b"<svg onload=alert(1)>", "网页或者矢量图"),
        ("<html>".encode("utf-16"), "网页或者矢量图"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "AVI"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1", "HEIC"),
        (b"", "空的"),
        (b"hello", "JPEG、PNG、PDF"),
    ],
)
def test_a_refusal_names_what_the_file_is(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        sniff(data)


def test_a_page_that_backtracks_is_told_quickly() -> None:
    began = time.process_time()
    for data in (b"<!--" * 1024, b"<!---->" * 600 + b"x", b" " * 4096, b"\x00" * 4096, b"<!-- --> " * 450):
        with pytest.raises(Refused):
            sniff(data)
    assert time.process_time() - began < 1


def test_the_name_of_a_file_plays_no_part() -> None:
    assert sniff((zoo.SAMPLES / "small.png").read_bytes()) == "image/png"
    with pytest.raises(Refused):
        sniff(b"<html>photo.png")
