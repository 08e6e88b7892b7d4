"""Uploading over HTTP: cut and resumed, refused in plain words, bound to the case by a form with or without scripts."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjing.config.clock import now as real_now
from mingjing.evidence.models import EvidenceItem, Recording
from mingjing.law.kinds import Doc
from mingjing.ledger.audit import audit
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure import actions
from mingjing.vault import store
from mingjing.vault.models import Blob
from tests.desk.gathering import (
    LONG,
    SAMPLES,
    Cable,
    Place,
    announce,
    entered,
    evidence_words,
    place,
    recording_words,
    send,
    uploaded,
    video,
)


@pytest.fixture
def at(db: None, home: Path, settings: Any) -> Place:
    return place(settings)


@pytest.fixture
def officer(at: Place) -> Client:
    return entered("scjg.h1")


def offset(client: Client, url: str) -> int:
    answer = client.head(url)
    assert answer.status_code == 200
    return int(answer.headers["Upload-Offset"])


# --- the protocol --------------------------------------------------------------------------------------------------


@pytest.mark.clause("R2.4")
@pytest.mark.parametrize("loudly", [False, True], ids=["closed", "reset"])
def test_an_upload_cut_in_the_middle_goes_on_from_there_and_gives_the_same_file(
    at: Place, officer: Client, loudly: bool
) -> None:
    begun = announce(officer, at.case, len(LONG))
    url = begun.headers["Location"]
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    assert send(officer, url, 0, LONG[:3_000_000]).headers["Upload-Offset"] == "3000000"
    cut = Cable(LONG[3_000_000:4_500_000], loudly=loudly)
    answer = send(officer, url, 3_000_000, LONG[3_000_000:], checked=False, **{"wsgi.input": cut})
    assert (answer.status_code, "网络中断，已收到 4" in answer.content.decode()) == (408, True)
    assert offset(officer, url) == 4_500_000
    assert not Blob.objects.exists()
    done = send(entered("scjg.h1"), url, 4_500_000, LONG[4_500_000:])  # after a reload, in another browser
    assert (done.status_code, done.headers["Upload-Offset"]) == (204, str(len(LONG)))
    digest = hashlib.sha256(LONG).hexdigest()
    assert done.headers["Upload-Sha256"] == officer.head(url).headers["Upload-Sha256"] == digest
    with store.vault().open(digest) as file:
        assert file.read() == LONG
    assert Blob.objects.get().media_type == "video/mp4"


def test_a_checked_piece_that_is_cut_is_not_half_kept(at: Place, officer: Client) -> None:
    url = announce(officer, at.case, len(LONG)).headers["Location"]
    cut = Cable(LONG[:1_500_000], loudly=False)
    assert send(officer, url, 0, LONG[:2_000_000], **{"wsgi.input": cut}).status_code == 408
    assert offset(officer, url) == 0


def test_a_wrong_offset_says_where_to_go_on(at: Place, officer: Client) -> None:
    url = announce(officer, at.case, len(LONG)).headers["Location"]
    send(officer, url, 0, LONG[:1_000_000])
    for wrong in (0, 999_999, 1_000_001):
        answer = send(officer, url, wrong, LONG[wrong : wrong + 1000])
        assert answer.status_code == 409
        assert answer.content.decode() == "这一段的起点不对，已收到 1000000 字节，请从这里继续"
        assert answer.headers["Upload-Offset"] == "1000000"
    assert offset(officer, url) == 1_000_000


def test_a_piece_altered_on_the_way_is_not_kept(at: Place, officer: Client) -> None:
    url = announce(officer, at.case, len(LONG)).headers["Location"]
    altered = Cable(LONG[:999] + b"x" + LONG[1000:2000], loudly=False)
    answer = send(officer, url, 0, LONG[:2000], **{"wsgi.input": altered})
    assert (answer.status_code, "在传输中改变了" in answer.content.decode()) == (460, True)
    assert offset(officer, url) == 0


UNWANTED = {
    "这是网页或者矢量图": b"<!doctype html><script>alert(1)</script>",
    "这是压缩包或者 Office、WPS、OFD 文件": b"PK\x03\x04",
    "这是 Windows 程序": b"MZ\x90\x00",
    "这是GIF 图片": b"GIF89a\x01\x00",
    "这是 HEIC、AVIF": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1",
    "认不出这种文件": b"\x07" * 40,
}


@pytest.mark.parametrize("words", UNWANTED)
def test_a_file_that_may_not_enter_is_refused_in_words_by_its_bytes_and_not_its_name(
    at: Place, officer: Client, words: str
) -> None:
    data = UNWANTED[words] + bytes(600)
    url = announce(officer, at.case, len(data), "evidence", "照片.jpg").headers["Location"]
    answer = send(officer, url, 0, data)
    said = answer.content.decode()
    assert answer.status_code == 422 and answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert said.replace(" ", "").startswith(words.replace(" ", ""))
    assert (officer.head(url).status_code, send(officer, url, 0, data).status_code) == (410, 410)
    assert not Blob.objects.exists()


def test_a_recording_is_no_pdf(at: Place, officer: Client) -> None:
    data = (SAMPLES / "small.pdf").read_bytes()
    answer = send(officer, announce(officer, at.case, len(data)).headers["Location"], 0, data)
    assert (answer.status_code, "音像记录只能上传" in answer.content.decode()) == (422, True)


def test_the_dock_s_hash_is_compared_on_arrival(at: Place, officer: Client) -> None:
    url = announce(officer, at.case, len(LONG), sha256="0" * 64).headers["Location"]
    answer = send(officer, url, 0, LONG)
    assert (answer.status_code, "与采集站登记的摘要不一致" in answer.content.decode()) == (422, True)


def test_a_foreign_case_a_colleague_s_case_and_another_s_upload(at: Place, officer: Client) -> None:
    assert announce(officer, at.foreign, 100).status_code == 404
    assert announce(officer, "0" * 32, 100).status_code == 404
    assert announce(entered("wj.h1"), at.case, 100).status_code == 404
    colleague = entered("scjg.b1")  # may read the case, does not handle it
    assert announce(colleague, at.case, 100).status_code == 403
    url = announce(officer, at.case, len(LONG)).headers["Location"]
    assert (colleague.head(url).status_code, send(colleague, url, 0, LONG).status_code) == (404, 404)
    assert offset(officer, url) == 0


@pytest.mark.parametrize(
    ("size", "more", "status"),
    [
        ("0", {}, 422),
        ("-1", {}, 400),
        ("", {}, 400),
        (str(65 * 1024**3), {}, 413),
        ("100", {"purpose": "picture"}, 400),
        ("100", {"sha256": "x"}, 400),
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused(
    at: Place, officer: Client, size: Any, more: dict[str, str], status: int
) -> None:
    purpose = more.pop("purpose", "recording")
    answer = announce(officer, at.case, size, purpose, **more)
    assert (answer.status_code, bool(answer.content.decode().strip())) == (status, True)


def test_headers_that_do_not_follow_the_protocol(at: Place, officer: Client) -> None:
    url = announce(officer, at.case, 100).headers["Location"]
    head = {"Upload-Offset": "0"}
    assert officer.generic("PATCH", url, b"x", "text/plain", headers=head).status_code == 415
    assert send(officer, url, 0, b"x", HTTP_TUS_RESUMABLE="0.2.2").status_code in {204, 412}
    assert officer.head(url, headers={"Tus-Resumable": "0.2.2"}).status_code == 412
    assert officer.options("/office/uploads/").headers["Tus-Extension"] == "creation,checksum,expiration"
    assert (officer.get(url).status_code, officer.delete(url).status_code) == (405, 405)
    assert officer.get("/office/uploads/").status_code == 405


def test_strangers_log_in_and_a_foreign_page_cannot_upload(at: Place) -> None:
    assert announce(Client(), at.case, 100).status_code == 302
    careful = entered("scjg.h1")
    careful.handler.enforce_csrf_checks = True
    assert announce(careful, at.case, 100).status_code == 403


# --- the forms -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("R0.1", "R2.4")
def test_an_uploaded_file_is_bound_to_the_case_by_the_form(at: Place, officer: Client) -> None:
    upload = uploaded(officer, at.case, LONG, "evidence", "监控.mp4")
    typed = evidence_words(upload=upload, obtained_by=at.world.people["scjg", "H"][0].pk)
    answer = officer.post(f"/office/cases/{at.case}/evidence", typed)
    item = EvidenceItem.objects.get()
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/evidence#o-{item.pk}")
    digest = hashlib.sha256(LONG).hexdigest()
    entry = AnjuanEntry.objects.filter(type="evidence.stored").get()
    assert (entry.content["data"]["sha256"], item.blob_id, item.ledger_id) == (digest, digest, entry.seq)
    page = officer.get(f"/office/cases/{at.case}/evidence").content.decode()
    assert "已登记证据1 店内监控录像，原件已入库，摘要一致" in page
    assert f"{digest[:8]} … {digest[-8:]}" in page and "9.0 MB" in page
    assert audit() == []


def test_without_scripts_the_form_carries_the_file_itself(at: Place, officer: Client) -> None:
    data = video(mark="no script")
    typed = recording_words(operator=at.lead.person_id, file=SimpleUploadedFile("a.mp4", data))
    answer = officer.post(f"/office/cases/{at.case}/recordings", typed)
    row = Recording.objects.get()
    assert (answer.status_code, row.blob_id) == (303, hashlib.sha256(data).hexdigest())
    assert row.marks == [{"t": 58, "label": "出示执法证件"}, {"t": 3723, "label": "清点物品"}]
    assert (row.device_no, row.sequence_no, row.late) == ("JY-0311", 12, False)


def test_a_refused_form_keeps_what_was_typed_and_the_file_that_came(at: Place, officer: Client) -> None:
    typed = evidence_words(title="", kind="rumour", proves="甲" * 501, file=SimpleUploadedFile("b.mp4", video()))
    answer = officer.post(f"/office/cases/{at.case}/evidence", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and not EvidenceItem.objects.exists()
    for words in ("填写证据名称", "从列表中选择证据种类", "最多 500 字，现在有 501 字", "填写取证人员", "b.mp4 已收下"):
        assert words in page
    kept = page.split('name="upload" value="', 1)[1].split('"', 1)[0]
    again = evidence_words(upload=kept, obtained_by=at.lead.person_id)
    assert officer.post(f"/office/cases/{at.case}/evidence", again).status_code == 303
    assert EvidenceItem.objects.get().blob_id == hashlib.sha256(video()).hexdigest()


def test_a_refused_file_is_said_beside_its_field(at: Place, officer: Client) -> None:
    typed = recording_words(operator=at.lead.person_id, file=SimpleUploadedFile("c.mp4", b"<html>" + b"x" * 999))
    page = officer.post(f"/office/cases/{at.case}/recordings", typed).content.decode()
    assert "这是网页或者矢量图" in page and 'id="e-recording-file"' in page


def test_nobody_binds_another_s_file_or_one_that_did_not_arrive(at: Place, officer: Client) -> None:
    unfinished = announce(officer, at.case, len(LONG)).headers["Location"].rsplit("/", 1)[1]
    another = uploaded(entered("scjg.h2"), at.case, LONG)
    for upload, words in ((unfinished, "文件还没有传完"), (another, "没有这次上传"), ("x", "没有这次上传")):
        typed = recording_words(operator=at.lead.person_id, upload=upload)
        answer = officer.post(f"/office/cases/{at.case}/recordings", typed)
        assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert not Recording.objects.exists()


@pytest.mark.clause("R4.2")
def test_a_recording_of_another_day_needs_its_reason_and_shows_how_late_it_is(at: Place, officer: Client) -> None:
    ended = real_now() - timedelta(hours=49, minutes=30)
    typed = recording_words(ended, operator=at.lead.person_id, upload=uploaded(officer, at.case, LONG))
    page = officer.post(f"/office/cases/{at.case}/recordings", typed).content.decode()
    assert "没有在当天储存，写明因何种法定情形无法及时储存" in page
    typed["late_reason"] = "在山区执法，道路中断"
    assert officer.post(f"/office/cases/{at.case}/recordings", typed).status_code == 303
    assert Recording.objects.get().late
    page = officer.get(f"/office/cases/{at.case}/evidence").content.decode()
    assert "记录结束后 2 日 1 小时入库，超期 1 日 1 小时" in page and "在山区执法，道路中断" in page


def test_the_dock_s_hash_typed_into_the_form_is_compared(at: Place, officer: Client) -> None:
    typed = recording_words(operator=at.lead.person_id, upload=uploaded(officer, at.case, LONG))
    for expected, words in (("0" * 64, "与采集站登记的摘要不一致"), ("abc", "64 位十六进制数")):
        answer = officer.post(f"/office/cases/{at.case}/recordings", typed | {"expected": expected})
        assert (answer.status_code, words in answer.content.decode()) == (400, True)
    right = {"expected": hashlib.sha256(LONG).hexdigest().upper()}
    assert officer.post(f"/office/cases/{at.case}/recordings", typed | right).status_code == 303


def test_strangers_find_no_case_and_colleagues_may_read_but_not_add(at: Place) -> None:
    path = f"/office/cases/{at.case}/evidence"
    for username, read, add in (("wj.h1", 404, 404), ("scjg.b1", 200, 403), ("scjg.u", 200, 403), ("sj.j1", 200, 403)):
        client = entered(username)
        page = client.get(path)
        assert (page.status_code, client.post(path, evidence_words()).status_code) == (read, add)
        assert "登记证据" not in page.content.decode().replace("已登记证据", "")
        assert client.post(f"/office/cases/{at.case}/recordings").status_code == add
    assert not EvidenceItem.objects.exists()


@pytest.mark.clause("R2.3")
def test_recordings_that_the_case_still_lacks_stand_first(at: Place, officer: Client) -> None:
    def offered() -> list[str]:
        page = officer.get(f"/office/cases/{at.case}/evidence").content.decode()
        select = page.split('name="av_item"')[1].split("</select>")[0]
        return re.findall(r"<option[^>]*>\s*([^<]+?)\s*</option>", select)[1:]

    assert not any("本案还缺" in name for name in offered())
    person = at.world.actor("scjg", "H", real_now().date())
    actions.save_draft(actor=person, case_id=at.case, doc=Doc.SCENE_RECORD, values={}, now=real_now())
    after = offered()
    assert after[0] == "现场检查（本案还缺）"
    assert len(after) > 1 and not any("本案还缺" in name for name in after[1:])
