"""What proves a decision: bundles for the offline check, the verdict of the verification page, the tombstone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingjing.disclosure import bundle, queries
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.pages import line
from mingjing.documents import queries as documents
from mingjing.documents.models import as_units
from mingjing.ledger import sealing
from mingjing.ledger.models import LOGS, AnjuanEntry, GongshiEntry
from mingjing.procedure.models import Decision

State = Publication.State
ANCHOR = "checkpoint.anjuan"


class NotProvable(Exception):
    """There is no proof yet; the text says in Chinese what is still missing."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkpoint of the internal log as an entry of the public one: its number there, the signed note, its size."""

    seq: int
    note: str
    size: int


def bundle_of(publication: Publication, box: Outbox) -> bytes:
    """The file a stranger checks with ``verify_decision.py``, offline."""
    decision = publication.decision
    version = decision.version
    assert box.anchor_seq is not None and box.public_seq is not None  # drained in order: both entries stand
    anchor = _anchor(GongshiEntry.objects.get(pk=box.anchor_seq))
    out = sealing.seal("gongshi", approved_at(publication))
    approved = AnjuanEntry.objects.filter(
        case=publication.case_id, type="publish.approved", seq__lt=anchor.size
    ).latest("seq")
    return bundle.assemble(
        anjuan=(anchor.note, _proven("anjuan", [*_acts(decision), approved.seq], anchor.size)),
        gongshi=(out.note, _proven("gongshi", [anchor.seq, box.public_seq], out.size)),
        units=queries.units_of(publication),
        salts=documents.salts_of(None, version),  # type: ignore[arg-type]
        commitments=dict(documents.committed_of(None, version)),  # type: ignore[arg-type]
        classes=queries.classes_of(publication),
        issue={"organ": publication.case.organ.name, **_issued(decision)},
    )


def party_bundle(decision: Decision) -> bytes:
    """The party's own proof of a decision, published or not, checked with ``verify_decision.py`` too.

    It holds the whole text as served and withholds nothing: only for whoever may read the case or holds the party's
    code. Raises NotProvable until the decision is sealed and ``outbox.anchor`` has entered its seal in the public log.
    """
    if decision.ledger_id >= sealing.sealed_size("anjuan"):
        raise NotProvable("这份决定的记录还没有封存，封存之后才有证明文件")
    anchor = last_anchor(sealing.sealed_size("gongshi"))
    if anchor is None or decision.ledger_id >= anchor.size:
        raise NotProvable("封存这份决定的检查点还没有列入公示日志，列入之后才有证明文件")
    version, out = decision.version, sealing.current("gongshi")
    return bundle.assemble(
        anjuan=(anchor.note, _proven("anjuan", _acts(decision), anchor.size)),
        gongshi=(out.note, _proven("gongshi", [anchor.seq], out.size)),
        units=as_units(version.units.order_by("ord")),
        salts=documents.salts_of(None, version),  # type: ignore[arg-type]
        commitments=dict(documents.committed_of(None, version)),  # type: ignore[arg-type]
        classes=None,
        issue=_issued(decision),
    )


def last_anchor(before: int | None = None) -> Anchor | None:
    """The last checkpoint of the internal log in the public one, or among its first ``before`` entries."""
    rows = GongshiEntry.objects.filter(type=ANCHOR).order_by("-seq")
    found = (rows if before is None else rows.filter(seq__lt=before)).first()
    return _anchor(found) if found else None


def _anchor(entry: GongshiEntry) -> Anchor:
    note = entry.content["data"]["note"]
    return Anchor(entry.seq, note, int(note.split("\n")[1]))


def _acts(decision: Decision) -> list[int]:
    """Numbers of the entries of the review, where there was one, and of the decision."""
    return [*([decision.review.ledger_id] if decision.review else []), decision.ledger_id]


def _issued(decision: Decision) -> dict[str, str]:
    return {"number": decision.number, "date": decision.decided_on.isoformat()}


def _proven(log: str, seqs: list[int], size: int) -> list[bundle.Proven]:
    bodies = dict(LOGS[log].objects.filter(pk__in=seqs).values_list("seq", "body"))
    return [bundle.Proven(seq, bytes(bodies[seq]), sealing.prove(log, seq, size)) for seq in sorted(seqs)]


def verdict(
    publication: Publication, log_index: int = 0, log_size: int = 0, view: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the verification page says: valid, corrected or withdrawn, with roots and place in the log."""
    over = publication.state in {State.WITHDRAWN, State.CORRECTED}
    box = Outbox.objects.filter(pk=publication.pk).first()
    return {
        "bad": over,
        "state": f"{publication.get_state_display()}：{publication.note}" if over else "有效，公示后未被改动",
        "organ": publication.case.organ.name,
        "number": publication.decision.number,
        "decided_on": publication.decision.decided_on.isoformat(),
        "page": publication.page,
        "text_root": publication.decision.text_root,
        "span_root": publication.span_root,
        "log_index": log_index or (box.public_seq if box else 0),
        "log_size": log_size or sealing.sealed_size("gongshi"),
        "remedy_short": view["remedy_short"] if view else "",
    }


def ended(publication: Publication) -> dict[str, Any]:
    """What a tombstone says: whose decision it was, since when it is gone, and why."""
    return {
        "number": publication.decision.number,
        "organ": publication.case.organ.name,
        "decided_on": publication.decision.decided_on.isoformat(),
        "published_on": line.day(publication.published_at),
        "ended_on": publication.ended_on.isoformat() if publication.ended_on else "",
        "reason": publication.note,
        "state": publication.get_state_display(),
        "verb": publication.get_state_display().removeprefix("已"),
    }


def approved_at(publication: Publication) -> datetime:
    """The moment of approval. Raises ValueError: nothing goes out without one."""
    if publication.approved_at is None:
        raise ValueError("没有批准的公示不能发布")
    return publication.approved_at
