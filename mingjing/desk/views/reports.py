"""统计年报 in the office: the years of an organ, the editor with its live checks, each act with its button."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.law import reporting
from mingjing.law.annual import FIGURES, TABLES
from mingjing.law.report_checks import Remark
from mingjing.law.reporting import WHOLE, Section
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, Scope, may, require, roles_for
from mingjing.procedure.refusals import FormIncomplete, OutOfDate
from mingjing.statistics import approving, drafting, presenting, reports, sending, showing
from mingjing.statistics.approving import ReportBlocked
from mingjing.statistics.drafting import Edits

TOLD = {
    "recount": "已按现在的案件重新汇总。", "rewrite": "已按数据重写情况说明。", "discard": "已放弃这份草稿。",
    "approve": "已审定，由公示岗位公布。", "return": "已退回修改。", "send": "已报送，等待接收。",
    "receive": "已接收，报送机关可以看到回执。", "give-back": "已退回，报送机关可以看到理由。",
}  # fmt: skip


@office
def overview(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The bureau begins with what it collects, everyone else with the years of the own organ."""
    if any(g.role == "J" for g in actor.grants):
        waiting = reports.inbox_years(actor)
        return redirect(address("collection", year=waiting[0] if waiting else now.year - 1))
    return _years(request, actor, now, actor.organ_id)


@office
def organ_years(request: HttpRequest, actor: Actor, now: datetime, organ_id: str) -> HttpResponse:
    """The years of one organ."""
    return _years(request, actor, now, organ_id)


def _years(
    request: HttpRequest, actor: Actor, now: datetime, organ_id: str, errors: dict[str, str] | None = None
) -> HttpResponse:
    require(actor, reports.READ, reports.scope_of(organ_id))
    organ, edits = organs.organ(organ_id), may(actor, reports.EDIT, reports.scope_of(organ_id)).ok
    lines, ended = reports.of_organ(actor, organ_id, now.date()), reports.ended(organ) if edits else {}
    context = {
        "organ": organ, "lines": lines, "edits": edits, "whose": roles_for(reports.EDIT), "today": now.date(),
        "inbox": reports.inbox(actor), "errors": asking.summary(errors or {}),
        "predecessors": {s.year: ended.get(s.year, []) for s in lines if not s.out and not s.underway},
    }  # fmt: skip
    return render(request, "desk/reports.html", context, status=422 if errors else 200)


@office
def make(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Make the draft of a year from the figures."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    text = request.POST.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    try:
        row = drafting.make(
            actor=actor, organ_id=actor.organ_id, year=year, now=now,
            covers=tuple(request.POST.getlist("covers")), basis=request.POST.get("basis", ""),
        )  # fmt: skip
    except FormIncomplete as refusal:
        return _years(request, actor, now, actor.organ_id, refusal.errors)
    tell(request, "已由案件数据生成草稿。核对数字，补写情况说明，再提交审定。")
    return redirect(address("report", report_id=row.pk))


@office
def report(request: HttpRequest, actor: Actor, now: datetime, report_id: str) -> HttpResponse:
    """One version: the editor for those who make it, the whole with what is to be done for everyone else."""
    return _page(request, actor, now, reports.report_for(actor, report_id))


def _page(
    request: HttpRequest, actor: Actor, now: datetime, row: Any, *, errors: dict[str, str] | None = None,
    blocked: list[Remark] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    scope, on, writes = Scope(row.organ_id, row.organ.region_id), now.date(), False
    if row.writable:
        writes = may(actor, reports.EDIT, scope).ok
    remarks = blocked if blocked is not None else reports.remarks(row, on) if row.state in row.OPEN else []
    names, errors = reports.people_of(row), errors or {}
    own = reports.sending_for(actor, row)
    context = {
        "r": row, "organ": row.organ, "writes": writes, "remarks": remarks, "blocked": blocked is not None,
        "reds": sum(r.level == "red" for r in remarks), "due": reports.due(row.year).rolled,
        "light": reports.light(row.year, None, on) if not row.out else None,
        "sheets": _sheets(row, remarks, request, errors, writes), "sections": _sections(row, request, errors),
        "charts": presenting.drawings(row), "whole": row.notes.get(WHOLE, ""), "errors": asking.summary(errors),
        "course": [s | {"who": names.get(s["by"], "")} for s in row.course], "turns": _turns(actor, row, scope, own),
        "versions": reports.versions(row.organ_id, row.year), "changes": reports.changes(row),
        "sendings": row.sendings.select_related("to").order_by("kind"), "own": own,
        "public": showing.address(row.organ_id, row.year, row.number) if row.root else "",
        "reminders": reports.reminders(row.organ_id, row.year) if row.state in row.OPEN else [],
        "waits": _waits(row), "drills": may(actor, reports.READ, scope).ok and row.state != "discarded",
        "prior": row.prior is not None,
    }  # fmt: skip
    return render(request, "desk/report.html", context, status=status)


def _sheets(
    row: Any, remarks: list[Any], request: HttpRequest, errors: dict[str, str], writes: bool
) -> list[dict[str, Any]]:
    """Tables with what was typed kept, each row with what the checks say of it."""
    said: dict[str, list[Any]] = {}
    for remark in remarks:
        said.setdefault(remark.where, []).append(remark)
    posted = request.POST if errors else {}
    found = []
    for sheet in presenting.sheets(row):
        lines = []
        for line in sheet.rows:
            typed = {n: posted.get(f"{n}-{line.code}", kept) for n, kept in
                     (("added", line.added), ("source", line.source), ("note", line.note))}  # fmt: skip
            wrong = [w for n in ("added", "source", "note") if (w := errors.get(f"{n}-{line.code}"))]
            opened = bool(wrong or said.get(line.code) or line.added or line.note)
            lines.append({"f": line, "typed": typed, "wrong": wrong, "said": said.get(line.code, []), "open": opened})
        note = posted.get(f"note-{sheet.code}", sheet.note)
        found.append({"s": sheet, "lines": lines, "note": note, "open": not sheet.idle and (not sheet.empty or writes)})
    return found


def _sections(row: Any, request: HttpRequest, errors: dict[str, str]) -> list[dict[str, Any]]:
    posted = request.POST if errors else {}
    return [
        s | {"text": posted.get(f"text-{s['code']}", s["text"]), "error": errors.get(f"text-{s['code']}", ""),
             "rows": 3 + min(12, s["text"].count("\n") + len(s["text"]) // 46)}
        for s in presenting.sections(row)
    ]  # fmt: skip


def _turns(actor: Actor, row: Any, scope: Scope, own: Any) -> set[str]:
    """What this person may do with the report as it stands."""
    can = {p: may(actor, p, scope).ok for p in (reports.EDIT, reports.APPROVE, reports.PUBLISH, reports.SEND)}
    drafted, approved = actor.person_id == row.drafted_by, actor.person_id == row.approved_by
    found = set()
    if row.writable and can[reports.EDIT]:
        found.add("submit")
    if row.state == "submitted" and can[reports.APPROVE]:
        found |= {"return"} if drafted else {"approve", "return"}
    if row.state == "approved" and can[reports.PUBLISH]:
        found |= {"return"} if drafted or approved else {"publish", "return"}
    if row.state == "published" and can[reports.SEND]:
        found.add("send")
    if row.out and can[reports.EDIT] and not reports.underway(row.organ_id, row.year):
        found.add("correct")
    if own is not None and own.answer == "" and row.out and may(actor, reports.ACCEPT, _own(actor)).ok:
        found.add("receive")
    return found


def _own(actor: Actor) -> Scope:
    return Scope(actor.organ_id, actor.region_code)


def _waits(row: Any) -> str:
    """Whose turn it is, in words, for those whose it is not."""
    power = {"draft": reports.EDIT, "returned": reports.EDIT, "submitted": reports.APPROVE, "approved": reports.PUBLISH,
             "published": reports.SEND, "back": reports.EDIT}.get(row.state, "")  # fmt: skip
    return f"{row.organ.short_name}的{roles_for(power)}" if power else ""


@office
@require_POST
def check(request: HttpRequest, actor: Actor, now: datetime, report_id: str) -> HttpResponse:
    """The checks over what stands in the boxes, saved or not; nothing is written."""
    row = reports.report_for(actor, report_id)
    require(actor, reports.EDIT, Scope(row.organ_id, row.organ.region_id))
    edits, errors = typed(request)
    drafting.apply(row, edits, actor.person_id, now.date())
    remarks = reports.remarks(row, now.date())
    context = {"remarks": remarks, "reds": sum(r.level == "red" for r in remarks), "wrong": errors.values(), "r": row}
    return render(request, "desk/report_checks.html", context)


@office
def deed(request: HttpRequest, actor: Actor, now: datetime, report_id: str, deed: str) -> HttpResponse:
    """One act on a report. Saving and submitting come from the editor; everything else has its own button."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = reports.report_for(actor, report_id)
    try:
        if deed in {"save", "submit"}:
            return _saved(request, actor, now, row, deed)
        done = _done(request, actor, now, row, deed)
    except FormIncomplete as refusal:
        return _page(request, actor, now, reports.report_for(actor, report_id), errors=refusal.errors, status=422)
    except ReportBlocked as refusal:
        fresh = reports.report_for(actor, report_id)
        return _page(request, actor, now, fresh, blocked=refusal.remarks, status=409)
    return done


def _done(request: HttpRequest, actor: Actor, now: datetime, row: Any, deed: str) -> HttpResponse:
    given: dict[str, Any] = {"actor": actor, "report_id": row.pk, "now": now}
    reason = request.POST.get("reason", "").replace("\0", "")
    match deed:
        case "recount":
            drafting.recount(**given)
        case "rewrite":
            drafting.rewrite(**given)
        case "discard":
            drafting.discard(**given)
        case "approve":
            approving.approve(**given, expected=asking.entry(request.POST))
        case "return":
            approving.send_back(**given, reason=reason)
        case "publish":
            showing.publish(**given, expected=asking.entry(request.POST))
            tell(request, "已公布，公众可以查阅。接着报送司法行政部门和上级主管部门。")
        case "send":
            sending.report(**given)
        case "receive":
            sending.receive(**given)
        case "give-back":
            sending.give_back(**given, reason=reason)
        case "correct":
            row = drafting.correct(**given, reason=reason)
            tell(request, "已建立更正稿。原来的年报照常公开，更正公布后注明由哪一版替代。")
        case _:
            raise Http404(deed)
    if deed in TOLD:
        tell(request, TOLD[deed])
    return redirect(address("reports") if deed == "discard" else address("report", report_id=row.pk))


def _saved(request: HttpRequest, actor: Actor, now: datetime, row: Any, deed: str) -> HttpResponse:
    """Save what stands in the boxes; ``submit`` goes on to submit it. Two acts: a refused submission stays saved."""
    require(actor, reports.EDIT, Scope(row.organ_id, row.organ.region_id))
    edits, errors = typed(request)
    if errors:
        raise FormIncomplete(errors)
    if drafting.differs(row, edits):
        row = drafting.edit(actor=actor, report_id=row.pk, edits=edits, now=now, expected=asking.entry(request.POST))
    elif asking.entry(request.POST) not in {None, row.ledger_id}:
        raise OutOfDate
    if deed == "submit":
        approving.submit(actor=actor, report_id=row.pk, now=now)
        tell(request, f"已提交，由{roles_for(reports.APPROVE)}审定。")
    else:
        tell(request, "已保存。")
    return redirect(address("report", report_id=row.pk))


def typed(request: HttpRequest) -> tuple[Edits, dict[str, str]]:
    """(edits, field → message) of what stands in the boxes of the editor."""
    posted = {k: str(v).replace("\0", "").replace("\r\n", "\n").strip() for k, v in request.POST.items()}
    errors: dict[str, str] = {}
    added: dict[str, tuple[int | None, str]] = {}
    for code, figure in FIGURES.items():
        text = posted.get(f"added-{code}")
        if text is None:
            continue
        try:
            added[code] = (reporting.read(figure, text) if text else None, posted.get(f"source-{code}", ""))
        except ValueError as wrong:
            errors[f"added-{code}"] = str(wrong)
    keys = [*FIGURES, *(t.code for t in TABLES), WHOLE]
    notes = {k: posted[f"note-{k}"] for k in keys if f"note-{k}" in posted}
    texts = {s.value: posted[f"text-{s.value}"] for s in Section if f"text-{s.value}" in posted}
    return Edits(texts, notes, added), errors
