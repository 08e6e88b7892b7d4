"""What an approved publication still needs, step by step; every arrow survives a kill and may be taken twice.

approved → seal the internal log → its checkpoint and the publication become entries of the public log, together →
anchored → seal → pages → stored → ``publish.published`` → noted → lists → done. Ended (corrected, withdrawn) → seal →
tombstone → done.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from mingjing.clocks import actions as clocks
from mingjing.disclosure import counting, pages, queries
from mingjing.disclosure.models import Outbox, Publication
from mingjing.disclosure.pages import proof
from mingjing.ledger import sealing
from mingjing.ledger.actions import By, act, append_public
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure.limits import beijing_date
from mingjing.tlog.hashing import leaf_hash

log = logging.getLogger(__name__)
State = Publication.State


def drain_outbox(*, now: datetime) -> int:
    """Finish every publication that was approved or ended and is not through. Returns how many are through now.

    Then the decisions that no publication covers are anchored.
    """
    done = 0
    for row in Outbox.objects.exclude(step="done").select_related("publication").order_by("pk"):
        done += attempt(row.publication, now)
    anchor(now=now)
    return done


def anchor(*, now: datetime) -> bool:
    """The seal of decisions that are not published enters the public log, so that their parties can prove them.

    The entry is the checkpoint alone: it names no decision. Once for all decisions since the last; False when there
    were none.
    """
    sealed, last = sealing.seal("anjuan", now), proof.last_anchor()
    fresh = AnjuanEntry.objects.filter(seq__gte=last.size if last else 0, seq__lt=sealed.size, type="decision.issued")
    if fresh.exists():
        append_public(type=proof.ANCHOR, obj="anjuan", org="", data={"note": sealed.note}, now=now)
    elif last is None or last.seq < sealing.sealed_size("gongshi"):
        return False  # else it stopped between entry and seal
    sealing.seal("gongshi", now)
    pages.put_log()
    return True


def attempt(publication: Publication, now: datetime) -> bool:
    """Finish one, or keep the cause and say no: what was approved is approved, and is tried again."""
    try:
        finish(publication, now)
    except Exception as error:  # one that fails must not hold up the others
        log.exception("公示 %s 没有完成", publication.page)
        Outbox.objects.filter(pk=publication.pk).update(attempts=F("attempts") + 1, last_error=str(error)[:300])
        return False
    return True


def finish(publication: Publication, now: datetime) -> None:
    """From wherever it stopped to the end. The request and the worker may both be at it: a step is taken once."""
    on = beijing_date(now)
    sealing.seal("anjuan", now)
    if _step(publication) == "approved":
        _anchor(publication, now)
    sealing.seal("gongshi", now)
    if _step(publication) == "anchored":
        pages.put(publication, Outbox.objects.get(pk=publication.pk), on)
        _move(publication, "anchored", "stored")
    if _step(publication) == "stored":
        _note_published(publication, now)
        sealing.seal("anjuan", now)
    if _step(publication) == "noted":
        pages.put_lists(pages.store(), on)
        _move(publication, "noted", "done")
    if _step(publication) == "ended":
        publication.refresh_from_db()
        pages.put_ended(publication, publication.ended_on or on)
        pages.put_log()
        _move(publication, "ended", "done")


def _step(publication: Publication) -> str:
    return Outbox.objects.values_list("step", flat=True).get(pk=publication.pk)


def _move(publication: Publication, before: str, after: str) -> None:
    """From one step to the next, never back: someone else may have gone further."""
    Outbox.objects.filter(pk=publication.pk, step=before).update(step=after, last_error="")


def _held(publication: Publication, step: str) -> Outbox | None:
    """The row, locked until commit, if it still stands at ``step``."""
    rows = Outbox.objects.filter(pk=publication.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    box = rows.get()
    return box if box.step == step else None


def _anchor(publication: Publication, now: datetime) -> None:
    """The checkpoint that covers the decision, and the publication itself, into the public log, together."""
    sealed = sealing.seal("anjuan", now)
    decision = publication.decision
    body = bytes(AnjuanEntry.objects.values_list("body", flat=True).get(pk=decision.ledger_id))
    with transaction.atomic():
        box = _held(publication, "approved")
        if box is None:
            return
        box.anchor_seq = append_public(type=proof.ANCHOR, obj="anjuan", org="", data={"note": sealed.note}, now=now)
        box.public_seq = append_public(
            type="publication.published",
            obj=publication.page,
            org=publication.case.organ_id,
            data={
                "page": publication.page,
                "revision": publication.revision,
                "number": decision.number,
                "organ": publication.case.organ.name,
                "text_root": decision.text_root,
                "span_root": publication.span_root,
                "anjuan_size": sealed.size,
                "decision_leaf": leaf_hash(body).hex(),
                "must_show": list(queries.must_show(decision.version)),
            },
            now=now,
        )
        box.step = "anchored"
        box.save(update_fields=["step", "anchor_seq", "public_seq"])


def _note_published(publication: Publication, now: datetime) -> None:
    with transaction.atomic():
        box = _held(publication, "stored")
        if box is None:
            return
        noted = Publication.objects.select_related("case").get(pk=publication.pk)
        noted.state, noted.published_at = State.PUBLISHED, now
        by = By(noted.approved_by_id or "", "PC", noted.case.organ_id)
        with act(type="publish.published", by=by, obj=noted.case_id, case=noted.case_id, now=now) as opened:
            opened.save(noted)
            opened.data |= {"publication": noted.pk, "public_seq": box.public_seq}
            clocks.meet(rule_id=queries.rule_of(noted.case), subject_id=noted.case_id, on=beijing_date(now))
            counting.count(noted, on=beijing_date(now))
            _move(noted, "stored", "noted")
