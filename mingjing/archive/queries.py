"""Reads on volumes: what is to be filed, what is in one, what was filed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mingjing.archive import volume
from mingjing.archive.models import Volume
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.documents.models import DocumentVersion
from mingjing.evidence import queries as evidence
from mingjing.law import procedures
from mingjing.law.kinds import Stage, Step
from mingjing.law.procedures import Condition
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure
from mingjing.vault import queries as vault
from mingjing.vault.store import Damaged

RULE = "archive.file"
TO_FILE = (Stage.CLOSED, Stage.NOT_FILED, Stage.TRANSFERRED, Stage.TERMINATED)
# What a volume may be taken out for; the value stands in the entry of the log.
PURPOSES = (
    ("handling", "办案查阅"),
    ("assessment", "案卷评查"),
    ("reconsideration", "行政复议"),
    ("litigation", "行政诉讼"),
    ("supervision", "监督检查"),
)


@dataclass(frozen=True)
class Contents:
    """What would go into the volume of a case, and whether it may be filed now."""

    documents: list[DocumentVersion]
    recordings: int
    retention: str
    checklist: tuple[Condition, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return all(c.state == "yes" for c in self.checklist)


def volume_of(actor: Actor, case_id: str) -> Volume | None:
    """The volume of a case, if filed. The caller came through the case's own door."""
    return Volume.objects.filter(case_id=case_id).select_related("filed_by").order_by("ledger_id").last()


def to_file(actor: Actor, words: str = "") -> QuerySet[Case]:
    """Ended cases this actor may read that lie in no volume, the oldest first."""
    rows = procedure.cases_for(actor, words=words).filter(stage__in=TO_FILE)
    return rows.order_by("ended_on", "pk")


def volumes(actor: Actor, words: str = "") -> QuerySet[Volume]:
    """Volumes of the cases this actor may read, the newest first."""
    cases = procedure.cases_for(actor, words=words).order_by().values("pk")
    rows = Volume.objects.filter(case__in=cases).select_related("case", "case__organ", "filed_by")
    return rows.prefetch_related("case__parties").order_by("-filed_on", "-number")


def contents(actor: Actor, case: Case, on: date) -> Contents:
    """Documents in the order of the volume, recordings, retention, and the conditions of filing."""
    seen = procedure.outlook(actor, case, on).seen
    return Contents(
        volume.documents(case),
        len(evidence.recordings(case.pk)),
        volume.retention(seen.facts),
        procedures.checklist(case.law_version, seen.facts, Step.ARCHIVE),
    )


def overdue(case_id: str, on: date) -> date | None:
    """The last day of the duty to file, once it has passed with the duty open."""
    duty = clocks.obligation_of(case_id, RULE)
    return duty.rolled if duty and duty.open and on > duty.rolled else None


def pieces(row: Volume) -> Iterator[bytes]:
    """The bytes of a volume, hashed once before the first is given. Raises Missing, Damaged."""
    found = hashlib.sha256()
    for piece in vault.pieces(row.blob, 0, row.size - 1):
        found.update(piece)
    if found.hexdigest() != row.blob:
        raise Damaged(f"案卷 {row.number} 的文件与登记的摘要不符")
    return vault.pieces(row.blob, 0, row.size - 1)
