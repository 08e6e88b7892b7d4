"""亮证: the officer's certificate on a phone, with a code that changes every minute (mj/card.js, organs.cards)."""

from __future__ import annotations

import base64
import re
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mingjing.desk.access import office
from mingjing.law.kinds import Stage
from mingjing.ledger.actions import By
from mingjing.organs import cards, photos
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure

KEY = re.compile("[A-Za-z0-9_-]{44}")


@office
@require_safe
def card(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The certificate full screen, or why it cannot be shown."""
    try:
        certificate = cards.card_of(actor.person_id, now.date())
    except cards.NotShown as refusal:
        return render(request, "desk/card.html", {"reason": str(refusal)})
    visits = procedure.cases_for(actor, kind="inspection", mine=True).filter(stage=Stage.APPROVED)
    context = {"c": certificate, "photo": photos.shown(certificate.person), "site": settings.SITE, "visits": visits[:3]}
    return render(request, "desk/card.html", context)


@office
@require_POST
def certify(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """State that this phone's key may show the certificate today. JSON: the statement, its day, our time."""
    text = request.POST.get("key", "")
    key = base64.urlsafe_b64decode(text) if KEY.fullmatch(text) else b""
    by = By(actor.person_id, "H", actor.organ_id)
    try:
        statement, signature = cards.certify(by=by, key=key, now=now)
    except cards.NotShown as refusal:
        return JsonResponse({"reason": f"{refusal}。"}, status=409)
    said = base64.urlsafe_b64encode(statement.body() + signature).decode()
    at = int(now.timestamp() * 1000)
    return JsonResponse({"statement": said, "day": statement.day.isoformat(), "now": at})
