"""重大决定备案 at the bureau: what came in, what did not, and the receipt."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingjing.desk.access import address, office, tell
from mingjing.organs.permissions import Actor, Scope, require
from mingjing.procedure.refusals import FormIncomplete
from mingjing.supervision import records as acting
from mingjing.supervision.records import Verdict

PAGE = 50
TABS = {"missing": "应备未备", "new": "待出具回执", "done": "已出具回执"}


@office
def records(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """GET: filed and unfiled major decisions. POST: a receipt."""
    require(actor, acting.RECEIVE, Scope(actor.organ_id, actor.region_code))
    error = ""
    if request.method == "POST":
        filing = request.POST.get("filing", "").replace("\0", "")
        try:
            row = acting.receive(actor=actor, filing_id=filing, verdict=request.POST.get("verdict", ""), now=now)
        except FormIncomplete as refusal:
            error = refusal.errors["verdict"]
        else:
            tell(request, f"{row.decision.number}已出具备案回执：{Verdict(row.verdict).label}。")
            return redirect(f"{address('records')}?tab=new")
    missing = acting.unfiled(actor, now.date())
    counts = {"missing": len(missing), **acting.counts(actor)}
    tab = request.GET.get("tab", "new" if error else "")
    tab = tab if tab in TABS else next((t for t in TABS if counts[t]), "missing")
    page = Paginator(missing if tab == "missing" else acting.filed(actor, tab), PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "tab": tab, "page": page, "verdicts": list(Verdict), "today": now.date(), "error": error,
        "labels": {v.value: v.label for v in Verdict},
    }  # fmt: skip
    return render(request, "desk/records.html", context, status=422 if error else 200)
