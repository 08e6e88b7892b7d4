"""What inspected firms said, round by round: released by the bureau once a round is over."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingjing.desk.access import address, office, tell
from mingjing.law import feedback as law
from mingjing.organs.permissions import Actor, NotAllowed, matrix, roles_for
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import queries, releases

SHOWN = 40


@office
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """GET: closed rounds to release, released ones. POST: release one."""
    if not any(matrix()[queries.READ].get(role, "–") != "–" for role in actor.roles):
        raise NotAllowed(f"检查评价由{roles_for(queries.READ)}查看")
    refused, status = "", 200
    if request.method == "POST":
        try:
            made = releases.release(actor=actor, round_id=request.POST.get("round", "")[:32].replace("\0", ""), now=now)
        except FormIncomplete as refusal:
            refused, status = "；".join(refusal.errors.values()), 409
        else:
            few = f"不足 {law.LEAST} 家企业评价，不公布，已清空。"
            tell(request, few if made.withheld else f"已公布 {made.firms} 家企业的评价合计。")
            return redirect(address("feedback_rounds"))
    context = {
        "waiting": [(r, law.quarter_label(r.quarter)) for r in releases.closed_rounds(actor, now.date())],
        "released": [(releases.shown(r), r) for r in releases.releases_for(actor)[:SHOWN]],
        "least": law.LEAST,
        "refused": refused,
    }
    return render(request, "desk/feedback.html", context, status=status)
