"""The list of cases: search words, stage, fifty to a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingjing.clocks import queries as clocks
from mingjing.desk.access import address, office
from mingjing.desk.words import behind
from mingjing.law.kinds import ActKind, Stage
from mingjing.organs.permissions import Actor
from mingjing.procedure import queries as procedure

PAGE, WORDS, LETTERS = 50, 5, 80


def case_link(case_id: str) -> str:
    """The page of a case."""
    return address("case", case_id=case_id) or f"/office/cases/{case_id}"


@office
def cases(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Cases this actor may read, newest first. All conditions stand in the address, so a search can be passed on."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    stage = request.GET.get("stage", "")
    stage = stage if stage in {s.value for s in Stage} else ""
    kind = request.GET.get("kind", "")
    kind = kind if kind in {k.value for k in ActKind} else ""
    mine = bool(request.GET.get("mine")) and "H" in actor.roles
    rows = procedure.cases_for(actor, words=" ".join(words.split()[:WORDS]), stage=stage, kind=kind, mine=mine)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    asked = {"q": words, "kind": kind, "stage": stage, "mine": "1" if mine else ""}
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "rows": _rows(list(page.object_list), now),
        "page": page,
        "total": page.paginator.count,
        "words": words,
        "kind": kind,
        "kinds": ActKind.choices(),
        "stage": stage,
        "stages": Stage.choices(),
        "mine": mine,
        "offers_mine": "H" in actor.roles and bool(actor.roles & {"U", "B", "J"}),
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
        "filtered": bool(kept),
        "elsewhere": bool(actor.roles & {"J"}),
        "case_new": address("act_choose") if request.office.may_open_case else "",  # type: ignore[attr-defined]
    }
    return render(request, "desk/cases.html", context)


def _rows(found: list[Any], now: datetime) -> list[dict[str, Any]]:
    """What a line shows: parties and officers were read with the cases, deadlines in one more query."""
    on, cal = now.date(), clocks.calendar()
    due = clocks.nearest([case.pk for case in found])
    lines = []
    for case in found:
        item = due.get(case.pk)
        acting = [h.person.name for h in case.handlers.all() if h.until is None and not h.recused]
        stage = Stage(case.stage)
        lines.append(
            {
                "case": case,
                "href": case_link(case.pk),
                "parties": "、".join(p.name for p in case.parties.all()),
                "handlers": "、".join(acting),
                "stage": stage.label,
                "phase": behind(stage),
                "light": clocks.light(item, on, cal) if item else None,
                "due": item.rolled if item else None,
            }
        )
    return lines
