"""The publication of one decision: drafted, checked, out, ended. Who may act now is asked of the gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from mingjing.clocks import queries as clocks
from mingjing.desk.access import office, tell
from mingjing.desk.forms.publishing import CLASSES, WITHHELD, Choices
from mingjing.desk.views.caselist import case_link
from mingjing.disclosure import actions, comparison, gate
from mingjing.disclosure import queries as disclosure
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may
from mingjing.procedure.queries import scope_of
from mingjing.procedure.refusals import FormIncomplete

DRAFTED_AGAIN = {"returned", "corrected"}
SHOWN = 1  # empty places that stand open


@office
def publication(request: HttpRequest, actor: Actor, now: datetime, decision_id: str) -> HttpResponse:
    """Where the publication of a decision stands, and what is this actor's to do about it."""
    decision = disclosure.decision_for(actor, decision_id)
    return _page(request, actor, now, decision)


@office
def act(request: HttpRequest, actor: Actor, now: datetime, decision_id: str, deed: str) -> HttpResponse:
    """One deed of the publisher or the checker. What the form lacks is said beside its fields; nothing was written."""
    if deed != "prepare" and deed not in DEEDS:
        raise Http404(deed)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    decision = disclosure.decision_for(actor, decision_id)
    if deed == "prepare":
        return _prepare(request, actor, now, decision)
    field, do = DEEDS[deed]
    try:
        told = do(actor, request.POST.get("publication", ""), request.POST.get(field, ""), now)
    except FormIncomplete as refusal:
        errors = {field: next(iter(refusal.errors.values()))}
        return _page(request, actor, now, decision, errors=errors, status=400)
    tell(request, told)
    return redirect("publication", decision_id=decision.pk)


def _prepare(request: HttpRequest, actor: Actor, now: datetime, decision: Any) -> HttpResponse:
    choices = Choices.of(request.POST, disclosure.proposed(decision.version))
    if "preview" in request.POST:
        return _page(request, actor, now, decision, choices=choices)
    errors = choices.problems()
    if not errors:
        try:
            actions.prepare(
                actor=actor, decision_id=decision.pk, marks=choices.marks, exception=choices.exception, now=now
            )
        except FormIncomplete as refusal:
            errors = choices.placed(refusal.errors)
        else:
            tell(request, "拟稿已送公示审核人。")
            return redirect("publication", decision_id=decision.pk)
    return _page(request, actor, now, decision, choices=choices, errors=errors, status=400)


def _approve(actor: Actor, publication_id: str, words: str, now: datetime) -> str:
    made = actions.approve(actor=actor, publication_id=publication_id, late_reason=words, now=now)
    return (
        f"已公示，公示编号 {made.page}。" if made.state == "published" else "已批准，正在发布；没有发完的由后台续办。"
    )


def _return(actor: Actor, publication_id: str, words: str, now: datetime) -> str:
    actions.return_to_publisher(actor=actor, publication_id=publication_id, reason=words, now=now)
    return "已退回拟稿人。"


def _withhold(actor: Actor, publication_id: str, words: str, now: datetime) -> str:
    actions.withhold(actor=actor, publication_id=publication_id, reason=words, now=now)
    return "已记明不公开的理由，公示期限不再计算。"


def _correct(actor: Actor, publication_id: str, words: str, now: datetime) -> str:
    actions.correct(actor=actor, publication_id=publication_id, reason=words, now=now)
    return "原地址已改为更正说明。由拟稿人重新拟稿，审核后以同一地址公示。"


def _withdraw(actor: Actor, publication_id: str, words: str, now: datetime) -> str:
    actions.withdraw(actor=actor, publication_id=publication_id, reason=words, now=now)
    return "已撤下。原地址保留，写明理由。"


# deed → (the field its words stand in, what does it)
DEEDS: dict[str, tuple[str, Callable[[Actor, str, str, datetime], str]]] = {
    "approve": ("late_reason", _approve),
    "return": ("return_reason", _return),
    "withhold": ("withhold_reason", _withhold),
    "correct": ("correct_reason", _correct),
    "withdraw": ("withdraw_reason", _withdraw),
}


def _page(
    request: HttpRequest,
    actor: Actor,
    now: datetime,
    decision: Any,
    *,
    choices: Choices | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    last = disclosure.last_of(decision.pk)
    state = last.state if last else ""
    errors = errors or {}
    context = _heading(decision, last, now) | {
        "errors": [{"name": name, "error": words} for name, words in errors.items()],
        "revisions": list(disclosure.revisions(decision.pk)),
        "last": last,
        "state": state,
    }
    if state in {"", *DRAFTED_AGAIN}:
        context |= _drafting(actor, decision, last, now, choices, errors)
    else:
        assert last is not None
        compared = comparison.compare(last, disclosure.marks_of(last))
        context |= {"compared": compared, "changed": compared.changed}
        context |= _checking(actor, last, now) if state == "prepared" else _standing(actor, last, now)
        context["fields"] = _fields(request, errors, context)
    return render(request, "desk/publication.html", context, status=status)


def _heading(decision: Any, last: Any, now: datetime) -> dict[str, Any]:
    on = now.date()
    duty = clocks.obligation_of(decision.case_id, disclosure.rule_of(decision.case))
    return {
        "decision": decision,
        "case": decision.case,
        "case_href": case_link(decision.case_id),
        "duty": duty,
        "light": clocks.light(duty, on) if duty else None,
        "served": disclosure.served_on(decision),
        "scope": last or comparison.draft_of(decision, now),
    }


def _drafting(
    actor: Actor, decision: Any, last: Any, now: datetime, choices: Choices | None, errors: dict[str, str]
) -> dict[str, Any]:
    """The publisher's form, or why this actor gets none."""
    before = disclosure.marks_of(last) if last else {}
    if choices is None:
        choices = Choices(disclosure.proposed(decision.version), before, exception=last.exception if last else "")
    draft = comparison.draft_of(decision, now)
    compared = comparison.compare(draft, choices.sound)
    places = choices.places(errors)
    mine = may(actor, "publication.prepare", scope_of(decision.case)).ok
    return {
        "mode": "draft" if mine else "wait",
        "blockers": gate.to_prepare(decision, actor.person_id) if mine else [],
        "people": _names(decision, "PB", now),
        "compared": compared,
        "rows": [{"row": r, "error": errors.get(r.path, "")} for r in choices.listed(compared.rows, before)],
        "places": [p for p in places if p["n"] <= SHOWN or p["path"] or p["error"]],
        "more_places": [p for p in places if p["n"] > SHOWN and not p["path"] and not p["error"]],
        "open": [(b, b.open) for b in compared.blocks if b.open],
        "classes": CLASSES,
        "withheld_classes": WITHHELD,
        "exception": choices.exception,
        "exception_error": errors.get("exception", ""),
        "residue": comparison.residue_of(draft, choices.sound, now.date()),
    }


def _checking(actor: Actor, last: Any, now: datetime) -> dict[str, Any]:
    """The checker's list, with every condition met or not; buttons only where the gate would let him."""
    mine = may(actor, "publication.check", scope_of(last.case)).ok
    checker = actor.person_id if mine else ""
    conditions = gate.conditions(last, checker, now.date())
    return {
        "mode": "check" if mine else "watch",
        "conditions": conditions,
        "ready": mine and all(c.state == "yes" for c in conditions),
        "unmet": sum(c.state == "no" for c in conditions),
        "blockers": gate.to_check(last, checker) if mine else [],
        "may_withhold": mine and not gate.must_be_public(last),
        "late": disclosure.overdue(last.case, now.date()),
        "people": _names(last.decision, "PC", now, without=last.prepared_by_id),
    }


def _standing(actor: Actor, last: Any, now: datetime) -> dict[str, Any]:
    """What is out or ended: where it stands in public, and who may end it."""
    scope = scope_of(last.case)
    mine = all(may(actor, power, scope).ok for power in ("publication.correct", "publication.withdraw"))
    return {
        "mode": last.state,
        "box": disclosure.outbox_of(last),
        "may_end": mine and last.state == "published" and not gate.to_end(last, actor.person_id),
        "blockers": gate.to_end(last, actor.person_id) if mine and last.state == "published" else [],
        "people": _names(last.decision, "PC", now),
    }


def _fields(request: HttpRequest, errors: dict[str, str], context: dict[str, Any]) -> dict[str, dict[str, Any]]:
    labels = {
        "late_reason": ("逾期原因", 2),
        "return_reason": ("退回的理由", 3),
        "withhold_reason": ("不公开的理由", 3),
        "correct_reason": ("更正的理由", 3),
        "withdraw_reason": ("撤下的理由", 3),
    }
    return {
        name: {
            "name": name,
            "label": label,
            "type": "long",
            "required": True,
            "rows": rows,
            "value": request.POST.get(name, "") if request.method == "POST" else "",
            "error": errors.get(name, ""),
        }
        for name, (label, rows) in labels.items()
    }


def _names(decision: Any, role: str, now: datetime, without: str = "") -> str:
    """Who could do it: holders of the role in the organ who did not handle the case."""
    people = organs.with_role(decision.case.organ_id, role, now.date())
    fit = [p.name for p in people if p.pk != without and not gate.handled(decision, p.pk)]
    return "、".join(fit)
