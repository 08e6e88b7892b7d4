"""The list of what is to be published, being checked, out, and no longer out."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingjing.clocks import queries as clocks
from mingjing.clocks.queries import Light
from mingjing.desk.access import address, office
from mingjing.disclosure import queries as disclosure
from mingjing.organs.permissions import Actor

PAGE, WORDS, LETTERS = 50, 5, 80
TABS = {
    "draft": ("待拟稿", "决定作出之后在这里等拟稿人。"),
    "check": ("待审核", "拟稿送来之后在这里等另一名公示审核人。"),
    "returned": ("退回", "审核人退回的，写明了理由，改好再送。"),
    "out": ("已公示", "公示之后列在这里。"),
    "ended": ("已更正、撤下", "撤下或者更正之后原地址保留，写明理由。"),
    "withheld": ("不公开", "依规定不公开的决定和理由列在这里。"),
}
FIRST = {"PB": ("returned", "draft", "check"), "PC": ("check", "draft")}


@office
def publications(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Decisions by where their publication stands; all conditions stand in the address."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    found = disclosure.to_follow(actor, " ".join(words.split()[:WORDS]))
    counts = _counts(found)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else _first(actor, counts)
    order = "decided_on" if tab in {"draft", "check", "returned"} else "-decided_on"
    page = Paginator(found.filter(disclosure.TABS[tab]).order_by(order, "pk"), PAGE).get_page(request.GET.get("page"))
    kept = {"tab": tab, **({"q": words} if words else {})}
    context = {
        "tab": tab,
        "empty": TABS[tab][1],
        "tabs": [(key, label, counts[key], urlencode({**kept, "tab": key})) for key, (label, _) in TABS.items()],
        "rows": _rows(actor, tab, list(page.object_list), now),
        "page": page,
        "words": words,
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
    }
    return render(request, "desk/publications.html", context)


def _counts(found: Any) -> Counter[str]:
    """How many stand in each tab; a corrected one stands in two."""
    by_state = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    states = {
        "draft": (None, "corrected"),
        "check": ("prepared",),
        "returned": ("returned",),
        "out": ("approved", "published"),
        "ended": ("corrected", "withdrawn"),
        "withheld": ("withheld",),
    }
    return Counter({tab: sum(by_state.get(s, 0) for s in wanted) for tab, wanted in states.items()})


def _first(actor: Actor, counts: Counter[str]) -> str:
    """What this actor came for, or else what is out."""
    wanted = [tab for role in ("PC", "PB") if role in actor.roles for tab in FIRST[role]]
    return next((tab for tab in [*wanted, "out"] if counts[tab]), wanted[0] if wanted else "out")


def _rows(actor: Actor, tab: str, found: list[Any], now: datetime) -> list[dict[str, Any]]:
    on, cal = now.date(), clocks.calendar()
    due = clocks.nearest([d.case_id for d in found], ("PB",))
    last = disclosure.publications([d.latest for d in found if d.latest])
    handled = disclosure.handled_by(actor.person_id, [d.case_id for d in found])
    lines = []
    for decision in found:
        item, publication = due.get(decision.case_id), last.get(decision.latest)
        light = clocks.light(item, on, cal) if item else None
        lines.append(
            {
                "decision": decision,
                "case": decision.case,
                "publication": publication,
                "href": address("publication", decision_id=decision.pk),
                "verb": _verb(actor, decision, publication, decision.case_id in handled),
                "light": light or _settled(publication),
                "due": item.rolled if item else None,
            }
        )
    if tab in {"draft", "check", "returned"}:
        lines.sort(key=lambda line: line["due"] or date.max)
    return lines


def _settled(publication: Any) -> Light | None:
    """How it came out, where no clock runs any more."""
    if publication is None or publication.published_at is None:
        return Light("", "正在公示") if publication and publication.state == "approved" else None
    return Light("red", "逾期公示") if publication.late_reason else Light("green", "按期公示")


def _verb(actor: Actor, decision: Any, publication: Any, handled: bool) -> str:
    """The act that is this actor's now; to look is everyone's. Decides nothing: the gates do."""
    state = publication.state if publication else ""
    mine = {g.role for g in actor.grants if g.organ_id == decision.case.organ_id}
    if handled:
        return "查看"
    if "PB" in mine and state in {"", "returned", "corrected"}:
        return "拟稿"
    if "PC" in mine and state == "prepared" and publication.prepared_by_id != actor.person_id:
        return "审核"
    return "查看"
