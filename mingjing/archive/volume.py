"""Building a volume: documents in the order of the law's phases, each as the PDF it was issued as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingjing.cases.models import Case
from mingjing.documents import sheets
from mingjing.documents.dossier import Cover, IndexEntry, RecordingLine, Remarks, dossier_pdf
from mingjing.documents.models import DocumentVersion, State
from mingjing.evidence import queries as evidence
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Doc
from mingjing.law.thresholds import must_file, needs_discussion
from mingjing.organs import queries as organs
from mingjing.procedure.limits import BEIJING

FIRST = (Doc.PENALTY_DECISION, Doc.NO_PENALTY_DECISION, Doc.SERVICE_RECEIPT)


@dataclass(frozen=True, slots=True)
class Built:
    """The volume's bytes and what it holds."""

    data: bytes
    documents: int
    recordings: int


def retention(facts: CaseFacts) -> str:
    """永久 for heard, discussed or filed cases, else 30年."""
    p = facts.proposal
    grave = bool(p and (must_file(p) or needs_discussion(p))) or facts.hearing.held_on is not None
    return "永久" if grave else "30年"


def documents(case: Case) -> list[DocumentVersion]:
    """Issued versions: decision and its service first, then by time of making."""
    rows = DocumentVersion.objects.filter(document__case=case, state=State.FINAL).select_related("document", "author")
    found = sorted(rows, key=lambda v: v.document.sort)
    lead = [v for v in found if v.document.doc in FIRST[:2]]
    return lead + [v for v in found if v not in lead]


def pdf_of(version: DocumentVersion, organ_name: str) -> bytes:
    """One issued document as PDF/A, as it was served: with its code."""
    return sheets.pdf_of(version, organ_name)


def build(case: Case, *, remarks: str, filer: str, on: date) -> Built:
    """Cover, index, documents with page numbers, remarks sheet, list of recordings."""
    rows = documents(case)
    recordings = evidence.recordings(case.pk)
    parties = "、".join(p.name for p in case.parties.all())
    handlers = "、".join(h.person.name for h in case.handlers.filter(until__isnull=True))
    cover = Cover(
        organ=case.organ.name,
        title="行政处罚案卷",
        rows=(
            ("案号", case.number or "—"),
            ("案由", case.cause),
            ("当事人", parties),
            ("承办机构", case.unit.name),
            ("承办人", handlers),
            ("立案日期", _text(case.filed_on)),
            ("结案日期", _text(case.ended_on)),
            ("归档日期", _text(on)),
            ("文书件数", f"{len(rows)} 件"),
            ("音像记录", f"{len(recordings)} 段"),
        ),
        made_on=on.isoformat(),
    )
    index = [
        IndexEntry(
            number=v.number,
            author=case.organ.short_name,
            title=v.document.title,
            date=v.issued_on.isoformat() if v.issued_on else "",
        )
        for v in rows
    ]
    names = {p: n for p in {r.operator for r in recordings} for n in organs.names([p])}
    lines = [
        RecordingLine(
            name=r.av_item,
            time=f"{r.claimed_started_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
            place=r.place,
            device=r.device_no,
            operator=names.get(r.operator, ""),
            sha256=r.blob_id,
        )
        for r in recordings
    ]
    data = dossier_pdf(
        cover,
        index,
        [pdf_of(v, case.organ.name) for v in rows],
        Remarks(text=remarks, filed_by=filer, checked_by=filer, date=on.isoformat()),
        lines,
    )
    return Built(data, len(rows), len(lines))


def _text(day: date | None) -> str:
    return day.isoformat() if day else "—"
