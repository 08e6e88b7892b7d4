"""Reads, by ids of cases: callers have been through the one door to a case (``procedure.queries.case_for``)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import F, OuterRef, QuerySet, Subquery

from mingjing.evidence.lateness import BEIJING
from mingjing.evidence.models import Absence, Derivative, EvidenceItem, Form, Mark, Recording, Retention, View
from mingjing.law.kinds import EvidenceKind

#: How long after a view was entered its bytes may be fetched: a player asks again and again.
VIEW_LASTS = timedelta(hours=4)
#: (value, words) for the forms.
FORMS = tuple(Form.choices)
RETENTIONS = tuple(Retention.choices)


class NoSuchObject(LookupError):
    """The case has no such evidence, recording or derivative, or it has no file."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One object of a case that has bytes."""

    id: str
    title: str
    sha256: str
    size: int
    media_type: str
    original: bool


def items(case_id: str) -> list[EvidenceItem]:
    """The evidence of a case in order, each in its last description."""
    last = EvidenceItem.objects.filter(case=OuterRef("case"), number=OuterRef("number")).order_by("-revision")
    rows = EvidenceItem.objects.filter(case=case_id, revision=Subquery(last.values("revision")[:1]))
    return list(rows.select_related("blob").order_by("number"))


def history(case_id: str, number: int) -> list[EvidenceItem]:
    """Every description a piece of evidence ever had, first one first."""
    return list(EvidenceItem.objects.filter(case=case_id, number=number).order_by("revision"))


def summary(case_id: str) -> tuple[int, bool]:
    """(how many pieces of evidence a case has, whether one is an expert opinion by its last description)."""
    rows = EvidenceItem.objects.filter(case=case_id).order_by("revision").values_list("number", "kind")
    kinds = dict(rows)
    return len(kinds), EvidenceKind.EXPERT in kinds.values()


def recordings(case_id: str) -> list[Recording]:
    """Recordings of a case by their claimed start."""
    return list(Recording.objects.filter(case=case_id).select_related("blob"))


def count_recordings(case_id: str) -> int:
    """How many recordings a case has."""
    return Recording.objects.filter(case=case_id).count()


def absences(case_id: str) -> list[Absence]:
    """Recordings that do not exist, with reasons."""
    return list(Absence.objects.filter(case=case_id).order_by("ledger_id"))


def derivatives(case_id: str) -> list[Derivative]:
    """What was made from the originals of a case."""
    return list(Derivative.objects.filter(case=case_id).select_related("blob").order_by("ledger_id"))


def recorded(case_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """(codes of the 音像记录事项清单 with a recording, codes excused with approval)."""
    have = Recording.objects.filter(case=case_id).values_list("av_item", flat=True)
    excused = Absence.objects.filter(case=case_id).values_list("av_item", flat=True)
    return frozenset(have), frozenset(excused)


def marks(recording: Recording) -> list[dict[str, object]]:
    """Marks stored with the recording and those noted later, by time: ``{"t", "label"}``."""
    return marks_of([recording])[recording.pk]


def marks_of(recordings: list[Recording]) -> dict[str, list[dict[str, object]]]:
    """``marks`` of many recordings by their ids, in one query."""
    found: dict[str, list[dict[str, object]]] = {r.pk: list(r.marks) for r in recordings}
    for mark in Mark.objects.filter(recording__in=found):
        found[mark.recording_id].append({"t": mark.t, "label": mark.label})
    return {key: sorted(some, key=lambda m: int(str(m["t"]))) for key, some in found.items()}


def case_of(object_id: str) -> str:
    """Id of the case that an evidence, recording or derivative belongs to. Raises NoSuchObject.

    For addresses that name the object alone; the caller then goes through the door to that case.
    """
    for model in (EvidenceItem, Recording, Derivative):
        if found := model.objects.filter(pk=object_id).values_list("case_id", flat=True).first():
            return str(found)
    raise NoSuchObject("没有这份材料，或者它没有上传文件")


def shown(case_id: str, object_id: str) -> Shown:
    """The evidence, recording or derivative of that id in that case. Raises NoSuchObject."""
    item = EvidenceItem.objects.filter(case=case_id, pk=object_id).first()
    if item and item.blob_id:
        return Shown(item.pk, str(item), item.blob_id, item.size, item.media_type, True)
    recording = Recording.objects.filter(case=case_id, pk=object_id).first()
    if recording:
        start = f"{recording.claimed_started_at.astimezone(BEIJING):%Y%m%d-%H%M}"
        title = f"音像记录 {recording.device_no or recording.av_item} {start}"
        return Shown(recording.pk, title, recording.blob_id, recording.size, recording.media_type, True)
    made = Derivative.objects.filter(case=case_id, pk=object_id).first()
    if made:
        title = f"{made.get_kind_display()} {made.blob_id[:8]}"
        return Shown(made.pk, title, made.blob_id, made.size, made.media_type, False)
    raise NoSuchObject("没有这份材料，或者它没有上传文件")


def holds(case_id: str, sha256: str) -> bool:
    """Whether a file is an original of the case."""
    originals = (EvidenceItem, Recording)
    return any(m.objects.filter(case=case_id, blob=sha256).exists() for m in originals)


def viewing(person_id: str, object_id: str, now: datetime) -> View | None:
    """The entry under which this person may fetch the bytes now, if any."""
    recent = View.objects.filter(object_id=object_id, person=person_id, at__gt=now - VIEW_LASTS)
    return recent.order_by("-at").first()


def views(case_id: str, object_id: str = "") -> QuerySet[View]:
    """Who looked, when and for what; of one object or of the whole case, newest first."""
    rows = View.objects.filter(case=case_id)
    return rows.filter(object_id=object_id) if object_id else rows


def device_gaps(device_no: str) -> list[tuple[int, int]]:
    """Runs (first, last) of sequence numbers a device must have given but that were never stored."""
    numbers = sorted({number for number, _ in _delivered(device_no)})
    return [(a + 1, b - 1) for a, b in pairwise(numbers) if b - a > 1]


def doubled(device_no: str) -> list[int]:
    """Sequence numbers under which a device delivered two different files."""
    files = Counter(number for number, _ in _delivered(device_no))
    return sorted(number for number, count in files.items() if count > 1)


def _delivered(device_no: str) -> set[tuple[int, str]]:
    rows = Recording.objects.filter(device_no=device_no, sequence_no__isnull=False)
    return {(number, blob) for number, blob in rows.values_list("sequence_no", "blob_id") if number is not None}


def late(since: datetime) -> QuerySet[Recording]:
    """Recordings stored late, for supervision; newest first."""
    return Recording.objects.filter(late=True, received_at__gte=since).order_by(F("received_at").desc())
