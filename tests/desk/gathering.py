"""A case under investigation with its people, and ways to upload to it as a browser would."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.config.demo import founding
from mingjing.config.demo.acting import Line
from mingjing.config.demo.matters import MATTERS
from mingjing.desk.views.playback import PART

SAMPLES = Path(__file__).parents[1] / "vault" / "samples"
PIECE = "application/offset+octet-stream"
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass(frozen=True)
class Place:
    """Two organs, a case in each."""

    world: founding.World
    case: str
    foreign: str
    lead: Any


def place(settings: Any) -> Place:
    """Found two organs two days ago; the first officers of each open a case."""
    settings.STORAGES = {**settings.STORAGES, **STATIC}
    settings.ALLOWED_HOSTS = ["testserver"]
    then = real_now() - timedelta(days=2)
    world = founding.found(then, frozenset({"scjg", "wj", "sj"}))
    cases = []
    for number, organ in enumerate(("scjg", "wj")):
        field = world.organs[organ].field
        line = Line(world, organ, next(m for m in MATTERS.values() if m.field == field), number, then)
        line.open()
        cases.append((line.case, line.lead))
    return Place(world, cases[0][0], cases[1][0], cases[0][1])


def entered(username: str, **options: Any) -> Client:
    """A browser in which this person has logged in."""
    client = Client(**options)
    done = client.post("/office/login", {"username": username, "password": founding.PASSWORD})
    assert done.status_code in {302, 403}, done.content.decode()
    return client


def video(size: int = 0, mark: str = "") -> bytes:
    """A real video, made longer and unlike any other by a free box at its end (ISO/IEC 14496-12)."""
    data = (SAMPLES / "small.mp4").read_bytes()
    tail = mark.encode() + b"\0" * max(0, size - len(data) - 8 - len(mark.encode()))
    return data + (8 + len(tail)).to_bytes(4, "big") + b"free" + tail


LONG = video(PART + 1_000_000, "long")


def words(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def announce(
    client: Client, case: str, size: int, purpose: str = "recording", name: str = "现场.mp4", **more: str
) -> Any:
    """POST /office/uploads/: the answer."""
    said = {"case": case, "purpose": purpose, "filename": name, **more}
    metadata = ",".join(f"{key} {words(value)}" for key, value in said.items())
    return client.post("/office/uploads/", headers={"Upload-Length": str(size), "Upload-Metadata": metadata})


def send(client: Client, url: str, offset: int, data: bytes, *, checked: bool = True, **extra: Any) -> Any:
    """PATCH one piece: the answer."""
    headers = {"Upload-Offset": str(offset), "Tus-Resumable": "1.0.0"}
    if checked:
        headers["Upload-Checksum"] = "sha256 " + base64.b64encode(hashlib.sha256(data).digest()).decode()
    return client.generic("PATCH", url, data, PIECE, headers=headers, **extra)


def uploaded(client: Client, case: str, data: bytes, purpose: str = "recording", name: str = "现场.mp4") -> str:
    """Upload a file in one piece: the id of the upload."""
    url = announce(client, case, len(data), purpose, name).headers["Location"]
    answer = send(client, url, 0, data)
    assert answer.status_code == 204, answer.content.decode()
    return url.rsplit("/", 1)[1]


class Cable:
    """A connection that gives these bytes and then breaks: silently, or with an error."""

    def __init__(self, data: bytes, *, loudly: bool) -> None:
        self.left, self.loudly = data, loudly

    def read(self, size: int = -1) -> bytes:
        if not self.left and self.loudly:
            raise ConnectionResetError("reset by peer")
        given, self.left = self.left[:size], self.left[size:] if size >= 0 else b""
        return given

    readline = read


def evidence_words(**changes: Any) -> dict[str, Any]:
    """What a person types into the form of a piece of evidence."""
    return {
        "kind": "audiovisual", "title": "店内监控录像", "proves": "当日经营情况", "source": "当事人提供",
        "obtained_on": real_now().date().isoformat(), "obtained_place": "店内", "original_or_copy": "copy",
        "note": "与原件核对无异", **changes,
    }  # fmt: skip


def recording_words(ended: datetime | None = None, **changes: Any) -> dict[str, Any]:
    """What a person types into the form of a recording that ended just now, or then."""
    ended = ended or real_now().replace(second=0, microsecond=0)
    return {
        "av_item": "scene", "claimed_started_at": f"{ended - timedelta(minutes=30):%Y-%m-%dT%H:%M}",
        "claimed_ended_at": f"{ended:%Y-%m-%dT%H:%M}", "device_no": "JY-0311", "sequence_no": "12",
        "place": "店内", "retention": "case", "marks": "00:58 出示执法证件\n1:02：03 清点物品", **changes,
    }  # fmt: skip
