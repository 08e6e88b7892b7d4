"""What people do about a lead: the bureau looks into it, the organ explains, the bureau decides. One act, one entry.

A lead is a question, not a finding against anyone: until the bureau passes it on nothing follows from it, and the organ
may explain at any time before (申诉、说明).
"""

from __future__ import annotations

from datetime import datetime

from mingjing.ledger.actions import By, act
from mingjing.organs.permissions import Actor, NotAllowed, require
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics.analysis import queries
from mingjing.statistics.analysis.models import Lead, LeadMove
from mingjing.statistics.analysis.standing import MoveKind, Standing

EXPLAIN, SETTLE = "leads.explain", "leads.settle"
SHORTEST, LONGEST = 10, 2_000
NO_ORGAN = "这条线索不针对哪一个机关，不能转为监督事项；核查后认定，或者安排力量"
LEADS_TO = {
    MoveKind.LOOKED: Standing.LOOKED, MoveKind.EXPLAINED: Standing.EXPLAINED, MoveKind.REFUSED: Standing.LOOKED,
    MoveKind.PASSED: Standing.PASSED, MoveKind.DISMISSED: Standing.DISMISSED,
}  # fmt: skip
STARTS = {
    MoveKind.LOOKED: {Standing.NEW},
    MoveKind.EXPLAINED: {Standing.NEW, Standing.LOOKED},
    MoveKind.REFUSED: {Standing.EXPLAINED},
    MoveKind.PASSED: {Standing.NEW, Standing.LOOKED, Standing.EXPLAINED},
    MoveKind.DISMISSED: {Standing.NEW, Standing.LOOKED, Standing.EXPLAINED},
}


def moves_for(actor: Actor, lead: Lead) -> tuple[MoveKind, ...]:
    """What this actor may do about it now, in the order in which it is offered."""
    found = []
    for kind in (MoveKind.EXPLAINED, MoveKind.LOOKED, MoveKind.PASSED, MoveKind.REFUSED, MoveKind.DISMISSED):
        try:
            _by(actor, lead, kind)
        except NotAllowed:
            continue
        if lead.standing in STARTS[kind]:
            found.append(kind)
    return tuple(found)


def move(
    *, actor: Actor, lead_id: str, kind: MoveKind, words: str, now: datetime, expected: int | None = None,
    finding: str = "",
) -> Lead:  # fmt: skip
    """Take one step. ``expected``: the entry the page was made from; ``finding``: what a passed lead became.

    Raises Lead.DoesNotExist for strangers, NotAllowed, FormIncomplete (words), OutOfDate.
    """
    lead = queries.lead_for(actor, lead_id)
    by = _by(actor, lead, kind)
    words = words.replace("\0", "").replace("\r\n", "\n").strip()
    if errors := _wrong(kind, words):
        raise FormIncomplete(errors)
    with act(type=f"lead.{kind.value}", by=by, obj=lead.pk, data={"rule": lead.rule, "finding": finding}, now=now) as a:
        standing, ledger = Lead.objects.values_list("standing", "ledger_id").get(pk=lead.pk)
        if standing not in STARTS[kind] or (expected is not None and expected != ledger):
            raise OutOfDate
        lead.standing = LEADS_TO[kind]
        if kind in {MoveKind.PASSED, MoveKind.DISMISSED}:
            lead.closed_on = beijing_date(now)
        a.save(lead)
        a.save(LeadMove(lead=lead, kind=kind, words=words, person_id=actor.person_id, at=now, finding=finding))
    return lead


def _by(actor: Actor, lead: Lead, kind: MoveKind) -> By:
    """Who acts. The person a lead is about does not answer for the organ. Raises NotAllowed."""
    if kind is MoveKind.EXPLAINED:
        if lead.organ_id is None:
            raise NotAllowed("这条线索不针对哪一个机关，由司法局办理")
        by = require(actor, EXPLAIN, queries.scope_of(lead))
        if lead.person_id == actor.person_id:
            raise NotAllowed("线索涉及本人，由本机关其他负责人说明")
        return by
    if kind is MoveKind.PASSED and lead.organ_id is None:
        raise NotAllowed(NO_ORGAN)
    return require(actor, SETTLE, queries.scope_of(lead))


def _wrong(kind: MoveKind, words: str) -> dict[str, str]:
    if kind is MoveKind.LOOKED:
        return {}
    if len(words) < SHORTEST:
        what = "原因、依据和已经采取的措施" if kind is MoveKind.EXPLAINED else "理由，机关会看到"
        return {"words": f"写明{what}，不少于 {SHORTEST} 字"}
    if len(words) > LONGEST:
        return {"words": f"不超过 {LONGEST} 字，现在 {len(words)} 字"}
    return {}
