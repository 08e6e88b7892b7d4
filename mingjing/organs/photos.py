"""The photograph of a certificate: kept without what cameras write beside the picture (place, time, device).

JPEG loses every application segment but JFIF and Adobe's, and comments; PNG keeps only the chunks that draw it. The
picture itself is not touched. (河南省行政执法证件管理办法; 个人信息保护法6)
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime

from mingjing.ledger.actions import act
from mingjing.organs import people
from mingjing.organs.certificates import Wrong
from mingjing.organs.models import Person
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.vault import actions as vault
from mingjing.vault import queries as kept

MOST = 300 * 1024  # bytes: it stands in the page itself, so that the card works without a connection
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
DRAWING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"})
KEPT_SEGMENTS = frozenset({0xE0, 0xEE})  # JFIF, Adobe: how the colours are to be read
BROKEN = "照片打不开：换一张 JPG 或者 PNG 照片"


def set_photo(*, actor: Actor, person: Person, data: bytes, now: datetime) -> Person:
    """Keep the photograph of a person's certificate. Raises NotAllowed, Wrong (field ``file``)."""
    by = people.registers(actor, person)
    if by is None:
        raise NotAllowed("照片由司法局监督人员或者安全管理员登记，本人不能登记自己的")
    media_type, clean = cleaned(data)
    blob = vault.keep(clean, now=now, media_type=media_type)
    with act(type="person.photo_set", by=by, obj=person.pk, data={"digest": blob.pk}, now=now) as opened:
        fresh = Person.objects.get(pk=person.pk)
        fresh.photo = blob.pk
        opened.save(fresh)
    return fresh


def shown(person: Person) -> str:
    """The photograph as a ``data:`` address; "" where none is kept."""
    if not person.photo:
        return ""
    blob = kept.blob(person.photo)
    data = b"".join(kept.pieces(blob.pk, 0, blob.size - 1))
    return f"data:{blob.media_type};base64,{base64.b64encode(data).decode()}"


def cleaned(data: bytes) -> tuple[str, bytes]:
    """(media type, the picture without metadata). Raises Wrong with what to do."""
    if not data:
        raise Wrong({"file": "选择照片"})
    if data.startswith(JPEG):
        found = "image/jpeg", b"".join(_jpeg(data))
    elif data.startswith(PNG):
        found = "image/png", b"".join(_png(data))
    else:
        raise Wrong({"file": "照片应为 JPG 或者 PNG：换一张，或者另存为 JPG"})
    if len(found[1]) > MOST:
        raise Wrong(
            {"file": f"照片有 {len(found[1]) // 1024} KB，不超过 {MOST // 1024} KB：缩小后再上传（宽 400 像素就够）"}
        )
    return found


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while at + 4 <= len(data):
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or size < 2 or at + 2 + size > len(data):
            break
        if marker == 0xDA:  # the picture begins: nothing but it follows, to the end mark
            end = data.rfind(b"\xff\xd9")
            if end < at:
                break
            yield data[at : end + 2]
            return
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in KEPT_SEGMENTS:
            yield data[at : at + 2 + size]
        at += 2 + size
    raise Wrong({"file": BROKEN})


def _png(data: bytes) -> Iterator[bytes]:
    yield PNG
    at = len(PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            break
        if kind in DRAWING:
            yield data[at : at + 12 + size]
        if kind == b"IEND":
            return
        at += 12 + size
    raise Wrong({"file": BROKEN})
