"""告知事由、依据、权利义务: read aloud at the door, in big type on the phone, or printed on one sheet (law.telling)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.desk.access import office
from mingjing.law.telling import BY_SLUG, TELLINGS, telling_for
from mingjing.organs import cards
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure

MOST = 30


@office
@require_safe
def kinds(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """One text per kind of act, and the same filled in for the own cases under way."""
    own = procedure.cases_for(actor, mine=True).filter(ended_on=None)[:MOST]
    return render(request, "desk/rights.html", {"tellings": TELLINGS, "cases": own})


@office
@require_safe
def of_case(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """The text that belongs to a case, whatever kind it is."""
    case = procedure.case_for(actor, case_id)
    try:
        telling = telling_for(case.kind, case.procedure)
    except LookupError as error:
        raise Http404(case_id) from error
    return redirect("field_rights_case", telling=telling.slug, case_id=case.pk)


@office
@require_safe
def sheet(request: HttpRequest, actor: Actor, now: datetime, telling: str, case_id: str = "") -> HttpResponse:
    """The text of one kind; with a case, its cause, basis and officers are filled in."""
    found = BY_SLUG.get(telling)
    if found is None:
        raise Http404(telling)
    filled = _from_case(actor, case_id) if case_id else _of_actor(actor, now)
    if case_id and telling_for(filled["case"].kind, filled["case"].procedure) is not found:
        raise Http404(telling)
    return render(request, "desk/rights_sheet.html", {"t": found, **filled})


def _from_case(actor: Actor, case_id: str) -> dict[str, Any]:
    case = procedure.case_for(actor, case_id)
    officers = [(h.person.name, h.certificate.number) for h in case.handlers.all() if h.until is None]
    cited = "；".join(dict.fromkeys(c.text for c in case.citations.all()))
    return {"case": case, "organ": case.organ, "officers": officers, "cause": case.cause,
            "basis": cited or case.power.basis, "party": "、".join(p.name for p in case.parties.all())}  # fmt: skip


def _of_actor(actor: Actor, now: datetime) -> dict[str, Any]:
    try:
        officers = [(actor.name, cards.card_of(actor.person_id, now.date()).number)]
    except cards.NotShown:
        officers = []
    return {"organ": organs.organ(actor.organ_id) if actor.organ_id else None, "officers": officers}
