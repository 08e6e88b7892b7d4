"""The photograph of a certificate: stripped of what cameras write, kept by one act, shown to whoever scans the card."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs import photos
from mingjing.organs.certificates import Wrong
from mingjing.organs.permissions import NotAllowed, actor_for
from tests.desk import staged
from tests.desk.staged import entered

PLACE = b"GPS 34.77N 111.20E"


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def jpeg(picture: bytes = b"picture") -> bytes:
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0") + segment(0xE1, b"Exif\0\0" + PLACE) + segment(0xFE, PLACE)
        + segment(0xDB, bytes(65)) + segment(0xDA, b"scan") + picture + b"\xff\xd9" + PLACE
    )  # fmt: skip


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def png() -> bytes:
    drawn = chunk(b"IHDR", bytes(13)) + chunk(b"tEXt", PLACE) + chunk(b"eXIf", PLACE) + chunk(b"IDAT", b"picture")
    return photos.PNG + drawn + chunk(b"IEND", b"") + PLACE


@pytest.mark.pure
@pytest.mark.parametrize(("data", "media_type"), [(jpeg(), "image/jpeg"), (png(), "image/png")])
def test_where_and_with_what_it_was_taken_is_not_kept(data: bytes, media_type: str) -> None:
    kind, clean = photos.cleaned(data)
    assert kind == media_type and PLACE not in clean and b"picture" in clean
    assert photos.cleaned(clean) == (kind, clean)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "选择照片"), (b"GIF89a", "JPG 或者 PNG"), (b"<svg/>", "JPG 或者 PNG"), (jpeg()[:40], "打不开"),
        (png()[:40], "打不开"), (photos.JPEG, "打不开"), (jpeg(bytes(photos.MOST)), "不超过 300 KB"),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_told_plainly(data: bytes, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        photos.cleaned(data)


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> founding.World:
    return staged.found(settings, "sthj", "sj")


@pytest.mark.clause("D2.1")
def test_the_bureau_keeps_it_and_the_card_shows_it(world: founding.World) -> None:
    officer, now = world.one("sthj", "H"), real_now()
    path = f"/office/people/{officer.pk}/photo"
    assert entered("sthj.h1").get("/office/field/card").content.decode().count("没有照片") == 1
    before = AnjuanEntry.objects.count()
    with pytest.raises(NotAllowed):
        photos.set_photo(actor=actor_for(world.one("sthj", "U"), now.date()), person=officer, data=jpeg(), now=now)
    bureau = entered("sj.j1")
    refused = bureau.post(path, {"file": SimpleUploadedFile("a.jpg", b"GIF89a")})
    assert refused.status_code == 422 and "JPG 或者 PNG" in refused.content.decode()
    assert AnjuanEntry.objects.filter(seq__gte=before, type="person.photo_set").count() == 0
    assert bureau.post(path, {"file": SimpleUploadedFile("a.jpg", jpeg())}).status_code == 302
    assert AnjuanEntry.objects.filter(seq__gte=before, type="person.photo_set").count() == 1
    officer.refresh_from_db()
    assert photos.shown(officer) in entered("sthj.h1").get("/office/field/card").content.decode()
    assert photos.shown(officer) in bureau.get(f"/office/people/{officer.pk}").content.decode()
