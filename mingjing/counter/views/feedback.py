"""Saying how an inspection was: the firm's browser asks for a blind token on its own page, and hands it in elsewhere.

The page that takes what is said reads no session: nothing on it knows which firm is there.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mingjing.counter.pages import context, counter, error
from mingjing.counter.views.party import PROVED
from mingjing.law import feedback as law
from mingjing.procedure import party
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import feedback


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def token(request: HttpRequest, now: datetime, code: str) -> HttpResponse:
    """GET: what it protects and what not, and the button. POST: the signature over what the browser blinded."""
    try:
        case = party.served_paper(code).document.case
    except party.NoSuchPaper:
        return error(request, 404, "没有查到这个编码", "请核对文书末尾的编码。")
    if case.pk not in request.session.get(PROVED, []):
        return redirect(reverse("party_page", args=[code]) + "#papers")
    try:
        if request.method == "POST":
            return JsonResponse({"signed": feedback.issue(case=case, blinded=_typed(request), now=now)})
        row = feedback.open_round(case, now)
    except feedback.NoFeedback as refusal:
        return error(request, 404, "现在不能评价", f"{refusal}。")
    except FormIncomplete as refusal:
        return JsonResponse({"error": "；".join(refusal.errors.values())}, status=422)
    shown = context(
        row=row, code=code, message=feedback.message_of(row).decode(), quarter=law.quarter_label(row.quarter),
        until=law.closes_on(row.quarter), least=law.LEAST, organ=case.organ.name,
    )  # fmt: skip
    return render(request, "counter/feedback_token.html", shown)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("blinded", "")[:2000]


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, now: datetime) -> HttpResponse:
    """Five questions and a few words, once for a token."""
    typed = {n: request.POST.get(n, "")[:2000] for n in ("token", "comment", *(q.name for q in law.QUESTIONS))}
    errors: dict[str, str] = {}
    if request.method == "POST":
        answers = {q.name: typed[q.name] for q in law.QUESTIONS}
        try:
            feedback.rate(typed=typed["token"], answers=answers, comment=typed["comment"], now=now)
        except FormIncomplete as refusal:
            errors = refusal.errors
        else:
            return redirect(reverse("feedback_done"))
    shown = context(typed=typed, errors=errors, questions=law.QUESTIONS, least=law.LEAST, longest=law.COMMENT)
    return render(request, "counter/feedback.html", shown, status=422 if errors else 200)


@counter
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest, now: datetime) -> HttpResponse:
    """It was taken."""
    return render(request, "counter/feedback_done.html", context(least=law.LEAST))
