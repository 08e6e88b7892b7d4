"""What a party handed in online: read it, take it into the procedure or answer it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.casehead import head
from mingjing.law.kinds import Power
from mingjing.law.procedures import rule_of
from mingjing.organs.permissions import Actor, may, roles_for
from mingjing.procedure import party
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.vault import queries as vault

OUTCOMES = (("recorded", "已登记进入程序"), ("answered", "直接答复"))


@office
def filing(request: HttpRequest, actor: Actor, now: datetime, case_id: str, filing_id: str) -> HttpResponse:
    """GET: what was handed in, and the steps that take it up. POST: the reply the party reads on its page."""
    case = procedure.case_for(actor, case_id)
    found = next((f for f in party.filings(case) if f.pk == filing_id), None)
    if found is None:
        raise Http404(filing_id)
    steps = [s for s in party.TAKEN_UP_BY[found.kind] if rule_of(case.law_version, s)]
    choices = OUTCOMES if steps else OUTCOMES[1:]
    fields = [
        Asked("outcome", "办理结果", "choice", True, choices, value=choices[-1][0]),
        Asked("reply", "给当事人的答复", "long", help="当事人在查询页面看到这段文字"),
    ]
    context: dict[str, Any] = head(actor, case, now, "") | {
        "filing": found,
        "steps": [(s, address("step", case_id=case.pk, step=s.value)) for s in steps],
        "fields": fields,
        "allowed": may(actor, Power.RECORD_STATEMENT, procedure.scope_of(case)).ok,
        "whose": roles_for(Power.RECORD_STATEMENT),
        "expected": case.ledger_id,
        "files": [
            (n, address("filing_file", case_id=case.pk, filing_id=found.pk, n=n)) for n in range(len(found.files))
        ],
    }
    status = 200
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        if not errors:
            try:
                party.settle(
                    actor=actor, case_id=case.pk, filing_id=found.pk, outcome=values["outcome"], reply=values["reply"],
                    now=now, expected=asking.entry(request.POST),
                )  # fmt: skip
            except FormIncomplete as refusal:
                errors = refusal.errors
            except OutOfDate:
                context["changed"], status = True, 409
            else:
                tell(request, "答复已登记，当事人可以在查询页面看到。")
                return redirect(address("case", case_id=case.pk))
        context |= {"fields": asking.shown(fields, request.POST, errors), "errors": asking.summary(errors)}
        status = 422 if errors else status
    return render(request, "desk/filing.html", context, status=status)


@office
@require_safe
def file(request: HttpRequest, actor: Actor, now: datetime, case_id: str, filing_id: str, n: int) -> HttpResponseBase:
    """One attachment, byte for byte."""
    case = procedure.case_for(actor, case_id)
    found = next((f for f in party.filings(case) if f.pk == filing_id), None)
    if found is None or n >= len(found.files):
        raise Http404(filing_id)
    blob = vault.blob(found.files[n])
    name = f"{found.get_kind_display()}附件{n + 1}{blob.media.suffix if blob.media else '.bin'}"
    away = not (blob.media and blob.media.inline)
    return StreamingHttpResponse(
        vault.pieces(blob.pk, 0, blob.size - 1),
        content_type=blob.media_type if blob.media else "application/octet-stream",
        headers={"Content-Length": str(blob.size), "Content-Disposition": content_disposition_header(away, name)},
    )
