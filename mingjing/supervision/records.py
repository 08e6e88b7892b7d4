"""重大行政执法决定备案 at the bureau: what was filed, its receipt, and what should have been filed (L2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.clocks.models import Obligation
from mingjing.clocks.queries import Light
from mingjing.law.gating import Blocker
from mingjing.law.terms import Term
from mingjing.ledger.actions import act
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, require
from mingjing.organs.queries import regions_below
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.models import Filing
from mingjing.procedure.refusals import FormIncomplete, StepRefused

RECEIVE, RULE = "record.receive", "file.record"
BASIS = "三政办〔2019〕16号三(三)2"


class Verdict(Term):
    """What the bureau's look at a filed decision came to."""

    NOTED = "noted", "准予备案"
    DEFECT = "defect", "发现问题，转监督"


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A major decision whose filing is open: how it stands."""

    case: Case
    due: Obligation
    light: Light


def _regions(actor: Actor) -> set[str]:
    cells = matrix()[RECEIVE]
    return {c for g in actor.grants if cells.get(g.role) == "region" for c in regions_below(g.region_code)}


def filed(actor: Actor, tab: str = "") -> QuerySet[Filing]:
    """Filed decisions of the region, newest first; ``tab`` new: without a receipt, done: with one."""
    rows = Filing.objects.filter(case__organ__region__in=_regions(actor)).exclude(case__organ=actor.organ_id)
    if tab:
        rows = rows.filter(received_on__isnull=tab == "new")
    return rows.select_related("case__organ", "decision").order_by("-filed_on", "pk")


def unfiled(actor: Actor, on: date, most: int = 200) -> list[Unfiled]:
    """Major decisions of the region that were not filed, the longest overdue first. Three queries."""
    cases = Case.objects.filter(organ__region__in=_regions(actor)).exclude(organ=actor.organ_id)
    rows = Obligation.objects.filter(rule_id=RULE, met_on=None, cancelled_on=None, subject_id__in=cases.values("pk"))
    due = list(rows.order_by("rolled", "pk")[:most])
    known = {c.pk: c for c in cases.filter(pk__in=[o.subject_id for o in due]).select_related("organ")}
    cal = clocks.calendar()
    return [Unfiled(known[o.subject_id], o, clocks.light(o, on, cal)) for o in due]


def counts(actor: Actor) -> dict[str, int]:
    """How many filings wait for a receipt and how many have one."""
    return {tab: filed(actor, tab).count() for tab in ("new", "done")}


def receive(*, actor: Actor, filing_id: str, verdict: str, now: datetime) -> Filing:
    """Enter that a filed decision was received and looked over. One act, once.

    Raises Filing.DoesNotExist, NotAllowed, FormIncomplete, StepRefused when it has a receipt.
    """
    row = Filing.objects.select_related("case__organ", "decision").get(pk=filing_id)
    organ = row.case.organ
    by = require(actor, RECEIVE, Scope(organ.pk, organ.region_id))
    if organ.pk == actor.organ_id:
        raise NotAllowed("本机关的决定由上一级司法行政部门接收备案")
    if verdict not in {v.value for v in Verdict}:
        raise FormIncomplete({"verdict": "选择备案审查结果"})
    with act(type="filing.received", by=by, obj=row.pk, case=row.case_id, now=now) as opened:
        if Filing.objects.filter(Q(pk=row.pk) & Q(received_on__isnull=False)).exists():
            raise StepRefused((Blocker("filing.received", "只接收一次", "这件备案已经出具回执", BASIS, "不必再办"),))
        row.received_on, row.verdict = beijing_date(now), verdict
        opened.data |= {"verdict": verdict}
        return opened.save(row)
