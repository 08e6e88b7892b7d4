"""The small numbers of the office's frame: what waits on the bureau's screens, what one has not read."""

from __future__ import annotations

from mingjing.law.supervising import Standing
from mingjing.organs.permissions import Actor
from mingjing.supervision import digests, following, records
from mingjing.supervision.models import Told


def waiting(actor: Actor) -> dict[str, int]:
    """Route name → how much waits there, for a supervisor. Three queries."""
    told = Told.objects.filter(person=actor.person_id, done_on=None, level="red").exclude(organ=actor.organ_id)
    mine = [Standing.RAISED, Standing.VERIFIED, Standing.REPLIED, Standing.ACCEPTED]
    return {
        "alerts": told.values("organ", "rule").distinct().order_by().count(),
        "findings": following.findings_for(actor).filter(standing__in=mine).order_by().count(),
        "records": records.filed(actor, "new").order_by().count(),
    }


def unread(actor: Actor) -> int:
    """The number on the bell."""
    return digests.unread(actor)
