"""Reads for the windows: leads this actor may see, the cases behind them, the organs that may be analysed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingjing.cases.models import Case
from mingjing.organs import queries as organs
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor, NotAllowed, Scope, matrix, may
from mingjing.procedure import queries as procedure
from mingjing.statistics.analysis.models import Lead, LeadMove, Run
from mingjing.statistics.analysis.standing import OPEN

READ, ANALYSE = "leads.read", "analysis.read"
CITY = "411200"


def scope_of(lead: Lead) -> Scope:
    """Whose lead it is; one without an organ belongs to its region."""
    organ = lead.organ
    return Scope(lead.organ_id or "", organ.region_id if organ else (lead.region or CITY), lead.unit_id or "")


def organs_for(actor: Actor) -> QuerySet[Organ]:
    """Organs whose figures this actor may read, city organs first. Raises NotAllowed when there are none."""
    seen, cells = Q(pk__in=[]), matrix()[ANALYSE]
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            seen |= Q(pk=grant.organ_id)
        elif cell == "region" and grant.region_code:
            seen |= Q(region__in=organs.regions_below(grant.region_code))
    rows = Organ.objects.filter(seen).select_related("region").order_by("region_id", "name")
    if not rows:
        raise NotAllowed(may(actor, ANALYSE, Scope("")).reason)
    return rows


def leads_for(actor: Actor) -> QuerySet[Lead]:
    """Leads this actor may read, the surest first: of the own organ (or unit), of the region for the bureau."""
    seen, cells = Q(pk__in=[]), matrix()[READ]
    for grant in actor.grants:
        cell = cells.get(grant.role, "–")
        if cell == "✓" and grant.organ_id:
            own = Q(organ=grant.organ_id)
            seen |= own & (Q(unit=grant.unit_id) | Q(unit=None)) if grant.unit_id else own
        elif cell == "region" and grant.region_code:
            below = organs.regions_below(grant.region_code)
            seen |= Q(organ__region__in=below) | Q(organ=None, region__in=[*below, ""])
    return Lead.objects.filter(seen).select_related("organ__region", "unit").order_by("closed_on", "-first_seen", "pk")


def lead_for(actor: Actor, lead_id: str) -> Lead:
    """The one door to a lead. Raises Lead.DoesNotExist for strangers, NotAllowed for colleagues without the right."""
    lead = Lead.objects.select_related("organ__region", "unit", "person").get(pk=lead_id)
    verdict = may(actor, READ, scope_of(lead))
    if not verdict.ok:
        if lead.organ_id and lead.organ_id == actor.organ_id:
            raise NotAllowed(verdict.reason)
        raise Lead.DoesNotExist(lead_id)
    return lead


def cases_behind(actor: Actor, lead: Lead) -> QuerySet[Case]:
    """The cases it rests on that this actor may open, newest first."""
    return procedure.cases_for(actor).filter(pk__in=lead.cases)


def moves(lead: Lead) -> list[LeadMove]:
    """What happened to it, oldest first."""
    return list(lead.moves.select_related("person"))


def open_count(actor: Actor) -> int:
    """How many leads this actor sees that are still open."""
    return leads_for(actor).filter(standing__in=OPEN).count()


def last_run() -> Run | None:
    """The latest run of the analysis."""
    return Run.objects.first()
