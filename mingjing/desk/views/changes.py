"""保持更新 in the office: record a change, see what it touches, settle each thing by its own clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.law import citing
from mingjing.organs.permissions import Actor, NotAllowed, roles_for
from mingjing.procedure.refusals import FormIncomplete
from mingjing.upkeep import actions, queries
from mingjing.upkeep.actions import Event

KINDS = (
    ("statute.repealed", "法规废止"), ("statute.amended", "法规修改"), ("organ.changed", "机构职能调整"),
    ("person.moved", "人员变动"),
)  # fmt: skip
LAW, ORGAN, PERSON = "kind=statute.repealed|statute.amended", "kind=organ.changed", "kind=person.moved"
OUTCOMES = (("updated", "已更新"), ("unaffected", "确认不受影响"))


@office
@require_safe
def changes(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Every change, with what is still open of this actor's concern."""
    context = {"changes": queries.changes(actor)[:100], "records": queries.may_record(actor)}
    return render(request, "desk/changes.html", context)


@office
def new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Record a change; what it touches is found at once."""
    if not queries.may_record(actor):
        raise NotAllowed(f"变动由{roles_for(actions.RECORD)}记录")
    fields = _fields(actor, now)
    context: dict[str, Any] = {"fields": fields}
    status = 200
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        if not errors:
            try:
                made = actions.record_change(actor=actor, event=_event(values), now=now)
            except FormIncomplete as refusal:
                errors = {_field(name, values): words for name, words in refusal.errors.items()}
            else:
                tell(request, f"已记录，涉及 {made.found_count} 项，各自的期限从 {made.happened_on} 起算。")
                return redirect(address("change", change_id=made.pk))
        status = 422
        context = {"fields": asking.shown(fields, request.POST, errors), "errors": asking.summary(errors)}
    return render(request, "desk/change_new.html", context, status=status)


def _fields(actor: Actor, now: datetime) -> list[Asked]:
    choices = queries.subjects(actor, now.date())
    return [
        Asked("kind", "变动", "choice", True, KINDS),
        Asked("day", "变动日期", "date", value=now.date().isoformat(), help="废止的，填停止施行的第一天"),
        Asked("statute", "法规", "choice", False, choices["statute"], when=LAW),
        Asked("articles", "只涉及的条", required=False, help="不填的，指整部法规；例：第十条、第十二条", when=LAW),
        Asked("organ", "机关", "choice", False, choices["organ"], when=ORGAN),
        Asked("person", "人员", "choice", False, choices["person"], when=PERSON),
        Asked("basis", "依据", help="公告、批复、任免文件及文号"),
        Asked("note", "说明", required=False, help="一句话，例：调出执法岗位"),
    ]


def _subject_field(kind: str) -> str:
    return {"organ.changed": "organ", "person.moved": "person"}.get(kind, "statute")


def _field(name: str, values: dict[str, Any]) -> str:
    return _subject_field(values["kind"]) if name == "subject" else name


def _event(values: dict[str, Any]) -> Event:
    if not values["day"]:
        raise FormIncomplete({"day": "填写变动日期"})
    articles = tuple(p.article for p in citing.places(values["articles"]))
    if values["articles"] and not articles:
        raise FormIncomplete({"articles": "写条号，例：第十条、第十二条；涉及整部法规的不填"})
    subject = values[_subject_field(values["kind"])]
    return Event(values["kind"], subject, values["day"], values["basis"], articles, values["note"][:100])


@office
@require_safe
def change(request: HttpRequest, actor: Actor, now: datetime, change_id: str) -> HttpResponse:
    """One change: what it touches, each with its clock, and the buttons to settle it."""
    return _page(request, actor, now, change_id)


def _page(
    request: HttpRequest, actor: Actor, now: datetime, change_id: str, status: int = 200, **more: Any
) -> HttpResponse:
    found = queries.change_for(actor, change_id)
    if found is None:
        raise Http404(change_id)
    rows: list[dict[str, Any]] = [
        {"line": line, "href": _href(line.row)} for line in queries.lines(actor, found, now.date())
    ]
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row["line"].row.get_thing_display(), []).append(row)
    context = {
        "change": found, "groups": list(groups.items()), "shown": len(rows), "outcomes": OUTCOMES,
        "left": sum(not hasattr(r["line"].row, "settlement") for r in rows),
        "withdraws": queries.may_withdraw(actor, found), "whose": roles_for(actions.SETTLE), **more,
    }  # fmt: skip
    return render(request, "desk/change.html", context, status=status)


def _href(row: Any) -> str:
    """Where the thing is looked at and mended."""
    if row.thing == "case":
        return address("case_edit", case_id=row.ref)
    return row.ref if row.thing == "page" else ""


@office
def settle(request: HttpRequest, actor: Actor, now: datetime, change_id: str, affected_id: str) -> HttpResponse:
    """Settle one thing."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "").strip()
    try:
        actions.settle(actor=actor, affected_id=affected_id, outcome=outcome, reason=reason, now=now)
    except FormIncomplete as refusal:
        wrong = {"id": affected_id, "outcome": outcome, "reason": reason, "errors": refusal.errors}
        return _page(request, actor, now, change_id, 422, wrong=wrong)
    tell(request, "已登记，这一项的期限办结。")
    return redirect(address("change", change_id=change_id))


@office
def withdraw(request: HttpRequest, actor: Actor, now: datetime, change_id: str) -> HttpResponse:
    """Take back a change recorded by mistake."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if queries.change_for(actor, change_id) is None:
        raise Http404(change_id)
    try:
        actions.withdraw_change(
            actor=actor, change_id=change_id, reason=request.POST.get("reason", "").strip(), now=now
        )
    except FormIncomplete as refusal:
        return _page(request, actor, now, change_id, 422, withdraw_error=refusal.errors["reason"])
    tell(request, "变动已撤回，没有办结的期限已取消。")
    return redirect(address("change", change_id=change_id))
