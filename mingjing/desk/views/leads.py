"""Leads in the office: the list, one with its data, rule and certainty, what the organ and the bureau say of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.views.caselist import case_link
from mingjing.organs.permissions import Actor
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics.analysis import actions, queries
from mingjing.statistics.analysis.rules import BY_CODE, RULES
from mingjing.statistics.analysis.standing import MoveKind
from mingjing.supervision import leads as passing

PAGE, SHOWN = 50, 50
TABS = {"open": ("待办", True), "over": ("已了结", False)}
BUTTONS = {
    MoveKind.EXPLAINED: (
        "提交说明",
        "原因、依据和已经采取的措施",
        "司法局会看到这段文字；认为线索不成立的，写明理由和证据所在的案卷",
    ),
    MoveKind.LOOKED: ("开始核查", "", ""),
    MoveKind.PASSED: ("转监督处理", "转办理由", "转为监督事项，机关会看到"),
    MoveKind.REFUSED: ("说明不采纳", "不采纳的理由", "机关会看到，可以补充说明"),
    MoveKind.DISMISSED: ("认定不成立", "认定的理由", "采纳机关说明的，写明采纳了什么；以后没有新的案件不再提出"),
}
DONE = {
    MoveKind.EXPLAINED: "说明已提交，由司法局核查。", MoveKind.LOOKED: "已开始核查。",
    MoveKind.PASSED: "已转监督处理。",
    MoveKind.REFUSED: "已退回机关，理由机关可以看到。", MoveKind.DISMISSED: "已认定不成立。",
}  # fmt: skip


@office
@require_safe
def leads(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Leads this actor may read: those to be dealt with, and those that are over."""
    queries.organs_for(actor)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    rule = request.GET.get("rule", "")
    rule = rule if rule in BY_CODE else ""
    every = queries.leads_for(actor)
    rows = every.filter(closed_on__isnull=TABS[tab][1])
    page = Paginator(rows.filter(rule=rule) if rule else rows, PAGE).get_page(request.GET.get("page"))
    kept = {"tab": tab, **({"rule": rule} if rule else {})}
    present = set(rows.values_list("rule", flat=True))
    context = {
        "tab": tab, "rule": rule, "rules": [(r.code, r.name) for r in RULES if r.code in present],
        "tabs": [(key, label, every.filter(closed_on__isnull=alive).count()) for key, (label, alive) in TABS.items()],
        "rows": [(x, BY_CODE[x.rule].name if x.rule in BY_CODE else x.rule) for x in page.object_list],
        "page": page, "run": queries.last_run(), "number": len(RULES),
        "before": urlencode({**kept, "page": page.previous_page_number()}) if page.has_previous() else "",
        "after": urlencode({**kept, "page": page.next_page_number()}) if page.has_next() else "",
    }  # fmt: skip
    return render(request, "desk/leads.html", context)


@office
@require_safe
def rules(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Every rule with what it looks at, its basis, its test and formula, and what else may explain it."""
    queries.organs_for(actor)
    return render(request, "desk/analysis_rules.html", {"rules": RULES})


@office
def lead(request: HttpRequest, actor: Actor, now: datetime, lead_id: str) -> HttpResponse:
    """GET: what was found and what it rests on. POST: one step of the organ or of the bureau."""
    row = queries.lead_for(actor, lead_id)
    moves, status, changed = actions.moves_for(actor, row), 200, False
    errors: dict[str, str] = {}
    kind = next((m for m in moves if m.value == request.POST.get("move", "")), None)
    if request.method == "POST":
        try:
            _taken(request, actor, lead_id, kind, now)
        except FormIncomplete as refusal:
            errors, status = refusal.errors, 422
        except OutOfDate:
            changed, status = True, 409
        else:
            assert kind is not None
            tell(request, DONE[kind])
            return redirect(address("lead", lead_id=lead_id))
    behind = queries.cases_behind(actor, row)
    context: dict[str, Any] = {
        "lead": row, "rule": BY_CODE.get(row.rule), "moves": queries.moves(row), "changed": changed,
        "cases": [(c, case_link(c.pk), "、".join(p.name for p in c.parties.all())) for c in behind[:SHOWN]],
        "hidden": len(row.cases) - behind.count(), "more": max(0, behind.count() - SHOWN),
        "forms": [(m, BUTTONS[m][0], _fields(m, request, errors if m is kind else {}, m is kind)) for m in moves],
        "errors": asking.summary({k: v for k, v in errors.items() if k == "words"}),
        "refused": "；".join(v for k, v in errors.items() if k != "words"),
    }  # fmt: skip
    return render(request, "desk/lead.html", context, status=status)


def _taken(request: HttpRequest, actor: Actor, lead_id: str, kind: MoveKind | None, now: datetime) -> None:
    if kind is None:
        raise OutOfDate
    seen = asking.entry(request.POST)
    words = request.POST.get("words", "")
    if kind is MoveKind.PASSED:
        passing.pass_on(actor=actor, lead_id=lead_id, words=words, now=now, expected=seen)
    else:
        actions.move(actor=actor, lead_id=lead_id, kind=kind, words=words, now=now, expected=seen)


def _fields(kind: MoveKind, request: HttpRequest, errors: dict[str, str], chosen: bool) -> list[Asked]:
    _, label, help_ = BUTTONS[kind]
    fields = [Asked("words", label, "long", help=help_, rows=5 if kind is MoveKind.EXPLAINED else 3)] if label else []
    return asking.shown(fields, request.POST, errors) if chosen else fields
