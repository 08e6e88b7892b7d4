"""The party's page: by the code printed on any served paper. No login; the rest of a number opens the papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from mingjing.counter.pages import context, counter, error
from mingjing.counter.receiving import received
from mingjing.disclosure import pages
from mingjing.documents import codes, sheets
from mingjing.documents.models import DocumentVersion
from mingjing.procedure import party, standing
from mingjing.procedure.limits import beijing_date
from mingjing.procedure.refusals import FormIncomplete

PROVED = "party-proved"  # cases whose party gave the rest of its number, in this session
MOST_TRIES, DAY = 8, 24 * 3600  # wrong numbers for one case in a day, whoever tries


@counter
def enter(request: HttpRequest, now: datetime) -> HttpResponse:
    """Ask for the code; a mistyped one is told as a typing error."""
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "counter/enter.html", context())
    code = codes.normalise(typed)
    wrong = codes.problem(code)
    if not wrong:
        try:
            party.served_paper(code)
        except party.NoSuchPaper:
            wrong = "没有查到这个编码。请核对文书末尾的二维码旁边的编码；文书送达登记之后才能查询。"
    if wrong:
        return render(request, "counter/enter.html", context(typed=typed, wrong=wrong), status=404)
    return redirect(reverse("party_page", args=[code]))


@counter
@require_safe
def page(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """How the case stands: windows, bill, papers, what may be handed in and what was answered."""
    paper = _paper(code)
    return _absent(request) if paper is None else _show(request, now, code, paper)


@counter
@require_POST
def prove(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """The last four of the party's own number open the papers themselves, for this session."""
    paper = _paper(code)
    if paper is None:
        return _absent(request)
    case = paper.document.case
    key = f"party-tries:{case.pk}"
    if (cache.get_or_set(key, 0, DAY) or 0) >= MOST_TRIES:
        words = "试的次数太多，请明天再试，或者持证件到窗口办理。"
        return _show(request, now, code, paper, proof_error=words, status=429)
    if not standing.proves_to_be(case, request.POST.get("tail", "").strip()):
        cache.incr(key)
        words = "与登记的号码不一致，请核对后再填。"
        return _show(request, now, code, paper, proof_error=words, status=422)
    request.session[PROVED] = sorted({*request.session.get(PROVED, []), case.pk})
    return redirect(reverse("party_page", args=[code]))


@counter
@require_POST
def hand_in(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """Receive a statement, a hearing request, an application to defer, or a correction; give the number it has."""
    paper = _paper(code)
    if paper is None:
        return _absent(request)
    errors: dict[str, str] = {}
    files = received(request, "files", errors, now=now, most=party.MOST_FILES)
    typed = {name: request.POST.get(name, "") for name in ("kind", "content", "phone")}
    if not errors:
        try:
            receipt = party.hand_in(code=code, files=files, now=now, **typed)
        except FormIncomplete as refusal:
            errors = refusal.errors
        else:
            request.session["party-receipt"] = receipt.number
            return redirect(reverse("party_page", args=[code]) + "?received=" + quote(str(receipt.number)))
    return _show(request, now, code, paper, typed=typed, errors=errors, status=422)


@counter
@require_safe
def paper(request: HttpRequest, now: datetime, code: str, version_id: str) -> HttpResponse:
    """One served paper as PDF, for the party itself."""
    own = _paper(code)
    if own is None or own.document.case_id not in request.session.get(PROVED, []):
        return _absent(request)
    served = standing.standing(own, beijing_date(now)).papers
    found = next((p for p in served if p.version.pk == version_id), None)
    if found is None:
        return _absent(request)
    data = sheets.pdf_of(found.version, own.document.case.organ.name)
    return _file(data, "application/pdf", f"{found.title}{found.number}.pdf")


@counter
@require_safe
def proof(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """The party's own proof of its decision, to be checked offline."""
    own = _paper(code)
    if own is None or own.document.case_id not in request.session.get(PROVED, []):
        return _absent(request)
    decision = standing.decision_served(own.document.case)
    if decision is None:
        return _absent(request)
    try:
        bundle = pages.party_bundle(decision)
    except pages.NotProvable as why:
        return _show(request, now, code, own, proof_wait=str(why), status=409)
    return _file(bundle, "application/json", f"{decision.number}.bundle.json")


def _file(data: bytes, media: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": disposition})


def _paper(code: str) -> DocumentVersion | None:
    try:
        return party.served_paper(codes.normalise(code))
    except party.NoSuchPaper:
        return None


def _absent(request: HttpRequest) -> HttpResponse:
    return error(request, 404, "没有查到", "编码不对，或者文书还没有登记送达。请核对文书上的编码后重新输入。")


def _show(
    request: HttpRequest, now: datetime, code: str, paper: DocumentVersion, status: int = 200, **more: Any
) -> HttpResponse:
    found = standing.standing(paper, beijing_date(now))
    asked = more.get("typed") or {"kind": found.offers[0][0], "content": "", "phone": ""}
    received_no = request.GET.get("received", "")
    shown = context(
        s=found, code=code, written=codes.grouped(code), proved=found.case.pk in request.session.get(PROVED, []),
        decision=standing.decision_served(found.case),
        received=received_no if received_no == str(request.session.get("party-receipt", "")) else "",
    )  # fmt: skip
    return render(request, "counter/party.html", shown | {"errors": {}} | more | {"typed": asked}, status=status)
