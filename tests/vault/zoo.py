"""Hostile and unwanted files, made here: what each really is, and its bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

SAMPLES = Path(__file__).with_name("samples")
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

_PAGES = (
    b"<html><script>alert(1)</script>",
    b"<!DOCTYPE html><title>x</title>",
    b"<!doctype HTML>",
    b"<script>alert(1)</script>",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    b"<iframe src=javascript:alert(1)>",
    b"<body onload=alert(1)>",
    b"<head><meta http-equiv=refresh content='0;url=//example'>",
    b"<!-- %PDF-1.7 --><html>",
    b"<?php system($_GET['c']); ?>",
    b"<% Runtime.getRuntime() %>",
)
_BEFORE = (b"", b"\xef\xbb\xbf", b" \r\n\t", b"\x00", b"\n" * 40, b"GIF89a", b"BM", b"\xff\xfe", b"II*\x00", b"%!PS\n")
_PROGRAMS = (
    b"MZ\x90\x00",
    b"\x7fELF\x02\x01\x01",
    b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"#!/bin/sh\nrm -rf /\n",
    b"#!/usr/bin/env python3\n",
    b"\x00asm\x01\x00\x00\x00",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"CWS\x09",
    b"FWS\x09",
    b"@echo off\r\ndel *.*\r\n",
    b"WScript.Shell",
    b"Set-ExecutionPolicy Unrestricted",
)
_ARCHIVES = (
    b"Rar!\x1a\x07\x00",
    b"Rar!\x1a\x07\x01\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08\x00",
    b"BZh91AY&SY",
    b"\xfd7zXZ\x00",
    b"MSCF\x00\x00\x00\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1\\ansi{\\object\\objautlink}}",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
)
_MEDIA_NOT_TAKEN = (
    b"GIF89a\x01\x00\x01\x00",
    b"BM\x36\x00\x00\x00",
    b"II*\x00\x08\x00\x00\x00",
    b"MM\x00*\x00\x00\x00\x08",
    b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    b"RIFF\x24\x00\x00\x00AVI LIST",
    b"RIFF\x24\x00\x00\x00sfbkLIST",
    b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1",
    b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf",
    b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska",
    b"FLV\x01\x05",
    b"OggS\x00\x02",
    b"fLaC\x00\x00",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"\x00\x00\x01\xba\x44",
    b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\nfile:///etc/passwd\n",
    b"ffconcat version 1.0\nfile http://169.254.169.254/\n",
    b"\xff\xf1\x50\x80",  # ADTS
    b"G" + b"\x00" * 187,  # MPEG transport stream
)
_ALMOST = (
    b"\xff\xd8",
    b"\xff\xd8\xfe",
    b"\x89PNG\r\n\x1a\n",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0cIHDR",
    b"\x89PNG\n\x1a\n\x00\x00\x00\x0dIHDR",
    b"%PDF",
    b"%PDF-",
    b"%PDF-9.9",
    b" %PDF-1.7",
    b"<html>%PDF-1.7",
    b"\x00\x00\x00\x08ftyp",
    b"\x00\x00\x00\x14ftyphtml\x00\x00\x00\x00html",
    b"\x7f\xff\xff\xffftypisom\x00\x00\x00\x00",
    b"\x00\x00\x00\x14moovisom",
    b"ID3",
    b"ID3\x03\x00\x00\x00\x00\x00\x00<html>",
    b"ID3\x03\x00\x00\xff\xff\xff\xff",
    b"ID3\x03\x00\x00\x7f\x7f\x7f\x7fTIT2",
    b"ID3\x03\x00\x00\x00\x7f\x7f\x7f<html>",
    b"\xff\xfb\x90\x00<script>",
    b"RIFF\x00\x00\x00\x00WAVE<html>",
    b"\x1a\x45\xdf\xa3<html>webm",
)


def hostile() -> Iterator[tuple[str, bytes]]:
    """(what it is, bytes) of files of which none may enter."""
    for i, (before, page) in enumerate(product(_BEFORE, _PAGES)):
        body = page.decode().encode("utf-16-le") if before == b"\xff\xfe" else page
        yield f"page {i}", before + body
    for family in (_PROGRAMS, _ARCHIVES, _MEDIA_NOT_TAKEN, _ALMOST):
        for i, start in enumerate(family):
            for tail in (b"", b"\x00" * 600, b"<script>alert(1)</script>" * 40):
                yield f"{start[:12]!r} {i} {len(tail)}", start + tail
    yield "nothing", b""
    yield "text", "这是一份文本".encode()
    yield "json", b'{"a": 1}'
    yield "csv with a formula", b"=cmd|'/c calc'!A0,1\n"
    yield "eicar", EICAR
    yield "eicar, with a newline", EICAR + b"\r\n"
    for name in ("word/vbaProject.bin", "[Content_Types].xml", "../../etc/cron.d/x", "OFD.xml", "x.svg"):
        yield f"zip with {name}", zipped(name)
    for sample in sorted(SAMPLES.glob("*.*")):
        if sample.suffix != ".md":
            data = sample.read_bytes()
            yield f"{sample.name} and a zip behind it", data + zipped("a.class")
            yield f"{sample.name} and a zip with a comment", data + zipped("a.class", b"x" * 60_000)
            yield f"{sample.name} with eicar", data[:200] + EICAR + data[200:]
    yield "pdf cut short", (SAMPLES / "small.pdf").read_bytes()[:400]
    yield "png of 50,000 × 50,000", png(50_000, 50_000)
    yield "png of 2^31", png(2**31 - 1, 2**31 - 1)
    yield "jpeg of 65,535 × 65,535", jpeg(65_535, 65_535)


def zipped(name: str, comment: bytes = b"") -> bytes:
    """A zip archive of one small file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, b"payload")
        archive.comment = comment
    return buffer.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that claims these dimensions and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """The sample photograph with other dimensions written into its frame header."""
    data = bytearray((SAMPLES / "small.jpg").read_bytes())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)
