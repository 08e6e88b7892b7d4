"""The daily run: read the cases, ask the rules, raise what is new, renew what grew, close what the data took back.

A lead is raised once. One that the bureau called unfounded or passed on is silent until the rule rests on a case that
it did not rest on then; one that ended by itself may come again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from mingjing.ledger.actions import By, act
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.unmanned import SYSTEM
from mingjing.statistics.analysis import records
from mingjing.statistics.analysis.models import Lead, LeadMove, Run
from mingjing.statistics.analysis.naming import Names, sentence
from mingjing.statistics.analysis.plain import Suspicion
from mingjing.statistics.analysis.rules import BY_CODE, analyse, in_force
from mingjing.statistics.analysis.standing import MoveKind, Standing

SETTLED = (Standing.DISMISSED, Standing.PASSED)


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to."""

    cases: int
    suspicions: int
    raised: int
    renewed: int
    gone: int


def run(*, now: datetime, among: Collection[str] | None = None) -> Done:
    """Analyse the cases of ``among`` (organ ids; every organ when None) and keep what was found. Repeatable."""
    on = beijing_date(now)
    ids = list(Organ.objects.values_list("pk", flat=True)) if among is None else list(among)
    read = records.read(ids, on)
    found = analyse(read.records, on)
    raised, renewed, gone = _keep(found, Names(read, found), ids, now, whole=among is None)
    by = By(SYSTEM, "", organs.bureau(on) or "")
    row = Run(on=on, ran_at=now, cases=len(read.records), rules={r.code: r.version for r in in_force(on)},
              raised=raised, renewed=renewed, gone=gone)  # fmt: skip
    with act(
        type="analysis.ran", by=by, obj=row.pk, data={"cases": row.cases, "raised": raised, "gone": gone}, now=now
    ) as a:
        a.save(row)
    return Done(row.cases, len(found), raised, renewed, gone)


def key_of(s: Suspicion) -> str:
    """What makes two suspicions of one rule the same lead."""
    whole = f"{s.organ}:{s.subject[0]}:{s.subject[1]}"
    return whole if len(whole) <= 190 else hashlib.sha256(whole.encode()).hexdigest()


def _keep(
    found: list[Suspicion], names: Names, ids: list[str], now: datetime, *, whole: bool
) -> tuple[int, int, int]:  # fmt: skip
    mine = Lead.objects.filter(closed_on=None)
    open_now = {(x.rule, x.key): x for x in (mine if whole else mine.filter(organ_id__in=ids))}
    settled = _settled(found)
    raised = renewed = 0
    for s in found:
        lead = open_now.pop((s.rule, key_of(s)), None)
        if lead is None:
            if not set(s.cases) <= settled.get((s.rule, key_of(s)), set()):
                _raise(s, names, now)
                raised += 1
        elif set(lead.cases) != set(s.cases):
            _renew(lead, s, names, now)
            renewed += 1
    for lead in open_now.values():
        _close(lead, now)
    return raised, renewed, len(open_now)


def _settled(found: list[Suspicion]) -> dict[tuple[str, str], set[str]]:
    """Cases on which a lead rested that the bureau has dealt with."""
    rows = Lead.objects.filter(standing__in=SETTLED, key__in={key_of(s) for s in found})
    cases: dict[tuple[str, str], set[str]] = {}
    for rule, key, rested in rows.values_list("rule", "key", "cases"):
        cases.setdefault((rule, key), set()).update(rested)
    return cases


def _fill(lead: Lead, s: Suspicion, names: Names, now: datetime) -> None:
    subject = names.subject(s)
    lead.organ_id, lead.unit_id, lead.person_id = subject.organ or None, subject.unit or None, subject.person or None
    lead.region, lead.words = subject.region, sentence(s, subject)
    lead.cases, lead.figures, lead.n = list(s.cases), [list(f) for f in s.figures], s.n
    lead.p, lead.q, lead.last_seen = f"{s.p:.3g}", f"{s.q:.3g}", beijing_date(now)
    lead.version = BY_CODE[s.rule].version


def _raise(s: Suspicion, names: Names, now: datetime) -> None:
    lead = Lead(rule=s.rule, key=key_of(s), subject_kind=s.subject[0], first_seen=beijing_date(now))
    _fill(lead, s, names, now)
    _write(lead, MoveKind.RAISED, "", now)


def _renew(lead: Lead, s: Suspicion, names: Names, now: datetime) -> None:
    before = lead.n
    _fill(lead, s, names, now)
    _write(lead, MoveKind.RENEWED, f"所依据的数据有变化：件数由 {before} 变为 {lead.n}", now)


def _close(lead: Lead, now: datetime) -> None:
    lead.standing, lead.closed_on = Standing.GONE, beijing_date(now)
    _write(lead, MoveKind.GONE, "按最新数据，已不再超出同类的正常波动，系统自动了结", now)


def _write(lead: Lead, kind: MoveKind, words: str, now: datetime) -> None:
    by = By(SYSTEM, "", lead.organ_id or "")
    data = {"rule": lead.rule, "version": lead.version, "n": lead.n, "cases": len(lead.cases)}
    with act(type=f"lead.{kind.value}", by=by, obj=lead.pk, data=data, now=now) as a:
        a.save(lead)
        a.save(LeadMove(lead=lead, kind=kind, words=words, at=now))
