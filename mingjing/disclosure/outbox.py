"""What an approved publication still needs, step by step; every arrow survives a kill and may be taken twice.

Seal the internal log → its checkpoint and the publication become entries of the public log, together → seal → public
store → ``publish.published``.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from mingjing.clocks import actions as clocks
from mingjing.disclosure import pages, queries
from mingjing.disclosure.models import Outbox, Publication
from mingjing.ledger import sealing
from mingjing.ledger.actions import By, act, append_public
from mingjing.ledger.models import AnjuanEntry
from mingjing.procedure.limits import beijing_date
from mingjing.tlog.hashing import leaf_hash

log = logging.getLogger(__name__)
RULE = "publish.penalty"
State = Publication.State


def drain_outbox(*, now: datetime) -> int:
    """Finish every publication that was approved and not yet out. Returns how many are done now."""
    done = 0
    for row in Outbox.objects.exclude(step="done").select_related("publication").order_by("pk"):
        try:
            finish(row.publication, now)
            done += 1
        except Exception as error:  # one that fails must not hold up the others; the row keeps the cause
            log.exception("公示 %s 没有完成", row.publication.page)
            Outbox.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, last_error=str(error)[:300])
    return done


def finish(publication: Publication, now: datetime) -> None:
    """From wherever it stopped to the end; every arrow may be taken twice without a second effect."""
    box = Outbox.objects.get(pk=publication.pk)
    sealing.seal("anjuan", now)
    if box.step == "approved":
        _anchor(publication, box, now)
        box.refresh_from_db()
    sealing.seal("gongshi", now)
    if box.step == "anchored":
        publication.published_at = publication.published_at or now
        pages.put(publication, box, beijing_date(now))
        box.step = "stored"
        box.save(update_fields=["step"])
    if box.step == "stored":
        _note_published(publication, box, now)
        sealing.seal("anjuan", now)


def _anchor(publication: Publication, box: Outbox, now: datetime) -> None:
    """The checkpoint that covers the decision, and the publication itself, into the public log, together."""
    sealed = sealing.seal("anjuan", now)
    decision = publication.decision
    body = bytes(AnjuanEntry.objects.values_list("body", flat=True).get(pk=decision.ledger_id))
    with transaction.atomic():
        box = Outbox.objects.get(pk=box.pk)
        if box.step != "approved":
            return
        box.anchor_seq = append_public(
            type="checkpoint.anjuan", obj="anjuan", org="", data={"note": sealed.note}, now=now
        )
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


def _note_published(publication: Publication, box: Outbox, now: datetime) -> None:
    with transaction.atomic():
        publication = Publication.objects.get(pk=publication.pk)
        publication.state, publication.published_at = State.PUBLISHED, now
        by = By(publication.approved_by_id or "", "PC", publication.case.organ_id)
        with act(type="publish.published", by=by, obj=publication.case_id, case=publication.case_id, now=now) as opened:
            opened.save(publication)
            opened.data |= {"publication": publication.pk, "public_seq": box.public_seq}
            clocks.meet(rule_id=RULE, subject_id=publication.case_id, on=beijing_date(now))
            Outbox.objects.filter(pk=box.pk).update(step="done", last_error="")
