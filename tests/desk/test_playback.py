"""Looking at originals: one entry per opening, ranges of the stored bytes, and nothing that runs in a browser."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.desk.views.playback import PART
from mingjing.evidence import actions as evidence
from mingjing.evidence.models import View
from mingjing.ledger.actions import By
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import materials
from mingjing.vault import actions as vault
from mingjing.vault import store
from tests.desk.gathering import LONG, SAMPLES, Place, entered, place


@pytest.fixture
def at(db: None, home: Path, settings: Any) -> Place:
    return place(settings)


@pytest.fixture
def officer(at: Place) -> Client:
    return entered("scjg.h1")


def recorded(at: Place, data: bytes = LONG) -> str:
    """A recording in the case: its id."""
    now = real_now()
    values = {
        "av_item": "scene", "blob": vault.keep(data, now=now), "claimed_started_at": now - timedelta(minutes=9),
        "claimed_ended_at": now, "operator": at.lead.person_id, "marks": [{"t": 58, "label": "出示执法证件"}],
    }  # fmt: skip
    return str(materials.add_recording(actor=at.lead, case_id=at.case, values=values, now=now).pk)


def gathered(at: Place, name: str, title: str) -> str:
    """A piece of evidence with one of the sample files: its id."""
    now = real_now()
    values = {
        "kind": "documentary", "title": title, "proves": "主体资格", "source": "当事人", "obtained_on": now.date(),
        "obtained_by": [at.lead.person_id], "blob": vault.keep((SAMPLES / name).read_bytes(), now=now),
    }  # fmt: skip
    return str(materials.add_evidence(actor=at.lead, case_id=at.case, values=values, now=now).pk)


def opened(client: Client, object_id: str, purpose: str = "办案") -> Any:
    return client.post(f"/office/media/{object_id}/open", {"purpose": purpose})


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.clause("R3.4")
def test_each_opening_is_one_entry_and_the_ranges_after_it_are_none(at: Place, officer: Client) -> None:
    recording = recorded(at)
    closed = officer.get(f"/office/media/{recording}")
    assert (closed.status_code, "先写明调阅用途" in closed.content.decode()) == (403, True)
    entries = AnjuanEntry.objects.count()
    answer = opened(officer, recording, " 核对现场情况 ")
    assert answer.headers["Location"] == f"/office/cases/{at.case}/evidence?open={recording}#o-{recording}"
    for start in (0, 1000, 5_000_000):
        part = officer.get(f"/office/media/{recording}", headers={"Range": f"bytes={start}-{start + 99}"})
        assert (part.status_code, body(part)) == (206, LONG[start : start + 100])
    officer.get(answer.headers["Location"])
    view = View.objects.get()
    entry = AnjuanEntry.objects.latest("seq")
    assert AnjuanEntry.objects.count() == entries + 1
    assert (entry.type, entry.obj, entry.case, view.ledger_id) == ("evidence.viewed", recording, at.case, entry.seq)
    assert (view.person, view.purpose, view.object_id) == (at.lead.person_id, "核对现场情况", recording)
    opened(officer, recording)
    assert View.objects.count() == 2


def test_an_opening_needs_its_purpose_and_a_post(at: Place, officer: Client) -> None:
    recording = recorded(at)
    answer = opened(officer, recording, " ")
    assert (answer.status_code, "写明调阅用途" in answer.content.decode()) == (400, True)
    assert officer.get(f"/office/media/{recording}/open").status_code == 405
    assert not View.objects.exists()


def test_an_opening_is_one_person_s_and_of_no_colleague(at: Place) -> None:
    recording, now = recorded(at), real_now()
    by = By(at.lead.person_id, "H", at.world.organs["scjg"].pk)
    given = {"actor_by": by, "case_id": at.case, "object_id": recording, "purpose": "办案"}
    evidence.view_evidence(**given, now=now)
    second = entered("scjg.h2")
    assert second.get(f"/office/media/{recording}").status_code == 403
    assert entered("scjg.h1").get(f"/office/media/{recording}").status_code == 200


def test_an_opening_of_five_hours_ago_no_longer_holds(at: Place) -> None:
    long_ago = real_now() - timedelta(hours=5)
    values = {
        "av_item": "scene", "blob": vault.keep(LONG, now=long_ago), "claimed_started_at": long_ago,
        "claimed_ended_at": long_ago, "operator": at.lead.person_id,
    }  # fmt: skip
    row = materials.add_recording(actor=at.lead, case_id=at.case, values=values, now=long_ago)
    by = By(at.lead.person_id, "H", at.world.organs["scjg"].pk)
    evidence.view_evidence(actor_by=by, case_id=at.case, object_id=row.pk, purpose="办案", now=long_ago)
    assert entered("scjg.h1").get(f"/office/media/{row.pk}").status_code == 403


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=-500", len(LONG) - 500, len(LONG) - 1),
        (f"bytes={len(LONG) - 10}-", len(LONG) - 10, len(LONG) - 1),
        (f"bytes={len(LONG) - 10}-99999999", len(LONG) - 10, len(LONG) - 1),
        ("bytes=0-", 0, PART - 1),  # the player asks for everything, and again for the rest
        (f"bytes={PART}-", PART, len(LONG) - 1),
    ],
)
def test_a_range_of_a_stored_video(at: Place, officer: Client, asked: str, first: int, last: int) -> None:
    recording = recorded(at)
    opened(officer, recording)
    answer = officer.get(f"/office/media/{recording}", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(LONG)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert body(answer) == LONG[first : last + 1]


def test_a_range_outside_the_file_whole_files_and_conditions(at: Place, officer: Client) -> None:
    recording = recorded(at)
    opened(officer, recording)
    url, size = f"/office/media/{recording}", len(LONG)

    def ask(**headers: str) -> Any:
        return officer.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})

    beyond = ask(Range=f"bytes={size}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    assert ask(Range="bytes=-0").status_code == 416
    whole = ask()
    assert (whole.status_code, whole.headers["Content-Length"], body(whole) == LONG) == (200, str(size), True)
    etag = whole.headers["ETag"]
    for ignored in ("bytes=9-1", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b"):
        assert ask(Range=ignored).status_code == 200
    assert ask(Range="bytes=0-9", If_Range=etag).status_code == 206
    assert ask(Range="bytes=0-9", If_Range='"another"').status_code == 200
    assert ask(If_None_Match=etag).status_code == 304
    head = officer.head(url, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.headers["Content-Length"], body(head)) == (200, str(size), b"")
    assert head.headers["Accept-Ranges"] == "bytes"
    assert officer.post(url).status_code == 405


@pytest.mark.parametrize(
    ("name", "kind", "inline"),
    [
        ("small.jpg", "image/jpeg", True),
        ("small.png", "image/png", True),
        ("small.mov", "video/quicktime", True),
        ("small.wav", "audio/wav", True),
        ("small.pdf", "application/pdf", False),
    ],
)
def test_what_is_shown_in_place_and_what_is_only_handed_over(
    at: Place, officer: Client, name: str, kind: str, inline: bool
) -> None:
    item = gathered(at, name, '执照"<script>/..\\副本')
    opened(officer, item)
    answer = officer.get(f"/office/media/{item}")
    said = answer.headers["Content-Disposition"]
    assert said.startswith("inline;" if inline else "attachment;") and "<" not in said
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (kind, "nosniff")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert body(answer) == (SAMPLES / name).read_bytes()


def test_who_may_not_look(at: Place) -> None:
    recording = recorded(at)
    for username, status in (("wj.h1", 404), ("scjg.l", 403), ("scjg.pb", 403), ("sj.j1", 403), ("sj.s", 404)):
        client = entered(username)
        assert opened(client, recording).status_code == status, username
        assert client.get(f"/office/media/{recording}").status_code == status, username
    assert opened(entered("scjg.h1"), "0" * 32).status_code == 404
    assert not View.objects.exists()


def test_a_file_lost_from_the_store_is_said_and_not_guessed(at: Place, officer: Client) -> None:
    item = gathered(at, "small.jpg", "照片")
    opened(officer, item)
    vault_file = next(store.vault().root.glob("??/??/*"))
    vault_file.unlink()
    answer = officer.get(f"/office/media/{item}")
    assert (answer.status_code, "库中缺少这个文件" in answer.content.decode()) == (500, True)


def test_the_page_shows_the_player_only_of_what_was_opened(at: Place, officer: Client) -> None:
    recording, photo, paper = recorded(at), gathered(at, "small.jpg", "照片"), gathered(at, "small.pdf", "执照")
    path = f"/office/cases/{at.case}/evidence"
    page = officer.get(f"{path}?open={recording}").content.decode()
    assert "<video" not in page and "00:58 出示执法证件" in page and "当天入库" in page
    for object_id, shown in (
        (recording, f'<video src="/office/media/{recording}"'),
        (photo, f'<img src="/office/media/{photo}"'),
        (paper, f'href="/office/media/{paper}"'),
    ):
        page = officer.get(opened(officer, object_id).headers["Location"].split("#")[0]).content.decode()
        assert shown in page and page.count("<mj-player") == 1
    supervisor = entered("sj.j1").get(path).content.decode()
    assert "不能调阅原件。原件由承办人、承办机构负责人、法制审核人员、机关负责人、档案管理员调阅。" in supervisor
    assert "media_open" not in supervisor and "/open" not in supervisor
