"""Approving that an expected recording does not exist: asked by a handler, approved by someone else (plan 三(二)2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.evidence import queries as evidence
from mingjing.evidence.checks import Incomplete
from mingjing.law.kinds import Power
from mingjing.organs.permissions import Actor, may, require, roles_for
from mingjing.procedure import materials
from mingjing.procedure.queries import case_for, scope_of


@dataclass(frozen=True, slots=True)
class Open:
    """Whether the evidence page offers this, and where."""

    allowed: bool
    href: str


def offered(actor: Actor, case: Any) -> Open:
    """For the evidence page: heads and unit leads may approve, while the case is not decided."""
    verdict = may(actor, Power.ASSIGN_CASE, scope_of(case))
    return Open(verdict.ok and not case.decided_on, address("case_absences", case_id=case.pk))


@office
def absences(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """GET: the form. POST: approve; a refusal comes back with everything typed."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    case = case_for(actor, case_id)
    require(actor, Power.ASSIGN_CASE, scope_of(case))
    errors: dict[str, str] = {}
    fields, status = _fields(case, actor, now), 200
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        offered_codes = {code for code, _ in fields[0].choices}
        if values.get("av_item") and values["av_item"] not in offered_codes:
            errors["av_item"] = "选择清单内还没有音像记录的事项"
        if not errors:
            try:
                materials.excuse_recording(
                    actor=actor, case_id=case.pk, code=values["av_item"], asked_by=values["asked_by"],
                    reason=values["reason"], now=now,
                )  # fmt: skip
            except Incomplete as refusal:
                errors = refusal.problems
            else:
                tell(request, "已批准，登记在案。")
                return redirect(address("case_evidence", case_id=case.pk))
        status, fields = 422, asking.shown(fields, request.POST, errors)
    context = head(actor, case, now, "evidence") | {
        "fields": fields,
        "errors": asking.summary(errors),
        "whose": roles_for(Power.ASSIGN_CASE),
    }
    return render(request, "desk/absences.html", context, status=status)


def _fields(case: Any, actor: Actor, now: datetime) -> list[Asked]:
    have, excused = evidence.recorded(case.pk)
    items = [i for i in catalog.av_items(case.organ_id, now.date()) if i.code not in have | excused]
    people = [h for h in case.handlers.all() if h.until is None and not h.recused and h.person_id != actor.person_id]
    return [
        Asked("av_item", "没有音像记录的事项", "choice", True, tuple((i.code, i.name) for i in items)),
        Asked("asked_by", "说明情况的承办人", "person", True, tuple((h.person_id, h.person.name) for h in people)),
        Asked("reason", "没有音像记录的理由", "long", True, help="例：现场在爆炸危险场所，不得携带电子设备"),
    ]
