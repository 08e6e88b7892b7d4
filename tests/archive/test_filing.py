"""Filing: the volume is opened again and read; lateness has its reason; taking a volume out is entered."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pypdf
import pytest

from mingjing.archive import actions, queries
from mingjing.archive.models import Volume
from mingjing.archive.volume import documents, pdf_of
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Stage
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure.queries import NoSuchCase
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from mingjing.vault.store import Damaged, vault
from tests.disclosure.acted import Scene


def filed(line: Any, **more: Any) -> Volume:
    values = {"remarks": "本卷材料齐全。", **more}
    return actions.file_case(actor=line.actor("R"), case_id=line.case, now=line.at, **values)


def bytes_of(row: Volume) -> bytes:
    return b"".join(queries.pieces(row))


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.clause("R3.1", "R1.1", "L5.1")
def test_the_volume_holds_every_document_with_its_pages_and_claims_to_be_archival(scene: Scene) -> None:
    line = scene.line("closed")
    row = filed(line)
    case = Case.objects.get(pk=line.case)
    assert case.stage == Stage.ARCHIVED and case.archived_on == line.on
    data = bytes_of(row)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        claim = pdf.Root.Metadata.read_bytes()
        assert len(pdf.pages) == row.pages
        assert b"<pdfaid:part>2</pdfaid:part>" in claim and b"<pdfaid:conformance>U</pdfaid:conformance>" in claim
        assert not pdf.Root.get("/AcroForm") and "/JavaScript" not in str(pdf.Root.get("/Names", ""))
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages]
    papers = documents(case)
    assert row.documents == len(papers) >= 12 and papers[0].document.doc == "penalty_decision"
    index, at, first = flat(pages[1] + pages[2]), 1, 2
    while "序号" in flat(pages[first]) and "题名" in flat(pages[first]):
        first += 1  # an index may run over several pages
    for paper in papers:
        count = len(pypdf.PdfReader(io.BytesIO(pdf_of(paper, case.organ.name))).pages)
        shown = str(at) if count == 1 else f"{at}-{at + count - 1}"
        assert f"{flat(paper.document.title)}{paper.issued_on}{shown}" in index, (paper.document.title, shown)
        assert flat(paper.document.title) in flat(pages[first + at - 1]), paper.document.title
        at += count
    for number in range(1, at):
        assert flat(pages[first + number - 1]).endswith(str(number)), number
    recordings = evidence.recordings(case.pk)
    assert row.recordings == len(recordings) >= 2
    closing = flat("".join(pages[first + at - 1 :]))
    assert all(r.blob_id in closing for r in recordings) and "卷内备考表" in closing and "本卷材料齐全。" in closing
    assert line.actor("R").name in closing


def test_the_entry_names_the_hash_of_the_bytes_in_the_vault(scene: Scene) -> None:
    line = scene.line("closed")
    row = filed(line)
    data = bytes_of(row)
    assert len(data) == row.size and vault().path(row.blob).exists()
    entry = AnjuanEntry.objects.get(pk=row.ledger_id)
    assert (entry.type, entry.case) == ("case.archive", line.case)
    told = json.loads(bytes(entry.body))["data"]
    assert (told["sha256"], told["pages"], told["volume"]) == (row.blob, row.pages, row.pk)
    assert re.fullmatch(r"三环卷〔2026〕\d+号", row.number) and row.retention in {"永久", "30年"}


@pytest.mark.clause("R3.2", "R4.1")
def test_late_needs_its_reason_and_keeps_it(scene: Scene) -> None:
    line = scene.line("closed")
    duty = clocks.obligation_of(line.case, queries.RULE)
    assert duty is not None and clocks.calendar().between(duty.started_on, duty.rolled) == 20
    while line.on < duty.rolled:
        line.wait(1)
    assert line.on == duty.rolled and queries.overdue(line.case, line.on) is None, "the last day is not late"
    line.wait(1)
    for reason in ("", "  ", "长" * 201):
        with pytest.raises(FormIncomplete) as refusal:
            filed(line, late_reason=reason)
        assert list(refusal.value.errors) == ["late_reason"]
    assert not Volume.objects.filter(case=line.case).exists()
    row = filed(line, late_reason=" 等待备案回执 ")
    assert row.late_reason == "等待备案回执"
    duty.refresh_from_db()
    assert duty.met_on == line.on


def test_in_time_it_needs_none_and_a_second_filing_is_refused(scene: Scene) -> None:
    line = scene.line("closed")
    assert filed(line, remarks=" ").late_reason == ""
    before = Volume.objects.count()
    with pytest.raises(StepRefused):
        filed(line)
    assert Volume.objects.count() == before


def test_a_case_that_has_not_ended_is_not_filed(scene: Scene) -> None:
    line = scene.line("out")
    with pytest.raises(StepRefused) as refusal:
        actions.file_case(actor=line.lead, case_id=line.case, remarks="", now=line.at)
    assert "stage.wrong" in [b.code for b in refusal.value.blockers]
    with pytest.raises(StepRefused):
        filed(line)
    assert not Volume.objects.filter(case=line.case).exists()


@pytest.mark.parametrize("role", ["L", "B", "PC"])
def test_others_do_not_file(scene: Scene, role: str) -> None:
    line = scene.line("closed")
    with pytest.raises(NotAllowed):
        actions.file_case(actor=line.actor(role), case_id=line.case, remarks="", now=line.at)
    assert not Volume.objects.filter(case=line.case).exists()


def test_a_volume_is_taken_out_for_a_purpose_and_that_is_entered(scene: Scene) -> None:
    line = scene.line("closed")
    row = filed(line)
    archivist = line.actor("R")
    for purpose in ("", "好奇"):
        with pytest.raises(FormIncomplete):
            actions.take_out(actor=archivist, case_id=line.case, purpose=purpose, now=line.at)
    before = scene.types("anjuan", line)
    actions.take_out(actor=archivist, case_id=line.case, purpose="litigation", now=line.at + timedelta(minutes=1))
    assert scene.types("anjuan", line) == [*before, "volume.viewed"]
    entry = json.loads(bytes(AnjuanEntry.objects.latest("seq").body))
    assert entry["actor"] == archivist.person_id and entry["obj"] == row.pk
    assert entry["data"] == {"volume": row.pk, "sha256": row.blob, "purpose": "litigation"}


def test_strangers_and_colleagues_without_the_right_take_nothing_out(scene: Scene) -> None:
    line = scene.line("closed")
    filed(line)
    before = scene.types("anjuan")
    with pytest.raises(NoSuchCase):
        actions.take_out(actor=scene.line("person").actor("R"), case_id=line.case, purpose="litigation", now=line.at)
    third = line.actor("H", 2)  # an officer of the organ who did not handle this case
    with pytest.raises(NotAllowed):
        actions.take_out(actor=third, case_id=line.case, purpose="litigation", now=line.at)
    assert scene.types("anjuan") == before


def test_lists_show_what_the_actor_may_read_and_what_is_to_be_filed(scene: Scene) -> None:
    line = scene.line("closed")
    archivist, stranger = line.actor("R"), scene.line("person").actor("R")
    assert [c.pk for c in queries.to_file(archivist)] == [line.case] and not queries.to_file(stranger)
    case = Case.objects.get(pk=line.case)
    held = queries.contents(archivist, case, line.on)
    assert held.ready and held.recordings >= 2 and len(held.documents) >= 12
    row = filed(line)
    assert not queries.to_file(archivist) and [v.pk for v in queries.volumes(archivist)] == [row.pk]
    assert not queries.volumes(stranger) and not queries.volumes(archivist, "没有这个词")


def test_bytes_that_changed_are_not_given(scene: Scene) -> None:
    line = scene.line("closed")
    row = filed(line)
    path = vault().path(row.blob)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    with pytest.raises(Damaged):
        queries.pieces(row)
