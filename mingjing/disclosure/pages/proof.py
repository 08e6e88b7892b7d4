"""What proves a publication: the bundle for the offline check, the verdict of the verification page, the tombstone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from mingjing.disclosure import bundle, queries
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.pages import line
from mingjing.documents import queries as documents
from mingjing.ledger import sealing
from mingjing.ledger.models import AnjuanEntry, GongshiEntry

State = Publication.State


def bundle_of(publication: Publication, box: Outbox) -> bytes:
    """The file a stranger checks with ``verify_decision.py``, offline."""
    decision = publication.decision
    version = decision.version
    assert box.anchor_seq is not None and box.public_seq is not None  # drained in order: both entries stand
    inner = json.loads(bytes(GongshiEntry.objects.get(pk=box.anchor_seq).body))["data"]["note"]
    in_size = int(inner.split("\n")[1])
    out = sealing.seal("gongshi", approved_at(publication))
    approved = AnjuanEntry.objects.filter(case=publication.case_id, type="publish.approved", seq__lt=in_size).latest(
        "seq"
    )
    review_seq = decision.review.ledger_id if decision.review else decision.ledger_id
    classes = queries.classes_of(publication)
    return bundle.assemble(
        anjuan=(inner, [_proven("anjuan", s, in_size) for s in sorted({review_seq, decision.ledger_id, approved.seq})]),
        gongshi=(out.note, [_proven("gongshi", s, out.size) for s in sorted({box.anchor_seq, box.public_seq})]),
        units=queries.units_of(publication),
        salts=documents.salts_of(None, version),  # type: ignore[arg-type]
        commitments=dict(documents.committed_of(None, version)),  # type: ignore[arg-type]
        classes=classes,
        issue={
            "organ": publication.case.organ.name,
            "number": decision.number,
            "date": decision.decided_on.isoformat(),
        },
    )


def _proven(log: str, seq: int, size: int) -> bundle.Proven:
    model = AnjuanEntry if log == "anjuan" else GongshiEntry
    return bundle.Proven(seq, bytes(model.objects.get(pk=seq).body), sealing.prove(log, seq, size))


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
