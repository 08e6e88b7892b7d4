"""部署: what is asked of organs. The bureau issues, follows and chases; an organ sees what is its own to do."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingjing.desk import asking, attaching
from mingjing.desk.access import address, office, tell
from mingjing.desk.forms import workplan as forms
from mingjing.law.workplan import BY_CODE, LIVE, MOST_FILES, READ, Kind
from mingjing.organs.permissions import Actor, NotAllowed, roles_for
from mingjing.procedure.refusals import FormIncomplete
from mingjing.workplan import actions, guidance, issuing, queries, summary
from mingjing.workplan.issuing import Notice

PAGE, LETTERS = 50, 80
TABS = (("", "全部"), ("task", "工作任务"), ("filing", "报备事项"))


@office
@require_safe
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """For the bureau its items with how far each has come; for an organ its duties, the nearest last day first."""
    if not queries.reads(actor) and guidance.reads(actor):
        return redirect(address("guidance"))  # officers: what they may read here begins with the guiding cases
    if not queries.reads(actor):
        raise NotAllowed(f"工作任务和报备事项由{roles_for(READ)}办理")
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in dict(TABS) else ""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LETTERS]
    context: dict[str, Any] = {
        "kind": kind, "words": words, "today": now.date(), "issues": queries.issues(actor), "section": "work",
        "tabs": [(label, urlencode({"kind": key, "q": words}), key == kind) for key, label in TABS],
    }  # fmt: skip
    filled = _items if context["issues"] else _duties
    return render(request, "desk/work.html", context | filled(request, actor, now.date(), kind, words))


def _items(request: HttpRequest, actor: Actor, on: date, kind: str, words: str) -> dict[str, Any]:
    rows = queries.items_for(actor, kind)
    for word in words.split():
        rows = rows.filter(title__contains=word)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(actor, list(page.object_list), on)
    return {"page": page, "rows": [(item, counts.get(item.pk, queries.Counts())) for item in page.object_list]}


def _duties(request: HttpRequest, actor: Actor, on: date, kind: str, words: str) -> dict[str, Any]:
    rows = queries.duties_for(actor).order_by("-due_on", "pk")
    rows = rows.filter(item__kind=kind) if kind else rows
    for word in words.split():
        rows = rows.filter(item__title__contains=word)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": queries.lines(list(page.object_list), on)}


@office
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, actor: Actor, now: datetime, kind: str) -> HttpResponse:
    """Issue a task or a filing to organs."""
    if kind not in set(Kind):
        raise Http404(kind)
    issuing.bureau_only(actor)
    what, organs = Kind(kind), queries.chosen_organs(actor, now.date())
    form = asking.entered(
        request,
        forms.notice(what, organs, list(queries.meetings(actor)[:50]), now.date().isoformat()),
        lambda values: issuing.issue(actor=actor, notice=_notice(what, values, organs), now=now),
    )
    if form.done:
        tell(request, f"已下达，编号 {form.made.number}，{form.made.due_on} 截止。")
        return redirect(address("work_item", item_id=form.made.pk))
    context = {"fields": form.fields, "errors": asking.summary(form.errors), "kind": what, "section": "work"}
    return render(request, "desk/work_new.html", context, status=form.status)


def _notice(kind: Kind, values: dict[str, Any], organs: list[Any]) -> Notice:
    everyone = values["reach"] == forms.ALL
    return Notice(
        kind=kind, title=values["title"], text=values["text"], basis=values["basis"],
        leads=tuple(o.pk for o in organs) if everyone else tuple(values["leads"]),
        assists=() if everyone else tuple(values.get("assists", ())),
        issued_on=values["issued_on"], due_on=values["due_on"], proof=values.get("proof", ""),
        counts=values.get("counts", ""), goal=values.get("goal", ""), form=values.get("form", ""),
        year=values.get("year"), meeting_id=values.get("meeting", ""), entered=values["entered"],
    )  # fmt: skip


@office
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, actor: Actor, now: datetime, item_id: str) -> HttpResponse:
    """GET: one item with every organ's duty. POST: chase all that are late."""
    found, on = queries.item_for(actor, item_id), now.date()
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            count = actions.chase_late(actor=actor, item_id=found.pk, words=request.POST.get("words", ""), now=now)
        except FormIncomplete as refusal:
            errors = refusal.errors
        else:
            tell(request, f"已催办 {count} 个机关，它们的工作台上可以看到。")
            return redirect(address("work_item", item_id=found.pk))
    rows = list(queries.duties_for(actor).filter(item=found).order_by("part", "organ__region_id", "organ__name"))
    lines = queries.lines(rows, on)
    context = {
        "item": found, "lines": lines, "issues": queries.issues(actor), "error": errors.get("words", ""),
        "counts": queries.counts(actor, [found], on).get(found.pk, queries.Counts()),
        "typed": request.POST.get("words", ""), "today": on, "section": "work",
        "form": BY_CODE.get(found.form), "sums": summary.sums(found, rows),
        "live": any(line.row.standing in LIVE for line in lines),
    }  # fmt: skip
    return render(request, "desk/work_item.html", context, status=422 if errors else 200)


@office
@require_safe
def meetings(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Meetings of the leading group with what they decided and the tasks that came of it."""
    if not queries.reads(actor):
        raise NotAllowed(f"会议记录由{roles_for(READ)}查看")
    rows = list(queries.meetings(actor).prefetch_related("items")[:100])
    context = {"rows": rows, "issues": queries.issues(actor), "section": "meetings"}
    return render(request, "desk/work_meetings.html", context)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Enter a meeting."""
    issuing.bureau_only(actor)
    wrong: dict[str, str] = {}
    files = attaching.attached(request, "files", wrong, now=now, most=MOST_FILES)
    record = partial(issuing.record_meeting, actor=actor, files=files, now=now)
    form = asking.entered(request, forms.MEETING, lambda values: record(**values), wrong)
    if form.done:
        tell(request, "会议已登记，下达任务时可以选择来自这次会议。")
        return redirect(address("work_meetings"))
    context = {
        "fields": form.fields, "errors": asking.summary(form.errors), "file_error": form.errors.get("files", ""),
        "section": "meetings",
    }  # fmt: skip
    return render(request, "desk/work_meeting_new.html", context, status=form.status)


@office
@require_safe
def meeting_file(request: HttpRequest, actor: Actor, now: datetime, meeting_id: str, sha256: str) -> HttpResponseBase:
    """One attachment of a meeting."""
    return attaching.served(queries.meetings(actor).get(pk=meeting_id).files, sha256)
