"""综合查一次: visits to the same firm around one that is planned, the offer to make them together, and the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from mingjing.desk.access import address, office, tell
from mingjing.law import visits
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import ActKind, Power
from mingjing.law.visits import Preparation
from mingjing.organs.permissions import Actor, may
from mingjing.procedure import planning, visiting
from mingjing.procedure import queries as procedure


@office
def joints(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Offers that wait for the own organ, and the own planned visits that others could join or that are near others."""
    offers = [
        {"offer": o, "title": o.host.title, "href": address("case", case_id=o.host_id),
         "allowed": may(actor, Power.EDIT_CASE, procedure.scope_of(o.host)).ok}
        for o in planning.offers_to(actor)
    ]  # fmt: skip
    return render(request, "desk/joints.html", {"offers": offers, "near": _planned(actor, now)})


def _planned(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Own visits that are planned while another visit to the same firm is near."""
    found = []
    for case in procedure.cases_for(actor).filter(kind=ActKind.INSPECTION, stage__in=["planned", "approved"])[:50]:
        before = visiting.preparation(case, tuple(case.parties.all()), now.date())
        day = visiting.first_day(case) or now.date()
        near = visits.near(before.visits, day, before.repeat_days) if before else ()
        if near:
            found.append({"case": case, "href": address("visits_near", case_id=case.pk), "day": day, "near": near})
    return found


@office
def near(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """Visits of any organ to the firm of one visit: date, organ and type; those not made yet can be joined."""
    case = procedure.case_for(actor, case_id)
    if request.method == "POST":
        planning.offer_joint(
            actor=actor, host_id=request.POST.get("host", ""), guest_id=case.pk, words=request.POST.get("words", ""),
            now=now,
        )  # fmt: skip
        tell(request, "联合检查已提出。本机关的检查即时合并，其他机关的等待答复。")
        return redirect(address("visits_near", case_id=case.pk))
    before = visiting.preparation(case, tuple(case.parties.all()), now.date()) or Preparation(case.organ_id)
    day = visiting.first_day(case) or now.date()
    offered = planning.joint_of(case.pk)
    taken = {o.host_id for o in offered} | {o.guest_id for o in offered}
    rows = [
        {
            "visit": v,
            "joinable": not v.entered and v.case not in taken,
            "joint": bool(v.joint and v.joint == before.joint),
        }
        for v in visits.near(before.visits, day, before.repeat_days)
    ]
    context = {
        "case": case, "rows": rows, "day": day, "offered": offered,
        "days": resolve(visits.REPEAT_RULE, now.date()).amount,
        "allowed": may(actor, Power.EDIT_CASE, procedure.scope_of(case)).ok,
        "year": visits.in_year(before.visits, case.organ_id, day.year),
        "cap": before.cap,
    }  # fmt: skip
    return render(request, "desk/visits_near.html", context)


@office
def answer(request: HttpRequest, actor: Actor, now: datetime, joint_id: str) -> HttpResponse:
    """Accept or decline an offer."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    accepted = request.POST.get("accepted") == "yes"
    planning.answer_joint(
        actor=actor, joint_id=joint_id, accepted=accepted, answer=request.POST.get("answer", ""), now=now
    )
    tell(request, "已同意联合检查。" if accepted else "已答复不联合检查。")
    return redirect(address("joints"))
